//! `pullquote list`: prints the articles of the folders, the newest first.

use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;

use super::{Answer, Console, Environment, Failure, Outcome, renew};
use crate::library::Archive;
use crate::library::catalogue::Catalogue;
use crate::library::listing::{ArticleRow, Listing, PageStart};
use crate::text::Clean;

/// Rows read at a time.
const STRIDE: usize = 1024;
/// Columns of a source.
const SOURCE: usize = 24;

/// Print the articles, the newest first
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote list ~/news | head
  pullquote list --json | jq -r 'select(.read | not) | .path'")]
pub struct Arguments {
    /// Files or folders with articles
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print a JSON object for each article
    #[arg(long)]
    json: bool,
}

/// An article as JSON.
#[derive(Debug, Serialize)]
struct Listed<'a> {
    path: Clean,
    entry: u32,
    title: &'a str,
    source: Option<&'a str>,
    published: Option<String>,
    minutes: u32,
    quotes: u32,
    read: bool,
    bookmarked: bool,
}

/// Prints the articles of the paths that are named, else of the config.
///
/// # Errors
/// Fails when a path does not exist, the folders cannot be read or nothing can be printed.
pub fn run(arguments: &Arguments, environment: &Environment, console: &mut Console<'_>) -> Answer {
    let folders = environment.articles(&arguments.paths, &environment.config()?)?;
    let archive = Archive::new(&environment.paths.cache, &folders);
    let write = if arguments.json {
        write_json
    } else {
        write_text
    };
    print_with(&archive, environment, console, write)
}

/// Prints the articles of an archive as text.
///
/// # Errors
/// Fails when the folders cannot be read or nothing can be printed.
pub fn print(archive: &Archive, environment: &Environment, console: &mut Console<'_>) -> Answer {
    print_with(archive, environment, console, write_text)
}

type WriteRow = fn(&ArticleRow, &mut dyn Write) -> io::Result<()>;

fn print_with(
    archive: &Archive,
    environment: &Environment,
    console: &mut Console<'_>,
    write: WriteRow,
) -> Answer {
    // Where another process is at it, what that has stored is enough.
    renew::renew(archive, console)?;
    let state = environment.paths.data.join("state.db");
    let unreadable = |error| Failure::failed("the articles cannot be listed", error);
    let mut catalogue = Catalogue::open(&archive.catalogue_path())
        .map_err(unreadable)?
        .with_state(&state);
    let problems = catalogue.load_problems().map_err(unreadable)?;
    for problem in &problems {
        writeln!(console.notes, "pullquote: {problem}")?;
    }
    let mut printed = 0;
    loop {
        let page = catalogue
            .read_page(&Listing::default(), PageStart::Row(printed), STRIDE)
            .map_err(|error| Failure::failed("the articles cannot be listed", error))?;
        for row in &page.rows {
            write(row, console.out)?;
        }
        printed += page.rows.len();
        if page.rows.is_empty() || printed >= page.total {
            break;
        }
    }
    Ok(match (printed, problems.len()) {
        (0, 0) => Outcome::NothingFound(Clean::new("there is no article in these folders")),
        (0, _) => Outcome::Incomplete,
        _ => Outcome::Done,
    })
}

/// Writes day, source and title, parted so that they stand in columns.
fn write_text(row: &ArticleRow, out: &mut dyn Write) -> io::Result<()> {
    let day = row.published.map(|day| day.to_string()).unwrap_or_default();
    let source = row.source.as_deref().unwrap_or_default();
    writeln!(out, "{day:10}  {source:SOURCE$}  {}", row.title.as_str())
}

fn write_json(row: &ArticleRow, out: &mut dyn Write) -> io::Result<()> {
    let listed = Listed {
        path: Clean::line(&row.location.path.to_string_lossy()),
        entry: row.location.entry,
        title: &row.title,
        source: row.source.as_deref(),
        published: row.published.map(|day| day.to_string()),
        minutes: row.minutes,
        quotes: row.quotes,
        read: row.is_read,
        bookmarked: row.is_bookmarked,
    };
    serde_json::to_writer(&mut *out, &listed)?;
    writeln!(out)
}
