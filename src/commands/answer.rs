//! How a command ends: what it prints, and what the exit code says of it.

use std::fmt;
use std::io::{self, Write};

use crate::config::{ConfigError, NoHome};
use crate::text::Clean;

/// What every command gives back.
pub type Answer = Result<Outcome, Failure>;

/// Where a command prints.
pub struct Console<'a> {
    /// The answer.
    pub out: &'a mut dyn Write,
    /// What the user should know beside it, such as files that could not be loaded.
    pub notes: &'a mut dyn Write,
}

/// How a command ended that did what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It found something, or had nothing to find.
    Done,
    /// There is nothing to print; the sentence says of what.
    NothingFound(Clean),
    /// Some of what was asked for could not be read; the notes say what and why.
    Incomplete,
}

impl Outcome {
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

/// Why a command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The command line asks for something that cannot be.
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
    /// It was tried and went wrong.
    #[error("{0}")]
    Failed(Clean),
    /// What was to be printed could not be.
    #[error("the output cannot be written: {0}")]
    Output(#[from] io::Error),
}

impl Failure {
    /// Makes a failure of the command line.
    #[must_use]
    pub fn usage(message: &str, hint: &str) -> Self {
        Self::Usage {
            message: Clean::line(message),
            hint: Clean::line(hint),
        }
    }

    /// Makes a failure of something that was tried: "the catalogue cannot be opened", and why.
    #[must_use]
    pub fn failed(what: &str, why: impl fmt::Display) -> Self {
        Self::Failed(Clean::line(&format!("{what}: {why}")))
    }

    /// Returns the exit code.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage { .. } | Self::Config(_) => 2,
            Self::NoHome(_) | Self::Failed(_) => 3,
            Self::Output(_) => {
                if self.is_quiet() {
                    0
                } else {
                    3
                }
            }
        }
    }

    /// Says whether nothing went wrong but that nobody reads on, as when the output goes to `head`.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::usage(Failure::usage("no", "yes"), 2)]
    #[case::trouble(Failure::failed("the catalogue cannot be opened", "it is locked"), 3)]
    #[case::a_full_disk(io::Error::from(io::ErrorKind::StorageFull).into(), 3)]
    #[case::a_reader_that_has_enough(io::Error::from(io::ErrorKind::BrokenPipe).into(), 0)]
    fn a_failure_has_its_exit_code(#[case] failure: Failure, #[case] code: u8) {
        assert_eq!(failure.exit_code(), code);
    }

    #[test]
    fn what_is_said_is_clean_and_on_one_line() {
        let failure = Failure::usage("'\u{1b}]0;x\u{7}a\nb' does not exist", "name a file");
        assert_eq!(
            failure.to_string(),
            "'a b' does not exist\nHint: name a file"
        );
    }
}
