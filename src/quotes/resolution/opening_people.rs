//! Finds whom a story means by the description that opens it, where it names them in the next paragraph: "A gran who won a
//! car says she will sell it.¶Maureen Skelly, 63, of Bootle, bought the card".

use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::resolution::predicates;

/// How many paragraphs behind the opening may bring the name.
const NEAR: usize = 2;

/// How many paragraphs a story may begin with before the description: a headline, a place.
const OPENING: usize = 3;

/// How many mentions of those paragraphs are read.
const MENTIONS: usize = 40;

/// Returns the mention that names whom the description at `index`, the first words of the story, is of.
///
/// A name counts if it begins its paragraph and an age or a home comes behind it, as the story's own people are brought in,
/// and if no other person comes into question.
pub(crate) fn name_behind_opening(
    scene: &Scene<'_>,
    index: usize,
    described: &Mention,
) -> Option<usize> {
    let start = scene.token(described.lead)?.paragraph();
    if !opens_story(scene, described) {
        return None;
    }
    let near = (index + 1..scene.mentions.len()).take(MENTIONS);
    let mut behind = near.take_while(|at| {
        let token = scene.token_of(*at);
        token.is_some_and(|token| token.paragraph() <= start + NEAR)
    });
    let found = behind.find(|at| {
        let mention = scene.mentions.get(*at);
        mention.is_some_and(|mention| is_somebody(scene, mention) || is_rival(scene, mention))
    })?;
    let name = scene.mentions.get(found)?;
    let is_later = scene.token_of(found)?.paragraph() > start;
    (is_later && name.form == MentionForm::Name && is_brought_in(scene, name)).then_some(found)
}

/// Returns `true` for "a gran" as the first words of the first paragraph of a story that is no headline.
fn opens_story(scene: &Scene<'_>, described: &Mention) -> bool {
    let Some(first) = scene.token(described.lead) else {
        return false;
    };
    let paragraph = first.paragraph();
    let told = |at: usize| {
        let tokens = scene.tokens.of_paragraph(at);
        !scene.is_headline(scene.token(tokens.start))
    };
    paragraph < OPENING
        && first.is_any(&["a", "an"])
        && described.lead == scene.tokens.of_paragraph(paragraph).start
        && !(0..paragraph).any(told)
        && described.sort == MentionSort::Person
        && described.is_free_description()
        && !predicates::is_plural(scene, described)
}

/// Returns `true` for a name that somebody bears, as far as the words show it.
fn is_somebody(scene: &Scene<'_>, mention: &Mention) -> bool {
    let entity = mention.entity.and_then(|at| scene.entities.get(at));
    entity.is_some_and(|entity| {
        entity.sort == MentionSort::Person
            || entity.gender.is_some()
            || entity.word_count() > 1 && is_brought_in(scene, mention)
    })
}

/// Returns `true` for another person whom the opening describes: "A doctor has groped a patient".
fn is_rival(scene: &Scene<'_>, mention: &Mention) -> bool {
    let first = scene.token(mention.lead);
    mention.is_free_description()
        && mention.sort == MentionSort::Person
        && !predicates::is_plural(scene, mention)
        && first.is_some_and(|first| first.is_any(&["a", "an"]))
}

/// Returns `true` if a full name begins its paragraph and an age or a home between commas comes behind it: "Ana Ruiz, 43,",
/// "Ana Ruiz, from Hull,".
fn is_brought_in(scene: &Scene<'_>, name: &Mention) -> bool {
    let after = |steps| scene.tokens.after(name.tokens.1, steps);
    let begins = scene
        .token(name.lead)
        .is_some_and(|first| name.lead == scene.tokens.of_paragraph(first.paragraph()).start);
    let tells = |token: &TextToken| {
        token.kind == TokenKind::Number || token.is_any(&["from", "of", "who", "aged"])
    };
    begins
        && name.tokens.1 > name.tokens.0
        && after(1).is_some_and(|comma| comma.kind == TokenKind::Comma)
        && after(2).is_some_and(tells)
}
