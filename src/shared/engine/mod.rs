//! Searches a shared archive.
//!
//! - `compile`: a query as a condition of SQL
//! - `hits`: finds hits; `counts`: counts the newest of them
//! - `speakers`: who is quoted; `person`: all of one
//! - `stories`: reads whole stories with their quotes
//! - this file: the connection, which is opened when it is needed and again after it broke

mod compile;
mod counts;
mod hits;
mod person;
mod speakers;
mod stories;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::client::{ClientPatience, SharedConnection};
use super::error::{SharedError, SharedResult};
use super::password::{Login, LoginSources};
use super::reader::{SharedReader, SharedStory};
use super::schema;
use crate::article::ArticleId;
use crate::config::SharedAddress;
use crate::search::engine::{EngineError, EngineResult, SearchEngine};
use crate::search::hits::{HitRequest, SearchHits};
use crate::search::index::{PersonRecord, PersonRequest, SpeakerRow};
use crate::text::Clean;

/// A shared archive to read; threads may share it, and ask one after the other.
pub struct SharedArchive {
    address: SharedAddress,
    login: Login,
    connection: Mutex<Option<SharedConnection>>,
}

impl SharedArchive {
    /// Creates a reader of the archive at an address; connects to nothing yet. Passwords are looked for in `home`.
    #[must_use]
    pub fn new(address: SharedAddress, home: &Path) -> Self {
        let login = LoginSources::from_environment(home).find_login(&address);
        Self {
            address,
            login,
            connection: Mutex::default(),
        }
    }

    /// Asks the server; with a new connection if the last one broke.
    fn ask<T>(
        &self,
        question: &dyn Fn(&mut SharedConnection) -> SharedResult<T>,
    ) -> SharedResult<T> {
        let mut opened = self
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let is_used = opened.is_some();
        let answer = self.ask_once(&mut opened, question);
        let is_gone = |answer: &SharedResult<T>| {
            let error = answer.as_ref().err();
            error.is_some_and(SharedError::is_disconnected)
        };
        if !is_gone(&answer) {
            return answer;
        }
        *opened = None;
        // The server may have been started again since the last question.
        let again = if is_used {
            self.ask_once(&mut opened, question)
        } else {
            answer
        };
        if is_gone(&again) {
            *opened = None;
        }
        again
    }

    fn ask_once<T>(
        &self,
        opened: &mut Option<SharedConnection>,
        question: &dyn Fn(&mut SharedConnection) -> SharedResult<T>,
    ) -> SharedResult<T> {
        let connection = match opened {
            Some(connection) => connection,
            None => opened.insert(self.connect()?),
        };
        question(connection)
    }

    fn connect(&self) -> SharedResult<SharedConnection> {
        let patience = ClientPatience::READING;
        let mut connection = SharedConnection::open(&self.address, &self.login, patience)?;
        connection.run_script("SET default_transaction_read_only = on")?;
        schema::check_version(&mut connection)?;
        Ok(connection)
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
        Self::Shared(Clean::line(&error.to_string()))
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
            counts::add_counts(connection, ask, found).map(Some)
        });
        Ok(found?)
    }

    fn all_speakers(&self) -> EngineResult<Vec<SpeakerRow>> {
        Ok(self.ask(&speakers::all_speakers)?)
    }

    fn find_person(&self, request: PersonRequest<'_>) -> EngineResult<Option<PersonRecord>> {
        Ok(self.ask(&|connection| person::find_person(connection, request))?)
    }
}

impl SharedReader for SharedArchive {
    fn read_story(&self, id: ArticleId) -> EngineResult<Option<SharedStory>> {
        Ok(self.ask(&|connection| stories::read_story(connection, id))?)
    }

    fn known_names(&self, written: &[&str]) -> EngineResult<HashMap<String, String>> {
        Ok(self.ask(&|connection| stories::known_names(connection, written))?)
    }
}
