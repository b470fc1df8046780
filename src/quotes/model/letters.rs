//! Letters and symbols that name tokens, paths and counts in features.

use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::token::{NamePart, TextToken, TokenKind, TokenList, WordEnding};
use crate::quotes::model::word_class::WordClass;

/// Returns the letters of the tokens before `at` in its paragraph, `^` for the paragraph's start.
pub(crate) fn letters_before(tokens: &TokenList, at: usize, count: usize) -> Symbol {
    (1..=count).rev().fold(Symbol::default(), |letters, steps| {
        letters.with(tokens.before(at, steps).map_or(b'^', token_letter))
    })
}

/// Returns the letters of the tokens after `at` in its paragraph, `$` for the paragraph's end.
pub(crate) fn letters_after(tokens: &TokenList, at: usize, count: usize) -> Symbol {
    (1..=count).fold(Symbol::default(), |letters, steps| {
        letters.with(tokens.after(at, steps).map_or(b'$', token_letter))
    })
}

/// Returns the letter a feature writes for a token.
pub(crate) fn token_letter(token: &TextToken) -> u8 {
    if !token.is_unquoted() {
        return b'Q';
    }
    match token.kind {
        TokenKind::Comma => b'-',
        TokenKind::Stop => b'.',
        TokenKind::Colon => b':',
        TokenKind::Semicolon => b';',
        TokenKind::Dash => b'~',
        TokenKind::Opening => b'(',
        TokenKind::Closing => b')',
        TokenKind::Other => b'*',
        TokenKind::Number => b'0',
        TokenKind::Word => word_letter(token),
    }
}

fn word_letter(token: &TextToken) -> u8 {
    match token.class {
        WordClass::Determiner => b'D',
        WordClass::Possessive => b'H',
        WordClass::Subject | WordClass::Object => b'P',
        WordClass::Reflexive => b'F',
        WordClass::Relative => b'R',
        WordClass::That => b'T',
        WordClass::Preposition => b'p',
        WordClass::Conjunction => b'c',
        WordClass::Subordinator => b's',
        WordClass::Auxiliary => b'v',
        WordClass::Adverb => b'a',
        WordClass::Calendar => b't',
        WordClass::Title | WordClass::Suffix => b'N',
        _ if token.is_capital() => b'N',
        WordClass::Person => b'n',
        WordClass::Organisation => b'o',
        WordClass::Document => b'd',
        WordClass::Unknown if token.entry.cue.is_some() => b'C',
        WordClass::Unknown => match token.ending {
            WordEnding::Ly => b'a',
            WordEnding::Ing => b'g',
            WordEnding::Ed => b'e',
            WordEnding::S => b'z',
            WordEnding::Doer | WordEnding::Other => b'w',
        },
    }
}

/// Returns the letters of the tokens between, runs of one letter as one; `None` if they are too many.
pub(crate) fn letter_path(scene: &Scene<'_>, from: usize, to: usize) -> Option<Symbol> {
    let mut path = Symbol::default();
    let mut length = 0;
    let mut last = 0;
    for at in from..to {
        let letter = token_letter(scene.token(at)?);
        if letter == last {
            continue;
        }
        last = letter;
        length += 1;
        if length > 8 {
            return None;
        }
        path = path.with(letter);
    }
    Some(if length == 0 { path.with(b'|') } else { path })
}

/// Returns the symbol of a word: its first letters, or a placeholder for a name.
pub(crate) fn word_symbol(text: &str, token: &TextToken) -> Symbol {
    match token.name {
        NamePart::None => pack_letters(token.range().of(text)),
        NamePart::Person => Symbol::new("@name"),
        NamePart::Body => Symbol::new("@body"),
    }
}

/// Packs the first letters of a word.
fn pack_letters(written: &str) -> Symbol {
    written
        .bytes()
        .filter(u8::is_ascii_alphanumeric)
        .take(8)
        .fold(Symbol::default(), |symbol, byte| {
            symbol.with(byte.to_ascii_lowercase())
        })
}

/// Returns a bucket for a count.
pub(crate) fn count_bucket(count: usize) -> Symbol {
    Symbol::number(match count {
        0..=3 => count,
        4..=5 => 4,
        6..=9 => 5,
        10..=15 => 6,
        16..=25 => 7,
        26..=50 => 8,
        _ => 9,
    })
}
