//! Finds the subject of a cue that is not beside it, in the cue's clause.

use crate::quotes::cues::subjects::{CueToken, REACH, SubjectFinder};
use crate::quotes::model::mention::{MentionForm, MentionSort};
use crate::quotes::model::token::{TokenKind, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass};

impl SubjectFinder<'_> {
    /// Returns the first mention of the cue's sentence that no preposition governs.
    pub(crate) fn first_of_clause(&self, cue: usize) -> Option<usize> {
        let sentence = self.tokens.get(cue)?.sentence();
        let mut first = None;
        for at in (self.start_of_main_clause(cue)..cue).rev() {
            let token = self.tokens.get(at)?;
            if token.sentence() != sentence {
                break;
            }
            // "After the fire (Ortiz called it …), Bell angered many by saying": the brackets are a clause of their own.
            if token.kind == TokenKind::Closing && first.is_some() {
                break;
            }
            let Some(found) = self.places.ending_at(at) else {
                continue;
            };
            let Some(mention) = self.mentions.get(found) else {
                continue;
            };
            let governed = self.tokens.before(mention.lead, 1).is_some_and(|before| {
                before.sentence() == sentence && before.has_class(WordClass::Preposition)
            });
            if !governed && !mention.is_modifier && !mention.is_possessive && !mention.is_quoted {
                first = Some(found);
            }
        }
        first
    }

    /// Returns the first token that may be of the clause of a cue: behind the comma, or at the "I", where the sentence
    /// begins with "when" and its like.
    fn start_of_main_clause(&self, cue: usize) -> usize {
        let earliest = cue.saturating_sub(REACH);
        let start = (earliest..cue)
            .find(|at| self.is_same_sentence(*at, cue))
            .unwrap_or(earliest);
        let token = |at: usize| self.tokens.get(at);
        if !token(start).is_some_and(|first| first.has_class(WordClass::Subordinator)) {
            return earliest;
        }
        let is_comma = |at: &usize| {
            token(*at).is_some_and(|token| token.kind == TokenKind::Comma && token.is_unquoted())
        };
        let is_subject =
            |at: &usize| token(*at).is_some_and(|token| token.has_class(WordClass::Subject));
        let comma = (start..cue.saturating_sub(1)).find(is_comma);
        comma
            .or_else(|| (start + 2..cue).find(is_subject))
            .unwrap_or(earliest)
    }

    /// Returns the several people nearest before a participle of crying out: "with many marchers and spectators
    /// chanting".
    pub(crate) fn find_crowd(&self, cue: CueToken) -> Option<usize> {
        if !cue.token.gives(Clue::Cry) {
            return None;
        }
        let is_several = |found: &usize| {
            let mention = self.mentions.get(*found);
            mention.is_some_and(|mention| {
                let noun = self.tokens.get(mention.tokens.1);
                let is_plural = noun
                    .is_some_and(|noun| noun.ending == WordEnding::S || noun.gives(Clue::Plural));
                let is_group = is_plural || mention.sort == MentionSort::Organisation;
                mention.form == MentionForm::Description
                    && is_group
                    && mention.sort != MentionSort::Document
                    && !mention.is_possessive
                    && !mention.is_quoted
            })
        };
        let is_near = |at: &usize| self.is_same_sentence(*at, cue.index);
        let before = (cue.index.saturating_sub(REACH)..cue.index).rev();
        before
            .take_while(is_near)
            .filter_map(|at| self.places.ending_at(at))
            .find(|found| is_several(found) && self.may_cry(*found, cue.index))
    }

    /// Returns `true` if a mention may be the subject of a participle: not whom somebody was "led away by" or told.
    fn may_cry(&self, found: usize, cue: usize) -> bool {
        let Some(mention) = self.mentions.get(found) else {
            return false;
        };
        let before = |at: usize| self.tokens.before(at, 1);
        // What governs "officers" governs both of "by officers and guards".
        let joined = before(mention.lead)
            .filter(|word| word.has_class(WordClass::Conjunction))
            .and_then(|_| self.places.ending_at(mention.lead.checked_sub(2)?));
        let first = joined.unwrap_or(found);
        if self.is_governed(first) {
            let lead = self.mentions.get(first).map(|mention| mention.lead);
            let is_beside = lead
                .and_then(before)
                .is_some_and(|word| word.is_any(&["with"]));
            return is_beside && mention.tokens.1 + 1 == cue;
        }
        let next = self.tokens.after(mention.tokens.1, 1);
        next.is_some_and(|next| {
            let is_of_clause = matches!(next.class, WordClass::Subject | WordClass::That);
            next.kind == TokenKind::Word && !is_of_clause
        })
    }

    /// Returns the nearest mention before `from`; `is_free` asks for one that no preposition governs.
    pub(crate) fn nearest_mention(&self, from: usize, cue: usize, is_free: bool) -> Option<usize> {
        (from.saturating_sub(REACH)..from)
            .rev()
            .take_while(|at| self.is_same_sentence(*at, cue))
            .filter_map(|at| self.places.ending_at(at))
            .find(|found| {
                let is_unquoted = self
                    .mentions
                    .get(*found)
                    .is_some_and(|mention| !mention.is_quoted);
                is_unquoted && !(is_free && self.is_governed(*found))
            })
    }
}
