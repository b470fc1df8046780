//! `pullquote speaker`: prints what is known of one person.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use jiff::Timestamp;
use serde::Serialize;

use super::hit_source::unreachable_archive;
use super::row_format::write_json_line;
use super::shared_option::{SharedOption, reject_option};
use super::{CommandError, CommandOutcome, CommandResult, Console, Environment, refresh, state};
use crate::library::Archive;
use crate::library::state::{PersonDecision, StateChange, StateError, StateStore};
use crate::people::Certainty;
use crate::search::index::{PersonRecord, PersonRequest, RoleRecord};
use crate::text::Clean;
use crate::text::number::format_count;

/// How many of the newest quotes are read for the words of their own.
const SAMPLE: usize = 500;

/// Show what is known of a person: names, roles over time, months and outlets
///
/// The person is found by any of the names, written in full. New and changed articles are indexed first. With --join and
/// --split you decide who is who, whatever the articles say: on the screen, in searches, counts and lists, from then on.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote speaker 'Ines Holm'
  pullquote speaker --json 'Ines Holm' ~/news | jq .months
  pullquote speaker 'Ines Holm' --join 'Ines Halloran'
  pullquote speaker 'Ines Holm' --undo 'Ines Halloran'")]
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
    #[command(flatten)]
    shared: SharedOption,
    /// Print a JSON object
    #[arg(long)]
    json: bool,
    /// Decide that this is another name of the same person
    #[arg(long, value_name = "OTHER", group = "decision")]
    join: Option<String>,
    /// Decide that this is the name of somebody else
    #[arg(long, value_name = "OTHER", group = "decision")]
    split: Option<String>,
    /// Take back what you decided about the name and this other one
    #[arg(long, value_name = "OTHER", group = "decision")]
    undo: Option<String>,
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
    /// Names that are theirs as likely as not.
    probable: Vec<&'a str>,
    /// Words that they use more than others.
    words: Vec<&'a str>,
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
    let reader = arguments
        .shared
        .open_reader(&arguments.paths, environment)?;
    if let Some(reader) = reader {
        arguments.reject_decisions()?;
        let request = PersonRequest {
            name: &arguments.name,
            limit: SAMPLE,
            is_unsure_first: false,
        };
        let person = reader.find_person(request).map_err(unreachable_archive)?;
        return print_record(person, &arguments.name, arguments.json, console);
    }
    let folders = environment.article_paths(&arguments.paths, &environment.load_config()?)?;
    let archive = environment.open_archive(&folders);
    let archive = refresh::prepare_archive(archive, arguments.as_is, console)?;
    if let Some((other, decide)) = arguments.chosen_decision() {
        let names = (arguments.name.as_str(), other);
        return decide_names(names, decide, &archive, environment, console);
    }
    print_person(&archive, &arguments.name, arguments.json, console)
}

/// What to do about two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NamesTask {
    Join,
    Split,
    Undo,
}

impl SpeakerArguments {
    /// Fails if something is to be decided about names.
    fn reject_decisions(&self) -> Result<(), CommandError> {
        reject_option(self.join.is_some(), "--join")?;
        reject_option(self.split.is_some(), "--split")?;
        reject_option(self.undo.is_some(), "--undo")
    }

    /// Returns the other name and what to do about it; `None` to print the person.
    fn chosen_decision(&self) -> Option<(&str, NamesTask)> {
        let tasks = [
            (&self.join, NamesTask::Join),
            (&self.split, NamesTask::Split),
            (&self.undo, NamesTask::Undo),
        ];
        tasks
            .into_iter()
            .find_map(|(other, task)| Some((other.as_deref()?, task)))
    }
}

/// Stores whether two names are one person's.
fn decide_names(
    (name, other): (&str, &str),
    task: NamesTask,
    archive: &Archive,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let decision = PersonDecision::new(name, other, task != NamesTask::Split);
    let now = Timestamp::now();
    let mut opened = StateStore::open(&environment.paths.data, now).map_err(unwritable)?;
    state::report_notices(&opened.notices, console)?;
    if !opened.store.is_saving() {
        return Err(CommandError::Failed(Clean::new("nothing was saved")));
    }
    let [one, two] = decision.names();
    let pair = format!("'{}' and '{}'", one.as_str(), two.as_str());
    let (change, done) = match task {
        NamesTask::Join | NamesTask::Split => {
            if let Some(nobody) = find_unquoted([name, other], archive, console)? {
                return Ok(nobody);
            }
            let done = if task == NamesTask::Join {
                "Joined"
            } else {
                "Separated"
            };
            (StateChange::DecidePersons(vec![decision.clone()]), done)
        }
        NamesTask::Undo => {
            let known = opened.store.person_decisions().map_err(unwritable)?;
            if !known.iter().any(|known| known.names() == decision.names()) {
                let nothing = format!("you have decided nothing about {pair}");
                return Ok(CommandOutcome::NothingFound(Clean::line(&nothing)));
            }
            (
                StateChange::ForgetDecisions(vec![decision.clone()]),
                "Decision undone",
            )
        }
    };
    opened
        .store
        .apply_change(&change, now)
        .map_err(unwritable)?;
    writeln!(console.out, "{done}: {pair}")?;
    Ok(CommandOutcome::Done)
}

/// Returns the outcome if one of the names is nobody's who is quoted.
fn find_unquoted(
    names: [&str; 2],
    archive: &Archive,
    console: &mut Console<'_>,
) -> Result<Option<CommandOutcome>, CommandError> {
    for name in names {
        let request = PersonRequest {
            name,
            limit: 0,
            is_unsure_first: false,
        };
        if refresh::query_index(archive, console, |index| index.find_person(request))?.is_none() {
            return Ok(Some(nobody_named(name)));
        }
    }
    Ok(None)
}

fn nobody_named(name: &str) -> CommandOutcome {
    let nothing = format!(
        "nobody named '{name}' is quoted (\"pullquote speakers '{name}'\" looks for parts of names)"
    );
    CommandOutcome::NothingFound(Clean::line(&nothing))
}

fn unwritable(error: StateError) -> CommandError {
    CommandError::with_cause("the decision cannot be saved", error)
}

fn print_person(
    archive: &Archive,
    name: &str,
    is_json: bool,
    console: &mut Console<'_>,
) -> CommandResult {
    let request = PersonRequest {
        name,
        limit: SAMPLE,
        is_unsure_first: false,
    };
    let person = refresh::query_index(archive, console, |index| index.find_person(request))?;
    print_record(person, name, is_json, console)
}

fn print_record(
    person: Option<PersonRecord>,
    name: &str,
    is_json: bool,
    console: &mut Console<'_>,
) -> CommandResult {
    let Some(person) = person else {
        return Ok(nobody_named(name));
    };
    if is_json {
        write_json_line(&PersonJson::new(&person), console.out)?;
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
            probable: person
                .names
                .iter()
                .filter(|name| name.certainty == Certainty::Probable)
                .map(|name| name.name.as_str())
                .collect(),
            words: person.words.iter().map(Clean::as_str).collect(),
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
    let names: Vec<(String, usize)> = person
        .names
        .iter()
        .map(|name| {
            let doubt = if name.certainty == Certainty::Probable {
                " ?"
            } else {
                ""
            };
            (format!("{}{doubt}", name.name.as_str()), name.quotes)
        })
        .collect();
    write_list("Names", &names, out)?;
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
    write_list("Months", &months, out)?;
    if !person.words.is_empty() {
        let words: Vec<&str> = person.words.iter().map(Clean::as_str).collect();
        writeln!(
            out,
            "\nWords used more than others use them\n           {}",
            words.join(", ")
        )?;
    }
    Ok(())
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
    use crate::config::Paths;

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
    fn what_is_decided_about_names_holds_until_it_is_taken_back() {
        let folder = TempDir::new().unwrap();
        let news = folder.path().join("news");
        fs::create_dir(&news).unwrap();
        for (name, text) in STORIES {
            fs::write(news.join(name), text).unwrap();
        }
        let at = |name: &str| folder.path().join(name);
        let paths = Paths {
            home: folder.path().to_owned(),
            config: at("config"),
            data: at("data"),
            cache: at("cache"),
        };
        let environment = Environment::new(paths, None);
        let call = |decide: fn(&mut SpeakerArguments, String), other: &str| {
            let mut arguments = SpeakerArguments {
                name: "Ines Halloran".to_owned(),
                paths: vec![news.clone()],
                as_is: false,
                shared: SharedOption::default(),
                json: true,
                join: None,
                split: None,
                undo: None,
            };
            decide(&mut arguments, other.to_owned());
            let (mut out, mut notes) = (Vec::new(), Vec::new());
            let mut console = Console {
                out: &mut out,
                notes: &mut notes,
            };
            let outcome = run(&arguments, &environment, &mut console).unwrap();
            (String::from_utf8(out).unwrap(), outcome.exit_code())
        };
        let quotes = || {
            let (text, _) = call(|_, _| {}, "");
            let person: serde_json::Value = serde_json::from_str(&text).unwrap();
            person["quotes"].as_u64().unwrap()
        };
        let other = "Ines M. Halloran";
        assert_eq!(quotes(), 2);
        let (text, _) = call(|arguments, other| arguments.split = Some(other), other);
        assert_eq!(text, "Separated: 'Ines Halloran' and 'Ines M. Halloran'\n");
        assert_eq!(quotes(), 1);
        call(|arguments, other| arguments.join = Some(other), other);
        assert_eq!(quotes(), 2);
        call(|arguments, other| arguments.split = Some(other), other);
        let undone = call(|arguments, other| arguments.undo = Some(other), other);
        assert_eq!((quotes(), undone.1), (2, 0));
        let again = call(|arguments, other| arguments.undo = Some(other), other);
        assert_eq!(again.1, 1);
        let nobody = call(
            |arguments, other| arguments.join = Some(other),
            "Per Zeppelin",
        );
        assert_eq!(nobody.1, 1);
    }

    #[test]
    fn nobody_has_an_exit_code_of_its_own() {
        assert_eq!(printed("Per Zeppelin", false), (String::new(), 1));
    }
}
