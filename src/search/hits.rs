//! The request and the result of a search.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::article::{ArticleId, TextRange};
use crate::text::Clean;

use super::query::Query;

/// What to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SearchScope {
    /// The words of quotes.
    #[default]
    Quotes,
    /// Titles and bodies of stories.
    Stories,
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HitOrder {
    /// The most relevant first; of two equal hits the newer one.
    #[default]
    Relevance,
    /// The newest first.
    Newest,
}

/// The bookmarked and read stories, which `is:` selects.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HitFlags {
    /// The stories that are bookmarked.
    pub bookmarked: Vec<ArticleId>,
    /// The stories that were read.
    pub read: Vec<ArticleId>,
}

/// A search.
#[derive(Debug, Clone, Copy)]
pub struct HitRequest<'a> {
    /// The query.
    pub query: &'a Query,
    /// The scope.
    pub scope: SearchScope,
    /// The flags; may be empty unless the query asks for them ([`Query::asks_for_flags`]).
    pub flags: &'a HitFlags,
    /// The most hits to return.
    pub limit: usize,
    /// The day from which the age of hits is counted.
    pub today: Date,
}

/// A quote or story that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The article.
    pub article: ArticleId,
    /// The range of the quote in the article's text; `None` for a story.
    pub place: Option<TextRange>,
    /// The words of the quote with what the story says between its parts, or the title of the story.
    pub text: Clean,
    /// The ranges of `text` that are quoted; empty if all of it is.
    pub fragments: Vec<TextRange>,
    /// The parts of `text` that match the query, in order and without overlaps.
    pub marks: Vec<TextRange>,
    /// Who said it.
    pub speaker: Option<Clean>,
    /// How the article describes the speaker ("the committee's chairman").
    pub role: Option<Clean>,
    /// Who published it.
    pub source: Option<Clean>,
    /// The day of publication.
    pub published: Option<Date>,
}

/// The result of a search.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchHits {
    /// The first hits.
    pub hits: Vec<Hit>,
    /// The number of all hits; `None` if they were not counted.
    pub total: Option<usize>,
    /// The number of hits of each speaker, the most first; empty if they were not counted.
    pub speakers: Vec<(Clean, usize)>,
    /// Whether misspelt words were searched as well, because there were few hits without.
    pub has_typos: bool,
}

/// The hits of a phrase with one word that is another or missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartialPhrase {
    /// The words that each hit has.
    pub found: usize,
    /// The words of the phrase.
    pub wanted: usize,
    /// The hits.
    pub hits: SearchHits,
}

/// What hits are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupKey {
    /// Who said it.
    Speaker,
    /// Who published it.
    Source,
    /// The day of publication.
    Day,
    /// The month of publication.
    Month,
    /// The year of publication.
    Year,
}

impl GroupKey {
    /// All keys, in the order of the help.
    pub const ALL: [Self; 5] = [
        Self::Speaker,
        Self::Source,
        Self::Day,
        Self::Month,
        Self::Year,
    ];

    /// Returns the name on the command line and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Source => "source",
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// The value of a group for a key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupValue {
    /// A day, month or year, such as 2026-01.
    Period(String),
    /// A speaker or a source.
    Name(Clean),
    /// Not known; after all others.
    Unknown,
}

impl GroupValue {
    /// Returns the value as text; `None` if it is not known.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Period(period) => Some(period),
            Self::Name(name) => Some(name),
            Self::Unknown => None,
        }
    }
}

/// The hits that share their values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupCount {
    /// A value for each key.
    pub values: Vec<GroupValue>,
    /// The number of hits.
    pub quotes: usize,
    /// The number of articles with these hits.
    pub articles: usize,
}
