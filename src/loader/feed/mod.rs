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
use super::passage::DraftPassage;
use super::story::{self, StoryContext};
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
    pub entries: Vec<FeedEntry>,
}

/// An entry of a feed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedEntry {
    /// What the feed says about the article.
    pub metadata: Metadata,
    /// The article, if the entry has a body, and not only a summary of a page elsewhere.
    pub article: Option<Article>,
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
    guard::check_limits(bytes)?;
    let parser = parser::Builder::new().build();
    let feed = parser
        .parse(Cursor::new(bytes))
        .map_err(|error| format!("is not a valid feed: {error}"))?;
    let title = feed
        .title
        .as_ref()
        .map(|title| plain_line(&title.content))
        .unwrap_or_default();
    let outlet = FeedDefaults {
        name: &title,
        language: feed.language.as_deref(),
        authors: &feed.authors,
    };
    let entries = feed.entries.iter().take(MOST_ENTRIES);
    Ok(Feed {
        entries: entries.map(|entry| outlet.to_entry(entry)).collect(),
        title,
    })
}

/// Reads a feed that was saved as a file; its entries without a body are counted in a problem.
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

fn only_problem(path: &Path, message: &str) -> Loaded {
    Loaded {
        articles: Vec::new(),
        problems: vec![Problem::new(path, message)],
    }
}

/// What a feed says about all of its entries.
#[derive(Debug)]
struct FeedDefaults<'a> {
    name: &'a Clean,
    language: Option<&'a str>,
    authors: &'a [Person],
}

impl FeedDefaults<'_> {
    fn to_entry(&self, entry: &model::Entry) -> FeedEntry {
        let metadata = self.to_metadata(entry);
        let article = entry_body(entry).and_then(|body| to_article(body, &metadata));
        FeedEntry { metadata, article }
    }

    fn to_metadata(&self, entry: &model::Entry) -> Metadata {
        let own = person_names(&entry.authors);
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
                .map(|title| plain_line(&title.content))
                .unwrap_or_default(),
            authors: if own.is_empty() {
                person_names(self.authors)
            } else {
                own
            },
            source: Some(self.name.clone()).filter(|name| !name.is_empty()),
            published: entry_day(entry),
            url: entry_url(entry),
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
fn entry_body(entry: &model::Entry) -> Option<&str> {
    let content = entry
        .content
        .as_ref()
        .and_then(|content| content.body.as_deref());
    let content = content.filter(|body| !body.trim().is_empty());
    let summary = entry
        .summary
        .as_ref()
        .map(|summary| summary.content.as_str());
    // Atom and RSS allow HTML in summaries, where some feeds put the whole story.
    content.or(summary
        .filter(|summary| summary.len() >= LONG_SUMMARY || summary.matches("<p").count() >= 3))
}

/// Builds an article from the body of an entry.
fn to_article(body: &str, metadata: &Metadata) -> Option<Article> {
    let mut passages = html::parse_fragment(body, &metadata.title);
    passages.first()?;
    let headline = metadata.title.as_str().to_owned();
    passages.insert(
        0,
        DraftPassage::new(Some(BlockKind::Headline), headline, usize::MAX),
    );
    let given = StoryContext {
        metadata: metadata.clone(),
        is_marked_up: true,
        is_page: true,
    };
    story::build_article(passages, FileName::default(), given)
}

/// Returns the address of an entry: its page rather than any other link.
fn entry_url(entry: &model::Entry) -> Option<Clean> {
    // RFC 4287, section 4.2.7.2: a link without `rel` is an alternate, the page itself.
    let is_page = |link: &&model::Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
    let is_open =
        |link: &&model::Link| link.href.starts_with("http://") || link.href.starts_with("https://");
    let found = entry
        .links
        .iter()
        .filter(is_open)
        .find(is_page)
        .or(entry.links.iter().find(is_open));
    // RSS 2.0: a guid is a permalink unless it says otherwise; Atom ids need not be.
    let id = Some(entry.id.as_str())
        .filter(|id| id.starts_with("https://") || id.starts_with("http://"));
    let url = found.map(|link| link.href.as_str()).or(id)?;
    (!url.contains(|c: char| c.is_whitespace() || c.is_control())).then(|| Clean::line(url))
}

/// Returns the day of an entry.
fn entry_day(entry: &model::Entry) -> Option<Date> {
    date::find_date(&entry.published.or(entry.updated)?.to_rfc3339())
}

/// Returns names as they should be written: some feeds give addresses with a name in brackets.
fn person_names(people: &[Person]) -> Vec<Clean> {
    let mut names: Vec<Clean> = Vec::new();
    for person in people {
        let written = person
            .name
            .as_deref()
            .or(person.email.as_deref())
            .unwrap_or_default();
        // RSS 2.0 has "address (name)" in `author`: https://www.rssboard.org/rss-specification
        let bracketed = written
            .split_once('(')
            .and_then(|(before, after)| before.contains('@').then(|| after.trim_end_matches(')')));
        let name = plain_line(bracketed.unwrap_or(written));
        // One element may name several: "Ines Halloran and Otto Vance".
        let several = story::list_authors(&name);
        let several = several.iter().map(|name| Clean::line(name));
        for name in several {
            if !name.is_empty() && !name.contains('@') && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// Returns the words of a text that may be HTML, on one line.
fn plain_line(text: &str) -> Clean {
    Clean::line(&html::strip_markup(text))
}

#[cfg(test)]
mod tests;
