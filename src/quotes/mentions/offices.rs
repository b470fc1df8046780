//! Finds the office that comes before a name and has an "of" of its own: "Secretary of State Ana Ruiz".

use std::ops::Range;

use crate::quotes::mentions::noun_phrases::NounPhrase;
use crate::quotes::model::token::{LetterCase, TextToken, TokenKind, TokenList};
use crate::quotes::model::word_class::WordClass;

/// An office and the name that it runs into.
pub(crate) struct Office {
    /// Its first token.
    pub(crate) lead: usize,
    /// The first token of the name, or of the name's title.
    pub(crate) name: usize,
}

/// Looks for an office that ends inside a run of capitals, behind "of": the run is "State Ana Ruiz".
pub(crate) fn office_within(tokens: &TokenList, run: &Range<usize>) -> Option<Office> {
    let mut of = run.start.checked_sub(1)?;
    // "Speaker of the House Ana Ruiz".
    if tokens.get(of)?.has_class(WordClass::Determiner) {
        of = of.checked_sub(1)?;
    }
    let sentence = tokens.get(run.start)?.sentence;
    let holder = tokens.get(of.checked_sub(1)?)?;
    let is_held = is_role(holder) && holder.is_capital() && !holder.is_possessive;
    if !is_held
        || holder.sentence != sentence
        || !tokens.get(of).is_some_and(TextToken::is_of_or_for)
    {
        return None;
    }
    let begins_name = |at: &usize| {
        let (Some(before), Some(token)) = (tokens.get(at - 1), tokens.get(*at)) else {
            return false;
        };
        let is_given = token.entry.given.is_some() && at + 1 < run.end;
        (is_given || token.has_class(WordClass::Title)) && !before.is_possessive
    };
    let name = (run.start + 1..run.end).find(begins_name)?;
    let is_part = |at: &usize| {
        tokens.get(*at).is_some_and(|token| {
            let fits = token.is_capital() || is_role(token) || token.word.is_of("former");
            fits && token.kind == TokenKind::Word
                && !token.has_class(WordClass::Determiner)
                && token.sentence == sentence
        })
    };
    let lead = (0..of).rev().take_while(is_part).last()?;
    Some(Office { lead, name })
}

/// Returns `true` if a chunk is the beginning of an office, which the next chunk carries on to a name.
pub(crate) fn is_before_name(tokens: &TokenList, chunk: &NounPhrase) -> bool {
    let Some(of) = tokens.get(chunk.end).filter(|of| of.is_of_or_for()) else {
        return false;
    };
    let is_small = tokens.get(chunk.end + 1).is_some_and(|token| {
        token.has_class(WordClass::Determiner) && token.case == LetterCase::Lower
    });
    let start = chunk.end + 1 + usize::from(is_small);
    let goes_on = |at: &usize| {
        tokens.get(*at).is_some_and(|token| {
            token.is_capital() && token.region == of.region && token.sentence == of.sentence
        })
    };
    let len = (start..tokens.all.len()).take_while(goes_on).count();
    chunk.start < chunk.end && office_within(tokens, &(start..start + len)).is_some()
}

fn is_role(token: &TextToken) -> bool {
    matches!(token.entry.class, WordClass::Person | WordClass::Title)
}
