//! The lengths of a commit's files.
//!
//! They are mapped into memory, and reading past the end of a truncated file raises SIGBUS (mmap(2)). So before each search they
//! are checked: a truncated file is never read again.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tantivy::Searcher;

use super::{IndexError, Result};

/// The files of a commit and their lengths when it was opened.
pub(super) struct FileLengths(Vec<(PathBuf, u64)>);

impl FileLengths {
    /// Notes the lengths of the files that a searcher has open.
    pub(super) fn of_commit(searcher: &Searcher, folder: &Path) -> io::Result<Self> {
        let segments = searcher.segment_readers().iter();
        let segments: HashSet<String> = segments
            .map(|segment| segment.segment_id().uuid_string())
            .collect();
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

    /// Checks that no file is shorter; deleted files remain readable while they are open (unlink(2)).
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
