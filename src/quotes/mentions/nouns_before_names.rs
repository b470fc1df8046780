//! Marks the nouns before names that say what somebody is and are in no list: "Hillwalker Moira Tait said".

use crate::quotes::model::token::{LetterCase, TextToken, TokenKind, TokenList, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass};

/// Makes the first of three capitals a noun for a person, where it begins a sentence or follows a reporting word, ends as
/// such nouns do, and a given name and a surname follow; behind an article also where it says where somebody is from.
pub(crate) fn mark_nouns_before_names(text: &str, tokens: &mut TokenList) {
    for index in 0..tokens.all.len() {
        if is_noun_before_name(text, tokens, index)
            && let Some(token) = tokens.all.get_mut(index)
        {
            token.class = WordClass::Person;
        }
    }
}

fn is_noun_before_name(text: &str, tokens: &TokenList, index: usize) -> bool {
    let Some(token) = tokens.get(index).filter(|token| is_open_capital(token)) else {
        return false;
    };
    let before = tokens.before(index, 1);
    let begins = before.is_none_or(|before| {
        before.sentence() != token.sentence()
            || before.kind == TokenKind::Colon
            || before.entry.cue.is_some() && !before.is_capital()
    });
    let is_together = |next: &&TextToken| {
        next.is_capital() && next.sentence() == token.sentence() && next.region() == token.region()
    };
    let given = tokens.after(index, 1).filter(is_together);
    let surname = tokens.after(index, 2).filter(is_together);
    let is_given = given.is_some_and(|given| {
        given.entry.given.is_some() && !given.entry.is_land && !given.is_possessive
    });
    let has_article = before.is_some_and(|before| before.has_class(WordClass::Determiner));
    // "The Dutchman Koos Bell": whoever is from somewhere may bear a name that is in no list.
    let is_from = has_article
        && token.gives(Clue::Demonym)
        && given.is_some_and(|given| !given.is_possessive);
    surname.is_some() && (begins && is_given && is_noun(text, token) || is_from)
}

/// Returns `true` for a word with a capital of which nothing says that it is something else than a noun.
fn is_open_capital(token: &TextToken) -> bool {
    token.case == LetterCase::Capital
        && token.has_class(WordClass::Unknown)
        && token.is_unquoted()
        && !token.is_possessive
        && token.entry.given.is_none()
        && token.entry.cue.is_none()
        && !token.entry.is_land
        && !token.entry.is_place
        && !token.gives(Clue::Verb)
        && !token.gives(Clue::Forename)
        && !token.gives(Clue::Time)
}

fn is_noun(text: &str, token: &TextToken) -> bool {
    let is_age = token.range().of(text).ends_with("-old");
    let is_known =
        token.gives(Clue::Epithet) || token.gives(Clue::Demonym) || token.gives(Clue::Small);
    token.ending == WordEnding::Doer || is_age || is_known || token.is_any(&["independent"])
}
