//! What the reader typed, named and kept before, as prompts and menus offer it.

use super::history::Histories;
use super::saved::SavedSearches;
use crate::library::listing::TagCount;

/// What the reader typed, named and kept before.
#[derive(Debug, Default)]
pub(super) struct Stored {
    pub(super) histories: Histories,
    pub(super) searches: SavedSearches,
    /// The known tags, the most used first.
    pub(super) tags: Vec<TagCount>,
}
