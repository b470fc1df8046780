//! Says who tells a clause with a quote in it where the teller is named behind the quote, and where the clause leads to the words
//! with a preposition.

use crate::quotes::attribution::clause_case::ClauseCase;
use crate::quotes::model::cue::{Cue, CueLink};
use crate::quotes::model::mention::Mention;
use crate::quotes::model::token::TokenKind;
use crate::quotes::model::word_class::WordClass;

/// Returns `true` if whom a cue tells reports it behind the quote: "Ortiz had warned her that it was “…”, she said".
pub(super) fn tells_teller(case: &ClauseCase<'_>, cue: &Cue, picked: &Mention) -> bool {
    let object = case.scene.tokens.after(cue.token, 1);
    let teller = case.scene.token(picked.tokens.0);
    let are = |one: &str, other: &str| {
        object.is_some_and(|object| object.is_any(&[one]))
            && teller.is_some_and(|teller| teller.is_any(&[other]))
    };
    // "Told her mother that it was “…”" has another object.
    let leads_on = case.scene.tokens.after(cue.token, 2).is_some_and(|next| {
        matches!(
            next.class,
            WordClass::That | WordClass::Subject | WordClass::Determiner
        ) || next.is_any(&["to"])
    });
    leads_on && (are("her", "she") || are("him", "he") || are("them", "they") || are("me", "i"))
}

/// Returns `true` if a document behind the quote tells what somebody says that a mention did: "Ortiz contends Bell assured her
/// it was “…”, according to the claim".
pub(super) fn is_told_twice(case: &ClauseCase<'_>, subject: &Mention) -> bool {
    let source = case
        .pick
        .speaker
        .and_then(|picked| case.subjects.cue_of(picked));
    let is_source = source.is_some_and(|source| source.link == CueLink::Agent);
    let opener = case.scene.tokens.before(subject.lead, 1);
    is_source
        && opener
            .is_some_and(|opener| opener.is_any(&["contends", "alleges", "claims", "says", "said"]))
}

/// Returns `true` for what somebody begins or ends with, before a colon: "would begin every lesson with: “…”".
pub(super) fn begins_with_words(case: &ClauseCase<'_>, cue: &Cue) -> bool {
    let before = |steps| case.scene.tokens.before(case.view.first, steps);
    let is_verb = case.scene.token(cue.token).is_some_and(|token| {
        token.is_any(&["begin", "began", "begins", "start", "started", "starts"])
            || token.is_any(&["open", "opened", "opens", "end", "ended", "ends"])
    });
    is_verb
        && before(1).is_some_and(|colon| colon.kind == TokenKind::Colon)
        && before(2).is_some_and(|with| with.is_any(&["with"]))
}
