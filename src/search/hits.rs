//! The request and the result of a search.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::article::{ArticleId, Confidence, QuoteId, TextRange};
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

/// The bookmarked and read stories, which `is:` selects, and those that are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HitFlags {
    /// The stories that are bookmarked.
    pub bookmarked: Vec<ArticleId>,
    /// The stories that were read.
    pub read: Vec<ArticleId>,
    /// Stories that the index has without the user's newest corrections; neither they nor their quotes are found.
    pub outdated: Vec<ArticleId>,
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
    /// The identity of the quote; `None` for a story.
    pub quote: Option<QuoteId>,
    /// Whether the reader has set the speaker.
    pub is_corrected: bool,
    /// How sure the attribution is.
    pub confidence: Confidence,
    /// The range of the quote in the article's text; `None` for a story.
    pub place: Option<TextRange>,
    /// The words of the quote, or the title of the story.
    pub text: Clean,
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

impl Hit {
    /// Returns `true` if it is a quote with a speaker who is shown with a question mark.
    #[must_use]
    pub fn is_unsure(&self) -> bool {
        self.quote.is_some() && self.speaker.is_some() && !self.confidence.is_sure()
    }
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
