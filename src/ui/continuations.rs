//! The keys that can follow the pending ones: a box at the bottom right, away from what is read.

use ratatui::layout::Rect;

use crate::app::App;
use crate::text::Clean;
use crate::text::measure::count_columns;

use super::canvas::{Canvas, from_column, row_of};
use super::overlay::draw_box;

/// The columns of the box at the most, and from which screen on it has three columns of keys.
const WIDEST: u16 = 96;
const THREE_FROM: u16 = 100;
/// The least screen that has room for the box beside what is read.
const LEAST: (u16, u16) = (40, 10);
/// Rows of the screen that the keys leave free: the frame of the box, the status line, one above.
const FRAME_ROWS: u16 = 4;
/// Columns of the frame and the spaces inside it.
const AROUND: u16 = 4;

/// Draws the keys that can follow, if the next one takes long.
pub(super) fn draw_continuations(app: &App, canvas: &mut Canvas<'_>) {
    let keys = app.continuations();
    let screen = app.area();
    let (least_width, least_height) = LEAST;
    if keys.is_empty() || screen.width < least_width || screen.height < least_height {
        return;
    }
    let widest_key = keys.iter().map(|(key, _)| count_columns(key)).max();
    let widest_key = widest_key.unwrap_or(0);
    let widest_help = keys.iter().map(|(_, does)| count_columns(does)).max();
    // A key, two spaces, what it does, a space.
    let column_width = widest_key + 2 + widest_help.unwrap_or(0) + 1;
    let columns = count_box_columns(keys.len(), column_width, screen);
    let rows = keys.len().div_ceil(columns);
    let rows = rows.min(usize::from(screen.height - FRAME_ROWS));
    let outer = place_box(screen, columns * column_width, rows);
    draw_box(outer, canvas);
    draw_title(app, outer, canvas);
    let inner = Rect {
        x: outer.x + 2,
        y: outer.y + 1,
        width: outer.width - AROUND,
        height: outer.height - 2,
    };
    let width = inner.width / u16::try_from(columns).unwrap_or(1);
    for (number, (key, does)) in keys.iter().enumerate() {
        let (column, row) = (number / rows.max(1), number % rows.max(1));
        if column >= columns {
            return;
        }
        let x = inner.x + width * u16::try_from(column).unwrap_or(0);
        let area = Rect {
            x,
            width: width.saturating_sub(1),
            ..row_of(inner, row)
        };
        draw_key(key, does, widest_key, area, canvas);
    }
}

/// Returns in how many columns the keys are: as many as leave each its words, and more only where the rows do not suffice.
fn count_box_columns(keys: usize, column_width: usize, screen: Rect) -> usize {
    let most = if screen.width < THREE_FROM { 2 } else { 3 };
    let most = keys.min(most);
    let room = usize::from(screen.width.min(WIDEST).saturating_sub(AROUND));
    let rows = usize::from(screen.height - FRAME_ROWS);
    let fits =
        |columns: &usize| columns * column_width <= room || keys.div_ceil(*columns - 1) > rows;
    (2..=most).rev().find(fits).unwrap_or(1)
}

/// Returns a box for so many columns and rows at the bottom right, above the status line.
fn place_box(screen: Rect, columns: usize, rows: usize) -> Rect {
    let width = u16::try_from(columns).unwrap_or(u16::MAX);
    let width = width.saturating_add(AROUND).clamp(LEAST.0, WIDEST);
    let width = width.min(screen.width);
    let height = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(2);
    let height = height.min(screen.height - 1);
    Rect {
        x: screen.right() - width,
        y: screen.bottom() - 1 - height,
        width,
        height,
    }
}

fn draw_title(app: &App, outer: Rect, canvas: &mut Canvas<'_>) {
    let style = canvas.theme.focused_border;
    let line = Rect {
        x: outer.x + 2,
        width: outer.width - AROUND,
        height: 1,
        ..outer
    };
    let pending = format!(" {} ", app.chord().pending_text());
    canvas.ends(line, &pending, " esc cancels ", style, style);
}

fn draw_key(key: &Clean, does: &str, widest: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    canvas.put(area, area.x, area.y, key, theme.key);
    let widest = u16::try_from(widest).unwrap_or(u16::MAX);
    let rest = from_column(area, area.x.saturating_add(widest).saturating_add(2));
    canvas.line(rest, does, theme.text);
}
