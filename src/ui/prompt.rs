//! The line in which the reader types, with what typing has found so far.

use ratatui::layout::{Position, Rect};

use crate::app::App;
use crate::app::overlay::OverlayKind;
use crate::app::path_typing::{PathGoal, path_goal};
use crate::app::prompt::{Prompt, Purpose};
use crate::input::{Action, Context};
use crate::text::measure;
use crate::text::number::format_count;

use super::canvas::Canvas;
use super::{search, speakers, status};

/// Columns of what is typed that are seen whatever else the line tells.
const TYPED: usize = 24;

/// Draws the line in which the reader types; returns where the caret is.
pub(super) fn draw_prompt(
    app: &App,
    prompt: &Prompt,
    area: Rect,
    canvas: &mut Canvas<'_>,
) -> Option<Position> {
    let style = canvas.theme.prompt;
    canvas.blank(area);
    canvas.style(area, style);
    let label = label_of(app, prompt);
    let taken = draw_answer(app, prompt, area, canvas);
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
    let seen = Rect {
        x: next,
        width: (area.right() - taken).saturating_sub(next),
        ..area
    };
    mark_text(app, prompt, &text, seen, canvas);
    let x = next + u16::try_from(before).unwrap_or(0);
    (area.width > 0 && area.height > 0).then(|| Position::new(x.min(area.right() - 1), area.y))
}

/// Returns what is before the typed text: where that runs a command, the sign with which commands begin.
fn label_of(app: &App, prompt: &Prompt) -> &'static str {
    let overlay = app.overlay();
    let is_palette = overlay.is_some_and(|overlay| overlay.kind == OverlayKind::Palette);
    if is_palette && prompt.purpose() == &Purpose::Entries {
        ":"
    } else {
        prompt.purpose().label()
    }
}

/// Draws what is told of the typed text at the end of its line, if it leaves room for that text; returns the columns it took.
fn draw_answer(app: &App, prompt: &Prompt, area: Rect, canvas: &mut Canvas<'_>) -> u16 {
    let answer = describe_typed(app, prompt);
    let typed = measure::count_columns(prompt.text()).min(TYPED);
    let others = measure::count_columns(label_of(app, prompt)) + typed;
    let columns = measure::count_columns(&answer);
    if others + columns >= usize::from(area.width) {
        return 0;
    }
    let (style, muted) = (canvas.theme.prompt, canvas.theme.muted);
    canvas.ends(area, "", &answer, style, muted);
    u16::try_from(columns).unwrap_or(0)
}

/// Marks a text that typing replaces, and the parts of a query that were not understood.
fn mark_text(app: &App, prompt: &Prompt, text: &str, area: Rect, canvas: &mut Canvas<'_>) {
    if prompt.is_suggested() {
        let width = u16::try_from(measure::count_columns(text)).unwrap_or(u16::MAX);
        let width = width.min(area.width);
        // A selection may have no style of its own; what was found is marked in every theme.
        canvas.style(Rect { width, ..area }, canvas.theme.hit);
    }
    if let (Purpose::Search(_), Some(sought)) = (prompt.purpose(), app.search()) {
        search::mark_faults(sought, text, true, area, canvas);
    }
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

/// Returns what a path may lead to, and which key completes it.
fn describe_path(app: &App, goal: PathGoal) -> String {
    let what = match goal {
        PathGoal::Folder | PathGoal::Existing => None,
        PathGoal::New => Some("file or folder/".to_owned()),
    };
    let key = app
        .keymap()
        .shortest_key(Context::Prompt, Action::SwitchSearch);
    let completes = key.map(|key| format!("{key} completes"));
    let parts: Vec<String> = what.into_iter().chain(completes).collect();
    parts.join("; ")
}

/// Returns what typing has found so far.
fn describe_typed(app: &App, prompt: &Prompt) -> String {
    if !prompt.candidates().is_empty() {
        return format!(" {} ", prompt.candidates());
    }
    let is_told_at_once = matches!(
        prompt.purpose(),
        Purpose::Tags | Purpose::Note | Purpose::Entries
    );
    if prompt.text().is_empty() && !is_told_at_once {
        return String::new();
    }
    let text = match prompt.purpose() {
        Purpose::Tags => app.describe_tags(),
        Purpose::Find => app.reading().map_or_else(String::new, |reading| {
            status::describe_hits(reading.found())
        }),
        Purpose::Titles => format_count(app.list().total(), "title"),
        Purpose::Entries => app.overlay().map_or_else(String::new, |overlay| {
            if prompt.text().is_empty() {
                describe_choosing(overlay.kind).to_owned()
            } else {
                overlay.menu.len().to_string()
            }
        }),
        Purpose::Search(_) => app
            .search()
            .map_or_else(String::new, search::describe_answer),
        Purpose::Speakers => speakers::describe_answer(app),
        Purpose::Days => "from and to, as 2026-01-31 2026-02-28".to_owned(),
        Purpose::Pipe => "a command of your shell".to_owned(),
        Purpose::Note => app.describe_noted().to_owned(),
        Purpose::BookmarkNote(_)
        | Purpose::Speaker
        | Purpose::SearchName
        | Purpose::Export(..)
        | Purpose::Begin(_) => {
            path_goal(prompt.purpose()).map_or_else(String::new, |goal| describe_path(app, goal))
        }
    };
    format!(" {text} ")
}

/// Returns what may be typed to choose among entries, and how it is chosen.
const fn describe_choosing(kind: OverlayKind) -> &'static str {
    match kind {
        OverlayKind::Correct | OverlayKind::SamePerson => "type a name, enter chooses, esc closes",
        OverlayKind::Palette => "type an action, enter runs it, esc closes",
        OverlayKind::Help
        | OverlayKind::Problems
        | OverlayKind::Sort
        | OverlayKind::Filter
        | OverlayKind::Bookmarks
        | OverlayKind::Speakers
        | OverlayKind::Shares
        | OverlayKind::Counts(_)
        | OverlayKind::Why
        | OverlayKind::Links
        | OverlayKind::CopyAs
        | OverlayKind::Export
        | OverlayKind::ExportAs => "",
    }
}
