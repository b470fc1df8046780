//! The language that quotes and stories are searched in: typed text becomes a checked query.
//!
//! Words are required all, in any order and any form ("deny" finds "denied"); the last one may be unfinished. Words
//! in quotation marks are matched as an exact phrase. `OR` joins its neighbours, brackets group, `-` excludes. With a
//! name before a colon: `said:` a speaker (`said:=` one whose whole name it is), `in:` a source, `after:`, `before:` and
//! `on:` days, `is:` a property.
//! - `lexer`: the text in pieces
//! - `parser`: the pieces as clauses; never refuses, since the next key may complete them
//! - `days`: what people call days
//! - `reading`: the query in words, as it was understood

mod days;
mod lexer;
mod parser;
mod reading;

use jiff::civil::Date;

use crate::text::Clean;

/// A query as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The condition on a hit; `None` if the query is empty.
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
    /// It holds this word, in any form.
    Word(QueryWords),
    /// It holds these words side by side.
    Phrase(QueryWords),
    /// Its speaker's name holds these words.
    Said(QueryWords),
    /// Its speaker's whole name is these words.
    SaidBy(QueryWords),
    /// Its source's name holds these words.
    In(QueryWords),
    /// It was published from the first to the last of these days, both included.
    Days {
        /// The first day, if there is one.
        first: Option<Date>,
        /// The last day, if there is one.
        last: Option<Date>,
    },
    /// It has this property.
    Is(Property),
}

/// Folded words to be found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueryWords {
    /// At least one.
    pub words: Vec<String>,
    /// Whether the last of them may go on.
    pub is_prefix: bool,
}

/// What a quote or story can be.
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
    /// Reads a query as far as it is typed; `today` is what "last week" counts from.
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

    /// Returns `true` if it depends on bookmarks or read marks.
    #[must_use]
    pub fn asks_for_flags(&self) -> bool {
        fn asks(clause: &Clause) -> bool {
            use Property::{Bookmarked, Read, Unread};
            match clause {
                Clause::Is(property) => matches!(property, Bookmarked | Read | Unread),
                Clause::Not(clause) => asks(clause),
                Clause::All(clauses) | Clause::Any(clauses) => clauses.iter().any(asks),
                _ => false,
            }
        }
        self.clause.as_ref().is_some_and(asks)
    }

    /// Returns `true` if it has words of the text, by which hits can be ranked.
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

    /// Returns `true` if it has no condition.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.clause.is_none()
    }
}

impl Clause {
    /// Calls `visit` with every clause that is not excluded, this one first.
    pub fn visit_positive<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        if let Self::All(clauses) | Self::Any(clauses) = self {
            for clause in clauses {
                clause.visit_positive(visit);
            }
        }
    }
}
