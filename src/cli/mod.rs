//! The command line: arguments, the subcommand they name, and the exit code.

mod paths;
mod report;

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, value_parser};
use pullquote::app::LibraryScope;
use pullquote::commands::quote_reference::{find_only_file, find_only_story};
use pullquote::commands::shared_option::open_named_archive;
use pullquote::commands::standard_input::{self, is_standard_input};
use pullquote::commands::{
    self, CommandError, CommandOutcome, CommandResult, Console, Environment,
};
use pullquote::config::{Config, Paths};
use pullquote::files::{private, spooled};
use pullquote::log;
use pullquote::runtime::{self, Start};
use pullquote::shared::reader::SharedReader;
use pullquote::text::Clean;

use self::paths::{find_quote_to_open, refuse_misspelt_subcommand};
use self::report::{report_parse_error, report_result};

/// The variable that names the config file.
const CONFIG_VARIABLE: &str = "PULLQUOTE_CONFIG";
/// The variable that names the log.
const LOG_VARIABLE: &str = "PULLQUOTE_LOG";

/// A terminal news reader that knows who said what
///
/// Without a subcommand it opens the given files or folders, else those of the config or the folder 'articles' in the
/// current directory, and the inbox. Without a terminal it prints the list of articles.
#[derive(Debug, Parser)]
#[command(name = "pullquote", version, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    reader: ReaderArguments,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What opens the reader.
#[derive(Debug, Args)]
struct ReaderArguments {
    /// Use this config file instead of the default one; an empty name is ignored
    #[arg(long, global = true, value_name = "FILE", env = CONFIG_VARIABLE, value_parser = value_parser!(OsString))]
    config: Option<OsString>,
    /// Append a log to this file: what each thread did, and for how long; an empty name is ignored
    #[arg(long, global = true, value_name = "FILE", env = LOG_VARIABLE, value_parser = value_parser!(OsString))]
    log: Option<OsString>,
    /// Files or folders to read; PATH#ID opens a file at the quote with this identity; '-' reads a document from standard
    /// input; the address of a shared archive opens that instead
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(commands::list::ListArguments),
    Show(commands::show::ShowArguments),
    Quotes(commands::quotes::QuotesArguments),
    Correct(commands::correct::CorrectArguments),
    Search(commands::search::SearchArguments),
    Speakers(commands::speakers::SpeakersArguments),
    Count(commands::count::CountArguments),
    Speaker(commands::speaker::SpeakerArguments),
    Same(commands::same::SameArguments),
    Bookmarks(commands::bookmarks::BookmarksArguments),
    Add(commands::add::AddArguments),
    Fetch(commands::fetch::FetchArguments),
    Index(commands::index::IndexArguments),
    Publish(commands::publish::PublishArguments),
    Doctor(commands::doctor::DoctorArguments),
    Export(commands::export::ExportArguments),
    Import(commands::import::ImportArguments),
    Sync(commands::sync::SyncArguments),
    Mcp(commands::mcp::McpArguments),
    Keys(commands::keys::KeysArguments),
    Config(commands::config::ConfigArguments),
    Completions(commands::completions::CompletionsArguments),
    Man(commands::man::ManArguments),
}

/// What a subcommand does with the state, which is exchanged with other devices before it, and after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StateUse {
    None,
    Reads,
    Changes,
}

impl Command {
    const fn state_use(&self) -> StateUse {
        match self {
            Self::List(_)
            | Self::Show(_)
            | Self::Quotes(_)
            | Self::Search(_)
            | Self::Speakers(_)
            | Self::Count(_)
            | Self::Same(_)
            | Self::Bookmarks(_)
            | Self::Index(_)
            | Self::Export(_)
            | Self::Publish(_)
            | Self::Mcp(_) => StateUse::Reads,
            Self::Correct(_) | Self::Speaker(_) | Self::Import(_) => StateUse::Changes,
            // What takes no part in it, does it itself, or only checks.
            Self::Add(_)
            | Self::Fetch(_)
            | Self::Doctor(_)
            | Self::Sync(_)
            | Self::Keys(_)
            | Self::Config(_)
            | Self::Completions(_)
            | Self::Man(_) => StateUse::None,
        }
    }
}

/// Runs the command that the command line names, and reports errors in one place.
pub(crate) fn run() -> ExitCode {
    let arguments = match parse_arguments() {
        Ok(arguments) => arguments,
        Err(error) => return report_parse_error(&error),
    };
    let mut out = BufWriter::new(io::stdout());
    let mut notes = io::stderr();
    let mut console = Console {
        out: &mut out,
        notes: &mut notes,
    };
    let answer = run_command(arguments, &mut console);
    // A full disk may show only now; it must not end in exit code 0.
    let flushed = console.out.flush();
    spooled::remove_spooled();
    report_result(answer.and_then(|outcome| Ok(flushed.map(|()| outcome)?)))
}

impl ReaderArguments {
    /// Returns the arguments where all are plainly paths; `None` if one may be an option or the name of a subcommand.
    ///
    /// To describe all subcommands to the parser takes a twelfth of the time until the first frame.
    fn from_plain_paths(arguments: impl Iterator<Item = OsString>) -> Option<Self> {
        let paths: Option<Vec<PathBuf>> = arguments
            .map(|argument| is_plain_path(&argument).then(|| argument.into()))
            .collect();
        Some(Self {
            config: env::var_os(CONFIG_VARIABLE),
            log: env::var_os(LOG_VARIABLE),
            paths: paths?,
        })
    }
}

/// Returns `true` if an argument can only be a path.
fn is_plain_path(argument: &OsStr) -> bool {
    let is_name = |name: &str| name == "help" || Command::has_subcommand(name);
    let bytes = argument.as_encoded_bytes();
    !bytes.is_empty() && !bytes.starts_with(b"-") && !argument.to_str().is_some_and(is_name)
}

/// Parses the command line; `--version` also tells where everything is kept, `-V` does not.
fn parse_arguments() -> Result<Arguments, clap::Error> {
    if let Some(reader) = ReaderArguments::from_plain_paths(env::args_os().skip(1)) {
        return Ok(Arguments {
            reader,
            command: None,
        });
    }
    let version: &'static str = long_version().leak();
    let command = Arguments::command().long_version(version);
    Arguments::from_arg_matches(&command.try_get_matches()?)
}

/// Returns the version, the folders and files in use, and what the program was built for and with.
fn long_version() -> String {
    let mut lines = vec![env!("CARGO_PKG_VERSION").to_owned()];
    if let Ok(paths) = Paths::from_environment() {
        let folders = [
            ("config", paths.config_file()),
            ("state", paths.data.clone()),
            ("cache", paths.cache.clone()),
            ("inbox", paths.usual_inbox()),
        ];
        let written = folders.map(|(name, path)| {
            let path = Clean::line(&path.to_string_lossy());
            format!("{name:<9}{path}")
        });
        lines.extend(written);
    }
    let (os, machine) = (env::consts::OS, env::consts::ARCH);
    lines.push(format!("built    for {os} on {machine}"));
    let features = match (cfg!(feature = "shared-archive"), cfg!(feature = "train")) {
        (true, true) => "shared-archive, train",
        (true, false) => "shared-archive",
        (false, true) => "train",
        (false, false) => "none",
    };
    lines.push(format!("features {features}"));
    lines.join("\n")
}

fn run_command(arguments: Arguments, console: &mut Console<'_>) -> CommandResult {
    if let Some(file) = arguments
        .reader
        .log
        .as_ref()
        .filter(|file| !file.is_empty())
    {
        start_log(Path::new(file))?;
    }
    // Its line at the end says how long everything took.
    let _span = tracing::info_span!("run").entered();
    let named_config = arguments.reader.config.filter(|file| !file.is_empty());
    let environment = Environment::new(Paths::from_environment()?, named_config.map(PathBuf::from));
    environment.paths.restrict_permissions();
    let Some(command) = arguments.command else {
        return open_reader(&arguments.reader.paths, &environment, console);
    };
    let state_use = command.state_use();
    if state_use != StateUse::None {
        commands::sync::exchange_if_set(&environment, console)?;
    }
    let outcome = perform(command, &environment, console)?;
    if state_use == StateUse::Changes {
        commands::sync::exchange_if_set(&environment, console)?;
    }
    Ok(outcome)
}

/// Runs a subcommand.
fn perform(
    command: Command,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    match command {
        Command::List(arguments) => commands::list::run(&arguments, environment, console),
        Command::Show(arguments) => commands::show::run(&arguments, environment, console),
        Command::Keys(arguments) => commands::keys::run(&arguments, environment, console),
        Command::Config(arguments) => commands::config::run(&arguments, environment, console),
        Command::Completions(arguments) => {
            commands::completions::run(arguments, Arguments::command(), console)
        }
        Command::Quotes(arguments) => commands::quotes::run(&arguments, environment, console),
        Command::Correct(arguments) => commands::correct::run(&arguments, environment, console),
        Command::Search(arguments) => commands::search::run(&arguments, environment, console),
        Command::Speakers(arguments) => commands::speakers::run(&arguments, environment, console),
        Command::Count(arguments) => commands::count::run(&arguments, environment, console),
        Command::Speaker(arguments) => commands::speaker::run(&arguments, environment, console),
        Command::Same(arguments) => commands::same::run(&arguments, environment, console),
        Command::Index(arguments) => commands::index::run(&arguments, environment, console),
        Command::Publish(arguments) => commands::publish::run(&arguments, environment, console),
        Command::Doctor(arguments) => commands::doctor::run(&arguments, environment, console),
        Command::Bookmarks(arguments) => commands::bookmarks::run(&arguments, environment, console),
        Command::Add(arguments) => commands::add::run(&arguments, environment, console),
        Command::Fetch(arguments) => commands::fetch::run(&arguments, environment, console),
        Command::Export(arguments) => commands::export::run(&arguments, environment, console),
        Command::Import(arguments) => commands::import::run(&arguments, environment, console),
        Command::Sync(arguments) => commands::sync::run(&arguments, environment, console),
        Command::Mcp(arguments) => commands::mcp::run(&arguments, environment, console),
        Command::Man(arguments) => commands::man::run(arguments, Arguments::command(), console),
    }
}

/// Starts the log; the arguments are not logged, since addresses may hold passwords.
fn start_log(file: &Path) -> Result<(), CommandError> {
    log::start_log(file).map_err(|error| {
        let message = format!("the log '{}' cannot be written: {error}", file.display());
        CommandError::usage_error(&message, "name a file in a folder that you may write to")
    })?;
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "start");
    Ok(())
}

/// Opens the terminal screen, or prints the list if there is no terminal.
fn open_reader(
    paths: &[PathBuf],
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let config = environment.load_config()?;
    refuse_misspelt_subcommand(paths)?;
    if let Some(reader) = open_named_archive(paths, environment)? {
        return read_shared(reader.into(), config, environment);
    }
    private::tighten(&config.library.inbox_folder(&environment.paths));
    let (paths, opening) = find_quote_to_open(paths)?;
    let is_piped = paths.iter().any(|path| is_standard_input(path));
    let paths = standard_input::spool_documents(&paths)?;
    if is_piped {
        runtime::take_keyboard();
    }
    let is_terminal = runtime::is_terminal();
    let only_file = find_only_file(&paths).filter(|_| is_terminal && opening.is_none());
    let opening = opening.or_else(|| only_file.and_then(find_only_story));
    // What is open by the first frame is not opened again when it is in the list.
    let opens_only_story = only_file.is_some() && opening.is_none();
    // Whoever names a path is on an errand, which neither begins nor changes where reading goes on.
    let remembers_session = paths.is_empty();
    let is_empty = paths.is_empty() && environment.usual_paths(&config).is_empty();
    let folders = if is_empty && is_terminal {
        Vec::new()
    } else {
        environment.article_paths(&paths, &config)?
    };
    let archive = if is_piped {
        // What is read once is not kept in the cache.
        let cache = spooled::spool_bytes("cache", &[])?.with_file_name("articles");
        environment.find_archive(&folders).with_cache(&cache)
    } else {
        environment.open_archive(&folders)
    };
    // In a pipe the list is more useful than an error about the missing terminal.
    if !is_terminal {
        return commands::list::print_list(&archive, console);
    }
    let paths = environment.paths.clone();
    runtime::read(Start {
        archive,
        shared: None,
        config,
        config_file: Some(environment.config_path()),
        paths,
        opening,
        opens_only_story,
        remembers_session,
        is_empty,
        beginning: Some(environment.clone()),
        scope: if remembers_session {
            LibraryScope::Own
        } else {
            LibraryScope::Named
        },
    })
    .map_err(|error| CommandError::Failed(Clean::line(&error.to_string())))?;
    Ok(CommandOutcome::Done)
}

/// Opens the terminal screen on a shared archive; what the reader keeps stays on this machine.
fn read_shared(
    reader: Arc<dyn SharedReader>,
    config: Config,
    environment: &Environment,
) -> CommandResult {
    if !runtime::is_terminal() {
        return Err(CommandError::usage_error(
            "there is no terminal to read a shared archive on",
            "'pullquote search' prints what is in it",
        ));
    }
    runtime::read(Start {
        archive: environment.open_archive(&[]),
        shared: Some(reader),
        config,
        config_file: Some(environment.config_path()),
        paths: environment.paths.clone(),
        opening: None,
        opens_only_story: false,
        remembers_session: false,
        is_empty: false,
        beginning: None,
        scope: LibraryScope::Shared,
    })
    .map_err(|error| CommandError::Failed(Clean::line(&error.to_string())))?;
    Ok(CommandOutcome::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain_paths(arguments: &[&str]) -> Option<Vec<PathBuf>> {
        let reader = ReaderArguments::from_plain_paths(arguments.iter().map(OsString::from))?;
        Some(reader.paths)
    }

    #[test]
    fn what_can_only_be_paths_needs_no_parser() {
        assert_eq!(plain_paths(&[]), Some(Vec::new()));
        let paths = ["news", "a-b", "lists", "café.txt#12"];
        let parsed = Arguments::try_parse_from(["pullquote"].into_iter().chain(paths)).unwrap();
        assert_eq!(plain_paths(&paths), Some(parsed.reader.paths));
    }

    #[test]
    fn what_may_be_something_else_goes_to_the_parser() {
        for argument in ["", "-", "--", "-V", "--config=x", "list", "help"] {
            assert_eq!(plain_paths(&["news", argument]), None, "{argument:?}");
        }
        for command in Arguments::command().get_subcommands() {
            assert_eq!(plain_paths(&[command.get_name()]), None);
        }
    }
}
