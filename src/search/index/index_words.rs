//! The words of the index, to look for similar spellings.

use std::collections::HashMap;

use tantivy::collector::Count;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{Field, Term};
use tantivy::{Searcher, TantivyError};

use super::answers::compile_request;
use super::columns::Columns;
use super::schema::FIELDS;
use super::{IndexError, Result};
use crate::search::hits::{HitRequest, SearchScope};
use crate::search::near::{NearWord, WordList, WordSource};
use crate::search::query::Clause;

/// The words of the index, for a request.
pub(super) struct IndexWords<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) columns: &'a Columns,
    pub(super) ask: &'a HitRequest<'a>,
}

impl IndexWords<'_> {
    fn field_of(&self, list: WordList) -> Field {
        match (list, self.ask.scope) {
            (WordList::Texts, SearchScope::Quotes) => FIELDS.quotes.words,
            (WordList::Texts, SearchScope::Stories) => FIELDS.stories.words,
            (WordList::Speakers, _) => FIELDS.speaker_words,
            (WordList::Sources, _) => FIELDS.source_words,
        }
    }
}

impl WordSource for IndexWords<'_> {
    type Error = IndexError;

    fn near_words(&self, list: WordList, near: NearWord<'_>) -> Result<Vec<String>> {
        let field = self.field_of(list);
        let term = Term::from_field_text(field, near.word);
        let query = if near.is_prefix {
            FuzzyTermQuery::new_prefix(term, near.distance, true)
        } else {
            FuzzyTermQuery::new(term, near.distance, true)
        };
        let automaton = query.automaton()?;
        let mut frequencies: HashMap<String, u64> = HashMap::new();
        for reader in self.searcher.segment_readers() {
            let index = reader.inverted_index(field)?;
            let terms = index.terms().search(&automaton);
            let mut terms = terms.into_stream().map_err(TantivyError::from)?;
            while terms.advance() {
                let near = String::from_utf8_lossy(terms.key()).into_owned();
                *frequencies.entry(near).or_default() += u64::from(terms.value().doc_freq);
            }
        }
        frequencies.remove(near.word);
        let mut near: Vec<(String, u64)> = frequencies.into_iter().collect();
        near.sort_by(|(one, often), (other, other_often)| {
            other_often.cmp(often).then_with(|| one.cmp(other))
        });
        Ok(near.into_iter().map(|(near, _)| near).collect())
    }

    fn has_word(&self, list: WordList, word: &str) -> Result<bool> {
        let term = Term::from_field_text(self.field_of(list), word);
        Ok(self.searcher.doc_freq(&term)? > 0)
    }

    fn source_names(&self) -> Result<Vec<String>> {
        self.columns.source_names()
    }

    fn count_hits(&self, clause: &Clause) -> Result<usize> {
        let query = compile_request(self.ask, clause, (self.searcher, self.columns))?;
        Ok(self.searcher.search(&*query, &Count)?)
    }
}
