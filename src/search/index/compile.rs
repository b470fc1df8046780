//! Compiles a query into tantivy's queries.

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
use super::people::IndexPeople;
use super::schema::{FIELDS, IS_QUOTE, IS_STORY, TextFields};
use super::speakers::quotes_by_key;

/// The most words that the unfinished last word of a phrase is expanded to.
const ENDINGS: u32 = 400;

/// The shortest word that may have a typo, in characters.
const TYPO: usize = 4;

/// The shortest word that may have two.
const TWO_TYPOS: usize = 8;

/// The shortest prefix that may have a typo: too many words nearly start with a shorter one.
const TYPO_IN_BEGINNING: usize = 5;

/// Compiles clauses into tantivy queries.
#[derive(Clone, Copy)]
pub(super) struct QueryCompiler<'a> {
    pub(super) scope: SearchScope,
    pub(super) flags: &'a HitFlags,
    /// The edit distance up to which misspelt words match.
    pub(super) typos: u8,
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
            Clause::Said(words) => self.compile_said(words),
            Clause::SaidBy(words) => self.compile_said_by(&words.words.join(" ")),
            Clause::In(words) => names_query(FIELDS.source_words, words),
            Clause::Days { first, last } => Box::new(DayRangeQuery {
                first: day_number(*first).max(1),
                last: last.map_or(u64::MAX, |last| day_number(Some(last))),
            }),
            Clause::Is(property) => self.compile_property(*property),
        }
    }

    /// Compiles words of a name: of the one that the article gives, or of another name of the same person.
    fn compile_said(self, words: &QueryWords) -> Box<dyn Query> {
        let named = names_query(FIELDS.speaker_words, words);
        let others = self.people.map(|people| people.keys_with_words(words));
        match others {
            Some(keys) if !keys.is_empty() => {
                let others = constant_score(quotes_by_key(keys.into_iter()));
                any_of(vec![named, others])
            }
            Some(_) | None => named,
        }
    }

    /// Compiles a whole name: all names of the person who has it.
    fn compile_said_by(self, key: &str) -> Box<dyn Query> {
        let keys = self.people.map(|people| people.keys_of_person(key));
        let keys = keys.unwrap_or_else(|| vec![key.to_owned()]);
        constant_score(quotes_by_key(keys.into_iter()))
    }

    fn text_fields(self) -> TextFields {
        match self.scope {
            SearchScope::Quotes => FIELDS.quotes,
            SearchScope::Stories => FIELDS.stories,
        }
    }

    /// Compiles a conjunction; if it consists of exclusions only, they are excluded from all documents.
    fn compile_all(self, clauses: &[Clause]) -> Box<dyn Query> {
        let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for clause in clauses {
            parts.push(match clause {
                Clause::Not(excluded) => (Occur::MustNot, self.compile_clause(excluded)),
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
    fn compile_word(self, words: &QueryWords) -> Box<dyn Query> {
        let Some(word) = words.words.first() else {
            return Box::new(EmptyQuery);
        };
        let fields = self.text_fields();
        let stemmed = Term::from_field_text(fields.stems, &stem_of(word));
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

    /// Returns queries for the word with one typo and with two, as far as its length allows them.
    ///
    /// A word with one typo matches both, so it scores higher than one with two.
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
                constant_score(term_query(fields.starts, word))
            }
            ([word], true) => constant_score(prefix_query(fields.words, word)),
            ([_, _, ..], false) => Box::new(PhraseQuery::new(terms)),
            ([.., last], true) if last.chars().count() < START => {
                // One or two letters start too many words to try them all. Instead the document must have the phrase
                // without them, and a word that starts with them anywhere.
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

/// Returns how many typos a word may have; 0 if it is short or has digits.
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

/// Returns the most typos that any word of a query may have.
pub(super) fn most_typos(clause: &Clause) -> u8 {
    let mut most = 0;
    clause.visit_positive(&mut |clause| {
        if let Clause::Word(words) = clause {
            most = most.max(words.words.first().map_or(0, |word| typos_allowed(word)));
        }
    });
    most
}

/// Returns `true` if a query names a speaker.
pub(super) fn names_speaker(clause: &Clause) -> bool {
    match clause {
        Clause::Said(_) | Clause::SaidBy(_) => true,
        Clause::All(clauses) | Clause::Any(clauses) => clauses.iter().any(names_speaker),
        Clause::Not(clause) => names_speaker(clause),
        Clause::Word(_)
        | Clause::Phrase(_)
        | Clause::In(_)
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
        | Clause::Said(_)
        | Clause::SaidBy(_)
        | Clause::In(_)
        | Clause::Days { .. }
        | Clause::Is(_) => false,
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

pub(super) fn term_query(field: Field, word: &str) -> TermQuery {
    TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::Basic)
}

/// Wraps a query so that every match has the same score.
fn constant_score(query: impl Query) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.5))
}

/// Returns a query for the words that start with some letters.
fn prefix_query(field: Field, letters: &str) -> InvertedIndexRangeQuery {
    let first = Bound::Included(Term::from_field_text(field, letters));
    // The greatest character sorts after whatever may follow.
    let last = Bound::Excluded(Term::from_field_text(
        field,
        &format!("{letters}{}", char::MAX),
    ));
    InvertedIndexRangeQuery::new(first, last)
}

/// Returns a query for the names that contain all words.
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

/// Returns a query for the documents of some articles.
fn articles_query(ids: &[ArticleId]) -> Box<dyn Query> {
    let terms = ids
        .iter()
        .map(|id| Term::from_field_u64(FIELDS.article, half_id(*id)));
    Box::new(TermSetQuery::new(terms))
}
