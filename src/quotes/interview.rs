//! Names who speaks by a label: a name before a turn or below a pull quote, or the letters of "Q and A".

use super::entities::Entity;
use super::lexicon::{self, Class};
use super::marks::Bounds;
use super::mentions::Sort;
use super::roles;
use super::scene::Scene;
use super::speakers;
use super::symbol::Word;
use crate::article::{Speaker, TextRange};

/// How many quotes before a label may hold the full name that it shortens.
const LONGEST_EXCHANGE: usize = 100;

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
        _ => (
            mentioned(scene, label)
                .or_else(|| introduced(scene, label))
                .or_else(|| named(scene, written)),
            Some(written),
        ),
    };
    let known = entity.and_then(|at| scene.entities.get(at));
    let name = known.map(|known| known.name.of(scene.text)).or(fallback);
    Labelled {
        speaker: name.map(|name| Speaker {
            mention: label,
            name: speakers::plain(name),
            role: known
                .and_then(|known| roles::of(scene, known))
                .map(|role| speakers::plain(role.of(scene.text))),
        }),
        entity,
    }
}

/// Returns whom a full name in the label names.
fn mentioned(scene: &Scene<'_>, label: TextRange) -> Option<usize> {
    let first = scene
        .mentions
        .partition_point(|mention| mention.range.start < label.start);
    let mention = scene.mentions.get(first)?;
    let is_full = mention.tokens.1 > mention.tokens.0;
    (label.contains_range(mention.range) && is_full).then_some(mention.entity)?
}

/// Returns whom the nearest label before that is a full name of the same last word names.
fn introduced(scene: &Scene<'_>, label: TextRange) -> Option<usize> {
    let last = |label: TextRange| label.of(scene.text).split_whitespace().next_back();
    let end = scene
        .regions
        .partition_point(|region| region.range.start < label.start);
    let before = scene.regions.get(..end).unwrap_or_default().iter().rev();
    before
        .take(LONGEST_EXCHANGE)
        .find_map(|region| match region.bounds {
            Bounds::Turn(other) if last(other) == last(label) => mentioned(scene, other),
            _ => None,
        })
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
