//! What `add` and `fetch` have in common: the inbox, the net, and what they say while they are at it.

use jiff::Timestamp;

use super::{Console, Environment, Failure, Outcome};
use crate::config::Config;
use crate::fetch::{Address, Client, Collector, FeedOutcome, FetchLimits, Reach};
use crate::library::fetched::Fetches;
use crate::library::inbox::Inbox;
use crate::text::number::counted;

/// Lets `work` collect into the inbox of the config; what was fetched is kept afterwards, whatever came of it.
///
/// # Errors
/// Fails when no inbox is set or it cannot be written, and as `work` does.
pub(super) fn collecting<T>(
    environment: &Environment,
    config: &Config,
    reach: Reach,
    work: impl FnOnce(&mut Collector<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let Some(folder) = &config.library.inbox else {
        return Err(Failure::usage(
            "no folder is named that articles may be saved into",
            "set 'inbox' under [library] in the config ('pullquote config path' says where it is)",
        ));
    };
    let inbox =
        Inbox::open(folder).map_err(|error| Failure::failed("the inbox cannot be used", error))?;
    let mut fetches = Fetches::open(&environment.paths.cache);
    let client = Client::new(FetchLimits::default(), reach);
    let mut collector = Collector::new(client, inbox, &mut fetches, Timestamp::now());
    let outcome = work(&mut collector);
    // Without it, the next time takes longer and finds the same.
    let _best_effort = fetches.save_to_cache();
    outcome
}

/// Fetches one feed, called `known` so far, and says what came of it.
///
/// # Errors
/// When nothing can be printed.
pub(super) fn feed(
    address: &Address,
    known: &str,
    collector: &mut Collector<'_>,
    console: &mut Console<'_>,
) -> Result<Option<FeedOutcome>, Failure> {
    let notes = &mut *console.notes;
    let collected = collector.collect_feed(address, &mut |address| {
        let _nobody_listens = writeln!(notes, "Asking {} ...", address.host());
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
        counted(collected.new, "new article")
    )?;
    if collected.left > 0 {
        write!(console.out, ", {} left for the next time", collected.left)?;
    }
    writeln!(console.out)?;
    Ok(Some(collected))
}

/// Returns how a command ends, some of whose parts may have failed.
pub(super) const fn outcome(is_complete: bool) -> Outcome {
    if is_complete {
        Outcome::Done
    } else {
        Outcome::Incomplete
    }
}
