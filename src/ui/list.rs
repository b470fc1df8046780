//! The list pane.

use jiff::civil::Date;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::App;
use crate::app::list::{ListPane, RowGroup, VisibleRow};
use crate::app::panes::{Focus, PaneArea};
use crate::library::listing::ArticleRow;
use crate::text::{measure, number};

use super::canvas::{Canvas, row_of};
use super::draw_header;
use super::glyphs::Glyphs;

/// Columns before a title: the selection, the state, a space.
const LEAD: u16 = 3;

/// Columns below which a source that was cut says nothing.
const SHORTEST_SOURCE: usize = 6;

/// Draws the list pane.
pub(super) fn draw_list(app: &App, pane: PaneArea, canvas: &mut Canvas<'_>) {
    let list = app.list();
    let place = if list.total() == 0 {
        String::new()
    } else {
        number::format_position(list.selected() + 1, list.total())
    };
    draw_header(app, pane, Focus::List, &list_name(list), &place, canvas);
    if list.total() == 0 {
        draw_empty(app, pane.body, canvas);
        return;
    }
    for row in list.visible_rows() {
        if row.has_heading {
            let area = row_of(pane.body, row.line - 1);
            canvas.line(
                area,
                &group_heading(list.group(), row.row),
                canvas.theme.heading,
            );
        }
        draw_row(app, pane.body, row, canvas);
    }
}

/// Returns the name of the list with what filters it.
fn list_name(list: &ListPane) -> String {
    let filter = &list.listing().filter;
    let mut parts = vec!["Articles".to_owned()];
    parts.extend(filter.is_unread.then(|| "unread".to_owned()));
    parts.extend(filter.is_bookmarked.then(|| "bookmarked".to_owned()));
    parts.extend(
        filter
            .sources
            .iter()
            .map(|source| source.as_str().to_owned()),
    );
    parts.extend(filter.tag.iter().map(|tag| format!("#{}", tag.as_str())));
    parts.extend(filter.after.map(|day| format!("from {day}")));
    parts.extend(filter.before.map(|day| format!("to {day}")));
    if !filter.title.is_empty() {
        parts.push(format!("/{}", filter.title));
    }
    parts.join(" ")
}

fn draw_empty(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let filter = &app.list().listing().filter;
    let text = if *filter != crate::library::listing::Filter::default() {
        "No articles match the filter; Esc shows all."
    } else if app.progress().is_finished {
        "No articles in these folders."
    } else {
        "Reading the folders …"
    };
    canvas.line(row_of(area, 0), text, canvas.theme.muted);
}

fn group_heading(group: Option<RowGroup>, row: &ArticleRow) -> String {
    match group {
        Some(RowGroup::Source) => row
            .source
            .as_ref()
            .map_or("no source", |source| source.as_str())
            .to_owned(),
        Some(RowGroup::Day) => row
            .published
            .map_or_else(|| "no date".to_owned(), format_day),
        None => String::new(),
    }
}

fn draw_row(app: &App, body: Rect, visible: VisibleRow<'_>, canvas: &mut Canvas<'_>) {
    let list = app.list();
    let lines = u16::try_from(list.row_height()).unwrap_or(1);
    let first = row_of(body, visible.line);
    let area = Rect {
        height: lines.min(body.bottom().saturating_sub(first.y)),
        ..first
    };
    let is_selected = visible.number == list.selected();
    if is_selected {
        let style = if app.focus() == Focus::List {
            canvas.theme.selection
        } else {
            canvas.theme.unfocused_selection
        };
        canvas.style(area, style);
    }
    let is_chosen = list.chosen().contains(&visible.row.id);
    draw_lead(area, visible.row, is_selected, is_chosen, canvas);
    let rest = Rect {
        x: area.x + LEAD.min(area.width),
        width: area.width.saturating_sub(LEAD + 1),
        ..area
    };
    let title_style = if visible.row.is_read {
        canvas.theme.title
    } else {
        canvas.theme.unread
    };
    if lines > 1 {
        canvas.line(row_of(rest, 0), &visible.row.title, title_style);
        draw_details(row_of(rest, 1), visible.row, canvas);
    } else if body.width >= 60 {
        draw_table_row(rest, visible.row, title_style, canvas);
    } else {
        canvas.line(rest, &visible.row.title, title_style);
    }
}

/// Draws the selection, whether the row is chosen, and whether it is unread, begun or bookmarked.
fn draw_lead(
    area: Rect,
    row: &ArticleRow,
    is_selected: bool,
    is_chosen: bool,
    canvas: &mut Canvas<'_>,
) {
    let (glyphs, theme) = (canvas.glyphs, canvas.theme);
    let first = match (is_chosen, is_selected) {
        (true, _) => glyphs.chosen,
        (false, true) => glyphs.selected,
        (false, false) => " ",
    };
    canvas.put(area, area.x, area.y, first, theme.focused_border);
    let (state, style) = read_state(row, canvas);
    canvas.put(area, area.x + 1, area.y, state, style);
    if row.is_bookmarked {
        let below = if area.height > 1 {
            (area.x + 1, area.y + 1)
        } else {
            (area.x + 2, area.y)
        };
        canvas.put(area, below.0, below.1, glyphs.bookmark, theme.bookmark);
    }
}

fn read_state(row: &ArticleRow, canvas: &Canvas<'_>) -> (&'static str, Style) {
    match (row.is_read, row.read_position) {
        (true, _) => (" ", canvas.theme.details),
        (false, Some(_)) => (canvas.glyphs.begun, canvas.theme.in_progress),
        (false, None) => (canvas.glyphs.unread, canvas.theme.unread),
    }
}

fn draw_details(area: Rect, row: &ArticleRow, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let progress = row
        .read_position
        .filter(|_| !row.is_read)
        .map(|seen| format!(" {seen} %"))
        .unwrap_or_default();
    let room = usize::from(area.width).saturating_sub(measure::count_columns(&progress));
    let text = row_details(row, room, canvas.glyphs);
    canvas.ends(area, &text, &progress, theme.details, theme.in_progress);
}

/// Returns source, day, minutes and number of quotes; where they do not all fit, the source is cut, then the minutes
/// go, then the source.
fn row_details(row: &ArticleRow, room: usize, glyphs: &Glyphs) -> String {
    let dot = format!(" {} ", glyphs.dot);
    let joined = |facts: &[Option<String>]| {
        let facts: Vec<&str> = facts.iter().flatten().map(String::as_str).collect();
        facts.join(&dot)
    };
    let source = row.source.as_ref().map(|source| source.as_str().to_owned());
    let day = row.published.map(format_day);
    let has = |number: u32| number > 0;
    let full = joined(&[
        source.clone(),
        day.clone(),
        has(row.minutes).then(|| format!("{} min", row.minutes)),
        has(row.quotes).then(|| count_quotes(row.quotes)),
    ]);
    if measure::count_columns(&full) <= room {
        return full;
    }
    let minutes = has(row.minutes).then(|| format!("{}m", row.minutes));
    let quotes = has(row.quotes).then(|| format!("{}q", row.quotes));
    let short = joined(&[day.clone(), minutes, quotes.clone()]);
    let shorter = joined(&[day, quotes]);
    let beside = |facts: &str| {
        let left =
            room.saturating_sub(measure::count_columns(facts) + measure::count_columns(&dot));
        let source = truncate_source(source.as_deref()?, left, glyphs)?;
        Some(format!("{source}{dot}{facts}"))
    };
    beside(&short).or_else(|| beside(&shorter)).unwrap_or(short)
}

/// Returns a source in so many columns; nothing where too little of it would be left.
fn truncate_source(source: &str, columns: usize, glyphs: &Glyphs) -> Option<String> {
    if measure::count_columns(source) <= columns {
        return Some(source.to_owned());
    }
    let (head, _) = measure::truncate(source, columns.checked_sub(1)?);
    (columns >= SHORTEST_SOURCE).then(|| format!("{}{}", head.trim_end(), glyphs.ellipsis))
}

fn draw_table_row(area: Rect, row: &ArticleRow, title_style: Style, canvas: &mut Canvas<'_>) {
    let details = canvas.theme.details;
    let source_width = (area.width / 5).min(22);
    let facts_width = 32.min(area.width / 2);
    let title_width = area.width.saturating_sub(source_width + facts_width + 2);
    let title = Rect {
        width: title_width,
        ..area
    };
    let source = Rect {
        x: title.right() + 1,
        width: source_width,
        ..area
    };
    let facts = Rect {
        x: source.right() + 1,
        width: facts_width,
        ..area
    };
    canvas.line(title, &row.title, title_style);
    canvas.line(source, row.source.as_deref().unwrap_or_default(), details);
    let published = row.published.map(format_day).unwrap_or_default();
    let counts = format!(
        "{published:>11}  {:>3} min  {:>10}",
        row.minutes,
        count_quotes(row.quotes)
    );
    canvas.line(facts, &counts, details);
}

fn count_quotes(count: u32) -> String {
    if count == 1 {
        "1 quote".to_owned()
    } else {
        format!("{count} quotes")
    }
}

/// Returns a day as it is read: "8 Sep 2026".
pub(super) fn format_day(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;
    use crate::article::ArticleId;
    use crate::library::listing::Location;
    use crate::text::Clean;

    #[rstest]
    #[case::all_of_it(60, "The Harbor Ledger · 8 Sep 2026 · 3 min · 12 quotes")]
    #[case::shorter_words(41, "The Harbor Ledger · 8 Sep 2026 · 3m · 12q")]
    #[case::a_shorter_source(34, "The Harb… · 8 Sep 2026 · 3m · 12q")]
    #[case::no_minutes(28, "The Har… · 8 Sep 2026 · 12q")]
    #[case::no_source(24, "8 Sep 2026 · 3m · 12q")]
    #[case::no_room(5, "8 Sep 2026 · 3m · 12q")]
    fn details_give_way_one_after_the_other(#[case] room: usize, #[case] text: &str) {
        let row = ArticleRow {
            id: ArticleId::from_number(1),
            location: Location {
                path: "a.txt".into(),
                entry: 0,
            },
            title: Clean::new("Ferry sails"),
            source: Some(Clean::new("The Harbor Ledger")),
            published: Some(date(2026, 9, 8)),
            minutes: 3,
            quotes: 12,
            is_read: false,
            is_bookmarked: false,
            read_position: None,
        };
        assert_eq!(row_details(&row, room, &Glyphs::UNICODE), text);
    }
}
