//! Finds the oldest hits, from the end of each segment.

use std::ops::Range;

use tantivy::query::{EnableScoring, Weight};
use tantivy::{DocAddress, DocId, Searcher, SegmentReader, TERMINATED};

use super::Result;
use super::columns::{Columns, SegmentColumns};

/// The documents that are looked at first for each hit that is wanted; then four times as many, and so on.
const WINDOW: u32 = 8;

/// Returns at most `limit` documents that match a query, oldest first; those without a day come last.
pub(super) fn oldest_documents(
    searcher: &Searcher,
    columns: &Columns,
    query: &dyn tantivy::query::Query,
    limit: usize,
) -> Result<Vec<DocAddress>> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut dated: Vec<(u64, DocAddress)> = Vec::new();
    let mut undated = Vec::new();
    let segments = searcher.segment_readers().iter().zip(columns.segments());
    for (segment, (reader, columns)) in (0..).zip(segments) {
        let address = |document| DocAddress::new(segment, document);
        // Days descend in a segment, so that the documents without one are at its end.
        let end = columns.first_document_until(reader.max_doc(), 0);
        let found = last_documents(&*weight, reader, columns, end, limit)?;
        let found = found.into_iter();
        dated.extend(found.map(|document| (columns.document_day(document), address(document))));
        if undated.len() < limit {
            let found = documents_in(&*weight, reader, end..reader.max_doc(), limit)?;
            undated.extend(found.into_iter().map(address));
        }
    }
    dated.sort_unstable();
    let dated = dated.into_iter().map(|(_, address)| address);
    Ok(dated.chain(undated).take(limit).collect())
}

/// Returns the last documents before `end` that match, at least `limit` if there are as many, in any order.
fn last_documents(
    weight: &dyn Weight,
    reader: &SegmentReader,
    columns: &SegmentColumns,
    end: DocId,
    limit: usize,
) -> Result<Vec<DocId>> {
    let mut found = Vec::new();
    let mut range = end..end;
    let mut size = u32::try_from(limit)
        .unwrap_or(u32::MAX)
        .saturating_mul(WINDOW);
    while found.len() < limit && range.start > 0 {
        // Postings can only be read forwards: each window is read with a scorer of its own. A window has whole days,
        // or the hits of one day would be others with another limit.
        let start = range.start.saturating_sub(size);
        let day = columns.document_day(start);
        range = columns.first_document_until(end, day)..range.start;
        found.extend(documents_in(weight, reader, range.clone(), usize::MAX)?);
        size = size.saturating_mul(4);
    }
    Ok(found)
}

/// Returns at most `limit` documents of a range that match.
fn documents_in(
    weight: &dyn Weight,
    reader: &SegmentReader,
    range: Range<DocId>,
    limit: usize,
) -> Result<Vec<DocId>> {
    let mut found = Vec::new();
    if range.is_empty() {
        return Ok(found);
    }
    let mut scorer = weight.scorer(reader, 1.0)?;
    let mut document = scorer.doc();
    if document < range.start {
        document = scorer.seek(range.start);
    }
    while document != TERMINATED && document < range.end && found.len() < limit {
        // Postings keep deleted documents until a merge.
        if !reader.is_deleted(document) {
            found.push(document);
        }
        document = scorer.advance();
    }
    Ok(found)
}
