//! What is docked under the card of a quote: who could have said it, or why somebody did.

use ratatui::layout::Rect;

use crate::app::menu::{EntryKind, MenuEntry};
use crate::app::overlay::Overlay;
use crate::app::overlay_area::reason_columns;
use crate::app::reasons::Reasons;
use crate::text::measure::count_columns;
use crate::text::number::format_count_of;

use super::canvas::{Canvas, indent_area, row_of};
use super::paint;
use super::quotes::hang_mark;

/// Columns before the entries: the mark of the selected one and a space, as on a card.
const LEAD: u16 = 2;

/// Draws the title, and a rule below it.
pub(super) fn draw_title(overlay: &Overlay, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let inner = inner_area(area);
    let facts = format!(" {}", overlay.title_facts());
    canvas.ends(
        row_of(inner, 0),
        overlay.title(),
        facts.trim_end(),
        theme.focused_head,
        theme.head,
    );
    canvas.row(row_of(inner, 1), canvas.glyphs.horizontal, theme.border);
}

/// Draws the entries.
pub(super) fn draw_entries(overlay: &Overlay, area: Rect, canvas: &mut Canvas<'_>) {
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

/// Draws the reasons that are seen, and that more follow.
pub(super) fn draw_reasons(reasons: &Reasons, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let area = reason_columns(area);
    let mut used = 0;
    for (number, line) in reasons.visible_lines().enumerate() {
        let row = row_of(area, number);
        if line.is_evidence {
            let words = hang_mark(indent_area(row, 1), &line.text);
            canvas.line(words, &line.text, theme.text);
        } else {
            canvas.line(row, &line.text, theme.muted);
        }
        used = number + 1;
    }
    let more = reasons.count_more();
    if more > 0 && used < usize::from(area.height) {
        let ellipsis = canvas.glyphs.ellipsis;
        let lines = format_count_of(more, "more line", "more lines");
        let text = format!("{ellipsis} {lines}");
        canvas.ends(
            row_of(area, used),
            "",
            &text,
            theme.muted,
            theme.focused_border,
        );
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
