//! Splits a query into tokens.

use crate::article::TextRange;

/// A token of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `OR`
    Or,
    /// A minus sign before what is excluded.
    Not,
    /// A field name and its colon; its value follows.
    Name {
        name: &'a str,
        /// Whether an equals sign after the colon asks for an exact match.
        is_whole: bool,
    },
    /// Words, in quotation marks or not.
    Words {
        text: &'a str,
        is_quoted: bool,
        /// Whether the query ends with them, so that the last word may be unfinished.
        is_last: bool,
    },
}

/// The field names; any other word before a colon is a word.
const NAMES: [&str; 6] = ["said", "in", "after", "before", "on", "is"];

/// Returns the tokens of a query, in order.
pub(super) fn split_pieces(text: &str) -> Vec<Piece<'_>> {
    let mut lexer = Lexer { text, at: 0 };
    std::iter::from_fn(|| lexer.next_piece()).collect()
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    fn next_piece(&mut self) -> Option<Piece<'a>> {
        let rest = self.rest();
        let blank = rest.find(|c: char| !c.is_whitespace())?;
        self.at += blank;
        let first = self.rest().chars().next()?;
        // A lone dash is punctuation, and one inside a word is part of it: only one before a word excludes.
        let is_before_something = self
            .rest()
            .chars()
            .nth(1)
            .is_some_and(|next| !next.is_whitespace());
        match first {
            '(' => Some(self.take_piece(1, Piece::Open)),
            ')' => Some(self.take_piece(1, Piece::Close)),
            _ if is_dash(first) && is_before_something => {
                Some(self.take_piece(first.len_utf8(), Piece::Not))
            }
            _ if is_double_mark(first) => Some(self.take_quoted(first)),
            _ => Some(self.take_bare()),
        }
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
        if let Some((name, _)) = word.split_once(':')
            && NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
        {
            let is_whole = word
                .get(name.len() + 1..)
                .is_some_and(|value| value.starts_with('='));
            let length = name.len() + 1 + usize::from(is_whole);
            return self.take_piece(length, Piece::Name { name, is_whole });
        }
        if word == "OR" {
            return self.take_piece(length, Piece::Or);
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

fn is_double_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '−')
}
