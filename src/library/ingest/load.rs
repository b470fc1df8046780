//! Loads a file and finds its quotes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::article::{Article, ArticleId, Quote};
use crate::library::catalogue::{CatalogueEntry, Stamp};
use crate::library::corrections::CorrectionSet;
use crate::library::corrections::set::LaidArticle;
use crate::library::listing::Location;
use crate::loader::{Loaded, Problem};
use crate::quotes;
use crate::search::index::ArticleDocuments;

use super::workers::BytePermit;

/// How files are loaded, and what is laid over their quotes.
#[derive(Clone, Copy)]
pub(super) struct LoadSettings<'a> {
    pub(super) load: fn(&Path) -> Loaded,
    pub(super) corrections: &'a CorrectionSet,
}

/// A file to load.
#[derive(Debug, Clone)]
pub(super) struct LoadJob {
    pub(super) path: PathBuf,
    pub(super) stamp: Stamp,
    /// The size of the file in bytes, when it is loaded beside others.
    pub(super) size: u64,
}

/// The contents of a file: catalogue entries, and documents for the index in the same order.
#[derive(Debug)]
pub(super) struct LoadedFile {
    pub(super) path: PathBuf,
    pub(super) stamp: Stamp,
    pub(super) entries: Vec<CatalogueEntry>,
    /// The documents of each article.
    pub(super) documents: Vec<ArticleDocuments>,
    pub(super) problems: Vec<Problem>,
    /// The room that it has while it waits to be stored.
    pub(super) waiting: Option<BytePermit>,
}

impl LoadedFile {
    /// Returns the result for a file that timed out: no articles and a problem.
    pub(super) fn given_up(LoadJob { path, stamp, .. }: LoadJob) -> Self {
        // The stamp is stored with it, so that the next ingest does not wait for the same file again.
        let message = "takes too long to read: skipped until it changes";
        Self {
            problems: vec![Problem::new(&path, message)],
            path,
            stamp,
            entries: Vec::new(),
            documents: Vec::new(),
            waiting: None,
        }
    }
}

/// Loads a file, finds its quotes and lays the user's corrections over them; a panic becomes a problem of the file.
pub(super) fn load_file(job: LoadJob, settings: LoadSettings<'_>) -> LoadedFile {
    load_file_as(job, settings, &[])
}

/// Loads a file like [`load_file`], and gives its articles the identities that were decided on.
pub(super) fn load_file_as(
    LoadJob { path, stamp, .. }: LoadJob,
    LoadSettings { load, corrections }: LoadSettings<'_>,
    identities: &[ArticleId],
) -> LoadedFile {
    let Loaded {
        mut articles,
        mut problems,
    } = catch_panic(|| load_logged(&path, load)).unwrap_or_else(|| Loaded {
        articles: Vec::new(),
        problems: vec![panic_problem(&path, "reading")],
    });
    for (article, id) in articles.iter_mut().zip(identities) {
        article.set_identity(*id);
    }
    let mut entries = Vec::with_capacity(articles.len());
    let mut documents = Vec::with_capacity(articles.len());
    for (entry, article) in (0..).zip(&articles) {
        // Caught apart from loading: an article whose quotes cannot be found is still worth reading.
        let quotes = catch_panic(|| find_quotes(article)).unwrap_or_else(|| {
            problems.push(panic_problem(&path, "finding the quotes of"));
            Vec::new()
        });
        if article.text.len() > quotes::MAXIMUM_TEXT {
            problems.push(Problem::new(&path, long_text_message()));
        }
        let location = Location {
            path: path.clone(),
            entry,
        };
        let corrected = corrections.lay_over(article, &location, &quotes);
        let (entry, document) = describe_article(article, corrected);
        entries.push(entry);
        documents.push(document);
    }
    LoadedFile {
        path,
        stamp,
        entries,
        documents,
        problems,
        waiting: None,
    }
}

fn long_text_message() -> String {
    format!(
        "is long: quotes were looked for in its first {} MB only; split the file to find all",
        quotes::MAXIMUM_TEXT / (1024 * 1024)
    )
}

/// Returns what the catalogue and the index store of an article with corrected quotes.
fn describe_article(
    article: &Article,
    corrected: LaidArticle,
) -> (CatalogueEntry, ArticleDocuments) {
    let id = ArticleId::for_article(article);
    let quotes = corrected.laid.quotes;
    let entry = CatalogueEntry {
        corrections: corrected.digest,
        former: corrected.former,
        ..CatalogueEntry::from_article(id, article, &quotes)
    };
    (entry, ArticleDocuments::from_article(article, id, &quotes))
}

fn load_logged(path: &Path, load: fn(&Path) -> Loaded) -> Loaded {
    let _span = tracing::debug_span!("load", ?path).entered();
    load(path)
}

fn find_quotes(article: &Article) -> Vec<Quote> {
    let title = article.metadata.title.as_str();
    let _span = tracing::debug_span!("quotes", title).entered();
    quotes::find(article)
}

/// Runs work that may panic, so that one file cannot stop the ingest of all others.
fn catch_panic<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

fn panic_problem(path: &Path, doing: &str) -> Problem {
    let message =
        format!("{doing} it failed because of a bug in pullquote; please report it with this file");
    Problem::new(path, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::panic, reason = "what is tested is that a panic is survived")]
    fn a_panic_is_survived() {
        assert_eq!(catch_panic(|| -> u8 { panic!("on purpose") }), None);
    }
}
