//! The command line: arguments, the subcommand they name, and the exit code.

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, value_parser};
use pullquote::commands::{self, Answer, Console, Environment, Failure, Outcome};
use pullquote::config::Paths;
use pullquote::files::private;
use pullquote::input::nearest::nearest_name;
use pullquote::library::Archive;
use pullquote::runtime::{self, Start};
use pullquote::text::Clean;

/// A terminal news reader that knows who said what
///
/// Without a subcommand it opens the reader on files or folders: those named, else those of the config, else the
/// folder 'articles' where you are. Without a terminal it prints the list of articles.
#[derive(Debug, Parser)]
#[command(name = "pullquote", version, max_term_width = 100)]
struct Arguments {
    /// Read this config file instead of the usual one; an empty name counts for none
    #[arg(long, global = true, value_name = "FILE", env = "PULLQUOTE_CONFIG", value_parser = value_parser!(OsString))]
    config: Option<OsString>,
    /// Files or folders to read
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(commands::list::Arguments),
    Show(commands::show::Arguments),
    Quotes(commands::quotes::Arguments),
    Search(commands::search::Arguments),
    Speakers(commands::speakers::Arguments),
    Bookmarks(commands::bookmarks::Arguments),
    Add(commands::add::Arguments),
    Fetch(commands::fetch::Arguments),
    Index(commands::index::Arguments),
    Doctor(commands::doctor::Arguments),
    Export(commands::export::Arguments),
    Import(commands::import::Arguments),
    Keys(commands::keys::Arguments),
    Config(commands::config::Arguments),
    Completions(commands::completions::Arguments),
    Man(commands::man::Arguments),
}

/// Runs what the command line asks for and says in one place what went wrong.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return explain(&error),
    };
    let mut out = BufWriter::new(io::stdout());
    let mut notes = io::stderr();
    let mut console = Console {
        out: &mut out,
        notes: &mut notes,
    };
    let answer = answer(arguments, &mut console);
    let flushed = console.out.flush();
    report(answer.and_then(|outcome| Ok(flushed.map(|()| outcome)?)))
}

fn answer(arguments: Arguments, console: &mut Console<'_>) -> Answer {
    let named_config = arguments.config.filter(|file| !file.is_empty());
    let environment = Environment::new(Paths::from_environment()?, named_config.map(PathBuf::from));
    environment.paths.restrict_permissions();
    let Some(command) = arguments.command else {
        return read(&arguments.paths, &environment, console);
    };
    match command {
        Command::List(arguments) => commands::list::run(&arguments, &environment, console),
        Command::Show(arguments) => commands::show::run(&arguments, &environment, console),
        Command::Keys(arguments) => commands::keys::run(&arguments, &environment, console),
        Command::Config(arguments) => commands::config::run(&arguments, &environment, console),
        Command::Completions(arguments) => {
            commands::completions::run(arguments, Arguments::command(), console)
        }
        Command::Quotes(arguments) => commands::quotes::run(&arguments, &environment, console),
        Command::Search(arguments) => commands::search::run(&arguments, &environment, console),
        Command::Speakers(arguments) => commands::speakers::run(&arguments, &environment, console),
        Command::Index(arguments) => commands::index::run(&arguments, &environment, console),
        Command::Doctor(arguments) => commands::doctor::run(&arguments, &environment, console),
        Command::Bookmarks(arguments) => {
            commands::bookmarks::run(&arguments, &environment, console)
        }
        Command::Add(arguments) => commands::add::run(&arguments, &environment, console),
        Command::Fetch(arguments) => commands::fetch::run(&arguments, &environment, console),
        Command::Export(arguments) => commands::export::run(&arguments, &environment, console),
        Command::Import(arguments) => commands::import::run(&arguments, &environment, console),
        Command::Man(arguments) => commands::man::run(arguments, Arguments::command(), console),
    }
}

/// Opens the reader, or prints the list where there is no terminal.
fn read(paths: &[PathBuf], environment: &Environment, console: &mut Console<'_>) -> Answer {
    let config = environment.config()?;
    refuse_misspelt_subcommand(paths)?;
    if let Some(inbox) = &config.library.inbox {
        private::tighten(inbox);
    }
    let folders = environment.articles(paths, &config)?;
    let archive = Archive::new(&environment.paths.cache, &folders);
    if !runtime::is_terminal() {
        return commands::list::print(&archive, environment, console);
    }
    let paths = environment.paths.clone();
    runtime::read(Start {
        archive,
        config,
        paths,
    })
    .map_err(|error| Failure::Failed(Clean::line(&error.to_string())))?;
    Ok(Outcome::Done)
}

/// Fails where a path is not there and is, or nearly is, the name of a subcommand.
fn refuse_misspelt_subcommand(paths: &[PathBuf]) -> Result<(), Failure> {
    let missing = paths.iter().find(|path| !path.exists());
    let Some(name) = missing.map(|path| path.to_string_lossy()) else {
        return Ok(());
    };
    let command = Arguments::command();
    let shown = command.get_subcommands().filter(|one| !one.is_hide_set());
    match nearest_name(&name, shown.map(clap::Command::get_name)) {
        Some(nearest) if !name.contains('/') => Err(Failure::usage(
            &format!("'{name}' does not exist"),
            &format!("did you mean the subcommand '{nearest}'? It goes before all paths"),
        )),
        _ => Ok(()),
    }
}

/// Says what the command line's parser found; help and the version are what was asked for.
fn explain(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let _nobody_reads_on = error.print();
        return ExitCode::SUCCESS;
    }
    // The parser repeats the arguments as they were given.
    let message = Clean::new(&error.to_string());
    let message = message.trim_end();
    say(message.strip_prefix("error: ").unwrap_or(message));
    ExitCode::from(2)
}

/// Says on the error output what is to be said of an answer, and returns the exit code.
fn report(answer: Answer) -> ExitCode {
    match answer {
        Ok(outcome) => {
            if let Outcome::NothingFound(sentence) = &outcome {
                say(sentence);
            }
            ExitCode::from(outcome.exit_code())
        }
        Err(failure) => {
            if !failure.is_quiet() {
                say(&failure.to_string());
            }
            ExitCode::from(failure.exit_code())
        }
    }
}

/// Writes a message to the error output; where that is closed, there is nobody to tell.
fn say(message: &str) {
    let _nobody_listens = writeln!(io::stderr(), "pullquote: {message}");
}
