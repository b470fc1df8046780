//! A linear model that learns by stochastic gradient descent, each weight with a pace of its own (`AdaGrad`).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::quotes::train::feature_names::{FeatureId, FeatureName, FeatureNames};

/// How many units in the file are one unit of log odds.
const UNITS: f64 = 20.0;

/// How a model learns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TrainingPace {
    /// How often the training looks at every example.
    pub(crate) rounds: usize,
    /// How many weights it may keep.
    pub(crate) most: usize,
    /// How often a feature must have moved its weight to be kept: what is rare is learned by heart.
    pub(crate) fewest: f32,
    /// How far a weight moves at first.
    pub(crate) pace: f32,
    /// How strongly weights are drawn towards zero at each step.
    pub(crate) decay: f32,
}

/// A feature's weight while it is learned.
#[derive(Debug, Clone, Copy, Default)]
struct LearnedWeight {
    now: f32,
    squares: f32,
    total: f64,
    since: f64,
    seen: f32,
}

/// The weights while they are learned; what is written is their average over time.
#[derive(Debug)]
pub(crate) struct Learner {
    pub(crate) manner: TrainingPace,
    weights: Vec<LearnedWeight>,
    kept: Option<Vec<bool>>,
    clock: f64,
}

/// A candidate: whether it is right, and its features.
#[derive(Debug, Default)]
pub(crate) struct TrainingCandidate<'a> {
    /// Whether it is right.
    pub(crate) is_right: bool,
    /// Features made once.
    pub(crate) fixed: &'a [FeatureId],
    /// Features made for this occasion.
    pub(crate) round_features: Vec<FeatureId>,
}

impl TrainingCandidate<'_> {
    fn feature_ids(&self) -> impl Iterator<Item = FeatureId> {
        self.fixed.iter().chain(&self.round_features).copied()
    }
}

/// Returns the index of the highest score, the first of equals.
pub(crate) fn best_of(scores: &[f32]) -> Option<usize> {
    let scores = scores.iter().enumerate();
    let best = scores.max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)));
    best.map(|(at, _)| at)
}

impl Learner {
    /// Makes a learner without weights.
    pub(crate) const fn new(manner: TrainingPace) -> Self {
        Self {
            manner,
            weights: Vec::new(),
            kept: None,
            clock: 0.0,
        }
    }

    /// Returns the score of a candidate.
    fn score_candidate(&self, candidate: &TrainingCandidate<'_>) -> f32 {
        candidate
            .feature_ids()
            .filter_map(|id| self.weights.get(id.index()))
            .map(|weight| weight.now)
            .sum()
    }

    /// Returns the scores of candidates.
    pub(crate) fn score_all(&self, candidates: &[TrainingCandidate<'_>]) -> Vec<f32> {
        candidates
            .iter()
            .map(|candidate| self.score_candidate(candidate))
            .collect()
    }

    /// Moves the weights of some features against a gradient.
    fn descend_gradient(&mut self, candidate: &TrainingCandidate<'_>, gradient: f32) {
        if gradient.abs() < 1e-3 {
            return;
        }
        for id in candidate.feature_ids() {
            if let Some(kept) = &self.kept
                && !kept.get(id.index()).copied().unwrap_or_default()
            {
                continue;
            }
            if self.weights.len() <= id.index() {
                self.weights
                    .resize(id.index() + 1, LearnedWeight::default());
            }
            let Some(weight) = self.weights.get_mut(id.index()) else {
                continue;
            };
            weight.seen += 1.0;
            // Averaging over time as for the averaged perceptron (Collins 2002), but lazily: only when a weight
            // changes.
            weight.total += f64::from(weight.now) * (self.clock - weight.since);
            weight.since = self.clock;
            // AdaGrad (Duchi, Hazan, Singer 2011) with L2 decay.
            let slope = gradient + self.manner.decay * weight.now;
            weight.squares += slope * slope;
            weight.now -= self.manner.pace * slope / (1e-6 + weight.squares).sqrt();
        }
    }

    /// Learns from one choice: the right candidates should share all the probability.
    pub(crate) fn learn_choice(&mut self, candidates: &[TrainingCandidate<'_>], scores: &[f32]) {
        self.clock += 1.0;
        let top = scores.iter().copied().fold(f32::MIN, f32::max);
        let all: f32 = scores.iter().map(|score| (score - top).exp()).sum();
        let right: f32 = candidates
            .iter()
            .zip(scores)
            .filter(|(candidate, _)| candidate.is_right)
            .map(|(_, score)| (score - top).exp())
            .sum();
        if right == 0.0 {
            return;
        }
        for (candidate, score) in candidates.iter().zip(scores) {
            let weight = (score - top).exp();
            let wanted = if candidate.is_right {
                weight / right
            } else {
                0.0
            };
            self.descend_gradient(candidate, weight / all - wanted);
        }
    }

    /// Learns from one decision between yes and no.
    pub(crate) fn learn_decision(&mut self, candidate: &TrainingCandidate<'_>) {
        self.clock += 1.0;
        let probability = 1.0 / (1.0 + (-self.score_candidate(candidate)).exp());
        let wanted = if candidate.is_right { 1.0 } else { 0.0 };
        self.descend_gradient(candidate, probability - wanted);
    }

    /// Returns a fresh learner that knows only the features that matter most to this one.
    pub(crate) fn narrow_features(&self) -> Self {
        let mut ranked: Vec<(f64, usize)> = self
            .weights
            .iter()
            .enumerate()
            .filter(|(_, weight)| weight.seen >= self.manner.fewest)
            .map(|(index, weight)| {
                (
                    self.average_weight(weight).abs() * f64::from(weight.seen).sqrt(),
                    index,
                )
            })
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut kept = vec![false; self.weights.len()];
        for (_, index) in ranked.into_iter().take(self.manner.most) {
            if let Some(kept) = kept.get_mut(index) {
                *kept = true;
            }
        }
        Self {
            kept: Some(kept),
            ..Self::new(self.manner)
        }
    }

    fn average_weight(&self, weight: &LearnedWeight) -> f64 {
        (weight.total + f64::from(weight.now) * (self.clock - weight.since)) / self.clock.max(1.0)
    }

    /// Writes the averaged weights in units of a twentieth of log odds.
    pub(crate) fn write_weights(&self, names: &FeatureNames) -> String {
        let sorted: BTreeMap<&FeatureName, f64> = self
            .weights
            .iter()
            .enumerate()
            .filter_map(|(index, weight)| {
                Some((names.of(index)?, UNITS * self.average_weight(weight)))
            })
            .filter(|(_, weight)| weight.round() != 0.0)
            .collect();
        let mut file = String::new();
        let mut last = ("", "");
        for ((template, first, second), weight) in sorted {
            if *template != last.0 {
                let _ = write!(file, "\n={template}");
            }
            if second.is_empty() {
                let _ = write!(file, "\n{first} {weight:.0}");
            } else if (*template, first.as_str()) == last {
                let _ = write!(file, " {second} {weight:.0}");
            } else {
                let _ = write!(file, "\n{first} {second} {weight:.0}");
            }
            last = if second.is_empty() {
                (template, "")
            } else {
                (template, first)
            };
        }
        file.trim_start().to_owned() + "\n"
    }
}
