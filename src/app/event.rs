//! What happened outside: a key, an answer, a change of the world.

use crate::article::{Article, ArticleId, Quote};
use crate::input::key::Key;
use crate::library::listing::{ArticleRow, Listing, ListingPage, SourceCount};
use crate::library::state::{Bookmark, CorrectedQuote, ReadPosition, SavedSearch, StateChange};
use crate::loader::Problem;
use crate::search::hits::SearchHits;
use crate::search::index::SpeakerRow;
use crate::search::passages::HitPassage;
use crate::text::Clean;

use super::notice::Notice;

/// Tells the answer to one request from the answers to earlier ones, which are dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Ticket(pub u64);

impl Ticket {
    /// Returns the ticket for the next request.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// Something that happened outside the state.
#[derive(Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(Clean),
    /// The mouse was used.
    Mouse(Mouse),
    /// The screen has a new size, or its first one.
    Resized {
        /// In columns.
        columns: u16,
        /// In rows.
        rows: u16,
    },
    /// The program was stopped and goes on; the screen must be drawn anew.
    Resumed,
    /// A page of the list, as asked for.
    Page {
        /// What was asked; an answer to another listing than the one shown is dropped.
        listing: Listing,
        /// The rows.
        page: ListingPage,
    },
    /// Whether what the reader does is saved from now on.
    Saving(bool),
    /// The catalogue changed; what the list shows may be old.
    CatalogueChanged,
    /// How far the reading of the folders is.
    Scanned(ScanProgress),
    /// The sources of the catalogue, most articles first.
    Sources(Vec<SourceCount>),
    /// The load problems of the archive.
    Problems(Vec<Problem>),
    /// An article was loaded; its quotes follow.
    Opened {
        /// Which request this answers.
        ticket: Ticket,
        /// The article.
        article: Box<Article>,
    },
    /// The quotes of an opened article were found.
    Quoted {
        /// Which request this answers.
        ticket: Ticket,
        /// In the order of the text.
        quotes: Vec<Quote>,
    },
    /// What is kept of the open article; comes before `Quoted`, and again when it changed.
    Remembered {
        /// Which request this answers.
        ticket: Ticket,
        /// What is kept.
        remembered: Box<Remembered>,
    },
    /// An article could not be loaded.
    NotOpened {
        /// Which request this answers.
        ticket: Ticket,
        /// Why.
        problem: Problem,
    },
    /// The next unread article that was asked for: its row number in the listing, if there is one.
    Unread(Option<usize>),
    /// Hits of a search; with their number when all is known.
    Found {
        /// Which request this answers.
        ticket: Ticket,
        /// The hits.
        found: Box<SearchHits>,
    },
    /// A search could not be made.
    NotFound {
        /// Which request this answers.
        ticket: Ticket,
        /// Why.
        fault: Clean,
    },
    /// Those who are quoted and fit the filter.
    Speakers {
        /// Which request this answers.
        ticket: Ticket,
        /// Them.
        quoted: Box<Quoted>,
    },
    /// The parts of stories that hold what was searched.
    Passages {
        /// Which search this is of.
        ticket: Ticket,
        /// For each story that was asked for its part, if it has one.
        passages: Vec<(ArticleId, Option<HitPassage>)>,
    },
    /// What the list knows of the articles that were asked for; those it does not know are left out.
    Rows(Vec<ArticleRow>),
    /// The searches of the reader.
    Searches {
        /// Those that were made, each once, the last one first.
        made: Vec<Clean>,
        /// Those that were given a name, by name.
        saved: Vec<SavedSearch>,
    },
    /// A change of the state is on disk.
    Saved(StateChange),
    /// A change could not be saved; a notice says why.
    NotSaved(StateChange),
    /// The articles of a listing that were to be marked read are, or a notice says why not.
    MarkedShown,
    /// Articles whose end was seen are marked read on disk.
    Finished(Vec<ArticleId>),
    /// The state changed in another way: an undo, a redo, another reader.
    StateChanged,
    /// Everything that is bookmarked, the newest first.
    Bookmarks(Vec<Bookmark>),
    /// Something the reader should be told.
    Notice(Notice),
}

/// What is kept of an article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remembered {
    /// Where reading stopped.
    pub place: Option<ReadPosition>,
    /// The bookmarks of the story and of its quotes, with their notes.
    pub bookmarks: Vec<Bookmark>,
    /// The quotes that the reader corrected.
    pub corrections: Vec<CorrectedQuote>,
    /// The tags.
    pub tags: Vec<Clean>,
}

/// Those who are quoted, as far as they fit a filter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quoted {
    /// The first of them: the best fit first, without a filter the most quoted.
    pub speakers: Vec<SpeakerRow>,
    /// How many fit in all.
    pub fitting: usize,
    /// How many there are without a filter.
    pub total: usize,
    /// Why there is no answer.
    pub fault: Option<Clean>,
}

/// How far the reading of the folders is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ScanProgress {
    /// Files looked at.
    pub done: usize,
    /// Files found so far.
    pub found: usize,
    /// Articles in the catalogue.
    pub articles: usize,
    /// Quotes in the catalogue.
    pub quotes: usize,
    /// Load problems so far.
    pub problems: usize,
    /// Whether the reading is over.
    pub is_finished: bool,
}

/// A use of the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What was done.
    pub kind: MouseKind,
    /// Where, in columns from the left, from 0.
    pub column: u16,
    /// Where, in rows from the top, from 0.
    pub row: u16,
}

/// What was done with the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button was pressed.
    Click,
    /// The wheel was turned up by one step.
    ScrollUp,
    /// The wheel was turned down by one step.
    ScrollDown,
}
