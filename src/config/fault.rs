//! Faults of a config file: what is wrong, where, and what to write instead.

use std::fmt;
use std::ops::Range;
use std::path::Path;

use crate::text::Clean;

/// How many characters of a word a message repeats.
const LONGEST_WORD: usize = 60;

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigFault {
    /// The line, from 1; `None` if the file could not be read.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: Clean,
    /// What is accepted, and the nearest of it to what was written.
    pub hint: Clean,
}

/// A config file that cannot be used, with all its faults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    file: Clean,
    faults: Vec<ConfigFault>,
}

impl ConfigError {
    /// Creates the error for a file that could not be read.
    pub(super) fn unreadable(file: &Path, message: &str, hint: &str) -> Self {
        let fault = ConfigFault {
            line: None,
            message: Clean::line(message),
            hint: Clean::line(hint),
        };
        Self::new(file, vec![fault])
    }

    /// Creates the error for the faults in a file.
    pub(super) fn new(file: &Path, mut faults: Vec<ConfigFault>) -> Self {
        faults.sort_by_key(|fault| fault.line);
        Self {
            file: Clean::line(&file.to_string_lossy()),
            faults,
        }
    }

    /// Returns the faults in the order of their lines; at least one.
    #[must_use]
    pub fn faults(&self) -> &[ConfigFault] {
        &self.faults
    }
}

impl std::error::Error for ConfigError {}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { "\n" })?;
            match fault.line {
                Some(line) => write!(f, "{}:{line}: ", self.file)?,
                None => write!(f, "{}: ", self.file)?,
            }
            write!(f, "{}\nHint: {}", fault.message, fault.hint)?;
        }
        Ok(())
    }
}

/// Collects the faults of a text.
pub(super) struct Faults<'a> {
    text: &'a str,
    found: Vec<ConfigFault>,
}

impl<'a> Faults<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self {
            text,
            found: Vec::new(),
        }
    }

    /// Returns the text.
    pub(super) const fn text(&self) -> &'a str {
        self.text
    }

    /// Adds a fault at `span`, in bytes.
    pub(super) fn add_fault(&mut self, span: &Range<usize>, message: &str, hint: &str) {
        self.found.push(ConfigFault {
            line: Some(self.line_of(span)),
            message: Clean::line(&shorten_words(message)),
            hint: Clean::line(hint),
        });
    }

    /// Returns the line in which `span` starts, from 1.
    pub(super) fn line_of(&self, span: &Range<usize>) -> usize {
        let before = self.text.as_bytes().iter().take(span.start);
        before.filter(|byte| **byte == b'\n').count() + 1
    }

    pub(super) fn into_found(self) -> Vec<ConfigFault> {
        self.found
    }
}

/// Returns a message in which no word is so long that the rest is not seen.
fn shorten_words(message: &str) -> String {
    let words = message.split(' ').map(|word| {
        if word.chars().count() <= LONGEST_WORD {
            return word.to_owned();
        }
        let ends_quoted = word.trim_end_matches([',', ';', ':']).ends_with('\'');
        let end = if ends_quoted { "…'" } else { "…" };
        word.chars().take(LONGEST_WORD).chain(end.chars()).collect()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Returns the hint for a name that is none of `names`: the nearest of them, and all that are accepted.
pub(super) fn hint_for(name: &str, names: &[&str]) -> String {
    let accepted = format!("accepted: {}", names.join(", "));
    match crate::input::nearest::nearest_name(name, names.iter().copied()) {
        Some(nearest) => format!("did you mean '{nearest}'? {accepted}"),
        None => accepted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one() {
        let faults = Faults::new("a\nb\nc");
        assert_eq!(faults.line_of(&(0..1)), 1);
        assert_eq!(faults.line_of(&(4..5)), 3);
        assert_eq!(faults.line_of(&(99..99)), 3);
    }

    #[test]
    fn faults_are_told_in_the_order_of_the_lines_and_clean() {
        let mut faults = Faults::new("one\ntwo\n");
        faults.add_fault(&(4..7), "unknown '\u{1b}[31mtwo\u{202e}'", "leave it out");
        faults.add_fault(&(0..3), "unknown 'one'", "leave it out");
        let error = ConfigError::new(Path::new("a\nb.toml"), faults.into_found());
        assert_eq!(
            error.to_string(),
            "a b.toml:1: unknown 'one'\nHint: leave it out\na b.toml:2: unknown 'two'\nHint: leave it out"
        );
    }
}

#[cfg(test)]
mod word_tests {
    use super::*;

    #[test]
    fn a_long_word_is_cut_and_its_mark_is_kept() {
        let long = "x".repeat(5_000);
        let message = shorten_words(&format!("'theme' cannot be '{long}'"));
        assert_eq!(message, format!("'theme' cannot be '{}…'", "x".repeat(59)));
        assert_eq!(shorten_words("unknown key 'X'"), "unknown key 'X'");
    }
}
