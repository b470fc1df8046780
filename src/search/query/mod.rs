//! Parses the query language in which quotes and stories are searched.
//!
//! All words are required, in any order and any form ("deny" finds "denied"); the last one may be unfinished, and so is
//! one with an asterisk at its end. Words in quotation marks are matched as an exact phrase. A blank joins with `AND`,
//! `OR` joins its neighbours, brackets group, `-` and `NOT` exclude, `*` alone is anything. Fields are `said:` for a
//! speaker, `in:` for a source (`said:=`, `in:=` for the whole name), `about:`, `title:`, `author:`, `url:`, `tag:` and
//! `note:` for other words, `after:`, `before:` and `on:` for dates, and `is:` for a property.
//!
//! - `lexer`: splits the text into tokens
//! - `parser`: turns the tokens into clauses; never fails, since the next key may complete the query
//! - `fields`: the names of fields, and what is said of unknown ones
//! - `values`: parses words and the values of fields; `days`, `calendar`: parse dates and periods
//! - `clause`: walks clauses and changes their words
//! - `reading`: describes a query in words, as it was understood

mod calendar;
mod clause;
mod days;
mod fields;
mod lexer;
mod parser;
mod reading;
mod values;

use jiff::civil::Date;

pub(crate) use lexer::without_double_marks;

use crate::article::TextRange;
use crate::text::Clean;

/// A parsed query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The condition on hits; `None` if the query is empty.
    pub clause: Option<Clause>,
    /// What could not be read, in the order of the text; it is no part of the condition.
    pub faults: Vec<QueryFault>,
}

/// A part of a query that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryFault {
    /// The part, as a range of the text.
    pub place: TextRange,
    /// What is wrong with it.
    pub message: Clean,
    /// Whether what is typed next may complete it.
    pub is_unfinished: bool,
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
    /// Anything at all.
    Anything,
    /// Its text has this word, in any form.
    Word(QueryWords),
    /// Its text has this phrase.
    Phrase(QueryWords),
    /// This field has these words.
    Field(WordField, QueryWords),
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

/// A field that is searched for words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WordField {
    /// The name of a speaker.
    Said,
    /// The name of the source.
    In,
    /// The paragraphs that a quote is in; the text of a story. Words match in any form.
    About,
    /// A tag, of the story or the reader's own.
    Tag,
    /// The reader's note on the quote or its story.
    Note,
    /// The headline.
    Title,
    /// The names of the authors.
    Author,
    /// The link; its words must follow each other.
    Url,
}

impl WordField {
    /// Returns `true` if the field can be asked for a whole name.
    const fn has_whole_names(self) -> bool {
        matches!(self, Self::Said | Self::In | Self::Tag)
    }

    /// Returns `true` if names with a similar spelling are offered.
    const fn has_near_names(self) -> bool {
        matches!(self, Self::Said | Self::In)
    }
}

/// Folded words to search for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueryWords {
    /// The words; at least one.
    pub words: Vec<String>,
    /// Whether the last of them is a prefix.
    pub is_prefix: bool,
    /// Whether they are all words of the name.
    pub is_whole: bool,
    /// The place in the query where words with a similar spelling may be put instead; `None` where none are offered,
    /// as in phrases, brackets and exclusions.
    pub place: Option<TextRange>,
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
    /// The reader has a note on it.
    Noted,
    /// Its story has a tag.
    Tagged,
    /// The reader has set the speaker.
    Corrected,
    /// The speaker is unsure.
    Unsure,
    /// The speaker is described, not named.
    Unnamed,
    /// No speaker was found.
    Unknown,
}

impl Property {
    /// Every property, in the order of the help.
    pub const ALL: [Self; 12] = [
        Self::Bookmarked,
        Self::Noted,
        Self::Tagged,
        Self::Unread,
        Self::Read,
        Self::Block,
        Self::Direct,
        Self::Mixed,
        Self::Corrected,
        Self::Unsure,
        Self::Unnamed,
        Self::Unknown,
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
            Self::Noted => "noted",
            Self::Tagged => "tagged",
            Self::Corrected => "corrected",
            Self::Unsure => "unsure",
            Self::Unnamed => "unnamed",
            Self::Unknown => "unknown",
        }
    }

    /// Returns `true` if only the reader's state knows of it.
    #[must_use]
    pub const fn is_flag(self) -> bool {
        match self {
            Self::Bookmarked | Self::Noted | Self::Tagged | Self::Unread | Self::Read => true,
            Self::Block
            | Self::Direct
            | Self::Mixed
            | Self::Corrected
            | Self::Unsure
            | Self::Unnamed
            | Self::Unknown => false,
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

    /// Returns `true` if the query depends on what the reader did: bookmarks, read marks, notes, tags.
    #[must_use]
    pub fn asks_for_flags(&self) -> bool {
        let mut asks = false;
        self.visit_clauses(&mut |clause| {
            asks |= match clause {
                Clause::Is(property) => property.is_flag(),
                Clause::Field(field, _) => matches!(field, WordField::Tag | WordField::Note),
                Clause::All(_)
                | Clause::Any(_)
                | Clause::Not(_)
                | Clause::Anything
                | Clause::Word(_)
                | Clause::Phrase(_)
                | Clause::Days { .. } => false,
            };
        });
        asks
    }

    /// Calls `visit` with every clause of the query, also those that are negated.
    pub fn visit_clauses<'a>(&'a self, visit: &mut impl FnMut(&'a Clause)) {
        fn visit_all<'a>(clause: &'a Clause, visit: &mut impl FnMut(&'a Clause)) {
            visit(clause);
            match clause {
                Clause::Not(clause) => visit_all(clause, visit),
                Clause::All(clauses) | Clause::Any(clauses) => {
                    for clause in clauses {
                        visit_all(clause, visit);
                    }
                }
                Clause::Anything
                | Clause::Word(_)
                | Clause::Phrase(_)
                | Clause::Field(..)
                | Clause::Days { .. }
                | Clause::Is(_) => {}
            }
        }
        if let Some(clause) = &self.clause {
            visit_all(clause, visit);
        }
    }

    /// Returns what could not be read; while the query is typed, only what the next key cannot complete.
    pub fn faults_while(&self, is_typed: bool) -> impl Iterator<Item = &QueryFault> {
        let faults = self.faults.iter();
        faults.filter(move |fault| !(is_typed && fault.is_unfinished))
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
