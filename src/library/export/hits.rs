//! Groups the hits of a search by their stories, to export these with the quotes that were found.

use std::collections::HashMap;

use crate::article::{ArticleId, QuoteId};
use crate::library::catalogue::{Catalogue, CatalogueError};
use crate::library::listing::Location;

use super::story::Story;

/// A story and which of its quotes are exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryHits {
    /// Which article it is, as the catalogue decided.
    pub article: ArticleId,
    /// Where the story is stored.
    pub location: Location,
    /// Its quotes that were found; `None` if the story itself was, with all of them.
    pub quotes: Option<Vec<QuoteId>>,
}

/// Groups hits by story, in the order of the first hit of each; stories that the catalogue does not have are left out.
///
/// # Errors
/// Fails if the catalogue cannot be read.
pub fn group_hits(
    catalogue: &Catalogue,
    hits: impl IntoIterator<Item = (ArticleId, Option<QuoteId>)>,
) -> Result<Vec<StoryHits>, CatalogueError> {
    let mut stories = Vec::new();
    for (article, quotes) in group_quotes(hits) {
        let row = catalogue.find_row(article)?;
        stories.extend(row.map(|row| StoryHits {
            article,
            location: row.location,
            quotes,
        }));
    }
    Ok(stories)
}

/// Groups quotes by article, in the order of the first of each; `None` for all of an article that is a hit itself.
pub fn group_quotes(
    hits: impl IntoIterator<Item = (ArticleId, Option<QuoteId>)>,
) -> Vec<(ArticleId, Option<Vec<QuoteId>>)> {
    let mut groups: Vec<(ArticleId, Option<Vec<QuoteId>>)> = Vec::new();
    let mut places: HashMap<ArticleId, usize> = HashMap::new();
    for (article, quote) in hits {
        let place = *places.entry(article).or_insert(groups.len());
        if place == groups.len() {
            groups.push((article, Some(Vec::new())));
        }
        if let Some((_, quotes)) = groups.get_mut(place) {
            match (quotes.as_mut(), quote) {
                (Some(quotes), Some(quote)) => quotes.push(quote),
                (_, None) => *quotes = None,
                (None, Some(_)) => {}
            }
        }
    }
    groups
}

impl StoryHits {
    /// Removes the quotes of a story that were not found.
    pub(super) fn retain_quotes(&self, story: &mut Story) {
        if let Some(found) = &self.quotes {
            story.quotes.retain(|quote| found.contains(&quote.id));
        }
    }
}
