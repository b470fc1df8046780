//! Groups of sketches that are the same, kept as they come and go.

use std::collections::{BTreeSet, HashMap};

/// The most sketches that share a print; what more have in common is a phrase of everyone's.
const MOST_SHARING: usize = 64;

/// What is kept of a text to compare it with others.
pub trait Sketch {
    /// Returns the prints; what is the same shares at least one, nearly always.
    fn prints(&self) -> Vec<u64>;

    /// Returns `true` if two sketches are of the same statement or story.
    fn is_same(&self, other: &Self) -> bool;
}

/// The number of a sketch, which the caller gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SketchNumber(pub u64);

/// The number of a group: that of its first sketch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupNumber(pub u64);

/// Finds what is the same among sketches.
#[derive(Debug)]
pub struct SameFinder<S> {
    sketches: HashMap<SketchNumber, S>,
    by_print: HashMap<u64, Vec<SketchNumber>>,
    /// What each sketch is the same as; symmetric.
    same: HashMap<SketchNumber, BTreeSet<SketchNumber>>,
}

impl<S> Default for SameFinder<S> {
    fn default() -> Self {
        Self {
            sketches: HashMap::new(),
            by_print: HashMap::new(),
            same: HashMap::new(),
        }
    }
}

impl<S: Sketch> SameFinder<S> {
    /// Adds a sketch, and returns those that it is the same as.
    pub fn add_sketch(&mut self, number: SketchNumber, sketch: S) -> Vec<SketchNumber> {
        self.remove_sketch(number);
        let prints = sketch.prints();
        let mut candidates: BTreeSet<SketchNumber> = BTreeSet::new();
        for print in &prints {
            let sharing = self.by_print.entry(*print).or_default();
            if sharing.len() < MOST_SHARING {
                candidates.extend(sharing.iter());
                sharing.push(number);
            }
        }
        let is_same = |other: &SketchNumber| {
            self.sketches
                .get(other)
                .is_some_and(|other| other.is_same(&sketch))
        };
        let same: Vec<SketchNumber> = candidates.into_iter().filter(is_same).collect();
        for other in &same {
            self.same.entry(*other).or_default().insert(number);
        }
        if !same.is_empty() {
            self.same.insert(number, same.iter().copied().collect());
        }
        self.sketches.insert(number, sketch);
        same
    }

    /// Removes a sketch; unknown numbers are ignored.
    pub fn remove_sketch(&mut self, number: SketchNumber) {
        let Some(sketch) = self.sketches.remove(&number) else {
            return;
        };
        for print in sketch.prints() {
            if let Some(sharing) = self.by_print.get_mut(&print) {
                sharing.retain(|other| *other != number);
                if sharing.is_empty() {
                    self.by_print.remove(&print);
                }
            }
        }
        for other in self.same.remove(&number).into_iter().flatten() {
            if let Some(same) = self.same.get_mut(&other) {
                same.remove(&number);
                if same.is_empty() {
                    self.same.remove(&other);
                }
            }
        }
    }

    /// Returns the sketches of the group of one, itself among them, in order.
    #[must_use]
    pub fn group_of(&self, number: SketchNumber) -> BTreeSet<SketchNumber> {
        let mut group = BTreeSet::from([number]);
        let mut open = vec![number];
        while let Some(next) = open.pop() {
            for other in self.same.get(&next).into_iter().flatten() {
                if group.insert(*other) {
                    open.push(*other);
                }
            }
        }
        group
    }

    /// Returns all groups of more than one sketch, by their numbers.
    #[must_use]
    pub fn list_groups(&self) -> Vec<(GroupNumber, BTreeSet<SketchNumber>)> {
        let mut grouped: BTreeSet<SketchNumber> = BTreeSet::new();
        let mut groups = Vec::new();
        let mut numbers: Vec<SketchNumber> = self.same.keys().copied().collect();
        numbers.sort_unstable();
        for number in numbers {
            if !grouped.contains(&number) {
                let group = self.group_of(number);
                grouped.extend(&group);
                groups.push((GroupNumber(number.0), group));
            }
        }
        groups
    }
}
