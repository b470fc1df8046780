//! Ranks hits by relevance and age.

use tantivy::collector::TopDocs;
use tantivy::query::Query;
use tantivy::{DocAddress, Score, Searcher};

use super::Result;
use super::columns::Columns;
use super::newest::newest_documents;

/// How many times the requested number of hits is ranked again by age.
const RANKED_AGAIN: usize = 4;

/// The half-life of newness, in days.
const HALF_AS_NEW: f32 = 500.0;

/// The bonus of today's hits, as a share of their score.
const NEWNESS: f32 = 0.5;

/// The length of a text, in terms of the index, at which its score is halved.
const HALF_AS_DENSE: f32 = 100.0;

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
