//! What a search is asked and what it answers.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::article::{ArticleId, TextRange};
use crate::text::Clean;

use super::query::Query;

/// What is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The words of quotes.
    #[default]
    Quotes,
    /// Titles and bodies of stories.
    Stories,
}

/// What stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Order {
    /// What fits best, of two alike the newer one.
    #[default]
    Relevance,
    /// The newest.
    Newest,
}

/// What the reader did with stories, for `is:`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flags {
    /// The stories that are bookmarked.
    pub bookmarked: Vec<ArticleId>,
    /// The stories that were read.
    pub read: Vec<ArticleId>,
}

/// A search.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// For what.
    pub query: &'a Query,
    /// Where.
    pub scope: Scope,
    /// What the reader did; needed only where the query asks for it ([`Query::asks_for_flags`]).
    pub flags: &'a Flags,
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
    /// Where the quote stands in the article's text; nothing for a story.
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
pub struct Found {
    /// The first hits.
    pub hits: Vec<Hit>,
    /// How many there are in all, when they were counted.
    pub total: Option<usize>,
    /// How many of them each speaker has, the most first, when they were counted.
    pub speakers: Vec<(Clean, usize)>,
    /// Whether words with typos were looked for as well, since there was little else.
    pub has_typos: bool,
}
