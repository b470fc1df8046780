//! Mends pairs whose marks are of two kinds, or of which the closing one is missing.

use crate::article::TextRange;
use crate::quotes::marks::double_marks::{Mark, MarkShape};
use crate::quotes::marks::pairing::PairedMarks;
use crate::quotes::marks::single_marks;

/// Encloses what a single mark opens and a double mark closes that no double mark opened: `'It is late," Ruiz said.`
pub(crate) fn close_single_at_double(
    text: &str,
    paragraph: TextRange,
    marks: &[Mark],
    pairs: &mut PairedMarks,
) {
    let is_paired = |mark: &Mark| {
        pairs
            .regions
            .iter()
            .any(|region| region.contains_range(mark.range))
    };
    let ends_clause = |mark: &Mark| {
        let before = TextRange::new(paragraph.start, mark.range.start).of(text);
        before.ends_with([',', '.', '!', '?', '…'])
    };
    let is_stray =
        |mark: &&Mark| mark.shape != MarkShape::Opens && ends_clause(mark) && !is_paired(mark);
    let Some(close) = marks.iter().find(is_stray).map(|mark| mark.range) else {
        return;
    };
    let before = TextRange::new(paragraph.start, close.start);
    let Some(start) = single_marks::find_opening(text, before, before.start) else {
        return;
    };
    let is_inside = pairs.regions.iter().any(|region| region.contains(start));
    let is_closed = single_marks::find_single_regions(text, before, &pairs.regions)
        .iter()
        .any(|region| region.start == start);
    if is_inside || is_closed {
        return;
    }
    let enclosed = TextRange::new(start, close.end);
    pairs
        .regions
        .retain(|region| !enclosed.contains_range(*region));
    let at = pairs.regions.partition_point(|region| region.start < start);
    pairs.regions.insert(at, enclosed);
}

/// Returns where an unclosed stretch ends and the marks start that it would swallow: before a mark that opens a
/// sentence of its own, as the next speaker's does.
pub(crate) fn find_swallowed(
    text: &str,
    open: TextRange,
    marks: &[Mark],
) -> Option<(usize, usize)> {
    let opens_sentence = |mark: &Mark| {
        let inside = TextRange::new(open.start, mark.range.start);
        let before = inside.of(text).trim_end();
        let is_behind = mark.range.start > open.start + 1 && mark.range.end < open.end;
        is_behind && mark.shape == MarkShape::Opens && before.ends_with(['.', '!', '?', '”', ')'])
    };
    let index = marks.iter().position(opens_sentence)?;
    let mark = marks.get(index)?;
    let words = TextRange::new(open.start, mark.range.start)
        .of(text)
        .trim_end();
    // Behind the words of another speaker the story goes on; what ends the paragraph is opened twice by one.
    let is_closed = marks
        .get(index + 1)
        .is_some_and(|next| next.shape != MarkShape::Opens);
    is_closed.then_some((open.start + words.len(), index))
}
