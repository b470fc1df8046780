//! `pullquote index`: reads what is new or changed, without a screen.

use std::path::PathBuf;

use serde::Serialize;

use super::row_format::write_json_line;
use super::{CommandError, CommandOutcome, CommandResult, Console, Environment, refresh};
use crate::library::{Archive, ingest};
use crate::text::Clean;
use crate::text::number::format_count;

/// Index new and changed articles, so that they open and can be searched without delay
///
/// It can be interrupted at any time and resumes the next time. If another pullquote is reading the same folders, it waits
/// and then indexes what is left.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote index ~/news
  0 6 * * *  pullquote index      in a crontab: indexed by breakfast")]
pub struct IndexArguments {
    /// Files or folders with articles
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// What was done, as JSON.
#[derive(Debug, Serialize)]
struct IndexJson {
    /// Files that were new or changed.
    read: usize,
    /// Files that were gone.
    removed: usize,
    /// Articles there are now.
    articles: usize,
    /// Quotes in these.
    quotes: usize,
    /// Files, or parts of them, that could not be loaded.
    problems: usize,
    /// Whether every folder could be looked into, and all words are kept.
    complete: bool,
}

/// Reads what is new or changed in the paths that are named, else in the folders of the config.
///
/// # Errors
/// Fails when a path does not exist or the cache folder cannot be written.
pub fn run(
    arguments: &IndexArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let folders = environment.article_paths(&arguments.paths, &environment.load_config()?)?;
    let archive = environment.find_archive(&folders);
    print_index(&archive, arguments.json, console)
}

fn print_index(archive: &Archive, is_json: bool, console: &mut Console<'_>) -> CommandResult {
    let indexed = IndexJson::from(ingest_or_wait(archive, console)?);
    if is_json {
        write_json_line(&indexed, console.out)?;
    } else {
        writeln!(console.out, "{}", indexed.to_sentence())?;
    }
    Ok(match (indexed.complete, indexed.articles) {
        (false, _) => CommandOutcome::Incomplete,
        (true, 0) => CommandOutcome::NothingFound(Clean::new("no articles in these folders")),
        (true, _) => CommandOutcome::Done,
    })
}

/// Reads what is new or changed, waiting for another process that does so.
fn ingest_or_wait(
    archive: &Archive,
    console: &mut Console<'_>,
) -> Result<ingest::IngestOutcome, CommandError> {
    // The other process may be stopped before it has read everything.
    loop {
        if let Some(outcome) = refresh::refresh_archive(archive, console)? {
            return Ok(outcome);
        }
        writeln!(
            console.notes,
            "pullquote: another pullquote is reading these folders; waiting"
        )?;
        ingest::wait_for_lock(archive)
            .map_err(|error| CommandError::with_cause("the folders cannot be read", error))?;
    }
}

impl From<ingest::IngestOutcome> for IndexJson {
    fn from(outcome: ingest::IngestOutcome) -> Self {
        let progress = outcome.progress;
        Self {
            read: outcome.read,
            removed: outcome.removed,
            articles: progress.articles,
            quotes: progress.quotes,
            problems: progress.problems,
            complete: outcome.problems.is_empty() && outcome.index_fault.is_none(),
        }
    }
}

impl IndexJson {
    /// Returns what was done, and what there is now.
    fn to_sentence(&self) -> String {
        let mut done = Vec::new();
        if self.read > 0 {
            done.push(format!("{} read", format_count(self.read, "file")));
        }
        if self.removed > 0 {
            done.push(format!("{} removed", format_count(self.removed, "file")));
        }
        if done.is_empty() {
            done.push("Nothing changed".to_owned());
        }
        let mut told = format!(
            "{}: {}, {}",
            done.join(", "),
            format_count(self.articles, "article"),
            format_count(self.quotes, "quote")
        );
        if self.problems > 0 {
            told.push_str(", ");
            told.push_str(&format_count(self.problems, "load problem"));
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    fn shelf() -> (TempDir, Archive) {
        let folder = TempDir::new().unwrap();
        let news = folder.path().join("news");
        fs::create_dir(&news).unwrap();
        let archive = Archive::new(&folder.path().join("cache"), &[news]);
        (folder, archive)
    }

    fn write(folder: &TempDir, name: &str, title: &str) {
        let text = format!("{title}\n\n“We shall see it again,” said Ines Halloran on Tuesday.\n");
        fs::write(folder.path().join("news").join(name), text).unwrap();
    }

    fn printed(archive: &Archive, is_json: bool) -> (String, u8) {
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        let mut console = Console {
            out: &mut out,
            notes: &mut notes,
        };
        let outcome = print_index(archive, is_json, &mut console).unwrap();
        (String::from_utf8(out).unwrap(), outcome.exit_code())
    }

    #[test]
    fn it_says_what_changed_and_what_there_is() {
        let (folder, archive) = shelf();
        write(&folder, "a.txt", "The ferry stops");
        write(&folder, "b.txt", "The bridge opens");
        let (first, _) = printed(&archive, false);
        assert_eq!(first, "2 files read: 2 articles, 2 quotes\n");
        let (second, code) = printed(&archive, false);
        assert_eq!(second, "Nothing changed: 2 articles, 2 quotes\n");
        assert_eq!(code, 0);
        fs::remove_file(folder.path().join("news/a.txt")).unwrap();
        fs::write(folder.path().join("news/c.txt"), "").unwrap();
        let (third, _) = printed(&archive, false);
        let says = "1 file read, 1 file removed: 1 article, 1 quote, 1 load problem\n";
        assert_eq!(third, says);
    }

    #[test]
    fn it_says_the_same_as_json() {
        let (folder, archive) = shelf();
        write(&folder, "a.txt", "The ferry stops");
        let says = "{\"read\":1,\"removed\":0,\"articles\":1,\"quotes\":1,\"problems\":0,\"complete\":true}\n";
        assert_eq!(printed(&archive, true), (says.to_owned(), 0));
    }

    #[test]
    fn a_folder_that_is_gone_is_told_and_its_articles_are_kept() {
        let (folder, archive) = shelf();
        write(&folder, "a.txt", "The ferry stops");
        printed(&archive, false);
        fs::remove_dir_all(folder.path().join("news")).unwrap();
        let (says, code) = printed(&archive, false);
        assert_eq!(says, "Nothing changed: 1 article, 1 quote\n");
        assert_eq!(code, 3);
    }

    #[test]
    fn without_articles_nothing_is_found() {
        let (_folder, archive) = shelf();
        assert_eq!(printed(&archive, false).1, 1);
    }
}
