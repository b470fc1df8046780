//! Corrects a pick where the clause before or behind a quote leaves no doubt who speaks.

use crate::quotes::attribution::clauses::{self, ClauseJoint};
use crate::quotes::model::cue::{Cue, CueLink, CuePosition};
use crate::quotes::model::cue_subjects::CueSubjects;
use crate::quotes::model::mention::{MentionForm, MentionSort};
use crate::quotes::model::pick::Pick;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::{Symbol, WordKey};
use crate::quotes::model::token::{TextToken, TokenKind, WordEnding};
use crate::quotes::model::view::RegionView;
use crate::quotes::model::word_class::WordClass;

/// Lemmas of cues that only report.
const PLAIN: &[&str] = &["say", "write", "add", "tell", "tweet"];

/// Verbs of speaking besides those.
const SPEAKING: &[&str] = &[
    "ask", "answer", "reply", "respond", "retort", "shout", "yell", "scream", "joke", "quip",
    "declare", "exclaim",
];

/// Verbs that name.
const NAMING: &[&str] = &["call", "dub", "label", "term", "brand"];

/// How many tokens may stand between a quote and the cue that adjoins it.
const ADJOINING: usize = 4;

/// How many mentions before a quote are looked at for whose words it is.
const REACH: usize = 3;

/// The most cues before the one right before a quote that are looked at.
const MOST_EARLIER: usize = 6;

/// Corrects what was picked for a region.
pub(crate) fn correct(
    scene: &Scene<'_>,
    view: &RegionView,
    subjects: &CueSubjects<'_>,
    pick: Pick,
) -> Pick {
    let pick = behind(scene, view, beside(scene, view, pick));
    let pick = spoken(scene, view, subjects, pick);
    labelled(scene, view, pick)
}

/// Takes whoever said it where the source of the report was picked: "…," Ortiz said, according to the Ledger; or Ledger
/// quoted Ortiz as saying "…".
fn spoken(scene: &Scene<'_>, view: &RegionView, subjects: &CueSubjects<'_>, pick: Pick) -> Pick {
    if let Some(found) = cited(scene, view).or_else(|| worded(scene, view)) {
        return pick.with_speaker(found);
    }
    let own = pick.speaker.and_then(|speaker| subjects.cue_of(speaker));
    let after = scene.cues.partition_point(|cue| cue.token < view.end);
    match (own, scene.cues.get(after)) {
        (Some(source), Some(cue))
            if source.link == CueLink::Agent
                && cue.token < source.token
                && matches!(cue.link, CueLink::Direct | CueLink::Inverted)
                && is_plain(cue)
                && view.cue_position(scene, cue) == Some(CuePosition::After)
                && view.token_distance(cue.token) <= ADJOINING =>
        {
            pick.with_speaker(cue.subject)
        }
        _ => pick,
    }
}

/// Returns whom the cue right before a quote cites: "quoted Ortiz as saying".
fn cited(scene: &Scene<'_>, view: &RegionView) -> Option<usize> {
    let before = scene.cues.partition_point(|cue| cue.token < view.first);
    let cue = scene.cues.get(before.checked_sub(1)?)?;
    let is_as = scene.tokens.before(cue.token, 1)?.word == WordKey::new("as");
    let is_near = view.cue_position(scene, cue) == Some(CuePosition::Before)
        && view.token_distance(cue.token) <= ADJOINING;
    (is_as && is_near && cue.link == CueLink::Direct).then_some(cue.subject)
}

/// Returns whose words a quote is said to be: "in the words of one aide, '…'", "in her words, '…'".
fn worded(scene: &Scene<'_>, view: &RegionView) -> Option<usize> {
    let comma = scene.tokens.before(view.first, 1)?;
    let end = view.first - usize::from(comma.kind == TokenKind::Comma);
    let is = |steps: usize, word: &str| {
        let token = scene.tokens.before(end, steps);
        token.is_some_and(|token| token.is_any(&[word]) && token.is_told())
    };
    let owned = is(1, "words").then(|| 1 + usize::from(is(2, "own")));
    let near = view.next_mention.saturating_sub(REACH)..view.next_mention;
    near.rev().find(|index| {
        scene.mentions.get(*index).is_some_and(|mention| {
            let before = |steps| scene.tokens.before(mention.lead, steps);
            let is_of = before(1).is_some_and(|token| token.is_any(&["of"]))
                && before(2).is_some_and(|token| token.is_any(&["words"]));
            let ends = |steps: usize| mention.tokens.1 + steps + 1 == end;
            is_of && ends(0) || mention.is_possessive && owned.is_some_and(ends)
        })
    })
}

/// Takes the name that a colon leads on from to a quote, with nothing said before it: "Hard winters - Ana Ruiz: '…'".
fn labelled(scene: &Scene<'_>, view: &RegionView, pick: Pick) -> Pick {
    let colon = scene.tokens.before(view.first, 1);
    if colon.is_none_or(|token| token.kind != TokenKind::Colon || !token.is_told()) {
        return pick;
    }
    let end = view.first.saturating_sub(2);
    let ends_here = |index: &usize| {
        scene
            .mentions
            .get(*index)
            .is_some_and(|mention| mention.tokens.1 == end && mention.form == MentionForm::Name)
    };
    let near = view.next_mention.saturating_sub(2)..view.next_mention;
    let Some(found) = near.rev().find(ends_here) else {
        return pick;
    };
    let stands_alone = scene.mentions.get(found).is_some_and(|mention| {
        let is_free = !mention.is_possessive && !mention.is_quoted;
        is_free
            && scene.tokens.before(mention.lead, 1).is_none_or(|token| {
                matches!(
                    token.kind,
                    TokenKind::Dash | TokenKind::Stop | TokenKind::Closing
                ) || token.word == WordKey::new("from")
            })
    });
    if stands_alone {
        pick.with_speaker(found)
    } else {
        pick
    }
}

/// Takes whoever reports at the end of a sentence that a quote begins: "'…' was not true, Ortiz added."
fn behind(scene: &Scene<'_>, view: &RegionView, pick: Pick) -> Pick {
    let sentence = |at: usize| scene.token(at).map(|token| token.sentence);
    let here = sentence(view.first);
    let begins = view.first.checked_sub(1).and_then(sentence) != here;
    let end = scene
        .cues
        .partition_point(|cue| sentence(cue.token) <= here);
    let last = end.checked_sub(1).and_then(|at| scene.cues.get(at));
    match last {
        Some(cue)
            if begins
                && cue.token >= view.end
                && sentence(cue.token) == here
                && is_plain(cue)
                && cue.link == CueLink::Direct
                && is_parenthetical(scene, cue) =>
        {
            Pick {
                speaker: Some(cue.subject),
                second: pick
                    .speaker
                    .filter(|index| *index != cue.subject)
                    .or(pick.second),
                probability: pick.probability.max(1.0 - pick.probability),
            }
        }
        _ => pick,
    }
}

/// Says whether a cue only reports.
fn is_plain(cue: &Cue) -> bool {
    PLAIN.iter().any(|lemma| cue.lemma == Symbol::new(lemma))
}

/// Says whether a comma, the subject and the cue alone end the sentence.
fn is_parenthetical(scene: &Scene<'_>, cue: &Cue) -> bool {
    let Some(subject) = scene.mentions.get(cue.subject) else {
        return false;
    };
    let before = scene.tokens.before(subject.lead, 1).map(|token| token.kind);
    let after = scene.tokens.after(cue.token, 1).map(|token| token.kind);
    before == Some(TokenKind::Comma) && matches!(after, None | Some(TokenKind::Stop))
}

/// Takes the subject of the cue right before a quote where that cue can have no other quote: between two quotes of a
/// sentence ("…," while Ortiz said it was "…"), in a clause of its own, or with nothing between.
fn beside(scene: &Scene<'_>, view: &RegionView, pick: Pick) -> Pick {
    let before = scene.cues.partition_point(|cue| cue.token < view.first);
    let nearest = before.checked_sub(1).and_then(|at| scene.cues.get(at));
    match nearest {
        Some(cue)
            if matches!(
                cue.link,
                CueLink::Direct | CueLink::Headed | CueLink::Apposed
            ) && view.cue_position(scene, cue) == Some(CuePosition::Before)
                && view.token_distance(cue.token) <= ADJOINING
                && pick.speaker != Some(cue.subject)
                && (is_plain(cue) && is_behind_quote(scene, view, cue)
                    || is_other_clause(scene, view, cue, pick)
                    || names(scene, view, cue)
                    || leads(scene, view, cue)) =>
        {
            pick.with_speaker(cue.subject)
        }
        _ => pick,
    }
}

/// Says whether nothing but a comma or a colon stands between a verb of speaking and a quote that begins with a capital:
/// "Ortiz left as a heckler yelled: '…'".
fn leads(scene: &Scene<'_>, view: &RegionView, cue: &Cue) -> bool {
    let is_mark = |token: &TextToken| matches!(token.kind, TokenKind::Comma | TokenKind::Colon);
    let next = scene.tokens.after(cue.token, 1);
    let adjoins = match view.token_distance(cue.token) {
        0 => true,
        1 => next.is_some_and(is_mark),
        _ => false,
    };
    let is_speaking = is_plain(cue) || SPEAKING.iter().any(|lemma| cue.lemma == Symbol::new(lemma));
    let is_finite = scene
        .token(cue.token)
        .is_some_and(|token| token.ending != WordEnding::Ing);
    adjoins && is_speaking && is_finite && view.is_capital
}

/// Says whether a cue names with the quote what stands before its subject: "a feat one expert called '…'", but not
/// "a book called '…'".
fn names(scene: &Scene<'_>, view: &RegionView, cue: &Cue) -> bool {
    let is_naming = NAMING.iter().any(|lemma| cue.lemma == Symbol::new(lemma));
    let is_finite = scene
        .token(cue.token)
        .is_some_and(|token| token.ending != WordEnding::Ing);
    let is_somebody = scene.mentions.get(cue.subject).is_some_and(|subject| {
        let head = scene.token(subject.tokens.1);
        subject.form != MentionForm::Description
            || matches!(
                subject.sort,
                MentionSort::Person | MentionSort::Organisation
            )
            || head.is_some_and(|head| head.has_class(WordClass::Determiner))
    });
    is_naming && is_finite && is_somebody && view.token_distance(cue.token) == 0
}

/// Says whether a cue's clause stands beside that of whom was picked: "Ortiz blamed the board, and Bell called it '…'".
fn is_other_clause(scene: &Scene<'_>, view: &RegionView, cue: &Cue, pick: Pick) -> bool {
    let end = scene.cues.partition_point(|other| other.token < cue.token);
    let earlier = scene.cues.get(..end).unwrap_or_default();
    let is_before = |index: usize| {
        let near = earlier.iter().rev().take(MOST_EARLIER);
        near.take_while(|other| view.cue_position(scene, other) == Some(CuePosition::Before))
            .any(|other| other.subject == index)
    };
    // "No wonder Ortiz said, and I quote".
    let is_author = scene
        .token_of(cue.subject)
        .is_some_and(|token| token.is_any(&["i"]));
    !is_author
        && clauses::clause_joint(scene, cue.subject) == Some(ClauseJoint::Certain)
        && pick.speaker.is_some_and(is_before)
}

/// Says whether a quote of the same sentence stands before a cue.
fn is_behind_quote(scene: &Scene<'_>, view: &RegionView, cue: &Cue) -> bool {
    let before = view
        .region
        .checked_sub(1)
        .and_then(|at| scene.regions.get(at));
    let sentence = |at: usize| scene.token(at).map(|token| token.sentence);
    before.is_some_and(|before| {
        let last = scene.tokens.index_at(before.range.start);
        last < cue.token && sentence(last) == sentence(cue.token)
    })
}
