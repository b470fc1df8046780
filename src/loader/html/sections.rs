//! Puts the parts of a story together that a page has cut into several.

use super::facts::element_text;
use super::tree::{HtmlNode, HtmlPage};
use super::weight::TextWeight;
use super::{labels, names};
use crate::loader::left_out::letters_and_digits;

/// The most letters between two parts of one story: a caption, the word "Advertisement".
const MOST_BETWEEN: u32 = 150;

/// Returns a part and those called the same that are its siblings, or come before or after it with next to nothing
/// between.
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
    let called = parts_called_as(page, best, node, ranked);
    let Some(at) = called.iter().position(|(number, _)| *number == best) else {
        return vec![best];
    };
    let (before, after) = called.split_at(at);
    let mut sections = vec![best];
    let mut start = best;
    for (number, other) in before.iter().rev() {
        if other.parent != node.parent && !is_near(page, other.end, start, weights) {
            break;
        }
        sections.insert(0, *number);
        start = *number;
    }
    let mut end = node.end;
    let mut is_over = false;
    for (number, other) in after.iter().skip(1) {
        let is_beside = other.parent == node.parent;
        // What is too far from the last part is followed by what is farther.
        is_over |= !is_beside && !is_near(page, end, *number, weights);
        if is_beside || !is_over {
            sections.push(*number);
            end = other.end;
        }
    }
    sections
}

/// Returns a part and those called the same that are neither in it nor around it, the outer one of two.
fn parts_called_as<'p>(
    page: &'p HtmlPage<'_>,
    best: usize,
    node: &HtmlNode<'_>,
    ranked: impl Iterator<Item = usize>,
) -> Vec<(usize, &'p HtmlNode<'p>)> {
    let is_inside = |number: usize| page.descendants(best).contains(&number);
    let is_around = |number: usize| page.descendants(number).contains(&best);
    let style = ClassStyle::of_node(node);
    let mut called: Vec<(usize, &HtmlNode<'_>)> = ranked
        .filter_map(|number| Some((number, page.nodes.get(number)?)))
        .filter(|(number, other)| *number == best || style.is_shared_by(other))
        .filter(|(number, _)| !is_inside(*number) && !is_around(*number))
        .collect();
    let mut end = 0;
    called.retain(|(_, other)| {
        let is_outer = other.end > end;
        end = end.max(other.end);
        is_outer
    });
    called
}

/// Adds the paragraphs between the headline and the first part that are in the same element as both.
pub(super) fn add_lead(
    page: &HtmlPage<'_>,
    headline: usize,
    parts: &mut Vec<usize>,
    is_out: &[bool],
    weights: &[TextWeight],
) {
    const A_PARAGRAPH: u32 = 60;
    const MOST: usize = 6;
    let Some((first, end)) = parts
        .first()
        .and_then(|first| Some((*first, page.nodes.get(headline)?.end)))
    else {
        return;
    };
    let mut lead = Vec::new();
    let mut number = end;
    while number < first
        && let Some(node) = page.nodes.get(number)
    {
        let is_other = matches!(
            node.name,
            "figure" | "figcaption" | "ul" | "ol" | "table" | "article"
        );
        if is_other && node.end <= first || is_out.get(number) == Some(&true) {
            number = node.end;
            continue;
        }
        let weight = weights.get(number).copied().unwrap_or_default();
        if node.name == "p" && weight.prose >= A_PARAGRAPH && !weight.is_linked(25) {
            lead.push(number);
        }
        number += 1;
    }
    if lead.len() <= MOST {
        parts.splice(0..0, lead);
    }
}

/// The name and the class of a part, read once: there may be many others, and the class may be long.
struct ClassStyle<'p> {
    name: &'p str,
    class: Option<&'p str>,
}

impl<'p> ClassStyle<'p> {
    fn of_node(node: &'p HtmlNode<'p>) -> Self {
        Self {
            name: node.name,
            class: node.attributes.get("class"),
        }
    }

    /// Returns `true` if another part is called the same: by all of its class, or by the first word of it.
    fn is_shared_by(&self, other: &HtmlNode<'_>) -> bool {
        let first = |class: Option<&'p str>| class?.split_ascii_whitespace().next();
        let class = other.attributes.get("class");
        let first_of_other = class.and_then(|class| class.split_ascii_whitespace().next());
        self.name == other.name
            && (self.class == class
                || first_of_other.is_some() && first(self.class) == first_of_other)
    }
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

/// What programs put before the words of a heading in its id: `WordPress` since 5.9, GitHub, Asciidoctor.
const ANCHORS: [&str; 4] = ["h-", "user-content-", "heading-", "_"];

/// Returns `true` if an element is a section of prose whose id is made of its heading, or the heading itself.
///
/// Programs that write pages from text name their sections so: "related-work" has the heading "Related work".
pub(super) fn is_section(page: &HtmlPage<'_>, number: usize, weight: TextWeight) -> bool {
    const MOST_LINKED: u32 = 40;
    let Some(node) = page.nodes.get(number) else {
        return false;
    };
    let Some(whole_id) = node
        .attributes
        .get("id")
        .filter(|id| id.contains(['-', '_', '.']))
    else {
        return false;
    };
    let anchored = ANCHORS
        .iter()
        .find_map(|prefix| whole_id.strip_prefix(prefix));
    let id = anchored.unwrap_or(whole_id);
    let heading = if names::is_heading(node.name) {
        Some(number)
    } else {
        let mut first = page.descendants(number).take(6);
        first.find(|at| {
            page.nodes
                .get(*at)
                .is_some_and(|node| names::is_heading(node.name))
        })
    };
    let Some(words) = heading.map(|heading| element_text(page, heading)) else {
        return false;
    };
    let letters = letters_and_digits(&words);
    let id = letters_and_digits(id);
    // Long headings are cut, and repeated ones numbered.
    let least = if anchored.is_some() { 4 } else { 6 };
    let is_made = id.len() >= least
        && (letters.starts_with(&id) || id.starts_with(&letters) && !letters.is_empty());
    let is_label =
        labels::is_label(words.to_lowercase().trim()) || labels::is_above_comments(&words);
    is_made && !is_label && !weight.is_linked(MOST_LINKED)
}
