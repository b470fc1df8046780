//! Finds the part of a page that is its article: where the page says so, else where its prose is densest.

use std::collections::HashSet;
use std::fmt::Write;

use dom_smoothie::{Config, Readability};

use super::bodies;
use super::headline;
use super::names;
use super::references;
use super::sections;
use super::tree::{HtmlNode, HtmlPage};
use super::weight::{TextWeight, weigh_nodes};

/// A page of more elements and texts is not given to Readability's algorithm, whose time grows faster than its pages.
const MOST_READABLE: usize = 20_000;

/// The least prose that an article can be.
const LEAST: u32 = 140;

/// The hundredths of a page's prose that the algorithm must find; one that finds less has missed the article.
const LEAST_READABLE: u32 = 25;

/// Leaves out all of a page but its article.
///
/// A part that the page names as its article is believed when it holds most of the page's prose, or most of what
/// Readability's algorithm finds; without such a part, that algorithm decides.
pub(super) fn pick_article(
    page: &HtmlPage<'_>,
    title: &str,
    headline: Option<usize>,
    is_out: &mut [bool],
) {
    let weights = weigh_nodes(page, is_out);
    let prose = |number: usize| weights.get(number).map_or(0, |weight| weight.prose);
    let all: u32 = root_nodes(page).map(prose).sum();
    let (mut named, others) = named_parts(page, title, is_out, &weights);
    if let Some(headline) = headline {
        sections::add_lead(page, headline, &mut named, is_out, &weights);
    }
    let of_named: u32 = named.iter().map(|number| prose(*number)).sum();
    if of_named >= LEAST && of_named * 100 >= all.saturating_sub(others) * 60 {
        leave_only(page, &named, is_out);
        return;
    }
    // The algorithm is slow on large pages, and is run only if the page's own names do not settle it.
    let kept = find_readable(page, is_out);
    let of_readable = weight_of(page, is_out, kept.as_ref());
    if of_named >= LEAST && of_named * 100 >= of_readable * 60 {
        leave_only(page, &named, is_out);
    } else if let Some(kept) = kept.filter(|_| of_readable * 100 >= all * LEAST_READABLE) {
        leave_out(page, &kept, is_out);
    }
}

/// Returns the nodes that have no parent.
fn root_nodes(page: &HtmlPage<'_>) -> impl Iterator<Item = usize> {
    let nodes = page.nodes.iter().enumerate();
    nodes
        .filter(|(number, node)| node.parent == *number)
        .map(|(number, _)| number)
}

/// Leaves out everything outside of `parts`; the ancestors of a part stay, without their own text.
fn leave_only(page: &HtmlPage<'_>, parts: &[usize], is_out: &mut [bool]) {
    let mut is_kept = vec![false; page.nodes.len()];
    for part in parts {
        let around =
            std::iter::successors(page.nodes.get(*part).map(|node| node.parent), |number| {
                let parent = page.nodes.get(*number)?.parent;
                (parent != *number).then_some(parent)
            });
        for number in around.chain([*part]).chain(page.descendants(*part)) {
            if let Some(place) = is_kept.get_mut(number) {
                *place = true;
            }
        }
    }
    for (place, is_kept) in is_out.iter_mut().zip(is_kept) {
        *place |= !is_kept;
    }
}

/// Returns the parts that the page names most clearly (one, or sibling sections), and how much prose there is in
/// other stories that it names in the same way.
fn named_parts(
    page: &HtmlPage<'_>,
    title: &str,
    is_out: &[bool],
    weights: &[TextWeight],
) -> (Vec<usize>, u32) {
    let prose = |number: usize| weights.get(number).map_or(0, |weight| weight.prose);
    let own = headline::find_headline(page, title);
    let mut parts = Vec::new();
    let mut number = 0;
    while let Some(node) = page.nodes.get(number) {
        if is_out.get(number) == Some(&true) {
            number = node.end;
            continue;
        }
        if let Some(rank) = bodies::body_rank(node).filter(|_| prose(number) > 0) {
            parts.push((rank, number));
        }
        number += 1;
    }
    let ranked: Vec<(u8, usize)> = parts
        .iter()
        .filter(|(_, number)| prose(*number) >= LEAST)
        .copied()
        .collect();
    let is_own = |number: usize| own.is_some_and(|own| own.is_of(page, number));
    let has_own = ranked.iter().any(|(_, number)| is_own(*number));
    let counted = ranked
        .iter()
        .map(|(_, number)| *number)
        .filter(|number| !has_own || is_own(*number));
    let most = counted.map(prose).max().unwrap_or_default();
    // A body that holds nearly all of what a less sure one holds is the better one, and the innermost the best.
    for wanted in 0..=3 {
        let of_rank = || {
            ranked
                .iter()
                .filter(|(rank, _)| *rank == wanted)
                .map(|(_, number)| *number)
        };
        // A page may hold the next stories as well; its own follows its headline, or is the first of about that
        // size.
        let longest = of_rank().map(prose).max().unwrap_or_default();
        let is_best = |number: &usize| {
            let least = if is_own(*number) { 2 } else { 6 };
            prose(*number) * 10 >= longest * least
        };
        let Some(best) = of_rank().find(is_best) else {
            continue;
        };
        let mut inner = of_rank().filter(|inner| {
            page.descendants(best).contains(inner) && prose(*inner) * 10 >= prose(best) * 9
        });
        let best = inner.next_back().unwrap_or(best);
        let small = parts
            .iter()
            .filter(|(rank, _)| *rank == wanted)
            .map(|(_, number)| *number);
        let sections = sections::join_sections(page, best, small, weights);
        let held: u32 = sections.iter().map(|number| prose(*number)).sum();
        if held * 100 >= most * 40 {
            let others = other_stories(page, &sections, of_rank()).map(prose).sum();
            return (sections, others);
        }
    }
    (Vec::new(), 0)
}

/// Returns the parts that have the class of the first section and come after all sections.
fn other_stories<'a>(
    page: &'a HtmlPage<'_>,
    sections: &'a [usize],
    ranked: impl Iterator<Item = usize> + 'a,
) -> impl Iterator<Item = usize> + 'a {
    let class = |number: usize| {
        page.nodes
            .get(number)
            .and_then(|node| node.attributes.get("class"))
    };
    let wanted = sections.first().and_then(|first| class(*first));
    let end = sections
        .last()
        .and_then(|last| page.nodes.get(*last))
        .map_or(0, |node| node.end);
    ranked.filter(move |number| *number >= end && class(*number) == wanted)
}

/// Returns the numbers of the texts that Readability's algorithm keeps.
///
/// It wraps, unwraps and renames elements, but moves text as a whole, so that each text carries its number.
fn find_readable(page: &HtmlPage<'_>, is_out: &[bool]) -> Option<HashSet<usize>> {
    // `dom_smoothie` is a port of Mozilla's Readability: https://github.com/mozilla/readability
    let config = Config {
        disable_json_ld: true,
        ..Config::default()
    };
    let is_in = |number: &usize| is_out.get(*number) == Some(&false);
    if (0..page.nodes.len()).filter(is_in).count() > MOST_READABLE {
        return None;
    }
    let html = write_numbered_html(page, is_out);
    let content = Readability::new(html, None, Some(config))
        .ok()?
        .parse()
        .ok()?
        .content;
    Some(
        content
            .split(BEFORE_NUMBER)
            .skip(1)
            .filter_map(number_at)
            .collect(),
    )
}

/// The marker before a number in a text, and the first of its digits; both are private-use characters, which no page needs.
const BEFORE_NUMBER: char = '\u{e000}';
const FIRST_DIGIT: u32 = 0xe100;

/// How many digits there are.
const DIGITS: usize = 4096;

/// Writes a number as two characters.
fn push_number(html: &mut String, number: usize) {
    html.push(BEFORE_NUMBER);
    for digit in [number / DIGITS, number % DIGITS] {
        let code = u32::try_from(digit).map(|digit| FIRST_DIGIT + digit);
        html.extend(code.ok().and_then(char::from_u32));
    }
}

/// Returns the number that a text begins with.
fn number_at(text: &str) -> Option<usize> {
    let mut digits = text
        .chars()
        .map(|digit| usize::try_from(u32::from(digit).checked_sub(FIRST_DIGIT)?).ok());
    Some(digits.next()?? * DIGITS + digits.next()??)
}

/// Writes what is not left out as HTML, with the number of each text before it.
///
/// Only the lengths of texts count. They are written without references, since the parser behind Readability adds
/// each to its text on its own, in time that is quadratic in their number.
fn write_numbered_html(page: &HtmlPage<'_>, is_out: &[bool]) -> String {
    let mut html = String::from("<html><head><title></title></head><body>");
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut number = 0;
    while let Some(node) = page.nodes.get(number) {
        close_elements(&mut html, &mut open, number);
        if is_out.get(number) == Some(&true) {
            number = node.end;
            continue;
        }
        if node.name.is_empty() {
            if node.text.contains(|c: char| !c.is_whitespace()) {
                push_number(&mut html, number);
            }
            html.push_str(&references::resolve_references(node.text).replace(['&', '<'], "+"));
        } else {
            write_tag(&mut html, node);
            if !names::is_void(node.name) {
                open.push((node.end, node.name));
            }
        }
        number += 1;
    }
    close_elements(&mut html, &mut open, usize::MAX);
    html.push_str("</body></html>");
    html
}

/// Ends the elements that end before a node.
fn close_elements(html: &mut String, open: &mut Vec<(usize, &str)>, number: usize) {
    while let Some((_, name)) = open.pop_if(|(end, _)| *end <= number) {
        let _infallible = write!(html, "</{name}>");
    }
}

fn write_tag(html: &mut String, node: &HtmlNode<'_>) {
    let _infallible = write!(html, "<{}", node.name);
    for (name, value) in node.attributes.iter() {
        // Readers' comments are out already; what is left of that name is the story itself.
        let is_wanted = matches!(name, "class" | "id" | "href")
            && value.len() <= 256
            && !value.contains(['"'])
            && !value.contains("comment");
        if is_wanted {
            let _infallible = write!(html, " {name}=\"{value}\"");
        }
    }
    html.push('>');
}

/// Returns the prose of what was kept.
fn weight_of(page: &HtmlPage<'_>, is_out: &[bool], kept: Option<&HashSet<usize>>) -> u32 {
    let Some(kept) = kept else { return 0 };
    let mut is_out = is_out.to_vec();
    leave_out(page, kept, &mut is_out);
    let weights = weigh_nodes(page, &is_out);
    root_nodes(page)
        .filter_map(|number| weights.get(number))
        .map(|weight| weight.prose)
        .sum()
}

/// Leaves out the texts that were not kept, and the elements that hold none that was.
fn leave_out(page: &HtmlPage<'_>, kept: &HashSet<usize>, is_out: &mut [bool]) {
    let mut holds_kept = vec![false; page.nodes.len()];
    for (number, node) in page.nodes.iter().enumerate().rev() {
        let holds = holds_kept.get(number) == Some(&true) || kept.contains(&number);
        for place in [number, node.parent] {
            if let Some(place) = holds_kept.get_mut(place) {
                *place |= holds;
            }
        }
    }
    for (number, node) in page.nodes.iter().enumerate() {
        let is_blank = node.name.is_empty() && node.text.trim().is_empty();
        let is_kept =
            is_blank || names::is_void(node.name) || holds_kept.get(number) == Some(&true);
        if let Some(place) = is_out.get_mut(number) {
            *place |= !is_kept;
        }
    }
}
