//! What went wrong with a file, and what to do about it.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::text::Clean;
use crate::text::number::{format_count, format_number};

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

/// How the problem of a file begins that is not there.
pub(super) const NO_SUCH_FILE: &str = "does not exist";

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

    /// Returns `true` if there is no such file any more.
    #[must_use]
    pub fn is_missing_file(&self) -> bool {
        self.message.starts_with(NO_SUCH_FILE)
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

/// Returns what is wrong with a file of `count` mails or pages of which `most` are loaded; `None` if those are all.
pub(super) fn describe_excess(count: usize, most: usize, what: &str) -> Option<String> {
    if count <= most {
        return None;
    }
    let (count, most) = (format_count(count, what), format_number(most));
    Some(format!(
        "holds {count}, of which only the first {most} were loaded; split the file to read the rest"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_exceeds_the_limit_is_a_problem() {
        assert_eq!(describe_excess(10_000, 10_000, "page"), None);
        assert_eq!(
            describe_excess(10_001, 10_000, "page").unwrap(),
            "holds 10,001 pages, of which only the first 10,000 were loaded; split the file to read the rest"
        );
    }

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
