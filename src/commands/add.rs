//! `pullquote add`: fetches pages, or copies files, into the inbox; subscribes to feeds.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use super::collection::{collect_feed, outcome_of, with_collector};
use super::{CommandError, CommandResult, Console, Environment, standard_input};
use crate::fetch::{Address, CollectError, Collector, Reach};
use crate::library::inbox::SavedArticle;
use crate::library::subscriptions::{self, Subscription};
use crate::loader::{self, Loaded, feed::opml};
use crate::text::Clean;

/// Save web pages, or copies of files, into the inbox as readable files
///
/// Only http and https URLs are fetched, one at a time, and every contacted host is shown. Pages that are already in the
/// inbox are not changed.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "Examples:\n  \
    pullquote add https://news.example/story\n  \
    pullquote add saved-page.html newsletter.eml\n  \
    pullquote add - < addresses.txt\n  \
    pullquote add - < newsletter.eml\n  \
    pullquote add --feed https://news.example/feed.xml subscriptions.opml")]
pub struct AddArguments {
    /// URLs and files; '-' reads standard input: URLs, one per line, or a page, mail or text
    #[arg(value_name = "URL|FILE", required = true)]
    targets: Vec<OsString>,
    /// Subscribe to feeds, or to all feeds of an OPML file, and collect their entries
    #[arg(long)]
    feed: bool,
    /// Also contact hosts in your private network
    #[arg(long)]
    allow_private: bool,
    /// Whether to subscribe to what turns out to be a feed.
    #[arg(skip)]
    subscribes: bool,
}

impl AddArguments {
    /// Names one target, which may be a page, a file or a feed.
    #[must_use]
    pub fn from_target(target: &str) -> Self {
        Self {
            targets: vec![target.into()],
            feed: false,
            allow_private: false,
            subscribes: true,
        }
    }
}

/// Saves what is named into the inbox.
///
/// # Errors
/// Fails when the inbox cannot be written, or nothing can be printed.
pub fn run(
    arguments: &AddArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let config = environment.load_config()?;
    let reach = if arguments.allow_private {
        Reach::Everywhere
    } else {
        Reach::Public
    };
    let targets = read_targets(&arguments.targets)?;
    if targets.is_empty() {
        writeln!(
            console.notes,
            "pullquote: nothing to add: standard input names no URL or file"
        )?;
    }
    with_collector(environment, &config, reach, |collector| {
        let mut is_complete = true;
        for target in &targets {
            is_complete &= add_target(target, arguments, environment, collector, console)?;
        }
        Ok(outcome_of(is_complete))
    })
}

/// What is to be added.
enum Target {
    /// An address, or a file.
    Named(OsString),
    /// What came from the standard input.
    Document(Vec<u8>),
}

/// Returns what is named, with what the standard input holds in place of '-'.
fn read_targets(named: &[OsString]) -> Result<Vec<Target>, CommandError> {
    let mut targets = Vec::new();
    for target in named {
        if target != "-" {
            targets.push(Target::Named(target.clone()));
            continue;
        }
        let bytes = standard_input::read_bytes()?;
        if !standard_input::is_list_of_targets(&bytes) {
            targets.push(Target::Document(bytes));
            continue;
        }
        let lines = String::from_utf8_lossy(&bytes);
        // Blank lines and comments let the list be a file that is kept and edited.
        let lines = lines
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        targets.extend(lines.map(|line| Target::Named(line.into())));
    }
    Ok(targets)
}

/// Adds what is named, or subscribes to its feeds; returns `true` if all was saved.
fn add_target(
    target: &Target,
    arguments: &AddArguments,
    environment: &Environment,
    collector: &mut Collector<'_>,
    console: &mut Console<'_>,
) -> Result<bool, CommandError> {
    match target {
        _ if arguments.feed => subscribe_to_feeds(target, environment, collector, console),
        Target::Named(name) if is_address(name) => {
            match add_page(&name.to_string_lossy(), collector, console)? {
                PageOutcome::Saved => Ok(true),
                PageOutcome::Failed => Ok(false),
                PageOutcome::Feed(_) if arguments.subscribes => {
                    subscribe_to_feeds(target, environment, collector, console)
                }
                PageOutcome::Feed(error) => report_error(&error, console),
            }
        }
        Target::Named(name) => add_file(Path::new(name), collector, console),
        Target::Document(bytes) => {
            save_articles(&standard_input::load_document(bytes), collector, console)
        }
    }
}

/// Returns `true` if a target is an address, of whatever scheme, rather than a file.
fn is_address(target: &OsStr) -> bool {
    // Any scheme counts, so that `ftp://…` is refused as a URL and not reported as a missing file.
    let scheme = target.to_str().and_then(|target| target.split_once("://"));
    scheme.is_some_and(|(scheme, _)| scheme.chars().all(|c| c.is_ascii_alphanumeric()))
        && !Path::new(target).exists()
}

/// What became of a page that was to be added.
enum PageOutcome {
    /// It is in the inbox.
    Saved,
    /// It is not, or not all of it; that was reported.
    Failed,
    /// It is a feed, which the error says; that was not reported.
    Feed(CollectError),
}

impl PageOutcome {
    const fn of_saving(is_saved: bool) -> Self {
        if is_saved { Self::Saved } else { Self::Failed }
    }
}

/// Fetches a page and saves it.
fn add_page(
    written: &str,
    collector: &mut Collector<'_>,
    console: &mut Console<'_>,
) -> Result<PageOutcome, CommandError> {
    let address = match Address::parse_address(written) {
        Ok(address) => address,
        Err(error) => return Ok(PageOutcome::of_saving(report_error(&error, console)?)),
    };
    writeln!(console.notes, "Fetching from {} ...", address.host())?;
    let collected = collector.collect_page(&address);
    let problems = collector.take_problems();
    for problem in &problems {
        report_error(problem, console)?;
    }
    let is_saved = match collected {
        Ok(saved) => report_saved(&saved, console)? && problems.is_empty(),
        Err(error @ CollectError::Feed { .. }) => return Ok(PageOutcome::Feed(error)),
        Err(error) => report_error(&error, console)?,
    };
    Ok(PageOutcome::of_saving(is_saved))
}

/// Copies the articles of a file and reports the result; returns `true` if all were saved.
fn add_file(
    path: &Path,
    collector: &mut Collector<'_>,
    console: &mut Console<'_>,
) -> Result<bool, CommandError> {
    if !path.exists() {
        let error = format!(
            "'{}' is neither a file nor a URL, which begins with http:// or https://",
            path.display()
        );
        return report_error(&error, console);
    }
    save_articles(&loader::load(path), collector, console)
}

/// Saves what was loaded and reports the result; returns `true` if all of it was saved.
fn save_articles(
    loaded: &Loaded,
    collector: &mut Collector<'_>,
    console: &mut Console<'_>,
) -> Result<bool, CommandError> {
    let mut is_complete = loaded.problems.is_empty();
    for problem in &loaded.problems {
        writeln!(console.notes, "pullquote: {problem}")?;
    }
    for article in &loaded.articles {
        is_complete &= match collector.save_article(article) {
            Ok(saved) => report_saved(&saved, console)?,
            Err(error) => report_error(&error, console)?,
        };
    }
    Ok(is_complete)
}

/// Subscribes to a feed, or to those of a list, and collects their entries; returns `true` if all succeeded.
fn subscribe_to_feeds(
    target: &Target,
    environment: &Environment,
    collector: &mut Collector<'_>,
    console: &mut Console<'_>,
) -> Result<bool, CommandError> {
    let feeds = match list_feeds(target) {
        Ok(feeds) => feeds,
        Err(message) => return report_error(&message, console),
    };
    let mut is_complete = true;
    for listed in feeds {
        let address = match Address::parse_address(&listed.url) {
            Ok(address) => address,
            Err(error) => {
                is_complete = report_error(&error, console)?;
                continue;
            }
        };
        // Only what is a feed is subscribed to.
        let Some(collected) = collect_feed(&address, &listed.name, collector, console)? else {
            is_complete = false;
            continue;
        };
        // The feed's own title is more recent than that of the OPML file.
        let name = if collected.title.is_empty() {
            listed.name
        } else {
            collected.title
        };
        let subscription = Subscription {
            url: Clean::line(address.as_str()),
            name,
        };
        subscriptions::add_subscription(&environment.paths.config, &subscription).map_err(
            |error| CommandError::with_cause("the list of feeds cannot be written", error),
        )?;
        is_complete &= collected.errors.is_empty();
    }
    Ok(is_complete)
}

/// Returns the feed that a target is the address of, or those of the list that it is.
fn list_feeds(target: &Target) -> Result<Vec<Subscription>, String> {
    let (feeds, name) = match target {
        Target::Named(name) if is_address(name) => {
            return Ok(vec![Subscription {
                url: Clean::line(&name.to_string_lossy()),
                name: Clean::default(),
            }]);
        }
        Target::Named(name) => {
            let path = Path::new(name);
            (opml::load_feeds(path), format!("'{}'", path.display()))
        }
        Target::Document(bytes) => (opml::parse_feeds(bytes), "standard input".to_owned()),
    };
    let feeds =
        feeds.map_err(|why| format!("{name} {why}; give the URL of a feed, or an OPML file"))?;
    let feeds = feeds.into_iter().map(|feed| Subscription {
        url: feed.url,
        name: feed.title.unwrap_or_default(),
    });
    Ok(feeds.collect())
}

fn report_saved(saved: &SavedArticle, console: &mut Console<'_>) -> Result<bool, CommandError> {
    let (word, path) = match saved {
        SavedArticle::New(path) => ("Saved", path),
        SavedArticle::Known(path) => ("Already saved", path),
    };
    writeln!(
        console.out,
        "{word}: {}",
        Clean::line(&path.to_string_lossy())
    )?;
    Ok(true)
}

fn report_error(error: &impl ToString, console: &mut Console<'_>) -> Result<bool, CommandError> {
    writeln!(
        console.notes,
        "pullquote: {}",
        Clean::line(&error.to_string())
    )?;
    Ok(false)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use tempfile::TempDir;

    use super::*;
    use crate::commands::CommandOutcome;
    use crate::config::Paths;

    const STORY: &str = "# Ferry stops\n\nThe night ferry has stopped for good.\n";

    /// Adds targets with an inbox set or not, and returns what was printed, what was noted, and how it ended.
    fn added(
        home: &Path,
        has_inbox: bool,
        targets: &[&OsStr],
    ) -> (String, String, Result<CommandOutcome, CommandError>) {
        let config = home.join("config.toml");
        let setting = format!("inbox = \"{}\"", home.join("inbox").display());
        std::fs::write(
            &config,
            format!("[library]\n{}\n", if has_inbox { &setting } else { "" }),
        )
        .unwrap();
        let paths = Paths {
            home: home.to_owned(),
            config: home.join("config"),
            data: home.join("data"),
            cache: home.join("cache"),
        };
        let arguments = AddArguments {
            targets: targets.iter().map(|target| (*target).to_owned()).collect(),
            feed: false,
            allow_private: false,
            subscribes: false,
        };
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        let mut console = Console {
            out: &mut out,
            notes: &mut notes,
        };
        let answer = run(
            &arguments,
            &Environment::new(paths, Some(config)),
            &mut console,
        );
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(out), text(notes), answer)
    }

    fn story(home: &Path) -> PathBuf {
        let path = home.join("2026-09-08-ferry.md");
        std::fs::write(&path, STORY).unwrap();
        path
    }

    #[test]
    fn a_file_is_copied_once() {
        let home = TempDir::new().unwrap();
        let path = story(home.path());
        let copy = home.path().join("inbox/2026-09-08-ferry-stops.md");
        let (out, notes, answer) = added(home.path(), true, &[path.as_os_str()]);
        assert_eq!(
            (out, notes.as_str()),
            (format!("Saved: {}\n", copy.display()), "")
        );
        assert_eq!(answer.unwrap(), CommandOutcome::Done);
        let (out, ..) = added(home.path(), true, &[path.as_os_str()]);
        assert_eq!(out, format!("Already saved: {}\n", copy.display()));
        assert_eq!(std::fs::read_to_string(path).unwrap(), STORY);
    }

    #[test]
    fn what_may_not_be_fetched_is_told_and_the_rest_is_saved() {
        let home = TempDir::new().unwrap();
        let path = story(home.path());
        let targets = ["file:///etc/passwd", "http://127.0.0.1:9/"].map(OsStr::new);
        let (out, notes, answer) = added(
            home.path(),
            true,
            &[targets[0], targets[1], path.as_os_str()],
        );
        assert!(out.starts_with("Saved: "), "{out}");
        assert!(notes.contains("only http and https"), "{notes}");
        assert!(
            notes.contains("'127.0.0.1' is on a private network"),
            "{notes}"
        );
        assert_eq!(answer.unwrap(), CommandOutcome::Incomplete);
    }

    #[test]
    fn what_is_neither_file_nor_address_is_told_what_an_address_is() {
        let home = TempDir::new().unwrap();
        let (_, notes, answer) = added(home.path(), true, &[OsStr::new("news.example/ferry")]);
        assert_eq!(
            notes,
            "pullquote: 'news.example/ferry' is neither a file nor a URL, which begins with http:// or https://\n"
        );
        assert_eq!(answer.unwrap(), CommandOutcome::Incomplete);
    }

    #[test]
    fn without_an_inbox_in_the_config_it_is_beside_the_state() {
        let home = TempDir::new().unwrap();
        let path = story(home.path());
        let copy = home.path().join("data/articles/2026-09-08-ferry-stops.md");
        let (out, ..) = added(home.path(), false, &[path.as_os_str()]);
        assert_eq!(out, format!("Saved: {}\n", copy.display()));
    }
}
