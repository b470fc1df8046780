//! All hits: how many there are, whose they are, and which fit best.

use std::collections::HashMap;

use tantivy::collector::TopDocs;
use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentReader, TERMINATED};

use super::Result;
use super::schema::{DAY, SPEAKER};

/// How many times more hits than asked for are ranked again by their age.
const RANKED_AGAIN: usize = 4;

/// How many days make a hit half as new.
const HALF_AS_NEW: f32 = 500.0;

/// How much more the newest hit weighs than the oldest.
const NEWNESS: f32 = 0.5;

/// How many speakers of a segment are counted on.
const SPEAKERS: usize = 300;

/// Hits between two looks at whether they are still wanted.
const STRIDE: usize = 1 << 14;

/// How often each speaker said something.
pub(super) type Speakers = Vec<(String, usize)>;

/// Returns the documents that fit best, at most `limit`, the best first; of two alike the newer one.
pub(super) fn best(
    searcher: &Searcher,
    query: &dyn Query,
    limit: usize,
    today: u64,
) -> Result<Vec<DocAddress>> {
    let collector = TopDocs::with_limit(limit.saturating_mul(RANKED_AGAIN).max(1));
    let found = searcher.search(query, &collector.order_by_score())?;
    let mut ranked = Vec::with_capacity(found.len());
    for (score, address) in found {
        let reader = searcher.segment_reader(address.segment_ord);
        let days = reader.fast_fields().column_first_or_default::<u64>(DAY)?;
        let day = days.get_val(address.doc_id);
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
    query: &dyn Query,
    is_wanted: &dyn Fn() -> bool,
) -> Result<Option<(usize, Speakers)>> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut total = 0;
    let mut speakers: HashMap<String, usize> = HashMap::new();
    for reader in searcher.segment_readers() {
        let Some(hits) = count_segment(reader, &*weight, &mut speakers, is_wanted)? else {
            return Ok(None);
        };
        total += hits;
    }
    let mut speakers: Speakers = speakers.into_iter().collect();
    speakers.sort_by(|(name, hits), (other, others)| others.cmp(hits).then(name.cmp(other)));
    Ok(Some((total, speakers)))
}

fn count_segment(
    reader: &SegmentReader,
    weight: &dyn Weight,
    speakers: &mut HashMap<String, usize>,
    is_wanted: &dyn Fn() -> bool,
) -> Result<Option<usize>> {
    let column = reader.fast_fields().str(SPEAKER)?;
    let mut hits_of = vec![0_u32; column.as_ref().map_or(0, |column| column.num_terms())];
    let mut hits = 0;
    let mut scorer = weight.scorer(reader, 1.0)?;
    let mut document: DocId = scorer.doc();
    while document != TERMINATED {
        if !reader.is_deleted(document) {
            hits += 1;
            let speaker = column
                .as_ref()
                .and_then(|column| column.ords().first(document));
            let slot = speaker.and_then(|speaker| hits_of.get_mut(usize::try_from(speaker).ok()?));
            if let Some(hits_of) = slot {
                *hits_of += 1;
            }
            if hits % STRIDE == 0 && !is_wanted() {
                return Ok(None);
            }
        }
        document = scorer.advance();
    }
    if let Some(column) = column {
        for (speaker, hits) in most(&hits_of) {
            let mut name = String::new();
            if column.ord_to_str(speaker, &mut name)? {
                *speakers.entry(name).or_default() += hits;
            }
        }
    }
    Ok(Some(hits))
}

/// Returns the speakers with most hits, and these.
fn most(hits_of: &[u32]) -> Vec<(u64, usize)> {
    let mut most: Vec<(u64, usize)> = (0..)
        .zip(hits_of.iter().map(|hits| *hits as usize))
        .filter(|(_, hits)| *hits > 0)
        .collect();
    if most.len() > SPEAKERS {
        most.select_nth_unstable_by_key(SPEAKERS, |(_, hits)| std::cmp::Reverse(*hits));
        most.truncate(SPEAKERS);
    }
    most
}
