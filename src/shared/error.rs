//! What went wrong with a shared archive, in one sentence that names no password.

use std::io;

use super::schema;
use crate::text::Clean;

/// Why a shared archive could not be asked or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SharedError {
    /// There is no connection to the server, or no longer.
    #[error("the shared archive on '{host}' cannot be reached: {reason}")]
    Unreachable {
        /// The host.
        host: Clean,
        /// What the system says.
        reason: Clean,
    },
    /// The server said nothing for too long.
    #[error("the shared archive on '{host}' does not answer")]
    NoAnswer {
        /// The host.
        host: Clean,
    },
    /// The server sent more than is ever asked for.
    #[error("the shared archive on '{host}' sent an answer that is too large")]
    TooMuch {
        /// The host.
        host: Clean,
    },
    /// Nobody knows who is to log in.
    #[error(
        "no user is known for the shared archive on '{host}': set PGUSER, or name one in the address"
    )]
    NoUser {
        /// The host.
        host: Clean,
    },
    /// The connection cannot be encrypted.
    #[error("the connection to the shared archive on '{host}' cannot be encrypted: {reason}")]
    NotEncrypted {
        /// The host.
        host: Clean,
        /// Why.
        reason: Clean,
    },
    /// The server wants a password, and there is none.
    #[error("the shared archive on '{host}' asks for the password of '{user}': {advice}")]
    NoPassword {
        /// The host.
        host: Clean,
        /// The user.
        user: Clean,
        /// What to do, and why a file of passwords was not used.
        advice: Clean,
    },
    /// The server refuses the user.
    #[error("the shared archive on '{host}' refuses '{user}': {reason}")]
    Refused {
        /// The host.
        host: Clean,
        /// The user.
        user: Clean,
        /// What the server says.
        reason: Clean,
    },
    /// The user may not do this.
    #[error("the user of the shared archive may not do this: {0}")]
    NotAllowed(Clean),
    /// The server was stopped while it was asked.
    #[error("the server of the shared archive was stopped")]
    Stopped,
    /// The server is not ready yet, or no longer.
    #[error("the server of the shared archive is starting or stopping")]
    NotReady,
    /// The server has as many connections as it takes.
    #[error("the shared archive takes no more connections: too many are reading it")]
    Crowded,
    /// The server takes no changes: it is a copy of another, or set so.
    #[error("the shared archive is read-only")]
    ReadOnly,
    /// The server has no room.
    #[error("the shared archive is full: {0}")]
    Full(Clean),
    /// A question took too long.
    #[error("the shared archive is too slow: no answer within {0} seconds")]
    Slow(u64),
    /// Nothing was published there yet.
    #[error("nothing was published to this shared archive yet; 'pullquote publish' does it")]
    NoTables,
    /// The tables are those of another version.
    #[error(
        "the shared archive has tables of version {found}, and this pullquote knows version {known}: {}",
        advise_version(*found, *known)
    )]
    OtherVersion {
        /// The version of the tables.
        found: i64,
        /// The version that is known here.
        known: i64,
    },
    /// Two publishers were in each other's way; trying again helps.
    #[error("another publisher was writing the same stories: try again")]
    Conflict,
    /// The server refuses for another reason.
    #[error("the shared archive says: {message} ({code})")]
    Server {
        /// The code of the reason: <https://www.postgresql.org/docs/15/errcodes-appendix.html>.
        code: Clean,
        /// What the server says.
        message: Clean,
    },
    /// The publisher's own catalogue cannot be read.
    #[error("the articles cannot be listed: {0}")]
    Catalogue(Clean),
    /// What came is not what a server sends.
    #[error("the shared archive on '{host}' does not speak PostgreSQL's protocol: {reason}")]
    Protocol {
        /// The host.
        host: Clean,
        /// What is wrong.
        reason: Clean,
    },
}

/// The result of a call of a shared archive.
pub type SharedResult<T> = Result<T, SharedError>;

impl SharedError {
    /// Converts an error of the connection to a host.
    #[must_use]
    pub fn from_io(host: &Clean, error: &io::Error) -> Self {
        let host = host.clone();
        match error.kind() {
            // A read that times out says the one or the other: `set_read_timeout` of the standard library.
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => Self::NoAnswer { host },
            io::ErrorKind::FileTooLarge => Self::TooMuch { host },
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Self::Protocol {
                host,
                reason: Clean::line(&error.to_string()),
            },
            io::ErrorKind::UnexpectedEof => Self::Unreachable {
                host,
                reason: Clean::new("the connection was closed"),
            },
            // Of a Unix socket there is no file, or nobody listens on it any more.
            io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused => Self::Unreachable {
                host,
                reason: Clean::new("no server is running there"),
            },
            _ => {
                let reason = error.to_string();
                // The system's number of an error says nothing that its words do not.
                let reason = reason.split(" (os error").next().unwrap_or_default();
                let reason = Clean::line(reason);
                Self::Unreachable { host, reason }
            }
        }
    }

    /// Converts what a server reported: its code, and its message.
    #[must_use]
    pub fn from_code(code: &str, message: &str, patience: u64) -> Self {
        let message = Clean::line(message);
        match code {
            "57014" => Self::Slow(patience),
            "53100" => Self::Full(message),
            // A server on a full disk cannot begin a session, and reports a file that it could not write as an internal error.
            "XX000" if message.starts_with("could not write") => Self::Full(message),
            "25006" => Self::ReadOnly,
            "42501" => Self::NotAllowed(message),
            "40001" | "40P01" => Self::Conflict,
            "53300" => Self::Crowded,
            "57P01" | "57P02" => Self::Stopped,
            "57P03" => Self::NotReady,
            "3F000" | "42P01" => Self::NoTables,
            _ => Self::Server {
                code: Clean::line(code),
                message,
            },
        }
    }

    /// Returns `true` if the server is away, and may be back at any time.
    #[must_use]
    pub fn is_away(&self) -> bool {
        self.is_disconnected() || matches!(self, Self::NoAnswer { .. } | Self::Crowded)
    }

    /// Returns `true` if the connection was closed, and a new one may help at once.
    #[must_use]
    pub fn is_disconnected(&self) -> bool {
        match self {
            Self::Unreachable { .. } | Self::Stopped | Self::NotReady => true,
            // 57P04 and later: the database was dropped, or the session was idle for too long.
            Self::Server { code, .. } => code.starts_with("57P"),
            Self::NoAnswer { .. }
            | Self::Crowded
            | Self::TooMuch { .. }
            | Self::NoUser { .. }
            | Self::Protocol { .. }
            | Self::NotEncrypted { .. }
            | Self::NoPassword { .. }
            | Self::Refused { .. }
            | Self::NotAllowed(_)
            | Self::ReadOnly
            | Self::Full(_)
            | Self::Slow(_)
            | Self::NoTables
            | Self::OtherVersion { .. }
            | Self::Conflict
            | Self::Catalogue(_) => false,
        }
    }
}

/// Returns what to do about tables of another version.
const fn advise_version(found: i64, known: i64) -> &'static str {
    if found > known {
        "use a newer pullquote"
    } else if found >= schema::OLDEST_CONVERTED {
        "whoever created them converts them by publishing once with this pullquote"
    } else {
        "use an older pullquote, or publish to another database"
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn server(code: &str) -> SharedError {
        SharedError::from_code(code, "it is so", 15)
    }

    #[rstest]
    #[case::closed(io::ErrorKind::UnexpectedEof.into(), true, true)]
    #[case::refused(io::ErrorKind::ConnectionRefused.into(), true, true)]
    #[case::silent(io::ErrorKind::TimedOut.into(), false, true)]
    #[case::no_server(io::ErrorKind::InvalidData.into(), false, false)]
    fn a_closed_connection_is_made_again_and_a_silent_server_is_not_asked_twice(
        #[case] error: io::Error,
        #[case] is_disconnected: bool,
        #[case] is_away: bool,
    ) {
        let error = SharedError::from_io(&Clean::new("db.example"), &error);
        assert_eq!(
            (error.is_disconnected(), error.is_away()),
            (is_disconnected, is_away)
        );
    }

    #[rstest]
    #[case::no_socket(io::ErrorKind::NotFound)]
    #[case::nobody_listens(io::ErrorKind::ConnectionRefused)]
    fn a_server_that_is_not_running_is_called_so(#[case] kind: io::ErrorKind) {
        let error = SharedError::from_io(&Clean::new("db.example"), &kind.into());
        let sentence =
            "the shared archive on 'db.example' cannot be reached: no server is running there";
        assert_eq!(error.to_string(), sentence);
    }

    #[rstest]
    #[case::newer_tables(4, "use a newer pullquote")]
    #[case::older_tables(
        2,
        "whoever created them converts them by publishing once with this pullquote"
    )]
    #[case::much_older_tables(1, "use an older pullquote, or publish to another database")]
    fn other_tables_need_another_program(#[case] found: i64, #[case] advice: &str) {
        let error = SharedError::OtherVersion { found, known: 3 };
        assert!(error.to_string().ends_with(advice), "{error}");
    }

    #[rstest]
    #[case::shutting_down("57P01", true)]
    #[case::starting("57P03", true)]
    #[case::crowded("53300", true)]
    #[case::slow("57014", false)]
    #[case::no_tables("42P01", false)]
    #[case::not_allowed("42501", false)]
    fn a_server_that_starts_is_away(#[case] code: &str, #[case] is_away: bool) {
        assert_eq!(server(code).is_away(), is_away);
    }

    #[test]
    fn a_server_that_cannot_write_is_full() {
        let error = SharedError::from_code("XX000", "could not write init file", 15);
        let sentence = "the shared archive is full: could not write init file";
        assert_eq!(error.to_string(), sentence);
    }

    #[rstest]
    #[case::cancelled("57014", "the shared archive is too slow: no answer within 15 seconds")]
    #[case::a_full_disk("53100", "the shared archive is full: it is so")]
    #[case::no_memory("53200", "the shared archive says: it is so (53200)")]
    #[case::no_connection(
        "53300",
        "the shared archive takes no more connections: too many are reading it"
    )]
    #[case::stopped("57P01", "the server of the shared archive was stopped")]
    #[case::starting("57P03", "the server of the shared archive is starting or stopping")]
    #[case::a_replica("25006", "the shared archive is read-only")]
    #[case::something_else("XX000", "the shared archive says: it is so (XX000)")]
    fn what_a_server_reports_is_one_sentence(#[case] code: &str, #[case] sentence: &str) {
        let error = SharedError::from_code(code, "it \u{1b}[1mis\nso", 15);
        assert_eq!(error.to_string(), sentence);
    }
}
