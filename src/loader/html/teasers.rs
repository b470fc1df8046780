//! Leaves out lists of other stories, told by their form alone: each entry is a linked headline and a line or two.

use std::collections::{HashMap, HashSet};

use super::bodies;
use super::names;
use super::tree::{HtmlNode, HtmlPage};
use super::weight::{TextWeight, prose_of, weigh_nodes};

/// The fewest entries of the same form that are a list.
const FEWEST: usize = 3;

/// The fewest of them within what a page names as its article.
const FEWEST_IN_BODY: usize = 6;

/// The most that an entry holds, in letters: all of it, and the words that lead nowhere.
const LARGEST: u32 = 400;
const LONGEST: u32 = 260;

/// The shortest headline, in letters.
const SHORTEST: u32 = 15;

/// The shortest headline that is marked up as a heading.
const SHORTEST_HEADING: u32 = 8;

/// The least prose besides the list that is a story.
const A_STORY: u32 = 90;

/// No more of an entry's parts are looked at.
const MOST_PARTS: usize = 80;

/// Leaves out lists of other stories, unless there is nothing else to read, or the list is the story.
pub(super) fn leave_out(page: &HtmlPage<'_>, is_out: &mut [bool]) {
    let weights = weigh_nodes(page, is_out);
    let lists = find_lists(page, is_out, &weights);
    if lists.is_empty() {
        return;
    }
    let prose = |number: &usize| weights.get(*number).map_or(0, |weight| weight.prose);
    let all = prose_of(page, &weights);
    let held: u32 = lists.iter().map(prose).sum();
    if all.saturating_sub(held) < A_STORY {
        return;
    }
    for number in lists {
        if let Some(place) = is_out.get_mut(number) {
            *place = true;
        }
    }
}

/// Returns the entries of the lists of a page.
fn find_lists(page: &HtmlPage<'_>, is_out: &[bool], weights: &[TextWeight]) -> Vec<usize> {
    let mut entries: HashMap<(usize, &str, &str), Vec<usize>> = HashMap::new();
    let mut in_body = HashSet::new();
    let mut body_end = 0;
    let mut number = 0;
    while let Some(node) = page.nodes.get(number) {
        if is_out.get(number) == Some(&true) {
            number = node.end;
            continue;
        }
        if bodies::is_body(node) {
            body_end = body_end.max(node.end);
        }
        let weight = weights.get(number).copied().unwrap_or_default();
        let class = node.attributes.get("class").unwrap_or_default();
        let list = || (node.parent, node.name, class);
        if is_teaser(page, number, node, weight, weights) {
            entries.entry(list()).or_default().push(number);
            if number < body_end {
                in_body.insert(list());
            }
        } else if number >= body_end
            && let Some(line) = line_below_headline(page, number, node, weights)
        {
            entries.entry(list()).or_default().extend([number, line]);
        }
        number += 1;
    }
    let lists = entries.into_iter().filter(|(key, list)| {
        let (parent, name, _) = key;
        let count = if names::is_heading(name) {
            list.len() / 2
        } else {
            list.len()
        };
        let fewest = if in_body.contains(key) {
            FEWEST_IN_BODY
        } else {
            FEWEST
        };
        count >= fewest && !leads_to_many(page, list) && !is_in_story(page, *parent, list, weights)
    });
    lists.flat_map(|(_, list)| list).collect()
}

/// Returns `true` if the entries of a list lead to as many sites: such a list was gathered, and is a story.
fn leads_to_many(page: &HtmlPage<'_>, list: &[usize]) -> bool {
    let site = |number: &usize| {
        let mut parts = page
            .descendants(*number)
            .filter_map(|at| page.nodes.get(at));
        let (_, place) = parts
            .find_map(|node| node.attributes.get("href"))?
            .split_once("://")?;
        place.split('/').next()
    };
    let sites: HashSet<&str> = list.iter().filter_map(site).collect();
    sites.len() * 2 >= list.len()
}

/// Returns `true` if a list has paragraphs of a story as siblings.
fn is_in_story(page: &HtmlPage<'_>, parent: usize, list: &[usize], weights: &[TextWeight]) -> bool {
    const A_PARAGRAPH: u32 = 80;
    /// The most siblings that are examined.
    const MOST: usize = 2000;
    let below = page.descendants(parent);
    let beside = std::iter::successors(Some(below.start), |number| {
        page.nodes.get(*number).map(|node| node.end)
    });
    let beside = beside
        .take_while(|number| below.contains(number))
        .take(MOST);
    let mut paragraphs = beside.filter(|number| {
        let is_paragraph = page.nodes.get(*number).is_some_and(|node| node.name == "p");
        is_paragraph
            && weights
                .get(*number)
                .is_some_and(|weight| weight.prose >= A_PARAGRAPH)
    });
    paragraphs.any(|number| list.binary_search(&number).is_err())
}

/// Returns the line below a heading that is a link, as in lists whose entries have nothing around them.
fn line_below_headline(
    page: &HtmlPage<'_>,
    number: usize,
    node: &HtmlNode<'_>,
    weights: &[TextWeight],
) -> Option<usize> {
    let weight = weights.get(number)?;
    let is_headline = names::is_heading(node.name)
        && weight.titles == 0
        && weight.linked >= SHORTEST
        && weight.linked == weight.text;
    if !is_headline {
        return None;
    }
    let is_blank = |node: &HtmlNode<'_>| node.name.is_empty() && node.text.trim().is_empty();
    let next = page.nodes.get(node.end)?;
    let below = if is_blank(next) { next.end } else { node.end };
    let line = page.nodes.get(below)?;
    let is_short = weights
        .get(below)
        .is_some_and(|weight| weight.prose <= LONGEST);
    (line.name == "p" && line.parent == node.parent && is_short).then_some(below)
}

/// Returns `true` if an element is a linked headline with a line or two.
fn is_teaser(
    page: &HtmlPage<'_>,
    number: usize,
    node: &HtmlNode<'_>,
    weight: TextWeight,
    weights: &[TextWeight],
) -> bool {
    matches!(node.name, "div" | "article" | "section" | "li" | "tr" | "p")
        && weight.links > 0
        && weight.titles == 0
        && weight.prose > 0
        && weight.linked >= SHORTEST_HEADING
        && weight.text <= LARGEST
        && weight.prose <= LONGEST
        && begins_with_headline(page, number, weights)
}

/// Returns `true` if an element begins with a line that is a link as a whole.
fn begins_with_headline(page: &HtmlPage<'_>, number: usize, weights: &[TextWeight]) -> bool {
    let parts = || page.descendants(number).take(MOST_PARTS);
    let text = |at: usize| weights.get(at).map_or(0, |weight| weight.text);
    let linked = |at: usize| weights.get(at).map_or(0, |weight| weight.linked);
    let is_headline = |at: usize| {
        page.nodes
            .get(at)
            .is_some_and(|node| names::is_heading(node.name))
            && linked(at) >= SHORTEST_HEADING
            && linked(at) == text(at)
    };
    if parts().any(is_headline) {
        return true;
    }
    // Else the first words must be a link, with the next ones in a block of their own.
    let is_text = |at: &usize| {
        page.nodes
            .get(*at)
            .is_some_and(|node| node.name.is_empty() && text(*at) > 0)
    };
    let Some(first) = parts().find(is_text) else {
        return false;
    };
    let is_link = |node: &HtmlNode<'_>| node.name == "a";
    let Some(link) = up_to(page, first, number, is_link).filter(|link| text(*link) >= SHORTEST)
    else {
        return false;
    };
    let end = page.nodes.get(link).map_or(link, |node| node.end);
    let block = |at: usize| up_to(page, at, number, |node| names::is_block(node.name));
    let next = parts().filter(|at| *at >= end).find(is_text);
    let is_broken = |next: usize| {
        let mut between = (end..next).filter_map(|at| page.nodes.get(at));
        between.any(|node| node.name == "br")
    };
    next.is_some_and(|next| block(next) != block(link) || is_broken(next))
}

/// Returns the innermost element around a node, within the element `top`, of which something is true.
fn up_to(
    page: &HtmlPage<'_>,
    start: usize,
    top: usize,
    is_wanted: impl Fn(&HtmlNode<'_>) -> bool,
) -> Option<usize> {
    let mut at = page.nodes.get(start)?.parent;
    while at > top {
        let node = page.nodes.get(at)?;
        if is_wanted(node) {
            return Some(at);
        }
        at = node.parent;
    }
    None
}
