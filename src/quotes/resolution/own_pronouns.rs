//! Reads from a sentence itself whether somebody is he or she, against a list of given names that takes a name for one of
//! the other: "Suman Kumar, also a pupil, said he had …".

use crate::quotes::model::entity::Entity;
use crate::quotes::model::mention::MentionForm;
use crate::quotes::model::referent::Referent;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::word_class::{Clue, Gender, WordClass};
use crate::quotes::resolution::antecedents::Pronoun;

/// How many tokens behind a reporting word the pronoun of whoever reports may come: "told the Gull that she".
const NEAR_CUE: usize = 5;

/// How many tokens behind a name its reporting word may come.
const LONGEST_CLAUSE: usize = 24;

/// How many mentions of somebody are looked at.
const NEAR_MENTIONS: usize = 12;

impl Pronoun<'_> {
    /// Returns `true` if the sentence in which somebody reports calls them what the pronoun does, though a name or a noun
    /// shows the other gender: "Jackie Bell, whose father was ill, told the Gull she had …".
    pub(crate) fn is_called_so(&self, referent: Referent, wanted: Option<Gender>) -> bool {
        let (Some(wanted), Some(entity)) = (wanted, referent.entity()) else {
            return false;
        };
        let Some(entity) = self.scene.entities.get(entity) else {
            return false;
        };
        if entity.word_count() < 2 || self.has_listed_gender(entity) || self.is_gender_told(entity)
        {
            return false;
        }
        let here = self.paragraph_of(self.index);
        let end = entity.mentions.partition_point(|at| *at < self.index);
        let before = entity.mentions.get(..end).unwrap_or_default();
        // All of them would take quadratic time in a long paragraph.
        let mut near = before.iter().rev().take(NEAR_MENTIONS).copied();
        near.any(|at| self.paragraph_of(at) == here && self.reports_of_self(at, wanted))
    }

    /// Returns `true` if the words right behind what the mention at `index` reports with are "he" or "she", as `wanted`.
    fn reports_of_self(&self, index: usize, wanted: Gender) -> bool {
        let scene = self.scene;
        let Some(own) = scene.token_of(index) else {
            return false;
        };
        // A clause may come between: "Jackie Bell, whose father was held for weeks, told".
        let start = own_token(scene, index);
        let first = scene.cues.partition_point(|cue| cue.token < start);
        let near = scene.cues.iter().skip(first);
        let mut near = near.take_while(|cue| cue.token < start.saturating_add(LONGEST_CLAUSE));
        near.any(|cue| {
            if cue.subject != index {
                return false;
            }
            let mut behind = (1..=NEAR_CUE).map_while(|steps| {
                let token = scene.tokens.after(cue.token, steps)?;
                (token.sentence() == own.sentence() && token.is_unquoted()).then_some(token)
            });
            let subject = behind.find(|token| token.has_class(WordClass::Subject));
            subject.is_some_and(|subject| subject.entry.gender == Some(wanted))
        })
    }

    /// Returns `true` if the list of given names takes somebody's first name for one of men, or for one of women.
    fn has_listed_gender(&self, entity: &Entity) -> bool {
        let first = self.scene.tokens.index_at(entity.name.start);
        let given = self.scene.token(first).and_then(|first| first.entry.given);
        matches!(given, Some(Gender::Male | Gender::Female))
    }

    /// Returns `true` if a title, or a noun that is beside the name, says whether somebody is he or she.
    fn is_gender_told(&self, entity: &Entity) -> bool {
        let scene = self.scene;
        let mut mentions = entity.mentions.iter().take(NEAR_MENTIONS).copied();
        mentions.any(|index| {
            let Some(name) = scene.mentions.get(index) else {
                return false;
            };
            let mut lead = (name.lead..name.tokens.0).filter_map(|at| scene.token(at));
            let is_titled =
                lead.any(|token| token.entry.gender.is_some() || token.gives(Clue::Courtesy));
            // "Jackie Bell, whose father": that noun is another's.
            let described = scene.mentions.get(index + 1).filter(|next| {
                next.form == MentionForm::Description && next.lead == name.tokens.1 + 2
            });
            is_titled || described.is_some_and(|described| described.gender.is_some())
        })
    }
}

/// Returns the first token of the mention at `index`.
fn own_token(scene: &Scene<'_>, index: usize) -> usize {
    let mention = scene.mentions.get(index);
    mention.map_or(usize::MAX, |mention| mention.tokens.0)
}
