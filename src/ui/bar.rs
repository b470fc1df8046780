//! The scrollbar of the reading pane: what is seen, and where quotes, hits and bookmarks are.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::reading::ReadingPane;
use crate::article::TextRange;

use super::canvas::Canvas;

/// Places of hits or quotes that are looked at, at the most; of more, every n-th.
const MOST: usize = 4096;

/// Draws the scrollbar, places on the left of it; all count in bytes of the text.
pub(super) fn draw_bar(reading: &ReadingPane, area: Rect, canvas: &mut Canvas<'_>) {
    let Some(article) = reading.article() else {
        return;
    };
    let visible = reading.visible_range();
    let length = article.text.len().max(1);
    let is_whole = visible.start == 0 && visible.end >= article.text.trim_end().len();
    let row = |at: usize| row_at(at, length, area);
    if !is_whole {
        let bar = Rect {
            x: area.right().saturating_sub(1),
            width: area.width.min(1),
            ..area
        };
        canvas.column(bar, canvas.glyphs.track, canvas.theme.border);
        let first = row(visible.start);
        let last = row(visible.end.saturating_sub(1));
        let thumb = Rect {
            y: first,
            height: last + 1 - first,
            ..bar
        };
        canvas.column(thumb, canvas.glyphs.thumb, canvas.theme.scrollbar);
    }
    let (glyphs, theme) = (canvas.glyphs, canvas.theme);
    let mut mark = |at: usize, glyph: &str, style: Style| {
        canvas.put(area, area.x, row(at), glyph, style);
    };
    for (_, quote) in sample_places(reading.quotes()) {
        mark(quote.range.start, glyphs.quote_place, theme.quote);
    }
    for (number, quote) in sample_places(reading.quotes()) {
        if reading.bookmark_of(number).is_some() {
            mark(quote.range.start, glyphs.bookmark, theme.bookmark);
        }
    }
    for (_, hit) in sample_places::<TextRange>(reading.found().hits()) {
        mark(hit.start, glyphs.hit_place, theme.hit);
    }
}

fn row_at(at: usize, length: usize, area: Rect) -> u16 {
    let rows = usize::from(area.height);
    let row = at.saturating_mul(rows) / length;
    area.y + u16::try_from(row.min(rows.saturating_sub(1))).unwrap_or(0)
}

fn sample_places<T>(places: &[T]) -> impl Iterator<Item = (usize, &T)> {
    let step = places.len() / MOST + 1;
    places.iter().enumerate().step_by(step)
}
