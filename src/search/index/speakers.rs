//! Those who are quoted, with their totals.

use jiff::civil::Date;
use tantivy::Term;
use tantivy::query::{Query, TermSetQuery};
use tantivy::schema::Field;

use crate::people::{Gender, NameKind};
use crate::search::names::name_key;
use crate::text::Clean;

use super::schema::FIELDS;

/// A person or an organisation with their totals, or all speakers without a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerRow {
    /// The name in most quotes.
    pub name: Clean,
    /// A person or an organisation, or [`NameKind::Description`] for those without a name.
    pub kind: NameKind,
    /// A woman or a man, if articles say so.
    pub gender: Option<Gender>,
    /// Other names that articles use for them, sorted.
    pub aliases: Vec<Clean>,
    /// The number of their quotes.
    pub quotes: usize,
    /// The number of articles that quote them.
    pub articles: usize,
    /// The day of the first quote.
    pub first: Option<Date>,
    /// The day of the last quote.
    pub last: Option<Date>,
}

impl SpeakerRow {
    /// Returns the row of all speakers without a name, still without totals.
    pub(crate) fn unnamed() -> Self {
        Self {
            name: Clean::new("unnamed speakers"),
            kind: NameKind::Description,
            gender: None,
            aliases: Vec::new(),
            quotes: 0,
            articles: 0,
            first: None,
            last: None,
        }
    }
}

/// Returns a query for the quotes of a speaker with any of these names.
pub(super) fn quotes_of(names: &[Clean]) -> impl Query {
    let keys = names.iter().filter_map(|name| name_key(name));
    names_by_key(FIELDS.speaker_key, keys)
}

/// Returns a query for the documents that have any of these keys of names in a field.
pub(super) fn names_by_key(field: Field, keys: impl Iterator<Item = String>) -> TermSetQuery {
    TermSetQuery::new(keys.map(|key| Term::from_field_text(field, &key)))
}
