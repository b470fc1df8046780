//! Searches the last commit of the index, reopening it when there is a newer one.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use tantivy::{DocAddress, IndexReader, ReloadPolicy, Searcher};

use crate::article::QuoteId;
use crate::people::Suggestion;
use crate::search::hits::{FirstHit, Hit, HitOrder, HitRequest, PartialPhrase, SearchHits};
use crate::search::query::{Clause, Query};
use crate::text::Clean;

use super::columns::Columns;
use super::compile::{QueryCompiler, names_speaker};
use super::documents::day_number;
use super::lengths::FileLengths;
use super::near::NearSearch;
use super::newest::newest_documents;
use super::oldest::oldest_documents;
use super::people_cache::{PeopleCache, ReadDecisions};
use super::person::{PersonRecord, PersonRequest, find_record};
use super::relevant::{best_documents, count_hits};
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

    /// Returns the newest hits without counting them, or the oldest if they are to be first.
    ///
    /// Looks at hardly more documents than it returns, so that it can run at every key press.
    ///
    /// # Errors
    /// Fails if the index is damaged or cannot be read.
    pub fn first_hits(&self, ask: &HitRequest<'_>) -> Result<SearchHits> {
        let _span = search_span("first", ask).entered();
        catch_panic(|| {
            let (Some(clause), Some((searcher, columns))) =
                (&ask.query.clause, self.open_commit()?)
            else {
                return Ok(SearchHits::default());
            };
            let query = compile_request(ask, clause, (&searcher, &columns))?;
            let addresses = dated_documents(&searcher, &columns, &*query, ask)?;
            Ok(SearchHits {
                hits: fetch::read_hits(&searcher, &columns, &addresses, ask.query)?,
                ..SearchHits::default()
            })
        })
    }

    /// Returns the first hits in the order asked for and counts all of them; `None` as soon as `is_wanted` returns
    /// `false`.
    ///
    /// Without words to rank by, the newest hits are the most relevant ones. If there are not very many hits, words that
    /// are written nearly so are looked for as well.
    ///
    /// # Errors
    /// Fails if the index is damaged or cannot be read.
    pub fn relevant_hits(
        &self,
        ask: &HitRequest<'_>,
        is_wanted: &dyn Fn() -> bool,
    ) -> Result<Option<SearchHits>> {
        let _span = search_span("relevant", ask).entered();
        catch_panic(|| self.find_relevant(ask, is_wanted))
    }

    fn find_relevant(
        &self,
        ask: &HitRequest<'_>,
        is_wanted: &dyn Fn() -> bool,
    ) -> Result<Option<SearchHits>> {
        let (Some(clause), Some((searcher, columns))) = (&ask.query.clause, self.open_commit()?)
        else {
            return Ok(Some(SearchHits {
                total: Some(0),
                ..SearchHits::default()
            }));
        };
        let query = compile_request(ask, clause, (&searcher, &columns))?;
        let counted = count_hits(&searcher, &columns, &*query, is_wanted)?;
        let Some(tally) = counted.filter(|_| is_wanted()) else {
            return Ok(None);
        };
        let total = tally.hits;
        let partial = self.offer_partial_phrase(ask, total, is_wanted)?;
        // Memory is reserved for as many as asked for.
        let ask = &HitRequest {
            limit: ask.limit.min(total),
            ..*ask
        };
        let is_ranked = ask.order == HitOrder::Relevance && ask.query.names_words();
        let addresses = if is_ranked {
            let today = day_number(Some(ask.today));
            best_documents(&searcher, &columns, &*query, ask.limit, today)?
        } else {
            dated_documents(&searcher, &columns, &*query, ask)?
        };
        let near = NearSearch {
            searcher: &searcher,
            columns: &columns,
            ask,
            clause,
            total,
            is_wanted,
        };
        let near = near.find_offers()?;
        let speakers = tally.speakers.into_iter();
        Ok(Some(SearchHits {
            hits: fetch::read_hits(&searcher, &columns, &addresses, ask.query)?,
            total: Some(total),
            speakers: speakers
                .map(|(name, hits)| (Clean::new(&name), hits))
                .collect(),
            months: tally.months,
            first: find_first(&searcher, &columns, &*query, total)?,
            near,
            partial,
        }))
    }

    /// Returns what has all words but one of a phrase that nothing has.
    fn offer_partial_phrase(
        &self,
        ask: &HitRequest<'_>,
        total: usize,
        is_wanted: &dyn Fn() -> bool,
    ) -> Result<Option<Box<PartialPhrase>>> {
        if total > 0 {
            return Ok(None);
        }
        let partial = self.find_partial_phrase(ask, is_wanted)?;
        Ok(partial
            .filter(|partial| partial.hits.total > Some(0))
            .map(Box::new))
    }

    /// Returns all speakers, the most quoted first; those without a name come last, as one row.
    ///
    /// # Errors
    /// Fails if the index is damaged or cannot be read.
    pub fn all_speakers(&self) -> Result<Vec<SpeakerRow>> {
        catch_panic(|| {
            let Some((searcher, columns)) = self.open_commit()? else {
                return Ok(Vec::new());
            };
            Ok(columns.people(&searcher)?.rows.clone())
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
        let columns = Arc::new(Columns::open_all(&searcher, &self.people, decisions)?);
        *opened = Some(OpenedCommit {
            reader,
            columns: Arc::clone(&columns),
            lengths: FileLengths::of_commit(&searcher, &self.folder)?,
            commit,
        });
        Ok(Some((searcher, columns)))
    }
}

/// Returns the span of a search in the log.
pub(super) fn search_span(order: &'static str, ask: &HitRequest<'_>) -> tracing::Span {
    tracing::debug_span!("search", order, scope = ?ask.scope, query = ?ask.query.clause)
}

/// Calls tantivy, which may panic on damaged files; a panic becomes [`IndexError::Damaged`].
pub(super) fn catch_panic<T>(ask: impl FnOnce() -> Result<T>) -> Result<T> {
    let damaged = || IndexError::Damaged("its files are not as they were written".to_owned());
    catch_unwind(AssertUnwindSafe(ask)).unwrap_or_else(|_| Err(damaged()))
}

/// Compiles the query of a request.
pub(super) fn compile_request(
    ask: &HitRequest<'_>,
    clause: &Clause,
    (searcher, columns): (&Searcher, &Columns),
) -> Result<Box<dyn tantivy::query::Query>> {
    // Who is who is asked only where a query names somebody: the first time all names are read.
    let people = if names_speaker(clause) {
        Some(columns.people(searcher)?)
    } else {
        None
    };
    let compiler = QueryCompiler {
        columns,
        scope: ask.scope,
        flags: ask.flags,
        people,
    };
    Ok(compiler.compile_query(clause))
}

/// Returns the newest documents, or the oldest if they are to be first.
fn dated_documents(
    searcher: &Searcher,
    columns: &Columns,
    query: &dyn tantivy::query::Query,
    ask: &HitRequest<'_>,
) -> Result<Vec<DocAddress>> {
    match ask.order {
        HitOrder::Relevance | HitOrder::Newest => {
            newest_documents(searcher, columns, query, ask.limit)
        }
        HitOrder::Oldest => oldest_documents(searcher, columns, query, ask.limit),
    }
}

/// Returns the earliest of the hits; `None` if none of them has a day.
fn find_first(
    searcher: &Searcher,
    columns: &Columns,
    query: &dyn tantivy::query::Query,
    total: usize,
) -> Result<Option<FirstHit>> {
    if total == 0 {
        return Ok(None);
    }
    let first = oldest_documents(searcher, columns, query, 1)?;
    let hits = fetch::read_hits(searcher, columns, &first, &Query::default())?;
    let first = |hit: Hit| {
        Some(FirstHit {
            published: hit.published?,
            article: hit.article,
            place: hit.place,
        })
    };
    Ok(hits.into_iter().find_map(first))
}

/// Returns what identifies the last commit in a folder; `None` if there is none.
fn commit_id(folder: &Path) -> CommitId {
    let metadata = fs::metadata(folder.join(META)).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}
