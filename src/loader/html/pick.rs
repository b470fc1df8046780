//! Finds the part of a page that is its article: where the page says so, else where its prose is densest.

use super::bodies;
use super::headline;
use super::live;
use super::readable::{self, ReadableParts};
use super::sections;
use super::tree::HtmlPage;
use super::weight::{TextWeight, weigh_nodes};

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
    live::add_heads(page, &mut named);
    let of_named: u32 = named.iter().map(|number| prose(*number)).sum();
    if of_named >= LEAST && of_named * 100 >= all.saturating_sub(others) * 60 {
        leave_only(page, &named, is_out);
        return;
    }
    let found = readable::find_readable(page, is_out);
    let of_found = weight_of(page, found.as_ref());
    if of_named >= LEAST && of_named * 100 >= of_found * 60 {
        leave_only(page, &named, is_out);
    } else if let Some(found) = found.filter(|_| of_found * 100 >= all * LEAST_READABLE) {
        is_out.copy_from_slice(&found.is_out);
        leave_only(page, &found.parts, is_out);
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

/// Returns the prose of the parts that were found.
fn weight_of(page: &HtmlPage<'_>, found: Option<&ReadableParts>) -> u32 {
    let Some(found) = found else { return 0 };
    let weights = weigh_nodes(page, &found.is_out);
    let parts = found.parts.iter();
    parts
        .filter_map(|part| weights.get(*part))
        .map(|weight| weight.prose)
        .sum()
}
