//! Counts what a person's quotes say of them, in columns: a text is read once a segment, not once a quote.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use tantivy::columnar::StrColumn;
use tantivy::query::{EnableScoring, Scorer};
use tantivy::{DocId, Searcher, SegmentReader, TERMINATED};

use crate::search::hits::SearchScope;
use crate::text::{Clean, fold};

use super::Result;
use super::column_blocks::{BlockValues, read_values, visit_blocks};
use super::columns::{Columns, NamesOf, SegmentColumns};
use super::documents::day_of;
use super::people::IndexPeople;
use super::person::{NameRecord, RoleRecord};
use super::speakers::SpeakerRow;

/// What is counted of a person's quotes.
#[derive(Debug, Default)]
pub(super) struct PersonCounts {
    /// The number of quotes by the number of their day.
    days: BTreeMap<u64, usize>,
    sources: HashMap<String, usize>,
    /// All who speak in the quotes, others included.
    names: BTreeMap<String, usize>,
    /// By the folded role.
    roles: HashMap<String, RoleUse>,
}

/// How a role is used: the days as numbers, 0 for none.
#[derive(Debug, Default)]
struct RoleUse {
    role: String,
    newest: u64,
    oldest: u64,
    quotes: usize,
    /// How many other roles were found before.
    place: usize,
}

/// What is counted in a segment, by the ordinals of its dictionaries.
#[derive(Debug, Default)]
struct SegmentCounts {
    days: BTreeMap<u64, usize>,
    sources: OrdinalMap<usize>,
    names: OrdinalMap<usize>,
    roles: OrdinalMap<RoleDays>,
}

/// The days of the quotes with a role, the newest first; the numbers of days, 0 for none.
#[derive(Debug, Clone, Copy)]
struct RoleDays {
    newest: u64,
    oldest: u64,
    quotes: usize,
}

/// A value for some ordinals of a dictionary, in the order in which they were first seen.
///
/// An access costs a look into a vector: a person may have a hundred thousand quotes.
#[derive(Debug)]
struct OrdinalMap<T> {
    /// For each ordinal one more than its place in `values`, 0 for none.
    places: Vec<u32>,
    values: Vec<(u64, T)>,
}

impl<T> Default for OrdinalMap<T> {
    fn default() -> Self {
        Self {
            places: Vec::new(),
            values: Vec::new(),
        }
    }
}

impl<T> OrdinalMap<T> {
    /// Changes the value of an ordinal, which is `new` if it has none yet.
    fn update(&mut self, ordinal: u64, new: T, change: impl FnOnce(&mut T)) {
        let Ok(index) = usize::try_from(ordinal) else {
            return;
        };
        if index >= self.places.len() {
            self.places.resize(index + 1, 0);
        }
        let Some(place) = self.places.get_mut(index) else {
            return;
        };
        if *place == 0 {
            self.values.push((ordinal, new));
            *place = u32::try_from(self.values.len()).unwrap_or_default();
        }
        let known = usize::try_from(*place).unwrap_or_default().checked_sub(1);
        if let Some((_, value)) = known.and_then(|known| self.values.get_mut(known)) {
            change(value);
        }
    }
}

impl SegmentCounts {
    /// Counts the quotes of a segment that a scorer yields.
    fn from_scorer(
        reader: &SegmentReader,
        columns: &SegmentColumns,
        scorer: &mut dyn Scorer,
    ) -> Self {
        let mut counted = Self::default();
        let mut values = BlockValues::default();
        let mut days = Vec::new();
        visit_blocks(&mut alive_documents(reader, scorer), &mut |block| {
            read_values(columns.days(), block, &mut days);
            // A segment is sorted by day.
            for of_day in days.chunk_by(PartialEq::eq) {
                let quotes = of_day
                    .first()
                    .map(|day| counted.days.entry(*day).or_default());
                quotes
                    .into_iter()
                    .for_each(|quotes| *quotes += of_day.len());
            }
            values.read_texts(columns.sources(), block);
            counted.sources.count(&values.values);
            values.read_texts(columns.names(NamesOf::Speakers(SearchScope::Quotes)), block);
            counted.names.count(&values.values);
            values.read_texts(columns.roles(), block);
            let mut roles = values.look_up();
            for (document, day) in block.iter().zip(&days) {
                if let Some(role) = roles.first_of(*document) {
                    counted.count_role(role, *day);
                }
            }
        });
        counted
    }

    /// Counts a quote with a role; the newest must come first.
    fn count_role(&mut self, role: u64, day: u64) {
        let new = RoleDays {
            newest: day,
            oldest: day,
            quotes: 0,
        };
        self.roles.update(role, new, |days| {
            days.quotes += 1;
            // Quotes without a day come last.
            if day != 0 {
                days.oldest = day;
            }
        });
    }
}

impl OrdinalMap<usize> {
    /// Counts each of some ordinals.
    fn count(&mut self, ordinals: &[u64]) {
        for ordinal in ordinals {
            self.update(*ordinal, 0, |quotes| *quotes += 1);
        }
    }
}

impl PersonCounts {
    /// Counts the quotes that a query finds.
    pub(super) fn count_quotes(
        searcher: &Searcher,
        columns: &Columns,
        query: &dyn tantivy::query::Query,
    ) -> Result<Self> {
        let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
        let mut counts = Self::default();
        let segments = searcher.segment_readers().iter().zip(columns.segments());
        for (reader, columns) in segments {
            let mut scorer = weight.scorer(reader, 1.0)?;
            let counted = SegmentCounts::from_scorer(reader, columns, &mut *scorer);
            counts.add_segment(columns, counted)?;
        }
        Ok(counts)
    }

    /// Adds the counts of a segment, whose texts are read once each.
    fn add_segment(&mut self, columns: &SegmentColumns, counted: SegmentCounts) -> Result<()> {
        for (day, quotes) in counted.days {
            *self.days.entry(day).or_default() += quotes;
        }
        for (ordinal, quotes) in counted.sources.values {
            let source = read_text(columns.sources(), ordinal)?;
            *self.sources.entry(source).or_default() += quotes;
        }
        let speakers = columns.names(NamesOf::Speakers(SearchScope::Quotes));
        for (ordinal, quotes) in counted.names.values {
            let name = read_text(speakers, ordinal)?;
            *self.names.entry(name).or_default() += quotes;
        }
        for (ordinal, days) in counted.roles.values {
            self.add_role(read_text(columns.roles(), ordinal)?, days);
        }
        Ok(())
    }

    fn add_role(&mut self, role: String, days: RoleDays) {
        let key = fold::fold_key(&role).trim_start_matches("the ").to_owned();
        let place = self.roles.len();
        let known = self.roles.entry(key).or_insert_with(|| RoleUse {
            role: role.clone(),
            newest: days.newest,
            oldest: days.oldest,
            quotes: 0,
            place,
        });
        known.quotes += days.quotes;
        if days.newest > known.newest {
            known.newest = days.newest;
            known.role = role;
        }
        if days.oldest != 0 && (known.oldest == 0 || days.oldest < known.oldest) {
            known.oldest = days.oldest;
        }
    }

    /// Returns the names that are the person's, those with most quotes first.
    pub(super) fn list_names(&self, people: &IndexPeople, row: &SpeakerRow) -> Vec<NameRecord> {
        let own = self
            .names
            .iter()
            .filter(|(name, _)| people.name_of(name) == Some(row.name.as_str()));
        let mut names: Vec<NameRecord> = own
            .map(|(name, quotes)| NameRecord {
                name: Clean::new(name),
                quotes: *quotes,
                certainty: people.certainty_of(name),
            })
            .collect();
        names.sort_by_key(|name| Reverse(name.quotes));
        names
    }

    /// Returns the number of quotes of each month with any ("2026-03"), in order.
    pub(super) fn list_months(&self) -> Vec<(String, usize)> {
        let mut months: BTreeMap<String, usize> = BTreeMap::new();
        for (day, quotes) in &self.days {
            if let Some(day) = day_of(*day) {
                *months.entry(day.strftime("%Y-%m").to_string()).or_default() += quotes;
            }
        }
        months.into_iter().collect()
    }

    /// Returns the number of quotes of each source, the most first, equals in alphabetical order.
    pub(super) fn list_sources(&self) -> Vec<(Clean, usize)> {
        let mut sources: Vec<(Clean, usize)> = self
            .sources
            .iter()
            .map(|(source, quotes)| (Clean::new(source), *quotes))
            .collect();
        sources.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        sources
    }

    /// Returns the roles, the latest first.
    pub(super) fn into_roles(self) -> Vec<RoleRecord> {
        let mut roles: Vec<RoleUse> = self.roles.into_values().collect();
        roles.sort_by_key(|role| (Reverse(role.newest), role.place));
        let roles = roles.into_iter().map(|role| RoleRecord {
            role: Clean::new(&role.role),
            first: day_of(role.oldest),
            last: day_of(role.newest),
            quotes: role.quotes,
        });
        roles.collect()
    }
}

/// Returns the documents that a scorer yields and that are not deleted.
fn alive_documents(reader: &SegmentReader, scorer: &mut dyn Scorer) -> impl Iterator<Item = DocId> {
    let mut document = scorer.doc();
    let all = std::iter::from_fn(move || {
        let present = document;
        document = if present == TERMINATED {
            present
        } else {
            scorer.advance()
        };
        (present != TERMINATED).then_some(present)
    });
    // Postings keep deleted documents until a merge.
    all.filter(|document| !reader.is_deleted(*document))
}

/// Returns the text with an ordinal of a column's dictionary; empty if there is none.
fn read_text(column: Option<&StrColumn>, ordinal: u64) -> Result<String> {
    let mut text = String::new();
    if let Some(column) = column {
        column.ord_to_str(ordinal, &mut text)?;
    }
    Ok(text)
}
