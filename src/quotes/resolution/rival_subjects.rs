//! Finds somebody without a name whom a sentence makes its subject, so that nobody knows whether "he" is whoever it names
//! beside them: "As Bell walked on, one man stopped him. “…,” he said."

use crate::quotes::model::mention::{Mention, MentionSort};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::token::TextToken;
use crate::quotes::resolution::antecedents::{Antecedent, Pronoun};
use crate::quotes::resolution::mention_role::MentionRole;

/// How many mentions before the pronoun are looked at.
const NEAR: usize = 16;

impl Pronoun<'_> {
    /// Returns `true` if the last sentence before the pronoun has another of the candidates as its subject, and the one
    /// `found` only in the clause that opens it, or behind the verb.
    pub(crate) fn has_rival_subject(&self, candidates: &[Antecedent], found: &Antecedent) -> bool {
        let scene = self.scene;
        let Some(named) = scene.mentions.get(found.mention) else {
            return false;
        };
        let is_in_clause = scene
            .contexts
            .get(found.mention)
            .is_some_and(|context| context.is_in_opening_clause);
        scene.is_subject(self.index)
            && candidates.iter().any(|other| {
                let is_rival = matches!(other.referent, Referent::Described(_))
                    && other.referent.sort(scene) == MentionSort::Person
                    && self.is_free_subject(other.mention)
                    && self.is_last_sentence(other.mention)
                    && self.sentence_of(other.mention) == self.sentence_of(found.mention);
                is_rival
                    && (is_in_clause && other.mention > found.mention
                        || self.is_behind_subject(other.mention, named))
            })
    }

    /// Returns `true` if a mention is behind the subject that begins its sentence, with nothing but a verb between: "The
    /// pensioner gave the mayor a look".
    fn is_behind_subject(&self, subject: usize, named: &Mention) -> bool {
        let scene = self.scene;
        let Some(subject) = scene.mentions.get(subject) else {
            return false;
        };
        let before = scene.tokens.before(subject.lead, 1);
        let own = scene.token(subject.lead);
        let opens = before.map(TextToken::sentence) != own.map(TextToken::sentence);
        let first = scene.token(named.lead);
        // "The mayor" may be a name whose article is no part of it.
        let has_article = scene
            .tokens
            .before(named.lead, 1)
            .is_some_and(|before| before.is_any(&["the"]));
        opens
            && first.is_some_and(TextToken::is_unquoted)
            && !named.is_possessive
            && named.lead == subject.tokens.1 + 2 + usize::from(has_article)
    }

    /// Returns `true` if a mention is a subject of its own, and in no clause that opens the sentence.
    fn is_free_subject(&self, index: usize) -> bool {
        let context = self.scene.contexts.get(index);
        self.scene.mentions.get(index).is_some_and(|mention| {
            let role = MentionRole::of_mention(self.scene, index, mention);
            matches!(role, MentionRole::Subject | MentionRole::CueSubject)
                && context.is_some_and(|context| !context.is_in_opening_clause)
        })
    }

    /// Returns `true` if nobody outside the quotes is mentioned between the sentence of a mention and the pronoun.
    pub(super) fn is_last_sentence(&self, index: usize) -> bool {
        let sentence = self.sentence_of(index);
        let own = self.sentence_of(self.index);
        let mut between = (index + 1..self.index).rev().take(NEAR);
        sentence < own
            && between.all(|at| {
                let mention = self.scene.mentions.get(at);
                mention.is_some_and(|mention| mention.is_quoted)
                    || self.sentence_of(at) == sentence
                    || self.sentence_of(at) == own
            })
    }

    fn sentence_of(&self, index: usize) -> Option<usize> {
        self.scene.token_of(index).map(TextToken::sentence)
    }
}
