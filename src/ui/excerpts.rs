//! The words of a hit with what was looked for, and those that differ from the statement's first hit.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::search::results::cards::ExcerptLine;
use crate::article::TextRange;
use crate::text::measure::count_columns;

use super::canvas::Canvas;
use super::quotes::hang_mark;

/// What is shown of a hit.
#[derive(Clone, Copy)]
pub(super) struct Excerpt<'a> {
    /// Its words.
    pub(super) text: &'a str,
    /// What was looked for.
    pub(super) marks: &'a [TextRange],
    /// The comma that is no part of what was said.
    pub(super) comma: Option<usize>,
}

impl<'a> Excerpt<'a> {
    /// Returns the words of a range, without the comma.
    fn words_in(self, range: TextRange) -> impl Iterator<Item = &'a str> {
        let comma = self.comma.filter(|comma| range.contains(*comma));
        let (end, next) = comma.map_or((range.end, range.end), |comma| (comma, comma + 1));
        let parts = [
            TextRange::new(range.start, end),
            TextRange::new(next, range.end),
        ];
        parts.into_iter().map(move |part| part.of(self.text))
    }
}

/// Draws a line of it.
pub(super) fn draw_words(
    excerpt: Excerpt<'_>,
    line: ExcerptLine,
    plain: Style,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let (glyphs, theme) = (canvas.glyphs, canvas.theme);
    let text = excerpt.text;
    let area = if line.is_cut_before {
        area
    } else {
        hang_mark(area, line.range.of(text))
    };
    let mut x = area.x;
    if line.is_cut_before {
        x = canvas.put(area, x, area.y, glyphs.ellipsis, theme.muted);
    }
    for (range, style) in split_stretches(excerpt.marks, line.range, plain, theme.hit) {
        for words in excerpt.words_in(range) {
            x = canvas.put(area, x, area.y, words, style);
        }
    }
    if line.hyphen {
        x = canvas.put(area, x, area.y, glyphs.hyphen, plain);
    }
    if line.is_cut_after {
        canvas.put(area, x, area.y, glyphs.ellipsis, theme.muted);
    }
}

/// Underlines the words of a line that differ from those of the statement's first hit.
pub(super) fn draw_differing(
    text: &str,
    differing: &[TextRange],
    line: ExcerptLine,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let area = if line.is_cut_before {
        area
    } else {
        hang_mark(area, line.range.of(text))
    };
    let cut = u16::from(line.is_cut_before);
    for range in differing
        .iter()
        .filter_map(|range| range.intersection(line.range))
    {
        let before = TextRange::new(line.range.start, range.start);
        let columns =
            |range: TextRange| u16::try_from(count_columns(range.of(text))).unwrap_or(u16::MAX);
        let words = Rect {
            x: area.x.saturating_add(cut).saturating_add(columns(before)),
            width: columns(range),
            ..area
        };
        canvas.style(words.intersection(area), canvas.theme.warning);
    }
}

/// Cuts a line into stretches with and without marks, in order.
fn split_stretches(
    marks: &[TextRange],
    line: TextRange,
    plain: Style,
    marked: Style,
) -> Vec<(TextRange, Style)> {
    let mut stretches = Vec::new();
    let mut at = line.start;
    for mark in marks.iter().filter_map(|mark| mark.intersection(line)) {
        stretches.push((TextRange::new(at, mark.start), plain));
        stretches.push((mark, plain.patch(marked)));
        at = mark.end;
    }
    stretches.push((TextRange::new(at, line.end), plain));
    stretches.retain(|(range, _)| !range.is_empty());
    stretches
}
