//! An averaged perceptron that learns to put the right candidate first.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use crate::quotes::weights::Feature;

/// A feature's weight while it is learned.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    now: f64,
    total: f64,
    since: f64,
}

/// The weights while they are learned.
#[derive(Debug, Default)]
pub(crate) struct Perceptron {
    weights: HashMap<u64, Weight>,
    names: HashMap<u64, String>,
    updates: HashMap<u64, usize>,
    clock: f64,
}

impl Perceptron {
    /// Returns the score of a candidate with these features.
    pub(crate) fn score(&self, features: &[Feature]) -> f64 {
        features
            .iter()
            .filter_map(|feature| self.weights.get(&feature.key()))
            .map(|weight| weight.now)
            .sum()
    }

    /// Counts one example as seen.
    pub(crate) fn tick(&mut self) {
        self.clock += 1.0;
    }

    /// Moves the weights of some features by `step`.
    pub(crate) fn update(&mut self, features: &[Feature], step: f64) {
        for feature in features {
            let key = feature.key();
            self.names.entry(key).or_insert_with(|| feature.to_string());
            *self.updates.entry(key).or_default() += 1;
            let weight = self.weights.entry(key).or_default();
            weight.total += weight.now * (self.clock - weight.since);
            weight.since = self.clock;
            weight.now += step;
        }
    }

    /// Writes the averaged weights, the `most` heaviest, one a line.
    pub(crate) fn write(&self, most: usize, scale: f64) -> String {
        let mut averaged: Vec<(f64, &str)> = self
            .weights
            .iter()
            .filter_map(|(key, weight)| {
                let total = weight.total + weight.now * (self.clock - weight.since);
                Some((scale * total / self.clock, self.names.get(key)?.as_str()))
            })
            .collect();
        averaged.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()).then(a.1.cmp(b.1)));
        averaged.truncate(most);
        let sorted: BTreeMap<&str, f64> = averaged
            .into_iter()
            .map(|(weight, name)| (name, weight))
            .collect();
        let mut file = String::new();
        for (name, weight) in sorted {
            if weight.round() != 0.0 {
                let _ = writeln!(file, "{name} {weight:.0}");
            }
        }
        file
    }
}
