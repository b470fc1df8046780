//! `pullquote fetch`: collects what is new in the feeds that are subscribed to.

use super::collection::{collect_feed, outcome_of, with_collector};
use super::{CommandError, CommandOutcome, CommandResult, Console, Environment};
use crate::fetch::{Address, Reach};
use crate::library::subscriptions;
use crate::text::Clean;

/// Fetch new entries of the feeds you subscribed to, with the full text of their pages
///
/// The feeds are listed in the file 'feeds' in the config folder, one per line; 'pullquote add --feed URL' adds one.
/// Entries are saved into the inbox as readable files.
#[derive(Debug, Clone, PartialEq, Eq, Default, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote fetch
  0 * * * *  pullquote fetch      in a crontab: new entries every hour")]
pub struct FetchArguments {
    /// Also contact hosts in your private network
    #[arg(long)]
    allow_private: bool,
}

/// Fetches all feeds, one after another; one that fails does not keep the others from it.
///
/// # Errors
/// Fails when the inbox cannot be written, or nothing can be printed.
pub fn run(
    arguments: &FetchArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let config = environment.load_config()?;
    let reach = if arguments.allow_private {
        Reach::Everywhere
    } else {
        Reach::Public
    };
    let feeds = subscriptions::read_subscriptions(&environment.paths.config)
        .map_err(|error| CommandError::with_cause("the list of feeds cannot be read", error))?;
    if feeds.is_empty() {
        return Ok(CommandOutcome::NothingFound(Clean::line(
            "no feeds yet; 'pullquote add --feed URL' subscribes to one",
        )));
    }
    with_collector(environment, &config, reach, |collector| {
        let mut is_complete = true;
        for subscription in &feeds {
            let address = match Address::parse_address(&subscription.url) {
                Ok(address) => address,
                Err(error) => {
                    writeln!(console.notes, "pullquote: {error}")?;
                    is_complete = false;
                    continue;
                }
            };
            let collected = collect_feed(&address, &subscription.name, collector, console)?;
            is_complete &= collected.is_some_and(|collected| collected.errors.is_empty());
        }
        Ok(outcome_of(is_complete))
    })
}
