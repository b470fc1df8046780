//! `pullquote list`: prints the articles of the folders, the newest first.

use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;

use super::hit_rows::unreadable_catalogue;
use super::hit_source::unreachable_archive;
use super::row_format::{self, RowFormat};
use super::shared_option::SharedOption;
use super::{CommandError, CommandOutcome, CommandResult, Console, Environment, refresh};
use crate::article::ArticleId;
use crate::library::Archive;
use crate::library::catalogue::{ArticleFiling, Catalogue, OwnMarks, StoryGroups};
use crate::library::listing::{ArticleRow, Listing, PageStart};
use crate::shared::reader::SharedReader;
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
  pullquote list --format '{published} {title}'
  pullquote list --shared postgres://desk@archive.example/news | head
  pullquote list --json | jq -r 'select(.read | not) | .path'")]
pub struct ListArguments {
    /// Files or folders with articles
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    shared: SharedOption,
    /// Print one JSON object per article
    #[arg(long)]
    json: bool,
    /// Print each article as this line, such as '{title}\t{path}'; the fields are those of --json
    #[arg(long, value_name = "FORMAT", conflicts_with = "json")]
    format: Option<String>,
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
    tags: Vec<Clean>,
    noted: bool,
    same: Option<String>,
}

/// Prints the articles of the paths that are named, else of the config; or those of a shared archive.
///
/// # Errors
/// Fails when a path does not exist, the folders cannot be read or nothing can be printed.
pub fn run(
    arguments: &ListArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let format = arguments.format.as_deref();
    let format = format
        .map(|format| RowFormat::parse(format, "list"))
        .transpose()?;
    let reader = arguments
        .shared
        .open_reader(&arguments.paths, environment)?;
    if let Some(reader) = reader {
        let is_text = !arguments.json && format.is_none();
        return print_shared(&*reader, environment, console, &mut |row, filing, out| {
            if is_text {
                return write_text(row, out);
            }
            row_format::write_row(&ListedJson::new(row, filing, None), format.as_ref(), out)
        });
    }
    let folders = environment.article_paths(&arguments.paths, &environment.load_config()?)?;
    let archive = environment.open_archive(&folders);
    if !arguments.json && format.is_none() {
        return print_list(&archive, console);
    }
    let mut groups = StoryGroups::default();
    print_with(&archive, console, &mut |catalogue, row, out| {
        let filing = catalogue
            .find_filing(row.id)
            .map_err(unreadable_catalogue)?;
        let same = catalogue
            .describe_stories(row.id, &mut groups)
            .map_err(unreadable_catalogue)?
            .map(|group| ArticleId::from_number(group.id));
        let listed = ListedJson::new(row, filing, same);
        Ok(row_format::write_row(&listed, format.as_ref(), out)?)
    })
}

/// Prints the articles of an archive as text.
///
/// # Errors
/// Fails when the folders cannot be read or nothing can be printed.
pub fn print_list(archive: &Archive, console: &mut Console<'_>) -> CommandResult {
    print_with(archive, console, &mut |_, row, out| {
        Ok(write_text(row, out)?)
    })
}

type WriteRow<'a> =
    &'a mut dyn FnMut(&Catalogue, &ArticleRow, &mut dyn Write) -> Result<(), CommandError>;

fn print_with(archive: &Archive, console: &mut Console<'_>, write: WriteRow<'_>) -> CommandResult {
    // While another process reads the folders, what it has stored so far is enough.
    let archive = refresh::refresh_somewhere(archive.clone(), console, refresh::refresh_archive)?;
    let mut catalogue = archive.open_catalogue().map_err(unreadable_catalogue)?;
    let problems = catalogue.load_problems().map_err(unreadable_catalogue)?;
    for problem in &problems {
        writeln!(console.notes, "pullquote: {problem}")?;
    }
    let mut printed = 0;
    // Page by page, so that the first rows print at once and memory stays bounded.
    loop {
        let page = catalogue
            .read_page(&Listing::default(), PageStart::Row(printed), STRIDE)
            .map_err(unreadable_catalogue)?;
        for row in &page.rows {
            write(&catalogue, row, console.out)?;
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

/// Prints the stories of a shared archive, with what the reader keeps of them.
fn print_shared(
    reader: &dyn SharedReader,
    environment: &Environment,
    console: &mut Console<'_>,
    write: &mut dyn FnMut(&ArticleRow, ArticleFiling, &mut dyn Write) -> io::Result<()>,
) -> CommandResult {
    let archive = environment.open_archive(&[]);
    let catalogue = archive.open_catalogue().map_err(unreadable_catalogue)?;
    let (listing, own) = (Listing::default(), OwnMarks::default());
    let mut printed = 0;
    loop {
        let page = reader.read_page(&listing, PageStart::Row(printed), STRIDE, &own);
        let mut page = page.map_err(unreachable_archive)?;
        let published: Vec<Vec<Clean>> = page.rows.iter().map(|row| row.tags.clone()).collect();
        catalogue.flag_rows(&mut page.rows);
        for (row, tags) in page.rows.iter().zip(published) {
            let mut filing = catalogue
                .find_filing(row.id)
                .map_err(unreadable_catalogue)?;
            filing.tags.extend(tags);
            filing.tags.sort();
            filing.tags.dedup();
            write(row, filing, console.out)?;
        }
        printed += page.rows.len();
        if page.rows.is_empty() || printed >= page.total {
            break;
        }
    }
    Ok(match printed {
        0 => CommandOutcome::NothingFound(Clean::new("no stories in this shared archive")),
        _ => CommandOutcome::Done,
    })
}

/// Writes day, source and title in columns.
fn write_text(row: &ArticleRow, out: &mut dyn Write) -> io::Result<()> {
    let day = row.published.map(|day| day.to_string()).unwrap_or_default();
    let source = row.source.as_deref().unwrap_or_default();
    writeln!(out, "{day:10}  {source:SOURCE$}  {}", row.title.as_str())
}

impl<'a> ListedJson<'a> {
    fn new(row: &'a ArticleRow, filing: ArticleFiling, same: Option<ArticleId>) -> Self {
        Self {
            path: Clean::line(&row.location.path.to_string_lossy()),
            entry: row.location.entry,
            title: &row.title,
            source: row.source.as_deref(),
            published: row.published.map(|day| day.to_string()),
            minutes: row.minutes,
            quotes: row.quotes,
            read: row.is_read,
            bookmarked: row.is_bookmarked,
            tags: filing.tags,
            noted: filing.is_noted,
            same: same.map(|id| id.to_string()),
        }
    }
}
