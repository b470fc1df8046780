//! A set of folders that are read together, and their part of the cache.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{self, Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tempfile::TempDir;
use xxhash_rust::xxh3::Xxh3;

use super::catalogue::{self, Catalogue, ComparedArticles, FollowedArticles};
use super::decisions;
use crate::files::private;
use crate::search::index::Index;
use crate::text::Clean;

/// How much is written to find out whether a cache can be written: as much as a full disk does not take.
static PROBE: [u8; 64 * 1024] = [0; 64 * 1024];

/// A set of folders and files, the part of the cache folder that belongs to it, and the state about it.
///
/// The same folders in any order share one cache, which may be deleted at any time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    folders: Vec<PathBuf>,
    cache_folder: PathBuf,
    state_path: Option<PathBuf>,
    temporary: Option<Arc<TemporaryCache>>,
    index: SharedIndex,
}

/// The reader of the index, which all copies of an archive share, so that who is who is found out once for each commit.
#[derive(Clone, Default)]
struct SharedIndex(Arc<OnceLock<Arc<Index>>>);

impl fmt::Debug for SharedIndex {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("SharedIndex").finish()
    }
}

impl PartialEq for SharedIndex {
    /// The folder says which index it is.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for SharedIndex {}

/// A cache in place of the usual one; removed with the last archive that uses it.
#[derive(Debug)]
struct TemporaryCache {
    folder: TempDir,
    reason: Clean,
}

impl PartialEq for TemporaryCache {
    fn eq(&self, other: &Self) -> bool {
        self.folder.path() == other.folder.path()
    }
}

impl Eq for TemporaryCache {}

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
            temporary: None,
            index: SharedIndex::default(),
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

    /// Returns the same folders and state with a cache that can be written: the usual one, or else a temporary one that
    /// begins with what the usual one holds.
    ///
    /// Costs one small write where all is well. If not even a temporary folder can be made, the cache stays.
    #[must_use]
    pub fn with_usable_cache(self) -> Self {
        let Err(error) = probe_folder(&self.cache_folder) else {
            return self;
        };
        let reason = format!(
            "'{}' cannot be written ({error})",
            self.cache_folder.display()
        );
        let usual = self.cache_folder.clone();
        let archive = self.with_temporary_cache(&reason);
        // Whatever is missing or half copied is read from the articles again.
        if archive.temporary.is_some() {
            let _best_effort = copy_folder(&usual, &archive.cache_folder);
        }
        archive
    }

    /// Returns the same folders and state with an empty cache that lasts as long as the archive, for a `reason`.
    #[must_use]
    pub fn with_temporary_cache(self, reason: &str) -> Self {
        let Ok(folder) = tempfile::Builder::new().prefix("pullquote-").tempdir() else {
            return self;
        };
        let temporary = Self::new(folder.path(), &self.folders);
        let reason = Clean::line(reason);
        Self {
            state_path: self.state_path,
            temporary: Some(Arc::new(TemporaryCache { folder, reason })),
            ..temporary
        }
    }

    /// Returns why the cache is a temporary one, if it is.
    #[must_use]
    pub fn cache_fault(&self) -> Option<&Clean> {
        self.temporary.as_ref().map(|temporary| &temporary.reason)
    }

    /// Adds the state in a data folder, whose corrections are laid over the quotes.
    #[must_use]
    pub fn with_state(self, data: &Path) -> Self {
        Self {
            state_path: Some(data.join("state.db")),
            index: SharedIndex::default(),
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

    /// Returns the reader of the index, which knows what the user decided on who is who; opens nothing yet.
    #[must_use]
    pub fn open_index(&self) -> Arc<Index> {
        let make_index = || {
            let index = Index::from_folder(&self.index_folder());
            Arc::new(match &self.state_path {
                Some(state) => index.with_decisions(decisions::read_decisions_at(state)),
                None => index,
            })
        };
        Arc::clone(self.index.0.get_or_init(make_index))
    }

    /// Opens the catalogue, with what the user did with its articles; creates an empty one if there is none.
    ///
    /// # Errors
    /// Fails if the cache folder cannot be written.
    pub fn open_catalogue(&self) -> catalogue::Result<Catalogue> {
        let catalogue = Catalogue::open(&self.catalogue_path())?;
        Ok(match &self.state_path {
            Some(state) => catalogue.with_state(state),
            None => catalogue,
        })
    }

    /// Opens the catalogue as [`open_catalogue`](Self::open_catalogue) does; `None` if there is none, since a new one would
    /// be taken for all there is.
    ///
    /// # Errors
    /// Fails if the cache folder cannot be written.
    pub fn find_catalogue(&self) -> catalogue::Result<Option<Catalogue>> {
        let is_there = self.catalogue_path().exists();
        is_there.then(|| self.open_catalogue()).transpose()
    }

    /// Returns what has become of articles that something is kept of, by the catalogue as it is; nothing if it cannot be read.
    pub fn find_followed(&self, compared: &mut ComparedArticles) -> FollowedArticles {
        let catalogue = self.find_catalogue().ok().flatten();
        let found = catalogue
            .zip(self.state_path())
            .and_then(|(mut catalogue, state)| catalogue.followed_articles(state, compared).ok());
        found.unwrap_or_default()
    }

    /// Returns the path of the lock file; whichever process ingests the folders holds its lock.
    #[must_use]
    pub fn lock_path(&self) -> PathBuf {
        self.cache_folder.join("lock")
    }
}

/// Fails if a folder cannot be made, or takes no file.
fn probe_folder(folder: &Path) -> io::Result<()> {
    private::create_folder(folder)?;
    let mut file = tempfile::tempfile_in(folder)?;
    file.write_all(&PROBE)
}

/// Copies a folder with all that is in it, links left out.
fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    private::create_folder(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let target = to.join(entry.file_name());
        if kind.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else if kind.is_file() {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cache_that_can_be_written_is_used() {
        let cache = tempfile::tempdir().unwrap();
        let archive = Archive::new(cache.path(), &[PathBuf::from("/news")]);
        assert_eq!(archive.clone().with_usable_cache(), archive);
        assert_eq!(archive.cache_fault(), None);
    }

    #[test]
    fn copies_of_an_archive_share_its_index_unless_the_state_differs() {
        let archive = Archive::new(Path::new("/cache"), &[PathBuf::from("/news")]);
        let index = archive.open_index();
        assert!(Arc::ptr_eq(&index, &archive.clone().open_index()));
        let with_state = archive.with_state(Path::new("/data"));
        assert!(!Arc::ptr_eq(&index, &with_state.open_index()));
    }

    #[test]
    fn a_catalogue_that_is_looked_for_is_not_made() {
        let cache = tempfile::tempdir().unwrap();
        let archive = Archive::new(cache.path(), &[PathBuf::from("/news")]);
        assert!(archive.find_catalogue().unwrap().is_none());
        drop(archive.open_catalogue().unwrap());
        assert!(archive.find_catalogue().unwrap().is_some());
    }

    #[test]
    fn a_cache_that_cannot_be_made_is_replaced_until_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("cache");
        fs::write(&file, "a file").unwrap();
        let archive = Archive::new(&file, &[PathBuf::from("/news")]).with_state(folder.path());
        let usable = archive.clone().with_usable_cache();
        assert!(usable.cache_fault().unwrap().contains("cannot be written"));
        assert_eq!(usable.folders(), archive.folders());
        assert_eq!(usable.state_path(), archive.state_path());
        assert!(usable.cache_folder().is_dir());
        let temporary = usable.cache_folder().to_owned();
        drop(usable);
        assert!(!temporary.exists());
    }

    #[test]
    fn a_folder_is_copied_without_its_links() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        fs::create_dir_all(from.join("index")).unwrap();
        fs::write(from.join("index/words"), "tide").unwrap();
        std::os::unix::fs::symlink("/etc/passwd", from.join("link")).unwrap();
        copy_folder(&from, &to).unwrap();
        assert_eq!(fs::read(to.join("index/words")).unwrap(), b"tide");
        assert!(!to.join("link").exists());
    }

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
