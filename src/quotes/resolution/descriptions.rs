//! Finds the description that a pronoun, or "the" with a noun, refers to where no name is known: "The council met. It
//! said …".

use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::token::WordEnding;
use crate::quotes::model::word_class::{Clue, Gender, WordClass};
use crate::quotes::resolution::definite;

/// How many mentions before a pronoun are looked at.
const REACH: usize = 30;

/// What a pronoun can refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AntecedentKind {
    /// One person of this gender.
    Person(Gender),
    /// A body, or something that can be read.
    Body,
    /// Several people, or a body of them.
    People,
}

/// Returns the mention of the description that the pronoun or bare description at `index` refers to.
pub(crate) fn find_description(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let pronoun = scene.mentions.get(index)?;
    let token = scene.token(pronoun.tokens.0)?;
    if pronoun.form == MentionForm::Description {
        return definite::find_first_description(scene, index);
    }
    if pronoun.form != MentionForm::Pronoun || pronoun.is_quoted {
        return None;
    }
    if token.has_class(WordClass::Relative) {
        return description_right_before(scene, index);
    }
    let wanted = match pronoun.singular_gender() {
        Some(gender) => AntecedentKind::Person(gender),
        None if token.word == WordKey::new("it") => AntecedentKind::Body,
        None if token.word == WordKey::new("they") => AntecedentKind::People,
        None => return None,
    };
    let near = (index.saturating_sub(REACH)..index).rev();
    near.take_while(|at| is_near(scene, *at, token.paragraph))
        .find(|at| {
            scene.mentions.get(*at).is_some_and(|mention| {
                mention.is_free_description()
                    && fits_kind(scene, mention, wanted)
                    && is_prominent(scene, *at, mention)
            })
        })
}

/// Returns the description that "who" or "which" follows at once.
fn description_right_before(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let who = scene.mentions.get(index)?;
    let before = index.checked_sub(1)?;
    let mention = scene.mentions.get(before)?;
    // At most a comma between: "the listing, which said".
    let adjoins = who.tokens.0 - mention.tokens.1.min(who.tokens.0) <= 2;
    (adjoins && mention.is_free_description()).then_some(before)
}

/// Returns `true` if a mention is in this paragraph or the one before.
fn is_near(scene: &Scene<'_>, index: usize, paragraph: usize) -> bool {
    let there = scene.token_of(index);
    there.is_some_and(|there| there.paragraph + 1 >= paragraph)
}

fn fits_kind(scene: &Scene<'_>, mention: &Mention, wanted: AntecedentKind) -> bool {
    let is_plural = scene.token(mention.tokens.1).is_some_and(|noun| {
        let ends = noun.range.of(scene.text).ends_with("ss");
        noun.ending == WordEnding::S && !ends || noun.gives(Clue::Plural)
    });
    match (wanted, mention.sort) {
        (AntecedentKind::Person(gender), MentionSort::Person) => {
            !is_plural && mention.gender.is_none_or(|own| own == gender)
        }
        (AntecedentKind::Body, MentionSort::Organisation | MentionSort::Document) => !is_plural,
        (AntecedentKind::People, MentionSort::Person) => is_plural,
        (AntecedentKind::People, MentionSort::Organisation) => true,
        (AntecedentKind::Person(_), MentionSort::Organisation | MentionSort::Document)
        | (AntecedentKind::Body, MentionSort::Person)
        | (AntecedentKind::People, MentionSort::Document)
        | (_, MentionSort::Unknown) => false,
    }
}

/// Returns `true` if a mention is the first of its sentence, or reports, and no preposition governs it.
fn is_prominent(scene: &Scene<'_>, index: usize, mention: &Mention) -> bool {
    let is_first = scene
        .contexts
        .get(index)
        .is_some_and(|context| context.is_first);
    let is_person = mention.sort == MentionSort::Person;
    !scene.is_governed(index) && (is_first || is_person || scene.is_subject(index))
}
