//! Text with its hits highlighted, for people.

use std::io::{self, Write};

use crate::article::TextRange;
use crate::text::Clean;
use crate::text::wrap::{Options, wrap};

/// The columns that text is wrapped at, without the indent.
const MEASURE: usize = 76;

/// The escape sequences before and after a hit (ECMA-48, SGR 1 and 22).
const BOLD: (&str, &str) = ("\u{1b}[1m", "\u{1b}[22m");

/// A text and its hits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MarkedText {
    pub(super) text: Clean,
    /// In order and apart from each other.
    pub(super) marks: Vec<TextRange>,
}

impl MarkedText {
    /// Creates a marked text from clean text.
    pub(super) fn new(text: &str, marks: Vec<TextRange>) -> Self {
        Self {
            text: Clean::new(text),
            marks,
        }
    }

    /// Writes it in lines, the hits bold if `is_marked`.
    pub(super) fn write_wrapped(&self, is_marked: bool, out: &mut dyn Write) -> io::Result<()> {
        let whole = TextRange::new(0, self.text.len());
        for line in wrap(&self.text, whole, MEASURE, Options::default()) {
            if line.range.is_empty() {
                continue;
            }
            write!(out, "  ")?;
            self.write_line(line.range, is_marked, out)?;
            writeln!(out, "{}", if line.hyphen { "-" } else { "" })?;
        }
        Ok(())
    }

    fn write_line(&self, line: TextRange, is_marked: bool, out: &mut dyn Write) -> io::Result<()> {
        let mut at = line.start;
        for mark in self.marks.iter().filter(|mark| mark.overlaps(line)) {
            let (start, end) = (mark.start.max(at), mark.end.min(line.end));
            let (before, marked) = (TextRange::new(at, start), TextRange::new(start, end));
            write!(out, "{}", before.of(&self.text))?;
            // SGR 22 ends bold without resetting colours.
            let (on, off) = if is_marked { BOLD } else { ("", "") };
            write!(out, "{on}{}{off}", marked.of(&self.text))?;
            at = end;
        }
        write!(out, "{}", TextRange::new(at, line.end).of(&self.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, marks: &[&str], is_marked: bool) -> String {
        let marks = marks.iter().map(|mark| {
            let start = text.find(mark).unwrap();
            TextRange::new(start, start + mark.len())
        });
        let mut out = Vec::new();
        MarkedText::new(text, marks.collect())
            .write_wrapped(is_marked, &mut out)
            .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn hits_are_bold_on_a_terminal_only() {
        let text = "The tide turned.";
        let marks = ["tide", "turned"];
        assert_eq!(written(text, &marks, false), "  The tide turned.\n");
        let bold = "  The \u{1b}[1mtide\u{1b}[22m \u{1b}[1mturned\u{1b}[22m.\n";
        assert_eq!(written(text, &marks, true), bold);
    }

    #[test]
    fn a_hit_that_runs_over_a_line_is_bold_on_both() {
        let text = format!(
            "{} high water stands {}",
            "so ".repeat(23),
            "long ".repeat(5)
        );
        let lines = written(&text, &["high water stands"], true);
        for line in lines.lines() {
            assert_eq!(line.matches("\u{1b}[1m").count(), 1, "{lines}");
            assert_eq!(line.matches("\u{1b}[22m").count(), 1, "{lines}");
        }
        let plain = lines.replace("\u{1b}[1m", "").replace("\u{1b}[22m", "");
        assert_eq!(plain, written(&text, &[], false));
    }
}
