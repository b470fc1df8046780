//! Finds whose report a reporting word is: its subject or agent, also behind commas, brackets and prepositions.

use super::cues::{Link, Places};
use super::lexicon::Class;
use super::mentions::{Form, Mention, Sort};
use super::symbol::Word;
use super::tokens::{Ending, Kind, Token, Tokens};

/// How far to the left of a cue its subject may stand, in tokens.
pub(super) const REACH: usize = 60;

/// How many words may say what somebody is before the name.
const LONGEST_TITLE: usize = 6;

/// Finds the subjects of cues among the mentions of an article.
pub(super) struct Finder<'a> {
    /// The words.
    pub(super) tokens: &'a Tokens,
    /// Whoever is spoken of.
    pub(super) mentions: &'a [Mention],
    /// Where the mentions begin and end.
    pub(super) places: &'a Places,
}

impl Finder<'_> {
    /// Finds the subject of a cue; `before` is that of the last cue of its sentence.
    pub(super) fn subject(
        &self,
        cue: usize,
        token: &Token,
        before: Option<usize>,
    ) -> Option<(usize, Link)> {
        self.agent(cue)
            .or_else(|| self.inverted(cue))
            .or_else(|| self.to_the_left(cue, token, before))
    }

    /// Says whether two tokens stand in the same sentence.
    pub(super) fn is_same_sentence(&self, one: usize, other: usize) -> bool {
        let sentence = |at: usize| self.tokens.get(at).map(|token| token.sentence);
        sentence(one) == sentence(other)
    }

    /// "according to X", "as described by X".
    fn agent(&self, cue: usize) -> Option<(usize, Link)> {
        let next = self.tokens.after(cue, 1)?;
        let is_agent = next.word == Word::new("by")
            || next.word == Word::new("to") && self.tokens.get(cue)?.word == Word::new("according");
        let subject = is_agent.then(|| self.places.beginning(cue + 2))??;
        Some((self.owner(subject), Link::Agent))
    }

    /// "…," said X, or "Added X: …": the cue stands behind a quote or begins a sentence, and a mention follows it.
    fn inverted(&self, cue: usize) -> Option<(usize, Link)> {
        let is_invertible = !self.tokens.get(cue)?.entry.takes_person;
        let is_placed =
            self.is_behind_quote(cue) || self.begins_sentence(cue) || self.is_trailing(cue);
        let subject = self
            .places
            .beginning(cue + 1)
            .or_else(|| self.titled(cue + 1))?;
        let head = self.tokens.get(self.mentions.get(subject)?.tokens.0)?;
        let owner = self.owner(subject);
        let is_object = head.is(Class::Object) || head.is(Class::Possessive) && owner == subject;
        let is_same_paragraph = head.paragraph == self.tokens.get(cue)?.paragraph;
        (is_invertible && is_placed && is_same_paragraph && !is_object)
            .then_some((owner, Link::Inverted))
    }

    /// Returns the name behind a few words that only say what its bearer is: "said master of ceremonies Ed Bell".
    fn titled(&self, start: usize) -> Option<usize> {
        let is_title = |at: usize| {
            self.tokens.get(at).is_some_and(|token| {
                let fits = matches!(
                    token.entry.class,
                    Class::Unknown | Class::Person | Class::Organisation
                );
                let joins = token.is(Class::Preposition) && at > start;
                token.kind == Kind::Word
                    && !token.is_capital()
                    && token.entry.cue.is_none()
                    && (fits || joins)
            })
        };
        let end = (start..start + LONGEST_TITLE).find(|at| !is_title(*at))?;
        let found = self.places.beginning(end).filter(|_| end > start)?;
        let is_name = self.mentions.get(found)?.form == Form::Name;
        let is_near = self.is_same_sentence(start, end);
        (is_name && is_near).then_some(found)
    }

    /// Says whether a reported clause ends before a cue and a name with nothing to do follows: "…, said Ortiz."
    fn is_trailing(&self, cue: usize) -> bool {
        let is_behind_comma = self
            .tokens
            .before(cue, 1)
            .is_some_and(|token| token.kind == Kind::Comma);
        let Some(subject) = self.places.beginning(cue + 1).filter(|_| is_behind_comma) else {
            return false;
        };
        let Some(mention) = self.mentions.get(self.owner(subject)) else {
            return false;
        };
        let is_somebody = mention.form == Form::Name
            || mention.form == Form::Description && mention.sort == Sort::Person;
        is_somebody
            && self.tokens.after(mention.tokens.1, 1).is_none_or(|next| {
                next.sentence != self.tokens.get(cue).map_or(0, |token| token.sentence)
                    || matches!(next.kind, Kind::Comma | Kind::Stop | Kind::Opening)
                    || next.is(Class::Preposition)
            })
    }

    /// Says whether a quote ends right before a cue, a comma or dash apart at most.
    fn is_behind_quote(&self, cue: usize) -> bool {
        [1, 2].into_iter().any(|steps| {
            self.tokens
                .before(cue, steps)
                .is_some_and(|token| !token.is_told())
                && (1..steps).all(|nearer| {
                    self.tokens
                        .before(cue, nearer)
                        .is_some_and(|token| matches!(token.kind, Kind::Comma | Kind::Dash))
                })
        })
    }

    /// Says whether a cue with a capital opens its sentence and a name follows.
    fn begins_sentence(&self, cue: usize) -> bool {
        let Some(token) = self.tokens.get(cue).filter(|token| token.is_capital()) else {
            return false;
        };
        let is_first = self
            .tokens
            .before(cue, 1)
            .is_none_or(|before| before.sentence != token.sentence);
        is_first
            && token.ending != Ending::Ing
            && self.tokens.after(cue, 1).is_some_and(Token::is_capital)
    }

    /// Returns whom somebody quotes "as saying": the captain in "Ortiz quoted the captain as saying".
    fn cited(&self, at: usize) -> Option<usize> {
        let is_as = self
            .tokens
            .get(at)
            .is_some_and(|token| token.word == Word::new("as"));
        let found = self.places.ending(at.checked_sub(1)?).filter(|_| is_as)?;
        let lead = self.mentions.get(found)?.lead;
        let verb = self.tokens.before(lead, 1)?;
        let cites = [
            "quoted",
            "quotes",
            "quoting",
            "misquoted",
            "cited",
            "cites",
            "citing",
        ];
        verb.is_any(&cites).then_some(found)
    }

    /// Passes over possessives and modifiers to the noun they belong to: "Ortiz's spokesman Ed Bell".
    fn owner(&self, mention: usize) -> usize {
        let mut index = mention;
        while let Some(here) = self.mentions.get(index) {
            let next = self.mentions.get(index + 1);
            let belongs = here.is_modifier || here.is_possessive;
            let adjoins = next.is_some_and(|next| {
                next.lead <= here.tokens.1 + 1
                    && next.tokens.1 > here.tokens.1
                    && next.tokens.0 <= here.tokens.1 + 4
            });
            if !belongs || !adjoins {
                break;
            }
            index += 1;
        }
        index
    }

    fn to_the_left(
        &self,
        cue: usize,
        token: &Token,
        earlier: Option<usize>,
    ) -> Option<(usize, Link)> {
        let mut at = cue;
        for _ in 0..5 {
            let before = self.tokens.before(at, 1)?;
            if before.sentence != token.sentence || !is_skipped(before) {
                break;
            }
            at -= 1;
        }
        let before = self
            .tokens
            .before(at, 1)
            .filter(|before| before.sentence == token.sentence)?;
        if let Some(found) = self.places.ending(at - 1) {
            return self.adjoining(found, cue);
        }
        if is_participle(token)
            && let Some(found) = self.cited(at - 1)
        {
            return Some((found, Link::Direct));
        }
        let shared = |link: Link| {
            earlier
                .or_else(|| self.first_of_clause(cue))
                .map(|found| (found, link))
        };
        match before.kind {
            Kind::Comma | Kind::Dash if is_participle(token) => shared(Link::Participle),
            Kind::Comma | Kind::Dash | Kind::Closing => self.apposed(at - 1, before.kind),
            _ if is_participle(token) => shared(Link::Participle),
            _ if before.is(Class::Conjunction) => shared(Link::Coordinated),
            _ if before.word == Word::new("to") => self
                .first_of_clause(cue)
                .map(|found| (found, Link::Infinitive)),
            _ => self
                .nearest(at, cue, true)
                .or_else(|| self.nearest(at, cue, false))
                .map(|found| (found, Link::Near)),
        }
    }

    fn adjoining(&self, found: usize, cue: usize) -> Option<(usize, Link)> {
        let mention = self.mentions.get(found)?;
        let head = self.tokens.get(mention.tokens.0)?;
        match head.entry.class {
            Class::Relative => Some((found, Link::Relative)),
            // "A person close to her said": what governs her belongs to whoever stands before.
            Class::Object | Class::Possessive if self.is_governed(found) => self
                .nearest(mention.lead, cue, true)
                .map(|found| (found, Link::Headed)),
            Class::Object | Class::Possessive => {
                self.first_of_clause(cue).map(|found| (found, Link::Near))
            }
            _ => match self.governor(found) {
                Some(governor) => Some((governor, Link::Headed)),
                None => Some((found, Link::Direct)),
            },
        }
    }

    /// Returns the noun that a mention hangs on: the spokesman in "a spokesman for Ortiz", the person in "Ana Bell of
    /// Harrow, Kent".
    pub(super) fn governor(&self, found: usize) -> Option<usize> {
        let mention = self.mentions.get(found)?;
        let before = self.tokens.before(mention.lead, 1)?;
        if before.kind == Kind::Comma && mention.form == Form::Name && mention.sort != Sort::Person
        {
            let place = self.places.ending(mention.lead.checked_sub(2)?)?;
            let is_place = self.mentions.get(place)?.form == Form::Name;
            let governor = self.governor(place).filter(|_| is_place)?;
            let is_name = self.mentions.get(governor)?.form == Form::Name;
            return is_name.then_some(governor);
        }
        if !before.is(Class::Preposition) || !self.is_same_sentence(mention.lead - 1, mention.lead)
        {
            return None;
        }
        let next = self.places.ending(mention.lead.checked_sub(2)?)?;
        let is_told = self.mentions.get(next)?.is_quoted == mention.is_quoted;
        let is_same = self.is_same_sentence(self.mentions.get(next)?.tokens.1, mention.lead);
        if !is_told || !is_same {
            return None;
        }
        if self.is_governed(next) {
            return self.governor(next);
        }
        Some(next)
    }

    pub(super) fn is_governed(&self, mention: usize) -> bool {
        self.mentions.get(mention).is_some_and(|mention| {
            self.tokens.before(mention.lead, 1).is_some_and(|before| {
                before.is(Class::Preposition)
                    && self.is_same_sentence(mention.lead - 1, mention.lead)
            })
        })
    }

    /// Returns the first mention of the cue's sentence that no preposition governs.
    fn first_of_clause(&self, cue: usize) -> Option<usize> {
        let sentence = self.tokens.get(cue)?.sentence;
        let mut first = None;
        for at in (cue.saturating_sub(REACH)..cue).rev() {
            let token = self.tokens.get(at)?;
            if token.sentence != sentence {
                break;
            }
            let Some(found) = self.places.ending(at) else {
                continue;
            };
            let Some(mention) = self.mentions.get(found) else {
                continue;
            };
            let governed = self
                .tokens
                .before(mention.lead, 1)
                .is_some_and(|before| before.sentence == sentence && before.is(Class::Preposition));
            if !governed && !mention.is_modifier && !mention.is_possessive && !mention.is_quoted {
                first = Some(found);
            }
        }
        first
    }

    /// Returns the nearest mention before `from`; `is_free` asks for one that no preposition governs.
    pub(super) fn nearest(&self, from: usize, cue: usize, is_free: bool) -> Option<usize> {
        (from.saturating_sub(REACH)..from)
            .rev()
            .take_while(|at| self.is_same_sentence(*at, cue))
            .filter_map(|at| self.places.ending(at))
            .find(|found| {
                let is_told = self
                    .mentions
                    .get(*found)
                    .is_some_and(|mention| !mention.is_quoted);
                is_told && !(is_free && self.is_governed(*found))
            })
    }
}

/// Says whether a word may stand between a subject and its verb.
fn is_skipped(token: &Token) -> bool {
    matches!(
        token.entry.class,
        Class::Adverb | Class::Auxiliary | Class::Reflexive
    ) || token.ending == Ending::Ly
}

fn is_participle(token: &Token) -> bool {
    token.ending == Ending::Ing
}
