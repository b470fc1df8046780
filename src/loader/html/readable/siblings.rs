//! Adds to an article what is beside it: preambles, and parts with advertisements between them.

use super::candidates::PageScores;
use super::measure::PartMeasure;
use super::paragraphs::PageView;
use crate::loader::story;

/// Returns an element and what belongs to it among its siblings, in the order of the page.
pub(super) fn join_siblings(
    view: &PageView<'_, '_>,
    scores: &PageScores,
    best: usize,
) -> Vec<usize> {
    const LEAST: f64 = 10.0;
    const SHARE: f64 = 0.2;
    let best_score = scores.score(best);
    let least = (best_score * SHARE).max(LEAST);
    let class = |number: usize| view.node(number)?.attributes.get("class");
    let wanted = class(best).filter(|class| !class.is_empty());
    let is_called_so = |number: usize| wanted.is_some() && class(number) == wanted;
    let mut parts = Vec::new();
    let mut run = Run::default();
    for child in view.children(view.parent(best)) {
        if view.is_phrasing(child) {
            run.add(view, child);
            continue;
        }
        run.close_into(view, &mut parts);
        let score = scores.score(child);
        let bonus = if is_called_so(child) {
            best_score * SHARE
        } else {
            0.0
        };
        let is_paragraph = || {
            view.is_one_paragraph(child) || view.node(child).is_some_and(|node| node.name == "p")
        };
        let is_part = if score > 0.0 {
            score + bonus >= least
        } else {
            is_paragraph() && is_prose(view, view.measure(child), &[child])
        };
        if child == best || view.page.descendants(child).contains(&best) || is_part {
            parts.push(child);
        }
    }
    run.close_into(view, &mut parts);
    parts
}

/// A stretch of text between two elements.
#[derive(Debug, Default)]
struct Run {
    numbers: Vec<usize>,
    measure: PartMeasure,
}

impl Run {
    fn add(&mut self, view: &PageView<'_, '_>, number: usize) {
        if let Some(node) = view.node(number) {
            self.numbers.push(number);
            self.measure.add_child(node, view.measure(number));
        }
    }

    /// Adds the stretch to the parts, if it is prose.
    fn close_into(&mut self, view: &PageView<'_, '_>, parts: &mut Vec<usize>) {
        let run = std::mem::take(self);
        if is_prose(view, run.measure, &run.numbers) {
            parts.extend(run.numbers);
        }
    }
}

/// Returns `true` if a paragraph that is made of some nodes is a long one, or a sentence without links.
fn is_prose(view: &PageView<'_, '_>, measure: PartMeasure, numbers: &[usize]) -> bool {
    const LONG: u32 = 80;
    const MOST_LINKED: f64 = 0.25;
    if measure.letters > LONG {
        return measure.link_density() < MOST_LINKED;
    }
    let mut texts = numbers
        .iter()
        .flat_map(|number| std::iter::once(*number).chain(view.page.descendants(*number)));
    measure.letters > 0
        && measure.linked == 0
        && texts.any(|number| {
            let text = view.node(number).map_or("", |node| node.text);
            text.contains(". ") || story::line::ends_sentence(text.trim_end())
        })
}
