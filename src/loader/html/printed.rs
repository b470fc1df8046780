//! What a page prints of its facts: the lines between headline and story, and what its elements are called.

use super::facts::element_text;
use super::tree::{HtmlNode, HtmlPage};
use super::{byline_text, bylines, names, people, references};
use crate::loader::date::{self, DayOrder};
use crate::loader::newsroom::NEWSROOM;
use crate::loader::story;

/// Where a page prints its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct StoryPlace {
    /// The element of the headline.
    pub(super) headline: usize,
    /// The first words of the story that are long and in one piece.
    pub(super) start: usize,
    /// Its first paragraph, which may be in many pieces.
    pub(super) paragraph: usize,
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
const ELSEWHERE: [&str; 12] = [
    "also",
    "card",
    "comment",
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

/// The name of what is below an article, and below many other things.
const FOOTER: &str = "footer";

/// Parts of class names of what is below the article itself.
const OWN_FOOTERS: [&str; 4] = [
    "article-footer",
    "entry-footer",
    "post-footer",
    "story-footer",
];

/// No article has more authors than this.
const MOST_AUTHORS: usize = 12;

/// Reads what a page prints about its article.
pub(super) fn read_printed(
    page: &HtmlPage<'_>,
    place: StoryPlace,
    order: DayOrder,
) -> PrintedFacts {
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
        let found = RangeReader {
            page,
            is_near,
            order,
        }
        .read_facts(range);
        if facts.authors.is_empty() {
            facts.authors = found.authors;
        }
        facts.published = facts.published.or(found.published);
    }
    facts
}

/// Reads a part of a page; lines without a telling name count only near the headline.
#[derive(Debug, Clone, Copy)]
struct RangeReader<'a> {
    page: &'a HtmlPage<'a>,
    is_near: bool,
    order: DayOrder,
}

impl RangeReader<'_> {
    /// Reads what a part of the page prints.
    fn read_facts(self, range: std::ops::Range<usize>) -> PrintedFacts {
        let mut facts = PrintedFacts::default();
        let mut lines = PrintedFacts::default();
        let mut authors_end = 0;
        let mut number = range.start;
        while number < range.end
            && let Some(node) = self.page.nodes.get(number)
        {
            if is_elsewhere(node, self.is_near) {
                number = node.end;
                continue;
            }
            let is_author = number >= authors_end && facts.authors.len() < MOST_AUTHORS;
            if is_author && self.names_author(node) {
                let text = byline_text::byline_text(self.page, number);
                // A box that a script fills later is empty.
                if !text.is_empty() && text.len() <= LONGEST {
                    facts.authors.push(text);
                }
                authors_end = node.end;
            }
            if facts.published.is_none() {
                facts.published = self.read_dated(number, node);
            }
            if self.is_near {
                self.read_line(number, node, &mut lines);
            }
            number += 1;
        }
        if facts.authors.is_empty() {
            facts.authors = lines.authors;
        }
        facts.published = facts.published.or(lines.published);
        facts
    }

    fn names_author(self, node: &HtmlNode<'_>) -> bool {
        if self.is_near {
            bylines::names_author_near(node)
        } else {
            bylines::names_author(node)
        }
    }

    /// Reads a line between headline and story.
    fn read_line(self, number: usize, node: &HtmlNode<'_>, facts: &mut PrintedFacts) {
        let is_block = names::is_block(node.name);
        if node.name.is_empty() || !is_block && !facts.authors.is_empty() {
            return;
        }
        let line = element_text(self.page, number);
        if line.is_empty() || line.len() > LONGEST {
            return;
        }
        // "Two Days in Northhaven" is a heading, and nobody's name and place.
        let is_line = || !names::is_heading(node.name) || NEWSROOM.after_by(&line).is_some();
        let is_signed = is_block && is_line() || bylines::is_signed_piece(node, &line);
        if is_signed && facts.authors.is_empty() {
            let signed = story::read_signature(&line);
            facts.authors = signed
                .or_else(|| people::read_signature(&line))
                .into_iter()
                .collect();
        }
        let is_short = line.split_whitespace().count() <= 16;
        let is_later = facts.published.as_deref().is_none_or(says_changed) && !says_changed(&line);
        let is_first = facts.published.is_none() || is_later;
        if is_block && is_first && is_short && self.has_date(&line) {
            facts.published = Some(line);
        }
    }

    /// Returns the day of an element that is one by its name.
    ///
    /// One that says when the page was changed counts only as a line.
    fn read_dated(self, number: usize, node: &HtmlNode<'_>) -> Option<String> {
        let is_dated = node.name == "time"
            || node.attributes.get("itemprop") == Some("datePublished")
            || !node.name.is_empty() && is_called_date(node);
        if !is_dated {
            return None;
        }
        let stamp = ["datetime", "content"]
            .iter()
            .find_map(|name| node.attributes.get(name));
        let stamp = references::resolve_references(stamp.unwrap_or_default()).into_owned();
        let text = element_text(self.page, number);
        if self.is_near && (says_changed(&text) || self.is_behind_change(node)) {
            return None;
        }
        [stamp, text]
            .into_iter()
            .find(|text| text.len() <= LONGEST && self.has_date(text))
    }

    /// Returns `true` if the line around an element begins with a word for a change.
    fn is_behind_change(self, node: &HtmlNode<'_>) -> bool {
        const LONGEST_LINE: usize = 80;
        let around = self.page.nodes.get(node.parent);
        let is_line = around.is_some_and(|around| {
            matches!(around.name, "div" | "li" | "p" | "small" | "span")
                && around.end - node.parent <= AROUND
        });
        let line = is_line.then(|| element_text(self.page, node.parent));
        line.is_some_and(|line| line.len() <= LONGEST_LINE && says_changed(&line))
    }

    fn has_date(self, text: &str) -> bool {
        date::find_date_in(text, self.order).is_some()
    }
}

/// Returns `true` if a line with a day begins with a word for a change: "Updated: March 5, 2026".
fn says_changed(line: &str) -> bool {
    let lower = line.to_lowercase();
    let mut labels = NEWSROOM.change_labels.iter();
    labels.any(|label| lower.starts_with(label))
}

/// Returns `true` if an element is called the day of publication.
fn is_called_date(node: &HtmlNode<'_>) -> bool {
    let class = node.attributes.get("class").unwrap_or_default();
    let class = class.get(..128).unwrap_or(class).to_ascii_lowercase();
    ["date", "published", "timestamp", "pubtime"]
        .iter()
        .any(|part| class.contains(part))
        && !class.contains("update")
}

/// Returns `true` if an element is about something other than the article; below a headline, a footer is that of its head.
fn is_elsewhere(node: &HtmlNode<'_>, is_near: bool) -> bool {
    if matches!(node.name, "aside" | "nav" | "figure" | "blockquote") {
        return true;
    }
    let is_called = |value: &str| {
        let lower = value.get(..128).unwrap_or(value).to_ascii_lowercase();
        let is_foot = !is_near
            && lower.contains(FOOTER)
            && !OWN_FOOTERS.iter().any(|own| lower.contains(own));
        is_foot || ELSEWHERE.iter().any(|part| lower.contains(part))
    };
    node.name == FOOTER && !is_near
        || matches!(node.name, "div" | "section" | "ul" | "ol" | "li")
            && ["class", "id"]
                .iter()
                .any(|name| node.attributes.get(name).is_some_and(is_called))
}
