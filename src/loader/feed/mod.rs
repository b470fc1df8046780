//! Feeds: RSS, Atom and JSON Feed, as files and as they were fetched.
//!
//! - `guard`: what no feed needs and only an attack holds
//! - [`opml`]: lists of feeds

mod guard;
pub mod opml;

use std::io::Cursor;
use std::path::Path;

use feed_rs::model::{self, Person};
use feed_rs::parser;
use jiff::civil::Date;

use super::file_name::FileName;
use super::passage::Passage;
use super::story::{self, Given};
use super::{Loaded, Problem, date, html};
use crate::article::{Article, BlockKind, Metadata};
use crate::text::Clean;

/// No more entries of a feed are read.
const MOST_ENTRIES: usize = 10_000;

/// A summary of this many letters is the whole story; a shorter one only points to it.
const LONG_SUMMARY: usize = 1200;

/// A feed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feed {
    /// Its title: who publishes it.
    pub title: Clean,
    /// Its entries in the order of the feed.
    pub entries: Vec<Entry>,
}

/// An entry of a feed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// What the feed says about the article.
    pub metadata: Metadata,
    /// The article, if the entry has a body, and not only a summary of a page elsewhere.
    pub article: Option<Article>,
}

/// Returns the address of the feed that a page names, as it is written there.
#[must_use]
pub fn of_page(bytes: &[u8]) -> Option<String> {
    html::feed(&String::from_utf8_lossy(bytes))
}

/// Reads a feed.
///
/// # Errors
/// Returns a message that says why the bytes are no feed, or were refused.
pub fn read(bytes: &[u8]) -> Result<Feed, String> {
    guard::check(bytes)?;
    let parser = parser::Builder::new().build();
    let feed = parser
        .parse(Cursor::new(bytes))
        .map_err(|error| format!("is not a valid feed: {error}"))?;
    let title = feed
        .title
        .as_ref()
        .map(|title| words(&title.content))
        .unwrap_or_default();
    let outlet = Outlet {
        name: &title,
        language: feed.language.as_deref(),
        authors: &feed.authors,
    };
    let entries = feed.entries.iter().take(MOST_ENTRIES);
    Ok(Feed {
        entries: entries.map(|entry| outlet.entry(entry)).collect(),
        title,
    })
}

/// Reads a feed that was saved as a file; its entries without a body are counted in a problem.
pub(super) fn parse(path: &Path, bytes: &[u8]) -> Loaded {
    if let Ok(feeds) = opml::read(bytes) {
        let count = feeds.len();
        let message = format!(
            "is a list of {count} feeds, not an article: 'pullquote add --feed FILE' subscribes to them"
        );
        return problem(path, &message);
    }
    let feed = match read(bytes) {
        Ok(feed) => feed,
        Err(message) => return problem(path, &message),
    };
    let all = feed.entries.len();
    let articles: Vec<Article> = feed
        .entries
        .into_iter()
        .filter_map(|entry| entry.article)
        .collect();
    let without = all - articles.len();
    let message = match (all, without) {
        (0, _) => Some("is a feed without entries".to_owned()),
        (_, 0) => None,
        _ => Some(format!(
            "has {without} of {all} entries without a body: skipped; 'pullquote add --feed' fetches their pages"
        )),
    };
    Loaded {
        articles,
        problems: message
            .map(|message| Problem::new(path, message))
            .into_iter()
            .collect(),
    }
}

fn problem(path: &Path, message: &str) -> Loaded {
    Loaded {
        articles: Vec::new(),
        problems: vec![Problem::new(path, message)],
    }
}

/// What a feed says about all of its entries.
#[derive(Debug)]
struct Outlet<'a> {
    name: &'a Clean,
    language: Option<&'a str>,
    authors: &'a [Person],
}

impl Outlet<'_> {
    fn entry(&self, entry: &model::Entry) -> Entry {
        let metadata = self.metadata(entry);
        let article = body(entry).and_then(|body| article(body, &metadata));
        Entry { metadata, article }
    }

    fn metadata(&self, entry: &model::Entry) -> Metadata {
        let own = names(&entry.authors);
        let language = entry.language.as_deref().or(self.language);
        let is_tag = |tag: &&str| {
            tag.len() <= 12
                && tag
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        Metadata {
            title: entry
                .title
                .as_ref()
                .map(|title| words(&title.content))
                .unwrap_or_default(),
            authors: if own.is_empty() {
                names(self.authors)
            } else {
                own
            },
            source: Some(self.name.clone()).filter(|name| !name.is_empty()),
            published: day(entry),
            url: link(entry),
            language: language.filter(is_tag).map(Clean::line),
            tags: entry
                .categories
                .iter()
                .map(|category| Clean::line(&category.term))
                .filter(|tag| !tag.is_empty())
                .collect(),
            ..Metadata::default()
        }
    }
}

/// Returns the body of an entry: its content, or a summary that is long enough to be one.
fn body(entry: &model::Entry) -> Option<&str> {
    let content = entry
        .content
        .as_ref()
        .and_then(|content| content.body.as_deref());
    let content = content.filter(|body| !body.trim().is_empty());
    let summary = entry
        .summary
        .as_ref()
        .map(|summary| summary.content.as_str());
    content.or(summary
        .filter(|summary| summary.len() >= LONG_SUMMARY || summary.matches("<p").count() >= 3))
}

/// Makes an article of the body of an entry.
fn article(body: &str, metadata: &Metadata) -> Option<Article> {
    let mut passages = html::fragment(body, &metadata.title);
    passages.first()?;
    let headline = metadata.title.as_str().to_owned();
    passages.insert(
        0,
        Passage::new(Some(BlockKind::Headline), headline, usize::MAX),
    );
    let given = Given {
        metadata: metadata.clone(),
        is_marked_up: true,
        is_page: true,
    };
    story::tell(passages, FileName::default(), given)
}

/// Returns the address of an entry: its page rather than any other link.
fn link(entry: &model::Entry) -> Option<Clean> {
    let is_page = |link: &&model::Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
    let is_open =
        |link: &&model::Link| link.href.starts_with("http://") || link.href.starts_with("https://");
    let found = entry
        .links
        .iter()
        .filter(is_open)
        .find(is_page)
        .or(entry.links.iter().find(is_open));
    let id = Some(entry.id.as_str())
        .filter(|id| id.starts_with("https://") || id.starts_with("http://"));
    let url = found.map(|link| link.href.as_str()).or(id)?;
    (!url.contains(|c: char| c.is_whitespace() || c.is_control())).then(|| Clean::line(url))
}

/// Returns the day of an entry.
fn day(entry: &model::Entry) -> Option<Date> {
    date::find(&entry.published.or(entry.updated)?.to_rfc3339())
}

/// Returns names as they should be written: some feeds give addresses with a name in brackets.
fn names(people: &[Person]) -> Vec<Clean> {
    let mut names: Vec<Clean> = Vec::new();
    for person in people {
        let written = person
            .name
            .as_deref()
            .or(person.email.as_deref())
            .unwrap_or_default();
        let bracketed = written
            .split_once('(')
            .and_then(|(before, after)| before.contains('@').then(|| after.trim_end_matches(')')));
        let name = words(bracketed.unwrap_or(written));
        if !name.is_empty() && !name.contains('@') && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Returns the words of a text that may be HTML, on one line.
fn words(text: &str) -> Clean {
    Clean::line(&html::words(text))
}

#[cfg(test)]
mod tests;
