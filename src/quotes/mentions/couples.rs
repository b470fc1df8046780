//! Finds the surname that somebody shares with whoever is named behind them: "Brian and Sheila Cope".

use crate::quotes::model::mention::{Mention, MentionForm};
use crate::quotes::model::token::{TextToken, TokenList};
use crate::quotes::model::word_class::WordClass;

/// Returns the token of the surname that the given name at `index` shares with the full name joined to it.
pub(super) fn shared_surname(
    tokens: &TokenList,
    mentions: &[Mention],
    index: usize,
) -> Option<usize> {
    let first = mentions.get(index)?;
    let second = mentions.get(index + 1)?;
    let given = tokens.get(first.tokens.0)?;
    let joiner = tokens.after(first.tokens.1, 1)?;
    let own = tokens.get(second.tokens.0)?;
    let is_given = |token: &TextToken| {
        token.entry.given.is_some() && !token.entry.is_land && !token.has_class(WordClass::Calendar)
    };
    let is_plain = |mention: &Mention| mention.lead == mention.tokens.0 && !mention.is_modifier;
    let is_pair = first.tokens.0 == first.tokens.1
        && second.tokens.1 == second.tokens.0 + 1
        && second.form == MentionForm::Name
        && second.lead == first.tokens.1 + 2
        && joiner.is_any(&["and", "&"])
        && own.sentence() == given.sentence()
        && own.region() == given.region();
    let are_given = is_given(given) && (is_given(own) || own.has_class(WordClass::Unknown));
    (is_pair && are_given && is_plain(first) && is_plain(second) && !first.is_possessive)
        .then_some(second.tokens.1)
}
