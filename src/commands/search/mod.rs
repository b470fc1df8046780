//! `pullquote search`: prints the quotes, or the stories, that a query finds, the best fit first.
//!
//! - `printed`: finds the hits and prints them
//! - `shared`: the same for a shared archive
//! - `saved`: searches that were saved under a name, and what is new in them

mod printed;
mod saved;
mod shared;

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use jiff::ZonedDateTime;
use jiff::civil::Date;
use serde::Deserialize;

use self::printed::CommandSearch;
use super::hit_rows::HitFormat;
use super::row_format::RowFormat;
use super::shared_option::SharedOption;
use super::{CommandError, CommandResult, Console, Environment, refresh, state};
use crate::library::state::{SavedQuery, SavedSearch};
use crate::search::hits::{HitOrder, SearchScope};
use crate::search::query::Query;
use crate::text::Clean;

/// Search the quotes of all articles, or the stories
///
/// The query is the same as on screen: all words in any form; the last word matches as a prefix (add a space to match it
/// exactly), as does any that ends in *; "phrases", OR, AND, parentheses, -word or NOT word, said:NAME and in:SOURCE
/// (said:="Whole Name" is that person under any name), about: with words of the paragraph around a quote, title:, author:, url:, tag:
/// and note: with words of these, after: (inclusive), before: and on: with a day (2026-09-08, "Sept. 8, 2026", 2026Q3,
/// 2026, 7d, "last week") or on: with a range (2026-01..2026-03), is: with bookmarked, noted, tagged, unread, read, block,
/// direct, mixed, corrected, unsure, unnamed or unknown. A query that cannot be read finds nothing, with exit code 2. New
/// and changed articles are indexed first.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote search 'ferry said:\"Ines Holm\" after:2026'
  pullquote search --stories '\"night boat\" -storm' ~/news
  pullquote search --format '{speaker}: {text}' tide
  pullquote search --saved ferries --new || true   for cron: mails what is new, and nothing else
  pullquote search --json --limit 5 tide | jq -r .path")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub struct SearchArguments {
    /// What to look for
    #[arg(
        value_name = "QUERY",
        allow_hyphen_values = true,
        required_unless_present = "saved"
    )]
    query: Option<String>,
    /// Files or folders with articles
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Search for what you saved under this name on the screen, instead of QUERY
    #[arg(long, value_name = "NAME", conflicts_with = "stories")]
    saved: Option<String>,
    /// Print only what was not seen yet, on the screen or here; from then on it was seen
    #[arg(long, requires = "saved", conflicts_with = "near")]
    new: bool,
    /// Search titles and stories instead of quotes
    #[arg(long)]
    stories: bool,
    /// Print at most this many hits; 0 prints all
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// Print the best fit, the newest or the oldest first
    ///
    /// Without it: the best fit, or from a shared archive the newest.
    #[arg(long, value_name = "ORDER", value_enum)]
    order: Option<OrderChoice>,
    #[command(flatten)]
    shared: SharedOption,
    /// Also print hits with similarly spelled words, after the others
    #[arg(long)]
    near: bool,
    /// Search only what is indexed already, without looking for new articles
    #[arg(long)]
    as_is: bool,
    /// Print one JSON object per hit
    #[arg(long)]
    json: bool,
    /// Print each hit as this line, such as '{title}\t{path}'; the fields are those of --json
    #[arg(long, value_name = "FORMAT", conflicts_with = "json")]
    format: Option<String>,
}

/// The order of hits, as commands and tools are told it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum OrderChoice {
    #[default]
    Best,
    Newest,
    Oldest,
}

impl OrderChoice {
    /// Returns the order that is meant.
    pub(super) const fn hit_order(self) -> HitOrder {
        match self {
            Self::Best => HitOrder::Relevance,
            Self::Newest => HitOrder::Newest,
            Self::Oldest => HitOrder::Oldest,
        }
    }
}

/// Prints what a query finds in the paths that are named, else in the folders of the config.
///
/// # Errors
/// Fails when a path does not exist, the index cannot be read or nothing can be printed.
pub fn run(
    arguments: &SearchArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let (asked, paths) = arguments.read_positions(environment, console)?;
    reject_misplaced_option(&asked.text, "search")?;
    let line = arguments.format.as_deref();
    let line = line
        .map(|line| RowFormat::parse(line, "search"))
        .transpose()?;
    let reader = arguments.shared.open_reader(&paths, environment)?;
    let order = arguments.order.unwrap_or(match reader {
        Some(_) => OrderChoice::Newest,
        None => OrderChoice::Best,
    });
    let search = CommandSearch {
        order: order.hit_order(),
        ..arguments.to_search(&asked, line, environment)?
    };
    let saved = arguments.saved.as_ref().filter(|_| arguments.new);
    let saved = saved.map(|name| SavedSearch {
        name: Clean::line(name),
        query: asked,
    });
    if let Some(reader) = reader {
        return match &saved {
            Some(saved) => search.print_unseen_shared(saved, &*reader, environment, console),
            None => search.print_shared(&*reader, environment, console),
        };
    }
    let folders = environment.article_paths(&paths, &environment.load_config()?)?;
    let archive = environment.open_archive(&folders);
    let archive = refresh::prepare_archive(archive, arguments.as_is, console)?;
    let Some(saved) = saved else {
        return search.print_hits(&archive, console);
    };
    search.print_unseen(&saved, &archive, &environment.paths.data, console)
}

impl SearchArguments {
    fn to_search(
        &self,
        asked: &SavedQuery,
        line: Option<RowFormat>,
        environment: &Environment,
    ) -> Result<CommandSearch, CommandError> {
        let today = ZonedDateTime::now().date();
        Ok(CommandSearch {
            query: readable_query(&asked.text, today)?,
            text: asked.text.as_str().to_owned(),
            order: HitOrder::default(),
            is_near: self.near,
            scope: asked.scope,
            limit: match self.limit {
                0 => usize::MAX,
                limit => limit,
            },
            today,
            format: HitFormat {
                is_json: self.json,
                line,
                // Escape sequences are for terminals only; a pipe gets plain text.
                is_marked: io::stdout().is_terminal(),
            },
            state: environment.paths.data.join("state.db"),
        })
    }

    /// Returns what to search, as typed or as saved, and where.
    fn read_positions(
        &self,
        environment: &Environment,
        console: &mut Console<'_>,
    ) -> Result<(SavedQuery, Vec<PathBuf>), CommandError> {
        let scope = if self.stories {
            SearchScope::Stories
        } else {
            SearchScope::Quotes
        };
        let Some(name) = &self.saved else {
            // A space at the end has a meaning.
            let text = Clean::new(self.query.as_deref().unwrap_or_default());
            return Ok((SavedQuery { text, scope }, self.paths.clone()));
        };
        // Without a query the first path is in its place.
        let paths = self.query.iter().map(PathBuf::from);
        let paths = paths.chain(self.paths.clone()).collect();
        let store = state::open_state(&environment.paths.data, console)?;
        let saved = store.saved_searches().map_err(saved::unreadable_state)?;
        let query = saved::find_saved(name, saved)?;
        Ok((query, paths))
    }
}

/// Parses a query; fails if a part of it cannot be read, or if it asks for nothing.
pub(super) fn readable_query(text: &str, today: Date) -> Result<Query, CommandError> {
    let query = Query::parse_text(text, today);
    let faults: Vec<&str> = query
        .faults
        .iter()
        .map(|fault| fault.message.as_str())
        .collect();
    if !faults.is_empty() {
        return Err(CommandError::usage_error(
            &faults.join("; "),
            "nothing was searched; 'pullquote help search' explains the syntax",
        ));
    }
    if query.is_empty() {
        return Err(CommandError::usage_error(
            &format!("the query '{text}' is empty"),
            "give a word, a \"phrase\", or said:NAME; see 'pullquote help search'",
        ));
    }
    Ok(query)
}

/// Fails if a query begins with what is written as an option.
///
/// # Errors
/// Names the option, and how the options of the `command` are listed.
pub(super) fn reject_misplaced_option(query: &str, command: &str) -> Result<(), CommandError> {
    match find_misplaced_option(query) {
        Some(option) => Err(CommandError::usage_error(
            &format!("'{command}' has no option '{option}'"),
            &format!("'-word' excludes a word; 'pullquote help {command}' lists the options"),
        )),
        None => Ok(()),
    }
}

/// Returns what a query begins with, if that is written as an option and not as words.
fn find_misplaced_option(query: &str) -> Option<&str> {
    let first = query.split_whitespace().next()?;
    // Queries may begin with a hyphen (`-word`), so that clap cannot reject unknown options.
    let name = first.strip_prefix("--")?;
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        .then_some(first)
}

#[cfg(test)]
mod tests;
