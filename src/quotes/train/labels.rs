//! Turns labelled attributions into what the models learn: the right mentions of each region.

use super::gold::Attribution;
use crate::article::TextRange;
use crate::quotes::lexicon::Class;
use crate::quotes::mentions::{Form, Mention};
use crate::quotes::scene::Scene;

/// What the labels say of a region.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Label {
    /// Whether somebody's words stand in it.
    pub(crate) is_quote: bool,
    /// Whether the labels name a source.
    pub(crate) has_source: bool,
    /// The mentions that are its speaker; none when the labels name no source.
    pub(crate) speakers: Vec<usize>,
}

/// Returns the label of every region of an article.
pub(crate) fn of_regions(scene: &Scene<'_>, attributions: &[Attribution]) -> Vec<Label> {
    scene
        .regions
        .iter()
        .map(|region| of_region(scene, region.range, attributions))
        .collect()
}

fn of_region(scene: &Scene<'_>, region: TextRange, attributions: &[Attribution]) -> Label {
    let shared = |attribution: &Attribution| -> usize {
        let parts = attribution.content.iter();
        parts
            .filter_map(|part| part.intersection(region))
            .map(TextRange::len)
            .sum()
    };
    let best = attributions
        .iter()
        .max_by_key(|attribution| shared(attribution));
    let Some(best) = best.filter(|best| shared(best) * 2 > region.len()) else {
        return Label::default();
    };
    Label {
        is_quote: true,
        has_source: !best.source.is_empty(),
        speakers: speakers(scene, &best.source),
    }
}

/// Returns the first mention of every labelled source, in order.
pub(crate) fn sources(scene: &Scene<'_>, attributions: &[Attribution]) -> Vec<usize> {
    let mut sources: Vec<usize> = attributions
        .iter()
        .filter_map(|attribution| speakers(scene, &attribution.source).first().copied())
        .collect();
    sources.sort_unstable();
    sources.dedup();
    sources
}

/// Returns the mentions that head the labelled source.
fn speakers(scene: &Scene<'_>, source: &[TextRange]) -> Vec<usize> {
    let Some(first) = source.first() else {
        return Vec::new();
    };
    let inside: Vec<(usize, &Mention)> = scene
        .mentions
        .iter()
        .enumerate()
        .filter(|(_, mention)| {
            let head = scene.token(mention.tokens.1).map(|token| token.range);
            head.is_some_and(|head| source.iter().any(|part| part.contains_range(head)))
        })
        .collect();
    let starts_with_pronoun = inside
        .first()
        .filter(|(_, mention)| mention.form == Form::Pronoun && mention.range.start == first.start);
    if let Some((index, mention)) = starts_with_pronoun {
        let is_possessive = mention.is_possessive && inside.len() > 1;
        if !is_possessive {
            return vec![*index];
        }
    }
    let mut heads = inside
        .iter()
        .filter(|(_, mention)| !mention.is_modifier && !mention.is_possessive);
    let Some((index, head)) = heads.next() else {
        return inside
            .first()
            .map(|(index, _)| *index)
            .into_iter()
            .collect();
    };
    let mut right = vec![*index];
    if head.form == Form::Description {
        right.extend(apposed(scene, &inside));
    }
    let mut last = *head;
    for (next_index, next) in heads {
        let joined = scene
            .token(last.tokens.1 + 1)
            .is_some_and(|token| token.is(Class::Conjunction));
        if !joined || next.lead > last.tokens.1 + 2 {
            break;
        }
        right.push(*next_index);
        last = next;
    }
    right
}

/// Returns the bare name between commas in "a spokesman for the mayor, Ed Bell".
fn apposed(scene: &Scene<'_>, inside: &[(usize, &Mention)]) -> Option<usize> {
    use crate::quotes::tokens::Kind;
    inside
        .iter()
        .skip(1)
        .find(|(_, mention)| {
            mention.form == Form::Name
                && mention.tokens.1 > mention.tokens.0
                && scene
                    .tokens
                    .before(mention.lead, 1)
                    .is_some_and(|token| token.kind == Kind::Comma)
        })
        .map(|(index, _)| *index)
}
