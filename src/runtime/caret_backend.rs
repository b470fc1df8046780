//! The drawing library's way to the terminal, for the caret alone: the cells of a frame are written by the encoder.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

/// Crossterm's backend without the cells; a hidden caret is hidden once.
#[derive(Debug)]
pub(super) struct CaretBackend<W: Write> {
    inner: CrosstermBackend<W>,
    is_hidden: bool,
}

impl<W: Write> CaretBackend<W> {
    /// Makes a backend that writes to `output`.
    pub(super) const fn new(output: W) -> Self {
        Self {
            inner: CrosstermBackend::new(output),
            is_hidden: false,
        }
    }
}

impl<W: Write> Backend for CaretBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, _: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.is_hidden, true) {
            self.inner.hide_cursor()?;
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.is_hidden = false;
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
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
    use super::*;
    use crate::runtime::frames::Output;

    #[test]
    fn a_hidden_caret_is_hidden_once() {
        let output = Output::default();
        let mut backend = CaretBackend::new(output.clone());
        backend.hide_cursor().unwrap();
        assert!(!output.take_bytes().is_empty());
        backend.hide_cursor().unwrap();
        assert_eq!(output.take_bytes(), b"");
    }
}
