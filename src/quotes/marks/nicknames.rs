//! Finds nicknames in marks, which are parts of names and no quotes: Marcia “Cia” Price.

use crate::article::TextRange;
use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::word_class::WordClass;
use crate::quotes::words::{lexicon, pieces};

/// The most words of a nickname.
const MOST_WORDS: usize = 3;

/// Returns `true` if the words in marks at `range` come between the given name and the surname of somebody.
pub(crate) fn is_nickname(text: &str, paragraph: TextRange, range: TextRange) -> bool {
    let before = TextRange::new(paragraph.start, range.start).of(text);
    let after = TextRange::new(range.end, paragraph.end).of(text);
    let inner = range
        .of(text)
        .trim_matches(|c: char| pieces::is_mark(c.encode_utf8(&mut [0; 4])));
    before.ends_with(' ')
        && begins_surname(after)
        && is_like_nickname(inner)
        && ends_given_name(before.trim_end())
}

/// Returns `true` if what follows the marks is a space and a name in capitals and small letters.
fn begins_surname(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(' ') else {
        return false;
    };
    let mut letters = rest.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters
            .next()
            .is_some_and(|c| c.is_lowercase() || matches!(c, '\'' | '’'))
}

fn is_like_nickname(inner: &str) -> bool {
    let words = || inner.split(' ');
    let is_word = |word: &str| {
        let is_article = matches!(word, "the" | "of" | "de" | "and");
        is_article || word.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
    };
    let is_sentence = inner.contains([',', '!', '?', ';', ':', '…']) || inner.ends_with('.');
    !is_sentence && words().count() <= MOST_WORDS && words().all(is_word)
}

/// Returns `true` if a text ends with a given name, known as such or in the middle of a sentence.
fn ends_given_name(before: &str) -> bool {
    let mut words = before.split(' ').rev();
    let Some(name) = words
        .next()
        .filter(|word| word.starts_with(char::is_uppercase))
    else {
        return false;
    };
    let is_whole = |word: &str| {
        word.chars()
            .all(|c| c.is_alphabetic() || matches!(c, '-' | '.'))
    };
    let entry = lexicon::look_up(WordKey::new(name.trim_end_matches('.')));
    let is_inside = words
        .next()
        .is_some_and(|word| word.starts_with(char::is_lowercase));
    let is_initial = name.ends_with('.') && name.chars().filter(|c| *c != '.').count() <= 2;
    let is_unknown = entry.class == WordClass::Unknown && entry.cue.is_none() && !entry.is_land;
    is_whole(name)
        && (entry.given.is_some() || is_initial || is_inside && is_unknown && !name.ends_with('.'))
}
