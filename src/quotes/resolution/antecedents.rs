//! Finds the candidate antecedents of a pronoun.

use crate::quotes::model::entity::Entity;
use crate::quotes::model::mention::{Mention, MentionSort};
use crate::quotes::model::scene::Scene;
use crate::quotes::model::word_class::{Clue, Gender, WordClass};

/// How many mentions before a pronoun are looked at.
const REACH: usize = 60;

/// How many mentions of somebody are looked at.
const MENTIONS: usize = 12;

/// How many paragraphs before a pronoun may hold whom it refers to.
const PARAGRAPHS: usize = 4;

/// Somebody a pronoun may refer to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Antecedent {
    /// The entity.
    pub(crate) entity: usize,
    /// Its last mention before the pronoun, or the one that reports in the same sentence.
    pub(crate) mention: usize,
    /// How many other candidates were mentioned after it.
    pub(crate) rivals: usize,
}

/// A pronoun, with the referents of the mentions before it.
pub(crate) struct Pronoun<'a> {
    /// The article.
    pub(crate) scene: &'a Scene<'a>,
    /// The index of its mention.
    pub(crate) index: usize,
    /// The entity each mention refers to, as far as it is known.
    pub(crate) resolved: &'a [Option<usize>],
}

impl Pronoun<'_> {
    /// Returns the people mentioned before it whom its gender does not forbid, the nearest first.
    pub(crate) fn find_candidates(&self, gender: Gender) -> Vec<Antecedent> {
        self.find_people(|entity| entity.gender.is_none_or(|own| own == gender))
    }

    /// Returns the people mentioned before it that are `wanted`, the nearest first.
    pub(crate) fn find_people(&self, wanted: impl Fn(&Entity) -> bool) -> Vec<Antecedent> {
        let is_unquoted = |mention: &Mention| {
            let token = self.scene.token(mention.tokens.0);
            !mention.is_quoted && !token.is_some_and(|token| token.has_class(WordClass::Relative))
        };
        // People mentioned in the story itself come before those whom quotes mention.
        let mut found = self.collect_mentioned(is_unquoted, &wanted, Vec::new());
        found = self.collect_mentioned(|mention| mention.is_quoted, &wanted, found);
        let is_person = |candidate: &Antecedent| {
            let entity = self.scene.entities.get(candidate.entity);
            entity.is_some_and(|entity| self.is_somebody(entity))
        };
        // Once a person is around, places and terms with a capital are no candidates.
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

    /// Returns `true` if something shows that an entity is a person: gender, a title, a short form, or that it speaks.
    pub(crate) fn is_somebody(&self, entity: &Entity) -> bool {
        entity.gender.is_some()
            || entity.sort == MentionSort::Person
            || matches!(entity.word_count(), 2..=4) && self.has_short(entity)
            || self.reports_speech(entity)
    }

    /// Returns `true` if an entity is named somewhere for itself, and not only before a noun ("an American admiral").
    fn stands_alone(&self, entity: &Entity) -> bool {
        let mut mentions = entity.mentions.iter().take(MENTIONS);
        mentions.any(|index| {
            let mention = self.scene.mentions.get(*index);
            mention.is_some_and(|mention| !mention.is_modifier && !mention.is_possessive)
        })
    }

    /// Returns `true` if one word, not shown to be a person, is used as places, days and terms are.
    fn is_thing(&self, entity: &Entity) -> bool {
        let resolved = |mention: &Mention| {
            let before = self.scene.tokens.before(mention.lead, 1);
            let is_led = before.is_some_and(|before| {
                before.has_class(WordClass::Calendar) || before.gives(Clue::Locative)
            });
            let own = self.scene.token(mention.lead);
            !mention.is_modifier
                && (is_led || own.is_some_and(|own| own.has_class(WordClass::Determiner)))
        };
        let mentions = entity.mentions.iter().take(MENTIONS);
        entity.word_count() == 1
            && entity.gender.is_none()
            && entity.sort == MentionSort::Unknown
            && mentions
                .filter_map(|index| self.scene.mentions.get(*index))
                .any(resolved)
    }

    /// Returns `true` if somebody is the subject of a reporting word.
    pub(crate) fn reports_speech(&self, entity: &Entity) -> bool {
        let mut mentions = entity.mentions.iter().take(MENTIONS);
        mentions.any(|index| self.scene.is_subject(*index))
    }

    fn collect_mentioned(
        &self,
        counts: impl Fn(&Mention) -> bool,
        wanted: impl Fn(&Entity) -> bool,
        mut found: Vec<Antecedent>,
    ) -> Vec<Antecedent> {
        let Some(paragraph) = self.paragraph_of(self.index) else {
            return found;
        };
        for at in (self.index.saturating_sub(REACH)..self.index).rev() {
            let Some(mention) = self.scene.mentions.get(at) else {
                continue;
            };
            let here = self.paragraph_of(at);
            if here.is_none_or(|here| here + PARAGRAPHS < paragraph) {
                break;
            }
            let Some(entity) = self.resolved.get(at).copied().flatten() else {
                continue;
            };
            if let Some(known) = found.iter_mut().find(|one| one.entity == entity) {
                if !mention.is_quoted && self.is_subject_of_same(at, known.mention) {
                    known.mention = at;
                }
                continue;
            }
            let may_be = self.scene.entities.get(entity).is_some_and(|entity| {
                matches!(entity.sort, MentionSort::Person | MentionSort::Unknown)
                    && !self.is_thing(entity)
                    && wanted(entity)
            });
            // Each entity once, by its last mention.
            if counts(mention) && may_be {
                found.push(Antecedent {
                    entity,
                    mention: at,
                    rivals: 0,
                });
            }
        }
        found
    }

    /// Returns `true` if the mention at `index` reports in the sentence in which the same one is mentioned `again`.
    fn is_subject_of_same(&self, index: usize, again: usize) -> bool {
        let sentence = |index: usize| self.scene.token_of(index).map(|token| token.sentence);
        self.scene.is_subject(index) && sentence(index) == sentence(again)
    }

    /// Returns `true` if one word alone names an entity somewhere.
    pub(crate) fn has_short(&self, entity: &Entity) -> bool {
        entity.mentions.iter().take(MENTIONS).any(|index| {
            let mention = self.scene.mentions.get(*index);
            mention.is_some_and(|mention| mention.tokens.0 == mention.tokens.1)
        })
    }

    /// Returns the index of the paragraph of a mention.
    pub(crate) fn paragraph_of(&self, index: usize) -> Option<usize> {
        self.scene.token_of(index).map(|token| token.paragraph)
    }
}
