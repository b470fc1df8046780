//! What went wrong with a file, and what to do about it.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::text::Clean;

/// A load fault that was survived: it names the file, and the line when there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, as it was named.
    pub path: PathBuf,
    /// The line in it, from 1.
    pub line: Option<usize>,
    /// What is wrong, what was done about it, and what the user can do.
    pub message: Clean,
}

impl Problem {
    /// Creates a problem of the file as a whole.
    #[must_use]
    pub fn new(path: &Path, message: impl AsRef<str>) -> Self {
        Self {
            path: path.to_path_buf(),
            line: None,
            message: Clean::new(message.as_ref()),
        }
    }

    /// Names the line, from 1.
    #[must_use]
    pub fn at_line(self, line: usize) -> Self {
        Self {
            line: Some(line),
            ..self
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = Clean::new(&self.path.to_string_lossy());
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", &*path, &*self.message),
            None => write!(f, "{}: {}", &*path, &*self.message),
        }
    }
}

impl Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_names_its_file_and_line() {
        let problem = Problem::new(Path::new("a/b.md"), "is odd").at_line(3);
        assert_eq!(problem.to_string(), "a/b.md:3: is odd");
    }

    #[test]
    fn a_file_name_cannot_carry_an_escape_into_a_message() {
        let problem = Problem::new(Path::new("a\u{1b}[2J.txt"), "is odd");
        assert!(!problem.to_string().contains('\u{1b}'));
    }
}
