//! Word keys to compare words by, and symbols: up to eight letters that name a feature.

use crate::text::SOFT_HYPHEN;
pub(crate) use crate::text::hash::NumberHasher as KeyHasher;
use crate::text::hash::{EMPTY_HASH, add_to_hash};

/// The identity of a word whatever its case: a hash of its lower-case letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct WordKey(u64);

impl WordKey {
    /// Makes the identity of `word`.
    // Inlined, the compiler makes those of words in the code.
    #[inline]
    pub(crate) fn new(word: &str) -> Self {
        // The lexicon has some 3,000 words, far from a collision.
        let mut hash = EMPTY_HASH;
        for byte in word.bytes() {
            if !byte.is_ascii() {
                return Self::of_letters(word);
            }
            hash = add_to_hash(hash, u32::from(byte.to_ascii_lowercase()));
        }
        Self(hash ^ (hash >> 32))
    }

    fn of_letters(word: &str) -> Self {
        let whole = word.chars().filter(|c| *c != SOFT_HYPHEN);
        let letters = whole.flat_map(char::to_lowercase);
        let hash = letters.fold(EMPTY_HASH, |hash, c| {
            add_to_hash(hash, u32::from(if c == '’' { '\'' } else { c }))
        });
        Self(hash ^ (hash >> 32))
    }

    /// Returns the number to look a table up with.
    pub(crate) const fn key(self) -> u64 {
        self.0
    }
}

/// Up to eight letters packed into a number: the printable value of a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub(crate) struct Symbol(u64);

impl Symbol {
    /// Packs the first eight bytes of `text`.
    pub(crate) fn new(text: &str) -> Self {
        text.bytes().take(8).fold(Self::default(), Self::with)
    }

    /// Packs one letter.
    pub(crate) const fn letter(letter: u8) -> Self {
        Self(letter as u64)
    }

    /// Packs a small number.
    pub(crate) fn number(number: usize) -> Self {
        let digit = |value: usize| b'0' + u8::try_from(value % 10).unwrap_or_default();
        if number < 10 {
            Self::default().with(digit(number))
        } else {
            Self::default().with(digit(number / 10)).with(digit(number))
        }
    }

    /// Appends a byte; of more than eight the first is lost.
    pub(crate) const fn with(self, byte: u8) -> Self {
        Self((self.0 << 8) | byte as u64)
    }

    /// Returns the packed bytes as a number.
    pub(crate) const fn packed(self) -> u64 {
        self.0
    }
}

impl std::fmt::Display for Symbol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bytes = self.0.to_be_bytes();
        for byte in bytes.iter().filter(|byte| **byte != 0) {
            write!(f, "{}", char::from(*byte))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_whatever_their_case_and_apostrophe() {
        assert_eq!(WordKey::new("O’Neil"), WordKey::new("O'NEIL"));
    }

    #[test]
    fn a_symbol_prints_what_it_was_made_of() {
        assert_eq!(Symbol::new("reported").to_string(), "reported");
        assert_eq!(Symbol::number(12).to_string(), "12");
    }
}
