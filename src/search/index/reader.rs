//! The last commit of the index, reopened when there is a newer one.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use tantivy::{IndexReader, ReloadPolicy, Searcher};

use crate::search::hits::{Ask, Found, Hit};
use crate::search::query::{Clause, Query};
use crate::text::Clean;

use super::columns::Columns;
use super::compile::{Compiler, most_typos};
use super::documents::day_number;
use super::lengths::Lengths;
use super::newest::newest;
use super::relevant::{best, counts};
use super::speakers::{SpeakerRow, quotes_of, speakers};
use super::writer::{META, discard, open_or_create};
use super::{IndexError, Result, fetch};

/// With fewer hits than these, typos are looked for as well.
const FEW: usize = 5;

/// Searches the index of a folder; threads may share it.
pub struct Index {
    folder: PathBuf,
    opened: Mutex<Option<Opened>>,
}

struct Opened {
    reader: IndexReader,
    columns: Arc<Columns>,
    lengths: Lengths,
    commit: Commit,
}

/// Tells one commit from another.
type Commit = Option<(SystemTime, u64)>;

impl Index {
    /// Searches the index in `folder`, once there is one; opens nothing yet.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            opened: Mutex::default(),
        }
    }

    /// Returns the newest hits with the words as they were typed, at most as many as asked for, without counting them.
    ///
    /// Looks at no more documents than it returns.
    ///
    /// # Errors
    /// Fails if what is on disk cannot be used.
    pub fn first(&self, ask: &Ask<'_>) -> Result<Found> {
        guarded(|| {
            let (Some(clause), Some((searcher, columns))) = (&ask.query.clause, self.opened()?)
            else {
                return Ok(Found::default());
            };
            let query = compiled(ask, clause, 0);
            let addresses = newest(&searcher, &columns, &*query, ask.limit)?;
            Ok(Found {
                hits: fetch::hits(&searcher, &columns, &addresses, ask.query, false)?,
                ..Found::default()
            })
        })
    }

    /// Returns the newest hits, those with typos after the others when there are few, without counting them.
    ///
    /// # Errors
    /// Fails if what is on disk cannot be used.
    pub fn newest(&self, ask: &Ask<'_>) -> Result<Found> {
        guarded(|| self.find_newest(ask))
    }

    fn find_newest(&self, ask: &Ask<'_>) -> Result<Found> {
        let (Some(clause), Some((searcher, columns))) = (&ask.query.clause, self.opened()?) else {
            return Ok(Found::default());
        };
        let mut has_typos = false;
        let mut addresses = Vec::new();
        for typos in 0..=most_typos(clause) {
            let query = compiled(ask, clause, typos);
            let mut more = newest(&searcher, &columns, &*query, ask.limit)?;
            more.retain(|address| !addresses.contains(address));
            more.truncate(ask.limit - addresses.len());
            has_typos |= typos > 0 && !more.is_empty();
            addresses.extend(more);
            if addresses.len() >= FEW.min(ask.limit) {
                break;
            }
        }
        Ok(Found {
            hits: fetch::hits(&searcher, &columns, &addresses, ask.query, has_typos)?,
            has_typos,
            ..Found::default()
        })
    }

    /// Returns the most relevant hits, and counts all of them; `None` once `is_wanted` returns `false`.
    ///
    /// # Errors
    /// Fails if what is on disk cannot be used.
    pub fn relevant(&self, ask: &Ask<'_>, is_wanted: &dyn Fn() -> bool) -> Result<Option<Found>> {
        guarded(|| self.find_relevant(ask, is_wanted))
    }

    fn find_relevant(&self, ask: &Ask<'_>, is_wanted: &dyn Fn() -> bool) -> Result<Option<Found>> {
        let (Some(clause), Some((searcher, columns))) = (&ask.query.clause, self.opened()?) else {
            return Ok(Some(Found {
                total: Some(0),
                ..Found::default()
            }));
        };
        let mut query = compiled(ask, clause, 0);
        let mut counted = counts(&searcher, &columns, &*query, is_wanted)?;
        let as_typed = counted.as_ref().map(|(total, _)| *total);
        for typos in 1..=most_typos(clause) {
            if counted.as_ref().is_none_or(|(total, _)| *total >= FEW) {
                break;
            }
            query = compiled(ask, clause, typos);
            counted = counts(&searcher, &columns, &*query, is_wanted)?;
        }
        let Some((total, speakers)) = counted else {
            return Ok(None);
        };
        let has_typos = as_typed.is_some_and(|as_typed| total > as_typed);
        if !is_wanted() {
            return Ok(None);
        }
        let addresses = best(
            &searcher,
            &columns,
            &*query,
            ask.limit,
            day_number(Some(ask.today)),
        )?;
        let speakers = speakers.into_iter();
        Ok(Some(Found {
            hits: fetch::hits(&searcher, &columns, &addresses, ask.query, has_typos)?,
            total: Some(total),
            speakers: speakers
                .map(|(name, hits)| (Clean::new(&name), hits))
                .collect(),
            has_typos,
        }))
    }

    /// Returns everyone who is quoted, the most quoted first.
    ///
    /// # Errors
    /// Fails if what is on disk cannot be used.
    pub fn speakers(&self) -> Result<Vec<SpeakerRow>> {
        guarded(|| {
            self.searcher()?
                .map_or(Ok(Vec::new()), |searcher| speakers(&searcher))
        })
    }

    /// Returns the quotes of somebody under all of the names, the newest first.
    ///
    /// # Errors
    /// Fails if what is on disk cannot be used.
    pub fn quotes_of(&self, names: &[Clean], limit: usize) -> Result<Vec<Hit>> {
        guarded(|| {
            let Some((searcher, columns)) = self.opened()? else {
                return Ok(Vec::new());
            };
            let addresses = newest(&searcher, &columns, &quotes_of(names), limit)?;
            let nothing = Query::default();
            fetch::hits(&searcher, &columns, &addresses, &nothing, false)
        })
    }

    /// Returns the number of the documents there are; 0 when there is no index.
    ///
    /// # Errors
    /// Fails if what is on disk cannot be used.
    pub fn count(&self) -> Result<u64> {
        Ok(self.searcher()?.map_or(0, |searcher| searcher.num_docs()))
    }

    /// Reads every byte of the index and compares it with what was written.
    ///
    /// # Errors
    /// Fails if something differs or cannot be read.
    pub fn check(&self) -> Result<()> {
        if commit(&self.folder).is_none() {
            return Ok(());
        }
        let damaged = open_or_create(&self.folder)?.validate_checksum()?;
        match damaged.iter().next() {
            Some(file) => Err(IndexError::Damaged(format!(
                "'{}' is damaged",
                file.display()
            ))),
            None => Ok(()),
        }
    }

    /// Removes the index in `folder`, so that it is rebuilt; open readers keep the old one.
    ///
    /// # Errors
    /// Fails if it cannot be removed.
    pub fn discard(folder: &Path) -> Result<()> {
        discard(folder)
    }

    /// Removes the index that is searched, after it has shown itself damaged; what cannot be removed stays.
    pub fn discard_own(&self) {
        let _ = discard(&self.folder);
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Returns a searcher of the last commit; `None` if there is no index.
    ///
    /// An index that was deleted is searched on until there is a new one.
    pub(super) fn searcher(&self) -> Result<Option<Searcher>> {
        Ok(self.opened()?.map(|(searcher, _)| searcher))
    }

    /// Returns the last commit with its columns; `None` if there is no index.
    fn opened(&self) -> Result<Option<(Searcher, Arc<Columns>)>> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let commit = commit(&self.folder);
        if let Some(current) = opened.as_ref()
            && (commit.is_none() || current.commit == commit)
        {
            current.lengths.check()?;
            return Ok(Some((
                current.reader.searcher(),
                Arc::clone(&current.columns),
            )));
        }
        if commit.is_none() {
            return Ok(None);
        }
        let reader: IndexReader = open_or_create(&self.folder)?
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        let searcher = reader.searcher();
        let columns = Arc::new(Columns::of(&searcher)?);
        *opened = Some(Opened {
            reader,
            columns: Arc::clone(&columns),
            lengths: Lengths::of(&searcher, &self.folder)?,
            commit,
        });
        Ok(Some((searcher, columns)))
    }
}

/// Calls tantivy, which may panic on damaged files.
fn guarded<T>(ask: impl FnOnce() -> Result<T>) -> Result<T> {
    let damaged = || IndexError::Damaged("its files are not as they were written".to_owned());
    catch_unwind(AssertUnwindSafe(ask)).unwrap_or_else(|_| Err(damaged()))
}

/// Returns tantivy's query.
fn compiled(ask: &Ask<'_>, clause: &Clause, typos: u8) -> Box<dyn tantivy::query::Query> {
    let compiler = Compiler {
        scope: ask.scope,
        flags: ask.flags,
        typos,
    };
    compiler.compile(clause)
}

/// Returns what identifies the last commit of a folder; `None` if there is none.
fn commit(folder: &Path) -> Commit {
    let metadata = fs::metadata(folder.join(META)).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}
