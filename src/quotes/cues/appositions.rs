//! Finds the subject of a cue behind a parenthesis: between commas, dashes or brackets.

use crate::quotes::cues::subjects::REACH;
use crate::quotes::cues::subjects::SubjectFinder;
use crate::quotes::model::cue::CueLink;
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::model::word_class::{Clue, WordClass};

/// The most tokens of a list of those whom somebody is with.
const LONGEST_COMPANY: usize = 12;

/// The most words of what somebody owns, from "whose" on.
const LONGEST_THING: usize = 6;

impl SubjectFinder<'_> {
    /// Finds the mention before the parenthesis that ends at the token `close`.
    pub(crate) fn subject_before_parenthesis(
        &self,
        close: usize,
        kind: TokenKind,
    ) -> Option<(usize, CueLink)> {
        if kind == TokenKind::Comma
            && let Some(found) = self.name_before_brackets(close)
        {
            return Some((found, CueLink::Apposed));
        }
        // Commas and dashes open as they close; brackets do not.
        let opening = if kind == TokenKind::Closing {
            TokenKind::Opening
        } else {
            kind
        };
        let mut fallback = None;
        for at in self.openings_before(close, opening) {
            if let Some(named) = self.named_between(at, close) {
                return Some((named, CueLink::Apposed));
            }
            let Some((found, is_sure)) = self.subject_at_opening(at) else {
                continue;
            };
            if is_sure {
                return Some((found, CueLink::Apposed));
            }
            fallback = fallback.or(Some((found, CueLink::Apposed)));
        }
        fallback.or_else(|| {
            self.nearest_mention(close, close, false)
                .map(|found| (found, CueLink::Near))
        })
    }

    /// Returns the tokens of a kind before the token `close` in its sentence, the nearest first.
    fn openings_before(&self, close: usize, kind: TokenKind) -> impl Iterator<Item = usize> {
        let near = (close.saturating_sub(REACH)..close).rev();
        near.take_while(move |at| self.is_same_sentence(*at, close))
            .filter(move |at| {
                let token = self.tokens.get(*at);
                *at > 0 && token.is_some_and(|token| token.kind == kind)
            })
    }

    /// Returns whoever may be the subject before a parenthesis that opens at the token `at`, and whether that is sure.
    fn subject_at_opening(&self, at: usize) -> Option<(usize, bool)> {
        let found = self.ending_before(at)?;
        if let Some(owner) = self.owner_of_clause(found) {
            return Some((owner, true));
        }
        // "A spokesman for Ortiz, who is ill, said": the spokesman said it.
        let found = self.find_governor(found).unwrap_or(found);
        Some((found, self.is_free_name(found, at)))
    }

    /// Returns whoever owns what a name between commas is that of: "Bell, whose boat, the Ada,".
    fn owner_of_clause(&self, found: usize) -> Option<usize> {
        let comma = self.mentions.get(found)?.lead.checked_sub(1)?;
        self.tokens
            .get(comma)
            .filter(|token| token.kind == TokenKind::Comma)?;
        let is_noun = |at: &usize| {
            let token = self.tokens.get(*at);
            token.is_some_and(|token| token.kind == TokenKind::Word && token.is_unquoted())
        };
        let first = comma.saturating_sub(LONGEST_THING);
        let inside = (first..comma).rev().take_while(is_noun);
        let whose = inside
            .filter(|at| {
                let token = self.tokens.get(*at);
                token.is_some_and(|token| token.is_any(&["whose"]))
            })
            .last()?;
        let owner = self.places.ending_at(whose.checked_sub(2)?)?;
        let comma = self.tokens.get(whose - 1)?;
        let mention = self.mentions.get(owner)?;
        let is_whole = !mention.is_possessive && !mention.is_quoted && !self.is_governed(owner);
        (comma.kind == TokenKind::Comma && is_whole).then_some(owner)
    }

    /// Returns `true` for a name that is no part of another phrase before the token `end`.
    fn is_free_name(&self, found: usize, end: usize) -> bool {
        let mention = self.mentions.get(found);
        mention.is_some_and(|mention| mention.form == MentionForm::Name)
            && !self.is_governed(found)
            && !self.is_in_relative_clause(found, end)
            && !self.is_last_of_company(found)
    }

    /// Returns `true` for the last of those whom "with" begins to list: "with sons Josh, 9, and Ben".
    fn is_last_of_company(&self, found: usize) -> bool {
        let Some(lead) = self.mentions.get(found).map(|mention| mention.lead) else {
            return false;
        };
        let is_and = self
            .tokens
            .before(lead, 1)
            .is_some_and(|token| token.is_any(&["and"]));
        // A list of names, ages and the noun for what they are; no verb is in it.
        let is_part = |token: &&TextToken| {
            matches!(token.kind, TokenKind::Comma | TokenKind::Number)
                || token.kind == TokenKind::Word
                    && (token.is_capital() || token.has_class(WordClass::Person))
        };
        let list = (2..=LONGEST_COMPANY)
            .map_while(|steps| self.tokens.before(lead, steps).filter(is_part));
        let parts: Vec<_> = list.collect();
        let with = self.tokens.before(lead, parts.len() + 2);
        let has_age = parts.iter().any(|token| token.kind == TokenKind::Number);
        is_and
            && has_age
            && with.is_some_and(|with| {
                with.is_any(&["with"]) && self.is_same_sentence(lead - parts.len() - 2, lead)
            })
    }

    /// Returns `true` if a clause that a comma and "who" begin leads to a mention: "Ruiz, who heads the Harbour Panel,
    /// which".
    fn is_in_relative_clause(&self, found: usize, end: usize) -> bool {
        let Some(name) = self.mentions.get(found) else {
            return false;
        };
        let before = (name.lead.saturating_sub(REACH)..name.lead)
            .rev()
            .filter_map(|at| self.tokens.get(at));
        let clause = before.take_while(|token| {
            let sentence = self.tokens.get(end).map(TextToken::sentence);
            token.kind != TokenKind::Comma && Some(token.sentence()) == sentence
        });
        clause
            .into_iter()
            .any(|token| token.has_class(WordClass::Relative))
    }

    /// Returns the name before a parenthesis in brackets that ends before the token `at`: "Bell (R-Ohio),".
    fn name_before_brackets(&self, at: usize) -> Option<usize> {
        let last = at.checked_sub(1)?;
        self.tokens
            .get(last)
            .filter(|token| token.kind == TokenKind::Closing)?;
        let found = self.ending_before(at)?;
        let is_name = self.mentions.get(found)?.form == MentionForm::Name;
        (is_name && !self.is_governed(found)).then_some(found)
    }

    /// Returns the mention that ends before the token `at`, also with a parenthesis between: "Bell (R-Ohio),".
    fn ending_before(&self, at: usize) -> Option<usize> {
        let last = at.checked_sub(1)?;
        if self.tokens.get(last)?.kind != TokenKind::Closing {
            return self.places.ending_at(last);
        }
        let opening = (last.saturating_sub(8)..last).rev().find(|at| {
            self.tokens
                .get(*at)
                .is_some_and(|token| token.kind == TokenKind::Opening)
        })?;
        self.places.ending_at(opening.checked_sub(1)?)
    }

    /// Returns `true` for one word behind "the", as an office with a capital is written: "The Mayor".
    fn is_office_with_article(&self, mention: &Mention) -> bool {
        let first = self.tokens.get(mention.lead);
        let is_article = first.is_some_and(|token| token.gives(Clue::Article));
        is_article || {
            let before = self.tokens.before(mention.lead, 1);
            before.is_some_and(|token| token.gives(Clue::Article))
        }
    }

    /// Returns the name that is all there is between two commas, behind a description: "his wife, Ana Bell,".
    fn named_between(&self, open: usize, close: usize) -> Option<usize> {
        let last = self.places.ending_at(open.checked_sub(1)?)?;
        // "The director of nursing at the hospital, Ana Bell, said": the name is the director's.
        let is_body = self.mentions.get(last)?.sort == MentionSort::Organisation;
        let found = self.places.beginning_at(open + 1)?;
        let name = self.mentions.get(found)?;
        let is_given = || {
            let first = self.tokens.get(name.tokens.0);
            first.is_some_and(|first| first.entry.given.is_some())
        };
        // "The mayor, Mr Bell, said".
        let is_titled = name.lead < name.tokens.0;
        let holder = self
            .find_governor(last)
            .filter(|_| is_body && (is_titled || is_given()));
        let described = self.mentions.get(holder.unwrap_or(last))?;
        let is_whole = name.tokens.1 > name.tokens.0 || is_given() || is_titled;
        // "The mayor, Ann Bell (R-Ohio), said".
        let fills = self.ending_before(close) == Some(found) && is_whole;
        let is_person = matches!(name.sort, MentionSort::Person | MentionSort::Unknown);
        let may_be_named = !matches!(
            described.sort,
            MentionSort::Organisation | MentionSort::Document
        );
        let is_described = described.form == MentionForm::Description
            // An office with a capital is no name: "The Mayor, Mr Bell, said".
            || (is_titled || is_given()) && self.is_office_with_article(described);
        (is_described && may_be_named && name.form == MentionForm::Name && fills && is_person)
            .then_some(found)
    }
}
