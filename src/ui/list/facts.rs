//! What is known of a story, in columns from the right, so that the eye runs down them.

use jiff::civil::Date;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::list::RowGroup;
use crate::library::listing::{ArticleRow, GroupKey};
use crate::text::measure;
use crate::text::number::{format_count, format_number};

use crate::ui::canvas::{Canvas, from_column};
use crate::ui::days::{format_short_day, format_time};
use crate::ui::glyphs::Glyphs;

/// Columns below which a source that was cut says nothing.
const SHORTEST_SOURCE: usize = 6;
/// The columns of each fact, with the space before it.
const QUOTES: usize = 5;
const MINUTES: usize = 4;
const DATE: usize = 11;
const TIME: usize = 6;
const PERCENT: usize = 5;
const SOURCE: usize = 17;
const TAGS: usize = 15;
/// From this width of a row on the tags have a column.
const TAGGED: u16 = 106;
/// From this width of a row on the source has a column.
const SOURCED: u16 = 74;

/// What decides which facts a row shows.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowContext {
    /// What the rows are grouped by: the heading tells it already.
    pub(super) group: Option<RowGroup>,
    /// The day it is.
    pub(super) today: Date,
}

/// A fact in its column: the text, right-aligned, and its style.
type Cell = (String, Style);

/// Draws the facts below a title: the source on the left, numbers on the right.
///
/// Where they do not all fit, the tags go first; the source loses its article, is cut, and goes; then the minutes go.
pub(super) fn draw_facts(
    area: Rect,
    row: &ArticleRow,
    context: RowContext,
    canvas: &mut Canvas<'_>,
) {
    let room = usize::from(area.width);
    let source = row
        .source
        .as_deref()
        .filter(|_| context.group != Some(RowGroup::Source) || is_of_other_source(row));
    let mut cells = right_cells(row, context, canvas);
    let has_room = |source: &str| fit_source(source, room, &cells, canvas.glyphs).is_some();
    if !source.is_none_or(has_room) {
        tighten_date(&mut cells);
    }
    let told = add_fold(row, source, room, &mut cells, canvas);
    let fitting = source.and_then(|source| fit_source(source, room, &cells, canvas.glyphs));
    if cells_width(&cells) > room {
        let minutes = format_minutes(row);
        cells.retain(|(text, _)| *text != minutes);
    }
    let end = draw_cells(area, &cells, canvas);
    let left = Rect {
        width: end.saturating_sub(area.x),
        ..area
    };
    match (source, fitting) {
        (_, Some(fitting)) => {
            let next = canvas.line(left, &format!("{fitting}{told}"), canvas.theme.details);
            draw_tags(from_column(left, next + 1), row, canvas);
        }
        // Where the source has no room, neither have the tags.
        (Some(_), None) => {}
        (None, None) => draw_tags(left, row, canvas),
    }
}

/// Returns in how many outlets a story is beside its source, if there is room to say so; else the number of stories gets a column.
fn add_fold(
    row: &ArticleRow,
    source: Option<&str>,
    room: usize,
    cells: &mut Vec<Cell>,
    canvas: &Canvas<'_>,
) -> String {
    let Some(others) = row.folded() else {
        return String::new();
    };
    let told = match others.sources {
        0 => String::new(),
        sources => format!("  also in {}", format_count(sources, "outlet")),
    };
    let before = source.map_or(0, measure::count_columns);
    if !told.is_empty()
        && before > 0
        && before + measure::count_columns(&told) + cells_width(cells) <= room
    {
        return told;
    }
    cells.insert(0, format_fold(row, canvas));
    String::new()
}

/// Returns how many stories a row is.
fn format_fold(row: &ArticleRow, canvas: &Canvas<'_>) -> Cell {
    let stories = row.folded().map_or(0, |others| others.stories + 1);
    let times = format!(" {}{}", canvas.glyphs.times, format_number(stories));
    (times, canvas.theme.details)
}

/// Draws as many tags as fit, with spaces between.
fn draw_tags(area: Rect, row: &ArticleRow, canvas: &mut Canvas<'_>) {
    let mut rest = area;
    for tag in &row.tags {
        let text = format!("#{tag}");
        if measure::count_columns(&text) > usize::from(rest.width) {
            return;
        }
        let next = canvas.put(rest, rest.x, rest.y, &text, canvas.theme.tag);
        rest = from_column(rest, next + 1);
    }
}

/// Draws title and facts on one line.
pub(super) fn draw_table_row(
    area: Rect,
    row: &ArticleRow,
    context: RowContext,
    canvas: &mut Canvas<'_>,
) {
    let mut cells = right_cells(row, context, canvas);
    if row.folded().is_some() {
        cells.insert(0, format_fold(row, canvas));
    }
    let at = usize::from(percent_of(row).is_some()) + usize::from(row.folded().is_some());
    let is_below_day = context.group == Some(RowGroup::Day) && !is_of_other_day(row);
    if let Some(time) = row.time.filter(|_| is_below_day) {
        cells.insert(at, (align(&format_time(time), TIME), canvas.theme.details));
    }
    let is_told = context.group == Some(RowGroup::Source) && !is_of_other_source(row);
    if area.width >= SOURCED && !is_told {
        let source = row.source.as_deref().unwrap_or_default();
        let source = cut_source(source, SOURCE - 1, canvas.glyphs).unwrap_or_default();
        let source = pad_right(&source, SOURCE - 1);
        cells.insert(at, (format!(" {source}"), canvas.theme.details));
        if area.width >= TAGGED {
            cells.insert(at, (format!(" {}", tags_column(row)), canvas.theme.tag));
        }
    }
    let end = draw_cells(area, &cells, canvas);
    let title = Rect {
        width: end.saturating_sub(area.x),
        ..area
    };
    canvas.line(title, &row.title, super::title_style(row, canvas));
}

/// Returns the facts from left to right: how far it was read, the date, minutes and quotes.
fn right_cells(row: &ArticleRow, context: RowContext, canvas: &Canvas<'_>) -> Vec<Cell> {
    let theme = canvas.theme;
    let mut cells = Vec::new();
    if let Some(percent) = percent_of(row) {
        cells.push((align(&percent, PERCENT), theme.in_progress));
    }
    if context.group != Some(RowGroup::Day) || is_of_other_day(row) {
        let date = row.published.map_or_else(String::new, |day| {
            format_short_day(day, context.today, canvas.glyphs)
        });
        cells.push((align(&date, DATE), theme.details));
    }
    cells.push((format_minutes(row), theme.details));
    let quotes = match row.quotes {
        0 => String::new(),
        quotes => format!("{}{quotes}", canvas.glyphs.quote_count),
    };
    cells.push((align(&quotes, QUOTES), theme.details));
    cells
}

/// Leaves out the blanks of the column of dates, so that there is more room for the source.
fn tighten_date(cells: &mut [Cell]) {
    let dates = cells
        .iter_mut()
        .filter(|(text, _)| measure::count_columns(text) == DATE);
    for (text, _) in dates {
        *text = format!(" {}", text.trim_start());
    }
}

/// Returns `true` if a row is below one of another day.
fn is_of_other_day(row: &ArticleRow) -> bool {
    row.day_group() != GroupKey::Day(row.published)
}

/// Returns `true` if a row is below one of another source.
fn is_of_other_source(row: &ArticleRow) -> bool {
    row.source_group() != GroupKey::Source(row.source.clone())
}

/// Returns the tags in their column, as many as fit.
fn tags_column(row: &ArticleRow) -> String {
    let mut text = String::new();
    for tag in &row.tags {
        let more = format!("{}#{tag}", if text.is_empty() { "" } else { " " });
        if measure::count_columns(&text) + measure::count_columns(&more) > TAGS - 1 {
            break;
        }
        text.push_str(&more);
    }
    pad_right(&text, TAGS - 1)
}

/// Returns how far a story was read that was begun and not finished.
fn percent_of(row: &ArticleRow) -> Option<String> {
    let position = row.read_position.filter(|_| !row.is_read)?;
    Some(format!("{position}%"))
}

fn format_minutes(row: &ArticleRow) -> String {
    let minutes = match row.minutes {
        0 => String::new(),
        minutes => format!("{minutes}m"),
    };
    align(&minutes, MINUTES)
}

/// Draws the facts at the right end of an area; returns the column where they begin.
fn draw_cells(area: Rect, cells: &[Cell], canvas: &mut Canvas<'_>) -> u16 {
    let width = u16::try_from(cells_width(cells)).unwrap_or(u16::MAX);
    let start = area.right().saturating_sub(width).max(area.x);
    let mut x = start;
    for (text, style) in cells {
        x = canvas.put(area, x, area.y, text, *style);
    }
    start
}

fn cells_width(cells: &[Cell]) -> usize {
    let columns = cells.iter().map(|(text, _)| measure::count_columns(text));
    columns.sum()
}

/// Returns a source as far as it fits beside the facts.
fn fit_source(source: &str, room: usize, cells: &[Cell], glyphs: &Glyphs) -> Option<String> {
    let room = room.saturating_sub(cells_width(cells));
    if measure::count_columns(source) <= room {
        return Some(source.to_owned());
    }
    cut_source(source.strip_prefix("The ").unwrap_or(source), room, glyphs)
}

/// Returns a source in so many columns; `None` if too little of it would be left.
fn cut_source(source: &str, columns: usize, glyphs: &Glyphs) -> Option<String> {
    if measure::count_columns(source) <= columns {
        return Some(source.to_owned());
    }
    let (head, _) = measure::truncate(source, columns.checked_sub(1)?);
    (columns >= SHORTEST_SOURCE).then(|| format!("{}{}", head.trim_end(), glyphs.ellipsis))
}

/// Puts a text at the right end of so many columns.
fn align(text: &str, columns: usize) -> String {
    let blank = columns.saturating_sub(measure::count_columns(text));
    format!("{}{text}", " ".repeat(blank))
}

fn pad_right(text: &str, columns: usize) -> String {
    let blank = columns.saturating_sub(measure::count_columns(text));
    format!("{text}{}", " ".repeat(blank))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use ratatui::buffer::Buffer;
    use rstest::rstest;

    use super::*;
    use crate::article::ArticleId;
    use crate::config::Theme;
    use crate::library::listing::{Location, RowFold};
    use crate::text::Clean;

    fn row() -> ArticleRow {
        ArticleRow {
            id: ArticleId::from_number(1),
            location: Location {
                path: "a.txt".into(),
                entry: 0,
            },
            title: Clean::new("Ferry sails again"),
            source: Some(Clean::new("The Harbor Ledger")),
            published: Some(date(2026, 9, 8)),
            time: None,
            minutes: 3,
            quotes: 12,
            is_read: false,
            is_bookmarked: false,
            read_position: Some(38),
            tags: vec![Clean::new("sea"), Clean::new("law")],
            fold: RowFold::Alone,
        }
    }

    fn drawn(
        width: u16,
        group: Option<RowGroup>,
        draw: fn(Rect, &ArticleRow, RowContext, &mut Canvas<'_>),
    ) -> String {
        drawn_row(&row(), width, group, draw)
    }

    fn drawn_row(
        row: &ArticleRow,
        width: u16,
        group: Option<RowGroup>,
        draw: fn(Rect, &ArticleRow, RowContext, &mut Canvas<'_>),
    ) -> String {
        let area = Rect::new(0, 0, width, 1);
        let mut buffer = Buffer::empty(area);
        let theme = Theme::default();
        let mut canvas = Canvas::new(&mut buffer, &theme, &Glyphs::UNICODE);
        let today = date(2026, 9, 9);
        draw(area, row, RowContext { group, today }, &mut canvas);
        (0..width).map(|x| buffer[(x, 0)].symbol()).collect()
    }

    #[rstest]
    #[case::all_of_it(46, "The Harbor Ledger #sea #law    38%  3m  “12")]
    #[case::fewer_tags(37, "The Harbor Ledger #sea 38%  3m  “12")]
    #[case::no_tags(34, "The Harbor Ledger     38%  3m  “12")]
    #[case::without_the(31, "The Harbor Ledger  38%  3m  “12")]
    #[case::without_its_article(29, "Harbor Ledger    38%  3m  “12")]
    #[case::cut(22, "Harbor…   38%  3m  “12")]
    #[case::gone(18, "      38%  3m  “12")]
    #[case::no_minutes(12, "    38%  “12")]
    fn facts_give_way_one_after_the_other(#[case] width: u16, #[case] expected: &str) {
        let text = drawn(width, Some(RowGroup::Day), draw_facts);
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words(&text), words(expected), "{text}");
        assert!(text.ends_with("“12"), "{text}");
    }

    #[rstest]
    #[case::by_source(Some(RowGroup::Source), "#sea      38%      8 Sep  3m  “12")]
    #[case::in_no_group(None, "Harbor…   38%      8 Sep  3m  “12")]
    fn where_the_day_is_not_told_it_has_a_column(
        #[case] group: Option<RowGroup>,
        #[case] expected: &str,
    ) {
        let text = drawn(33, group, draw_facts);
        assert_eq!(text.trim(), expected.trim());
    }

    #[rstest]
    #[case::below_its_day(Some(RowGroup::Day), true)]
    #[case::below_its_source(Some(RowGroup::Source), false)]
    #[case::in_no_group(None, false)]
    fn a_wide_row_has_the_time_below_its_day(#[case] group: Option<RowGroup>, #[case] has: bool) {
        let row = ArticleRow {
            time: Some(jiff::civil::time(9, 50, 0, 0)),
            ..row()
        };
        let text = drawn_row(&row, 80, group, draw_table_row);
        assert_eq!(text.contains("Led…  09:50  3m  “12"), has, "{text}");
        assert!(!drawn_row(&row, 33, group, draw_facts).contains("09:50"));
    }

    #[test]
    fn a_wide_row_has_the_title_before_its_facts() {
        let text = drawn(80, Some(RowGroup::Day), draw_table_row);
        assert_eq!(
            text,
            "Ferry sails again                                38% The Harbor Led…   3m  “12"
                .replace("38% The", "  38% The")
        );
    }
}
