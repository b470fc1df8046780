//! Walks the clauses of a query and changes their words.

use crate::article::TextRange;
use crate::search::words;
use crate::text::fold;

use super::{Clause, QueryWords};

impl QueryWords {
    /// Returns `true` if a name or text has all the words, or is made of them if the whole name is asked for.
    #[must_use]
    pub fn match_text(&self, text: &str) -> bool {
        let folded = fold::fold_key(text);
        let words: Vec<&str> = words::split_words(&folded)
            .map(|range| range.of(&folded))
            .collect();
        if self.is_whole {
            return self.words == words;
        }
        let Some((last, finished)) = self.words.split_last() else {
            return false;
        };
        let is_last = |word: &&str| *word == last || (self.is_prefix && word.starts_with(last));
        finished.iter().all(|word| words.contains(&word.as_str())) && words.iter().any(is_last)
    }
}

impl Clause {
    /// Calls `visit` with this clause and every clause in it that is not negated.
    pub fn visit_positive<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        if let Self::All(clauses) | Self::Any(clauses) = self {
            for clause in clauses {
                clause.visit_positive(visit);
            }
        }
    }

    /// Returns the clause with other words at a place of the query.
    #[must_use]
    pub fn with_words_at(&self, place: TextRange, words: &QueryWords) -> Self {
        let is_there = |known: &QueryWords| known.place == Some(place);
        match self {
            Self::All(clauses) => {
                let clauses = clauses.iter();
                Self::All(
                    clauses
                        .map(|clause| clause.with_words_at(place, words))
                        .collect(),
                )
            }
            Self::Word(known) if is_there(known) => Self::Word(words.clone()),
            Self::Field(field, known) if is_there(known) => Self::Field(*field, words.clone()),
            // What is in other clauses has no place.
            Self::Any(_)
            | Self::Not(_)
            | Self::Anything
            | Self::Word(_)
            | Self::Phrase(_)
            | Self::Field(..)
            | Self::Days { .. }
            | Self::Is(_) => self.clone(),
        }
    }

    /// Returns the clause without places for words with a similar spelling.
    #[must_use]
    pub(super) fn without_near_words(self) -> Self {
        let each = |clauses: Vec<Self>| {
            let clauses = clauses.into_iter();
            clauses.map(Self::without_near_words).collect()
        };
        let exact = |words: QueryWords| QueryWords {
            place: None,
            ..words
        };
        match self {
            Self::All(clauses) => Self::All(each(clauses)),
            Self::Any(clauses) => Self::Any(each(clauses)),
            Self::Word(words) => Self::Word(exact(words)),
            Self::Field(field, words) => Self::Field(field, exact(words)),
            clause @ (Self::Not(_)
            | Self::Anything
            | Self::Phrase(_)
            | Self::Days { .. }
            | Self::Is(_)) => clause,
        }
    }
}
