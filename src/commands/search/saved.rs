//! Searches that were saved under a name on the screen, and what they find that was not seen yet.

use std::path::Path;

use jiff::Timestamp;

use super::printed::CommandSearch;
use crate::commands::hit_rows::{HitPrinter, unreadable_catalogue};
use crate::commands::hit_source::HitSource;
use crate::commands::{CommandError, CommandOutcome, CommandResult, Console};
use crate::library::Archive;
use crate::library::corrections::CorrectionSource;
use crate::library::state::{
    SavedQuery, SavedSearch, SeenHits, StateChange, StateError, StateStore,
};
use crate::search::hits::{Hit, SearchHits};
use crate::text::Clean;
use crate::text::number::format_count;

/// Returns the search that is saved under a name.
pub(super) fn find_saved(name: &str, saved: Vec<SavedSearch>) -> Result<SavedQuery, CommandError> {
    let names: Vec<String> = saved
        .iter()
        .map(|search| format!("'{}'", search.name.as_str()))
        .collect();
    let found = saved
        .into_iter()
        .find(|search| search.name.as_str() == name);
    found.map(|search| search.query).ok_or_else(|| {
        let hint = match names.as_slice() {
            [] => "none is saved; on the screen of search, Ctrl-s saves one".to_owned(),
            names => format!("saved are {}", names.join(", ")),
        };
        CommandError::usage_error(&format!("no search is saved as '{name}'"), &hint)
    })
}

pub(super) fn unreadable_state(error: StateError) -> CommandError {
    CommandError::with_cause("the saved searches cannot be read or written", error)
}

/// Fails if a search finds more than can be remembered.
pub(super) fn reject_too_many(saved: &SavedSearch, hits: usize) -> Result<(), CommandError> {
    if hits <= SeenHits::MOST {
        return Ok(());
    }
    let most = format_count(SeenHits::MOST, "hit");
    let fault = format!("'{}' finds more than {most}", saved.name.as_str());
    Err(CommandError::Failed(Clean::line(&fault)))
}

/// Remembers what is seen once it is printed; returns the outcome if there was nothing to print.
pub(super) fn remember_seen(
    saved: &SavedSearch,
    seen: SeenHits,
    printed: usize,
    store: &mut StateStore,
    console: &mut Console<'_>,
) -> Result<Option<CommandOutcome>, CommandError> {
    // What was not printed is not seen.
    console.out.flush()?;
    if printed == 0 {
        let nothing = format!("nothing new in '{}'", saved.name);
        return Ok(Some(CommandOutcome::NothingFound(Clean::line(&nothing))));
    }
    let change = StateChange::SeeSearch {
        name: saved.name.clone(),
        seen: Box::new(seen),
    };
    let written = store.apply_change(&change, Timestamp::now());
    written.map_err(unreadable_state)?;
    Ok(None)
}

impl CommandSearch {
    /// Prints the hits of a saved search that were not seen yet, and remembers that they are seen now.
    pub(super) fn print_unseen(
        &self,
        saved: &SavedSearch,
        archive: &Archive,
        data: &Path,
        console: &mut Console<'_>,
    ) -> CommandResult {
        let catalogue = archive.open_catalogue().map_err(unreadable_catalogue)?;
        let all = Self {
            limit: usize::MAX,
            ..self.clone()
        };
        let found = all.find_hits(archive, &catalogue, console)?;
        let mut store = StateStore::open_to_ask(data)
            .map_err(unreadable_state)?
            .store;
        let (found, seen) = self.split_unseen(saved, found, &store)?;
        let corrections = CorrectionSource::from_path(&self.state).current();
        let printer = HitPrinter::new(
            HitSource::of_archive(&catalogue, &corrections),
            self.format.clone(),
        );
        let mut printer = printer.with_people(&archive.open_index())?;
        printer.print_all(&self.searched(None), &found.hits, console.out)?;
        remember_seen(saved, seen, printer.printed(), &mut store, console)?
            .map_or_else(|| self.report_total(&found, printer.printed(), console), Ok)
    }

    /// Returns the hits to print, and what is seen once they are printed.
    fn split_unseen(
        &self,
        saved: &SavedSearch,
        mut found: SearchHits,
        store: &StateStore,
    ) -> Result<(SearchHits, SeenHits), CommandError> {
        reject_too_many(saved, found.hits.len())?;
        let before = store.seen_hits(saved).map_err(unreadable_state)?;
        // Of what was seen only that which is still found is worth remembering.
        let (old, mut new): (Vec<Hit>, Vec<Hit>) = found
            .hits
            .into_iter()
            .partition(|hit| before.has_hit(hit.article, hit.quote));
        found.total = Some(new.len());
        new.truncate(self.limit);
        let identities = old.iter().chain(&new).map(|hit| (hit.article, hit.quote));
        let seen = SeenHits::of_all(saved.query.clone(), identities);
        let found = SearchHits {
            hits: new,
            near: Vec::new(),
            partial: None,
            emptying: None,
            ..found
        };
        Ok((found, seen))
    }
}
