//! Picks the speaker of each region among the mentions around it.

use super::features::{self, History, Pair};
use super::scene::Scene;
use super::view::View;
use super::weights::Weights;

/// How many paragraphs before a region may hold its speaker.
const PARAGRAPHS_BEFORE: usize = 3;

/// The most mentions looked at on each side of a region.
const MOST: usize = 40;

/// The mention picked for a region, with its score and that of the one that came second.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pick {
    /// The best mention and its score.
    pub(super) best: Option<(usize, i32)>,
    /// The second best.
    pub(super) second: Option<(usize, i32)>,
}

/// Picks a speaker for every region, in order, so that each may look at those before.
pub(super) fn speakers(scene: &Scene<'_>, weights: &Weights) -> Vec<Pick> {
    let mut history = History::default();
    let mut picks = Vec::with_capacity(scene.regions.len());
    for index in 0..scene.regions.len() {
        let pick = View::of(scene, index)
            .map(|view| pick(scene, &view, &history, weights))
            .unwrap_or_default();
        history.speakers.push(pick.best.map(|(mention, _)| mention));
        picks.push(pick);
    }
    picks
}

/// Picks among the candidates of one region.
pub(super) fn pick(scene: &Scene<'_>, view: &View, history: &History, weights: &Weights) -> Pick {
    let mut pick = Pick::default();
    for index in candidates(scene, view, history) {
        let Some(mention) = scene.mentions.get(index) else {
            continue;
        };
        let pair = Pair {
            scene,
            view,
            index,
            mention,
            history,
        };
        let mut score = 0;
        features::each(&pair, &mut |feature| score += weights.of(&feature));
        if pick.best.is_none_or(|(_, best)| score > best) {
            pick.second = pick.best;
            pick.best = Some((index, score));
        } else if pick.second.is_none_or(|(_, second)| score > second) {
            pick.second = Some((index, score));
        }
    }
    pick
}

/// Returns the mentions that may be the speaker of a region, outside the quotes.
pub(super) fn candidates(scene: &Scene<'_>, view: &View, history: &History) -> Vec<usize> {
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
    if let Some((_, speaker)) = history.last_before(view.region)
        && !found.contains(&speaker)
    {
        found.push(speaker);
    }
    found
}
