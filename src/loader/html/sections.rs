//! Puts the parts of a story together that a page has cut into several.

use super::names;
use super::tree::{HtmlNode, HtmlPage};
use super::weight::TextWeight;

/// The most letters between two parts of one story: a caption, the word "Advertisement".
const MOST_BETWEEN: u32 = 150;

/// Returns a part and those of the same class that are its siblings, or follow it with next to nothing between.
///
/// What is called an article is whole: the next one is another story.
pub(super) fn join_sections(
    page: &HtmlPage<'_>,
    best: usize,
    ranked: impl Iterator<Item = usize>,
    weights: &[TextWeight],
) -> Vec<usize> {
    let Some(node) = page.nodes.get(best) else {
        return Vec::new();
    };
    if node.name == "article" {
        return vec![best];
    }
    let mut sections = Vec::new();
    let mut end = usize::MAX;
    let mut is_over = false;
    for (number, other) in ranked.filter_map(|number| Some((number, page.nodes.get(number)?))) {
        let is_beside = other.parent == node.parent && is_called_as(node, other);
        let is_part = number == best || is_beside;
        // What is too far from the last part is followed by what is farther.
        is_over |= !is_part && !sections.is_empty() && !is_near(page, end, number, weights);
        let goes_on = !is_over && !sections.is_empty() && is_called_as(node, other);
        if is_part || goes_on {
            sections.push(number);
            end = other.end;
        }
    }
    sections
}

/// Returns `true` if two parts are called the same.
fn is_called_as(one: &HtmlNode<'_>, other: &HtmlNode<'_>) -> bool {
    one.name == other.name && one.attributes.get("class") == other.attributes.get("class")
}

/// Returns `true` if there is next to nothing between two places of a page, and no headline.
fn is_near(page: &HtmlPage<'_>, end: usize, start: usize, weights: &[TextWeight]) -> bool {
    let between =
        || (end..start).filter_map(|number| Some((page.nodes.get(number)?, weights.get(number)?)));
    let is_text = |node: &HtmlNode<'_>| node.name.is_empty();
    let letters: u32 = between()
        .filter(|(node, _)| is_text(node))
        .map(|(_, weight)| weight.text)
        .sum();
    let is_headline = |(node, weight): (&HtmlNode<'_>, &TextWeight)| {
        names::is_heading(node.name) && weight.text > 0
    };
    end <= start && letters <= MOST_BETWEEN && !between().any(is_headline)
}
