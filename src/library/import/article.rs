//! Builds articles from the texts that other programs saved.

use std::path::Path;

use super::entry::{ImportBody, ImportEntry};
use crate::article::{Article, Metadata};
use crate::loader;
use crate::text::Clean;

/// A text of a feed with fewer words is a summary, not a story.
const FEWEST_WORDS: usize = 80;

/// Returns the article of an entry with a text; the entry's own metadata takes precedence over what is read out of the text.
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
    found.published = known.published.or(found.published.take());
    found.url = known.url.or(found.url.take());
    found.tags = known.tags;
    Some(article)
}

/// Returns an article without a text, to know it by.
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

/// Returns a whole page of what may be a part of one.
fn complete_page(entry: &ImportEntry, html: &str) -> String {
    let head = html
        .get(..html.floor_char_boundary(1024))
        .unwrap_or_default();
    if head.to_ascii_lowercase().contains("<html") {
        return html.to_owned();
    }
    let title = quick_xml::escape::escape(entry.title.as_str());
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{title}</title></head>\
         <body><article><h1>{title}</h1>{html}</article></body></html>"
    )
}
