//! Makes speakers out of mentions: the full name, and the role the text states.

use crate::article::{Speaker, TextRange};
use crate::quotes::model::entity::Entity;
use crate::quotes::model::mention::MentionForm;
use crate::quotes::model::referent::Referent;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::word_class::WordClass;
use crate::quotes::resolution::apposed_names;
use crate::quotes::resolution::roles;
use crate::text::SOFT_HYPHEN;

/// Makes a speaker of the mention at `index`, which refers to `referent` if that is known.
pub(crate) fn make_speaker(
    scene: &Scene<'_>,
    index: usize,
    referent: Option<Referent>,
) -> Option<Speaker> {
    let mention = scene.mentions.get(index)?;
    if let Some(entity) = referent.and_then(Referent::entity) {
        return make_bearer(scene, index, scene.entities.get(entity)?);
    }
    let range = match mention.form {
        MentionForm::Description => apposed_names::carry_description_on(scene, mention),
        MentionForm::Name | MentionForm::Pronoun => mention.range,
    };
    let name = match (referent, scene.author) {
        (_, Some(author)) if scene.is_author(mention) => author,
        // Nobody is named: the description a mention refers back to is the best a reader can get.
        (Some(Referent::Described(found)), _) if found != index => {
            describe_referent(scene, found)?.of(scene.text)
        }
        // "Who" alone names nobody.
        (None, _) if scene.token_of(index)?.has_class(WordClass::Relative) => return None,
        _ => range.of(scene.text),
    };
    Some(Speaker {
        mention: range,
        name: to_plain_words(name),
        role: None,
    })
}

/// Returns the words that name a referent away from its sentence.
pub(crate) fn name_referent(scene: &Scene<'_>, referent: Referent) -> Option<String> {
    let words = match referent {
        Referent::Named(entity) => scene.entities.get(entity)?.name,
        Referent::Described(found) => describe_referent(scene, found)?,
    };
    Some(to_plain_words(words.of(scene.text)))
}

/// Returns the words of a description as they are shown away from their sentence.
fn describe_referent(scene: &Scene<'_>, found: usize) -> Option<TextRange> {
    let mention = scene.mentions.get(found)?;
    Some(apposed_names::carry_possessor_on(scene, mention))
}

/// Makes a speaker of a mention of an entity, with the name between commas behind a description: "a spokesman for the
/// yard, Ed Bell,".
fn make_bearer(scene: &Scene<'_>, index: usize, entity: &Entity) -> Option<Speaker> {
    let mention = scene.mentions.get(index)?;
    let speaker = make_named_speaker(scene, index, entity)?;
    let Some(name) =
        apposed_names::apposed_name(scene, index).and_then(|found| scene.mentions.get(found))
    else {
        return Some(speaker);
    };
    let role = apposed_names::carry_description_on(scene, mention).of(scene.text);
    Some(Speaker {
        mention: speaker.mention.union(name.range),
        role: speaker.role.or_else(|| Some(to_plain_words(role))),
        ..speaker
    })
}

/// Makes a speaker of a mention of an entity.
pub(crate) fn make_named_speaker(
    scene: &Scene<'_>,
    index: usize,
    entity: &Entity,
) -> Option<Speaker> {
    let role = roles::stated_role(scene, entity).map(|role| to_plain_words(role.of(scene.text)));
    Some(Speaker {
        mention: scene.mentions.get(index)?.range,
        name: to_plain_words(entity.name.of(scene.text)),
        role,
    })
}

/// Returns words as they are shown away from the text: on one line, without soft hyphens.
pub(crate) fn to_plain_words(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ").replace(SOFT_HYPHEN, "")
}
