//! Resolves mentions: pronouns to people, "who" to the mention before it. A gender that does not fit rules a candidate
//! out.

use crate::quotes::attribution::weights::Weights;
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::token::WordEnding;
use crate::quotes::model::word_class::WordClass;
use crate::quotes::resolution::antecedents::{Antecedent, Pronoun};
use crate::quotes::resolution::definite;
use crate::quotes::resolution::definite::EntityRoles;

/// How many tokens may come between "who" and whom it follows.
const NEAR: usize = 12;

/// Whom each mention refers to, as far as it is known.
#[derive(Debug, Default)]
pub(crate) struct Referents {
    /// The entity of each mention that names one or is a pronoun for one.
    resolved: Vec<Option<usize>>,
    /// What the entities are called, for descriptions.
    names: EntityRoles,
}

impl Referents {
    /// Resolves the mentions of an article in order, so that each pronoun may look at those before.
    pub(crate) fn resolve_all(scene: &Scene<'_>, weights: &Weights) -> Self {
        let mut resolved: Vec<Option<usize>> =
            scene.mentions.iter().map(|one| one.entity).collect();
        let names = EntityRoles::default();
        for index in 0..resolved.len() {
            let found = resolve_pronoun(scene, index, (&resolved, &names), weights);
            if let (Some(place), Some(found)) = (resolved.get_mut(index), found) {
                *place = Some(found);
            }
        }
        Self { resolved, names }
    }

    /// Returns the entity that the mention at `index` refers to.
    pub(crate) fn entity_of(&self, scene: &Scene<'_>, index: usize) -> Option<usize> {
        let known = self.resolved.get(index).copied().flatten();
        known.or_else(|| definite::find_named_referent(scene, index, &self.resolved, &self.names))
    }
}

/// Resolves one pronoun outside the quotes.
fn resolve_pronoun(
    scene: &Scene<'_>,
    index: usize,
    (resolved, names): (&[Option<usize>], &EntityRoles),
    weights: &Weights,
) -> Option<usize> {
    let mention = scene.mentions.get(index)?;
    if mention.form != MentionForm::Pronoun || mention.is_quoted {
        return None;
    }
    if scene
        .token(mention.tokens.0)?
        .has_class(WordClass::Relative)
    {
        return resolve_relative(scene, index, resolved);
    }
    if scene.token(mention.tokens.0)?.word == WordKey::new("it") {
        return resolve_it(scene, index, resolved);
    }
    let pronoun = Pronoun {
        scene,
        index,
        resolved,
    };
    // Of equals the nearest wins: the candidates are listed from the nearest back.
    let mut best: Option<(i32, Antecedent)> = None;
    for candidate in pronoun.find_candidates(mention.singular_gender()?) {
        let mut score = 0;
        let mut add = |feature| score += weights.weight_of(&feature);
        pronoun.add_features(&candidate, &mut add);
        pronoun.add_sort_feature(&candidate, &mut add);
        if best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, candidate));
        }
    }
    let (_, best) = best?;
    if let Some(found) = describing_opener(scene, index, best.mention) {
        return definite::find_named_referent(scene, found, resolved, names);
    }
    // "Ortiz's lawyer said … He": the lawyer is meant, whom nobody named.
    let is_meant = !is_owner(scene, best.mention) || is_mentioned_otherwise(scene, &best, resolved);
    is_meant.then_some(best.entity)
}

/// Returns the description of a person that the paragraph of a pronoun begins with, if the best candidate is in one
/// before it: "The mayor took out his cigar. '…', he said."
fn describing_opener(scene: &Scene<'_>, index: usize, best: usize) -> Option<usize> {
    let here = scene.token_of(index)?.paragraph;
    if scene.token_of(best)?.paragraph == here {
        return None;
    }
    let start = scene.tokens.of_paragraph(here).start;
    let first = scene
        .mentions
        .partition_point(|mention| mention.tokens.0 < start);
    let mention = scene.mentions.get(first).filter(|_| first < index)?;
    let gender = scene.mentions.get(index)?.singular_gender();
    let agrees = mention.gender.is_none() || mention.gender == gender;
    let is_singular = scene.token(mention.tokens.1)?.ending != WordEnding::S;
    let is_person = mention.form == MentionForm::Description && mention.sort == MentionSort::Person;
    let begins = mention.lead == start && !mention.is_possessive && !mention.is_quoted;
    (is_person && begins && agrees && is_singular).then_some(first)
}

/// Returns `true` if the paragraph also speaks of a candidate otherwise: "Brandt, who died on Tuesday, …," said his
/// daughter.
fn is_mentioned_otherwise(
    scene: &Scene<'_>,
    candidate: &Antecedent,
    resolved: &[Option<usize>],
) -> bool {
    let paragraph = |index: usize| scene.token_of(index).map(|token| token.paragraph);
    let here = paragraph(candidate.mention);
    (0..candidate.mention)
        .rev()
        .take(NEAR)
        .take_while(|at| paragraph(*at) == here)
        .filter(|at| resolved.get(*at).copied().flatten() == Some(candidate.entity))
        .filter_map(|at| scene.mentions.get(at))
        .any(|mention| !mention.is_possessive && !mention.is_quoted)
}

/// Returns `true` if a mention is only the possessor of somebody who reports: "Ortiz's lawyer said".
fn is_owner(scene: &Scene<'_>, index: usize) -> bool {
    let (Some(owner), Some(described)) = (scene.mentions.get(index), scene.mentions.get(index + 1))
    else {
        return false;
    };
    owner.is_possessive
        && described.lead <= owner.tokens.0
        && described.form == MentionForm::Description
        && described.sort == MentionSort::Person
        && scene.is_subject(index + 1)
}

/// Returns whom "who" refers to: the name right before it, also with a description between commas after the name.
fn resolve_relative(scene: &Scene<'_>, index: usize, resolved: &[Option<usize>]) -> Option<usize> {
    let who = scene.mentions.get(index)?;
    let is_near = |mention: &Mention| mention.tokens.1 + NEAR >= who.tokens.0;
    let before = (index.saturating_sub(4)..index).rev();
    before
        .filter_map(|at| Some((at, scene.mentions.get(at)?)))
        .filter(|(_, mention)| {
            let is_part = mention.is_modifier || mention.is_possessive || mention.is_quoted;
            is_near(mention) && !is_part
        })
        .find_map(|(at, _)| resolved.get(at).copied().flatten())
}

/// Returns the body whose report came last before an "it" that reports itself, no further than a paragraph before.
fn resolve_it(scene: &Scene<'_>, index: usize, resolved: &[Option<usize>]) -> Option<usize> {
    let here = scene.mentions.get(index)?.tokens.0;
    let end = scene.cues.partition_point(|cue| cue.token < here);
    let last = scene.cues.get(end.checked_sub(1)?)?;
    let paragraph = |at: usize| scene.token(at).map(|token| token.paragraph);
    // "It" refers back a sentence or two; further it is the weather's.
    let is_near = paragraph(last.token)? + 1 >= paragraph(here)?;
    let entity = resolved.get(last.subject).copied().flatten()?;
    let is_body = scene.entities.get(entity)?.sort == MentionSort::Organisation;
    (is_near && is_body && scene.is_subject(index)).then_some(entity)
}
