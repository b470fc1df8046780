//! Tells somebody's words from scare quotes, terms, titles of works and headlines in marks.

use crate::quotes::attribution::weights::{Feature, FeatureTemplate};
use crate::quotes::filter::neighbours;
use crate::quotes::marks::single_marks;
use crate::quotes::model::cue::CuePosition;
use crate::quotes::model::letters;
use crate::quotes::model::paragraph::BlockClass;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::model::view::RegionView;
use crate::quotes::model::word_class::WordClass;

const BIAS: FeatureTemplate = FeatureTemplate::new("q.bias");
const LENGTH: FeatureTemplate = FeatureTemplate::new("q.length");
const SHAPE: FeatureTemplate = FeatureTemplate::new("q.shape");
const OPENING: FeatureTemplate = FeatureTemplate::new("q.open");
const CLOSING: FeatureTemplate = FeatureTemplate::new("q.close");
const BEFORE: FeatureTemplate = FeatureTemplate::new("q.before");
const BEFORE_TWO: FeatureTemplate = FeatureTemplate::new("q.before2");
const AFTER: FeatureTemplate = FeatureTemplate::new("q.after");
const CASE: FeatureTemplate = FeatureTemplate::new("q.case");
const FRAME: FeatureTemplate = FeatureTemplate::new("q.frame");
const NEAR: FeatureTemplate = FeatureTemplate::new("q.near");
const LEMMA_BEFORE: FeatureTemplate = FeatureTemplate::new("q.cueb");
const LEMMA_AFTER: FeatureTemplate = FeatureTemplate::new("q.cuea");
const VOICE: FeatureTemplate = FeatureTemplate::new("q.voice");
const FIRST: FeatureTemplate = FeatureTemplate::new("q.first");
const LAST: FeatureTemplate = FeatureTemplate::new("q.last");
const BLOCK: FeatureTemplate = FeatureTemplate::new("q.block");
const WORDS_BEFORE: FeatureTemplate = FeatureTemplate::new("q.bag");
const WORDS_AFTER: FeatureTemplate = FeatureTemplate::new("q.bag2");
const GLYPH: FeatureTemplate = FeatureTemplate::new("q.glyph");
const SUBJECT: FeatureTemplate = FeatureTemplate::new("q.subj");
const LABEL: FeatureTemplate = FeatureTemplate::new("q.label");

/// The most tokens of a name before a colon at a headline's start, the colon included.
const LONGEST_LABEL: usize = 6;

/// Adds the features of a region.
pub(crate) fn add_region_features(
    scene: &Scene<'_>,
    view: &RegionView,
    add: &mut impl FnMut(Feature),
) {
    let (length, size) = (length_bucket(view.count), size_bucket(view.count));
    let shape = Symbol::default()
        .with(view.place.letter())
        .with(view.ending.letter())
        .with(if view.is_capital { b'C' } else { b'l' });
    add_form_features(view, shape, length, add);
    add_edge_features(scene, view, add);
    add_frame_features(scene, view, size, add);
    add_cue_features(scene, view, (view.capitals.symbol(), size), add);
    add_bag_features(scene, view, view.capitals.symbol(), add);
    add_mark_features(scene, view, (shape, length), add);
    // "I", "will" and "them" occur in speech, hardly in titles and terms.
    let is_voice = view.region_words(scene).any(|token| {
        matches!(
            token.class,
            WordClass::Subject | WordClass::Auxiliary | WordClass::Object
        )
    });
    add(Feature::two(VOICE, yes_or_no(is_voice), length));
    neighbours::add_neighbour_features(scene, view, (length, size), add);
}

fn yes_or_no(is: bool) -> Symbol {
    Symbol::letter(if is { b'y' } else { b'n' })
}

/// Adds how long the region is, where it is and how it is written.
fn add_form_features(
    view: &RegionView,
    shape: Symbol,
    length: Symbol,
    add: &mut impl FnMut(Feature),
) {
    let capitals = view.capitals.symbol();
    add(Feature::one(BIAS, Symbol::number(1)));
    add(Feature::two(LENGTH, length, capitals));
    add(Feature::two(SHAPE, shape, length));
    add(Feature::two(OPENING, view.opening, capitals));
    add(Feature::two(CLOSING, view.closing, capitals));
    add(Feature::two(NEAR, view.near, length));
    add(Feature::two(CASE, capitals, view.near));
}

/// Adds the words at the region's edges, inside and outside.
fn add_edge_features(scene: &Scene<'_>, view: &RegionView, add: &mut impl FnMut(Feature)) {
    let capitals = view.capitals.symbol();
    let word = |token: Option<&TextToken>| {
        token.map_or(Symbol::new("-"), |token| {
            letters::word_symbol(scene.text, token)
        })
    };
    let before = word(scene.tokens.before(view.first, 1));
    let second = word(scene.tokens.before(view.first, 2));
    let after = word(scene.tokens.after(view.end.saturating_sub(1), 1));
    add(Feature::two(BEFORE, before, capitals));
    add(Feature::two(BEFORE_TWO, second, before));
    add(Feature::two(AFTER, after, capitals));
    add(Feature::one(FIRST, word(view.region_words(scene).next())));
    add(Feature::one(
        LAST,
        word(view.region_words(scene).next_back()),
    ));
}

/// Adds the kinds of words on both sides together: "a … contest" encloses a term, "a … said" does not.
fn add_frame_features(
    scene: &Scene<'_>,
    view: &RegionView,
    size: Symbol,
    add: &mut impl FnMut(Feature),
) {
    let before = letters::letters_before(&scene.tokens, view.first, 1);
    let after = letters::letters_after(&scene.tokens, view.end.saturating_sub(1), 1);
    let packed = |symbol: Symbol| u8::try_from(symbol.packed() & 0xff).unwrap_or_default();
    let frame = before.with(packed(after));
    add(Feature::two(FRAME, frame.with(view.ending.letter()), size));
    add(Feature::two(FRAME, frame, view.capitals.symbol()));
}

/// Adds the marks, and the block the region is in.
fn add_mark_features(
    scene: &Scene<'_>,
    view: &RegionView,
    (shape, length): (Symbol, Symbol),
    add: &mut impl FnMut(Feature),
) {
    let class = scene.block_class(view.paragraph);
    let kind = class.letter();
    if class == BlockClass::Heading {
        add(Feature::one(LABEL, yes_or_no(is_labelled(scene, view))));
    }
    let glyph = mark_letter(scene, view);
    add(Feature::two(GLYPH, glyph.with(kind), shape));
    add(Feature::two(GLYPH, glyph, length));
    let region = scene.regions.get(view.region);
    let is_block = region.is_some_and(|region| region.bounds.is_block());
    add(Feature::one(BLOCK, yes_or_no(is_block).with(kind)));
}

/// Returns `true` if a headline names its speaker first: "Ortiz: Bridge Is a 'Proven Failure'".
fn is_labelled(scene: &Scene<'_>, view: &RegionView) -> bool {
    let start = scene.tokens.of_paragraph(view.paragraph).start;
    (start..view.first)
        .take(LONGEST_LABEL)
        .filter_map(|at| scene.token(at))
        .any(|token| token.kind == TokenKind::Colon)
}

/// Adds the words near the region as a bag: "the film", "his book", "a so-called".
fn add_bag_features(
    scene: &Scene<'_>,
    view: &RegionView,
    capitals: Symbol,
    add: &mut impl FnMut(Feature),
) {
    let word = |token: &TextToken| letters::word_symbol(scene.text, token);
    // The word right before has a template of its own; these are a bag of words.
    for steps in 2..=5 {
        if let Some(token) = scene
            .tokens
            .before(view.first, steps)
            .filter(|token| token.kind == TokenKind::Word)
        {
            add(Feature::two(WORDS_BEFORE, word(token), capitals));
        }
    }
    for steps in 1..=3 {
        let after = scene.tokens.after(view.end.saturating_sub(1), steps);
        if let Some(token) = after.filter(|token| token.kind == TokenKind::Word) {
            add(Feature::two(WORDS_AFTER, word(token), capitals));
        }
    }
}

/// Returns a letter for the marks: `s` for single ones in a headline, and where the story writes double ones.
fn mark_letter(scene: &Scene<'_>, view: &RegionView) -> Symbol {
    let region = scene.regions.get(view.region);
    let first = region.and_then(|region| region.range.of(scene.text).chars().next());
    let is_headline = scene.block_class(view.paragraph) == BlockClass::Heading;
    Symbol::letter(match first {
        Some(_) if is_single(scene, view) && (is_headline || !scene.has_single_marks) => b's',
        Some('"' | '“' | '”' | '\'' | '‘') => b'd',
        Some(c) if c.is_alphanumeric() => b'n',
        _ => b'o',
    })
}

pub(crate) fn is_single(scene: &Scene<'_>, view: &RegionView) -> bool {
    let region = scene.regions.get(view.region);
    region.is_some_and(|region| single_marks::is_single(scene.text, region.range))
}

/// Adds the cues nearest to the region in its sentence, with their subjects.
fn add_cue_features(
    scene: &Scene<'_>,
    view: &RegionView,
    (capitals, size): (Symbol, Symbol),
    add: &mut impl FnMut(Feature),
) {
    let from = scene.cues.partition_point(|cue| cue.token < view.first);
    let to = scene.cues.partition_point(|cue| cue.token < view.end);
    let before = from.checked_sub(1).and_then(|at| scene.cues.get(at));
    let after = scene.cues.get(to);
    let sides = [
        (before, CuePosition::Before, LEMMA_BEFORE),
        (after, CuePosition::After, LEMMA_AFTER),
    ];
    for (cue, side, lemma) in sides {
        let Some(cue) = cue.filter(|cue| view.cue_position(scene, cue) == Some(side)) else {
            continue;
        };
        let distance = letters::count_bucket(view.token_distance(cue.token));
        add(Feature::two(lemma, cue.lemma, distance));
        if side == CuePosition::Before {
            add(Feature::two(lemma, cue.lemma, capitals));
        }
        if let Some(subject) = scene.mentions.get(cue.subject) {
            let subject = Symbol::letter(subject.form_letter()).with(subject.sort_letter());
            add(Feature::two(SUBJECT, subject.with(side.letter()), size));
        }
    }
}

fn length_bucket(words: usize) -> Symbol {
    Symbol::number(match words {
        0..=4 => words,
        5..=6 => 5,
        7..=9 => 6,
        10..=19 => 7,
        _ => 8,
    })
}

/// Returns a digit for a rough length.
fn size_bucket(words: usize) -> Symbol {
    Symbol::number(match words {
        0..=1 => 1,
        2 => 2,
        3..=4 => 3,
        5..=9 => 5,
        _ => 9,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotes::cases::story;
    use crate::quotes::read_scene;

    fn features_beside(name: &str) -> Vec<u64> {
        let article = story(&format!(
            "The board promised {name} “a new pier” on Friday. “Soon,” said {name}."
        ));
        let scene = read_scene(&article);
        let mut keys = Vec::new();
        for view in (0..2).map(|index| RegionView::of_region(&scene, index).unwrap()) {
            add_region_features(&scene, &view, &mut |feature| keys.push(feature.key()));
        }
        keys
    }

    #[test]
    fn a_name_beside_a_quote_has_no_weight_of_its_own() {
        assert_eq!(features_beside("Cruz"), features_beside("Marsh"));
    }
}
