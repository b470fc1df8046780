//! Lists the headings of a page, among which is its headline.

use super::facts::element_text;
use super::tree::{HtmlNode, HtmlPage};
use super::{names, references};
use crate::loader::left_out::letters_and_digits;

/// The most headings of a page that are examined.
const MOST_HEADINGS: usize = 200;

/// The longest headline, in bytes.
const LONGEST: usize = 400;

/// A heading of the page, or what is called one.
#[derive(Debug)]
pub(super) struct PageHeading {
    pub(super) number: usize,
    pub(super) text: String,
    pub(super) letters: String,
    pub(super) rank: HeadingRank,
    /// Whether it is a link, or a part of the navigation, as the last step of a path is.
    pub(super) is_link: bool,
    /// Whether it is one text, and not several that are set apart by their style.
    pub(super) is_whole: bool,
    /// The last of these texts.
    pub(super) last: String,
}

/// How sure an element is the headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadingRank {
    First,
    Lower,
    /// An element that is only called a headline.
    Called,
}

/// Lists the headings of a page, outside its navigation.
pub(super) fn list_headings(page: &HtmlPage<'_>) -> Vec<PageHeading> {
    let mut headings = Vec::new();
    let mut navigation_end = 0;
    let mut number = 0;
    while let Some(node) = page.nodes.get(number) {
        if matches!(node.name, "aside" | "footer" | "button" | "select") {
            number = node.end;
            continue;
        }
        if node.name == "nav" {
            navigation_end = navigation_end.max(node.end);
        }
        number += 1;
        let Some(rank) = heading_rank(node) else {
            continue;
        };
        let is_navigation = number <= navigation_end;
        headings.extend(read_heading(page, number - 1, rank, is_navigation));
        if headings.len() >= MOST_HEADINGS {
            break;
        }
    }
    headings
}

/// Returns a heading, unless it is too short or too long for a headline.
fn read_heading(
    page: &HtmlPage<'_>,
    number: usize,
    rank: HeadingRank,
    is_navigation: bool,
) -> Option<PageHeading> {
    let text = element_text(page, number);
    let letters = letters_and_digits(&text);
    if letters.chars().count() <= 3 || text.len() > LONGEST {
        return None;
    }
    let is_text = |at: &usize| {
        page.nodes
            .get(*at)
            .is_some_and(|node| !node.text.trim().is_empty())
    };
    let node = page.nodes.get(number)?;
    Some(PageHeading {
        number,
        text,
        letters,
        rank,
        is_link: is_navigation || is_linked(page, number, node),
        is_whole: page.descendants(number).filter(is_text).count() == 1,
        last: last_text(page, number),
    })
}

/// Returns the last text in an element.
fn last_text(page: &HtmlPage<'_>, number: usize) -> String {
    let texts = page.descendants(number).rev();
    let mut texts = texts.filter_map(|at| page.nodes.get(at));
    let last = texts.find(|node| !node.text.trim().is_empty());
    last.map_or_else(String::new, |node| {
        references::resolve_references(node.text.trim()).into_owned()
    })
}

/// Returns how sure an element is the headline by its name; `None` if it is none.
fn heading_rank(node: &HtmlNode<'_>) -> Option<HeadingRank> {
    if node.name == "h1" {
        return Some(HeadingRank::First);
    }
    if names::is_heading(node.name) {
        return Some(HeadingRank::Lower);
    }
    let is_called = |value: &str| {
        let lower = value.get(..128).unwrap_or(value).to_ascii_lowercase();
        lower.contains("headline") || lower.contains("title")
    };
    let has_name = matches!(node.name, "div" | "span" | "p" | "strong")
        && node.attributes.get("class").is_some_and(is_called);
    has_name.then_some(HeadingRank::Called)
}

/// Returns `true` if a heading is a link, in one, or the last step of the path to the page.
fn is_linked(page: &HtmlPage<'_>, number: usize, node: &HtmlNode<'_>) -> bool {
    let mut below = page.descendants(number).filter_map(|at| page.nodes.get(at));
    let around = page.nodes.get(node.parent);
    let is_path = ["id", "class"].iter().any(|name| {
        let value = node.attributes.get(name).unwrap_or_default();
        value.contains("breadcrumb")
    });
    is_path
        || below.any(|node| node.name == "a" && node.attributes.get("href").is_some())
        || around.is_some_and(|around| around.name == "a")
}
