//! Fetches the feeds while the reader reads: a thread that collects and says how far it is.

use std::io;
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};

use jiff::Timestamp;

use super::outbox::Outbox;
use crate::app::effect::{Effect, FolderRequest};
use crate::app::event::Event;
use crate::app::notice::StatusNotice;
use crate::fetch::{Address, Client, Collector, FetchLimits, Reach};
use crate::library::fetched::Fetches;
use crate::library::inbox::{Inbox, SavedArticle};
use crate::library::subscriptions::{self, Subscription};
use crate::text::Clean;
use crate::text::number::format_count;

/// The feeds that are subscribed to, and the thread that fetches them.
pub(super) struct FeedService {
    places: FeedPaths,
    outbox: Outbox,
    thread: Option<JoinHandle<()>>,
    page_thread: Option<JoinHandle<()>>,
}

/// Where the list of feeds, the inbox and what is known of earlier fetches are.
#[derive(Debug, Clone)]
pub(super) struct FeedPaths {
    pub(super) config: PathBuf,
    pub(super) cache: PathBuf,
    pub(super) inbox: PathBuf,
}

impl FeedService {
    pub(super) const fn new(places: FeedPaths, outbox: Outbox) -> Self {
        Self {
            places,
            outbox,
            thread: None,
            page_thread: None,
        }
    }

    /// Begins to fetch, unless that goes on already.
    pub(super) fn start_fetch(&mut self) -> Option<Event> {
        if self
            .thread
            .as_ref()
            .is_some_and(|thread| !thread.is_finished())
        {
            return Some(Event::Notice(StatusNotice::quiet(
                "The feeds are already being fetched",
            )));
        }
        let (places, outbox) = (self.places.clone(), self.outbox.clone());
        let started = thread::Builder::new()
            .name("feeds".to_owned())
            .spawn(move || fetch_feeds(&places, &outbox));
        match started {
            Ok(thread) => {
                self.thread = Some(thread);
                None
            }
            Err(error) => Some(Event::Notice(StatusNotice::error(&format!(
                "The feeds cannot be fetched: {error}"
            )))),
        }
    }

    /// Begins to add the page of a link to the inbox, unless another one is being added.
    pub(super) fn start_page(&mut self, link: Clean) -> Option<Event> {
        let thread = self.page_thread.as_ref();
        if thread.is_some_and(|thread| !thread.is_finished()) {
            return Some(Event::Notice(StatusNotice::warning(
                "Not added: another page is still being fetched",
            )));
        }
        let (places, outbox) = (self.places.clone(), self.outbox.clone());
        let started = thread::Builder::new()
            .name("page".to_owned())
            .spawn(move || add_page(&link, &places, &outbox));
        match started {
            Ok(thread) => {
                self.page_thread = Some(thread);
                None
            }
            Err(error) => Some(Event::Notice(StatusNotice::error(&format!(
                "Not added: {error}"
            )))),
        }
    }
}

/// Adds the page of a link to the inbox and says how that went.
fn add_page(link: &Clean, places: &FeedPaths, outbox: &Outbox) {
    let notice = match collect_page(link, places) {
        Ok(SavedArticle::New(path)) => {
            outbox.request_effect(Effect::Folders(FolderRequest::Rescan));
            StatusNotice::quiet(&format!("Added to the inbox: {}", file_name(&path)))
        }
        Ok(SavedArticle::Known(path)) => {
            StatusNotice::quiet(&format!("Already in the inbox: {}", file_name(&path)))
        }
        Err(message) => StatusNotice::error(&format!("Not added: {message}")),
    };
    outbox.send(Event::Notice(notice));
}

fn collect_page(link: &Clean, places: &FeedPaths) -> Result<SavedArticle, String> {
    let address = Address::parse_address(link).map_err(|error| error.to_string())?;
    let inbox = Inbox::open(&places.inbox).map_err(|error| error.to_string())?;
    // A page is fetched once only, so nothing is kept of when it was.
    let mut fetches = Fetches::open(&places.cache);
    let client = Client::new(FetchLimits::default(), Reach::Public);
    let mut collector = Collector::new(client, inbox, &mut fetches, Timestamp::now());
    let saved = collector.collect_page(&address);
    saved.map_err(|error| error.to_string())
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn fetch_feeds(places: &FeedPaths, outbox: &Outbox) {
    let notice = match collect_all(places, outbox) {
        Ok(notice) => notice,
        Err(message) => StatusNotice::error(&message),
    };
    outbox.send(Event::Notice(notice));
    outbox.request_effect(Effect::Folders(FolderRequest::Rescan));
}

/// Collects the new entries of all feeds and returns what the reader should know of it.
fn collect_all(places: &FeedPaths, outbox: &Outbox) -> Result<StatusNotice, String> {
    let feeds = subscriptions::read_subscriptions(&places.config)
        .map_err(|error: io::Error| format!("The list of feeds cannot be read: {error}"))?;
    if feeds.is_empty() {
        return Ok(StatusNotice::warning(
            "No feeds yet; ':add-page' subscribes to one by its address",
        ));
    }
    let inbox = Inbox::open(&places.inbox).map_err(|error| error.to_string())?;
    let mut fetches = Fetches::open(&places.cache);
    let client = Client::new(FetchLimits::default(), Reach::Public);
    let mut collector = Collector::new(client, inbox, &mut fetches, Timestamp::now());
    let (mut new, mut errors) = (0, Vec::new());
    for (number, feed) in feeds.iter().enumerate() {
        let place = format!("{} of {}", number + 1, feeds.len());
        match collect_one(feed, &place, &mut collector, outbox) {
            Ok((found, error)) => {
                new += found;
                errors.extend(error);
            }
            Err(error) => errors.push(error),
        }
    }
    // Without it, the next time takes longer and finds the same.
    let _best_effort = fetches.save_to_cache();
    Ok(fetch_notice(new, &errors))
}

/// Collects one feed: how many articles are new, and the first thing that went wrong.
fn collect_one(
    feed: &Subscription,
    place: &str,
    collector: &mut Collector<'_>,
    outbox: &Outbox,
) -> Result<(usize, Option<String>), String> {
    let address = Address::parse_address(&feed.url).map_err(|error| error.to_string())?;
    let collected = collector.collect_feed(&address, &mut |address| {
        let text = format!("Fetching feeds, {place}: {}", address.host());
        outbox.send(Event::Notice(StatusNotice::quiet(&text)));
    });
    let collected = collected.map_err(|error| error.to_string())?;
    Ok((
        collected.new,
        collected.errors.first().map(ToString::to_string),
    ))
}

fn fetch_notice(new: usize, errors: &[String]) -> StatusNotice {
    let found = format_count(new, "new article");
    match errors {
        [] => StatusNotice::quiet(&format!("Fetched the feeds: {found}")),
        [error] => StatusNotice::warning(&format!("Fetched the feeds: {found}; {error}")),
        [error, ..] => StatusNotice::warning(&format!(
            "Fetched the feeds: {found}; {error}, and {} more",
            errors.len() - 1
        )),
    }
}
