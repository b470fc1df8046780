//! `pullquote export`: quotes and stories in formats that other programs read, and the state to be imported elsewhere.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::ZonedDateTime;

use super::{Answer, Console, Environment, Failure, Outcome, state};
use crate::library::export::place::{self, UnfinishedFile};
use crate::library::export::{
    ExportContent, ExportError, ExportFormat, ExportJob, ExportReport, ExportTarget,
};
use crate::library::state::LinesError;
use crate::loader;
use crate::text::Clean;

/// Write quotes and stories in formats that other programs read
///
/// Exports the articles that are named, else those of the config, each with its quotes: speaker, role, source, authors,
/// date, link, the sentences before and after, your notes and tags. Prints them, or writes a file that is either whole
/// or not there; a file that is there already is never replaced without '--force'.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote export --bookmarks -o quotes.csv     what you bookmarked, for a spreadsheet
  pullquote export ~/news -o notes/              a Markdown file a story
  pullquote export --format jsonl story.txt | jq .speaker
  pullquote export --bookmarks -f bibtex -o sources.bib
  pullquote export --state -o state.jsonl        all you did, for 'pullquote import'")]
pub struct Arguments {
    /// Files or folders with articles
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The format; without it, what the name of the output ends in, else markdown
    #[arg(long, short, value_name = "FORMAT", value_parser = formats())]
    format: Option<ExportFormat>,
    /// Export what is bookmarked, whatever became of the files
    #[arg(long, conflicts_with = "paths")]
    bookmarks: bool,
    /// Export all bookmarks, notes, tags, read marks and corrections as JSON lines, to import them on another machine
    #[arg(long, conflicts_with_all = ["paths", "bookmarks", "format"])]
    state: bool,
    /// Write to this file; of Markdown, to this folder a file a story
    #[arg(long, short, value_name = "FILE|FOLDER")]
    output: Option<PathBuf>,
    /// Replace files that are there
    #[arg(long)]
    force: bool,
}

fn formats() -> impl TypedValueParser<Value = ExportFormat> {
    PossibleValuesParser::new(ExportFormat::ALL.map(ExportFormat::name))
        .try_map(|name| name.parse::<ExportFormat>())
}

/// Exports articles, bookmarks, or the whole state.
///
/// # Errors
/// Fails when a path does not exist, the state cannot be read, or the output cannot be written.
pub fn run(arguments: &Arguments, environment: &Environment, console: &mut Console<'_>) -> Answer {
    let output = arguments.output.as_deref();
    let output = output.filter(|path| path.as_os_str() != "-");
    if arguments.state {
        return state_to(output, arguments.force, environment, console);
    }
    let config = environment.config()?;
    let mut read_only = config.library.folders.clone();
    let (what, is_complete) = if arguments.bookmarks {
        (ExportContent::Bookmarks, true)
    } else {
        let paths = environment.articles(&arguments.paths, &config)?;
        read_only.extend(paths.iter().filter(|path| path.is_dir()).cloned());
        files(paths, console)?
    };
    let store = state::ask(&environment.paths.data, console)?;
    let named = output.and_then(of_name);
    let job = ExportJob {
        what,
        format: arguments.format.or(named).unwrap_or(ExportFormat::Markdown),
        target: match output {
            Some(path) if is_folder(path) => ExportTarget::Folder(path.to_owned()),
            Some(path) => ExportTarget::File(path.to_owned()),
            None => ExportTarget::Stream(console.out),
        },
        replaces: arguments.force,
        read_only,
        today: ZonedDateTime::now().date(),
    };
    let report = job.run(&store).map_err(explained)?;
    tell(&report, output, is_complete, console)
}

/// Exports the whole state, to a file if one is named.
fn state_to(
    output: Option<&Path>,
    replaces: bool,
    environment: &Environment,
    console: &mut Console<'_>,
) -> Answer {
    let data = &environment.paths.data;
    let Some(path) = output else {
        return state_lines(data, console);
    };
    let folders = environment.config()?.library.folders;
    place::check_writable(path, &folders).map_err(explained)?;
    state_file(data, path, replaces, console)
}

/// Lists the files in folders; says whether all could be looked into.
fn files(paths: Vec<PathBuf>, console: &mut Console<'_>) -> Result<(ExportContent, bool), Failure> {
    let mut files = Vec::new();
    let mut is_complete = true;
    for found in loader::scan(paths) {
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

/// Returns the format that the name of a file stands for.
fn of_name(path: &Path) -> Option<ExportFormat> {
    let extension = path.extension()?.to_str()?;
    ExportFormat::ALL
        .into_iter()
        .find(|format| format.extension() == extension)
}

/// Says whether a folder is meant.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/")
}

/// Says what was written and what was left, and how that is to be taken.
fn tell(
    report: &ExportReport,
    output: Option<&Path>,
    is_complete: bool,
    console: &mut Console<'_>,
) -> Answer {
    for problem in &report.problems {
        writeln!(console.notes, "pullquote: {problem}")?;
    }
    for path in &report.left {
        let path = Clean::line(&path.to_string_lossy());
        writeln!(
            console.notes,
            "pullquote: '{path}' is there already and says something else: it was left as it is; '--force' replaces it"
        )?;
    }
    if let Some(output) = output.filter(|_| report.stories > 0) {
        let place = Clean::line(&output.to_string_lossy());
        writeln!(console.out, "{} to '{place}'", report.summary())?;
    }
    let is_whole = is_complete && report.problems.is_empty() && report.left.is_empty();
    Ok(match (is_whole, report.stories) {
        (false, _) => Outcome::Incomplete,
        (true, 0) => Outcome::NothingFound(Clean::new("there is nothing to export")),
        (true, _) => Outcome::Done,
    })
}

fn explained(error: ExportError) -> Failure {
    match error {
        ExportError::Stream(error) => Failure::Output(error),
        ExportError::Exists(_) => {
            Failure::Failed(Clean::line(&format!("{error}; '--force' replaces it")))
        }
        ExportError::ReadOnly(_) => {
            Failure::usage(&error.to_string(), "'-o' names a file or folder elsewhere")
        }
        other => Failure::Failed(Clean::line(&other.to_string())),
    }
}

/// Prints the state in the folder for data.
pub(super) fn state_lines(data: &Path, console: &mut Console<'_>) -> Answer {
    let store = state::ask(data, console)?;
    match store.export_lines(console.out) {
        Ok(()) => Ok(Outcome::Done),
        Err(LinesError::Io(error)) => Err(error.into()),
        Err(error) => Err(Failure::failed("the state cannot be exported", error)),
    }
}

/// Writes the state in the folder for data to a file.
fn state_file(data: &Path, path: &Path, replaces: bool, console: &mut Console<'_>) -> Answer {
    let store = state::ask(data, console)?;
    let mut file = UnfinishedFile::create_beside(path, replaces).map_err(explained)?;
    store
        .export_lines(&mut file)
        .map_err(|error| Failure::failed("the state cannot be exported", error))?;
    file.persist_atomically().map_err(explained)?;
    let place = Clean::line(&path.to_string_lossy());
    writeln!(console.out, "Exported the state to '{place}'")?;
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use tempfile::TempDir;

    use super::*;
    use crate::article::ArticleId;
    use crate::library::state::{StateChange, StateStore};

    fn exported(data: &Path) -> (String, String) {
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        let mut console = Console {
            out: &mut out,
            notes: &mut notes,
        };
        assert_eq!(state_lines(data, &mut console).unwrap(), Outcome::Done);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(out), text(notes))
    }

    #[test]
    fn an_export_makes_no_state() {
        let data = TempDir::new().unwrap();
        let (lines, _) = exported(data.path());
        assert_eq!(lines.lines().count(), 1);
        assert!(std::fs::read_dir(data.path()).unwrap().next().is_none());
    }

    #[test]
    fn a_damaged_state_is_noted_and_exported_as_far_as_it_can_be_read() {
        let data = TempDir::new().unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let mut store = StateStore::open(data.path(), now).unwrap().store;
        let articles = vec![ArticleId::from_number(1)];
        let is_read = true;
        store
            .apply_change(&StateChange::SetRead { articles, is_read }, now)
            .unwrap();
        drop(store);
        let path = data.path().join("state.db");
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[60] ^= 1;
        std::fs::write(&path, &bytes).unwrap();

        let (lines, notes) = exported(data.path());
        assert!(notes.contains("damaged"), "{notes}");
        assert_eq!(lines.lines().count(), 2);
        assert!(
            std::fs::read(&path).unwrap() == bytes,
            "it is left as it is"
        );
    }
}
