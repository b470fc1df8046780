//! What is over the panes: a title, entries, and the selected one whole below them.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::App;
use crate::app::menu::{BAR, EntryKind, MenuEntry};
use crate::app::overlay::{Overlay, OverlayKind};
use crate::app::overlay_area::{OverlayArea, OverlayPlace};
use crate::text::Clean;

use super::canvas::{Canvas, from_column, indent_area, row_of};
use super::{dock, paint};

/// The columns from which on a bookmark is shown with its facts.
const KEPT_ROOMY: usize = 50;
/// The columns of the longest name of a theme, as it is typed, with one after it.
const THEME_NAME: u16 = 24;

/// Draws the open overlay; what is behind a box or a sheet is dimmed.
pub(super) fn draw_overlay(app: &App, overlay: &Overlay, canvas: &mut Canvas<'_>) {
    let Some(area) = app.overlay_area() else {
        return;
    };
    let is_before_page = matches!(area.place, OverlayPlace::Framed | OverlayPlace::Sheet);
    // A theme is judged by the page, so that keeps its colours.
    if is_before_page && !overlay.previews_theme() {
        canvas.veil();
    }
    canvas.blank(area.outer);
    draw_frame(overlay, area, canvas);
    if area.place == OverlayPlace::Sheet {
        draw_quote(app, area.quote, canvas);
    }
    if overlay.kind == OverlayKind::Correct
        && let Some(reach) = app.correction_reach()
    {
        draw_reach(overlay, &reach, area, canvas);
    }
    if let Some(reasons) = &overlay.reasons {
        dock::draw_reasons(reasons, area.entries, canvas);
        return;
    }
    if overlay.menu.is_empty() {
        let text = if overlay.menu.filter().is_empty() {
            overlay.kind.empty_text(app.keymap())
        } else {
            "No matches.".into()
        };
        canvas.paragraph(area.entries, &text, canvas.theme.muted);
        return;
    }
    if area.place == OverlayPlace::Docked {
        dock::draw_entries(overlay, area.entries, canvas);
        return;
    }
    let left = left_width(overlay, area.entries.width);
    let columns = overlay.menu.widest().detail;
    let mut is_after_note = false;
    for (number, (entry, is_selected)) in overlay.menu.visible_entries().enumerate() {
        let row = row_of(area.entries, number);
        if overlay.kind == OverlayKind::Bookmarks {
            draw_kept(row, entry, is_selected, canvas);
            let is_note = entry.kind == EntryKind::Note;
            if is_note && !is_after_note {
                let style = canvas.theme.note;
                canvas.put(row, row.x + 3, row.y, canvas.glyphs.note, style);
            }
            is_after_note = is_note;
        } else {
            draw_entry(row, (left, columns), entry, is_selected, canvas);
        }
    }
    let has_footer = area.place == OverlayPlace::Framed && area.footer.height > 1;
    if let Some(entry) = overlay.menu.selected().filter(|_| has_footer) {
        // Beside the words of a bookmark its facts are seen already.
        let is_kept = overlay.kind == OverlayKind::Bookmarks;
        let detail = if is_kept { "" } else { &*entry.detail };
        draw_footer(area.footer, &entry.text, detail, canvas);
    }
}

fn draw_frame(overlay: &Overlay, area: OverlayArea, canvas: &mut Canvas<'_>) {
    let (outer, style) = (area.outer, canvas.theme.focused_border);
    let title = format!(" {} ", overlay.title());
    let count = format!(" {} ", overlay.title_facts());
    let first = row_of(outer, 0);
    match area.place {
        OverlayPlace::Docked => dock::draw_title(overlay, outer, canvas),
        OverlayPlace::Sheet => {
            canvas.row(first, canvas.glyphs.horizontal, style);
            let inner = Rect {
                x: first.x + 1.min(first.width),
                width: first.width.saturating_sub(2),
                ..first
            };
            canvas.ends(inner, &title, &count, style, style);
        }
        OverlayPlace::Full if area.entries.y > outer.y => {
            canvas.row(first, canvas.glyphs.horizontal, style);
            canvas.ends(first, &title, &count, style, style);
        }
        OverlayPlace::Full => {}
        OverlayPlace::Framed => {
            draw_borders(outer, style, canvas);
            let line = Rect {
                x: outer.x + 2,
                width: outer.width - 4,
                height: 1,
                ..outer
            };
            canvas.ends(line, &title, &count, style, style);
        }
    }
}

/// Draws the words of the selected quote, as far as they fit.
fn draw_quote(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let Some(reading) = app.reading() else { return };
    let (Some(article), Some(quote)) = (reading.article(), reading.subject_quote()) else {
        return;
    };
    let words = Clean::line(article.words_in(quote.range));
    let inner = Rect {
        x: area.x + 2.min(area.width),
        width: area.width.saturating_sub(3),
        ..area
    };
    let style = paint::speaker_style(reading, &quote, canvas.theme);
    canvas.cut_paragraph(inner, &words, style);
}

/// Draws which quotes a correction is for: below the entries, in the lower border, else in the upper one.
fn draw_reach(overlay: &Overlay, reach: &str, area: OverlayArea, canvas: &mut Canvas<'_>) {
    let (outer, style) = (area.outer, canvas.theme.focused_border);
    let (y, inset) = match area.place {
        OverlayPlace::Docked | OverlayPlace::Sheet => {
            return draw_reach_below(overlay, reach, area, canvas);
        }
        OverlayPlace::Framed => (outer.bottom().saturating_sub(1), 2),
        OverlayPlace::Full => (outer.y, 20),
    };
    let line = Rect {
        x: outer.x + inset.min(outer.width),
        y,
        width: outer.width.saturating_sub(inset * 2),
        height: outer.height.min(1),
    };
    canvas.line(line, &format!(" {reach} "), style);
}

/// Draws which quotes a correction is for in the rows that are kept for that, or a row below fewer entries.
fn draw_reach_below(overlay: &Overlay, reach: &str, area: OverlayArea, canvas: &mut Canvas<'_>) {
    let shown = u16::try_from(overlay.menu.visible_entries().count()).unwrap_or(u16::MAX);
    let after_entries = area.entries.y.saturating_add(shown).saturating_add(1);
    let below = Rect {
        y: after_entries.min(area.footer.y),
        ..area.footer
    };
    canvas.paragraph(below, reach, canvas.theme.text);
}

fn draw_borders(outer: Rect, style: Style, canvas: &mut Canvas<'_>) {
    let glyphs = canvas.glyphs;
    let bottom = Rect {
        y: outer.bottom() - 1,
        height: 1,
        ..outer
    };
    for row in [row_of(outer, 0), bottom] {
        canvas.row(row, glyphs.horizontal, style);
    }
    let right = outer.right() - 1;
    for x in [outer.x, right] {
        canvas.column(
            Rect {
                x,
                width: 1,
                ..outer
            },
            glyphs.vertical,
            style,
        );
    }
    let [top_left, top_right, bottom_left, bottom_right] = glyphs.corners;
    for (x, y, corner) in [
        (outer.x, outer.y, top_left),
        (right, outer.y, top_right),
        (outer.x, bottom.y, bottom_left),
        (right, bottom.y, bottom_right),
    ] {
        canvas.put(outer, x, y, corner, style);
    }
}

/// Returns the width of the entries' left part: as wide as the widest, within limits.
fn left_width(overlay: &Overlay, width: u16) -> u16 {
    let has_detail = overlay
        .menu
        .visible_entries()
        .any(|(entry, _)| !entry.detail.is_empty());
    if !has_detail {
        return width;
    }
    if overlay.previews_theme() {
        return width.saturating_sub(THEME_NAME);
    }
    let widest = overlay.menu.widest();
    let detail = u16::try_from(widest.detail).unwrap_or(u16::MAX);
    let most = (width * 2 / 3).max(width.saturating_sub(detail));
    u16::try_from(widest.left + 4).unwrap_or(u16::MAX).min(most)
}

fn draw_entry(
    area: Rect,
    (left, columns): (u16, usize),
    entry: &MenuEntry,
    is_selected: bool,
    canvas: &mut Canvas<'_>,
) {
    let (glyphs, theme) = (canvas.glyphs, canvas.theme);
    if entry.kind == EntryKind::Heading {
        canvas.line(area, &entry.text, theme.heading);
        return;
    }
    if entry.kind == EntryKind::Rule {
        canvas.row(indent_area(area, 3), glyphs.horizontal, theme.border);
        return;
    }
    if is_selected {
        canvas.style(area, theme.selection);
        canvas.put(area, area.x, area.y, glyphs.selected, theme.focused_border);
    }
    if entry.kind == EntryKind::On {
        canvas.put(area, area.x + 1, area.y, glyphs.unread, theme.unread);
    }
    let inset = 3.min(area.width);
    let text = Rect {
        x: area.x + inset,
        width: left.saturating_sub(inset + 1),
        ..area
    };
    canvas.line(text, &entry.text, paint::entry_style(entry, theme));
    let detail = Rect {
        x: area.x + left.min(area.width),
        width: area.width.saturating_sub(left),
        ..area
    };
    canvas.line(detail, &entry.detail, theme.muted);
    if entry.bar > 0 {
        draw_bar(entry, columns, detail, canvas);
    }
}

/// Draws the bar of an entry, right of the columns that the details of all entries take.
fn draw_bar(entry: &MenuEntry, columns: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let taken = columns.saturating_sub(BAR);
    let bar = from_column(
        area,
        area.x
            .saturating_add(u16::try_from(taken).unwrap_or(u16::MAX)),
    );
    // Where there is no room for the longest, all are shorter.
    let room = usize::from(bar.width).min(BAR);
    let length = (entry.bar * room).div_ceil(BAR);
    let bar = Rect {
        width: u16::try_from(length).unwrap_or(u16::MAX).min(bar.width),
        height: bar.height.min(1),
        ..bar
    };
    canvas.row(bar, canvas.glyphs.bar, canvas.theme.quote);
}

/// Draws a line of a bookmark: facts are at its right end.
fn draw_kept(area: Rect, entry: &MenuEntry, is_selected: bool, canvas: &mut Canvas<'_>) {
    let (glyphs, theme) = (canvas.glyphs, canvas.theme);
    if entry.text.is_empty() {
        return;
    }
    if is_selected {
        canvas.style(area, theme.selection);
        canvas.put(area, area.x, area.y, glyphs.selected, theme.focused_border);
    }
    let (lead, style) = match entry.kind {
        EntryKind::Row | EntryKind::On | EntryKind::Gone | EntryKind::Heading | EntryKind::Rule => {
            (2, theme.text)
        }
        EntryKind::Below => (3, theme.muted),
        EntryKind::Note => (5, theme.note),
    };
    let inner = indent_area(area, lead);
    let detail = if usize::from(inner.width) < KEPT_ROOMY {
        String::new()
    } else {
        format!("  {}", entry.detail.as_str())
    };
    let facts = if entry.kind == EntryKind::Gone {
        theme.warning
    } else {
        theme.muted
    };
    canvas.ends(inner, &entry.text, detail.trim_end(), style, facts);
}

fn draw_footer(area: Rect, text: &str, detail: &str, canvas: &mut Canvas<'_>) {
    canvas.row(
        row_of(area, 0),
        canvas.glyphs.horizontal,
        canvas.theme.border,
    );
    let below = Rect {
        y: area.y + 1,
        height: area.height - 1,
        ..area
    };
    let text = [text, detail].join(" ");
    canvas.paragraph(below, text.trim(), canvas.theme.text);
}

/// Draws an empty box with a frame.
pub(super) fn draw_box(outer: Rect, canvas: &mut Canvas<'_>) {
    canvas.blank(outer);
    draw_borders(outer, canvas.theme.focused_border, canvas);
}
