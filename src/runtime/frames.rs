//! Draws frames and hands each to the terminal as one piece.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use ratatui::backend::Backend;
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

use super::gap_filler::GapFiller;
use super::hyperlinks::{CLOSE, open_sequence};
use super::sequences::{BEGIN_FRAME, CLEAR, END_FRAME};
use super::terminal::{self, Size};
use crate::text::Clean;
use crate::ui::links::ScreenLink;

/// The screen: remembers what was drawn, and writes what has changed.
pub(super) struct FrameWriter {
    terminal: Terminal<GapFiller<Output>>,
    output: Output,
    /// The links of the last frame.
    links: Vec<ScreenLink>,
}

/// The bytes of the frame that is being drawn, shared by the drawing library and the screen.
///
/// Flushing it does nothing: the library flushes several times a frame, and half a frame must not be seen.
#[derive(Debug, Clone, Default)]
pub(super) struct Output(Rc<RefCell<Vec<u8>>>);

impl Output {
    /// Takes out what was written.
    pub(super) fn take_bytes(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.borrow_mut())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl FrameWriter {
    /// Makes a screen of the size; nothing is written before the first frame.
    pub(super) fn new(size: Size) -> io::Result<Self> {
        let output = Output::default();
        let terminal = fixed_terminal(size, output.clone())?;
        Ok(Self {
            terminal,
            output,
            links: Vec::new(),
        })
    }

    /// Makes the next frame draw everything again, at the size.
    pub(super) fn reset(&mut self, size: Size) -> io::Result<()> {
        self.terminal = fixed_terminal(size, self.output.clone())?;
        self.links.clear();
        self.output.0.borrow_mut().clear();
        self.output.write_all(CLEAR.as_bytes())
    }

    /// Draws a frame with `render`, which returns the links in it, and writes what it changes.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub(super) fn draw(
        &mut self,
        render: impl FnOnce(&mut Frame) -> Vec<ScreenLink>,
    ) -> io::Result<()> {
        let mut links = Vec::new();
        let drawn = self.terminal.draw(|frame| links = render(frame))?;
        let before = std::mem::replace(&mut self.links, links);
        if !(self.links.is_empty() && before.is_empty()) {
            let buffer = drawn.buffer.clone();
            self.draw_links(&before, &buffer)?;
        }
        let drawn = self.output.take_bytes();
        if drawn.is_empty() {
            return Ok(());
        }
        let mut frame = Vec::with_capacity(BEGIN_FRAME.len() + drawn.len() + END_FRAME.len());
        frame.extend_from_slice(BEGIN_FRAME.as_bytes());
        frame.extend_from_slice(&drawn);
        frame.extend_from_slice(END_FRAME.as_bytes());
        terminal::write_frame(&frame)
    }
}

impl FrameWriter {
    /// Draws the cells of links once more, between the sequences that make links of them.
    ///
    /// Cells have no place for an address, and what is in a cell must be text; so the links are laid over the frame. Cells
    /// that were links before are drawn without one first, for a frame writes only what looks different.
    fn draw_links(&mut self, before: &[ScreenLink], buffer: &Buffer) -> io::Result<()> {
        let backend = self.terminal.backend_mut();
        for link in before.iter().filter(|link| !self.links.contains(link)) {
            backend.draw(cells_in(buffer, link.area))?;
        }
        let mut urls: Vec<&Clean> = Vec::new();
        for link in &self.links {
            let known = urls.iter().position(|url| **url == link.url);
            let number = known.unwrap_or_else(|| {
                urls.push(&link.url);
                urls.len() - 1
            });
            if let Some(open) = open_sequence(&link.url, number) {
                self.output.write_all(open.as_bytes())?;
                backend.draw(cells_in(buffer, link.area))?;
                self.output.write_all(CLOSE.as_bytes())?;
            }
        }
        Ok(())
    }
}

/// Returns the cells of a row of the frame; the second half of a wide character is part of its first.
fn cells_in(buffer: &Buffer, area: Rect) -> impl Iterator<Item = (u16, u16, &Cell)> {
    let mut next = area.x;
    let columns = area.x..area.right();
    columns.filter_map(move |x| {
        let cell = buffer.cell((x, area.y))?;
        if x < next {
            return None;
        }
        next = x.saturating_add(cell.cell_width().max(1));
        Some((x, area.y, cell))
    })
}

/// Makes a drawing library's terminal of the size; a fixed one, so that it asks the real one nothing.
fn fixed_terminal(size: Size, output: Output) -> io::Result<Terminal<GapFiller<Output>>> {
    let area = Rect::new(0, 0, size.columns, size.rows);
    let options = TerminalOptions {
        viewport: Viewport::Fixed(area),
    };
    Terminal::with_options(GapFiller::new(output, area), options)
}
