//! Takes the innermost speaker of what somebody tells where the verb beside the words says what somebody takes something for, or
//! where somebody acts and then cries out: "Ortiz said the surgeon considered it '…'".

use crate::quotes::attribution::clause_case::ClauseCase;
use crate::quotes::attribution::inner_clauses::{begins_clause, has_break};
use crate::quotes::model::cue::{Cue, CueLink};
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::pick::Pick;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::model::word_class::{Clue, WordClass};

/// The most words between a verb and what it takes something for.
const LONGEST_OBJECT: usize = 8;

/// How many auxiliaries and adverbs may be before the verb.
const MOST_SKIPPED: usize = 3;

/// How many mentions before a quote are looked at.
const REACH: usize = 6;

/// The most words of what somebody does before they cry out.
const LONGEST_ACT: usize = 14;

/// Takes the subject of a verb that says what somebody takes something for, where whoever tells of it was picked: "said the
/// surgeon deemed the plan '…'".
pub(crate) fn take_judge(case: &ClauseCase<'_>) -> Option<Pick> {
    let verb = find_verdict(case)?;
    let start = start_of_verb(case, verb)?;
    let found = find_ending_at(case, start.checked_sub(1)?)?;
    let inner = case.scene.mentions.get(found)?;
    let is_clause = begins_clause(case, inner.lead, inner);
    (is_clause && can_judge(inner) && is_told_of(case, found))
        .then(|| case.pick.with_speaker(found))
}

/// Takes whoever acts and then cries out in what somebody tells: "said the surgeon threw the plate and screamed: '…'".
pub(crate) fn take_crier(case: &ClauseCase<'_>) -> Option<Pick> {
    let cue = case
        .adjoining_cue()
        .filter(|cue| cue.link == CueLink::Coordinated && is_cry(case, cue))?;
    let near = case.view.next_mention.saturating_sub(REACH)..case.view.next_mention;
    let found = near.into_iter().find(|at| {
        case.scene.mentions.get(*at).is_some_and(|inner| {
            inner.tokens.1 + 1 < cue.token.saturating_sub(1)
                && cue.token - inner.tokens.1 <= LONGEST_ACT
                && can_judge(inner)
                && begins_clause(case, inner.lead, inner)
                && acts(case, inner, cue)
                && is_told_of(case, *at)
        })
    })?;
    Some(case.pick.with_speaker(found))
}

/// Returns `true` for a verb of crying out or muttering, which tells more of the one who acts than of the teller.
fn is_cry(case: &ClauseCase<'_>, cue: &Cue) -> bool {
    let token = case.scene.token(cue.token);
    case.has_clue(cue, Clue::Cry)
        || token.is_some_and(|token| token.is_any(&["muttered", "mumbled", "whispered", "cried"]))
}

/// Returns the token of the verb that a quote completes: "considered it '…'", "saw the mould as '…'", "once demanded '…'".
fn find_verdict(case: &ClauseCase<'_>) -> Option<usize> {
    let first = case.view.first;
    let before = case.scene.tokens.before(first, 1)?;
    let verb = (first.saturating_sub(LONGEST_OBJECT + 1)..first)
        .rev()
        .find(|at| case.scene.token(*at).is_some_and(is_verdict))?;
    let token = case.scene.token(verb)?;
    let is_object = before.has_class(WordClass::Object) || before.is_any(&["it", "her"]);
    let fits = if before.is_any(&["as"]) {
        token.gives(Clue::TakesAs)
    } else if before.is_any(&["to"]) {
        token.is_any(&["likened", "likens", "compared", "compares"])
    } else if verb + 1 == first {
        token.is_any(&["demanded", "demands"])
    } else {
        token.gives(Clue::Takes) || is_object && token.is_any(&["found", "finds"])
    };
    let is_verb = |at: usize| {
        case.scene.token(at).is_some_and(|token| {
            token.has_class(WordClass::Auxiliary) || token.has_class(WordClass::That)
        })
    };
    let is_whole = !(verb + 1..first).any(is_verb);
    // "Reckoned she was '…'".
    let is_opinion = token.is_any(&["reckoned", "reckons"]);
    ((fits && is_whole || is_opinion) && !has_break(case, verb)).then_some(verb)
}

fn is_verdict(token: &TextToken) -> bool {
    token.gives(Clue::Takes)
        || token.gives(Clue::TakesAs)
        || token.is_any(&["likened", "likens", "compared", "compares"])
        || token.is_any(&["demanded", "demands", "found", "finds"])
        || token.is_any(&["reckoned", "reckons"])
}

/// Returns the first token of an active verb: "had once considered"; `None` for "was considered".
fn start_of_verb(case: &ClauseCase<'_>, verb: usize) -> Option<usize> {
    let is_skipped = |at: &usize| {
        case.scene.token(*at).is_some_and(|token| {
            token.has_class(WordClass::Auxiliary) || token.has_class(WordClass::Adverb)
        })
    };
    let skipped = (verb.saturating_sub(MOST_SKIPPED)..verb)
        .rev()
        .take_while(is_skipped);
    let start = skipped.last().unwrap_or(verb);
    let is_passive = (start..verb).any(|at| {
        let token = case.scene.token(at);
        token.is_some_and(|token| token.gives(Clue::Passive))
    });
    (!is_passive).then_some(start)
}

/// Returns the mention that ends at a token, or what governs it: the board in "the board of the club".
fn find_ending_at(case: &ClauseCase<'_>, last: usize) -> Option<usize> {
    let scene = case.scene;
    let near = case.view.next_mention.saturating_sub(REACH)..case.view.next_mention;
    let ends = |at: usize| {
        let mut near = near.clone().rev();
        near.find(|index| {
            let mention = scene.mentions.get(*index);
            mention.is_some_and(|mention| mention.tokens.1 == at)
        })
    };
    let found = ends(last)?;
    if !scene.is_governed(found) {
        return Some(found);
    }
    ends(scene.mentions.get(found)?.lead.checked_sub(2)?).filter(|noun| !scene.is_governed(*noun))
}

/// Returns `true` for somebody who can take something for something: no pronoun, which is most often the teller, and no thing.
fn can_judge(mention: &Mention) -> bool {
    let is_free = !mention.is_possessive && !mention.is_modifier && !mention.is_quoted;
    is_free
        && match (mention.form, mention.sort) {
            (MentionForm::Name, sort) => sort != MentionSort::Document,
            (MentionForm::Description, MentionSort::Person | MentionSort::Organisation) => true,
            (MentionForm::Description, MentionSort::Document | MentionSort::Unknown)
            | (MentionForm::Pronoun, _) => false,
        }
}

/// Returns `true` if a word right behind a mention begins what it does, and no comma ends that before a cue.
fn acts(case: &ClauseCase<'_>, inner: &Mention, cue: &Cue) -> bool {
    let verb = case.scene.tokens.after(inner.tokens.1, 1);
    let is_verb = verb.is_some_and(|token| {
        let is_joint = matches!(
            token.class,
            WordClass::Conjunction | WordClass::Preposition | WordClass::Relative
        );
        token.kind == TokenKind::Word && !is_joint
    });
    let is_word = |at: usize| {
        case.scene.token(at).is_some_and(|token| {
            matches!(token.kind, TokenKind::Word | TokenKind::Number) && token.is_unquoted()
        })
    };
    is_verb && (inner.tokens.1 + 1..cue.token).all(is_word)
}

/// Returns `true` if whoever was picked says something of what the mention at `index` does, in the same sentence.
fn is_told_of(case: &ClauseCase<'_>, index: usize) -> bool {
    let scene = case.scene;
    let (Some(picked), Some(inner)) = (case.pick.speaker, scene.mentions.get(index)) else {
        return false;
    };
    let Some(outer) = scene.mentions.get(picked) else {
        return false;
    };
    let reports = |cue: &Cue| {
        let recalls = case.scene.token(cue.token);
        let recalls = recalls.is_some_and(|token| token.is_any(&["recalled", "recalls"]));
        let says = case.is_plain(cue) || case.has_clue(cue, Clue::ClauseCue) || recalls;
        let is_word = |at: usize| {
            let token = scene.token(at);
            // "Responding to the news that the mayor deemed it '…'" tells nothing of the mayor.
            token.is_some_and(|token| token.kind == TokenKind::Word && !token.is_any(&["to"]))
        };
        cue.subject == picked
            && says
            && outer.tokens.1 < cue.token
            && (cue.token..inner.lead).all(is_word)
    };
    let end = scene.cues.partition_point(|cue| cue.token < inner.lead);
    // "Said it, suggesting the mayor saw it as '…'" is what the teller says of the mayor.
    let last = end.checked_sub(1).and_then(|at| scene.cues.get(at));
    outer.tokens.1 < inner.lead
        && case.sentence_of(outer.tokens.0) == case.sentence_of(case.view.first)
        && last.is_some_and(reports)
}
