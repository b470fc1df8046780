//! Counts the hits of a query: in all, of each speaker, source and month, and the stories they are in.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use foldhash::{HashSet, HashSetExt};
use jiff::civil::Date;
use tantivy::columnar::Column;
use tantivy::query::{EnableScoring, Query, Scorer};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, Searcher, SegmentReader};

use crate::search::counts::MonthCount;
use crate::search::hits::SearchScope;
use crate::text::Clean;

use super::Result;
use super::column_blocks::BlockValues;
use super::columns::{Columns, NamesOf, SegmentColumns};
use super::documents::{day_number, day_of};
use super::schema::ARTICLE;
use super::source_numbers::SourceNumbers;
use super::speaker_numbers::SpeakerNumbers;

/// The most speakers or sources that are returned.
const MOST_NAMES: usize = 300;

/// How many hits are counted at a time: one by one, a value of a column costs more to find than to read.
const BLOCK: usize = 1024;

/// How many blocks are counted between two calls of `is_wanted`.
const STRIDE: usize = 16;

/// The most hits whose stories are counted; beyond it that would cost more than it tells.
const MOST_WITH_STORIES: usize = 10_000;

/// How many hits there are.
pub(super) struct HitTally {
    /// In all.
    pub(super) hits: usize,
    /// The stories that they are in; `None` if there are too many hits.
    pub(super) stories: Option<usize>,
    /// Of each speaker, the most first.
    pub(super) speakers: Vec<(Clean, usize)>,
    /// Of each source, the most first.
    pub(super) sources: Vec<(Clean, usize)>,
    /// Of each month that has some, the earliest first.
    pub(super) months: Vec<MonthCount>,
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
        stories: Some(HashSet::new()),
        of_speakers: vec![0; people.len()],
        of_sources: vec![0; sources.names.len()],
        months: BTreeMap::new(),
    };
    let segments = searcher.segment_readers().iter().zip(columns.segments());
    for (number, (reader, columns)) in segments.enumerate() {
        let values = SegmentValues {
            number,
            columns,
            people,
            sources,
            stories: reader.fast_fields().u64(ARTICLE)?,
        };
        let mut scorer = weight.scorer(reader, 1.0)?;
        let mut months = MonthCursor::new(columns, reader.max_doc());
        if !tally.count_segment(reader, &mut *scorer, &values, &mut months, is_wanted) {
            return Ok(None);
        }
    }
    let months = tally.months.into_iter();
    Ok(Some(HitTally {
        hits: tally.hits,
        stories: tally.stories.map(|stories| stories.len()),
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
    /// The stories that the hits are in, as the index numbers them; `None` after too many hits.
    stories: Option<HashSet<u64>>,
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

/// What the documents of a segment are counted by; names are numbered across all segments.
struct SegmentValues<'a> {
    number: usize,
    columns: &'a SegmentColumns,
    people: &'a SpeakerNumbers,
    sources: &'a SourceNumbers,
    stories: Column<u64>,
}

impl HitCounts {
    /// Counts the hits of a segment; returns `false` if `is_wanted` did.
    fn count_segment(
        &mut self,
        reader: &SegmentReader,
        scorer: &mut dyn Scorer,
        of_segment: &SegmentValues<'_>,
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
            self.add_stories(&of_segment.stories, &block);
            self.count_months(&block, months);
            self.count_names(of_segment, &block, &mut values);
            if number.is_multiple_of(STRIDE) && !is_wanted() {
                return false;
            }
        }
        true
    }

    /// Adds the stories of the hits of a block, unless there are too many hits by now.
    fn add_stories(&mut self, of_documents: &Column<u64>, block: &[DocId]) {
        if self.hits > MOST_WITH_STORIES {
            self.stories = None;
        }
        if let Some(stories) = &mut self.stories {
            let found = block.iter();
            stories.extend(found.filter_map(|document| of_documents.first(*document)));
        }
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
    fn count_names(
        &mut self,
        names: &SegmentValues<'_>,
        block: &[DocId],
        values: &mut BlockValues,
    ) {
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
