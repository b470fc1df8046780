//! Reads whole stories of a shared archive, with their quotes, and by which names speakers are known.

use std::collections::HashMap;
use std::path::PathBuf;

use jiff::civil::{Date, Time};

use crate::article::{Article, ArticleId, Confidence, Quote, QuoteId, QuoteKind, TextRange};
use crate::library::listing::{ArticleRow, Location, RowFold};
use crate::search::index::join_known;
use crate::shared::client::{SharedConnection, SharedRow};
use crate::shared::error::SharedResult;
use crate::shared::publish::plan::parse_story;
use crate::shared::reader::SharedStory;
use crate::shared::stored::{StoredDetails, StoredParts, is_in};
use crate::text::Clean;

/// What is read of a story.
const STORY_COLUMNS: &str = "story, day, clock, title, standfirst, to_json(authors), source, url, minutes, language, \
     to_json(tags), quotes, path, entry, parts, body";

pub(super) fn read_story(
    connection: &mut SharedConnection,
    id: ArticleId,
) -> SharedResult<Option<SharedStory>> {
    let value = id.to_string();
    let statement = format!(
        "SELECT {STORY_COLUMNS} FROM articles WHERE story = $1::uuid
            AND year = (SELECT year FROM stories WHERE story = $1::uuid)"
    );
    let rows = connection.query(&statement, &[Some(&value)])?;
    let Some((row, article)) = rows.first().and_then(read_article) else {
        return Ok(None);
    };
    let rows = connection.query(
        "SELECT place, place_end, quote, kind, confidence, corrected_by IS NOT NULL, details FROM quotes
            WHERE story = $1::uuid AND year = (SELECT year FROM stories WHERE story = $1::uuid) ORDER BY place, quote",
        &[Some(&value)],
    )?;
    let quotes = rows.iter().filter_map(|row| read_quote(row, &article));
    Ok(Some(SharedStory {
        quotes: quotes.collect(),
        row,
        article,
    }))
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
        "SELECT n.written, w.person FROM json_array_elements_text($1::json) AS e (name)
            JOIN names n ON md5(n.written) = md5(e.name)
            CROSS JOIN LATERAL (SELECT person FROM people p WHERE p.name = n.name
                ORDER BY p.certainty = 'reader' DESC, p.quotes DESC, p.publisher LIMIT 1) w",
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

fn read_article(row: &SharedRow) -> Option<(ArticleRow, Article)> {
    let id = parse_story(row.raw(0)?)?;
    let parts: StoredParts = serde_json::from_str(row.raw(14)?).ok()?;
    let mut article = parts.into_article(row.raw(15)?);
    let lines = |column| -> Vec<Clean> {
        let list: Option<Vec<String>> = row
            .raw(column)
            .and_then(|list| serde_json::from_str(list).ok());
        list.iter()
            .flatten()
            .map(|line| Clean::line(line))
            .collect()
    };
    let metadata = &mut article.metadata;
    metadata.title = row.line(3).unwrap_or_default();
    metadata.standfirst = row.line(4);
    metadata.authors = lines(5);
    metadata.source = row.line(6);
    metadata.published = row.parsed::<Date>(1);
    metadata.time = row.parsed::<Time>(2);
    metadata.url = row.line(7).filter(|url| is_web(url));
    metadata.minutes = row.parsed(8).unwrap_or(1);
    metadata.language = row.line(9);
    metadata.tags = lines(10);
    article.identity = Some(id);
    let listed = ArticleRow {
        id,
        location: Location {
            path: PathBuf::from(String::from(row.line(12).unwrap_or_default())),
            entry: row.parsed(13).unwrap_or_default(),
        },
        title: article.metadata.title.clone(),
        source: article.metadata.source.clone(),
        published: article.metadata.published,
        time: article.metadata.time,
        minutes: article.metadata.minutes,
        quotes: row.parsed(11).unwrap_or_default(),
        is_read: false,
        is_bookmarked: false,
        read_position: None,
        tags: article.metadata.tags.clone(),
        fold: RowFold::Alone,
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
