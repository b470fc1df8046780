//! The mentions that may be the speaker of a region.

use crate::quotes::model::scene::Scene;
use crate::quotes::model::view::RegionView;

/// How many paragraphs before a region may hold its speaker.
const PARAGRAPHS_BEFORE: usize = 3;

/// The most mentions looked at on each side of a region.
const MOST: usize = 40;

/// Returns the mentions that may be the speaker of a region, outside the quotes.
pub(crate) fn list_candidates(scene: &Scene<'_>, view: &RegionView) -> Vec<usize> {
    let from = scene
        .tokens
        .of_paragraph(view.paragraph.saturating_sub(PARAGRAPHS_BEFORE))
        .start;
    let to = scene.tokens.of_paragraph(view.paragraph + 1);
    let split = scene
        .mentions
        .partition_point(|mention| mention.tokens.0 < view.first);
    let outside = |index: &usize| {
        scene
            .mentions
            .get(*index)
            .is_some_and(|mention| !mention.is_quoted)
    };
    let first_after = scene.token(to.start).map(|token| token.sentence);
    let mut found: Vec<usize> = (0..split)
        .rev()
        .take_while(|index| {
            scene
                .mentions
                .get(*index)
                .is_some_and(|mention| mention.tokens.0 >= from)
        })
        .filter(outside)
        .take(MOST)
        .collect();
    found.extend(
        (split..scene.mentions.len())
            .take_while(|index| {
                let at = scene.mentions.get(*index).map(|mention| mention.tokens.0);
                let sentence = at
                    .and_then(|at| scene.token(at))
                    .map(|token| token.sentence);
                at.is_some_and(|at| at < to.start || at < to.end && sentence == first_after)
            })
            .filter(outside)
            .take(MOST),
    );
    found
}
