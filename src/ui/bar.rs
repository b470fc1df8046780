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
    let kept = kept.chain(highlights.map(|(_, kept)| kept.range));
    for (row, ()) in scale.last_of_rows(kept.map(|range| (range.start, ()))) {
        scale.mark(row, glyphs.bookmark, theme.bookmark, canvas);
    }
}

/// Draws the places of quotes in the colours of their speakers.
fn draw_quotes(reading: &ReadingPane, scale: &Scale, canvas: &mut Canvas<'_>) {
    let (glyphs, theme) = (canvas.glyphs, canvas.theme);
    let (first, last) = scale.seen;
    let quotes = sample_places(reading.quotes()).map(|(_, quote)| (quote.range.start, quote));
    for (row, quote) in scale.last_of_rows(quotes) {
        let glyph = if (first..=last).contains(&row) {
            glyphs.seen_quote
        } else {
            glyphs.quote_place
        };
        let style = paint::speaker_style(reading, quote, theme);
        scale.mark(row, glyph, style, canvas);
    }
}

/// Draws the places of hits in the colour that is behind them in the text, the current one over the others.
fn draw_hits(reading: &ReadingPane, scale: &Scale, canvas: &mut Canvas<'_>) {
    let (glyph, theme) = (canvas.glyphs.hit_place, canvas.theme);
    let colour_of = |hit: Style| {
        hit.bg
            .map_or(theme.scrollbar, |colour| Style::new().fg(colour))
    };
    let hits: &[TextRange] = reading.found().hits();
    let places = sample_places(hits).map(|(_, hit)| (hit.start, ()));
    for (row, ()) in scale.last_of_rows(places) {
        scale.mark(row, glyph, colour_of(theme.hit), canvas);
    }
    let current = reading.found().current().and_then(|hit| hits.get(hit));
    if let Some(current) = current {
        let row = scale.row(current.start);
        scale.mark(row, glyph, colour_of(theme.current_hit), canvas);
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

    /// Returns the last place of each row: all that is seen of places that share one. Each comes with its byte, in the order of
    /// the text.
    fn last_of_rows<T>(&self, places: impl Iterator<Item = (usize, T)>) -> Vec<(u16, T)> {
        let mut last: Vec<(u16, T)> = Vec::new();
        for (start, place) in places {
            let row = self.row(start);
            match last.last_mut() {
                Some((taken, shown)) if *taken == row => *shown = place,
                _ => last.push((row, place)),
            }
        }
        last
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
