//! Cuts single words and punctuation off a text: where they end, which full stops and apostrophes are theirs.

use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::token::{LetterCase, TokenKind};
use crate::quotes::model::word_class::{Clue, WordClass};
use crate::quotes::words::lexicon;
use crate::text::SOFT_HYPHEN;

/// Returns the kind and the bytes of the piece that `rest` begins with.
pub(crate) fn measure_piece(rest: &str, first: char) -> (TokenKind, usize) {
    if first.is_alphanumeric() {
        let len = word_length(rest);
        let kind = if first.is_numeric() {
            TokenKind::Number
        } else {
            TokenKind::Word
        };
        return (kind, len);
    }
    let kind = match first {
        ',' => TokenKind::Comma,
        '.' | '!' | '?' | '…' => TokenKind::Stop,
        ':' => TokenKind::Colon,
        ';' => TokenKind::Semicolon,
        '-' | '–' | '—' | '―' => TokenKind::Dash,
        '(' | '[' => TokenKind::Opening,
        ')' | ']' => TokenKind::Closing,
        _ => TokenKind::Other,
    };
    let is_run = matches!(kind, TokenKind::Dash | TokenKind::Stop);
    let len = if is_run {
        rest.find(|c| c != first).unwrap_or(rest.len())
    } else {
        first.len_utf8()
    };
    (kind, len)
}

/// Returns the bytes of a word: letters joined by single apostrophes, hyphens, full stops and ampersands.
fn word_length(rest: &str) -> usize {
    let mut end = 0;
    let mut joiner = None;
    let mut before = ' ';
    // A soft hyphen is a hint for line breaks and part of no word (Unicode Standard, section 23.2).
    for (at, c) in rest.char_indices().filter(|(_, c)| *c != SOFT_HYPHEN) {
        if c.is_alphanumeric() || is_combining(c) || is_misread(before, c) {
            end = at + c.len_utf8();
            joiner = None;
        } else if joiner.is_none() && matches!(c, '\'' | '’' | '-' | '.' | '&' | '@' | '_') {
            joiner = Some(c);
        } else if joiner == Some('.') && c == '-' {
            // "U.S.-led", "D.C.-based".
            joiner = Some(c);
        } else {
            break;
        }
        before = c;
    }
    let word = rest.get(..end).unwrap_or_default();
    let keeps = rest
        .get(end..)
        .and_then(|tail| tail.strip_prefix('.'))
        .is_some_and(|tail| {
            // A full stop that belongs to the word ends no sentence: "U.S.", "Sen. Ruiz", "(R-Tex.)", "No. 2".
            keeps_stop(word)
                || tail.starts_with([',', ';', ':'])
                || tail.starts_with(')') && is_state(word)
                || is_counting_abbreviation(word) && begins_number(tail)
        });
    end + usize::from(keeps)
}

/// Returns `true` if a character is the second half of a letter that was read in the wrong encoding: "MÃ©dine" for
/// "Médine", also where the accents were then set apart from their letters.
fn is_misread(before: char, c: char) -> bool {
    matches!(before, 'Ã' | 'Â' | '\u{302}' | '\u{303}') && ('\u{a1}'..='\u{bf}').contains(&c)
}

/// Returns `true` if a word is short for a state, as behind a party: "(R-Tex.)".
fn is_state(word: &str) -> bool {
    let state = word.rsplit('-').next().unwrap_or(word);
    state.len() <= 5 && state.starts_with(char::is_uppercase)
}

/// Returns `true` if a word is short for one before a number: "No. 2", "Nov. 8".
fn is_counting_abbreviation(word: &str) -> bool {
    let is_month = || lexicon::look_up(WordKey::new(word)).class == WordClass::Calendar;
    word == "No" || (word.len() <= 4 && word.starts_with(char::is_uppercase) && is_month())
}

fn begins_number(tail: &str) -> bool {
    tail.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Returns `true` if a word is an initial ("A."); "I." may end a sentence.
pub(crate) fn is_initial(word: &str) -> bool {
    let letter = word.strip_suffix('.').unwrap_or_default();
    letter.len() == 1 && letter != "I"
}

/// Returns `true` if a full stop after `word` belongs to it: an initial, a title, an acronym.
fn keeps_stop(word: &str) -> bool {
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    let mut parts = word.split(['.', '-']);
    let is_acronym = word.contains('.') && parts.all(|part| part.chars().count() <= 1);
    if is_initial || is_acronym {
        return true;
    }
    let entry = lexicon::look_up(WordKey::new(word));
    let is_courtesy = matches!(word, "Mr" | "Mrs" | "Ms");
    // "III" and "IV" are written out, "Jr." is not.
    let is_numeral = word.chars().all(|c| matches!(c, 'I' | 'V'));
    // A title that also tells the gender is a whole word: "King", "Baron".
    let is_short = entry.class == WordClass::Suffix && !is_numeral
        || entry.has(Clue::Saint) && word.len() < 4
        || entry.class == WordClass::Title && (entry.gender.is_none() || is_courtesy);
    word.len() <= 6 && word.starts_with(char::is_uppercase) && is_short
}

/// Splits a possessive ending off: `'s`, or `'` after an s.
pub(crate) fn without_possessive(word: &str) -> (&str, bool) {
    if !word.ends_with(['s', 'S']) {
        return (word, false);
    }
    for ending in ["'s", "’s", "'S", "’S"] {
        if let Some(stem) = word.strip_suffix(ending) {
            return (stem, true);
        }
    }
    (word, false)
}

pub(crate) fn judge_case(word: &str) -> LetterCase {
    if !word.starts_with(char::is_uppercase) {
        return LetterCase::Lower;
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    if word.chars().filter(|c| c.is_alphabetic()).count() > 1 && letters.all(char::is_uppercase) {
        LetterCase::Upper
    } else {
        LetterCase::Capital
    }
}

pub(crate) fn is_mark(piece: &str) -> bool {
    piece.chars().all(|c| {
        matches!(
            c,
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '\'' | '‘' | '’' | '`' | '‚' | '″'
        )
    })
}
