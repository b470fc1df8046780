//! `pullquote export`: quotes and stories in formats that other programs read, and the state to be imported elsewhere.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::ZonedDateTime;

use super::export_state::export_state;
use super::hit_rows::unreadable_catalogue;
use super::hit_source::unreachable_archive;
use super::search::readable_query;
use super::shared_option::{SharedOption, own_flags};
use super::{CommandError, CommandOutcome, CommandResult, Console, Environment, refresh, state};
use crate::config::Config;
use crate::library::catalogue::OwnMarks;
use crate::library::corrections::CorrectedIndex;
use crate::library::export::bulk;
use crate::library::export::hits::group_hits;
use crate::library::export::{
    ArchiveKnowledge, ExportContent, ExportError, ExportFormat, ExportJob, ExportReport,
    ExportTarget, StoryTemplate, TemplateError,
};
use crate::library::listing::Listing;
use crate::loader;
use crate::search::hits::{HitOrder, HitRequest, SearchScope};
use crate::search::index::Index;
use crate::shared::reader::SharedReader;
use crate::shared::stories::{fetch_hits, fetch_stories};
use crate::text::Clean;

/// Export quotes and stories to formats that other programs read
///
/// Exports the given articles, else those of the config, with their quotes: speaker, role, source, authors, date, link,
/// the sentences before and after, your notes and tags. Prints them, or writes the file atomically; an existing file is
/// never overwritten without '--force'.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote export --bookmarks -o quotes.csv     your bookmarks, for a spreadsheet
  pullquote export --query 'said:halloran ferry' -o ferry.csv
  pullquote export ~/news -o notes/              one Markdown file per story
  pullquote export --format jsonl story.txt | jq .speaker
  pullquote export --bookmarks -f bibtex -o sources.bib
  pullquote export -f es-bulk -o quotes.ndjson   for '_bulk' of Elasticsearch and OpenSearch
  pullquote export --template evidence story.txt words, context, link and the file's SHA-256
  pullquote export --state -o state.jsonl        everything you did, for 'pullquote import'")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub struct ExportArguments {
    /// Files or folders with articles
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The format; by default that of the output's extension, else markdown
    #[arg(long, short, value_name = "FORMAT", value_parser = format_parser())]
    format: Option<ExportFormat>,
    /// Fill in this template for each story: a file, or 'obsidian', 'anki', 'org' or 'evidence'
    #[arg(long, value_name = "FILE|NAME", conflicts_with_all = ["format", "state"])]
    template: Option<String>,
    /// Export only the quotes that this query finds, as 'pullquote search' does
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true, conflicts_with_all = ["bookmarks", "state"])]
    query: Option<String>,
    /// Export your bookmarks, even if their files are gone
    #[arg(long, conflicts_with_all = ["paths", "shared"])]
    bookmarks: bool,
    /// Export all bookmarks, notes, tags, read marks and corrections as JSON Lines, to import on another machine
    #[arg(long, conflicts_with_all = ["paths", "bookmarks", "format", "shared"])]
    state: bool,
    /// Write to this file; Markdown can go to a folder, one file per story
    #[arg(long, short, value_name = "FILE|FOLDER")]
    output: Option<PathBuf>,
    /// Overwrite existing files
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    shared: SharedOption,
    /// Print the mapping with which a search server indexes what '--format es-bulk' exports
    #[arg(long, conflicts_with_all = ["paths", "bookmarks", "state", "query", "template", "output", "force", "shared"])]
    mapping: bool,
}

fn format_parser() -> impl TypedValueParser<Value = ExportFormat> {
    PossibleValuesParser::new(ExportFormat::ALL.map(ExportFormat::name))
        .try_map(|name| name.parse::<ExportFormat>())
}

/// Exports articles, bookmarks, or the whole state.
///
/// # Errors
/// Fails when a path does not exist, the state cannot be read, or the output cannot be written.
pub fn run(
    arguments: &ExportArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    if arguments.mapping {
        return print_mapping(arguments.format, console);
    }
    let output = arguments.output.as_deref();
    let output = output.filter(|path| path.as_os_str() != "-");
    if arguments.state {
        return export_state(output, arguments.force, environment, console);
    }
    let template = arguments
        .template
        .as_deref()
        .map(read_template)
        .transpose()?;
    let config = environment.load_config()?;
    let mut read_only = config.library.folders.clone();
    let (what, is_complete) =
        choose_content(arguments, &config, environment, &mut read_only, console)?;
    let is_fetched = matches!(what, ExportContent::Fetched(_));
    // The state adds notes, tags and corrected speakers to the articles.
    let store = state::open_state(&environment.paths.data, console)?;
    let named = output.and_then(format_of);
    let format = arguments.format.or(named).unwrap_or(ExportFormat::Markdown);
    let job = ExportJob {
        what,
        format,
        template,
        target: export_target(output, console.out),
        replaces: arguments.force,
        read_only,
        today: ZonedDateTime::now().date(),
        known: if is_fetched {
            ArchiveKnowledge::default()
        } else {
            read_knowledge(arguments, format, environment, &config)?
        },
    };
    let report = job.run(&store).map_err(explain_error)?;
    report_export(&report, output, is_complete, console)
}

/// Returns what is exported, and whether all of it could be read; folders of articles are added to `read_only`.
fn choose_content(
    arguments: &ExportArguments,
    config: &Config,
    environment: &Environment,
    read_only: &mut Vec<PathBuf>,
    console: &mut Console<'_>,
) -> Result<(ExportContent, bool), CommandError> {
    if arguments.bookmarks {
        return Ok((ExportContent::Bookmarks, true));
    }
    let query = arguments.query.as_deref();
    let reader = arguments
        .shared
        .open_reader(&arguments.paths, environment)?;
    if let Some(reader) = reader {
        return Ok((fetch_content(reader.into(), query, environment)?, true));
    }
    let paths = environment.article_paths(&arguments.paths, config)?;
    // Nothing may be written among the articles, whatever the output is called.
    read_only.extend(paths.iter().filter(|path| path.is_dir()).cloned());
    match query {
        Some(query) => Ok((find_content(query, &paths, environment, console)?, true)),
        None => list_files(paths, console),
    }
}

/// Prints the mapping of the documents for a search server, which no other format has.
fn print_mapping(format: Option<ExportFormat>, console: &mut Console<'_>) -> CommandResult {
    match format {
        None | Some(ExportFormat::EsBulk) => {
            bulk::write_mapping(console.out)?;
            Ok(CommandOutcome::Done)
        }
        Some(other) => Err(CommandError::usage_error(
            &format!("'{other}' has no mapping"),
            "'--mapping' is for '--format es-bulk'",
        )),
    }
}

/// Returns what is known of the folders that are exported, as far as they were indexed; of bookmarks, of those of the config.
fn read_knowledge(
    arguments: &ExportArguments,
    format: ExportFormat,
    environment: &Environment,
    config: &Config,
) -> Result<ArchiveKnowledge, CommandError> {
    let folders = if arguments.bookmarks {
        environment.usual_paths(config)
    } else {
        environment.article_paths(&arguments.paths, config)?
    };
    // Bookmarks are exported also where there is nothing left to read.
    if folders.is_empty() {
        return Ok(ArchiveKnowledge::default());
    }
    Ok(ArchiveKnowledge::read(
        &environment.open_archive(&folders),
        format,
    ))
}

/// Returns where an export goes: a folder or a file if one is named, else the output of the command.
fn export_target<'a>(output: Option<&Path>, out: &'a mut dyn Write) -> ExportTarget<'a> {
    match output {
        Some(path) if is_folder(path) => ExportTarget::Folder(path.to_owned()),
        Some(path) => ExportTarget::File(path.to_owned()),
        None => ExportTarget::Stream(out),
    }
}

/// Reads a template, which is a file or one that ships.
fn read_template(name: &str) -> Result<StoryTemplate, CommandError> {
    StoryTemplate::read(name).map_err(|error| explain_template(&error))
}

fn explain_template(error: &TemplateError) -> CommandError {
    let hint = match error {
        TemplateError::Unreadable(..) => format!(
            "name a file, or one of the built-in templates: {}",
            StoryTemplate::shipped_names().join(", ")
        ),
        TemplateError::Faulty { .. } => {
            "docs/templates.md lists the fields and explains the syntax".to_owned()
        }
    };
    CommandError::usage_error(&error.to_string(), &hint)
}

/// Searches the folders, and returns the quotes that a query finds, those that fit best first.
fn find_content(
    query: &str,
    folders: &[PathBuf],
    environment: &Environment,
    console: &mut Console<'_>,
) -> Result<ExportContent, CommandError> {
    let today = ZonedDateTime::now().date();
    let query = readable_query(query, today)?;
    let archive = environment.open_archive(folders);
    let archive = refresh::prepare_archive(archive, false, console)?;
    let catalogue = archive.open_catalogue().map_err(unreadable_catalogue)?;
    let ask = HitRequest {
        query: &query,
        scope: SearchScope::Quotes,
        flags: &catalogue.flags_for(&query).map_err(unreadable_catalogue)?,
        order: HitOrder::Relevance,
        limit: usize::MAX,
        today,
    };
    let search = |index: &Index| {
        CorrectedIndex::of_archive(index, &archive, &catalogue).relevant_hits(&ask, &|| true)
    };
    let found = refresh::query_index(&archive, console, search)?.unwrap_or_default();
    let hits = found.hits.iter().map(|hit| (hit.article, hit.quote));
    let stories = group_hits(&catalogue, hits).map_err(unreadable_catalogue)?;
    Ok(ExportContent::Hits(stories))
}

/// Returns the stories of a shared archive, the newest first; only the quotes that a query finds if there is one.
fn fetch_content(
    reader: Arc<dyn SharedReader>,
    query: Option<&str>,
    environment: &Environment,
) -> Result<ExportContent, CommandError> {
    let Some(query) = query else {
        let ids = reader.list_articles(&Listing::default(), &OwnMarks::default());
        let ids = ids.map_err(unreachable_archive)?;
        return Ok(ExportContent::Fetched(fetch_stories(reader, ids)));
    };
    let today = ZonedDateTime::now().date();
    let query = readable_query(query, today)?;
    let flags = own_flags(&query, environment)?;
    let ask = HitRequest {
        query: &query,
        scope: SearchScope::Quotes,
        flags: &flags,
        order: HitOrder::Newest,
        limit: usize::MAX,
        today,
    };
    let found = reader.first_hits(&ask).map_err(unreachable_archive)?;
    let hits = found.hits.iter().map(|hit| (hit.article, hit.quote));
    Ok(ExportContent::Fetched(fetch_hits(reader, hits)))
}

/// Lists the files in folders, and returns whether all could be read.
fn list_files(
    paths: Vec<PathBuf>,
    console: &mut Console<'_>,
) -> Result<(ExportContent, bool), CommandError> {
    let mut files = Vec::new();
    let mut is_complete = true;
    for found in loader::scan_folders(paths) {
        match found {
            Ok(found) => files.push(found.path),
            Err(problem) => {
                writeln!(console.notes, "pullquote: {problem}")?;
                is_complete = false;
            }
        }
    }
    Ok((ExportContent::Files(files), is_complete))
}

/// Returns the format that the extension of a file means.
fn format_of(path: &Path) -> Option<ExportFormat> {
    let extension = path.extension()?.to_str()?;
    ExportFormat::ALL
        .into_iter()
        .find(|format| format.extension() == extension)
}

/// Returns `true` if a path means a folder.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/")
}

/// Reports what was written and what was skipped, and returns the outcome.
fn report_export(
    report: &ExportReport,
    output: Option<&Path>,
    is_complete: bool,
    console: &mut Console<'_>,
) -> CommandResult {
    for problem in &report.problems {
        writeln!(console.notes, "pullquote: {problem}")?;
    }
    for path in &report.left {
        let path = Clean::line(&path.to_string_lossy());
        writeln!(
            console.notes,
            "pullquote: '{path}' already exists with different content; not overwritten (use '--force')"
        )?;
    }
    if let Some(output) = output.filter(|_| report.stories > 0) {
        let place = Clean::line(&output.to_string_lossy());
        writeln!(console.out, "{} to '{place}'", report.summary())?;
    }
    let is_whole = is_complete && report.problems.is_empty() && report.left.is_empty();
    Ok(match (is_whole, report.stories) {
        (false, _) => CommandOutcome::Incomplete,
        (true, 0) => CommandOutcome::NothingFound(Clean::new("nothing to export")),
        (true, _) => CommandOutcome::Done,
    })
}

pub(super) fn explain_error(error: ExportError) -> CommandError {
    match error {
        ExportError::Stream(error) => CommandError::Output(error),
        ExportError::Exists(_) => {
            CommandError::Failed(Clean::line(&format!("{error}; '--force' overwrites it")))
        }
        ExportError::ReadOnly(_) => {
            CommandError::usage_error(&error.to_string(), "give '-o' a file or folder elsewhere")
        }
        ExportError::Template(error) => explain_template(&error),
        other => CommandError::Failed(Clean::line(&other.to_string())),
    }
}
