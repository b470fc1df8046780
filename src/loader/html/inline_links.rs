//! Leaves out links to other stories between the sentences of a paragraph: "Read more: who rows the boats".

use super::facts;
use super::names;
use super::tree::{HtmlNode, HtmlPage};
use crate::loader::furniture::FURNITURE;
use crate::loader::story::{self, line};

/// The longest of these links, in bytes.
const LONGEST: usize = 200;

/// How many elements and texts before and after one are looked at.
const NEAR: usize = 24;

/// Leaves out the links within paragraphs whose words say that they lead to another story, with a label before them.
pub(super) fn leave_out(page: &HtmlPage<'_>, is_out: &mut [bool]) {
    let mut number = 0;
    while let Some(node) = page.nodes.get(number) {
        if is_out.get(number) == Some(&true) || names::is_heading(node.name) {
            number = node.end;
            continue;
        }
        let Some(end) = end_of_link(page, number, node) else {
            number += 1;
            continue;
        };
        let mut at = number;
        while let Some(part) = page.nodes.get(at).filter(|_| at < end) {
            if let Some(place) = is_out.get_mut(at) {
                *place = true;
            }
            at = part.end;
        }
        number = end;
    }
}

/// Returns where a link to another story ends that begins with an element or text, if it is between sentences.
fn end_of_link(page: &HtmlPage<'_>, number: usize, node: &HtmlNode<'_>) -> Option<usize> {
    if !matches!(node.name, "" | "a" | "b" | "em" | "i" | "span" | "strong") {
        return None;
    }
    let text = words_of(page, number, node).filter(|text| leads_on(text))?;
    let end = if node.name != "a" && text.ends_with([':', '：']) {
        behind_label(page, node.end)?
    } else if !node.name.is_empty() && (text.starts_with('(') || holds_link(page, number)) {
        node.end
    } else {
        return None;
    };
    let before = near_text(page, (0..number).rev(), number);
    let after = near_text(page, end..page.nodes.len(), number);
    let ends = |text: &str| line::ends_with_any(text, &['.', '!', '?', '。', '！', '？']);
    let begins = |text: &str| {
        let first = text.trim_start().chars().next();
        first.is_some_and(|c| !c.is_lowercase() && !matches!(c, ',' | '.' | ')' | ';' | ':'))
    };
    (before.is_none_or(ends) && after.is_none_or(begins)).then_some(end)
}

/// Returns the words of a short element or text.
fn words_of(page: &HtmlPage<'_>, number: usize, node: &HtmlNode<'_>) -> Option<String> {
    if node.name.is_empty() {
        let text = node.text.trim();
        return (!text.is_empty() && text.len() <= LONGEST).then(|| text.to_owned());
    }
    facts::whole_text(page, number, LONGEST).filter(|text| !text.is_empty())
}

/// Returns `true` if words say that they lead to another story.
fn leads_on(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = lower.trim_matches(|c: char| !c.is_alphanumeric());
    FURNITURE.read_on.contains(&words)
        || FURNITURE.read_also.contains(&words)
        || lower.contains(char::is_alphabetic) && story::is_noise(text)
}

/// Returns the end of the link that follows a label.
fn behind_label(page: &HtmlPage<'_>, end: usize) -> Option<usize> {
    let is_blank = |node: &&HtmlNode<'_>| node.name.is_empty() && node.text.trim().is_empty();
    let next = page.nodes.get(end)?;
    let next = if is_blank(&next) {
        page.nodes.get(next.end)?
    } else {
        next
    };
    (next.name == "a").then_some(next.end)
}

/// Returns `true` if all of an element is a link.
fn holds_link(page: &HtmlPage<'_>, number: usize) -> bool {
    let is_link = |at: usize| page.nodes.get(at).is_some_and(|node| node.name == "a");
    let mut texts = page.descendants(number).filter(|at| {
        page.nodes
            .get(*at)
            .is_some_and(|node| node.name.is_empty() && !node.text.trim().is_empty())
    });
    let mut around = |at: usize| {
        let mut at = at;
        while at > number {
            let Some(node) = page.nodes.get(at).filter(|node| node.parent < at) else {
                return false;
            };
            at = node.parent;
            if is_link(at) {
                return true;
            }
        }
        is_link(number)
    };
    texts.all(&mut around)
}

/// Returns the first words among some nodes that are in the same line and paragraph as another.
fn near_text<'a>(
    page: &HtmlPage<'a>,
    numbers: impl Iterator<Item = usize>,
    number: usize,
) -> Option<&'a str> {
    let block = block_around(page, number);
    for at in numbers.take(NEAR) {
        let node = page.nodes.get(at)?;
        if node.name == "br" || names::is_block(node.name) {
            return None;
        }
        if node.name.is_empty() && !node.text.trim().is_empty() {
            return (block_around(page, at) == block).then_some(node.text);
        }
    }
    None
}

/// Returns the block around a node.
fn block_around(page: &HtmlPage<'_>, number: usize) -> Option<usize> {
    let mut at = number;
    loop {
        let parent = page.nodes.get(at)?.parent;
        if parent >= at {
            return None;
        }
        if page
            .nodes
            .get(parent)
            .is_some_and(|node| names::is_block(node.name))
        {
            return Some(parent);
        }
        at = parent;
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// Returns the words of a paragraph that are left.
    fn rest_of(paragraph: &str) -> String {
        let html = format!("<p>{paragraph}</p>");
        let page = HtmlPage::parse(&html);
        let mut is_out = vec![false; page.nodes.len()];
        leave_out(&page, &mut is_out);
        let passages = super::super::writer::write_passages(&page, &is_out);
        let texts = passages.into_iter().map(|written| written.passage.text);
        texts.collect::<Vec<_>>().join("\n\n")
    }

    #[rstest]
    #[case::at_the_end("Nobody rows. <a href=/a>Read more</a>", "Nobody rows.")]
    #[case::between(
        "Nobody rows. <a href=/a>Read more: who rows</a> It is dark.",
        "Nobody rows. It is dark."
    )]
    #[case::in_bold(
        "Nobody rows. <b><a href=/a>Read more »</a></b> It is dark.",
        "Nobody rows. It is dark."
    )]
    #[case::behind_a_label(
        "Nobody rows.<br><b>Lesen Sie auch:</b> <a href=/a>Wer rudert</a>",
        "Nobody rows."
    )]
    #[case::in_brackets(
        "Nobody rows. <em>(Read more: <a href=/a>Who rows</a>)</em>",
        "Nobody rows."
    )]
    #[case::in_french(
        "Nobody rows. <a href=/a>À lire aussi : qui rame ?</a>",
        "Nobody rows."
    )]
    #[case::in_a_sentence(
        "Nobody rows, as you can <a href=/a>read more</a> about below.",
        "Nobody rows, as you can read more about below."
    )]
    #[case::before_the_end_of_a_sentence(
        "It is dark. <a href=/a>Read more</a> and see.",
        "It is dark. Read more and see."
    )]
    #[case::another_link(
        "It is dark. <a href=/a>The island</a> waits.",
        "It is dark. The island waits."
    )]
    #[case::no_link(
        "It is dark. <b>Read more</b> He did.",
        "It is dark. Read more He did."
    )]
    fn links_to_other_stories_are_left_out(#[case] paragraph: &str, #[case] rest: &str) {
        assert_eq!(rest_of(paragraph), rest);
    }
}
