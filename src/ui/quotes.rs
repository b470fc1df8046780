//! The quote sidebar.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::app::App;
use crate::app::panes::{Focus, PaneArea};
use crate::app::quotes::{QuoteCard, QuoteCardLine};
use crate::app::reading::ReadingPane;
use crate::article::{Article, Quote, QuoteKind, Speaker};
use crate::people::place_role;
use crate::text::wrap::begins_with_mark;
use crate::text::{measure, number};

use super::canvas::{Canvas, from_column, indent_area, row_of};
use super::{draw_header, paint};

/// Columns before a card's text: the mark of the selected one, and a quotation mark that hangs.
const LEAD: u16 = 2;

/// Columns of a role that are worth showing, if it is cut.
const ROLED: usize = 6;

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
    draw_header(app, pane, Focus::Quotes, ("Quotes", &place), canvas);
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
        let area = indent_area(row_of(pane.body, 0), LEAD);
        canvas.line(area, text, canvas.theme.muted);
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
            canvas.style(
                row,
                if app.focus() == Focus::Quotes {
                    theme.selection
                } else {
                    theme.unfocused_selection
                },
            );
            canvas.put(
                row,
                row.x,
                row.y,
                canvas.glyphs.selected,
                theme.focused_border,
            );
        }
        let text = Rect {
            x: row.x + LEAD.min(row.width),
            width: row.width.saturating_sub(LEAD + 1),
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
    let theme = canvas.theme;
    match line {
        QuoteCardLine::Context(range) => {
            canvas.line(area, article.words_in(range).trim(), theme.muted);
        }
        QuoteCardLine::Speaker => draw_speaker(reading, card.number, quote, area, canvas),
        QuoteCardLine::Words(line) => {
            let words = line.range.of(&card.words).trim_end();
            let style = paint::speaker_style(reading, quote, theme);
            let area = hang_mark(area, words);
            let next = canvas.line(area, words, style);
            if line.hyphen {
                canvas.put(area, next, area.y, canvas.glyphs.hyphen, style);
            }
        }
        QuoteCardLine::Tags => {
            canvas.line(area, &card.tags, theme.tag);
        }
        QuoteCardLine::Note { line, is_first } => {
            if is_first {
                canvas.put(area, area.x, area.y, canvas.glyphs.note, theme.note);
            }
            let words = line.range.of(&card.note);
            canvas.line(indent_area(area, 2), words, theme.note);
        }
        QuoteCardLine::Corrected => {
            canvas.line(area, quote.correction_credit(), theme.muted);
        }
        QuoteCardLine::Elsewhere => {
            let places = reading.repeats_of(quote.id);
            let text = match places.map_or(0, |repeated| repeated.places.len().saturating_sub(1)) {
                1 => "also in 1 story".to_owned(),
                others => format!("also in {} stories", number::format_number(others)),
            };
            canvas.line(area, &text, theme.muted);
        }
        QuoteCardLine::SpeakersDiffer => {
            canvas.line(area, "speakers differ there", theme.warning);
        }
        QuoteCardLine::Empty => {}
    }
}

/// Returns the area of a line, one column more to the left where it begins with a quotation mark.
pub(super) fn hang_mark(area: Rect, words: &str) -> Rect {
    let hang = u16::from(begins_with_mark(words) && area.x > 0 && area.width > 0);
    Rect {
        x: area.x - hang,
        width: area.width + hang,
        ..area
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
    let facts = draw_facts(reading, number, quote, area, canvas);
    let rest = Rect {
        width: area.width.saturating_sub(facts),
        ..area
    };
    let is_unsure = quote.speaker.is_some() && !quote.confidence.is_sure();
    let doubt = if is_unsure { " ?" } else { "" };
    // However short the name is cut, its question mark stays.
    let named = Rect {
        width: rest.width.saturating_sub(if is_unsure { 2 } else { 0 }),
        ..rest
    };
    let role = quote
        .speaker
        .as_ref()
        .and_then(|speaker| speaker.role.as_deref());
    let (before, after) = role.map(place_role).unwrap_or_default();
    let next = canvas.line(named, &before, theme.muted);
    let next = draw_names(reading, quote, from_column(named, next), canvas);
    let next = canvas.line(from_column(rest, next), doubt, theme.warning);
    let rest = from_column(rest, next);
    if fits_role(&after, usize::from(rest.width)) {
        canvas.line(rest, &after, theme.muted);
    }
}

/// Returns `true` if a role with the comma before it fits, or enough of it to be read.
fn fits_role(role: &str, room: usize) -> bool {
    const COMMA: usize = 2;
    measure::count_columns(role) <= room || room >= COMMA + ROLED
}

/// Draws the names of those who said it, each in its colour; returns the column after them.
fn draw_names(reading: &ReadingPane, quote: &Quote, area: Rect, canvas: &mut Canvas<'_>) -> u16 {
    let theme = canvas.theme;
    let Some(speaker) = &quote.speaker else {
        let style = theme.muted.add_modifier(Modifier::ITALIC);
        return canvas.line(area, "unknown speaker", style);
    };
    let unsure = if quote.confidence.is_sure() {
        Style::default()
    } else {
        theme.unsure
    };
    let style_of = |speaker: &Speaker| {
        let number = reading.colours().number_of(speaker);
        let colour = number.map_or_else(Style::default, |number| theme.speaker_style(number));
        colour.add_modifier(Modifier::BOLD).patch(unsure)
    };
    let [first, second, more @ ..] = quote.speakers.as_slice() else {
        return canvas.line(area, &speaker.name, style_of(speaker));
    };
    let next = canvas.line(area, &first.name, style_of(first));
    let next = canvas.line(from_column(area, next), " and ", theme.muted);
    let mut next = canvas.line(from_column(area, next), &second.name, style_of(second));
    if !more.is_empty() {
        let count = format!(" +{}", more.len());
        next = canvas.line(from_column(area, next), &count, theme.muted);
    }
    next
}

/// Draws the kind of a quote, unless it is direct, its bookmark and that it has a note; returns their columns.
fn draw_facts(
    reading: &ReadingPane,
    number: usize,
    quote: &Quote,
    area: Rect,
    canvas: &mut Canvas<'_>,
) -> u16 {
    let (glyphs, theme) = (canvas.glyphs, canvas.theme);
    let bookmark = reading.bookmark_of(number);
    let has_note = bookmark.is_some_and(|bookmark| bookmark.note.is_some());
    let is_selected = reading.selected_quote_number() == Some(number);
    let facts = [
        (quote.kind != QuoteKind::Direct).then(|| (quote.kind.as_str(), theme.muted)),
        bookmark.map(|_| (glyphs.bookmark, theme.bookmark)),
        (has_note && !is_selected).then_some((glyphs.note, theme.note)),
    ];
    let facts: Vec<(&str, Style)> = facts.into_iter().flatten().collect();
    let columns = facts
        .iter()
        .map(|(text, _)| measure::count_columns(text) + 1);
    let width = u16::try_from(columns.sum::<usize>()).unwrap_or(u16::MAX);
    if width >= area.width {
        return 0;
    }
    let mut x = area.right() - width;
    for (text, style) in facts {
        x = canvas.put(area, x + 1, area.y, text, style);
    }
    width
}
