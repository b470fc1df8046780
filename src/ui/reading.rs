//! The reading pane.

use ratatui::layout::Rect;

use crate::app::App;
use crate::app::panes::{Focus, PaneArea};
use crate::app::reading::ReadingPane;
use crate::app::reading::layout::{self, PageRow};
use crate::article::{BlockKind, TextRange};
use crate::text::wrap::WrappedLine;

use super::canvas::{Canvas, row_of};
use super::{bar, draw_header, list, paint};

/// Draws the reading pane.
pub(super) fn draw_reading(app: &App, pane: PaneArea, canvas: &mut Canvas<'_>) {
    let Some(reading) = app.reading() else {
        draw_header(app, pane, Focus::Reading, "", "", canvas);
        canvas.line(
            row_of(pane.body, 1),
            "  Enter opens the selected article, ? shows the keys.",
            canvas.theme.muted,
        );
        return;
    };
    let place = reading
        .article()
        .map(|_| format!("{} %", reading.percent_read()));
    draw_header(
        app,
        pane,
        Focus::Reading,
        &article_facts(reading, canvas.glyphs.dot),
        &place.unwrap_or_default(),
        canvas,
    );
    let areas = app.text_area(pane.body);
    if let Some(problem) = reading.problem() {
        draw_problem(areas.text, &problem.to_string(), canvas);
    }
    for (number, row) in reading.page().iter().enumerate() {
        if let PageRow::Title(line) = row {
            draw_title(reading, row_of(areas.text, number), *line, canvas);
        }
        if let PageRow::Line { line, kind, .. } = row {
            draw_line(reading, row_of(areas.text, number), *line, *kind, canvas);
            mark_selected(
                reading,
                row_of(pane.body, number),
                areas.text,
                line.range,
                canvas,
            );
        }
    }
    if let Some(area) = areas.bar {
        bar::draw_bar(reading, area, canvas);
    }
}

/// Returns the line about the article: source, date, minutes, authors.
fn article_facts(reading: &ReadingPane, dot: &str) -> String {
    let row = reading.row();
    let metadata = reading.article().map(|article| &article.metadata);
    let minutes = metadata.map_or(row.minutes, |metadata| metadata.minutes);
    let authors = metadata.map(|metadata| {
        metadata
            .authors
            .iter()
            .map(super::super::text::sanitize::Clean::as_str)
            .collect::<Vec<_>>()
    });
    let facts = [
        row.source.as_ref().map(|source| source.as_str().to_owned()),
        row.published.map(list::format_day),
        (minutes > 0).then(|| format!("{minutes} min")),
        authors
            .filter(|authors| !authors.is_empty())
            .map(|authors| authors.join(", ")),
    ];
    facts
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(&format!(" {dot} "))
}

/// Draws a line of a headline that the text does not hold.
fn draw_title(reading: &ReadingPane, area: Rect, line: WrappedLine, canvas: &mut Canvas<'_>) {
    if let Some(article) = reading.article() {
        let style = canvas.theme.headline;
        canvas.put(
            area,
            area.x,
            area.y,
            line.range.of(&article.metadata.title),
            style,
        );
    }
}

fn draw_line(
    reading: &ReadingPane,
    area: Rect,
    line: WrappedLine,
    kind: BlockKind,
    canvas: &mut Canvas<'_>,
) {
    let Some(article) = reading.article() else {
        return;
    };
    let left = u16::try_from(layout::block_indent(kind).left)
        .unwrap_or(0)
        .min(area.width.saturating_sub(1));
    draw_lead(area, left, kind, canvas);
    let mut x = area.x + left;
    let mut last = paint::block_style(kind, canvas.theme);
    for (range, style) in paint::split_stretches(reading, kind, line.range, canvas.theme) {
        x = canvas.put(area, x, area.y, article.words_in(range), style);
        last = style;
    }
    if line.hyphen {
        canvas.put(area, x, area.y, canvas.glyphs.hyphen, last);
    }
}

/// Draws what is before the text of a block: the bar of a block quote.
fn draw_lead(area: Rect, left: u16, kind: BlockKind, canvas: &mut Canvas<'_>) {
    if left < 2 {
        return;
    }
    let (glyphs, theme) = (canvas.glyphs, canvas.theme);
    match kind {
        BlockKind::BlockQuote => canvas.put(
            area,
            area.x + left - 2,
            area.y,
            glyphs.block_quote,
            theme.quote,
        ),
        _ => area.x,
    };
}

/// Marks the rows of the selected quote, to the left of the text.
fn mark_selected(
    reading: &ReadingPane,
    row: Rect,
    text: Rect,
    line: TextRange,
    canvas: &mut Canvas<'_>,
) {
    let Some(quote) = reading.selected_quote() else {
        return;
    };
    if text.x > row.x + 1 && quote.range.overlaps(line) {
        let style = canvas.theme.focused_border;
        canvas.put(row, text.x - 2, row.y, canvas.glyphs.selected, style);
    }
}

fn draw_problem(area: Rect, text: &str, canvas: &mut Canvas<'_>) {
    canvas.paragraph(area, text, canvas.theme.error);
}
