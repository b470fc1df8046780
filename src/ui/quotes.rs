//! The quote sidebar.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::App;
use crate::app::panes::{Focus, PaneArea};
use crate::app::quotes::{QuoteCard, QuoteCardLine};
use crate::app::reading::ReadingPane;
use crate::article::{Article, Quote, QuoteKind};
use crate::text::{measure, number};

use super::canvas::{Canvas, from_column, row_of};
use super::{draw_header, paint};

/// Columns before a card's text.
const LEAD: u16 = 2;

/// Columns from which on the role is behind the name: room for a comma and a word.
const ROLED: u16 = 6;

/// Draws the quote sidebar.
pub(super) fn draw_quotes(app: &App, pane: PaneArea, canvas: &mut Canvas<'_>) {
    let reading = app.reading();
    let count = reading.map_or(0, |reading| reading.quotes().len());
    let selected = reading
        .and_then(ReadingPane::selected_quote_number)
        .map(|number| number + 1);
    let place = match (selected, count) {
        (_, 0) => String::new(),
        (Some(number), _) => number::format_position(number, count),
        (None, _) => number::format_number(count),
    };
    draw_header(app, pane, Focus::Quotes, "Quotes", &place, canvas);
    let Some((reading, article)) = reading.and_then(|reading| Some((reading, reading.article()?)))
    else {
        return;
    };
    if count == 0 {
        let text = if reading.are_quotes_found() {
            "No quotes here."
        } else {
            "Looking for quotes …"
        };
        canvas.line(
            row_of(pane.body, 1),
            &format!("  {text}"),
            canvas.theme.muted,
        );
        return;
    }
    for card in app.quotes().cards() {
        if let Some(quote) = reading.quotes().get(card.number) {
            draw_card(app, reading, article, (card, quote), pane.body, canvas);
        }
    }
}

fn draw_card(
    app: &App,
    reading: &ReadingPane,
    article: &Article,
    (card, quote): (&QuoteCard, &Quote),
    body: Rect,
    canvas: &mut Canvas<'_>,
) {
    let is_selected = reading.selected_quote_number() == Some(card.number);
    for (index, line) in card.lines.iter().enumerate() {
        let row = row_of(body, card.line + index);
        if row.height == 0 {
            return;
        }
        if is_selected && *line != QuoteCardLine::Empty {
            let theme = canvas.theme;
            let style = if app.focus() == Focus::Quotes {
                theme.focused_border
            } else {
                theme.border
            };
            canvas.put(row, row.x, row.y, canvas.glyphs.selected, style);
        }
        let text = Rect {
            x: row.x + LEAD.min(row.width),
            width: row.width.saturating_sub(LEAD),
            ..row
        };
        draw_card_line(reading, article, (card, quote), *line, text, canvas);
    }
}

fn draw_card_line(
    reading: &ReadingPane,
    article: &Article,
    (card, quote): (&QuoteCard, &Quote),
    line: QuoteCardLine,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    match line {
        QuoteCardLine::Context(range) => {
            canvas.line(area, article.words_in(range).trim(), canvas.theme.muted);
        }
        QuoteCardLine::Words { line, is_cut } => {
            let style = paint::quote_style(reading, card.number, canvas.theme);
            let mut next = canvas.put(area, area.x, area.y, article.words_in(line.range), style);
            if line.hyphen {
                next = canvas.put(area, next, area.y, canvas.glyphs.hyphen, style);
            }
            if is_cut {
                canvas.put(
                    area,
                    next,
                    area.y,
                    &format!(" {}", canvas.glyphs.ellipsis),
                    canvas.theme.muted,
                );
            }
        }
        QuoteCardLine::Speaker => draw_speaker(reading, card.number, quote, area, canvas),
        QuoteCardLine::Corrected => {
            canvas.line(area, "  corrected by you", canvas.theme.muted);
        }
        QuoteCardLine::Empty => {}
    }
}

/// Draws the speaker with the role the text states, an unsure one with a question mark; then kind and bookmark.
fn draw_speaker(
    reading: &ReadingPane,
    number: usize,
    quote: &Quote,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let theme = canvas.theme;
    let (name, style) = speaker_name(reading, quote, canvas);
    let is_unsure = quote.speaker.is_some() && !quote.confidence.is_sure();
    let facts = quote_facts(reading, number, quote, canvas);
    canvas.ends(area, "", &facts, style, theme.muted);
    let taken = u16::try_from(measure::count_columns(&facts)).unwrap_or(0);
    let rest = Rect {
        width: area.width.saturating_sub(taken),
        ..area
    };
    // However short the name is cut, its question mark stays.
    let named = Rect {
        width: rest.width.saturating_sub(u16::from(is_unsure)),
        ..rest
    };
    let doubt = if is_unsure { "?" } else { "" };
    let next = canvas.line(named, &name, style);
    let next = canvas.line(from_column(rest, next), doubt, style);
    let role = quote
        .speaker
        .as_ref()
        .and_then(|speaker| speaker.role.as_ref());
    let rest = from_column(rest, next);
    if let Some(role) = role.filter(|_| rest.width >= ROLED) {
        canvas.line(rest, &format!(", {role}"), theme.muted);
    }
}

/// Returns the speaker's name and how it looks.
fn speaker_name(reading: &ReadingPane, quote: &Quote, canvas: &Canvas<'_>) -> (String, Style) {
    let (dash, theme) = (canvas.glyphs.dash, canvas.theme);
    let Some(speaker) = &quote.speaker else {
        return (format!("{dash} no speaker named"), theme.muted);
    };
    let colour = reading.colours().number(quote);
    let style = colour.map_or(theme.quote, |number| theme.speaker_style(number));
    (format!("{dash} {}", speaker.name), style)
}

/// Returns the kind of a quote, unless it is direct, and its bookmark.
fn quote_facts(reading: &ReadingPane, number: usize, quote: &Quote, canvas: &Canvas<'_>) -> String {
    let kind = (quote.kind != QuoteKind::Direct).then(|| quote.kind.as_str());
    let bookmark = reading.bookmark_of(number).map(|_| canvas.glyphs.bookmark);
    match (kind, bookmark) {
        (None, None) => String::new(),
        (Some(one), None) | (None, Some(one)) => format!(" {one} "),
        (Some(kind), Some(bookmark)) => format!(" {kind} {bookmark} "),
    }
}
