//! `pullquote list`: prints the articles of the folders, the newest first.

use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;

use super::{CommandError, CommandOutcome, CommandResult, Console, Environment, refresh};
use crate::library::Archive;
use crate::library::catalogue::Catalogue;
use crate::library::listing::{ArticleRow, Listing, PageStart};
use crate::text::Clean;

/// Rows read at a time.
const STRIDE: usize = 1024;
/// Columns of a source.
const SOURCE: usize = 24;

/// List articles, newest first
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote list ~/news | head
  pullquote list --json | jq -r 'select(.read | not) | .path'")]
pub struct ListArguments {
    /// Files or folders with articles
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print one JSON object per article
    #[arg(long)]
    json: bool,
}

/// An article as JSON.
#[derive(Debug, Serialize)]
struct ListedJson<'a> {
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
pub fn run(
    arguments: &ListArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let folders = environment.article_paths(&arguments.paths, &environment.load_config()?)?;
    let archive = environment.open_archive(&folders);
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
pub fn print_list(
    archive: &Archive,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    print_with(archive, environment, console, write_text)
}

type WriteRow = fn(&ArticleRow, &mut dyn Write) -> io::Result<()>;

fn print_with(
    archive: &Archive,
    environment: &Environment,
    console: &mut Console<'_>,
    write: WriteRow,
) -> CommandResult {
    // While another process reads the folders, what it has stored so far is enough.
    refresh::refresh_archive(archive, console)?;
    let state = environment.paths.data.join("state.db");
    let unreadable = |error| CommandError::with_cause("the articles cannot be listed", error);
    let mut catalogue = Catalogue::open(&archive.catalogue_path())
        .map_err(unreadable)?
        .with_state(&state);
    let problems = catalogue.load_problems().map_err(unreadable)?;
    for problem in &problems {
        writeln!(console.notes, "pullquote: {problem}")?;
    }
    let mut printed = 0;
    // Page by page, so that the first rows print at once and memory stays bounded.
    loop {
        let page = catalogue
            .read_page(&Listing::default(), PageStart::Row(printed), STRIDE)
            .map_err(|error| CommandError::with_cause("the articles cannot be listed", error))?;
        for row in &page.rows {
            write(row, console.out)?;
        }
        printed += page.rows.len();
        if page.rows.is_empty() || printed >= page.total {
            break;
        }
    }
    Ok(match (printed, problems.len()) {
        (0, 0) => CommandOutcome::NothingFound(Clean::new("no articles in these folders")),
        (0, _) => CommandOutcome::Incomplete,
        _ => CommandOutcome::Done,
    })
}

/// Writes day, source and title in columns.
fn write_text(row: &ArticleRow, out: &mut dyn Write) -> io::Result<()> {
    let day = row.published.map(|day| day.to_string()).unwrap_or_default();
    let source = row.source.as_deref().unwrap_or_default();
    writeln!(out, "{day:10}  {source:SOURCE$}  {}", row.title.as_str())
}

fn write_json(row: &ArticleRow, out: &mut dyn Write) -> io::Result<()> {
    let listed = ListedJson {
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
