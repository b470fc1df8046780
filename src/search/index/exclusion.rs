//! A query that is excluded from another.
//!
//! tantivy 0.27 asks the scorers of excluded queries for documents before the one they are at (`query/exclude.rs`), which
//! `DocSet::seek_danger` of a phrase does not allow: it panics in a debug build. This scorer answers such questions itself.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader};

/// Matches what another query matches.
#[derive(Debug)]
pub(super) struct ExcludedQuery(pub(super) Box<dyn Query>);

impl Clone for ExcludedQuery {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

impl Query for ExcludedQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(ExcludedWeight(self.0.weight(scoring)?)))
    }
}

struct ExcludedWeight(Box<dyn Weight>);

impl Weight for ExcludedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let scorer = self.0.scorer(reader, boost)?;
        Ok(Box::new(ExcludedScorer {
            next: scorer.doc(),
            scorer,
        }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.0.explain(reader, doc)
    }
}

struct ExcludedScorer {
    scorer: Box<dyn Scorer>,
    /// The first document that may match; none before it does.
    next: DocId,
}

impl DocSet for ExcludedScorer {
    fn advance(&mut self) -> DocId {
        self.next = self.scorer.advance();
        self.next
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.next = self.scorer.seek(target);
        self.next
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if target < self.next {
            return SeekDangerResult::SeekLowerBound(self.next);
        }
        let result = self.scorer.seek_danger(target);
        self.next = match result {
            SeekDangerResult::Found => target,
            SeekDangerResult::SeekLowerBound(next) => next,
        };
        result
    }

    fn doc(&self) -> DocId {
        self.scorer.doc()
    }

    fn size_hint(&self) -> u32 {
        self.scorer.size_hint()
    }
}

impl Scorer for ExcludedScorer {
    fn score(&mut self) -> Score {
        self.scorer.score()
    }
}
