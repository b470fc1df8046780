//! Recognises a headline's words about its subject, which the subject does not say: "Council accused of 'robbery'".

use crate::quotes::attribution::clause_case::ClauseCase;
use crate::quotes::model::cue::Cue;
use crate::quotes::model::paragraph::BlockClass;
use crate::quotes::model::pick::Pick;
use crate::quotes::model::token::{TextToken, TokenKind, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass};

/// How sure it is that the subject does not say it, from 0 to 1.
const SPOKEN_OF: f32 = 0.8;

/// The most words of a verdict that follows its noun: "Closure of baths 'a betrayal'".
const MOST_VERDICT_WORDS: usize = 5;

/// Takes nobody where a headline says what its subject is called or accused of.
pub(crate) fn take_nobody(case: &ClauseCase<'_>) -> Option<Pick> {
    let paragraph = case.scene.paragraphs.get(case.view.paragraph)?;
    let is_heading = BlockClass::of_kind(paragraph.kind) == BlockClass::Heading;
    (is_heading && (is_passive(case) || is_verdict(case))).then(|| Pick {
        speaker: None,
        probability: SPOKEN_OF,
        ..Pick::default()
    })
}

/// Returns `true` for a participle and its preposition right before the words, with the subject picked: "accused of",
/// "likened to", "described as".
fn is_passive(case: &ClauseCase<'_>) -> bool {
    let first = case.view.first;
    let preposition = case.scene.tokens.before(first, 1);
    let verb = case.scene.tokens.before(first, 2);
    let picked = case.pick.speaker.and_then(|at| case.scene.mentions.get(at));
    let is_subject = picked.is_some_and(|picked| {
        // "Council was accused of" has an auxiliary between.
        picked.tokens.1 < first && picked.tokens.1 + 4 >= first
    });
    let fits = |words: &[&str], joiner: &str| {
        verb.is_some_and(|verb| verb.is_any(words))
            && preposition.is_some_and(|preposition| preposition.is_any(&[joiner]))
    };
    is_subject
        && (fits(&["accused"], "of")
            || fits(&["likened", "compared"], "to")
            || fits(&["described", "dismissed", "branded", "hailed"], "as")
            || fits(&["condemned", "praised", "slammed", "denounced"], "as"))
}

/// Returns `true` for a few words with an article right behind a noun, where nothing in the headline reports or acts:
/// "Closure of baths 'a betrayal'".
fn is_verdict(case: &ClauseCase<'_>) -> bool {
    let (scene, view) = (case.scene, case.view);
    let here = scene.tokens.of_paragraph(view.paragraph);
    let article = scene.token(view.first);
    let noun = scene.tokens.before(view.first, 1);
    // "Ruiz plans 'a new town'" has a verb; in "closure of baths" it can only be a noun.
    let is_governed = scene
        .tokens
        .before(view.first, 2)
        .is_some_and(|before| before.has_class(WordClass::Preposition));
    let is_noun = |token: &TextToken| {
        let may_act = matches!(
            token.ending,
            WordEnding::S | WordEnding::Ed | WordEnding::Ing
        );
        token.kind == TokenKind::Word
            && (is_governed || !may_act)
            && matches!(
                token.class,
                WordClass::Unknown
                    | WordClass::Person
                    | WordClass::Organisation
                    | WordClass::Document
            )
    };
    let acts = |token: &TextToken| {
        token.is_unquoted()
            && (token.entry.cue.is_some()
                || token.gives(Clue::Past)
                || token.kind == TokenKind::Colon
                || token.kind == TokenKind::Dash
                || token.has_class(WordClass::Auxiliary))
    };
    let mut outside = here.clone().filter_map(|at| scene.token(at));
    let reports = |cue: &Cue| here.contains(&cue.token);
    let first = scene.cues.partition_point(|cue| cue.token < here.start);
    view.count <= MOST_VERDICT_WORDS
        && view.end >= here.end
        && !view.is_capital
        && article.is_some_and(|token| token.is_any(&["a", "an"]))
        && noun.is_some_and(is_noun)
        && !outside.any(acts)
        && !scene.cues.get(first).is_some_and(reports)
}
