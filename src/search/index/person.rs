//! All that is known of a person: names, roles over time, months, outlets, words of their own, quotes.

use std::collections::HashSet;

use jiff::civil::Date;
use tantivy::query::{BooleanQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Searcher, Term};

use crate::people::Certainty;
use crate::search::hits::Hit;
use crate::search::names::name_key;
use crate::search::own_words::find_own_words;
use crate::search::query::{Property, Query};
use crate::text::Clean;

use super::columns::Columns;
use super::newest::newest_documents;
use super::person_counts::PersonCounts;
use super::schema::{FIELDS, IS_QUOTE};
use super::speakers::{SpeakerRow, names_by_key};
use super::{Result, fetch};

/// What is asked of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonRequest<'a> {
    /// One of the names.
    pub name: &'a str,
    /// How many quotes at the most.
    pub limit: usize,
    /// Whether quotes that are not surely theirs come first.
    pub is_unsure_first: bool,
}

/// What is known of a person or an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRecord {
    /// The name, other names and totals.
    pub row: SpeakerRow,
    /// The names as articles write them, those with most quotes first.
    pub names: Vec<NameRecord>,
    /// The roles as articles state them, the latest first.
    pub roles: Vec<RoleRecord>,
    /// The number of quotes of each month with any ("2026-03"), in order.
    pub months: Vec<(String, usize)>,
    /// The number of quotes in each source, the most first.
    pub sources: Vec<(Clean, usize)>,
    /// Words that they use more than others, the most telling first.
    pub words: Vec<Clean>,
    /// The first quotes, newest first.
    pub quotes: Vec<Hit>,
}

/// A name of a person as articles write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameRecord {
    /// The name.
    pub name: Clean,
    /// The number of quotes under it.
    pub quotes: usize,
    /// How sure it is that it is theirs.
    pub certainty: Certainty,
}

/// A role that articles state, in any spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleRecord {
    /// The role as most lately written.
    pub role: Clean,
    /// The day of the first quote with it, and of the last.
    pub first: Option<Date>,
    /// The day of the last quote with it.
    pub last: Option<Date>,
    /// The number of quotes with it.
    pub quotes: usize,
}

/// Returns what is known of the person who has a name; `None` if no quote is theirs.
pub(super) fn find_record(
    searcher: &Searcher,
    columns: &Columns,
    request: PersonRequest<'_>,
) -> Result<Option<PersonRecord>> {
    let people = columns.people(searcher)?;
    let Some(key) = name_key(request.name) else {
        return Ok(None);
    };
    let Some(row) = people.row_with_key(&key) else {
        return Ok(None);
    };
    let _span = tracing::debug_span!("record", quotes = row.quotes).entered();
    let keys = people.keys_of_person(&key);
    let query = names_by_key(FIELDS.speaker_key, keys.iter().cloned());
    let counts = PersonCounts::count_quotes(searcher, columns, &query)?;
    let first = if request.is_unsure_first {
        unsure_first(searcher, columns, &keys, request.limit)?
    } else {
        newest_documents(searcher, columns, &query, request.limit)?
    };
    let quotes = fetch::read_hits(searcher, columns, &first, &Query::default())?;
    let all = searcher.doc_freq(&Term::from_field_text(FIELDS.kind, IS_QUOTE))?;
    let words = find_own_words(&quotes, row, all, &mut |word, _| {
        searcher.doc_freq(&Term::from_field_text(FIELDS.quotes.words, word))
    })?;
    Ok(Some(PersonRecord {
        row: row.clone(),
        words,
        quotes,
        names: counts.list_names(people, row),
        months: counts.list_months(),
        sources: counts.list_sources(),
        roles: counts.into_roles(),
    }))
}

/// Returns the first quotes, those that are not surely theirs before the others.
fn unsure_first(
    searcher: &Searcher,
    columns: &Columns,
    keys: &[String],
    limit: usize,
) -> Result<Vec<DocAddress>> {
    let is_unsure = Term::from_field_text(FIELDS.kind, Property::Unsure.name());
    let is_unsure = TermQuery::new(is_unsure, IndexRecordOption::Basic);
    let theirs = names_by_key(FIELDS.speaker_key, keys.iter().cloned());
    let unsure = BooleanQuery::intersection(vec![Box::new(theirs.clone()), Box::new(is_unsure)]);
    let mut first = newest_documents(searcher, columns, &unsure, limit)?;
    let known: HashSet<DocAddress> = first.iter().copied().collect();
    let room = limit - known.len();
    // So many are enough: no more than the known ones are left out of them.
    let newest = newest_documents(searcher, columns, &theirs, limit)?;
    let others = newest
        .into_iter()
        .filter(|address| !known.contains(address));
    first.extend(others.take(room));
    Ok(first)
}
