//! The event loop, the terminal, workers and disk.
//!
//! - [`terminal`]: borrows the terminal and gives it back; [`sequences`] are what that writes
//! - [`signals`], [`panics`]: the ways out that are no return
//! - [`input`]: the thread that reads keys
//! - [`events`]: the loop, with the [`outbox`] of its threads; [`view`]: the state it runs and how that looks; [`frames`]: writing them, with
//!   an [`frame_encoder`] and its [`pen`], and a [`caret_backend`]
//! - [`services`]: what the state requests: [`articles`], [`lists`], what is kept ([`state`], with its [`state_jobs`]),
//!   what is found ([`searches`]), who is quoted ([`speakers`]); the same of a [`shared`] archive; [`headless`]: these alone, without a terminal
//! - [`beginning`]: begins a library where there is nothing to read yet
//! - [`restoring`]: what a start begins with
//! - [`desktop`]: what needs the terminal or another program
//! - [`folders`]: the thread that looks for new and changed files, and a [`watch`] over them and the config; [`followed`]: what is
//!   kept of them follows edits
//! - [`feeds`]: the thread that fetches feeds; [`sync`]: the one that exchanges the state with other devices
//! - [`correcting`]: prepares corrections of many quotes
//! - [`worker`]: threads for what takes time; [`today`]: which day it is; [`locale`]: which characters the terminal shows
//! - [`clipboard`], [`links`], [`editor`]: other programs, started with [`arguments`] and never through a shell; [`pipe`]:
//!   commands that the reader types
//! - [`exports`]: what goes out to files; [`path_completion`]: where to

mod arguments;
mod articles;
mod beginning;
mod caret_backend;
mod catalogues;
mod clipboard;
mod correcting;
mod desktop;
mod editor;
mod ending_keys;
mod events;
mod exports;
mod feeds;
mod folders;
mod followed;
mod frame_encoder;
mod frames;
mod headless;
mod hyperlinks;
mod input;
mod links;
mod lists;
mod locale;
mod outbox;
mod panics;
mod path_completion;
mod pen;
mod pipe;
mod restoring;
mod scan_reports;
mod searches;
mod sequences;
mod services;
mod shared;
mod shares;
mod signals;
mod speakers;
mod standing;
mod state;
mod state_events;
mod state_jobs;
mod sync;
mod terminal;
mod today;
mod view;
mod watch;
mod worker;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::LibraryScope;
use crate::commands::Environment;
use crate::config::{Config, Paths};
use crate::library::Archive;
use crate::library::catalogue::CatalogueError;
use crate::library::state::BookmarkTarget;
use crate::shared::reader::SharedReader;

pub use headless::Headless;
pub use terminal::{is_terminal, take_keyboard};

use beginning::Beginning;
use desktop::Desktop;
use events::Loop;
use outbox::Outbox;
use restoring::settings_of_start;
use sequences::Modes;
use services::Services;
use view::View;
use watch::ConfigWatch;

/// What the reader is started with.
#[derive(Debug)]
pub struct Start {
    /// The files and folders to read.
    pub archive: Archive,
    /// The shared archive to read instead of them.
    pub shared: Option<Arc<dyn SharedReader>>,
    /// The settings.
    pub config: Config,
    /// The file that the settings are from, if it can be read again when it changes.
    pub config_file: Option<PathBuf>,
    /// Where the program keeps its own files.
    pub paths: Paths,
    /// The story or quote that is opened first.
    pub opening: Option<BookmarkTarget>,
    /// Whether the story of a file is opened once that was read, if it is the only one in it.
    pub opens_only_story: bool,
    /// Whether there is nothing to read, which shows the start screen unless the welcome story is opened first.
    pub is_empty: bool,
    /// What a library is begun with, or added to; `None` where nothing can be added.
    pub beginning: Option<Environment>,
    /// Where the articles come from; what is added to what was named opens the reader's library.
    pub scope: LibraryScope,
    /// Whether it begins where it was left, and remembers where it is left.
    pub remembers_session: bool,
}

/// Why the reader could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// There is no terminal, it cannot be written to, or a thread cannot be started.
    #[error("the screen cannot be shown: {0}")]
    Terminal(#[from] io::Error),
    /// The catalogue cannot be opened.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
}

/// Shows the reader on the terminal until it is left.
///
/// # Errors
/// When there is no terminal, it cannot be written to, or not even a temporary folder can.
pub fn read(start: Start) -> Result<(), RunError> {
    panics::install_hook();
    let (outbox, messages) = Outbox::new();
    let mut services = Services::start(&start, &outbox)?;
    let settings = settings_of_start(&start);
    let desktop = Desktop::new(outbox.clone());
    if let Some(file) = &start.config_file {
        services.watch_config(ConfigWatch {
            file: file.clone(),
            home: start.paths.home.clone(),
            known: start.config.clone(),
            outbox: outbox.clone(),
        });
    }
    let has_mouse = start.config.screen.uses_mouse;
    let beginning = Beginning::of_start(&start, &outbox);
    let view = View::new(start.config, settings);
    let modes = Modes {
        has_mouse,
        asks_background: view.asks_background(),
    };
    events::start_threads(&outbox, modes)?;
    let borrowed = terminal::borrow_terminal(modes)?;
    let mut event_loop = Loop::new(view, services, (desktop, beginning), (outbox, messages))?;
    let outcome = event_loop.run();
    // The terminal is given back before the loop ends with all that waits to be saved: a slow disk holds up nobody.
    drop(borrowed);
    Ok(outcome?)
}
