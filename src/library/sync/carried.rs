//! The files in a sync folder: which there are, which have changed, and what is in them.

use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::files::regular;

/// The most bytes of a file.
pub const LARGEST: u64 = 256 << 20;

/// The most files that are read, far more than one reader has devices.
pub const MOST_FILES: usize = 100;

/// The extension of a device's file.
pub const EXTENSION: &str = "jsonl";

/// What tells one version of a file from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedStamp {
    device: u64,
    inode: u64,
    size: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl CarriedStamp {
    pub(super) fn from_metadata(found: &Metadata) -> Self {
        Self {
            device: found.dev(),
            inode: found.ino(),
            size: found.size(),
            modified: (found.mtime(), found.mtime_nsec()),
            changed: (found.ctime(), found.ctime_nsec()),
        }
    }
}

/// A file in a sync folder that may be a device's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedFile {
    /// Its name.
    pub name: OsString,
    /// Its path.
    pub path: PathBuf,
    /// Its version; `None` if it cannot be read, as a link cannot.
    pub stamp: Option<CarriedStamp>,
}

/// Returns the files that may be a device's, sorted by name.
///
/// Hidden files are those that a carrier has not finished, or keeps for itself.
///
/// # Errors
/// Fails if the folder cannot be read.
pub fn list_files(folder: &Path) -> io::Result<Vec<CarriedFile>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let path = entry.path();
        let is_hidden = name.as_encoded_bytes().starts_with(b".");
        if is_hidden
            || path
                .extension()
                .is_none_or(|extension| extension != EXTENSION)
        {
            continue;
        }
        // Not through a link: a carrier makes none, and another's file may lead anywhere.
        let stamp = path.symlink_metadata().ok().filter(Metadata::is_file);
        let stamp = stamp.as_ref().map(CarriedStamp::from_metadata);
        files.push(CarriedFile { name, path, stamp });
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

impl CarriedFile {
    /// Reads the file.
    ///
    /// # Errors
    /// Fails if it is no regular file, too large, or replaced while it is read.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        let found = self.path.symlink_metadata()?;
        if found.is_symlink() {
            return Err(io::Error::other(
                "is a link, not a file: only files are read",
            ));
        }
        if found.len() > LARGEST {
            let limit = LARGEST >> 20;
            return Err(io::Error::other(format!("is larger than {limit} MB")));
        }
        let bytes = regular::read_up_to(&self.path, LARGEST)?;
        // A link may have taken its place in between.
        let is_same = self.path.symlink_metadata()?.ino() == found.ino();
        let replaced = || io::Error::other("was replaced while being read; it will be read again");
        is_same.then_some(bytes).ok_or_else(replaced)
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use rustix::fs::{CWD, Mode, mkfifoat};

    use super::*;

    #[test]
    fn only_what_may_be_a_devices_file_is_listed() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in [
            "b.jsonl",
            "a.jsonl",
            ".syncthing.a.jsonl.tmp",
            ".a.jsonl",
            "notes.txt",
        ] {
            fs::write(path(name), "").unwrap();
        }
        fs::create_dir(path(".git")).unwrap();
        let names: Vec<_> = list_files(folder.path()).unwrap();
        let names: Vec<_> = names.into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["a.jsonl", "b.jsonl"]);
    }

    #[test]
    fn what_is_no_file_is_refused_without_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("secret"), "mine").unwrap();
        symlink(path("secret"), path("a.jsonl")).unwrap();
        mkfifoat(CWD, path("b.jsonl"), Mode::RUSR | Mode::WUSR).unwrap();
        fs::create_dir(path("c.jsonl")).unwrap();
        let files = list_files(folder.path()).unwrap();
        let told: Vec<String> = files
            .iter()
            .map(|file| file.read().unwrap_err().to_string())
            .collect();
        assert!(told[0].starts_with("is a link"), "{told:?}");
        assert!(told[1].starts_with("is a named pipe"), "{told:?}");
        assert!(told[2].starts_with("is a folder"), "{told:?}");
        assert!(files.iter().all(|file| file.stamp.is_none()));
    }

    #[test]
    fn a_huge_file_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        fs::File::create(&path)
            .unwrap()
            .set_len(LARGEST + 1)
            .unwrap();
        let told = list_files(folder.path()).unwrap()[0]
            .read()
            .unwrap_err()
            .to_string();
        assert_eq!(told, "is larger than 256 MB");
    }
}
