//! Takes whoever wrote or issued a document where the document was picked: "police issued a statement saying '…'".

use crate::quotes::attribution::clause_case::ClauseCase;
use crate::quotes::model::mention::{MentionForm, MentionSort};
use crate::quotes::model::pick::Pick;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::TokenKind;
use crate::quotes::model::word_class::{Clue, WordClass};

/// Verbs whose subject speaks by the document that is their object.
const ISSUES: &[&str] = &[
    "issue",
    "issues",
    "issued",
    "release",
    "releases",
    "released",
    "publish",
    "published",
    "post",
    "posted",
    "sent",
    "wrote",
    "left",
    "gave",
];

/// How many mentions before a quote may be the document that it is read from.
const REACH: usize = 4;

/// How many words "read" may be from the document: "read aloud from a letter".
const MOST_READING: usize = 3;

/// How many auxiliaries and adverbs may come before the verb: "police have now issued".
const MOST_AUXILIARIES: usize = 3;

/// Takes the person from whom a document comes that was picked though it reports nothing: "I got a letter from Ana
/// Ruiz."
pub(crate) fn take_writer(case: &ClauseCase<'_>) -> Option<Pick> {
    let picked = case.pick.speaker?;
    let writer = find_writer(case.scene, picked).filter(|_| !case.scene.is_subject(picked))?;
    Some(case.pick.with_speaker(writer))
}

/// Takes the person from whom a document comes where somebody else, who was picked, only reads or has it: "The clerk
/// read a statement by the captain: “…”", "a letter from her father which begins, “…”".
pub(crate) fn take_author(case: &ClauseCase<'_>) -> Option<Pick> {
    let (scene, view) = (case.scene, case.view);
    let picked = scene.mentions.get(case.pick.speaker?)?;
    let here = case.sentence_of(picked.tokens.0);
    let near = view.next_mention.saturating_sub(REACH)..view.next_mention;
    let (document, writer) = near.rev().find_map(|at| {
        let writer = find_writer(scene, at)?;
        Some((scene.mentions.get(at)?, writer))
    })?;
    let behind = scene.mentions.get(writer)?.tokens.1 + 1;
    let is_reader = picked.tokens.1 < document.lead
        && case.sentence_of(document.lead) == here
        && case.sentence_of(view.first.checked_sub(1)?) == here;
    let mark = scene.tokens.before(view.first, 1)?;
    let is_read = (1..=MOST_READING).any(|steps| {
        let verb = scene.tokens.before(document.lead, steps);
        verb.is_some_and(|verb| verb.is_any(&["read", "reads"]) && verb.is_unquoted())
    });
    let end = view.first - usize::from(mark.kind == TokenKind::Comma);
    // "A letter from her father, which begins", but not "a letter from Bell and sent a reply that began".
    let verb = scene.tokens.before(end, 1)?;
    let begins = (verb.gives(Clue::Begins) || verb.gives(Clue::Reads))
        && scene.tokens.before(end, 2)?.is_any(&["which", "that"])
        && scene.token(behind).is_some_and(|next| {
            behind + 2 == end || next.kind == TokenKind::Comma && behind + 3 == end
        });
    let leads = mark.kind == TokenKind::Colon && is_read && !has_cue_between(case, behind);
    (is_reader && (leads || begins)).then(|| case.pick.with_speaker(writer))
}

/// Returns `true` if somebody speaks between the token at `start` and the quote: "a letter from Ed Bell, said".
fn has_cue_between(case: &ClauseCase<'_>, start: usize) -> bool {
    let cues = &case.scene.cues;
    let before = cues.partition_point(|cue| cue.token < case.view.first);
    let last = before.checked_sub(1).and_then(|at| cues.get(at));
    last.is_some_and(|cue| cue.token >= start)
}

/// Returns the person behind "from" or "by" from whom the document at `picked` comes.
fn find_writer(scene: &Scene<'_>, picked: usize) -> Option<usize> {
    let document = scene.mentions.get(picked)?;
    let is_document = document.sort == MentionSort::Document
        && document.form == MentionForm::Description
        && !document.is_possessive
        && !document.is_quoted;
    let by = scene.tokens.after(document.tokens.1, 1)?;
    let writer = (picked + 1..picked + 3).find(|index| {
        let next = scene.mentions.get(*index);
        next.is_some_and(|next| {
            next.lead == document.tokens.1 + 2 && next.form != MentionForm::Pronoun
        })
    })?;
    let mention = scene.mentions.get(writer)?;
    let is_person = match (mention.form, mention.sort) {
        (MentionForm::Name, sort) => {
            matches!(sort, MentionSort::Person | MentionSort::Unknown)
                && mention.tokens.1 > mention.tokens.0
        }
        (MentionForm::Description, sort) => sort == MentionSort::Person,
        (MentionForm::Pronoun, _) => false,
    };
    let is_free = !mention.is_possessive && !mention.is_modifier;
    let is_written = by.is_any(&["from", "by"]);
    (is_document && is_written && is_person && is_free).then_some(writer)
}

/// Takes whoever issued the document that was picked: "police issued a statement saying '…'".
pub(crate) fn take_issuer(case: &ClauseCase<'_>) -> Option<Pick> {
    let scene = case.scene;
    let document = scene.mentions.get(case.pick.speaker?)?;
    let is_document =
        document.sort == MentionSort::Document && document.form == MentionForm::Description;
    let is_new = scene
        .token(document.lead)
        .is_some_and(|token| token.is_any(&["a", "an"]));
    let verb = document.lead.checked_sub(1)?;
    let is_issued = scene.token(verb)?.is_any(ISSUES);
    let sentence = case.sentence_of(verb);
    let speaks = (1..=2).any(|steps| {
        let next = scene.tokens.after(document.tokens.1, steps);
        next.is_some_and(|next| next.gives(Clue::Reads) && Some(next.sentence()) == sentence)
    });
    let issuer = find_subject_before(scene, verb).filter(|_| is_document && is_new)?;
    (is_issued && speaks).then(|| case.pick.with_speaker(issuer))
}

/// Returns the mention right before a verb, its auxiliaries apart.
fn find_subject_before(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let end = scene
        .mentions
        .partition_point(|mention| mention.tokens.0 < verb);
    let found = end.checked_sub(1)?;
    let mention = scene.mentions.get(found)?;
    let mut between = mention.tokens.1 + 1..verb;
    let is_near = between.len() <= MOST_AUXILIARIES
        && between.all(|at| {
            scene.token(at).is_some_and(|token| {
                token.has_class(WordClass::Auxiliary) || token.has_class(WordClass::Adverb)
            })
        });
    let is_free = !mention.is_possessive && !mention.is_modifier && !mention.is_quoted;
    (is_near && is_free && mention.tokens.1 < verb).then_some(found)
}
