//! Turns byte offsets into Unicode scalar values, as JSON counts them.

/// How many bytes lie between two places whose number is kept.
const STEP: usize = 512;

/// A text's characters, counted.
#[derive(Debug)]
pub(super) struct Offsets<'a> {
    text: &'a str,
    /// The number of characters before every `STEP`-th byte.
    counted: Vec<usize>,
}

impl<'a> Offsets<'a> {
    /// Counts the characters of a text, once.
    pub(super) fn new(text: &'a str) -> Self {
        let mut total = 0;
        let mut counted = Vec::with_capacity(text.len() / STEP + 1);
        for bytes in text.as_bytes().chunks(STEP) {
            counted.push(total);
            total += count(bytes);
        }
        Self { text, counted }
    }

    /// Returns how many characters stand before the byte `at`.
    pub(super) fn of(&self, at: usize) -> usize {
        let step = at / STEP;
        let before = self.counted.get(step).copied();
        let rest = self
            .text
            .as_bytes()
            .get(step * STEP..at)
            .unwrap_or_default();
        before.unwrap_or_else(|| count(self.text.as_bytes())) + count(rest)
    }
}

/// Counts the bytes that begin a character.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_is_counted_right() {
        let text = "Fähre, 渡し船, 👩🏽 — ".repeat(90);
        let offsets = Offsets::new(&text);
        for (number, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.of(at), number);
        }
        assert_eq!(offsets.of(text.len()), text.chars().count());
        assert_eq!(Offsets::new("").of(0), 0);
    }
}
