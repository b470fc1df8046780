//! Finds the part of a page where its prose is densest, by the algorithm of Mozilla's Readability.
//!
//! It is that of `_grabArticle` in <https://github.com/mozilla/readability/blob/main/Readability.js>, over a tree that is
//! never changed: what it wraps, unwraps and renames there is told by `paragraphs`.
//!
//! 1. `measure`: how much of everything each element holds; `labels`: what its class and id promise
//! 2. `paragraphs`: what counts as a paragraph, with the elements around it
//! 3. `candidates`: the elements around paragraphs by their scores, and the best of them
//! 4. `siblings`: what belongs to the best one beside it
//! 5. `clean`: what in them is no part of the article
//!
//! Each step is one pass over the page, whatever its shape.

mod candidates;
mod clean;
mod labels;
mod measure;
mod paragraphs;
mod siblings;

use self::paragraphs::PageView;
use super::tree::HtmlPage;

/// What is shorter may not be all of the article, in letters and signs.
const SHORTEST: u32 = 500;

/// The parts of a page that are its article.
#[derive(Debug)]
pub(super) struct ReadableParts {
    /// The elements and texts, none of which is in another.
    pub(super) parts: Vec<usize>,
    /// What is left out of the page, and in the parts.
    pub(super) is_out: Vec<bool>,
}

/// How much an attempt believes of what a page says about its parts; each believes less than the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Attempt {
    /// What has an unlikely name is left out.
    LikelyNames,
    /// Names give or take scores.
    Names,
    /// Names say nothing.
    Cleaned,
    /// Nothing is left out of what was found.
    Whole,
}

impl Attempt {
    const ALL: [Self; 4] = [Self::LikelyNames, Self::Names, Self::Cleaned, Self::Whole];

    fn weighs_names(self) -> bool {
        self <= Self::Names
    }
}

/// Returns the article of a page, without what is left out already; `None` if there is no prose.
pub(super) fn find_readable(page: &HtmlPage<'_>, is_out: &[bool]) -> Option<ReadableParts> {
    let mut longest: Option<(u32, ReadableParts)> = None;
    for attempt in Attempt::ALL {
        let Some((letters, parts)) = try_attempt(page, is_out, attempt) else {
            continue;
        };
        if letters >= SHORTEST {
            return Some(parts);
        }
        if longest.as_ref().is_none_or(|(most, _)| letters > *most) {
            longest = Some((letters, parts));
        }
    }
    longest.map(|(_, parts)| parts)
}

/// Returns what an attempt finds, and its length.
fn try_attempt(
    page: &HtmlPage<'_>,
    is_out: &[bool],
    attempt: Attempt,
) -> Option<(u32, ReadableParts)> {
    let mut is_out = is_out.to_vec();
    if attempt == Attempt::LikelyNames {
        labels::leave_out_unlikely(page, &mut is_out);
    }
    let view = PageView::new(page, is_out, attempt.weighs_names());
    let scores = candidates::score_elements(&view);
    let parts = match scores.find_best(&view) {
        Some(best) => siblings::join_siblings(&view, &scores, best),
        None => view.children(None).collect(),
    };
    let mut is_out = view.is_out.clone();
    let letters = clean::clean_parts(&view, &parts, attempt, &mut is_out);
    (letters > 0).then_some((letters, ReadableParts { parts, is_out }))
}

#[cfg(test)]
mod tests;
