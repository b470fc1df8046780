//! Lists whom an article names, for a reader who corrects a speaker.

use std::collections::HashMap;

use crate::article::{Speaker, SpeakerSort};
use crate::quotes::model::mention::MentionSort;
use crate::quotes::model::scene::Scene;
use crate::quotes::resolution::speakers;

/// Returns the people and bodies an article names, each once, those mentioned most first.
///
/// The mention of each is the first in the text.
pub(crate) fn list_people(scene: &Scene<'_>) -> Vec<Speaker> {
    let mut counted: Vec<(usize, Speaker)> = scene
        .entities
        .iter()
        .filter_map(|entity| {
            let first = *entity.mentions.first()?;
            // A single word met once is too often no name.
            let can_speak = entity.can_speak() && entity.mentions.len() + entity.word_count() > 2;
            let speaker =
                can_speak.then(|| speakers::make_named_speaker(scene, first, entity))??;
            Some((entity.mentions.len(), speaker))
        })
        .collect();
    counted.sort_by_key(|(count, speaker)| (std::cmp::Reverse(*count), speaker.mention.start));
    counted.into_iter().map(|(_, speaker)| speaker).collect()
}

/// Returns what those are whose names show it, by the names that their quotes have.
pub(crate) fn list_sorts(scene: &Scene<'_>) -> HashMap<String, SpeakerSort> {
    let known = scene.entities.iter().filter_map(|entity| {
        let sort = match entity.sort {
            MentionSort::Person => SpeakerSort::Person,
            MentionSort::Organisation => SpeakerSort::Organisation,
            // A given name or a title shows a person.
            MentionSort::Unknown if entity.is_shown => SpeakerSort::Person,
            MentionSort::Unknown | MentionSort::Document => return None,
        };
        let name = speakers::shown_name(scene, entity).of(scene.text);
        Some((speakers::to_plain_words(name), sort))
    });
    known.collect()
}
