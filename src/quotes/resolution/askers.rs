//! Tells who only asks what a pronoun's clause answers: "Asked by the coroner whether he had, he replied".

use crate::quotes::model::mention::{Mention, MentionForm};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::token::TextToken;
use crate::quotes::resolution::antecedents::{Antecedent, Pronoun};

/// What somebody is who has to answer.
const ASKED: &[&str] = &[
    "asked",
    "pressed",
    "questioned",
    "quizzed",
    "challenged",
    "pushed",
];

/// Who asks for a living, and is nobody of the story.
const REPORTERS: &[&str] = &["reporter", "journalist", "interviewer", "correspondent"];

impl Pronoun<'_> {
    /// Removes from the candidates whoever asks what the pronoun answers, if anybody else is left.
    pub(crate) fn drop_askers(&self, candidates: &mut Vec<Antecedent>) {
        let asks = |one: &Antecedent| self.asks_in_sentence(one) || self.asked_just_before(one);
        if candidates
            .iter()
            .any(|one| !asks(one) && self.may_answer(one))
        {
            candidates.retain(|one| !asks(one));
        }
    }

    /// Returns `true` if a candidate is known to be a person, so that it can take the place of whoever asks.
    fn may_answer(&self, candidate: &Antecedent) -> bool {
        let entity = candidate.referent.entity();
        let entity = entity.and_then(|at| self.scene.entities.get(at));
        entity.is_some_and(|entity| self.is_somebody(entity))
    }

    /// "Asked by the coroner whether he had, he replied": by whom somebody was asked earlier in the sentence, or in the last one
    /// before what is no question: "Hart was questioned by the coroner. “It is true,” he said."
    fn asks_in_sentence(&self, candidate: &Antecedent) -> bool {
        let scene = self.scene;
        let Some(asker) = scene.mentions.get(candidate.mention) else {
            return false;
        };
        let sentence = |mention: &Mention| scene.token(mention.lead).map(TextToken::sentence);
        let own = scene.mentions.get(self.index);
        let before = |steps| scene.tokens.before(asker.lead, steps);
        let is_answered = || {
            scene.is_subject(self.index)
                && self.is_last_sentence(candidate.mention)
                && !self.reports_question()
        };
        own.is_some_and(|own| sentence(own) == sentence(asker) || is_answered())
            && before(1).is_some_and(|token| token.is_any(&["by"]))
            && before(2).is_some_and(|token| token.is_any(ASKED))
    }

    /// "A reporter asked about the pier.¶“It is ours,” she said.": whoever asked without words of their own in the sentence
    /// before; a question may be theirs.
    fn asked_just_before(&self, candidate: &Antecedent) -> bool {
        let scene = self.scene;
        let (Some(asker), Referent::Described(_)) =
            (scene.mentions.get(candidate.mention), candidate.referent)
        else {
            return false;
        };
        let noun = scene.token(asker.tokens.1);
        let verb = scene.tokens.after(asker.tokens.1, 1);
        let is_reporter = asker.form == MentionForm::Description
            && noun.is_some_and(|noun| noun.is_any(REPORTERS))
            && verb.is_some_and(|verb| verb.is_any(&["asked", "asks"]));
        // "A reporter asked for a drink."
        let is_request = scene
            .tokens
            .after(asker.tokens.1, 2)
            .is_some_and(|next| next.is_any(&["for", "to"]));
        is_reporter && !is_request && scene.is_subject(self.index) && !self.reports_question()
    }
}
