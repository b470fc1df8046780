//! Answers on the command line.
//!
//! - [`quotes`]: quotes and who said them, as text and as JSON
//! - [`show`]: articles as text and as JSON
//! - [`train`]: learns the quote engine's weights anew

mod offsets;
pub mod quotes;
pub mod show;
pub mod train;

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
