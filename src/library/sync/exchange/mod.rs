//! Reads what the other devices wrote, and writes what has changed here.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::Timestamp;

use super::carried::{self, CarriedFile, CarriedStamp, EXTENSION, MOST_FILES};
use super::mark::{self, ExchangeMark};
use crate::files::private;
use crate::library::device::DeviceName;
use crate::library::state::device_lines::{self, LineFault};
use crate::library::state::{LinesError, StateError, StateRevision, StateStore};
use crate::loader::Problem;

/// The prefix of unfinished files, which no carrier needs to carry.
const UNFINISHED: &str = ".pullquote-";

/// The age of an unfinished file that a crash must have left.
const ABANDONED: Duration = Duration::from_hours(1);

/// A sync folder, and what is known of its files.
#[derive(Debug)]
pub struct SyncFolder {
    folder: PathBuf,
    /// The data folder.
    data: PathBuf,
    known: BTreeMap<OsString, KnownFile>,
    /// The state's revision when the device's own file was written, or found up to date, and the checksum of that file.
    written: Option<(StateRevision, String)>,
    /// Why the folder, or the device's own file, could not be used.
    fault: Option<Problem>,
}

/// A file that was read.
#[derive(Debug)]
struct KnownFile {
    stamp: Option<CarriedStamp>,
    digest: Option<String>,
    problems: Vec<Problem>,
}

/// What an exchange did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SyncOutcome {
    /// How many facts were taken from other devices.
    pub taken: usize,
    /// The device's own file, if it was written.
    pub written: Option<PathBuf>,
    /// How many files of other devices there are.
    pub others: usize,
}

/// Why an exchange ended before its end.
#[derive(Debug, thiserror::Error)]
enum ExchangeError {
    #[error("{0}")]
    Io(#[from] io::Error),
    #[error("nothing is read or written here while the state cannot be saved")]
    NotSaving,
    #[error(transparent)]
    State(#[from] StateError),
    #[error(transparent)]
    Lines(#[from] LinesError),
}

impl SyncFolder {
    /// Names a sync folder, for the state in the folder `data`; opens nothing yet.
    #[must_use]
    pub const fn new(folder: PathBuf, data: PathBuf) -> Self {
        Self {
            folder,
            data,
            known: BTreeMap::new(),
            written: None,
            fault: None,
        }
    }

    /// Returns the path of the folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// Reads the files that have changed, and writes the device's own if the state has.
    ///
    /// Whatever goes wrong is among the problems afterwards, and everything else is done.
    pub fn exchange(&mut self, store: &mut StateStore, now: Timestamp) -> SyncOutcome {
        let _span = tracing::debug_span!("sync").entered();
        let mut outcome = SyncOutcome::default();
        self.fault = None;
        store.settle();
        let before = mark::state_stamp(&self.data);
        if let Err(error) = self.try_exchange(store, now, &mut outcome) {
            self.fault = Some(Problem::new(&self.folder, error.to_string()));
        }
        store.settle();
        if self.problems().is_empty() {
            self.remember_done(before);
        }
        outcome
    }

    /// Returns what is wrong with the folder and its files.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let of_files = self.known.values().flat_map(|file| &file.problems);
        self.fault.iter().chain(of_files).cloned().collect()
    }

    /// Remembers that there is nothing left to do, if nothing has changed in between but what was written here.
    fn remember_done(&self, before: Option<CarriedStamp>) {
        let Some((before, after)) = before.zip(ExchangeMark::take(&self.folder, &self.data)) else {
            return;
        };
        let is_known = |(name, stamp): (&str, &CarriedStamp)| {
            let known = self.known.get(OsStr::new(name));
            known.is_some_and(|known| known.stamp.as_ref() == Some(stamp))
        };
        if after.is_of_state(before) && after.files().all(is_known) {
            after.remember(&self.data);
        }
    }

    fn try_exchange(
        &mut self,
        store: &mut StateStore,
        now: Timestamp,
        outcome: &mut SyncOutcome,
    ) -> Result<(), ExchangeError> {
        if !store.is_saving() {
            return Err(ExchangeError::NotSaving);
        }
        create_folder(&self.folder)?;
        let device = DeviceName::load_or_create(&self.data)?;
        let own: OsString = format!("{device}.{EXTENSION}").into();
        store.sign_notes(&device, now)?;
        let files = carried::list_files(&self.folder)?;
        outcome.others = files.iter().filter(|file| file.name != own).count();
        let names: BTreeSet<&OsString> = files.iter().map(|file| &file.name).collect();
        self.known.retain(|name, _| names.contains(name));
        for file in files.iter().take(MOST_FILES) {
            outcome.taken += self.read_file(file, &device, store, now);
        }
        if let Some(left) = files.get(MOST_FILES) {
            let message =
                format!("is ignored, as are the files after it: at most {MOST_FILES} are read");
            self.fault = Some(Problem::new(&left.path, message));
        }
        let revision = store.revision()?;
        if !self.is_current(&own, revision) {
            outcome.written = self.write_own(&own, &device, store, now)?;
        }
        Ok(())
    }

    /// Returns `true` if the device's own file says what a revision of the state says.
    ///
    /// The one who carries the files may have damaged it, or put an older one back.
    fn is_current(&self, own: &OsString, revision: StateRevision) -> bool {
        let found = self.known.get(own).and_then(|file| file.digest.as_ref());
        let written = self.written.as_ref();
        written.is_some_and(|(of, digest)| *of == revision && found == Some(digest))
    }

    /// Merges a file, unless it is as it was; returns how many facts were taken from it.
    fn read_file(
        &mut self,
        file: &CarriedFile,
        device: &DeviceName,
        store: &mut StateStore,
        now: Timestamp,
    ) -> usize {
        let known = self.known.get(&file.name);
        if file.stamp.is_some() && known.is_some_and(|known| known.stamp == file.stamp) {
            return 0;
        }
        let mut read = KnownFile {
            stamp: file.stamp,
            digest: None,
            problems: Vec::new(),
        };
        let taken = merge_file(file, device, store, now, &mut read).unwrap_or_else(|problem| {
            read.problems.push(problem);
            0
        });
        self.known.insert(file.name.clone(), read);
        taken
    }

    /// Writes the device's own file, unless it says what the state says; returns its path if it was written.
    fn write_own(
        &mut self,
        name: &OsString,
        device: &DeviceName,
        store: &StateStore,
        now: Timestamp,
    ) -> Result<Option<PathBuf>, ExchangeError> {
        // Of two processes of this device, the one that writes last must have read the state last.
        let lock = private::append_to(&self.data.join("sync.lock"))?;
        lock.lock()?;
        let revision = store.revision()?;
        let file = store.export_device(device, now)?;
        let path = self.folder.join(name);
        let known = self.known.get(name);
        let is_current = known.is_some_and(|known| known.digest.as_ref() == Some(&file.digest));
        self.written = Some((revision, file.digest.clone()));
        if is_current {
            return Ok(None);
        }
        remove_abandoned(&self.folder);
        let stamp = write_file(&self.folder, &path, &file.bytes)?;
        let written = KnownFile {
            stamp: Some(stamp),
            digest: Some(file.digest),
            problems: Vec::new(),
        };
        self.known.insert(name.clone(), written);
        Ok(Some(path))
    }
}

/// Merges a file into the state.
fn merge_file(
    file: &CarriedFile,
    device: &DeviceName,
    store: &mut StateStore,
    now: Timestamp,
    read: &mut KnownFile,
) -> Result<usize, Problem> {
    let to_problem = |error: &dyn std::fmt::Display| Problem::new(&file.path, error.to_string());
    let bytes = file.read().map_err(|error| {
        // It may be there in a moment.
        read.stamp = None;
        to_problem(&error)
    })?;
    let lines = device_lines::parse_device_lines(&bytes)
        .map_err(|fault| fault_problem(&file.path, &fault))?;
    let faults = lines.faults.iter();
    read.problems
        .extend(faults.map(|fault| fault_problem(&file.path, fault)));
    let merged = store.merge_device(&lines, device, now).map_err(|error| {
        // Not known, so that it is read again.
        read.stamp = None;
        to_problem(&error)
    })?;
    read.digest = lines.header.digest;
    Ok(merged.taken)
}

fn fault_problem(path: &Path, fault: &LineFault) -> Problem {
    let problem = Problem::new(path, fault.to_string());
    match fault.line {
        Some(line) => problem.at_line(line),
        None => problem,
    }
}

/// Creates the sync folder, but none of its parents, which may be those of a disk that is absent.
fn create_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() || !folder.parent().is_some_and(Path::is_dir) {
        return Ok(());
    }
    private::create_folder(folder)
}

/// Replaces a file atomically, and returns the stamp of the new one.
fn write_file(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<CarriedStamp> {
    // Whatever has taken the name, such as a link, is replaced itself.
    let mut unfinished = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .suffix(".tmp")
        .tempfile_in(folder)?;
    unfinished.write_all(bytes)?;
    unfinished.as_file().sync_all()?;
    let file = unfinished.persist(path)?;
    let _best_effort = private::sync_folder(folder);
    // After the rename, which changes the time of the inode.
    Ok(CarriedStamp::from_metadata(&file.metadata()?))
}

/// Removes unfinished files that a crash left.
fn remove_abandoned(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_ours = name.as_encoded_bytes().starts_with(UNFINISHED.as_bytes());
        let modified = entry.metadata().and_then(|found| found.modified());
        let age = modified
            .ok()
            .and_then(|at| SystemTime::now().duration_since(at).ok());
        if is_ours && age.is_some_and(|age| age > ABANDONED) {
            // One that remains does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests;
