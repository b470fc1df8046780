//! Rows in the text format of `COPY`: <https://www.postgresql.org/docs/15/sql-copy.html>.

use std::fmt::{Display, Write};

use crate::shared::sql_text::{number_array, text_array};

/// Rows to copy into a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct CopyText {
    text: String,
    is_begun: bool,
}

impl CopyText {
    /// Returns the bytes to send.
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// Returns `true` if there is no row.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Appends the rows of another.
    pub(super) fn append(&mut self, other: &Self) {
        self.text.push_str(&other.text);
    }

    /// Adds a text.
    pub(super) fn add_text(&mut self, value: &str) -> &mut Self {
        self.begin_value();
        for letter in value.chars() {
            match letter {
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\t' => self.text.push_str("\\t"),
                '\r' => self.text.push_str("\\r"),
                // No text of the server can have one.
                '\0' => {}
                _ => self.text.push(letter),
            }
        }
        self
    }

    /// Adds a text, or no value.
    pub(super) fn add_optional(&mut self, value: Option<&str>) -> &mut Self {
        if let Some(value) = value {
            return self.add_text(value);
        }
        self.begin_value();
        self.text.push_str("\\N");
        self
    }

    /// Adds a number.
    pub(super) fn add_number(&mut self, value: impl Display) -> &mut Self {
        self.begin_value();
        let _ = write!(self.text, "{value}");
        self
    }

    /// Adds a list of numbers.
    pub(super) fn add_numbers(&mut self, values: &[i64]) -> &mut Self {
        self.add_text(&number_array(values.iter().copied()))
    }

    /// Adds a list of texts.
    pub(super) fn add_texts<T: AsRef<str>>(&mut self, values: &[T]) -> &mut Self {
        self.add_text(&text_array(values.iter().map(AsRef::as_ref)))
    }

    /// Ends the row.
    pub(super) fn end_row(&mut self) {
        self.text.push('\n');
        self.is_begun = false;
    }

    fn begin_value(&mut self) {
        if self.is_begun {
            self.text.push('\t');
        }
        self.is_begun = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped() {
        let mut rows = CopyText::default();
        rows.add_text("a\tb\\c\nd")
            .add_optional(None)
            .add_number(-3)
            .add_numbers(&[1, 2])
            .add_texts(&["x\"y", "z\\"])
            .end_row();
        rows.add_text("").end_row();
        let expected = "a\\tb\\\\c\\nd\t\\N\t-3\t{1,2}\t{\"x\\\\\"y\",\"z\\\\\\\\\"}\n\n";
        assert_eq!(rows.as_bytes(), expected.as_bytes());
    }
}
