//! What the runtime must do for the state.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::article::ArticleId;
use crate::library::export::ExportFormat;
use crate::library::listing::{Listing, Location, PageStart};
use crate::library::state::StateChange;
use crate::search::hits::{HitOrder, SearchScope};
use crate::search::query::Query;
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
    /// Loads an article like `Open` and recalls what is kept of it, but passes it by when the next one is asked for at once.
    Preview {
        /// Names this request in the answers.
        ticket: Ticket,
        /// Which article.
        id: ArticleId,
        /// Where it is stored.
        location: Location,
    },
    /// Looks for the next unread article after, or before, a row: `Event::Unread`.
    FindUnread {
        /// In which listing.
        listing: Listing,
        /// From which row on; that row itself is passed over.
        from: usize,
        /// Whether towards the end.
        is_forward: bool,
    },
    /// Searches the index on a worker: `Event::Found`, first with the newest hits, then with all; or `Event::NotFound`.
    ///
    /// A newer request supersedes this one: its answers may be dropped.
    Search(Box<SearchRequest>),
    /// Looks in stories for the parts that hold what was searched, on a worker: `Event::Passages`.
    Passages(Box<PassageRequest>),
    /// Filters those who are quoted, on a worker: `Event::Speakers`.
    Speakers {
        /// Names this request in the answer.
        ticket: Ticket,
        /// Letters that their names hold in order.
        filter: String,
        /// How many at the most.
        limit: usize,
        /// Whether to look into the index again.
        is_new: bool,
    },
    /// Reads what the list knows of articles, at once: `Event::Rows`.
    Rows(Vec<ArticleId>),
    /// Reads the searches that were made or saved: `Event::Searches`.
    Searches,
    /// Reads what is kept of an article: `Event::Remembered`.
    Recall {
        /// Names the open article in the answer.
        ticket: Ticket,
        /// Which article.
        id: ArticleId,
    },
    /// Saves a change of the state: `Event::Saved` once it is on disk, else `Event::Notice`.
    Save(StateChange),
    /// Marks articles read because their end was seen: `Event::Finished`.
    Finish(Vec<ArticleId>),
    /// Marks every article of a listing read: `Event::Saved`.
    MarkShownRead(Listing),
    /// Takes the last change of the state back: `Event::StateChanged` and `Event::Notice`.
    Undo,
    /// Makes the change that was taken back again: `Event::StateChanged` and `Event::Notice`.
    Redo,
    /// Reads the bookmarks: `Event::Bookmarks`.
    Bookmarks,
    /// Reads the folders again: `Event::Scanned` as it goes, `Event::CatalogueChanged`.
    Rescan,
    /// Collects the new entries of the feeds on a thread of its own: `Event::Notice` as it goes, then a rescan.
    FetchFeeds,
    /// Copies text to the clipboard: `Event::Notice`.
    Copy {
        /// The text.
        text: Clean,
        /// What it is, for the notice ("the quote with its source").
        what: &'static str,
    },
    /// Exports to a file or folder, on a worker: `Event::Notice`.
    Export {
        /// What.
        what: Exported,
        /// In which format.
        format: ExportFormat,
        /// Where to, as typed.
        to: String,
    },
    /// Pipes text to a command, the terminal given back meanwhile: `Event::Resumed`, `Event::Notice`.
    Pipe {
        /// The command as typed.
        command: String,
        /// Its input.
        text: Clean,
        /// The story's title.
        title: Clean,
        /// The story's link.
        url: Option<Clean>,
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

/// A search to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchRequest {
    /// Names this request in the answers.
    pub ticket: Ticket,
    /// For what.
    pub query: Query,
    /// Where.
    pub scope: SearchScope,
    /// What stands first.
    pub order: HitOrder,
    /// How many hits at the most.
    pub limit: usize,
    /// The day from which a hit's age counts.
    pub today: Date,
    /// Whether hits of this query are shown already, so that only the whole answer is wanted.
    pub is_again: bool,
}

/// What of the reader's an export holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exported {
    /// These stories.
    Articles(Vec<Location>),
    /// All stories of a listing.
    Shown(Listing),
    /// What is bookmarked.
    Bookmarks,
}

/// Stories in which what was searched is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageRequest {
    /// Names the search; the stories of an earlier one are not looked at any more.
    pub ticket: Ticket,
    /// What was searched.
    pub query: Query,
    /// Whether words with typos were looked for as well.
    pub has_typos: bool,
    /// Where the stories are.
    pub stories: Vec<(ArticleId, Location)>,
}
