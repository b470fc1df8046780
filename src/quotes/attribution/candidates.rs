//! The mentions that may be the speaker of a region.

use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::TextToken;
use crate::quotes::model::view::RegionView;

/// How many paragraphs before a region may hold its speaker.
const PARAGRAPHS_BEFORE: usize = 3;

/// The most mentions looked at on each side of a region.
const MOST: usize = 40;

/// Returns the mentions that may be the speaker of a region, outside the quotes.
pub(crate) fn list_candidates(scene: &Scene<'_>, view: &RegionView) -> Vec<usize> {
    let from = scene
        .tokens
        .of_paragraph(scene.told_paragraph_before(view.paragraph, PARAGRAPHS_BEFORE))
        .start;
    let to = scene.tokens.of_paragraph(view.paragraph + 1);
    let split = scene
        .mentions
        .partition_point(|mention| mention.tokens.0 < view.first);
    let begin = |index: usize| scene.mentions.get(index).map(|mention| mention.tokens.0);
    let is_outside = |index: &usize| {
        let mention = scene.mentions.get(*index);
        mention.is_some_and(|mention| !mention.is_quoted)
    };
    // The first sentence of the next paragraph may still name the speaker: “…” [paragraph] Ruiz was speaking in …
    let next_sentence = scene.token(to.start).map(TextToken::sentence);
    let is_within = |at: usize| {
        let sentence = scene.token(at).map(TextToken::sentence);
        at < to.start || at < to.end && sentence == next_sentence
    };
    let before = (0..split)
        .rev()
        .take_while(|index| begin(*index).is_some_and(|at| at >= from));
    let after =
        (split..scene.mentions.len()).take_while(|index| begin(*index).is_some_and(is_within));
    let mut found: Vec<usize> = before.filter(is_outside).take(MOST).collect();
    found.extend(after.filter(is_outside).take(MOST));
    found
}
