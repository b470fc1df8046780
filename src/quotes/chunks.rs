//! Cuts noun phrases out of the tokens and makes mentions of them.

use super::lexicon::{Class, Clue};
use super::mentions::Written;
use super::symbol::Word;
use super::tokens::{Case, Ending, Kind, Token, Tokens};

/// No verb follows one of these at once.
pub(super) const ARTICLES: &[&str] = &["the", "a", "an"];

/// A noun phrase: determiners, then content words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chunk {
    /// The first token.
    pub(super) start: usize,
    /// The token after the last.
    pub(super) end: usize,
    /// Whether it begins with a determiner or a possessive.
    pub(super) determined: bool,
}

/// Returns the noun phrase that begins at the token `start`; an empty one where none does.
pub(super) fn at(tokens: &Tokens, start: usize, written: &Written) -> Chunk {
    let mut chunk = Chunk {
        start,
        end: start,
        determined: false,
    };
    while let Some(token) = tokens.get(chunk.end) {
        let here = Here {
            tokens,
            index: chunk.end,
            token,
            chunk: &chunk,
            written,
        };
        if !here.belongs() {
            break;
        }
        chunk.determined |= token.is(Class::Determiner);
        chunk.end += 1;
        if token.is_possessive {
            break;
        }
    }
    chunk
}

/// A token that may carry a chunk on.
struct Here<'a> {
    tokens: &'a Tokens,
    index: usize,
    token: &'a Token,
    chunk: &'a Chunk,
    written: &'a Written,
}

impl Here<'_> {
    fn belongs(&self) -> bool {
        if !self.is_adjoining() {
            return false;
        }
        match self.token.kind {
            Kind::Number => return true,
            Kind::Word => {}
            _ => return false,
        }
        match self.token.entry.class {
            Class::Determiner => self.is_first() || self.follows(Class::Determiner),
            Class::Title => self.token.is_capital(),
            Class::Suffix => !self.is_first(),
            Class::Unknown | Class::Person | Class::Organisation | Class::Document => {
                self.is_content()
            }
            _ => self.token.is_capital() && self.is_in_name(),
        }
    }

    fn is_first(&self) -> bool {
        self.index == self.chunk.start
    }

    fn last(&self) -> Option<&Token> {
        let previous = self.index.checked_sub(1)?;
        (!self.is_first()).then(|| self.tokens.get(previous))?
    }

    fn follows(&self, class: Class) -> bool {
        self.last().is_some_and(|token| token.is(class))
    }

    /// A phrase stays in its sentence and on its side of a quotation mark.
    fn is_adjoining(&self) -> bool {
        self.last().is_none_or(|last| {
            last.region == self.token.region
                && last.sentence == self.token.sentence
                && last.paragraph == self.token.paragraph
        })
    }

    /// Function words and months belong to a phrase only before another part of a name ("Will Grant", "Per Lund").
    fn is_in_name(&self) -> bool {
        let is_name_word = matches!(
            self.token.entry.class,
            Class::Auxiliary | Class::Calendar | Class::Preposition
        ) && self.token.entry.given.is_some();
        let next_is_capital = self
            .tokens
            .after(self.index, 1)
            .is_some_and(Token::is_capital);
        is_name_word && next_is_capital
    }

    fn is_content(&self) -> bool {
        if self.token.is_capital() {
            return !self.is_common_start();
        }
        if self.token.entry.cue.is_some() {
            return self.is_noun_like_cue() || self.is_office();
        }
        if is_noun(self.token) {
            return true;
        }
        let Some(last) = self.last() else {
            return !self.is_verb_of_subject();
        };
        if is_name_like(last) || is_noun(last) {
            let leads_on = self.leads_to_noun()
                || self.leads_to_given_name()
                || self.leads_to_full_name()
                || self.is_head_of_kind(last);
            return leads_on && !self.token.entry.has(Clue::Past);
        }
        !self.is_verb_after(last)
    }

    /// Says whether it tells what "it" or "she" does, or what somebody did: "It seems Ortiz's campaign was late", "strikers
    /// held up signs".
    fn is_verb_of_subject(&self) -> bool {
        let before = self.tokens.before(self.index, 1);
        let before = before.filter(|before| before.sentence == self.token.sentence);
        let is_subject = before.is_some_and(|before| before.is(Class::Subject));
        let is_noun = before.is_some_and(|before| {
            before.kind == Kind::Word && (is_content_class(before) || is_name_like(before))
        });
        is_subject && matches!(self.token.ending, Ending::S | Ending::Ed)
            || (is_subject || is_noun) && self.token.entry.has(Clue::Past)
    }

    /// Says whether it tells what the noun before did: "the keeper sounded", but not "the abandoned ferry".
    fn is_verb_after(&self, last: &Token) -> bool {
        let is_noun =
            last.is(Class::Unknown) && last.kind == Kind::Word && last.ending != Ending::Ly;
        let carries_on = self.tokens.after(self.index, 1).is_some_and(|next| {
            next.kind == Kind::Word && (is_content_class(next) || next.is(Class::Title))
        });
        let looks = self.token.ending == Ending::Ed || self.token.entry.has(Clue::Past);
        looks && is_noun && !carries_on
    }

    /// A capital at a sentence's start is no name where the article writes the word small elsewhere.
    fn is_common_start(&self) -> bool {
        let next = self.tokens.after(self.index, 1);
        let is_unknown =
            self.token.entry.class == Class::Unknown && self.token.entry.given.is_none();
        if !is_unknown || !self.starts_sentence() {
            return false;
        }
        if next.is_some_and(Token::is_capital) {
            return self.token.is_told() && self.is_past_cue();
        }
        if self.written.surnames.contains(&self.token.word.key()) || self.leads_to_titled_name() {
            return false;
        }
        let key = self.token.word.key();
        let is_written_small = self.written.small.contains(&key)
            || !self.written.large.contains(&key) && self.leads_to_common_noun();
        let speaks = next.is_some_and(|next| next.entry.cue.is_some() && next.is_told());
        let ends_common = matches!(self.token.ending, Ending::Ed | Ending::Ly | Ending::Ing);
        is_written_small || !speaks && (self.token.entry.cue.is_some() || ends_common)
    }

    /// Says whether an office and a name follow: "Former mayor Ed Bell", "Acting harbour master Ed Bell".
    fn leads_to_titled_name(&self) -> bool {
        let is_plain = |token: &&Token| {
            token.kind == Kind::Word && !token.is_capital() && is_content_class(token)
        };
        let words = (1..=3)
            .map_while(|steps| self.tokens.after(self.index, steps))
            .take_while(is_plain)
            .count();
        let last = words
            .checked_sub(1)
            .and_then(|_| self.tokens.after(self.index, words));
        let next = self.tokens.after(self.index, words + 1);
        last.is_some_and(|last| last.is(Class::Person)) && next.is_some_and(Token::is_capital)
    }

    /// Says whether the next word can only be a noun or an adverb: "Giant screens", "Pretty soon", but not "Bell left".
    fn leads_to_common_noun(&self) -> bool {
        let next = self.tokens.after(self.index, 1);
        let second = self.tokens.after(self.index, 2);
        let is_plural_noun = |next: &Token| {
            let leads_on = |second: &Token| second.is(Class::Auxiliary) || second.is_any(&["of"]);
            next.ending == Ending::S && second.is_some_and(leads_on)
        };
        let is_noun = |next: &Token| {
            let is_verb_like = matches!(next.ending, Ending::Ed | Ending::Ly);
            let may_report = next.entry.cue.is_some();
            next.kind == Kind::Word
                && next.is(Class::Unknown)
                && !is_verb_like
                && !next.entry.has(Clue::Past)
                && (!may_report || is_plural_noun(next))
        };
        // "Democratic presidential candidate Ed Bell" is one phrase.
        let is_title = (2..=3)
            .filter_map(|steps| self.tokens.after(self.index, steps))
            .any(|token| token.is(Class::Person));
        self.token.case == Case::Capital
            && !is_title
            && next.is_some_and(|next| is_noun(next) || next.is_any(&["soon", "much"]))
    }

    /// Says whether it reports and can be nothing else: "Added Ortiz: …".
    fn is_past_cue(&self) -> bool {
        let is_plain = self.token.is_any(&["said", "says", "wrote", "writes"]);
        self.token.entry.cue.is_some() && (is_plain || self.token.ending == Ending::Ed)
    }

    /// Says whether a sentence begins here, also one inside a quote.
    fn starts_sentence(&self) -> bool {
        self.tokens.before(self.index, 1).is_none_or(|before| {
            before.sentence != self.token.sentence
                || before.region != self.token.region && !self.token.is_told()
        })
    }

    /// "The report" and "the Ortiz report" are nouns; "the committee reports" and a bare "report" are verbs.
    fn is_noun_like_cue(&self) -> bool {
        let Some(last) = self.last() else {
            return is_noun(self.token) && self.is_possessed();
        };
        let is_base = matches!(self.token.ending, Ending::Doer | Ending::Other);
        let is_plural = self.token.ending == Ending::S;
        if is_plural && last.is_any(ARTICLES) {
            return true;
        }
        let next_is_person = self
            .tokens
            .after(self.index, 1)
            .is_some_and(|next| next.is(Class::Person) && !next.is_capital());
        let describes = last.is(Class::Determiner)
            || last.is(Class::Unknown) && last.ending != Ending::S && !is_name_like(last);
        let may_be_noun = self.token.entry.has(Clue::Report);
        if may_be_noun && self.chunk.determined && describes && last.entry.cue.is_none() {
            return true;
        }
        is_noun(self.token)
            && (!is_noun(last) && !is_name_like(last)
                || is_base && (self.chunk.determined || next_is_person))
    }

    /// Says whether a possessor stands right before: "the department's report", "her report".
    fn is_possessed(&self) -> bool {
        self.tokens.before(self.index, 1).is_some_and(|before| {
            before.sentence == self.token.sentence
                && (before.is_possessive || before.is(Class::Possessive))
        })
    }

    /// Says whether a full name follows ("Ortiz confidant Ed Bell").
    fn leads_to_given_name(&self) -> bool {
        let capital = |steps| {
            self.tokens
                .after(self.index, steps)
                .filter(|token| token.is_capital())
        };
        let is_verb = matches!(self.token.ending, Ending::Ed | Ending::Ing | Ending::S)
            || self.token.entry.has(Clue::Past);
        !is_verb
            && capital(1).is_some_and(|next| next.entry.given.is_some())
            && capital(2).is_some()
    }

    /// Says whether it is a doer by its ending and a full name follows ("Ortiz speechwriter Ed Bell").
    fn leads_to_full_name(&self) -> bool {
        let capital = |steps| {
            let token = self.tokens.after(self.index, steps);
            token.is_some_and(Token::is_capital)
        };
        self.token.ending == Ending::Doer && capital(1) && capital(2)
    }

    /// Says whether it is the noun that "a" or "an" wants behind a name: "a Pentagon readout".
    fn is_head_of_kind(&self, last: &Token) -> bool {
        let is_kind = self
            .tokens
            .get(self.chunk.start)
            .is_some_and(|first| first.is_any(&["a", "an"]));
        let is_verb_like = matches!(self.token.ending, Ending::Ed | Ending::Ly | Ending::Ing);
        is_kind && !is_noun(last) && !last.is_possessive && !is_verb_like
    }

    /// Says whether it begins an office before a name ("Ortiz press secretary Ed Bell").
    fn is_office(&self) -> bool {
        let after = |steps| self.tokens.after(self.index, steps);
        let is_person = |token: &Token| token.is(Class::Person) && !token.is_capital();
        let is_press = self.token.word == Word::new("press");
        // Behind one name a verb would end in -s: "Ohio state director".
        let is_singular = self.last().is_some_and(|last| last.ending != Ending::S);
        let may_be_noun = self.token.ending == Ending::Other || is_press;
        may_be_noun
            && (is_press || !self.token.entry.takes_person)
            && self.last().is_some_and(is_name_like)
            && after(1).is_some_and(is_person)
            && (is_press || is_singular || after(2).is_some_and(Token::is_capital))
    }

    /// Says whether a noun stands among the next two words ("campaign finance chairman").
    fn leads_to_noun(&self) -> bool {
        (1..=2)
            .map_while(|steps| self.tokens.after(self.index, steps))
            .take_while(|next| {
                next.kind == Kind::Word && is_content_class(next) && next.entry.cue.is_none()
            })
            .any(|next| is_noun(next) && !next.is_capital())
    }
}

/// Says whether a word is written like a part of a name.
fn is_name_like(token: &Token) -> bool {
    token.is_capital() && !token.is(Class::Determiner)
}

/// Says whether the table knows a word as a noun for a person, a body or a paper.
fn is_noun(token: &Token) -> bool {
    matches!(
        token.entry.class,
        Class::Person | Class::Organisation | Class::Document
    )
}

fn is_content_class(token: &Token) -> bool {
    is_noun(token) || token.is(Class::Unknown)
}
