//! Collects pages and the new entries of feeds into the inbox.

use std::path::Path;

use jiff::Timestamp;

use super::address::Address;
use super::client::{Client, FetchAnswer, Fetched};
use super::error::FetchError;
use crate::article::{Article, Metadata};
use crate::library::fetched::{Fetches, Validators};
use crate::library::inbox::{Inbox, InboxError, SavedArticle};
use crate::loader::{self, Problem, feed};
use crate::text::Clean;

/// The most pages that are fetched for the entries of one feed; the rest are fetched the next time.
const MOST_PAGES: usize = 50;

/// Why something was not collected.
#[derive(Debug, thiserror::Error)]
pub enum CollectError {
    /// It could not be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// It could not be saved.
    #[error(transparent)]
    Inbox(#[from] InboxError),
    /// It is not what was expected.
    #[error("'{address}' {why}")]
    Content {
        /// Where it came from.
        address: Clean,
        /// What is wrong with it.
        why: Clean,
    },
    /// It is a feed where a page was expected.
    #[error(
        "'{address}' is a feed, not a page: 'pullquote add --feed' with its address subscribes to it"
    )]
    Feed {
        /// Where it came from.
        address: Clean,
    },
}

/// The outcome of collecting a feed.
#[derive(Debug, Default)]
pub struct FeedOutcome {
    /// The feed's title; empty if the feed has not changed.
    pub title: Clean,
    /// How many articles are new.
    pub new: usize,
    /// How many were known already.
    pub known: usize,
    /// How many entries are left for the next time.
    pub left: usize,
    /// What could not be collected.
    pub errors: Vec<CollectError>,
}

/// Fetches pages and feeds and saves their articles.
#[derive(Debug)]
pub struct Collector<'a> {
    client: Client,
    inbox: Inbox,
    fetches: &'a mut Fetches,
    now: Timestamp,
    /// What was wrong with pages whose articles were saved all the same.
    problems: Vec<CollectError>,
}

impl<'a> Collector<'a> {
    /// Creates a collector; `now` is recorded as the time of saving.
    pub fn new(mut client: Client, inbox: Inbox, fetches: &'a mut Fetches, now: Timestamp) -> Self {
        client.set_pauses(fetches.pauses(now));
        Self {
            client,
            inbox,
            fetches,
            now,
            problems: Vec::new(),
        }
    }

    /// Takes what was wrong with the pages whose articles were saved all the same.
    pub fn take_problems(&mut self) -> Vec<CollectError> {
        std::mem::take(&mut self.problems)
    }

    /// Saves an article that came from elsewhere.
    ///
    /// # Errors
    /// Fails if it cannot be written.
    pub fn save_article(&mut self, article: &Article) -> Result<SavedArticle, InboxError> {
        self.inbox.save_article(article, self.now)
    }

    /// Fetches a page and saves its article, unless the inbox has it already.
    ///
    /// # Errors
    /// Fails if it cannot be fetched or saved, or is not an article.
    pub fn collect_page(&mut self, address: &Address) -> Result<SavedArticle, CollectError> {
        if let Some(path) = self.inbox.file_of(address.as_str()) {
            return Ok(SavedArticle::Known(path.to_owned()));
        }
        let article = self.fetch_article(address)?;
        Ok(self.inbox.save_article(&article, self.now)?)
    }

    /// Fetches the article of a page.
    fn fetch_article(&mut self, address: &Address) -> Result<Article, CollectError> {
        let answer = self.client.fetch_address(address, &Validators::default());
        self.fetches.set_pauses(self.client.pauses());
        let FetchAnswer::Fresh(fetched) = answer? else {
            let host = Clean::line(address.host());
            return Err(FetchError::Unmodified { host }.into());
        };
        if is_feed(&fetched) {
            let address = Clean::line(address.as_str());
            return Err(CollectError::Feed { address });
        }
        let name = file_name(&fetched);
        let mut loaded = loader::load_bytes(Path::new(name), &fetched.bytes);
        let Some(mut article) = loaded.articles.pop() else {
            let problem = loaded
                .problems
                .first()
                .map(|problem: &Problem| problem.message.as_str());
            return Err(content_error(
                address,
                problem.unwrap_or("holds no article"),
            ));
        };
        let problems = loaded.problems.iter();
        self.problems
            .extend(problems.map(|problem| content_error(address, &problem.message)));
        if article.metadata.url.is_none() {
            article.metadata.url = Some(Clean::line(fetched.address.as_str()));
        }
        if article.metadata.source.is_none() {
            article.metadata.source = Some(Clean::line(
                fetched.address.host().trim_start_matches("www."),
            ));
        }
        Ok(article)
    }

    /// Fetches a feed and saves its new entries, or their pages if they have no body.
    ///
    /// `report` is called with each address before it is fetched.
    ///
    /// # Errors
    /// Fails if the feed itself cannot be fetched or parsed; errors of entries are in the outcome.
    pub fn collect_feed(
        &mut self,
        address: &Address,
        report: &mut dyn FnMut(&Address),
    ) -> Result<FeedOutcome, CollectError> {
        report(address);
        let known = self.fetches.validators(address.as_str());
        let answer = self.client.fetch_address(address, &known);
        self.fetches.set_pauses(self.client.pauses());
        let fetched = match answer? {
            FetchAnswer::Fresh(fetched) => fetched,
            FetchAnswer::NotModified => return Ok(FeedOutcome::default()),
        };
        let feed = feed::parse_feed_at(&fetched.bytes, Some(fetched.address.as_str()))
            .map_err(|why| no_feed(address, &fetched, &why))?;
        let mut collected = FeedOutcome {
            title: feed.title,
            ..FeedOutcome::default()
        };
        let fault = feed
            .fault
            .map(|fault| format!("is a feed that could not be read to its end ({fault})"));
        collected
            .errors
            .extend(fault.map(|fault| content_error(address, &fault)));
        let mut pages = 0;
        for entry in &feed.entries {
            self.collect_entry(entry, &mut pages, &mut collected, report);
        }
        let is_whole = collected.left == 0 && collected.errors.is_empty();
        collected.errors.append(&mut self.problems);
        // With these validators the host would answer 304 the next time, and the rest would never be fetched.
        if is_whole {
            self.fetches
                .set_validators(address.as_str(), fetched.validators);
        }
        Ok(collected)
    }

    /// Saves an entry unless it was collected before, even if the user has deleted its file since.
    fn collect_entry(
        &mut self,
        entry: &feed::FeedEntry,
        pages: &mut usize,
        collected: &mut FeedOutcome,
        report: &mut dyn FnMut(&Address),
    ) {
        let url = entry.metadata.url.as_deref();
        let is_known = url
            .is_some_and(|url| self.inbox.file_of(url).is_some() || self.fetches.is_collected(url));
        if is_known {
            collected.known += 1;
            return;
        }
        let Some(saved) = self.save_entry(entry, pages, collected, report) else {
            return;
        };
        match saved {
            Ok(saved) => {
                let is_new = matches!(saved, SavedArticle::New(_));
                collected.new += usize::from(is_new);
                collected.known += usize::from(!is_new);
                if let Some(url) = url {
                    self.fetches.set_collected(url);
                }
            }
            Err(error) => collected.errors.push(error),
        }
    }

    /// Saves the article of an entry, or its page, or its summary; returns `None` if it has none, or is left for the next time.
    fn save_entry(
        &mut self,
        entry: &feed::FeedEntry,
        pages: &mut usize,
        collected: &mut FeedOutcome,
        report: &mut dyn FnMut(&Address),
    ) -> Option<Result<SavedArticle, CollectError>> {
        let url = entry.metadata.url.as_deref();
        let saved = match (&entry.article, url) {
            (Some(article), _) => self
                .inbox
                .save_article(article, self.now)
                .map_err(CollectError::from),
            (None, Some(_)) if *pages >= MOST_PAGES => {
                collected.left += 1;
                return None;
            }
            (None, Some(url)) => {
                *pages += 1;
                match (
                    self.page_of_entry(url, &entry.metadata, report),
                    &entry.summary,
                ) {
                    // What the feed itself says is more than a page that does not answer.
                    (Err(_), Some(summary)) => self.save_summary(summary),
                    (saved, _) => saved,
                }
            }
            (None, None) => self.save_summary(entry.summary.as_ref()?),
        };
        Some(saved)
    }

    fn save_summary(&mut self, summary: &Article) -> Result<SavedArticle, CollectError> {
        let saved = self.inbox.save_article(summary, self.now);
        saved.map_err(CollectError::from)
    }

    fn page_of_entry(
        &mut self,
        url: &str,
        stated: &Metadata,
        report: &mut dyn FnMut(&Address),
    ) -> Result<SavedArticle, CollectError> {
        let address = Address::parse_address(url)?;
        report(&address);
        let mut article = self.fetch_article(&address)?;
        // Pages rarely state the time, and never by another clock than the day.
        let day = article.metadata.published.or(stated.published);
        if day == stated.published {
            article.metadata.published = day;
            article.metadata.time = stated.time;
        }
        Ok(self.inbox.save_article(&article, self.now)?)
    }
}

/// Returns a file name from which the loader recognises the format.
fn file_name(fetched: &Fetched) -> &'static str {
    match fetched.kind.as_str() {
        "text/plain" => "fetched.txt",
        "text/markdown" => "fetched.md",
        kind if kind.contains("rss") || kind.contains("atom") || kind.ends_with("json") => {
            "fetched.xml"
        }
        _ => "fetched.html",
    }
}

/// Returns `true` if the content is a feed.
fn is_feed(fetched: &Fetched) -> bool {
    // Many feeds are sent as text/html or text/plain, so the first bytes count as well.
    let head = fetched.bytes.trim_ascii_start();
    let is_likely = file_name(fetched) == "fetched.xml"
        || [&b"<?xml"[..], b"<rss", b"<feed"]
            .iter()
            .any(|start| head.starts_with(start));
    is_likely && feed::parse_feed(&fetched.bytes).is_ok()
}

/// Returns the error for content that is not a feed; for a page it names the feed that the page links to.
fn no_feed(address: &Address, fetched: &Fetched, why: &str) -> CollectError {
    let named = feed::find_in_page(&fetched.bytes)
        .and_then(|feed| fetched.address.resolve_redirect(&feed).ok());
    match named {
        Some(feed) => content_error(
            address,
            &format!("is a page, not a feed: its feed is '{}'", feed.as_str()),
        ),
        None => content_error(address, why),
    }
}

fn content_error(address: &Address, why: &str) -> CollectError {
    CollectError::Content {
        address: Clean::line(address.as_str()),
        why: Clean::line(why),
    }
}
