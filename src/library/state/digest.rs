//! Checksums of rows: SQLite has none for its pages, so a flipped bit inside a text would go unnoticed.

use std::fmt;

use xxhash_rust::xxh3::Xxh3Default;

/// Returns the checksum of all parts of a row, in their order.
pub(super) fn digest_of(parts: &[&[u8]]) -> i64 {
    let mut hasher = Xxh3Default::new();
    for part in parts {
        // With the lengths, text that moves from one column to the next changes the checksum.
        hasher.update(&part.len().to_be_bytes());
        hasher.update(part);
    }
    hasher.digest().cast_signed()
}

/// The checksum of a set of rows: theirs, combined by XOR, so that a row is added or removed in one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct RowSum(u64);

impl RowSum {
    /// Adds a row by its checksum, or removes one that is in the set.
    pub(super) const fn toggle(&mut self, digest: i64) {
        self.0 ^= digest.cast_unsigned();
    }

    /// Returns the sum after the rows of `other` were added to these, or removed.
    pub(super) const fn combine(self, other: Self) -> Self {
        Self(self.0 ^ other.0)
    }

    /// Parses what is displayed; `None` if it is anything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let sum = u64::from_str_radix(text, 16).ok().map(Self);
        sum.filter(|sum| sum.to_string() == text)
    }
}

impl fmt::Display for RowSum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Returns the bytes of an optional text; 0xff, which UTF-8 never contains, if it is missing.
pub(super) fn optional_part(text: Option<&str>) -> &[u8] {
    text.map_or(&[0xff], str::as_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_that_of_the_rows_that_are_left() {
        let (mut sum, mut other) = (RowSum::default(), RowSum::default());
        for digest in [1, -2, 3, -2] {
            sum.toggle(digest);
        }
        for digest in [3, 1] {
            other.toggle(digest);
        }
        assert_eq!(sum, other);
        assert_eq!(RowSum::parse(&sum.to_string()), Some(sum));
        assert_eq!(sum.combine(other), RowSum::default());
        assert_eq!(RowSum::parse("2"), None);
    }

    #[test]
    fn rows_that_differ_in_where_a_part_ends_differ() {
        assert_ne!(digest_of(&[b"ab", b"c"]), digest_of(&[b"a", b"bc"]));
        assert_ne!(
            digest_of(&[optional_part(None)]),
            digest_of(&[optional_part(Some(""))])
        );
    }
}
