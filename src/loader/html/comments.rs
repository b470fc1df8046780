//! Leaves out readers' comments below a heading that announces them, whatever their class names.

use super::labels;
use super::names;
use super::tree::HtmlPage;
use super::weight::weigh_nodes;

/// The least prose above such a heading that is a story.
const A_STORY: u32 = 300;

/// Leaves out such headings, and all siblings that follow them.
pub(super) fn leave_out(page: &HtmlPage<'_>, is_out: &mut [bool]) {
    let is_there = (0..page.nodes.len()).any(|number| is_heading(page, is_out, number));
    if !is_there {
        return;
    }
    let weights = weigh_nodes(page, is_out);
    let mut above = 0;
    let mut number = 0;
    while let Some(node) = page.nodes.get(number) {
        if above >= A_STORY && is_heading(page, is_out, number) {
            number = leave_out_from(page, number, is_out);
            continue;
        }
        if node.name.is_empty() {
            above += weights.get(number).map_or(0, |weight| weight.prose);
        }
        number += 1;
    }
}

/// Returns `true` if an element is a heading above readers' comments.
fn is_heading(page: &HtmlPage<'_>, is_out: &[bool], number: usize) -> bool {
    const MOST_PARTS: usize = 16;
    let node = page.nodes.get(number);
    let is_named = node.is_some_and(|node| names::is_heading(node.name) && node.name != "h1");
    if !is_named || is_out.get(number) == Some(&true) {
        return false;
    }
    let parts = page.descendants(number).take(MOST_PARTS);
    let words: String = parts
        .filter_map(|number| page.nodes.get(number))
        .map(|node| node.text)
        .collect();
    labels::is_above_comments(&words)
}

/// Leaves out an element and all that follows in the one around it, and returns the number after these.
fn leave_out_from(page: &HtmlPage<'_>, start: usize, is_out: &mut [bool]) -> usize {
    let parent = page.nodes.get(start).map_or(start, |node| node.parent);
    let end = if parent == start {
        page.nodes.len()
    } else {
        page.descendants(parent).end
    };
    let mut number = start;
    while let Some(node) = page.nodes.get(number).filter(|_| number < end) {
        if let Some(place) = is_out.get_mut(number) {
            *place = true;
        }
        number = node.end;
    }
    number
}
