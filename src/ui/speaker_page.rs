//! The page of a speaker: what is known of them, and their quotes.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::app::App;
use crate::app::speaker_page::SpeakerPage;
use crate::app::speaker_page::bars::BARS;
use crate::app::speaker_page::layout::{FactLine, PageLine, WIDEST};
use crate::search::hits::Hit;
use crate::text::measure::count_columns;
use crate::text::number::{format_number, format_position};
use crate::text::quoted::{drop_clause_comma, find_clause_comma};

use super::canvas::{Canvas, from_column, indent_area, row_of};
use super::quotes::hang_mark;
use super::{days, pane_header};

/// Columns before the text.
const LEAD: u16 = 3;
/// Columns of the years of a role.
const YEARS: u16 = 11;
/// Columns of the name of a source, and of its bar.
const SOURCE: u16 = 18;
const BAR: usize = 18;
/// Columns of a number at the right.
const NUMBER: u16 = 6;

/// Draws the page.
pub(super) fn draw_page(app: &App, page: &SpeakerPage, canvas: &mut Canvas<'_>) {
    let areas = page.areas();
    let has_keys = app.overlay().is_none();
    let position = match page.person() {
        Some(person) => format_position(page.selected() + 1, person.row.quotes),
        None => String::new(),
    };
    if let Some(left) = areas.facts {
        let (title, facts) = list_place(app);
        pane_header(left, false, title, &facts, canvas);
        for (number, line) in page.fact_lines().iter().enumerate() {
            draw_fact(line, row_of(left.body, number), canvas);
        }
    }
    if let Some(separator) = areas.separator {
        canvas.column(separator, canvas.glyphs.vertical, canvas.theme.border);
    }
    let Some(right) = areas.quotes else { return };
    let order = if page.is_unsure_first() {
        "unsure first"
    } else {
        "newest first"
    };
    let name = page.person().map_or(page.name(), |person| &person.row.name);
    let title = if areas.facts.is_some() {
        format!("What {} said", name.as_str())
    } else {
        "Speaker".to_owned()
    };
    pane_header(
        right,
        has_keys,
        &title,
        &format!("{order} {} {position}", canvas.glyphs.dot),
        canvas,
    );
    let message = page
        .fault()
        .or_else(|| page.person().is_none().then(|| "Counting …".to_owned()));
    if let Some(message) = message {
        canvas.paragraph(indent_area(right.body, LEAD), &message, canvas.theme.muted);
        return;
    }
    for (number, line) in page.visible_lines().iter().enumerate() {
        draw_line(page, line, row_of(right.body, number), canvas);
    }
}

/// Returns the head of what is known: the place in the list of speakers, if the page was opened from there.
fn list_place(app: &App) -> (&'static str, String) {
    let list = app.speakers();
    let place = list.and_then(|list| {
        let place = format_position(list.selected() + 1, list.quoted()?.fitting);
        Some(("Speakers", place))
    });
    place.unwrap_or_else(|| ("Speaker", String::new()))
}

/// Draws a line of what is known.
fn draw_fact(line: &FactLine, row: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let area = text_area(row);
    match line {
        FactLine::Empty => {}
        FactLine::Name(name) => {
            canvas.line(area, name, theme.headline);
        }
        FactLine::Role(role) => {
            canvas.line(area, role, theme.standfirst);
        }
        FactLine::Counts(text) => {
            canvas.line(area, text, theme.details);
        }
        FactLine::Heading(text) => {
            canvas.line(area, text, theme.heading);
        }
        FactLine::Words(text) => {
            canvas.line(area, text, theme.text);
        }
        FactLine::Row { .. } => draw_row(line, area, canvas),
        FactLine::Bars {
            bars,
            note,
            is_lowest,
        } => draw_bars((bars, note), *is_lowest, area, canvas),
        FactLine::BarEnds(first, last) => {
            let next = canvas.line(area, first, theme.details);
            let width = u16::try_from(count_columns(last)).unwrap_or(0);
            let bars = u16::try_from(BARS).unwrap_or(0);
            let at = (area.x + bars).saturating_sub(width).max(next + 1);
            canvas.line(from_column(area, at), last, theme.details);
        }
        FactLine::Source { name, quotes, most } => {
            let label = Rect {
                width: area.width.min(SOURCE - 1),
                ..area
            };
            canvas.line(label, name, theme.text);
            let length = (quotes * BAR).div_ceil((*most).max(1)).min(BAR);
            let room = area.width.saturating_sub(SOURCE + NUMBER + 1);
            let bar = Rect {
                width: room,
                ..indent_area(area, SOURCE)
            };
            canvas.put(
                bar,
                bar.x,
                bar.y,
                &canvas.glyphs.bar.repeat(length),
                theme.scrollbar,
            );
            draw_number(*quotes, area, canvas);
        }
    }
}

fn draw_row(line: &FactLine, area: Rect, canvas: &mut Canvas<'_>) {
    let FactLine::Row {
        years,
        text,
        quotes,
        is_probable,
    } = line
    else {
        return;
    };
    let theme = canvas.theme;
    let mut rest = Rect {
        width: area.width.saturating_sub(NUMBER),
        ..area
    };
    if let Some(years) = years {
        canvas.line(rest, years, theme.details);
        rest = indent_area(rest, YEARS);
    }
    if *is_probable {
        let next = canvas.line(rest, text, theme.unsure);
        canvas.line(from_column(rest, next), " ?", theme.warning);
    } else {
        canvas.line(rest, text, theme.text);
    }
    draw_number(*quotes, area, canvas);
}

fn draw_number(number: usize, area: Rect, canvas: &mut Canvas<'_>) {
    canvas.ends(
        area,
        "",
        &format_number(number),
        canvas.theme.text,
        canvas.theme.details,
    );
}

/// Draws one row of the bars; periods without quotes are dots in the lowest row.
fn draw_bars(
    (bars, note): (&[Option<usize>], &str),
    is_lowest: bool,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let theme = canvas.theme;
    let mut x = area.x;
    for bar in bars {
        let (glyph, style) = match bar {
            None if is_lowest => (canvas.glyphs.dot, theme.muted),
            None => (" ", theme.muted),
            Some(eighths) => (
                canvas.glyphs.bars.get(*eighths).copied().unwrap_or(" "),
                theme.quote,
            ),
        };
        x = canvas.put(area, x, area.y, glyph, style);
    }
    canvas.line(from_column(area, x + 2), note, theme.details);
}

/// Draws a line of the quotes.
fn draw_line(page: &SpeakerPage, line: &PageLine, row: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    if line.quote() == Some(page.selected()) {
        canvas.style(row, theme.selection);
        canvas.put(
            row,
            row.x,
            row.y,
            canvas.glyphs.selected,
            theme.focused_border,
        );
    }
    let quotes = page
        .person()
        .map_or(&[][..], |person| person.quotes.as_slice());
    let area = text_area(row);
    match line {
        PageLine::Empty => {}
        PageLine::Fact(fact) => draw_fact(fact, row, canvas),
        PageLine::Month { name, quotes } => draw_month(name, *quotes, area, canvas),
        PageLine::Facts(number) => {
            if let Some(quote) = quotes.get(*number) {
                draw_quote_facts(page, quote, area, canvas);
            }
        }
        PageLine::Words {
            quote,
            range,
            is_cut,
        } => {
            let Some(quote) = quotes.get(*quote) else {
                return;
            };
            let words = range.of(&quote.text);
            let words = match find_clause_comma(&quote.text) {
                Some(comma) if range.contains(comma) => drop_clause_comma(words),
                Some(_) | None => words.into(),
            };
            let area = hang_mark(area, &words);
            if *is_cut {
                let cut = format!("{words} {}", canvas.glyphs.ellipsis);
                canvas.line(area, &cut, theme.text);
            } else {
                canvas.line(area, &words, theme.text);
            }
        }
    }
}

fn draw_month(name: &str, quotes: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let count = format!(" {}", format_number(quotes));
    let taken = u16::try_from(count_columns(&count)).unwrap_or(0);
    let next = canvas.line(area, name, theme.group.add_modifier(Modifier::BOLD));
    let line = Rect {
        width: area.right().saturating_sub(next + 1 + taken),
        ..from_column(area, next + 1)
    };
    if next + 1 + taken < area.right() {
        canvas.row(line, canvas.glyphs.horizontal, theme.border);
        canvas.line(from_column(area, line.right()), &count, theme.group);
    }
}

/// Draws the date and the source of a quote, and whether it is unsure.
fn draw_quote_facts(page: &SpeakerPage, quote: &Hit, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    // Those without a day have a heading of their own, except among others with the unsure ones first.
    let has_days = page
        .person()
        .is_some_and(|person| !person.months.is_empty());
    let is_under_heading = !page.is_unsure_first() || !has_days;
    let day = match quote.published {
        // The heading of the month has the year.
        Some(day) if !page.is_unsure_first() => {
            format!("{:>6}", day.strftime("%-d %b").to_string())
        }
        Some(day) => days::format_day(day),
        None if is_under_heading => String::new(),
        None => "no date".to_owned(),
    };
    let source = quote.source.as_deref().unwrap_or_default();
    let gap = if day.is_empty() { "" } else { "  " };
    let unsure = if quote.is_unsure() { "?" } else { "" };
    canvas.ends(
        area,
        &format!("{day}{gap}{source}"),
        unsure,
        theme.details,
        theme.warning,
    );
}

/// Returns the part of a row that holds text.
fn text_area(row: Rect) -> Rect {
    let area = indent_area(row, LEAD);
    Rect {
        width: area.width.saturating_sub(1).min(WIDEST),
        ..area
    }
}
