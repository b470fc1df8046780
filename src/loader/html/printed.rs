//! What a page prints of its facts: the lines between headline and story, and what its elements are called.

use super::facts::element_text;
use super::names;
use super::references;
use super::tree::{HtmlNode, HtmlPage};
use crate::loader::newsroom::NEWSROOM;
use crate::loader::{date, story};

/// Where a page prints its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct StoryPlace {
    /// The element of the headline.
    pub(super) headline: usize,
    /// The first words of the story.
    pub(super) start: usize,
    /// The number after the last of them.
    pub(super) end: usize,
}

/// What a page prints, as it is written.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PrintedFacts {
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
}

/// No line of byline or date is longer than this many bytes.
const LONGEST: usize = 200;

/// How far from headline and story facts are looked for, in elements and texts.
const AROUND: usize = 150;

/// Parts of class names of what is not about the article itself.
const ELSEWHERE: [&str; 13] = [
    "also",
    "card",
    "comment",
    "footer",
    "latest",
    "more",
    "popular",
    "promo",
    "recommend",
    "related",
    "sidebar",
    "teaser",
    // The bar of the Wayback Machine.
    "wm-ipp",
];

/// Reads what a page prints about its article.
pub(super) fn read_printed(page: &HtmlPage<'_>, place: StoryPlace) -> PrintedFacts {
    let above = place.headline.saturating_sub(AROUND)..place.headline;
    let between = place.headline..place.start.max(place.headline);
    let inside = place.start..place.end;
    let below = place.end..place.end + AROUND;
    let mut facts = PrintedFacts::default();
    for (range, is_near) in [
        (between, true),
        (above, false),
        (inside, false),
        (below, false),
    ] {
        let found = read_range(page, range, is_near);
        if facts.authors.is_empty() {
            facts.authors = found.authors;
        }
        facts.published = facts.published.or(found.published);
    }
    facts
}

/// Reads what a part of a page prints; lines without a telling name count only near the headline.
fn read_range(page: &HtmlPage<'_>, range: std::ops::Range<usize>, is_near: bool) -> PrintedFacts {
    let mut facts = PrintedFacts::default();
    let mut lines = PrintedFacts::default();
    let mut authors_end = 0;
    let mut number = range.start;
    while number < range.end
        && let Some(node) = page.nodes.get(number)
    {
        if is_elsewhere(node) {
            number = node.end;
            continue;
        }
        if names_author(node) && number >= authors_end && facts.authors.len() < 12 {
            let text = element_text(page, number);
            if text.len() <= LONGEST {
                facts.authors.push(text);
            }
            authors_end = node.end;
        }
        if facts.published.is_none() {
            facts.published = dated(page, number, node);
        }
        if is_near && names::is_block(node.name) {
            let line = element_text(page, number);
            // "Two Days in Northhaven" is a heading, and nobody's name and place.
            let is_signed = !names::is_heading(node.name) || NEWSROOM.after_by(&line).is_some();
            read_line(&line, is_signed, &mut lines);
        }
        number += 1;
    }
    if facts.authors.is_empty() {
        facts.authors = lines.authors;
    }
    facts.published = facts.published.or(lines.published);
    facts
}

/// Reads a line between headline and story; only some can name an author.
fn read_line(line: &str, is_signed: bool, facts: &mut PrintedFacts) {
    if line.is_empty() || line.len() > LONGEST {
        return;
    }
    if is_signed && facts.authors.is_empty() {
        facts.authors = story::read_signature(line).into_iter().collect();
    }
    let is_short = line.split_whitespace().count() <= 16;
    if facts.published.is_none() && is_short && date::find_date(line).is_some() {
        facts.published = Some(line.to_owned());
    }
}

/// Returns `true` if an element is named as the author of something.
fn names_author(node: &HtmlNode<'_>) -> bool {
    let is_by = |value: &str| {
        matches!(value, "author" | "byline")
            || value.contains("byline")
            || value.contains("author-name")
            || value.contains("reader-credits")
    };
    !node.name.is_empty()
        && ["rel", "itemprop", "class"]
            .iter()
            .any(|name| node.attributes.get(name).is_some_and(is_by))
}

/// Returns the day of an element that is one by its name.
fn dated(page: &HtmlPage<'_>, number: usize, node: &HtmlNode<'_>) -> Option<String> {
    let is_called = || {
        let class = node.attributes.get("class").unwrap_or_default();
        let class = class.get(..128).unwrap_or(class).to_ascii_lowercase();
        ["date", "published", "timestamp", "pubtime"]
            .iter()
            .any(|part| class.contains(part))
            && !class.contains("update")
    };
    let is_dated = node.name == "time"
        || node.attributes.get("itemprop") == Some("datePublished")
        || (!node.name.is_empty() && is_called());
    if !is_dated {
        return None;
    }
    let stamp = ["datetime", "content"]
        .iter()
        .find_map(|name| node.attributes.get(name));
    let stamp = references::resolve_references(stamp.unwrap_or_default()).into_owned();
    [stamp, element_text(page, number)]
        .into_iter()
        .find(|text| text.len() <= LONGEST && date::find_date(text).is_some())
}

/// Returns `true` if an element is about something other than the article.
fn is_elsewhere(node: &HtmlNode<'_>) -> bool {
    if matches!(
        node.name,
        "aside" | "footer" | "nav" | "figure" | "blockquote"
    ) {
        return true;
    }
    let is_called = |value: &str| {
        let lower = value.get(..128).unwrap_or(value).to_ascii_lowercase();
        ELSEWHERE.iter().any(|part| lower.contains(part))
    };
    matches!(node.name, "div" | "section" | "ul" | "ol" | "li")
        && ["class", "id"]
            .iter()
            .any(|name| node.attributes.get(name).is_some_and(is_called))
}
