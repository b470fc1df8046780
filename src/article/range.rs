//! Byte ranges of an article's text.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes of one text, on character boundaries.
///
/// Ordered by start, then end, so that sorted ranges are in reading order.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct TextRange {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl TextRange {
    /// Creates a range; one that would end before its start is empty at `start`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        let end = if end < start { start } else { end };
        Self { start, end }
    }

    /// Returns the range's part of `text`, or `""` if it lies outside or splits a character.
    ///
    /// ```
    /// use pullquote::article::TextRange;
    /// assert_eq!(TextRange::new(3, 6).of("who said"), " sa");
    /// assert_eq!(TextRange::new(3, 60).of("who said"), "");
    /// ```
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Returns the length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Returns `true` if the range holds nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns `true` if the byte `at` lies inside.
    #[must_use]
    pub const fn contains(self, at: usize) -> bool {
        self.start <= at && at < self.end
    }

    /// Returns `true` if `other` lies wholly inside.
    #[must_use]
    pub const fn contains_range(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns `true` if the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns what the two share, if that is at least one byte.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        let shared = Self::new(self.start.max(other.start), self.end.min(other.end));
        (!shared.is_empty()).then_some(shared)
    }

    /// Returns the range as an offset from the start of `whole`, in which it lies.
    ///
    /// ```
    /// use pullquote::article::TextRange;
    /// assert_eq!(TextRange::new(7, 9).relative_to(TextRange::new(5, 20)), TextRange::new(2, 4));
    /// ```
    #[must_use]
    pub const fn relative_to(self, whole: Self) -> Self {
        let start = self.start.saturating_sub(whole.start);
        Self::new(start, self.end.saturating_sub(whole.start))
    }

    /// Returns the smallest range that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_that_splits_a_character_holds_nothing() {
        assert_eq!(TextRange::new(0, 1).of("é"), "");
    }

    #[test]
    fn ranges_that_only_touch_share_nothing() {
        assert_eq!(
            TextRange::new(0, 2).intersection(TextRange::new(2, 4)),
            None
        );
        assert!(!TextRange::new(0, 2).overlaps(TextRange::new(2, 4)));
    }

    #[test]
    fn a_range_never_ends_before_it_starts() {
        assert!(TextRange::new(5, 2).is_empty());
    }
}
