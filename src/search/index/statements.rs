//! Statements that several articles quote.

use std::collections::BTreeSet;

use tantivy::Searcher;

use crate::same::{SameFinder, SketchNumber, StatementSketch};
use crate::search::hits::Hit;
use crate::search::query::Query;
use crate::text::Clean;

use super::columns::Columns;
use super::compile::term_query;
use super::newest::newest_documents;
use super::schema::{FIELDS, IS_QUOTE};
use super::{Result, fetch};

/// A statement that several articles quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SameStatement {
    /// The quotes, the oldest first; those without a day are last.
    pub quotes: Vec<Hit>,
    /// Those who are said to have said it, each once, in the order of the quotes.
    pub speakers: Vec<Clean>,
}

impl SameStatement {
    fn from_quotes(mut quotes: Vec<Hit>, columns: &Columns, searcher: &Searcher) -> Result<Self> {
        quotes.sort_by_key(|quote| (quote.published.is_none(), quote.published, quote.quote));
        let people = columns.people(searcher)?;
        let mut speakers: Vec<Clean> = Vec::new();
        for name in quotes.iter().filter_map(|quote| quote.speaker.as_deref()) {
            let name = people.name_of(name).unwrap_or(name);
            if speakers.iter().all(|known| known.as_str() != name) {
                speakers.push(Clean::new(name));
            }
        }
        Ok(Self { quotes, speakers })
    }

    /// Returns who published it, each once, in the order of the quotes.
    #[must_use]
    pub fn sources(&self) -> Vec<&Clean> {
        let mut sources: Vec<&Clean> = Vec::new();
        for source in self.quotes.iter().filter_map(|quote| quote.source.as_ref()) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        sources
    }

    /// Returns in how many articles it is.
    #[must_use]
    pub fn count_articles(&self) -> usize {
        let articles: BTreeSet<_> = self.quotes.iter().map(|quote| quote.article).collect();
        articles.len()
    }
}

/// Returns the statements that several articles quote, those in most articles first.
pub(super) fn find_statements(
    searcher: &Searcher,
    columns: &Columns,
) -> Result<Vec<SameStatement>> {
    let all = term_query(FIELDS.kind, IS_QUOTE);
    let addresses = newest_documents(searcher, columns, &all, usize::MAX)?;
    let quotes = fetch::read_hits(searcher, columns, &addresses, &Query::default())?;
    let people = columns.people(searcher)?;
    let mut finder = SameFinder::default();
    for (number, quote) in (0..).zip(&quotes) {
        let speaker = quote
            .speaker
            .as_deref()
            .map(|name| people.name_of(name).unwrap_or(name));
        if let Some(sketch) = StatementSketch::new(&quoted_words(&quote.text), speaker) {
            finder.add_sketch(SketchNumber(number), sketch);
        }
    }
    let mut statements = Vec::new();
    for (_, group) in finder.list_groups() {
        let numbers = group
            .iter()
            .filter_map(|number| usize::try_from(number.0).ok());
        let those: Vec<Hit> = numbers
            .filter_map(|number| quotes.get(number).cloned())
            .collect();
        let statement = SameStatement::from_quotes(those, columns, searcher)?;
        if statement.count_articles() > 1 {
            statements.push(statement);
        }
    }
    let key = |statement: &SameStatement| {
        let first = statement.quotes.first().and_then(|quote| quote.quote);
        (std::cmp::Reverse(statement.count_articles()), first)
    };
    statements.sort_by_cached_key(key);
    Ok(statements)
}

/// Returns the words of a quote without those between its parts: “We sail,” she said, “at noon.”
fn quoted_words(text: &str) -> String {
    let mut is_inside = true;
    let mut words = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        match c {
            '“' | '«' | '„' => is_inside = true,
            '”' | '»' => is_inside = false,
            '"' => {
                // The first straight mark opens, the next one closes.
                is_inside = marks % 2 == 0;
                marks += 1;
            }
            _ if is_inside => words.push(c),
            _ => {}
        }
        if !is_inside && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::without_marks("We sail at noon.", "We sail at noon.")]
    #[case::one_part("“We sail at noon.”", "We sail at noon. ")]
    #[case::two_parts("“We sail,” she said, “at noon.”", "We sail, at noon. ")]
    #[case::straight_marks("\"We sail,\" she said, \"at noon.\"", "We sail, at noon. ")]
    #[case::open("“We sail. And", "We sail. And")]
    fn leaves_out_reporting_words(#[case] text: &str, #[case] words: &str) {
        assert_eq!(quoted_words(text), words);
    }
}
