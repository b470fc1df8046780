//! Finds the sentence that a page prints between its headline and its story.

use super::facts::{StatedFacts, element_text, whole_text};
use super::printed::StoryPlace;
use super::tree::{HtmlNode, HtmlPage};
use super::{names, people, signed};
use crate::article::BlockKind;
use crate::loader::left_out::letters_and_digits;
use crate::loader::newsroom::NEWSROOM;
use crate::loader::passage::DraftPassage;
use crate::loader::story;
use crate::text::Clean;

/// The shortest and the longest standfirst, in characters.
const LENGTH: std::ops::RangeInclusive<usize> = 20..=700;

/// How far below the headline it is looked for, in elements and texts.
const BELOW: usize = 4000;

/// The parts of a name that are short enough to be parts of other words, and count only as whole words.
const SHORT_NAME: usize = 7;

/// Parts of class names of what is between headline and story and no part of either.
const ELSEWHERE: [&str; 12] = [
    "audio",
    "author",
    "bio",
    "caption",
    "comment",
    "copyright",
    "meta",
    "newsletter",
    "paywall",
    "popular",
    "related",
    "share",
];

/// Returns the words of the standfirst of a page.
///
/// What is called a standfirst, or stated as the description, is surer than what is merely in its place.
pub(super) fn find_standfirst(
    page: &HtmlPage<'_>,
    is_out: &[bool],
    (place, authors): (StoryPlace, &[Clean]),
    facts: &StatedFacts,
) -> Option<String> {
    let stated = facts.descriptions().iter();
    let descriptions: Vec<StatedDescription> = stated
        .map(|text| StatedDescription::read(text))
        .filter(|description| !description.letters.is_empty())
        .collect();
    let title = letters_and_digits(&facts.title.text);
    let mut number = page.nodes.get(place.headline).map_or(0, |node| node.end);
    let end = number + BELOW;
    let mut paragraphs = 0;
    let mut is_first = true;
    let mut unnamed = None;
    // In a live blog the first heading is that of its first entry.
    let is_live = !page.entry_times.is_empty();
    while number < end
        && paragraphs < 2
        && let Some(node) = page.nodes.get(number)
    {
        if is_elsewhere(node) {
            number = node.end;
            continue;
        }
        number += 1;
        let text = may_be_standfirst(node)
            .then(|| readable_text(page, number - 1))
            .flatten()
            .filter(|text| {
                letters_and_digits(text) != title
                    && !people::is_signature(text)
                    && !signed::is_signed_by(text, authors)
            });
        let Some(text) = text else {
            continue;
        };
        let is_kept = is_out.get(number - 1) == Some(&false) && node.end > place.paragraph;
        let letters = letters_and_digits(&text);
        // A stated description that is cut often only repeats the first paragraph.
        let is_unkept = !is_kept && (node.name == "p" || names::is_heading(node.name));
        let is_stated = descriptions
            .iter()
            .any(|one| one.is_printed(&letters) || is_unkept && one.is_begun(&letters));
        if is_called_standfirst(node) || is_stated && !(is_kept && is_among_paragraphs(page, node))
        {
            return Some(text);
        }
        let is_in_place = is_first && stands_alone(node, is_kept, place)
            || paragraphs == 0 && node.name == "p" && is_bold(page, number - 1);
        let is_in_place = is_in_place && !(is_live && names::is_heading(node.name));
        if unnamed.is_none() && is_in_place && !story::is_byline(&text) {
            unnamed = Some(text.clone());
        }
        if node.name == "p" && text.len() >= 80 {
            paragraphs += 1;
        }
        is_first &= !names::is_heading(node.name) && node.name != "p";
    }
    unnamed
}

/// A sentence that a page states of its article.
struct StatedDescription {
    letters: String,
    /// Whether it ends with dots.
    is_cut: bool,
}

impl StatedDescription {
    fn read(text: &str) -> Self {
        Self {
            letters: letters_and_digits(text),
            is_cut: is_cut(text),
        }
    }

    /// Returns `true` if printed letters are its, also behind a place: "Berlin."
    fn is_printed(&self, letters: &str) -> bool {
        const LONGEST_PLACE: usize = 30;
        let place = letters.strip_suffix(self.letters.as_str());
        place
            .is_some_and(|place| place.is_empty() || self.is_long() && place.len() <= LONGEST_PLACE)
    }

    /// Returns `true` if it is cut where printed letters go on.
    fn is_begun(&self, letters: &str) -> bool {
        self.is_cut && self.is_long() && letters.starts_with(self.letters.as_str())
    }

    /// Returns `true` if no other sentence is likely to hold it.
    fn is_long(&self) -> bool {
        const SHORTEST: usize = 40;
        self.letters.len() >= SHORTEST
    }
}

fn is_cut(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with("...") || text.ends_with('…')
}

/// Returns `true` if an element is a line between headline and story, and is called nothing else.
fn stands_alone(node: &HtmlNode<'_>, is_kept: bool, place: StoryPlace) -> bool {
    let is_title = node.name == "h1" || is_called_title(node);
    node.end <= place.paragraph
        && (names::is_heading(node.name) && !is_title || node.name == "p" && !is_kept)
}

/// Returns `true` if an element is called a title.
fn is_called_title(node: &HtmlNode<'_>) -> bool {
    let is_called = |value: &str| {
        let lower = value.get(..128).unwrap_or(value).to_ascii_lowercase();
        lower.contains("title") || lower.contains("headline")
    };
    node.attributes.get("class").is_some_and(is_called) && !is_called_standfirst(node)
}

/// Returns the words of an element, if they are as many as those of a standfirst and not a link.
fn readable_text(page: &HtmlPage<'_>, number: usize) -> Option<String> {
    const MOST_PARAGRAPHS: usize = 3;
    // Character references and the blanks of the markup take more room than what is read.
    const MOST_BYTES: usize = 8 * *LENGTH.end();
    let below = || page.descendants(number).filter_map(|at| page.nodes.get(at));
    let paragraphs = below().filter(|node| node.name == "p").count();
    if paragraphs > MOST_PARAGRAPHS || below().any(|node| node.name == "h1") {
        return None;
    }
    let text = whole_text(page, number, MOST_BYTES)?;
    let linked: usize = page
        .descendants(number)
        .filter(|at| page.nodes.get(*at).is_some_and(|node| node.name == "a"))
        .map(|at| element_text(page, at).len())
        .sum();
    let is_long_enough = LENGTH.contains(&text.chars().count());
    let is_credit = text.starts_with('(') && text.ends_with(')') || text.ends_with(':');
    (is_long_enough && !is_credit && linked * 2 < text.len() && !story::is_noise(&text))
        .then_some(text)
}

/// Returns `true` if an element can hold a standfirst.
fn may_be_standfirst(node: &HtmlNode<'_>) -> bool {
    names::is_heading(node.name)
        || matches!(
            node.name,
            "p" | "div" | "span" | "strong" | "section" | "summary" | "em"
        )
}

/// Returns `true` if an element is not looked into.
fn is_elsewhere(node: &HtmlNode<'_>) -> bool {
    if matches!(
        node.name,
        "aside"
            | "nav"
            | "footer"
            | "figure"
            | "figcaption"
            | "button"
            | "form"
            | "ul"
            | "ol"
            | "select"
            | "table"
    ) {
        return true;
    }
    let is_called = |value: &str| {
        let lower = value.get(..128).unwrap_or(value).to_ascii_lowercase();
        ELSEWHERE.iter().any(|part| lower.contains(part))
    };
    matches!(node.name, "div" | "section" | "p" | "span")
        && node.attributes.get("class").is_some_and(is_called)
        && !is_called_standfirst(node)
}

/// Returns `true` if an element is called a standfirst.
fn is_called_standfirst(node: &HtmlNode<'_>) -> bool {
    node.attributes.iter().any(|(name, value)| {
        let is_name = matches!(
            name,
            "class"
                | "id"
                | "data-testid"
                | "data-test"
                | "data-component"
                | "data-cy"
                | "data-dot"
                | "type"
                | "data-external-selector"
        );
        name == "itemprop" && value == "description"
            || is_name
                && value
                    .split_ascii_whitespace()
                    .take(12)
                    .any(names_standfirst)
    })
}

/// Returns `true` if a class or id is one of a standfirst.
fn names_standfirst(class: &str) -> bool {
    const LONGEST: usize = 80;
    let is_picture = || {
        [
            "image", "photo", "picture", "caption", "media", "video", "art-",
        ]
    };
    if class.len() > LONGEST
        || class.contains(['[', ':'])
        || is_picture().iter().any(|part| class.contains(part))
    {
        return false;
    }
    let lower: String = class
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    NEWSROOM.standfirsts.iter().any(|word| {
        if word.len() > SHORT_NAME {
            lower.contains(word)
        } else {
            lower.contains(word) && words_of(class).any(|part| part == *word)
        }
    })
}

/// Returns the words of a class name: of "HeaderDek-x" these are "header", "dek", "x".
fn words_of(class: &str) -> impl Iterator<Item = String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut is_small = false;
    for c in class.chars() {
        let begins = !c.is_ascii_alphabetic() || (c.is_ascii_uppercase() && is_small);
        if begins {
            words.push(String::new());
        }
        is_small = c.is_ascii_lowercase();
        if let Some(word) = words.last_mut().filter(|_| c.is_ascii_alphabetic()) {
            word.push(c.to_ascii_lowercase());
        }
    }
    words.into_iter()
}

/// Returns `true` if an element has no name of its own and paragraphs like it follow: the story begins with it.
fn is_among_paragraphs(page: &HtmlPage<'_>, node: &HtmlNode<'_>) -> bool {
    const MOST: usize = 12;
    let siblings = std::iter::successors(page.nodes.get(node.end), |next| page.nodes.get(next.end));
    let mut siblings = siblings
        .take(MOST)
        .take_while(|next| next.parent == node.parent);
    node.name == "p"
        && siblings.any(|next| {
            next.name == "p" && next.attributes.get("class") == node.attributes.get("class")
        })
}

/// Returns `true` if all of a paragraph is bold, and the next one is not.
fn is_bold(page: &HtmlPage<'_>, number: usize) -> bool {
    const SHORTEST: usize = 60;
    let mut bold_end = 0;
    let mut letters = 0;
    for at in page.descendants(number) {
        let Some(node) = page.nodes.get(at) else {
            break;
        };
        if matches!(node.name, "b" | "strong") {
            bold_end = bold_end.max(node.end);
        }
        if node.name.is_empty() && !node.text.trim().is_empty() {
            if at >= bold_end {
                return false;
            }
            letters += node.text.len();
        }
    }
    letters >= SHORTEST
}

/// Puts a standfirst above the story, in the place of what repeats it there.
pub(super) fn place_standfirst(passages: &mut Vec<DraftPassage<'static>>, text: &str) {
    const TOP: usize = 6;
    let wanted = letters_and_digits(text);
    let mut at = 0;
    passages.retain(|passage| {
        at += 1;
        let letters = letters_and_digits(&passage.text);
        at > TOP
            || letters.is_empty()
            || !wanted.contains(&letters)
            || letters.len() * 4 < wanted.len()
    });
    passages.insert(
        0,
        DraftPassage::new(Some(BlockKind::Standfirst), text.to_owned(), usize::MAX),
    );
}

/// Returns what a page states of its article, if it is a sentence of its own: not cut off, and not how the story begins.
pub(super) fn own_description(description: &str, passages: &[DraftPassage<'_>]) -> Option<String> {
    const TOP: usize = 4;
    let text = super::strip_markup(description);
    let text = text.trim();
    let letters = letters_and_digits(text);
    let head: String = letters.chars().take(60).collect();
    let is_repeat = passages
        .iter()
        .take(TOP)
        .any(|passage| letters_and_digits(&passage.text).starts_with(&head));
    (!is_cut(text) && !is_repeat && !head.is_empty()).then(|| text.to_owned())
}
