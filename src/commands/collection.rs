//! Collects articles into the inbox, for `add` and `fetch`.

use jiff::Timestamp;

use super::{CommandError, CommandOutcome, Console, Environment};
use crate::config::Config;
use crate::fetch::{Address, Client, Collector, FeedOutcome, FetchLimits, Reach};
use crate::library::fetched::Fetches;
use crate::library::inbox::Inbox;
use crate::text::number::format_count;

/// Lets `work` collect into the inbox of the config, and saves the record of what was fetched afterwards.
///
/// # Errors
/// Fails when the inbox cannot be written, and as `work` does.
pub(super) fn with_collector<T>(
    environment: &Environment,
    config: &Config,
    reach: Reach,
    work: impl FnOnce(&mut Collector<'_>) -> Result<T, CommandError>,
) -> Result<T, CommandError> {
    let inbox = Inbox::open(&config.library.inbox_folder(&environment.paths))
        .map_err(|error| CommandError::with_cause("the inbox cannot be used", error))?;
    let mut fetches = Fetches::open(&environment.paths.cache);
    let client = Client::new(FetchLimits::default(), reach);
    let mut collector = Collector::new(client, inbox, &mut fetches, Timestamp::now());
    let outcome = work(&mut collector);
    // Without it, the next time takes longer and finds the same.
    let _best_effort = fetches.save_to_cache();
    outcome
}

/// Fetches one feed, called `known` so far, and reports the result.
///
/// # Errors
/// When nothing can be printed.
pub(super) fn collect_feed(
    address: &Address,
    known: &str,
    collector: &mut Collector<'_>,
    console: &mut Console<'_>,
) -> Result<Option<FeedOutcome>, CommandError> {
    let notes = &mut *console.notes;
    let collected = collector.collect_feed(address, &mut |address| {
        let _nobody_listens = writeln!(notes, "Fetching from {} ...", address.host());
    });
    let collected = match collected {
        Ok(collected) => collected,
        Err(error) => {
            writeln!(console.notes, "pullquote: {error}")?;
            return Ok(None);
        }
    };
    for error in &collected.errors {
        writeln!(console.notes, "pullquote: {error}")?;
    }
    let names = [collected.title.as_str(), known, address.as_str()];
    let name = names.into_iter().find(|name| !name.is_empty());
    let name = name.unwrap_or_default();
    write!(
        console.out,
        "{name}: {}",
        format_count(collected.new, "new article")
    )?;
    if collected.left > 0 {
        write!(console.out, ", {} left for next time", collected.left)?;
    }
    writeln!(console.out)?;
    Ok(Some(collected))
}

/// Returns the outcome of a command some of whose parts may have failed.
pub(super) const fn outcome_of(is_complete: bool) -> CommandOutcome {
    if is_complete {
        CommandOutcome::Done
    } else {
        CommandOutcome::Incomplete
    }
}
