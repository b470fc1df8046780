//! The start screen: the name of the program, the ways to begin, what it promises.

use ratatui::layout::Rect;

use crate::app::start::{StartLine, StartScreen, WayIn};

use super::canvas::{Canvas, indent_area};

/// Columns before what a way to begin does.
const TITLES: u16 = 3;
/// Columns before more about it.
const DETAILS: u16 = 21;

/// Draws the start screen.
pub(super) fn draw_start(start: &StartScreen, canvas: &mut Canvas<'_>) {
    for (line, area) in start.lines() {
        draw_line(start, line, area, canvas);
    }
}

fn draw_line(start: &StartScreen, line: StartLine, area: Rect, canvas: &mut Canvas<'_>) {
    let (glyphs, theme) = (canvas.glyphs, canvas.theme);
    match line {
        StartLine::Title => {
            let name = format!("{}pullquote", glyphs.quote_count);
            let tagline = "a news reader that knows who said what";
            let tagline = if start.is_wide() { tagline } else { "" };
            canvas.ends(area, &name, tagline, theme.headline, theme.muted);
        }
        StartLine::Rule => canvas.row(area, glyphs.horizontal, theme.border),
        StartLine::Lead(range) => {
            canvas.line(area, range.of(start.lead()), theme.text);
        }
        StartLine::Row(way) => draw_way(start, way, area, canvas),
        StartLine::Detail(way) => {
            canvas.line(indent_area(area, TITLES), way.detail(), theme.muted);
        }
        StartLine::Promise(range) => {
            canvas.line(area, range.of(start.promise()), theme.muted);
        }
        StartLine::Blank => {}
    }
}

fn draw_way(start: &StartScreen, way: WayIn, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    if way == start.selected() {
        let before = Rect {
            x: area.x.saturating_sub(2),
            width: area.width + 2,
            ..area
        };
        canvas.style(before, theme.selection);
        let selected = canvas.glyphs.selected;
        canvas.put(before, before.x, area.y, selected, theme.focused_border);
    }
    canvas.line(area, &way.letter().to_string(), theme.key);
    let next = canvas.line(indent_area(area, TITLES), way.title(), theme.text);
    if start.is_wide() {
        let column = DETAILS.max(next + 2 - area.x);
        canvas.line(indent_area(area, column), way.detail(), theme.muted);
    }
}
