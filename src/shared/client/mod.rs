//! A synchronous client of `PostgreSQL`: one connection, one question at a time, and an end to all waiting.
//!
//! Messages and passwords are encoded by `postgres-protocol`; no asynchronous runtime is needed for one blocking socket.
//!
//! - `stream`: the socket, encrypted or not; `tls`: whose certificates are trusted
//! - `wire`: sends and receives messages
//! - `login`: opens a connection and proves who asks
//! - `rows`: the rows of answers
//! - this file: questions, statements and copies

mod login;
mod rows;
mod stream;
mod tls;
mod wire;

use std::time::Duration;

use bytes::BytesMut;
use fallible_iterator::FallibleIterator;
use postgres_protocol::IsNull;
use postgres_protocol::message::backend::{ErrorResponseBody, Message};
use postgres_protocol::message::frontend;

pub use rows::SharedRow;

use self::wire::Wire;
use super::error::{SharedError, SharedResult};
use super::password::Login;
use crate::config::SharedAddress;
use crate::text::Clean;

/// How many bytes of a copy are sent in one message.
const COPY_CHUNK: usize = 256 * 1024;

/// How much longer than the server may work for a question its answer is waited for.
const TRAVEL: Duration = Duration::from_secs(5);

/// How long things may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientPatience {
    /// Until there is a connection.
    pub connecting: Duration,
    /// Until the server gives up a question.
    pub answering: Duration,
}

impl ClientPatience {
    /// The patience of somebody who reads.
    pub const READING: Self = Self {
        connecting: Duration::from_secs(10),
        answering: Duration::from_secs(20),
    };

    /// The patience of a publisher, whose batches may wait for others.
    pub const PUBLISHING: Self = Self {
        connecting: Duration::from_secs(10),
        answering: Duration::from_mins(10),
    };
}

/// A connection to a shared archive.
pub struct SharedConnection {
    wire: Wire,
    patience: ClientPatience,
}

impl SharedConnection {
    /// Opens a connection.
    ///
    /// # Errors
    /// Fails if the server cannot be reached in time, or refuses the user.
    pub fn open(
        address: &SharedAddress,
        login: &Login,
        patience: ClientPatience,
    ) -> SharedResult<Self> {
        let host = address.host_name();
        let _span = tracing::info_span!("connect", host = host.as_str()).entered();
        let mut wire = Wire::connect(address, patience.connecting)?;
        login::log_in(&mut wire, address, login)?;
        wire.set_ready(patience.answering + TRAVEL);
        let mut connection = Self { wire, patience };
        let milliseconds = patience.answering.as_millis();
        // To compile a question that is asked once takes longer than to answer it. What is read after the wait for a lock has to
        // be what whoever held it wrote, whatever the server's default is.
        connection.run_script(&format!(
            "SET statement_timeout = {milliseconds}; SET client_min_messages = error; \
             SET DateStyle = ISO; SET jit = off; SET search_path = pullquote; \
             SET default_transaction_isolation = 'read committed'"
        ))?;
        Ok(connection)
    }

    /// Returns `true` if nothing more can be asked.
    #[must_use]
    pub const fn is_broken(&self) -> bool {
        self.wire.is_broken()
    }

    /// Runs statements that return nothing.
    ///
    /// # Errors
    /// Fails if the server refuses one of them, or the connection ends.
    pub fn run_script(&mut self, statements: &str) -> SharedResult<()> {
        self.wire
            .send(|buffer| frontend::query(statements, buffer))?;
        self.read_answer(&mut |_| Ok(()))
    }

    /// Asks a question, and returns all rows of the answer.
    ///
    /// # Errors
    /// Fails if the server refuses it, or the connection ends.
    pub fn query(
        &mut self,
        question: &str,
        values: &[Option<&str>],
    ) -> SharedResult<Vec<SharedRow>> {
        let mut rows = Vec::new();
        self.query_each(question, values, &mut |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    /// Asks a question, and calls `each` with each row of the answer; `values` are those of `$1`, `$2` and so on, as text.
    ///
    /// # Errors
    /// Fails if the server refuses it, the connection ends, or `each` fails.
    pub fn query_each(
        &mut self,
        question: &str,
        values: &[Option<&str>],
        each: &mut dyn FnMut(SharedRow) -> SharedResult<()>,
    ) -> SharedResult<()> {
        let _span = tracing::debug_span!("ask", question).entered();
        self.wire.send(|buffer| {
            frontend::parse("", question, [], buffer)?;
            bind_text(values, buffer)?;
            frontend::execute("", 0, buffer)?;
            frontend::sync(buffer);
            Ok(())
        })?;
        self.read_answer(each)
    }

    /// Copies rows, in the text format of `COPY`, into columns of a table: `articles (id, title)`.
    ///
    /// # Errors
    /// Fails if the server refuses them, or the connection ends.
    pub fn copy_rows(&mut self, into: &str, rows: &[u8]) -> SharedResult<()> {
        let statement = format!("COPY {into} FROM STDIN");
        self.wire
            .send(|buffer| frontend::query(&statement, buffer))?;
        loop {
            match self.wire.receive()? {
                Message::CopyInResponse(_) => break,
                Message::ErrorResponse(body) => return Err(self.refused(&body)),
                _ => {}
            }
        }
        for chunk in rows.chunks(COPY_CHUNK) {
            self.wire.send(|buffer| {
                frontend::CopyData::new(chunk)?.write(buffer);
                Ok(())
            })?;
        }
        self.wire.send(|buffer| {
            frontend::copy_done(buffer);
            Ok(())
        })?;
        self.read_answer(&mut |_| Ok(()))
    }

    /// Reads messages until the server is ready for the next question.
    fn read_answer(
        &mut self,
        each: &mut dyn FnMut(SharedRow) -> SharedResult<()>,
    ) -> SharedResult<()> {
        let mut answer = Ok(());
        loop {
            match self.wire.receive()? {
                Message::ReadyForQuery(_) => return answer,
                Message::ErrorResponse(body) => {
                    answer = answer.and(Err(self.describe_refusal(&body)));
                }
                Message::DataRow(body) if answer.is_ok() => {
                    let row = SharedRow::from_body(&body);
                    let row = row.map_err(|error| self.wire.fault(&error));
                    if let Ok(row) = &row {
                        // A column without a value is 4 bytes when it is sent, and many more when it is stored.
                        self.wire.charge(row.overhead())?;
                    }
                    answer = row.and_then(&mut *each);
                }
                // What is told about rows and settings is known.
                _ => {}
            }
        }
    }

    /// Returns what the server refused, after it is ready again.
    fn refused(&mut self, body: &ErrorResponseBody) -> SharedError {
        let refusal = self.describe_refusal(body);
        loop {
            match self.wire.receive() {
                Ok(Message::ReadyForQuery(_)) => return refusal,
                Ok(_) => {}
                Err(error) => return error,
            }
        }
    }

    fn describe_refusal(&self, body: &ErrorResponseBody) -> SharedError {
        let (code, message) = read_refusal(body);
        SharedError::from_code(&code, &message, self.patience.answering.as_secs())
    }
}

impl Drop for SharedConnection {
    fn drop(&mut self) {
        if self.wire.is_broken() {
            return;
        }
        // The server ends the session as well when the socket is closed; this says that it is meant.
        let _best_effort = self.wire.send(|buffer| {
            frontend::terminate(buffer);
            Ok(())
        });
    }
}

impl std::fmt::Debug for SharedConnection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SharedConnection").finish_non_exhaustive()
    }
}

/// Binds values as text to the question that was parsed last.
fn bind_text(values: &[Option<&str>], buffer: &mut BytesMut) -> std::io::Result<()> {
    let values = values.iter().copied();
    let write = |value: Option<&str>, buffer: &mut BytesMut| {
        Ok(match value {
            Some(text) => {
                buffer.extend_from_slice(text.as_bytes());
                IsNull::No
            }
            None => IsNull::Yes,
        })
    };
    frontend::bind("", "", [], values, write, [], buffer).map_err(|error| match error {
        frontend::BindError::Conversion(error) => std::io::Error::other(error),
        frontend::BindError::Serialization(error) => error,
    })
}

/// Reads the code and the message of an error.
fn read_refusal(body: &ErrorResponseBody) -> (String, Clean) {
    let (mut code, mut message) = (String::new(), Clean::default());
    let mut fields = body.fields();
    while let Ok(Some(field)) = fields.next() {
        let text = String::from_utf8_lossy(field.value_bytes());
        // <https://www.postgresql.org/docs/15/protocol-error-fields.html>
        match field.type_() {
            b'C' => code = text.into_owned(),
            b'M' => message = Clean::line(&text),
            _ => {}
        }
    }
    (code, message)
}
