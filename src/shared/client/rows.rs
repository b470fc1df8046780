//! Rows of an answer, every value as text.

use std::io;

use fallible_iterator::FallibleIterator;
use postgres_protocol::message::backend::DataRowBody;

use crate::text::Clean;

/// A row of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedRow(Vec<Option<String>>);

impl SharedRow {
    pub(super) fn from_body(body: &DataRowBody) -> io::Result<Self> {
        let bytes = body.buffer();
        let values = body.ranges().map(|range| {
            let value = range.and_then(|range| bytes.get(range));
            Ok(value.map(|value| String::from_utf8_lossy(value).into_owned()))
        });
        Ok(Self(values.collect()?))
    }

    /// Returns how much memory the row takes besides the bytes of its values.
    pub(super) const fn overhead(&self) -> usize {
        size_of::<Self>() + self.0.capacity() * size_of::<Option<String>>()
    }

    /// Returns a value, which must pass the gate before it is shown; `None` if there is none.
    #[must_use]
    pub fn raw(&self, column: usize) -> Option<&str> {
        self.0.get(column)?.as_deref()
    }

    /// Returns a text; `None` if there is none.
    #[must_use]
    pub fn text(&self, column: usize) -> Option<Clean> {
        self.raw(column).map(Clean::new)
    }

    /// Returns a text on one line; `None` if there is none, or it is empty.
    #[must_use]
    pub fn line(&self, column: usize) -> Option<Clean> {
        self.raw(column)
            .map(Clean::line)
            .filter(|line| !line.is_empty())
    }

    /// Returns what a value is parsed to; `None` if there is none, or it cannot be.
    #[must_use]
    pub fn parsed<T: std::str::FromStr>(&self, column: usize) -> Option<T> {
        self.raw(column)?.parse().ok()
    }

    /// Returns `true` if a value is true.
    #[must_use]
    pub fn is_true(&self, column: usize) -> bool {
        self.raw(column) == Some("t")
    }
}
