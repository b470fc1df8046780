//! What the runtime must do for the state.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::article::{ArticleId, QuoteId};
use crate::library::export::ExportFormat;
use crate::library::listing::{GroupKey, Listing, Location, PageStart};
use crate::library::session::Session;
use crate::library::state::{Correction, SavedSearch, StateChange};
use crate::search::counts::CountKey;
use crate::search::hits::{HitFlags, HitOrder, HitRequest, SearchScope};
use crate::search::query::Query;
use crate::text::Clean;

use super::event::Ticket;
use super::start::WayIn;

/// Something the runtime must do, grouped by the service that does it.
///
/// The comment on each request names the event that answers, if one does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Asks the catalogue.
    Catalogue(CatalogueRequest),
    /// Loads an article.
    Articles(ArticleRequest),
    /// Asks the search index.
    Search(SearchRequest),
    /// Changes or reads what the reader keeps.
    State(StateRequest),
    /// Looks for new articles.
    Folders(FolderRequest),
    /// Corrects many quotes, on a worker: `StateEvent::Saved`, or `NotSaved` and a notice.
    Corrections(Box<CorrectionRequest>),
    /// Exports to a file or folder, on a worker: `Event::Notice`.
    Export(ExportRequest),
    /// Completes a typed path, on a worker: `Event::PathCompleted`.
    CompletePath {
        /// The path so far.
        typed: String,
        /// Whether it is to be a folder.
        wants_folder: bool,
    },
    /// Begins a library, on a worker: `Event::Notice`; once there is something to read, it is read.
    Begin(BeginRequest),
    /// Needs the terminal or a program of the desktop.
    Terminal(TerminalRequest),
}

/// A question to the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CatalogueRequest {
    /// Reads rows of a listing, at once: `CatalogueEvent::Page`.
    Page {
        /// Which articles, in what order.
        listing: Listing,
        /// From where.
        start: PageStart,
        /// How many at most.
        rows: usize,
    },
    /// Reads the sources and tags, at once: `CatalogueEvent::Sources`.
    Sources,
    /// Reads the load problems: `CatalogueEvent::Problems`.
    Problems,
    /// Looks for the next unread article after, or before, a row: `CatalogueEvent::Unread`.
    FindUnread {
        /// In which listing.
        listing: Listing,
        /// From which row on; that row itself is skipped.
        from: usize,
        /// Whether towards the end.
        is_forward: bool,
    },
    /// Counts the unread articles of a listing on a worker: `CatalogueEvent::UnreadCounts`.
    CountUnread {
        /// Which articles.
        listing: Listing,
        /// The groups to be counted one by one.
        groups: Vec<GroupKey>,
    },
    /// Reads the rows of articles, at once: `CatalogueEvent::Rows`.
    Rows(Vec<ArticleId>),
}

/// An article to be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArticleRequest {
    /// Loads an article on a worker: `ArticleEvent::Opened`, then `Quoted`; or `NotOpened`.
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
    /// Loads an article like `Open` and recalls what is kept of it, unless the next one is requested at once.
    Preview {
        /// Names this request in the answers.
        ticket: Ticket,
        /// Which article.
        id: ArticleId,
        /// Where it is stored.
        location: Location,
    },
}

/// A question to the search index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SearchRequest {
    /// Searches on a worker: `SearchEvent::Found`, first with the newest hits, then with all; or `NotFound`.
    ///
    /// A newer request supersedes this one: its answers may be dropped.
    Hits(Box<QueryRequest>),
    /// Counts the hits of a search by something, on a worker: `SearchEvent::Counts`.
    Counts(Box<CountRequest>),
    /// Looks in stories for the passages that match, on a worker: `SearchEvent::Passages`.
    Passages(Box<PassageRequest>),
    /// Counts what saved searches find that was not seen yet, on a worker: `SearchEvent::NewHits`.
    CountNew(Vec<SavedSearch>),
    /// Remembers, from a worker, that all hits of a saved search are seen: `StateEvent::Saved`.
    See {
        /// Names this request in the answer.
        ticket: Ticket,
        /// The search.
        search: SavedSearch,
    },
    /// Filters the speakers, on a worker: `SearchEvent::Speakers`.
    Speakers {
        /// Names this request in the answer.
        ticket: Ticket,
        /// Letters that their names hold in order.
        filter: String,
        /// How many at most.
        limit: usize,
        /// Whether to read the index again.
        is_new: bool,
    },
    /// Finds out who is who, on a worker, which the next search would wait for.
    PreparePeople,
    /// Looks up what is known of a person, on a worker: `SearchEvent::Person`.
    Person(PersonQuery),
    /// Counts who gets to speak, on a worker: `SearchEvent::Shares`.
    Shares(ShareQuery),
    /// Looks for those who may be the same as somebody, on a worker: `SearchEvent::Suggestions`.
    Suggestions {
        /// The person, and their other names.
        names: Vec<Clean>,
    },
}

/// Something to change, or to read, in what the reader keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StateRequest {
    /// Saves a change: `StateEvent::Saved` once it is on disk, else `NotSaved` and a notice.
    Save {
        /// Names this request in the answer.
        ticket: Ticket,
        /// The change.
        change: Box<StateChange>,
    },
    /// Marks every article of a listing read: `StateEvent::Saved` or `NotSaved`.
    MarkListRead {
        /// Names this request in the answer.
        ticket: Ticket,
        /// Which articles.
        listing: Listing,
    },
    /// Marks articles read because their end was seen: `StateEvent::Finished`.
    Finish(Vec<ArticleId>),
    /// Reverts the last change: `StateEvent::Changed` and `Event::Notice`.
    Undo,
    /// Makes the change again that was reverted: `StateEvent::Changed` and `Event::Notice`.
    Redo,
    /// Reads what is kept of an article: `StateEvent::Remembered`.
    Recall {
        /// Names the open article in the answer.
        ticket: Ticket,
        /// Which article.
        id: ArticleId,
    },
    /// Looks whether another program has changed the state: `StateEvent::Changed` if so.
    Check,
    /// Remembers where the program is, for the next start.
    Leave(Box<Session>),
    /// Reads the bookmarks: `StateEvent::Bookmarks`.
    Bookmarks,
    /// Reads the searches that were made or saved: `StateEvent::Searches`.
    Searches,
}

/// Where new articles come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FolderRequest {
    /// Has what is kept of articles that were edited follow them, after the state came from another device.
    Follow,
    /// Scans the folders: `Event::Scanned` as it goes, then `CatalogueEvent::Changed`.
    Rescan,
    /// Applies corrections to the stored quotes: `CatalogueEvent::Changed` if any lacked one.
    Corrections,
    /// Fetches the feeds on a thread of their own: `Event::Notice` as it goes, then a rescan.
    FetchFeeds,
    /// Adds the page of a link to the inbox, on a thread of its own: `Event::Notice`, then a rescan.
    AddPage(Clean),
}

/// An export to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRequest {
    /// What.
    pub what: Exported,
    /// In which format.
    pub format: ExportFormat,
    /// Where to, as typed.
    pub to: String,
}

/// How to begin where there is nothing to read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeginRequest {
    /// In which way.
    pub way: WayIn,
    /// The folder, address or file as typed.
    pub typed: String,
}

/// Something that needs the terminal, or a program that may take it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TerminalRequest {
    /// Copies text to the clipboard: `Event::Notice`.
    Copy {
        /// The text.
        text: Clean,
        /// What it is, for the notice ("the quote with its source").
        what: &'static str,
    },
    /// Pipes text to a command, which gets the terminal meanwhile: `InputEvent::Resumed`, `Event::Notice`.
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
    /// Opens a link in the browser: `Event::Notice`, and `InputEvent::Resumed` if that had the terminal.
    OpenLink(Clean),
    /// Opens a file in the reader's editor, which gets the terminal meanwhile: `InputEvent::Resumed`.
    Edit(PathBuf),
    /// Stops the program as Ctrl-z does, until it is continued: `InputEvent::Resumed`.
    Suspend,
    /// Clears the screen and draws everything.
    Redraw,
    /// Ends the program.
    Quit,
}

/// A search to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryRequest {
    /// Names this request in the answers.
    pub ticket: Ticket,
    /// For what.
    pub query: Query,
    /// Where.
    pub scope: SearchScope,
    /// What is first.
    pub order: HitOrder,
    /// How many hits at the most.
    pub limit: usize,
    /// The day from which a hit's age counts.
    pub today: Date,
    /// Whether hits of this query are shown already, so that only the whole answer is wanted.
    pub is_again: bool,
}

impl QueryRequest {
    /// Returns the request to the index or the server, with what is known of the articles.
    #[must_use]
    pub const fn to_hit_request<'a>(&'a self, flags: &'a HitFlags) -> HitRequest<'a> {
        HitRequest {
            query: &self.query,
            scope: self.scope,
            flags,
            order: self.order,
            limit: self.limit,
            today: self.today,
        }
    }
}

/// Hits to be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountRequest {
    /// Names this request in the answer.
    pub ticket: Ticket,
    /// Of which query.
    pub query: Query,
    /// Where.
    pub scope: SearchScope,
    /// By what.
    pub key: CountKey,
    /// The day from which its days count.
    pub today: Date,
}

impl CountRequest {
    /// Returns the request to the index or the server, which lists no hit.
    #[must_use]
    pub const fn to_hit_request<'a>(&'a self, flags: &'a HitFlags) -> HitRequest<'a> {
        HitRequest {
            query: &self.query,
            scope: self.scope,
            flags,
            order: HitOrder::Newest,
            limit: 0,
            today: self.today,
        }
    }
}

/// What is asked of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonQuery {
    /// Names this request in the answer.
    pub ticket: Ticket,
    /// One of the names.
    pub name: Clean,
    /// How many quotes at the most.
    pub limit: usize,
    /// Whether quotes that are not surely theirs come first.
    pub is_unsure_first: bool,
}

/// Quotes to be corrected alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionRequest {
    /// Names this request in the answer.
    pub ticket: Ticket,
    /// Which quotes.
    pub quotes: QuotesToCorrect,
    /// The correction.
    pub correction: Correction,
}

/// Which quotes are to be corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuotesToCorrect {
    /// These.
    Hits(Vec<(ArticleId, QuoteId)>),
    /// All that a query finds with this speaker.
    Found {
        /// The query.
        query: Query,
        /// The day from which its days count.
        today: Date,
        /// The name of the speaker, as it is found.
        speaker: Clean,
    },
    /// All quotes of a speaker in some stories.
    Stories {
        /// Where the stories are.
        stories: Vec<Location>,
        /// The name of the speaker, as it is found.
        speaker: Clean,
    },
}

/// What an export holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exported {
    /// These stories.
    Articles(Vec<(ArticleId, Location)>),
    /// All stories of a listing.
    Shown(Listing),
    /// These hits of a search.
    Hits(Vec<(ArticleId, Option<QuoteId>)>),
    /// All hits of a search.
    Found(Box<FoundHits>),
    /// What is bookmarked.
    Bookmarks,
}

/// The quotes whose words are counted by speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShareQuery {
    /// Those of the articles of a listing.
    Listing(Listing),
    /// Those that a search found, or those in the stories that it found.
    Found(Box<FoundHits>),
}

/// A search, all hits of which are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundHits {
    /// The query.
    pub query: Query,
    /// The scope.
    pub scope: SearchScope,
    /// The order of the hits.
    pub order: HitOrder,
    /// The day from which its days count.
    pub today: Date,
}

impl FoundHits {
    /// Returns the request for all hits of the search.
    #[must_use]
    pub const fn to_hit_request<'a>(&'a self, flags: &'a HitFlags) -> HitRequest<'a> {
        HitRequest {
            query: &self.query,
            scope: self.scope,
            flags,
            order: self.order,
            limit: usize::MAX,
            today: self.today,
        }
    }
}

/// Stories in which what was searched is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageRequest {
    /// Names the search; the stories of an earlier one are not looked at any more.
    pub ticket: Ticket,
    /// What was searched.
    pub query: Query,
    /// Where the stories are.
    pub stories: Vec<(ArticleId, Location)>,
}
