//! Tells how the speech that a pronoun reports goes on from the one before: whose that was, and to whom.

use crate::quotes::model::referent::Referent;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::resolution::antecedents::{Antecedent, Pronoun};

/// The lemmas of cues whose subject was spoken to before.
const ANSWERS: &[&str] = &["reply", "answer", "respond", "retort"];

/// The lemmas of cues whose subject spoke before.
const ADDITIONS: &[&str] = &["add", "continue", "conclude", "go", "finish"];

/// How the speech that a pronoun reports goes on from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SpeechTurn {
    /// It answers: "she replied".
    Answer,
    /// It goes on: "she added".
    Addition,
    /// Its cue does not say.
    Plain,
}

impl SpeechTurn {
    /// Returns the symbol a feature writes for it.
    pub(crate) const fn symbol(self) -> Symbol {
        Symbol::letter(match self {
            Self::Answer => b'r',
            Self::Addition => b'a',
            Self::Plain => b'-',
        })
    }
}

impl Pronoun<'_> {
    /// Returns `true` if a candidate is whose report the last one before the pronoun was, and how long ago.
    pub(crate) fn last_report(&self, candidate: &Antecedent) -> Symbol {
        let scene = self.scene;
        let Some(here) = scene.mentions.get(self.index) else {
            return Symbol::default();
        };
        let end = scene.cues.partition_point(|cue| cue.token < here.tokens.0);
        let last = scene
            .cues
            .get(..end)
            .unwrap_or_default()
            .iter()
            .rev()
            .take(3)
            .find(|cue| cue.subject != self.index);
        let Some(cue) = last else {
            return Symbol::new("-");
        };
        let is_same = self.referent_of(cue.subject) == Some(candidate.referent);
        let paragraph = |at: usize| scene.token(at).map_or(0, |token| token.paragraph);
        let ago = paragraph(here.tokens.0).saturating_sub(paragraph(cue.token));
        Symbol::default()
            .with(if is_same { b'y' } else { b'n' })
            .with(b'0' + u8::try_from(ago.min(3)).unwrap_or_default())
    }

    /// Returns how the cue of the pronoun goes on from the speech before.
    pub(crate) fn speech_turn(&self) -> SpeechTurn {
        let has = |lemmas: &[&str]| {
            let mut cues = self.scene.cues_of(self.index);
            cues.any(|cue| lemmas.iter().any(|lemma| cue.lemma == Symbol::new(lemma)))
        };
        if has(ANSWERS) {
            SpeechTurn::Answer
        } else if has(ADDITIONS) {
            SpeechTurn::Addition
        } else {
            SpeechTurn::Plain
        }
    }

    /// Returns the candidate who was spoken to last, if the pronoun answers: "he asked Ortiz … “…,” she replied".
    pub(crate) fn find_answerer(&self, candidates: &[Antecedent]) -> Option<Referent> {
        let answers = self.speech_turn() == SpeechTurn::Answer;
        let mut referents = candidates.iter().map(|candidate| candidate.referent);
        referents.find(|referent| answers && self.is_addressed_last(*referent))
    }

    /// Returns `true` if the last cue before the pronoun is one of speaking to somebody: "asked Ortiz".
    pub(crate) fn is_addressed_last(&self, referent: Referent) -> bool {
        let scene = self.scene;
        let Some(here) = scene.mentions.get(self.index) else {
            return false;
        };
        let end = scene.cues.partition_point(|cue| cue.token < here.tokens.0);
        let before = scene.cues.get(..end).unwrap_or_default().iter();
        let Some(cue) = before.rev().find(|cue| cue.subject != self.index) else {
            return false;
        };
        let mut behind = (cue.subject + 1..self.index).take(2);
        behind.any(|at| {
            let is_told = scene.mentions.get(at).is_some_and(|mention| {
                mention.lead == cue.token + 1 && !mention.is_quoted && !mention.is_possessive
            });
            is_told && self.referent_of(at) == Some(referent)
        })
    }
}
