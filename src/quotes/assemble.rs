//! Puts regions together into quotes: what one attribution interrupts is one quote in fragments.

use super::marks::Bounds;
use super::rank::Pick;
use super::scene::Scene;
use super::view::View;
use crate::article::TextRange;

/// The regions of one quote, in order, with the speaker picked for them.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    /// The indexes of the regions.
    pub(super) regions: Vec<usize>,
    /// The pick of the first region.
    pub(super) pick: Pick,
}

/// Groups the regions into quotes.
pub(super) fn groups(scene: &Scene<'_>, picks: &[Pick]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, pick) in picks.iter().enumerate() {
        let joins = groups.last().is_some_and(|group| {
            let last = group.regions.last().copied();
            last.is_some_and(|last| {
                is_joined(scene, last, index) && same_speaker(scene, &group.pick, pick)
            })
        });
        match groups.last_mut() {
            Some(group) if joins => group.regions.push(index),
            _ => groups.push(Group {
                regions: vec![index],
                pick: *pick,
            }),
        }
    }
    groups
}

/// Says whether a region carries the words of the one before on.
fn is_joined(scene: &Scene<'_>, before: usize, index: usize) -> bool {
    let (Some(first), Some(second)) = (scene.regions.get(before), scene.regions.get(index)) else {
        return false;
    };
    if second.continues && (first.bounds == Bounds::Block) == (second.bounds == Bounds::Block) {
        return true;
    }
    if first.paragraph != second.paragraph {
        return false;
    }
    let (Some(one), Some(other)) = (View::of(scene, before), View::of(scene, index)) else {
        return false;
    };
    let sentence = |at: usize| scene.token(at).map(|token| token.sentence);
    sentence(one.end.saturating_sub(1)) == sentence(other.first)
        || (one.ending == b'k'
            && other.is_capital
            && sentence(one.end) == sentence(other.first.saturating_sub(1)))
}

/// Says whether two regions were given the same speaker, by mention or by name.
fn same_speaker(scene: &Scene<'_>, one: &Pick, other: &Pick) -> bool {
    let of = |pick: &Pick| pick.best.map(|(index, _)| index);
    let entity = |pick: &Pick| of(pick).and_then(|index| scene.mentions.get(index)?.entity);
    of(one) == of(other) || (entity(one).is_some() && entity(one) == entity(other))
}

/// Returns the ranges of a group's regions.
pub(super) fn fragments(scene: &Scene<'_>, group: &Group) -> Vec<TextRange> {
    let ranges = group.regions.iter();
    ranges
        .filter_map(|index| scene.regions.get(*index))
        .map(|region| region.range)
        .collect()
}
