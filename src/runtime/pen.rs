//! The caret and the style that the terminal writes with, changed by the shortest sequences.

use std::io::Write;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// What is seen of a style on a blank, apart from its background.
const SEEN_ON_BLANKS: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK);

/// The attributes, with the parameters of SGR that set and unset them: ECMA-48, section 8.3.117.
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// How characters look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct CellStyle {
    fg: Color,
    bg: Color,
    underline: Color,
    modifier: Modifier,
}

/// Writes cells to a terminal whose style is plain and whose caret may be anywhere.
#[derive(Debug)]
pub(super) struct Pen<'a> {
    output: &'a mut Vec<u8>,
    style: CellStyle,
    /// The column and the row where the next character will be; `None` if that is not sure.
    caret: Option<(usize, usize)>,
}

/// Returns `true` if nothing is seen of a cell but its background.
pub(super) fn is_plain_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && !cell.modifier.intersects(SEEN_ON_BLANKS)
}

impl<'a> Pen<'a> {
    /// Makes a pen that appends to `output`.
    pub(super) const fn new(output: &'a mut Vec<u8>) -> Self {
        let plain = Color::Reset;
        Self {
            output,
            style: CellStyle {
                fg: plain,
                bg: plain,
                underline: plain,
                modifier: Modifier::empty(),
            },
            caret: None,
        }
    }

    /// Draws a cell at the caret.
    pub(super) fn put(&mut self, cell: &Cell, columns: usize) {
        self.set_style(cell);
        self.output.extend_from_slice(cell.symbol().as_bytes());
        // Terminals do not agree on how wide wide characters are.
        self.caret = self.caret.filter(|_| columns == 1).map(|(x, y)| (x + 1, y));
    }

    /// Erases some cells from a column on, or all to the end of the row, like a blank one.
    pub(super) fn erase(&mut self, x: usize, y: usize, blank: &Cell, columns: Option<usize>) {
        self.move_to(x, y);
        self.set_style(blank);
        match columns {
            Some(columns) => self.write_sequence(format_args!("{columns}X")),
            None => self.write_sequence(format_args!("K")),
        }
    }

    /// Moves the caret on to a column of a row, over cells that are shown already.
    pub(super) fn advance_to(&mut self, x: usize, y: usize, row: &[Cell]) {
        if let Some((from, at)) = self.caret
            && at == y
            && from < x
            && let (Some(gap), Some(cell)) = (row.get(from..x), row.get(x))
            // As long as a move: `CSI column G`.
            && gap.len() <= 4 + usize::from(x >= 9) + usize::from(x >= 99)
        {
            let target = CellStyle::of(cell);
            if gap.iter().all(|cell| self.style.fits(cell)) {
                self.put_all(gap);
            } else if gap.iter().all(|cell| target.fits(cell)) {
                self.set_style(cell);
                self.put_all(gap);
            }
        }
        self.move_to(x, y);
    }

    /// Draws cells of one column.
    fn put_all(&mut self, cells: &[Cell]) {
        for cell in cells {
            self.put(cell, 1);
        }
    }

    /// Moves the caret.
    pub(super) fn move_to(&mut self, x: usize, y: usize) {
        match self.caret {
            Some(caret) if caret == (x, y) => {}
            Some((_, row)) if row == y => self.write_sequence(format_args!("{}G", x + 1)),
            Some(_) | None => self.write_sequence(format_args!("{};{}H", y + 1, x + 1)),
        }
        self.caret = Some((x, y));
    }

    /// Leaves the terminal with a plain style.
    pub(super) fn finish(self) {
        if self.style != CellStyle::default() {
            self.output.extend_from_slice(b"\x1b[m");
        }
    }

    fn write_sequence(&mut self, sequence: std::fmt::Arguments<'_>) {
        self.output.extend_from_slice(b"\x1b[");
        // Writing to memory does not fail.
        let _ = self.output.write_fmt(sequence);
    }

    /// Sets the style of a cell, unless it would look the same without.
    fn set_style(&mut self, cell: &Cell) {
        let style = CellStyle::of(cell);
        if style == self.style || self.style.suits_blank(cell) {
            return;
        }
        let mut changes = Parameters::default();
        style.add_changes(self.style, &mut changes);
        let mut from_reset = Parameters::default();
        if style != CellStyle::default() {
            from_reset.add(&[0]);
        }
        style.add_changes(CellStyle::default(), &mut from_reset);
        let shorter = if from_reset.0.len() < changes.0.len() {
            from_reset
        } else {
            changes
        };
        self.output.extend_from_slice(b"\x1b[");
        self.output.extend_from_slice(&shorter.0);
        self.output.push(b'm');
        self.style = style;
    }
}

impl CellStyle {
    const fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            underline: cell.underline_color,
            modifier: cell.modifier,
        }
    }

    /// Returns `true` if a cell can be drawn in this style as it is: a character of one column that every terminal knows.
    fn fits(self, cell: &Cell) -> bool {
        cell.symbol().len() == 1 && (self == Self::of(cell) || self.suits_blank(cell))
    }

    /// Returns `true` if a cell is a blank that looks the same in this style.
    fn suits_blank(self, cell: &Cell) -> bool {
        is_plain_blank(cell) && self.bg == cell.bg && !self.modifier.intersects(SEEN_ON_BLANKS)
    }

    /// Adds what changes another style to this one.
    fn add_changes(self, from: Self, parameters: &mut Parameters) {
        let mut kept = from.modifier;
        for (modifier, _, unset) in ATTRIBUTES {
            if kept.contains(modifier) && !self.modifier.contains(modifier) {
                parameters.add(&[unset]);
                // One parameter may unset several.
                let unset = ATTRIBUTES.iter().filter(|(_, _, other)| *other == unset);
                unset.for_each(|(modifier, _, _)| kept.remove(*modifier));
            }
        }
        for (modifier, set, _) in ATTRIBUTES {
            if self.modifier.contains(modifier) && !kept.contains(modifier) {
                parameters.add(&[set]);
            }
        }
        for (colour, before, set, unset) in [
            (self.fg, from.fg, 38, 39),
            (self.bg, from.bg, 48, 49),
            (self.underline, from.underline, 58, 59),
        ] {
            if colour != before {
                parameters.add_colour(colour, set, unset);
            }
        }
    }
}

/// Parameters of SGR as they are written.
#[derive(Debug, Default)]
struct Parameters(Vec<u8>);

impl Parameters {
    fn add(&mut self, numbers: &[u8]) {
        for number in numbers {
            if !self.0.is_empty() {
                self.0.push(b';');
            }
            // Writing to memory does not fail.
            let _ = write!(self.0, "{number}");
        }
    }

    /// Adds a colour; the sixteen of the terminal by their number, since their short forms may look different when bold.
    fn add_colour(&mut self, colour: Color, set: u8, unset: u8) {
        let number = match colour {
            Color::Reset => return self.add(&[unset]),
            Color::Rgb(red, green, blue) => return self.add(&[set, 2, red, green, blue]),
            Color::Indexed(number) => number,
            Color::Black => 0,
            Color::Red => 1,
            Color::Green => 2,
            Color::Yellow => 3,
            Color::Blue => 4,
            Color::Magenta => 5,
            Color::Cyan => 6,
            Color::Gray => 7,
            Color::DarkGray => 8,
            Color::LightRed => 9,
            Color::LightGreen => 10,
            Color::LightYellow => 11,
            Color::LightBlue => 12,
            Color::LightMagenta => 13,
            Color::LightCyan => 14,
            Color::White => 15,
        };
        self.add(&[set, 5, number]);
    }
}
