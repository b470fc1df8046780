//! Parses the tokens of a query into clauses, ignoring whatever is missing or superfluous.

use std::iter::Peekable;
use std::vec::IntoIter;

use jiff::civil::Date;

use crate::search::words;
use crate::text::{Clean, fold};

use super::lexer::{self, Piece};
use super::{Clause, Property, Query, QueryWords, days};

/// The deepest nesting of brackets, which bounds the recursion; deeper ones are ignored.
const DEEPEST: usize = 16;

/// The most bytes of a query that are parsed; a pasted page must not block the prompt.
const LONGEST: usize = 2000;

pub(super) fn parse_query(text: &str, today: Date) -> Query {
    let end = text.floor_char_boundary(LONGEST);
    let pieces = lexer::split_pieces(text.get(..end).unwrap_or(text));
    let mut parser = Parser {
        pieces: pieces.into_iter().peekable(),
        today,
        depth: 0,
        faults: Vec::new(),
    };
    let mut clauses = Vec::new();
    while parser.pieces.peek().is_some() {
        clauses.extend(parser.parse_all());
        // An unmatched closing bracket.
        parser.pieces.next_if_eq(&Piece::Close);
    }
    Query {
        clause: join_clauses(clauses, Clause::All),
        faults: parser.faults,
    }
}

struct Parser<'a> {
    pieces: Peekable<IntoIter<Piece<'a>>>,
    today: Date,
    depth: usize,
    faults: Vec<Clean>,
}

impl<'a> Parser<'a> {
    /// Parses clauses that must all hold, up to a closing bracket.
    fn parse_all(&mut self) -> Option<Clause> {
        let mut clauses = Vec::new();
        while self
            .pieces
            .peek()
            .is_some_and(|piece| *piece != Piece::Close)
        {
            clauses.extend(self.parse_any());
        }
        join_clauses(clauses, Clause::All)
    }

    /// Parses clauses joined by `OR`.
    fn parse_any(&mut self) -> Option<Clause> {
        let mut clauses = Vec::new();
        loop {
            // `OR` at either end or several in a row are ignored, as a query passes through such states while
            // it is typed.
            let is_or = self.pieces.next_if_eq(&Piece::Or).is_some();
            if !is_or && !clauses.is_empty() {
                break;
            }
            let is_end = |piece: &Piece<'_>| matches!(piece, Piece::Or | Piece::Close);
            if self.pieces.peek().is_none_or(is_end) {
                if !is_or {
                    break;
                }
                continue;
            }
            let clause = self.parse_one();
            let is_nothing = clause.is_none();
            clauses.extend(clause);
            if is_nothing && clauses.is_empty() {
                break;
            }
        }
        join_clauses(clauses, Clause::Any)
    }

    fn parse_one(&mut self) -> Option<Clause> {
        match self.pieces.next()? {
            Piece::Open => self.parse_group(),
            Piece::Not => {
                let clause = self.parse_one()?;
                Some(match clause {
                    Clause::Not(clause) => *clause,
                    clause => Clause::Not(Box::new(as_whole_words(clause))),
                })
            }
            Piece::Name { name, is_whole } => self.parse_field(name, is_whole),
            Piece::Words {
                text,
                is_quoted,
                is_last,
            } => {
                let words = fold_terms(text, is_last)?;
                let is_word = words.words.len() == 1 && !is_quoted;
                Some(if is_word {
                    Clause::Word(words)
                } else {
                    Clause::Phrase(words)
                })
            }
            Piece::Or | Piece::Close => None,
        }
    }

    fn parse_group(&mut self) -> Option<Clause> {
        if self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        let clause = self.parse_all();
        self.depth -= 1;
        self.pieces.next_if_eq(&Piece::Close);
        clause
    }

    /// Parses the value of a field, or several in brackets, any of which may match.
    fn parse_field(&mut self, name: &str, is_whole: bool) -> Option<Clause> {
        if self.pieces.next_if_eq(&Piece::Open).is_some() {
            let mut values = Vec::new();
            while let Some(piece) = self.pieces.next_if(|piece| *piece != Piece::Close) {
                if let Piece::Words { text, is_last, .. } = piece {
                    values.extend(self.parse_value(name, is_whole, text, is_last));
                }
            }
            self.pieces.next_if_eq(&Piece::Close);
            return join_clauses(values, Clause::Any);
        }
        let is_words = |piece: &Piece<'_>| matches!(piece, Piece::Words { .. });
        let Some(Piece::Words { text, is_last, .. }) = self.pieces.next_if(is_words) else {
            return None;
        };
        self.parse_value(name, is_whole, text, is_last)
    }

    fn parse_value(
        &mut self,
        name: &str,
        is_whole: bool,
        text: &'a str,
        is_last: bool,
    ) -> Option<Clause> {
        match name.to_ascii_lowercase().as_str() {
            "said" if is_whole => fold_words(text, false).map(Clause::SaidBy),
            "said" => fold_words(text, is_last).map(Clause::Said),
            "in" => fold_words(text, is_last).map(Clause::In),
            "is" => self.parse_property(text, is_last),
            name => self.parse_days(name, text, is_last),
        }
    }

    fn parse_property(&mut self, text: &str, is_last: bool) -> Option<Clause> {
        let name = text.to_ascii_lowercase();
        let property = Property::ALL
            .into_iter()
            .find(|property| property.name() == name);
        // No fault while the word may still become a property.
        if property.is_none() && !(is_last && is_begun(&name)) {
            let names = Property::ALL.map(Property::name).join(", ");
            self.add_fault(&format!("is: '{text}' is not one of {names}"));
        }
        property.map(Clause::Is)
    }

    fn parse_days(&mut self, name: &str, text: &str, is_last: bool) -> Option<Clause> {
        let Some((first, last)) = days::parse_days(text, self.today) else {
            if !is_last {
                self.add_fault(&format!(
                    "{name}: '{text}' is not a day like 2026-09-08, 2026-09, 2026, 7d, yesterday or \"last week\""
                ));
            }
            return None;
        };
        Some(match name {
            "after" => Clause::Days {
                first: Some(first),
                last: None,
            },
            "before" => Clause::Days {
                first: None,
                last: first.yesterday().ok(),
            },
            _ => Clause::Days {
                first: Some(first),
                last: Some(last),
            },
        })
    }

    fn add_fault(&mut self, message: &str) {
        self.faults.push(Clean::new(message));
    }
}

/// Returns `true` if a property's name starts with this text.
fn is_begun(name: &str) -> bool {
    let mut properties = Property::ALL.iter();
    properties.any(|property| property.name().starts_with(name))
}

/// Folds a name and splits it into words; `None` if it has none.
fn fold_words(text: &str, is_last: bool) -> Option<QueryWords> {
    let folded = fold::fold_key(text);
    let ranges: Vec<_> = words::split_words(&folded).collect();
    let end = ranges.last()?.end;
    Some(QueryWords {
        is_prefix: is_last && is_unfinished(text, &folded, end),
        words: ranges
            .into_iter()
            .map(|range| range.of(&folded).to_owned())
            .collect(),
    })
}

/// Folds text and splits it into the words that the index has of it; `None` if it has none.
fn fold_terms(text: &str, is_last: bool) -> Option<QueryWords> {
    let folded = fold::fold_key(text);
    let terms: Vec<_> = words::split_terms(&folded).collect();
    let end = terms.last()?.range.end;
    Some(QueryWords {
        is_prefix: is_last && is_unfinished(text, &folded, end),
        words: terms
            .into_iter()
            .map(|term| term.text.into_owned())
            .collect(),
    })
}

/// Returns `true` if the last word, which ends at `end` of the folded text, may go on: no blank or mark follows it.
fn is_unfinished(text: &str, folded: &str, end: usize) -> bool {
    end == folded.len() && !text.ends_with(char::is_whitespace)
}

/// Makes excluded words match whole: a prefix still being typed would exclude too much.
fn as_whole_words(clause: Clause) -> Clause {
    let finished = |words: QueryWords| QueryWords {
        is_prefix: false,
        ..words
    };
    match clause {
        Clause::Word(words) => Clause::Word(finished(words)),
        Clause::Phrase(words) => Clause::Phrase(finished(words)),
        Clause::Said(words) => Clause::Said(finished(words)),
        Clause::In(words) => Clause::In(finished(words)),
        clause @ (Clause::All(_)
        | Clause::Any(_)
        | Clause::Not(_)
        | Clause::SaidBy(_)
        | Clause::Days { .. }
        | Clause::Is(_)) => clause,
    }
}

/// Joins clauses; a single one is returned as it is, and none gives `None`.
fn join_clauses(
    mut clauses: Vec<Clause>,
    join: impl FnOnce(Vec<Clause>) -> Clause,
) -> Option<Clause> {
    if clauses.len() > 1 {
        return Some(join(clauses));
    }
    clauses.pop()
}
