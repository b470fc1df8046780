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

/// Returns where an unclosed stretch ends and the mark that it would swallow: one that opens the words of the next
/// speaker.
pub(crate) fn find_swallowed(
    text: &str,
    open: TextRange,
    marks: &[Mark],
) -> Option<(usize, usize)> {
    (0..marks.len()).find_map(|index| {
        let mark = marks.get(index)?;
        let is_behind = mark.range.start > open.start + 1 && mark.range.end < open.end;
        if !is_behind || mark.shape != MarkShape::Opens {
            return None;
        }
        let close = marks
            .get(index + 1)
            .filter(|next| next.shape != MarkShape::Opens)?;
        let words = TextRange::new(open.start, mark.range.start)
            .of(text)
            .trim_end();
        let end = if words.ends_with(':') {
            // “The wall will hold. Ruiz was less sure: “It will not.”
            words.rfind(['.', '!', '?']).map(|at| at + 1)
        } else {
            // Behind the words of another speaker the story goes on; what ends the paragraph is opened twice by one.
            let goes_on = close.range.end < open.end;
            (goes_on && words.ends_with(['.', '!', '?', '”', ')'])).then_some(words.len())
        };
        Some((open.start + end?, index))
    })
}
