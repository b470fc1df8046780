//! The status line: the prompt, a notice, or the keys that matter here; pending keys on the right.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::App;
use crate::app::notice::{NoticeWeight, StatusNotice};
use crate::app::prompt::{Prompt, Purpose};
use crate::app::reading::ReadingPane;
use crate::app::reading::find::FindHits;
use crate::app::screen::Screen;
use crate::input::Context;
use crate::people::place_role;
use crate::text::measure;
use crate::text::number::{self, format_number};

use super::canvas::{self, Canvas};
use super::hints;
use super::hints::{Hint, HintWorth};
use super::prompt::draw_prompt;
use super::search_hints;

/// Columns between two keys.
const BETWEEN: u16 = 3;

/// Draws the status line, and the prompt wherever it is; returns where the caret is, when there is a prompt.
pub(super) fn draw_status(app: &App, canvas: &mut Canvas<'_>) -> Option<Position> {
    if let Some(prompt) = app.prompt() {
        if let Some(area) = query_area(app, prompt) {
            draw_line(app, canvas);
            return draw_prompt(app, prompt, area, canvas);
        }
        let screen = app.area();
        let last = Rect {
            y: screen.bottom().saturating_sub(1),
            height: screen.height.min(1),
            ..screen
        };
        let area = app.areas().status.unwrap_or(last);
        draw_prompt(app, prompt, area, canvas)
    } else {
        draw_line(app, canvas);
        None
    }
}

/// Returns the line of the screen in which a query is typed; `None` for other prompts.
fn query_area(app: &App, prompt: &Prompt) -> Option<Rect> {
    if !matches!(prompt.purpose(), Purpose::Search(_)) {
        return None;
    }
    match app.screen() {
        Screen::Search(search) => Some(search.areas().query),
        Screen::Speakers(_) | Screen::Speaker(_) | Screen::Panes | Screen::Start(_) => None,
    }
}

/// Draws a notice, or the keys that matter here.
fn draw_line(app: &App, canvas: &mut Canvas<'_>) {
    let Some(area) = app.areas().status else {
        return;
    };
    let inner = inner_area(area);
    let mut right = right_parts(app, canvas);
    if let Some(notice) = app.notice() {
        // A notice takes the place of the keys.
        right.hints.clear();
        if measure::count_columns(&notice.text) + right.width() > usize::from(inner.width) {
            right.text.clear();
        }
        if !fits_line(notice, right.width(), inner) {
            return draw_long(notice, app.area(), area, canvas);
        }
        let rest = right.draw(inner, canvas);
        canvas.line(rest, &notice.text, notice_style(notice, canvas));
        return;
    }
    let rest = right.draw(inner, canvas);
    match selected_speaker(app, canvas) {
        Some(text) => {
            canvas.line(rest, &text, canvas.theme.status);
        }
        None => draw_hints(&shown_hints(app), rest, canvas),
    }
}

/// Draws as many keys as fit.
fn draw_hints(hints: &[Hint], area: Rect, canvas: &mut Canvas<'_>) {
    let mut x = area.x;
    for hint in choose_hints(hints, usize::from(area.width)) {
        x = draw_hint(hint, canvas::from_column(area, x), canvas) + BETWEEN;
    }
}

/// Returns the keys for which there is room: those worth the most, then as many of the first ones as fit.
fn choose_hints(hints: &[Hint], room: usize) -> Vec<&Hint> {
    let mut by_worth: Vec<(usize, &Hint)> = hints.iter().enumerate().collect();
    by_worth.sort_by_key(|(_, hint)| hint.worth);
    let mut left = room + usize::from(BETWEEN);
    let mut chosen = Vec::new();
    for (place, hint) in by_worth {
        let columns = hint.columns() + usize::from(BETWEEN);
        if columns <= left {
            left -= columns;
            chosen.push((place, hint));
        } else if hint.worth == HintWorth::Usual {
            break;
        }
    }
    chosen.sort_by_key(|(place, _)| *place);
    chosen.into_iter().map(|(_, hint)| hint).collect()
}

/// Draws a key and what it does; returns the column after it.
fn draw_hint(hint: &Hint, area: Rect, canvas: &mut Canvas<'_>) -> u16 {
    let theme = canvas.theme;
    let next = canvas.put(area, area.x, area.y, &hint.key, theme.key);
    canvas.put(area, next + 1, area.y, hint.does, theme.status)
}

/// What is at the right end of the status line: words, and a key.
struct RightParts {
    text: String,
    style: Style,
    hints: Vec<Hint>,
}

impl RightParts {
    /// Returns the columns of all of them, with those that part them from what is before.
    fn width(&self) -> usize {
        let text = match measure::count_columns(&self.text) {
            0 => 0,
            columns => usize::from(BETWEEN) + columns,
        };
        let hints = self.hints.iter();
        let hints = hints.map(|hint| usize::from(BETWEEN) + hint.columns());
        text + hints.sum::<usize>()
    }

    /// Draws them; returns what is left of the area. What does not fit is left out.
    fn draw(&self, area: Rect, canvas: &mut Canvas<'_>) -> Rect {
        let width = u16::try_from(self.width()).unwrap_or(u16::MAX);
        if width >= area.width {
            return area;
        }
        let mut x = area.right() - width;
        if !self.text.is_empty() {
            x = canvas.put(area, x + BETWEEN, area.y, &self.text, self.style);
        }
        for hint in &self.hints {
            x = draw_hint(hint, canvas::from_column(area, x + BETWEEN), canvas);
        }
        Rect {
            width: area.width - width,
            ..area
        }
    }
}

/// Returns pending keys, else what was found, else how to get help.
fn right_parts(app: &App, canvas: &Canvas<'_>) -> RightParts {
    let (theme, dot) = (canvas.theme, canvas.glyphs.dot);
    let pending = app.chord().pending_text();
    if !pending.is_empty() {
        return RightParts {
            text: format!("{}  waits", pending.as_str()),
            style: theme.key,
            hints: Vec::new(),
        };
    }
    let found = app
        .reading()
        .map(ReadingPane::found)
        .filter(|found| found.is_on() && matches!(app.screen(), Screen::Panes));
    if let Some(found) = found {
        let slash = if found.is_of_search() { "" } else { "/" };
        return RightParts {
            text: format!("{slash}{} {}", found.typed(), describe_hits(found)),
            style: theme.key,
            hints: Vec::new(),
        };
    }
    let not_saving = (!app.is_saving()).then(|| "not saving".to_owned());
    let facts: Vec<String> = not_saving.into_iter().chain(indexing(app)).collect();
    let is_told = app.notice().is_some_and(|notice| notice.tells_help);
    // While something is typed, the key of the keys would be typed as well.
    let is_typed = is_told || app.prompt().is_some();
    let help = hints::help_hint(app).filter(|_| !is_typed);
    let on_quote = selected_speaker(app, canvas).map(|_| hints::quote_hints(app));
    let on_quote = on_quote.into_iter().flatten();
    RightParts {
        text: facts.join(&format!(" {dot} ")),
        style: theme.status,
        hints: on_quote.chain(help).collect(),
    }
}

/// Returns how far the folders are read, while they are.
fn indexing(app: &App) -> Option<String> {
    let progress = app.progress();
    (!progress.is_finished && progress.found > 0).then(|| {
        let (done, found) = (format_number(progress.done), format_number(progress.found));
        format!("indexing {done} of {found}")
    })
}

/// Returns who says the selected quote, where the article is alone and no card tells it.
fn selected_speaker(app: &App, canvas: &Canvas<'_>) -> Option<String> {
    let is_alone = app.areas().quotes.is_none() && app.context() == Context::Reading;
    if !is_alone || !matches!(app.screen(), Screen::Panes) || app.overlay().is_some() {
        return None;
    }
    let reading = app.reading()?;
    let quote = reading.selected_quote()?;
    let number = reading.selected_quote_number()? + 1;
    let place = number::format_position(number, reading.quotes().len());
    let who = match &quote.speaker {
        None => "unknown speaker".to_owned(),
        Some(speaker) => {
            let doubt = if quote.confidence.is_sure() { "" } else { " ?" };
            let role = speaker.role.as_deref().map(place_role);
            let (before, after) = role.unwrap_or_default();
            format!("{before}{}{doubt}{after}", speaker.name)
        }
    };
    Some(format!("{}{place}  {who}", canvas.glyphs.quote_count))
}

/// Returns the keys of what is over the panes, else of the focused pane.
fn shown_hints(app: &App) -> Vec<Hint> {
    if let Some(overlay) = app.overlay() {
        return hints::overlay_hints(app, overlay);
    }
    match app.screen() {
        Screen::Speakers(_) => hints::speaker_hints(app),
        Screen::Search(search) => search_hints::search_hints(app, search),
        Screen::Speaker(page) => hints::page_hints(app, page),
        Screen::Panes => hints::pane_hints(app),
        Screen::Start(_) => hints::start_hints(app),
    }
}

/// Returns an area without its first and last column.
fn inner_area(area: Rect) -> Rect {
    Rect {
        x: area.x + 1.min(area.width),
        width: area.width.saturating_sub(2),
        ..area
    }
}

/// Returns `true` if a notice is told in one line beside so many columns; what went well may be cut.
fn fits_line(notice: &StatusNotice, taken: usize, area: Rect) -> bool {
    let is_line = !notice.text.contains('\n')
        && measure::count_columns(&notice.text) + taken <= usize::from(area.width);
    notice.weight == NoticeWeight::Quiet || is_line
}

/// Draws all of a notice that the reader should know, over as many rows above the status line as it needs.
fn draw_long(notice: &StatusNotice, screen: Rect, area: Rect, canvas: &mut Canvas<'_>) {
    let width = inner_area(area).width;
    let rows: usize = notice
        .text
        .lines()
        .map(|line| canvas::wrapped_height(line, width))
        .sum();
    let height = u16::try_from(rows).unwrap_or(u16::MAX);
    let top = area
        .bottom()
        .saturating_sub(height.max(1))
        .max(screen.top());
    let area = Rect {
        y: top,
        height: area.bottom().saturating_sub(top),
        ..area
    };
    canvas.blank(area);
    let mut rest = inner_area(area);
    for line in notice.text.lines() {
        canvas.paragraph(rest, line, notice_style(notice, canvas));
        let used = u16::try_from(canvas::wrapped_height(line, width)).unwrap_or(u16::MAX);
        rest = Rect {
            y: rest.y.saturating_add(used).min(rest.bottom()),
            height: rest.height.saturating_sub(used),
            ..rest
        };
    }
}

fn notice_style(notice: &StatusNotice, canvas: &Canvas<'_>) -> Style {
    match notice.weight {
        NoticeWeight::Quiet | NoticeWeight::Done => canvas.theme.notice,
        NoticeWeight::Warning => canvas.theme.warning,
        NoticeWeight::Error => canvas.theme.error,
    }
}

/// Returns which hit of how many it is, or why there is none.
pub(super) fn describe_hits(found: &FindHits) -> String {
    match (found.fault(), found.hits().len(), found.current()) {
        (Some(fault), _, _) => fault.to_owned(),
        (None, 0, _) => "no matches".to_owned(),
        (None, count, current) => {
            number::format_position(current.map_or(0, |number| number + 1), count)
        }
    }
}
