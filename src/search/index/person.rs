//! All that is known of a person: names, roles over time, months, outlets.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tantivy::Searcher;

use crate::search::hits::Hit;
use crate::search::names::name_key;
use crate::search::query::Query;
use crate::text::{Clean, fold};

use super::columns::Columns;
use super::newest::newest_documents;
use super::speakers::{SpeakerRow, quotes_by_key};
use super::{Result, fetch};

/// What is known of a person or an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRecord {
    /// The name, other names and totals.
    pub row: SpeakerRow,
    /// How many quotes are under each name, the most first.
    pub names: Vec<(Clean, usize)>,
    /// The roles as articles state them, the latest first.
    pub roles: Vec<RoleRecord>,
    /// The number of quotes of each month with any ("2026-03"), in order.
    pub months: Vec<(String, usize)>,
    /// The number of quotes in each source, the most first.
    pub sources: Vec<(Clean, usize)>,
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
    name: &str,
) -> Result<Option<PersonRecord>> {
    let people = columns.people(searcher)?;
    let Some(key) = name_key(name) else {
        return Ok(None);
    };
    let Some(row) = people.row_with_key(&key) else {
        return Ok(None);
    };
    let query = quotes_by_key(people.keys_of_person(&key).into_iter());
    let addresses = newest_documents(searcher, columns, &query, usize::MAX)?;
    let quotes = fetch::read_hits(searcher, columns, &addresses, &Query::default())?;
    let is_theirs = |name: &&Clean| people.name_of(name) == Some(row.name.as_str());
    Ok(Some(PersonRecord {
        row: row.clone(),
        names: count_values(
            quotes
                .iter()
                .filter_map(|quote| quote.speaker.as_ref())
                .filter(is_theirs),
        ),
        roles: list_roles(&quotes),
        months: count_months(&quotes),
        sources: count_values(quotes.iter().filter_map(|quote| quote.source.as_ref())),
    }))
}

/// Counts values, the most frequent first, equals in alphabetical order.
fn count_values<'a>(values: impl Iterator<Item = &'a Clean>) -> Vec<(Clean, usize)> {
    let mut counts: BTreeMap<&Clean, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let mut counts: Vec<(Clean, usize)> = counts
        .into_iter()
        .map(|(value, count)| (value.clone(), count))
        .collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// Lists the roles of quotes, which are newest first.
fn list_roles(quotes: &[Hit]) -> Vec<RoleRecord> {
    let mut roles: Vec<RoleRecord> = Vec::new();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for quote in quotes {
        let Some(role) = &quote.role else { continue };
        let key = fold::fold_key(role).trim_start_matches("the ").to_owned();
        let number = *numbers.entry(key).or_insert(roles.len());
        if let Some(known) = roles.get_mut(number) {
            known.quotes += 1;
            known.first = quote.published.or(known.first);
        } else {
            roles.push(RoleRecord {
                role: role.clone(),
                first: quote.published,
                last: quote.published,
                quotes: 1,
            });
        }
    }
    roles
}

fn count_months(quotes: &[Hit]) -> Vec<(String, usize)> {
    let mut months: BTreeMap<String, usize> = BTreeMap::new();
    for day in quotes.iter().filter_map(|quote| quote.published) {
        *months.entry(day.strftime("%Y-%m").to_string()).or_default() += 1;
    }
    months.into_iter().collect()
}
