//! Finds the description that a pronoun, or "the" with a noun, stands for where no name is known: "The council met. It said …".

use super::definite;
use super::lexicon::{Class, Gender};
use super::mentions::{Form, Mention, Sort};
use super::resolve;
use super::scene::Scene;
use super::symbol::Word;
use super::tokens::Ending;

/// How many mentions before a pronoun are looked at.
const REACH: usize = 30;

/// Nouns for several people that do not end in -s.
const PLURAL: &[&str] = &[
    "people", "children", "men", "women", "police", "staff", "audience", "crowd",
];

/// What a pronoun can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// One person of this gender.
    Person(Gender),
    /// A body, or something that can be read.
    Body,
    /// Several people, or a body of them.
    People,
}

/// Returns the mention of the description that the pronoun or bare description at `index` stands for.
pub(super) fn antecedent(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let pronoun = scene.mentions.get(index)?;
    let token = scene.token(pronoun.tokens.0)?;
    if pronoun.form == Form::Description {
        return definite::description(scene, index);
    }
    if pronoun.form != Form::Pronoun || pronoun.is_quoted {
        return None;
    }
    if token.is(Class::Relative) {
        return right_before(scene, index);
    }
    let wanted = match resolve::singular(pronoun) {
        Some(gender) => Wanted::Person(gender),
        None if token.word == Word::new("it") => Wanted::Body,
        None if token.word == Word::new("they") => Wanted::People,
        None => return None,
    };
    let near = (index.saturating_sub(REACH)..index).rev();
    near.take_while(|at| is_near(scene, *at, token.paragraph))
        .find(|at| {
            scene.mentions.get(*at).is_some_and(|mention| {
                is_free(mention) && fits(scene, mention, wanted) && leads(scene, *at, mention)
            })
        })
}

/// Returns the description that "who" or "which" follows at once.
fn right_before(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let who = scene.mentions.get(index)?;
    let before = index.checked_sub(1)?;
    let mention = scene.mentions.get(before)?;
    let adjoins = who.tokens.0 - mention.tokens.1.min(who.tokens.0) <= 2;
    (adjoins && is_free(mention)).then_some(before)
}

/// Says whether a mention stands in this paragraph or the one before.
fn is_near(scene: &Scene<'_>, index: usize, paragraph: usize) -> bool {
    let there = scene.token_of(index);
    there.is_some_and(|there| there.paragraph + 1 >= paragraph)
}

pub(super) fn is_free(mention: &Mention) -> bool {
    mention.form == Form::Description
        && !mention.is_quoted
        && !mention.is_possessive
        && !mention.is_modifier
}

fn fits(scene: &Scene<'_>, mention: &Mention, wanted: Wanted) -> bool {
    let is_plural = scene.token(mention.tokens.1).is_some_and(|noun| {
        let ends = noun.range.of(scene.text).ends_with("ss");
        noun.ending == Ending::S && !ends || noun.is_any(PLURAL)
    });
    match (wanted, mention.sort) {
        (Wanted::Person(gender), Sort::Person) => {
            !is_plural && mention.gender.is_none_or(|own| own == gender)
        }
        (Wanted::Body, Sort::Organisation | Sort::Document) => !is_plural,
        (Wanted::People, Sort::Person) => is_plural,
        (Wanted::People, Sort::Organisation) => true,
        _ => false,
    }
}

/// Says whether a mention is the first of its sentence, or reports, and no preposition governs it.
fn leads(scene: &Scene<'_>, index: usize, mention: &Mention) -> bool {
    let is_first = scene
        .around
        .get(index)
        .is_some_and(|around| around.is_first);
    let is_person = mention.sort == Sort::Person;
    !scene.is_governed(index) && (is_first || is_person || scene.is_subject(index))
}
