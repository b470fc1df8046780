//! Lists whom an article names, for a reader who corrects a speaker.

use super::scene::Scene;
use super::speakers;
use crate::article::{Article, Speaker};

/// Returns the people and bodies an article names, each once, those mentioned most first.
///
/// The mention of each is the first in the text.
#[must_use]
pub fn people(article: &Article) -> Vec<Speaker> {
    let scene = Scene::of(article);
    let mut counted: Vec<(usize, Speaker)> = scene
        .entities
        .iter()
        .filter_map(|entity| {
            let first = *entity.mentions.first()?;
            let can_speak = entity.can_speak() && entity.mentions.len() + entity.length() > 2;
            let speaker = can_speak.then(|| speakers::named(&scene, first, entity))??;
            Some((entity.mentions.len(), speaker))
        })
        .collect();
    counted.sort_by_key(|(count, speaker)| (std::cmp::Reverse(*count), speaker.mention.start));
    counted.into_iter().map(|(_, speaker)| speaker).collect()
}
