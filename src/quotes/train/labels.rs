//! Turns labelled attributions into what the models learn: the right mentions of each region.

use std::collections::HashMap;

use crate::article::TextRange;
use crate::quotes::model::mention::{Mention, MentionForm};
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::model::word_class::WordClass;
use crate::quotes::train::LabelledQuote;
use crate::quotes::train::alignment::Alignment;
use crate::quotes::train::people;

/// One labelled attribution, as ranges of the article's text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Attribution {
    /// The words said.
    pub(crate) content: Vec<TextRange>,
    /// Whoever said them.
    pub(crate) source: Vec<TextRange>,
    /// The names of whoever said them, when they are known.
    pub(crate) speakers: Vec<String>,
}

impl Attribution {
    /// Carries labelled quotes over to the loaded text; those whose words are not in it are left out.
    pub(crate) fn align_all(quotes: &[LabelledQuote], alignment: &Alignment) -> Vec<Self> {
        let align = |ranges: &[(usize, usize)]| -> Vec<TextRange> {
            let aligned = ranges
                .iter()
                .filter_map(|(start, end)| alignment.range(*start, *end));
            aligned.collect()
        };
        let attributions = quotes.iter().map(|quote| Self {
            content: align(&quote.content),
            source: align(&quote.source),
            speakers: quote.speakers.clone(),
        });
        attributions
            .filter(|attribution| !attribution.content.is_empty())
            .collect()
    }
}

/// What the labels say of a region.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Label {
    /// Whether somebody's words are in it.
    pub(crate) is_quote: bool,
    /// Whether the labels leave open what it is.
    pub(crate) is_ignored: bool,
    /// Whether the labels name a source.
    pub(crate) has_source: bool,
    /// The mentions that are its speaker; none when the labels name no source.
    pub(crate) speakers: Vec<usize>,
    /// The names of the speaker, when they are known.
    pub(crate) names: Vec<String>,
}

/// Returns the label of every region of an article.
///
/// Regions that lie in an `ignored` part and in no attribution are neither quotes nor the lack of one.
pub(crate) fn label_regions(
    scene: &Scene<'_>,
    attributions: &[Attribution],
    ignored: &[TextRange],
) -> Vec<Label> {
    let regions = scene.regions.iter();
    let labels = regions.map(|region| {
        let label = label_region(scene, region.range, attributions);
        let is_ignored = ignored.iter().any(|part| part.overlaps(region.range));
        Label {
            is_ignored: is_ignored && !label.is_quote,
            ..label
        }
    });
    labels.collect()
}

fn label_region(scene: &Scene<'_>, region: TextRange, attributions: &[Attribution]) -> Label {
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
        is_ignored: false,
        has_source: !best.source.is_empty(),
        speakers: source_heads(scene, &best.source),
        names: best.speakers.clone(),
    }
}

/// Returns the first mention of every labelled source, in order.
pub(crate) fn label_sources(scene: &Scene<'_>, attributions: &[Attribution]) -> Vec<usize> {
    let mut sources: Vec<usize> = attributions
        .iter()
        .filter_map(|attribution| source_heads(scene, &attribution.source).first().copied())
        .collect();
    sources.sort_unstable();
    sources.dedup();
    sources
}

/// Returns the names of the speaker by the mention that is the source, where the labels give any.
pub(crate) fn name_sources(
    scene: &Scene<'_>,
    attributions: &[Attribution],
) -> HashMap<usize, Vec<String>> {
    let named = attributions
        .iter()
        .filter(|one| !one.speakers.is_empty() && !people::is_joint(&one.speakers));
    named
        .filter_map(|one| {
            let source = source_heads(scene, &one.source).first().copied()?;
            Some((source, one.speakers.clone()))
        })
        .collect()
}

/// Returns the mentions that head the labelled source.
fn source_heads(scene: &Scene<'_>, source: &[TextRange]) -> Vec<usize> {
    let Some(first) = source.first() else {
        return Vec::new();
    };
    let inside: Vec<(usize, &Mention)> = scene
        .mentions
        .iter()
        .enumerate()
        .filter(|(_, mention)| {
            let head = scene.token(mention.tokens.1).map(TextToken::range);
            head.is_some_and(|head| source.iter().any(|part| part.contains_range(head)))
        })
        .collect();
    let starts_with_pronoun = inside.first().filter(|(_, mention)| {
        mention.form == MentionForm::Pronoun && mention.range.start == first.start
    });
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
    if head.form == MentionForm::Description {
        right.extend(apposed_source(scene, &inside));
    }
    right.extend(joined_heads(scene, head, heads));
    right
}

/// Returns the mentions that commas and a last conjunction join to a head: "Ruiz and Bell", "Ruiz, Bell and Ward".
fn joined_heads<'a>(
    scene: &Scene<'_>,
    head: &'a Mention,
    following: impl Iterator<Item = &'a (usize, &'a Mention)>,
) -> Vec<usize> {
    let mut joined = Vec::new();
    let mut whole = 0;
    let mut last = head;
    for (index, next) in following {
        let between = (last.tokens.1 + 1..next.lead).filter_map(|at| scene.token(at));
        let words: Vec<&TextToken> = between.collect();
        let is_comma = |token: &TextToken| token.kind == TokenKind::Comma;
        let is_and = |token: &TextToken| token.has_class(WordClass::Conjunction);
        let (is_joined, is_last) = match words.as_slice() {
            [only] if is_and(only) => (true, true),
            [only] => (is_comma(only) && next.form == MentionForm::Name, false),
            [first, second] => (is_comma(first) && is_and(second), true),
            _ => (false, false),
        };
        if !is_joined {
            break;
        }
        joined.push(*index);
        // What a comma alone joins is one of several only if a conjunction follows in the end.
        whole = if is_last { joined.len() } else { whole };
        last = next;
    }
    joined.truncate(whole);
    joined
}

/// Returns the bare name between commas in "a spokesman for the mayor, Ed Bell".
fn apposed_source(scene: &Scene<'_>, inside: &[(usize, &Mention)]) -> Option<usize> {
    inside
        .iter()
        .skip(1)
        .find(|(_, mention)| {
            mention.form == MentionForm::Name
                && mention.tokens.1 > mention.tokens.0
                && scene
                    .tokens
                    .before(mention.lead, 1)
                    .is_some_and(|token| token.kind == TokenKind::Comma)
        })
        .map(|(index, _)| *index)
}
