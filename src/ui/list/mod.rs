//! The list pane: headings of groups, and rows of title and facts.
//!
//! - `facts`: what is known of a story, in columns; `heading`: the line before a group

mod facts;
mod heading;

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::App;
use crate::app::list::{ListPane, RowForm, VisibleRow};
use crate::app::panes::{Focus, PaneArea};
use crate::input::{Action, Context};
use crate::library::listing::{ArticleRow, Filter, RowFold};
use crate::text::measure::count_columns;
use crate::text::number::format_number;

use self::facts::RowContext;
use super::canvas::{Canvas, indent_area, row_of};
use super::{draw_header, hints};

/// Columns before a title: the selection, the state, a space.
const LEAD: u16 = crate::app::list::LEAD;
/// Columns before a title that has one line: the selection, the state, the bookmark, a space.
const ONE_LINE_LEAD: u16 = LEAD + 1;

/// Columns beside and between the name and the counts in the head.
const AROUND_HEAD: usize = 4;

/// From this width on the total says what it counts.
const ROOMY: u16 = 100;

/// Draws the list pane.
pub(super) fn draw_list(app: &App, pane: PaneArea, canvas: &mut Canvas<'_>) {
    let list = app.list();
    let (name, counts) = list_head(list, pane.body.width, canvas.glyphs.dot);
    draw_header(app, pane, Focus::List, (&name, &counts), canvas);
    if list.total() == 0 {
        draw_empty(app, pane.body, canvas);
        return;
    }
    for row in list.visible_rows() {
        if let Some(line) = row.heading {
            heading::draw_heading(app, row.number, row_of(pane.body, line), canvas);
        }
        draw_row(app, pane.body, row, canvas);
    }
}

/// Returns the name of the list with what filters it, and its counts; what filters it is the last to be cut.
fn list_head(list: &ListPane, width: u16, dot: &str) -> (String, String) {
    let filters = filter_parts(list).join(" ");
    let counts = describe_counts(list, width, dot);
    let fits = |name: &str, counts: &str| {
        count_columns(name) + count_columns(counts) + AROUND_HEAD <= usize::from(width)
    };
    let name = format!("Articles {filters}").trim_end().to_owned();
    if filters.is_empty() || fits(&name, &counts) {
        return (name, counts);
    }
    let total = format_number(list.total());
    let counts = if fits(&filters, &counts) {
        counts
    } else {
        total
    };
    (filters, counts)
}

/// Returns what filters the list.
fn filter_parts(list: &ListPane) -> Vec<String> {
    let filter = &list.listing().filter;
    let mut parts = Vec::new();
    parts.extend(filter.is_unread.then(|| "unread".to_owned()));
    parts.extend(filter.is_bookmarked.then(|| "bookmarked".to_owned()));
    parts.extend(filter.is_begun.then(|| "begun".to_owned()));
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
    parts
}

/// Returns how many articles of the list are unread, and how many there are.
fn describe_counts(list: &ListPane, width: u16, dot: &str) -> String {
    let total = match list.total() {
        0 => return String::new(),
        1 if width >= ROOMY => "1 article".to_owned(),
        total if width >= ROOMY => format!("{} articles", format_number(total)),
        total => format_number(total),
    };
    match list.unread_total() {
        Some(unread) if unread > 0 => format!("{} unread {dot} {total}", format_number(unread)),
        _ => total,
    }
}

fn draw_empty(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let filter = &app.list().listing().filter;
    let all = hints::key_of(app, Context::List, Action::StepOut);
    let all = all.map(|key| format!("; {key} shows all"));
    let unfiltered = format!("No articles match the filter{}.", all.unwrap_or_default());
    let text = if let Some(fault) = &app.progress().fault {
        fault.as_str()
    } else if *filter != Filter::default() {
        &unfiltered
    } else if app.progress().is_finished {
        "No articles here."
    } else {
        "Reading the folders …"
    };
    canvas.paragraph(indent_area(area, 1), text, canvas.theme.muted);
}

fn draw_row(app: &App, body: Rect, visible: VisibleRow<'_>, canvas: &mut Canvas<'_>) {
    let list = app.list();
    let first = row_of(body, visible.line);
    let height = u16::try_from(visible.height).unwrap_or(u16::MAX);
    let area = Rect {
        height: height.min(body.bottom().saturating_sub(first.y)),
        ..first
    };
    let is_selected = visible.number == list.selected();
    let has_focus = app.focus() == Focus::List;
    if is_selected {
        let style = if has_focus {
            canvas.theme.selection
        } else {
            canvas.theme.unfocused_selection
        };
        canvas.style(area, style);
    }
    let bar = is_selected.then_some(if has_focus {
        canvas.theme.focused_border
    } else {
        canvas.theme.border
    });
    let is_chosen = list.is_chosen(visible.row.id);
    draw_lead(area, visible, (bar, is_chosen), list.form(), canvas);
    let lead = match list.form() {
        RowForm::Card(_) => LEAD,
        RowForm::Title | RowForm::Table => ONE_LINE_LEAD,
    };
    let rest = Rect {
        x: area.x + lead.min(area.width),
        width: area.width.saturating_sub(lead + 1),
        ..area
    };
    let context = RowContext {
        group: list.group().filter(|_| !list.is_in_lead(visible.number)),
        today: app.today(),
    };
    match list.form() {
        RowForm::Card(_) => draw_card(rest, visible, context, canvas),
        RowForm::Table => facts::draw_table_row(rest, visible.row, context, canvas),
        RowForm::Title => {
            canvas.line(rest, &visible.row.title, title_style(visible.row, canvas));
        }
    }
}

/// Draws the lines of the title and the facts below them.
fn draw_card(area: Rect, visible: VisibleRow<'_>, context: RowContext, canvas: &mut Canvas<'_>) {
    let style = title_style(visible.row, canvas);
    for (number, line) in visible.title.lines.iter().enumerate() {
        let words = line.range.of(&visible.row.title);
        let row = row_of(area, number);
        if row.height == 0 {
            return;
        }
        let next = canvas.line(row, words.trim_end(), style);
        if line.hyphen {
            canvas.put(row, next, row.y, canvas.glyphs.hyphen, style);
        }
    }
    let below = row_of(area, visible.height - 1);
    if below.height > 0 {
        facts::draw_facts(below, visible.row, context, canvas);
    }
}

/// Draws the selection, whether the row is chosen, and whether it is unread, begun or bookmarked.
fn draw_lead(
    area: Rect,
    visible: VisibleRow<'_>,
    (bar, is_chosen): (Option<Style>, bool),
    form: RowForm,
    canvas: &mut Canvas<'_>,
) {
    let (glyphs, theme) = (canvas.glyphs, canvas.theme);
    for y in area.top()..area.bottom() {
        if let Some(style) = bar {
            canvas.put(area, area.x, y, glyphs.selected, style);
        }
        if matches!(visible.row.fold, RowFold::Unfolded { .. }) {
            canvas.put(area, area.x + 2, y, glyphs.block_quote, theme.border);
        }
    }
    if is_chosen {
        canvas.put(area, area.x, area.y, glyphs.chosen, theme.chosen);
    }
    let (state, style) = read_state(visible.row, canvas);
    canvas.put(area, area.x + 1, area.y, state, style);
    if visible.row.is_bookmarked {
        let (x, y) = match form {
            RowForm::Card(_) => (area.x + 1, area.y + row_offset(visible.height)),
            RowForm::Title | RowForm::Table => (area.x + 2, area.y),
        };
        canvas.put(area, x, y, glyphs.bookmark, theme.bookmark);
    }
}

fn row_offset(height: usize) -> u16 {
    u16::try_from(height.saturating_sub(1)).unwrap_or(u16::MAX)
}

fn read_state(row: &ArticleRow, canvas: &Canvas<'_>) -> (&'static str, Style) {
    match (row.is_read, row.read_position) {
        (true, _) => (" ", canvas.theme.details),
        (false, Some(_)) => (canvas.glyphs.begun, canvas.theme.in_progress),
        (false, None) => (canvas.glyphs.unread, canvas.theme.unread),
    }
}

fn title_style(row: &ArticleRow, canvas: &Canvas<'_>) -> Style {
    if row.is_read {
        canvas.theme.title
    } else {
        canvas.theme.unread
    }
}
