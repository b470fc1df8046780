//! Finds who tells what somebody said to them: "An officer measured it and told her that it was too long.¶“I thought he was
//! joking,” she said."

use crate::quotes::mentions::gender;
use crate::quotes::model::cue::Cue;
use crate::quotes::model::mention::MentionForm;
use crate::quotes::model::referent::Referent;
use crate::quotes::model::token::TextToken;
use crate::quotes::resolution::antecedents::{Antecedent, Pronoun};
use crate::quotes::resolution::reported_words::ReportVoice;
use crate::quotes::resolution::speech_turns::SpeechTurn;

/// How many cues before the pronoun are looked at, those in its quote among them.
const CUES: usize = 6;

/// Verbs before "by" and whoever passes a sentence, or warns: "was sentenced by Judge Bell".
const JUDGED: &[&str] = &[
    "sentenced",
    "jailed",
    "fined",
    "banned",
    "spared",
    "told",
    "warned",
    "ordered",
    "rebuked",
];

impl Pronoun<'_> {
    /// Returns the candidate to whom the last sentence before the pronoun has somebody speak, if the quote tells of "I" and of
    /// that other: whoever spoke has no name, or the sentence is the listener's own.
    pub(crate) fn find_listener(&self, candidates: &[Antecedent]) -> Option<Referent> {
        let is_plain = self.scene.is_subject(self.index)
            && self.speech_turn() != SpeechTurn::Addition
            && ReportVoice::tells_of_both(self.scene, self.index);
        let cue = self.told_cue_before().filter(|_| is_plain)?;
        let listener = self.listener_of(cue)?;
        let is_candidate = candidates.iter().any(|one| one.referent == listener);
        let teller = self.referent_of(cue.subject);
        let is_unnamed = teller.is_none_or(|teller| teller.entity().is_none());
        let is_told = self.is_last_sentence(cue.subject);
        (is_candidate && is_told && (is_unnamed || self.leads_sentence(listener, cue)))
            .then_some(listener)
    }

    /// Returns the last cue before the pronoun that no quote holds.
    fn told_cue_before(&self) -> Option<&Cue> {
        let here = self.scene.mentions.get(self.index)?;
        let end = self
            .scene
            .cues
            .partition_point(|cue| cue.token < here.tokens.0);
        let before = self.scene.cues.get(..end)?.iter().rev().take(CUES);
        let is_told = |cue: &&Cue| {
            let token = self.scene.token(cue.token);
            cue.subject != self.index && token.is_some_and(TextToken::is_unquoted)
        };
        before.into_iter().find(is_told)
    }

    /// Returns whom a cue's subject speaks to, if "him" or "her" of the pronoun's gender says so.
    fn listener_of(&self, cue: &Cue) -> Option<Referent> {
        let scene = self.scene;
        let own = scene.mentions.get(self.index)?.singular_gender()?;
        let behind = scene
            .mentions
            .partition_point(|mention| mention.tokens.0 <= cue.token);
        let listener = scene.mentions.get(behind)?;
        let is_told = listener.form == MentionForm::Pronoun
            && listener.tokens.0 == cue.token + 1
            && gender::is_object(&scene.tokens, listener)
            && listener.singular_gender() == Some(own);
        self.referent_of(behind).filter(|_| is_told)
    }

    /// Returns `true` if the first of a cue's sentence is the listener, not whoever speaks: "Ortiz was there when Bell told her".
    fn leads_sentence(&self, listener: Referent, cue: &Cue) -> bool {
        let scene = self.scene;
        let sentence = scene.token(cue.token).map(TextToken::sentence);
        let mut before = (cue.subject.saturating_sub(CUES)..cue.subject).filter(|at| {
            let context = scene.contexts.get(*at);
            scene.token_of(*at).map(TextToken::sentence) == sentence
                && context.is_some_and(|context| context.is_first)
        });
        before.any(|at| self.referent_of(at) == Some(listener))
    }

    /// Returns the candidate by whom somebody was sentenced or warned in the last sentence before the pronoun, if the quote
    /// speaks to "you" and tells of no "I": "Hart was jailed by Judge Bell. “You are a danger,” he said."
    pub(crate) fn find_judge(&self, candidates: &[Antecedent]) -> Option<Referent> {
        let scene = self.scene;
        let is_agent = |one: &&Antecedent| {
            let lead = scene.mentions.get(one.mention).map(|mention| mention.lead);
            let is = |steps, words: &[&str]| {
                lead.and_then(|lead| scene.tokens.before(lead, steps))
                    .is_some_and(|token| token.is_any(words))
            };
            is(1, &["by"]) && is(2, JUDGED) && self.is_last_sentence(one.mention)
        };
        let speaks = scene.is_subject(self.index) && ReportVoice::speaks_to_you(scene, self.index);
        let judge = candidates.iter().find(is_agent).filter(|_| speaks)?;
        Some(judge.referent)
    }
}
