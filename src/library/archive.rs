//! Folders that are read together, and where what is known of them is kept.

use std::path::{self, Path, PathBuf};

use xxhash_rust::xxh3::Xxh3;

/// A set of folders and files, and the part of the cache folder that belongs to it.
///
/// The same folders, in any order, have the same part; all of it may be deleted at any time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    folders: Vec<PathBuf>,
    cache_folder: PathBuf,
}

impl Archive {
    /// Creates the archive of some folders and files; relative ones are taken from where the program was started.
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
            hash.update(&[0]);
        }
        Self {
            cache_folder: cache.join(format!("{:016x}", hash.digest())),
            folders,
        }
    }

    /// Returns the folders and files, absolute, in the order of their names.
    #[must_use]
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// Returns the folder that holds all that can be built again.
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

    /// Returns the file whose lock the one process holds that reads the folders.
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
