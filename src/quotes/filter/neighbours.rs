//! Looks at the regions beside a region: a list of titles, a quote in parts, a lone term.

use crate::quotes::attribution::weights::{Feature, FeatureTemplate};
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::token::TextToken;
use crate::quotes::model::view::RegionView;

const COUNT: FeatureTemplate = FeatureTemplate::new("q.company");
const PREVIOUS: FeatureTemplate = FeatureTemplate::new("q.prev");
const NEXT: FeatureTemplate = FeatureTemplate::new("q.next");

/// How many regions on each side are looked at.
const REACH: usize = 6;

/// Adds features of the regions in the same paragraph; `length` is the region's own, `size` the same roughly.
pub(crate) fn add_neighbour_features(
    scene: &Scene<'_>,
    view: &RegionView,
    (length, size): (Symbol, Symbol),
    add: &mut impl FnMut(Feature),
) {
    let near = scene
        .regions
        .iter()
        .skip(view.region.saturating_sub(REACH))
        .take(2 * REACH + 1);
    let count = near
        .filter(|region| region.paragraph == view.paragraph)
        .count();
    add(Feature::two(COUNT, Symbol::number(count.min(5)), length));
    let previous = view
        .region
        .checked_sub(1)
        .and_then(|at| describe_neighbour(scene, view, at));
    add(Feature::two(PREVIOUS, previous.unwrap_or(ALONE), size));
    let next = describe_neighbour(scene, view, view.region + 1);
    add(Feature::two(NEXT, next.unwrap_or(ALONE), size));
}

/// Stands for no neighbour.
const ALONE: Symbol = Symbol::letter(b'-');

/// Describes the region of this index if it shares the paragraph: whether also the sentence, its size, its case.
fn describe_neighbour(scene: &Scene<'_>, view: &RegionView, index: usize) -> Option<Symbol> {
    let region = scene.regions.get(index)?;
    if region.paragraph != view.paragraph {
        return None;
    }
    let first = scene.tokens.index_at(region.range.start);
    let end = scene.tokens.index_at(region.range.end.saturating_sub(1));
    let sentence = |at: usize| scene.token(at).map(TextToken::sentence);
    // Titles come in lists, within one sentence; quotes in parts do too, but longer.
    let is_same_sentence = if index < view.region {
        sentence(end.saturating_sub(1)) == sentence(view.first)
    } else {
        sentence(first) == sentence(view.end.saturating_sub(1))
    };
    let is_capital = scene.token(first).is_some_and(TextToken::is_capital);
    let size = match end.saturating_sub(first) {
        0..=1 => b'1',
        2..=3 => b'2',
        4..=6 => b'4',
        _ => b'9',
    };
    let place = Symbol::letter(if is_same_sentence { b's' } else { b'p' });
    Some(place.with(size).with(if is_capital { b'C' } else { b'l' }))
}
