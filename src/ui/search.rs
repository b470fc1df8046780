//! The screen of search: the query, how it was read, and its parts.

use ratatui::layout::Rect;

use crate::app::App;
use crate::app::search::months::lay_out_bars;
use crate::app::search::names::HitNames;
use crate::app::search::{Part, QueryState, SearchScreen};
use crate::input::Action;
use crate::search::hits::{HitOrder, SearchScope};
use crate::text::measure;
use crate::text::number::{format_count, format_number};

use super::canvas::{Canvas, from_column, indent_area, row_of};
use super::{days, hints, hits, pane_header, reading};

/// What can be typed, as long as nothing is.
const EXAMPLES: [&str; 12] = [
    "Words are found in any form, the last one as you type it.",
    "",
    "\"no comment\"      these words side by side",
    "said:lund         words of one speaker; said:=\"oda lund\" of no other",
    "in:ledger         of one source",
    "after:2026-02     since then; also before: on: and 7d, \"last week\"",
    "about:ferry       words of the paragraph around a quote",
    "is:bookmarked     or noted, tagged, unread, read, direct, mixed, block,",
    "                  corrected, unsure, unnamed, unknown",
    "title:fog         also author: url:, and your tag: and note:",
    "tide OR ebb       one of these; -ebb leaves words out, ( ) group",
    "har*              words that begin with har",
];

/// Below how many columns the number of hits stands alone, so that the query is seen.
const NARROW: u16 = 40;

/// From how many columns on it is told in how many stories the quotes are.
const ROOMY: u16 = 60;

/// Draws the screen of search, but for the query while it is typed.
pub(super) fn draw_search(app: &App, search: &SearchScreen, canvas: &mut Canvas<'_>) {
    let areas = search.areas();
    if app.prompt().is_none() {
        draw_query(search, areas.query, canvas);
    }
    if let Some(area) = areas.reading {
        draw_reading(app, search, area, canvas);
    }
    let has_keys = app.prompt().is_none() && app.overlay().is_none();
    if let Some(pane) = areas.results {
        let place = match search.results.loaded() {
            0 => String::new(),
            _ => format!(
                "{}/{}",
                format_number(search.results.position()),
                total_hits(search)
            ),
        };
        let is_focused = has_keys && search.part() == Part::Results;
        pane_header(pane, is_focused, "", &place, canvas);
        draw_results(app, search, pane.body, canvas);
    }
    if let Some(pane) = areas.speakers {
        let is_focused = has_keys && search.part() == Part::Speakers;
        let count = format_number(search.speakers.all_names().len());
        pane_header(pane, is_focused, "Speakers", &count, canvas);
        draw_names(&search.speakers, pane.body, is_focused, canvas);
    }
    if let Some(pane) = areas.sources {
        let is_focused = has_keys && search.part() == Part::Sources;
        let count = format_number(search.sources.all_names().len());
        pane_header(pane, is_focused, "Sources", &count, canvas);
        draw_names(&search.sources, pane.body, is_focused, canvas);
    }
    if let Some(area) = areas.months {
        draw_months(search, area, canvas);
    }
    if let Some(pane) = areas.preview.filter(|_| search.shows_page()) {
        reading::draw_reading(app, pane, canvas);
    }
    for separator in areas.separators.into_iter().flatten() {
        canvas.column(separator, canvas.glyphs.vertical, canvas.theme.border);
    }
}

/// Draws the hits, or what can be typed, below the saved searches.
fn draw_results(app: &App, search: &SearchScreen, area: Rect, canvas: &mut Canvas<'_>) {
    hits::draw_hits(app, search, area, canvas);
    let saved = search.results.shown_saved().len();
    if search.results.is_empty() || saved > 0 {
        let taken = u16::try_from(saved).unwrap_or(u16::MAX).min(area.height);
        let below = Rect {
            y: area.y + taken,
            height: area.height - taken,
            ..area
        };
        draw_nothing(app, search, below, canvas);
    }
}

/// Returns what the query has found so far, for the end of its line.
pub(super) fn describe_answer(search: &SearchScreen) -> String {
    let columns = search.areas().query.width;
    match search.answer() {
        QueryState::None => String::new(),
        QueryState::Awaited | QueryState::Newest => "…".to_owned(),
        QueryState::Failed(_) => "no answer".to_owned(),
        QueryState::Whole { total } if columns < NARROW => format_number(*total),
        QueryState::Whole { total } if search.is_partly_counted() => {
            format!("the newest {}", search.scope().count_found(*total))
        }
        QueryState::Whole { total } => {
            let found = search.scope().count_found(*total);
            let is_told = *total > 0 && columns >= ROOMY;
            let stories = search.stories().filter(|_| is_told);
            let stories = stories.map(|stories| format!(" in {}", format_count(stories, "story")));
            format!("{found}{}", stories.unwrap_or_default())
        }
    }
}

/// Returns how many hits there are, as far as is known.
fn total_hits(search: &SearchScreen) -> String {
    if let Some((_, total)) = search.results.partial() {
        return format_number(total);
    }
    match search.answer() {
        QueryState::Whole { total } => format_number(*total),
        _ => "…".to_owned(),
    }
}

/// Returns the order of the hits that are shown; `None` if there are none.
fn order_name(search: &SearchScreen) -> Option<&'static str> {
    match (search.answer(), search.order()) {
        (QueryState::None | QueryState::Whole { total: 0 }, _) => None,
        (_, HitOrder::Oldest) => Some("oldest first"),
        (QueryState::Newest, _) | (_, HitOrder::Newest) => Some("newest first"),
        (_, HitOrder::Relevance) if !search.query().names_words() => Some("newest first"),
        (_, HitOrder::Relevance) => Some("best first"),
    }
}

fn draw_query(search: &SearchScreen, area: Rect, canvas: &mut Canvas<'_>) {
    let label = crate::app::prompt::Purpose::Search(search.scope()).label();
    let next = canvas.put(area, area.x, area.y, label, canvas.theme.muted);
    let rest = from_column(area, next);
    let (text, prompt) = (search.text(), canvas.theme.prompt);
    let count = format!(" {} ", describe_answer(search));
    canvas.ends(rest, text, &count, prompt, canvas.theme.muted);
    mark_faults(search, text, false, rest, canvas);
}

/// Marks the parts of the query that were not understood, where its `text` begins at the left of an area.
pub(super) fn mark_faults(
    search: &SearchScreen,
    text: &str,
    is_typed: bool,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    // Of a long query only the end may be on the screen.
    let hidden = search.text().len().saturating_sub(text.len());
    let column = |at: usize| {
        let before = text.get(..at.saturating_sub(hidden)).unwrap_or(text);
        let columns = u16::try_from(measure::count_columns(before)).unwrap_or(u16::MAX);
        area.x.saturating_add(columns).min(area.right())
    };
    for fault in search.query().faults_while(is_typed) {
        let (start, end) = (column(fault.place.start), column(fault.place.end));
        let width = end - start;
        canvas.style(
            Rect {
                x: start,
                width,
                height: area.height.min(1),
                ..area
            },
            canvas.theme.warning,
        );
    }
}

/// Says how the query was read, what is wrong with it, and what cannot be found yet.
fn draw_reading(app: &App, search: &SearchScreen, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let progress = app.progress();
    let indexing = is_indexing(app).then(|| {
        let (done, found) = (format_number(progress.done), format_number(progress.found));
        format!(" indexing {done} of {found} ")
    });
    let (text, style) = if let QueryState::Failed(fault) = search.answer() {
        (fault.as_str().to_owned(), theme.error)
    } else if let Some(fault) = search.query().faults_while(app.prompt().is_some()).next() {
        (fault.message.as_str().to_owned(), theme.warning)
    } else {
        let words = search.query().in_words();
        let parts = [Some(words.as_str()), order_name(search)]
            .into_iter()
            .flatten();
        (parts.collect::<Vec<_>>().join(" · "), theme.muted)
    };
    let inner = Rect {
        x: area.x + 1.min(area.width),
        width: area.width.saturating_sub(1),
        ..area
    };
    // How the query was read matters more than when the first hit was.
    let fits = |right: &String| {
        let columns = measure::count_columns(&text) + measure::count_columns(right);
        columns <= usize::from(inner.width)
    };
    let right = indexing.or_else(|| earliest(search).filter(fits));
    let right = right.unwrap_or_default();
    canvas.ends(inner, &text, &right, style, theme.notice);
}

/// Says when the earliest of several hits was published, once all are counted.
fn earliest(search: &SearchScreen) -> Option<String> {
    let first = search.results.first()?;
    let day = days::format_day(first.published);
    search.is_settled().then(|| format!(" earliest: {day} "))
}

/// Returns `true` if files are still read, so that more may be found.
fn is_indexing(app: &App) -> bool {
    !app.progress().is_finished && app.progress().found > 0
}

/// Says what can be typed, or what to try when nothing was found.
fn draw_nothing(app: &App, search: &SearchScreen, area: Rect, canvas: &mut Canvas<'_>) {
    let switch = hints::key_of(app, app.context(), Action::SwitchSearch);
    let switch = |to: &str| {
        let key = switch.as_deref();
        key.map_or_else(String::new, |key| format!("{key} searches {to}."))
    };
    let (to_stories, to_quotes) = (switch("whole stories"), switch("quotes only"));
    let emptying = search.emptying();
    let advice = |otherwise: &'static str| emptying.clone().unwrap_or_else(|| otherwise.to_owned());
    let in_quotes = advice("Try fewer words, or leave out said: in: after:");
    let in_stories = advice("Try fewer words, or leave out in: after: is:");
    let lines: &[&str] = match search.answer() {
        QueryState::None => &EXAMPLES,
        QueryState::Whole { .. } if is_indexing(app) => {
            &["No matches yet; the folders are still being indexed."]
        }
        QueryState::Whole { .. } => match search.scope() {
            SearchScope::Quotes => &["No quotes match.", "", &in_quotes, &to_stories],
            SearchScope::Stories => &["No stories match.", "", &in_stories, &to_quotes],
        },
        QueryState::Failed(_) => &["Search is not available right now."],
        // An archive of one's own answers before a word can be read.
        QueryState::Awaited if app.is_shared() => &["Waiting for the shared archive…"],
        QueryState::Awaited | QueryState::Newest => &[],
    };
    let inner = indent_area(area, 2);
    let gap = usize::from(area.height > 10);
    for (number, line) in lines.iter().enumerate() {
        canvas.line(row_of(inner, number + gap), line, canvas.theme.muted);
    }
}

/// Draws when the hits were published: a bar a month, or a longer time where they would not fit.
fn draw_months(search: &SearchScreen, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let inner = Rect {
        x: area.x + 2.min(area.width),
        width: area.width.saturating_sub(3),
        ..area
    };
    let Some(bars) = lay_out_bars(search.months(), usize::from(inner.width)) else {
        return;
    };
    let (heading, period) = (row_of(inner, 0), format!(" by {}", bars.period));
    canvas.ends(heading, "When", &period, theme.head, theme.muted);
    let row = row_of(inner, 1);
    let mut x = row.x;
    for eighths in bars.bars {
        let glyph = canvas.glyphs.bars.get(eighths).copied().unwrap_or(" ");
        x = canvas.put(row, x, row.y, glyph, theme.quote);
    }
    let row = row_of(inner, 2);
    for (column, year) in bars.years {
        let x = row.x + u16::try_from(column).unwrap_or(u16::MAX);
        canvas.put(row, x, row.y, &year.to_string(), theme.muted);
    }
}

/// Draws speakers or sources with their hits.
fn draw_names(names: &HitNames, area: Rect, is_focused: bool, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    for (number, ((name, hits), is_selected)) in names.visible_names().enumerate() {
        let row = row_of(area, number);
        if is_selected && is_focused {
            canvas.style(row, theme.selection);
            canvas.put(
                row,
                row.x,
                row.y,
                canvas.glyphs.selected,
                theme.focused_border,
            );
        }
        let inner = Rect {
            x: row.x + 2.min(row.width),
            width: row.width.saturating_sub(3),
            ..row
        };
        let count = format!(" {}", format_number(*hits));
        canvas.ends(inner, name, &count, theme.text, theme.details);
    }
}
