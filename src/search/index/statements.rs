//! Statements that several articles quote.

use std::collections::BTreeSet;

use tantivy::query::TermSetQuery;
use tantivy::{Searcher, Term};

use crate::article::QuoteId;
use crate::search::hits::Hit;
use crate::search::query::Query;
use crate::text::Clean;

use super::columns::Columns;
use super::newest::newest_documents;
use super::schema::FIELDS;
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
    /// Makes a statement of its quotes; `name_of` returns by which name a speaker is known, if they are.
    #[must_use]
    pub fn new(mut quotes: Vec<Hit>, name_of: impl Fn(&str) -> Option<String>) -> Self {
        quotes.sort_by_key(|quote| (quote.published.is_none(), quote.published, quote.quote));
        let mut speakers: Vec<Clean> = Vec::new();
        for name in quotes.iter().filter_map(|quote| quote.speaker.as_deref()) {
            let name = name_of(name).map_or_else(|| Clean::new(name), |known| Clean::new(&known));
            if !speakers.contains(&name) {
                speakers.push(name);
            }
        }
        Self { quotes, speakers }
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

/// Returns the quotes of statements, in the order of the groups; a quote that is not in the index is left out.
pub(super) fn read_statements(
    searcher: &Searcher,
    columns: &Columns,
    groups: &[Vec<QuoteId>],
) -> Result<Vec<SameStatement>> {
    let mut statements = Vec::with_capacity(groups.len());
    let people = columns.people(searcher)?;
    let name_of = |name: &str| people.name_of(name).map(str::to_owned);
    for group in groups {
        let terms = group
            .iter()
            .map(|quote| Term::from_field_u64(FIELDS.quote, quote.as_number()));
        let quotes = TermSetQuery::new(terms);
        let addresses = newest_documents(searcher, columns, &quotes, usize::MAX)?;
        let quotes = fetch::read_hits(searcher, columns, &addresses, &Query::default())?;
        let statement = SameStatement::new(quotes, name_of);
        if statement.count_articles() > 1 {
            statements.push(statement);
        }
    }
    Ok(statements)
}
