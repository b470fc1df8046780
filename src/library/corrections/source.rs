//! Reads the corrections from the file of the state, and notices that another process changed them.

use std::path::Path;
use std::sync::Arc;

use super::CorrectionSet;
use crate::library::catalogue::StateFlags;
use crate::library::state;

/// The corrections in `state.db`, which is never written here.
#[derive(Debug, Default)]
pub struct CorrectionSource {
    flags: StateFlags,
    /// The state's version when it was last read.
    version: Option<i64>,
    set: Arc<CorrectionSet>,
}

impl CorrectionSource {
    /// Creates a source of the state at `path`, which need not exist; opens nothing yet.
    #[must_use]
    pub fn from_path(path: &Path) -> Self {
        Self {
            flags: StateFlags::from_path(path),
            ..Self::default()
        }
    }

    /// Returns the corrections as they are now.
    ///
    /// While the state cannot be read, those that were read last: a fault of the disk must not undo a correction.
    pub fn current(&mut self) -> Arc<CorrectionSet> {
        self.read_changes();
        Arc::clone(&self.set)
    }

    /// Reads the corrections again if the state has changed; returns `true` if they are others now.
    pub fn read_changes(&mut self) -> bool {
        self.flags.refresh();
        // Any change has a new version, also one that concerns no correction.
        let version = self.flags.state_version();
        if self.version == Some(version) {
            return false;
        }
        let read = self.flags.read_with(state::read_corrections);
        let articles = match read {
            Some(Ok(articles)) => articles,
            Some(Err(_)) | None => return false,
        };
        self.version = Some(version);
        let set = CorrectionSet::from_articles(articles);
        let is_other = set != *self.set;
        self.set = Arc::new(set);
        is_other
    }
}
