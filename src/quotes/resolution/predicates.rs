//! Recognises descriptions that only say what somebody is and bring nobody new: "as a senator", "was an author".

use crate::quotes::model::mention::{Mention, MentionForm};
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::{TextToken, TokenKind, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass};
use crate::quotes::resolution::introductions;

/// Forms of "be" and of what is used like it.
const COPULAS: &[&str] = &[
    "is", "was", "be", "been", "being", "become", "became", "becomes", "becoming", "remains",
    "remained",
];

/// Returns `true` if a description only says what somebody is, or what kind of person is spoken of.
pub(crate) fn is_predicate(scene: &Scene<'_>, mention: &Mention) -> bool {
    mention.form == MentionForm::Description
        && (is_behind_copula(scene, mention)
            || is_behind_as(scene, mention)
            || is_kind(scene, mention))
}

/// "She was an author", but not "It was a neighbour who …", "There was a man" and "Behind her was a man".
fn is_behind_copula(scene: &Scene<'_>, mention: &Mention) -> bool {
    let before = |steps| scene.tokens.before(mention.lead, steps);
    let skipped = usize::from(before(1).is_some_and(|token| token.has_class(WordClass::Adverb)));
    let is_copula = before(1 + skipped).is_some_and(|token| token.is_any(COPULAS));
    let is_empty = |steps| before(steps).is_some_and(|token| token.is_any(&["it", "there"]));
    is_copula && !is_empty(2 + skipped) && !introductions::opens_with_place(scene, mention)
}

/// "Introduced him as his running mate".
fn is_behind_as(scene: &Scene<'_>, mention: &Mention) -> bool {
    let before = scene.tokens.before(mention.lead, 1);
    let next = scene.tokens.after(mention.tokens.1, 1);
    // "As the mayor said" and "as one neighbour put it" speak of somebody.
    let acts = next.is_some_and(|next| {
        next.kind == TokenKind::Word
            && (next.entry.cue.is_some()
                || next.has_class(WordClass::Auxiliary)
                || next.gives(Clue::Past))
    });
    before.is_some_and(|token| token.is_any(&["as"])) && !acts
}

/// "Seller" and "buyer" in "between seller and buyer": a lone singular without an article.
fn is_kind(scene: &Scene<'_>, mention: &Mention) -> bool {
    let (first, last) = mention.tokens;
    let noun = scene.token(last);
    let is_bare = first == last && mention.lead == first;
    let is_lower = noun.is_some_and(|noun| {
        noun.has_class(WordClass::Person) && !noun.is_capital() && !noun.gives(Clue::Plural)
    });
    let before = scene.tokens.before(first, 1);
    let is_governed = before.is_some_and(|before| {
        matches!(
            before.class,
            WordClass::Preposition | WordClass::Conjunction
        )
    });
    is_bare && is_lower && is_governed && !is_plural(scene, mention)
}

/// Returns `true` if the noun of a description is a plural.
pub(crate) fn is_plural(scene: &Scene<'_>, mention: &Mention) -> bool {
    let noun = scene.token(mention.tokens.1);
    noun.is_some_and(|noun| is_plural_noun(scene, noun))
}

/// Returns `true` if a noun is a plural: "rivals", "businessmen", "children".
pub(crate) fn is_plural_noun(scene: &Scene<'_>, noun: &TextToken) -> bool {
    let word = noun.range().of(scene.text);
    let ends_so = noun.ending == WordEnding::S && !word.ends_with("ss") && !word.ends_with("us");
    ends_so || word.ends_with("men") || noun.gives(Clue::Plural)
}
