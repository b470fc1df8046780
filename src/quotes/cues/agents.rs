//! Finds the subject of a cue where it is an agent or the object of another verb.

use crate::quotes::cues::subjects::{SubjectFinder, is_participle};
use crate::quotes::model::cue::CueLink;
use crate::quotes::model::mention::MentionForm;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::model::word_class::{Clue, WordClass};

/// How many words may be between a passive cue and the quote that it reports.
const LONGEST_LEAD: usize = 4;

/// How many tokens a quote may have for its agent to follow.
const LONGEST_QUOTE: usize = 40;

/// Verbs of somebody who gets in touch in order to say something.
const MESSAGES: &[&str] = &[
    "messaged",
    "texted",
    "emailed",
    "e-mailed",
    "phoned",
    "telephoned",
    "rang",
    "called",
    "contacted",
];

impl SubjectFinder<'_> {
    /// "according to X", "as described by X", "called '…' by X".
    pub(crate) fn find_agent(&self, cue: usize) -> Option<(usize, CueLink)> {
        let next = self.tokens.after(cue, 1)?;
        let is_agent = next.word.is_of("by")
            || next.word.is_of("to") && self.tokens.get(cue)?.word.is_of("according");
        let start = if is_agent {
            cue + 2
        } else {
            self.agent_behind_quote(cue)?
        };
        let subject = self
            .find_name_of_two_words(start)
            .or_else(|| self.places.beginning_at(start))?;
        Some((self.phrase_owner(subject), CueLink::Agent))
    }

    /// Returns the name behind two small words or more that say what its bearer is: "according to union rep Ed Bell".
    fn find_name_of_two_words(&self, start: usize) -> Option<usize> {
        let is_small = |at: usize| {
            let token = self.tokens.get(at);
            token.is_some_and(|token| token.kind == TokenKind::Word && !token.is_capital())
        };
        let is_somebody = |at: usize| {
            let token = self.tokens.get(at);
            token.is_some_and(|token| {
                token.has_class(WordClass::Person) || token.has_class(WordClass::Title)
            })
        };
        let found = self.find_titled_name(start)?;
        let lead = self.mentions.get(found)?.tokens.0;
        let noun = lead.checked_sub(1)?;
        (is_small(start) && noun > start && is_small(noun) && is_somebody(noun)).then_some(found)
    }

    /// Returns the token behind the "by" that follows the quote of a passive cue: "was called '…' by Ortiz".
    fn agent_behind_quote(&self, cue: usize) -> Option<usize> {
        if !self.is_passive(cue) {
            return None;
        }
        let is_lead = |at: &usize| {
            self.tokens.get(*at).is_some_and(|token| {
                let is_small = token.kind == TokenKind::Word && token.entry.cue.is_none();
                let leads = token.has_class(WordClass::Preposition)
                    || token.has_class(WordClass::Determiner)
                    || token.is_any(&["as"]);
                token.is_unquoted() && is_small && (leads || token.is_plain_word())
            })
        };
        let first = cue + 1;
        let lead = (first..first + LONGEST_LEAD).take_while(is_lead).count();
        let region = self.tokens.after(cue, lead + 1)?.region()?;
        let start = first + lead;
        let is_quoted = |at: &usize| {
            let token = self.tokens.get(*at);
            token.is_some_and(|token| token.region() == Some(region))
        };
        let length = (start..start + LONGEST_QUOTE).take_while(is_quoted).count();
        let by = self.tokens.after(cue, lead + 1 + length)?;
        let is_agent = by.is_unquoted() && by.word.is_of("by");
        (is_agent && self.is_same_sentence(cue, start + length)).then_some(start + length + 1)
    }

    /// Returns `true` if a cue is a participle without a subject of its own: "was called", "The plan, dubbed".
    fn is_passive(&self, cue: usize) -> bool {
        let Some(token) = self.tokens.get(cue) else {
            return false;
        };
        let may_be = token.entry.takes_person && !is_participle(token);
        let before = (1..=3)
            .map_while(|steps| self.tokens.before(cue, steps))
            .find(|before| !before.has_class(WordClass::Adverb));
        may_be
            && before.is_some_and(|before| {
                before.kind == TokenKind::Comma || before.gives(Clue::Passive)
            })
    }

    /// Returns `true` if the verb from the token `start` to the cue is passive: "was told", "has been called".
    pub(crate) fn is_passive_verb(&self, start: usize, cue: usize) -> bool {
        let mut auxiliaries = (start..cue).filter_map(|at| self.tokens.get(at));
        let last = auxiliaries.rfind(|token| token.has_class(WordClass::Auxiliary));
        let is_finite = self.tokens.get(cue).is_some_and(|cue| !is_participle(cue));
        is_finite && last.is_some_and(|last| last.gives(Clue::Passive))
    }

    /// Returns the object of another verb that is the subject of the cue whose verb begins at the token `at`: the captain
    /// in "Ortiz quoted the captain as saying", "accused the captain of saying", "only for the captain to say".
    pub(crate) fn find_object_that_speaks(&self, at: usize, cue: &TextToken) -> Option<usize> {
        let joiner = at.checked_sub(1)?;
        let word = self.tokens.get(joiner)?;
        let found = self.places.ending_at(joiner.checked_sub(1)?)?;
        let mention = self.mentions.get(found)?;
        let verb = self.tokens.before(mention.lead, 1)?;
        let is_same = verb.sentence() == word.sentence() && !mention.is_possessive;
        let is_accused = || {
            let is_somebody = mention.form != MentionForm::Pronoun;
            verb.entry.takes_person && is_somebody && word.is_any(&["of", "for"])
        };
        let is_telling = cue.gives(Clue::PlainCue) || cue.gives(Clue::NamingCue);
        let speaks = if is_participle(cue) {
            word.is_any(&["as"]) && verb.gives(Clue::Citing) || is_telling && is_accused()
        } else {
            word.is_any(&["to"]) && verb.is_any(&["for"])
        };
        (is_same && speaks).then_some(found)
    }

    /// Returns the subject of the verb before the infinitive whose "to" is the token `to`: "her father used to say",
    /// "Ortiz went on to say".
    pub(crate) fn find_infinitive_subject(&self, to: usize) -> Option<usize> {
        let is_verb = |at: usize| {
            self.tokens.get(at).is_some_and(|token| {
                let fits = matches!(
                    token.class,
                    WordClass::Unknown
                        | WordClass::Auxiliary
                        | WordClass::Adverb
                        | WordClass::Reflexive
                ) || token.is_any(&["on"]);
                token.kind == TokenKind::Word && token.is_unquoted() && !token.is_capital() && fits
            })
        };
        let to = self.find_message(to).unwrap_or(to);
        let end = (1..=LONGEST_LEAD)
            .filter_map(|steps| to.checked_sub(steps))
            .find(|at| !is_verb(*at) || self.places.ending_at(*at).is_some())?;
        let found = self.places.ending_at(end).filter(|_| end + 1 < to)?;
        let mention = self.mentions.get(found)?;
        let is_free = !mention.is_possessive && !mention.is_quoted && !self.is_governed(found);
        (is_free && self.is_same_sentence(end, to)).then_some(found)
    }

    /// Returns the token behind the verb of a message whose addressee is before the "to" of an infinitive: "messaged a friend to
    /// say".
    fn find_message(&self, to: usize) -> Option<usize> {
        let friend = self
            .mentions
            .get(self.places.ending_at(to.checked_sub(1)?)?)?;
        let verb = friend.lead.checked_sub(1)?;
        let is_message = self.tokens.get(verb)?.is_any(MESSAGES);
        (is_message && self.is_same_sentence(verb, to)).then_some(friend.lead)
    }

    /// Returns the spokesman in "a spokesman for Ortiz and Bell said", where `found` is Bell.
    pub(crate) fn find_shared_governor(&self, found: usize) -> Option<usize> {
        let lead = self.mentions.get(found)?.lead;
        let is_and = self.tokens.before(lead, 1)?.is_any(&["and"]);
        let first = self
            .places
            .ending_at(lead.checked_sub(2)?)
            .filter(|_| is_and)?;
        let joiner = self.tokens.before(self.mentions.get(first)?.lead, 1)?;
        let governor = self
            .find_governor(first)
            .filter(|_| joiner.is_any(&["for"]))?;
        let mention = self.mentions.get(governor)?;
        (mention.form == MentionForm::Description).then_some(governor)
    }

    /// Returns `true` if brackets that close between a mention and the token `end` hold the mention: "(Ortiz called it
    /// …), Bell said".
    pub(crate) fn is_in_closed_brackets(&self, found: usize, end: usize) -> bool {
        let Some(mention) = self.mentions.get(found) else {
            return false;
        };
        let mut depth = 0_usize;
        for token in (mention.tokens.1..end).filter_map(|at| self.tokens.get(at)) {
            match token.kind {
                TokenKind::Opening => depth += 1,
                TokenKind::Closing if depth == 0 => return true,
                TokenKind::Closing => depth -= 1,
                TokenKind::Word
                | TokenKind::Number
                | TokenKind::Comma
                | TokenKind::Stop
                | TokenKind::Colon
                | TokenKind::Semicolon
                | TokenKind::Dash
                | TokenKind::Other => {}
            }
        }
        false
    }
}
