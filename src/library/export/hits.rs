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
    let mut groups: Vec<StoryHits> = Vec::new();
    let mut places: HashMap<ArticleId, Option<usize>> = HashMap::new();
    for (article, quote) in hits {
        let place = if let Some(place) = places.get(&article) {
            *place
        } else {
            let row = catalogue.find_row(article)?;
            let place = row.map(|row| {
                groups.push(StoryHits {
                    article,
                    location: row.location,
                    quotes: Some(Vec::new()),
                });
                groups.len() - 1
            });
            places.insert(article, place);
            place
        };
        if let Some(group) = place.and_then(|place| groups.get_mut(place)) {
            group.add_hit(quote);
        }
    }
    Ok(groups)
}

impl StoryHits {
    fn add_hit(&mut self, quote: Option<QuoteId>) {
        match (&mut self.quotes, quote) {
            (Some(quotes), Some(quote)) => quotes.push(quote),
            (_, None) => self.quotes = None,
            (None, Some(_)) => {}
        }
    }

    /// Removes the quotes of a story that were not found.
    pub(super) fn retain_quotes(&self, story: &mut Story) {
        if let Some(found) = &self.quotes {
            story.quotes.retain(|quote| found.contains(&quote.id));
        }
    }
}
