//! The words of a text as numbers, without case, accents and marks.

use xxhash_rust::xxh3::xxh3_64;

use crate::text::fold;

/// Returns the words of a text in order, each as a hash.
pub(super) fn hash_words(text: &str) -> Vec<u16> {
    let folded = fold::fold_key(text);
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let words = words
        .map(|word| word.trim_matches('\''))
        .filter(|word| !word.is_empty());
    words.map(hash_word).collect()
}

fn hash_word(word: &str) -> u16 {
    let hash = xxh3_64(word.as_bytes());
    // Few enough bytes to store: runs of words are compared, and no two of these are equal by chance.
    u16::try_from(hash >> 48).unwrap_or(u16::MAX)
}

/// Returns the hash of some words in a row.
pub(super) fn hash_run(words: &[u16]) -> u64 {
    let mut hash = 0x9e37_79b9_7f4a_7c15_u64;
    for word in words {
        hash = (hash ^ u64::from(*word)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 32;
    }
    hash
}
