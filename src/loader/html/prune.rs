//! Leaves out what a page puts around and between its article: navigation, share bars, newsletters, related stories.

use super::class_names::CLASS_NAMES;
use super::comments;
use super::live;
use super::marks;
use super::parts;
use super::sections;
use super::teasers;
use super::tokens::Attributes;
use super::tree::{HtmlNode, HtmlPage};
use super::weight::{self, TextWeight};

/// The roles of what is no article.
const ROLES: [&str; 11] = [
    "alert",
    "alertdialog",
    "banner",
    "complementary",
    "contentinfo",
    "dialog",
    "form",
    "menu",
    "navigation",
    "search",
    "tooltip",
];

/// A part that holds more hundredths of the page's prose than this is no noise, whatever it is called.
const MOST_OF_PAGE: u32 = 40;

/// The least prose besides readers' comments that is an article.
const AN_ARTICLE: u32 = 140;

/// Returns for each node whether it is left out; descendants of one that is left out may not be marked themselves.
pub(super) fn prune_page(page: &HtmlPage<'_>) -> Vec<bool> {
    let mut is_out = vec![false; page.nodes.len()];
    // A long list of other stories would make the story a small part of the page.
    teasers::leave_out(page, &mut is_out);
    let weights = weight::weigh_nodes(page, &is_out);
    let total = weight::prose_of(page, &weights);
    let repeated = parts::largest_parts(page, &weights, total);
    let mut label = String::new();
    let mut around = Surroundings::default();
    let mut number = 0;
    while let Some(node) = page.nodes.get(number) {
        let weight = weights.get(number).copied().unwrap_or_default();
        let class = || node.attributes.get("class");
        let is_large = |node: &HtmlNode<'_>| {
            class().is_some_and(|class| repeated.contains(&(node.name, class)))
        };
        let place = || ElementPlace {
            is_section: sections::is_section(page, number, weight),
            is_in_table: number < around.table_end,
        };
        let mut is_spared = || {
            !is_glued_reading(page, number)
                && (around.holds_credit(number, node)
                    || live::is_entry_head(page, number)
                    || is_large(node)
                    || judge_element(node, weight, place(), &mut label)
                        .spares_element(weight, total))
        };
        match is_out.get_mut(number) {
            Some(false) if node.name.is_empty() || is_spared() => {
                around.enter(page, number, node);
                number += 1;
            }
            Some(place) => {
                *place = true;
                number = node.end;
            }
            None => break,
        }
    }
    comments::leave_out(page, &mut is_out);
    is_out
}

/// Where the elements end that decide on what is inside them.
#[derive(Debug, Default)]
struct Surroundings {
    /// The end of the last block quote.
    quote_end: usize,
    /// The end of the last table of data that is not left out as a whole.
    table_end: usize,
}

impl Surroundings {
    fn enter(&mut self, page: &HtmlPage<'_>, number: usize, node: &HtmlNode<'_>) {
        match node.name {
            "blockquote" => self.quote_end = self.quote_end.max(node.end),
            "table" if marks::is_data(page, number) => {
                self.table_end = self.table_end.max(node.end);
            }
            _ => {}
        }
    }

    /// Returns `true` if an element says whose words a block quote has.
    fn holds_credit(&self, number: usize, node: &HtmlNode<'_>) -> bool {
        number < self.quote_end && matches!(node.name, "footer" | "cite")
    }
}

/// Returns `true` if an element is the reading of a word that no brackets part from it, as they do in "尹錫悦（ユン）".
pub(super) fn is_glued_reading(page: &HtmlPage<'_>, number: usize) -> bool {
    let name = |number: usize| page.nodes.get(number).map(|node| node.name);
    let before = number
        .checked_sub(1)
        .and_then(|before| page.nodes.get(before));
    let is_after_bracket = before.is_some_and(|before| name(before.parent) == Some("rp"));
    name(number) == Some("rt") && !is_after_bracket
}

/// Returns `true` if an element holds a headline with its story, whatever its class: "has-sidebar" encloses both.
const fn is_whole(weight: TextWeight) -> bool {
    const A_STORY: u32 = 400;
    weight.titles > 0 && weight.prose >= A_STORY
}

/// What an element seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Keep,
    /// Noise, unless it is most of the page.
    Noise,
    /// Readers' comments, unless there is nothing else.
    Comments,
    /// A box around fields to write in, unless there is nothing else.
    Box,
    /// Nothing to read in any case.
    Surely,
}

impl Verdict {
    /// Returns `true` if an element stays on a page with so much prose in `total`.
    fn spares_element(self, weight: TextWeight, total: u32) -> bool {
        match self {
            Self::Keep => true,
            Self::Noise => weight.prose * 100 > total * MOST_OF_PAGE || is_whole(weight),
            Self::Comments | Self::Box => total.saturating_sub(weight.prose) < AN_ARTICLE,
            Self::Surely => false,
        }
    }
}

/// What is known of an element from where it is.
#[derive(Debug, Clone, Copy)]
struct ElementPlace {
    /// Whether its id is made of its heading.
    is_section: bool,
    /// Whether it is a part of a table of data, whose rows stay together however many links they hold.
    is_in_table: bool,
}

/// Judges an element by its name, its attributes and its links; `label` is room to work in.
fn judge_element(
    node: &HtmlNode<'_>,
    weight: TextWeight,
    place: ElementPlace,
    label: &mut String,
) -> Verdict {
    match node.name {
        "button" | "select" | "input" | "canvas" | "audio" | "video" | "map" | "object"
        | "embed" | "frame" | "amp-ad" | "label" => return Verdict::Surely,
        "nav" | "aside" | "footer" | "form" | "dialog" | "menu" | "amp-sidebar" | "header"
        | "fieldset" => {
            return Verdict::Noise;
        }
        "article" | "main" => return Verdict::Keep,
        _ => {}
    }
    // Cf. the unlikely candidates of Readability: https://github.com/mozilla/readability
    if is_hidden(node.attributes, place.is_section, label) {
        return Verdict::Noise;
    }
    if is_list_of_links(node.name, weight) && !place.is_in_table
        || is_card(label, weight)
        || is_popup(node.name, label, weight)
    {
        return Verdict::Noise;
    }
    match judge_label(label) {
        Verdict::Keep if is_box(node.name, weight) => Verdict::Box,
        verdict => verdict,
    }
}

/// Returns `true` if a part is called a card or teaser, and is no more than another story's headline and first line.
fn is_card(label: &str, weight: TextWeight) -> bool {
    const LARGEST: u32 = 400;
    let is_called = ["card", "teaser", "inline-article", "embed"]
        .iter()
        .any(|part| label.contains(part));
    // A sentence that goes on before and after its link is a paragraph.
    let is_sentence = weight.links == 1
        && weight.inline_links == 1
        && weight.prose >= 20
        && weight.headings == 0
        && weight.pictures == 0;
    is_called && weight.links >= 1 && weight.text <= LARGEST && weight.is_linked(25) && !is_sentence
}

/// Returns `true` if words within a line are links that only appear above it.
fn is_popup(name: &str, label: &str, weight: TextWeight) -> bool {
    let is_called = [
        "rollover", "hover", "tooltip", "dropdown", "preview", "block", "flyout",
    ]
    .iter()
    .any(|part| label.contains(part));
    name == "span" && is_called && weight.links >= 2 && weight.is_linked(90)
}

/// Returns `true` if a part is a few words about a field to write an address in, as those that ask for subscribers.
fn is_box(name: &str, weight: TextWeight) -> bool {
    const LARGEST: u32 = 320;
    matches!(name, "div" | "section")
        && weight.fields > 0
        && weight.titles == 0
        && weight.text <= LARGEST
}

/// Returns `true` if an element is hidden or has the role of something other than an article, and collects in
/// `label` what it is called.
///
/// The id of a section is made of its heading, and says nothing else.
fn is_hidden(attributes: Attributes<'_>, is_section: bool, label: &mut String) -> bool {
    label.clear();
    let mut is_hidden = false;
    for (name, value) in attributes.iter() {
        match name {
            "id" if is_section => {}
            "class" | "id" | "data-testid" | "data-component" | "data-module" => {
                let words = value.get(..256).unwrap_or(value).split_ascii_whitespace();
                for word in words.filter(|word| !is_topic(word)) {
                    label.push_str(word);
                    label.push(' ');
                }
            }
            "hidden" => is_hidden = true,
            "aria-hidden" => is_hidden |= value == "true",
            "style" => is_hidden |= hides_element(value),
            "role" => is_hidden |= ROLES.contains(&value),
            _ => {}
        }
    }
    label.make_ascii_lowercase();
    is_hidden
}

/// Returns `true` if a class says what a story is about, as blogs write the names of their sections and tags.
fn is_topic(class: &str) -> bool {
    ["category-", "tag-", "topic-", "term-", "section-name-"]
        .iter()
        .any(|prefix| class.starts_with(prefix))
}

/// Returns `true` if a page never shows an element, or shows nothing to read in it.
pub(super) fn is_unseen(node: &HtmlNode<'_>) -> bool {
    let is_control = matches!(
        node.name,
        "button"
            | "select"
            | "option"
            | "textarea"
            | "input"
            | "canvas"
            | "audio"
            | "video"
            | "map"
            | "object"
            | "embed"
            | "template"
    );
    is_control
        || node.attributes.iter().any(|(name, value)| match name {
            "hidden" => true,
            "aria-hidden" => value == "true",
            "style" => hides_element(value),
            _ => false,
        })
}

fn hides_element(style: &str) -> bool {
    // A full CSS parser is not worth it: pages hide inline with these two properties.
    let is_set = |property: &str, value: &str| {
        let after = style
            .split_once(property)
            .map(|(_, after)| after.trim_start());
        let value_after = after.and_then(|after| after.strip_prefix(':'));
        value_after.is_some_and(|after| after.trim_start().starts_with(value))
    };
    is_set("display", "none") || is_set("visibility", "hidden")
}

/// Returns `true` if nearly all of a container is several links: other stories, topics, navigation.
fn is_list_of_links(name: &str, weight: TextWeight) -> bool {
    let is_container = matches!(
        name,
        "ul" | "ol" | "dl" | "div" | "section" | "table" | "tr" | "td" | "center"
    );
    is_container
        && weight.links >= 2
        && weight.prose < 60
        && weight.text >= 20
        && weight.is_linked(75)
}

/// Judges what an element is called.
fn judge_label(label: &str) -> Verdict {
    if label.len() < 3 {
        return Verdict::Keep;
    }
    let is_of_comments = CLASS_NAMES.comments.iter().any(|part| label.contains(part));
    let words = || {
        label
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
    };
    // What a reporter says of a match as it is played.
    let is_live = || {
        words().any(|word| {
            matches!(
                word,
                "live" | "liveblog" | "liveticker" | "ticker" | "match" | "minute"
            )
        })
    };
    if is_of_comments && !label.contains("commentary") && !is_live() {
        return Verdict::Comments;
    }
    let is_word = |word: &str| CLASS_NAMES.words.contains(word);
    // Page builders call every paragraph a widget.
    let is_built = label.contains("elementor") || label.contains("widget-text");
    let has_word = || words().any(|word| is_word(word) && !(is_built && word == "widget"));
    let has_part = || CLASS_NAMES.parts.iter().any(|part| label.contains(part));
    let is_prompt = || {
        label.contains("paywall")
            && [
                "prompt", "message", "overlay", "modal", "barrier", "offer", "cta",
            ]
            .iter()
            .any(|part| label.contains(part))
    };
    if has_word() || has_part() || is_prompt() {
        return Verdict::Noise;
    }
    Verdict::Keep
}
