//! Names who speaks behind the label of a turn: a name, or the letters of "Q and A".

use super::entities::Entity;
use super::lexicon::{self, Class};
use super::marks::Bounds;
use super::mentions::Sort;
use super::roles;
use super::scene::Scene;
use super::symbol::Word;
use crate::article::{Speaker, TextRange};

/// Whoever a label stands for.
pub(super) struct Labelled {
    /// The speaker, with the label as the mention; `None` when the article does not say who asks or answers.
    pub(super) speaker: Option<Speaker>,
    /// The entity, if the article names one.
    pub(super) entity: Option<usize>,
}

/// Returns whom the label of a turn stands for.
pub(super) fn speaker(scene: &Scene<'_>, label: TextRange) -> Labelled {
    let written = label.of(scene.text);
    let (entity, fallback) = match written.to_lowercase().as_str() {
        "q" | "question" | "interviewer" => (None, scene.author),
        "a" | "answer" => (interviewee(scene), None),
        _ => (named(scene, written), Some(written)),
    };
    let known = entity.and_then(|at| scene.entities.get(at));
    let name = known.map(|known| known.name.of(scene.text)).or(fallback);
    Labelled {
        speaker: name.map(|name| Speaker {
            mention: label,
            name: name.to_owned(),
            role: known
                .and_then(|known| roles::of(scene, known))
                .map(|role| role.of(scene.text).to_owned()),
        }),
        entity,
    }
}

/// Returns the entity whose name ends as the label does, the one named most.
fn named(scene: &Scene<'_>, label: &str) -> Option<usize> {
    let mut words = label
        .split_whitespace()
        .map(|word| Word::new(word.trim_end_matches('.')));
    let last = words.rfind(|word| lexicon::look_up(*word).class != Class::Suffix)?;
    most_named(scene, |entity| entity.ends_with(last), scene.text.len())
}

/// Returns the person whom what stands before the first turn names most: the guest of an interview.
fn interviewee(scene: &Scene<'_>) -> Option<usize> {
    let first = scene
        .regions
        .iter()
        .find(|region| matches!(region.bounds, Bounds::Turn(_)))?;
    let is_guest = |entity: &Entity| {
        let name = entity.name.of(scene.text);
        entity.is_person_like() && entity.length() > 1 && scene.author != Some(name)
    };
    most_named(scene, is_guest, first.range.start)
}

/// Returns the wanted entity that is named most before the byte `end`, the first of equals.
fn most_named(scene: &Scene<'_>, wanted: impl Fn(&Entity) -> bool, end: usize) -> Option<usize> {
    let count = |entity: &Entity| {
        let before = |index: &&usize| {
            scene
                .mentions
                .get(**index)
                .is_some_and(|mention| mention.range.start < end)
        };
        entity.mentions.iter().filter(before).count()
    };
    scene
        .entities
        .iter()
        .enumerate()
        .filter(|(_, entity)| wanted(entity) && entity.sort != Sort::Document)
        .map(|(at, entity)| (count(entity), at))
        .filter(|(count, _)| *count > 0)
        .max_by_key(|(count, at)| (*count, std::cmp::Reverse(*at)))
        .map(|(_, at)| at)
}
