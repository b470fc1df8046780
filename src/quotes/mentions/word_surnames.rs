//! Marks surnames that are small words elsewhere: "Will said" in a story about George Will.

use crate::quotes::mentions::surname_parts;
use crate::quotes::mentions::written_forms::WordKeySet;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::token::{LetterCase, TextToken, TokenKind, TokenList, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass, WordEntry};

/// Marks them as parts of names, also where only the given name came before.
pub(crate) fn mark_word_surnames(text: &str, tokens: &mut TokenList) {
    let surnames = find_word_surnames(text, tokens);
    if surnames.is_empty() {
        return;
    }
    for index in 0..tokens.all.len() {
        if is_surname_here(text, tokens, &surnames, index)
            && let Some(token) = tokens.all.get_mut(index)
        {
            token.set_entry(WordEntry::unknown());
        }
    }
}

/// Returns the small words that are written with a capital behind a given name, and before a word without one, as in no
/// headline: "George Will said". A preposition or an adverb, which may begin a sentence whose stop is missing, needs a
/// verb or a mark behind it.
fn find_word_surnames(text: &str, tokens: &TokenList) -> WordKeySet {
    (0..tokens.all.len())
        .filter(|index| is_small_word(tokens, *index) && follows_given(tokens, *index))
        .filter(|index| {
            let is_auxiliary = tokens
                .get(*index)
                .is_some_and(|token| token.has_class(WordClass::Auxiliary));
            let next = tokens.after(*index, 1);
            next.is_none_or(|next| {
                let is_clear = next.kind != TokenKind::Word || is_finite_verb(text, next);
                !next.is_capital() && (is_auxiliary || is_clear)
            })
        })
        .filter_map(|index| tokens.get(index))
        .map(|token| token.word.key())
        .collect()
}

/// Returns `true` for a function word that is written as a name is.
fn is_small_word(tokens: &TokenList, index: usize) -> bool {
    tokens.get(index).is_some_and(|token| {
        token.case == LetterCase::Capital
            && matches!(
                token.class,
                WordClass::Auxiliary | WordClass::Preposition | WordClass::Adverb
            )
    })
}

fn follows_given(tokens: &TokenList, index: usize) -> bool {
    let here = tokens.get(index);
    tokens.before(index, 1).is_some_and(|before| {
        surname_parts::may_name(before)
            && !before.has_class(WordClass::Calendar)
            && here.is_some_and(|here| {
                here.sentence() == before.sentence() && here.region() == before.region()
            })
    })
}

/// Returns `true` if the word at `index` is one of the `surnames` and written as one: behind a given name, in the middle
/// of a sentence, or before a verb.
fn is_surname_here(text: &str, tokens: &TokenList, surnames: &WordKeySet, index: usize) -> bool {
    let Some(token) = tokens.get(index) else {
        return false;
    };
    if !is_small_word(tokens, index) || !surnames.contains(&token.word.key()) {
        return false;
    }
    let before = tokens.before(index, 1).filter(|before| {
        before.sentence() == token.sentence() && before.region() == token.region()
    });
    let next = tokens.after(index, 1);
    let is_inside = before.is_some_and(|before| !before.is_capital())
        && next.is_none_or(|next| !next.is_capital());
    follows_given(tokens, index)
        || is_inside
        || token.is_possessive
        || before.is_none() && next.is_some_and(|next| is_finite_verb(text, next))
}

/// Returns `true` for a verb that cannot follow "will" itself: "wrote", "has", "claims".
fn is_finite_verb(text: &str, token: &TextToken) -> bool {
    let is_base = || token.entry.cue == Some(Symbol::new(token.range().of(text)));
    token.has_class(WordClass::Auxiliary)
        || token.gives(Clue::Past)
        || token.entry.cue.is_some() && !is_base()
        || !token.is_capital() && token.ending == WordEnding::Ed
}
