//! Finds what the text says somebody is: before the name ("campaign manager"), or between commas after it.

use super::entities::Entity;
use super::lexicon::Class;
use super::mentions::{Form, Mention, Sort};
use super::scene::Scene;
use super::tokens::Kind;
use crate::article::TextRange;

/// The longest role, in bytes.
const LONGEST: usize = 120;

/// How many mentions of somebody are looked at.
const MENTIONS: usize = 12;

/// Returns the role of an entity as the text states it first.
pub(super) fn of(scene: &Scene<'_>, entity: &Entity) -> Option<TextRange> {
    let mentions = || entity.mentions.iter().take(MENTIONS).copied();
    mentions()
        .find_map(|index| apposed(scene, index))
        .or_else(|| mentions().find_map(|index| before(scene, index)))
}

/// Returns the nouns right before a name: "campaign manager Ana Ruiz", "Mayor Bell".
fn before(scene: &Scene<'_>, index: usize) -> Option<TextRange> {
    let mention = scene.mentions.get(index)?;
    let words = || (mention.lead..mention.tokens.0).filter_map(|at| scene.token(at));
    let is_any = words().any(|token| token.is(Class::Person));
    let papers = words()
        .enumerate()
        .filter(|(_, token)| token.is(Class::Document));
    let after_paper = papers.last().map_or(0, |(at, _)| at + 1);
    let first = words()
        .skip(after_paper)
        .find(|token| !token.is(Class::Determiner))?;
    let last = scene.token(mention.tokens.0.checked_sub(1)?)?;
    let range = first.range.union(last.range);
    (is_any && range.len() <= LONGEST).then_some(range)
}

/// Returns the description between commas after a name: "Ana Ruiz, the town's engineer, said".
fn apposed(scene: &Scene<'_>, index: usize) -> Option<TextRange> {
    let mention = scene.mentions.get(index)?;
    let comma = scene.tokens.after(mention.tokens.1, 1)?;
    if comma.kind != Kind::Comma || mention.is_possessive || mention.form != Form::Name {
        return None;
    }
    let start = mention.tokens.1 + 2;
    let begins = scene
        .mentions
        .get(index + 1..index + 5)?
        .iter()
        .find(|next| next.lead == start || next.tokens.0 == start);
    let described = scene
        .mentions
        .get(index + 1..)?
        .iter()
        .take(5)
        .find(|next| describes(next) && next.lead <= start + 6)?;
    let first = begins.map_or(start, |begins| begins.lead.min(start));
    if !describes(described) || (described.lead > start && !possessed(scene, start, described)) {
        return None;
    }
    let end = end_of_apposition(scene, described.tokens.1)?;
    let range = scene.token(first)?.range.union(scene.token(end)?.range);
    (range.len() <= LONGEST).then_some(range)
}

fn describes(mention: &Mention) -> bool {
    mention.form == Form::Description && matches!(mention.sort, Sort::Person | Sort::Unknown)
}

/// Says whether nothing but a possessor stands between `start` and the description.
fn possessed(scene: &Scene<'_>, start: usize, described: &Mention) -> bool {
    (start..described.lead).all(|at| {
        scene.token(at).is_some_and(|token| {
            matches!(token.kind, Kind::Word | Kind::Number) && token.entry.cue.is_none()
        })
    })
}

/// Returns the last token before the comma, stop or verb that ends an apposition.
fn end_of_apposition(scene: &Scene<'_>, head: usize) -> Option<usize> {
    let first = scene.token(head)?;
    let mut end = head;
    for at in head + 1..head + 16 {
        let Some(token) = scene.token(at) else {
            break;
        };
        let is_inside = token.paragraph == first.paragraph
            && token.region == first.region
            && matches!(token.kind, Kind::Word | Kind::Number)
            && !matches!(
                token.entry.class,
                Class::Relative | Class::Auxiliary | Class::Subordinator | Class::That
            );
        if !is_inside {
            return Some(end);
        }
        end = at;
    }
    None
}
