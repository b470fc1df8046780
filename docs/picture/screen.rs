//! The program in a pseudo terminal, with folders of its own.

use std::error::Error;
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;
use vt100::Parser;

use super::svg::{COLUMNS, Frame, Look, ROWS};

/// How long the screen has to be still before it counts as drawn.
const STILL: Duration = Duration::from_millis(700);

/// The screen of a running program.
pub(super) struct Screen {
    parser: Parser,
    bytes: Receiver<Vec<u8>>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    _terminal: Box<dyn MasterPty + Send>,
    _home: TempDir,
}

impl Screen {
    /// Starts the program on a folder of articles and waits until it has drawn.
    pub(super) fn start(
        program: &Path,
        articles: &Path,
        look: Look,
    ) -> Result<Self, Box<dyn Error>> {
        let home = TempDir::new()?;
        let (rows, columns) = (NonZero::try_from(ROWS)?, NonZero::try_from(COLUMNS)?);
        let size = PtySize {
            rows: ROWS,
            cols: COLUMNS,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size)?;
        let mut command = CommandBuilder::new(program.canonicalize()?);
        command.arg(articles.canonicalize()?);
        command.env_clear();
        command.env("HOME", home.path());
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env("COLORFGBG", look.background_variable());
        command.cwd(home.path());
        let child = pair.slave.spawn_command(command)?;
        let mut reader = pair.master.try_clone_reader()?;
        let (sender, bytes) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(count) = reader.read(&mut buffer) {
                let read = buffer.get(..count).unwrap_or_default().to_vec();
                if count == 0 || sender.send(read).is_err() {
                    return;
                }
            }
        });
        let mut screen = Self {
            parser: Parser::new(rows, columns, 0),
            bytes,
            keys: pair.master.take_writer()?,
            child,
            _terminal: pair.master,
            _home: home,
        };
        screen.settle();
        Ok(screen)
    }

    /// Presses keys one by one and waits until each is drawn.
    pub(super) fn press(&mut self, keys: &str) -> Result<(), Box<dyn Error>> {
        for key in keys.chars() {
            let mut bytes = [0; 4];
            self.keys
                .write_all(key.encode_utf8(&mut bytes).as_bytes())?;
            self.keys.flush()?;
            self.settle();
        }
        Ok(())
    }

    /// Returns what is shown now, for so many seconds of a moving picture.
    pub(super) fn frame(&self, seconds: f32) -> Frame {
        Frame::from_screen(self.parser.screen(), seconds)
    }

    /// Takes in what the program draws until nothing comes any more.
    fn settle(&mut self) {
        loop {
            match self.bytes.recv_timeout(STILL) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
            }
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ended = self.child.kill();
        let _status = self.child.wait();
    }
}
