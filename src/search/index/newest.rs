//! Finds the newest hits without looking at the others.

use std::cmp::Reverse;

use tantivy::query::EnableScoring;
use tantivy::{DocAddress, Searcher, TERMINATED};

use super::Result;
use super::columns::Columns;

/// Returns at most `limit` documents that match a query, newest first.
///
/// Each segment is sorted by day, so that its first hits are its newest: the cost depends on `limit`, not on the number
/// of hits.
pub(super) fn newest_documents(
    searcher: &Searcher,
    columns: &Columns,
    query: &dyn tantivy::query::Query,
    limit: usize,
) -> Result<Vec<DocAddress>> {
    // Without scores tantivy reads neither frequencies nor the lengths of fields.
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut found: Vec<(u64, DocAddress)> = Vec::new();
    let segments = searcher.segment_readers().iter().zip(columns.segments());
    for (segment, (reader, columns)) in (0..).zip(segments) {
        let oldest_wanted = oldest_of(&mut found, limit);
        let mut scorer = weight.scorer(reader, 1.0)?;
        let mut document = scorer.doc();
        let mut taken = 0;
        while document != TERMINATED && taken < limit {
            let day = columns.document_day(document);
            // All that follow in this segment are older still.
            if oldest_wanted.is_some_and(|oldest| day < oldest) {
                break;
            }
            // Postings keep deleted documents until a merge, and a scorer yields them; tantivy's collectors
            // would skip them.
            if !reader.is_deleted(document) {
                found.push((day, DocAddress::new(segment, document)));
                taken += 1;
            }
            document = scorer.advance();
        }
    }
    oldest_of(&mut found, limit);
    Ok(found.into_iter().map(|(_, address)| address).collect())
}

/// Keeps the `limit` newest, and returns the day of the last of them; `None` if there are fewer.
fn oldest_of(found: &mut Vec<(u64, DocAddress)>, limit: usize) -> Option<u64> {
    found.sort_by_key(|(day, address)| (Reverse(*day), *address));
    found.truncate(limit);
    let (oldest, _) = found.last()?;
    (found.len() == limit).then_some(*oldest)
}
