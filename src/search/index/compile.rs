//! Compiles a query for tantivy.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, InvertedIndexRangeQuery,
    Occur, PhrasePrefixQuery, PhraseQuery, Query, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::article::ArticleId;
use crate::search::hits::{HitFlags, SearchScope};
use crate::search::query::{Clause, Property, QueryWords};

use super::analysis::{START, stem_of};
use super::days::DayRangeQuery;
use super::documents::{day_number, half_id};
use super::schema::{FIELDS, IS_QUOTE, IS_STORY, TextFields};

/// How many words an unfinished last word of a phrase is tried as.
const ENDINGS: u32 = 400;

/// Words shorter than this have no typos.
const TYPO: usize = 4;

/// Words of this length and more have two.
const TWO_TYPOS: usize = 8;

/// Beginnings shorter than this have none: too many words begin nearly like them.
const TYPO_IN_BEGINNING: usize = 5;

/// Compiles clauses into tantivy queries.
#[derive(Clone, Copy)]
pub(super) struct QueryCompiler<'a> {
    pub(super) scope: SearchScope,
    pub(super) flags: &'a HitFlags,
    /// The edit distance up to which misspelt words match.
    pub(super) typos: u8,
}

impl QueryCompiler<'_> {
    /// Returns tantivy's query for a whole query.
    pub(super) fn compile_query(self, clause: &Clause) -> Box<dyn Query> {
        let query = self.compile_clause(clause);
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
            Clause::Not(_) => self.compile_all(std::slice::from_ref(clause)),
            Clause::Word(words) => self.compile_word(words),
            Clause::Phrase(words) => self.compile_phrase(words),
            Clause::Said(words) => names_query(FIELDS.speaker_words, words),
            Clause::SaidBy(words) => {
                constant_score(term_query(FIELDS.speaker_key, &words.words.join(" ")))
            }
            Clause::In(words) => names_query(FIELDS.source_words, words),
            Clause::Days { first, last } => Box::new(DayRangeQuery {
                first: day_number(*first).max(1),
                last: last.map_or(u64::MAX, |last| day_number(Some(last))),
            }),
            Clause::Is(property) => self.compile_property(*property),
        }
    }

    fn text_fields(self) -> TextFields {
        match self.scope {
            SearchScope::Quotes => FIELDS.quotes,
            SearchScope::Stories => FIELDS.stories,
        }
    }

    /// All of them hold; where only exclusions are given, they are excluded from everything.
    fn compile_all(self, clauses: &[Clause]) -> Box<dyn Query> {
        let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for clause in clauses {
            parts.push(match clause {
                Clause::Not(excluded) => (Occur::MustNot, self.compile_clause(excluded)),
                clause => (Occur::Must, self.compile_clause(clause)),
            });
        }
        if parts.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            parts.push((Occur::Must, Box::new(AllQuery)));
        }
        Box::new(BooleanQuery::new(parts))
    }

    /// A word in any form, or one that may go on.
    fn compile_word(self, words: &QueryWords) -> Box<dyn Query> {
        let Some(word) = words.words.first() else {
            return Box::new(EmptyQuery);
        };
        let fields = self.text_fields();
        let stemmed = Term::from_field_text(fields.stems, &stem_of(word));
        let mut ways: Vec<Box<dyn Query>> = Vec::new();
        if !words.is_prefix {
            ways.push(Box::new(TermQuery::new(
                stemmed,
                IndexRecordOption::WithFreqs,
            )));
        } else if word.chars().count() <= START {
            ways.push(constant_score(term_query(fields.starts, word)));
        } else {
            ways.push(Box::new(TermQuery::new(
                stemmed,
                IndexRecordOption::WithFreqs,
            )));
            ways.push(constant_score(prefix_query(fields.words, word)));
        }
        ways.extend(self.typo_queries(word, words.is_prefix));
        any_of(ways)
    }

    /// The word with a typo, and with two, as far as it is long enough to have them; the fewer the better it fits.
    fn typo_queries(self, word: &str, is_prefix: bool) -> impl Iterator<Item = Box<dyn Query>> {
        let is_prefix = is_prefix && may_go_on_with_typos(word);
        let term = Term::from_field_text(self.text_fields().words, word);
        let distances = 1..=self.typos.min(typos_allowed(word));
        distances.map(move |distance| {
            constant_score(if is_prefix {
                FuzzyTermQuery::new_prefix(term.clone(), distance, true)
            } else {
                FuzzyTermQuery::new(term.clone(), distance, true)
            })
        })
    }

    /// Words side by side, the last of which may go on.
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
                constant_score(term_query(fields.starts, word))
            }
            ([word], true) => constant_score(prefix_query(fields.words, word)),
            ([_, _, ..], false) => Box::new(PhraseQuery::new(terms)),
            ([.., last], true) if last.chars().count() < START => {
                // The prefix has too many expansions to try them all; the indexed prefix of three letters is nearly as selective.
                let finished = QueryWords {
                    words: words.words.iter().take(terms.len() - 1).cloned().collect(),
                    is_prefix: false,
                };
                let begun = constant_score(term_query(fields.starts, last));
                all_of(vec![self.compile_phrase(&finished), begun])
            }
            ([.., last], true) => {
                let mut phrase = PhrasePrefixQuery::new(terms);
                phrase.set_max_expansions(ENDINGS);
                // A phrase with a prefix checks positions for every expansion; the indexed prefix first reduces the candidates.
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
            Property::Bookmarked => articles_query(&self.flags.bookmarked),
            Property::Read => articles_query(&self.flags.read),
            Property::Unread => Box::new(BooleanQuery::new(vec![
                (Occur::Must, Box::new(AllQuery)),
                (Occur::MustNot, articles_query(&self.flags.read)),
            ])),
            Property::Block | Property::Direct | Property::Mixed => {
                constant_score(term_query(FIELDS.kind, property.name()))
            }
        }
    }
}

/// Returns how many typos a word may have; none when it is short or a number.
pub(in crate::search) fn typos_allowed(word: &str) -> u8 {
    let length = word.chars().count();
    match length {
        _ if word.chars().any(char::is_numeric) => 0,
        TWO_TYPOS.. => 2,
        TYPO.. => 1,
        _ => 0,
    }
}

/// Returns `true` if a misspelt word may also match as a prefix.
pub(in crate::search) fn may_go_on_with_typos(word: &str) -> bool {
    word.chars().count() >= TYPO_IN_BEGINNING
}

/// Returns how many typos the words of a query may have at the most.
pub(super) fn most_typos(clause: &Clause) -> u8 {
    let mut most = 0;
    clause.visit_positive(&mut |clause| {
        if let Clause::Word(words) = clause {
            most = most.max(words.words.first().map_or(0, |word| typos_allowed(word)));
        }
    });
    most
}

/// Returns `true` if a clause already restricts hits to quotes or stories, since it has words of their text.
fn names_text(clause: &Clause) -> bool {
    match clause {
        Clause::Word(_) | Clause::Phrase(_) => true,
        Clause::All(clauses) => clauses.iter().any(names_text),
        Clause::Any(clauses) => clauses.iter().all(names_text),
        _ => false,
    }
}

fn all_of(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::intersection(queries))
}

fn any_of(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match (queries.pop(), queries.is_empty()) {
        (Some(query), true) => query,
        (last, _) => {
            queries.extend(last);
            Box::new(BooleanQuery::union(queries))
        }
    }
}

fn term_query(field: Field, word: &str) -> TermQuery {
    TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::Basic)
}

/// Gives every document the same score.
fn constant_score(query: impl Query) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.5))
}

/// The words that begin with some letters.
fn prefix_query(field: Field, letters: &str) -> InvertedIndexRangeQuery {
    let first = Bound::Included(Term::from_field_text(field, letters));
    // The greatest character sorts after whatever may follow.
    let last = Bound::Excluded(Term::from_field_text(
        field,
        &format!("{letters}{}", char::MAX),
    ));
    InvertedIndexRangeQuery::new(first, last)
}

/// Names that hold all of the words.
fn names_query(field: Field, words: &QueryWords) -> Box<dyn Query> {
    let Some((last, finished)) = words.words.split_last() else {
        return Box::new(EmptyQuery);
    };
    let mut queries: Vec<Box<dyn Query>> = finished
        .iter()
        .map(|word| constant_score(term_query(field, word)))
        .collect();
    queries.push(if words.is_prefix {
        constant_score(prefix_query(field, last))
    } else {
        constant_score(term_query(field, last))
    });
    all_of(queries)
}

/// The documents of some articles.
fn articles_query(ids: &[ArticleId]) -> Box<dyn Query> {
    let terms = ids
        .iter()
        .map(|id| Term::from_field_u64(FIELDS.article, half_id(*id)));
    Box::new(TermSetQuery::new(terms))
}
