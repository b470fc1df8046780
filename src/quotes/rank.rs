//! Picks the speaker of each region among the mentions around it.

use super::around::Subjects;
use super::blocks;
use super::clause_picks;
use super::conversation::{self, History};
use super::features::{self, Pair};
use super::marks::Bounds;
use super::scene::Scene;
use super::view::View;
use super::weights::{Feature, Weights};

/// How many paragraphs before a region may hold its speaker.
const PARAGRAPHS_BEFORE: usize = 3;

/// The most mentions looked at on each side of a region.
const MOST: usize = 40;

/// Who was picked for a region; nobody is a choice too.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pick {
    /// The mention picked.
    pub(super) speaker: Option<usize>,
    /// The mention that came second.
    pub(super) second: Option<usize>,
    /// How likely the pick is right, from 0 to 1.
    pub(super) probability: f32,
}

impl Pick {
    /// Returns the pick with another speaker, who is then at least as sure as not.
    pub(super) fn instead(self, speaker: usize) -> Self {
        if self.speaker == Some(speaker) {
            return self;
        }
        Self {
            speaker: Some(speaker),
            second: self.speaker,
            probability: self.probability.max(1.0 - self.probability),
        }
    }
}

/// Scores are in twentieths of log odds; these are too steep by this factor, measured on articles held back.
const TEMPERATURE: f32 = 26.0;

/// Picks a speaker for every region that is somebody's words, in order, so that each may look at those before.
pub(super) fn speakers(scene: &Scene<'_>, views: &[Option<View>], weights: &Weights) -> Vec<Pick> {
    let mut history = History::default();
    let mut picks = Vec::with_capacity(views.len());
    for view in views {
        let pick = view
            .as_ref()
            .map(|view| {
                introduced(scene, view, picks.last())
                    .unwrap_or_else(|| pick(scene, view, &history, weights))
            })
            .unwrap_or_default();
        history.speakers.push(pick.speaker);
        picks.push(pick);
    }
    picks
}

/// Picks for a block quote, which what stands before it introduces; one that goes on keeps its speaker.
fn introduced(scene: &Scene<'_>, view: &View, before: Option<&Pick>) -> Option<Pick> {
    let region = scene.regions.get(view.region)?;
    match (region.bounds, region.continues, before) {
        (Bounds::Block | Bounds::Open | Bounds::Marks, true, Some(before)) => Some(*before),
        (Bounds::Block, ..) => blocks::pick(scene, view),
        _ => None,
    }
}

/// Picks among the candidates of one region.
pub(super) fn pick(scene: &Scene<'_>, view: &View, history: &History, weights: &Weights) -> Pick {
    let mut nobody = 0;
    features::nobody(scene, view, &mut |feature| nobody += weights.of(&feature));
    let mut scored = vec![(nobody, None)];
    let subjects = Subjects::of(&scene.cues, &scene.tokens, view);
    for index in candidates(scene, view) {
        let Some(pair) = Pair::new(scene, view, &subjects, index) else {
            continue;
        };
        let mut score = 0;
        let mut add = |feature: Feature| score += weights.of(&feature);
        features::fixed(&pair, &mut add);
        conversation::features(&pair, history, &mut add);
        scored.push((score, Some(index)));
    }
    clause_picks::correct(scene, view, &subjects, best(&scored))
}

/// Returns the first of the highest and the best mention after it.
fn best(scored: &[(i32, Option<usize>)]) -> Pick {
    let highest = |without: Option<usize>, somebody: bool| {
        scored
            .iter()
            .filter(|(_, index)| !somebody || index.is_some() && *index != without)
            .fold(
                None,
                |best: Option<(i32, Option<usize>)>, next| match best {
                    Some(best) if best.0 >= next.0 => Some(best),
                    _ => Some(*next),
                },
            )
    };
    let Some((top, speaker)) = highest(None, false) else {
        return Pick::default();
    };
    #[allow(
        clippy::cast_precision_loss,
        reason = "scores are far below the precision of f32"
    )]
    let share = |score: i32| ((score - top) as f32 / TEMPERATURE).exp();
    Pick {
        speaker,
        second: highest(speaker, true).and_then(|(_, index)| index),
        probability: 1.0 / scored.iter().map(|(score, _)| share(*score)).sum::<f32>(),
    }
}

/// Returns the mentions that may be the speaker of a region, outside the quotes.
pub(super) fn candidates(scene: &Scene<'_>, view: &View) -> Vec<usize> {
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
