//! Loads a file and finds its quotes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::article::ArticleId;
use crate::library::catalogue::{Entry, Stamp};
use crate::loader::{Loaded, Problem};
use crate::quotes;
use crate::search::index::Documents;

/// A file that is new or changed.
#[derive(Debug, Clone)]
pub(super) struct Job {
    pub(super) path: PathBuf,
    pub(super) stamp: Stamp,
}

/// What a file holds.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) path: PathBuf,
    pub(super) stamp: Stamp,
    pub(super) entries: Vec<Entry>,
    /// The words of each article.
    pub(super) documents: Vec<Documents>,
    pub(super) problems: Vec<Problem>,
}

impl Read {
    /// Returns what is stored of a file that nobody waits for any longer: nothing, and why.
    pub(super) fn given_up(Job { path, stamp }: Job) -> Self {
        let message = "takes too long to read: it was left out until it changes";
        Self {
            problems: vec![Problem::new(&path, message)],
            path,
            stamp,
            entries: Vec::new(),
            documents: Vec::new(),
        }
    }
}

/// Reads a file; a fault of the program is a problem of the file.
pub(super) fn read(Job { path, stamp }: Job, load: fn(&Path) -> Loaded) -> Read {
    let Loaded {
        articles,
        mut problems,
    } = guarded(|| load(&path)).unwrap_or_else(|| Loaded {
        articles: Vec::new(),
        problems: vec![fault(&path, "reading")],
    });
    let mut entries = Vec::with_capacity(articles.len());
    let mut documents = Vec::with_capacity(articles.len());
    for article in &articles {
        let quotes = guarded(|| quotes::find(article)).unwrap_or_else(|| {
            problems.push(fault(&path, "finding the quotes of"));
            Vec::new()
        });
        let id = ArticleId::for_article(article);
        entries.push(Entry::of(id, article, quotes.len()));
        documents.push(Documents::of(article, id, &quotes));
    }
    Read {
        path,
        stamp,
        entries,
        documents,
        problems,
    }
}

/// Runs work that may have a fault of its own, so that one file cannot end the reading of all others.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

fn fault(path: &Path, doing: &str) -> Problem {
    let message =
        format!("{doing} it failed through a fault of pullquote; please report it with this file");
    Problem::new(path, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::panic, reason = "what is tested is that a panic is survived")]
    fn a_panic_is_survived() {
        assert_eq!(guarded(|| -> u8 { panic!("on purpose") }), None);
    }
}
