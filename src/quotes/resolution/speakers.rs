//! Makes speakers out of mentions: the full name, and the role the text states.

use crate::article::Speaker;
use crate::quotes::model::entity::Entity;
use crate::quotes::model::mention::MentionForm;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::word_class::WordClass;
use crate::quotes::resolution::apposed_names;
use crate::quotes::resolution::{descriptions, roles};
use crate::text::SOFT_HYPHEN;

/// Makes a speaker of the mention at `index`, which refers to `entity` if that is known.
pub(crate) fn make_speaker(
    scene: &Scene<'_>,
    index: usize,
    entity: Option<usize>,
) -> Option<Speaker> {
    let mention = scene.mentions.get(index)?;
    if let Some(entity) = entity.and_then(|at| scene.entities.get(at)) {
        let speaker = make_named_speaker(scene, index, entity)?;
        let Some(name) =
            apposed_names::apposed_name(scene, index).and_then(|found| scene.mentions.get(found))
        else {
            return Some(speaker);
        };
        let role = apposed_names::carry_description_on(scene, mention).of(scene.text);
        return Some(Speaker {
            mention: speaker.mention.union(name.range),
            // “Cllr” says less than “the mayor of Ebbing”.
            role: speaker
                .role
                .filter(|role| role.contains(' '))
                .or_else(|| Some(to_plain_words(role))),
            ..speaker
        });
    }
    let range = match mention.form {
        MentionForm::Description => apposed_names::carry_description_on(scene, mention),
        MentionForm::Name | MentionForm::Pronoun => mention.range,
    };
    let name = match (mention.form, scene.author) {
        (MentionForm::Pronoun, Some(author)) if scene.is_author(mention) => author,
        // Nobody is named: the description a pronoun refers to is the best a reader can get.
        _ => match descriptions::find_description(scene, index) {
            Some(found) => {
                apposed_names::carry_possessor_on(scene, scene.mentions.get(found)?).of(scene.text)
            }
            // "Who" alone names nobody.
            None if scene.token_of(index)?.has_class(WordClass::Relative) => return None,
            None => range.of(scene.text),
        },
    };
    Some(Speaker {
        mention: range,
        name: to_plain_words(name),
        role: None,
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
