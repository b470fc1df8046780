//! Draws frames and hands each to the terminal as one piece.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

use super::sequences::{BEGIN_FRAME, CLEAR, END_FRAME};
use super::terminal::{self, Size};

/// The screen: remembers what was drawn, and writes what has changed.
pub(super) struct FrameWriter {
    terminal: Terminal<CrosstermBackend<Output>>,
    output: Output,
}

/// The bytes of the frame that is being drawn, shared by the drawing library and the screen.
///
/// Flushing it does nothing: the library flushes several times a frame, and half a frame must not be seen.
#[derive(Debug, Clone, Default)]
struct Output(Rc<RefCell<Vec<u8>>>);

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
        Ok(Self { terminal, output })
    }

    /// Makes the next frame draw everything again, at the size.
    pub(super) fn reset(&mut self, size: Size) -> io::Result<()> {
        self.terminal = fixed_terminal(size, self.output.clone())?;
        self.output.0.borrow_mut().clear();
        self.output.write_all(CLEAR.as_bytes())
    }

    /// Draws a frame with `render` and writes what it changes.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub(super) fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.terminal.draw(render)?;
        let drawn = std::mem::take(&mut *self.output.0.borrow_mut());
        let mut frame = Vec::with_capacity(BEGIN_FRAME.len() + drawn.len() + END_FRAME.len());
        frame.extend_from_slice(BEGIN_FRAME.as_bytes());
        frame.extend_from_slice(&drawn);
        frame.extend_from_slice(END_FRAME.as_bytes());
        terminal::write_frame(&frame)
    }
}

/// Makes a drawing library's terminal of the size; a fixed one, so that it asks the real one nothing.
fn fixed_terminal(size: Size, output: Output) -> io::Result<Terminal<CrosstermBackend<Output>>> {
    let area = Rect::new(0, 0, size.columns, size.rows);
    let options = TerminalOptions {
        viewport: Viewport::Fixed(area),
    };
    Terminal::with_options(CrosstermBackend::new(output), options)
}
