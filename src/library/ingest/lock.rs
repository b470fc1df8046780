//! Lets only one process at a time ingest an archive.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

use crate::files::{private, regular};
use crate::library::Archive;

use super::IngestError;

/// Takes the lock of an archive; dropping the file releases it, and so does the end of the process (flock(2)).
///
/// # Errors
/// Fails with [`IngestError::Busy`] if another process has it, without waiting.
pub(super) fn take_lock(archive: &Archive) -> Result<File, IngestError> {
    let file = open_lock_file(archive)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(IngestError::Busy),
        Err(TryLockError::Error(error)) => Err(lock_error(archive, error)),
    }
}

/// Waits until no other process reads the folders of an archive.
///
/// # Errors
/// Fails if the cache folder cannot be written.
pub fn wait_for_lock(archive: &Archive) -> Result<(), IngestError> {
    open_lock_file(archive)?
        .lock()
        .map_err(|error| lock_error(archive, error))
}

fn open_lock_file(archive: &Archive) -> Result<File, IngestError> {
    let path = archive.lock_path();
    // The file is never removed: a process that waits for the lock would hold that of a file without a name,
    // while a third one locks the new file.
    private::create_folder(path.parent().unwrap_or(Path::new("/")))
        .and_then(|()| private::create_file(&path))
        .and_then(|()| regular::open_with(&path, File::options().write(true)))
        .map_err(|error| lock_error(archive, error))
}

fn lock_error(archive: &Archive, source: io::Error) -> IngestError {
    IngestError::Cache {
        path: archive.lock_path().display().to_string(),
        source,
    }
}
