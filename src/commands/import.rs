//! `pullquote import`: imports the exports of other readers, and merges a state that was exported elsewhere.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::{CommandError, CommandOutcome, CommandResult, Console, Environment, state};
use crate::library::device::DeviceName;
use crate::library::import::{self, ImportReport, ImportSource};
use crate::library::inbox::Inbox;
use crate::library::state::{Imported, StateStore};
use crate::library::subscriptions::{self, Subscription};
use crate::text::Clean;
use crate::text::number::{self, format_count, format_count_of};

/// Import the exports of other readers, or a state that 'export --state' wrote
///
/// The format is detected from the content: Pocket (CSV, HTML), Instapaper (CSV), Omnivore (the JSON with its folders
/// next to it), wallabag (JSON), Readwise (CSV), newsboat (OPML, cache.db), and copies of pullquote's own state.db. Read marks, tags, highlights and notes are
/// kept for their articles, even if those are added later. Importing a file again changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote import part_000000.csv               a Pocket export
  pullquote import ~/.newsboat/cache.db
  pullquote import --urls pocket.csv | pullquote add -
                                                 fetch articles that were exported without text
  ssh desk pullquote export --state | pullquote import -")]
pub struct ImportArguments {
    /// The file; '-' reads an exported state from standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print the URLs of articles without text, one per line; the report goes to standard error
    #[arg(long)]
    urls: bool,
}

impl ImportArguments {
    /// Names a file.
    #[must_use]
    pub fn new(file: &Path) -> Self {
        Self {
            file: file.to_owned(),
            urls: false,
        }
    }
}

/// Imports a file; of two versions of a fact the newer one wins.
///
/// # Errors
/// Fails, with nothing imported, when the file is none that is known, or the state cannot be saved.
pub fn run(
    arguments: &ImportArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let data = &environment.paths.data;
    let file = &arguments.file;
    if file.as_os_str() == "-" {
        return merge_state(data, "standard input", io::stdin().lock(), console);
    }
    let name = format!("'{}'", file.display());
    let failed = |error: &dyn std::fmt::Display| {
        CommandError::Failed(Clean::line(&format!("{name} was not imported: {error}")))
    };
    let (source, taken) = import::read_export(file).map_err(|error| failed(&error))?;
    if source == ImportSource::State {
        let lines = File::open(file).map_err(|error| CommandError::with_cause(&name, error))?;
        return merge_state(data, &name, BufReader::new(lines), console);
    }
    if source == ImportSource::StateDatabase {
        return merge_database(data, file, console);
    }
    let now = Timestamp::now();
    let mut opened = StateStore::open(data, now)
        .map_err(|error| CommandError::with_cause("the state cannot be opened", error))?;
    state::report_notices(&opened.notices, console)?;
    let feeds = subscribe_to(&taken.feeds, environment).map_err(|error| failed(&error))?;
    let has_texts = taken.entries.iter().any(|entry| entry.body.is_some());
    let mut inbox = None;
    let config = environment.load_config()?;
    let folder = config.library.inbox_folder(&environment.paths);
    // Stories without a text may be there already.
    if has_texts || folder.is_dir() {
        inbox = Some(Inbox::open(&folder).map_err(|error| failed(&error))?);
    }
    let report = import::import_entries(
        taken,
        inbox.as_mut(),
        &mut opened.store,
        modification_time(file),
        now,
    )
    .map_err(|error| failed(&error))?;
    print_report(source, &report, feeds, arguments, console)
}

/// Feeds that were taken: those that are new, and those that were subscribed to already.
#[derive(Debug, Clone, Copy, Default)]
struct FeedCounts {
    new: usize,
    known: usize,
}

/// Subscribes to feeds; nothing is fetched.
fn subscribe_to(feeds: &[Subscription], environment: &Environment) -> io::Result<FeedCounts> {
    let mut taken = FeedCounts::default();
    for feed in feeds {
        if subscriptions::add_subscription(&environment.paths.config, feed)? {
            taken.new += 1;
        } else {
            taken.known += 1;
        }
    }
    Ok(taken)
}

/// Returns when a file was written, for what has no time of its own.
fn modification_time(file: &Path) -> Timestamp {
    let modified = fs::metadata(file).and_then(|metadata| metadata.modified());
    let time = modified
        .ok()
        .and_then(|time| Timestamp::try_from(time).ok());
    time.unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Reports what was imported and what was skipped, and prints addresses if asked to.
fn print_report(
    source: ImportSource,
    report: &ImportReport,
    feeds: FeedCounts,
    arguments: &ImportArguments,
    console: &mut Console<'_>,
) -> CommandResult {
    let text = format_report(source, report, feeds, arguments);
    if arguments.urls {
        console.notes.write_all(text.as_bytes())?;
        for url in &report.without_text {
            writeln!(console.out, "{}", Clean::line(url))?;
        }
    } else {
        console.out.write_all(text.as_bytes())?;
    }
    Ok(if report.entries + feeds.new + feeds.known == 0 {
        CommandOutcome::NothingFound(Clean::new("nothing to import"))
    } else {
        CommandOutcome::Done
    })
}

/// Returns the report, one line per kind of data.
fn format_report(
    source: ImportSource,
    report: &ImportReport,
    feeds: FeedCounts,
    arguments: &ImportArguments,
) -> String {
    let count = number::format_number;
    let mut lines = vec![format_heading(source, report)];
    let texts = report.saved + report.known;
    if texts > 0 {
        let known = count(report.known);
        lines.push(format!(
            "  saved: {}, {known} of them already there",
            format_count(texts, "text")
        ));
    }
    lines.extend(format_kept(report));
    if feeds.new + feeds.known > 0 {
        let all = format_count(feeds.new + feeds.known, "feed");
        let known = count(feeds.known);
        lines.push(format!(
            "  subscribed to: {all}, {known} of them already; 'pullquote fetch' fetches new entries"
        ));
    }
    if !report.without_text.is_empty() {
        let stories = format_count(report.without_text.len(), "story");
        let file = arguments.file.display();
        let hint = format!("; 'pullquote import --urls {file} | pullquote add -' fetches them");
        let hint = if arguments.urls { String::new() } else { hint };
        lines.push(format!("  without text: {stories}{hint}"));
    }
    lines.extend(report.left.reasons().map(|(why, number, first)| {
        let first = Some(first).filter(|first| !first.is_empty());
        let first = first.map(|first| format!(", first: '{first}'"));
        format!(
            "  skipped: {} {why}{}",
            count(number),
            first.unwrap_or_default()
        )
    }));
    let text = Clean::new(&lines.join("\n"));
    format!("{text}\n")
}

/// Returns the line that names the source, and the number of its entries.
fn format_heading(source: ImportSource, report: &ImportReport) -> String {
    match source {
        ImportSource::Feeds => "A list of feeds".to_owned(),
        ImportSource::Pocket
        | ImportSource::Instapaper
        | ImportSource::Omnivore
        | ImportSource::Wallabag
        | ImportSource::Readwise
        | ImportSource::Newsboat
        | ImportSource::State
        | ImportSource::StateDatabase => format!(
            "{}: {}",
            source.program_name(),
            format_count(report.entries, "entry")
        ),
    }
}

/// Returns the line about changes of the state, if there were any.
fn format_kept(report: &ImportReport) -> Option<String> {
    let kept = [
        (report.read, "read mark", "read marks"),
        (report.tagged, "story with tags", "stories with tags"),
        (report.bookmarks, "bookmark", "bookmarks"),
        (report.quotes, "quote", "quotes"),
        (report.notes, "note", "notes"),
    ];
    let kept: Vec<String> = kept
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| format_count_of(number, one, many))
        .collect();
    let (taken, known) = (report.state.taken, report.state.known);
    let (taken, known) = (number::format_number(taken), number::format_number(known));
    let kept = (!kept.is_empty()).then(|| kept.join(", "))?;
    Some(format!(
        "  imported: {kept} (new facts: {taken}, already known: {known})"
    ))
}

/// Merges a copy of a state's database into the state in the folder for data.
fn merge_database(data: &Path, file: &Path, console: &mut Console<'_>) -> CommandResult {
    let now = Timestamp::now();
    let mut store = open_to_merge(data, now, console)?;
    let (imported, damage) = store
        .import_database(file, now)
        .map_err(|error| CommandError::with_cause(&format!("'{}'", file.display()), error))?;
    let outcome = report_merge(imported, console)?;
    let Some(damage) = damage else {
        return Ok(outcome);
    };
    let note = format!(
        "pullquote: '{}' is damaged ({damage}); only what could be read of it was imported",
        file.display()
    );
    writeln!(console.notes, "{}", Clean::line(&note).as_str())?;
    Ok(CommandOutcome::Incomplete)
}

/// Merges lines into the state in the folder for data.
fn merge_state(
    data: &Path,
    name: &str,
    lines: impl BufRead,
    console: &mut Console<'_>,
) -> CommandResult {
    let now = Timestamp::now();
    let mut store = open_to_merge(data, now, console)?;
    let imported = store
        .import_lines(lines, now)
        .map_err(|error| CommandError::with_cause(name, error))?;
    report_merge(imported, console)
}

/// Opens the state on a device with a name, which is the author of its notes: of two notes without authors only the newer
/// could be kept.
fn open_to_merge(
    data: &Path,
    now: Timestamp,
    console: &mut Console<'_>,
) -> Result<StateStore, CommandError> {
    if let Err(error) = DeviceName::load_or_create(data) {
        tracing::debug!(%error, "this device has no name");
    }
    let mut opened = StateStore::open(data, now)
        .map_err(|error| CommandError::with_cause("the state cannot be opened", error))?;
    state::report_notices(&opened.notices, console)?;
    if opened.store.is_saving()
        && let Some(device) = DeviceName::load(data)
        && let Err(error) = opened.store.sign_notes(&device, now)
    {
        tracing::debug!(%error, "notes are not signed");
    }
    Ok(opened.store)
}

fn report_merge(imported: Imported, console: &mut Console<'_>) -> CommandResult {
    let (taken, known) = (imported.taken, imported.known);
    writeln!(console.out, "Imported: {taken}, already known: {known}")?;
    Ok(CommandOutcome::Done)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use tempfile::TempDir;

    use super::*;
    use crate::article::ArticleId;
    use crate::commands::export_state;
    use crate::library::state::{
        ArticleDescription, ArticleReference, BookmarkTarget, StateChange,
    };

    /// What a command prints.
    fn printed(
        command: impl FnOnce(&mut Console<'_>) -> CommandResult,
    ) -> Result<String, CommandError> {
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        command(&mut Console {
            out: &mut out,
            notes: &mut notes,
        })?;
        Ok(String::from_utf8(out).unwrap())
    }

    fn imported(data: &Path, lines: &str) -> Result<String, CommandError> {
        printed(|console| merge_state(data, "'a.jsonl'", lines.as_bytes(), console))
    }

    fn exported(data: &Path) -> String {
        printed(|console| export_state::print_state(data, console)).unwrap()
    }

    fn reader_of(number: u128) -> TempDir {
        let data = TempDir::new().unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let mut store = StateStore::open(data.path(), now).unwrap().store;
        let articles = vec![ArticleId::from_number(number)];
        let is_read = true;
        store
            .apply_change(&StateChange::SetRead { articles, is_read }, now)
            .unwrap();
        data
    }

    #[test]
    fn what_is_exported_here_is_merged_there_once() {
        let (here, there) = (reader_of(1), reader_of(2));
        let lines = exported(here.path());
        let says = imported(there.path(), &lines).unwrap();
        assert_eq!(says, "Imported: 1, already known: 0\n");
        let says = imported(there.path(), &lines).unwrap();
        assert_eq!(says, "Imported: 0, already known: 1\n");
        assert_eq!(exported(there.path()).lines().count(), 3);
    }

    /// Writes a note on a story that both have.
    fn write_note(data: &Path, text: &str, now: Timestamp) {
        let mut store = StateStore::open(data, now).unwrap().store;
        let article = ArticleReference {
            id: ArticleId::from_number(9),
            description: ArticleDescription::default(),
        };
        let kept = BookmarkTarget {
            article,
            quote: None,
        };
        let note = Clean::new(text);
        store
            .apply_change(&StateChange::SetNote { kept, note }, now)
            .unwrap();
    }

    #[test]
    fn two_notes_on_one_story_are_both_kept_and_an_old_export_brings_none_back() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let (here, there) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        write_note(here.path(), "Call her.", at(1_000));
        write_note(there.path(), "Check the sum.", at(2_000));
        let old = exported(here.path());
        imported(here.path(), &exported(there.path())).unwrap();
        imported(there.path(), &exported(here.path())).unwrap();
        assert_eq!(exported(here.path()), exported(there.path()));
        let has = |text: &str| exported(here.path()).contains(text);
        assert!(has("Call her.") && has("Check the sum."));

        write_note(here.path(), "Both are done.", at(3_000));
        imported(here.path(), &old).unwrap();
        imported(here.path(), &exported(there.path())).unwrap();
        assert!(has("Both are done.") && !has("Call her.") && !has("Check the sum."));
    }

    /// Makes a copy of a state's database, or its lines as a version without authors of notes wrote them.
    fn copy_unsigned(data: &Path, copy: &Path, is_database: bool) {
        if is_database {
            fs::copy(data.join("state.db"), copy).unwrap();
        } else {
            let store = StateStore::open_to_ask(data).unwrap().store;
            store
                .export_lines(None, &mut File::create(copy).unwrap())
                .unwrap();
        }
    }

    fn merge_copy(data: &Path, copy: &Path, is_database: bool) {
        let merged = printed(|console| {
            if is_database {
                return merge_database(data, copy, console);
            }
            merge_state(data, "'a'", BufReader::new(File::open(copy)?), console)
        });
        merged.unwrap();
    }

    #[rstest]
    #[case::database_older(true, 1_000)]
    #[case::database_newer(true, 3_000)]
    #[case::lines_older(false, 1_000)]
    #[case::lines_newer(false, 3_000)]
    fn a_note_without_an_author_is_kept_beside_another_and_comes_back_no_more(
        #[case] is_database: bool,
        #[case] second: i64,
    ) {
        let at = |second| Timestamp::from_second(second).unwrap();
        let (here, there) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        write_note(here.path(), "Call her.", at(2_000));
        write_note(there.path(), "Check the sum.", at(second));
        let copy = here.path().join("copy");
        copy_unsigned(there.path(), &copy, is_database);
        let merge = || merge_copy(here.path(), &copy, is_database);
        merge();
        let once = exported(here.path());
        assert!(once.contains("Call her.") && once.contains("Check the sum."));
        merge();
        assert_eq!(exported(here.path()), once);
        write_note(here.path(), "Both are done.", at(4_000));
        let written = exported(here.path());
        assert!(!written.contains("Call her."), "{written}");
        merge();
        assert_eq!(exported(here.path()), written);
    }

    #[test]
    fn a_copy_of_the_own_notes_adds_nothing() {
        let here = TempDir::new().unwrap();
        write_note(here.path(), "Call her.", Timestamp::UNIX_EPOCH);
        let copy = here.path().join("copy");
        copy_unsigned(here.path(), &copy, true);
        let before = exported(here.path());
        merge_copy(here.path(), &copy, true);
        assert_eq!(exported(here.path()), before);
    }

    #[test]
    fn a_copy_of_the_state_is_merged_and_left_as_it_is() {
        let (here, there) = (reader_of(1), reader_of(2));
        let copy = here
            .path()
            .join("state.sync-conflict-20261130-101500-ABCDEFG.db");
        fs::copy(there.path().join("state.db"), &copy).unwrap();
        let (source, _) = import::read_export(&copy).unwrap();
        assert_eq!(source, ImportSource::StateDatabase);
        let before = fs::read(&copy).unwrap();
        let merged = || printed(|console| merge_database(here.path(), &copy, console)).unwrap();
        assert_eq!(merged(), "Imported: 1, already known: 0\n");
        assert_eq!(merged(), "Imported: 0, already known: 1\n");
        assert!(fs::read(&copy).unwrap() == before);
        assert_eq!(exported(here.path()).lines().count(), 3);
    }

    #[test]
    fn a_damaged_copy_gives_what_can_be_read() {
        let (here, there) = (reader_of(1), reader_of(2));
        let copy = here.path().join("state (conflicted copy).db");
        let mut bytes = fs::read(there.path().join("state.db")).unwrap();
        bytes[24] ^= 0xff;
        bytes.truncate(bytes.len() - 100);
        fs::write(&copy, bytes).unwrap();
        let merged = printed(|console| merge_database(here.path(), &copy, console)).unwrap();
        assert_eq!(merged, "Imported: 1, already known: 0\n");
    }

    #[test]
    fn a_copy_that_ends_early_is_named() {
        let (here, there) = (reader_of(1), reader_of(2));
        let copy = here.path().join("state.sync-conflict-1.db");
        let mut bytes = fs::read(there.path().join("state.db")).unwrap();
        bytes.truncate(5_000);
        fs::write(&copy, bytes).unwrap();
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        let console = &mut Console {
            out: &mut out,
            notes: &mut notes,
        };
        let outcome = merge_database(here.path(), &copy, console).unwrap();
        assert_eq!(outcome, CommandOutcome::Incomplete);
        let notes = String::from_utf8(notes).unwrap();
        assert!(
            notes.contains("state.sync-conflict-1.db' is damaged ("),
            "{notes}"
        );
    }

    #[test]
    fn a_fault_is_named_with_file_and_line() {
        let failure = imported(reader_of(1).path(), "news").unwrap_err();
        assert!(
            failure.to_string().starts_with("'a.jsonl': line 1: "),
            "{failure}"
        );
    }

    #[test]
    fn another_programs_export_is_taken_and_told() {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("instapaper.csv");
        let rows = "URL,Title,Selection,Folder,Timestamp\n\
            https://a.example/1,One,“Low water.”,Archive,1700000000\n\
            instapaper-private://x,A mail,,Unread,1700000003\n";
        fs::write(&file, rows).unwrap();
        let (source, taken) = import::read_export(&file).unwrap();
        let mut store = StateStore::open(folder.path(), Timestamp::UNIX_EPOCH)
            .unwrap()
            .store;
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let report =
            import::import_entries(taken, None, &mut store, modification_time(&file), now).unwrap();
        let arguments = |urls| ImportArguments {
            file: "a.csv".into(),
            urls,
        };
        let told = printed(|console| {
            print_report(
                source,
                &report,
                FeedCounts::default(),
                &arguments(false),
                console,
            )
        })
        .unwrap();
        insta::assert_snapshot!(told);
        let urls = printed(|console| {
            print_report(
                source,
                &report,
                FeedCounts::default(),
                &arguments(true),
                console,
            )
        })
        .unwrap();
        assert_eq!(urls, "https://a.example/1\n");
    }
}
