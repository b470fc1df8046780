//! Tells from earlier pronouns of a paragraph whom a later one cannot mean: who was "she" is no "he".

use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::word_class::Gender;
use crate::quotes::resolution::antecedents::Pronoun;

/// The most mentions of a paragraph before a pronoun that are read for it.
const REACH: usize = 60;

impl Pronoun<'_> {
    /// Returns `true` if the last pronoun that refers to `referent` in this paragraph is of another gender than this one:
    /// "Ruiz wrote. She got a reply. “…,” he wrote".
    ///
    /// In a paragraph before it counts if it speaks and nobody else is mentioned there.
    pub(crate) fn was_of_other_gender(&self, referent: Referent, gender: Option<Gender>) -> bool {
        let Some(gender) = gender else {
            return false;
        };
        let here = self.paragraph_of(self.index);
        let mut before = self.list_near().rev().filter_map(|at| {
            let mention = self.scene.mentions.get(at)?;
            let is_pronoun = mention.form == MentionForm::Pronoun && !mention.is_quoted;
            let is_taken = is_pronoun && self.referent_of(at) == Some(referent);
            // A reporting subject was resolved with care; a pronoun that opens its sentence counts only if nobody else was
            // mentioned before it.
            let is_known = || {
                let speaks = self.scene.is_subject(at);
                if self.paragraph_of(at) == here {
                    speaks || self.opens_sentence(mention) && self.is_alone_before(referent, at)
                } else {
                    (speaks || self.is_owner_of_opening(mention, referent))
                        && self.is_alone_before(referent, at)
                }
            };
            mention.singular_gender().filter(|_| is_taken && is_known())
        });
        before.next().is_some_and(|last| last != gender)
    }

    /// Returns `true` for the "her" of "her colleague, Ed Bell," that opens a paragraph behind one of nobody but `referent`.
    fn is_owner_of_opening(&self, mention: &Mention, referent: Referent) -> bool {
        let Some(own) = self.scene.token(mention.lead) else {
            return false;
        };
        let start = self.scene.tokens.of_paragraph(own.paragraph()).start;
        let mentions = &self.scene.mentions;
        let opening = mentions.partition_point(|other| other.tokens.0 < start);
        mention.is_possessive
            && mention.lead == start
            && opening > 0
            && self.is_alone_before(referent, opening - 1)
    }

    /// Returns `true` if a mention begins a sentence that is not the first of its paragraph.
    fn opens_sentence(&self, mention: &Mention) -> bool {
        let own = self.scene.token(mention.lead);
        let before = self.scene.tokens.before(mention.lead, 1);
        own.zip(before)
            .is_some_and(|(own, before)| own.sentence() != before.sentence())
    }

    /// Returns `true` if no person but `referent` is mentioned in the paragraph before the mention at `end`; `false` as well
    /// where too much of the paragraph comes before to be read for each pronoun.
    fn is_alone_before(&self, referent: Referent, end: usize) -> bool {
        let Some(own) = self.scene.token_of(end) else {
            return false;
        };
        let start = self.scene.tokens.of_paragraph(own.paragraph()).start;
        let mentions = &self.scene.mentions;
        let first = mentions.partition_point(|mention| mention.tokens.0 < start);
        let is_somebody = |other: Referent| match other {
            Referent::Named(entity) => {
                let entity = self.scene.entities.get(entity);
                entity.is_some_and(|entity| self.is_somebody(entity))
            }
            Referent::Described(_) => other.sort(self.scene) == MentionSort::Person,
        };
        end.saturating_sub(first) <= REACH
            && (first..end).all(|at| {
                let other = self.referent_of(at);
                other.is_none_or(|other| other == referent || !is_somebody(other))
            })
    }
}
