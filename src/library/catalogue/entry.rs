//! What the catalogue stores of a file and of an article.

use jiff::civil::{Date, Time};
use xxhash_rust::xxh3::xxh3_64;

use crate::article::{Article, ArticleId, Quote};
use crate::text::Clean;

use super::story_text::StoryText;

/// How many characters of a title are compared for sorting.
const TITLE_KEY: usize = 32;

/// A hash of a file's size, modification time and inode, which changes if the file does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp(pub(super) i64);

impl Stamp {
    /// Creates the stamp of a file of `size` bytes, changed `modified` nanoseconds after 1970.
    #[must_use]
    pub fn new(size: u64, modified: i128, inode: u64) -> Self {
        // The inode reveals a file that was replaced by one of the same size and time, as `cp -p` and `mv` do.
        let mut bytes = [0; 32];
        let parts = size
            .to_le_bytes()
            .into_iter()
            .chain(modified.to_le_bytes())
            .chain(inode.to_le_bytes());
        for (byte, part) in bytes.iter_mut().zip(parts) {
            *byte = part;
        }
        Self(xxh3_64(&bytes).cast_signed())
    }
}

/// An article as the catalogue stores it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueEntry {
    /// Which article it is.
    pub id: ArticleId,
    /// The headline on one line.
    pub title: Clean,
    /// Who published it.
    pub source: Option<Clean>,
    /// The day of publication.
    pub published: Option<Date>,
    /// The time on that day.
    pub time: Option<Time>,
    /// Minutes of reading.
    pub minutes: u32,
    /// How many quotes it holds.
    pub quotes: u32,
    /// A number that tells which of the user's corrections its quotes have; 0 for none.
    pub corrections: i64,
    /// The identity it had when it was corrected, if that was another one.
    pub former: Option<ArticleId>,
    /// The tags in the file's front matter.
    pub tags: Vec<Clean>,
    /// What is compared of its text.
    pub text: StoryText,
}

impl CatalogueEntry {
    /// Creates the entry of an article with these quotes and no corrections.
    #[must_use]
    pub fn from_article(id: ArticleId, article: &Article, quotes: &[Quote]) -> Self {
        let metadata = &article.metadata;
        Self {
            id,
            title: metadata.title.clone(),
            source: metadata.source.clone(),
            published: metadata.published,
            time: metadata.time,
            minutes: metadata.minutes,
            quotes: u32::try_from(quotes.len()).unwrap_or(u32::MAX),
            corrections: 0,
            former: None,
            tags: metadata.tags.clone(),
            text: StoryText::from_article(article, quotes),
        }
    }

    /// Returns the sort key of the title.
    pub(super) fn title_key(&self) -> String {
        title_key(&self.title)
    }
}

/// Returns the sort key of a title: its first characters in lower case, without leading punctuation.
pub(super) fn title_key(title: &str) -> String {
    title
        .chars()
        .skip_while(|c| !c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .take(TITLE_KEY)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_differs_in_anything_has_another_stamp() {
        let stamp = Stamp::new(1, 2, 3);
        let others = [(9, 2, 3), (1, 9, 3), (1, 2, 9), (1, -2, 3)];
        for (size, modified, inode) in others {
            assert_ne!(Stamp::new(size, modified, inode), stamp);
        }
    }
}
