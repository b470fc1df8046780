//! Sketches of stories, which tell whether two are one: copies, near-copies, updates.

use super::finder::Sketch;
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
    least: Vec<u32>,
    runs: u32,
}

impl StorySketch {
    /// Creates the sketch of a story's text, headline and page furniture left out; `None` if it is too short.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let words = hash_words(text);
        let mut runs: Vec<u64> = words.windows(RUN).map(hash_run).collect();
        runs.sort_unstable();
        runs.dedup();
        if runs.len() < FEWEST_RUNS {
            return None;
        }
        let mut bins: Vec<Option<u32>> = vec![None; HASHES];
        for run in &runs {
            let bin = usize::try_from(run % HASHES as u64).unwrap_or(0);
            let value = u32::try_from(run >> 32).unwrap_or(u32::MAX);
            if let Some(least) = bins.get_mut(bin) {
                *least = Some(least.map_or(value, |least| least.min(value)));
            }
        }
        Some(Self {
            least: fill_bins(&bins),
            runs: u32::try_from(runs.len()).unwrap_or(u32::MAX),
        })
    }

    /// Creates a sketch from its numbers, as they were stored; `None` if they are not those of one.
    #[must_use]
    pub fn from_numbers(numbers: &[u32]) -> Option<Self> {
        let (runs, least) = numbers.split_first()?;
        (least.len() == HASHES).then(|| Self {
            least: least.to_vec(),
            runs: *runs,
        })
    }

    /// Returns its numbers, to store.
    #[must_use]
    pub fn numbers(&self) -> Vec<u32> {
        std::iter::once(self.runs)
            .chain(self.least.iter().copied())
            .collect()
    }
}

/// Fills empty bins from the next full one, told from it by the distance.
fn fill_bins(bins: &[Option<u32>]) -> Vec<u32> {
    let find = |at: usize| {
        let later = bins.iter().cycle().skip(at).take(bins.len()).enumerate();
        let mut full = later.filter_map(|(distance, bin)| Some((distance, (*bin)?)));
        full.next().map_or(0, |(distance, value)| {
            let distance = u32::try_from(distance).unwrap_or(0);
            value.wrapping_add(distance.wrapping_mul(0x9e37_79b1))
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
        let agreeing = self
            .least
            .iter()
            .zip(&other.least)
            .filter(|(one, other)| one == other)
            .count();
        let (short, long) = (
            self.runs.min(other.runs) as usize,
            self.runs.max(other.runs) as usize,
        );
        // Of two sets with the sizes a and b of which the share j of all is in both, j * (a + b) / (1 + j) are in both.
        let shared = agreeing * (short + long) / (HASHES + agreeing);
        let is_alike = agreeing * 100 >= HASHES * ALIKE;
        let is_contained = shared * 100 >= short * CONTAINED && short * 100 >= long * LENGTH;
        is_alike || is_contained
    }
}
