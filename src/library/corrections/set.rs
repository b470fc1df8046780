//! The corrections of all articles, and which of them an article has.

use std::collections::HashMap;
use std::path;

use xxhash_rust::xxh3::xxh3_64;

use super::{LaidQuotes, lay_corrections};
use crate::article::{Article, ArticleId, Quote};
use crate::library::anchor::Anchor;
use crate::library::listing::Location;
use crate::library::state::{CorrectedArticle, CorrectedQuote, StateError, StateStore};

/// How many bytes beside the words of a correction must be as they were in an article of another identity.
const BESIDE: usize = 16;

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
        let id = self.identify_article(article);
        let digest = self.digest_for(id, location);
        if digest == 0 {
            return LaidArticle {
                laid: LaidQuotes {
                    quotes: found.to_vec(),
                    rejected: Vec::new(),
                },
                ..LaidArticle::default()
            };
        }
        let corrections = self.of_article(article, id, location);
        let mut former = self.former_corrections(id, location);
        LaidArticle {
            laid: lay_corrections(article, found, &corrections),
            digest,
            former: former
                .find(|(_, corrected)| is_still_in(article, corrected))
                .map(|(former, _)| former),
        }
    }

    /// Returns the identity that corrections of an article are kept under, also where nobody has decided on it.
    fn identify_article(&self, article: &Article) -> ArticleId {
        let id = ArticleId::for_article(article);
        if article.identity.is_some() || self.articles.is_empty() {
            return id;
        }
        let further = ArticleId::list_candidates(article).into_iter().skip(1);
        let mut corrected = further.filter(|id| self.articles.contains_key(id));
        corrected.next().unwrap_or(id)
    }

    /// Returns the corrections of an article; those of its former identity come first, so that newer ones win.
    #[must_use]
    pub fn of_article(
        &self,
        article: &Article,
        id: ArticleId,
        location: &Location,
    ) -> Vec<CorrectedQuote> {
        let former = self.former_corrections(id, location);
        let former = former.map(|(_, corrected)| corrected);
        let own = self.articles.get(&id).into_iter().flatten();
        former
            .filter(|corrected| is_still_in(article, corrected))
            .chain(own)
            .cloned()
            .collect()
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

    /// Returns a number that tells which corrections an article may have; 0 for none.
    #[must_use]
    pub fn digest_for(&self, id: ArticleId, location: &Location) -> i64 {
        let former = self.former_corrections(id, location);
        let former = former.map(|(_, corrected)| corrected);
        let own = self.articles.get(&id).into_iter().flatten();
        digest_of(former.chain(own))
    }

    /// Returns the articles that have corrections.
    pub fn identities(&self) -> impl Iterator<Item = ArticleId> {
        self.articles.keys().copied()
    }

    /// Returns where corrected articles were stored.
    pub fn locations(&self) -> impl Iterator<Item = &Location> {
        self.locations.keys()
    }

    /// Returns the corrections of other articles that were stored where this one is now.
    fn former_corrections(
        &self,
        id: ArticleId,
        location: &Location,
    ) -> impl Iterator<Item = (ArticleId, &CorrectedQuote)> {
        let others = self
            .identities_at(location)
            .filter(move |other| *other != id);
        others.flat_map(|other| {
            let quotes = self.articles.get(&other).into_iter().flatten();
            quotes.map(move |quote| (other, quote))
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

/// Returns `true` if an article has the words of a correction with what was beside them.
///
/// The words alone may be in any other story: a file is written over, and the entries of a feed move on.
fn is_still_in(article: &Article, corrected: &CorrectedQuote) -> bool {
    has_anchor(article, &corrected.quote.anchor)
}

/// Returns `true` if an article has the words of an anchor with what was beside them on one side.
#[must_use]
pub(in crate::library) fn has_anchor(article: &Article, anchor: &Anchor) -> bool {
    let before = anchor
        .before
        .ceil_char_boundary(anchor.before.len().saturating_sub(BESIDE));
    let before = anchor.before.get(before..).unwrap_or_default();
    let after = anchor
        .after
        .floor_char_boundary(BESIDE.min(anchor.after.len()));
    let after = anchor.after.get(..after).unwrap_or_default();
    let exact = &anchor.exact;
    let holds = |beside: &str, words: String| {
        beside.len() + exact.len() > BESIDE && article.text.contains(&words)
    };
    holds(before, format!("{before}{exact}")) || holds(after, format!("{exact}{after}"))
}

/// Returns a number that tells sets of corrections apart, whatever their order; 0 for none.
fn digest_of<'a>(corrections: impl Iterator<Item = &'a CorrectedQuote>) -> i64 {
    let as_text = |corrected: &CorrectedQuote| serde_json::to_string(corrected).unwrap_or_default();
    let mut texts: Vec<String> = corrections.map(as_text).collect();
    if texts.is_empty() {
        return 0;
    }
    texts.sort_unstable();
    xxh3_64(texts.join("\n").as_bytes()).cast_signed()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::article::{QuoteKind, TextRange};
    use crate::library::anchor::Anchor;
    use crate::library::state::{ArticleDescription, ArticleReference, Correction, KeptQuote};
    use crate::text::Clean;

    const STORY: &str =
        "The pilots met at the quay. “So be it,” he said, and left the harbor at noon.";

    fn set() -> (CorrectionSet, Location) {
        let location = Location {
            path: "/news/latest.txt".into(),
            entry: 0,
        };
        let start = STORY.find('“').unwrap();
        let range = TextRange::new(start, start + "“So be it,”".len());
        let quote = KeptQuote {
            anchor: Anchor::from_range(STORY, range),
            words: Clean::new(range.of(STORY)),
            speaker: None,
            kind: QuoteKind::Direct,
            is_highlight: false,
        };
        let article = ArticleReference {
            id: ArticleId::from_number(1),
            description: ArticleDescription {
                location: Some(location.clone()),
                ..ArticleDescription::default()
            },
        };
        let correction = Correction::Speaker(Clean::new("Oda Lund"));
        let quotes = vec![CorrectedQuote { quote, correction }];
        let articles = vec![CorrectedArticle { article, quotes }];
        (CorrectionSet::from_articles(articles), location)
    }

    #[rstest]
    #[case::as_it_was(STORY, 1)]
    #[case::edited_before(
        "The crews met on the mole. “So be it,” he said, and left the harbor at noon.",
        1
    )]
    #[case::edited_behind("The pilots met at the quay. “So be it,” said the man.", 1)]
    #[case::another_story("The tide was late. “So be it,” Mirela Dunn answered.", 0)]
    fn a_correction_follows_an_edit_and_no_other_story(#[case] text: &str, #[case] count: usize) {
        let (set, location) = set();
        let article = Article {
            text: Clean::new(text),
            ..Article::default()
        };
        let id = ArticleId::for_article(&article);
        assert_eq!(set.of_article(&article, id, &location).len(), count);
        let elsewhere = Location {
            entry: 1,
            ..location
        };
        assert!(set.of_article(&article, id, &elsewhere).is_empty());
    }
}
