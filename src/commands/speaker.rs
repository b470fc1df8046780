//! `pullquote speaker`: prints what is known of one person.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;

use super::{CommandOutcome, CommandResult, Console, Environment, refresh};
use crate::library::Archive;
use crate::search::index::{PersonRecord, RoleRecord};
use crate::text::Clean;
use crate::text::number::format_count;

/// Show what is known of a person: names, roles over time, months and outlets
///
/// The person is found by any of the names, written in full. New and changed articles are indexed first.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote speaker 'Ines Holm'
  pullquote speaker --json 'Ines Holm' ~/news | jq .months")]
pub struct SpeakerArguments {
    /// One of the person's names
    #[arg(value_name = "NAME")]
    name: String,
    /// Files or folders with articles
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Use only what is indexed already, without looking for new articles
    #[arg(long)]
    as_is: bool,
    /// Print a JSON object
    #[arg(long)]
    json: bool,
}

/// A person as JSON.
#[derive(Debug, Serialize)]
struct PersonJson<'a> {
    name: &'a str,
    aliases: Vec<&'a str>,
    roles: Vec<RoleJson<'a>>,
    /// The number of quotes by month.
    months: BTreeMap<&'a str, usize>,
    /// The number of quotes by source.
    sources: BTreeMap<&'a str, usize>,
    quotes: usize,
}

/// A role as JSON.
#[derive(Debug, Serialize)]
struct RoleJson<'a> {
    role: &'a str,
    /// The days of the first and the last quote with it.
    first: Option<String>,
    last: Option<String>,
    quotes: usize,
}

/// Prints what is known of a person in the paths that are named, else in the folders of the config.
///
/// # Errors
/// Fails when a path does not exist, the index cannot be read or nothing can be printed.
pub fn run(
    arguments: &SpeakerArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let folders = environment.article_paths(&arguments.paths, &environment.load_config()?)?;
    let archive = Archive::new(&environment.paths.cache, &folders);
    if !arguments.as_is {
        refresh::refresh_or_warn(&archive, console)?;
    }
    print_person(&archive, &arguments.name, arguments.json, console)
}

fn print_person(
    archive: &Archive,
    name: &str,
    is_json: bool,
    console: &mut Console<'_>,
) -> CommandResult {
    let Some(person) = refresh::query_index(archive, console, |index| index.find_person(name))?
    else {
        let nothing = format!(
            "nobody named '{name}' is quoted (\"pullquote speakers '{name}'\" looks for parts of names)"
        );
        return Ok(CommandOutcome::NothingFound(Clean::line(&nothing)));
    };
    if is_json {
        serde_json::to_writer(&mut *console.out, &PersonJson::new(&person))
            .map_err(io::Error::from)?;
        writeln!(console.out)?;
    } else {
        write_text(&person, console.out)?;
    }
    Ok(CommandOutcome::Done)
}

impl<'a> PersonJson<'a> {
    fn new(person: &'a PersonRecord) -> Self {
        let role = |role: &'a RoleRecord| RoleJson {
            role: &role.role,
            first: role.first.map(|day| day.to_string()),
            last: role.last.map(|day| day.to_string()),
            quotes: role.quotes,
        };
        Self {
            name: &person.row.name,
            aliases: person.row.aliases.iter().map(Clean::as_str).collect(),
            roles: person.roles.iter().map(role).collect(),
            months: person
                .months
                .iter()
                .map(|(month, quotes)| (month.as_str(), *quotes))
                .collect(),
            sources: person
                .sources
                .iter()
                .map(|(source, quotes)| (source.as_str(), *quotes))
                .collect(),
            quotes: person.row.quotes,
        }
    }
}

fn write_text(person: &PersonRecord, out: &mut dyn Write) -> io::Result<()> {
    let row = &person.row;
    writeln!(out, "{}", row.name.as_str())?;
    let counts = (
        format_count(row.quotes, "quote"),
        format_count(row.articles, "article"),
    );
    writeln!(out, "{} in {}", counts.0, counts.1)?;
    let months: Vec<(&str, usize)> = person
        .months
        .iter()
        .map(|(month, quotes)| (month.as_str(), *quotes))
        .collect();
    let counted = |list: &'_ [(Clean, usize)]| -> Vec<(String, usize)> {
        list.iter()
            .map(|(value, quotes)| (value.as_str().to_owned(), *quotes))
            .collect()
    };
    write_list("Names", &counted(&person.names), out)?;
    let roles: Vec<(String, usize)> = person
        .roles
        .iter()
        .map(|role| (describe_role(role), role.quotes))
        .collect();
    write_list("Roles", &roles, out)?;
    write_list("Outlets", &counted(&person.sources), out)?;
    let months: Vec<(String, usize)> = months
        .into_iter()
        .map(|(month, quotes)| (month.to_owned(), quotes))
        .collect();
    write_list("Months", &months, out)
}

/// Returns a role with the days of its first and last quote.
fn describe_role(role: &RoleRecord) -> String {
    let words = role.role.as_str();
    match (role.first, role.last) {
        (Some(first), Some(last)) if first != last => format!("{words} ({first} to {last})"),
        (Some(day), _) | (None, Some(day)) => format!("{words} ({day})"),
        (None, None) => words.to_owned(),
    }
}

/// Writes a list under a heading; nothing if it is empty.
fn write_list(heading: &str, list: &[(String, usize)], out: &mut dyn Write) -> io::Result<()> {
    if list.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{heading}")?;
    for (value, quotes) in list {
        writeln!(out, "{quotes:>9}  {value}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    const STORIES: [(&str, &str); 2] = [
        (
            "ledger_2026-03-04_ferry.txt",
            "The ferry stops\n\n“We will mend it,” said Ines Halloran, the harbor master.\n",
        ),
        (
            "gazette_2026-05-09_bridge.txt",
            "The bridge opens\n\n“It was never shut,” said Ines M. Halloran, the mayor, on Monday.\n",
        ),
    ];

    fn printed(name: &str, is_json: bool) -> (String, u8) {
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
        let outcome = print_person(&archive, name, is_json, &mut console).unwrap();
        (String::from_utf8(out).unwrap(), outcome.exit_code())
    }

    #[test]
    fn a_person_is_found_by_any_name() {
        let (text, _) = printed("ines m. halloran", true);
        let person: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(person["name"], "Ines Halloran");
        assert_eq!(person["aliases"][0], "Ines M. Halloran");
        assert_eq!(person["quotes"], 2);
        assert_eq!(
            person["months"],
            serde_json::json!({"2026-03": 1, "2026-05": 1})
        );
        assert_eq!(person["roles"][0]["role"], "the mayor");
        assert_eq!(person["roles"][0]["last"], "2026-05-09");
        assert_eq!(person["roles"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn the_text_has_names_and_roles_with_counts() {
        let (text, _) = printed("Ines Halloran", false);
        assert!(
            text.starts_with(
                "Ines Halloran\n2 quotes in 2 articles\n\nNames\n        1  Ines Halloran\n"
            ),
            "{text}"
        );
        assert!(
            text.contains("\n        1  the harbor master (2026-03-04)\n"),
            "{text}"
        );
    }

    #[test]
    fn nobody_has_an_exit_code_of_its_own() {
        assert_eq!(printed("Per Zeppelin", false), (String::new(), 1));
    }
}
