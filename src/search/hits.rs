//! The request and the answer of a search.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::article::{ArticleId, TextRange};
use crate::text::Clean;

use super::query::Query;

/// What is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SearchScope {
    /// The words of quotes.
    #[default]
    Quotes,
    /// Titles and bodies of stories.
    Stories,
}

/// How hits are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HitOrder {
    /// What fits best, of two alike the newer one.
    #[default]
    Relevance,
    /// The newest.
    Newest,
}

/// The bookmarked and read stories, for `is:`.
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
    /// For what.
    pub query: &'a Query,
    /// Where.
    pub scope: SearchScope,
    /// The flags; needed only if the query asks for them ([`Query::asks_for_flags`]).
    pub flags: &'a HitFlags,
    /// How many hits at the most.
    pub limit: usize,
    /// The day from which a hit's age counts.
    pub today: Date,
}

/// A quote or story that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The article.
    pub article: ArticleId,
    /// The range of the quote in the article's text; `None` for a story.
    pub place: Option<TextRange>,
    /// The words of the quote, the title of the story.
    pub text: Clean,
    /// The parts of `text` that were looked for.
    pub marks: Vec<TextRange>,
    /// Who said it.
    pub speaker: Option<Clean>,
    /// What the article says the speaker is ("the committee's chairman").
    pub role: Option<Clean>,
    /// Who published it.
    pub source: Option<Clean>,
    /// The day of publication.
    pub published: Option<Date>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchHits {
    /// The first hits.
    pub hits: Vec<Hit>,
    /// How many there are in all, when they were counted.
    pub total: Option<usize>,
    /// How many of them each speaker has, the most first, when they were counted.
    pub speakers: Vec<(Clean, usize)>,
    /// Whether words with typos were looked for as well, since there was little else.
    pub has_typos: bool,
}
