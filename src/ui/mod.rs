//! Draws the state of the screen: one file a region, each a function of what it borrows.
//!
//! - [`list`], [`reading`], [`quotes`]: the panes; [`bar`]: the scrollbar; [`paint`]: the styles of a line of text
//! - [`overlay`], [`status`]: what stands over and under them
//! - [`glyphs`]: the characters drawn, Unicode or ASCII; [`canvas`]: putting text on the screen

mod bar;
mod canvas;
pub mod glyphs;
mod list;
mod overlay;
mod paint;
mod quotes;
mod reading;
mod status;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::panes::{Focus, PaneArea};
use crate::config::theme::Theme;

use self::canvas::Canvas;
use self::glyphs::Glyphs;

/// Draws the whole screen.
pub fn draw(app: &App, theme: &Theme, glyphs: &Glyphs, frame: &mut Frame<'_>) {
    let mut canvas = Canvas::new(frame.buffer_mut(), theme, glyphs);
    canvas.clear();
    let areas = app.areas();
    if let Some(pane) = areas.list {
        list::draw(app, pane, &mut canvas);
    }
    if let Some(pane) = areas.reading {
        reading::draw(app, pane, &mut canvas);
    }
    if let Some(pane) = areas.quotes {
        quotes::draw(app, pane, &mut canvas);
    }
    for separator in areas.separators.into_iter().flatten() {
        canvas.column(separator, glyphs.vertical, theme.border);
    }
    if let Some(overlay) = app.overlay() {
        overlay::draw(app, overlay, &mut canvas);
    }
    let caret = status::draw(app, &mut canvas);
    if let Some(caret) = caret {
        frame.set_cursor_position(caret);
    }
}

/// Draws a pane's header: its name on the left, where the reader is on the right.
fn header(
    app: &App,
    pane: PaneArea,
    which: Focus,
    left: &str,
    right: &str,
    canvas: &mut Canvas<'_>,
) {
    let Some(area) = pane.header else { return };
    let is_focused = app.focus() == which && app.overlay().is_none();
    let style = if is_focused {
        canvas.theme.focused_border
    } else {
        canvas.theme.border
    };
    let inner = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    canvas.row(area, canvas.glyphs.horizontal, style);
    canvas.ends(inner, &padded(left), &padded(right), style, style);
}

fn padded(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!(" {text} ")
    }
}
