//! Tells from its mentions what an entity is: a person, or a thing that nobody calls "he".

use crate::quotes::model::entity::Entity;
use crate::quotes::model::mention::{Mention, MentionSort};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::word_class::{Clue, WordClass};
use crate::quotes::resolution::antecedents::Pronoun;

/// How many mentions of somebody are looked at.
const MENTIONS: usize = 12;

impl Pronoun<'_> {
    /// Returns `true` if something shows that an entity is a person: gender, a title, a short form, or that it speaks.
    pub(crate) fn is_somebody(&self, entity: &Entity) -> bool {
        entity.gender.is_some()
            || entity.sort == MentionSort::Person
            || matches!(entity.word_count(), 2..=4) && self.has_short(entity)
            || self.reports_speech(entity)
    }

    /// Returns `true` if an entity is written as people are: in several words, or first in the pronoun's paragraph.
    pub(crate) fn is_like_person(&self, entity: &Entity, mention: usize) -> bool {
        let context = self.scene.contexts.get(mention);
        let opens = context.is_some_and(|context| context.is_first && !context.is_governed);
        matches!(entity.word_count(), 2..=4)
            || opens && self.paragraph_of(mention) == self.paragraph_of(self.index)
    }

    /// Returns `true` if an entity is named somewhere for itself, and not only before a noun ("an American admiral").
    pub(crate) fn stands_alone(&self, entity: &Entity) -> bool {
        let mut mentions = entity.mentions.iter().take(MENTIONS);
        mentions.any(|index| {
            let mention = self.scene.mentions.get(*index);
            mention.is_some_and(|mention| !mention.is_modifier && !mention.is_possessive)
        })
    }

    /// Returns `true` for a description in the headline, and for what only begins it with a capital and is never said
    /// again: "Sculptor wins", "Village pub closes".
    pub(crate) fn is_only_in_headline(&self, referent: Referent) -> bool {
        let scene = self.scene;
        let is_there = |index: &usize| scene.is_headline(scene.token_of(*index));
        match referent {
            Referent::Described(at) => is_there(&at),
            Referent::Named(entity) => scene.entities.get(entity).is_some_and(|entity| {
                let is_word = entity.word_count() == 1 && entity.sort == MentionSort::Unknown;
                let name = entity.name.of(scene.text);
                let mut words = name.split_whitespace();
                let is_common = words
                    .next_back()
                    .is_some_and(|last| last.starts_with(char::is_lowercase));
                (is_word || is_common)
                    && entity.gender.is_none()
                    && entity.mentions.iter().all(is_there)
            }),
        }
    }

    /// Returns `true` if a name, not shown to be a person's, is used as those of places, papers, days and terms are.
    pub(crate) fn is_thing(&self, entity: &Entity) -> bool {
        // "Pointing at Ruiz": whoever is named in full and by a surname is no place.
        let has_surname = matches!(entity.word_count(), 2..=4) && self.has_short(entity);
        let is_full_speaker = entity.word_count() == 2 && self.reports_speech(entity);
        let is_used_so = |mention: &Mention| {
            let before = self.scene.tokens.before(mention.lead, 1);
            let is_led = before.is_some_and(|before| {
                // "In January Haim Osten wrote", but not "the Monday Gull".
                before.has_class(WordClass::Calendar) && !is_full_speaker
                    || before.gives(Clue::Locative) && !has_surname
            });
            let own = self.scene.token(mention.lead);
            // "The Evening Gull": people have no article.
            !mention.is_modifier
                && (is_led || own.is_some_and(|own| own.has_class(WordClass::Determiner)))
        };
        // "St Helens" is a town; nobody in the news is a saint.
        let is_saint = |mention: &Mention| {
            let own = self.scene.token(mention.lead);
            mention.lead < mention.tokens.0 && own.is_some_and(|own| own.is_any(&["st"]))
        };
        let mentions = || {
            let indexes = entity.mentions.iter().take(MENTIONS);
            indexes.filter_map(|index| self.scene.mentions.get(*index))
        };
        let is_open = entity.gender.is_none() && entity.sort == MentionSort::Unknown;
        mentions().any(is_saint) || is_open && mentions().any(is_used_so)
    }

    /// Returns `true` if somebody is the subject of a word that only reports: "said", not "hopes".
    pub(crate) fn reports_speech(&self, entity: &Entity) -> bool {
        let scene = self.scene;
        let mut mentions = entity.mentions.iter().take(MENTIONS);
        mentions.any(|index| {
            scene.cues_of(*index).any(|cue| {
                let word = scene.token(cue.token);
                word.is_some_and(|word| word.gives(Clue::PlainCue) || word.gives(Clue::SpeakingCue))
            })
        })
    }

    /// Returns `true` if one word alone names an entity somewhere.
    pub(crate) fn has_short(&self, entity: &Entity) -> bool {
        entity.mentions.iter().take(MENTIONS).any(|index| {
            let mention = self.scene.mentions.get(*index);
            mention.is_some_and(|mention| mention.tokens.0 == mention.tokens.1)
        })
    }
}
