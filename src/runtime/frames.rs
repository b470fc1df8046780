//! Draws frames and hands each to the terminal as one piece.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

use super::caret_backend::CaretBackend;
use super::frame_encoder::FrameEncoder;
use super::hyperlinks::{CLOSE, open_sequence};
use super::sequences::{BEGIN_FRAME, CLEAR, END_FRAME};
use super::terminal::{self, Size};
use crate::text::Clean;
use crate::ui::links::ScreenLink;

/// The screen: remembers what was drawn, and writes what has changed.
pub(super) struct FrameWriter {
    terminal: Terminal<CaretBackend<Output>>,
    encoder: FrameEncoder,
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
            encoder: FrameEncoder::new(area_of(size)),
            output,
            links: Vec::new(),
        })
    }

    /// Makes the next frame draw everything again, at the size.
    pub(super) fn reset(&mut self, size: Size) -> io::Result<()> {
        self.terminal = fixed_terminal(size, self.output.clone())?;
        self.encoder = FrameEncoder::new(area_of(size));
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
        let (encoder, output) = (&mut self.encoder, &self.output);
        self.terminal.draw(|frame| {
            links = render(frame);
            encoder.encode_frame(frame.buffer_mut(), &mut output.0.borrow_mut());
        })?;
        let before = std::mem::replace(&mut self.links, links);
        self.draw_links(&before);
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

    /// Draws the cells of links once more, between the sequences that make links of them.
    ///
    /// Cells have no place for an address, and what is in a cell must be text; so the links are laid over the frame. Cells
    /// that were links before are drawn without one first, for a frame writes only what looks different.
    fn draw_links(&mut self, before: &[ScreenLink]) {
        let output = &mut *self.output.0.borrow_mut();
        for link in before.iter().filter(|link| !self.links.contains(link)) {
            self.encoder.encode_again(link.area, output);
        }
        let mut urls: Vec<&Clean> = Vec::new();
        for link in &self.links {
            let known = urls.iter().position(|url| **url == link.url);
            let number = known.unwrap_or_else(|| {
                urls.push(&link.url);
                urls.len() - 1
            });
            if let Some(open) = open_sequence(&link.url, number) {
                output.extend_from_slice(open.as_bytes());
                self.encoder.encode_again(link.area, output);
                output.extend_from_slice(CLOSE.as_bytes());
            }
        }
    }
}

const fn area_of(size: Size) -> Rect {
    Rect::new(0, 0, size.columns, size.rows)
}

/// Makes a drawing library's terminal of the size; a fixed one, so that it asks the real one nothing.
fn fixed_terminal(size: Size, output: Output) -> io::Result<Terminal<CaretBackend<Output>>> {
    let options = TerminalOptions {
        viewport: Viewport::Fixed(area_of(size)),
    };
    Terminal::with_options(CaretBackend::new(output), options)
}
