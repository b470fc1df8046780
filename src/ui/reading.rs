//! The reading pane.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::app::App;
use crate::app::arrange::{TextArea, hangs_marks};
use crate::app::panes::{Focus, PaneArea};
use crate::app::reading::ReadingPane;
use crate::app::reading::datelines::DASH;
use crate::app::reading::layout::PageRow;
use crate::app::reading::links::format_address;
use crate::article::{BlockKind, TextRange};
use crate::input::{Action, Context};
use crate::text::measure::count_columns;
use crate::text::number::format_count;
use crate::text::wrap::WrappedLine;

use super::canvas::{Canvas, indent_area, row_of};
use super::quotes::hang_mark;
use super::{bar, draw_head, facts, has_focus, hints, lost, paint};

/// Draws the reading pane.
pub(super) fn draw_reading(app: &App, pane: PaneArea, canvas: &mut Canvas<'_>) {
    let areas = app.text_area(pane.body);
    if areas.bar.is_some() {
        draw_border(pane, canvas);
    }
    let Some(reading) = app.reading() else {
        let key = |action| hints::key_of(app, app.context(), action);
        let open = key(Action::Open).filter(|_| app.list().total() > 0);
        let open = open.map(|key| format!("{key} opens the selected article. "));
        let help = key(Action::Help).map(|key| format!("{key} shows the keys."));
        let text: String = open.into_iter().chain(help).collect();
        canvas.paragraph(areas.text, &text, canvas.theme.muted);
        return;
    };
    draw_article_head(app, reading, pane, areas, canvas);
    if let Some(problem) = reading.problem() {
        lost::draw_lost(reading, problem, areas.text, canvas);
    }
    for (number, row) in reading.page().iter().enumerate() {
        let area = row_of(areas.text, number);
        match row {
            PageRow::Empty => {}
            PageRow::Title(line) => draw_title(reading, area, *line, canvas),
            PageRow::Fact(number) => facts::draw_fact(reading, *number, area, canvas),
            PageRow::Fold { blocks, .. } => draw_fold(app, *blocks, area, canvas),
            PageRow::LinksHeading => {
                canvas.line(area, "Links", canvas.theme.heading);
            }
            PageRow::Link(number) => draw_link(reading, *number, area, canvas),
            PageRow::Line {
                line,
                kind,
                is_first,
            } => {
                let indent = reading.line_indent(*kind, line.range, *is_first);
                draw_line(reading, area, indent, *line, *kind, canvas);
                facts::draw_day_beside(reading, line.range, area, canvas);
                let place = (row_of(pane.body, number), areas.text);
                mark_kept(reading, place, line.range, canvas);
                mark_selected(reading, place, line.range, canvas);
            }
        }
    }
    if let Some(area) = areas.bar {
        bar::draw_bar(reading, area, canvas);
    }
}

/// Draws the line at the right end of the pane, which parts it from the quotes.
fn draw_border(pane: PaneArea, canvas: &mut Canvas<'_>) {
    let whole = pane.whole();
    let border = Rect {
        x: whole.right().saturating_sub(1),
        width: whole.width.min(1),
        ..whole
    };
    canvas.column(border, canvas.glyphs.vertical, canvas.theme.border);
}

/// Draws the source, once the headline is gone with it, and how long the story is and how far it is seen.
fn draw_article_head(
    app: &App,
    reading: &ReadingPane,
    pane: PaneArea,
    areas: TextArea,
    canvas: &mut Canvas<'_>,
) {
    let Some(header) = pane.header else { return };
    let dot = canvas.glyphs.dot;
    let row = reading.row();
    let metadata = reading.article().map(|article| &article.metadata);
    let minutes = metadata.map_or(row.minutes, |metadata| metadata.minutes);
    let facts = [
        (minutes > 0).then(|| format!("{minutes} min")),
        metadata.map(|_| format!("{}%", reading.percent_read())),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let is_seen = !reading.is_loaded() || reading.shows_headline();
    let headline = (!is_seen).then_some(row.title.as_str());
    let names = [row.source.as_deref(), headline];
    let names: Vec<&str> = names.into_iter().flatten().collect();
    let area = Rect {
        x: areas.text.x,
        width: areas.text.width,
        ..header
    };
    let has_focus = has_focus(app, Focus::Reading);
    let (name, facts) = (
        names.join(&format!(" {dot} ")),
        facts.join(&format!(" {dot} ")),
    );
    draw_head(area, has_focus, &name, &facts, canvas);
}

/// Draws a line of a headline that the text does not hold.
fn draw_title(reading: &ReadingPane, area: Rect, line: WrappedLine, canvas: &mut Canvas<'_>) {
    if let Some(article) = reading.article() {
        let words = line.range.of(&article.metadata.title);
        let area = hang_line(area, BlockKind::Headline, words);
        canvas.put(area, area.x, area.y, words, canvas.theme.headline);
    }
}

/// Returns the area of a line, one column more to the left where it begins with a quotation mark that hangs.
fn hang_line(area: Rect, kind: BlockKind, words: &str) -> Rect {
    if kind == BlockKind::Code || !hangs_marks(usize::from(area.width)) {
        return area;
    }
    hang_mark(area, words)
}

fn draw_line(
    reading: &ReadingPane,
    area: Rect,
    indent: usize,
    line: WrappedLine,
    kind: BlockKind,
    canvas: &mut Canvas<'_>,
) {
    let Some(article) = reading.article() else {
        return;
    };
    let left = u16::try_from(indent)
        .unwrap_or(0)
        .min(area.width.saturating_sub(1));
    draw_lead(area, left, kind, reading, line.range, canvas);
    let area = hang_line(area, kind, article.words_in(line.range));
    let mut x = area.x + left;
    let mut last = paint::block_style(kind, canvas.theme);
    for (range, style) in paint::split_stretches(reading, kind, line.range, canvas.theme) {
        let start = x;
        x = canvas.put(area, x, area.y, article.words_in(range), style);
        if let Some(number) = reading.links().number_at(range.end) {
            let plain = style.remove_modifier(Modifier::UNDERLINED);
            x = canvas.put(area, x, area.y, number, plain);
        }
        if reading.datelines().gap_at(range.end).is_some() {
            x = canvas.put(area, x, area.y, DASH, style);
        }
        if let Some(words) = reading.links().words_in(range).next() {
            let cells = Rect {
                x: start,
                width: x.saturating_sub(start),
                ..area
            };
            if let Some(link) = reading.links().targets().get(words.target) {
                canvas.link(cells, &link.url);
            }
        }
        last = style;
    }
    if line.hyphen {
        canvas.put(area, x, area.y, canvas.glyphs.hyphen, last);
    }
}

/// Draws what is before the text of a block: the bar of a block quote, in the colour of its speaker.
fn draw_lead(
    area: Rect,
    left: u16,
    kind: BlockKind,
    reading: &ReadingPane,
    line: TextRange,
    canvas: &mut Canvas<'_>,
) {
    if left < 2 || kind != BlockKind::BlockQuote {
        return;
    }
    let (glyphs, theme) = (canvas.glyphs, canvas.theme);
    let tint = reading.tint_fragments(line).next();
    let quote = tint.and_then(|tint| reading.quotes().get(tint.quote));
    let style = quote.map_or(theme.border, |quote| {
        paint::speaker_style(reading, quote, theme)
    });
    canvas.put(area, area.x + left - 2, area.y, glyphs.block_quote, style);
}

/// Marks the first row of each highlight that is kept, to the left of the text.
fn mark_kept(
    reading: &ReadingPane,
    (row, text): (Rect, Rect),
    line: TextRange,
    canvas: &mut Canvas<'_>,
) {
    let mut kept = reading.kept_highlights().iter();
    if text.x > row.x + 1 && kept.any(|kept| line.contains(kept.range.start)) {
        canvas.put(
            row,
            text.x - 2,
            row.y,
            canvas.glyphs.bookmark,
            canvas.theme.bookmark,
        );
    }
}

/// Marks the rows of the selected quote, to the left of the text.
fn mark_selected(
    reading: &ReadingPane,
    (row, text): (Rect, Rect),
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

/// Draws a link after the story: its number, and the address with its host first.
fn draw_link(reading: &ReadingPane, number: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let links = reading.links().targets();
    let (Some(link), Some(last)) = (links.get(number), links.last()) else {
        return;
    };
    let style = canvas.theme.link.remove_modifier(Modifier::UNDERLINED);
    let columns = u16::try_from(count_columns(&last.number)).unwrap_or(u16::MAX);
    canvas.put(area, area.x, area.y, &link.number, style);
    let address = indent_area(area, columns.saturating_add(1));
    let end = canvas.line(address, &format_address(&link.url), style);
    let cells = Rect {
        width: end.saturating_sub(area.x),
        ..area
    };
    canvas.link(cells, &link.url);
}

/// Draws the row for page furniture that is folded.
fn draw_fold(app: &App, blocks: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let (glyphs, theme) = (canvas.glyphs, canvas.theme);
    let lines = format_count(blocks, "line");
    let open = hints::key_of(app, Context::Reading, Action::Open);
    let open = open.map(|key| format!(" {} {key} shows", glyphs.dot));
    let text = format!(
        "{} {lines} of page clutter{}",
        glyphs.folded,
        open.unwrap_or_default()
    );
    canvas.line(
        area,
        &text,
        theme.boilerplate.add_modifier(Modifier::ITALIC),
    );
}
