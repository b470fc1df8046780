//! A story that cannot be read any more: why, and what the reader kept of it.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::reading::ReadingPane;
use crate::article::TextRange;
use crate::library::state::Bookmark;
use crate::loader::Problem;
use crate::text::quoted::drop_clause_comma;
use crate::text::wrap;

use super::canvas::{Canvas, indent_area, row_of};
use super::days::format_day;

/// Draws why a story could not be loaded, and below it the words that are kept of it.
pub(super) fn draw_lost(
    reading: &ReadingPane,
    problem: &Problem,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let theme = canvas.theme;
    let mut rest = area;
    let kept = reading.kept_quotes();
    if !kept.is_empty() && problem.is_missing_file() {
        let text = "The file is gone. This is what you kept of the story:";
        put_text(&mut rest, text, theme.warning, canvas);
    }
    put_text(&mut rest, &problem.to_string(), theme.error, canvas);
    if kept.is_empty() {
        return;
    }
    skip_row(&mut rest);
    put_text(&mut rest, &reading.row().title, theme.headline, canvas);
    let row = reading.row();
    let day = row.published.map(format_day);
    let source = [row.source.as_deref(), day.as_deref()];
    let source: Vec<&str> = source.into_iter().flatten().collect();
    put_text(&mut rest, &source.join(", "), theme.metadata, canvas);
    for bookmark in kept {
        skip_row(&mut rest);
        put_kept(&mut rest, bookmark, canvas);
    }
}

/// Puts the words of a bookmark with their speaker, tags and note.
fn put_kept(rest: &mut Rect, bookmark: &Bookmark, canvas: &mut Canvas<'_>) {
    let Some(quote) = &bookmark.kept.quote else {
        return;
    };
    let theme = canvas.theme;
    let unnamed = if quote.is_highlight {
        "highlight"
    } else {
        "unknown speaker"
    };
    let speaker = quote.speaker.as_deref().unwrap_or(unnamed);
    put_text(rest, speaker, theme.heading, canvas);
    put_text(rest, &drop_clause_comma(&quote.words), theme.quote, canvas);
    let tags: Vec<String> = bookmark.tags.iter().map(|tag| format!("#{tag}")).collect();
    put_text(rest, &tags.join(" "), theme.tag, canvas);
    let Some(note) = &bookmark.note else {
        return;
    };
    let first = row_of(*rest, 0);
    canvas.put(first, first.x, first.y, canvas.glyphs.note, theme.note);
    let mut inner = indent_area(*rest, 2);
    put_text(&mut inner, note, theme.note, canvas);
    (rest.y, rest.height) = (inner.y, inner.height);
}

/// Puts a text into the first rows of an area, which is what is left below it afterwards; an empty text takes no row.
fn put_text(rest: &mut Rect, text: &str, style: Style, canvas: &mut Canvas<'_>) {
    if text.is_empty() {
        return;
    }
    let all = TextRange::new(0, text.len());
    let width = usize::from(rest.width).max(1);
    let lines = wrap::wrap(text, all, width, wrap::Options::default());
    for line in lines.iter().take(usize::from(rest.height)) {
        canvas.put(*rest, rest.x, rest.y, line.range.of(text), style);
        skip_row(rest);
    }
}

/// Leaves the first row of an area out.
const fn skip_row(rest: &mut Rect) {
    let rows = if rest.height > 0 { 1 } else { 0 };
    (rest.y, rest.height) = (rest.y + rows, rest.height - rows);
}
