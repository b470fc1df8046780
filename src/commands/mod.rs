//! Answers on the command line.
//!
//! - [`show`]: articles as text and as JSON

mod offsets;
pub mod show;

/// How a subcommand ended; where several files are asked for, the greatest of their outcomes counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// There was nothing to print.
    NothingFound,
    /// What was asked for was printed.
    Done,
    /// Something that was asked for could not be read.
    Failed,
}

impl Outcome {
    /// Returns the exit code of the program.
    #[must_use]
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::NothingFound => 1,
            Self::Failed => 3,
        }
    }
}
