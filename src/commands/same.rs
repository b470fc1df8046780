//! `pullquote same`: prints the statements that several articles quote.

use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;

use super::hit_source::unreachable_archive;
use super::row_format::write_json_line;
use super::shared_option::SharedOption;
use super::{CommandError, CommandOutcome, CommandResult, Console, Environment, refresh};
use crate::article::QuoteId;
use crate::library::Archive;
use crate::search::index::{Index, SameStatement};
use crate::shared::reader::SharedReader;
use crate::text::Clean;
use crate::text::number::format_count;

/// How many statements of a shared archive are read at once.
const CHUNK: usize = 200;

/// List the statements that several articles quote, those in most articles first
///
/// A statement is found again where it is shortened, joined otherwise or has other marks. Where the speakers differ, one of the
/// articles is likely to be wrong. New and changed articles are indexed first.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote same ~/news
  pullquote same --json | jq -r 'select(.speakers | length > 1) | .quotes[]'")]
pub struct SameArguments {
    /// Files or folders with articles
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Use only what is indexed already, without looking for new articles
    #[arg(long)]
    as_is: bool,
    /// Print one JSON object per statement
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    shared: SharedOption,
}

/// A statement as JSON.
#[derive(Debug, Serialize)]
struct StatementJson<'a> {
    /// The identity of the oldest of its quotes.
    same: Option<String>,
    /// The identities of all of its quotes, the oldest first.
    quotes: Vec<String>,
    speakers: Vec<&'a str>,
    sources: Vec<&'a str>,
    /// The day of the first.
    first: Option<String>,
}

/// Prints the statements that several articles quote.
///
/// # Errors
/// Fails when a path does not exist, the index cannot be read or nothing can be printed.
pub fn run(
    arguments: &SameArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let reader = arguments
        .shared
        .open_reader(&arguments.paths, environment)?;
    if let Some(reader) = reader {
        return print_shared(&*reader, arguments.json, console);
    }
    let folders = environment.article_paths(&arguments.paths, &environment.load_config()?)?;
    let archive = environment.open_archive(&folders);
    let archive = refresh::prepare_archive(archive, arguments.as_is, console)?;
    print_statements(&archive, arguments.json, console)
}

fn print_statements(archive: &Archive, is_json: bool, console: &mut Console<'_>) -> CommandResult {
    let unreadable = |error| CommandError::with_cause("the statements cannot be listed", error);
    let groups: Vec<Vec<QuoteId>> = archive
        .open_catalogue()
        .and_then(|catalogue| catalogue.list_same_statements())
        .map_err(unreadable)?
        .into_iter()
        .map(|statement| statement.quotes.iter().map(|quote| quote.quote).collect())
        .collect();
    let read = |index: &Index| index.read_statements(&groups);
    let statements = refresh::query_index(archive, console, read)?;
    write_statements(&statements, is_json, console)?;
    Ok(outcome_of(statements.len()))
}

/// Prints the statements of a shared archive, some at a time.
fn print_shared(
    reader: &dyn SharedReader,
    is_json: bool,
    console: &mut Console<'_>,
) -> CommandResult {
    let groups = reader.list_same_statements().map_err(unreachable_archive)?;
    let mut printed = 0;
    for some in groups.chunks(CHUNK) {
        let statements = reader.read_statements(some).map_err(unreachable_archive)?;
        write_statements(&statements, is_json, console)?;
        printed += statements.len();
    }
    Ok(outcome_of(printed))
}

fn write_statements(
    statements: &[SameStatement],
    is_json: bool,
    console: &mut Console<'_>,
) -> Result<(), CommandError> {
    for statement in statements {
        if is_json {
            write_json_line(&StatementJson::new(statement), console.out)?;
        } else {
            write_text(statement, console.out)?;
        }
    }
    Ok(())
}

/// Returns the outcome after `printed` statements were printed.
fn outcome_of(printed: usize) -> CommandOutcome {
    if printed == 0 {
        let nothing = Clean::line("no statement is quoted in several articles");
        return CommandOutcome::NothingFound(nothing);
    }
    CommandOutcome::Done
}

impl<'a> StatementJson<'a> {
    fn new(statement: &'a SameStatement) -> Self {
        let ids = statement.quotes.iter().filter_map(|quote| quote.quote);
        let quotes: Vec<String> = ids.map(|id| id.to_string()).collect();
        let first = statement.quotes.first().and_then(|quote| quote.published);
        Self {
            same: quotes.first().cloned(),
            quotes,
            speakers: statement.speakers.iter().map(Clean::as_str).collect(),
            sources: statement.sources().into_iter().map(Clean::as_str).collect(),
            first: first.map(|day| day.to_string()),
        }
    }
}

/// Writes in how many articles a statement is, where and when first, who said it, and its longest form.
fn write_text(statement: &SameStatement, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "×{}", statement.count_articles())?;
    let first = statement.quotes.first();
    let day = first
        .and_then(|quote| quote.published)
        .map(|day| day.to_string());
    let source = first
        .and_then(|quote| quote.source.as_deref())
        .map(str::to_owned);
    let place: Vec<String> = day.into_iter().chain(source).collect();
    if !place.is_empty() {
        write!(out, " · first {}", place.join(", "))?;
    }
    let sources = statement.sources().len();
    if sources > 1 {
        write!(out, " · {}", format_count(sources, "outlet"))?;
    }
    let speakers: Vec<&str> = statement.speakers.iter().map(Clean::as_str).collect();
    match speakers.as_slice() {
        [] => {}
        [speaker] => write!(out, " · {speaker}")?,
        several => write!(out, " · speakers differ: {}", several.join(" / "))?,
    }
    let longest = statement.quotes.iter().max_by_key(|quote| quote.text.len());
    let words = longest.map(|quote| Clean::line(&quote.text));
    writeln!(out, "\n  {}", words.as_deref().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    const STORIES: [(&str, &str); 3] = [
        (
            "ledger_2026-03-04_ferry.txt",
            "The ferry stops\n\n“We will mend the old ferry before the winter,” said Ines Halloran, “and nobody shall \
             wait.”\n",
        ),
        (
            "gazette_2026-03-02_ferry.txt",
            "No ferry\n\n\"We will mend the old ferry before the winter and nobody shall wait,\" Ines M. Halloran says.\n",
        ),
        (
            "post_2026-03-11_mill.txt",
            "The mill burns\n\n“I saw the smoke at noon above the roofs,” said Piet Aldous, its owner.\n",
        ),
    ];

    fn printed(stories: &[(&str, &str)], is_json: bool) -> (String, u8) {
        let folder = TempDir::new().unwrap();
        let news = folder.path().join("news");
        fs::create_dir(&news).unwrap();
        for (name, text) in stories {
            fs::write(news.join(name), text).unwrap();
        }
        let archive = Archive::new(&folder.path().join("cache"), &[news]);
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        let mut console = Console {
            out: &mut out,
            notes: &mut notes,
        };
        refresh::refresh_or_warn(&archive, &mut console).unwrap();
        let outcome = print_statements(&archive, is_json, &mut console).unwrap();
        (String::from_utf8(out).unwrap(), outcome.exit_code())
    }

    #[test]
    fn a_statement_with_other_marks_is_one() {
        let (text, _) = printed(&STORIES, false);
        assert!(text.starts_with("×2 · first 2026-03-02, "), "{text}");
        assert!(text.contains("Halloran\n"), "{text}");
        assert_eq!(text.lines().count(), 2, "{text}");
    }

    #[test]
    fn as_json_it_has_the_quotes_and_one_speaker() {
        let (text, code) = printed(&STORIES, true);
        let statement: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(statement["quotes"].as_array().unwrap().len(), 2);
        assert_eq!(statement["same"], statement["quotes"][0]);
        assert_eq!(statement["speakers"].as_array().unwrap().len(), 1);
        assert_eq!(statement["first"], "2026-03-02");
        assert_eq!(code, 0);
    }

    #[test]
    fn where_nothing_is_the_same_the_exit_code_says_so() {
        assert_eq!(printed(&STORIES[1..], false), (String::new(), 1));
    }
}
