//! `pullquote speakers`: prints everyone who is quoted.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Answer, Console, Environment, Failure, Outcome, renew};
use crate::library::Archive;
use crate::search::fuzzy::SpeakerFilter;
use crate::search::index::{Index, SpeakerRow};
use crate::text::Clean;
use crate::text::number::grouped;

/// Columns of the number of quotes.
const QUOTES: usize = 9;
/// Columns of the number of articles.
const ARTICLES: usize = 9;

/// Print everyone who is quoted, the most quoted first
///
/// Names that the articles themselves give to one person are joined. New and changed articles are read first.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote speakers | head
  pullquote speakers holm ~/news")]
pub struct Arguments {
    /// Only those whose names hold these letters in order, the best fit first
    #[arg(value_name = "FILTER")]
    filter: Option<String>,
    /// Files or folders with articles
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Answer from what is indexed, without looking for new articles
    #[arg(long)]
    as_is: bool,
    /// Print a JSON object for each speaker
    #[arg(long)]
    json: bool,
}

/// A speaker as JSON.
#[derive(Debug, Serialize)]
struct Printed<'a> {
    name: &'a str,
    /// Other names of theirs.
    aliases: Vec<&'a str>,
    quotes: usize,
    /// In how many articles these are.
    articles: usize,
    /// The day of the first.
    first: Option<String>,
    /// The day of the last.
    last: Option<String>,
}

/// Prints who is quoted in the paths that are named, else in the folders of the config.
///
/// # Errors
/// Fails when a path does not exist, the index cannot be read or nothing can be printed.
pub fn run(arguments: &Arguments, environment: &Environment, console: &mut Console<'_>) -> Answer {
    let filter = arguments.filter.as_deref().unwrap_or_default();
    if arguments.paths.is_empty() && is_path(filter) {
        return Err(Failure::usage(
            &format!("'{filter}' stands where letters of a name do"),
            &format!("write \"pullquote speakers '' '{filter}'\" for everyone who is quoted there"),
        ));
    }
    let folders = environment.articles(&arguments.paths, &environment.config()?)?;
    let archive = Archive::new(&environment.paths.cache, &folders);
    if !arguments.as_is {
        renew::renew_or_say(&archive, console)?;
    }
    print(&archive, filter, arguments.json, console)
}

/// Says whether a filter is meant as a file or folder: it names one, and no name has a slash.
fn is_path(filter: &str) -> bool {
    filter.contains('/') && Path::new(filter).exists()
}

fn print(archive: &Archive, filter: &str, is_json: bool, console: &mut Console<'_>) -> Answer {
    let roll = SpeakerFilter::new(renew::ask(archive, console, Index::all_speakers)?);
    let rows = roll.filter_speakers(filter);
    for row in rows.iter().copied() {
        if is_json {
            serde_json::to_writer(&mut *console.out, &Printed::of(row)).map_err(io::Error::from)?;
            writeln!(console.out)?;
        } else {
            write_text(row, console.out)?;
        }
    }
    if !rows.is_empty() {
        return Ok(Outcome::Done);
    }
    let nothing = if filter.is_empty() {
        "nobody is quoted there".to_owned()
    } else {
        format!("nobody who is quoted fits '{filter}'; folders are named after the filter")
    };
    Ok(Outcome::NothingFound(Clean::line(&nothing)))
}

impl<'a> Printed<'a> {
    fn of(row: &'a SpeakerRow) -> Self {
        Self {
            name: &row.name,
            aliases: row.aliases.iter().map(Clean::as_str).collect(),
            quotes: row.quotes,
            articles: row.articles,
            first: row.first.map(|day| day.to_string()),
            last: row.last.map(|day| day.to_string()),
        }
    }
}

/// Writes the numbers of quotes and articles, the first and the last day, the name and others of theirs.
fn write_text(row: &SpeakerRow, out: &mut dyn Write) -> io::Result<()> {
    let [first, last] =
        [row.first, row.last].map(|day| day.map(|day| day.to_string()).unwrap_or_default());
    let (quotes, articles) = (grouped(row.quotes), grouped(row.articles));
    write!(
        out,
        "{quotes:>QUOTES$} {articles:>ARTICLES$}  {first:10}  {last:10}  {}",
        row.name.as_str()
    )?;
    if !row.aliases.is_empty() {
        let aliases: Vec<&str> = row.aliases.iter().map(Clean::as_str).collect();
        write!(out, " ({})", aliases.join(", "))?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::config::Paths;

    const STORIES: [(&str, &str); 3] = [
        (
            "ledger_2026-03-04_ferry.txt",
            "The ferry stops\n\n“We will mend it,” said Ines Halloran, the harbor master.\n\n“Until nobody can,” \
             Halloran added.\n",
        ),
        (
            "ledger_2026-03-09_bridge.txt",
            "The bridge opens\n\n“It was never shut,” said Ines Halloran on Monday.\n",
        ),
        (
            "ledger_2026-03-11_mill.txt",
            "The mill burns\n\n“I saw the smoke at noon,” said Piet Aldous, its owner.\n",
        ),
    ];

    fn printed(filter: &str, is_json: bool) -> (String, u8) {
        let folder = TempDir::new().unwrap();
        let news = folder.path().join("news");
        fs::create_dir(&news).unwrap();
        for (name, text) in STORIES {
            fs::write(news.join(name), text).unwrap();
        }
        let archive = Archive::new(&folder.path().join("cache"), &[news]);
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        let mut console = Console {
            out: &mut out,
            notes: &mut notes,
        };
        renew::renew_or_say(&archive, &mut console).unwrap();
        let outcome = print(&archive, filter, is_json, &mut console).unwrap();
        (String::from_utf8(out).unwrap(), outcome.exit_code())
    }

    #[test]
    fn speakers_stand_with_their_counts_and_days() {
        let (text, _) = printed("", false);
        let lines = "        3         2  2026-03-04  2026-03-09  Ines Halloran\n        \
                     1         1  2026-03-11  2026-03-11  Piet Aldous\n";
        assert_eq!(text, lines);
    }

    #[test]
    fn the_filter_is_fuzzy() {
        let (text, _) = printed("pald", true);
        let says = "{\"name\":\"Piet Aldous\",\"aliases\":[],\"quotes\":1,\"articles\":1,\
                    \"first\":\"2026-03-11\",\"last\":\"2026-03-11\"}\n";
        assert_eq!(text, says);
    }

    #[test]
    fn a_folder_in_the_place_of_the_filter_is_wrong_usage() {
        let home = TempDir::new().unwrap();
        let at = |name: &str| home.path().join(name);
        let paths = Paths {
            home: home.path().to_owned(),
            config: at("config"),
            data: at("data"),
            cache: at("cache"),
        };
        let arguments = Arguments {
            filter: home.path().to_str().map(str::to_owned),
            paths: Vec::new(),
            as_is: false,
            json: false,
        };
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        let mut console = Console {
            out: &mut out,
            notes: &mut notes,
        };
        let failure = run(&arguments, &Environment::new(paths, None), &mut console).unwrap_err();
        assert_eq!(failure.exit_code(), 2);
        assert!(
            failure
                .to_string()
                .contains("stands where letters of a name do")
        );
    }

    #[test]
    fn nobody_has_an_exit_code_of_its_own() {
        assert_eq!(printed("zeppelin", false), (String::new(), 1));
    }
}
