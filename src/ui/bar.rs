//! The scrollbar of the reading pane, which is also its border: what is seen, and where quotes, hits and bookmarks are.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::reading::ReadingPane;
use crate::article::TextRange;

use super::canvas::Canvas;
use super::paint;

/// Places of hits or quotes that are looked at, at the most; of more, every n-th.
const MOST: usize = 4096;

/// The bar as it is drawn: its column, and the places it shows, in bytes of the text.
struct Scale {
    area: Rect,
    length: usize,
    /// The rows of what is seen.
    seen: (u16, u16),
}

/// Draws the scrollbar; if all of the story is seen, the border alone.
///
/// What comes later is drawn over what came before: what is seen, quotes, hits, bookmarks.
pub(super) fn draw_bar(reading: &ReadingPane, area: Rect, canvas: &mut Canvas<'_>) {
    let Some(article) = reading.article() else {
        return;
    };
    let visible = reading.visible_range();
    let end = article.text.trim_end().len();
    if visible.start == 0 && visible.end >= end {
        return;
    }
    let scale = Scale::new(area, reading.shown_length().max(1), visible);
    // Nothing of the border that is drawn there shows through.
    canvas.blank(area);
    let (glyphs, theme) = (canvas.glyphs, canvas.theme);
    let (first, last) = scale.seen;
    for y in area.top()..area.bottom() {
        let (glyph, style) = if (first..=last).contains(&y) {
            (glyphs.thumb, theme.scrollbar)
        } else {
            (glyphs.track, theme.border)
        };
        canvas.put(area, area.x, y, glyph, style);
    }
    draw_quotes(reading, &scale, canvas);
    draw_hits(reading, &scale, canvas);
    let quotes = sample_places(reading.quotes());
    let bookmarked = quotes.filter(|(number, _)| reading.bookmark_of(*number).is_some());
    let highlights = sample_places(reading.kept_highlights());
    let kept = bookmarked.map(|(_, quote)| quote.range);
    for range in kept.chain(highlights.map(|(_, kept)| kept.range)) {
        let row = scale.row(range.start);
        scale.mark(row, glyphs.bookmark, theme.bookmark, canvas);
    }
}

/// Draws the places of quotes in the colours of their speakers.
fn draw_quotes(reading: &ReadingPane, scale: &Scale, canvas: &mut Canvas<'_>) {
    let (glyphs, theme) = (canvas.glyphs, canvas.theme);
    let (first, last) = scale.seen;
    for (_, quote) in sample_places(reading.quotes()) {
        let row = scale.row(quote.range.start);
        let glyph = if (first..=last).contains(&row) {
            glyphs.seen_quote
        } else {
            glyphs.quote_place
        };
        scale.mark(
            row,
            glyph,
            paint::speaker_style(reading, quote, theme),
            canvas,
        );
    }
}

/// Draws the places of hits in the colour that is behind them in the text.
fn draw_hits(reading: &ReadingPane, scale: &Scale, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let colour_of = |hit: Style| {
        hit.bg
            .map_or(theme.scrollbar, |colour| Style::new().fg(colour))
    };
    let (hit_style, current_style) = (colour_of(theme.hit), colour_of(theme.current_hit));
    let current = reading.found().current();
    for (number, hit) in sample_places::<TextRange>(reading.found().hits()) {
        let style = if current == Some(number) {
            current_style
        } else {
            hit_style
        };
        scale.mark(scale.row(hit.start), canvas.glyphs.hit_place, style, canvas);
    }
}

impl Scale {
    fn new(area: Rect, length: usize, visible: TextRange) -> Self {
        let mut scale = Self {
            area,
            length,
            seen: (area.y, area.y),
        };
        let last = visible.end.saturating_sub(1).max(visible.start);
        scale.seen = (scale.row(visible.start), scale.row(last));
        scale
    }

    /// Draws a place over what is on its row.
    fn mark(&self, row: u16, glyph: &str, style: Style, canvas: &mut Canvas<'_>) {
        let cell = Rect {
            y: row,
            height: 1,
            ..self.area
        };
        canvas.blank(cell);
        canvas.put(cell, cell.x, row, glyph, style);
    }

    /// Returns the row of a byte.
    fn row(&self, at: usize) -> u16 {
        let rows = usize::from(self.area.height);
        let row = at.saturating_mul(rows) / self.length;
        self.area.y + u16::try_from(row.min(rows.saturating_sub(1))).unwrap_or(0)
    }
}

fn sample_places<T>(places: &[T]) -> impl Iterator<Item = (usize, &T)> {
    let step = places.len() / MOST + 1;
    places.iter().enumerate().step_by(step)
}
