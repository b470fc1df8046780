//! What an article is known by, wherever its file goes.

use std::fmt;

/// The identity of an article: a hash of its canonical URL, or of its folded title and head.
///
/// A renamed, moved or re-scraped file keeps it, and with it its bookmarks. Written as 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(u128);

impl ArticleId {
    /// Makes an identity from the number it was stored as.
    #[must_use]
    pub const fn from_number(number: u128) -> Self {
        Self(number)
    }

    /// Returns the number to store.
    #[must_use]
    pub const fn number(self) -> u128 {
        self.0
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}
