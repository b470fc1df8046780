//! Positions in articles that are found again after the article was edited or downloaded again.
//!
//! An anchor is a text quote selector plus a position, as in the W3C Web Annotation Data Model,
//! <https://www.w3.org/TR/annotation-model/>: the exact words, some text before and after them, and their old
//! position. It is looked for in three steps, each linear in the text:
//!
//! 1. the exact words at their old position, with the same context
//! 2. the exact words anywhere, in the best context if they occur more than once
//! 3. words that are mostly the same, whatever the case, accents and punctuation

mod similar;

use std::cmp::Reverse;

use memchr::memmem;
use serde::{Deserialize, Serialize};

use crate::article::TextRange;

/// The most context an anchor remembers on each side, in bytes.
const CONTEXT: usize = 64;
/// The most bytes of exact words that an anchor keeps; a longer range is cut at the end.
const EXACT: usize = 4096;
/// How many occurrences on each side of the old position are compared by their context.
const CANDIDATES: usize = 10_000;

/// Words of an article, remembered so that they are found again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Anchor {
    /// The words; at most the first 4 KB of them.
    pub exact: String,
    /// The text before them.
    pub before: String,
    /// The text after `exact`.
    pub after: String,
    /// The byte offset of the words in the old text.
    pub position: usize,
    /// The length of the whole range in bytes, which may be more than `exact` holds.
    pub length: usize,
}

/// Where an anchor's words are in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnchorMatch {
    /// The words are at their old position.
    Found(TextRange),
    /// The words, or words that are mostly the same, are here now.
    Moved(TextRange),
    /// They are no longer in the text.
    Lost,
}

impl AnchorMatch {
    /// Returns the current range of the words.
    #[must_use]
    pub const fn range(self) -> Option<TextRange> {
        match self {
            Self::Found(range) | Self::Moved(range) => Some(range),
            Self::Lost => None,
        }
    }
}

impl Anchor {
    /// Remembers the words of `range` in `text`; a range outside the text gives an anchor that is never found.
    #[must_use]
    pub fn from_range(text: &str, range: TextRange) -> Self {
        let words = range.of(text);
        let exact = truncate_end(words, EXACT);
        let end = range.start + exact.len();
        Self {
            exact: exact.to_owned(),
            before: truncate_start(text.get(..range.start).unwrap_or_default(), CONTEXT).to_owned(),
            after: truncate_end(text.get(end..).unwrap_or_default(), CONTEXT).to_owned(),
            position: range.start,
            length: words.len(),
        }
    }

    /// Looks for the words in `text`, which may have been edited since.
    #[must_use]
    pub fn find_in(&self, text: &str) -> AnchorMatch {
        if self.exact.is_empty() {
            return AnchorMatch::Lost;
        }
        if self.context_score(text, self.position) == Some(self.before.len() + self.after.len()) {
            return AnchorMatch::Found(self.range_at(text, self.position));
        }
        if let Some(start) = self.best_exact(text) {
            let range = self.range_at(text, start);
            return if start == self.position {
                AnchorMatch::Found(range)
            } else {
                AnchorMatch::Moved(range)
            };
        }
        similar::find_similar(self, text).map_or(AnchorMatch::Lost, AnchorMatch::Moved)
    }

    /// Returns the start of the occurrence with the best context; of equals, the nearest to the old position.
    fn best_exact(&self, text: &str) -> Option<usize> {
        let (text_bytes, exact) = (text.as_bytes(), self.exact.as_bytes());
        // Both searches start at the old position and move away from it, so that the limit drops the farthest
        // occurrences. They overlap by one needle, which finds an occurrence that straddles the position.
        let middle = self.position.min(text.len());
        let behind = text_bytes.get(..middle)?;
        let ahead = text_bytes.get(middle.saturating_sub(exact.len())..)?;
        let ahead_start = text.len() - ahead.len();
        let earlier = memmem::rfind_iter(behind, exact).take(CANDIDATES);
        let later = memmem::find_iter(ahead, exact).take(CANDIDATES);
        earlier
            .chain(later.map(|start| ahead_start + start))
            .max_by_key(|start| {
                let agreement = self.context_score(text, *start).unwrap_or_default();
                (agreement, Reverse(start.abs_diff(self.position)))
            })
    }

    /// Counts the bytes of context that agree if the exact words are at `start`; `None` if they are not.
    fn context_score(&self, text: &str, start: usize) -> Option<usize> {
        let words = text.get(start..start.checked_add(self.exact.len())?)?;
        if words != self.exact {
            return None;
        }
        let before = text.get(..start)?.bytes().rev();
        let after = text.get(start + self.exact.len()..)?.bytes();
        Some(
            common_length(before, self.before.bytes().rev())
                + common_length(after, self.after.bytes()),
        )
    }

    /// Returns the range of all the words when they start at `start`, at most to the end of the text.
    fn range_at(&self, text: &str, start: usize) -> TextRange {
        // A range longer than the stored head keeps its old length: what lies beyond the head was never compared.
        let length = self.length.max(self.exact.len());
        TextRange::new(start, boundary_before(text, start.saturating_add(length)))
    }
}

/// Counts how many bytes two texts have in common from where both start.
fn common_length(left: impl Iterator<Item = u8>, right: impl Iterator<Item = u8>) -> usize {
    left.zip(right)
        .take_while(|(left, right)| left == right)
        .count()
}

/// Returns at most `limit` bytes from the start of `text`.
fn truncate_end(text: &str, limit: usize) -> &str {
    text.get(..boundary_before(text, limit)).unwrap_or_default()
}

/// Returns at most `limit` bytes from the end of `text`.
fn truncate_start(text: &str, limit: usize) -> &str {
    let at_most = text.len().saturating_sub(limit);
    // A cut inside a character moves forward: `limit` is a maximum.
    let start = (at_most..text.len()).find(|at| text.is_char_boundary(*at));
    start
        .and_then(|start| text.get(start..))
        .unwrap_or_default()
}

/// Returns the last character boundary of `text` at or before the byte `at`.
fn boundary_before(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
