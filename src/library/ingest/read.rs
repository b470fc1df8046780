//! Loads files and finds their quotes, below normal priority.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender};
use std::sync::{Mutex, PoisonError};

use crate::article::ArticleId;
use crate::library::catalogue::{Entry, Stamp};
use crate::loader::{self, Loaded, Problem};
use crate::quotes;
use crate::search::index::Documents;

use super::store::Find;

/// A file that is new or changed.
#[derive(Debug)]
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

/// Reads files until there are none left, or nobody listens any more.
pub(super) fn all(jobs: &Mutex<Receiver<Job>>, to_store: &SyncSender<Find>, stop: &AtomicBool) {
    step_back();
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        if stop.load(Ordering::Relaxed) || to_store.send(Find::Read(Box::new(read(job)))).is_err() {
            return;
        }
    }
}

/// Lowers the priority of this thread, so that the reader's keys come first.
fn step_back() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(10);
}

fn read(Job { path, stamp }: Job) -> Read {
    let Loaded {
        articles,
        mut problems,
    } = guarded(|| loader::load(&path)).unwrap_or_else(|| Loaded {
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
        let id = ArticleId::of(article);
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
