//! Passes over whoever is not part of the clause that a quote belongs to: in brackets, or inside what is reported.

use crate::quotes::attribution::clause_case::ClauseCase;
use crate::quotes::model::cue::{Cue, CueLink};
use crate::quotes::model::mention::{Mention, MentionForm};
use crate::quotes::model::pick::Pick;
use crate::quotes::model::token::TokenKind;
use crate::quotes::model::word_class::{Clue, WordClass};

/// Takes the subject of a participle right before a quote where somebody in closed brackets was picked: "The pier fell (Ortiz
/// called it “…”), and Bell calmed the crew by telling them, “…”".
pub(super) fn take_subject_behind_brackets(case: &ClauseCase<'_>) -> Option<Pick> {
    let cue = case.adjoining_cue()?;
    let speaks = case.is_plain(cue)
        || case.has_clue(cue, Clue::ClauseCue)
        || case
            .scene
            .token(cue.token)?
            .is_any(&["remarking", "adding"]);
    let picked = case.scene.mentions.get(case.pick.speaker?)?;
    let subject = case.scene.mentions.get(cue.subject)?;
    let takes = cue.link == CueLink::Participle
        && speaks
        && picked.tokens.1 < subject.lead
        && case.sentence_of(picked.tokens.0) == case.sentence_of(cue.token)
        && closes_brackets(case, picked.tokens.1, subject.lead);
    takes.then(|| case.pick.with_speaker(cue.subject))
}

/// Returns `true` if brackets that hold the token `from` close before the token `to`.
fn closes_brackets(case: &ClauseCase<'_>, from: usize, to: usize) -> bool {
    let mut marks = (from..to)
        .filter_map(|at| case.scene.token(at))
        .map(|token| token.kind)
        .filter(|kind| matches!(kind, TokenKind::Opening | TokenKind::Closing));
    marks.next() == Some(TokenKind::Closing)
}

/// Takes whoever reports in the sentence before where the one told of was picked: "Ortiz said Bell, a pilot, wanted to leave.
/// “He was tired.”"
pub(super) fn take_reporter(case: &ClauseCase<'_>) -> Option<Pick> {
    let told = case.scene.mentions.get(case.pick.speaker?)?;
    let own = case.subjects.cue_of(case.pick.speaker?)?;
    let is_told_of = told.form == MentionForm::Name
        && own.link == CueLink::Apposed
        && !case.is_plain(own)
        && !case.has_clue(own, Clue::ClauseCue)
        && case.sentence_of(told.tokens.0) != case.sentence_of(case.view.first);
    let cue = find_reporting_cue(case, told).filter(|_| is_told_of)?;
    let reporter = case.scene.mentions.get(cue.subject)?;
    let is_somebody = reporter.form == MentionForm::Name && !reporter.is_possessive;
    is_somebody.then(|| case.pick.with_speaker(cue.subject))
}

/// Returns the cue right before a mention, which begins what the cue reports: "said Bell", "said that Bell".
fn find_reporting_cue<'a>(case: &ClauseCase<'a>, told: &Mention) -> Option<&'a Cue> {
    let before = case.scene.tokens.before(told.lead, 1)?;
    let end = told.lead - usize::from(before.has_class(WordClass::That));
    let at = end.checked_sub(1)?;
    let found = case.scene.cues.partition_point(|cue| cue.token < at);
    let cue = case.scene.cues.get(found).filter(|cue| cue.token == at)?;
    (cue.link == CueLink::Direct && case.is_plain(cue)).then_some(cue)
}
