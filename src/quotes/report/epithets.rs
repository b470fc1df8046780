//! Tells which descriptions may be of somebody whom the story has named, so that they are no answer to who spoke: "the
//! plumber said" behind two names.

use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::TextToken;
use crate::quotes::model::word_class::{Clue, WordClass};
use crate::quotes::report::confidence::ConfidenceCase;
use crate::quotes::resolution::predicates;

/// How many paragraphs before a description may name whom it is of.
const PARAGRAPHS: usize = 3;

/// How many mentions before it are looked at.
const MENTIONS: usize = 60;

impl ConfidenceCase<'_> {
    /// Returns `true` if the speaker shown is only described, by "the" and a noun that brings nobody new, and the story has
    /// just named somebody who may be meant.
    pub(super) fn may_be_named(&self) -> bool {
        let scene = self.scene;
        let Some(mention) = scene.mentions.get(self.mention) else {
            return false;
        };
        let is_own =
            self.referents.referent_of(self.mention) == Some(Referent::Described(self.mention));
        let here = scene.token(mention.lead).map(TextToken::paragraph);
        let is_near = |at: &usize| {
            let there = scene.token_of(*at).map(TextToken::paragraph);
            there
                .zip(here)
                .is_some_and(|(there, here)| there + PARAGRAPHS >= here)
        };
        let mut before = (self.mention.saturating_sub(MENTIONS)..self.mention)
            .rev()
            .take_while(is_near);
        is_own && is_epithet(scene, mention) && before.any(|at| can_be(scene, at, mention))
    }
}

/// Returns `true` for "the plumber" and "the Harbour captain"; "the captain of the boat", "the judge" and "the mayor" are
/// mostly somebody without a name.
fn is_epithet(scene: &Scene<'_>, mention: &Mention) -> bool {
    let (first, last) = mention.tokens;
    let Some(noun) = scene.token(last) else {
        return false;
    };
    let has_name = (first + 1..last).any(|at| scene.token(at).is_some_and(TextToken::is_capital));
    let is_definite =
        mention.lead == first && scene.token(first).is_some_and(|the| the.is_any(&["the"]));
    let is_office = (noun.gives(Clue::Unnamed) || noun.gives(Clue::Anybody)) && !has_name;
    let goes_on = scene.tokens.after(last, 1).is_some_and(|next| {
        next.has_class(WordClass::Relative)
            || next.has_class(WordClass::Preposition) && !is_counted(scene, last)
    });
    mention.is_free_description()
        && mention.sort == MentionSort::Person
        && is_definite
        && !is_office
        && !goes_on
        && !predicates::is_plural(scene, mention)
}

/// Returns `true` for the noun of "the mother of two".
fn is_counted(scene: &Scene<'_>, noun: usize) -> bool {
    let number = scene.tokens.after(noun, 2);
    number.is_some_and(|number| {
        number.has_class(WordClass::Determiner) && !number.gives(Clue::Article)
    })
}

/// Returns `true` if the mention at `at` names a person who can be described so.
fn can_be(scene: &Scene<'_>, at: usize, described: &Mention) -> bool {
    let named = scene
        .mentions
        .get(at)
        .filter(|named| named.form == MentionForm::Name && !named.is_quoted);
    let entity = named.and_then(|named| scene.entities.get(named.entity?));
    entity.is_some_and(|entity| {
        let is_of_gender = match (entity.gender, described.gender) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        (entity.sort == MentionSort::Person || entity.gender.is_some()) && is_of_gender
    })
}
