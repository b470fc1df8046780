//! What is opened first: the quote that the command line names (`PATH#ID`), or the only story.

use std::path::{self, Path, PathBuf};

use super::CommandError;
use crate::article::{Article, ArticleId, Quote, QuoteId};
use crate::library::corrections::targets::refer_to;
use crate::library::listing::Location;
use crate::library::state::{BookmarkTarget, KeptQuote};
use crate::loader;
use crate::quotes;

/// The greatest size of a file that is loaded before the first frame, in bytes.
const MOST_AT_ONCE: u64 = 256 * 1024;

/// A quote of a file: `story.txt#0a1b2c3d4e5f`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteReference {
    /// The file.
    pub path: PathBuf,
    /// Which quote of the articles in it.
    pub quote: QuoteId,
}

impl QuoteReference {
    /// Parses an argument; `None` if it names no quote, as does the name of a file that exists.
    #[must_use]
    pub fn parse(argument: &Path) -> Option<Self> {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let bytes = argument.as_os_str().as_bytes();
        let mark = bytes.iter().rposition(|byte| *byte == b'#')?;
        let (path, id) = (bytes.get(..mark)?, bytes.get(mark + 1..)?);
        let quote = std::str::from_utf8(id).ok()?.parse().ok()?;
        // The file may be called so.
        let is_reference = !path.is_empty() && !argument.exists();
        is_reference.then(|| Self {
            path: PathBuf::from(OsStr::from_bytes(path)),
            quote,
        })
    }
}

/// A quote that was named, in its article.
#[derive(Debug)]
pub struct FoundQuote {
    /// The article.
    pub article: Article,
    /// Where it is stored.
    pub location: Location,
    /// The quote as it was found, before any correction.
    pub quote: Quote,
}

impl QuoteReference {
    /// Returns the quote of an article, which gets the identity that the quote's tells; `None` if it is not in it.
    fn find_in(&self, article: &mut Article) -> Option<Quote> {
        let mut found = quotes::find(article);
        let is_meant = |found: &Quote| found.id == self.quote;
        if !found.iter().any(is_meant) {
            // Another story may have the usual identity.
            let mut others = ArticleId::list_candidates(article).into_iter().skip(1);
            others.find(|id| {
                article.identity = Some(*id);
                QuoteId::assign_all(article, &mut found);
                found.iter().any(is_meant)
            })?;
        }
        found.into_iter().find(is_meant)
    }

    /// Loads the file and finds the quote.
    ///
    /// # Errors
    /// Fails if there is no such quote.
    pub fn find_quote(&self) -> Result<FoundQuote, CommandError> {
        let path = path::absolute(&self.path).unwrap_or_else(|_| self.path.clone());
        let articles = (0..).zip(loader::load(&path).articles);
        articles
            .into_iter()
            .find_map(|(entry, mut article)| {
                let quote = self.find_in(&mut article)?;
                let path = path.clone();
                Some(FoundQuote {
                    article,
                    location: Location { path, entry },
                    quote,
                })
            })
            .ok_or_else(|| {
                CommandError::usage_error(
                    &format!("there is no quote '{}' in '{}'", self.quote, path.display()),
                    "'pullquote quotes --json' prints the quotes of a file, with '--rejected' those you marked as none",
                )
            })
    }
}

impl FoundQuote {
    /// Returns the quote as the reader opens it.
    #[must_use]
    pub fn to_target(&self) -> BookmarkTarget {
        BookmarkTarget {
            article: refer_to(&self.article, &self.location),
            quote: Some(KeptQuote::from_quote(&self.article, &self.quote)),
        }
    }
}

/// Returns the file that is named, if it is the only path.
#[must_use]
pub fn find_only_file(paths: &[PathBuf]) -> Option<&Path> {
    let [file] = paths else { return None };
    file.is_file().then_some(file)
}

/// Returns the story of a file that is loaded within a frame; `None` if it is larger, or holds not just one story.
#[must_use]
pub fn find_only_story(file: &Path) -> Option<BookmarkTarget> {
    let size = file.metadata().ok()?.len();
    let is_packed = file.extension().is_some_and(|extension| extension == "gz");
    if size > MOST_AT_ONCE || is_packed {
        return None;
    }
    let [article] = <[Article; 1]>::try_from(loader::load(file).articles).ok()?;
    let location = Location {
        path: path::absolute(file).ok()?,
        entry: 0,
    };
    Some(BookmarkTarget {
        article: refer_to(&article, &location),
        quote: None,
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_quote("news/a#b.txt#0123456789ab", Some("news/a#b.txt"))]
    #[case::a_path("news/a.txt", None)]
    #[case::a_short_number("news/a.txt#123", None)]
    #[case::no_path("#0123456789ab", None)]
    fn a_quote_is_named_by_its_file_and_its_identity(
        #[case] argument: &str,
        #[case] path: Option<&str>,
    ) {
        let reference = QuoteReference::parse(Path::new(argument));
        assert_eq!(
            reference.map(|reference| reference.path),
            path.map(PathBuf::from)
        );
    }

    #[test]
    fn no_frame_waits_for_a_large_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tide.txt");
        let story =
            |size: usize| format!("The tide table\n\n{}", "It was high. ".repeat(size / 13));
        std::fs::write(&path, story(2000)).unwrap();
        assert!(find_only_story(&path).is_some());
        std::fs::write(&path, story(300 * 1024)).unwrap();
        assert!(find_only_story(&path).is_none());
        assert_eq!(
            find_only_file(std::slice::from_ref(&path)),
            Some(path.as_path())
        );
        assert_eq!(find_only_file(&[folder.path().to_owned()]), None);
    }

    #[test]
    fn a_file_of_that_name_is_no_reference() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt#0123456789ab");
        std::fs::write(&path, "It is a file.").unwrap();
        assert_eq!(QuoteReference::parse(&path), None);
    }
}
