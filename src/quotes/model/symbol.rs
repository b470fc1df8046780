//! Word keys to compare words by, and symbols: up to eight letters that name a feature.

use crate::text::SOFT_HYPHEN;
pub(crate) use crate::text::hash::NumberHasher as KeyHasher;
use crate::text::hash::{EMPTY_HASH, add_to_hash};

/// The bits of a key that are the number of the word's letters.
const LENGTH: u64 = 0x1f;

/// The identity of a word whatever its case: a hash of its lower-case letters, whose last bits are their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct WordKey(u64);

impl WordKey {
    /// Makes the identity of `word`.
    // Inlined so that keys of literals are computed at compile time.
    #[inline]
    pub(crate) fn new(word: &str) -> Self {
        // The lexicon has some 3,000 words, far from a collision.
        let (hash, letters) = if word.is_ascii() {
            let letters = word.bytes().map(|byte| byte.to_ascii_lowercase());
            let hash = letters.fold(EMPTY_HASH, |hash, byte| add_to_hash(hash, u32::from(byte)));
            (hash, word.len())
        } else {
            let whole = word.chars().filter(|c| *c != SOFT_HYPHEN);
            let letters = whole.flat_map(char::to_lowercase);
            letters.fold((EMPTY_HASH, 0), |(hash, letters), c| {
                let c = if c == '’' { '\'' } else { c };
                (add_to_hash(hash, u32::from(c)), letters + 1)
            })
        };
        Self((hash ^ (hash >> 32)) & !LENGTH | letters as u64 & LENGTH)
    }

    /// Returns `true` if it is the identity of `word`.
    pub(crate) fn is_of(self, word: &str) -> bool {
        // Nearly every word is told apart by its length, without a hash of the other one.
        let has_length = !word.is_ascii() || word.len() as u64 & LENGTH == self.0 & LENGTH;
        has_length && self == Self::new(word)
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
