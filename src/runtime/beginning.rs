//! Begins a library where there is nothing to read yet, or adds to it: adds a folder, saves a page, imports, or opens the
//! welcome story.

use std::fs;
use std::path::{self, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::Start;
use super::outbox::{Message, Outbox};
use crate::app::LibraryScope;
use crate::app::effect::{BeginRequest, Effect, FolderRequest};
use crate::app::event::Event;
use crate::app::notice::StatusNotice;
use crate::app::start::WayIn;
use crate::commands::add::AddArguments;
use crate::commands::import::ImportArguments;
use crate::commands::{self, CommandOutcome, CommandResult, Console, Environment};
use crate::config::{Paths, edit};
use crate::files::home::expand_home;
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

/// The most feeds of an import of which it is told why they could not be fetched.
const MOST_TOLD: usize = 3;

/// Begins a library, each request on a thread of its own.
pub(super) struct Beginning {
    environment: Environment,
    /// What is read already; empty if that is nothing, or only the welcome story.
    folders: Vec<PathBuf>,
    outbox: Outbox,
    /// Whether a request succeeded: then there is something to read, and what later ones add is scanned for.
    has_begun: Arc<AtomicBool>,
}

/// What there is to read now.
struct Begun {
    folders: Vec<PathBuf>,
    opening: Option<BookmarkTarget>,
    /// Whether it is only the welcome story, from which one goes back to the start screen.
    is_welcome: bool,
    notice: StatusNotice,
}

impl Beginning {
    /// Makes it for what the program was started with, if a library can be begun or added to.
    pub(super) fn of_start(start: &Start, outbox: &Outbox) -> Option<Self> {
        let folders = start.archive.folders();
        let folders = if start.is_empty { &[] } else { folders };
        start.beginning.clone().map(|environment| Self {
            environment,
            folders: folders.to_vec(),
            outbox: outbox.clone(),
            has_begun: Arc::default(),
        })
    }

    /// Lets the next request that succeeds open what it began, since the one before could not be opened.
    pub(super) fn allow_another(&self) {
        self.has_begun.store(false, Ordering::Relaxed);
    }

    /// Starts to do what was asked for; returns what to tell meanwhile.
    pub(super) fn begin_library(&self, request: BeginRequest) -> StatusNotice {
        let doing = match request.way {
            WayIn::Folder | WayIn::Welcome => "Opening …".to_owned(),
            WayIn::Address => format!("Fetching {} …", request.typed),
            WayIn::Import => "Importing …".to_owned(),
            WayIn::Feeds => "Fetching the feeds …".to_owned(),
        };
        let (environment, outbox) = (self.environment.clone(), self.outbox.clone());
        let (has_begun, folders) = (Arc::clone(&self.has_begun), self.folders.clone());
        let started = thread::Builder::new()
            .name("begin".to_owned())
            .spawn(move || {
                let begun = begin(&request, &environment);
                match begun.and_then(|begun| begun.open(&folders, &environment)) {
                    Ok((Some(start), notice)) if !has_begun.swap(true, Ordering::Relaxed) => {
                        outbox.send_message(Message::Reopen(start, notice));
                    }
                    Ok((_, notice)) => {
                        outbox.request_effect(Effect::Folders(FolderRequest::Rescan));
                        outbox.send(Event::Notice(notice));
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
        WayIn::Feeds => begun(environment, run_fetch(environment)?),
    }
}

impl Begun {
    /// Returns what the program goes on with to read what there is now, and what to tell; `None` if it reads these folders
    /// already and only has to look into them.
    fn open(
        self,
        folders: &[PathBuf],
        environment: &Environment,
    ) -> Result<(Option<Box<Start>>, StatusNotice), String> {
        if environment.find_archive(&self.folders).folders() == folders {
            return Ok((None, self.notice));
        }
        let config = environment
            .load_config()
            .map_err(|error| error.to_string())?;
        let start = Start {
            shared: None,
            archive: environment.open_archive(&self.folders),
            config,
            config_file: Some(environment.config_path()),
            paths: environment.paths.clone(),
            opens_only_story: false,
            is_empty: self.is_welcome,
            beginning: Some(environment.clone()),
            scope: LibraryScope::Own,
            remembers_session: self.opening.is_none(),
            opening: self.opening,
        };
        Ok((Some(Box::new(start)), self.notice))
    }
}

/// Returns a path as typed, from the home folder where it begins with `~`.
pub(super) fn absolute_path(typed: &str, home: &Path) -> PathBuf {
    let path = expand_home(typed, home);
    path::absolute(&path).unwrap_or(path)
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
        is_welcome: true,
        notice: StatusNotice::done("The start screen is behind the list: quit to go back to it"),
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
    let report = CommandReport {
        said: format!("'{}' is in the config now", folder.display()),
        problems: String::new(),
    };
    begun(environment, report)
}

/// Saves a page into the inbox, or subscribes to a feed.
fn add_address(typed: &str, environment: &Environment) -> Result<Begun, String> {
    // People copy addresses without what browsers hide.
    let address = if typed.contains("://") || Path::new(typed).exists() {
        typed.to_owned()
    } else {
        format!("https://{typed}")
    };
    let report = run_command(|console| {
        let arguments = AddArguments::from_target(&address);
        commands::add::run(&arguments, environment, console)
    })?;
    begun(environment, report)
}

/// Imports a file, and fetches the feeds that it lists.
fn import_file(file: &Path, environment: &Environment) -> Result<Begun, String> {
    if !file.exists() {
        return Err(format!("'{}' does not exist", file.display()));
    }
    let mut report = run_command(|console| {
        commands::import::run(&ImportArguments::new(file), environment, console)
    })?;
    let said = report.said.clone();
    let feeds = subscriptions::read_subscriptions(&environment.paths.config);
    if feeds.is_ok_and(|feeds| !feeds.is_empty()) {
        // A feed that fails keeps nobody from reading the others.
        let failed = match run_fetch(environment) {
            Ok(fetched) => fetched.problems,
            Err(problem) => problem,
        };
        if !failed.is_empty() {
            let imported = said.split(';').next().unwrap_or_default();
            let failed: Vec<&str> = failed.lines().take(MOST_TOLD).collect();
            let failed = failed.join("\n");
            report.problems = format!("{imported}\n{failed}; ':fetch-feeds' tries again");
        }
    }
    let has_problems = !report.problems.is_empty();
    begun(environment, report).map_err(|problems| if has_problems { problems } else { said })
}

/// Runs the command that fetches what is new in the feeds.
fn run_fetch(environment: &Environment) -> Result<CommandReport, String> {
    run_command(|console| {
        let arguments = commands::fetch::FetchArguments::default();
        commands::fetch::run(&arguments, environment, console)
    })
}

/// What a command said.
struct CommandReport {
    said: String,
    /// What it could not do, a line each; empty if it did all.
    problems: String,
}

/// Returns what there is to read, also where a command did only a part; fails if there is nothing.
fn begun(environment: &Environment, report: CommandReport) -> Result<Begun, String> {
    let config = environment
        .load_config()
        .map_err(|error| error.to_string())?;
    let folders = environment.usual_paths(&config);
    if folders.is_empty() {
        let nothing = "There is nothing to read yet".to_owned();
        return Err(Some(report.problems)
            .filter(|text| !text.is_empty())
            .unwrap_or(nothing));
    }
    Ok(Begun {
        folders,
        opening: None,
        is_welcome: false,
        notice: if report.problems.is_empty() {
            StatusNotice::done(&report.said)
        } else {
            StatusNotice::warning(&report.problems)
        },
    })
}

/// Runs a command, and returns what it said.
///
/// # Errors
/// Returns what it said if it failed or found nothing.
fn run_command(
    command: impl FnOnce(&mut Console<'_>) -> CommandResult,
) -> Result<CommandReport, String> {
    let (mut out, mut notes) = (Vec::new(), Vec::new());
    let outcome = command(&mut Console {
        out: &mut out,
        notes: &mut notes,
    });
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    match outcome {
        Ok(CommandOutcome::Done) => Ok(CommandReport {
            said: text(&out),
            problems: String::new(),
        }),
        Ok(CommandOutcome::NothingFound(sentence)) => Err(sentence.to_string()),
        Ok(CommandOutcome::Incomplete) => {
            let notes = text(&notes);
            let problems = notes
                .lines()
                .filter_map(|line| line.strip_prefix("pullquote: "));
            Ok(CommandReport {
                said: text(&out),
                problems: problems.collect::<Vec<_>>().join("\n"),
            })
        }
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::app::notice::NoticeWeight;
    use crate::library::Archive;

    fn environment(home: &Path) -> Environment {
        let paths = Paths {
            home: home.to_owned(),
            config: home.join("config"),
            data: home.join("data"),
            cache: home.join("cache"),
        };
        Environment::new(paths, None)
    }

    fn add(home: &Path, file: &str) -> Result<Begun, String> {
        let request = BeginRequest {
            way: WayIn::Address,
            typed: home.join(file).display().to_string(),
        };
        begin(&request, &environment(home))
    }

    #[test]
    fn what_was_saved_is_read_though_a_part_of_it_was_not() {
        let home = TempDir::new().unwrap();
        let feed = "<rss version=\"2.0\"><channel><title>Harbor</title>\
            <item><title>Ferry late</title><description>It waits.</description></item><item><title>Cra";
        fs::write(home.path().join("feed.xml"), feed).unwrap();
        let begun = add(home.path(), "feed.xml").unwrap();
        assert_eq!(begun.notice.weight, NoticeWeight::Warning);
        let inbox = begun
            .folders
            .iter()
            .find(|folder| folder.starts_with(home.path()));
        assert!(inbox.is_some_and(|inbox| inbox.read_dir().unwrap().count() > 0));
    }

    #[test]
    fn feeds_that_were_imported_in_vain_are_fetched_again() {
        let home = TempDir::new().unwrap();
        let list = home.path().join("feeds.opml");
        let feed = "<opml version=\"2.0\"><body><outline type=\"rss\" text=\"Weir\" \
            xmlUrl=\"http://127.0.0.1:9/feed.xml\"/></body></opml>";
        fs::write(&list, feed).unwrap();
        let request = |way, typed: &Path| {
            let typed = typed.display().to_string();
            // Where the tests run there is a folder to read.
            match begin(&BeginRequest { way, typed }, &environment(home.path())) {
                Ok(begun) => begun.notice.text.to_string(),
                Err(message) => message,
            }
        };
        let imported = request(WayIn::Import, &list);
        assert!(imported.contains("1 feed"), "{imported}");
        assert!(imported.contains("127.0.0.1"), "{imported}");
        assert!(
            imported.contains("':fetch-feeds' tries again"),
            "{imported}"
        );
        let fetched = request(WayIn::Feeds, Path::new(""));
        assert!(fetched.contains("127.0.0.1"), "{fetched}");
    }

    /// Begins with each request in turn, where some folders are read; returns what the loop is told.
    fn messages_of(home: &Path, folders: &[PathBuf], requests: &[(WayIn, &str)]) -> Vec<Message> {
        let (outbox, messages) = Outbox::new();
        let beginning = Beginning {
            environment: environment(home),
            folders: folders.to_vec(),
            outbox,
            has_begun: Arc::default(),
        };
        for (way, typed) in requests {
            beginning.begin_library(BeginRequest {
                way: *way,
                typed: (*typed).to_owned(),
            });
        }
        drop(beginning);
        messages.iter().collect()
    }

    fn count_reopened(messages: &[Message]) -> usize {
        let is_reopened = |message: &&Message| matches!(message, Message::Reopen(..));
        messages.iter().filter(is_reopened).count()
    }

    #[test]
    fn of_two_requests_only_the_first_that_succeeds_opens_what_it_began() {
        let home = TempDir::new().unwrap();
        let welcome = (WayIn::Welcome, "");
        let messages = messages_of(home.path(), &[], &[welcome, welcome]);
        assert_eq!((count_reopened(&messages), messages.len()), (1, 3));
    }

    #[test]
    fn what_is_read_already_is_only_looked_into_again() {
        let home = TempDir::new().unwrap();
        let page = home.path().join("kiosk.html");
        let text = "<article><h1>The kiosk opens</h1>\
            <p>Tea is sold at the kiosk by the weir from noon, as it was before the flood of last year.</p>\
            <p>“Nobody missed the coffee,” said Edda Falk, who has kept the keys all the while.</p>\
            <p>The council pays for the new roof until spring, and will ask again after that.</p></article>";
        fs::write(&page, text).unwrap();
        let inbox = home.path().join("data/articles");
        fs::create_dir_all(&inbox).unwrap();
        fs::write(inbox.join("bench.txt"), "A bench is moved\n\nIt waits.\n").unwrap();
        let archive = Archive::new(home.path(), &[PathBuf::from("articles"), inbox]);
        let request = (WayIn::Address, page.to_str().unwrap());
        let messages = messages_of(home.path(), archive.folders(), &[request]);
        assert_eq!(count_reopened(&messages), 0, "{messages:?}");
        let is_rescan = |message: &Message| match message {
            Message::Effect(effect) => **effect == Effect::Folders(FolderRequest::Rescan),
            _ => false,
        };
        assert!(messages.iter().any(is_rescan), "{messages:?}");
        let is_done = |message: &Message| match message {
            Message::Event(event) => {
                matches!(&**event, Event::Notice(notice) if notice.weight == NoticeWeight::Done)
            }
            _ => false,
        };
        assert!(messages.iter().any(is_done), "{messages:?}");
        let others = messages_of(home.path(), &[], &[request]);
        assert_eq!(count_reopened(&others), 1, "{others:?}");
    }
}
