//! Picks the speaker of a block quote without marks: whoever the paragraph that leads to it speaks of.

use super::lexicon::Class;
use super::marks::Bounds;
use super::mentions::{Form, Mention, Sort};
use super::rank::Pick;
use super::scene::Scene;
use super::tokens::Kind;
use super::view::View;

/// How many paragraphs before a block quote may lead to it; lines such as "To wit:" name nobody.
const REACH: usize = 3;

/// Picks for a block quote; `None` when neither the words before it in its paragraph nor a paragraph before it speak of
/// anybody.
pub(super) fn pick(scene: &Scene<'_>, view: &View) -> Option<Pick> {
    if view.first > scene.tokens.of_paragraph(view.paragraph).start {
        return leading(scene, view.paragraph);
    }
    let nearest = view.paragraph.checked_sub(1)?;
    let farthest = nearest.saturating_sub(REACH);
    (farthest..=nearest)
        .rev()
        .filter(|paragraph| !is_block(scene, *paragraph))
        .find_map(|paragraph| leading(scene, paragraph))
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

/// Returns whom a paragraph speaks of: who reports, else what can be read, else whoever is named first.
fn leading(scene: &Scene<'_>, paragraph: usize) -> Option<Pick> {
    let tokens = scene.tokens.of_paragraph(paragraph);
    let last = scene.token(tokens.end.checked_sub(1)?)?;
    let leads = last.kind == Kind::Colon;
    let first = scene
        .mentions
        .partition_point(|mention| mention.tokens.0 < tokens.start);
    let candidates: Vec<(usize, &Mention)> = scene
        .mentions
        .iter()
        .enumerate()
        .skip(first)
        .take_while(|(_, mention)| mention.tokens.0 < tokens.end)
        .filter(|(_, mention)| !mention.is_quoted && !mention.is_possessive && !mention.is_modifier)
        .collect();
    let in_last_sentence = |mention: &Mention| {
        scene
            .token(mention.tokens.0)
            .is_some_and(|token| token.sentence == last.sentence)
    };
    let reports = |(index, mention): &&(usize, &Mention)| {
        let is_somebody = mention.form != Form::Pronoun || mention.sort == Sort::Person;
        is_somebody && (!leads || in_last_sentence(mention)) && scene.is_subject(*index)
    };
    let is_free = |mention: &Mention| {
        !scene
            .tokens
            .before(mention.lead, 1)
            .is_some_and(|token| token.is(Class::Preposition))
    };
    let can_speak = |mention: &Mention| mention.form == Form::Name || mention.sort != Sort::Unknown;
    let found = |index: &(usize, &Mention), probability: f32| Pick {
        speaker: Some(index.0),
        second: None,
        probability,
    };
    let readable = |(_, mention): &&(usize, &Mention)| mention.sort == Sort::Document;
    let written_by = |(index, paper): &(usize, &Mention)| {
        let writer = scene.mentions.get(index.checked_sub(1)?)?;
        let is_writer = writer.is_possessive && writer.tokens.1 + 1 == paper.tokens.0;
        let is_named = writer.form == Form::Name && !writer.is_quoted;
        (is_writer && is_named).then(|| found(&(index - 1, writer), 0.75))
    };
    let free = |(_, mention): &&(usize, &Mention)| is_free(mention) && can_speak(mention);
    let any = |(_, mention): &&(usize, &Mention)| can_speak(mention);
    candidates
        .iter()
        .rfind(reports)
        .map(|index| found(index, 0.85))
        .or_else(|| candidates.iter().find(readable).and_then(written_by))
        .or_else(|| {
            candidates
                .iter()
                .find(readable)
                .map(|index| found(index, 0.7))
        })
        .or_else(|| candidates.iter().find(free).map(|index| found(index, 0.6)))
        .or_else(|| candidates.iter().find(any).map(|index| found(index, 0.4)))
}
