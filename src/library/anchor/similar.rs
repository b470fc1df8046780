//! Finds words that are mostly the same, whatever the case, accents, punctuation and spaces between them.
//!
//! Each run of three words that the anchor and the text share votes for where the anchor would begin; the place
//! with the most votes wins if at least half of the exact words are there. This is the idea of w-shingling
//! (Broder, "On the resemblance and containment of documents", 1997), and linear in the text.

use std::collections::HashMap;
use std::hash::Hasher;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;
use xxhash_rust::xxh3::Xxh3Default;

use super::Anchor;
use crate::article::TextRange;

/// How many words make a run.
const RUN: usize = 3;
/// How often the same run of the anchor is counted; more would make repeated words costly.
const REPEATS: usize = 4;
/// The least number of words by which the text may have grown or shrunk inside the anchor.
const SLACK: usize = 8;

/// A word of a text.
struct AnchorWord {
    /// A hash of its folded letters and digits.
    hash: u64,
    range: TextRange,
}

/// A run of words that the anchor and the text share.
#[derive(Clone, Copy)]
struct SharedRun {
    /// The index of its first word in the text.
    in_text: usize,
    /// The index of its first word in the anchor, counting the context.
    in_anchor: usize,
}

/// The anchor's words with their context, and which of them are the exact ones.
struct AnchorWords {
    hashes: Vec<u64>,
    /// The index of the first exact word.
    first: usize,
    /// The index after the last exact word.
    end: usize,
}

impl AnchorWords {
    fn new(anchor: &Anchor) -> Self {
        let parts = [&anchor.before, &anchor.exact, &anchor.after]
            .map(|part| split_words(part).map(|word| word.hash).collect::<Vec<_>>());
        let first = parts[0].len();
        let end = first + parts[1].len();
        Self {
            hashes: parts.concat(),
            first,
            end,
        }
    }

    fn is_exact(&self, word: usize) -> bool {
        (self.first..self.end).contains(&word)
    }
}

/// Returns the range of the words in `text` that are most like the anchor's.
pub(super) fn find_similar(anchor: &Anchor, text: &str) -> Option<TextRange> {
    let sought = AnchorWords::new(anchor);
    let run = RUN.min(sought.hashes.len());
    if sought.first == sought.end {
        return None;
    }
    let words: Vec<AnchorWord> = split_words(text).collect();
    let shared = best_place(shared_runs(&sought.hashes, &words, run), &sought);
    let pairs: Vec<SharedRun> = shared
        .iter()
        .flat_map(|shared| {
            (0..run).map(|step| SharedRun {
                in_text: shared.in_text + step,
                in_anchor: shared.in_anchor + step,
            })
        })
        .filter(|pair| sought.is_exact(pair.in_anchor))
        .collect();
    matched_range(&pairs, &sought, &words)
}

/// Returns the range of the words paired with exact ones; `None` if fewer than half of these have a pair.
fn matched_range(
    pairs: &[SharedRun],
    sought: &AnchorWords,
    words: &[AnchorWord],
) -> Option<TextRange> {
    let mut present: Vec<usize> = pairs.iter().map(|pair| pair.in_anchor).collect();
    present.sort_unstable();
    present.dedup();
    if present.len() * 2 < sought.end - sought.first {
        return None;
    }
    let first = pairs.iter().min_by_key(|pair| pair.in_text)?;
    let last = pairs.iter().max_by_key(|pair| pair.in_text)?;
    // Words at either end that were changed have no pair; as many are included as the anchor had there.
    let start = first.in_text.saturating_sub(first.in_anchor - sought.first);
    let end = (last.in_text + sought.end - 1 - last.in_anchor).min(words.len() - 1);
    Some(words.get(start)?.range.union(words.get(end)?.range))
}

/// Keeps the runs that agree on where the anchor begins: those of the place with the most votes.
fn best_place(shared: Vec<SharedRun>, sought: &AnchorWords) -> Vec<SharedRun> {
    // An insertion inside the quote shifts the runs after it, so votes are counted in bins; two neighbouring
    // bins are taken together, or a place at the border of two would lose half of its votes.
    let width = SLACK.max(sought.hashes.len() / 4);
    let place =
        |shared: &SharedRun| (shared.in_text + sought.hashes.len() - shared.in_anchor) / width;
    let mut votes: HashMap<usize, usize> = HashMap::new();
    for place in shared.iter().map(place) {
        *votes.entry(place).or_default() += 1;
    }
    let count = |place: usize| votes.get(&place).copied().unwrap_or_default();
    let best = votes
        .keys()
        .copied()
        // A `HashMap` has no order: the second part makes equal places resolve to the first one in the text.
        .max_by_key(|place| (count(*place) + count(place + 1), usize::MAX - place));
    shared
        .into_iter()
        .filter(|shared| {
            best.is_some_and(|best| place(shared) == best || place(shared) == best + 1)
        })
        .collect()
}

/// Returns every run of `run` words that both contain, in the order of the text.
fn shared_runs(sought: &[u64], words: &[AnchorWord], run: usize) -> Vec<SharedRun> {
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for (in_anchor, hashes) in sought.windows(run).enumerate() {
        let places = places
            .entry(combine_hashes(hashes.iter().copied()))
            .or_default();
        // A text that repeats one phrase would otherwise pair every repeat with every other, which is quadratic.
        if places.len() < REPEATS {
            places.push(in_anchor);
        }
    }
    let mut shared = Vec::new();
    for (in_text, window) in words.windows(run).enumerate() {
        let places = places.get(&combine_hashes(window.iter().map(|word| word.hash)));
        shared.extend(places.into_iter().flatten().map(|in_anchor| SharedRun {
            in_text,
            in_anchor: *in_anchor,
        }));
    }
    shared
}

/// Combines the hashes of a run of words; their order matters.
fn combine_hashes(hashes: impl Iterator<Item = u64>) -> u64 {
    hashes.fold(0, |run, hash| {
        run.rotate_left(21).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ hash
    })
}

/// Returns the words of `text` in order.
fn split_words(text: &str) -> impl Iterator<Item = AnchorWord> {
    text.unicode_word_indices().map(|(start, word)| AnchorWord {
        hash: hash_folded(word),
        range: TextRange::new(start, start + word.len()),
    })
}

/// Returns a number for the letters and digits of a word, without case and accents.
fn hash_folded(word: &str) -> u64 {
    // Decomposed, an accent is a character of its own, and not alphanumeric: it falls out with the punctuation.
    let mut hasher = Xxh3Default::new();
    let letters = word.nfd().filter(|letter| letter.is_alphanumeric());
    for letter in letters.flat_map(char::to_lowercase) {
        hasher.write_u32(letter.into());
    }
    hasher.finish()
}
