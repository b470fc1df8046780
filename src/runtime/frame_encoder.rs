//! Writes what a frame changes on the screen, in few bytes: styles are changed only where it is seen, short gaps are drawn again
//! rather than skipped, and long blanks are erased.

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Color;

use super::pen::{Pen, is_plain_blank};

/// Fewest blanks up to the end of a row that are erased: `CSI K` takes three bytes.
const FEWEST_TO_END: usize = 4;
/// Fewest blanks that are erased: `CSI count X` takes five bytes.
const FEWEST: usize = 6;
/// Fewest blanks that are erased before a cell that is drawn: the caret has to be moved there.
const FEWEST_BEFORE: usize = 11;

/// What the terminal shows.
#[derive(Debug)]
pub(super) struct FrameEncoder {
    shown: Buffer,
    /// The changed columns of a row, kept for their memory.
    changed: Vec<usize>,
}

impl FrameEncoder {
    /// Makes the encoder of a cleared terminal of this area.
    pub(super) fn new(area: Rect) -> Self {
        Self {
            shown: Buffer::empty(area),
            changed: Vec::new(),
        }
    }

    /// Writes what has to change for the terminal to show a frame.
    pub(super) fn encode_frame(&mut self, frame: &Buffer, output: &mut Vec<u8>) {
        let width = usize::from(self.shown.area.width).max(1);
        let shown = self.shown.content.chunks_exact_mut(width);
        let mut pen = Pen::new(output);
        for (y, (shown, row)) in shown.zip(frame.content.chunks_exact(width)).enumerate() {
            self.changed.clear();
            update_row(shown, row, &mut self.changed);
            encode_row(y, row, &self.changed, &mut pen);
        }
        pen.finish();
    }

    /// Writes cells of a row again, as they are shown.
    pub(super) fn encode_again(&self, area: Rect, output: &mut Vec<u8>) {
        let area = area.intersection(self.shown.area);
        let mut pen = Pen::new(output);
        for x in area.left()..area.right() {
            if let Some(cell) = self.shown.cell((x, area.y))
                && !is_half(cell)
            {
                pen.move_to(usize::from(x), usize::from(area.y));
                pen.put(cell, columns_of(cell));
            }
        }
        pen.finish();
    }
}

/// Notes the columns of a row that do not show what they should, and takes over what they will show.
fn update_row(shown: &mut [Cell], row: &[Cell], changed: &mut Vec<usize>) {
    let mut x = 0;
    while let (Some(before), Some(after)) = (shown.get_mut(x), row.get(x)) {
        let columns = columns_of(after);
        if !looks_same(before, after) {
            before.clone_from(after);
            let halves = shown.iter_mut().enumerate().skip(x + 1).take(columns - 1);
            for (column, half) in halves {
                // Some terminals draw what several code points make wide in one column, and leave the other as it was.
                let differs = row
                    .get(column)
                    .is_some_and(|blank| !looks_same(half, blank));
                if differs && after.symbol().chars().nth(1).is_some() {
                    changed.push(column);
                }
                half.set_symbol("");
            }
            changed.push(x);
        }
        x += columns;
    }
}

/// Writes the changed cells of a row.
fn encode_row(y: usize, row: &[Cell], changed: &[usize], pen: &mut Pen<'_>) {
    let mut rest = changed;
    while let Some((&x, others)) = rest.split_first() {
        let Some(cell) = row.get(x) else { return };
        let (drawn, after) = blanks_from(x, row, others);
        let blanks = drawn + 1 - x;
        let is_to_end = after == row.len();
        rest = others;
        let ends = || others.iter().take_while(|column| **column <= drawn).count();
        let is_followed = others.get(ends()).is_some_and(|next| *next == drawn + 1);
        let fewest = if is_followed { FEWEST_BEFORE } else { FEWEST };
        if cell.bg == Color::Reset && is_to_end && blanks >= FEWEST_TO_END {
            rest = others.get(ends()..).unwrap_or_default();
            pen.erase(x, y, cell, None);
        } else if cell.bg == Color::Reset && blanks >= fewest {
            rest = others.get(ends()..).unwrap_or_default();
            pen.erase(x, y, cell, Some(blanks));
        } else {
            pen.advance_to(x, y, row);
            pen.put(cell, columns_of(cell));
        }
    }
}

/// Returns the last changed column of the blanks that begin at a changed column, and the column after all blanks there.
fn blanks_from(x: usize, row: &[Cell], others: &[usize]) -> (usize, usize) {
    let Some(first) = row.get(x).filter(|cell| is_plain_blank(cell)) else {
        return (x, x);
    };
    let is_same = |cell: &&Cell| is_plain_blank(cell) && cell.bg == first.bg;
    let after = x + row.iter().skip(x).take_while(is_same).count();
    let inside = others
        .iter()
        .take_while(|column| (x..after).contains(column));
    (inside.last().copied().unwrap_or(x), after)
}

/// Returns `true` if two cells look the same.
fn looks_same(shown: &Cell, cell: &Cell) -> bool {
    if shown.symbol() != cell.symbol() || shown.bg != cell.bg {
        return false;
    }
    let is_same_style = shown.modifier == cell.modifier
        && shown.fg == cell.fg
        && shown.underline_color == cell.underline_color;
    is_same_style || (is_plain_blank(shown) && is_plain_blank(cell))
}

/// Returns `true` if a cell is the other half of a wide character, which is never drawn by itself.
fn is_half(cell: &Cell) -> bool {
    cell.symbol().is_empty()
}

/// Returns how many columns a cell takes.
fn columns_of(cell: &Cell) -> usize {
    if cell.symbol().len() == 1 {
        return 1;
    }
    usize::from(cell.cell_width().max(1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::{Modifier, Style};
    use rstest::rstest;

    use super::*;

    const AREA: Rect = Rect::new(0, 0, 24, 3);

    fn styles() -> impl Strategy<Value = Style> {
        prop_oneof![
            4 => Just(Style::new()),
            1 => Just(Style::new().add_modifier(Modifier::BOLD)),
            1 => Just(Style::new().add_modifier(Modifier::DIM | Modifier::ITALIC)),
            1 => Just(Style::new().add_modifier(Modifier::UNDERLINED)),
            1 => Just(Style::new().add_modifier(Modifier::REVERSED)),
            1 => Just(Style::new().fg(Color::Cyan)),
            1 => Just(Style::new().fg(Color::Indexed(200)).bg(Color::Rgb(1, 2, 3))),
        ]
    }

    /// Frames of words, blanks and wide characters in several styles.
    fn frames() -> impl Strategy<Value = Buffer> {
        let piece = (
            0..AREA.width,
            0..AREA.height,
            "[a-c ]{0,12}|[a“字 ]{0,5}| {24}",
            styles(),
        );
        prop::collection::vec(piece, 0..12).prop_map(|pieces| {
            let mut frame = Buffer::empty(AREA);
            for (x, y, text, style) in pieces {
                // The emulator has no letters that are both bold and dim.
                frame.set_string(x, y, text, Style::reset().patch(style));
            }
            frame
        })
    }

    fn new_terminal() -> vt100::Parser {
        let [rows, columns] = [AREA.height, AREA.width].map(|size| size.try_into().unwrap());
        vt100::Parser::new(rows, columns, 0)
    }

    /// Returns what is seen of each cell.
    fn seen(screen: &vt100::Screen) -> Vec<String> {
        let mut cells = Vec::new();
        for (y, x) in (0..AREA.height).flat_map(|y| (0..AREA.width).map(move |x| (y, x))) {
            let cell = screen.cell(y, x).unwrap();
            let is_blank = !cell.has_contents() || cell.contents() == " ";
            let line = (cell.underline(), cell.inverse(), cell.bgcolor());
            cells.push(if is_blank && !cell.inverse() && !cell.underline() {
                format!("{line:?}")
            } else {
                let letter = (cell.contents(), cell.bold(), cell.dim(), cell.fgcolor());
                format!("{letter:?} {line:?}")
            });
        }
        cells
    }

    proptest! {
        #[test]
        fn the_terminal_shows_each_frame_as_if_it_was_the_first(frames in prop::collection::vec(frames(), 1..6)) {
            let mut encoder = FrameEncoder::new(AREA);
            let mut terminal = new_terminal();
            for frame in &frames {
                let (mut changes, mut whole) = (Vec::new(), Vec::new());
                encoder.encode_frame(frame, &mut changes);
                terminal.process(&changes);
                FrameEncoder::new(AREA).encode_frame(frame, &mut whole);
                let mut other = new_terminal();
                other.process(&whole);
                prop_assert_eq!(seen(terminal.screen()), seen(other.screen()));
            }
        }

        #[test]
        fn the_terminal_shows_what_is_in_the_frame(frame in frames()) {
            let mut bytes = Vec::new();
            FrameEncoder::new(AREA).encode_frame(&frame, &mut bytes);
            let mut terminal = new_terminal();
            terminal.process(&bytes);
            for (index, cell) in frame.content.iter().enumerate() {
                let (x, y) = frame.pos_of(index);
                let shown = terminal.screen().cell(y, x).unwrap();
                if shown.is_wide_continuation() {
                    continue;
                }
                let symbol = if shown.has_contents() { shown.contents() } else { " " };
                prop_assert_eq!(symbol, cell.symbol());
                prop_assert_eq!(shown.underline(), cell.modifier.contains(Modifier::UNDERLINED));
                prop_assert_eq!(shown.inverse(), cell.modifier.contains(Modifier::REVERSED));
                prop_assert_eq!(shown.bgcolor() != vt100::Color::Default, cell.bg != Color::Reset);
                if symbol != " " {
                    prop_assert_eq!(shown.bold(), cell.modifier.contains(Modifier::BOLD));
                    prop_assert_eq!(shown.dim(), cell.modifier.contains(Modifier::DIM));
                    prop_assert_eq!(shown.fgcolor() != vt100::Color::Default, cell.fg != Color::Reset);
                }
            }
        }
    }

    /// Draws a row, then what another one changes of it; returns the bytes of that.
    fn changed_bytes(before: &Buffer, after: &Buffer) -> String {
        let mut encoder = FrameEncoder::new(before.area);
        encoder.encode_frame(before, &mut Vec::new());
        let mut bytes = Vec::new();
        encoder.encode_frame(after, &mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    fn row(text: &str) -> Buffer {
        let mut row = Buffer::empty(Rect::new(0, 0, 30, 1));
        row.set_string(0, 0, text, Style::new());
        row
    }

    #[rstest]
    #[case::nothing("ab", "ab", "")]
    #[case::a_short_gap("a b e", "x b y", "\u{1b}[1;1Hx b y")]
    #[case::a_long_gap("a bcdefgh e", "x bcdefgh y", "\u{1b}[1;1Hx\u{1b}[11Gy")]
    #[case::a_gap_of_other_letters("a ö e", "x ö y", "\u{1b}[1;1Hx\u{1b}[5Gy")]
    #[case::after_a_wide_character("字b e", "文b y", "\u{1b}[1;1H文\u{1b}[1;5Hy")]
    #[case::over_a_wide_character("a字 e", "x字 y", "\u{1b}[1;1Hx\u{1b}[5Gy")]
    #[case::an_uncovered_half("a字e", "ab e", "\u{1b}[1;2Hb ")]
    #[case::few_blanks("abcde z", "a   e z", "\u{1b}[1;2H   ")]
    #[case::many_blanks("abcdefgh z", "a        z", "\u{1b}[1;2H\u{1b}[7X")]
    #[case::blanks_to_the_end("abcdefgh", "a", "\u{1b}[1;2H\u{1b}[K")]
    fn a_change_takes_few_bytes(#[case] before: &str, #[case] after: &str, #[case] expected: &str) {
        assert_eq!(changed_bytes(&row(before), &row(after)), expected);
    }

    #[rstest]
    #[case::bold(Modifier::BOLD, "\u{1b}[1;1H\u{1b}[1mx y\u{1b}[m")]
    #[case::underlined(
        Modifier::UNDERLINED,
        "\u{1b}[1;1H\u{1b}[4mx\u{1b}[m \u{1b}[4my\u{1b}[m"
    )]
    fn a_style_is_changed_on_a_blank_only_where_it_is_seen(
        #[case] modifier: Modifier,
        #[case] expected: &str,
    ) {
        let style = Style::new().add_modifier(modifier);
        let mut after = row("");
        after.set_string(0, 0, "x", style);
        after.set_string(2, 0, "y", style);
        assert_eq!(changed_bytes(&row("abc"), &after), expected);
    }

    #[test]
    fn a_gap_of_another_style_is_skipped() {
        let style = Style::new().fg(Color::Red);
        let (mut before, mut after) = (row("a c"), row("x y"));
        before.set_string(1, 0, "b", style);
        after.set_string(1, 0, "b", style);
        let bytes = changed_bytes(&before, &after);
        assert!(!bytes.contains('b'), "{bytes:?}");
    }

    #[test]
    fn what_is_shown_is_written_again_for_a_link() {
        let mut encoder = FrameEncoder::new(AREA);
        let mut frame = Buffer::empty(AREA);
        frame.set_string(0, 0, "a字b", Style::new());
        encoder.encode_frame(&frame, &mut Vec::new());
        let mut bytes = Vec::new();
        encoder.encode_again(Rect::new(0, 0, 4, 1), &mut bytes);
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "\u{1b}[1;1Ha字\u{1b}[1;4Hb"
        );
    }
}
