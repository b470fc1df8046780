//! Puts sketches into groups, in memory: those that are stored, as far as they were read, and new ones.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::sketches::{GroupedSketch, SketchKey};
use crate::same::Sketch;

/// Sketches, with the groups of those that are the same.
///
/// Of a stored group not all members need to be there: what becomes of it is told by [`Self::list_merged`].
#[derive(Debug)]
pub(super) struct SketchGroups<S> {
    sketches: BTreeMap<i64, GroupedSketch<S>>,
    /// To which sketch each print leads.
    holders: HashMap<i64, i64>,
    /// The groups that have become part of another one.
    merged: BTreeMap<i64, i64>,
    /// The sketches whose group or prints have changed.
    changed: BTreeSet<i64>,
}

/// Returns the prints of a sketch as they are stored.
pub(super) fn prints_of(sketch: &impl Sketch) -> Vec<i64> {
    let prints = sketch.prints().into_iter();
    prints.map(u64::cast_signed).collect()
}

impl<S: Sketch> SketchGroups<S> {
    /// Starts with sketches that are stored.
    pub(super) fn from_stored(stored: impl IntoIterator<Item = GroupedSketch<S>>) -> Self {
        let mut groups = Self {
            sketches: BTreeMap::new(),
            holders: HashMap::new(),
            merged: BTreeMap::new(),
            changed: BTreeSet::new(),
        };
        for row in stored {
            let number = row.key.number();
            let prints = row.prints.iter();
            groups.holders.extend(prints.map(|print| (*print, number)));
            groups.sketches.insert(number, row);
        }
        groups
    }

    /// Adds a new sketch, and puts it into one group with all that it is the same as.
    pub(super) fn add_sketch(&mut self, key: SketchKey, sketch: S) {
        let number = key.number();
        self.sketches
            .insert(number, GroupedSketch::new(key, sketch));
        self.join_same(number);
    }

    /// Puts some of the sketches together again, as if they were new; they keep their prints.
    pub(super) fn regroup(&mut self, members: &[SketchKey]) {
        for key in members {
            if let Some(row) = self.sketches.get_mut(&key.number()) {
                row.same = None;
                self.changed.insert(key.number());
            }
        }
        for key in members {
            self.join_same(key.number());
        }
    }

    /// Returns how many sketches, of those that lend their prints to one, are the same.
    pub(super) fn count_same(&self, sketch: &S) -> usize {
        let prints = prints_of(sketch);
        let holders = prints.iter().filter_map(|print| self.holders.get(print));
        let holders: BTreeSet<i64> = holders.copied().collect();
        holders
            .iter()
            .filter(|holder| self.is_same(**holder, sketch))
            .count()
    }

    fn is_same(&self, number: i64, sketch: &S) -> bool {
        let found = self.sketches.get(&number);
        found.is_some_and(|found| found.sketch.is_same(sketch))
    }

    /// Puts a sketch into one group with all that it is the same as, and has those of its prints lead to it that are new.
    fn join_same(&mut self, number: i64) {
        let Some(joined) = self.sketches.get(&number) else {
            return;
        };
        let (mut others, mut free) = (BTreeSet::new(), Vec::new());
        for print in prints_of(&joined.sketch) {
            match self.holders.get(&print) {
                Some(holder) => drop(others.insert(*holder)),
                None => free.push(print),
            }
        }
        others.remove(&number);
        others.retain(|other| self.is_same(*other, &joined.sketch));
        self.hold_prints(number, free);
        if !others.is_empty() {
            others.insert(number);
            self.unite(&others);
        }
    }

    fn hold_prints(&mut self, number: i64, prints: Vec<i64>) {
        if prints.is_empty() {
            return;
        }
        let held = prints.iter();
        self.holders.extend(held.map(|print| (*print, number)));
        if let Some(row) = self.sketches.get_mut(&number) {
            row.prints.extend(prints);
            self.changed.insert(number);
        }
    }

    /// Makes one group of sketches and all in their groups.
    fn unite(&mut self, members: &BTreeSet<i64>) {
        let groups = members.iter().filter_map(|member| self.group_of(*member));
        let groups: BTreeSet<i64> = groups.collect();
        let Some(first) = groups.first().or_else(|| members.first()).copied() else {
            return;
        };
        for group in groups.into_iter().filter(|group| *group != first) {
            self.merged.insert(group, first);
        }
        for member in members {
            if let Some(row) = self.sketches.get_mut(member)
                && row.same.is_none()
            {
                row.same = Some(first);
                self.changed.insert(*member);
            }
        }
    }

    /// Returns the group that a sketch is in by now.
    fn group_of(&self, number: i64) -> Option<i64> {
        let row = self.sketches.get(&number)?;
        row.same.map(|group| self.final_group(group))
    }

    /// Returns what a group has become part of, or itself.
    pub(super) fn final_group(&self, mut group: i64) -> i64 {
        // A group becomes part of one with a lesser number, so that this ends.
        while let Some(next) = self.merged.get(&group) {
            group = *next;
        }
        group
    }

    /// Returns the sketches whose group or prints have changed, as they are now.
    pub(super) fn list_changed(&self) -> Vec<GroupedSketch<S>>
    where
        S: Clone,
    {
        let changed = self.changed.iter();
        let changed = changed.filter_map(|number| self.sketches.get(number).cloned());
        changed
            .map(|row| GroupedSketch {
                same: row.same.map(|group| self.final_group(group)),
                ..row
            })
            .collect()
    }

    /// Returns a sketch as it is now.
    pub(super) fn find(&self, key: SketchKey) -> Option<GroupedSketch<S>>
    where
        S: Clone,
    {
        let row = self.sketches.get(&key.number())?.clone();
        Some(GroupedSketch {
            same: row.same.map(|group| self.final_group(group)),
            ..row
        })
    }

    /// Returns the groups that have become part of others, each with the one it is part of.
    pub(super) fn list_merged(&self) -> Vec<(i64, i64)> {
        let merged = self.merged.keys();
        merged
            .map(|group| (*group, self.final_group(*group)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ArticleId, QuoteId};
    use crate::same::StatementSketch;

    const FERRY: &str = "We will mend the old ferry before the winter, and nobody shall wait.";
    const BRIDGE: &str = "A bridge over the sound would cost more than the whole town has.";

    fn key(number: u32) -> SketchKey {
        SketchKey {
            story: ArticleId::from_number(number.into()),
            quote: Some(QuoteId::from_number(number.into())),
        }
    }

    fn said(words: &str) -> StatementSketch {
        StatementSketch::new(words, Some("Oda Lund")).unwrap()
    }

    fn group_of(groups: &SketchGroups<StatementSketch>, number: u32) -> Option<i64> {
        groups.find(key(number)).unwrap().same
    }

    /// Stores what is in memory and reads it again, without one of the sketches.
    fn store_without(
        groups: &SketchGroups<StatementSketch>,
        number: u32,
    ) -> SketchGroups<StatementSketch> {
        let rows = groups.list_changed().into_iter();
        SketchGroups::from_stored(rows.filter(|row| row.key != key(number)))
    }

    #[test]
    fn the_same_words_are_one_group_and_others_are_none() {
        let mut groups = SketchGroups::from_stored([]);
        groups.add_sketch(key(1), said(FERRY));
        groups.add_sketch(key(2), said(BRIDGE));
        groups.add_sketch(key(3), said(&FERRY.to_uppercase()));
        assert_eq!(group_of(&groups, 2), None);
        assert!(group_of(&groups, 1).is_some());
        assert_eq!(group_of(&groups, 1), group_of(&groups, 3));
        // All prints lead to the first, and none to its copy.
        assert!(groups.find(key(3)).unwrap().prints.is_empty());
    }

    #[test]
    fn what_is_the_same_as_two_groups_makes_them_one() {
        let both = format!("{FERRY} {BRIDGE}");
        let mut groups = SketchGroups::from_stored([]);
        for (number, words) in [(1, FERRY), (2, FERRY), (3, BRIDGE), (4, BRIDGE)] {
            groups.add_sketch(key(number), said(words));
        }
        assert_ne!(group_of(&groups, 1), group_of(&groups, 3));
        groups.add_sketch(key(5), said(&both));
        let all: BTreeSet<Option<i64>> = (1..=5).map(|number| group_of(&groups, number)).collect();
        assert_eq!(all.len(), 1, "{all:?}");
        let merged = groups.list_merged();
        assert_eq!(merged.len(), 1);
        assert_eq!(Some(merged[0].1), group_of(&groups, 1));
    }

    #[test]
    fn a_group_falls_apart_without_what_held_it_together() {
        let both = format!("{FERRY} {BRIDGE}");
        let mut groups = SketchGroups::from_stored([]);
        for (number, words) in [(5, both.as_str()), (1, FERRY), (2, FERRY), (3, BRIDGE)] {
            groups.add_sketch(key(number), said(words));
        }
        let mut left = store_without(&groups, 5);
        left.regroup(&[key(1), key(2), key(3)]);
        assert!(group_of(&left, 1).is_some());
        assert_eq!(group_of(&left, 1), group_of(&left, 2));
        assert_eq!(group_of(&left, 3), None);
        // Their prints lead to them now: a further copy is found.
        left.add_sketch(key(6), said(BRIDGE));
        assert_eq!(group_of(&left, 6), group_of(&left, 3));
    }

    #[test]
    fn a_copy_is_the_same_as_what_its_prints_lead_to() {
        let mut groups = SketchGroups::from_stored([]);
        groups.add_sketch(key(1), said(FERRY));
        groups.add_sketch(key(2), said(FERRY));
        assert_eq!(groups.count_same(&said(FERRY)), 1);
        assert_eq!(groups.count_same(&said(BRIDGE)), 0);
    }
}
