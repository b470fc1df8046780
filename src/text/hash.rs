//! Hashes words to 64 bits, and numbers to places in a table.

use std::hash::{BuildHasherDefault, Hasher};

/// The hash of an empty text.
pub const EMPTY_HASH: u64 = 0xcbf2_9ce4_8422_2325;

/// Hashes bytes with FNV-1a, which needs no allocation and is the same on every machine.
///
/// See <http://www.isthe.com/chongo/tech/comp/fnv/>.
///
/// ```
/// use pullquote::text::hash::hash_bytes;
/// assert_eq!(hash_bytes(b"foobar"), 0x8594_4171_f739_67e8);
/// ```
#[must_use]
pub const fn hash_bytes(bytes: &[u8]) -> u64 {
    let mut hash = EMPTY_HASH;
    let mut rest = bytes;
    // Iterators cannot be used where a constant is made.
    while let [first, tail @ ..] = rest {
        hash = add_to_hash(hash, *first as u32);
        rest = tail;
    }
    hash
}

/// Adds a byte, or a character, to a hash.
#[must_use]
pub const fn add_to_hash(hash: u64, unit: u32) -> u64 {
    (hash ^ unit as u64).wrapping_mul(0x0100_0000_01b3)
}

/// Hashes numbers by one multiplication; for tables whose keys are no choice of a stranger.
#[derive(Debug, Default)]
pub struct NumberHasher(u64);

/// Builds a [`NumberHasher`] for each number.
pub type BuildNumberHasher = BuildHasherDefault<NumberHasher>;

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte) ^ self.0);
        }
    }

    fn write_u64(&mut self, number: u64) {
        // The bits of the golden ratio (Knuth, The Art of Computer Programming 3, section 6.4); the table uses both ends
        // of the hash, and multiplication alone leaves the lower ones as they were.
        let product = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = product ^ product >> 32;
    }
}

#[cfg(test)]
mod tests {
    use std::hash::BuildHasher;

    use super::*;

    #[test]
    fn characters_of_ascii_hash_as_their_bytes() {
        let hash = "tide"
            .chars()
            .fold(EMPTY_HASH, |hash, c| add_to_hash(hash, u32::from(c)));
        assert_eq!(hash, hash_bytes(b"tide"));
    }

    #[test]
    fn small_numbers_differ_at_both_ends_of_the_hash() {
        let hashes = || (0..64_u64).map(|number| BuildNumberHasher::default().hash_one(number));
        let count = |part: fn(u64) -> u64| {
            let mut parts: Vec<u64> = hashes().map(part).collect();
            parts.sort_unstable();
            parts.dedup();
            parts.len()
        };
        assert!(count(|hash| hash >> 57) > 32);
        assert!(count(|hash| hash & 0x7f) > 32);
    }
}
