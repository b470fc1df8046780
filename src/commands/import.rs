//! `pullquote import`: takes in what other readers export, and merges a state that was exported elsewhere.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::{Answer, Console, Environment, Failure, Outcome, state};
use crate::library::import::{self, ImportReport, ImportSource};
use crate::library::inbox::Inbox;
use crate::library::state::StateStore;
use crate::library::subscriptions::{self, Subscription};
use crate::text::{Clean, number};

/// Take in the exports of other readers, or a state that 'export --state' wrote
///
/// What a file is, is told by its content: Pocket (CSV, HTML), Instapaper (CSV), Omnivore (the JSON with its folders
/// beside it), wallabag (JSON), Readwise (CSV), newsboat (OPML, cache.db). Read marks, tags, highlights and notes are
/// kept for the articles they are about, also when those come later. Importing a file again changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote import part_000000.csv               a Pocket export
  pullquote import ~/.newsboat/cache.db
  pullquote import --urls pocket.csv | pullquote add -
                                                 fetch the articles whose text was not exported
  ssh desk pullquote export --state | pullquote import -")]
pub struct Arguments {
    /// The file; '-' reads an exported state from the standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print the addresses of articles without a text, one a line; the report goes to the error output
    #[arg(long)]
    urls: bool,
}

/// Takes a file in; of two versions of anything the newer one stands.
///
/// # Errors
/// Fails, with nothing imported, when the file is none that is known, or the state cannot be saved.
pub fn run(arguments: &Arguments, environment: &Environment, console: &mut Console<'_>) -> Answer {
    let data = &environment.paths.data;
    let file = &arguments.file;
    if file.as_os_str() == "-" {
        return merge(data, "the standard input", io::stdin().lock(), console);
    }
    let name = format!("'{}'", file.display());
    let failed = |error: &dyn std::fmt::Display| {
        Failure::Failed(Clean::line(&format!("{name} was not imported: {error}")))
    };
    let (source, taken) = import::read_export(file).map_err(|error| failed(&error))?;
    if source == ImportSource::State {
        let lines = File::open(file).map_err(|error| Failure::failed(&name, error))?;
        return merge(data, &name, BufReader::new(lines), console);
    }
    let now = Timestamp::now();
    let mut opened = StateStore::open(data, now)
        .map_err(|error| Failure::failed("the state cannot be opened", error))?;
    state::tell(&opened.notices, console)?;
    let feeds = subscribe(&taken.feeds, environment).map_err(|error| failed(&error))?;
    let has_texts = taken.entries.iter().any(|entry| entry.body.is_some());
    let mut inbox = match environment.config()?.library.inbox.filter(|_| has_texts) {
        Some(folder) => Some(Inbox::open(&folder).map_err(|error| failed(&error))?),
        None => None,
    };
    let report =
        import::import_entries(taken, inbox.as_mut(), &mut opened.store, time_of(file), now)
            .map_err(|error| failed(&error))?;
    tell(source, &report, feeds, arguments, console)
}

/// Feeds that were taken: those that are new, and those that were subscribed to already.
#[derive(Debug, Clone, Copy, Default)]
struct Feeds {
    new: usize,
    known: usize,
}

/// Subscribes to feeds; nothing is fetched.
fn subscribe(feeds: &[Subscription], environment: &Environment) -> io::Result<Feeds> {
    let mut taken = Feeds::default();
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
fn time_of(file: &Path) -> Timestamp {
    let modified = fs::metadata(file).and_then(|metadata| metadata.modified());
    let time = modified
        .ok()
        .and_then(|time| Timestamp::try_from(time).ok());
    time.unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Says what was taken and what was left, and prints addresses if that is wanted.
fn tell(
    source: ImportSource,
    report: &ImportReport,
    feeds: Feeds,
    arguments: &Arguments,
    console: &mut Console<'_>,
) -> Answer {
    let text = told(source, report, feeds, arguments);
    if arguments.urls {
        console.notes.write_all(text.as_bytes())?;
        for url in &report.without_text {
            writeln!(console.out, "{}", Clean::line(url))?;
        }
    } else {
        console.out.write_all(text.as_bytes())?;
    }
    Ok(if report.entries + feeds.new + feeds.known == 0 {
        Outcome::NothingFound(Clean::new("there is nothing in it to import"))
    } else {
        Outcome::Done
    })
}

/// Returns the report, a line a thing.
fn told(
    source: ImportSource,
    report: &ImportReport,
    feeds: Feeds,
    arguments: &Arguments,
) -> String {
    let count = number::grouped;
    let mut lines = vec![match source {
        ImportSource::Feeds => "A list of feeds".to_owned(),
        _ => format!(
            "{}: {}",
            source.program_name(),
            counted(report.entries, "entry", "entries")
        ),
    }];
    let texts = report.saved + report.known;
    if texts > 0 {
        let known = count(report.known);
        lines.push(format!(
            "  saved: {}, of them {known} there already",
            counted(texts, "text", "texts")
        ));
    }
    lines.extend(kept(report));
    if feeds.new + feeds.known > 0 {
        let all = counted(feeds.new + feeds.known, "feed", "feeds");
        let known = count(feeds.known);
        lines.push(format!("  subscribed to: {all}, {known} of them already; 'pullquote fetch' collects what is new"));
    }
    if !report.without_text.is_empty() {
        let stories = counted(report.without_text.len(), "story", "stories");
        let file = arguments.file.display();
        let hint = format!("; 'pullquote import --urls {file} | pullquote add -' fetches them");
        let hint = if arguments.urls { String::new() } else { hint };
        lines.push(format!("  without a text: {stories}{hint}"));
    }
    lines.extend(report.left.reasons().map(|(why, number, first)| {
        let first = Some(first).filter(|first| !first.is_empty());
        let first = first.map(|first| format!(", the first is '{first}'"));
        format!(
            "  left: {} {why}{}",
            count(number),
            first.unwrap_or_default()
        )
    }));
    let text = Clean::new(&lines.join("\n"));
    format!("{text}\n")
}

/// Returns the line that says what went into the state, if anything did.
fn kept(report: &ImportReport) -> Option<String> {
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
        .map(|(number, one, many)| counted(number, one, many))
        .collect();
    let (taken, known) = (report.state.taken, report.state.known);
    let (taken, known) = (number::grouped(taken), number::grouped(known));
    let kept = (!kept.is_empty()).then(|| kept.join(", "))?;
    Some(format!(
        "  kept: {kept} (facts new here: {taken}, known already: {known})"
    ))
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        number::grouped(number),
        if number == 1 { one } else { many }
    )
}

/// Merges lines into the state in the folder for data.
fn merge(data: &Path, name: &str, lines: impl BufRead, console: &mut Console<'_>) -> Answer {
    let now = Timestamp::now();
    let mut opened = StateStore::open(data, now)
        .map_err(|error| Failure::failed("the state cannot be opened", error))?;
    state::tell(&opened.notices, console)?;
    let imported = opened
        .store
        .import_lines(lines, now)
        .map_err(|error| Failure::failed(name, error))?;
    let (taken, known) = (imported.taken, imported.known);
    writeln!(console.out, "Taken over: {taken}, known already: {known}")?;
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::article::ArticleId;
    use crate::commands::export;
    use crate::library::state::StateChange;

    /// What a command prints.
    fn printed(command: impl FnOnce(&mut Console<'_>) -> Answer) -> Result<String, Failure> {
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        command(&mut Console {
            out: &mut out,
            notes: &mut notes,
        })?;
        Ok(String::from_utf8(out).unwrap())
    }

    fn imported(data: &Path, lines: &str) -> Result<String, Failure> {
        printed(|console| merge(data, "'a.jsonl'", lines.as_bytes(), console))
    }

    fn exported(data: &Path) -> String {
        printed(|console| export::state_lines(data, console)).unwrap()
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
        assert_eq!(says, "Taken over: 1, known already: 0\n");
        let says = imported(there.path(), &lines).unwrap();
        assert_eq!(says, "Taken over: 0, known already: 1\n");
        assert_eq!(exported(there.path()).lines().count(), 3);
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
        let report = import::import_entries(taken, None, &mut store, time_of(&file), now).unwrap();
        let arguments = |urls| Arguments {
            file: "a.csv".into(),
            urls,
        };
        let told = printed(|console| {
            tell(
                source,
                &report,
                Feeds::default(),
                &arguments(false),
                console,
            )
        })
        .unwrap();
        insta::assert_snapshot!(told);
        let urls =
            printed(|console| tell(source, &report, Feeds::default(), &arguments(true), console))
                .unwrap();
        assert_eq!(urls, "https://a.example/1\n");
    }
}
