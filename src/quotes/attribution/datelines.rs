//! Recognizes datelines, the place before a story: "NEW DELHI: The plan is …".

use crate::quotes::attribution::clause_case::ClauseCase;
use crate::quotes::model::mention::MentionForm;
use crate::quotes::model::pick::Pick;
use crate::quotes::model::token::{LetterCase, TokenKind};

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
