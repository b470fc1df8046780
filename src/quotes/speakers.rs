//! Makes speakers out of mentions: the full name, and the role the text states.

use super::entities::Entity;
use super::lexicon::Class;
use super::mentions::{Form, Mention};
use super::resolve;
use super::roles;
use super::scene::Scene;
use super::tokens::Kind;
use crate::article::{Speaker, TextRange};

/// Makes a speaker of the mention at `index`, which stands for `entity` if that is known.
pub(super) fn speaker(scene: &Scene<'_>, index: usize, entity: Option<usize>) -> Option<Speaker> {
    let mention = scene.mentions.get(index)?;
    if let Some(entity) = entity.and_then(|at| scene.entities.get(at)) {
        return named(scene, index, entity);
    }
    let name = match (mention.form, scene.author) {
        (Form::Pronoun, Some(author)) if resolve::is_author(scene, mention) => author.to_owned(),
        (Form::Description, _) => described(scene, mention).of(scene.text).to_owned(),
        _ => mention.range.of(scene.text).to_owned(),
    };
    Some(Speaker {
        mention: mention.range,
        name,
        role: None,
    })
}

/// Makes a speaker of a mention of an entity.
pub(super) fn named(scene: &Scene<'_>, index: usize, entity: &Entity) -> Option<Speaker> {
    let role = roles::of(scene, entity).map(|role| role.of(scene.text).to_owned());
    Some(Speaker {
        mention: scene.mentions.get(index)?.range,
        name: entity.name.of(scene.text).to_owned(),
        role,
    })
}

/// Carries a description on over "for" and "of": "a spokesman for the harbour office".
fn described(scene: &Scene<'_>, mention: &Mention) -> TextRange {
    let mut end = mention.tokens.1;
    let Some(head) = scene.token(end) else {
        return mention.range;
    };
    for at in mention.tokens.1 + 1..mention.tokens.1 + 9 {
        let Some(token) = scene.token(at) else {
            break;
        };
        let is_first = at == mention.tokens.1 + 1;
        let begins = !is_first || token.is(Class::Preposition);
        let goes_on = matches!(token.kind, Kind::Word | Kind::Number)
            && token.entry.cue.is_none()
            && token.paragraph == head.paragraph
            && token.region == head.region
            && !matches!(
                token.entry.class,
                Class::Auxiliary
                    | Class::Relative
                    | Class::Subordinator
                    | Class::That
                    | Class::Subject
                    | Class::Calendar
                    | Class::Adverb
            );
        if !begins || !goes_on {
            break;
        }
        end = at;
    }
    let is_whole = scene.token(end).is_some_and(|token| {
        !matches!(
            token.entry.class,
            Class::Preposition | Class::Determiner | Class::Conjunction
        )
    });
    match scene.token(end) {
        Some(last) if is_whole => mention.range.union(last.range),
        _ => mention.range,
    }
}
