//! Finds who speaks behind an action or a colon: "Brand turned to the deckhand. “You did well.”"

use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::TokenKind;
use crate::quotes::model::view::{RegionEnding, RegionPlace, RegionView};

/// Returns the subject of the sentence before a quote that fills the rest of its paragraph; `None` if that sentence
/// begins with nobody, or the quote is no sentence.
pub(crate) fn find_actor(scene: &Scene<'_>, view: &RegionView) -> Option<usize> {
    let paragraph = scene.tokens.of_paragraph(view.paragraph);
    let stop = scene.tokens.before(view.first, 1)?;
    let is_sentence = view.is_capital && view.ending != RegionEnding::Word;
    let fills_rest = view.end >= paragraph.end;
    if stop.kind != TokenKind::Stop || !stop.is_unquoted() || !is_sentence || !fills_rest {
        return None;
    }
    find_opening_subject(scene, view.first, stop.sentence)
}

/// Returns the subject of the sentence that leads to a quote with a colon and has no reporting word: "Ortiz had the same
/// feeling: “…”"; `None` if something behind the quote may report it.
pub(crate) fn find_colon_subject(scene: &Scene<'_>, view: &RegionView) -> Option<usize> {
    let colon = scene.tokens.before(view.first, 1)?;
    let fills_rest = view.is_capital && view.place == RegionPlace::End;
    if colon.kind != TokenKind::Colon || !colon.is_unquoted() || !fills_rest {
        return None;
    }
    let start = sentence_start(scene, view.first, colon.sentence)?;
    let subject = find_opening_subject(scene, view.first, colon.sentence)?;
    let first_cue = scene.cues.partition_point(|cue| cue.token < start);
    let cues = scene.cues.iter().skip(first_cue);
    // Who else reports in the sentence may be meant; "the same thought" is nobody.
    let is_somebody = |mention: &Mention| {
        mention.form != MentionForm::Description
            || matches!(
                mention.sort,
                MentionSort::Person | MentionSort::Organisation
            )
    };
    let reports = cues
        .take_while(|cue| cue.token < view.first)
        .filter(|cue| cue.subject != subject)
        .filter_map(|cue| scene.mentions.get(cue.subject))
        .any(is_somebody);
    (!reports).then_some(subject)
}

/// Returns the first token of a sentence that goes on up to the token at `end`, in its paragraph; behind a quote, if one
/// begins it.
fn sentence_start(scene: &Scene<'_>, end: usize, sentence: usize) -> Option<usize> {
    let in_sentence = |at: &usize| {
        let token = scene.token(*at);
        token.is_some_and(|token| token.sentence == sentence && token.is_unquoted())
    };
    let paragraph = scene.token(end)?.paragraph;
    let first = scene.tokens.of_paragraph(paragraph).start;
    (first..end).rev().take_while(in_sentence).last()
}

/// Returns the person that begins a sentence which goes on up to the token at `end`.
fn find_opening_subject(scene: &Scene<'_>, end: usize, sentence: usize) -> Option<usize> {
    let start = sentence_start(scene, end, sentence)?;
    let first = scene
        .mentions
        .partition_point(|mention| mention.tokens.0 < start);
    let mention = scene.mentions.get(first)?;
    let is_subject = mention.lead == start || mention.tokens.0 == start;
    let is_somebody = mention.sort == MentionSort::Person
        || mention.form == MentionForm::Name && mention.sort == MentionSort::Unknown;
    let is_free = !mention.is_possessive && !mention.is_quoted && !mention.is_modifier;
    (is_subject && is_somebody && is_free).then_some(first)
}
