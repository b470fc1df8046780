//! Remembers the file versions after which an exchange had nothing left to do, so that a command need not open the state.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::carried::{self, CarriedStamp};
use crate::files::{private, regular};

/// The most bytes of the file: stamps of all files that are read.
const LARGEST: u64 = 256 * 1024;

/// The versions of everything that an exchange looks at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ExchangeMark {
    folder: PathBuf,
    state: CarriedStamp,
    files: Vec<(String, CarriedStamp)>,
}

impl ExchangeMark {
    /// Returns the versions as they are now; `None` if there is no state, or something that is no file.
    pub(super) fn take(folder: &Path, data: &Path) -> Option<Self> {
        let state = state_stamp(data)?;
        let files = carried::list_files(folder).ok()?.into_iter().map(|file| {
            let name = file.name.into_string().ok()?;
            Some((name, file.stamp?))
        });
        Some(Self {
            folder: folder.to_owned(),
            state,
            files: files.collect::<Option<_>>()?,
        })
    }

    /// Returns the names and versions of the files.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &CarriedStamp)> {
        self.files
            .iter()
            .map(|(name, stamp)| (name.as_str(), stamp))
    }

    /// Returns `true` if the state was in this version.
    pub(super) fn is_of_state(&self, state: CarriedStamp) -> bool {
        self.state == state
    }

    /// Returns `true` if it is what was remembered last.
    fn is_remembered(&self, data: &Path) -> bool {
        let known = regular::read_up_to(&mark_path(data), LARGEST).ok();
        let known = known.and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok());
        known.as_ref() == Some(self)
    }

    /// Remembers that there is nothing left to do; without it, the next command does it again.
    pub(super) fn remember(&self, data: &Path) {
        if !self.is_remembered(data)
            && let Ok(bytes) = serde_json::to_vec(self)
        {
            let _best_effort = private::replace_file(&mark_path(data), &bytes);
        }
    }
}

/// Returns the version of the state in a data folder; `None` if there is none, or a change is only in its log yet.
pub(super) fn state_stamp(data: &Path) -> Option<CarriedStamp> {
    let log = fs::metadata(data.join("state.db-wal"));
    let is_logged = log.is_ok_and(|log| log.len() > 0);
    let state = fs::metadata(data.join("state.db")).ok();
    let state = state.filter(|_| !is_logged);
    state.map(|state| CarriedStamp::from_metadata(&state))
}

/// Returns `true` if nothing has changed since an exchange after which there was nothing left to do; opens no state.
#[must_use]
pub fn is_up_to_date(folder: &Path, data: &Path) -> bool {
    ExchangeMark::take(folder, data).is_some_and(|mark| mark.is_remembered(data))
}

fn mark_path(data: &Path) -> PathBuf {
    data.join("sync.json")
}
