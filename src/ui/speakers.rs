//! The screen of speakers: names with the number of their quotes, the first and the last day.

use ratatui::layout::Rect;

use crate::app::App;
use crate::app::speakers::SpeakersScreen;
use crate::people::NameKind;
use crate::search::index::SpeakerRow;
use crate::text::Clean;
use crate::text::measure;
use crate::text::number::{self, format_count, format_number};

use super::canvas::{Canvas, from_column, indent_area, row_of};
use super::{days, pane_header};

/// Columns from which on the days and the number of articles have room.
const ROOMY: u16 = 70;
/// Columns from which on other names are beside the name.
const NAMED: u16 = 12;

/// Draws the screen of speakers, but for the filter that is typed.
pub(super) fn draw_speakers(app: &App, screen: &SpeakersScreen, canvas: &mut Canvas<'_>) {
    let areas = screen.areas();
    let Some(pane) = areas.results else { return };
    let place = match screen.quoted() {
        // Those without a name are a row, and no speaker.
        Some(quoted) if screen.selected() < quoted.fitting => {
            number::format_position(screen.selected() + 1, quoted.fitting)
        }
        Some(quoted) => format_count(quoted.fitting, "speaker"),
        None => String::new(),
    };
    let has_keys = app.overlay().is_none();
    let filter = screen.filter();
    let title = if filter.is_empty() {
        "Speakers".to_owned()
    } else {
        format!("Speakers /{filter}")
    };
    pane_header(pane, has_keys, &title, &place, canvas);
    match screen.quoted() {
        None => draw_message("Counting …", pane.body, canvas),
        Some(quoted) => match &quoted.fault {
            Some(fault) => draw_message(fault, pane.body, canvas),
            None if quoted.total == 0 && !app.progress().is_finished => {
                draw_message(
                    "No speakers yet; the folders are still being indexed.",
                    pane.body,
                    canvas,
                );
            }
            None if quoted.total == 0 => draw_message("No speakers", pane.body, canvas),
            None if quoted.speakers.is_empty() => {
                draw_message("No speaker matches", pane.body, canvas);
            }
            None => {
                for (number, (row, is_selected)) in screen.visible_rows().enumerate() {
                    let look = RowLook {
                        is_selected,
                        is_chosen: screen.is_chosen(row),
                    };
                    draw_row(row, look, row_of(pane.body, number), canvas);
                }
            }
        },
    }
}

/// Returns how many fit, for the end of the filter's line.
pub(super) fn describe_answer(app: &App) -> String {
    let quoted = app.speakers().and_then(SpeakersScreen::quoted);
    quoted.map_or_else(
        || "…".to_owned(),
        |quoted| format_count(quoted.fitting, "speaker"),
    )
}

fn draw_message(text: &str, area: Rect, canvas: &mut Canvas<'_>) {
    let inner = indent_area(area, 2);
    canvas.paragraph(inner, text, canvas.theme.muted);
}

/// How a row is drawn.
#[derive(Debug, Clone, Copy)]
struct RowLook {
    is_selected: bool,
    is_chosen: bool,
}

fn draw_row(row: &SpeakerRow, look: RowLook, area: Rect, canvas: &mut Canvas<'_>) {
    let (glyphs, theme) = (canvas.glyphs, canvas.theme);
    if look.is_selected {
        canvas.style(area, theme.selection);
        canvas.put(area, area.x, area.y, glyphs.selected, theme.focused_border);
    }
    if look.is_chosen {
        canvas.put(area, area.x, area.y, glyphs.chosen, theme.chosen);
    }
    let inner = indent_area(area, 2);
    let facts = speaker_facts(row, area.width, glyphs.dash);
    canvas.ends(inner, "", &facts, theme.text, theme.details);
    let taken = u16::try_from(measure::count_columns(&facts)).unwrap_or(u16::MAX);
    let rest = Rect {
        width: inner
            .width
            .saturating_sub(if taken < inner.width { taken } else { 0 }),
        ..inner
    };
    let style = match row.kind {
        NameKind::Person | NameKind::Organisation => theme.text,
        NameKind::Description | NameKind::NoName => theme.muted,
    };
    let next = canvas.line(rest, &row.name, style);
    let rest = from_column(rest, next);
    if !row.aliases.is_empty() && rest.width >= NAMED {
        let aliases: Vec<&str> = row.aliases.iter().map(Clean::as_str).collect();
        canvas.line(rest, &format!("  also {}", aliases.join(", ")), theme.muted);
    }
}

/// Returns how much a speaker said, and where there is room in how many articles and when.
fn speaker_facts(row: &SpeakerRow, width: u16, dash: &str) -> String {
    if width < ROOMY {
        return format!(" {} ", format_number(row.quotes));
    }
    let (quotes, articles) = (
        format_count(row.quotes, "quote"),
        format_count(row.articles, "article"),
    );
    let days = days_quoted(row, dash);
    format!("{quotes:>12}  {articles:>14}  {days:<27}")
}

fn days_quoted(row: &SpeakerRow, dash: &str) -> String {
    match (row.first, row.last) {
        (Some(first), Some(last)) if first == last => days::format_day(first),
        (Some(first), Some(last)) => format!(
            "{} {dash} {}",
            days::format_day(first),
            days::format_day(last)
        ),
        (Some(day), None) | (None, Some(day)) => days::format_day(day),
        (None, None) => String::new(),
    }
}
