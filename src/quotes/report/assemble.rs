//! Puts regions together into quotes: what one attribution interrupts is one quote in fragments.

use crate::article::TextRange;
use crate::quotes::marks::footnotes;
use crate::quotes::model::pick::Pick;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::view::RegionView;
use crate::quotes::report::joins::NeighbouringRegions;

/// The regions of one quote, in order, with the speaker picked for them.
#[derive(Debug, Clone, Default)]
pub(crate) struct RegionGroup {
    /// The indexes of the regions.
    pub(crate) regions: Vec<usize>,
    /// The pick of the first region.
    pub(crate) pick: Pick,
}

/// Groups the regions that are somebody's words into quotes; `views` has `None` for the others.
pub(crate) fn group_regions(
    scene: &Scene<'_>,
    views: &[Option<RegionView>],
    picks: &[Pick],
) -> Vec<RegionGroup> {
    let mut groups: Vec<RegionGroup> = Vec::new();
    let mut last: Option<(&RegionView, &Pick)> = None;
    for (view, pick) in views.iter().zip(picks) {
        let Some(view) = view else {
            continue;
        };
        let joins = last.is_some_and(|(before, earlier)| {
            let neighbours = NeighbouringRegions {
                scene,
                first: before,
                second: view,
                speakers: (earlier.speaker, pick.speaker),
            };
            neighbours.are_one()
        });
        match groups.last_mut() {
            Some(group) if joins => group.regions.push(view.region),
            _ => groups.push(RegionGroup {
                regions: vec![view.region],
                pick: *pick,
            }),
        }
        last = Some((view, pick));
    }
    groups
}

/// Returns the ranges of a group's regions.
pub(crate) fn list_fragments(scene: &Scene<'_>, group: &RegionGroup) -> Vec<TextRange> {
    let ranges = group.regions.iter();
    ranges
        .filter_map(|index| scene.regions.get(*index))
        .map(|region| footnotes::trim_footnote(scene.text, region.range))
        .collect()
}
