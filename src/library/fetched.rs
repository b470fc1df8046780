//! Remembers what was fetched, so that it is not fetched again; kept in the cache, as losing it costs only time.
//!
//! Each address is appended to a journal as soon as its article is saved, so that a run that is interrupted is taken up
//! where it was; the journal goes into the file when a run ends.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;
use url::Url;

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
    /// The journal, opened when the first address comes; `None` for good if it cannot be written.
    journal: Option<File>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct FetchesFile {
    feeds: BTreeMap<String, Validators>,
    /// Until when hosts want to be left alone.
    pauses: BTreeMap<String, Timestamp>,
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
        let mut kept: FetchesFile = kept.unwrap_or_default();
        let journal = regular::read(&journal_path(&path)).unwrap_or_default();
        let journal = String::from_utf8_lossy(&journal);
        // The last line may be cut.
        let whole = journal.rsplit_once('\n').map_or("", |(whole, _)| whole);
        kept.collected.extend(whole.lines().map(str::to_owned));
        Self {
            path,
            kept,
            journal: None,
        }
    }

    /// Returns the validators of a feed's last complete fetch; empty for a new feed.
    #[must_use]
    pub fn validators(&self, feed: &str) -> Validators {
        let known = self.kept.feeds.get(without_password(feed).as_ref());
        known.cloned().unwrap_or_default()
    }

    /// Remembers the validators of a feed.
    pub fn set_validators(&mut self, feed: &str, validators: Validators) {
        let feed = without_password(feed).into_owned();
        self.kept.feeds.insert(feed, validators);
    }

    /// Returns the hosts that want to be left alone at a time, and until when.
    #[must_use]
    pub fn pauses(&self, now: Timestamp) -> BTreeMap<String, Option<Timestamp>> {
        let pauses = self.kept.pauses.iter().filter(|(_, until)| **until > now);
        pauses
            .map(|(host, until)| (host.clone(), Some(*until)))
            .collect()
    }

    /// Remembers the hosts that want to be left alone until a certain time.
    pub fn set_pauses(&mut self, pauses: &BTreeMap<String, Option<Timestamp>>) {
        let known = pauses.iter();
        let known = known.filter_map(|(host, until)| Some((host.clone(), (*until)?)));
        self.kept.pauses = known.collect();
    }

    /// Returns `true` if the entry with an address was collected before, even if its file is gone.
    #[must_use]
    pub fn is_collected(&self, url: &str) -> bool {
        self.kept.collected.contains(without_password(url).as_ref())
    }

    /// Remembers that the entry with this address was collected.
    pub fn set_collected(&mut self, url: &str) {
        let url = without_password(url).into_owned();
        if !self.kept.collected.insert(url.clone()) {
            return;
        }
        if self.journal.is_none() {
            self.journal = open_journal(&self.path).ok();
        }
        if let Some(journal) = &mut self.journal {
            // One call, so that two runs at once do not mix their lines (O_APPEND, open(2)).
            let _best_effort = journal.write_all(format!("{url}\n").as_bytes());
        }
    }

    /// Writes the file, and removes the journal.
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
        let _best_effort = fs::remove_file(journal_path(&self.path));
        Ok(())
    }
}

fn journal_path(path: &Path) -> PathBuf {
    path.with_extension("journal")
}

fn open_journal(path: &Path) -> io::Result<File> {
    let folder = path.parent().unwrap_or(Path::new("."));
    private::create_folder(folder)?;
    private::append_to(&journal_path(path))
}

/// Returns an address without the name and password in it, which are the reader's own business.
fn without_password(url: &str) -> Cow<'_, str> {
    if !url.contains('@') {
        return Cow::Borrowed(url);
    }
    let Ok(mut parsed) = Url::parse(url) else {
        return Cow::Borrowed(url);
    };
    // Only addresses without a host refuse it, and they have none.
    let _nothing_to_remove = parsed.set_username("").and(parsed.set_password(None));
    Cow::Owned(parsed.into())
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    const STORY: &str = "https://ledger.example/ferry";

    #[test]
    fn what_was_collected_is_known_after_a_run_that_was_killed() {
        let cache = TempDir::new().unwrap();
        let mut fetches = Fetches::open(cache.path());
        fetches.set_collected(STORY);
        // Killed: nothing is saved.
        drop(fetches);
        let mut again = Fetches::open(cache.path());
        assert!(again.is_collected(STORY));
        again.set_collected("https://ledger.example/ramp");
        again.save_to_cache().unwrap();
        assert!(!cache.path().join("fetched.journal").exists());
        assert!(Fetches::open(cache.path()).is_collected(STORY));
    }

    #[test]
    fn a_cut_line_of_the_journal_is_no_address() {
        let cache = TempDir::new().unwrap();
        fs::write(
            cache.path().join("fetched.journal"),
            format!("{STORY}\nhttps://led"),
        )
        .unwrap();
        let fetches = Fetches::open(cache.path());
        assert!(fetches.is_collected(STORY));
        assert!(!fetches.is_collected("https://led"));
    }

    #[test]
    fn no_password_is_kept() {
        let cache = TempDir::new().unwrap();
        let mut fetches = Fetches::open(cache.path());
        let address = "https://ines:secret@ledger.example/a@b";
        fetches.set_collected(address);
        fetches.set_validators(address, Validators::default());
        fetches.save_to_cache().unwrap();
        let kept = fs::read_to_string(cache.path().join("fetched.json")).unwrap();
        assert!(
            !kept.contains("secret") && kept.contains("ledger.example/a@b"),
            "{kept}"
        );
        assert!(fetches.is_collected(address));
    }
}
