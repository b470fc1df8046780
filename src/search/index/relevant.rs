//! Ranks hits by relevance and age, and counts them by speaker and month.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tantivy::collector::TopDocs;
use tantivy::query::{EnableScoring, Query, Scorer};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocAddress, DocId, Score, Searcher, SegmentReader};

use jiff::civil::Date;

use crate::search::counts::MonthCount;
use crate::search::hits::SearchScope;
use crate::text::Clean;

use super::Result;
use super::column_blocks::BlockValues;
use super::columns::{Columns, NamesOf, SegmentColumns};
use super::documents::{day_number, day_of};
use super::newest::newest_documents;
use super::source_numbers::SourceNumbers;
use super::speaker_numbers::SpeakerNumbers;

/// How many times the requested number of hits is ranked again by age.
const RANKED_AGAIN: usize = 4;

/// The half-life of newness, in days.
const HALF_AS_NEW: f32 = 500.0;

/// The bonus of today's hits, as a share of their score.
const NEWNESS: f32 = 0.5;

/// The length of a text, in terms of the index, at which its score is halved.
const HALF_AS_DENSE: f32 = 100.0;

/// The most speakers or sources that are returned.
const MOST_NAMES: usize = 300;

/// How many hits are counted at a time: one by one, a value of a column costs more to find than to read.
const BLOCK: usize = 1024;

/// How many blocks are counted between two calls of `is_wanted`.
const STRIDE: usize = 16;

/// How many hits there are.
pub(super) struct HitTally {
    /// In all.
    pub(super) hits: usize,
    /// Of each speaker, the most first.
    pub(super) speakers: Vec<(Clean, usize)>,
    /// Of each source, the most first.
    pub(super) sources: Vec<(Clean, usize)>,
    /// Of each month that has some, the earliest first.
    pub(super) months: Vec<MonthCount>,
}

/// Returns at most `limit` documents, the most relevant first; of two equal ones the newer first.
///
/// With `has_equal_scores` all documents have one score by their words, and only the newest are looked at.
pub(super) fn best_documents(
    searcher: &Searcher,
    columns: &Columns,
    query: &dyn Query,
    limit: usize,
    today: u64,
    has_equal_scores: bool,
) -> Result<Vec<DocAddress>> {
    let found = if has_equal_scores {
        let newest =
            newest_documents(searcher, columns, query, limit.saturating_mul(RANKED_AGAIN))?;
        newest.into_iter().map(|address| (1.0, address)).collect()
    } else {
        // The bonus for age is at most one half, so a document far below the limit by score alone cannot rise into
        // it; a few times as many leave room for those that can.
        let collector = TopDocs::with_limit(limit.saturating_mul(RANKED_AGAIN).max(1));
        searcher.search(query, &collector.order_by_score())?
    };
    let mut ranked = Vec::with_capacity(found.len());
    for (score, address) in found {
        let day = columns.day_of_document(address);
        let score = score * length_factor(columns.terms_of_document(address));
        ranked.push((score * recency_boost(day, today), day, address));
    }
    ranked.sort_by(|(score, day, address), (other_score, other_day, other)| {
        let by_score = other_score.total_cmp(score);
        by_score.then(other_day.cmp(day)).then(address.cmp(other))
    });
    ranked.truncate(limit);
    Ok(ranked.into_iter().map(|(_, _, address)| address).collect())
}

/// Returns the factor for a hit's age: from 1.5 today, halving its excess over 1 every 500 days.
fn recency_boost(day: u64, today: u64) -> Score {
    #[allow(
        clippy::cast_precision_loss,
        reason = "days of a calendar are small numbers"
    )]
    let age = today.saturating_sub(day) as f32;
    1.0 + NEWNESS * (-age / HALF_AS_NEW).exp2()
}

/// Returns the factor for the length of a text, which short quotes are filled up to.
///
/// A phrase or an unfinished word has a score that does not depend on the length, so that slogans would come first by chance.
fn length_factor(terms: u32) -> Score {
    #[allow(
        clippy::cast_precision_loss,
        reason = "a length is stored as one byte, far from exact"
    )]
    let terms = terms as f32;
    HALF_AS_DENSE / (HALF_AS_DENSE + terms)
}

/// Counts the hits, in all, of each speaker, source and month; `None` as soon as `is_wanted` returns `false`.
pub(super) fn count_hits(
    searcher: &Searcher,
    columns: &Columns,
    query: &dyn Query,
    is_wanted: &dyn Fn() -> bool,
) -> Result<Option<HitTally>> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let people = columns.speaker_numbers(searcher)?;
    let sources = columns.source_numbers()?;
    let mut tally = HitCounts {
        hits: 0,
        of_speakers: vec![0; people.len()],
        of_sources: vec![0; sources.names.len()],
        months: BTreeMap::new(),
    };
    let segments = searcher.segment_readers().iter().zip(columns.segments());
    for (number, (reader, columns)) in segments.enumerate() {
        let names = SegmentNames {
            number,
            columns,
            people,
            sources,
        };
        let mut scorer = weight.scorer(reader, 1.0)?;
        let mut months = MonthCursor::new(columns, reader.max_doc());
        if !tally.count_segment(reader, &mut *scorer, &names, &mut months, is_wanted) {
            return Ok(None);
        }
    }
    let months = tally.months.into_iter();
    Ok(Some(HitTally {
        hits: tally.hits,
        speakers: name_most(&tally.of_speakers, &|number| people.name_of(number)),
        sources: name_most(&tally.of_sources, &|number| {
            sources.names.get(number).map(String::as_str)
        }),
        months: months
            .map(|(month, hits)| MonthCount { month, hits })
            .collect(),
    }))
}

/// Counts of hits: in all, of each speaker and source by number, and of each month by its first day.
struct HitCounts {
    hits: usize,
    of_speakers: Vec<u32>,
    of_sources: Vec<u32>,
    months: BTreeMap<Date, usize>,
}

/// The month of the documents of a segment, which are visited in order: the newest first, those without a day last.
struct MonthCursor<'a> {
    segment: &'a SegmentColumns,
    documents: DocId,
    /// The month of the documents before `end`.
    month: Option<Date>,
    end: DocId,
}

impl<'a> MonthCursor<'a> {
    const fn new(segment: &'a SegmentColumns, documents: DocId) -> Self {
        Self {
            segment,
            documents,
            month: None,
            end: 0,
        }
    }

    /// Returns the first day of the month of a document; `None` if it has no day.
    fn month_of(&mut self, document: DocId) -> Option<Date> {
        // A look at each day would cost more than counting does; the end of a month is found by bisection.
        if document >= self.end {
            let day = day_of(self.segment.document_day(document));
            self.month = day.map(Date::first_of_month);
            let older = self.month.map(|first| day_number(Some(first)) - 1);
            self.end = older.map_or(self.documents, |day| {
                self.segment.first_document_until(self.documents, day)
            });
        }
        self.month
    }
}

/// The names that the documents of a segment have, numbered across all segments.
struct SegmentNames<'a> {
    number: usize,
    columns: &'a SegmentColumns,
    people: &'a SpeakerNumbers,
    sources: &'a SourceNumbers,
}

impl HitCounts {
    /// Counts the hits of a segment; returns `false` if `is_wanted` did.
    fn count_segment(
        &mut self,
        reader: &SegmentReader,
        scorer: &mut dyn Scorer,
        names: &SegmentNames<'_>,
        months: &mut MonthCursor<'_>,
        is_wanted: &dyn Fn() -> bool,
    ) -> bool {
        let mut values = BlockValues::default();
        let mut block = Vec::with_capacity(BLOCK);
        for number in 1_usize.. {
            fill_block(reader, scorer, &mut block);
            if block.is_empty() {
                break;
            }
            self.hits += block.len();
            self.count_months(&block, months);
            self.count_names(names, &block, &mut values);
            if number.is_multiple_of(STRIDE) && !is_wanted() {
                return false;
            }
        }
        true
    }

    /// Counts the hits of a block for their months.
    fn count_months(&mut self, block: &[DocId], months: &mut MonthCursor<'_>) {
        let mut rest = block;
        while let Some(first) = rest.first() {
            let month = months.month_of(*first);
            let hits = rest
                .partition_point(|document| *document < months.end)
                .max(1);
            if let Some(month) = month {
                *self.months.entry(month).or_default() += hits;
            }
            rest = rest.get(hits..).unwrap_or_default();
        }
    }

    /// Counts the hits of a block for each of their speakers, and for their sources.
    fn count_names(&mut self, names: &SegmentNames<'_>, block: &[DocId], values: &mut BlockValues) {
        let speakers = NamesOf::Speakers(SearchScope::Quotes);
        values.read_texts(names.columns.names(speakers), block);
        for speaker in &values.values {
            let number = names.people.number_of(names.number, ordinal(*speaker));
            if let Some(number) = number {
                count_one(&mut self.of_speakers, number);
            }
        }
        values.read_texts(names.columns.sources(), block);
        for source in &values.values {
            let number = names.sources.number_of(names.number, ordinal(*source));
            if let Some(number) = number {
                count_one(&mut self.of_sources, number);
            }
        }
    }
}

fn ordinal(value: u64) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

/// Fills a block with the next documents that were not deleted; postings keep the others until a merge.
fn fill_block(reader: &SegmentReader, scorer: &mut dyn Scorer, block: &mut Vec<DocId>) {
    let mut buffer = [0; COLLECT_BLOCK_BUFFER_LEN];
    block.clear();
    while block.len() < BLOCK {
        let filled = scorer.fill_buffer(&mut buffer);
        let found = buffer.iter().take(filled).copied();
        match reader.alive_bitset() {
            Some(alive) => block.extend(found.filter(|document| alive.is_alive(*document))),
            None => block.extend(found),
        }
        if filled < COLLECT_BLOCK_BUFFER_LEN {
            return;
        }
    }
}

/// Adds a hit to one of many numbered counts.
fn count_one(counts: &mut [u32], number: usize) {
    if let Some(count) = counts.get_mut(number) {
        *count += 1;
    }
}

/// Returns the names with the most hits, and their hits, the most first.
fn name_most<'a>(
    hits_of: &[u32],
    name_of: &dyn Fn(usize) -> Option<&'a str>,
) -> Vec<(Clean, usize)> {
    let most = most_quoted(hits_of).into_iter();
    most.filter_map(|(number, hits)| Some((Clean::new(name_of(number)?), hits)))
        .collect()
}

/// Returns the numbers of the names with the most hits, and their hits, the most first.
fn most_quoted(hits_of: &[u32]) -> Vec<(usize, usize)> {
    let hits = hits_of.iter().map(|hits| *hits as usize).enumerate();
    let mut most: Vec<(usize, usize)> = hits.filter(|(_, hits)| *hits > 0).collect();
    let order = |(speaker, hits): &(usize, usize)| (Reverse(*hits), *speaker);
    // Selected before sorting: linear in the speakers, of which a large archive has hundreds of thousands.
    if most.len() > MOST_NAMES {
        most.select_nth_unstable_by_key(MOST_NAMES, order);
        most.truncate(MOST_NAMES);
    }
    most.sort_unstable_by_key(order);
    most
}
