//! The outcome of a command: its output and its exit code.

use std::fmt;
use std::io::{self, Write};

use crate::config::{ConfigError, NoHome};
use crate::text::Clean;

/// What every command returns.
pub type CommandResult = Result<CommandOutcome, CommandError>;

/// Where a command prints.
pub struct Console<'a> {
    /// The answer.
    pub out: &'a mut dyn Write,
    /// What the user should know besides, such as files that could not be loaded.
    pub notes: &'a mut dyn Write,
}

/// How a command succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommandOutcome {
    /// It found something, or had nothing to find.
    Done,
    /// There is nothing to print; the sentence says why.
    NothingFound(Clean),
    /// Something could not be read; the notes say what and why.
    Incomplete,
}

impl CommandOutcome {
    /// Returns the exit code.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Done => 0,
            Self::NothingFound(_) => 1,
            Self::Incomplete => 3,
        }
    }
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The command line is wrong.
    #[error("{message}\nHint: {hint}")]
    Usage {
        /// What is wrong.
        message: Clean,
        /// What to write instead.
        hint: Clean,
    },
    /// The config cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// There is no place for the program's own files.
    #[error(transparent)]
    NoHome(#[from] NoHome),
    /// Something went wrong on the way.
    #[error("{0}")]
    Failed(Clean),
    /// The output could not be written.
    #[error("the output cannot be written: {0}")]
    Output(#[from] io::Error),
}

impl CommandError {
    /// Returns an error in the use of the command line.
    #[must_use]
    pub fn usage_error(message: &str, hint: &str) -> Self {
        Self::Usage {
            message: Clean::line(message),
            hint: Clean::line(hint),
        }
    }

    /// Returns an error of `what` ("the catalogue cannot be opened"), caused by `why`.
    #[must_use]
    pub fn with_cause(what: &str, why: impl fmt::Display) -> Self {
        Self::Failed(Clean::line(&format!("{what}: {why}")))
    }

    /// Returns the exit code.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage { .. } | Self::Config(_) => 2,
            Self::NoHome(_) | Self::Failed(_) => 3,
            Self::Output(_) => {
                // The program at the other end, such as `head`, has read all it wants.
                if self.is_broken_pipe() { 0 } else { 3 }
            }
        }
    }

    /// Returns `true` if the reading end of the output was closed, as by `head`.
    #[must_use]
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::usage(CommandError::usage_error("no", "yes"), 2)]
    #[case::trouble(
        CommandError::with_cause("the catalogue cannot be opened", "it is locked"),
        3
    )]
    #[case::a_full_disk(io::Error::from(io::ErrorKind::StorageFull).into(), 3)]
    #[case::a_reader_that_has_enough(io::Error::from(io::ErrorKind::BrokenPipe).into(), 0)]
    fn a_failure_has_its_exit_code(#[case] failure: CommandError, #[case] code: u8) {
        assert_eq!(failure.exit_code(), code);
    }

    #[test]
    fn what_is_said_is_clean_and_on_one_line() {
        let failure =
            CommandError::usage_error("'\u{1b}]0;x\u{7}a\nb' does not exist", "name a file");
        assert_eq!(
            failure.to_string(),
            "'a b' does not exist\nHint: name a file"
        );
    }
}
