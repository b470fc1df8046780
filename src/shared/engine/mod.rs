//! Searches a shared archive.
//!
//! - `compile`, `compile_fields`: a query as a condition of SQL
//! - `hits`: finds hits; `speaker_hits`: those of one speaker; `counts`: counts the newest of them; `groups`: counts them, or quoted words, in groups
//! - `near`: words with a similar spelling
//! - `speakers`: who is quoted; `person`: all of one
//! - `listing`: pages of the list; `list_condition`: its filter; `folding`: its stories that are the same
//! - `stories`: reads whole stories with their quotes; `same`: which quotes and stories are the same
//! - this file: the connection, which is opened when it is needed and again after it broke

mod compile;
mod compile_fields;
mod counts;
mod folding;
mod groups;
mod hits;
mod list_condition;
mod listing;
mod near;
mod person;
mod same;
mod speaker_hits;
mod speakers;
pub(in crate::shared) mod stories;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::client::{ClientPatience, SharedConnection};
use super::error::{SharedError, SharedResult};
use super::password::{Login, LoginSources};
use super::reader::{HitIdentity, SharedReader, SharedShareScope, SharedStory, StoryCopies};
use super::schema;
use crate::article::{Article, ArticleId, QuoteId};
use crate::config::SharedAddress;
use crate::library::catalogue::{OwnMarks, StatementGroup};
use crate::library::listing::{ArticleRow, Listing, ListingPage, PageStart, SourceCount, TagCount};
use crate::search::counts::{CountKey, GroupCounts};
use crate::search::engine::{EngineError, EngineResult, SearchEngine};
use crate::search::hits::{Hit, HitRequest, SearchHits};
use crate::search::index::{PersonRecord, PersonRequest, SameStatement, ShareGroup, SpeakerRow};
use crate::text::Clean;

/// How many connections are kept open.
const KEPT: usize = 2;

/// After how long the version of the tables is asked for again: somebody may convert them while a reader is open.
const CHECKED: Duration = Duration::from_secs(1);

/// A connection that nobody uses.
struct IdleConnection {
    connection: SharedConnection,
    /// When the tables were of the version that is known here.
    checked: Instant,
}

/// A shared archive to read; each thread that asks at the same time has a connection of its own.
pub struct SharedArchive {
    address: SharedAddress,
    /// Who logs in, or why that is not known.
    login: SharedResult<Login>,
    idle: Mutex<Vec<IdleConnection>>,
}

impl SharedArchive {
    /// Creates a reader of the archive at an address; connects to nothing yet. Passwords are looked for in `home`.
    #[must_use]
    pub fn new(address: SharedAddress, home: &Path) -> Self {
        let login = LoginSources::from_environment(home).find_login(&address);
        Self {
            address,
            login,
            idle: Mutex::default(),
        }
    }

    /// Asks the server; with a new connection if the last one broke.
    fn ask<T>(
        &self,
        question: &dyn Fn(&mut SharedConnection) -> SharedResult<T>,
    ) -> SharedResult<T> {
        let idle = self.lock_idle().pop();
        if let Some(mut idle) = idle {
            let answer = idle
                .check_tables()
                .and_then(|()| question(&mut idle.connection));
            let error = answer.as_ref().err();
            // The server may have been started again since the last question. One that does not answer is not asked twice.
            if !error.is_some_and(SharedError::is_disconnected) {
                self.keep_connection(idle);
                return answer;
            }
            self.lock_idle().clear();
        }
        let mut connection = self.connect()?;
        let checked = Instant::now();
        let answer = question(&mut connection);
        self.keep_connection(IdleConnection {
            connection,
            checked,
        });
        answer
    }

    /// Keeps a connection for the next question, unless it broke.
    fn keep_connection(&self, unused: IdleConnection) {
        let mut idle = self.lock_idle();
        if !unused.connection.is_broken() && idle.len() < KEPT {
            idle.push(unused);
        }
    }

    fn lock_idle(&self) -> MutexGuard<'_, Vec<IdleConnection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn connect(&self) -> SharedResult<SharedConnection> {
        let patience = ClientPatience::READING;
        let login = self.login.as_ref().map_err(SharedError::clone)?;
        let mut connection = SharedConnection::open(&self.address, login, patience)?;
        // Over the partitions of many years the server expects so much that it would compile each question (PostgreSQL 15, 32.2),
        // which takes longer than most answers.
        connection.run_script("SET default_transaction_read_only = on; SET jit = off")?;
        schema::check_version(&mut connection)?;
        Ok(connection)
    }
}

impl IdleConnection {
    /// Fails if the tables are of another version by now.
    fn check_tables(&mut self) -> SharedResult<()> {
        if self.checked.elapsed() < CHECKED {
            return Ok(());
        }
        schema::check_version(&mut self.connection)?;
        self.checked = Instant::now();
        Ok(())
    }
}

impl std::fmt::Debug for SharedArchive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SharedArchive")
            .field("address", &self.address.to_string())
            .finish_non_exhaustive()
    }
}

impl From<SharedError> for EngineError {
    fn from(error: SharedError) -> Self {
        let sentence = Clean::line(&error.to_string());
        if error.is_away() {
            Self::Away(sentence)
        } else {
            Self::Shared(sentence)
        }
    }
}

impl SearchEngine for SharedArchive {
    fn first_hits(&self, ask: &HitRequest<'_>) -> EngineResult<SearchHits> {
        Ok(self.ask(&|connection| hits::first_hits(connection, ask))?)
    }

    fn relevant_hits(
        &self,
        ask: &HitRequest<'_>,
        is_wanted: &dyn Fn() -> bool,
    ) -> EngineResult<Option<SearchHits>> {
        let found = self.ask(&|connection| {
            let found = hits::first_hits(connection, ask)?;
            if !is_wanted() {
                return Ok(None);
            }
            let counted = counts::add_counts(connection, ask, found)?;
            near::add_offers(connection, ask, counted, is_wanted).map(Some)
        });
        Ok(found?)
    }

    fn count_groups(&self, ask: &HitRequest<'_>, keys: &[CountKey]) -> EngineResult<GroupCounts> {
        Ok(self.ask(&|connection| groups::count_groups(connection, ask, keys))?)
    }

    fn all_speakers(&self) -> EngineResult<Vec<Arc<SpeakerRow>>> {
        let speakers = self.ask(&speakers::all_speakers)?;
        Ok(speakers.into_iter().map(Arc::new).collect())
    }

    fn find_person(&self, request: PersonRequest<'_>) -> EngineResult<Option<PersonRecord>> {
        Ok(self.ask(&|connection| person::find_person(connection, request))?)
    }
}

impl SharedReader for SharedArchive {
    fn read_story(&self, id: ArticleId) -> EngineResult<Option<SharedStory>> {
        Ok(self.ask(&|connection| stories::read_story(connection, id))?)
    }

    fn read_article(&self, id: ArticleId) -> EngineResult<Option<Article>> {
        let found = self.ask(&|connection| stories::read_text(connection, id))?;
        Ok(found.map(|(_, article)| article))
    }

    fn read_page(
        &self,
        listing: &Listing,
        start: PageStart,
        rows: usize,
        own: &OwnMarks,
    ) -> EngineResult<ListingPage> {
        let page = (start, rows);
        Ok(self.ask(&|connection| listing::read_page(connection, listing, page, own))?)
    }

    fn read_rows(&self, ids: &[ArticleId]) -> EngineResult<Vec<ArticleRow>> {
        Ok(self.ask(&|connection| listing::read_rows(connection, ids))?)
    }

    fn list_articles(&self, listing: &Listing, own: &OwnMarks) -> EngineResult<Vec<ArticleId>> {
        Ok(self.ask(&|connection| listing::list_articles(connection, listing, own))?)
    }

    fn list_sources(&self) -> EngineResult<(Vec<SourceCount>, Vec<TagCount>)> {
        let counted = self.ask(&|connection| {
            let sources = listing::count_sources(connection)?;
            Ok((sources, listing::count_tags(connection)?))
        });
        Ok(counted?)
    }

    fn count_shares(
        &self,
        scope: SharedShareScope<'_>,
        keys: &[CountKey],
    ) -> EngineResult<Vec<ShareGroup>> {
        Ok(self.ask(&|connection| groups::count_shares(connection, scope, keys))?)
    }

    fn list_hits(&self, ask: &HitRequest<'_>) -> EngineResult<Vec<HitIdentity>> {
        Ok(self.ask(&|connection| hits::list_hits(connection, ask))?)
    }

    fn mark_same(&self, hits: &mut [Hit]) -> EngineResult<()> {
        let groups = self.ask(&|connection| same::find_same(connection, hits))?;
        for (hit, group) in hits.iter_mut().zip(groups) {
            hit.same = group;
        }
        Ok(())
    }

    fn read_copies(&self, id: ArticleId) -> EngineResult<StoryCopies> {
        Ok(self.ask(&|connection| same::read_copies(connection, id))?)
    }

    fn oldest_quotes(&self, id: ArticleId) -> EngineResult<HashMap<QuoteId, QuoteId>> {
        Ok(self.ask(&|connection| same::oldest_quotes(connection, id))?)
    }

    fn list_same_statements(&self) -> EngineResult<Vec<StatementGroup>> {
        Ok(self.ask(&same::list_statements)?)
    }

    fn read_statements(&self, groups: &[StatementGroup]) -> EngineResult<Vec<SameStatement>> {
        Ok(self.ask(&|connection| same::read_statements(connection, groups))?)
    }

    fn address(&self) -> Clean {
        Clean::line(&self.address.to_string())
    }

    fn known_names(&self, written: &[&str]) -> EngineResult<HashMap<String, String>> {
        Ok(self.ask(&|connection| stories::known_names(connection, written))?)
    }
}
