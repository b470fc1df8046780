//! A query for a phrase whose last word is begun with one or two letters.
//!
//! Too many words start with so few letters to try them all, as tantivy's own prefix phrase does; the first letters have
//! positions of their own instead.

use std::ops::Bound;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

use super::analysis::HEAD;
use super::schema::TextFields;

const WITH_POSITIONS: IndexRecordOption = IndexRecordOption::WithFreqsAndPositions;

/// Matches the documents in which a word with these first letters follows the finished words.
#[derive(Debug, Clone)]
pub(super) struct PhraseStartQuery {
    heads: Field,
    finished: Vec<Term>,
    letters: String,
}

impl PhraseStartQuery {
    pub(super) fn new(fields: TextFields, finished: &[String], letters: &str) -> Self {
        let term = |word: &String| Term::from_field_text(fields.words, word);
        Self {
            heads: fields.heads,
            finished: finished.iter().map(term).collect(),
            letters: letters.to_owned(),
        }
    }

    /// Opens the postings of the finished words, each with its place in the phrase; `None` if one has none.
    fn open_words(&self, reader: &SegmentReader) -> tantivy::Result<Option<Vec<PhraseWord>>> {
        let mut words = Vec::with_capacity(self.finished.len());
        // Counted from the end, so that added to a position they give that of the last word.
        for (offset, term) in (1..).zip(self.finished.iter().rev()) {
            let index = reader.inverted_index(term.field())?;
            let Some(postings) = index.read_postings(term, WITH_POSITIONS)? else {
                return Ok(None);
            };
            words.push(PhraseWord { offset, postings });
        }
        words.sort_by_key(|word| word.postings.size_hint());
        Ok(Some(words))
    }

    /// Opens the postings of all first letters that start with those of the query.
    fn open_heads(&self, reader: &SegmentReader) -> tantivy::Result<Vec<SegmentPostings>> {
        let index = reader.inverted_index(self.heads)?;
        let is_whole = self.letters.chars().count() == HEAD;
        let last = if is_whole {
            Bound::Included(self.letters.clone())
        } else {
            Bound::Excluded(format!("{}{}", self.letters, char::MAX))
        };
        let terms = index.terms().range().ge(&self.letters);
        let mut stream = match &last {
            Bound::Excluded(last) => terms.lt(last),
            Bound::Included(last) => terms.le(last),
            Bound::Unbounded => terms,
        }
        .into_stream()?;
        let mut heads = Vec::new();
        while stream.advance() {
            heads.push(index.read_postings_from_terminfo(stream.value(), WITH_POSITIONS)?);
        }
        Ok(heads)
    }
}

impl Query for PhraseStartQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for PhraseStartQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(words) = self.open_words(reader)? else {
            return Ok(Box::new(EmptyScorer));
        };
        let mut scorer = PhraseStartScorer {
            words,
            heads: self.open_heads(reader)?,
            document: 0,
            ends: Vec::new(),
            positions: Vec::new(),
            score: boost,
        };
        scorer.find_from(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() <= doc && scorer.seek(doc) == doc {
            return Ok(Explanation::new("PhraseStart", 1.0));
        }
        let message = format!("document {doc} does not have the phrase");
        Err(TantivyError::InvalidArgument(message))
    }
}

/// The postings of a word of the phrase.
struct PhraseWord {
    /// How many words before the last one it is.
    offset: u32,
    postings: SegmentPostings,
}

struct PhraseStartScorer {
    words: Vec<PhraseWord>,
    heads: Vec<SegmentPostings>,
    document: DocId,
    /// The positions in `document` at which the finished words of the phrase end.
    ends: Vec<u32>,
    /// The positions at hand; kept for its memory.
    positions: Vec<u32>,
    score: Score,
}

impl PhraseStartScorer {
    /// Moves to the first match at `candidate` or after it.
    fn find_from(&mut self, candidate: DocId) -> DocId {
        let mut candidate = candidate;
        loop {
            candidate = self.next_with_words(candidate);
            if candidate == TERMINATED || self.is_match(candidate) {
                self.document = candidate;
                return candidate;
            }
            candidate += 1;
        }
    }

    /// Returns the first document at `candidate` or after it that has all finished words, in whatever order.
    fn next_with_words(&mut self, candidate: DocId) -> DocId {
        let mut candidate = candidate;
        let mut agreeing = 0;
        for number in (0..self.words.len()).cycle() {
            if agreeing == self.words.len() || candidate == TERMINATED {
                break;
            }
            let Some(word) = self.words.get_mut(number) else {
                break;
            };
            let found = seek_to(&mut word.postings, candidate);
            agreeing = if found == candidate { agreeing + 1 } else { 1 };
            candidate = found;
        }
        candidate
    }

    fn is_match(&mut self, candidate: DocId) -> bool {
        self.ends.clear();
        for (number, word) in self.words.iter_mut().enumerate() {
            word.postings
                .positions_with_offset(word.offset, &mut self.positions);
            if number == 0 {
                self.ends.clone_from(&self.positions);
            } else {
                let positions = &self.positions;
                self.ends.retain(|end| positions.binary_search(end).is_ok());
            }
            if self.ends.is_empty() {
                return false;
            }
        }
        self.heads.iter_mut().any(|head| {
            if seek_to(head, candidate) != candidate {
                return false;
            }
            head.positions(&mut self.positions);
            let positions = &self.positions;
            self.ends
                .iter()
                .any(|end| positions.binary_search(end).is_ok())
        })
    }
}

/// Moves postings to a document or the first one after it.
fn seek_to(postings: &mut SegmentPostings, document: DocId) -> DocId {
    // A seek backwards is not allowed.
    if postings.doc() < document {
        return postings.seek(document);
    }
    postings.doc()
}

impl DocSet for PhraseStartScorer {
    fn advance(&mut self) -> DocId {
        if self.document == TERMINATED {
            return TERMINATED;
        }
        self.find_from(self.document + 1)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target <= self.document {
            return self.document;
        }
        self.find_from(target)
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        let words = self.words.iter().map(|word| word.postings.size_hint());
        words.min().unwrap_or_default()
    }
}

impl Scorer for PhraseStartScorer {
    fn score(&mut self) -> Score {
        self.score
    }
}
