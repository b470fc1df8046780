//! What the runtime must do for the state.

use std::path::PathBuf;

use crate::article::ArticleId;
use crate::library::listing::{Listing, Location, PageStart};
use crate::text::Clean;

use super::event::Ticket;

/// Something the runtime must do; the comment names the event that answers, if one does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Reads rows of the catalogue, at once: `Event::Page`.
    Page {
        /// Which articles, in what order.
        listing: Listing,
        /// From where.
        start: PageStart,
        /// How many at the most.
        rows: usize,
    },
    /// Reads the sources of the catalogue, at once: `Event::Sources`.
    Sources,
    /// Reads the load problems: `Event::Problems`.
    Problems,
    /// Loads an article on a worker: `Event::Opened`, then `Event::Quoted`; or `Event::NotOpened`.
    ///
    /// A newer request supersedes this one: its answers may be dropped.
    Open {
        /// Names this request in the answers.
        ticket: Ticket,
        /// Which article.
        id: ArticleId,
        /// Where it is stored.
        location: Location,
    },
    /// Reads the folders again: `Event::Scanned` as it goes, `Event::CatalogueChanged`.
    Rescan,
    /// Copies text to the clipboard: `Event::Notice`.
    Copy {
        /// The text.
        text: Clean,
        /// What it is, for the notice ("the quote with its source").
        what: &'static str,
    },
    /// Opens a link in the browser: `Event::Notice`.
    OpenLink(Clean),
    /// Opens a file in the reader's editor, the terminal given back meanwhile: `Event::Resumed`.
    Edit(PathBuf),
    /// Stops the program as Ctrl-z does, until it is continued: `Event::Resumed`.
    Suspend,
    /// Clears the screen and draws everything.
    Redraw,
    /// Ends the program.
    Quit,
}
