//! What the rows of the list are grouped by.

use crate::library::listing::{ArticleRow, GroupKey, SortKey};

/// What the rows are grouped by; a heading is where it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowGroup {
    /// The source.
    Source,
    /// The day of publication.
    Day,
}

impl RowGroup {
    /// Returns what the rows are sorted by for a group to be together.
    #[must_use]
    pub const fn sort_key(self) -> SortKey {
        match self {
            Self::Source => SortKey::Source,
            Self::Day => SortKey::Published,
        }
    }

    /// Returns the group that a row belongs to.
    #[must_use]
    pub fn key_of(self, row: &ArticleRow) -> GroupKey {
        match self {
            Self::Source => row.source_group(),
            Self::Day => row.day_group(),
        }
    }
}
