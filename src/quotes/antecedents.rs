//! Whom a pronoun may stand for.

use super::entities::Entity;
use super::gender::LOCATIVE;
use super::lexicon::{Class, Gender};
use super::mentions::{Mention, Sort};
use super::scene::Scene;

/// How many mentions before a pronoun are looked at.
const REACH: usize = 60;

/// How many mentions of somebody are looked at.
const MENTIONS: usize = 12;

/// How many paragraphs before a pronoun may hold whom it stands for.
const PARAGRAPHS: usize = 4;

/// Somebody a pronoun may stand for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// The entity.
    pub(super) entity: usize,
    /// Its last mention before the pronoun, or the one that reports in the same sentence.
    pub(super) mention: usize,
    /// How many other candidates were mentioned after it.
    pub(super) rivals: usize,
}

/// A pronoun, with whom the mentions before it stand for.
pub(super) struct Pronoun<'a> {
    /// The article.
    pub(super) scene: &'a Scene<'a>,
    /// The index of its mention.
    pub(super) index: usize,
    /// The entity each mention stands for, as far as it is known.
    pub(super) stands: &'a [Option<usize>],
}

impl Pronoun<'_> {
    /// Returns the people mentioned before it whom its gender does not forbid, the nearest first.
    pub(super) fn candidates(&self, gender: Gender) -> Vec<Candidate> {
        self.people(|entity| entity.gender.is_none_or(|own| own == gender))
    }

    /// Returns the people mentioned before it that are `wanted`, the nearest first.
    pub(super) fn people(&self, wanted: impl Fn(&Entity) -> bool) -> Vec<Candidate> {
        let is_told = |mention: &Mention| {
            let token = self.scene.token(mention.tokens.0);
            !mention.is_quoted && !token.is_some_and(|token| token.is(Class::Relative))
        };
        let mut found = self.mentioned(is_told, &wanted, Vec::new());
        found = self.mentioned(|mention| mention.is_quoted, &wanted, found);
        let is_person = |candidate: &Candidate| {
            let entity = self.scene.entities.get(candidate.entity);
            entity.is_some_and(|entity| self.is_somebody(entity))
        };
        if found.iter().any(is_person) {
            found.retain(is_person);
        } else {
            found.retain(|candidate| {
                let entity = self.scene.entities.get(candidate.entity);
                entity.is_some_and(|entity| self.stands_alone(entity))
            });
        }
        for (rivals, candidate) in found.iter_mut().enumerate() {
            candidate.rivals = rivals;
        }
        found
    }

    /// Returns the one of several people around that a pronoun of this gender can only stand for.
    pub(super) fn lone(&self, gender: Gender) -> Option<usize> {
        let people = self.people(|entity| self.is_somebody(entity));
        let mut fitting = people.iter().filter(|candidate| {
            let entity = self.scene.entities.get(candidate.entity);
            entity.is_some_and(|entity| !entity.is_shown || entity.gender == Some(gender))
        });
        let first = fitting.next()?;
        let is_shown = self.scene.entities.get(first.entity)?.is_shown;
        let is_lone = fitting.next().is_none() && people.len() > 1;
        (is_lone && is_shown).then_some(first.entity)
    }

    /// Says whether something shows that an entity is a person: gender, a title, a short form, or that it speaks.
    pub(super) fn is_somebody(&self, entity: &Entity) -> bool {
        entity.gender.is_some()
            || entity.sort == Sort::Person
            || matches!(entity.length(), 2..=4) && self.has_short(entity)
            || self.speaks(entity)
    }

    /// Says whether an entity is named somewhere for itself, and not only before a noun ("an American admiral").
    fn stands_alone(&self, entity: &Entity) -> bool {
        let mut mentions = entity.mentions.iter().take(MENTIONS);
        mentions.any(|index| {
            let mention = self.scene.mentions.get(*index);
            mention.is_some_and(|mention| !mention.is_modifier && !mention.is_possessive)
        })
    }

    /// Says whether one word, with nothing to show a person, stands as places, days and terms do.
    fn is_thing(&self, entity: &Entity) -> bool {
        let stands = |mention: &Mention| {
            let before = self.scene.tokens.before(mention.lead, 1);
            let is_led =
                before.is_some_and(|before| before.is(Class::Calendar) || before.is_any(LOCATIVE));
            let own = self.scene.token(mention.lead);
            !mention.is_modifier && (is_led || own.is_some_and(|own| own.is(Class::Determiner)))
        };
        let mentions = entity.mentions.iter().take(MENTIONS);
        entity.length() == 1
            && entity.gender.is_none()
            && entity.sort == Sort::Unknown
            && mentions
                .filter_map(|index| self.scene.mentions.get(*index))
                .any(stands)
    }

    /// Says whether somebody is the subject of a reporting word.
    pub(super) fn speaks(&self, entity: &Entity) -> bool {
        let mut mentions = entity.mentions.iter().take(MENTIONS);
        mentions.any(|index| self.scene.is_subject(*index))
    }

    fn mentioned(
        &self,
        counts: impl Fn(&Mention) -> bool,
        wanted: impl Fn(&Entity) -> bool,
        mut found: Vec<Candidate>,
    ) -> Vec<Candidate> {
        let Some(paragraph) = self.paragraph(self.index) else {
            return found;
        };
        for at in (self.index.saturating_sub(REACH)..self.index).rev() {
            let Some(mention) = self.scene.mentions.get(at) else {
                continue;
            };
            let is_near = self
                .paragraph(at)
                .is_some_and(|other| other + PARAGRAPHS >= paragraph);
            if !is_near {
                break;
            }
            let Some(entity) = self.stands.get(at).copied().flatten() else {
                continue;
            };
            if let Some(known) = found
                .iter_mut()
                .find(|candidate| candidate.entity == entity)
            {
                if !mention.is_quoted && self.is_subject_of_same(at, known.mention) {
                    known.mention = at;
                }
                continue;
            }
            let may_be = self.scene.entities.get(entity).is_some_and(|entity| {
                matches!(entity.sort, Sort::Person | Sort::Unknown)
                    && !self.is_thing(entity)
                    && wanted(entity)
            });
            if counts(mention) && may_be {
                found.push(Candidate {
                    entity,
                    mention: at,
                    rivals: 0,
                });
            }
        }
        found
    }

    /// Says whether the mention at `index` reports in the sentence in which the same one is mentioned `again`.
    fn is_subject_of_same(&self, index: usize, again: usize) -> bool {
        let sentence = |index: usize| self.scene.token_of(index).map(|token| token.sentence);
        self.scene.is_subject(index) && sentence(index) == sentence(again)
    }

    /// Says whether one word alone names an entity somewhere.
    pub(super) fn has_short(&self, entity: &Entity) -> bool {
        entity.mentions.iter().take(MENTIONS).any(|index| {
            let mention = self.scene.mentions.get(*index);
            mention.is_some_and(|mention| mention.tokens.0 == mention.tokens.1)
        })
    }

    /// Returns the index of the paragraph of a mention.
    pub(super) fn paragraph(&self, index: usize) -> Option<usize> {
        self.scene.token_of(index).map(|token| token.paragraph)
    }
}
