//! The facts under the headline of an article.

use ratatui::layout::Rect;

use crate::app::reading::ReadingPane;
use crate::app::reading::facts::FactRow;
use crate::article::{TextCut, TextRange};
use crate::text::number::format_count;

use super::canvas::{Canvas, indent_area};
use super::days::{format_time, format_weekday};

/// Draws a row of facts.
pub(super) fn draw_fact(reading: &ReadingPane, number: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let style = theme.metadata;
    match reading.facts().rows.get(number) {
        Some(FactRow::Authors) => {
            let authors = name_authors(reading);
            canvas.ends(area, &authors, &describe_day(reading), style, style);
        }
        Some(FactRow::Day) => {
            let counts = if reading.tags().is_empty() {
                count_quotes(reading, canvas.glyphs.quote_count)
            } else {
                String::new()
            };
            canvas.ends(area, &describe_day(reading), &counts, style, style);
        }
        Some(FactRow::Counts) => {
            let tags: Vec<String> = reading.tags().iter().map(|tag| format!("#{tag}")).collect();
            let counts = count_quotes(reading, canvas.glyphs.quote_count);
            canvas.ends(area, &tags.join(" "), &counts, theme.tag, theme.metadata);
        }
        Some(FactRow::Cut) => {
            canvas.line(area, &describe_cut(reading), theme.warning);
        }
        Some(FactRow::Note { line, is_first }) => {
            if *is_first {
                canvas.put(area, area.x, area.y, canvas.glyphs.note, theme.note);
            }
            let words = line.range.of(reading.story_note());
            canvas.line(indent_area(area, 2), words, theme.note);
        }
        None => {}
    }
}

/// Draws day and time at the right end of the byline that has room for it.
pub(super) fn draw_day_beside(
    reading: &ReadingPane,
    line: TextRange,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    if reading.facts().dated_byline != Some(line.start) {
        return;
    }
    let day = describe_day(reading);
    let style = canvas.theme.metadata;
    canvas.ends(area, "", &day, style, style);
}

fn describe_day(reading: &ReadingPane) -> String {
    let metadata = reading.article().map(|article| &article.metadata);
    let day = metadata.and_then(|metadata| metadata.published);
    let time = metadata.and_then(|metadata| metadata.time).map(format_time);
    let parts = day.map(format_weekday).into_iter().chain(time);
    parts.collect::<Vec<_>>().join(", ")
}

fn name_authors(reading: &ReadingPane) -> String {
    let Some(article) = reading.article() else {
        return String::new();
    };
    let authors: Vec<&str> = article
        .metadata
        .authors
        .iter()
        .map(std::ops::Deref::deref)
        .collect();
    format!("By {}", authors.join(", "))
}

/// Returns why the text is less than the story, and where the rest is.
fn describe_cut(reading: &ReadingPane) -> String {
    let Some(article) = reading.article() else {
        return String::new();
    };
    let cut = article.metadata.cut.map_or("", TextCut::describe);
    let page = article.metadata.url.as_ref();
    let rest = page.map_or("", |_| ": the rest is on its page");
    format!("{cut}{rest}")
}

/// Returns how many quotes there are, and once they are found by how many speakers.
fn count_quotes(reading: &ReadingPane, mark: &str) -> String {
    if !reading.are_quotes_found() {
        let quotes = reading.row().quotes;
        return if quotes > 0 {
            format!("{mark}{quotes}")
        } else {
            String::new()
        };
    }
    let (quotes, speakers) = (reading.quotes().len(), reading.colours().len());
    match (quotes, speakers) {
        (0, _) => String::new(),
        (quotes, 0) => format!("{mark}{quotes}"),
        (quotes, speakers) => format!("{mark}{quotes}, {}", format_count(speakers, "speaker")),
    }
}
