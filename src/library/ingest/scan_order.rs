//! Puts loaded files back into the order of the scan, so that a rebuilt catalogue has its rows in the same order.
//!
//! Articles of one day are listed as they were added. Workers finish in whatever order, so that without this two scans of the
//! same folders would list them differently.

use std::collections::{HashMap, VecDeque};

use crate::library::catalogue::FileNumber;

use super::load::LoadedFile;

/// The most files that wait for one before them: it may be large, or on a slow disk.
const MOST_WAITING: usize = 64;

/// The files that were found, and those that are loaded and wait for others.
#[derive(Debug, Default)]
pub(super) struct ScanOrder {
    found: VecDeque<FileNumber>,
    loaded: HashMap<FileNumber, LoadedFile>,
}

impl ScanOrder {
    /// Notes that the scan found a file.
    pub(super) fn add_found(&mut self, file: FileNumber) {
        self.found.push_back(file);
    }

    /// Takes a file that was loaded, and returns those that are next in the order.
    pub(super) fn take_loaded(&mut self, file: LoadedFile) -> Vec<LoadedFile> {
        self.loaded.insert(FileNumber::of_path(&file.path), file);
        let mut next = Vec::new();
        while let Some(first) = self.found.front() {
            match self.loaded.remove(first) {
                Some(file) => next.push(file),
                None if self.loaded.len() > MOST_WAITING => {}
                None => return next,
            }
            self.found.pop_front();
        }
        // Those that are not waited for any more.
        next.extend(self.loaded.drain().map(|(_, file)| file));
        next
    }

    /// Returns all files that wait, in the order, so that none waits for one that takes long.
    pub(super) fn take_waiting(&mut self) -> Vec<LoadedFile> {
        if self.loaded.is_empty() {
            return Vec::new();
        }
        let mut waiting = Vec::new();
        self.found.retain(|file| match self.loaded.remove(file) {
            Some(file) => {
                waiting.push(file);
                false
            }
            None => true,
        });
        waiting
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::library::catalogue::Stamp;

    fn loaded(name: &str) -> LoadedFile {
        LoadedFile {
            path: PathBuf::from(name),
            stamp: Stamp::new(1, 1, 1),
            entries: Vec::new(),
            documents: Vec::new(),
            problems: Vec::new(),
            waiting: None,
        }
    }

    fn order_of(names: &[&str]) -> ScanOrder {
        let mut order = ScanOrder::default();
        for name in names {
            order.add_found(FileNumber::of_path(&PathBuf::from(name)));
        }
        order
    }

    fn names(files: &[LoadedFile]) -> String {
        let names = files.iter().map(|file| file.path.display().to_string());
        names.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn files_are_taken_in_the_order_in_which_they_were_found() {
        let mut order = order_of(&["a", "b", "c"]);
        let told = ["b", "a", "c"].map(|name| names(&order.take_loaded(loaded(name))));
        assert_eq!(told, ["", "a b", "c"]);
    }

    #[test]
    fn a_file_that_takes_long_is_waited_for_no_longer_than_others_are_loaded() {
        let mut order = order_of(&["a", "b", "c", "d"]);
        assert_eq!(names(&order.take_loaded(loaded("c"))), "");
        assert_eq!(names(&order.take_loaded(loaded("b"))), "");
        assert_eq!(names(&order.take_waiting()), "b c");
        assert_eq!(names(&order.take_loaded(loaded("d"))), "");
        assert_eq!(names(&order.take_loaded(loaded("a"))), "a d");
    }

    #[test]
    fn only_some_wait_for_one() {
        let all: Vec<String> = (100..200).map(|number| number.to_string()).collect();
        let mut order = order_of(&all.iter().map(String::as_str).collect::<Vec<_>>());
        let mut taken = Vec::new();
        for name in all.iter().skip(1).chain(all.first()) {
            taken.extend(order.take_loaded(loaded(name)));
        }
        let first = taken.iter().position(|file| file.path.ends_with("100"));
        assert_eq!((taken.len(), first), (100, Some(99)));
        assert!(order.take_waiting().is_empty());
    }
}
