//! Tells whom an object pronoun cannot mean: of "an officer told him" the officer is not told (principle B of Chomsky's
//! binding theory).

use crate::quotes::mentions::gender;
use crate::quotes::model::mention::Mention;
use crate::quotes::model::referent::Referent;
use crate::quotes::resolution::antecedents::{Antecedent, Pronoun};

impl Pronoun<'_> {
    /// Removes from the candidates the subject of the reporting word right before "him" or "her", if anybody else is left.
    pub(crate) fn drop_own_subject(&self, candidates: &mut Vec<Antecedent>) {
        let subject = self
            .scene
            .mentions
            .get(self.index)
            .and_then(|own| self.subject_of_verb(own));
        let is_other = |one: &Antecedent| Some(one.referent) != subject;
        if subject.is_some() && candidates.iter().any(is_other) {
            candidates.retain(is_other);
        }
    }

    /// Returns whom the reporting word right before the object `own` is of.
    fn subject_of_verb(&self, own: &Mention) -> Option<Referent> {
        let scene = self.scene;
        let verb = own.tokens.0.checked_sub(1)?;
        let first = scene.cues.partition_point(|cue| cue.token < verb);
        let cue = scene.cues.get(first).filter(|cue| cue.token == verb)?;
        // "Her" is taken for a possessive until what follows is read.
        let is_object = gender::is_object(&scene.tokens, own);
        self.referent_of(cue.subject).filter(|_| is_object)
    }
}
