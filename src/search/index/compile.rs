//! Compiles a query into tantivy's queries.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, InvertedIndexRangeQuery, Occur,
    PhrasePrefixQuery, PhraseQuery, Query, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::article::ArticleId;
use crate::search::forms::form_key;
use crate::search::hits::{HitFlags, SearchScope};
use crate::search::query::{Clause, Property, QueryWords, WordField};

use super::analysis::{HEAD, START};
use super::columns::Columns;
use super::days::DayRangeQuery;
use super::documents::{day_number, half_id};
use super::exclusion::ExcludedQuery;
use super::people::IndexPeople;
use super::phrase_start::PhraseStartQuery;
use super::schema::{FIELDS, IS_QUOTE, IS_STORY, TextFields};

/// The most words that the unfinished last word of a phrase is expanded to.
pub(super) const ENDINGS: u32 = 400;

/// Compiles clauses into tantivy queries.
#[derive(Clone, Copy)]
pub(super) struct QueryCompiler<'a> {
    pub(super) columns: &'a Columns,
    pub(super) scope: SearchScope,
    pub(super) flags: &'a HitFlags,
    /// Who is who, for a query that names a speaker.
    pub(super) people: Option<&'a IndexPeople>,
}

impl QueryCompiler<'_> {
    /// Compiles a whole query, restricted to the documents of its scope.
    pub(super) fn compile_query(self, clause: &Clause) -> Box<dyn Query> {
        let query = self.compile_scope(clause);
        if self.flags.outdated.is_empty() {
            return query;
        }
        Box::new(BooleanQuery::new(vec![
            (Occur::Must, query),
            (Occur::MustNot, articles_query(&self.flags.outdated)),
        ]))
    }

    fn compile_scope(self, clause: &Clause) -> Box<dyn Query> {
        let query = self.compile_clause(clause);
        // Quotes and stories have text fields of their own, so that words of the text select the kind by themselves.
        if names_text(clause) {
            return query;
        }
        let kind = match self.scope {
            SearchScope::Quotes => IS_QUOTE,
            SearchScope::Stories => IS_STORY,
        };
        all_of(vec![constant_score(term_query(FIELDS.kind, kind)), query])
    }

    fn compile_clause(self, clause: &Clause) -> Box<dyn Query> {
        match clause {
            Clause::All(clauses) => self.compile_all(clauses),
            Clause::Any(clauses) => any_of(
                clauses
                    .iter()
                    .map(|clause| self.compile_clause(clause))
                    .collect(),
            ),
            // A negation alone: as a list of one, it is excluded from everything.
            Clause::Not(_) => self.compile_all(std::slice::from_ref(clause)),
            Clause::Word(words) => self.compile_word(words),
            Clause::Phrase(words) => self.compile_phrase(words),
            Clause::Anything => constant_score(AllQuery),
            Clause::Field(field, words) => self.compile_field(*field, words),
            Clause::Days { first, last } => Box::new(DayRangeQuery {
                first: day_number(*first).max(1),
                last: last.map_or(u64::MAX, |last| day_number(Some(last))),
            }),
            Clause::Is(property) => self.compile_property(*property),
        }
    }

    /// Returns the fields of the texts that are searched.
    pub(super) fn text_fields(self) -> TextFields {
        FIELDS.texts_of(self.scope)
    }

    /// Compiles a conjunction; if it consists of exclusions only, they are excluded from all documents.
    fn compile_all(self, clauses: &[Clause]) -> Box<dyn Query> {
        let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for clause in clauses {
            parts.push(match clause {
                Clause::Not(excluded) => {
                    let excluded = ExcludedQuery(self.compile_clause(excluded));
                    (Occur::MustNot, Box::new(excluded))
                }
                clause => (Occur::Must, self.compile_clause(clause)),
            });
        }
        // A `BooleanQuery` with nothing but `MustNot` matches no document.
        if parts.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            parts.push((Occur::Must, Box::new(AllQuery)));
        }
        Box::new(BooleanQuery::new(parts))
    }

    /// Compiles a word: any form of it, or any word that starts with it if it is unfinished.
    pub(super) fn compile_word(self, words: &QueryWords) -> Box<dyn Query> {
        let Some(word) = words.words.first() else {
            return Box::new(EmptyQuery);
        };
        let fields = self.text_fields();
        let stemmed = Term::from_field_text(fields.stems, &form_key(word));
        let mut ways: Vec<Box<dyn Query>> = Vec::new();
        // Only the stem has frequencies, and so is ranked. A prefix has a constant score, or the rarest word
        // that happens to start with it would come first. Up to three letters the prefix is a term of its own;
        // a longer one is expanded from the dictionary.
        if !words.is_prefix {
            ways.push(Box::new(TermQuery::new(
                stemmed,
                IndexRecordOption::WithFreqs,
            )));
        } else if word.chars().count() <= START {
            ways.push(constant_score(start_query(fields, word)));
        } else {
            ways.push(Box::new(TermQuery::new(
                stemmed,
                IndexRecordOption::WithFreqs,
            )));
            ways.push(constant_score(prefix_query(fields.words, word)));
        }
        any_of(ways)
    }

    /// Compiles a phrase, whose last word may be a prefix.
    fn compile_phrase(self, words: &QueryWords) -> Box<dyn Query> {
        let fields = self.text_fields();
        let terms: Vec<Term> = words
            .words
            .iter()
            .map(|word| Term::from_field_text(fields.words, word))
            .collect();
        match (words.words.as_slice(), words.is_prefix) {
            ([], _) => Box::new(EmptyQuery),
            ([word], false) => Box::new(term_query(fields.words, word)),
            ([word], true) if word.chars().count() <= START => {
                constant_score(start_query(fields, word))
            }
            ([word], true) => constant_score(prefix_query(fields.words, word)),
            ([_, _, ..], false) => Box::new(PhraseQuery::new(terms)),
            ([finished @ .., last], true) if last.chars().count() < START => {
                Box::new(PhraseStartQuery::new(fields, finished, last))
            }
            ([.., last], true) => {
                let mut phrase = PhrasePrefixQuery::new(terms);
                phrase.set_max_expansions(ENDINGS);
                // A phrase with a prefix compares positions for each expansion; the indexed prefix first narrows down
                // the documents.
                let start: String = last.chars().take(START).collect();
                all_of(vec![
                    constant_score(term_query(fields.starts, &start)),
                    Box::new(phrase),
                ])
            }
        }
    }

    fn compile_property(self, property: Property) -> Box<dyn Query> {
        match property {
            Property::Bookmarked => self.compile_flagged(&self.flags.bookmarked),
            Property::Noted => self.compile_marked(&self.flags.noted),
            Property::Tagged => self.compile_marked(&self.flags.tagged),
            Property::Read => articles_query(&self.flags.read),
            Property::Unread => Box::new(BooleanQuery::new(vec![
                (Occur::Must, Box::new(AllQuery)),
                (Occur::MustNot, articles_query(&self.flags.read)),
            ])),
            // The index has these under the same names.
            Property::Block
            | Property::Direct
            | Property::Mixed
            | Property::Corrected
            | Property::Unsure
            | Property::Unnamed
            | Property::Unknown => constant_score(term_query(FIELDS.kind, property.name())),
        }
    }
}

/// Returns `true` if a query names a speaker.
pub(super) fn names_speaker(clause: &Clause) -> bool {
    match clause {
        Clause::Field(field, _) => *field == WordField::Said,
        Clause::All(clauses) | Clause::Any(clauses) => clauses.iter().any(names_speaker),
        Clause::Not(clause) => names_speaker(clause),
        Clause::Anything
        | Clause::Word(_)
        | Clause::Phrase(_)
        | Clause::Days { .. }
        | Clause::Is(_) => false,
    }
}

/// Returns `true` if a clause already restricts hits to quotes or to stories, since it needs words of their text.
fn names_text(clause: &Clause) -> bool {
    match clause {
        Clause::Word(_) | Clause::Phrase(_) => true,
        Clause::All(clauses) => clauses.iter().any(names_text),
        Clause::Any(clauses) => clauses.iter().all(names_text),
        Clause::Not(_)
        | Clause::Anything
        | Clause::Field(..)
        | Clause::Days { .. }
        | Clause::Is(_) => false,
    }
}

/// Returns `true` if all hits of a clause have one score, since it asks for words by their first letters only.
pub(super) fn has_equal_scores(clause: &Clause) -> bool {
    match clause {
        Clause::Word(words) | Clause::Phrase(words) => is_start(words),
        Clause::All(clauses) => clauses.iter().all(has_equal_scores),
        Clause::Not(_) | Clause::Days { .. } => true,
        // What has several of them has a higher score.
        Clause::Any(_) | Clause::Anything | Clause::Field(..) | Clause::Is(_) => false,
    }
}

/// Returns `true` for a word that is begun with a few letters, and for a phrase with such a word at its end.
fn is_start(words: &QueryWords) -> bool {
    let letters = words.words.last().map_or(0, |word| word.chars().count());
    let most = if words.words.len() > 1 {
        START - 1
    } else {
        START
    };
    words.is_prefix && letters <= most
}

pub(super) fn all_of(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::intersection(queries))
}

pub(super) fn any_of(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match (queries.pop(), queries.is_empty()) {
        (Some(query), true) => query,
        (last, _) => {
            queries.extend(last);
            Box::new(BooleanQuery::union(queries))
        }
    }
}

pub(super) fn term_query(field: Field, word: &str) -> TermQuery {
    TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::Basic)
}

/// Returns a query for a word that starts with up to three letters.
fn start_query(fields: TextFields, letters: &str) -> TermQuery {
    let has_positions = letters.chars().count() == HEAD;
    let field = if has_positions {
        fields.heads
    } else {
        fields.starts
    };
    term_query(field, letters)
}

/// Wraps a query so that every match has the same score.
pub(super) fn constant_score(query: impl Query) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.5))
}

/// Returns a query for the words that start with some letters.
pub(super) fn prefix_query(field: Field, letters: &str) -> InvertedIndexRangeQuery {
    let first = Bound::Included(Term::from_field_text(field, letters));
    // The greatest character sorts after whatever may follow.
    let last = Bound::Excluded(Term::from_field_text(
        field,
        &format!("{letters}{}", char::MAX),
    ));
    InvertedIndexRangeQuery::new(first, last)
}

/// Returns a query for the documents of some articles.
pub(super) fn articles_query(ids: &[ArticleId]) -> Box<dyn Query> {
    let terms = ids
        .iter()
        .map(|id| Term::from_field_u64(FIELDS.article, half_id(*id)));
    Box::new(TermSetQuery::new(terms))
}
