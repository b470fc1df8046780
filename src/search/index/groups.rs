//! Counts hits by speaker, source, day or kind, alone or together.

use std::collections::{HashMap, HashSet};

use tantivy::query::{EnableScoring, Scorer};
use tantivy::{DocId, Searcher, SegmentReader, TERMINATED};

use crate::search::counts::{CountKey, GroupCount, GroupValue};
use crate::search::hits::HitRequest;
use crate::text::Clean;

use super::Result;
use super::answers::{compile_request, search_span};
use super::columns::{Columns, SegmentColumns};
use super::documents::day_of;
use super::reader::{Index, catch_panic};
use super::schema::ARTICLE;
use super::source_numbers::SourceNumbers;
use super::speaker_numbers::SpeakerNumbers;

/// The number that means that a document has no value.
pub(super) const NONE: u64 = u64::MAX;

impl Index {
    /// Counts the hits of a query by some of their properties; a hit of several speakers counts for each of them.
    ///
    /// Groups are in the order of their values.
    ///
    /// # Errors
    /// Fails if the index is damaged or cannot be read.
    pub fn count_groups(&self, ask: &HitRequest<'_>, keys: &[CountKey]) -> Result<Vec<GroupCount>> {
        let _span = search_span("groups", ask).entered();
        catch_panic(|| {
            let (Some(clause), Some((searcher, columns))) =
                (&ask.query.clause, self.open_commit()?)
            else {
                return Ok(Vec::new());
            };
            let query = compile_request(ask, clause, (&searcher, &columns))?;
            let weight = query.weight(EnableScoring::disabled_from_searcher(&searcher))?;
            let mut groups = Groups::new(keys, &searcher, &columns)?;
            for number in 0..searcher.segment_readers().len() {
                let reader = searcher.segment_reader(u32::try_from(number).unwrap_or_default());
                let mut scorer = weight.scorer(reader, 1.0)?;
                groups.count_segment(number, reader, &mut *scorer)?;
            }
            Ok(groups.into_counts())
        })
    }
}

/// The counts of groups, by the numbers of their values.
pub(super) struct Groups<'a> {
    keys: &'a [CountKey],
    columns: &'a Columns,
    /// `None` where nobody asks for speakers.
    people: Option<&'a SpeakerNumbers>,
    /// `None` where nobody asks for sources.
    sources: Option<&'a SourceNumbers>,
    counts: HashMap<Vec<u64>, (usize, HashSet<u64>)>,
}

impl<'a> Groups<'a> {
    pub(super) fn new(
        keys: &'a [CountKey],
        searcher: &Searcher,
        columns: &'a Columns,
    ) -> Result<Self> {
        debug_assert_eq!(searcher.segment_readers().len(), columns.segments().len());
        let has = |key| keys.contains(&key);
        Ok(Self {
            keys,
            columns,
            people: has(CountKey::Speaker)
                .then(|| columns.speaker_numbers(searcher))
                .transpose()?,
            sources: has(CountKey::Source)
                .then(|| columns.source_numbers())
                .transpose()?,
            counts: HashMap::new(),
        })
    }

    fn count_segment(
        &mut self,
        number: usize,
        reader: &SegmentReader,
        scorer: &mut dyn Scorer,
    ) -> Result<()> {
        let articles = reader.fast_fields().u64(ARTICLE)?;
        let mut document = scorer.doc();
        while document != TERMINATED {
            // Postings keep deleted documents until a merge.
            if !reader.is_deleted(document) {
                let article = articles.first(document).unwrap_or_default();
                for values in self.values_of(number, document) {
                    let (quotes, articles) = self.counts.entry(values).or_default();
                    *quotes += 1;
                    articles.insert(article);
                }
            }
            document = scorer.advance();
        }
        Ok(())
    }

    /// Returns the values of a document for all keys, once for each of its speakers.
    pub(super) fn values_of(&self, segment: usize, document: DocId) -> Vec<Vec<u64>> {
        let mut rows = vec![Vec::with_capacity(self.keys.len())];
        let Some(columns) = self.columns.segments().get(segment) else {
            return Vec::new();
        };
        for key in self.keys {
            let values = match key {
                CountKey::Speaker => self.speakers_of(segment, columns, document),
                CountKey::Source => vec![self.source_of(segment, columns, document)],
                CountKey::Day | CountKey::Month | CountKey::Year => {
                    vec![period_number(*key, columns.document_day(document))]
                }
            };
            rows = rows
                .into_iter()
                .flat_map(|row| {
                    values.iter().map(move |value| {
                        let mut row = row.clone();
                        row.push(*value);
                        row
                    })
                })
                .collect();
        }
        rows
    }

    fn speakers_of(&self, segment: usize, columns: &SegmentColumns, document: DocId) -> Vec<u64> {
        let ordinals = columns.speaker_ordinals(document);
        let numbers = ordinals.filter_map(|speaker| self.people?.number_of(segment, speaker));
        let mut numbers: Vec<u64> = numbers
            .filter_map(|number| u64::try_from(number).ok())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        if numbers.is_empty() {
            numbers.push(NONE);
        }
        numbers
    }

    fn source_of(&self, segment: usize, columns: &SegmentColumns, document: DocId) -> u64 {
        let number = columns
            .source_ordinal(document)
            .and_then(|source| self.sources?.number_of(segment, source));
        number
            .and_then(|number| u64::try_from(number).ok())
            .unwrap_or(NONE)
    }

    /// Returns the values with some numbers, one for each key.
    pub(super) fn name_values(&self, numbers: &[u64]) -> Vec<GroupValue> {
        let name = |name: Option<&str>| {
            name.map_or(GroupValue::Unknown, |name| {
                GroupValue::Name(Clean::new(name))
            })
        };
        let place = |number: &u64| usize::try_from(*number).ok();
        let pairs = self.keys.iter().zip(numbers);
        let values = pairs.map(|(key, number)| match key {
            CountKey::Speaker => name(place(number).and_then(|at| self.people?.name_of(at))),
            CountKey::Source => {
                let source = place(number).and_then(|at| self.sources?.names.get(at));
                name(source.map(String::as_str))
            }
            CountKey::Day | CountKey::Month | CountKey::Year => period_of(*key, *number),
        });
        values.collect()
    }

    fn into_counts(self) -> Vec<GroupCount> {
        let counts = self
            .counts
            .iter()
            .map(|(numbers, (quotes, articles))| GroupCount {
                values: self.name_values(numbers),
                quotes: *quotes,
                articles: articles.len(),
            });
        let mut counts: Vec<GroupCount> = counts.collect();
        counts.sort_by(|one, other| one.values.cmp(&other.values));
        counts
    }
}

/// Returns the number of the day, month or year of a day's number.
fn period_number(key: CountKey, day: u64) -> u64 {
    let Some(date) = day_of(day) else {
        return NONE;
    };
    let year = u64::try_from(date.year()).unwrap_or_default();
    match key {
        CountKey::Year => year,
        CountKey::Month => year * 12 + u64::from(date.month().unsigned_abs()) - 1,
        CountKey::Day | CountKey::Speaker | CountKey::Source => day,
    }
}

/// Returns a period as text: 2026, 2026-01, 2026-01-31.
fn period_of(key: CountKey, number: u64) -> GroupValue {
    let text = match key {
        CountKey::Year => (number != NONE).then(|| format!("{number:04}")),
        CountKey::Month => {
            (number != NONE).then(|| format!("{:04}-{:02}", number / 12, number % 12 + 1))
        }
        CountKey::Day | CountKey::Speaker | CountKey::Source => {
            day_of(number).map(|day| day.to_string())
        }
    };
    text.map_or(GroupValue::Unknown, GroupValue::Period)
}
