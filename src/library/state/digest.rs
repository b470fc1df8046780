//! Checksums of rows: SQLite has none for its pages, so a flipped bit inside a text would go unnoticed.

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

/// Returns the bytes of an optional text; 0xff, which UTF-8 never contains, if it is missing.
pub(super) fn optional_part(text: Option<&str>) -> &[u8] {
    text.map_or(&[0xff], str::as_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_differ_in_where_a_part_ends_differ() {
        assert_ne!(digest_of(&[b"ab", b"c"]), digest_of(&[b"a", b"bc"]));
        assert_ne!(
            digest_of(&[optional_part(None)]),
            digest_of(&[optional_part(Some(""))])
        );
    }
}
