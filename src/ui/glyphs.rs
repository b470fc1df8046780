//! The characters that are drawn: plain Unicode, or ASCII on request and where the locale has nothing else.

use std::borrow::Cow;

use crate::config::Borders;
use crate::text::ascii::spell_ascii;

/// The characters that are drawn; each takes one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyphs {
    /// Between panes.
    pub vertical: &'static str,
    /// Along headers and frames.
    pub horizontal: &'static str,
    /// The corners of a frame: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// Beside the selected row or quote.
    pub selected: &'static str,
    /// An article not read yet.
    pub unread: &'static str,
    /// An article that was begun.
    pub begun: &'static str,
    /// A bookmark.
    pub bookmark: &'static str,
    /// A row chosen for the next action.
    pub chosen: &'static str,
    /// Beside a block quote, and stories that are the same as the one above.
    pub block_quote: &'static str,
    /// Where text was cut.
    pub ellipsis: &'static str,
    /// Between facts on one line.
    pub dot: &'static str,
    /// The part of the scrollbar that is seen.
    pub thumb: &'static str,
    /// The rest of the scrollbar.
    pub track: &'static str,
    /// A place on the scrollbar: a quote.
    pub quote_place: &'static str,
    /// A quote where the scrollbar shows what is seen.
    pub seen_quote: &'static str,
    /// A place on the scrollbar: a hit.
    pub hit_place: &'static str,
    /// Between two days.
    pub dash: &'static str,
    /// Before a year of two digits.
    pub apostrophe: &'static str,
    /// Before a number of quotes.
    pub quote_count: &'static str,
    /// Before a note.
    pub note: &'static str,
    /// Before what is folded.
    pub folded: &'static str,
    /// Where a word was broken.
    pub hyphen: &'static str,
    /// Before how often something is there.
    pub times: &'static str,
    /// A bar that lies.
    pub bar: &'static str,
    /// Vertical bars, by how many eighths of a row they fill.
    pub bars: [&'static str; 9],
    /// How texts are drawn.
    pub texts: TextSpelling,
}

/// How texts are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextSpelling {
    /// As they are written.
    Whole,
    /// Marks and dashes in ASCII, letters as they are.
    AsciiMarks,
    /// All of them in ASCII.
    Ascii,
}

/// Marks and dashes of texts, with what is drawn for them in ASCII; each takes one column.
const MARKS: [(&str, char); 6] = [
    ("“”„‟«»", '"'),
    ("‘’‚‛‹›′", '\''),
    ("–—‒―−·", '-'),
    ("…", '~'),
    ("•", '*'),
    ("×", 'x'),
];

impl Glyphs {
    /// Returns the characters for a kind of borders, in a locale that has Unicode or lacks it.
    #[must_use]
    pub fn of(borders: Borders, has_unicode: bool) -> Self {
        match borders {
            Borders::Unicode => Self::UNICODE,
            Borders::Auto if has_unicode => Self::UNICODE,
            Borders::Ascii if has_unicode => Self::ASCII,
            Borders::Auto | Borders::Ascii => Self {
                texts: TextSpelling::Ascii,
                ..Self::ASCII
            },
            Borders::None => Self {
                vertical: " ",
                horizontal: " ",
                corners: [" "; 4],
                track: " ",
                ..Self::of(Borders::Auto, has_unicode)
            },
        }
    }

    /// Plain Unicode, in every font.
    pub const UNICODE: Self = Self {
        vertical: "│",
        horizontal: "─",
        corners: ["┌", "┐", "└", "┘"],
        selected: "▌",
        unread: "●",
        begun: "◐",
        bookmark: "★",
        chosen: "+",
        block_quote: "▏",
        ellipsis: "…",
        dot: "·",
        thumb: "┃",
        track: "│",
        quote_place: "┤",
        seen_quote: "┫",
        hit_place: "■",
        dash: "—",
        apostrophe: "’",
        quote_count: "“",
        note: "¶",
        folded: "▸",
        hyphen: "-",
        times: "×",
        bar: "━",
        bars: [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
        texts: TextSpelling::Whole,
    };

    /// ASCII only.
    pub const ASCII: Self = Self {
        vertical: "|",
        horizontal: "-",
        corners: ["+", "+", "+", "+"],
        selected: ">",
        unread: "o",
        begun: "~",
        bookmark: "*",
        chosen: "+",
        block_quote: "|",
        ellipsis: "~",
        dot: "-",
        thumb: "#",
        track: "|",
        quote_place: "=",
        seen_quote: "=",
        hit_place: "@",
        dash: "--",
        apostrophe: "'",
        quote_count: "\"",
        note: ":",
        folded: "+",
        hyphen: "-",
        times: "x",
        bar: "=",
        bars: [" ", ".", ".", ":", ":", "|", "|", "#", "#"],
        texts: TextSpelling::AsciiMarks,
    };

    /// Returns a text as it is drawn.
    pub(super) fn spell<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mark = |c: char| {
            let mark = MARKS.iter().find(|(marks, _)| marks.contains(c));
            mark.map(|(_, ascii)| *ascii)
        };
        match self.texts {
            TextSpelling::Whole => Cow::Borrowed(text),
            TextSpelling::AsciiMarks | TextSpelling::Ascii if text.is_ascii() => {
                Cow::Borrowed(text)
            }
            TextSpelling::AsciiMarks => {
                Cow::Owned(text.chars().map(|c| mark(c).unwrap_or(c)).collect())
            }
            TextSpelling::Ascii => Cow::Owned(spell_ascii(text, mark)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::measure::count_columns;

    #[test]
    fn marks_are_drawn_in_ascii_and_letters_as_they_are() {
        let text = "“Café – it’s ‘shut’ … 3 × 2 · no”—";
        let ascii = "\"Café - it's 'shut' ~ 3 x 2 - no\"-";
        assert_eq!(Glyphs::ASCII.spell(text), ascii);
        assert_eq!(Glyphs::UNICODE.spell(text), text);
    }

    #[test]
    fn without_unicode_all_is_ascii_unless_the_config_wants_more() {
        let drawn = |borders| Glyphs::of(borders, false).spell("“Café” — 新").into_owned();
        assert_eq!(drawn(Borders::Auto), "\"Cafe\" - ??");
        assert_eq!(drawn(Borders::Ascii), "\"Cafe\" - ??");
        assert_eq!(drawn(Borders::Unicode), "“Café” — 新");
        assert_eq!(Glyphs::of(Borders::Auto, true), Glyphs::UNICODE);
        assert_eq!(Glyphs::of(Borders::Auto, false).vertical, "|");
    }

    #[test]
    fn marks_take_the_columns_of_what_they_are_drawn_for() {
        for (marks, _) in MARKS {
            for mark in marks.chars() {
                assert_eq!(count_columns(&mark.to_string()), 1, "{mark}");
            }
        }
    }
}
