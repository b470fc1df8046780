//! A query for a range of days: its documents are contiguous in each segment, since segments are sorted by day.

use std::ops::Range;
use std::sync::Arc;

use tantivy::columnar::ColumnValues;
use tantivy::query::{ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

use super::schema::DAY;

/// Matches the documents from a first to a last day, both included, as the numbers that the index stores.
#[derive(Debug, Clone, Copy)]
pub(super) struct DayRangeQuery {
    pub(super) first: u64,
    pub(super) last: u64,
}

impl DayRangeQuery {
    /// Returns the range of a segment's documents with these days.
    fn doc_range(self, reader: &SegmentReader) -> tantivy::Result<Range<DocId>> {
        let days = reader.fast_fields().column_first_or_default::<u64>(DAY)?;
        let end = reader.max_doc();
        // Two binary searches: tantivy's own range query reads the column of every document.
        let newest = first_where(&days, end, |day| day <= self.last);
        let oldest = first_where(&days, end, |day| day < self.first);
        Ok(newest..oldest.max(newest))
    }
}

/// Returns the first document whose day is old enough, by binary search: days descend in a segment.
pub(super) fn first_where(
    days: &Arc<dyn ColumnValues<u64>>,
    end: DocId,
    is_old_enough: impl Fn(u64) -> bool,
) -> DocId {
    let mut range = 0..end;
    while !range.is_empty() {
        let middle = range.start.midpoint(range.end);
        if is_old_enough(days.get_val(middle)) {
            range.end = middle;
        } else {
            range.start = middle + 1;
        }
    }
    range.start
}

impl Query for DayRangeQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(*self))
    }
}

impl Weight for DayRangeQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let stretch = DocRange(self.doc_range(reader)?);
        Ok(Box::new(ConstScorer::new(stretch, boost)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        if self.doc_range(reader)?.contains(&doc) {
            return Ok(Explanation::new("Days", 1.0));
        }
        let message = format!("document {doc} is not of these days");
        Err(TantivyError::InvalidArgument(message))
    }
}

/// A range of documents.
struct DocRange(Range<DocId>);

impl DocSet for DocRange {
    fn advance(&mut self) -> DocId {
        self.0.next();
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        // Other queries of a conjunction seek to documents that they have: without this override each step
        // between would be walked.
        self.0.start = target.clamp(self.0.start, self.0.end.max(self.0.start));
        self.doc()
    }

    fn doc(&self) -> DocId {
        if self.0.is_empty() {
            return TERMINATED;
        }
        self.0.start
    }

    fn size_hint(&self) -> u32 {
        self.0.end.saturating_sub(self.0.start)
    }
}
