//! The corrections of all articles, and which of them an article has.

use std::collections::HashMap;
use std::path;

use xxhash_rust::xxh3::xxh3_64;

use super::{LaidQuotes, lay_corrections};
use crate::article::{Article, ArticleId, Quote};
use crate::library::listing::Location;
use crate::library::state::{CorrectedArticle, CorrectedQuote, StateError, StateStore};

/// The corrections of all articles, by identity and by where the articles were stored.
///
/// An edit of its head gives an article another identity. Until the state follows it, and if the cache was deleted in
/// the meantime, the corrections are found by the file, whose text must have their words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CorrectionSet {
    articles: HashMap<ArticleId, Vec<CorrectedQuote>>,
    locations: HashMap<Location, Vec<ArticleId>>,
}

/// An article with the corrections laid over its quotes.
#[derive(Debug, Clone, Default)]
pub struct LaidArticle {
    /// Its quotes.
    pub laid: LaidQuotes,
    /// A number that tells which corrections were laid; 0 for none.
    pub digest: i64,
    /// The identity that the article had when it was corrected, if that was another one.
    pub former: Option<ArticleId>,
}

impl CorrectionSet {
    /// Collects corrections.
    #[must_use]
    pub fn from_articles(articles: Vec<CorrectedArticle>) -> Self {
        let mut set = Self::default();
        for CorrectedArticle { article, quotes } in articles {
            if let Some(location) = article.description.location {
                set.locations.entry(location).or_default().push(article.id);
            }
            set.articles.entry(article.id).or_default().extend(quotes);
        }
        set
    }

    /// Reads the corrections of the open state.
    ///
    /// # Errors
    /// Fails if the state cannot be read.
    pub fn from_store(store: &StateStore) -> Result<Self, StateError> {
        Ok(Self::from_articles(store.all_corrections()?))
    }

    /// Lays the corrections of an article over its quotes.
    #[must_use]
    pub fn lay_over(&self, article: &Article, location: &Location, found: &[Quote]) -> LaidArticle {
        let id = ArticleId::for_article(article);
        let corrections = self.of_article(id, location);
        if corrections.is_empty() {
            return LaidArticle {
                laid: LaidQuotes {
                    quotes: found.to_vec(),
                    rejected: Vec::new(),
                },
                ..LaidArticle::default()
            };
        }
        LaidArticle {
            laid: lay_corrections(article, found, &corrections),
            digest: digest_of(&corrections),
            former: self.former_identity(article, id, location),
        }
    }

    /// Returns the corrections of an article; those of its former identity come first, so that newer ones win.
    #[must_use]
    pub fn of_article(&self, id: ArticleId, location: &Location) -> Vec<CorrectedQuote> {
        let own = self.articles.get(&id);
        let former = self.identities_at(location).filter(|other| *other != id);
        let former = former.filter_map(|other| self.articles.get(&other));
        former.chain(own).flatten().cloned().collect()
    }

    /// Returns the identity that a correction of an article is kept under: its own, or a former one.
    #[must_use]
    pub fn owner_of(
        &self,
        corrected: &CorrectedQuote,
        id: ArticleId,
        location: &Location,
    ) -> ArticleId {
        let holds = |owner: &ArticleId| {
            let quotes = self.articles.get(owner);
            quotes.is_some_and(|quotes| quotes.contains(corrected))
        };
        let mut owners = std::iter::once(id).chain(self.identities_at(location));
        owners.find(holds).unwrap_or(id)
    }

    /// Returns a number that tells which corrections an article has; 0 for none.
    #[must_use]
    pub fn digest_for(&self, id: ArticleId, location: &Location) -> i64 {
        digest_of(&self.of_article(id, location))
    }

    /// Returns the articles that have corrections.
    pub fn identities(&self) -> impl Iterator<Item = ArticleId> {
        self.articles.keys().copied()
    }

    /// Returns where corrected articles were stored.
    pub fn locations(&self) -> impl Iterator<Item = &Location> {
        self.locations.keys()
    }

    /// Returns the identity under which an article was corrected, if it is another one and its words are still there.
    fn former_identity(
        &self,
        article: &Article,
        id: ArticleId,
        location: &Location,
    ) -> Option<ArticleId> {
        let holds = |corrected: &CorrectedQuote| {
            let exact = corrected.quote.anchor.exact.as_str();
            !exact.is_empty() && article.text.contains(exact)
        };
        self.identities_at(location)
            .filter(|other| *other != id)
            .find(|other| {
                let corrections = self.articles.get(other);
                corrections.is_some_and(|corrections| corrections.iter().any(holds))
            })
    }

    fn identities_at(&self, location: &Location) -> impl Iterator<Item = ArticleId> {
        // The state has the absolute paths of the archive; a command may name the file in another way.
        let absolute = path::absolute(&location.path).map(|path| Location {
            path,
            entry: location.entry,
        });
        let there = absolute.ok().and_then(|at| self.locations.get(&at));
        there.into_iter().flatten().copied()
    }
}

/// Returns a number that tells sets of corrections apart, whatever their order; 0 for none.
fn digest_of(corrections: &[CorrectedQuote]) -> i64 {
    if corrections.is_empty() {
        return 0;
    }
    let as_text = |corrected: &CorrectedQuote| serde_json::to_string(corrected).unwrap_or_default();
    let mut texts: Vec<String> = corrections.iter().map(as_text).collect();
    texts.sort_unstable();
    xxh3_64(texts.join("\n").as_bytes()).cast_signed()
}
