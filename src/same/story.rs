//! Sketches of stories, which tell whether two are one: copies, near-copies, updates.

use super::Sketch;
use super::words::{hash_run, hash_words};

/// The words in a row that are compared.
const RUN: usize = 4;

/// The hashes of a sketch.
const HASHES: usize = 128;

/// How many hashes are one print.
const PER_PRINT: usize = 2;

/// How many prints a story has.
const PRINTS: usize = 24;

/// The fewest runs of a story; what is shorter is compared by its identity alone.
const FEWEST_RUNS: usize = 20;

/// The percentage of all runs of both stories that both must have.
const ALIKE: usize = 35;

/// The percentage of the shorter story's runs that the longer must have.
const CONTAINED: usize = 60;

/// The percentage of the longer story that the shorter must be in length.
const LENGTH: usize = 25;

/// The sketch of a story: for each of many orders of all runs of words, the story's first run.
///
/// This is `MinHash` with one permutation: <https://proceedings.mlr.press/v32/shrivastava14.html>. Two sketches agree in as many
/// places as their stories share runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StorySketch {
    least: Vec<u16>,
    runs: u32,
}

impl StorySketch {
    /// Creates the sketch of a story's text, headline and page furniture left out; `None` if it is too short.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let runs = list_runs(text);
        if runs.len() < FEWEST_RUNS {
            return None;
        }
        let mut bins: Vec<Option<u16>> = vec![None; HASHES];
        for run in &runs {
            let bin = usize::try_from(run % HASHES as u64).unwrap_or(0);
            let value = u16::try_from(run >> 48).unwrap_or(u16::MAX);
            if let Some(least) = bins.get_mut(bin) {
                *least = Some(least.map_or(value, |least| least.min(value)));
            }
        }
        Some(Self {
            least: fill_bins(&bins),
            runs: u32::try_from(runs.len()).unwrap_or(u32::MAX),
        })
    }

    /// Returns how many different runs of words a text has.
    #[must_use]
    pub fn count_runs(text: &str) -> usize {
        list_runs(text).len()
    }

    /// Reads a sketch from the bytes it was stored as; `None` if they are not those of one.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (runs, least) = bytes.split_first_chunk()?;
        let (least, rest) = least.as_chunks();
        (least.len() == HASHES && rest.is_empty()).then(|| Self {
            least: least.iter().map(|hash| u16::from_le_bytes(*hash)).collect(),
            runs: u32::from_le_bytes(*runs),
        })
    }

    /// Returns the bytes to store it as.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.runs.to_le_bytes().to_vec();
        bytes.extend(self.least.iter().flat_map(|hash| hash.to_le_bytes()));
        bytes
    }

    /// Returns `true` if two stories that have their first `head` runs in common go on alike, or one of them ends there.
    ///
    /// ```
    /// use pullquote::same::StorySketch;
    /// let story = |from: u32| {
    ///     let words: Vec<String> = (from..from + 200).map(|number| format!("w{number}")).collect();
    ///     StorySketch::new(&words.join(" ")).unwrap()
    /// };
    /// assert!(story(0).goes_on_like(&story(5), 0));
    /// assert!(!story(0).goes_on_like(&story(900), 0));
    /// ```
    #[must_use]
    pub fn goes_on_like(&self, other: &Self, head: usize) -> bool {
        let (_, shared, short, _) = self.compare(other);
        let rest = short.saturating_sub(head);
        shared.saturating_sub(head) * 100 >= rest * CONTAINED
    }

    /// Returns in how many places two sketches agree, how many runs both stories have, and how many the shorter and the longer.
    fn compare(&self, other: &Self) -> (usize, usize, usize, usize) {
        let places = self.least.iter().zip(&other.least);
        let agreeing = places.filter(|(one, other)| one == other).count();
        let (short, long) = (
            self.runs.min(other.runs) as usize,
            self.runs.max(other.runs) as usize,
        );
        // Of two sets with the sizes a and b of which the share j of all is in both, j * (a + b) / (1 + j) are in both.
        let shared = agreeing * (short + long) / (HASHES + agreeing);
        (agreeing, shared, short, long)
    }
}

/// Returns the runs of words of a text, each once.
fn list_runs(text: &str) -> Vec<u64> {
    let words = hash_words(text);
    let mut runs: Vec<u64> = words.windows(RUN).map(hash_run).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// Fills empty bins from the next full one, told from it by the distance.
fn fill_bins(bins: &[Option<u16>]) -> Vec<u16> {
    let find = |at: usize| {
        let later = bins.iter().cycle().skip(at).take(bins.len()).enumerate();
        let mut full = later.filter_map(|(distance, bin)| Some((distance, (*bin)?)));
        full.next().map_or(0, |(distance, value)| {
            let distance = u16::try_from(distance).unwrap_or(0);
            value.wrapping_add(distance.wrapping_mul(0x9e37))
        })
    };
    (0..bins.len()).map(find).collect()
}

impl Sketch for StorySketch {
    fn prints(&self) -> Vec<u64> {
        let pairs = self.least.chunks(PER_PRINT).take(PRINTS).enumerate();
        pairs
            .map(|(at, pair)| hash_run(pair).wrapping_add(at as u64))
            .collect()
    }

    fn is_same(&self, other: &Self) -> bool {
        let (agreeing, shared, short, long) = self.compare(other);
        let is_alike = agreeing * 100 >= HASHES * ALIKE;
        let is_contained = shared * 100 >= short * CONTAINED && short * 100 >= long * LENGTH;
        is_alike || is_contained
    }
}
