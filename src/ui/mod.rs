//! Draws the state of the screen: one file a region, each a function of what it borrows.
//!
//! - [`list`], [`reading`], [`quotes`]: the panes; [`bar`]: the scrollbar; [`paint`]: the styles of a line of text
//! - [`search`]: the screen of search, with its [`hits`]; [`speakers`]: that of speakers
//! - [`overlay`], [`status`]: what is over and under them; [`hints`]: the keys of a screen
//! - [`glyphs`]: the characters drawn, Unicode or ASCII; [`canvas`]: putting text on the screen

mod bar;
mod canvas;
pub mod glyphs;
mod hints;
mod hits;
mod list;
mod overlay;
mod paint;
mod quotes;
mod reading;
mod search;
mod speakers;
mod status;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::panes::{Focus, PaneArea};
use crate::app::screen::Screen;
use crate::config::theme::Theme;

use self::canvas::Canvas;
use self::glyphs::Glyphs;

/// Draws the whole screen.
pub fn draw(app: &App, theme: &Theme, glyphs: &Glyphs, frame: &mut Frame<'_>) {
    let mut canvas = Canvas::new(frame.buffer_mut(), theme, glyphs);
    canvas.clear();
    match app.screen() {
        Screen::Panes => draw_panes(app, &mut canvas),
        Screen::Search(search) => search::draw_search(app, search, &mut canvas),
        Screen::Speakers(speakers) => speakers::draw_speakers(app, speakers, &mut canvas),
    }
    if let Some(overlay) = app.overlay() {
        overlay::draw_overlay(app, overlay, &mut canvas);
    }
    let caret = status::draw_status(app, &mut canvas);
    if let Some(caret) = caret {
        frame.set_cursor_position(caret);
    }
}

/// Draws the panes and what parts them.
fn draw_panes(app: &App, canvas: &mut Canvas<'_>) {
    let areas = app.areas();
    if let Some(pane) = areas.list {
        list::draw_list(app, pane, canvas);
    }
    if let Some(pane) = areas.reading {
        reading::draw_reading(app, pane, canvas);
    }
    if let Some(pane) = areas.quotes {
        quotes::draw_quotes(app, pane, canvas);
    }
    for separator in areas.separators.into_iter().flatten() {
        canvas.column(separator, canvas.glyphs.vertical, canvas.theme.border);
    }
}

/// Draws a pane's header: its name on the left, where the reader is on the right.
fn draw_header(
    app: &App,
    pane: PaneArea,
    which: Focus,
    left: &str,
    right: &str,
    canvas: &mut Canvas<'_>,
) {
    let has_keys = matches!(app.screen(), Screen::Panes) && app.overlay().is_none();
    pane_header(pane, has_keys && app.focus() == which, left, right, canvas);
}

/// Draws the header of any part of the screen.
fn pane_header(pane: PaneArea, is_focused: bool, left: &str, right: &str, canvas: &mut Canvas<'_>) {
    let Some(area) = pane.header else { return };
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
    canvas.ends(inner, &pad_text(left), &pad_text(right), style, style);
}

fn pad_text(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!(" {text} ")
    }
}
