//! Feeds: RSS, Atom and JSON Feed, as files and as they were fetched.
//!
//! - `guard`: what no feed needs and only an attack holds
//! - `raw`, `xml`, `json` (`json_repair`): what a feed says, as it is written
//! - `entry`, `day`: its entries as articles
//! - [`opml`]: lists of feeds

mod day;
mod entry;
mod guard;
mod json;
mod json_repair;
pub mod opml;
mod raw;
mod xml;

use std::path::Path;

use encoding_rs::UTF_8;

use self::entry::FeedDefaults;
use super::{Loaded, Problem, decode, html};
use crate::article::{Article, Metadata};
use crate::text::Clean;

/// A feed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feed {
    /// Its title: who publishes it.
    pub title: Clean,
    /// Its entries in the order of the feed.
    pub entries: Vec<FeedEntry>,
    /// Why it was read no further, if it was not read to its end.
    pub fault: Option<String>,
}

/// An entry of a feed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedEntry {
    /// What the feed says about the article.
    pub metadata: Metadata,
    /// The article, if the entry has a body, and not only a summary of a page elsewhere, or its beginning.
    pub article: Option<Article>,
    /// The summary or beginning as an article, if the entry has no more than that.
    pub summary: Option<Article>,
}

/// Returns the address of the feed that a page names, as it is written there.
#[must_use]
pub fn find_in_page(bytes: &[u8]) -> Option<String> {
    html::find_feed_link(&String::from_utf8_lossy(bytes))
}

/// Reads a feed.
///
/// # Errors
/// Returns a message that says why the bytes are no feed, or were refused.
pub fn parse_feed(bytes: &[u8]) -> Result<Feed, String> {
    parse_feed_at(bytes, None)
}

/// Reads a feed whose address is known: addresses in it may be relative to it.
///
/// # Errors
/// Returns a message that says why the bytes are no feed, or were refused.
pub fn parse_feed_at(bytes: &[u8], address: Option<&str>) -> Result<Feed, String> {
    // A feed that says it is UTF-8 and is not is in another charset, which is found out.
    let declared = html::declared_charset(bytes).filter(|charset| *charset != UTF_8);
    let text = decode::decode_bytes(bytes, declared).text;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    guard::check_limits(text.as_bytes())?;
    let read = if text.starts_with('{') {
        json::read_json(text)
    } else {
        xml::read_xml(text)
    };
    let raw = read.map_err(|why| format!("is not a valid feed: {why}"))?;
    Ok(FeedDefaults::new(&raw, address).to_feed(&raw))
}

/// Reads a feed that was saved as a file; its entries that are only summaries, or nothing, are counted in a problem.
pub(super) fn parse_saved(path: &Path, bytes: &[u8]) -> Loaded {
    if let Ok(feeds) = opml::parse_feeds(bytes) {
        let count = feeds.len();
        let message = format!(
            "is a list of {count} feeds, not an article: 'pullquote add --feed FILE' subscribes to them"
        );
        return only_problem(path, &message);
    }
    let feed = match parse_feed(bytes) {
        Ok(feed) => feed,
        Err(message) => return only_problem(path, &message),
    };
    let all = feed.entries.len();
    let short = feed
        .entries
        .iter()
        .filter(|entry| entry.article.is_none())
        .count();
    let articles: Vec<Article> = feed
        .entries
        .into_iter()
        .filter_map(|entry| entry.article.or(entry.summary))
        .collect();
    let messages = feed_problems(all, short, feed.fault);
    Loaded {
        articles,
        problems: messages
            .into_iter()
            .map(|message| Problem::new(path, message))
            .collect(),
    }
}

/// Returns what is to be told of a feed of so many entries, some of which are no more than summaries.
fn feed_problems(all: usize, short: usize, fault: Option<String>) -> Vec<String> {
    let mut messages = Vec::new();
    if all == 0 {
        messages.push("is a feed without entries".to_owned());
    } else if short > 0 {
        messages.push(format!(
            "{short} of {all} entries are only summaries or beginnings; 'pullquote add --feed ADDRESS' also saves the pages"
        ));
    }
    messages.extend(fault.map(|fault| {
        format!("could not be read to its end ({fault}): the entries before were loaded")
    }));
    messages
}

fn only_problem(path: &Path, message: &str) -> Loaded {
    Loaded {
        articles: Vec::new(),
        problems: vec![Problem::new(path, message)],
    }
}

#[cfg(test)]
mod tests;
