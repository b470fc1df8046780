//! Recognizes datelines, the place before a story: "NEW DELHI: The plan is …".

use crate::quotes::attribution::clause_case::{ADJOINING, ClauseCase};
use crate::quotes::model::cue::CueLink;
use crate::quotes::model::mention::MentionForm;
use crate::quotes::model::pick::Pick;
use crate::quotes::model::token::{LetterCase, TokenKind};
use crate::quotes::model::view::RegionEnding;

/// Returns `true` for a word in capitals before a colon and a quote that has a tag with somebody's name: "HULL: “…,” said Ana
/// Ruiz".
pub(super) fn is_before_tagged_quote(case: &ClauseCase<'_>, label: usize) -> bool {
    let scene = case.scene;
    let Some(label) = scene.mentions.get(label) else {
        return false;
    };
    let is_upper = (label.tokens.0..=label.tokens.1)
        .filter_map(|at| scene.token(at))
        .all(|token| token.case == LetterCase::Upper);
    // A quote that ends its sentence has no tag: the words behind it are of the next one.
    let ends_sentence = case.view.ending == RegionEnding::Stop;
    let behind = scene.cues.partition_point(|cue| cue.token < case.view.end);
    let tag = scene.cues.get(behind).filter(|cue| {
        matches!(cue.link, CueLink::Inverted | CueLink::Direct)
            && case.view.token_distance(cue.token) <= ADJOINING
    });
    let speaker = tag.and_then(|tag| scene.mentions.get(tag.subject));
    is_upper
        && !ends_sentence
        && speaker.is_some_and(|speaker| {
            speaker.form == MentionForm::Name && speaker.entity != label.entity
        })
}

/// Takes nobody where the place that a paragraph begins with was picked, and the quote is in the sentence behind it.
pub(crate) fn take_no_place(case: &ClauseCase<'_>) -> Option<Pick> {
    let scene = case.scene;
    let speaker = case.pick.speaker?;
    let picked = scene.mentions.get(speaker)?;
    let (first, last) = picked.tokens;
    let paragraph = scene.token(first)?.paragraph();
    let is_upper = |at: usize| {
        let token = scene.token(at);
        token.is_some_and(|token| token.case == LetterCase::Upper)
    };
    let mark = scene.tokens.after(last, 1)?;
    let is_place = picked.form == MentionForm::Name
        && first == scene.tokens.of_paragraph(paragraph).start
        && (first..=last).all(is_upper)
        && matches!(mark.kind, TokenKind::Colon | TokenKind::Dash)
        && !scene.is_subject(speaker);
    // "RUIZ: “…”" is a label.
    (is_place && case.view.first > last + 2).then(|| Pick {
        probability: 1.0 - case.pick.probability,
        ..Pick::default()
    })
}
