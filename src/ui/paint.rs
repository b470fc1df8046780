//! The styles of a line of text: its block, the quotes in it, the hits.

use ratatui::style::{Modifier, Style};

use crate::app::menu::{EntryKind, MenuEntry};
use crate::app::reading::ReadingPane;
use crate::app::reading::quotes::Tint;
use crate::article::{BlockKind, Quote, TextRange};
use crate::config::theme::Theme;

/// Cuts a line into stretches of one style, in order.
pub(super) fn split_stretches(
    reading: &ReadingPane,
    kind: BlockKind,
    line: TextRange,
    theme: &Theme,
) -> Vec<(TextRange, Style)> {
    let tints: Vec<Tint> = reading.tint_fragments(line).collect();
    let hits: Vec<(usize, TextRange)> = reading.found().hits_in(line).collect();
    let links: Vec<TextRange> = reading
        .links()
        .words_in(line)
        .map(|words| words.range)
        .collect();
    let kept = reading.kept_highlights().iter().map(|kept| kept.range);
    let kept: Vec<TextRange> = kept.filter(|kept| kept.overlaps(line)).collect();
    let highlighted = reading.highlighted();
    let mut cuts = vec![line.start, line.end];
    for range in tints
        .iter()
        .map(|tint| tint.range)
        .chain(kept.iter().copied().chain(highlighted))
        .chain(hits.iter().map(|(_, hit)| *hit))
        .chain(links.iter().copied())
        .chain(reading.datelines().gaps_in(line))
    {
        cuts.extend(
            range
                .intersection(line)
                .into_iter()
                .flat_map(|part| [part.start, part.end]),
        );
    }
    cuts.sort_unstable();
    cuts.dedup();
    let style_at = |at: usize| {
        let mut style = block_style(kind, theme);
        // Whose words they are matters more than that they lead elsewhere, which the line below them still shows.
        if links.iter().any(|link| link.contains(at)) {
            style = style.patch(theme.link);
        }
        for tint in tints.iter().filter(|tint| tint.range.contains(at)) {
            style = style.patch(quote_style(reading, tint.quote, theme));
        }
        if kept.iter().any(|kept| kept.contains(at)) {
            style = style.patch(highlight_style(theme));
        }
        for (number, _) in hits.iter().filter(|(_, hit)| hit.contains(at)) {
            let is_current = reading.found().current() == Some(*number);
            style = style.patch(if is_current {
                theme.current_hit
            } else {
                theme.hit
            });
        }
        if highlighted.is_some_and(|range| range.contains(at)) {
            style = style.patch(theme.hit);
        }
        style
    };
    let ends = cuts.iter().skip(1);
    cuts.iter()
        .zip(ends)
        .map(|(start, end)| (TextRange::new(*start, *end), style_at(*start)))
        .collect()
}

/// Returns the style of a highlight that is kept: that of bookmarks, underlined as with a pen.
fn highlight_style(theme: &Theme) -> Style {
    theme.bookmark.add_modifier(Modifier::UNDERLINED)
}

/// Returns the style of a quote: its speaker's colour, and whether it is selected.
pub(super) fn quote_style(reading: &ReadingPane, number: usize, theme: &Theme) -> Style {
    let Some(quote) = reading.quotes().get(number) else {
        return Style::default();
    };
    let style = theme.quote.patch(speaker_style(reading, quote, theme));
    let is_selected = reading.selected_quote_number() == Some(number);
    if is_selected {
        style.patch(theme.selected_quote)
    } else {
        style
    }
}

/// Returns the colour of a quote's speaker, alone; that of quotes if the speaker is unknown.
pub(super) fn speaker_style(reading: &ReadingPane, quote: &Quote, theme: &Theme) -> Style {
    let unknown = Style {
        fg: theme.quote.fg,
        ..Style::default()
    };
    let number = reading.colours().number(quote);
    number.map_or(unknown, |number| theme.speaker_style(number))
}

/// Returns the style of what is on the left of an entry: a speaker's name has the speaker's colour.
pub(super) fn entry_style(entry: &MenuEntry, theme: &Theme) -> Style {
    let style = if entry.kind == EntryKind::Heading {
        theme.heading
    } else {
        theme.text
    };
    let speaker = entry.speaker.map(|number| theme.speaker_style(number));
    style.patch(speaker.unwrap_or_default())
}

/// Returns the style of a block's text.
pub(super) fn block_style(kind: BlockKind, theme: &Theme) -> Style {
    match kind {
        BlockKind::Headline => theme.headline,
        BlockKind::Standfirst => theme.standfirst,
        BlockKind::Heading(_) => theme.heading,
        BlockKind::Byline | BlockKind::Dateline => theme.metadata,
        BlockKind::Caption => theme.caption,
        BlockKind::Boilerplate | BlockKind::Provenance => theme.boilerplate,
        BlockKind::Code => theme.code,
        BlockKind::Paragraph
        | BlockKind::BlockQuote
        | BlockKind::ListItem(_)
        | BlockKind::TableRow => theme.text,
    }
}
