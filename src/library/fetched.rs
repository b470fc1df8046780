//! Remembers what was fetched, so that it is not fetched again; kept in the cache, as losing it costs only time.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::files::{private, regular};

/// The validators of a conditional request (RFC 9110, section 8.8).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Validators {
    /// The `ETag` header.
    pub etag: Option<String>,
    /// The `Last-Modified` header, verbatim.
    pub modified: Option<String>,
}

/// The validators of feeds, and the addresses of entries that were collected.
#[derive(Debug, Default)]
pub struct Fetches {
    path: PathBuf,
    kept: FetchesFile,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct FetchesFile {
    feeds: BTreeMap<String, Validators>,
    collected: BTreeSet<String>,
}

impl Fetches {
    /// Reads the file in a cache folder; a missing or damaged one counts as empty.
    #[must_use]
    pub fn open(cache: &Path) -> Self {
        let path = cache.join("fetched.json");
        let kept = regular::read(&path)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self {
            path,
            kept: kept.unwrap_or_default(),
        }
    }

    /// Returns the validators of a feed's last complete fetch; empty for a new feed.
    #[must_use]
    pub fn validators(&self, feed: &str) -> Validators {
        self.kept.feeds.get(feed).cloned().unwrap_or_default()
    }

    /// Remembers the validators of a feed.
    pub fn set_validators(&mut self, feed: &str, validators: Validators) {
        self.kept.feeds.insert(feed.to_owned(), validators);
    }

    /// Returns `true` if the entry with an address was collected before, even if its file is gone.
    #[must_use]
    pub fn is_collected(&self, url: &str) -> bool {
        self.kept.collected.contains(url)
    }

    /// Remembers that the entry with this address was collected.
    pub fn set_collected(&mut self, url: &str) {
        self.kept.collected.insert(url.to_owned());
    }

    /// Writes the file.
    ///
    /// # Errors
    /// Fails if the cache folder cannot be written.
    pub fn save_to_cache(&self) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        private::create_folder(folder)?;
        let mut file = NamedTempFile::new_in(folder)?;
        serde_json::to_writer(&mut file, &self.kept)?;
        file.flush()?;
        // Renamed but not synced: other processes never see half a file, and after a power loss the worst is another
        // download.
        file.persist(&self.path)?;
        Ok(())
    }
}
