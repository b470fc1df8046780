//! Finds who speaks behind an action or a colon: "Brand turned to the deckhand. “You did well.”"

use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::TokenKind;
use crate::quotes::model::view::{RegionEnding, RegionPlace, RegionView};
use crate::quotes::model::word_class::Clue;

/// How many reporting words before a question may be that of whoever answers.
const ANSWER_REACH: usize = 12;

/// Returns the subject of the sentence before a quote that fills the rest of its paragraph; `None` if that sentence
/// begins with nobody, or the quote is no sentence.
pub(crate) fn find_actor(scene: &Scene<'_>, view: &RegionView) -> Option<usize> {
    let paragraph = scene.tokens.of_paragraph(view.paragraph);
    let stop = scene.tokens.before(view.first, 1)?;
    let is_sentence = view.is_capital && view.ending != RegionEnding::Word;
    let fills_rest = view.end >= paragraph.end;
    if stop.kind != TokenKind::Stop || !stop.is_unquoted() || !is_sentence || !fills_rest {
        return None;
    }
    let asker =
        find_opening_mention(scene, view.first, stop.sentence()).filter(|at| asks(scene, *at));
    match asker {
        Some(asker) => find_answerer(scene, asker),
        None => find_opening_subject(scene, view.first, stop.sentence()),
    }
}

/// Returns `true` if a mention is the author, who asks: "I ask who won."
pub(crate) fn asks(scene: &Scene<'_>, mention: usize) -> bool {
    let is_author = scene
        .mentions
        .get(mention)
        .is_some_and(|own| scene.is_author(own));
    let mut cues = scene.cues_of(mention);
    is_author
        && cues.any(|cue| {
            scene
                .token(cue.token)
                .is_some_and(|word| word.gives(Clue::Asking))
        })
}

/// Returns whoever spoke last before the author asked.
fn find_answerer(scene: &Scene<'_>, asker: usize) -> Option<usize> {
    let here = scene.mentions.get(asker)?.tokens.0;
    let end = scene.cues.partition_point(|cue| cue.token < here);
    let before = scene.cues.get(..end)?.iter().rev().take(ANSWER_REACH);
    let mut speakers = before.map(|cue| cue.subject);
    speakers.find(|at| {
        scene.mentions.get(*at).is_some_and(|mention| {
            let is_person = matches!(mention.sort, MentionSort::Person | MentionSort::Unknown);
            is_person && !mention.is_quoted && !scene.is_author(mention)
        })
    })
}

/// Returns the subject of the sentence that leads to a quote with a colon and has no reporting word: "Ortiz had the same
/// feeling: “…”"; `None` if something behind the quote may report it.
pub(crate) fn find_colon_subject(scene: &Scene<'_>, view: &RegionView) -> Option<usize> {
    let colon = scene.tokens.before(view.first, 1)?;
    let fills_rest = view.is_capital && view.place == RegionPlace::End;
    if colon.kind != TokenKind::Colon || !colon.is_unquoted() || !fills_rest {
        return None;
    }
    let start = sentence_start(scene, view.first, colon.sentence())?;
    let subject = find_opening_subject(scene, view.first, colon.sentence())?;
    let first_cue = scene.cues.partition_point(|cue| cue.token < start);
    let cues = scene.cues.iter().skip(first_cue);
    // Who else reports in the sentence may be meant; "the same thought" is nobody.
    let is_somebody = |mention: &Mention| {
        mention.form != MentionForm::Description
            || matches!(
                mention.sort,
                MentionSort::Person | MentionSort::Organisation
            )
    };
    let reports = cues
        .take_while(|cue| cue.token < view.first)
        .filter(|cue| cue.subject != subject)
        .filter_map(|cue| scene.mentions.get(cue.subject))
        .any(is_somebody);
    (!reports).then_some(subject)
}

/// Returns the first token of a sentence that goes on up to the token at `end`, in its paragraph; behind a quote, if one
/// begins it.
fn sentence_start(scene: &Scene<'_>, end: usize, sentence: usize) -> Option<usize> {
    let in_sentence = |at: &usize| {
        let token = scene.token(*at);
        token.is_some_and(|token| token.sentence() == sentence && token.is_unquoted())
    };
    let paragraph = scene.token(end)?.paragraph();
    let first = scene.tokens.of_paragraph(paragraph).start;
    (first..end).rev().take_while(in_sentence).last()
}

/// Returns the first mention of a sentence that goes on up to the token at `end`, if it begins the sentence.
fn find_opening_mention(scene: &Scene<'_>, end: usize, sentence: usize) -> Option<usize> {
    let start = sentence_start(scene, end, sentence)?;
    let first = scene
        .mentions
        .partition_point(|mention| mention.tokens.0 < start);
    let mention = scene.mentions.get(first)?;
    (mention.lead == start || mention.tokens.0 == start).then_some(first)
}

/// Returns the person that begins a sentence which goes on up to the token at `end`.
fn find_opening_subject(scene: &Scene<'_>, end: usize, sentence: usize) -> Option<usize> {
    let opener = find_opening_mention(scene, end, sentence)?;
    // "Her partner Ed Bell had one doubt": the pronoun only says whose he is.
    let first = if owns_next(scene, opener) {
        opener + 1
    } else {
        opener
    };
    let mention = scene.mentions.get(first)?;
    let is_somebody = mention.sort == MentionSort::Person
        || mention.form == MentionForm::Name && mention.sort == MentionSort::Unknown;
    let is_free = !mention.is_possessive && !mention.is_quoted && !mention.is_modifier;
    (is_somebody && is_free).then_some(first)
}

/// Returns `true` for "her" before the name of whoever is hers.
fn owns_next(scene: &Scene<'_>, opener: usize) -> bool {
    let pair = scene
        .mentions
        .get(opener)
        .zip(scene.mentions.get(opener + 1));
    pair.is_some_and(|(owner, owned)| {
        owner.form == MentionForm::Pronoun
            && owner.is_possessive
            && owned.form == MentionForm::Name
            && owned.lead == owner.tokens.1 + 1
    })
}
