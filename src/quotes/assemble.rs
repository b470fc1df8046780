//! Puts regions together into quotes: what one attribution interrupts is one quote in fragments.

use super::joins::Neighbours;
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

/// Groups the regions that are somebody's words into quotes; `views` has nothing for the others.
pub(super) fn groups(scene: &Scene<'_>, views: &[Option<View>], picks: &[Pick]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut last: Option<(&View, &Pick)> = None;
    for (view, pick) in views.iter().zip(picks) {
        let Some(view) = view else {
            continue;
        };
        let joins = last.is_some_and(|(before, earlier)| {
            let neighbours = Neighbours {
                scene,
                first: before,
                second: view,
                speakers: (earlier.speaker, pick.speaker),
            };
            neighbours.are_one()
        });
        match groups.last_mut() {
            Some(group) if joins => group.regions.push(view.region),
            _ => groups.push(Group {
                regions: vec![view.region],
                pick: *pick,
            }),
        }
        last = Some((view, pick));
    }
    groups
}

/// Returns the ranges of a group's regions.
pub(super) fn fragments(scene: &Scene<'_>, group: &Group) -> Vec<TextRange> {
    let ranges = group.regions.iter();
    ranges
        .filter_map(|index| scene.regions.get(*index))
        .map(|region| region.range)
        .collect()
}
