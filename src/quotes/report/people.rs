//! Lists whom an article names, for a reader who corrects a speaker.

use std::collections::{HashMap, HashSet};

use crate::article::{Speaker, SpeakerSort};
use crate::quotes::model::entity::Entity;
use crate::quotes::model::mention::{MentionForm, MentionSort};
use crate::quotes::model::scene::Scene;
use crate::quotes::resolution::speakers;

/// Returns the people an article names, each once, those mentioned most first.
///
/// The mention of each is the first in the text. Whom nothing shows to be a person is left out: places, ideas and the
/// first words of sentences have capital letters too.
pub(crate) fn list_people(scene: &Scene<'_>) -> Vec<Speaker> {
    let mut counted: Vec<(usize, Speaker)> = scene
        .entities
        .iter()
        .filter_map(|entity| {
            let first = *entity.mentions.first()?;
            // A single word met once is too often no name.
            let is_met = entity.mentions.len() + entity.word_count() > 2;
            let speaker = is_met.then(|| speakers::make_named_speaker(scene, first, entity))??;
            let is_person = match entity_sort(entity) {
                Some(sort) => sort == SpeakerSort::Person,
                None => entity.can_speak() && speaker.role.is_some(),
            };
            is_person.then_some((entity.mentions.len(), speaker))
        })
        .collect();
    counted.sort_by_key(|(count, speaker)| (std::cmp::Reverse(*count), speaker.mention.start));
    counted.into_iter().map(|(_, speaker)| speaker).collect()
}

/// Returns the descriptions of what is shown to be neither a person nor a body: "her message", "its last line".
pub(crate) fn list_things(scene: &Scene<'_>) -> HashSet<String> {
    let mentions = scene.mentions.iter();
    let things = mentions.filter(|mention| match mention.sort {
        MentionSort::Document => true,
        MentionSort::Unknown => {
            mention.form == MentionForm::Description && mention.gender.is_none()
        }
        MentionSort::Person | MentionSort::Organisation => false,
    });
    let words = things.map(|mention| speakers::to_plain_words(mention.range.of(scene.text)));
    words.collect()
}

/// Returns what those are whose names show it, by the names that their quotes have.
pub(crate) fn list_sorts(scene: &Scene<'_>) -> HashMap<String, SpeakerSort> {
    let known = scene.entities.iter().filter_map(|entity| {
        let sort = entity_sort(entity)?;
        Some((speakers::shown_name(scene, entity), sort))
    });
    known.collect()
}

/// Returns what an entity is; `None` if its names do not show it.
const fn entity_sort(entity: &Entity) -> Option<SpeakerSort> {
    match entity.sort {
        MentionSort::Person => Some(SpeakerSort::Person),
        MentionSort::Organisation => Some(SpeakerSort::Organisation),
        // A given name or a title shows a person.
        MentionSort::Unknown if entity.is_shown => Some(SpeakerSort::Person),
        MentionSort::Unknown | MentionSort::Document => None,
    }
}
