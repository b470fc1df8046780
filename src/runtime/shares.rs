//! Counts on a worker who gets to speak in the articles of a list, or in what a search found.

use std::collections::HashSet;
use std::path::PathBuf;
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
use crate::search::hits::{HitRequest, SearchScope};
use crate::search::index::{Index, IndexError, ShareScope};

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
    catalogue: PathBuf,
    state: PathBuf,
}

impl ShareService {
    /// Makes the service of an archive; nothing is opened yet.
    pub(super) fn new(
        archive: &Archive,
        index: Arc<Index>,
        state: PathBuf,
        outbox: Outbox,
    ) -> Self {
        Self {
            worker: Worker::default(),
            counter: Arc::new(ShareCounter {
                index,
                catalogue: archive.catalogue_path(),
                state,
            }),
            outbox,
        }
    }

    /// Has the shares counted and sent. Returns an answer only when it cannot even be tried.
    pub(super) fn count_shares(&self, query: ShareQuery) -> Option<Event> {
        let counter = Arc::clone(&self.counter);
        let outbox = self.outbox.clone();
        let running = self.outbox.count_job();
        let job = move || {
            let _running = running;
            outbox.send(match counter.count_shares(&query) {
                Ok(shares) => Event::Search(SearchEvent::Shares(Box::new(shares))),
                Err(error) => Event::Notice(StatusNotice::error(&error.to_string())),
            });
        };
        let error = self.worker.submit_job(job).err()?;
        let text = format!("The speakers cannot be counted: {error}");
        Some(Event::Notice(StatusNotice::error(&text)))
    }
}

impl ShareCounter {
    fn count_shares(&self, query: &ShareQuery) -> Result<QuotedShares, ShareError> {
        let mut catalogue = Catalogue::open(&self.catalogue)?.with_state(&self.state);
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
    ) -> Result<Vec<crate::search::index::ShareGroup>, ShareError> {
        let flags = catalogue.flags_for(&found.query)?;
        let ask = HitRequest {
            query: &found.query,
            scope: found.scope,
            flags: &flags,
            order: found.order,
            limit: usize::MAX,
            today: found.today,
        };
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
