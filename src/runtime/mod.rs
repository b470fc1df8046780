//! The event loop, the terminal, workers and disk.
//!
//! - [`terminal`]: borrows the terminal and gives it back; [`sequences`] are what that writes
//! - [`signals`], [`panics`]: the ways out that are no return
//! - [`input`]: the thread that reads keys
//! - [`events`]: the loop; [`screen`]: its frames
//! - [`effects`]: what the state asks for: [`articles`], [`lists`], what is kept ([`keeping`]); on a [`worker`] where it
//!   takes time
//! - [`clipboard`], [`links`], [`editor`]: other programs, started with [`arguments`] and never through a shell

mod arguments;
mod articles;
mod clipboard;
mod editor;
mod effects;
mod events;
mod input;
mod keeping;
mod links;
mod lists;
mod panics;
mod reader;
mod screen;
mod sequences;
mod signals;
mod terminal;
mod worker;

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use ratatui::Frame;

use crate::app::effect::Effect;
use crate::app::event::Event;
use crate::config::{Config, Paths};
use crate::library::catalogue::Catalogue;
use crate::library::state::Store;

pub use sequences::Modes;
pub use terminal::is_terminal;

use articles::Articles;
use effects::Services;
use events::{Loop, Outbox};
use keeping::Keeping;
use lists::Lists;
use reader::Reader;
use worker::Worker;

/// What the event loop runs: a state that events change and that can be drawn.
pub trait Program {
    /// Changes the state and returns what must be done for it.
    fn handle(&mut self, event: Event) -> Vec<Effect>;

    /// Draws the state.
    fn draw(&self, frame: &mut Frame);
}

/// What the reader is started with.
#[derive(Debug)]
pub struct Start {
    /// The files and folders to read.
    pub roots: Vec<PathBuf>,
    /// The settings.
    pub config: Config,
    /// Where the program keeps its own files.
    pub paths: Paths,
}

/// Shows the reader on the terminal until it is left.
///
/// # Errors
/// When there is no terminal, it cannot be written to, or the cache folder cannot be written.
pub fn read(start: Start) -> anyhow::Result<()> {
    let state = start.paths.data.join("state.db");
    let catalogue = Catalogue::open(&start.paths.cache.join("catalogue.db"))?.with_state(&state);
    let opened = Store::open(&start.paths.data, Timestamp::now())?;
    let modes = Modes {
        has_mouse: start.config.screen.uses_mouse,
    };
    run(
        Reader::new(start.config),
        catalogue,
        (opened.store, &state),
        modes,
    )?;
    Ok(())
}

/// Shows the program on the terminal until the reader quits.
///
/// # Errors
/// When there is no terminal, or it cannot be written to.
pub fn run(
    program: impl Program,
    catalogue: Catalogue,
    state: (Store, &Path),
    modes: Modes,
) -> io::Result<()> {
    let (outbox, messages) = Outbox::new();
    panics::install_hook();
    events::listen(&outbox)?;
    let services = Services {
        lists: Lists::new(catalogue, state.1, outbox.clone()),
        keeping: Keeping::new(state.0),
        articles: Articles::new(outbox.clone()),
        copies: Worker::default(),
        outbox,
    };
    let _borrowed = terminal::borrow(modes)?;
    Loop::new(program, services, messages)?.run()
}
