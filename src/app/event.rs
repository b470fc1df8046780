//! What happened outside: a key, an answer, a change of the world.

use std::sync::Arc;

use crate::article::{Article, ArticleId, Quote, QuoteId};
use crate::input::key::Key;
use crate::library::listing::{
    ArticleRow, Listing, ListingPage, SourceCount, TagCount, UnreadCounts,
};
use crate::library::state::{
    AttachedCounts, Bookmark, CorrectedQuote, ReadPosition, SavedSearch, StateChange,
};
use crate::loader::Problem;
use crate::people::{QuotedShares, Suggestion};
use crate::search::counts::{CountKey, GroupCount};
use crate::search::hits::SearchHits;
use crate::search::index::{PersonRecord, SpeakerRow};
use crate::search::passages::HitPassage;
use crate::text::Clean;

use super::Settings;
use super::notice::StatusNotice;

/// Tells the answer to one request from the answers to others.
///
/// The first request has ticket 1; 0 is for what the program does on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Ticket(pub u64);

impl Ticket {
    /// Returns the ticket for the next request.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// Something that happened outside the state, grouped by the service that reports it.
#[derive(Debug)]
pub enum Event {
    /// The reader did something, or the terminal changed.
    Input(InputEvent),
    /// The catalogue answers, or has changed.
    Catalogue(CatalogueEvent),
    /// An article was loaded, or could not be.
    Articles(ArticleEvent),
    /// The search index answers.
    Search(SearchEvent),
    /// What the reader keeps was saved, read or changed.
    State(StateEvent),
    /// How far the scan of the folders is.
    Scanned(ScanProgress),
    /// The config file changed.
    Configured(Box<Settings>),
    /// A path was completed.
    PathCompleted {
        /// As it was typed.
        typed: String,
        /// What it is completed to.
        completion: PathCompletion,
    },
    /// Something the reader should be told.
    Notice(StatusNotice),
}

/// The completion of a typed path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathCompletion {
    /// The longest prefix that all candidates share.
    pub completed: String,
    /// The first of the matching names.
    pub candidates: Vec<Clean>,
    /// Whether there are more.
    pub has_more: bool,
}

/// Something the reader did, or a change of the terminal.
#[derive(Debug)]
pub enum InputEvent {
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
    /// Some time went by while keys were pending.
    Waited,
    /// The program was stopped and continues; the whole screen must be redrawn.
    Resumed,
}

/// An answer of the catalogue, or a change of it.
#[derive(Debug)]
pub enum CatalogueEvent {
    /// A page of the list, as requested.
    Page {
        /// What was requested; an answer to another listing than the one shown is dropped.
        listing: Box<Listing>,
        /// The rows.
        page: ListingPage,
    },
    /// The sources and the tags, each with most articles first.
    Sources {
        /// The sources.
        sources: Vec<SourceCount>,
        /// The tags.
        tags: Vec<TagCount>,
    },
    /// The load problems of the archive.
    Problems(Vec<Problem>),
    /// The next unread article that was requested: its row number in the listing, if there is one.
    Unread(Option<usize>),
    /// How many articles of a listing are unread; `None` if they could not be counted.
    UnreadCounts {
        /// What was requested.
        listing: Box<Listing>,
        /// The counts.
        counts: Option<UnreadCounts>,
    },
    /// The rows of the articles that were requested; those that are not in the catalogue are left out.
    Rows(Vec<ArticleRow>),
    /// The catalogue changed; what the list shows may be old.
    Changed,
}

/// What other stories have of the open article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Repeats {
    /// Its quotes that others have.
    pub quotes: Vec<RepeatedQuote>,
    /// All stories that are the same, the open one among them, the newest first; empty if no other is.
    pub stories: Vec<ArticleRow>,
}

/// A quote of the open article that other stories have too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepeatedQuote {
    /// The quote in the open article.
    pub quote: QuoteId,
    /// All stories that have it, the open one among them, the oldest first; with the quote there.
    pub places: Vec<(ArticleRow, QuoteId)>,
    /// Whether the stories name different speakers.
    pub has_different_speakers: bool,
}

/// What became of an article that was requested.
#[derive(Debug)]
pub enum ArticleEvent {
    /// An article was loaded; its quotes follow.
    Opened {
        /// Which request this answers.
        ticket: Ticket,
        /// The article.
        article: Arc<Article>,
    },
    /// The quotes of an opened article were found.
    Quoted {
        /// Which request this answers.
        ticket: Ticket,
        /// In the order of the text.
        quotes: Vec<Quote>,
    },
    /// It was looked up which quotes of an opened article other stories have too.
    Repeated {
        /// Which request this answers.
        ticket: Ticket,
        /// What others have.
        repeats: Repeats,
    },
    /// An article could not be loaded.
    NotOpened {
        /// Which request this answers.
        ticket: Ticket,
        /// Why.
        problem: Problem,
    },
}

/// An answer of the search index.
#[derive(Debug)]
pub enum SearchEvent {
    /// Who has how many of the quoted words.
    Shares(Box<QuotedShares>),
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
    /// The passages of stories that match.
    Passages {
        /// Which search this is of.
        ticket: Ticket,
        /// For each story that was requested its passage, if it has one.
        passages: Vec<(ArticleId, Option<HitPassage>)>,
    },
    /// The counts of the hits of a search.
    Counts {
        /// Which request this answers.
        ticket: Ticket,
        /// What they are counted by.
        key: CountKey,
        /// A group each, in the order of their values.
        counts: Vec<GroupCount>,
    },
    /// The names of saved searches with the number of their hits that were not seen yet.
    NewHits(Vec<(Clean, usize)>),
    /// The speakers that match the filter.
    Speakers {
        /// Which request this answers.
        ticket: Ticket,
        /// Them.
        quoted: Box<SpeakersAnswer>,
    },
    /// What is known of a person.
    Person {
        /// Which request this answers.
        ticket: Ticket,
        /// It.
        answer: Box<PersonAnswer>,
    },
    /// Those who may be the same as somebody.
    Suggestions {
        /// The person, and their other names.
        names: Vec<Clean>,
        /// The likeliest first.
        suggestions: Vec<Suggestion>,
    },
}

/// What became of a request to the state, or a change of it.
#[derive(Debug)]
pub enum StateEvent {
    /// What is kept of the open article; comes before its quotes, and again when it changed.
    Remembered {
        /// Which request this answers.
        ticket: Ticket,
        /// What is kept.
        remembered: Box<Remembered>,
    },
    /// The searches of the reader.
    Searches {
        /// Those that were made, each once, the last one first.
        made: Vec<Clean>,
        /// Those that were given a name, by name.
        saved: Vec<SavedSearch>,
    },
    /// A change is on disk.
    Saved {
        /// Which request this answers.
        ticket: Ticket,
        /// The change; of a listing that was marked read, its articles.
        change: Box<StateChange>,
        /// What went with removed bookmarks.
        removed: AttachedCounts,
    },
    /// A change was not saved; a notice says why.
    NotSaved {
        /// Which request this answers.
        ticket: Ticket,
    },
    /// Articles whose end was seen are marked read on disk.
    Finished(Vec<ArticleId>),
    /// Everything that is bookmarked, the newest first.
    Bookmarks(Vec<TaggedBookmark>),
    /// Whether changes are saved from now on.
    Saving(bool),
    /// The state changed in another way: an undo, a redo, another running program, another device.
    Changed,
    /// What was exchanged with other devices had so many problems.
    Exchanged {
        /// How many there are now.
        problems: usize,
    },
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
pub struct SpeakersAnswer {
    /// The first of them: the best fit first, without a filter the most quoted.
    pub speakers: Vec<SpeakerRow>,
    /// How many fit in all.
    pub fitting: usize,
    /// How many there are without a filter.
    pub total: usize,
    /// Why there is no answer.
    pub fault: Option<Clean>,
}

/// What is known of a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonAnswer {
    /// It; `None` if no quote is theirs.
    pub person: Option<PersonRecord>,
    /// Why there is no answer.
    pub fault: Option<Clean>,
}

/// How far the reading of the folders is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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
    /// Folders and links that could not be looked into, which are among the problems.
    pub unseen: usize,
    /// How many of the problems were announced in earlier runs; known once the reading is over.
    pub announced: usize,
    /// Whether the reading is over.
    pub is_finished: bool,
    /// Why the folders cannot be read for now; it is tried again.
    pub fault: Option<Clean>,
    /// Which folders hold nothing, in a sentence, if there is no article in any of them; known once the reading is over.
    pub emptiness: Option<Clean>,
}

/// A bookmark with its tags and those of its story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaggedBookmark {
    /// What is kept.
    pub bookmark: Bookmark,
    /// The tags that the reader gave it, then those of the story.
    pub tags: Vec<Clean>,
    /// Whether the file of the story is gone.
    pub is_gone: bool,
    /// How long the story is, if the catalogue has it.
    pub length: Option<StoryLength>,
}

/// How much there is to read in a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoryLength {
    /// Minutes of reading; 0 if it has no text to speak of.
    pub minutes: u32,
    /// How many quotes it holds.
    pub quotes: u32,
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
    /// The mouse was moved with the left button held down.
    Drag,
    /// The wheel was turned up by one step.
    ScrollUp,
    /// The wheel was turned down by one step.
    ScrollDown,
}
