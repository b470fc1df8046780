//! Writes JSON Lines: an object for each quote, and one for a story that has content of its own.

use std::io::{self, Write};

use serde::Serialize;

use super::story::{Story, StoryQuote};
use crate::cite::record::CitationRecord;

/// A line: a citation with what the user keeps of it.
#[derive(Serialize)]
struct QuoteLine<'a> {
    #[serde(flatten)]
    record: CitationRecord<'a>,
    note: Option<&'a str>,
    tags: Vec<&'a str>,
    bookmarked: bool,
    added: Option<String>,
    path: Option<&'a str>,
    entry: Option<u32>,
    article: String,
    id: Option<String>,
    corrected: bool,
    person: Option<&'a str>,
}

/// Writes the lines of a story.
pub(super) fn write_story(story: &Story, out: &mut dyn Write) -> io::Result<()> {
    if story.stands_alone() {
        write_line(story, None, out)?;
    }
    story
        .quotes
        .iter()
        .try_for_each(|quote| write_line(story, Some(quote), out))
}

fn write_line(story: &Story, quote: Option<&StoryQuote>, out: &mut dyn Write) -> io::Result<()> {
    let citation = quote.map_or_else(|| story.citation.clone(), |quote| story.cite_quote(quote));
    let (note, is_bookmarked) = match quote {
        Some(quote) => (quote.note.as_deref(), quote.is_bookmarked),
        None => (story.note.as_deref(), story.is_bookmarked),
    };
    let line = QuoteLine {
        record: CitationRecord {
            kind: quote.map(StoryQuote::kind_name),
            ..CitationRecord::new(&citation)
        },
        note,
        tags: story.tags_with(quote),
        bookmarked: is_bookmarked,
        added: quote
            .and_then(|quote| quote.added)
            .map(|added| added.to_string()),
        path: story.path.as_deref(),
        entry: story.entry,
        article: story.id.to_string(),
        id: quote.map(|quote| quote.id.to_string()),
        corrected: quote.is_some_and(|quote| quote.is_corrected),
        person: quote.and_then(|quote| quote.person.as_deref()),
    };
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
}
