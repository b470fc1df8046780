//! Recognises descriptions by which a story goes on to call somebody whom it has named: "the businessman".

use crate::quotes::model::mention::Mention;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::model::word_class::{Clue, WordClass};

/// Returns `true` for a description by which a story goes on to call somebody whom it has named: "the businessman", "the
/// Florida fan"; "the surgeon" may as well be somebody else.
pub(crate) fn is_second_name(scene: &Scene<'_>, mention: &Mention) -> bool {
    let (first, last) = mention.tokens;
    let Some(noun) = scene.token(last) else {
        return false;
    };
    // What is told beside the noun is told of somebody known.
    let has_more = last > first + 1 && !noun.gives(Clue::Anybody);
    has_more || has_distinguishing_words(scene, mention) || is_epithet(scene, noun)
}

/// Returns `true` if a description has words that tell one of several apart: "the Hull man", "the 41-year-old woman", "the father of three".
fn has_distinguishing_words(scene: &Scene<'_>, mention: &Mention) -> bool {
    let (first, last) = mention.tokens;
    let mut modifiers = (first + 1..last).filter_map(|at| scene.token(at));
    let is_of = scene
        .tokens
        .after(last, 1)
        .is_some_and(|of| of.is_any(&["of"]));
    let is_number = scene.tokens.after(last, 2).is_some_and(|number| {
        number.kind == TokenKind::Number
            || number.has_class(WordClass::Determiner) && !number.gives(Clue::Article)
    });
    // "The father of one of them" is somebody else.
    let is_group = scene
        .tokens
        .after(last, 3)
        .is_some_and(|of| of.is_any(&["of"]));
    is_of && is_number && !is_group
        || modifiers.any(|token| {
            let written = token.range().of(scene.text);
            token.is_capital() || written.starts_with(|c: char| c.is_ascii_digit())
        })
}

/// Returns `true` for a noun by which a story goes on to call somebody: "the businessman", "the Texan", "the 27-year-old",
/// "the mother-of-two".
fn is_epithet(scene: &Scene<'_>, noun: &TextToken) -> bool {
    let written = noun.range().of(scene.text);
    let is_made_of_number = written.starts_with(|c: char| c.is_ascii_digit())
        || written.contains("-of-")
        || written.starts_with("ex-");
    noun.gives(Clue::Epithet) || noun.gives(Clue::Demonym) || noun.is_capital() || is_made_of_number
}
