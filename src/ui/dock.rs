//! What is docked under the card of a quote: who could have said it, or why somebody did.

use ratatui::layout::Rect;

use crate::app::menu::{EntryKind, MenuEntry};
use crate::app::overlay::{Overlay, OverlayKind};
use crate::text::measure::count_columns;
use crate::text::number::format_number;

use super::canvas::{self, Canvas, indent_area, row_of};
use super::paint;

/// Columns before the entries: the mark of the selected one and a space, as on a card.
const LEAD: u16 = 2;

/// Draws the title, and a rule below it.
pub(super) fn draw_title(overlay: &Overlay, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let inner = inner_area(area);
    let count = match overlay.kind {
        OverlayKind::Correct => format!(" {}", format_number(overlay.menu.len())),
        _ => String::new(),
    };
    let title = overlay.kind.title();
    canvas.ends(
        row_of(inner, 0),
        title,
        &count,
        theme.focused_head,
        theme.head,
    );
    canvas.row(row_of(inner, 1), canvas.glyphs.horizontal, theme.border);
}

/// Draws the entries; reasons are only read, so they are wrapped.
pub(super) fn draw_entries(overlay: &Overlay, area: Rect, canvas: &mut Canvas<'_>) {
    if overlay.kind == OverlayKind::Why {
        draw_reasons(overlay, inner_area(area), canvas);
        return;
    }
    for (number, (entry, is_selected)) in overlay.menu.visible_entries().enumerate() {
        draw_entry(row_of(area, number), entry, is_selected, canvas);
    }
}

fn draw_entry(row: Rect, entry: &MenuEntry, is_selected: bool, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    if is_selected {
        canvas.style(row, theme.selection);
        canvas.put(
            row,
            row.x,
            row.y,
            canvas.glyphs.selected,
            theme.focused_border,
        );
    }
    let inner = inner_area(row);
    if entry.kind == EntryKind::Rule {
        canvas.row(inner, canvas.glyphs.horizontal, theme.border);
        return;
    }
    let style = paint::entry_style(entry, theme);
    let room = usize::from(inner.width).saturating_sub(count_columns(&entry.text) + 1);
    let detail = format!(" {}", fit_detail(&entry.detail, entry.droppable, room));
    canvas.ends(inner, &entry.text, detail.trim_end(), style, theme.muted);
}

/// Returns as much of the end of a detail as fits: a name is never cut for its role, of `role` bytes, which goes first.
fn fit_detail(detail: &str, role: usize, room: usize) -> &str {
    if count_columns(detail) <= room {
        return detail;
    }
    let mut rest = detail.get(role..).unwrap_or_default();
    while count_columns(rest) > room {
        let Some((_, after)) = rest.split_once(", ") else {
            return "";
        };
        rest = after;
    }
    rest
}

/// Draws each kind of reason once, and below it what the text says.
fn draw_reasons(overlay: &Overlay, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let mut rest = area;
    let mut label = "";
    for (entry, _) in overlay.menu.visible_entries() {
        if entry.text.as_str() != label {
            label = &entry.text;
            canvas.line(row_of(rest, 0), label, theme.muted);
            rest = below(rest, 1);
        }
        let words = indent_area(rest, 1);
        canvas.paragraph(words, &entry.detail, theme.text);
        rest = below(rest, canvas::wrapped_height(&entry.detail, words.width));
    }
}

/// Returns an area without its first rows.
fn below(area: Rect, rows: usize) -> Rect {
    let rows = u16::try_from(rows).unwrap_or(u16::MAX).min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

fn inner_area(area: Rect) -> Rect {
    Rect {
        x: area.x + LEAD.min(area.width),
        width: area.width.saturating_sub(LEAD + 1),
        ..area
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::all("councillor", ", 3 quotes, now", 30, "councillor, 3 quotes, now")]
    #[case::the_role_goes_first("councillor", ", 3 quotes, now", 13, "3 quotes, now")]
    #[case::a_role_goes_whole("head, harbor works", ", 3 quotes", 24, "3 quotes")]
    #[case::what_is_short_stays("councillor", ", 3 quotes, now", 5, "now")]
    #[case::nothing_fits("councillor", "", 5, "")]
    fn what_does_not_fit_goes(
        #[case] role: &str,
        #[case] rest: &str,
        #[case] room: usize,
        #[case] shown: &str,
    ) {
        let comma = if rest.is_empty() { 0 } else { 2 };
        let detail = format!("{role}{rest}");
        assert_eq!(fit_detail(&detail, role.len() + comma, room), shown);
    }
}
