//! Sends messages to a server and receives its messages, within some time and of some size, whatever the server does.

use std::io::{self, Read, Write};
use std::time::{Duration, Instant};

use bytes::BytesMut;
use postgres_protocol::message::backend::{Header, Message};
use postgres_protocol::message::frontend;

use super::stream::{SharedStream, TimedSocket};
use super::tls;
use crate::config::{SharedAddress, SharedHost, TlsMode};
use crate::shared::error::{SharedError, SharedResult};
use crate::text::Clean;

/// The most bytes of one message: a story of 64 MB, whose quotation marks are escaped.
const LARGEST: i32 = 256 * 1024 * 1024;

/// The most bytes of the answer to a question, and of all that a server says until it is ready for the first one.
const LONGEST_ANSWER: u64 = 2 * 1024 * 1024 * 1024;
const LONGEST_LOGIN: u64 = 1024 * 1024;

/// How many times its patience a client waits for the rows of an answer. The server itself gives up after once.
const MOST_PATIENCE: u32 = 4;

/// How much is read at a time.
const CHUNK: usize = 64 * 1024;

/// A socket with what was read of it.
pub(super) struct Wire {
    stream: SharedStream,
    incoming: BytesMut,
    outgoing: BytesMut,
    chunk: Vec<u8>,
    host: Clean,
    is_broken: bool,
    /// How long an answer, or its next row, is waited for.
    patience: Duration,
    /// Until when the whole answer is waited for.
    end: Instant,
    /// The bytes that were received since a question was sent.
    received: u64,
    /// Whether the server has let the user in.
    is_ready: bool,
}

impl Wire {
    /// Connects to a server, encrypted if the address says so.
    pub(super) fn connect(address: &SharedAddress, patience: Duration) -> SharedResult<Self> {
        let host = address.host_name();
        let fault = |error: &io::Error| SharedError::from_io(&host, error);
        let mut socket = TimedSocket::connect(address, patience).map_err(|error| fault(&error))?;
        let mut stream = match (address.tls, &address.host) {
            (TlsMode::Required, SharedHost::Network(name)) => {
                let refused = |reason: &str| SharedError::NotEncrypted {
                    host: host.clone(),
                    reason: Clean::line(reason),
                };
                if !asks_for_tls(&mut socket).map_err(|error| fault(&error))? {
                    return Err(refused(
                        "the server does not offer it; 'sslmode=disable' in the address does without",
                    ));
                }
                tls::encrypt(socket, name, address.root_certificates.as_ref()).map_err(|error| {
                    match error.kind() {
                        io::ErrorKind::InvalidData => refused(&error.to_string()),
                        _ => fault(&error),
                    }
                })?
            }
            (TlsMode::Required | TlsMode::Disabled, _) => SharedStream::Plain(socket),
        };
        let end = Instant::now() + patience;
        stream.set_deadline(end);
        Ok(Self {
            stream,
            incoming: BytesMut::new(),
            outgoing: BytesMut::new(),
            chunk: vec![0; CHUNK],
            host,
            is_broken: false,
            patience,
            end,
            received: 0,
            is_ready: false,
        })
    }

    pub(super) const fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// Sets how long the answer to each question is waited for, after the server has let the user in.
    pub(super) const fn set_ready(&mut self, patience: Duration) {
        self.is_ready = true;
        self.patience = patience;
    }

    /// Sends what `write` writes.
    pub(super) fn send(
        &mut self,
        write: impl FnOnce(&mut BytesMut) -> io::Result<()>,
    ) -> SharedResult<()> {
        // Until the user is in there is one time for all, however often the server asks for a password.
        if self.is_ready {
            let now = Instant::now();
            self.end = now + self.patience * MOST_PATIENCE;
            self.stream.set_deadline(now + self.patience);
            self.received = 0;
        }
        self.outgoing.clear();
        let sent = write(&mut self.outgoing)
            .and_then(|()| self.stream.write_all(&self.outgoing))
            .and_then(|()| self.stream.flush());
        sent.map_err(|error| self.break_off(&error))
    }

    /// Receives the next message.
    pub(super) fn receive(&mut self) -> SharedResult<Message> {
        let message = self
            .next_message()
            .map_err(|error| self.break_off(&error))?;
        // Only rows show that a question is still being answered.
        if self.is_ready && matches!(message, Message::DataRow(_)) {
            let deadline = Instant::now() + self.patience;
            self.stream.set_deadline(deadline.min(self.end));
        }
        Ok(message)
    }

    fn next_message(&mut self) -> io::Result<Message> {
        loop {
            // Checked before room is made for it.
            if let Some(header) = Header::parse(&self.incoming)?
                && header.len() > LARGEST
            {
                return Err(invalid("a message is too long"));
            }
            if let Some(message) = Message::parse(&mut self.incoming)? {
                return Ok(message);
            }
            let count = match self.stream.read(&mut self.chunk) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let read = self.chunk.get(..count).unwrap_or_default();
            self.received += read.len() as u64;
            let longest = if self.is_ready {
                LONGEST_ANSWER
            } else {
                LONGEST_LOGIN
            };
            if self.received > longest {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            self.incoming.extend_from_slice(read);
        }
    }

    /// Returns the error for a fault of the connection, after which nothing more can be asked.
    fn break_off(&mut self, error: &io::Error) -> SharedError {
        self.is_broken = true;
        self.fault(error)
    }

    /// Returns the error for a fault of the connection.
    pub(super) fn fault(&self, error: &io::Error) -> SharedError {
        SharedError::from_io(&self.host, error)
    }

    /// Returns the error for a message that does not belong here.
    pub(super) fn unexpected(&mut self, what: &str) -> SharedError {
        self.break_off(&invalid(what))
    }
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}

/// Asks a server to encrypt; returns `true` if it does.
fn asks_for_tls(socket: &mut (impl Read + Write)) -> io::Result<bool> {
    let mut request = BytesMut::new();
    frontend::ssl_request(&mut request);
    socket.write_all(&request)?;
    // One byte, without the header of a message: https://www.postgresql.org/docs/15/protocol-flow.html#id-1.10.6.7.12
    let mut answer = [0];
    socket.read_exact(&mut answer)?;
    match answer {
        [b'S'] => Ok(true),
        [b'N'] => Ok(false),
        _ => Err(invalid("it knows no encryption")),
    }
}
