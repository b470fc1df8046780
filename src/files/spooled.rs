//! Files of what has none of its own, such as the standard input; they are gone when the program ends.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use tempfile::TempDir;

static FOLDERS: Mutex<Vec<TempDir>> = Mutex::new(Vec::new());

/// Writes bytes to a file with this name, in a folder that only its owner can read, and returns its path.
///
/// # Errors
/// When the temporary folder cannot be written to.
pub fn spool_bytes(name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let folder = TempDir::new()?;
    let path = folder.path().join(name);
    fs::write(&path, bytes)?;
    let mut folders = FOLDERS.lock().unwrap_or_else(PoisonError::into_inner);
    folders.push(folder);
    Ok(path)
}

/// Removes all that was spooled: before the program ends, whichever way.
pub fn remove_spooled() {
    // A thread that was ended while it had the lock must not hold up the way out.
    if let Ok(mut folders) = FOLDERS.try_lock() {
        folders.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_spooled_is_there_until_the_end() {
        let path = spool_bytes("standard input", b"It rained.").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"It rained.");
        remove_spooled();
        assert!(!path.exists());
    }
}
