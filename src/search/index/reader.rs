//! Opens the last commit of the index, again when there is a newer one, and what is asked besides hits: `answers` finds those.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use tantivy::{IndexReader, ReloadPolicy, Searcher};

use crate::article::QuoteId;
use crate::people::Suggestion;
use crate::search::hits::Hit;
use crate::search::query::Query;
use crate::text::Clean;

use super::columns::Columns;
use super::lengths::FileLengths;
use super::newest::newest_documents;
use super::people_cache::{PeopleCache, ReadDecisions};
use super::person::{PersonRecord, PersonRequest, find_record};
use super::speakers::{SpeakerRow, quotes_of};
use super::statements::{SameStatement, read_statements};
use super::writer::{META, open_or_create, remove_index};
use super::{IndexError, Result, fetch};

/// The index in a folder, for searching; threads may share it.
pub struct Index {
    folder: PathBuf,
    last_opened: Mutex<Option<OpenedCommit>>,
    people: Arc<Mutex<PeopleCache>>,
    decisions: Option<ReadDecisions>,
}

struct OpenedCommit {
    reader: IndexReader,
    columns: Arc<Columns>,
    lengths: FileLengths,
    commit: CommitId,
}

/// The modification time and length of `meta.json`, which every commit rewrites.
type CommitId = Option<(SystemTime, u64)>;

impl Index {
    /// Creates a reader of the index in `folder`, which need not exist; opens nothing yet.
    #[must_use]
    pub fn from_folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            last_opened: Mutex::default(),
            people: Arc::default(),
            decisions: None,
        }
    }

    /// Has who is who depend on what the reader decided, which is read again at each question.
    #[must_use]
    pub fn with_decisions(self, decisions: ReadDecisions) -> Self {
        Self {
            decisions: Some(decisions),
            ..self
        }
    }

    /// Returns all speakers, the most quoted first; those without a name come last, as one row.
    ///
    /// # Errors
    /// Fails if the index is damaged or cannot be read.
    pub fn all_speakers(&self) -> Result<Vec<Arc<SpeakerRow>>> {
        catch_panic(|| {
            let Some((searcher, columns)) = self.open_commit()? else {
                return Ok(Vec::new());
            };
            Ok(columns.people(&searcher)?.list_rows())
        })
    }

    /// Returns what is known of the person who has a name; `None` if no quote is theirs.
    ///
    /// # Errors
    /// Fails if the index is damaged or cannot be read.
    pub fn find_person(&self, request: PersonRequest<'_>) -> Result<Option<PersonRecord>> {
        catch_panic(|| {
            let Some((searcher, columns)) = self.open_commit()? else {
                return Ok(None);
            };
            find_record(&searcher, &columns, request)
        })
    }

    /// Finds out who is who, so that the next question need not.
    ///
    /// # Errors
    /// Fails if the index is damaged or cannot be read.
    pub fn prepare_people(&self) -> Result<()> {
        catch_panic(|| {
            if let Some((searcher, columns)) = self.open_commit()? {
                columns.speaker_numbers(&searcher)?;
            }
            Ok(())
        })
    }

    /// Returns who may be the same as the person with a name, the likeliest first.
    ///
    /// # Errors
    /// Fails if the index is damaged or cannot be read.
    pub fn suggest_same(&self, name: &str, limit: usize) -> Result<Vec<Suggestion>> {
        catch_panic(|| {
            let Some((searcher, columns)) = self.open_commit()? else {
                return Ok(Vec::new());
            };
            columns.suggest_same(&searcher, name, limit)
        })
    }

    /// Returns the quotes of statements, in the order of the groups; what is not in the index is left out.
    ///
    /// # Errors
    /// Fails if the index is damaged or cannot be read.
    pub fn read_statements(&self, groups: &[Vec<QuoteId>]) -> Result<Vec<SameStatement>> {
        catch_panic(|| {
            let Some((searcher, columns)) = self.open_commit()? else {
                return Ok(Vec::new());
            };
            read_statements(&searcher, &columns, groups)
        })
    }

    /// Returns at most `limit` quotes by a speaker with any of these names, newest first.
    ///
    /// # Errors
    /// Fails if the index is damaged or cannot be read.
    pub fn quotes_of(&self, names: &[Clean], limit: usize) -> Result<Vec<Hit>> {
        catch_panic(|| {
            let Some((searcher, columns)) = self.open_commit()? else {
                return Ok(Vec::new());
            };
            let addresses = newest_documents(&searcher, &columns, &quotes_of(names), limit)?;
            let nothing = Query::default();
            fetch::read_hits(&searcher, &columns, &addresses, &nothing)
        })
    }

    /// Returns the number of documents; 0 if there is no index.
    ///
    /// # Errors
    /// Fails if the index is damaged or cannot be read.
    pub fn count_documents(&self) -> Result<u64> {
        Ok(self.searcher()?.map_or(0, |searcher| searcher.num_docs()))
    }

    /// Verifies the checksums of all files, which reads every byte of the index.
    ///
    /// # Errors
    /// Fails if a checksum is wrong or a file cannot be read.
    pub fn check_files(&self) -> Result<()> {
        if commit_id(&self.folder).is_none() {
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
        remove_index(folder)
    }

    /// Removes the index that is searched, after it turned out to be damaged; errors are ignored.
    pub fn discard_own(&self) {
        let _ = remove_index(&self.folder);
        *self
            .last_opened
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Returns a searcher of the last commit; `None` if there is no index.
    ///
    /// If the index was deleted, the open commit is searched until there is a new one.
    pub(super) fn searcher(&self) -> Result<Option<Searcher>> {
        Ok(self.open_commit()?.map(|(searcher, _)| searcher))
    }

    /// Returns a searcher of the last commit with its columns; `None` if there is no index.
    pub(super) fn open_commit(&self) -> Result<Option<(Searcher, Arc<Columns>)>> {
        let mut opened = self
            .last_opened
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let commit = commit_id(&self.folder);
        let decisions = self.decisions.as_ref().map(|read| read());
        let decisions = decisions.unwrap_or_default();
        if let Some(current) = opened.as_mut()
            && (commit.is_none() || current.commit == commit)
        {
            current.lengths.check_unchanged()?;
            if !current.columns.has_decisions(&decisions) {
                current.columns = Arc::new(current.columns.with_decisions(decisions));
            }
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
            // The other policy starts a thread that polls the folder; here one `stat` before each search does it.
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        let searcher = reader.searcher();
        let known = opened.as_ref().map(|opened| &*opened.columns);
        let columns = Columns::open_all(&searcher, known, &self.people, decisions)?;
        let columns = Arc::new(columns);
        *opened = Some(OpenedCommit {
            reader,
            columns: Arc::clone(&columns),
            lengths: FileLengths::of_commit(&searcher, &self.folder)?,
            commit,
        });
        Ok(Some((searcher, columns)))
    }
}

/// Calls tantivy, which may panic on damaged files; a panic becomes [`IndexError::Damaged`].
pub(super) fn catch_panic<T>(ask: impl FnOnce() -> Result<T>) -> Result<T> {
    let damaged = || IndexError::Damaged("its files are not as they were written".to_owned());
    catch_unwind(AssertUnwindSafe(ask)).unwrap_or_else(|_| Err(damaged()))
}

/// Returns what identifies the last commit in a folder; `None` if there is none.
fn commit_id(folder: &Path) -> CommitId {
    let metadata = fs::metadata(folder.join(META)).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}
