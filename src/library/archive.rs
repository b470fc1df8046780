//! A set of folders that are read together, and their part of the cache.

use std::path::{self, Path, PathBuf};

use xxhash_rust::xxh3::Xxh3;

use super::decisions;
use crate::search::index::Index;

/// A set of folders and files, the part of the cache folder that belongs to it, and the state about it.
///
/// The same folders in any order share one cache, which may be deleted at any time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    folders: Vec<PathBuf>,
    cache_folder: PathBuf,
    state_path: Option<PathBuf>,
}

impl Archive {
    /// Creates the archive of some folders and files; relative paths are resolved against the working directory.
    #[must_use]
    pub fn new(cache: &Path, folders: &[PathBuf]) -> Self {
        let mut folders: Vec<PathBuf> = folders
            .iter()
            .map(|folder| path::absolute(folder).unwrap_or_else(|_| folder.clone()))
            .collect();
        folders.sort();
        folders.dedup();
        let mut hash = Xxh3::new();
        for folder in &folders {
            hash.update(folder.as_os_str().as_encoded_bytes());
            // No path contains a zero byte, so "a", "bc" and "ab", "c" hash differently.
            hash.update(&[0]);
        }
        Self {
            cache_folder: cache.join(format!("{:016x}", hash.digest())),
            folders,
            state_path: None,
        }
    }

    /// Returns the same folders and state with another cache folder.
    #[must_use]
    pub fn with_cache(&self, cache: &Path) -> Self {
        Self {
            state_path: self.state_path.clone(),
            ..Self::new(cache, &self.folders)
        }
    }

    /// Adds the state in a data folder, whose corrections are laid over the quotes.
    #[must_use]
    pub fn with_state(self, data: &Path) -> Self {
        Self {
            state_path: Some(data.join("state.db")),
            ..self
        }
    }

    /// Returns the file of the state, which need not exist; `None` if the archive is read without one.
    #[must_use]
    pub fn state_path(&self) -> Option<&Path> {
        self.state_path.as_deref()
    }

    /// Returns the folders and files: absolute, sorted, without duplicates.
    #[must_use]
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// Returns the folder for everything that can be rebuilt.
    #[must_use]
    pub fn cache_folder(&self) -> &Path {
        &self.cache_folder
    }

    /// Returns the file of the catalogue.
    #[must_use]
    pub fn catalogue_path(&self) -> PathBuf {
        self.cache_folder.join("catalogue.db")
    }

    /// Returns the folder of the index.
    #[must_use]
    pub fn index_folder(&self) -> PathBuf {
        self.cache_folder.join("index")
    }

    /// Returns a reader of the index that knows what the reader decided on who is who; opens nothing yet.
    #[must_use]
    pub fn open_index(&self) -> Index {
        let index = Index::from_folder(&self.index_folder());
        match &self.state_path {
            Some(state) => index.with_decisions(decisions::read_decisions_at(state)),
            None => index,
        }
    }

    /// Returns the path of the lock file; whichever process ingests the folders holds its lock.
    #[must_use]
    pub fn lock_path(&self) -> PathBuf {
        self.cache_folder.join("lock")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_folders_does_not_matter() {
        let archive = |folders: &[&str]| {
            let folders: Vec<PathBuf> = folders.iter().map(PathBuf::from).collect();
            Archive::new(Path::new("/cache"), &folders)
        };
        assert_eq!(archive(&["/a", "/b"]), archive(&["/b", "/a", "/a"]));
        assert_ne!(
            archive(&["/a", "/b"]).cache_folder(),
            archive(&["/a/b"]).cache_folder()
        );
    }
}
