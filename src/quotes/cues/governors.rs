//! Finds the noun that a mention depends on: the spokesman in "a spokesman for Ortiz said".

use crate::quotes::cues::subjects::{SubjectFinder, is_participle};
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::token::{TokenKind, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass};

/// The most nouns between two prepositions: "with long ties to".
const MOST_NOUNS: usize = 3;

/// The most words of a clause with "who" before its last noun.
const MOST_CLAUSE_WORDS: usize = 8;

impl SubjectFinder<'_> {
    /// Returns the noun that a mention depends on: the spokesman in "a spokesman for Ortiz", the person in "Ana Bell of
    /// Harrow, Kent".
    pub(crate) fn find_governor(&self, found: usize) -> Option<usize> {
        let mention = self.mentions.get(found)?;
        let before = self.tokens.before(mention.lead, 1)?;
        if before.kind == TokenKind::Comma
            && mention.form == MentionForm::Name
            && mention.sort != MentionSort::Person
        {
            let place = self.places.ending_at(mention.lead.checked_sub(2)?)?;
            let is_place = self.mentions.get(place)?.form == MentionForm::Name;
            let governor = self.find_governor(place).filter(|_| is_place)?;
            let is_name = self.mentions.get(governor)?.form == MentionForm::Name;
            return is_name.then_some(governor);
        }
        let start = self.start_of_phrase(mention);
        let preposition = self.tokens.before(start, 1)?;
        if !preposition.has_class(WordClass::Preposition)
            || !self.is_same_sentence(start - 1, mention.lead)
        {
            return None;
        }
        let end = start.checked_sub(2)?;
        let next = self
            .places
            .ending_at(end)
            .or_else(|| self.before_participle(end))
            .or_else(|| self.before_nouns(end))
            .or_else(|| self.before_adjective(end))?;
        let is_unquoted = self.mentions.get(next)?.is_quoted == mention.is_quoted;
        let is_same = self.is_same_sentence(self.mentions.get(next)?.tokens.1, mention.lead);
        if !is_unquoted || !is_same {
            return None;
        }
        if self.is_governed(next) {
            return self.find_governor(next).or(Some(next));
        }
        Some(next)
    }

    /// Returns the first token of the phrase that a mention ends: with the possessor of "the county's Harbour Board", and
    /// with "both".
    fn start_of_phrase(&self, mention: &Mention) -> usize {
        let start = mention.lead;
        let before = start.checked_sub(1);
        let owner = before
            .and_then(|at| self.places.ending_at(at))
            .and_then(|owner| self.mentions.get(owner))
            .filter(|owner| owner.is_possessive && owner.is_quoted == mention.is_quoted);
        let is_determiner = self
            .tokens
            .before(start, 1)
            .is_some_and(|token| token.has_class(WordClass::Determiner));
        match owner {
            Some(owner) => owner.lead,
            None if is_determiner => start - 1,
            None => start,
        }
    }

    /// Returns whoever a preposition and plain nouns tell of: "a councillor with long ties to Ortiz said".
    fn before_nouns(&self, end: usize) -> Option<usize> {
        let is_noun = |at: usize| {
            self.tokens.get(at).is_some_and(|token| {
                let is_small = token.kind == TokenKind::Word && !token.is_capital();
                // "The head of nursing at the clinic": behind "of" it is a noun.
                let is_gerund = || {
                    let of = self.tokens.before(at, 1);
                    token.ending == WordEnding::Ing && of.is_some_and(|of| of.is_any(&["of"]))
                };
                let is_verb = matches!(token.ending, WordEnding::Ed | WordEnding::Ing)
                    || token.entry.cue.is_some()
                    || token.gives(Clue::Past);
                let is_verb = is_verb && !is_gerund();
                let fits = token.has_class(WordClass::Unknown)
                    || token.has_class(WordClass::Determiner)
                    || token.has_class(WordClass::Document);
                token.is_unquoted() && is_small && fits && !is_verb
            })
        };
        let nouns =
            (0..=MOST_NOUNS).take_while(|steps| end.checked_sub(*steps).is_some_and(is_noun));
        let joiner = end.checked_sub(nouns.count())?;
        let is_with = self.tokens.get(joiner)?.is_any(&["with", "of"]);
        let found = self.places.ending_at(joiner.checked_sub(1)?)?;
        let mention = self.mentions.get(found)?;
        let is_somebody = matches!(
            mention.sort,
            MentionSort::Person | MentionSort::Organisation
        );
        (is_with && joiner < end && is_somebody && !mention.is_possessive).then_some(found)
    }

    /// Returns whoever a clause with "who" tells of that ends with a mention: "an aide who saw the memo said".
    pub(crate) fn find_told_of(&self, found: usize) -> Option<usize> {
        let object = self.mentions.get(found)?;
        let is_governed = self.is_governed(found);
        let is_thing =
            object.form == MentionForm::Description && object.sort != MentionSort::Person;
        if !is_governed && !is_thing {
            return None;
        }
        let is_near = |at: &usize| {
            self.tokens.get(*at).is_some_and(|token| {
                // "The man who said the clerk read it": what somebody says has a subject of its own.
                token.kind == TokenKind::Word
                    && token.is_unquoted()
                    && !token.gives(Clue::ClauseCue)
            }) && self.is_same_sentence(*at, object.lead)
        };
        let first = object.lead.saturating_sub(MOST_CLAUSE_WORDS);
        let who = (first..object.lead).rev().take_while(is_near).find(|at| {
            let token = self.tokens.get(*at);
            token.is_some_and(|token| token.is_any(&["who"]))
        })?;
        let described = self.places.ending_at(who.checked_sub(1)?)?;
        let mention = self.mentions.get(described)?;
        let is_somebody = mention.sort == MentionSort::Person && !mention.is_possessive;
        (is_somebody && who + 1 < object.lead && !self.is_governed(described)).then_some(described)
    }

    /// Returns whoever a preposition and a number tell of before the token `end`: "a girl of 12", "a man in row 14".
    pub(crate) fn find_numbered(&self, end: usize) -> Option<usize> {
        let number = end.checked_sub(1)?;
        let is_small = |at: usize| {
            self.tokens.get(at).is_some_and(|token| {
                let is_noun = token.has_class(WordClass::Unknown) && token.entry.cue.is_none();
                let is_small = token.kind == TokenKind::Word && !token.is_capital();
                // "A man in his 40s".
                is_small && (is_noun || token.has_class(WordClass::Possessive))
            })
        };
        let noun = number.checked_sub(1)?;
        let joiner = noun.checked_sub(usize::from(is_small(noun)))?;
        let found = self.places.ending_at(joiner.checked_sub(1)?)?;
        let mention = self.mentions.get(found)?;
        let is_joined = self.tokens.get(number)?.kind == TokenKind::Number
            && self
                .tokens
                .get(joiner)?
                .is_any(&["in", "of", "on", "at", "from"])
            && self.is_same_sentence(joiner - 1, end);
        let is_somebody = mention.sort == MentionSort::Person && !mention.is_possessive;
        (is_joined && is_somebody && !mention.is_quoted && !self.is_governed(found))
            .then_some(found)
    }

    /// Returns whoever a participle tells of: "another source speaking to Heron Radio said".
    fn before_participle(&self, at: usize) -> Option<usize> {
        let token = self.tokens.get(at).filter(|token| is_participle(token))?;
        let found = self.places.ending_at(at.checked_sub(1)?)?;
        let mention = self.mentions.get(found)?;
        let is_somebody = mention.form == MentionForm::Description && !mention.is_possessive;
        (is_somebody && token.is_unquoted()).then_some(found)
    }

    /// Returns whoever an adjective and a preposition tell of: "a source close to the pair said".
    fn before_adjective(&self, at: usize) -> Option<usize> {
        let token = self.tokens.get(at)?;
        let is_verb = matches!(
            token.ending,
            WordEnding::Ed | WordEnding::Ing | WordEnding::S | WordEnding::Ly
        ) || token.entry.cue.is_some()
            || token.gives(Clue::Past);
        let is_adjective = token.kind == TokenKind::Word
            && token.has_class(WordClass::Unknown)
            && token.is_unquoted()
            && !token.is_capital()
            && !is_verb;
        let found = self.places.ending_at(at.checked_sub(1)?)?;
        let mention = self.mentions.get(found)?;
        let is_somebody = mention.form == MentionForm::Description
            && mention.sort == MentionSort::Person
            && !mention.is_possessive;
        (is_adjective && is_somebody).then_some(found)
    }

    pub(crate) fn is_governed(&self, mention: usize) -> bool {
        self.mentions.get(mention).is_some_and(|mention| {
            // "With her son Jack": what governs the possessor governs the whole.
            let is_owned = self
                .tokens
                .before(mention.lead, 1)
                .is_some_and(|before| before.has_class(WordClass::Possessive));
            let steps = 1 + usize::from(is_owned);
            self.tokens
                .before(mention.lead, steps)
                .is_some_and(|before| {
                    before.has_class(WordClass::Preposition)
                        && self.is_same_sentence(mention.lead - 1, mention.lead)
                })
        })
    }
}
