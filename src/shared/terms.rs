//! The words of texts as `PostgreSQL`'s `tsvector`, split and folded as the index of an archive does.
//!
//! The server gets words with their positions, and so needs no parser, dictionary or language of its own (what it calls the
//! configuration `simple`). Texts have their words, and after a `=` the key of each word's forms. Facts have a letter, a colon
//! and a word; all words of one name have the same position.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::search::forms::form_key;
use crate::search::words::{LONGEST_WORD, split_terms, split_words};

/// The last position that a `tsvector` stores, and the most of one word:
/// <https://www.postgresql.org/docs/15/textsearch-limitations.html>.
const LAST_POSITION: usize = 16_383;
const MOST_POSITIONS: usize = 255;

/// The most bytes of words in a `tsvector`, below its limit of 1 MB with what else is stored of a word.
const MOST_BYTES: usize = 700_000;

/// The words of a part of a long text, and how many words two parts share.
const PART: usize = 240;
const OVERLAP: usize = 120;

/// The longest whole name that is compared, in bytes.
const LONGEST_NAME: usize = 500;

/// The property of a text that has parts in `long_texts`.
pub(super) const LONG: &str = "long";

/// Returns the term of words that begin with a letter.
pub(super) fn letter_term(letter: char) -> String {
    format!("^{letter}")
}

/// Words with their positions.
#[derive(Debug, Default)]
pub(super) struct TermVector {
    terms: BTreeMap<String, Vec<usize>>,
    bytes: usize,
}

impl TermVector {
    /// Adds a word without a position.
    pub(super) fn add_word(&mut self, word: &str) {
        self.positions_of(word);
    }

    /// Adds a word at a position, from 1.
    pub(super) fn add_at(&mut self, word: &str, position: usize) {
        if let Some(positions) = self.positions_of(word)
            && positions.last() != Some(&position)
        {
            positions.push(position);
        }
    }

    /// Returns the words, in their order.
    pub(super) fn into_words(self) -> impl Iterator<Item = String> {
        self.terms.into_keys()
    }

    /// Returns the positions of a word; `None` if there is no room for it.
    fn positions_of(&mut self, word: &str) -> Option<&mut Vec<usize>> {
        if !self.terms.contains_key(word) {
            // A position takes two bytes, and a word some more than its letters.
            self.bytes += word.len() + 8;
            if self.bytes > MOST_BYTES {
                return None;
            }
            self.terms.insert(word.to_owned(), Vec::new());
        }
        self.terms.get_mut(word)
    }

    /// Returns `true` if some position cannot be stored.
    fn is_long(&self) -> bool {
        let mut all = self.terms.values();
        all.any(|positions| {
            positions.len() > MOST_POSITIONS
                || positions.last().is_some_and(|last| *last > LAST_POSITION)
        })
    }

    /// Returns the vector as the server reads it.
    pub(super) fn to_text(&self) -> String {
        let is_long = self.is_long();
        let mut text = String::with_capacity(self.bytes);
        for (word, positions) in &self.terms {
            text.push_str(&quote_term(word));
            // Without positions no phrase is found here, and the parts are looked at.
            for (number, position) in positions.iter().enumerate().filter(|_| !is_long) {
                let mark = if number == 0 { ':' } else { ',' };
                let _ = write!(text, "{mark}{position}");
            }
            text.push(' ');
        }
        text
    }
}

/// A text that is searched: its vector, and the vectors of its parts if it is long.
#[derive(Debug, Default)]
pub(super) struct TextVectors {
    pub(super) words: String,
    pub(super) parts: Vec<String>,
}

impl TextVectors {
    /// Splits a folded text.
    pub(super) fn from_folded(folded: &str) -> Self {
        let mut vector = TermVector::default();
        let words: Vec<(usize, String)> = positioned_words(folded).collect();
        for (position, word) in &words {
            vector.add_at(word, *position);
            vector.add_word(&form_term(word));
        }
        let parts = if vector.is_long() {
            split_parts(&words)
        } else {
            Vec::new()
        };
        Self {
            words: vector.to_text(),
            parts,
        }
    }
}

/// Returns the words of a folded text with their positions, from 1; the parts of a word have the position of the whole.
pub(super) fn positioned_words(folded: &str) -> impl Iterator<Item = (usize, String)> {
    let terms = split_terms(folded).filter(|term| term.range.len() <= LONGEST_WORD);
    (1..).zip(terms).flat_map(move |(position, term)| {
        let parts = term.parts.into_iter().flatten();
        let parts: Vec<String> = parts.map(|part| part.of(folded).to_owned()).collect();
        let whole = std::iter::once(term.text.into_owned());
        whole.chain(parts).map(move |word| (position, word))
    })
}

/// Returns the vectors of the overlapping parts of a text.
fn split_parts(words: &[(usize, String)]) -> Vec<String> {
    let last = words.last().map_or(0, |(position, _)| *position);
    let starts = (0..last).step_by(PART - OVERLAP);
    let vectors = starts.map(|start| {
        let from = words.partition_point(|(position, _)| *position <= start);
        let to = words.partition_point(|(position, _)| *position <= start + PART);
        let mut vector = TermVector::default();
        for (position, word) in words.get(from..to).unwrap_or_default() {
            vector.add_at(word, position - start);
        }
        vector.to_text()
    });
    vectors.collect()
}

/// Adds the words of a folded name, all at one position, each behind a letter for what it names.
pub(super) fn add_name(vector: &mut TermVector, letter: char, folded: &str, position: usize) {
    for word in split_words(folded).filter(|word| word.len() <= LONGEST_WORD) {
        vector.add_at(&fact_term(letter, word.of(folded)), position);
    }
}

/// Returns the term of a word in what is known of a text.
pub(super) fn fact_term(letter: char, word: &str) -> String {
    format!("{letter}:{}", shorten_name(word))
}

/// Returns the term that all forms of a word share.
pub(super) fn form_term(word: &str) -> String {
    format!("={}", form_key(word))
}

/// Returns the beginning of a name that is too long.
fn shorten_name(name: &str) -> &str {
    let mut end = name.len().min(LONGEST_NAME);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.get(..end).unwrap_or_default()
}

/// Writes a word so that the server takes it literally.
pub(super) fn quote_term(word: &str) -> String {
    format!("'{}'", word.replace('\\', "\\\\").replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::words("low tide low", "'=low' '=tide' 'low':1,3 'tide':2 ")]
    #[case::two_spellings(
        "e-mail now",
        "'=e' '=email' '=mail' '=now' 'e':1 'email':1 'mail':1 'now':2 "
    )]
    #[case::an_apostrophe("o'hara's", "'=o''hara' 'o''hara''s':1 ")]
    #[case::nothing("", "")]
    fn a_text_is_split_as_the_index_does(#[case] folded: &str, #[case] words: &str) {
        let vectors = TextVectors::from_folded(folded);
        assert_eq!(vectors.words, words);
        assert!(vectors.parts.is_empty());
    }

    #[test]
    fn a_long_text_has_parts_that_overlap() {
        let text = "the tide ".repeat(MOST_POSITIONS + 1);
        let vectors = TextVectors::from_folded(&text);
        assert_eq!(vectors.words, "'=the' '=tide' 'the' 'tide' ");
        assert_eq!(vectors.parts.len(), 5);
        assert!(vectors.parts[0].contains("'tide':2,4,"));
    }

    #[test]
    fn names_are_apart_by_their_positions() {
        let mut vector = TermVector::default();
        add_name(&mut vector, 'n', "oda lund", 1);
        add_name(&mut vector, 'n', "per lund", 2);
        assert_eq!(vector.to_text(), "'n:lund':1,2 'n:oda':1 'n:per':2 ");
    }
}
