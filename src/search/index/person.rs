//! All that is known of a person: names, roles over time, months, outlets, words of their own, quotes.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use tantivy::query::{BooleanQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Searcher, Term};

use crate::people::Certainty;
use crate::search::hits::Hit;
use crate::search::names::name_key;
use crate::search::own_words::find_own_words;
use crate::search::query::{Property, Query};
use crate::text::{Clean, fold};

use super::columns::Columns;
use super::documents::day_of;
use super::newest::newest_documents;
use super::people::IndexPeople;
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
    let keys = people.keys_of_person(&key);
    let query = names_by_key(FIELDS.speaker_key, keys.iter().cloned());
    let addresses = newest_documents(searcher, columns, &query, usize::MAX)?;
    let mut counts = RecordCounts::default();
    for address in &addresses {
        counts.count_quote(*address, columns, (people, row))?;
    }
    let first = if request.is_unsure_first {
        unsure_first(searcher, columns, &keys, &addresses, request.limit)?
    } else {
        addresses.iter().take(request.limit).copied().collect()
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
        names: counts.list_names(people),
        months: counts.list_months(),
        sources: sorted_counts(counts.sources.into_values()),
        roles: counts.roles,
    }))
}

/// Returns the first quotes, those that are not surely theirs before the others.
fn unsure_first(
    searcher: &Searcher,
    columns: &Columns,
    keys: &[String],
    all: &[DocAddress],
    limit: usize,
) -> Result<Vec<DocAddress>> {
    let is_unsure = Term::from_field_text(FIELDS.kind, Property::Unsure.name());
    let is_unsure = TermQuery::new(is_unsure, IndexRecordOption::Basic);
    let theirs = names_by_key(FIELDS.speaker_key, keys.iter().cloned());
    let query = BooleanQuery::intersection(vec![Box::new(theirs), Box::new(is_unsure)]);
    let mut first = newest_documents(searcher, columns, &query, limit)?;
    let known: HashSet<DocAddress> = first.iter().copied().collect();
    let others = all.iter().filter(|address| !known.contains(address));
    let room = limit.saturating_sub(first.len());
    first.extend(others.take(room).copied());
    Ok(first)
}

/// Where a text is in a column: the segment and the ordinal in its dictionary.
type ColumnPlace = (u32, u64);

/// A value and the number of quotes with it.
type Counted = (Clean, usize);

/// What is counted of a person's quotes, in columns: a text is read once.
#[derive(Default)]
struct RecordCounts {
    days: HashMap<u64, usize>,
    sources: HashMap<String, Counted>,
    source_names: HashMap<ColumnPlace, Clean>,
    names: BTreeMap<String, usize>,
    /// `None` for the name of somebody else who speaks as well.
    own_names: HashMap<ColumnPlace, Option<String>>,
    roles: Vec<RoleRecord>,
    /// The number of each role by its key, and by its place in a column.
    role_numbers: HashMap<String, usize>,
    role_places: HashMap<ColumnPlace, usize>,
}

impl RecordCounts {
    /// Counts a quote; the newest must come first.
    fn count_quote(
        &mut self,
        address: DocAddress,
        columns: &Columns,
        (people, row): (&IndexPeople, &SpeakerRow),
    ) -> Result<()> {
        let day = columns.day_of_document(address);
        *self.days.entry(day).or_default() += 1;
        self.count_source(address, columns)?;
        self.count_names(address, columns, (people, row))?;
        self.count_role(address, columns, day_of(day))
    }

    fn count_source(&mut self, address: DocAddress, columns: &Columns) -> Result<()> {
        let Some(place) = columns.source_ordinal(address) else {
            return Ok(());
        };
        let name = match self.source_names.entry((address.segment_ord, place)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let name = columns.source_of(address)?.unwrap_or_default();
                new.insert(name)
            }
        };
        // The same source has a name of its own in each segment.
        match self.sources.get_mut(name.as_str()) {
            Some((_, quotes)) => *quotes += 1,
            None => drop(self.sources.insert(name.to_string(), (name.clone(), 1))),
        }
        Ok(())
    }

    /// Counts the names of theirs that a quote has.
    fn count_names(
        &mut self,
        address: DocAddress,
        columns: &Columns,
        (people, row): (&IndexPeople, &SpeakerRow),
    ) -> Result<()> {
        for place in columns.speaker_ordinals(address) {
            let known = match self.own_names.entry((address.segment_ord, place)) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => {
                    let name = columns.speaker_at(address, place)?;
                    let is_own = people.name_of(&name) == Some(row.name.as_str());
                    new.insert(is_own.then_some(name))
                }
            };
            if let Some(name) = known {
                *self.names.entry(name.clone()).or_default() += 1;
            }
        }
        Ok(())
    }

    fn count_role(
        &mut self,
        address: DocAddress,
        columns: &Columns,
        day: Option<Date>,
    ) -> Result<()> {
        let Some(place) = columns.role_ordinal(address) else {
            return Ok(());
        };
        let place = (address.segment_ord, place);
        let number = if let Some(number) = self.role_places.get(&place) {
            *number
        } else {
            let role = columns.role_of(address)?;
            let key = fold::fold_key(&role).trim_start_matches("the ").to_owned();
            let number = *self.role_numbers.entry(key).or_insert(self.roles.len());
            if number == self.roles.len() {
                self.roles.push(RoleRecord {
                    role,
                    first: day,
                    last: day,
                    quotes: 0,
                });
            }
            self.role_places.insert(place, number);
            number
        };
        if let Some(known) = self.roles.get_mut(number) {
            known.quotes += 1;
            known.first = day.or(known.first);
        }
        Ok(())
    }

    fn list_names(&self, people: &IndexPeople) -> Vec<NameRecord> {
        let mut names: Vec<NameRecord> = self
            .names
            .iter()
            .map(|(name, quotes)| NameRecord {
                name: Clean::new(name),
                quotes: *quotes,
                certainty: people.certainty_of(name),
            })
            .collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.quotes));
        names
    }

    fn list_months(&self) -> Vec<(String, usize)> {
        let mut months: BTreeMap<String, usize> = BTreeMap::new();
        for (day, quotes) in &self.days {
            if let Some(day) = day_of(*day) {
                *months.entry(day.strftime("%Y-%m").to_string()).or_default() += quotes;
            }
        }
        months.into_iter().collect()
    }
}

/// Sorts values by their counts, the most frequent first, equals in alphabetical order.
fn sorted_counts(counts: impl Iterator<Item = Counted>) -> Vec<Counted> {
    let mut counts: Vec<Counted> = counts.collect();
    counts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    counts
}
