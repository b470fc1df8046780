//! Finds the office that comes before a name and has an "of" of its own: "Secretary of State Ana Ruiz".

use std::ops::Range;

use crate::quotes::mentions::noun_phrases::NounPhrase;
use crate::quotes::model::token::{LetterCase, TextToken, TokenKind, TokenList, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass};

/// An office and the name that it runs into.
pub(crate) struct Office {
    /// Its first token.
    pub(crate) lead: usize,
    /// The first token of the name, or of the name's title.
    pub(crate) name: usize,
}

/// The most words behind the "of" of an office that are written small: "the match".
const LONGEST_SMALL: usize = 3;

/// What a minister may be for.
const DEPARTMENTS: &[&str] = &[
    "finance",
    "health",
    "justice",
    "education",
    "defence",
    "defense",
    "transport",
    "housing",
    "agriculture",
    "environment",
    "tourism",
    "trade",
    "culture",
    "energy",
    "labour",
    "labor",
];

/// Looks for an office before a run of capitals, or one that ends inside it: "Chief of staff" before "Ana Ruiz", and
/// "Secretary of State" where the run is "State Ana Ruiz".
pub(crate) fn office_within(tokens: &TokenList, run: &Range<usize>) -> Option<Office> {
    office_into_run(tokens, run).or_else(|| office_before_run(tokens, run))
}

/// Looks for an office whose last word is written small, right before the name: "Player of the match Ana Ruiz", but not "the
/// sister of actor Ana Ruiz".
fn office_before_run(tokens: &TokenList, run: &Range<usize>) -> Option<Office> {
    let last = tokens.get(run.start.checked_sub(1)?)?;
    let is_small = |at: &usize| {
        tokens.get(*at).is_some_and(|token| {
            let is_word = matches!(token.kind, TokenKind::Word | TokenKind::Number);
            is_word && token.sentence() == last.sentence() && is_office_word(token)
        })
    };
    let first = (0..run.start).rev().take_while(is_small).last()?;
    let of = first.checked_sub(1)?;
    let holder = tokens.get(of.checked_sub(1)?)?;
    let is_held = is_role(holder) && !holder.is_possessive && holder.sentence() == last.sentence();
    let is_of = tokens.get(of).is_some_and(|token| token.is_any(&["of"]));
    let is_whole = run.start - first <= LONGEST_SMALL && !last.gives(Clue::Article);
    let lead = first_of_office(tokens, of);
    // An office before a name has no article, and is one person's: "the mother of jailed Ed Bell", "friends of Ed Bell".
    let has_article = tokens
        .before(lead, 1)
        .is_some_and(|before| before.has_class(WordClass::Determiner));
    let is_plural = holder.ending == WordEnding::S || holder.gives(Clue::Plural);
    let fits = is_held && is_of && is_whole && !has_article && !is_plural;
    // "Secretary of state Ana Ruiz", but not "founder of the airline Ruiz Air".
    let is_field = first + 1 == run.start
        && begins_as_person(tokens, run)
        && !last.has_class(WordClass::Person);
    let is_apart = describes_name(last) && !is_field;
    (fits && !is_apart && is_full_name(tokens, run)).then_some(Office {
        lead,
        name: run.start,
    })
}

/// Returns `true` for a word of an office that is written small: "staff", "the", "two".
fn is_office_word(token: &TextToken) -> bool {
    !token.is_capital()
        && token.is_unquoted()
        && (token.entry.cue.is_none() || token.is_any(&["state"]))
        && matches!(
            token.class,
            WordClass::Unknown
                | WordClass::Person
                | WordClass::Organisation
                | WordClass::Document
                | WordClass::Determiner
        )
}

/// Returns `true` if the word before a name says who that is, and so is no part of an office: "actor Ana Ruiz", "the airline
/// Ruiz Air", "jailed Ana Ruiz".
fn describes_name(noun: &TextToken) -> bool {
    let is_plural = noun.ending == WordEnding::S || noun.gives(Clue::Plural);
    let is_kind = matches!(
        noun.class,
        WordClass::Person | WordClass::Organisation | WordClass::Document
    );
    let is_adjective = matches!(noun.ending, WordEnding::Doer | WordEnding::Ed);
    is_kind && !is_plural || is_adjective || noun.gives(Clue::Participle)
}

/// Returns `true` if a run of capitals begins with a title or a given name.
fn begins_as_person(tokens: &TokenList, run: &Range<usize>) -> bool {
    tokens
        .get(run.start)
        .is_some_and(|first| first.entry.given.is_some() || first.has_class(WordClass::Title))
}

/// Returns `true` if a run of capitals is somebody's full name: behind a title, with a given name, or of two unknown
/// words.
fn is_full_name(tokens: &TokenList, run: &Range<usize>) -> bool {
    let words = || run.clone().filter_map(|at| tokens.get(at));
    let is_plain = |token: &TextToken| {
        token.has_class(WordClass::Unknown)
            && token.case != LetterCase::Upper
            && !token.entry.is_place
            && !token.entry.is_land
    };
    run.len() > 1 && (begins_as_person(tokens, run) || run.len() == 2 && words().all(is_plain))
}

/// Returns the first token of the office whose "of" is the token at `of`: that of "Acting" in "Acting Chief of staff".
fn first_of_office(tokens: &TokenList, of: usize) -> usize {
    let sentence = tokens.get(of).map(TextToken::sentence);
    let is_part = |at: &usize| {
        tokens.get(*at).is_some_and(|token| {
            let fits = token.is_capital() || is_role(token) || token.gives(Clue::OtherOffice);
            fits && token.kind == TokenKind::Word
                && !token.has_class(WordClass::Determiner)
                && Some(token.sentence()) == sentence
        })
    };
    (0..of).rev().take_while(is_part).last().unwrap_or(of)
}

fn office_into_run(tokens: &TokenList, run: &Range<usize>) -> Option<Office> {
    let mut of = run.start.checked_sub(1)?;
    // "Speaker of the House Ana Ruiz".
    if tokens.get(of)?.has_class(WordClass::Determiner) {
        of = of.checked_sub(1)?;
    }
    let sentence = tokens.get(run.start)?.sentence();
    let holder = tokens.get(of.checked_sub(1)?)?;
    let is_held = is_role(holder) && holder.is_capital() && !holder.is_possessive;
    if !is_held
        || holder.sentence() != sentence
        || !tokens.get(of).is_some_and(TextToken::is_of_or_for)
    {
        return None;
    }
    let is_minister = holder.is_any(&["minister", "secretary"]);
    let begins_name = |at: &usize| {
        let (Some(before), Some(token)) = (tokens.get(at - 1), tokens.get(*at)) else {
            return false;
        };
        let is_given = token.entry.given.is_some() && at + 1 < run.end;
        // "Minister for Finance Ruairí Bell": behind a department two unknown words are a name.
        let is_behind = is_minister && before.is_any(DEPARTMENTS) && at + 2 == run.end;
        let is_name = is_given || token.has_class(WordClass::Title) || is_behind;
        is_name && !before.is_possessive
    };
    let name = (run.start + 1..run.end).find(begins_name)?;
    Some(Office {
        lead: first_of_office(tokens, of),
        name,
    })
}

/// Returns `true` if a chunk is the beginning of an office, which the next chunk carries on to a name.
pub(crate) fn is_before_name(tokens: &TokenList, chunk: &NounPhrase) -> bool {
    let Some(of) = tokens.get(chunk.end).filter(|of| of.is_of_or_for()) else {
        return false;
    };
    let small = (chunk.end + 1..tokens.all.len())
        .take(LONGEST_SMALL)
        .take_while(|at| tokens.get(*at).is_some_and(is_office_word));
    let start = chunk.end + 1 + small.count();
    let goes_on = |at: &usize| {
        tokens.get(*at).is_some_and(|token| {
            token.is_capital() && token.region() == of.region() && token.sentence() == of.sentence()
        })
    };
    let len = (start..tokens.all.len()).take_while(goes_on).count();
    chunk.start < chunk.end && office_within(tokens, &(start..start + len)).is_some()
}

fn is_role(token: &TextToken) -> bool {
    matches!(token.class, WordClass::Person | WordClass::Title)
}
