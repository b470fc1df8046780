//! Cuts noun phrases out of the tokens and makes mentions of them.

use crate::quotes::mentions::written_forms::WrittenForms;
use crate::quotes::model::token::{LetterCase, TextToken, TokenKind, TokenList, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass};

/// How many words after a verb its object may be.
const MOST_BEFORE_OBJECT: usize = 4;

/// A noun phrase: determiners, then content words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NounPhrase {
    /// The first token.
    pub(crate) start: usize,
    /// The token after the last.
    pub(crate) end: usize,
    /// Whether it begins with a determiner or a possessive.
    pub(crate) determined: bool,
}

/// Returns the noun phrase that begins at the token `start`; an empty one where none does.
pub(crate) fn noun_phrase_at(
    tokens: &TokenList,
    start: usize,
    written: &WrittenForms,
) -> NounPhrase {
    let mut chunk = NounPhrase {
        start,
        end: start,
        determined: false,
    };
    while let Some(token) = tokens.get(chunk.end) {
        let here = PhraseToken {
            tokens,
            index: chunk.end,
            token,
            chunk: &chunk,
            written,
        };
        if !here.belongs_to_phrase() {
            break;
        }
        chunk.determined |= token.has_class(WordClass::Determiner);
        chunk.end += 1;
        if token.is_possessive && !is_members_body(tokens, chunk.end - 1) {
            break;
        }
    }
    chunk
}

/// Returns `true` for "27-year-old": no other number in the news is as long.
fn is_age(token: &TextToken) -> bool {
    const SHORTEST: usize = "9-year-old".len();
    token.kind == TokenKind::Number && token.range().len() >= SHORTEST
}

/// Returns `true` for the members in the name of a body of theirs: "the Nurses' Union", "the Women's Institute".
fn is_members_body(tokens: &TokenList, index: usize) -> bool {
    let (Some(members), Some(body)) = (tokens.get(index), tokens.after(index, 1)) else {
        return false;
    };
    let is_name = |token: &TextToken| token.case == LetterCase::Capital;
    let are_several = members.ending == WordEnding::S || members.gives(Clue::Plural);
    let is_together = body.sentence() == members.sentence() && body.region() == members.region();
    is_name(members)
        && is_name(body)
        && is_together
        && are_several
        && members.entry.given.is_none()
        && !members.entry.is_land
        && body.has_class(WordClass::Organisation)
}

/// A token that may carry a chunk on.
pub(super) struct PhraseToken<'a> {
    pub(super) tokens: &'a TokenList,
    pub(super) index: usize,
    pub(super) token: &'a TextToken,
    chunk: &'a NounPhrase,
    pub(super) written: &'a WrittenForms,
}

impl PhraseToken<'_> {
    fn belongs_to_phrase(&self) -> bool {
        if !self.is_adjoining() {
            return false;
        }
        match self.token.kind {
            TokenKind::Number => return true,
            TokenKind::Word => {}
            _ => return false,
        }
        match self.token.class {
            WordClass::Determiner => self.is_first() || self.follows_class(WordClass::Determiner),
            // "The prince", but not "the mr".
            WordClass::Title => {
                self.token.is_capital() || self.token.gives(Clue::Noble) && self.chunk.determined
            }
            WordClass::Suffix => !self.is_first(),
            WordClass::Unknown
            | WordClass::Person
            | WordClass::Organisation
            | WordClass::Document => self.is_content(),
            _ => self.token.is_capital() && self.is_in_name(),
        }
    }

    fn is_first(&self) -> bool {
        self.index == self.chunk.start
    }

    pub(super) fn last_token(&self) -> Option<&TextToken> {
        let previous = self.index.checked_sub(1)?;
        (!self.is_first()).then(|| self.tokens.get(previous))?
    }

    fn follows_class(&self, class: WordClass) -> bool {
        self.last_token()
            .is_some_and(|token| token.has_class(class))
    }

    /// A phrase stays in its sentence and on its side of a quotation mark.
    fn is_adjoining(&self) -> bool {
        self.last_token().is_none_or(|last| {
            last.region() == self.token.region()
                && last.sentence() == self.token.sentence()
                && last.paragraph() == self.token.paragraph()
        })
    }

    /// Function words and months belong to a phrase only before another part of a name ("Will Grant", "Per Lund").
    fn is_in_name(&self) -> bool {
        let is_name_word = matches!(
            self.token.class,
            WordClass::Auxiliary | WordClass::Calendar | WordClass::Preposition
        ) && self.token.entry.given.is_some();
        let next_is_capital = self
            .tokens
            .after(self.index, 1)
            .is_some_and(TextToken::is_capital);
        is_name_word && next_is_capital && !self.is_date()
            || self.ends_name()
            || next_is_capital && self.is_large_adverb()
    }

    /// Returns `true` for an adverb that begins a name inside a sentence: "for First Harbour", but not "First Ortiz".
    fn is_large_adverb(&self) -> bool {
        let is_adverb = self.token.has_class(WordClass::Adverb) && self.token.is_unquoted();
        let key = self.token.word.key();
        let follows_word = self.tokens.before(self.index, 1).is_some_and(|before| {
            before.kind == TokenKind::Word
                && before.sentence() == self.token.sentence()
                && before.region() == self.token.region()
        });
        let next = self.tokens.after(self.index, 1);
        let is_person =
            next.is_some_and(|next| next.entry.given.is_some() || next.has_class(WordClass::Title));
        let is_inside = || follows_word || self.written.large.contains(&key) && !is_person;
        self.is_first() && self.token.case == LetterCase::Capital && is_adverb && is_inside()
    }

    /// Returns `true` for a month behind a word of time: "in April Stone resigned".
    fn is_date(&self) -> bool {
        let before = self.tokens.before(self.index, 1);
        self.token.has_class(WordClass::Calendar)
            && before.is_some_and(|before| {
                before.gives(Clue::Dated) && before.sentence() == self.token.sentence()
            })
    }

    /// Returns `true` for a month or an auxiliary that is a surname, behind a given name or a title: "Theresa May".
    fn ends_name(&self) -> bool {
        let is_surname = matches!(self.token.class, WordClass::Auxiliary | WordClass::Calendar)
            && self.token.entry.given.is_some();
        let follows_given = self.last_token().is_some_and(|last| {
            let is_given = last.entry.given.is_some() && !last.has_class(WordClass::Calendar);
            last.is_capital()
                && (is_given
                    || last.has_class(WordClass::Title)
                    || last.case == LetterCase::Particle)
        });
        let is_counted = self
            .tokens
            .after(self.index, 1)
            .is_some_and(|next| next.kind == TokenKind::Number);
        is_surname && follows_given && !is_counted
    }

    fn is_content(&self) -> bool {
        if self.token.is_capital() {
            return !self.is_common_start() && !self.is_large_verb();
        }
        if self.token.entry.cue.is_some() {
            return self.is_noun_like_cue() || self.is_office();
        }
        if is_noun(self.token) {
            return true;
        }
        let Some(last) = self.last_token() else {
            return !self.is_verb_of_subject() && !self.is_verb_of_object();
        };
        // Behind a noun a small word is more often a verb ("the mayor walked") unless it leads on to another noun.
        if is_name_like(last) || is_noun(last) {
            let leads_on = self.leads_to_noun()
                || self.leads_to_given_name()
                || self.leads_to_full_name()
                || self.is_head_of_kind(last);
            return leads_on && !self.token.entry.has(Clue::Past) && !self.is_verb_before_name();
        }
        !self.is_verb_after(last)
    }

    /// Returns `true` if it tells what "it" or "she" does, or what somebody did: "It seems Ortiz's campaign was late",
    /// "strikers held up signs".
    fn is_verb_of_subject(&self) -> bool {
        let before = self.tokens.before(self.index, 1);
        let before = before.filter(|before| before.sentence() == self.token.sentence());
        let is_subject = before.is_some_and(|before| before.has_class(WordClass::Subject));
        let is_noun = before.is_some_and(|before| {
            before.kind == TokenKind::Word && (is_content_class(before) || is_name_like(before))
        });
        is_subject && matches!(self.token.ending, WordEnding::S | WordEnding::Ed)
            || (is_subject || is_noun) && self.token.entry.has(Clue::Past)
    }

    /// Returns `true` if it is a verb before its object: "cooks came in and carrying signs", "they will hold banners",
    /// but not "and retired officers".
    fn is_verb_of_object(&self) -> bool {
        let before = self.tokens.before(self.index, 1);
        let Some(before) = before.filter(|before| {
            before.sentence() == self.token.sentence() && before.region() == self.token.region()
        }) else {
            return false;
        };
        if before.gives(Clue::Modal) {
            return self.token.ending != WordEnding::S;
        }
        let joins = before.has_class(WordClass::Conjunction) || before.kind == TokenKind::Comma;
        let follows = joins
            || self.token.ending == WordEnding::Ing
                && (is_noun(before) || before.ending == WordEnding::S);
        let is_verb_like = matches!(self.token.ending, WordEnding::Ing | WordEnding::Ed);
        let object = (1..=MOST_BEFORE_OBJECT)
            .map_while(|steps| self.tokens.after(self.index, steps))
            .take_while(|next| next.kind == TokenKind::Word && is_content_class(next))
            .filter(|next| is_noun(next))
            .last();
        is_verb_like
            && follows
            && object.is_some_and(|object| object.has_class(WordClass::Document))
    }

    /// Returns `true` if it ends as a verb of the present and a name follows: "Ortiz heckles Bell supporters".
    fn is_verb_before_name(&self) -> bool {
        let next = self.tokens.after(self.index, 1);
        self.token.ending == WordEnding::S
            && self.token.has_class(WordClass::Unknown)
            && next.is_some_and(is_name_like)
    }

    /// Returns `true` if it tells what the noun before did: "the keeper sounded", but not "the abandoned ferry".
    fn is_verb_after(&self, last: &TextToken) -> bool {
        let is_noun = last.has_class(WordClass::Unknown)
            && last.kind == TokenKind::Word
            && last.ending != WordEnding::Ly;
        let carries_on = self.tokens.after(self.index, 1).is_some_and(|next| {
            next.kind == TokenKind::Word
                && (is_content_class(next) || next.has_class(WordClass::Title))
        });
        let looks = self.token.ending == WordEnding::Ed || self.token.entry.has(Clue::Past);
        looks && (is_noun && !carries_on || is_age(last) && !self.leads_to_noun())
    }

    /// "The report" and "the Ortiz report" are nouns; "the committee reports" and a bare "report" are verbs.
    fn is_noun_like_cue(&self) -> bool {
        let Some(last) = self.last_token() else {
            return is_noun(self.token) && self.is_possessed();
        };
        let is_base = matches!(self.token.ending, WordEnding::Doer | WordEnding::Other);
        let is_plural = self.token.ending == WordEnding::S;
        if is_plural && last.gives(Clue::Article) {
            return true;
        }
        let next_is_person = self
            .tokens
            .after(self.index, 1)
            .is_some_and(|next| next.has_class(WordClass::Person) && !next.is_capital());
        let describes = last.has_class(WordClass::Determiner)
            || last.has_class(WordClass::Unknown)
                && last.ending != WordEnding::S
                && !is_name_like(last);
        let may_be_noun = self.token.entry.has(Clue::Report);
        if may_be_noun && self.chunk.determined && describes && last.entry.cue.is_none() {
            return true;
        }
        is_noun(self.token)
            && (!is_noun(last) && !is_name_like(last)
                || is_base && (self.chunk.determined || next_is_person))
    }

    /// Returns `true` if a possessor comes right before: "the department's report", "her report".
    fn is_possessed(&self) -> bool {
        self.tokens.before(self.index, 1).is_some_and(|before| {
            before.sentence() == self.token.sentence()
                && (before.is_possessive || before.has_class(WordClass::Possessive))
        })
    }

    /// Returns `true` if a full name follows ("Ortiz confidant Ed Bell").
    fn leads_to_given_name(&self) -> bool {
        let capital = |steps| {
            self.tokens
                .after(self.index, steps)
                .filter(|token| token.is_capital())
        };
        let is_verb = matches!(
            self.token.ending,
            WordEnding::Ed | WordEnding::Ing | WordEnding::S
        ) || self.token.entry.has(Clue::Past);
        !is_verb
            && capital(1).is_some_and(|next| next.entry.given.is_some())
            && capital(2).is_some()
    }

    /// Returns `true` if it is a doer by its ending and a full name follows ("Ortiz speechwriter Ed Bell").
    fn leads_to_full_name(&self) -> bool {
        let capital = |steps| {
            let token = self.tokens.after(self.index, steps);
            token.is_some_and(TextToken::is_capital)
        };
        self.token.ending == WordEnding::Doer && capital(1) && capital(2)
    }

    /// Returns `true` if it is the noun that a determiner of one of a kind wants behind a name: "a Pentagon readout", "one
    /// Ortiz confidant", "the printed Ortiz card".
    fn is_head_of_kind(&self, last: &TextToken) -> bool {
        let first = self.tokens.get(self.chunk.start);
        let second = self.tokens.get(self.chunk.start + 1);
        let is_single =
            first.is_some_and(|first| first.is_any(&["one", "another", "every", "each"]));
        let is_described = first.is_some_and(|first| first.is_any(&["the"]))
            && second
                .is_some_and(|second| second.has_class(WordClass::Unknown) && !second.is_capital());
        let is_indefinite = first.is_some_and(|first| first.is_any(&["a", "an"]));
        let is_verb_like = matches!(
            self.token.ending,
            WordEnding::Ed | WordEnding::Ly | WordEnding::Ing
        );
        let has_object = self.tokens.after(self.index, 1).is_some_and(|next| {
            matches!(
                next.class,
                WordClass::Determiner | WordClass::Possessive | WordClass::Object | WordClass::That
            )
        });
        let is_noun_wanted = is_indefinite
            || (is_single || is_described) && !has_object && self.token.ending != WordEnding::S;
        is_noun_wanted && !is_noun(last) && !last.is_possessive && !is_verb_like
    }

    /// Returns `true` if it begins an office before a name ("Ortiz press secretary Ed Bell").
    fn is_office(&self) -> bool {
        let after = |steps| self.tokens.after(self.index, steps);
        let is_person =
            |token: &TextToken| token.has_class(WordClass::Person) && !token.is_capital();
        let is_press = self.token.word.is_of("press");
        // Behind one name a verb would end in -s: "Ohio state director".
        let is_singular = self
            .last_token()
            .is_some_and(|last| last.ending != WordEnding::S);
        // "Ortiz said shoppers": it can only be a verb.
        let is_verb = self.token.gives(Clue::PlainCue) || self.token.gives(Clue::Past);
        let may_be_noun = self.token.ending == WordEnding::Other && !is_verb || is_press;
        may_be_noun
            && (is_press || !self.token.entry.takes_person)
            && self
                .last_token()
                .is_some_and(|last| is_name_like(last) || last.has_class(WordClass::Person))
            && after(1).is_some_and(is_person)
            && (is_press || is_singular || after(2).is_some_and(TextToken::is_capital))
    }

    /// Returns `true` if a noun is among the next two words ("campaign finance chairman").
    fn leads_to_noun(&self) -> bool {
        (1..=2)
            .map_while(|steps| self.tokens.after(self.index, steps))
            .take_while(|next| {
                next.kind == TokenKind::Word && is_content_class(next) && next.entry.cue.is_none()
            })
            .any(|next| is_noun(next) && !next.is_capital())
    }
}

/// Returns `true` if a word is written like a part of a name.
pub(super) fn is_name_like(token: &TextToken) -> bool {
    token.is_capital() && !token.has_class(WordClass::Determiner)
}

/// Returns `true` if the table knows a word as a noun for a person, a body or a paper; "the baron" is one as well.
fn is_noun(token: &TextToken) -> bool {
    let is_noble = token.has_class(WordClass::Title) && token.gives(Clue::Noble);
    matches!(
        token.class,
        WordClass::Person | WordClass::Organisation | WordClass::Document
    ) || is_noble && !token.is_capital()
}

pub(super) fn is_content_class(token: &TextToken) -> bool {
    is_noun(token) || token.has_class(WordClass::Unknown)
}
