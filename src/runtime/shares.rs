//! Counts on a worker who gets to speak in the articles of a list, or in what a search found.

use std::collections::HashSet;
use std::sync::Arc;

use super::outbox::Outbox;
use super::worker::Worker;
use crate::app::effect::{FoundHits, ShareQuery};
use crate::app::event::{Event, SearchEvent};
use crate::app::notice::StatusNotice;
use crate::article::ArticleId;
use crate::library::Archive;
use crate::library::catalogue::{Catalogue, CatalogueError};
use crate::library::listing::{Listing, PageStart};
use crate::people::QuotedShares;
use crate::search::hits::SearchScope;
use crate::search::index::{Index, IndexError, ShareGroup, ShareScope};

/// How many rows of a listing are read at a time.
const STRIDE: usize = 1024;

/// Why shares cannot be counted.
#[derive(Debug, thiserror::Error)]
enum ShareError {
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// Counts shares of quoted words, on a worker of its own.
pub(super) struct ShareService {
    worker: Worker,
    counter: Arc<ShareCounter>,
    outbox: Outbox,
}

struct ShareCounter {
    index: Arc<Index>,
    archive: Archive,
}

impl ShareService {
    /// Makes the service of an archive; nothing is opened yet.
    pub(super) fn new(archive: Archive, outbox: Outbox) -> Self {
        Self {
            worker: Worker::default(),
            counter: Arc::new(ShareCounter {
                index: archive.open_index(),
                archive,
            }),
            outbox,
        }
    }

    /// Has the shares counted and sent. Returns an answer only when it cannot even be tried.
    pub(super) fn count_shares(&self, query: ShareQuery) -> Option<Event> {
        let counter = Arc::clone(&self.counter);
        let job = move |outbox: &Outbox| {
            outbox.send(match counter.count_shares(&query) {
                Ok(shares) => Event::Search(SearchEvent::Shares(Box::new(shares))),
                Err(error) => Event::Notice(StatusNotice::error(&error.to_string())),
            });
        };
        self.worker
            .submit_answer(&self.outbox, "The speakers cannot be counted", job)
    }
}

impl ShareCounter {
    fn count_shares(&self, query: &ShareQuery) -> Result<QuotedShares, ShareError> {
        let mut catalogue = self.archive.open_catalogue()?;
        let groups = match query {
            ShareQuery::Listing(listing) => {
                let articles = listed_articles(&mut catalogue, listing)?;
                let scope = ShareScope::Articles(&articles);
                self.index.count_shares(scope, &[])?
            }
            ShareQuery::Found(found) => self.count_found(&catalogue, found)?,
        };
        let shares = groups.into_iter().map(|group| group.shares).next();
        Ok(shares.unwrap_or_default())
    }

    /// Counts the shares of the quotes that a search found, or of those in the stories that it found.
    fn count_found(
        &self,
        catalogue: &Catalogue,
        found: &FoundHits,
    ) -> Result<Vec<ShareGroup>, ShareError> {
        let flags = catalogue.flags_for(&found.query)?;
        let ask = found.to_hit_request(&flags);
        if found.scope == SearchScope::Quotes {
            return Ok(self.index.count_shares(ShareScope::Hits(&ask), &[])?);
        }
        let hits = self.index.first_hits(&ask)?.hits;
        let articles = hits.iter().map(|hit| hit.article).collect();
        Ok(self
            .index
            .count_shares(ShareScope::Articles(&articles), &[])?)
    }
}

/// Returns the articles of a listing, with those that are folded.
fn listed_articles(
    catalogue: &mut Catalogue,
    listing: &Listing,
) -> Result<HashSet<ArticleId>, CatalogueError> {
    let listing = listing.without_folds();
    let mut articles = HashSet::new();
    let mut first = 0;
    loop {
        let page = catalogue.read_page(&listing, PageStart::Row(first), STRIDE)?;
        if page.rows.is_empty() || page.first < first {
            return Ok(articles);
        }
        first += page.rows.len();
        articles.extend(page.rows.iter().map(|row| row.id));
    }
}
