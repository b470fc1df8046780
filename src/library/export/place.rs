//! Writes files atomically, and over existing ones only if asked.

use std::fs::{self, Permissions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::files::regular;

use super::ExportError;

/// The mode of a new file before the umask applies: exports are for the user to share.
const MODE: u32 = 0o666;

/// A temporary file that is not at its path yet; dropping it removes it.
pub struct UnfinishedFile {
    file: BufWriter<NamedTempFile>,
    path: PathBuf,
    replaces: bool,
}

impl UnfinishedFile {
    /// Creates a temporary file in the folder of `path`, since renaming is atomic only within a file system.
    ///
    /// # Errors
    /// Fails if the file exists and is not to be replaced, or the folder cannot be written.
    pub fn create_beside(path: &Path, replaces: bool) -> Result<Self, ExportError> {
        // An early answer only; `persist_noclobber` below decides, so that nothing can come in between. Links
        // are not followed, since a dangling one occupies the name too.
        if !replaces && path.symlink_metadata().is_ok() {
            return Err(ExportError::Exists(path.to_owned()));
        }
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        if folder.is_some_and(|folder| !folder.exists()) {
            let error = io::Error::new(io::ErrorKind::NotFound, "its folder does not exist");
            return Err(ExportError::for_file(path, error));
        }
        let file = Builder::new()
            .prefix(".pullquote-")
            .permissions(Permissions::from_mode(MODE))
            .tempfile_in(folder.unwrap_or(Path::new(".")))
            .map_err(|error| ExportError::for_file(path, error))?;
        Ok(Self {
            file: BufWriter::new(file),
            path: path.to_owned(),
            replaces,
        })
    }

    /// Syncs the file and renames it to its path.
    ///
    /// # Errors
    /// Fails if it cannot be written, or the path has been taken in the meantime.
    pub fn persist_atomically(self) -> Result<(), ExportError> {
        let Self {
            file,
            path,
            replaces,
        } = self;
        let failed = |error| ExportError::for_file(&path, error);
        let file = file
            .into_inner()
            .map_err(|error| failed(error.into_error()))?;
        // Before the rename: otherwise a power loss can leave the new name with an empty file (rename(2), fsync(2)).
        file.as_file().sync_all().map_err(failed)?;
        let placed = if replaces {
            file.persist(&path)
        } else {
            file.persist_noclobber(&path)
        };
        match placed {
            Ok(_) => Ok(()),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                Err(ExportError::Exists(path))
            }
            Err(error) => Err(ExportError::for_file(&path, error.error)),
        }
    }
}

impl Write for UnfinishedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Refuses a path inside read-only folders.
///
/// # Errors
/// Fails with the folder that holds the path.
pub fn check_writable(path: &Path, read_only: &[PathBuf]) -> Result<(), ExportError> {
    // Canonical on both sides, or `..` and symbolic links would lead around the check.
    let there = nearest_folder(path);
    let inside = read_only
        .iter()
        .filter_map(|folder| folder.canonicalize().ok())
        .filter(|folder| folder.is_dir())
        .find(|folder| {
            there
                .as_ref()
                .is_some_and(|there| there.starts_with(folder))
        });
    inside.map_or(Ok(()), |folder| Err(ExportError::ReadOnly(folder)))
}

/// Returns the canonical path of the nearest ancestor that exists, the path itself included.
fn nearest_folder(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    path.ancestors()
        .find_map(|folder| folder.canonicalize().ok())
}

/// Returns `true` if a file already has this content.
#[must_use]
pub fn is_same(path: &Path, bytes: &[u8]) -> bool {
    // The length first, since most changed files differ in it and need not be read.
    let is_as_long = fs::metadata(path).is_ok_and(|metadata| metadata.len() == bytes.len() as u64);
    is_as_long && regular::read(path).is_ok_and(|there| there == bytes)
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_that_is_not_finished_is_not_there() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("a.csv");
        let mut file = UnfinishedFile::create_beside(&path, false).unwrap();
        file.write_all(b"half").unwrap();
        drop(file);
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn another_file_is_left_unless_it_shall_be_replaced() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("a.csv");
        fs::write(&path, "mine").unwrap();
        assert!(matches!(
            UnfinishedFile::create_beside(&path, false),
            Err(ExportError::Exists(_))
        ));
        let mut file = UnfinishedFile::create_beside(&path, true).unwrap();
        file.write_all(b"new").unwrap();
        file.persist_atomically().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["a.csv"]);
    }

    #[test]
    fn a_file_that_came_meanwhile_is_left() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("a.csv");
        let file = UnfinishedFile::create_beside(&path, false).unwrap();
        fs::write(&path, "theirs").unwrap();
        assert!(matches!(
            file.persist_atomically(),
            Err(ExportError::Exists(_))
        ));
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        assert_eq!(names(folder.path()), ["a.csv"]);
    }

    #[test]
    fn nothing_is_written_among_the_articles() {
        let articles = TempDir::new().unwrap();
        let elsewhere = TempDir::new().unwrap();
        let folders = [articles.path().to_owned()];
        let inside = articles.path().join("new/deep/a.csv");
        assert!(matches!(
            check_writable(&inside, &folders),
            Err(ExportError::ReadOnly(_))
        ));
        check_writable(&elsewhere.path().join("a.csv"), &folders).unwrap();
    }
}
