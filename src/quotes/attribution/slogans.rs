//! Recognises what is written on something, which nobody says: "a cape bearing the words “…”".

use crate::quotes::attribution::clause_case::ClauseCase;
use crate::quotes::model::pick::Pick;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::TokenKind;
use crate::quotes::model::view::RegionView;
use crate::quotes::model::word_class::WordClass;

/// The most words from a slogan to what it is: "the slogan on the boats is".
const MOST_SLOGAN_WORDS: usize = 6;

/// What something does that words are written on.
const BEARING: &[&str] = &[
    "bearing",
    "bears",
    "bore",
    "carrying",
    "carries",
    "carried",
    "displaying",
    "showing",
    "sporting",
    "featuring",
];

/// Nouns for words that nobody in particular says.
const SLOGANS: &[&str] = &["slogan", "motto", "tagline"];

/// The most words from a slogan to what it reads, with what tells where it is.
const MOST_FAR_WORDS: usize = 12;

/// Things that words are written on.
const THINGS: &[&str] = &[
    "placard",
    "placards",
    "t-shirt",
    "t-shirts",
    "billboard",
    "billboards",
    "sweatshirt",
    "bumper",
    "sticker",
    "stickers",
];

/// How sure it is that nobody says what is written on something, from 0 to 1.
const WRITTEN: f32 = 0.8;

/// Takes nobody for what is written on something.
pub(crate) fn take_nobody(case: &ClauseCase<'_>) -> Option<Pick> {
    is_written_on(case.scene, case.view).then(|| Pick {
        speaker: None,
        probability: WRITTEN,
        ..Pick::default()
    })
}

/// Returns `true` if a region holds what is written on something, of which no owner is named.
pub(crate) fn is_written_on(scene: &Scene<'_>, view: &RegionView) -> bool {
    let is_mark = scene
        .tokens
        .before(view.first, 1)
        .is_some_and(|token| matches!(token.kind, TokenKind::Comma | TokenKind::Colon));
    let skipped = usize::from(is_mark);
    let is_word = |steps: usize, words: &[&str]| {
        let token = scene.tokens.before(view.first, steps + skipped);
        token.is_some_and(|token| token.is_any(words) && token.is_unquoted())
    };
    let is_borne =
        is_word(1, &["words", "slogan", "legend"]) && is_word(2, &["the"]) && is_word(3, BEARING);
    // "His slogan is" has an owner, who says it.
    let is_slogan = |steps: usize| is_word(steps, SLOGANS) && is_word(steps + 1, &["the", "a"]);
    let is_named =
        is_word(1, &["is", "was", "reads", "read"]) && (2..=MOST_SLOGAN_WORDS).any(is_slogan);
    // "In a T-shirt that read", "with a placard saying", "The billboard, which read".
    let is_thing = |steps: usize| is_word(steps, THINGS);
    let is_read = is_word(1, &["read", "reads", "saying", "reading"])
        && (is_thing(2)
            || is_word(2, &["that", "which"]) && is_thing(3)
            || is_word(2, &["which", "that"])
                && is_behind_comma(scene, view, 3 + skipped)
                && is_thing(4));
    // "The slogan on the side of every lorry now reads".
    let is_far_slogan = is_word(1, &["reads", "read"])
        && (MOST_SLOGAN_WORDS..=MOST_FAR_WORDS).any(is_slogan)
        && (2..=MOST_FAR_WORDS)
            .take_while(|steps| !is_slogan(*steps))
            .all(|steps| is_plain_part(scene, view, steps + skipped));
    is_borne || is_named || is_read || is_far_slogan
}

/// Returns `true` if a comma is this many tokens before a region.
fn is_behind_comma(scene: &Scene<'_>, view: &RegionView, steps: usize) -> bool {
    let comma = scene.tokens.before(view.first, steps);
    comma.is_some_and(|comma| comma.kind == TokenKind::Comma)
}

/// Returns `true` for a word of what tells where a slogan is: no verb, no mark.
fn is_plain_part(scene: &Scene<'_>, view: &RegionView, steps: usize) -> bool {
    let token = scene.tokens.before(view.first, steps);
    token.is_some_and(|token| {
        token.kind == TokenKind::Word
            && token.is_unquoted()
            && token.entry.cue.is_none()
            && !matches!(
                token.class,
                WordClass::Auxiliary | WordClass::That | WordClass::Relative
            )
    })
}
