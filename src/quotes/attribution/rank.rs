//! Picks the speaker of each region among the mentions around it.

use std::cmp::Reverse;

use crate::quotes::attribution::candidates;
use crate::quotes::attribution::conversation::History;
use crate::quotes::attribution::features::CandidatePair;
use crate::quotes::attribution::weights::{Feature, Weights};
use crate::quotes::attribution::{block_quotes, clause_rules, conversation, features};
use crate::quotes::model::cue_subjects::CueSubjects;
use crate::quotes::model::pick::{Pick, Rival};
use crate::quotes::model::region::Bounds;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::view::RegionView;

/// Scores are in twentieths of log odds; these are too steep by this factor, measured on articles held back.
const TEMPERATURE: f32 = 26.0;

/// Picks a speaker for every region that is somebody's words, in order, so that each may look at those before.
pub(crate) fn pick_speakers(
    scene: &Scene<'_>,
    views: &[Option<RegionView>],
    weights: &Weights,
) -> Vec<Pick> {
    let mut history = History::default();
    let mut picks = Vec::with_capacity(views.len());
    for view in views {
        let pick = view
            .as_ref()
            .map(|view| {
                pick_introduced(scene, view, picks.last())
                    .unwrap_or_else(|| pick_speaker(scene, view, &history, weights))
            })
            .unwrap_or_default();
        // Greedy, from left to right: each pick is history to the next.
        history.speakers.push(pick.speaker);
        picks.push(pick);
    }
    picks
}

/// Picks for a block quote, which the words before it introduce; a region that continues one keeps its speaker.
fn pick_introduced(scene: &Scene<'_>, view: &RegionView, before: Option<&Pick>) -> Option<Pick> {
    let region = scene.regions.get(view.region)?;
    match (region.bounds, region.continues, before) {
        (Bounds::Block | Bounds::Open | Bounds::Marks, true, Some(before)) => Some(*before),
        (Bounds::Block, ..) => block_quotes::pick_for_block_quote(scene, view),
        (
            Bounds::Open
            | Bounds::Marks
            | Bounds::Signed(_)
            | Bounds::Turn(_)
            | Bounds::Answer
            | Bounds::QuotedAnswer
            | Bounds::Post(_),
            ..,
        ) => None,
    }
}

/// Picks among the candidates of one region.
pub(crate) fn pick_speaker(
    scene: &Scene<'_>,
    view: &RegionView,
    history: &History,
    weights: &Weights,
) -> Pick {
    let mut nobody = 0;
    features::add_nobody_features(scene, view, &mut |feature| {
        nobody += weights.weight_of(&feature);
    });
    let mut scored = vec![(nobody, None)];
    let subjects = CueSubjects::around_region(&scene.cues, &scene.tokens, view);
    for index in candidates::list_candidates(scene, view) {
        let Some(pair) = CandidatePair::new(scene, view, &subjects, index) else {
            continue;
        };
        let mut score = 0;
        let mut add = |feature: Feature| score += weights.weight_of(&feature);
        features::add_candidate_features(&pair, &mut add);
        conversation::add_conversation_features(&pair, history, &mut add);
        scored.push((score, Some(index)));
    }
    clause_rules::apply_rules(scene, view, &subjects, best_candidate(&mut scored))
}

/// Returns the pick of the highest score; of equals the first wins, as candidates are listed from the nearest backwards,
/// then forwards.
fn best_candidate(scored: &mut [(i32, Option<usize>)]) -> Pick {
    scored.sort_by_key(|(score, _)| Reverse(*score));
    let Some((top, _)) = scored.first().copied() else {
        return Pick::default();
    };
    #[allow(
        clippy::cast_precision_loss,
        reason = "scores are far below the precision of f32"
    )]
    // A softmax over the candidates, nobody among them; the temperature makes it a probability that can be trusted
    // (Guo et al. 2017, On Calibration of Modern Neural Networks).
    let share = |score: i32| ((score - top) as f32 / TEMPERATURE).exp();
    let all: f32 = scored.iter().map(|(score, _)| share(*score)).sum();
    Pick::of_ranked(scored.iter().map(|(score, mention)| Rival {
        mention: *mention,
        probability: share(*score) / all,
    }))
}
