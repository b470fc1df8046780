//! Draws the state of the screen: one file a region, each a function of what it borrows.
//!
//! - [`list`], [`reading`], [`quotes`]: the panes; [`bar`]: the scrollbar; [`paint`]: the styles of a line of text;
//!   [`facts`]: what is under the headline; [`lost`]: what is kept of a story whose file is gone
//! - [`search`]: the screen of search, with its [`hits`] and their [`excerpts`]; [`speakers`]: the list of speakers, [`speaker_page`]: the page of one;
//!   [`start`]: the start screen
//! - [`overlay`], [`dock`], [`status`], [`prompt`]: what is over and under them; [`hints`]: the keys of a screen;
//!   [`continuations`]: those that can follow pending ones
//! - [`days`]: days as people read them; [`glyphs`]: the characters drawn, Unicode or ASCII; [`canvas`]: putting text on the screen

mod bar;
mod canvas;
mod continuations;
mod days;
mod dock;
mod excerpts;
mod facts;
pub mod glyphs;
mod hints;
mod hits;
pub mod links;
mod list;
mod lost;
mod overlay;
mod paint;
mod prompt;
mod quotes;
mod reading;
mod search;
mod search_hints;
mod speaker_page;
mod speakers;
mod start;
mod status;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::panes::{Focus, PaneArea};
use crate::app::screen::Screen;
use crate::config::theme::Theme;

use self::canvas::Canvas;
use self::glyphs::Glyphs;
use self::links::ScreenLink;

/// Draws the whole screen.
pub fn draw(app: &App, theme: &Theme, glyphs: &Glyphs, frame: &mut Frame<'_>) {
    draw_with_links(app, theme, glyphs, frame);
}

/// Draws the whole screen and returns where the links of the story are; none while something is in front of it.
pub fn draw_with_links(
    app: &App,
    theme: &Theme,
    glyphs: &Glyphs,
    frame: &mut Frame<'_>,
) -> Vec<ScreenLink> {
    let mut canvas = Canvas::new(frame.buffer_mut(), theme, glyphs);
    canvas.clear();
    match app.screen() {
        Screen::Panes => draw_panes(app, &mut canvas),
        Screen::Search(search) => search::draw_search(app, search, &mut canvas),
        Screen::Speaker(page) => speaker_page::draw_page(app, page, &mut canvas),
        Screen::Speakers(speakers) => speakers::draw_speakers(app, speakers, &mut canvas),
        Screen::Start(start) => start::draw_start(start, &mut canvas),
    }
    if let Some(overlay) = app.overlay() {
        overlay::draw_overlay(app, overlay, &mut canvas);
    }
    continuations::draw_continuations(app, &mut canvas);
    let caret = status::draw_status(app, &mut canvas);
    let links = canvas.into_links();
    if let Some(caret) = caret {
        frame.set_cursor_position(caret);
    }
    if links::are_links_clear(app) {
        links
    } else {
        Vec::new()
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
    if let Some(separator) = areas.separator {
        canvas.column(separator, canvas.glyphs.vertical, canvas.theme.border);
    }
}

/// Draws a pane's header: its name on the left, facts on the right.
fn draw_header(
    app: &App,
    pane: PaneArea,
    which: Focus,
    (name, facts): (&str, &str),
    canvas: &mut Canvas<'_>,
) {
    pane_header(pane, has_focus(app, which), name, facts, canvas);
}

/// Returns `true` if the pane gets the keys.
fn has_focus(app: &App, which: Focus) -> bool {
    matches!(app.screen(), Screen::Panes) && app.overlay().is_none() && app.focus() == which
}

/// Draws the header of any part of the screen: words, and no rule.
fn pane_header(pane: PaneArea, is_focused: bool, name: &str, facts: &str, canvas: &mut Canvas<'_>) {
    let Some(area) = pane.header else { return };
    let inner = Rect {
        x: area.x + 1.min(area.width),
        width: area.width.saturating_sub(2),
        ..area
    };
    draw_head(inner, is_focused, name, facts, canvas);
}

/// Draws a name and facts on a row; the name gives way.
fn draw_head(area: Rect, is_focused: bool, name: &str, facts: &str, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let style = if is_focused {
        theme.focused_head
    } else {
        theme.head
    };
    let facts = if facts.is_empty() {
        String::new()
    } else {
        format!(" {facts}")
    };
    canvas.ends(area, name, &facts, style, theme.head);
}
