//! Picks the speaker of a block quote without marks from the paragraph that introduces it.

use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::pick::Pick;
use crate::quotes::model::region::Bounds;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::TokenKind;
use crate::quotes::model::view::RegionView;

/// How many paragraphs before a block quote may lead to it; lines such as "To wit:" name nobody.
const REACH: usize = 3;

/// Picks for a block quote; `None` if neither the words before it in its paragraph nor a paragraph before it speak of
/// anybody.
pub(crate) fn pick_for_block_quote(scene: &Scene<'_>, view: &RegionView) -> Option<Pick> {
    if view.first > scene.tokens.of_paragraph(view.paragraph).start {
        return find_introduced(scene, view.paragraph);
    }
    let nearest = view.paragraph.checked_sub(1)?;
    let farthest = nearest.saturating_sub(REACH);
    (farthest..=nearest)
        .rev()
        .filter(|paragraph| !is_block(scene, *paragraph))
        .find_map(|paragraph| find_introduced(scene, paragraph))
}

fn is_block(scene: &Scene<'_>, paragraph: usize) -> bool {
    let at = scene
        .regions
        .partition_point(|region| region.paragraph < paragraph);
    scene
        .regions
        .get(at)
        .is_some_and(|region| region.paragraph == paragraph && region.bounds == Bounds::Block)
}

/// Returns the speaker a paragraph introduces: who reports, else who wrote what can be read, else that, else whoever is
/// named first.
fn find_introduced(scene: &Scene<'_>, paragraph: usize) -> Option<Pick> {
    let candidates = list_candidates(scene, paragraph);
    let reporter = find_reporter(scene, paragraph, &candidates);
    let free =
        |(index, mention): &&(usize, &Mention)| !scene.is_governed(*index) && can_speak(mention);
    let any = |(_, mention): &&(usize, &Mention)| can_speak(mention);
    let is_paper = |(_, mention): &&(usize, &Mention)| mention.sort == MentionSort::Document;
    let paper = candidates.iter().find(is_paper);
    // From the surest to a mere guess.
    let ranked = [
        (reporter, 0.85),
        (
            paper.and_then(|(index, _)| find_writer(scene, *index)),
            0.75,
        ),
        (paper.map(|(index, _)| *index), 0.7),
        (candidates.iter().find(free).map(|(index, _)| *index), 0.6),
        (candidates.iter().find(any).map(|(index, _)| *index), 0.4),
    ];
    let (speaker, probability) = ranked.into_iter().find(|(found, _)| found.is_some())?;
    Some(Pick::of_mention(speaker?, probability))
}

/// Returns who reports in a paragraph, the last: a person, if any person does.
fn find_reporter(
    scene: &Scene<'_>,
    paragraph: usize,
    candidates: &[(usize, &Mention)],
) -> Option<usize> {
    let tokens = scene.tokens.of_paragraph(paragraph);
    let last = scene.token(tokens.end.checked_sub(1)?)?;
    // "It says:" leads to the block; then only the sentence with the colon names who reports.
    let leads = last.kind == TokenKind::Colon;
    let in_last_sentence = |mention: &Mention| {
        let token = scene.token(mention.tokens.0);
        token.is_some_and(|token| token.sentence() == last.sentence())
    };
    let reports = |(index, mention): &&(usize, &Mention)| {
        let is_somebody =
            mention.form != MentionForm::Pronoun || mention.sort == MentionSort::Person;
        is_somebody && (!leads || in_last_sentence(mention)) && scene.is_subject(*index)
    };
    let is_person = |(_, mention): &&(usize, &Mention)| {
        mention.form == MentionForm::Name || mention.sort == MentionSort::Person
    };
    // "He said according to a transcript": the transcript reports, he speaks.
    let person = candidates
        .iter()
        .rfind(|found| reports(found) && is_person(found));
    let found = person.or_else(|| candidates.iter().rfind(reports))?;
    Some(found.0)
}

fn can_speak(mention: &Mention) -> bool {
    mention.form == MentionForm::Name || mention.sort != MentionSort::Unknown
}

/// Returns the mentions of a paragraph that are no part of another phrase, outside the quotes.
fn list_candidates<'a>(scene: &'a Scene<'_>, paragraph: usize) -> Vec<(usize, &'a Mention)> {
    let tokens = scene.tokens.of_paragraph(paragraph);
    let first = scene
        .mentions
        .partition_point(|mention| mention.tokens.0 < tokens.start);
    let here = scene.mentions.iter().enumerate().skip(first);
    here.take_while(|(_, mention)| mention.tokens.0 < tokens.end)
        .filter(|(_, mention)| !mention.is_quoted && !mention.is_possessive && !mention.is_modifier)
        .collect()
}

/// Returns the author of the document at `index`: "Hart's tweet".
fn find_writer(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let before = index.checked_sub(1)?;
    let (writer, paper) = (scene.mentions.get(before)?, scene.mentions.get(index)?);
    let owns = writer.is_possessive && writer.tokens.1 + 1 == paper.tokens.0;
    (owns && writer.form == MentionForm::Name && !writer.is_quoted).then_some(before)
}
