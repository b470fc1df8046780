//! Counts on a worker what saved searches find that was not seen yet, and remembers what is seen.

use std::path::PathBuf;
use std::sync::Arc;

use super::outbox::Outbox;
use super::today::today;
use super::worker::Worker;
use crate::app::effect::{Effect, StateRequest};
use crate::app::event::{Event, SearchEvent, Ticket};
use crate::library::Archive;
use crate::library::state::{SavedSearch, SeenHits, StateChange, StateStore};
use crate::search::hits::{HitOrder, HitRequest};
use crate::search::query::Query;
use crate::shared::reader::{HitIdentity, SharedReader};
use crate::text::Clean;

/// The saved searches of an archive, or of a shared one.
pub(super) struct StandingSearches {
    count_hits: Worker,
    see_hits: Worker,
    finder: HitFinder,
    data: PathBuf,
    outbox: Outbox,
}

/// Where saved searches are made.
#[derive(Clone)]
struct HitFinder {
    archive: Archive,
    /// Is searched instead of the archive, whose state knows what the reader did.
    shared: Option<Arc<dyn SharedReader>>,
}

impl StandingSearches {
    /// Creates the service; nothing is opened yet.
    pub(super) fn new(
        archive: &Archive,
        shared: Option<Arc<dyn SharedReader>>,
        data: PathBuf,
        outbox: Outbox,
    ) -> Self {
        Self {
            count_hits: Worker::default(),
            see_hits: Worker::default(),
            finder: HitFinder {
                archive: archive.clone(),
                shared,
            },
            data,
            outbox,
        }
    }

    /// Counts for each search the hits that were not seen; without a thread nothing is counted.
    pub(super) fn count_new(&self, searches: Vec<SavedSearch>) {
        let (finder, data, outbox) = (self.finder.clone(), self.data.clone(), self.outbox.clone());
        let running = self.outbox.count_job();
        let _ = self.count_hits.submit_job(move || {
            let _running = running;
            let Ok(opened) = StateStore::open_to_ask(&data) else {
                return;
            };
            let count = |search: SavedSearch| {
                let seen = opened.store.seen_hits(&search).ok()?;
                let hits = finder.find_all(&search)?;
                let new = hits
                    .iter()
                    .filter(|(article, quote)| !seen.has_hit(*article, *quote));
                Some((search.name, new.count()))
            };
            let counts: Vec<(Clean, usize)> = searches.into_iter().filter_map(count).collect();
            outbox.send(Event::Search(SearchEvent::NewHits(counts)));
        });
    }

    /// Remembers that all hits of a search are seen.
    pub(super) fn see_all(&self, ticket: Ticket, search: SavedSearch) {
        let (finder, outbox) = (self.finder.clone(), self.outbox.clone());
        let running = self.outbox.count_job();
        let _ = self.see_hits.submit_job(move || {
            let _running = running;
            let Some(hits) = finder.find_all(&search) else {
                return;
            };
            let mut seen = SeenHits::new(search.query);
            for (article, quote) in hits {
                seen.add_hit(article, quote);
            }
            let change = StateChange::SeeSearch {
                name: search.name,
                seen: Box::new(seen),
            };
            outbox.request_effect(Effect::State(StateRequest::Save {
                ticket,
                change: Box::new(change),
            }));
        });
    }
}

impl HitFinder {
    /// Returns all hits of a search; `None` if it finds too much to be remembered, or cannot be made.
    fn find_all(&self, search: &SavedSearch) -> Option<Vec<HitIdentity>> {
        let query = Query::parse_text(&search.query.text, today());
        let catalogue = self.archive.open_catalogue().ok()?;
        let ask = HitRequest {
            query: &query,
            scope: search.query.scope,
            flags: &catalogue.flags_for(&query).ok()?,
            order: HitOrder::Newest,
            limit: SeenHits::MOST + 1,
            today: today(),
        };
        let hits: Vec<HitIdentity> = if let Some(reader) = &self.shared {
            reader.list_hits(&ask).ok()?
        } else {
            let found = self.archive.open_index().first_hits(&ask).ok()?;
            let hits = found.hits.iter().map(|hit| (hit.article, hit.quote));
            hits.collect()
        };
        (hits.len() <= SeenHits::MOST).then_some(hits)
    }
}
