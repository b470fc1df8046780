//! Loads articles again whose quotes the user has corrected since they were stored.
//!
//! The state is the truth, and the catalogue records which corrections each article was stored with. What differs is
//! loaded again: at the start, at the end, and in between whenever another process has changed the state.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::load::{LoadJob, LoadSettings, LoadedFile, load_file, load_file_as};
use crate::article::ArticleId;
use crate::library::Archive;
use crate::library::catalogue::{self, CatalogueWriter, OutdatedArticle};
use crate::library::corrections::{CorrectionSet, CorrectionSource};
use crate::loader::Loaded;

/// How often the state is asked for changes: a correction must be in the answers within a second.
const PAUSE: Duration = Duration::from_millis(300);

/// How long another process is waited for.
const PATIENCE: Duration = Duration::from_secs(2);

/// How many files are loaded at once, which bounds the memory.
const STRIDE: usize = 64;

/// The corrections that every worker lays over the quotes it finds.
#[derive(Debug, Clone, Default)]
pub(super) struct SharedCorrections(Arc<RwLock<Arc<CorrectionSet>>>);

impl SharedCorrections {
    /// Returns the corrections as they are now.
    pub(super) fn current(&self) -> Arc<CorrectionSet> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn replace(&self, set: Arc<CorrectionSet>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = set;
    }
}

/// Keeps the stored quotes in sync with the corrections in the state.
pub(super) struct CorrectionSync {
    /// `None` if the archive has no state.
    source: Option<CorrectionSource>,
    state: Option<PathBuf>,
    shared: SharedCorrections,
    checked: Instant,
    load: fn(&Path) -> Loaded,
}

impl CorrectionSync {
    /// Reads the corrections in an archive's state.
    pub(super) fn for_archive(archive: &Archive, load: fn(&Path) -> Loaded) -> Self {
        let shared = SharedCorrections::default();
        let mut source = archive.state_path().map(CorrectionSource::from_path);
        if let Some(source) = &mut source {
            shared.replace(source.current());
        }
        Self {
            source,
            state: archive.state_path().map(Path::to_owned),
            shared,
            checked: Instant::now(),
            load,
        }
    }

    /// Returns the corrections for the workers.
    pub(super) fn shared(&self) -> SharedCorrections {
        self.shared.clone()
    }

    /// Returns the file of the state; `None` if the archive has none.
    pub(super) fn state_path(&self) -> Option<&Path> {
        self.state.as_deref()
    }

    /// Loads a file again whose articles got other identities than they came with.
    pub(super) fn load_again(&self, file: &LoadedFile) -> LoadedFile {
        let corrections = self.shared.current();
        let settings = LoadSettings {
            load: self.load,
            corrections: &corrections,
        };
        let identities: Vec<ArticleId> = file.entries.iter().map(|entry| entry.id).collect();
        let job = LoadJob {
            path: file.path.clone(),
            stamp: file.stamp,
            size: 0,
        };
        load_file_as(job, settings, &identities)
    }

    /// Returns `true` if the corrections are others than a moment ago; asks the state only now and then.
    pub(super) fn has_changed(&mut self) -> bool {
        if self.checked.elapsed() < PAUSE {
            return false;
        }
        self.read_changes()
    }

    /// Reads the corrections again; returns `true` if they are others now.
    pub(super) fn read_changes(&mut self) -> bool {
        self.checked = Instant::now();
        let Some(source) = &mut self.source else {
            return false;
        };
        let is_other = source.read_changes();
        if is_other {
            self.shared.replace(source.current());
        }
        is_other
    }

    /// Loads the files whose stored quotes lack a correction, and passes them on in groups.
    pub(super) fn load_outdated(
        &self,
        writer: &mut CatalogueWriter,
        mut store: impl FnMut(&mut CatalogueWriter, Vec<LoadedFile>) -> catalogue::Result<()>,
    ) -> catalogue::Result<()> {
        if self.source.is_none() {
            return Ok(());
        }
        let set = self.shared.current();
        let settings = LoadSettings {
            load: self.load,
            corrections: &set,
        };
        let mut outdated = writer.outdated_articles(&set)?;
        outdated.dedup_by(|one, other| one.location.path == other.location.path);
        for outdated in outdated.chunks(STRIDE) {
            let files = outdated.par_iter();
            let loaded: Vec<LoadedFile> = files
                .map(|article| load_file(load_job(article), settings))
                // A file that cannot be read now is left as it is, until a scan says that it is gone.
                .filter(|loaded| !loaded.entries.is_empty())
                .collect();
            if !loaded.is_empty() {
                store(writer, loaded)?;
            }
        }
        Ok(())
    }
}

/// Returns the job of a file, with the stamp that it was stored with: if it has changed, the scan loads it again.
fn load_job(article: &OutdatedArticle) -> LoadJob {
    LoadJob {
        path: article.location.path.clone(),
        stamp: article.stamp,
        size: 0,
    }
}

/// Waits until the process that ingests an archive has applied the corrections in its state; no longer than it takes.
pub fn wait_for_corrections(archive: &Archive) {
    let Some(state) = archive.state_path() else {
        return;
    };
    let mut source = CorrectionSource::from_path(state);
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        let outdated = archive
            .open_catalogue()
            .and_then(|catalogue| catalogue.outdated_articles(&source.current()));
        if outdated.is_ok_and(|outdated| outdated.is_empty()) {
            return;
        }
        thread::sleep(PAUSE / 3);
    }
}
