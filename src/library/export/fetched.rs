//! Stories that are exported from elsewhere than files.

use std::collections::HashMap;
use std::fmt;

use super::gather::LoadedArticle;
use super::story::Story;
use crate::article::{ArticleId, QuoteId};
use crate::text::Clean;

/// A story that was read elsewhere.
#[derive(Debug)]
pub struct FetchedStory {
    /// Which article it is.
    pub id: ArticleId,
    /// The article with its quotes.
    pub read: LoadedArticle,
    /// The quotes that are exported; `None` for all.
    pub wanted: Option<Vec<QuoteId>>,
    /// By which names its speakers are known, of those that are known.
    pub names: HashMap<String, String>,
    /// The oldest quote of each of its statements that other stories have too.
    pub same: HashMap<QuoteId, QuoteId>,
}

/// Reads one story after another; an error ends the export.
pub struct StoryFetch(pub Box<dyn Iterator<Item = Result<FetchedStory, Clean>>>);

impl fmt::Debug for StoryFetch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("StoryFetch").finish_non_exhaustive()
    }
}

/// What remains to be done for a story once it is made.
pub(super) struct FetchedFacts {
    wanted: Option<Vec<QuoteId>>,
    names: HashMap<String, String>,
    same: HashMap<QuoteId, QuoteId>,
}

impl FetchedStory {
    /// Splits it into the article, which is loaded, and what is done once its story is made.
    pub(super) fn into_parts(self) -> (ArticleId, LoadedArticle, FetchedFacts) {
        let facts = FetchedFacts {
            wanted: self.wanted,
            names: self.names,
            same: self.same,
        };
        (self.id, self.read, facts)
    }
}

impl FetchedFacts {
    /// Completes a story: with the quotes that are wanted alone, and the names of their speakers.
    pub(super) fn complete_story(&self, story: &mut Story) {
        // The file is on another machine; one that has this path here is another.
        story.path = None;
        if let Some(wanted) = &self.wanted {
            story.quotes.retain(|quote| wanted.contains(&quote.id));
        }
        for quote in &mut story.quotes {
            quote.same = self.same.get(&quote.id).copied();
        }
        story.name_speakers(&|written| self.names.get(written).map(|name| Clean::line(name)));
    }
}
