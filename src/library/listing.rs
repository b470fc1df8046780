//! Requests and answers of the list pane: the rows of the catalogue in some order, a page at a time.

use std::path::PathBuf;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::reading_days::ReadingDay;
use crate::article::{Article, ArticleId};
use crate::loader;
use crate::text::Clean;

/// Where an article is stored: a file, and which of the articles in it (0 unless the file is a feed).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file.
    pub path: PathBuf,
    /// The article's number in the file, from 0.
    pub entry: u32,
}

impl Location {
    /// Loads the article, under the identity that the catalogue decided on if that is known; `None` if the file no longer
    /// holds it.
    #[must_use]
    pub fn load_article(&self, id: Option<ArticleId>) -> Option<Article> {
        let entry = usize::try_from(self.entry).ok()?;
        let mut article = loader::load(&self.path).articles.into_iter().nth(entry)?;
        if let Some(id) = id {
            article.set_identity(id);
        }
        Some(article)
    }
}

/// One article as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRow {
    /// Which article it is.
    pub id: ArticleId,
    /// Where it is stored.
    pub location: Location,
    /// The headline on one line.
    pub title: Clean,
    /// Who published it.
    pub source: Option<Clean>,
    /// The day of publication.
    pub published: Option<Date>,
    /// The time on that day, if it is known.
    pub time: Option<Time>,
    /// Minutes of reading.
    pub minutes: u32,
    /// How many quotes it holds.
    pub quotes: u32,
    /// Whether it was read to the end or marked so.
    pub is_read: bool,
    /// Whether the story is bookmarked.
    pub is_bookmarked: bool,
    /// How far it was read, in hundredths; `None` if it was not begun.
    pub read_position: Option<u8>,
    /// The tags that the user gave it.
    pub tags: Vec<Clean>,
    /// What has one row with it.
    pub fold: RowFold,
}

/// What a row has to do with other stories that are the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum RowFold {
    /// No other story of the listing is the same, or each has its own place.
    #[default]
    Alone,
    /// It is the newest of several, with the others folded under it, or in rows below it.
    Newest {
        /// The others.
        others: FoldedStories,
        /// Whether they are in rows below it.
        is_unfolded: bool,
    },
    /// It is in a row below the newest.
    Unfolded {
        /// When the newest was published.
        published: Option<Date>,
        /// Who published the newest.
        source: Option<Clean>,
    },
}

/// How many stories are folded under one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FoldedStories {
    /// The stories.
    pub stories: usize,
    /// The sources that published them, without the newest's own.
    pub sources: usize,
}

impl ArticleRow {
    /// Returns the stories that are folded under it; `None` if there are none, or they have rows.
    #[must_use]
    pub const fn folded(&self) -> Option<FoldedStories> {
        match self.fold {
            RowFold::Newest {
                others,
                is_unfolded: false,
            } => Some(others),
            RowFold::Newest { .. } | RowFold::Unfolded { .. } | RowFold::Alone => None,
        }
    }

    /// Returns the day it is listed under: below the newest of its stories, that one's.
    #[must_use]
    pub fn day_group(&self) -> GroupKey {
        GroupKey::Day(match &self.fold {
            RowFold::Unfolded { published, .. } => *published,
            RowFold::Alone | RowFold::Newest { .. } => self.published,
        })
    }

    /// Returns the source it is listed under: below the newest of its stories, that one's.
    #[must_use]
    pub fn source_group(&self) -> GroupKey {
        GroupKey::Source(match &self.fold {
            RowFold::Unfolded { source, .. } => source.clone(),
            RowFold::Alone | RowFold::Newest { .. } => self.source.clone(),
        })
    }
}

/// What the list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SortKey {
    /// The day of publication; articles without one come last.
    #[default]
    Published,
    /// The title, folded.
    Title,
    /// The source, then the date, newest first.
    Source,
    /// Minutes of reading.
    Minutes,
    /// The number of quotes.
    Quotes,
    /// When the file was first seen.
    Added,
}

/// An order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ListingSort {
    /// The key.
    pub key: SortKey,
    /// Whether the greatest comes first.
    pub is_descending: bool,
}

impl Default for ListingSort {
    fn default() -> Self {
        Self {
            key: SortKey::Published,
            is_descending: true,
        }
    }
}

/// Which articles the list shows; an empty filter shows all.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Filter {
    /// Only from these sources; from any if empty.
    pub sources: Vec<Clean>,
    /// Published on this day or later.
    pub after: Option<Date>,
    /// Published on this day or earlier.
    pub before: Option<Date>,
    /// Only unread ones.
    pub is_unread: bool,
    /// Only bookmarked ones.
    pub is_bookmarked: bool,
    /// Only those that were begun and not read to the end.
    pub is_begun: bool,
    /// Only with this tag.
    pub tag: Option<Clean>,
    /// Only with a title that fuzzily matches these words; if not empty, the best match comes first. It is not remembered
    /// over a session.
    #[serde(skip)]
    pub title: String,
}

/// A request: which articles, in what order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Listing {
    /// The filter.
    pub filter: Filter,
    /// The order.
    pub sort: ListingSort,
    /// Whether stories that are the same have one row.
    pub is_folded: bool,
    /// Of each group of stories with rows of their own below the newest, one story.
    pub unfolded: Vec<ArticleId>,
    /// What comes before the others.
    pub lead: ListingLead,
}

/// Stories that a list begins with, before the others.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ListingLead {
    /// Those that were begun, the last one first.
    pub begun: Vec<ArticleId>,
    /// The last day of reading: what was added since then follows those.
    pub since: Option<ReadingDay>,
}

/// How many rows of a listing come before the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeadCounts {
    /// Those that were begun.
    pub begun: usize,
    /// Those that are new, after them.
    pub new: usize,
}

impl ListingLead {
    /// Returns `true` if a list begins with nothing special.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.begun.is_empty() && self.since.is_none()
    }
}

impl Listing {
    /// Returns the listing in which each story has its own place.
    #[must_use]
    pub fn without_folds(&self) -> Self {
        Self {
            is_folded: false,
            unfolded: Vec::new(),
            ..self.clone()
        }
    }

    /// Returns the listing in which nothing is unfolded.
    #[must_use]
    pub fn without_unfolded(&self) -> Self {
        Self {
            unfolded: Vec::new(),
            ..self.clone()
        }
    }

    /// Returns the listing with all articles in its order.
    #[must_use]
    pub fn without_lead(&self) -> Self {
        Self {
            lead: ListingLead::default(),
            ..self.clone()
        }
    }
}

/// Where a page of the list begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageStart {
    /// At the row with this number, from 0; the last page if there are fewer rows.
    Row(usize),
    /// With this article in the middle; the first page if the listing does not contain it.
    Article(ArticleId),
}

/// Some rows of a listing, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListingPage {
    /// The number of the first row in the listing, from 0.
    pub first: usize,
    /// How many rows the listing has in all.
    pub total: usize,
    /// How many articles these rows are, with those that are folded.
    pub articles: usize,
    /// The rows.
    pub rows: Vec<ArticleRow>,
    /// How many rows of the listing come before the others.
    pub lead: LeadCounts,
    /// The article that the page was requested for, and the one it is folded under.
    pub folded_under: Option<(ArticleId, ArticleId)>,
}

/// A group of rows in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupKey {
    /// What was begun, at the start of the list.
    Begun,
    /// What was added since the last day of reading.
    New,
    /// A day of publication, or none.
    Day(Option<Date>),
    /// A source, or none.
    Source(Option<Clean>),
}

/// How many articles of a listing are unread.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnreadCounts {
    /// Of all of it.
    pub total: usize,
    /// Of some of its groups.
    pub groups: Vec<(GroupKey, usize)>,
}

/// A tag and the number of its articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagCount {
    /// The tag.
    pub name: Clean,
    /// How many articles.
    pub articles: usize,
}

/// A source and the number of its articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceCount {
    /// The source's name.
    pub name: Clean,
    /// How many articles.
    pub articles: usize,
}

impl SortKey {
    /// Every key, in the order of the menu.
    pub const ALL: [Self; 6] = [
        Self::Published,
        Self::Title,
        Self::Source,
        Self::Minutes,
        Self::Quotes,
        Self::Added,
    ];

    /// Returns `true` if the greatest comes first by default.
    #[must_use]
    pub const fn is_newest_first(self) -> bool {
        !matches!(self, Self::Title | Self::Source)
    }

    /// Returns the name in the menu and in the status line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Published => "date",
            Self::Title => "title",
            Self::Source => "source",
            Self::Minutes => "minutes",
            Self::Quotes => "quotes",
            Self::Added => "added",
        }
    }
}
