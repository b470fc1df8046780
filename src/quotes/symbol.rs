//! Small values that stand for words: a key to compare them by, and eight letters to name a feature with.

use crate::text::SOFT_HYPHEN;

/// The identity of a word whatever its case: a hash of its lower-case letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Word(u64);

impl Word {
    /// Makes the identity of `word`.
    pub(super) fn new(word: &str) -> Self {
        let start = 0xcbf2_9ce4_8422_2325_u64;
        let mix = |hash: u64, c: u32| (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
        let hash = if word.is_ascii() {
            let letters = word.bytes().map(|byte| byte.to_ascii_lowercase());
            letters.fold(start, |hash, byte| mix(hash, u32::from(byte)))
        } else {
            let whole = word.chars().filter(|c| *c != SOFT_HYPHEN);
            let letters = whole.flat_map(char::to_lowercase);
            letters.fold(start, |hash, c| {
                mix(hash, u32::from(if c == '’' { '\'' } else { c }))
            })
        };
        Self(hash ^ (hash >> 32))
    }

    /// Returns the number to look a table up with.
    pub(super) const fn key(self) -> u64 {
        self.0
    }
}

/// Up to eight letters packed into a number: the printable value of a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub(super) struct Symbol(u64);

impl Symbol {
    /// Packs the first eight bytes of `text`.
    pub(super) fn new(text: &str) -> Self {
        text.bytes().take(8).fold(Self::default(), Self::with)
    }

    /// Packs one letter.
    pub(super) const fn letter(letter: u8) -> Self {
        Self(letter as u64)
    }

    /// Packs a small number.
    pub(super) fn number(number: usize) -> Self {
        let digit = |value: usize| b'0' + u8::try_from(value % 10).unwrap_or_default();
        if number < 10 {
            Self::default().with(digit(number))
        } else {
            Self::default().with(digit(number / 10)).with(digit(number))
        }
    }

    /// Appends a byte; of more than eight the first is lost.
    pub(super) const fn with(self, byte: u8) -> Self {
        Self((self.0 << 8) | byte as u64)
    }

    /// Returns the packed bytes as a number.
    pub(super) const fn packed(self) -> u64 {
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
        assert_eq!(Word::new("O’Neil"), Word::new("O'NEIL"));
    }

    #[test]
    fn a_symbol_prints_what_it_was_made_of() {
        assert_eq!(Symbol::new("reported").to_string(), "reported");
        assert_eq!(Symbol::number(12).to_string(), "12");
    }
}
