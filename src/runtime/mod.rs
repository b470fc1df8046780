//! The event loop, the terminal, workers and disk.
//!
//! - [`terminal`]: borrows the terminal and gives it back; [`sequences`] are what that writes
//! - [`signals`], [`panics`]: the ways out that are no return
//! - [`input`]: the thread that reads keys
//! - [`events`]: the loop; [`reader`]: the state it runs; [`screen`]: the frames
//! - [`effects`]: what the state asks for: [`articles`], [`lists`], what is kept ([`keeping`]),
//!   what is found ([`searches`]), who is quoted ([`speakers`])
//! - [`folders`]: the thread that looks for new and changed files, and a [`watch`] over them
//! - [`feeds`]: the thread that fetches feeds
//! - [`worker`]: threads for what takes time; [`today`]: which day it is
//! - [`clipboard`], [`links`], [`editor`]: other programs, started with [`arguments`] and never through a shell; [`pipe`]:
//!   commands that the reader types
//! - [`exports`]: what goes out to files

mod arguments;
mod articles;
mod clipboard;
mod editor;
mod effects;
mod ending_keys;
mod events;
mod exports;
mod feeds;
mod folders;
mod input;
mod keeping;
mod links;
mod lists;
mod panics;
mod pipe;
mod reader;
mod screen;
mod searches;
mod sequences;
mod signals;
mod speakers;
mod terminal;
mod today;
mod watch;
mod worker;

use std::io;

use tempfile::TempDir;

use crate::app::event::Event;
use crate::app::notice::Notice;
use crate::config::{Config, Paths};
use crate::library::Archive;
use crate::library::catalogue::{Catalogue, CatalogueError};

pub use terminal::is_terminal;

use articles::Articles;
use effects::Services;
use events::{Loop, Outbox};
use exports::{Exports, Places};
use feeds::Feeds;
use folders::Folders;
use keeping::Keeping;
use lists::Lists;
use reader::Reader;
use searches::Searches;
use sequences::Modes;
use speakers::Speakers;
use worker::Worker;

/// What the reader is started with.
#[derive(Debug)]
pub struct Start {
    /// The files and folders to read.
    pub archive: Archive,
    /// The settings.
    pub config: Config,
    /// Where the program keeps its own files.
    pub paths: Paths,
}

/// Why the reader could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// There is no terminal, it cannot be written to, or a thread cannot be started.
    #[error("the reader cannot be shown: {0}")]
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
    let services = services(&start, &outbox)?;
    let modes = Modes {
        has_mouse: start.config.screen.uses_mouse,
    };
    events::listen(&outbox)?;
    let borrowed = terminal::borrow(modes)?;
    let mut event_loop = Loop::new(Reader::new(start.config), services, messages)?;
    let outcome = event_loop.run();
    // The terminal is given back before the loop ends with all that waits to be saved: a slow disk holds up nobody.
    drop(borrowed);
    Ok(outcome?)
}

fn services(start: &Start, outbox: &Outbox) -> Result<Services, RunError> {
    let state = start.paths.data.join("state.db");
    let cached = Cached::open(&start.archive, outbox)?;
    let places = Places {
        catalogue: cached.archive.catalogue_path(),
        data: start.paths.data.clone(),
        home: start.paths.home.clone(),
        folders: cached.archive.folders().to_vec(),
    };
    Ok(Services {
        lists: Lists::new(cached.catalogue, &state, outbox.clone()),
        speakers: Speakers::new(&cached.archive, outbox.clone()),
        searches: Searches::new(&cached.archive, state, outbox.clone()),
        keeping: Keeping::start(
            keeping::Places {
                data: start.paths.data.clone(),
                catalogue: cached.archive.catalogue_path(),
            },
            outbox.clone(),
        )?,
        articles: Articles::new(outbox.clone()),
        folders: Folders::new(cached.archive, outbox.clone()),
        feeds: Feeds::new(
            feeds::Places {
                config: start.paths.config.clone(),
                cache: start.paths.cache.clone(),
                inbox: start.config.library.inbox.clone(),
            },
            outbox.clone(),
        ),
        copies: Worker::default(),
        exports: Exports::new(places, outbox.clone()),
        outbox: outbox.clone(),
        _temporary: cached.temporary,
    })
}

/// An open catalogue and the archive whose part of a cache folder it lies in.
struct Cached {
    catalogue: Catalogue,
    archive: Archive,
    /// The cache folder, when the usual one cannot be written.
    temporary: Option<TempDir>,
}

impl Cached {
    /// Opens the catalogue of an archive; where it cannot be kept, in a folder that lasts until the reader quits.
    fn open(archive: &Archive, outbox: &Outbox) -> Result<Self, RunError> {
        let error = match Catalogue::open(&archive.catalogue_path()) {
            Ok(catalogue) => {
                return Ok(Self {
                    catalogue,
                    archive: archive.clone(),
                    temporary: None,
                });
            }
            Err(error) => error,
        };
        let temporary = tempfile::tempdir()?;
        let archive = Archive::new(temporary.path(), archive.folders());
        outbox.send(Event::Notice(Notice::warning(&format!(
            "The list is made anew at each start: {error}"
        ))));
        Ok(Self {
            catalogue: Catalogue::open(&archive.catalogue_path())?,
            archive,
            temporary: Some(temporary),
        })
    }
}
