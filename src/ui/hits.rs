//! The hits of a search: their words with what was looked for, who said them, where and when.

use jiff::civil::Date;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::app::App;
use crate::app::search::results::cards::HitCardLine;
use crate::app::search::{Part, SearchScreen};
use crate::library::listing::ArticleRow;
use crate::people::place_role;
use crate::search::hits::{Hit, SearchScope};
use crate::text::Clean;
use crate::text::measure::count_columns;
use crate::text::number::{format_count, format_number};
use crate::text::quoted::find_clause_comma;

use super::canvas::{Canvas, from_column, indent_area, row_of};
use super::days;
use super::excerpts::{Excerpt, draw_differing, draw_words};

/// Columns before the words: the mark of the selection, that of a chosen row, and where a quotation mark hangs.
const LEAD: u16 = 3;
/// Columns from which on the source is beside the date.
const SOURCED: u16 = 50;
/// Columns that the facts of a statement leave for its speaker.
const NAMED: usize = 20;
/// The columns of a date beside its source.
const DATED: usize = 9;
/// Columns from which on the role is beside the speaker.
const ROLED: u16 = 10;

/// The hits of a search, and the day it is.
#[derive(Clone, Copy)]
struct HitList<'a> {
    search: &'a SearchScreen,
    today: Date,
}

/// Draws the hits on the screen.
pub(super) fn draw_hits(app: &App, search: &SearchScreen, area: Rect, canvas: &mut Canvas<'_>) {
    let hits = HitList {
        search,
        today: app.today(),
    };
    let has_focus = app.overlay().is_none() && search.part() == Part::Results;
    let tint = if has_focus {
        canvas.theme.selection
    } else {
        canvas.theme.unfocused_selection
    };
    for card in search.results.cards() {
        let is_selected = card.number == search.results.selected();
        for (index, line) in card.lines.iter().enumerate() {
            let row = row_of(area, card.line + index);
            if row.height == 0 {
                return;
            }
            let is_rule = matches!(line, HitCardLine::NearRule | HitCardLine::PartialRule);
            if is_selected && *line != HitCardLine::Empty && !is_rule {
                let style = canvas.theme.focused_border;
                canvas.style(row, tint);
                canvas.put(row, row.x, row.y, canvas.glyphs.selected, style);
            }
            let inner = indent_area(row, LEAD);
            let area = Rect {
                width: inner.width.saturating_sub(1),
                ..inner
            };
            match search.results.hits().get(card.number) {
                Some(hit) => {
                    if search.results.is_chosen(hit) && index == 0 {
                        let (style, glyph) = (canvas.theme.unread, canvas.glyphs.chosen);
                        canvas.put(row, row.x + 1, row.y, glyph, style);
                    }
                    draw_line(hits, (card.number, hit), *line, area, canvas);
                }
                None if *line == HitCardLine::Saved => {
                    draw_saved(app, search, card.number, area, canvas);
                }
                None => draw_near(search, card.number, *line, area, canvas),
            }
        }
    }
}

fn draw_line(
    hits: HitList<'_>,
    (number, hit): (usize, &Hit),
    line: HitCardLine,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let (search, theme) = (hits.search, canvas.theme);
    match line {
        HitCardLine::Words(line) => {
            let excerpt = Excerpt {
                text: &hit.text,
                marks: &hit.marks,
                comma: find_clause_comma(&hit.text),
            };
            draw_words(excerpt, line, theme.text, area, canvas);
            let differing = search.results.differing_words(hit);
            draw_differing(&hit.text, differing, line, area, canvas);
        }
        HitCardLine::Passage(line) => {
            if let Some(passage) = search.results.passage(hit) {
                let excerpt = Excerpt {
                    text: &passage.text,
                    marks: &passage.marks,
                    comma: None,
                };
                draw_words(excerpt, line, theme.details, area, canvas);
            }
        }
        HitCardLine::Facts => {
            let row = search.results.row(hit);
            draw_facts(hits, (number, hit), row, area, canvas);
        }
        HitCardLine::PartialRule => draw_partial_rule(search, area, canvas),
        HitCardLine::NearRule | HitCardLine::Near | HitCardLine::Saved | HitCardLine::Empty => {}
    }
}

/// Draws the name of a saved search, how much of it is new, and what it looks for.
fn draw_saved(
    app: &App,
    search: &SearchScreen,
    number: usize,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let Some(saved) = search.results.saved_at(number) else {
        return;
    };
    let theme = canvas.theme;
    let next = canvas.line(area, &saved.name, theme.text);
    let rest = from_column(area, next);
    let detail = format!("   {}", app.saved_searches().describe(saved));
    canvas.line(rest, &detail, theme.muted);
}

/// Draws the rule above hits that have not all words of the phrase.
fn draw_partial_rule(search: &SearchScreen, area: Rect, canvas: &mut Canvas<'_>) {
    let Some((label, total)) = search.results.partial() else {
        return;
    };
    let theme = canvas.theme;
    canvas.row(area, canvas.glyphs.horizontal, theme.border);
    let text = format!("{label} of this phrase ");
    let count = format!(" {} ", search.scope().count_found(total));
    canvas.ends(area, &text, &count, theme.unsure, theme.details);
}

/// Draws a line of an offer: the rule above the first one, or its words.
fn draw_near(
    search: &SearchScreen,
    number: usize,
    line: HitCardLine,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let theme = canvas.theme;
    match (line, search.results.near_at(number)) {
        (HitCardLine::NearRule, _) => {
            let text = match (search.results.hits().is_empty(), search.scope()) {
                (false, _) => "no more with this word ",
                (true, SearchScope::Quotes) => "no quotes with this word ",
                (true, SearchScope::Stories) => "no stories with this word ",
            };
            let next = canvas.line(area, text, theme.muted);
            let rest = row_of(from_column(area, next), 0);
            canvas.row(rest, canvas.glyphs.horizontal, theme.border);
        }
        (HitCardLine::Near, Some(near)) => {
            let text = format!("similar spelling: {}", near.label.as_str());
            let count = format!(" {} ", search.scope().count_found(near.total));
            canvas.ends(area, &text, &count, theme.unsure, theme.details);
        }
        (
            HitCardLine::Near
            | HitCardLine::Saved
            | HitCardLine::PartialRule
            | HitCardLine::Words(_)
            | HitCardLine::Passage(_)
            | HitCardLine::Facts
            | HitCardLine::Empty,
            _,
        ) => {}
    }
}

/// Draws who said it, then where and when; of a story, where and when.
fn draw_facts(
    hits: HitList<'_>,
    (number, hit): (usize, &Hit),
    row: Option<&ArticleRow>,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let (search, theme) = (hits.search, canvas.theme);
    let (scope, repeats) = (search.scope(), search.results.repeats(number));
    let facts = list_facts(hits, (hit, repeats), row, area.width, canvas);
    let facts = facts.join(&format!(" {} ", canvas.glyphs.dot));
    if scope == SearchScope::Stories {
        canvas.line(area, &facts, theme.details);
        return;
    }
    let facts = if facts.is_empty() {
        facts
    } else {
        format!("  {facts}")
    };
    canvas.ends(area, "", &facts, theme.details, theme.details);
    let taken = u16::try_from(count_columns(&facts)).unwrap_or(u16::MAX);
    let taken = if taken < area.width { taken } else { 0 };
    let rest = Rect {
        width: area.width - taken,
        ..area
    };
    draw_speaker(hit, rest, canvas);
}

/// Returns in how many articles it is, where and when; of what is in several, where and when first.
fn list_facts(
    hits: HitList<'_>,
    (hit, repeats): (&Hit, usize),
    row: Option<&ArticleRow>,
    width: u16,
    canvas: &Canvas<'_>,
) -> Vec<String> {
    if hits.search.scope() == SearchScope::Quotes {
        return list_quote_facts(hits, (hit, repeats), width, canvas);
    }
    let minutes = row.filter(|row| row.minutes > 0);
    let minutes = minutes.map(|row| format!("{} min", row.minutes));
    let group = hit.same.as_deref();
    let others = group.map_or(0, |group| group.sources.saturating_sub(1));
    let facts = [
        hit.source.as_ref().map(|source| source.as_str().to_owned()),
        hit.published.map(days::format_day),
        minutes,
        (repeats > 1).then(|| match others {
            0 => format_times(repeats, canvas),
            others => format!("also in {}", format_count(others, "outlet")),
        }),
    ];
    facts.into_iter().flatten().collect()
}

/// Returns in how many articles a statement is, then where and when, or where and when first: sources end in one column,
/// and days in another.
///
/// Where all of it would leave no room for the speaker, the number of outlets is left out, then the source; that speakers
/// differ is what the reader has to know.
fn list_quote_facts(
    hits: HitList<'_>,
    (hit, repeats): (&Hit, usize),
    width: u16,
    canvas: &Canvas<'_>,
) -> Vec<String> {
    let group = hit.same.as_deref().filter(|_| repeats > 1);
    let (source, day) = group.map_or((hit.source.as_ref(), hit.published), |group| {
        (group.first_source.as_ref(), group.first_published)
    });
    let day = day.map(|day| days::format_short_day(day, hits.today, canvas.glyphs));
    let place = |source: Option<&Clean>| match (source, &day) {
        (Some(source), Some(day)) => Some(format!("{}  {day:>DATED$}", source.as_str())),
        (Some(source), None) => Some(source.as_str().to_owned()),
        (None, day) => day.clone(),
    };
    let times = (repeats > 1).then(|| {
        let articles = group.map_or(repeats, |group| group.articles);
        format_times(articles, canvas)
    });
    let outlets = group.filter(|group| group.sources > 1);
    let outlets = outlets.map(|group| format_count(group.sources, "outlet"));
    let differ = group.filter(|group| group.has_different_speakers);
    let differ = differ.map(|_| "speakers differ".to_owned());
    let fits = |facts: &[String]| {
        let columns = facts.iter().map(|fact| count_columns(fact) + 3);
        columns.sum::<usize>() + NAMED <= usize::from(width)
    };
    let join = |parts: [Option<String>; 4]| parts.into_iter().flatten().collect::<Vec<_>>();
    let is_wide = width >= SOURCED;
    let all = join([times.clone(), outlets, differ.clone(), place(source)]);
    if is_wide && fits(&all) {
        return all;
    }
    let sourced = join([times.clone(), None, differ.clone(), place(source)]);
    if (is_wide && (fits(&sourced) || repeats == 1)) || day.is_none() {
        return sourced;
    }
    join([times, None, differ, place(None)])
}

/// Returns in how many articles something is.
fn format_times(count: usize, canvas: &Canvas<'_>) -> String {
    format!("{}{}", canvas.glyphs.times, format_number(count))
}

fn draw_speaker(hit: &Hit, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let corrected = hit.correction_credit();
    let corrected = corrected.map_or_else(String::new, |credit| format!(", {credit}"));
    let Some(speaker) = &hit.speaker else {
        let text = format!("unknown speaker{corrected}");
        canvas.line(area, &text, theme.muted);
        return;
    };
    let role = hit.role.as_deref().map(place_role);
    let (before, after) = role.unwrap_or_default();
    let next = canvas.line(area, &before, theme.muted);
    let name = theme.quote.add_modifier(Modifier::BOLD);
    let next = canvas.line(from_column(area, next), speaker, name);
    let rest = from_column(area, next);
    if rest.width >= ROLED {
        let details = after + &corrected;
        canvas.line(rest, &details, theme.muted);
    }
}
