//! Draws short gaps between changed cells again, which takes fewer bytes than to move the cursor over them.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect, Size};

/// The longest gap that is drawn again, in cells: a move (`CSI row ; column H`) takes six to eight bytes.
const LONGEST: u16 = 6;

/// A cell that is drawn: its column, its row, and what is in it.
type Drawn<'a> = (u16, u16, &'a Cell);

/// Crossterm's backend, which also knows what the terminal shows.
#[derive(Debug)]
pub(super) struct GapFiller<W: Write> {
    inner: CrosstermBackend<W>,
    shown: Buffer,
    is_cursor_hidden: bool,
}

impl<W: Write> GapFiller<W> {
    /// Makes a backend for a cleared terminal of this area.
    pub(super) fn new(output: W, area: Rect) -> Self {
        Self {
            inner: CrosstermBackend::new(output),
            shown: Buffer::empty(area),
            is_cursor_hidden: false,
        }
    }

    fn remember(&mut self, (x, y, cell): Drawn<'_>) {
        if let Some(shown) = self.shown.cell_mut((x, y)) {
            shown.clone_from(cell);
        }
        // The other half of a wide character is never drawn by itself.
        for x in (x..x.saturating_add(cell.cell_width().max(1))).skip(1) {
            if let Some(half) = self.shown.cell_mut((x, y)) {
                half.set_symbol("");
            }
        }
    }
}

/// Returns the cells between two changed ones that are drawn again; none if a move is shorter.
fn gap_between<'a>(
    shown: &'a Buffer,
    before: Drawn<'_>,
    after: Drawn<'_>,
) -> impl Iterator<Item = Drawn<'a>> {
    let first = before.0.saturating_add(before.2.cell_width().max(1));
    let is_short = before.1 == after.1 && first < after.0 && after.0 - first <= LONGEST;
    let columns = if is_short { first..after.0 } else { 0..0 };
    let cells = columns.filter_map(move |x| Some((x, after.1, shown.cell((x, after.1))?)));
    let is_like = |style: &Cell| {
        let mut cells = cells.clone();
        cells.all(|(_, _, cell)| cell.symbol().len() == 1 && cell.style() == style.style())
    };
    // Another style would be set and taken back, which is longer than a move.
    let is_filled = is_like(before.2) || is_like(after.2);
    cells.filter(move |_| is_filled)
}

impl<W: Write> Backend for GapFiller<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let changed: Vec<Drawn<'_>> = content.collect();
        let Some(&last) = changed.last() else {
            return Ok(());
        };
        let mut drawn: Vec<Drawn<'_>> = Vec::with_capacity(changed.len());
        for pair in changed.windows(2) {
            if let &[before, after] = pair {
                drawn.push(before);
                drawn.extend(gap_between(&self.shown, before, after));
            }
        }
        drawn.push(last);
        self.inner.draw(drawn.into_iter())?;
        for cell in changed {
            self.remember(cell);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.is_cursor_hidden, true) {
            self.inner.hide_cursor()?;
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.is_cursor_hidden = false;
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.shown.reset();
        self.inner.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.shown.reset();
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Style};
    use rstest::rstest;

    use super::*;
    use crate::runtime::frames::Output;

    /// Draws the first line, then what the second changes of it; returns the bytes of that.
    fn changed_bytes(before: &str, after: &str, style: Style) -> String {
        let area = Rect::new(0, 0, 20, 1);
        let output = Output::default();
        let mut filler = GapFiller::new(output.clone(), area);
        let (mut old, mut new) = (Buffer::empty(area), Buffer::empty(area));
        old.set_string(0, 0, before, Style::new());
        new.set_string(0, 0, after, Style::new());
        new.set_style(Rect::new(0, 0, 1, 1), style);
        old.set_style(Rect::new(0, 0, 1, 1), style);
        let empty = Buffer::empty(area);
        filler.draw(empty.diff(&old).into_iter()).unwrap();
        output.take_bytes();
        filler.draw(old.diff(&new).into_iter()).unwrap();
        String::from_utf8_lossy(&output.take_bytes())
            .split("\u{1b}[39m")
            .next()
            .unwrap()
            .to_owned()
    }

    #[rstest]
    #[case::short("a bcd e", "x bcd y", "\u{1b}[1;1Hx bcd y")]
    #[case::long("a bcdefgh e", "x bcdefgh y", "\u{1b}[1;1Hx\u{1b}[1;11Hy")]
    #[case::other_letters("a ö e", "x ö y", "\u{1b}[1;1Hx\u{1b}[1;5Hy")]
    #[case::after_a_wide_one("字b e", "文b y", "\u{1b}[1;1H文\u{1b}[1;3Hb y")]
    #[case::after_a_sound_mark("ｶﾞb e", "ﾊﾞb y", "\u{1b}[1;1Hﾊﾞ\u{1b}[1;3Hb y")]
    #[case::over_a_wide_one("a字 e", "x字 y", "\u{1b}[1;1Hx\u{1b}[1;5Hy")]
    fn a_gap_is_drawn_again_where_that_is_shorter(
        #[case] before: &str,
        #[case] after: &str,
        #[case] expected: &str,
    ) {
        assert_eq!(changed_bytes(before, after, Style::new()), expected);
    }

    #[test]
    fn a_gap_of_another_style_is_skipped() {
        let red = Style::new().fg(Color::Red);
        let bytes = changed_bytes("ab", "xb", red);
        assert!(!bytes.contains('b'), "{bytes:?}");
    }

    #[test]
    fn nothing_is_written_if_nothing_changed() {
        assert_eq!(changed_bytes("ab", "ab", Style::new()), "");
    }

    #[test]
    fn a_hidden_cursor_is_hidden_once() {
        let output = Output::default();
        let mut filler = GapFiller::new(output.clone(), Rect::new(0, 0, 2, 1));
        filler.hide_cursor().unwrap();
        assert!(!output.take_bytes().is_empty());
        filler.hide_cursor().unwrap();
        assert_eq!(output.take_bytes(), b"");
    }
}
