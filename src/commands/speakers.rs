//! `pullquote speakers`: prints everyone who is quoted.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use super::hit_source::unreachable_archive;
use super::row_format::{self, RowFormat};
use super::shared_option::SharedOption;
use super::speaker_shares::{self, share_key_parser};
use super::{CommandError, CommandOutcome, CommandResult, Console, Environment, refresh};
use crate::config::SharedAddress;
use crate::people::NameKind;
use crate::search::counts::CountKey;
use crate::search::fuzzy::SpeakerFilter;
use crate::search::index::{Index, SpeakerRow};
use crate::text::Clean;
use crate::text::number::format_number;

/// Columns of the number of quotes.
const QUOTES: usize = 9;
/// Columns of the number of articles.
const ARTICLES: usize = 9;

/// List everyone who is quoted, most quoted first
///
/// All spellings of a person's name are one speaker. Speakers without a name are counted together, in the last row. New and
/// changed articles are indexed first.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote speakers | head
  pullquote speakers --format '{quotes}\\t{name}'
  pullquote speakers ~/news
  pullquote speakers --share --by source,month ~/news
  pullquote speakers holm ~/news")]
pub struct SpeakersArguments {
    /// Only speakers whose names contain these letters in order, best match first; a folder is read instead
    #[arg(value_name = "FILTER")]
    filter: Option<String>,
    /// Files or folders with articles
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Use only what is indexed already, without looking for new articles
    #[arg(long)]
    as_is: bool,
    #[command(flatten)]
    shared: SharedOption,
    /// Print one JSON object per speaker
    #[arg(long)]
    json: bool,
    /// Print who has how many of the quoted words: named people, organisations, unnamed and unknown speakers; women and men
    /// only where the text says so
    #[arg(long)]
    share: bool,
    /// What to count the shares by, one or several separated by commas
    #[arg(long, value_name = "WHAT", value_delimiter = ',', requires = "share", value_parser = share_key_parser())]
    by: Vec<CountKey>,
    /// Print each speaker as this line, such as '{quotes}\t{name}'; the fields are those of --json
    #[arg(long, value_name = "FORMAT", conflicts_with_all = ["json", "share"])]
    format: Option<String>,
}

/// A speaker as JSON.
#[derive(Debug, Serialize)]
struct SpeakerJson<'a> {
    name: &'a str,
    /// A person, an organisation, or all speakers without a name.
    kind: &'static str,
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
pub fn run(
    arguments: &SpeakersArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let mut filter = arguments.filter.as_deref().unwrap_or_default();
    let mut paths = arguments.paths.clone();
    // Whoever names only a folder wants to know who is quoted there.
    if paths.is_empty() && is_path(filter) {
        paths.push(filter.into());
        filter = "";
    }
    let format = arguments.format.as_deref();
    let format = format
        .map(|format| RowFormat::parse(format, "speakers"))
        .transpose()?;
    let is_text = !arguments.json && format.is_none();
    if let Some(reader) = arguments.shared.open_reader(&paths, environment)? {
        if arguments.share {
            reject_filter(filter)?;
            return speaker_shares::print_shared(&*reader, &arguments.by, arguments.json, console);
        }
        let rows = reader.all_speakers().map_err(unreachable_archive)?;
        return print_speakers(rows, filter, is_text, format.as_ref(), console);
    }
    let folders = environment.article_paths(&paths, &environment.load_config()?)?;
    let archive = environment.open_archive(&folders);
    let archive = refresh::prepare_archive(archive, arguments.as_is, console)?;
    if arguments.share {
        reject_filter(filter)?;
        return speaker_shares::print_shares(&archive, &arguments.by, arguments.json, console);
    }
    let rows = refresh::query_index(&archive, console, Index::all_speakers)?;
    print_speakers(rows, filter, is_text, format.as_ref(), console)
}

/// Fails if a filter is given together with shares.
fn reject_filter(filter: &str) -> Result<(), CommandError> {
    if filter.is_empty() {
        return Ok(());
    }
    Err(CommandError::usage_error(
        "'--share' counts all speakers",
        "leave the filter out",
    ))
}

/// Returns `true` if a filter is meant as a file or folder: it is a folder, names a file with its folder, or is the
/// address of a shared archive.
fn is_path(filter: &str) -> bool {
    let path = Path::new(filter);
    SharedAddress::is_meant_by(filter) || path.is_dir() || (filter.contains('/') && path.exists())
}

fn print_speakers(
    rows: Vec<Arc<SpeakerRow>>,
    filter: &str,
    is_text: bool,
    format: Option<&RowFormat>,
    console: &mut Console<'_>,
) -> CommandResult {
    let speakers = SpeakerFilter::new(rows);
    let rows = speakers.filter_speakers(filter);
    for row in rows.iter().copied() {
        if is_text {
            write_text(row, console.out)?;
        } else {
            row_format::write_row(&SpeakerJson::from_row(row), format, console.out)?;
        }
    }
    if !rows.is_empty() {
        return Ok(CommandOutcome::Done);
    }
    let nothing = if filter.is_empty() {
        "no quotes found".to_owned()
    } else {
        format!("no speaker matches '{filter}' (usage: pullquote speakers [FILTER] [PATH]…)")
    };
    Ok(CommandOutcome::NothingFound(Clean::line(&nothing)))
}

impl<'a> SpeakerJson<'a> {
    fn from_row(row: &'a SpeakerRow) -> Self {
        Self {
            name: &row.name,
            kind: match row.kind {
                NameKind::Person => "person",
                NameKind::Organisation => "organisation",
                NameKind::Description | NameKind::NoName => "unnamed",
            },
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
    let (quotes, articles) = (format_number(row.quotes), format_number(row.articles));
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
    use crate::library::Archive;

    const STORIES: [(&str, &str); 4] = [
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
        (
            "ledger_2026-03-12_mill.txt",
            "The mill is rebuilt\n\n“It will be of brick,” said P. Aldous. “And taller,” a spokesman said.\n",
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
        refresh::refresh_or_warn(&archive, &mut console).unwrap();
        let rows = archive.open_index().all_speakers().unwrap();
        let outcome = print_speakers(rows, filter, !is_json, None, &mut console).unwrap();
        (String::from_utf8(out).unwrap(), outcome.exit_code())
    }

    #[test]
    fn speakers_stand_with_their_counts_and_days() {
        let (text, _) = printed("", false);
        let lines = "        3         2  2026-03-04  2026-03-09  Ines Halloran\n        \
                     2         2  2026-03-11  2026-03-12  Piet Aldous (P. Aldous)\n        \
                     1         1  2026-03-12  2026-03-12  unnamed speakers\n";
        assert_eq!(text, lines);
    }

    #[test]
    fn the_filter_is_fuzzy() {
        let (text, _) = printed("pald", true);
        let says = "{\"name\":\"Piet Aldous\",\"kind\":\"person\",\"aliases\":[\"P. Aldous\"],\"quotes\":2,\
                    \"articles\":2,\"first\":\"2026-03-11\",\"last\":\"2026-03-12\"}\n";
        assert_eq!(text, says);
    }

    #[test]
    fn a_folder_in_the_place_of_the_filter_is_read() {
        let home = TempDir::new().unwrap();
        let news = home.path().join("news");
        fs::create_dir(&news).unwrap();
        for (name, text) in STORIES {
            fs::write(news.join(name), text).unwrap();
        }
        let at = |name: &str| home.path().join(name);
        let paths = Paths {
            home: home.path().to_owned(),
            config: at("config"),
            data: at("data"),
            cache: at("cache"),
        };
        let arguments = SpeakersArguments {
            filter: news.to_str().map(str::to_owned),
            paths: Vec::new(),
            as_is: false,
            shared: SharedOption::default(),
            json: false,
            share: false,
            by: Vec::new(),
            format: None,
        };
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        let mut console = Console {
            out: &mut out,
            notes: &mut notes,
        };
        run(&arguments, &Environment::new(paths, None), &mut console).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), printed("", false).0);
    }

    #[test]
    fn nobody_has_an_exit_code_of_its_own() {
        assert_eq!(printed("zeppelin", false), (String::new(), 1));
    }
}
