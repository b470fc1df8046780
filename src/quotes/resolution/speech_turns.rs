//! Tells how the speech that a pronoun reports goes on from the one before: whose that was, and to whom.

use crate::quotes::model::cue::Cue;
use crate::quotes::model::referent::Referent;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::token::TextToken;
use crate::quotes::model::word_class::Clue;
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
        // "Ortiz says Bell never asked": the last report is that of Ortiz.
        let is_inside = |cue: &&Cue| {
            let subject = scene.mentions.get(cue.subject);
            subject.is_some_and(|subject| {
                self.is_reported_at(subject.lead, self.referent_of(cue.subject))
            })
        };
        let end = scene.cues.partition_point(|cue| cue.token < here.tokens.0);
        let last = scene
            .cues
            .get(..end)
            .unwrap_or_default()
            .iter()
            .rev()
            .take(3)
            .find(|cue| cue.subject != self.index && !is_inside(cue));
        let Some(cue) = last else {
            return Symbol::new("-");
        };
        let is_same = self.referent_of(cue.subject) == Some(candidate.referent);
        let paragraph = |at: usize| scene.token(at).map_or(0, TextToken::paragraph);
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
        if self.speech_turn() != SpeechTurn::Answer {
            return None;
        }
        let mut referents = candidates.iter().map(|candidate| candidate.referent);
        referents
            .find(|referent| self.is_addressed_last(*referent))
            .or_else(|| self.find_other_than_asker(candidates))
    }

    /// Returns the only candidate beside whoever asked last: "Ortiz questioned Bell. “Do you recall it?” Ortiz asked. “I do,”
    /// he replied."
    fn find_other_than_asker(&self, candidates: &[Antecedent]) -> Option<Referent> {
        let cue = self.cue_before()?;
        let asks = self.scene.token(cue.token)?.gives(Clue::Asking);
        let asker = self.referent_of(cue.subject).filter(|_| asks)?;
        let mut others = candidates.iter().filter(|one| one.referent != asker);
        let other = others.next().filter(|_| others.next().is_none())?;
        Some(other.referent)
    }

    /// Returns `true` if the last cue before the pronoun is one of speaking to somebody: "asked Ortiz".
    pub(crate) fn is_addressed_last(&self, referent: Referent) -> bool {
        let scene = self.scene;
        let Some(cue) = self.cue_before() else {
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

    /// Returns `true` if a candidate was last mentioned in what somebody else said of them: "Ortiz said Bell was late".
    pub(crate) fn is_reported_of(&self, candidate: &Antecedent) -> bool {
        let mention = self.scene.mentions.get(candidate.mention);
        mention.is_some_and(|mention| self.is_reported_at(mention.lead, Some(candidate.referent)))
    }

    /// Returns `true` if a speech of `referent` leads to where a candidate was last mentioned.
    pub(crate) fn is_reporter_of(&self, referent: Referent, candidate: &Antecedent) -> bool {
        let Some(mention) = self.scene.mentions.get(candidate.mention) else {
            return false;
        };
        let sentence = |token: usize| self.scene.token(token).map(TextToken::sentence);
        let end = self
            .scene
            .cues
            .partition_point(|cue| cue.token < mention.lead);
        let before = self.scene.cues.get(..end).unwrap_or_default().iter().rev();
        let mut near = before.take_while(|cue| sentence(cue.token) == sentence(mention.lead));
        near.any(|cue| self.referent_of(cue.subject) == Some(referent))
    }

    /// Returns `true` if a speech of anybody but `referent` leads to the token at `at` in its sentence.
    fn is_reported_at(&self, at: usize, referent: Option<Referent>) -> bool {
        let scene = self.scene;
        let sentence = |token: usize| scene.token(token).map(TextToken::sentence);
        let end = scene.cues.partition_point(|cue| cue.token < at);
        let before = scene.cues.get(..end).unwrap_or_default().iter().rev();
        let mut near = before
            .take(3)
            .take_while(|cue| sentence(cue.token) == sentence(at));
        near.any(|cue| {
            let is_speech = scene.token(cue.token).is_some_and(|word| {
                word.gives(Clue::PlainCue)
                    || word.gives(Clue::ClauseCue)
                    || word.gives(Clue::SpeakingCue)
            });
            is_speech && self.referent_of(cue.subject) != referent
        })
    }

    /// Returns whoever spoke last, if the candidate `ahead` was only spoken to and the pronoun does not answer: "Ortiz
    /// told Bell … “…,” he said".
    pub(crate) fn find_teller(
        &self,
        candidates: &[Antecedent],
        ahead: Referent,
    ) -> Option<Referent> {
        let cue = self.cue_before()?;
        let teller = self.referent_of(cue.subject)?;
        // "Ortiz says Bell never asked him": Bell tells nothing.
        let subject = self.scene.mentions.get(cue.subject)?;
        if self.is_reported_at(subject.lead, Some(teller)) {
            return None;
        }
        let is_candidate = candidates.iter().any(|one| one.referent == teller);
        let is_listener = ahead != teller
            && self.speech_turn() != SpeechTurn::Answer
            && self.is_addressed_last(ahead);
        (is_candidate && is_listener).then_some(teller)
    }

    /// Returns the last cue before the pronoun that is another mention's.
    fn cue_before(&self) -> Option<&Cue> {
        let here = self.scene.mentions.get(self.index)?;
        let end = self
            .scene
            .cues
            .partition_point(|cue| cue.token < here.tokens.0);
        let mut before = self.scene.cues.get(..end)?.iter().rev();
        before.find(|cue| cue.subject != self.index)
    }
}
