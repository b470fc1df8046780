//! Sketches of quotes, which tell whether two are the same statement.

use super::Sketch;
use super::words::{hash_run, hash_words};

/// The words in a row that are compared.
const RUN: usize = 3;

/// Of so many runs in a row one is a print: two statements that share `RUN + WINDOW - 1` words in a row share a print.
const WINDOW: usize = 2;

/// The fewest words of a statement; what is shorter many people say.
const FEWEST_WORDS: usize = 6;

/// The percentage of the shorter statement's words that the longer must have, in runs, if one person said both.
const SHARED: usize = 70;

/// The same if it is not known that one person did: turns of phrase are everybody's.
const SHARED_BY_OTHERS: usize = 85;

/// The words up to which a statement of somebody else must be in the longer one as a whole.
const SHORT: usize = 9;

/// The percentage of the longer statement's words that the shorter must have, unless it has all of its own there.
const KEPT: usize = 25;

/// The most words of a statement that are looked at: a speech is longer.
const MOST_WORDS: usize = 600;

/// The sketch of a quote: its words, and who said them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatementSketch {
    words: Vec<u16>,
    /// The last word of the speaker's name.
    speaker: Option<u16>,
}

impl StatementSketch {
    /// Creates the sketch of a quote's words, without the reporting words between its parts.
    ///
    /// `None` if they are too few to say that somebody else did not say them.
    #[must_use]
    pub fn new(words: &str, speaker: Option<&str>) -> Option<Self> {
        let mut words = hash_words(words);
        words.truncate(MOST_WORDS);
        let speaker = speaker.and_then(|name| hash_words(name).last().copied());
        (words.len() >= FEWEST_WORDS).then_some(Self { words, speaker })
    }

    /// Reads a sketch from the bytes and the speaker it was stored as.
    #[must_use]
    pub fn from_bytes(bytes: &[u8], speaker: Option<u16>) -> Self {
        let (words, _) = bytes.as_chunks();
        Self {
            words: words.iter().map(|word| u16::from_le_bytes(*word)).collect(),
            speaker,
        }
    }

    /// Returns the bytes to store its words as.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.words
            .iter()
            .flat_map(|word| word.to_le_bytes())
            .collect()
    }

    /// Returns a hash of the last word of the speaker's name; `None` if nobody is named.
    #[must_use]
    pub const fn speaker(&self) -> Option<u16> {
        self.speaker
    }

    fn runs(&self) -> impl Iterator<Item = u64> {
        self.words.windows(RUN).map(hash_run)
    }

    /// Returns how many words are in runs that another statement has.
    ///
    /// `runs` are sorted.
    fn count_shared(&self, runs: &[u64]) -> usize {
        let mut is_shared = vec![false; self.words.len()];
        for (at, run) in self.runs().enumerate() {
            if runs.binary_search(&run).is_ok() {
                is_shared
                    .iter_mut()
                    .skip(at)
                    .take(RUN)
                    .for_each(|word| *word = true);
            }
        }
        is_shared.into_iter().filter(|is_shared| *is_shared).count()
    }
}

impl Sketch for StatementSketch {
    fn prints(&self) -> Vec<u64> {
        // Winnowing: https://theory.stanford.edu/~aiken/publications/papers/sigmod03.pdf
        let runs: Vec<u64> = self.runs().collect();
        let least = runs
            .windows(WINDOW.min(runs.len()).max(1))
            .filter_map(|window| window.iter().min());
        let mut prints: Vec<u64> = least.copied().collect();
        prints.sort_unstable();
        prints.dedup();
        prints
    }

    fn is_same(&self, other: &Self) -> bool {
        let (short, long) = if self.words.len() <= other.words.len() {
            (self, other)
        } else {
            (other, self)
        };
        let mut runs: Vec<u64> = long.runs().collect();
        runs.sort_unstable();
        let shared = short.count_shared(&runs);
        let count = short.words.len();
        let is_one_speaker = short.speaker.is_some() && short.speaker == long.speaker;
        let least = match (is_one_speaker, count <= SHORT) {
            (true, _) => SHARED,
            (false, true) => 100,
            (false, false) => SHARED_BY_OTHERS,
        };
        shared >= FEWEST_WORDS
            && shared * 100 >= count * least
            && (shared == count || shared * 100 >= long.words.len() * KEPT)
    }
}
