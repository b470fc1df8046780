//! Takes whoever is said behind a quote to have put it so: "'…', as Ortiz put it".

use crate::quotes::attribution::clause_case::ClauseCase;
use crate::quotes::model::cue::CueLink;
use crate::quotes::model::mention::Mention;
use crate::quotes::model::pick::Pick;
use crate::quotes::model::token::TokenKind;
use crate::quotes::model::word_class::Clue;

/// How many mentions behind a quote are looked at.
const REACH: usize = 5;

/// Takes the agent behind a quote that a passive verb gives to somebody: "was called '…' by Ortiz".
pub(crate) fn take_agent_behind(case: &ClauseCase<'_>) -> Option<Pick> {
    let (scene, view) = (case.scene, case.view);
    let end = scene.cues.partition_point(|cue| cue.token < view.first);
    let cue = scene.cues.get(end.checked_sub(1)?)?;
    let subject = scene.mentions.get(cue.subject)?;
    let by = scene.tokens.before(subject.lead, 1)?;
    let is_agent = cue.link == CueLink::Agent && by.is_any(&["by"]) && subject.lead == view.end + 1;
    is_agent.then(|| case.pick.with_speaker(cue.subject))
}

/// Takes whose words the sentence behind a quote says it was: "'…' That was how Ortiz put it".
pub(crate) fn take_owner_behind(case: &ClauseCase<'_>) -> Option<Pick> {
    let (scene, view) = (case.scene, case.view);
    let opener = scene.token(view.end)?;
    let verb = scene.token(view.end + 1)?;
    let is_new_sentence = case.sentence_of(view.end.checked_sub(1)?) != Some(opener.sentence());
    let points_back = opener.is_any(&["that", "those", "these", "such", "so", "thus"])
        && (verb.gives(Clue::Passive) || verb.entry.cue.is_some());
    let position = scene
        .mentions
        .partition_point(|mention| mention.tokens.0 < view.end);
    let near = position..(position + REACH).min(scene.mentions.len());
    let owns = |index: &usize| {
        scene.mentions.get(*index).is_some_and(|mention| {
            let before = |steps| scene.tokens.before(mention.lead, steps);
            let after = scene.tokens.after(mention.tokens.1, 1);
            let is_of = before(1).is_some_and(|token| token.is_any(&["of", "from"]))
                && before(2).is_some_and(|token| token.is_any(&["words", "message", "verdict"]));
            let is_how = before(1).is_some_and(|token| token.is_any(&["how"]))
                && after.is_some_and(|token| {
                    token.entry.cue.is_some() || token.is_any(&["put", "puts", "saw", "sees"])
                });
            let is_inverted = mention.lead == view.end + 2 && verb.entry.cue.is_some();
            let is_same = case.sentence_of(mention.tokens.0) == Some(opener.sentence());
            is_same && !mention.is_quoted && (is_of || is_how || is_inverted)
        })
    };
    let found = near.into_iter().find(owns)?;
    (is_new_sentence && points_back).then(|| case.pick.with_speaker(found))
}

/// Takes whoever put it so right behind a quote: "'…', as Ortiz put it", "as the memo says".
pub(crate) fn take_who_put_it(case: &ClauseCase<'_>) -> Option<Pick> {
    let (scene, view) = (case.scene, case.view);
    let here = view.end.checked_sub(1)?;
    let next = scene.tokens.after(here, 1)?;
    let at = view.end + usize::from(next.kind == TokenKind::Comma);
    scene.token(at).filter(|token| token.is_any(&["as"]))?;
    let mut near = view.next_mention..(view.next_mention + REACH).min(scene.mentions.len());
    let begins = |mention: &Mention| mention.lead == at + 1 && !mention.is_quoted;
    let last = near.rfind(|index| scene.mentions.get(*index).is_some_and(begins))?;
    let mention = scene.mentions.get(last)?;
    let is = |steps: usize, words: &[&str]| {
        let token = scene.tokens.after(mention.tokens.1, steps);
        token.is_some_and(|token| token.is_any(words))
    };
    let verb = scene.tokens.after(mention.tokens.1, 1)?;
    let says = is(1, &["put", "puts"]) && is(2, &["it"])
        || verb.gives(Clue::PlainCue) && !is(2, &["that"]);
    (says && !mention.is_possessive).then(|| case.pick.with_speaker(last))
}
