//! Parses the tokens of a query into clauses; what cannot be read becomes a fault, and the rest is parsed.

use std::iter::Peekable;
use std::vec::IntoIter;

use jiff::civil::Date;

use crate::article::TextRange;
use crate::text::Clean;
use crate::text::number::format_number;

use super::fields::{self, QueryField};
use super::lexer::{self, Piece, Token};
use super::{Clause, Query, QueryFault, values};

/// The deepest nesting of brackets, which bounds the recursion.
const DEEPEST: usize = 16;

/// The most bytes of a query; a pasted page must not block the prompt.
pub(super) const LONGEST: usize = 2000;

pub(super) fn parse_query(text: &str, today: Date) -> Query {
    if text.len() > LONGEST {
        let message = format!(
            "the query has {} bytes; at most {} can be searched",
            format_number(text.len()),
            format_number(LONGEST)
        );
        return Query {
            clause: None,
            faults: vec![QueryFault {
                place: TextRange::new(0, text.len()),
                message: Clean::line(&message),
                is_unfinished: false,
            }],
        };
    }
    let mut parser = Parser {
        tokens: lexer::split_tokens(text).into_iter().peekable(),
        today,
        depth: 0,
        exclusions: 0,
        faults: Vec::new(),
    };
    let mut clauses = Vec::new();
    while parser.tokens.peek().is_some() {
        clauses.extend(parser.parse_all());
        // An unmatched closing bracket.
        parser.next_if(&Piece::Close);
    }
    Query {
        clause: join_clauses(clauses, Clause::All),
        faults: parser.faults,
    }
}

pub(super) struct Parser<'a> {
    tokens: Peekable<IntoIter<Token<'a>>>,
    pub(super) today: Date,
    depth: usize,
    /// In how many exclusions the next token is.
    exclusions: usize,
    faults: Vec<QueryFault>,
}

impl<'a> Parser<'a> {
    fn peek(&mut self) -> Option<&Piece<'a>> {
        self.tokens.peek().map(|token| &token.piece)
    }

    fn next_if(&mut self, piece: &Piece<'a>) -> Option<Token<'a>> {
        self.tokens.next_if(|token| token.piece == *piece)
    }

    /// Parses clauses that must all hold, up to a closing bracket.
    fn parse_all(&mut self) -> Option<Clause> {
        let mut clauses = Vec::new();
        while self.peek().is_some_and(|piece| *piece != Piece::Close) {
            clauses.extend(self.parse_any());
        }
        join_clauses(clauses, Clause::All)
    }

    /// Parses clauses joined by `OR`, which binds its neighbours closer than a blank.
    fn parse_any(&mut self) -> Option<Clause> {
        let clauses = self.parse_joined(&Piece::Or, Self::parse_both);
        join_clauses(clauses, |clauses| {
            Clause::Any(
                clauses
                    .into_iter()
                    .map(Clause::without_near_words)
                    .collect(),
            )
        })
    }

    /// Parses clauses joined by `AND`, which binds them closer than `OR`.
    fn parse_both(&mut self) -> Option<Clause> {
        let clauses = self.parse_joined(&Piece::And, Self::parse_one);
        join_clauses(clauses, Clause::All)
    }

    /// Parses what an operator joins.
    ///
    /// Operators at either end or several in a row are ignored, as a query passes through such states while it is typed.
    fn parse_joined(
        &mut self,
        operator: &Piece<'a>,
        parse: impl Fn(&mut Self) -> Option<Clause>,
    ) -> Vec<Clause> {
        let mut clauses = Vec::new();
        let mut is_first = true;
        loop {
            let is_joined = self.next_if(operator).is_some();
            if !is_joined && !is_first {
                return clauses;
            }
            is_first = false;
            let is_end = |piece: &Piece<'_>| matches!(piece, Piece::Or | Piece::And | Piece::Close);
            if self.peek().is_some_and(|piece| !is_end(piece)) || self.is_before(operator) {
                clauses.extend(parse(self));
            }
        }
    }

    /// Returns `true` if an operator other than this one is next that the parser below takes.
    fn is_before(&mut self, operator: &Piece<'a>) -> bool {
        *operator == Piece::Or && self.peek() == Some(&Piece::And)
    }

    fn parse_one(&mut self) -> Option<Clause> {
        let token = self.tokens.next()?;
        match token.piece {
            Piece::Open => self.parse_group(token.place),
            Piece::Not => self.parse_exclusion(token.place),
            Piece::Name { field, is_whole } => self.parse_field(field, is_whole, token.place),
            Piece::UnknownName(name) => {
                let place = self.skip_value(token.place);
                self.add_fault(place, &fields::explain_unknown(name), false);
                None
            }
            Piece::Words {
                text,
                is_quoted,
                is_last,
            } => {
                let is_unfinished = is_last && self.exclusions == 0;
                let read = values::parse_words(text, is_quoted, is_unfinished, token.place);
                self.take_read(read, token.place, is_last)
            }
            Piece::Or | Piece::And | Piece::Close => None,
        }
    }

    fn parse_exclusion(&mut self, place: TextRange) -> Option<Clause> {
        // Of two in a row the second takes the first back.
        let mut is_excluded = true;
        while self.next_if(&Piece::Not).is_some() {
            is_excluded = !is_excluded;
        }
        let is_end = |piece: &Piece<'_>| matches!(piece, Piece::Or | Piece::And | Piece::Close);
        if self.peek().is_none_or(is_end) {
            let is_unfinished = self.peek().is_none();
            self.add_fault(place, "there is nothing to exclude here", is_unfinished);
            return None;
        }
        // An unfinished word would exclude too much, so none is under an exclusion.
        self.exclusions += 1;
        let clause = self.parse_one();
        self.exclusions -= 1;
        Some(match clause? {
            clause if !is_excluded => clause.without_near_words(),
            Clause::Not(clause) => *clause,
            clause => Clause::Not(Box::new(clause.without_near_words())),
        })
    }

    fn parse_group(&mut self, place: TextRange) -> Option<Clause> {
        if self.depth == DEEPEST {
            self.add_fault(place, "brackets are nested too deeply", false);
            return None;
        }
        self.depth += 1;
        let clause = self.parse_all();
        self.depth -= 1;
        self.next_if(&Piece::Close);
        clause.map(Clause::without_near_words)
    }

    /// Parses the value of a field, or several in brackets, any of which may match.
    fn parse_field(
        &mut self,
        field: QueryField,
        is_whole: bool,
        place: TextRange,
    ) -> Option<Clause> {
        if self.next_if(&Piece::Open).is_some() {
            let mut clauses = Vec::new();
            while let Some(token) = self.tokens.next_if(|token| token.piece != Piece::Close) {
                clauses.extend(self.parse_listed(field, is_whole, &token));
            }
            self.next_if(&Piece::Close);
            return join_clauses(clauses, Clause::Any).map(Clause::without_near_words);
        }
        let is_words = |token: &Token<'_>| matches!(token.piece, Piece::Words { .. });
        let Some(token) = self.tokens.next_if(is_words) else {
            let is_end = self.tokens.peek().is_none();
            let message = format!("'{}:' has no value", field.name());
            self.add_fault(place, &message, is_end);
            return None;
        };
        self.parse_value(field, is_whole, place, &token)
    }

    /// Parses one of several values in brackets.
    fn parse_listed(
        &mut self,
        field: QueryField,
        is_whole: bool,
        token: &Token<'a>,
    ) -> Option<Clause> {
        match token.piece {
            Piece::Words { .. } => self.parse_value(field, is_whole, token.place, token),
            Piece::Or => None,
            Piece::Open
            | Piece::Close
            | Piece::And
            | Piece::Not
            | Piece::Name { .. }
            | Piece::UnknownName(_) => {
                let message = format!("only values and OR are allowed in '{}:(…)'", field.name());
                self.add_fault(token.place, &message, false);
                None
            }
        }
    }

    fn parse_value(
        &mut self,
        field: QueryField,
        is_whole: bool,
        name: TextRange,
        token: &Token<'a>,
    ) -> Option<Clause> {
        let Piece::Words {
            text,
            is_quoted,
            is_last,
        } = token.piece
        else {
            return None;
        };
        let value = values::FieldValue {
            field,
            text,
            is_quoted,
            is_whole,
            is_unfinished: is_last && self.exclusions == 0,
            place: token.place,
        };
        let read = value.parse_value(self.today);
        self.take_read(read, name.union(token.place), is_last)
    }

    /// Takes what was read, or notes the fault.
    fn take_read(
        &mut self,
        read: Result<Option<Clause>, values::ValueFault>,
        place: TextRange,
        is_last: bool,
    ) -> Option<Clause> {
        read.unwrap_or_else(|fault| {
            self.add_fault(place, &fault.message, is_last && fault.may_go_on);
            None
        })
    }

    /// Skips what is directly after a token, and returns its place with that of the token.
    fn skip_value(&mut self, place: TextRange) -> TextRange {
        let mut place = place;
        let mut open = 0_usize;
        while let Some(token) = self.tokens.next_if(|token| {
            open > 0 || (token.place.start == place.end && token.piece != Piece::Close)
        }) {
            place = place.union(token.place);
            match token.piece {
                Piece::Open => open += 1,
                Piece::Close => open = open.saturating_sub(1),
                Piece::Or
                | Piece::And
                | Piece::Not
                | Piece::Name { .. }
                | Piece::UnknownName(_)
                | Piece::Words { .. } => {}
            }
        }
        place
    }

    fn add_fault(&mut self, place: TextRange, message: &str, is_unfinished: bool) {
        self.faults.push(QueryFault {
            place,
            message: Clean::line(message),
            is_unfinished,
        });
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
