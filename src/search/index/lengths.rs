//! How long the files of a commit are.
//!
//! They are mapped into memory, and reading what a mapped file no longer has ends the program. So before each search they
//! are looked at: one that was cut short is never touched again.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tantivy::Searcher;

use super::{IndexError, Result};

/// The files of a commit and their lengths when it was opened.
pub(super) struct Lengths(Vec<(PathBuf, u64)>);

impl Lengths {
    /// Notes the lengths of the files that a searcher has open.
    pub(super) fn of(searcher: &Searcher, folder: &Path) -> io::Result<Self> {
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

    /// Sees that no file is shorter; those that were deleted are still there for whoever has them open.
    pub(super) fn check(&self) -> Result<()> {
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
