//! Begins a library where there is nothing to read yet: adds a folder, saves a page, imports, or opens the welcome story.

use std::fs;
use std::path::{self, Path, PathBuf};
use std::thread;

use super::Start;
use super::outbox::{Message, Outbox};
use crate::app::effect::BeginRequest;
use crate::app::event::Event;
use crate::app::notice::StatusNotice;
use crate::app::start::WayIn;
use crate::commands::add::AddArguments;
use crate::commands::import::ImportArguments;
use crate::commands::{self, CommandOutcome, CommandResult, Console, Environment};
use crate::config::{Paths, edit};
use crate::files::{private, regular};
use crate::library::corrections::targets::refer_to;
use crate::library::listing::Location;
use crate::library::state::BookmarkTarget;
use crate::library::subscriptions;
use crate::loader;

/// The welcome story.
const WELCOME: &str = include_str!("../../articles/2026-11-22-welcome.md");
/// The name of its file, which gives its day.
const WELCOME_NAME: &str = "2026-11-22-welcome.md";

/// Begins a library, each request on a thread of its own.
pub(super) struct Beginning {
    environment: Environment,
    outbox: Outbox,
}

/// What there is to read now.
struct Begun {
    folders: Vec<PathBuf>,
    opening: Option<BookmarkTarget>,
    notice: StatusNotice,
}

impl Beginning {
    /// Makes it from the environment that a library is begun in, if one is to be.
    pub(super) fn new(environment: Option<Environment>, outbox: Outbox) -> Option<Self> {
        environment.map(|environment| Self {
            environment,
            outbox,
        })
    }

    /// Starts to do what was asked for; returns what to tell meanwhile.
    pub(super) fn begin_library(&self, request: BeginRequest) -> StatusNotice {
        let doing = match request.way {
            WayIn::Folder | WayIn::Welcome => "Opening …".to_owned(),
            WayIn::Address => format!("Fetching {} …", request.typed),
            WayIn::Import => "Importing …".to_owned(),
        };
        let (environment, outbox) = (self.environment.clone(), self.outbox.clone());
        let started = thread::Builder::new()
            .name("begin".to_owned())
            .spawn(move || {
                let begun = begin(&request, &environment).and_then(|begun| {
                    let notice = begun.notice.clone();
                    Ok((open(begun, &environment)?, notice))
                });
                match begun {
                    Ok((start, notice)) => {
                        outbox.send_message(Message::Reopen(Box::new(start), notice));
                    }
                    Err(message) => outbox.send(Event::Notice(StatusNotice::warning(&message))),
                }
            });
        match started {
            Ok(_) => StatusNotice::quiet(&doing),
            Err(error) => StatusNotice::error(&format!("Nothing could be begun: {error}")),
        }
    }
}

/// Does what was asked for.
///
/// # Errors
/// Returns what to tell when there still is nothing to read.
fn begin(request: &BeginRequest, environment: &Environment) -> Result<Begun, String> {
    let typed = request.typed.as_str();
    match request.way {
        WayIn::Welcome => open_welcome(&environment.paths),
        WayIn::Folder => add_folder(&absolute_path(typed, &environment.paths.home), environment),
        WayIn::Address => add_address(typed, environment),
        WayIn::Import => {
            let path = absolute_path(typed, &environment.paths.home);
            if path.is_dir() {
                add_folder(&path, environment)
            } else {
                import_file(&path, environment)
            }
        }
    }
}

/// Returns what the program is started with to read what there is now.
fn open(begun: Begun, environment: &Environment) -> Result<Start, String> {
    let config = environment
        .load_config()
        .map_err(|error| error.to_string())?;
    Ok(Start {
        archive: environment.open_archive(&begun.folders),
        config,
        config_file: Some(environment.config_path()),
        paths: environment.paths.clone(),
        beginning: None,
        remembers_session: begun.opening.is_none(),
        opening: begun.opening,
    })
}

/// Returns a path as typed, from the home folder where it begins with `~`.
fn absolute_path(typed: &str, home: &Path) -> PathBuf {
    let written = Path::new(typed);
    if let Ok(below) = written.strip_prefix("~") {
        return home.join(below);
    }
    path::absolute(written).unwrap_or_else(|_| written.to_owned())
}

/// Writes the welcome story where it can be read as any other.
fn open_welcome(paths: &Paths) -> Result<Begun, String> {
    let folder = paths.cache.join("welcome");
    let file = folder.join(WELCOME_NAME);
    private::create_folder(&folder)
        .and_then(|()| fs::write(&file, WELCOME))
        .map_err(|error| format!("The welcome story cannot be written: {error}"))?;
    let article = loader::load(&file).articles.into_iter().next();
    let location = Location {
        path: file.clone(),
        entry: 0,
    };
    let opening = article.map(|article| BookmarkTarget {
        article: refer_to(&article, &location),
        quote: None,
    });
    Ok(Begun {
        folders: vec![file],
        opening,
        notice: StatusNotice::quiet("Quit and start again to add what you want to read"),
    })
}

/// Adds a folder to the config, which is written if there is none.
fn add_folder(folder: &Path, environment: &Environment) -> Result<Begun, String> {
    if !folder.exists() {
        return Err(format!("'{}' does not exist", folder.display()));
    }
    let file = environment.config_path();
    let text = match environment.config_file() {
        Some(file) => regular::read(&file)
            .map_err(|error| error.to_string())
            .and_then(|bytes| String::from_utf8(bytes).map_err(|error| error.to_string()))
            .map_err(|error| format!("The config cannot be read: {error}"))?,
        None => edit::commented_config(),
    };
    let text = edit::add_folder(&text, folder, &environment.paths.home)
        .map_err(|error| format!("The folder was not added: {error}"))?;
    private::replace_file(&file, text.as_bytes())
        .map_err(|error| format!("The config cannot be written: {error}"))?;
    let notice = format!("'{}' is in the config now", folder.display());
    begun(environment, &notice)
}

/// Saves a page into the inbox, or subscribes to a feed.
fn add_address(typed: &str, environment: &Environment) -> Result<Begun, String> {
    // People copy addresses without what browsers hide.
    let address = if typed.contains("://") || Path::new(typed).exists() {
        typed.to_owned()
    } else {
        format!("https://{typed}")
    };
    let page = run_command(|console| {
        let arguments = AddArguments::new(&address, false);
        commands::add::run(&arguments, environment, console)
    });
    match page {
        Ok(said) => begun(environment, &said),
        Err(message) if message.contains("is a feed") => {
            let said = run_command(|console| {
                let arguments = AddArguments::new(&address, true);
                commands::add::run(&arguments, environment, console)
            })?;
            begun(environment, &said)
        }
        Err(message) => Err(message),
    }
}

/// Imports a file, and fetches the feeds that it lists.
fn import_file(file: &Path, environment: &Environment) -> Result<Begun, String> {
    let said = run_command(|console| {
        commands::import::run(&ImportArguments::new(file), environment, console)
    })?;
    let feeds = subscriptions::read_subscriptions(&environment.paths.config);
    if feeds.is_ok_and(|feeds| !feeds.is_empty()) {
        // A feed that fails keeps nobody from reading the others.
        let _reported_at_the_next_fetch = run_command(|console| {
            let arguments = commands::fetch::FetchArguments::default();
            commands::fetch::run(&arguments, environment, console)
        });
    }
    begun(environment, &said).map_err(|_| said)
}

/// Returns what there is to read, if there is anything.
fn begun(environment: &Environment, said: &str) -> Result<Begun, String> {
    let config = environment
        .load_config()
        .map_err(|error| error.to_string())?;
    let folders = environment.usual_paths(&config);
    if folders.is_empty() {
        return Err("There is nothing to read yet".to_owned());
    }
    Ok(Begun {
        folders,
        opening: None,
        notice: StatusNotice::quiet(said),
    })
}

/// Runs a command, and returns what it said.
///
/// # Errors
/// Returns what it said if it failed or did only a part.
fn run_command(command: impl FnOnce(&mut Console<'_>) -> CommandResult) -> Result<String, String> {
    let (mut out, mut notes) = (Vec::new(), Vec::new());
    let outcome = command(&mut Console {
        out: &mut out,
        notes: &mut notes,
    });
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    match outcome {
        Ok(CommandOutcome::Done) => Ok(text(&out)),
        Ok(CommandOutcome::NothingFound(sentence)) => Err(sentence.to_string()),
        Ok(CommandOutcome::Incomplete) => {
            let notes = text(&notes);
            let problems = notes
                .lines()
                .filter_map(|line| line.strip_prefix("pullquote: "));
            Err(problems.collect::<Vec<_>>().join("\n"))
        }
        Err(error) => Err(error.to_string()),
    }
}
