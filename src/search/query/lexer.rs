//! Splits a query into tokens.

use crate::article::TextRange;

use super::fields::QueryField;

/// A token of a query, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) piece: Piece<'a>,
    pub(super) place: TextRange,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `OR`
    Or,
    /// `AND`
    And,
    /// `NOT`, or a minus sign before what is excluded.
    Not,
    /// A field name and its colon; its value follows.
    Name {
        field: QueryField,
        /// Whether an equals sign after the colon asks for an exact match.
        is_whole: bool,
    },
    /// Letters and a colon that are no field, directly before something else.
    UnknownName(&'a str),
    /// Words, in quotation marks or not.
    Words {
        text: &'a str,
        is_quoted: bool,
        /// Whether the query ends with them, so that the last word may be unfinished.
        is_last: bool,
    },
}

/// The words that join or exclude others, in capitals.
const OPERATORS: [(&str, Piece<'_>); 3] =
    [("OR", Piece::Or), ("AND", Piece::And), ("NOT", Piece::Not)];

/// Returns the tokens of a query, in order.
pub(super) fn split_tokens(text: &str) -> Vec<Token<'_>> {
    let mut lexer = Lexer { text, at: 0 };
    std::iter::from_fn(|| lexer.next_token()).collect()
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    fn next_token(&mut self) -> Option<Token<'a>> {
        let blank = self.rest().find(|c: char| !c.is_whitespace())?;
        self.at += blank;
        let start = self.at;
        let piece = self.next_piece()?;
        Some(Token {
            piece,
            place: TextRange::new(start, self.at),
        })
    }

    fn next_piece(&mut self) -> Option<Piece<'a>> {
        let mut characters = self.rest().chars();
        let (first, second) = (characters.next()?, characters.next());
        // A lone dash is punctuation, and one inside a word is part of it: only one before a word excludes.
        let is_before_something = second.is_some_and(|next| !next.is_whitespace());
        Some(match first {
            '(' => self.take_piece(1, Piece::Open),
            ')' => self.take_piece(1, Piece::Close),
            _ if is_dash(first) && is_before_something => {
                self.take_piece(first.len_utf8(), Piece::Not)
            }
            _ if is_double_mark(first) => self.take_quoted(first),
            _ => self.take_bare(),
        })
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn take_piece(&mut self, length: usize, piece: Piece<'a>) -> Piece<'a> {
        self.at += length;
        piece
    }

    /// Takes words up to the closing quotation mark, or to the end if there is none yet.
    fn take_quoted(&mut self, mark: char) -> Piece<'a> {
        let start = self.at + mark.len_utf8();
        let inside = self.text.get(start..).unwrap_or_default();
        let end = inside.find(is_double_mark);
        let length = end.unwrap_or(inside.len());
        let closing = end.and_then(|end| inside.get(end..)?.chars().next());
        self.at = start + length + closing.map_or(0, char::len_utf8);
        Piece::Words {
            text: TextRange::new(start, start + length).of(self.text),
            is_quoted: true,
            is_last: closing.is_none(),
        }
    }

    /// Takes a field name with its colon, or a word up to a blank, bracket or quotation mark.
    fn take_bare(&mut self) -> Piece<'a> {
        let rest = self.rest();
        let is_end = |c: char| c.is_whitespace() || matches!(c, '(' | ')') || is_double_mark(c);
        let length = rest.find(is_end).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        if let Some((name, value)) = word.split_once(':') {
            if let Some(field) = QueryField::from_name(name) {
                let is_whole = value.starts_with('=');
                let length = name.len() + 1 + usize::from(is_whole);
                return self.take_piece(length, Piece::Name { field, is_whole });
            }
            let after = rest.get(name.len() + 1..).unwrap_or_default();
            if is_name(name) && is_value(after) {
                return self.take_piece(name.len() + 1, Piece::UnknownName(name));
            }
        }
        if let Some((_, piece)) = OPERATORS.into_iter().find(|(known, _)| *known == word) {
            return self.take_piece(length, piece);
        }
        let is_last = length == rest.len();
        let words = Piece::Words {
            text: word,
            is_quoted: false,
            is_last,
        };
        self.take_piece(length, words)
    }
}

/// Returns `true` if this before a colon reads like the name of a field: "10:30" does not.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_alphabetic)
}

/// Returns `true` if this after a colon reads like a value: the end of "Brexit: the" and of "https://…" do not.
fn is_value(text: &str) -> bool {
    let is_something = |c: char| !c.is_whitespace() && c != ')';
    text.starts_with(is_something) && !text.starts_with("//")
}

/// Returns a text without the quotation marks that would end it in a query.
pub(crate) fn without_double_marks(text: &str) -> String {
    text.chars().filter(|c| !is_double_mark(*c)).collect()
}

fn is_double_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '−')
}
