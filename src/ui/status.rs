//! The status line: the prompt, a notice, or where the reader is; pending keys on the right.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::App;
use crate::app::notice::{NoticeWeight, StatusNotice};
use crate::app::prompt::{Prompt, Purpose};
use crate::app::screen::Screen;
use crate::text::measure;
use crate::text::number::{self, format_count, format_number};

use super::canvas::{self, Canvas};
use super::{hints, search, speakers};

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

/// Returns the line of the screen in which a query or a filter of speakers is typed; `None` for other prompts.
fn query_area(app: &App, prompt: &Prompt) -> Option<Rect> {
    if !matches!(prompt.purpose(), Purpose::Search(_) | Purpose::Speakers) {
        return None;
    }
    match app.screen() {
        Screen::Search(search) => Some(search.areas().query),
        Screen::Speakers(speakers) => Some(speakers.areas().query),
        Screen::Panes => None,
    }
}

/// Draws a notice, or where the reader is.
fn draw_line(app: &App, canvas: &mut Canvas<'_>) {
    let Some(area) = app.areas().status else {
        return;
    };
    canvas.style(area, canvas.theme.status);
    let right = right_text(app);
    let inner = inner_area(area);
    let (text, style) = match app.notice() {
        Some(notice) if !fits_line(notice, &right, inner) => {
            return draw_long(notice, app.area(), area, canvas);
        }
        Some(notice) => (
            notice.text.as_str().to_owned(),
            notice_style(notice, canvas),
        ),
        None => (describe_place(app, canvas.glyphs.dot), canvas.theme.status),
    };
    canvas.ends(inner, &text, &right, style, canvas.theme.key);
}

/// Returns an area without its first and last column.
fn inner_area(area: Rect) -> Rect {
    Rect {
        x: area.x + 1.min(area.width),
        width: area.width.saturating_sub(2),
        ..area
    }
}

/// Returns `true` if a notice is told in one line; what went well may be cut.
fn fits_line(notice: &StatusNotice, right: &str, area: Rect) -> bool {
    let is_line = !notice.text.contains('\n')
        && measure::count_columns(&notice.text) + measure::count_columns(right)
            <= usize::from(area.width);
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
    canvas.style(area, canvas.theme.status);
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
        NoticeWeight::Quiet => canvas.theme.notice,
        NoticeWeight::Warning => canvas.theme.warning,
        NoticeWeight::Error => canvas.theme.error,
    }
}

/// Returns what the keys do in what is over the panes, else the open article and how far the folders are read.
fn describe_place(app: &App, dot: &str) -> String {
    if let Some(overlay) = app.overlay() {
        return hints::overlay_hints(app, overlay, dot);
    }
    match app.screen() {
        Screen::Speakers(_) => hints::speaker_hints(dot),
        Screen::Search(search) => hints::search_hints(app, search, dot),
        Screen::Panes => place_in_panes(app, dot),
    }
}

fn place_in_panes(app: &App, dot: &str) -> String {
    let progress = app.progress();
    let title = app
        .reading()
        .map(|reading| reading.row().title.as_str().to_owned());
    let indexing = (!progress.is_finished && progress.found > 0).then(|| {
        format!(
            "indexing {} of {}",
            format_number(progress.done),
            format_number(progress.found)
        )
    });
    let articles = progress.is_finished.then(|| count_archive(app));
    [indexing, hints::back_hint(app), title.or(articles)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(&format!(" {dot} "))
}

fn count_archive(app: &App) -> String {
    let progress = app.progress();
    let problems = match progress.problems {
        0 => String::new(),
        count => format!(", {} ('!')", format_count(count, "load problem")),
    };
    format!(
        "{}, {}{problems}",
        format_count(progress.articles, "article"),
        format_count(progress.quotes, "quote")
    )
}

/// Returns pending keys, else the hits, else how to get help.
fn right_text(app: &App) -> String {
    let pending = app.chord().pending_text();
    if !pending.is_empty() {
        return format!(" {}", pending.as_str());
    }
    let found = app
        .reading()
        .map(super::super::app::reading::ReadingPane::found)
        .filter(|found| found.is_on() && matches!(app.screen(), Screen::Panes));
    let help = if app.is_saving() {
        " ? help"
    } else {
        " not saving  ? help"
    };
    found.map_or_else(
        || help.to_owned(),
        |found| {
            let slash = if found.is_of_search() { "" } else { "/" };
            format!(" {slash}{} {}", found.typed(), describe_hits(found))
        },
    )
}

fn describe_hits(found: &crate::app::reading::find::FindHits) -> String {
    match (found.fault(), found.hits().len(), found.current()) {
        (Some(fault), _, _) => fault.to_owned(),
        (None, 0, _) => "no matches".to_owned(),
        (None, count, current) => {
            number::format_position(current.map_or(0, |number| number + 1), count)
        }
    }
}

fn draw_prompt(
    app: &App,
    prompt: &Prompt,
    area: Rect,
    canvas: &mut Canvas<'_>,
) -> Option<Position> {
    let style = canvas.theme.prompt;
    canvas.blank(area);
    canvas.style(area, style);
    let answer = describe_typed(app, prompt);
    canvas.ends(area, "", &answer, style, canvas.theme.muted);
    let taken = u16::try_from(measure::count_columns(&answer)).unwrap_or(0);
    let taken = if taken < area.width { taken } else { 0 };
    let label = prompt.purpose().label();
    let next = canvas.put(area, area.x, area.y, label, canvas.theme.key);
    let room = usize::from((area.right() - taken).saturating_sub(next).max(1));
    let (text, before) = seen_text(prompt, room);
    canvas.put(
        Rect {
            width: area.width.saturating_sub(taken),
            ..area
        },
        next,
        area.y,
        &text,
        style,
    );
    if let (Purpose::Search(_), Some(sought)) = (prompt.purpose(), app.search()) {
        let seen = Rect {
            x: next,
            width: (area.right() - taken).saturating_sub(next),
            ..area
        };
        search::mark_faults(sought, &text, true, seen, canvas);
    }
    let x = next + u16::try_from(before).unwrap_or(0);
    (area.width > 0 && area.height > 0).then(|| Position::new(x.min(area.right() - 1), area.y))
}

/// Returns the part of the typed text around the caret that fits, and the columns before the caret.
fn seen_text(prompt: &Prompt, room: usize) -> (String, usize) {
    let before: String = prompt.text().chars().take(prompt.caret()).collect();
    let mut skipped = before.chars();
    while measure::count_columns(skipped.as_str()) >= room.max(2) {
        if skipped.next().is_none() {
            break;
        }
    }
    let columns = measure::count_columns(skipped.as_str());
    let after: String = prompt.text().chars().skip(prompt.caret()).collect();
    (format!("{}{after}", skipped.as_str()), columns)
}

/// Returns what typing has found so far.
fn describe_typed(app: &App, prompt: &Prompt) -> String {
    if prompt.text().is_empty() {
        return String::new();
    }
    let text = match prompt.purpose() {
        Purpose::Find => app
            .reading()
            .map_or_else(String::new, |reading| describe_hits(reading.found())),
        Purpose::Titles => format_count(app.list().total(), "title"),
        Purpose::Entries => app
            .overlay()
            .map_or_else(String::new, |overlay| overlay.menu.len().to_string()),
        Purpose::Search(_) => search::describe_answer(app),
        Purpose::Speakers => speakers::describe_answer(app),
        Purpose::Days => "from and to, as 2026-01-31 2026-02-28".to_owned(),
        Purpose::Export(..) => "a file, or a folder/".to_owned(),
        Purpose::Pipe => "a command of your shell".to_owned(),
        Purpose::Note | Purpose::Tags | Purpose::Speaker | Purpose::SearchName => String::new(),
    };
    format!(" {text} ")
}
