//! Lets only one process at a time ingest an archive.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

use rustix::io::Errno;

use crate::files::{private, regular};
use crate::library::Archive;

use super::IngestError;

/// The lock of an archive; dropping it releases it, and so does the end of the process (flock(2)).
#[derive(Debug)]
pub(super) struct ArchiveLock {
    /// `None` on a file system without locks, where SQLite and the index keep two writers apart by themselves.
    _file: Option<File>,
}

/// Takes the lock of an archive.
///
/// # Errors
/// Fails with [`IngestError::Busy`] if another process has it, without waiting.
pub(super) fn take_lock(archive: &Archive) -> Result<ArchiveLock, IngestError> {
    let file = open_lock_file(archive)?;
    loop {
        return match file.try_lock() {
            Ok(()) => Ok(ArchiveLock { _file: Some(file) }),
            Err(TryLockError::WouldBlock) => Err(IngestError::Busy),
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {
                continue;
            }
            Err(TryLockError::Error(error)) if is_unsupported(&error) => {
                Ok(ArchiveLock { _file: None })
            }
            Err(TryLockError::Error(error)) => Err(lock_error(archive, error)),
        };
    }
}

/// Returns `true` if a file system knows no locks, as NFS without its lock service (flock(2), ENOLCK).
fn is_unsupported(error: &io::Error) -> bool {
    matches!(
        Errno::from_io_error(error),
        Some(Errno::NOLCK | Errno::NOSYS | Errno::OPNOTSUPP | Errno::INVAL)
    )
}

/// Waits until no other process reads the folders of an archive.
///
/// # Errors
/// Fails if the cache folder cannot be written.
pub fn wait_for_lock(archive: &Archive) -> Result<(), IngestError> {
    let file = open_lock_file(archive)?;
    match file.lock() {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => wait_for_lock(archive),
        Err(error) if is_unsupported(&error) => Ok(()),
        taken => taken.map_err(|error| lock_error(archive, error)),
    }
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

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nfs_without_its_service(Errno::NOLCK, true)]
    #[case::not_supported(Errno::OPNOTSUPP, true)]
    #[case::no_such_call(Errno::NOSYS, true)]
    #[case::few_file_handles(Errno::MFILE, false)]
    #[case::forbidden(Errno::ACCESS, false)]
    fn a_file_system_without_locks_is_known(#[case] error: Errno, #[case] is_without: bool) {
        assert_eq!(is_unsupported(&error.into()), is_without);
    }
}
