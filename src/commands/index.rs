//! `pullquote index`: reads what is new or changed, without a screen.

use std::io;
use std::path::PathBuf;

use serde::Serialize;

use super::{Answer, Console, Environment, Failure, Outcome, renew};
use crate::library::{Archive, ingest};
use crate::text::Clean;
use crate::text::number::counted;

/// Read new and changed articles, so that the reader and the search have them at once
///
/// It can be stopped at any moment and goes on from there the next time. While another pullquote reads the same folders
/// it waits, and then looks whether something is left to do.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote index ~/news
  0 6 * * *  pullquote index      in a crontab: everything is there at breakfast")]
pub struct Arguments {
    /// Files or folders with articles
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print a JSON object
    #[arg(long)]
    json: bool,
}

/// What was done, as JSON.
#[derive(Debug, Serialize)]
struct Indexed {
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
pub fn run(arguments: &Arguments, environment: &Environment, console: &mut Console<'_>) -> Answer {
    let folders = environment.articles(&arguments.paths, &environment.config()?)?;
    let archive = Archive::new(&environment.paths.cache, &folders);
    index(&archive, arguments.json, console)
}

fn index(archive: &Archive, is_json: bool, console: &mut Console<'_>) -> Answer {
    let indexed = Indexed::from(insist(archive, console)?);
    if is_json {
        serde_json::to_writer(&mut *console.out, &indexed).map_err(io::Error::from)?;
        writeln!(console.out)?;
    } else {
        writeln!(console.out, "{}", indexed.told())?;
    }
    Ok(match (indexed.complete, indexed.articles) {
        (false, _) => Outcome::Incomplete,
        (true, 0) => Outcome::NothingFound(Clean::new("there is no article in these folders")),
        (true, _) => Outcome::Done,
    })
}

/// Reads what is new or changed, after another process that is at it.
fn insist(archive: &Archive, console: &mut Console<'_>) -> Result<ingest::IngestOutcome, Failure> {
    loop {
        if let Some(outcome) = renew::renew(archive, console)? {
            return Ok(outcome);
        }
        writeln!(
            console.notes,
            "pullquote: another pullquote is reading these folders; waiting for it"
        )?;
        ingest::wait_for_lock(archive)
            .map_err(|error| Failure::failed("the folders cannot be read", error))?;
    }
}

impl From<ingest::IngestOutcome> for Indexed {
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

impl Indexed {
    /// Tells what was done, and what there is now.
    fn told(&self) -> String {
        let mut done = Vec::new();
        if self.read > 0 {
            done.push(format!("{} read", counted(self.read, "file")));
        }
        if self.removed > 0 {
            done.push(format!("{} gone", counted(self.removed, "file")));
        }
        if done.is_empty() {
            done.push("Nothing changed".to_owned());
        }
        let mut told = format!(
            "{}: {}, {}",
            done.join(", "),
            counted(self.articles, "article"),
            counted(self.quotes, "quote")
        );
        if self.problems > 0 {
            told.push_str(", ");
            told.push_str(&counted(self.problems, "load problem"));
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
        let outcome = index(archive, is_json, &mut console).unwrap();
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
        let says = "1 file read, 1 file gone: 1 article, 1 quote, 1 load problem\n";
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
