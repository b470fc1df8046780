//! Turns byte offsets into Unicode scalar values, as JSON counts them.

/// The distance in bytes between two stored counts.
const STEP: usize = 512;

/// The number of characters before each byte of a text.
#[derive(Debug)]
pub(super) struct CharacterOffsets<'a> {
    text: &'a str,
    /// The number of characters before every `STEP`-th byte.
    counted: Vec<usize>,
}

impl<'a> CharacterOffsets<'a> {
    /// Counts the characters of a text, once.
    pub(super) fn new(text: &'a str) -> Self {
        // A count every `STEP` bytes makes each lookup independent of the length of the text.
        let mut total = 0;
        let mut counted = Vec::with_capacity(text.len() / STEP + 1);
        for bytes in text.as_bytes().chunks(STEP) {
            counted.push(total);
            total += count_characters(bytes);
        }
        Self { text, counted }
    }

    /// Returns the number of characters before the byte `at`.
    pub(super) fn at_byte(&self, at: usize) -> usize {
        let step = at / STEP;
        let before = self.counted.get(step).copied();
        let rest = self
            .text
            .as_bytes()
            .get(step * STEP..at)
            .unwrap_or_default();
        before.unwrap_or_else(|| count_characters(self.text.as_bytes())) + count_characters(rest)
    }
}

/// Counts the bytes that begin a character.
fn count_characters(bytes: &[u8]) -> usize {
    // UTF-8 continuation bytes are 0b10xxxxxx (RFC 3629, section 3).
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_is_counted_right() {
        let text = "Fähre, 渡し船, 👩🏽 — ".repeat(90);
        let offsets = CharacterOffsets::new(&text);
        for (number, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.at_byte(at), number);
        }
        assert_eq!(offsets.at_byte(text.len()), text.chars().count());
        assert_eq!(CharacterOffsets::new("").at_byte(0), 0);
    }
}
