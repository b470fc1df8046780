//! Searches a shared archive, and prints what it finds like the hits of an archive.

use super::printed::CommandSearch;
use super::saved::{reject_too_many, remember_seen, unreadable_state};
use crate::commands::hit_rows::HitPrinter;
use crate::commands::hit_source::{HitSource, unreachable_archive};
use crate::commands::shared_option::own_flags;
use crate::commands::{CommandError, CommandResult, Console, Environment};
use crate::library::state::{SavedSearch, SeenHits, StateStore};
use crate::search::hits::{Hit, HitFlags, HitOrder, HitRequest, SearchHits};
use crate::shared::reader::{HitIdentity, SharedReader};

impl CommandSearch {
    /// Prints the hits of a shared archive.
    pub(super) fn print_shared(
        &self,
        reader: &dyn SharedReader,
        environment: &Environment,
        console: &mut Console<'_>,
    ) -> CommandResult {
        let found = self.find_shared(reader, environment)?;
        let mut printer = HitPrinter::new(HitSource::of_shared(reader), self.format.clone());
        printer.print_all(&self.searched(None), &found.hits, console.out)?;
        if self.is_near {
            for offer in &found.near {
                let near = self.with_offer(offer, printer.printed());
                let hits = near.find_shared(reader, environment)?.hits;
                printer.print_all(&near.searched(Some(&offer.label)), &hits, console.out)?;
            }
        }
        self.report_total(&found, printer.printed(), console)
    }

    /// Prints the hits of a saved search in a shared archive that were not seen yet, and remembers that they are seen now.
    pub(super) fn print_unseen_shared(
        &self,
        saved: &SavedSearch,
        reader: &dyn SharedReader,
        environment: &Environment,
        console: &mut Console<'_>,
    ) -> CommandResult {
        // Only which hits there are is asked first: most have been seen, and need not be read.
        let all = self.list_shared(reader, environment)?;
        reject_too_many(saved, all.len())?;
        let mut store = StateStore::open_to_ask(&environment.paths.data)
            .map_err(unreadable_state)?
            .store;
        let before = store.seen_hits(saved).map_err(unreadable_state)?;
        let (new, old): (Vec<usize>, Vec<usize>) = (0..all.len()).partition(|number| {
            let hit = all.get(*number);
            hit.is_some_and(|(article, quote)| !before.has_hit(*article, *quote))
        });
        let mut found = match new.last() {
            Some(last) => self.find_as_deep(*last + 1, reader, environment)?,
            None => SearchHits::default(),
        };
        let is_new = |hit: &Hit| !before.has_hit(hit.article, hit.quote);
        found.hits.retain(is_new);
        found.hits.truncate(self.limit);
        found.total = Some(new.len());
        let mut printer = HitPrinter::new(HitSource::of_shared(reader), self.format.clone());
        printer.print_all(&self.searched(None), &found.hits, console.out)?;
        let old = old.iter().filter_map(|number| all.get(*number)).copied();
        let new = found.hits.iter().map(|hit| (hit.article, hit.quote));
        let seen = SeenHits::of_all(saved.query.clone(), old.chain(new));
        remember_seen(saved, seen, printer.printed(), &mut store, console)?
            .map_or_else(|| self.report_total(&found, printer.printed(), console), Ok)
    }

    /// Returns which hits there are, the newest first, one more than can be remembered at most.
    fn list_shared(
        &self,
        reader: &dyn SharedReader,
        environment: &Environment,
    ) -> Result<Vec<HitIdentity>, CommandError> {
        let flags = own_flags(&self.query, environment)?;
        let ask = HitRequest {
            order: HitOrder::Newest,
            limit: SeenHits::MOST + 1,
            ..self.to_request(&flags)
        };
        reader.list_hits(&ask).map_err(unreachable_archive)
    }

    /// Returns hits in the order of the search, the newest ones down to a place among them.
    fn find_as_deep(
        &self,
        depth: usize,
        reader: &dyn SharedReader,
        environment: &Environment,
    ) -> Result<SearchHits, CommandError> {
        let limit = match self.order {
            HitOrder::Newest => depth,
            HitOrder::Oldest | HitOrder::Relevance => SeenHits::MOST,
        };
        let deep = Self {
            limit,
            ..self.clone()
        };
        deep.find_shared(reader, environment)
    }

    fn find_shared(
        &self,
        reader: &dyn SharedReader,
        environment: &Environment,
    ) -> Result<SearchHits, CommandError> {
        let flags = own_flags(&self.query, environment)?;
        let found = reader.relevant_hits(&self.to_request(&flags), &|| true);
        Ok(found.map_err(unreachable_archive)?.unwrap_or_default())
    }

    const fn to_request<'a>(&'a self, flags: &'a HitFlags) -> HitRequest<'a> {
        HitRequest {
            query: &self.query,
            scope: self.scope,
            flags,
            order: self.order,
            limit: self.limit,
            today: self.today,
        }
    }
}
