//! Parses the query language in which quotes and stories are searched.
//!
//! All words are required, in any order and any form ("deny" finds "denied"); the last one may be unfinished. Words in
//! quotation marks are matched as an exact phrase. `OR` joins its neighbours, brackets group, `-` excludes. Fields
//! are `said:` for a speaker (`said:=` for the whole name), `in:` for a source, `after:`, `before:` and `on:` for
//! dates, and `is:` for a property.
//!
//! - `lexer`: splits the text into tokens
//! - `parser`: turns the tokens into clauses; never fails, since the next key may complete the query
//! - `days`: parses dates and periods
//! - `reading`: describes a query in words, as it was understood

mod days;
mod lexer;
mod parser;
mod reading;

use jiff::civil::Date;

use crate::text::Clean;

/// A parsed query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The condition on hits; `None` if the query is empty.
    pub clause: Option<Clause>,
    /// What could not be parsed, as messages for the user.
    pub faults: Vec<Clean>,
}

/// A condition on a quote or story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    /// All of these hold.
    All(Vec<Clause>),
    /// One of these holds.
    Any(Vec<Clause>),
    /// This does not hold.
    Not(Box<Clause>),
    /// Its text has this word, in any form.
    Word(QueryWords),
    /// Its text has this phrase.
    Phrase(QueryWords),
    /// Its speaker's name contains these words.
    Said(QueryWords),
    /// Its speaker's whole name is these words.
    SaidBy(QueryWords),
    /// Its source's name contains these words.
    In(QueryWords),
    /// It was published between two days, both included.
    Days {
        /// The first day, if there is one.
        first: Option<Date>,
        /// The last day, if there is one.
        last: Option<Date>,
    },
    /// It has this property.
    Is(Property),
}

/// Folded words to search for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueryWords {
    /// The words; at least one.
    pub words: Vec<String>,
    /// Whether the last of them is a prefix.
    pub is_prefix: bool,
}

/// A property of a quote or story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Property {
    /// Its story is bookmarked.
    Bookmarked,
    /// Its story was not read.
    Unread,
    /// Its story was read.
    Read,
    /// A quote that is a paragraph of its own.
    Block,
    /// A quote in quotation marks.
    Direct,
    /// Quoted words inside a reported clause.
    Mixed,
}

impl Property {
    /// Every property, in the order of the help.
    pub const ALL: [Self; 6] = [
        Self::Bookmarked,
        Self::Unread,
        Self::Read,
        Self::Block,
        Self::Direct,
        Self::Mixed,
    ];

    /// Returns the word after `is:`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bookmarked => "bookmarked",
            Self::Unread => "unread",
            Self::Read => "read",
            Self::Block => "block",
            Self::Direct => "direct",
            Self::Mixed => "mixed",
        }
    }
}

impl Query {
    /// Parses a query, which may still be incomplete; "last week" is relative to `today`.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use pullquote::search::query::Query;
    /// let query = Query::parse_text("said:lund -tide \"high wa", date(2026, 5, 1));
    /// assert_eq!(query.in_words(), "said by lund, and not tide, and “high wa…”");
    /// ```
    #[must_use]
    pub fn parse_text(text: &str, today: Date) -> Self {
        parser::parse_query(text, today)
    }

    /// Returns `true` if the query depends on bookmarks or read marks.
    #[must_use]
    pub fn asks_for_flags(&self) -> bool {
        fn asks(clause: &Clause) -> bool {
            use Property::{Bookmarked, Read, Unread};
            match clause {
                Clause::Is(property) => matches!(property, Bookmarked | Read | Unread),
                Clause::Not(clause) => asks(clause),
                Clause::All(clauses) | Clause::Any(clauses) => clauses.iter().any(asks),
                Clause::Word(_)
                | Clause::Phrase(_)
                | Clause::Said(_)
                | Clause::SaidBy(_)
                | Clause::In(_)
                | Clause::Days { .. } => false,
            }
        }
        self.clause.as_ref().is_some_and(asks)
    }

    /// Returns `true` if the query has words or phrases, by which hits can be ranked.
    #[must_use]
    pub fn names_words(&self) -> bool {
        let mut names_words = false;
        if let Some(clause) = &self.clause {
            clause.visit_positive(&mut |clause| {
                names_words |= matches!(clause, Clause::Word(_) | Clause::Phrase(_));
            });
        }
        names_words
    }

    /// Returns `true` if the query has no condition.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.clause.is_none()
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
}
