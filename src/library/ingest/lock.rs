//! Allows one process at a time to ingest.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

use crate::files::{private, regular};
use crate::library::Archive;

use super::IngestError;

/// Takes the lock of an archive; it is released when the file is dropped or the process ends (flock(2)).
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
