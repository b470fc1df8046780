//! Entries of a feed as articles.

use std::collections::HashMap;

use jiff::civil::{Date, Time};
use url::Url;

use super::day::find_day;
use super::raw::{FeedText, MOST_ENTRIES, MarkupKind, RawEntry, RawFeed};
use super::{Feed, FeedEntry};
use crate::article::{Article, BlockKind, Metadata, TextCut};
use crate::loader::date::DayOrder;
use crate::loader::file_name::FileName;
use crate::loader::passage::DraftPassage;
use crate::loader::story::{self, StoryContext};
use crate::loader::{clock, cut, html, language, plain};
use crate::text::Clean;
use crate::text::number::format_number;

/// A summary of this many letters is the whole story; a shorter one only points to it.
const LONG_SUMMARY: usize = 1200;

/// What a feed says about all of its entries.
#[derive(Debug)]
pub(super) struct FeedDefaults<'a> {
    name: Clean,
    language: Option<&'a str>,
    authors: &'a [String],
    base: Option<Url>,
}

impl<'a> FeedDefaults<'a> {
    /// Takes what a feed at an address says about its entries.
    pub(super) fn new(raw: &'a RawFeed, address: Option<&str>) -> Self {
        let address = address.and_then(|address| Url::parse(address).ok());
        let stated = [raw.base.as_deref(), raw.link.as_deref()];
        let base = stated
            .into_iter()
            .flatten()
            .find_map(|link| resolve(address.as_ref(), link));
        Self {
            name: title_line(&raw.title),
            language: raw.language.as_deref(),
            authors: &raw.authors,
            base: base.or(address),
        }
    }

    /// Returns the feed with its entries.
    pub(super) fn to_feed(&self, raw: &RawFeed) -> Feed {
        let entries = raw.entries.iter().take(MOST_ENTRIES);
        let mut entries: Vec<FeedEntry> = entries.map(|entry| self.to_entry(entry)).collect();
        drop_shared_addresses(&mut entries);
        Feed {
            title: self.name.clone(),
            entries,
            fault: if raw.entries.len() > MOST_ENTRIES {
                let most = format_number(MOST_ENTRIES);
                Some(format!("it has more than {most} entries"))
            } else {
                raw.fault.clone()
            },
        }
    }

    fn to_entry(&self, entry: &RawEntry) -> FeedEntry {
        let metadata = self.to_metadata(entry);
        let body = entry_body(entry);
        let mut article = body.and_then(|body| to_article(body, &metadata));
        if let Some(article) = article.as_mut().filter(|_| entry.is_cut) {
            article.metadata.cut.get_or_insert(TextCut::Preview);
        }
        let (article, summary) = match article {
            Some(article) if article.metadata.cut.is_some() => (None, Some(article)),
            Some(article) => (Some(article), None),
            None => (None, to_article(&entry.summary, &metadata)),
        };
        let mut entry = FeedEntry {
            metadata,
            article,
            summary,
        };
        entry.mark_summary();
        entry
    }

    fn to_metadata(&self, entry: &RawEntry) -> Metadata {
        let own = person_names(&entry.authors, &self.name);
        let language = entry.language.as_deref().or(self.language);
        let published = entry_day(entry, DayOrder::of_language(language));
        Metadata {
            title: title_line(&entry.title),
            authors: if own.is_empty() {
                person_names(self.authors, &self.name)
            } else {
                own
            },
            source: Some(self.name.clone()).filter(|name| !name.is_empty()),
            published: published.map(|(day, _)| day),
            time: published.and_then(|(_, time)| time),
            url: self.entry_url(entry),
            language: language
                .and_then(language::normalize_tag)
                .map(|tag| Clean::line(&tag)),
            tags: entry
                .tags
                .iter()
                .map(|tag| Clean::line(tag))
                .filter(|tag| !tag.is_empty())
                .collect(),
            ..Metadata::default()
        }
    }

    /// Returns the address of an entry.
    fn entry_url(&self, entry: &RawEntry) -> Option<Clean> {
        let base = entry
            .base
            .as_deref()
            .and_then(|base| resolve(self.base.as_ref(), base))
            .or_else(|| self.base.clone());
        // Atom ids and those of RDF may be addresses, but need not be.
        let id = entry.id.iter().filter(|id| id.starts_with("http"));
        let links = entry.links.iter().chain(id).map(|link| link.trim());
        let mut found = links
            .filter(|link| {
                !link.is_empty() && !link.contains(|c: char| c.is_whitespace() || c.is_control())
            })
            .filter_map(|link| {
                let url = resolve(base.as_ref(), link)?;
                // What is whole stays as it was written.
                Some(if link.starts_with("http") {
                    link.to_owned()
                } else {
                    url.to_string()
                })
            });
        found.next().map(|url| Clean::line(&url))
    }
}

/// Resolves an address against another; `None` if it is none of the web.
fn resolve(base: Option<&Url>, link: &str) -> Option<Url> {
    let url = match base {
        Some(base) => base.join(link.trim()).ok()?,
        None => Url::parse(link.trim()).ok()?,
    };
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// Takes the addresses away that several entries have: they are of a page about all of them.
fn drop_shared_addresses(entries: &mut [FeedEntry]) {
    let mut titles: HashMap<Clean, Vec<Clean>> = HashMap::new();
    for entry in entries.iter() {
        if let Some(url) = &entry.metadata.url {
            let titles = titles.entry(url.clone()).or_default();
            if !titles.contains(&entry.metadata.title) {
                titles.push(entry.metadata.title.clone());
            }
        }
    }
    for entry in entries.iter_mut() {
        let url = entry.metadata.url.as_ref();
        let is_shared = url
            .and_then(|url| titles.get(url))
            .is_some_and(|titles| titles.len() > 1);
        if is_shared {
            entry.metadata.url = None;
            for article in [&mut entry.article, &mut entry.summary]
                .into_iter()
                .flatten()
            {
                article.metadata.url = None;
            }
        }
    }
}

/// Returns the body of an entry: its content, or a summary that is long enough to be one.
fn entry_body(entry: &RawEntry) -> Option<&FeedText> {
    if !entry.content.is_blank() {
        return Some(&entry.content);
    }
    let summary = &entry.summary;
    // Atom and RSS allow HTML in summaries, where some feeds put the whole story.
    let is_story = summary.text.len() >= LONG_SUMMARY || summary.text.matches("<p").count() >= 3;
    is_story.then_some(summary)
}

/// Builds an article from the body of an entry.
fn to_article(body: &FeedText, metadata: &Metadata) -> Option<Article> {
    let is_html = match body.markup {
        MarkupKind::Html => true,
        MarkupKind::Plain => false,
        MarkupKind::Unstated => html::holds_markup(&body.text),
    };
    let mut passages = if is_html {
        html::parse_fragment(&body.text, &metadata.title)
    } else {
        plain_passages(&body.text)
    };
    passages.first()?;
    if !metadata.title.is_empty() {
        let headline = metadata.title.as_str().to_owned();
        passages.insert(
            0,
            DraftPassage::new(Some(BlockKind::Headline), headline, usize::MAX),
        );
    }
    let given = StoryContext {
        metadata: metadata.clone(),
        is_marked_up: true,
        is_page: true,
    };
    let mut article = story::build_article(passages, FileName::default(), given)?;
    if is_html {
        article.left_out = html::list_left_out_of(&body.text, &article);
    }
    article.metadata.cut = if metadata.url.is_some() {
        cut::find_entry_cut(&article)
    } else {
        cut::find_cut(&article)
    };
    Some(article)
}

impl FeedEntry {
    /// Marks the summary as less than the story that is on the entry's page; a post without a title has no more words there.
    fn mark_summary(&mut self) {
        let has_page = self.metadata.url.is_some() && !self.metadata.title.is_empty();
        if let Some(summary) = self.summary.as_mut().filter(|_| has_page) {
            summary.metadata.cut = summary.metadata.cut.or(Some(TextCut::Preview));
        }
    }
}

/// Returns the passages of a body that is plain text.
fn plain_passages(text: &str) -> Vec<DraftPassage<'static>> {
    let text = Clean::new(text);
    let passages = plain::split_passages(&text).into_iter();
    passages
        .map(|passage| DraftPassage::new(passage.kind, passage.text.into_owned(), passage.group))
        .collect()
}

/// Returns the day of an entry, and the time if it has one.
fn entry_day(entry: &RawEntry, order: DayOrder) -> Option<(Date, Option<Time>)> {
    let mut dates = entry.dates.iter().flatten();
    dates.find_map(|date| Some((find_day(date, order)?, clock::find_time(date))))
}

/// Returns names as they should be written: some feeds give addresses with a name in brackets.
fn person_names(people: &[String], source: &str) -> Vec<Clean> {
    let names = people.iter().map(|written| {
        // RSS 2.0 has "address (name)" in `author`: https://www.rssboard.org/rss-specification
        let bracketed = written.split_once('(').and_then(|(before, after)| {
            before
                .contains('@')
                .then(|| after.trim_end_matches([')', ' ']))
        });
        html::strip_inline_tags(bracketed.unwrap_or(written))
    });
    html::name_authors(&names.collect::<Vec<_>>(), Some(source))
}

/// Returns a title on one line.
fn title_line(title: &FeedText) -> Clean {
    match title.markup {
        MarkupKind::Plain => Clean::line(&title.text),
        MarkupKind::Html => Clean::line(&html::strip_tags(&title.text)),
        MarkupKind::Unstated => Clean::line(&html::strip_inline_tags(&title.text)),
    }
}
