//! Marks the words of a nickname in marks as parts of the name around it: Ed “The Barber” Bell.

use crate::article::TextRange;
use crate::quotes::mentions::name_parts;
use crate::quotes::model::token::{LetterCase, TextToken, TokenKind, TokenList};

/// The most words of a nickname.
const MOST_WORDS: usize = 3;

/// What opens a nickname.
const OPENING: &[char] = &['“', '"', '‘', '\''];

/// What closes a nickname.
const CLOSING: &[char] = &['”', '"', '’', '\''];

/// Makes the words between a given name, marks that are no quote's, and a surname parts of one name.
pub(super) fn mark_nicknames(text: &str, tokens: &mut TokenList) {
    for start in 1..tokens.all.len() {
        let Some(end) = nickname_end(text, tokens, start) else {
            continue;
        };
        for index in start..end {
            name_parts::mark_part(tokens, index, LetterCase::Capital);
        }
    }
}

/// Returns the token behind the nickname that begins at the token `start`; `None` if none does.
fn nickname_end(text: &str, tokens: &TokenList, start: usize) -> Option<usize> {
    let (given, first) = (tokens.get(start.checked_sub(1)?)?, tokens.get(start)?);
    let is_name = |token: &TextToken| {
        token.kind == TokenKind::Word && token.is_capital() && token.is_unquoted()
    };
    let is_given = is_name(given) && given.entry.given.is_some() && !given.is_possessive;
    // Few words have a mark before them.
    if !is_given || !is_name(first) || !has_mark(text, given, first, OPENING) {
        return None;
    }
    let end = (start + 1..=start + MOST_WORDS).find(|at| {
        let pair = tokens.get(at - 1).zip(tokens.get(*at));
        pair.is_some_and(|(last, next)| has_mark(text, last, next, CLOSING))
    })?;
    let surname = tokens.get(end)?;
    let is_together = given.sentence() == surname.sentence();
    let are_words = (start..end)
        .filter_map(|at| tokens.get(at))
        .all(|token| token.kind == TokenKind::Word && token.is_unquoted());
    (is_name(surname) && is_together && are_words).then_some(end)
}

/// Returns `true` if a mark is all that is between two words, a space apart.
fn has_mark(text: &str, one: &TextToken, other: &TextToken, marks: &[char]) -> bool {
    let (start, end) = (one.range().end, other.range().start);
    start < end
        && TextRange::new(start, end)
            .of(text)
            .trim()
            .starts_with(marks)
}
