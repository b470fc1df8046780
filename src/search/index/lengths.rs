//! Remembers the lengths of a commit's files.
//!
//! tantivy maps them into memory, and reading a page beyond the end of a truncated file raises SIGBUS, which kills the
//! process (mmap(2)). So the lengths are checked before each search.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tantivy::Searcher;

use super::{IndexError, Result};

/// The files of a commit and their lengths when it was opened.
pub(super) struct FileLengths(Vec<(PathBuf, u64)>);

impl FileLengths {
    /// Records the lengths of the files that a searcher has open.
    pub(super) fn of_commit(searcher: &Searcher, folder: &Path) -> io::Result<Self> {
        let segments = searcher.segment_readers().iter();
        let segments: HashSet<String> = segments
            .map(|segment| segment.segment_id().uuid_string())
            .collect();
        // The files of a segment are named after its id; those of older commits that wait to be deleted are not open.
        let mut lengths = Vec::new();
        for file in fs::read_dir(folder)? {
            let file = file?;
            let name = file.file_name();
            let segment = name.to_str().and_then(|name| name.split('.').next());
            if segment.is_some_and(|segment| segments.contains(segment)) {
                lengths.push((file.path(), file.metadata()?.len()));
            }
        }
        Ok(Self(lengths))
    }

    /// Checks that no file is shorter now; deleted ones remain readable while they are mapped (unlink(2)).
    pub(super) fn check_unchanged(&self) -> Result<()> {
        let is_cut =
            |path: &Path, length| fs::metadata(path).is_ok_and(|metadata| metadata.len() < length);
        let mut files = self.0.iter();
        match files.find(|(path, length)| is_cut(path, *length)) {
            Some((path, _)) => Err(IndexError::Damaged(format!(
                "'{}' was cut short",
                path.display()
            ))),
            None => Ok(()),
        }
    }
}
