//! All hits: how many there are, whose they are, and which fit best.

use std::cmp::Reverse;

use tantivy::collector::TopDocs;
use tantivy::query::{EnableScoring, Query, Scorer};
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentReader, TERMINATED};

use super::Result;
use super::columns::Columns;

/// How many times more hits than asked for are ranked again by their age.
const RANKED_AGAIN: usize = 4;

/// How many days make a hit half as new.
const HALF_AS_NEW: f32 = 500.0;

/// How much more the newest hit weighs than the oldest.
const NEWNESS: f32 = 0.5;

/// How many speakers are told.
const SPEAKERS: usize = 300;

/// Hits between two looks at whether they are still wanted.
const STRIDE: usize = 1 << 14;

/// How often each speaker said something.
pub(super) type Speakers = Vec<(String, usize)>;

/// Returns the documents that fit best, at most `limit`, the best first; of two alike the newer one.
pub(super) fn best(
    searcher: &Searcher,
    columns: &Columns,
    query: &dyn Query,
    limit: usize,
    today: u64,
) -> Result<Vec<DocAddress>> {
    let collector = TopDocs::with_limit(limit.saturating_mul(RANKED_AGAIN).max(1));
    let found = searcher.search(query, &collector.order_by_score())?;
    let mut ranked = Vec::with_capacity(found.len());
    for (score, address) in found {
        let day = columns.day(address);
        ranked.push((score * newness(day, today), day, address));
    }
    ranked.sort_by(|(score, day, address), (other_score, other_day, other)| {
        let by_score = other_score.total_cmp(score);
        by_score.then(other_day.cmp(day)).then(address.cmp(other))
    });
    ranked.truncate(limit);
    Ok(ranked.into_iter().map(|(_, _, address)| address).collect())
}

/// Returns what a hit's weight is multiplied by for its age.
fn newness(day: u64, today: u64) -> Score {
    #[allow(
        clippy::cast_precision_loss,
        reason = "days of a calendar are small numbers"
    )]
    let age = today.saturating_sub(day) as f32;
    1.0 + NEWNESS * (-age / HALF_AS_NEW).exp2()
}

/// Counts the hits and how many of them each speaker has, the most first; nothing once they are not wanted any more.
pub(super) fn counts(
    searcher: &Searcher,
    columns: &Columns,
    query: &dyn Query,
    is_wanted: &dyn Fn() -> bool,
) -> Result<Option<(usize, Speakers)>> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let people = columns.people()?;
    let mut tally = Tally {
        hits: 0,
        hits_of: vec![0; people.names.len()],
    };
    let segments = searcher.segment_readers().iter().zip(columns.segments());
    for (number, (reader, segment)) in segments.enumerate() {
        let speakers_of = |document, each: &mut dyn FnMut(usize)| {
            let speakers = segment.speakers_of(document);
            let known = speakers.filter_map(|speaker| people.number(number, speaker));
            known.for_each(each);
        };
        let mut scorer = weight.scorer(reader, 1.0)?;
        if !tally.count(reader, &mut *scorer, &speakers_of, is_wanted) {
            return Ok(None);
        }
    }
    let name = |(speaker, hits): (usize, usize)| Some((people.names.get(speaker)?.clone(), hits));
    let speakers = most(&tally.hits_of).into_iter().filter_map(name);
    Ok(Some((tally.hits, speakers.collect())))
}

/// How many hits there are, and how many of each speaker.
struct Tally {
    hits: usize,
    hits_of: Vec<u32>,
}

impl Tally {
    /// Counts the hits of a segment; says no once they are not wanted any more.
    fn count(
        &mut self,
        reader: &SegmentReader,
        scorer: &mut dyn Scorer,
        speakers_of: &dyn Fn(DocId, &mut dyn FnMut(usize)),
        is_wanted: &dyn Fn() -> bool,
    ) -> bool {
        let mut document = scorer.doc();
        while document != TERMINATED {
            if !reader.is_deleted(document) {
                self.hits += 1;
                speakers_of(document, &mut |speaker| {
                    if let Some(hits_of) = self.hits_of.get_mut(speaker) {
                        *hits_of += 1;
                    }
                });
                if self.hits.is_multiple_of(STRIDE) && !is_wanted() {
                    return false;
                }
            }
            document = scorer.advance();
        }
        true
    }
}

/// Returns the speakers with most hits, and these, the most first.
fn most(hits_of: &[u32]) -> Vec<(usize, usize)> {
    let hits = hits_of.iter().map(|hits| *hits as usize).enumerate();
    let mut most: Vec<(usize, usize)> = hits.filter(|(_, hits)| *hits > 0).collect();
    let order = |(speaker, hits): &(usize, usize)| (Reverse(*hits), *speaker);
    if most.len() > SPEAKERS {
        most.select_nth_unstable_by_key(SPEAKERS, order);
        most.truncate(SPEAKERS);
    }
    most.sort_unstable_by_key(order);
    most
}
