//! Reads whole stories of a shared archive, with their quotes, and by which names speakers are known.

use std::collections::HashMap;
use std::path::PathBuf;

use jiff::civil::{Date, Time};

use super::listing::{ROW_COLUMNS, story_of};
use super::speakers::PERSON_OF_NAME;
use crate::article::{
    Article, ArticleId, Confidence, Metadata, Quote, QuoteId, QuoteKind, TextRange,
};
use crate::library::listing::{ArticleRow, Location, RowFold};
use crate::search::index::join_known;
use crate::shared::client::{SharedConnection, SharedRow};
use crate::shared::error::SharedResult;
use crate::shared::reader::SharedStory;
use crate::shared::stored::{StoredDetails, StoredParts, is_in};
use crate::text::Clean;

/// What is read of a story, besides what is read of a row.
const STORY_COLUMNS: &str = "parts, body, standfirst, to_json(authors), url, language";

/// Reads a story with its quotes.
pub(in crate::shared) fn read_story(
    connection: &mut SharedConnection,
    id: ArticleId,
) -> SharedResult<Option<SharedStory>> {
    let Some((row, article)) = read_text(connection, id)? else {
        return Ok(None);
    };
    let rows = connection.query(
        "SELECT place, place_end, quote, kind, confidence, corrected_by IS NOT NULL, details FROM quotes
            WHERE story = $1::uuid AND year = (SELECT year FROM stories WHERE story = $1::uuid) ORDER BY place, quote",
        &[Some(&id.to_string())],
    )?;
    let quotes = rows.iter().filter_map(|row| read_quote(row, &article));
    Ok(Some(SharedStory {
        quotes: quotes.collect(),
        row,
        article,
    }))
}

/// Reads a story without its quotes.
pub(in crate::shared) fn read_text(
    connection: &mut SharedConnection,
    id: ArticleId,
) -> SharedResult<Option<(ArticleRow, Article)>> {
    let statement = format!(
        "SELECT {ROW_COLUMNS}, {STORY_COLUMNS} FROM articles WHERE story = $1::uuid
            AND year = (SELECT year FROM stories WHERE story = $1::uuid)"
    );
    let rows = connection.query(&statement, &[Some(&id.to_string())])?;
    Ok(rows.first().and_then(read_article))
}

/// Returns by which names speakers are known, of those that are known.
pub(super) fn known_names(
    connection: &mut SharedConnection,
    written: &[&str],
) -> SharedResult<HashMap<String, String>> {
    let mut parts: Vec<&str> = Vec::new();
    for name in written {
        parts.push(name);
        // Each of those who speak together; a name may have an "and" of its own, so that all pieces are looked up.
        parts.extend(name.split(" and ").flat_map(|piece| piece.split(", ")));
        parts.extend(name.split(" and "));
    }
    let json = serde_json::to_string(&parts).unwrap_or_default();
    let rows = connection.query(
        &format!(
            "SELECT names.written, w.person FROM json_array_elements_text($1::json) AS e (name)
                JOIN names ON md5(names.written) = md5(e.name) CROSS JOIN LATERAL (SELECT person {PERSON_OF_NAME}) w"
        ),
        &[Some(&json)],
    )?;
    let pair = |row: &SharedRow| Some((row.raw(0)?.to_owned(), String::from(row.line(1)?)));
    let known: HashMap<String, String> = rows.iter().filter_map(pair).collect();
    let join = |name: &&str| {
        let joined = join_known(name, &|name| known.get(name).cloned())?;
        Some(((*name).to_owned(), joined))
    };
    Ok(written.iter().filter_map(join).collect())
}

/// Reads a row of the list, without the reader's flags.
pub(super) fn read_row(row: &SharedRow) -> Option<ArticleRow> {
    Some(ArticleRow {
        id: story_of(row)?,
        location: Location {
            path: PathBuf::from(String::from(row.line(8).unwrap_or_default())),
            entry: row.parsed(9).unwrap_or_default(),
        },
        title: row.line(3).unwrap_or_default(),
        source: row.line(4),
        published: row.parsed::<Date>(1),
        time: row.parsed::<Time>(2),
        minutes: row.parsed(5).unwrap_or(1),
        quotes: row.parsed(6).unwrap_or_default(),
        is_read: false,
        is_bookmarked: false,
        read_position: None,
        tags: read_lines(row, 7),
        fold: RowFold::Alone,
    })
}

/// Reads a list of texts, each on one line.
fn read_lines(row: &SharedRow, column: usize) -> Vec<Clean> {
    let list: Option<Vec<String>> = row
        .raw(column)
        .and_then(|list| serde_json::from_str(list).ok());
    let lines = list.iter().flatten().map(|line| Clean::line(line));
    lines.filter(|line| !line.is_empty()).collect()
}

fn read_article(row: &SharedRow) -> Option<(ArticleRow, Article)> {
    let listed = read_row(row)?;
    let parts: StoredParts = serde_json::from_str(row.raw(10)?).ok()?;
    let mut article = parts.into_article(row.raw(11)?);
    article.identity = Some(listed.id);
    article.metadata = Metadata {
        title: listed.title.clone(),
        standfirst: row.line(12),
        authors: read_lines(row, 13),
        source: listed.source.clone(),
        published: listed.published,
        time: listed.time,
        url: row.line(14).filter(|url| is_web(url)),
        minutes: listed.minutes,
        language: row.line(15),
        tags: listed.tags.clone(),
        provenance: article.metadata.provenance.take(),
        cut: article.metadata.cut,
    };
    Some((listed, article))
}

fn is_web(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

/// Reads a quote; one that is not in the text is left out.
fn read_quote(row: &SharedRow, article: &Article) -> Option<Quote> {
    let range = TextRange {
        start: row.parsed(0)?,
        end: row.parsed(1)?,
    };
    if !is_in(&article.text, range) {
        return None;
    }
    let details: StoredDetails = serde_json::from_str(row.raw(6)?).ok()?;
    let quote = Quote {
        id: QuoteId::from_number(row.parsed(2)?),
        kind: kind_named(row.raw(3)?),
        range,
        fragments: Vec::new(),
        speaker: None,
        speakers: Vec::new(),
        cue: None,
        confidence: Confidence::new(row.parsed(4).unwrap_or_default()),
        reasons: Vec::new(),
        runner_up: None,
        is_corrected: row.is_true(5),
    };
    Some(details.complete_quote(quote, &article.text))
}

fn kind_named(name: &str) -> QuoteKind {
    let kinds = [QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Block];
    let found = kinds.into_iter().find(|kind| kind.as_str() == name);
    found.unwrap_or(QuoteKind::Direct)
}
