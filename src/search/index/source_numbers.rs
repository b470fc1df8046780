//! Numbers the sources of all segments, so that hits can be counted by them.

use std::collections::HashMap;

use tantivy::columnar::StrColumn;

use super::Result;

/// The sources of all segments, numbered across them.
#[derive(Debug, Default)]
pub(super) struct SourceNumbers {
    /// The name of each source, by its number.
    pub(super) names: Vec<String>,
    /// For each segment the number of each ordinal in its dictionary.
    numbers: Vec<Vec<usize>>,
}

impl SourceNumbers {
    /// Numbers the names in the columns of all segments, in their order.
    pub(super) fn from_columns<'c>(
        columns: impl Iterator<Item = Option<&'c StrColumn>>,
    ) -> Result<Self> {
        let mut by_name: HashMap<String, usize> = HashMap::new();
        let mut sources = Self::default();
        for column in columns {
            let mut numbers = Vec::new();
            if let Some(column) = column {
                let mut names = column.dictionary().stream()?;
                while names.advance() {
                    let name = String::from_utf8_lossy(names.key()).into_owned();
                    let next = sources.names.len();
                    let number = *by_name.entry(name.clone()).or_insert(next);
                    if number == next {
                        sources.names.push(name);
                    }
                    numbers.push(number);
                }
            }
            sources.numbers.push(numbers);
        }
        Ok(sources)
    }

    /// Returns the number across all segments of a source's ordinal in one segment.
    pub(super) fn number_of(&self, segment: usize, source: usize) -> Option<usize> {
        self.numbers.get(segment)?.get(source).copied()
    }
}
