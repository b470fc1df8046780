//! Builds articles from texts that other programs saved.

use std::path::Path;

use super::entry::{ImportBody, ImportEntry};
use crate::article::{Article, Metadata};
use crate::loader;
use crate::text::Clean;

/// A feed's text with fewer words than this is a summary, not a story.
const FEWEST_WORDS: usize = 80;

/// Returns the article of an entry; `None` if it has no text, or only a summary.
///
/// The entry's metadata takes precedence over what is found in the text.
pub(super) fn article_of(entry: &ImportEntry) -> Option<Article> {
    let (html, fewest) = match entry.body.as_ref()? {
        ImportBody::Html(html) => (html, 0),
        ImportBody::FromFeed(html) => (html, FEWEST_WORDS),
    };
    let loaded = loader::load_bytes(
        Path::new("import.html"),
        complete_page(entry, html).as_bytes(),
    );
    let mut article = loaded.articles.into_iter().next()?;
    let words = article.blocks.iter().filter(|block| block.kind.is_story());
    let words: usize = words
        .map(|block| article.words_in(block.range).split_whitespace().count())
        .sum();
    if words < fewest {
        return None;
    }
    let known = metadata_of(entry);
    let found = &mut article.metadata;
    if !known.title.is_empty() {
        found.title = known.title;
    }
    if !known.authors.is_empty() {
        found.authors = known.authors;
    }
    found.source = known.source.or(found.source.take());
    if known.published.is_some() {
        (found.published, found.time) = (known.published, known.time);
    }
    found.url = known.url.or(found.url.take());
    found.tags = known.tags;
    Some(article)
}

/// Returns an article without a text: enough to identify and describe it.
pub(super) fn without_text(entry: &ImportEntry) -> Article {
    let mut metadata = metadata_of(entry);
    if metadata.source.is_none() {
        let outlet = entry.url.as_deref().and_then(loader::outlet_of);
        metadata.source = outlet.as_deref().map(Clean::line);
    }
    Article {
        metadata,
        ..Article::default()
    }
}

fn metadata_of(entry: &ImportEntry) -> Metadata {
    let lines = |texts: &[String]| texts.iter().map(|text| Clean::line(text)).collect();
    Metadata {
        title: Clean::line(&entry.title),
        authors: lines(&entry.authors),
        source: entry.source.as_deref().map(Clean::line),
        published: entry.published,
        url: entry.url.as_deref().map(Clean::line),
        tags: lines(&entry.tags),
        ..Metadata::default()
    }
}

/// Wraps a fragment of HTML into a page; a whole page is returned as it is.
fn complete_page(entry: &ImportEntry, html: &str) -> String {
    let head = html
        .get(..html.floor_char_boundary(1024))
        .unwrap_or_default();
    if head.to_ascii_lowercase().contains("<html") {
        return html.to_owned();
    }
    // The loader finds a story by its headline and an `article` element; a bare fragment may have neither.
    let title = quick_xml::escape::escape(entry.title.as_str());
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{title}</title></head>\
         <body><article><h1>{title}</h1>{html}</article></body></html>"
    )
}
