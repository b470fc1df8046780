//! Lets one process at a time read the folders.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use crate::library::Archive;

use super::IngestError;

/// Takes the lock of an archive; dropping the file gives it back, and so does the end of the process.
pub(super) fn take(archive: &Archive) -> Result<File, IngestError> {
    let path = archive.lock();
    let cannot = |source: io::Error| IngestError::Cache {
        path: path.display().to_string(),
        source,
    };
    fs::create_dir_all(path.parent().unwrap_or(Path::new("/"))).map_err(cannot)?;
    let file = File::create(&path).map_err(cannot)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(IngestError::Busy),
        Err(TryLockError::Error(error)) => Err(cannot(error)),
    }
}
