//! Keeps a catalogue open between the jobs of a worker.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::library::catalogue::Catalogue;

/// A catalogue that jobs use in turn: opening one costs more than most queries.
#[derive(Clone, Default)]
pub(super) struct SpareCatalogue(Arc<Mutex<Option<Catalogue>>>);

impl SpareCatalogue {
    /// Takes the catalogue out; `None` if there is none yet, or another job has it.
    pub(super) fn take(&self) -> Option<Catalogue> {
        self.lock().take()
    }

    /// Keeps a catalogue for the next job.
    pub(super) fn put_back(&self, catalogue: Catalogue) {
        *self.lock() = Some(catalogue);
    }

    fn lock(&self) -> MutexGuard<'_, Option<Catalogue>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
