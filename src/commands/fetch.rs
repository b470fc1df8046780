//! `pullquote fetch`: collects what is new in the feeds that are subscribed to.

use super::collecting::{collecting, feed, outcome};
use super::{Answer, Console, Environment, Failure, Outcome};
use crate::fetch::{Address, Reach};
use crate::library::subscriptions;
use crate::text::Clean;

/// Collect the new entries of the feeds you subscribed to, with the full text of their pages
///
/// The feeds are the lines of the file 'feeds' in the config folder; 'pullquote add --feed URL' adds one. Entries go into
/// the inbox as readable files.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote fetch
  0 * * * *  pullquote fetch      in a crontab: new entries every hour")]
pub struct Arguments {
    /// Ask hosts in your own net as well
    #[arg(long)]
    allow_private: bool,
}

/// Fetches all feeds, one after another; one that fails does not keep the others from it.
///
/// # Errors
/// Fails when no inbox is set or it cannot be written, or nothing can be printed.
pub fn run(arguments: &Arguments, environment: &Environment, console: &mut Console<'_>) -> Answer {
    let config = environment.config()?;
    let reach = if arguments.allow_private {
        Reach::Everywhere
    } else {
        Reach::Public
    };
    let feeds = subscriptions::read_subscriptions(&environment.paths.config)
        .map_err(|error| Failure::failed("the list of feeds cannot be read", error))?;
    if feeds.is_empty() {
        return Ok(Outcome::NothingFound(Clean::line(
            "you have subscribed to no feed yet; 'pullquote add --feed URL' does",
        )));
    }
    collecting(environment, &config, reach, |collector| {
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
            let collected = feed(&address, &subscription.name, collector, console)?;
            is_complete &= collected.is_some_and(|collected| collected.errors.is_empty());
        }
        Ok(outcome(is_complete))
    })
}
