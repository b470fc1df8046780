//! Words that are surnames where the article has them behind a given name: "May" in "Theresa May".

use crate::quotes::mentions::written_forms::WordKeySet;
use crate::quotes::model::token::{LetterCase, TextToken, TokenKind, TokenList, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass};

/// The most words of a rank: "Detective Chief Inspector".
const LONGEST_RANK: usize = 4;

/// Returns the words with a capital behind "Mr", "Ms" and their like, which are surnames, and those behind a given name
/// that are surnames as often as nouns: "Ollie Brand".
pub(super) fn find_surnames(tokens: &TokenList) -> WordKeySet {
    let follows_name = |index: &usize| {
        tokens.before(*index, 1).is_some_and(|before| {
            let is_surname = || {
                let token = tokens.get(*index);
                token.is_some_and(|token| token.gives(Clue::Surname))
                    && next_capital(tokens, *index).is_none()
            };
            may_name(before) && (before.gives(Clue::Courtesy) || is_surname())
                || is_month_surname(tokens, *index)
        })
    };
    (0..tokens.all.len())
        .filter(follows_name)
        .filter_map(|index| tokens.get(index))
        .filter(|token| token.is_capital() && token.case != LetterCase::Upper)
        .map(|token| token.word.key())
        .collect()
}

/// Returns `true` for a month behind somebody's given name or rank, before a verb or a mark: "Tara March said", "Sergeant June", but
/// not "Ana Ruiz March said" and "The Governor June 5".
pub(super) fn is_month_surname(tokens: &TokenList, index: usize) -> bool {
    let Some(month) = tokens
        .get(index)
        .filter(|token| token.gives(Clue::Month) && token.case == LetterCase::Capital)
    else {
        return false;
    };
    let before = |steps: usize| {
        tokens
            .before(index, steps)
            .filter(|before| before.sentence() == month.sentence())
    };
    let is_rank = |token: &TextToken| {
        let is_office = matches!(token.class, WordClass::Title | WordClass::Person);
        token.is_capital() && is_office && !token.is_possessive
    };
    let ranks = (1..=LONGEST_RANK)
        .take_while(|steps| before(*steps).is_some_and(is_rank))
        .count();
    let is_bare =
        |token: &TextToken| !token.is_capital() && !token.has_class(WordClass::Determiner);
    let opener = before(1).filter(|opener| !opener.gives(Clue::Month));
    let is_named = opener.is_some_and(may_name) && before(2).is_none_or(|lead| !lead.is_capital());
    let is_ranked = ranks > 0 && before(ranks + 1).is_none_or(is_bare);
    let ends = tokens.after(index, 1).is_none_or(|next| {
        let is_verb = next.entry.cue.is_some()
            || next.has_class(WordClass::Auxiliary)
            || next.gives(Clue::Past)
            || matches!(next.ending, WordEnding::Ed | WordEnding::S);
        let is_mark = !matches!(next.kind, TokenKind::Word | TokenKind::Number);
        is_mark || is_verb && !next.is_capital()
    });
    (is_named || is_ranked) && ends
}

/// Returns `true` for a surname that is also another word, where both "Mr King" and "Peter King" appear.
pub(super) fn is_surname(tokens: &TokenList, surnames: &WordKeySet, index: usize) -> bool {
    let (Some(token), Some(before)) = (tokens.get(index), tokens.before(index, 1)) else {
        return false;
    };
    let follows_name = before.is_capital()
        && before.sentence() == token.sentence()
        && (before.entry.given.is_some() || before.gives(Clue::Courtesy));
    let is_word = matches!(
        token.class,
        WordClass::Title | WordClass::Person | WordClass::Organisation | WordClass::Document
    );
    if is_month_surname(tokens, index) {
        return true;
    }
    // "Mr President" is nobody's name.
    let is_office = before.gives(Clue::Courtesy) && token.gives(Clue::Addressed);
    is_word
        && follows_name
        && !is_office
        && token.is_capital()
        && surnames.contains(&token.word.key())
}

/// Returns `true` for a surname that is also a noun, alone and with a capital: "Brand said", but not "the Church".
pub(super) fn is_lone_surname(tokens: &TokenList, surnames: &WordKeySet, index: usize) -> bool {
    let Some(token) = tokens.get(index).filter(|token| token.is_capital()) else {
        return false;
    };
    let leads = tokens.before(index, 1).is_some_and(|before| {
        before.sentence() == token.sentence()
            && (before.is_capital() || before.has_class(WordClass::Determiner))
    });
    let next = tokens.after(index, 1);
    // "March said", but not "in March police said".
    let is_month_that_speaks = token.gives(Clue::Month)
        && next.is_some_and(|next| next.entry.cue.is_some() || next.kind == TokenKind::Stop)
        && !tokens.before(index, 1).is_some_and(|before| {
            before.has_class(WordClass::Preposition) || before.gives(Clue::Dated)
        });
    (token.gives(Clue::Surname) || is_month_that_speaks)
        && token.case != LetterCase::Upper
        && surnames.contains(&token.word.key())
        && !leads
        && next_capital(tokens, index).is_none()
}

/// Returns `true` for a given name that is no country's, or "Mr" and its like, with a capital.
pub(super) fn may_name(token: &TextToken) -> bool {
    let is_given = token.entry.given.is_some() && !token.entry.is_land;
    token.is_capital() && !token.is_possessive && (token.gives(Clue::Courtesy) || is_given)
}

/// Returns the next token if it is a capitalised part of the same sentence and region.
pub(super) fn next_capital(tokens: &TokenList, index: usize) -> Option<&TextToken> {
    let token = tokens.get(index)?;
    tokens.after(index, 1).filter(|next| {
        next.is_capital() && next.sentence() == token.sentence() && next.region() == token.region()
    })
}
