//! A query for the words of one name, where a document names several people.
//!
//! The index has the words of all names of a document in one field. Where there are several names, this query looks whether
//! one of them has all the words; there are few of those, and each name is looked at once in a segment.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use tantivy::columnar::StrColumn;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

use crate::search::query::QueryWords;

use super::columns::{NamesOf, SegmentColumns};

/// Matches what another query matches, if one name of the document has all the words.
pub(super) struct OneNameQuery {
    found: Box<dyn Query>,
    names: NameColumns,
}

/// The words, and where the names are.
#[derive(Clone)]
struct NameColumns {
    words: QueryWords,
    of: NamesOf,
    segments: Arc<Vec<Arc<SegmentColumns>>>,
}

impl OneNameQuery {
    /// Makes the query of one that finds the words in any names.
    pub(super) fn new(
        found: Box<dyn Query>,
        words: &QueryWords,
        of: NamesOf,
        segments: Arc<Vec<Arc<SegmentColumns>>>,
    ) -> Self {
        let words = words.clone();
        let names = NameColumns {
            words,
            of,
            segments,
        };
        Self { found, names }
    }
}

impl Clone for OneNameQuery {
    fn clone(&self) -> Self {
        Self {
            found: self.found.box_clone(),
            names: self.names.clone(),
        }
    }
}

impl fmt::Debug for OneNameQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = &self.names.words;
        f.debug_tuple("OneNameQuery").field(words).finish()
    }
}

impl Query for OneNameQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(OneNameWeight {
            found: self.found.weight(scoring)?,
            names: self.names.clone(),
        }))
    }
}

struct OneNameWeight {
    found: Box<dyn Weight>,
    names: NameColumns,
}

impl Weight for OneNameWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let id = reader.segment_id();
        let segments = self.names.segments.iter();
        let segment = segments.into_iter().find(|known| known.segment_id() == id);
        let Some(column) = segment.and_then(|segment| segment.names(self.names.of)) else {
            return Ok(Box::new(EmptyScorer));
        };
        let mut scorer = OneNameScorer {
            found: self.found.scorer(reader, boost)?,
            words: self.names.words.clone(),
            column: column.clone(),
            fitting: HashMap::new(),
        };
        scorer.skip_others();
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.found.explain(reader, doc)
    }
}

struct OneNameScorer {
    found: Box<dyn Scorer>,
    words: QueryWords,
    column: StrColumn,
    /// Whether the names that were looked at have all the words, by ordinal.
    fitting: HashMap<u64, bool>,
}

impl OneNameScorer {
    /// Moves to the first match at the present document or after it.
    fn skip_others(&mut self) -> DocId {
        let mut document = self.found.doc();
        while document != TERMINATED && !self.has_name(document) {
            document = self.found.advance();
        }
        document
    }

    /// Returns `true` if one name of a document, which has all the words, has all of them.
    fn has_name(&mut self, document: DocId) -> bool {
        let names = self.column.ords();
        let mut ordinals = names.values_for_doc(document);
        let (first, second) = (ordinals.next(), ordinals.next());
        let (Some(first), Some(second)) = (first, second) else {
            return true;
        };
        let all: Vec<u64> = [first, second].into_iter().chain(ordinals).collect();
        all.into_iter().any(|ordinal| self.fits(ordinal))
    }

    fn fits(&mut self, ordinal: u64) -> bool {
        if let Some(fits) = self.fitting.get(&ordinal) {
            return *fits;
        }
        let mut name = String::new();
        let is_there = self.column.ord_to_str(ordinal, &mut name).unwrap_or(false);
        let fits = is_there && self.words.match_text(&name);
        self.fitting.insert(ordinal, fits);
        fits
    }
}

impl DocSet for OneNameScorer {
    fn advance(&mut self) -> DocId {
        self.found.advance();
        self.skip_others()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.found.seek(target);
        self.skip_others()
    }

    fn doc(&self) -> DocId {
        self.found.doc()
    }

    fn size_hint(&self) -> u32 {
        self.found.size_hint()
    }
}

impl Scorer for OneNameScorer {
    fn score(&mut self) -> Score {
        self.found.score()
    }
}
