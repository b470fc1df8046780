//! The heading of a group: a day or a source, a line, and how many are unread.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::app::App;
use crate::library::listing::GroupKey;
use crate::text::measure::count_columns;
use crate::text::number::format_number;

use crate::ui::canvas::{Canvas, from_column};
use crate::ui::days::DayHeading;

/// The columns of the line, at the least.
const SHORTEST_LINE: usize = 2;

/// Draws the heading of the group that begins with a row.
pub(super) fn draw_heading(app: &App, number: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let list = app.list();
    let Some(group) = list.group_at(number) else {
        return;
    };
    let named = |name: &str, date: String| DayHeading {
        name: name.to_owned(),
        date,
    };
    let heading = match &group {
        GroupKey::Begun => named("Continue", String::new()),
        GroupKey::New => {
            let since = list.listing().lead.since.map(|since| since.day);
            let since = since.map(|day| format!("since {}", day.strftime("%a %-d %b")));
            named("New", since.unwrap_or_default())
        }
        GroupKey::Day(day) => DayHeading::of_day(*day, app.today(), canvas.glyphs),
        GroupKey::Source(source) => named(source.as_deref().unwrap_or("No source"), String::new()),
    };
    let unread = match list.unread_in(&group) {
        0 => String::new(),
        unread => format!("{} unread", format_number(unread)),
    };
    let inner = Rect {
        x: area.x + 1.min(area.width),
        width: area.width.saturating_sub(2),
        ..area
    };
    draw_parts(inner, &heading, &unread, canvas);
}

fn draw_parts(area: Rect, heading: &DayHeading, unread: &str, canvas: &mut Canvas<'_>) {
    let (glyphs, theme) = (canvas.glyphs, canvas.theme);
    let room = usize::from(area.width);
    let name = theme.group.add_modifier(Modifier::BOLD);
    let counted = count_columns(unread);
    let taken = count_columns(&heading.name) + 1 + SHORTEST_LINE + 1 + counted;
    let mut next = canvas.line(area, &heading.name, name);
    if !heading.date.is_empty() && taken + 1 + count_columns(&heading.date) <= room {
        let date = format!(" {}", heading.date);
        next = canvas.line(from_column(area, next), &date, theme.group);
    }
    let rest = from_column(area, next + 1);
    let line = usize::from(rest.width).saturating_sub(if counted > 0 { counted + 1 } else { 0 });
    if line < SHORTEST_LINE {
        return;
    }
    let end = canvas.put(
        rest,
        rest.x,
        rest.y,
        &glyphs.horizontal.repeat(line),
        theme.border,
    );
    canvas.line(from_column(rest, end + 1), unread, theme.group);
}
