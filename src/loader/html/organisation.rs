//! Tells an office or company that signs for itself from a list of people.

use super::people;
use crate::loader::newsroom::NEWSROOM;
use crate::loader::{outlet, story};

/// Words within the names of offices, and of no person.
const INSIDE: [&str; 8] = ["für", "for", "pour", "para", "per", "of", "voor", "för"];

/// Returns the organisation that a byline names with its place, or whose name is a list; `None` for people.
///
/// Of "Harbor Media Ltd, Northhaven, Ireland" it is what precedes the place, of "Office for Boats, Tides and Weather"
/// the whole.
pub(super) fn name_organisation<'a>(text: &'a str, source: Option<&str>) -> Option<&'a str> {
    let (first, rest) = text.split_once(',')?;
    let (first, rest) = (first.trim(), rest.trim());
    let has_people = rest.split(',').any(|part| story::is_name(part.trim()));
    if has_people {
        return None;
    }
    let is_site = source.is_some_and(|source| outlet::is_same_outlet(first, source));
    if is_site || NEWSROOM.is_company(first) || people::is_host(first) {
        return Some(first);
    }
    let has_inside = first.split(' ').any(|word| INSIDE.contains(&word));
    has_inside.then_some(text)
}
