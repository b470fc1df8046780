//! What a change makes the facts say.

use jiff::Timestamp;
use rusqlite::Connection;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::fact::{self, Fact, Key, Kind};
use super::journal::StepFact;
use super::kept::{
    ArticleReference, Corrected, Correction, Kept, KeptQuote, Place, SavedSearch, Target,
};
use super::{Change, StateError};
use crate::article::ArticleId;
use crate::text::Clean;

/// What a fact should say from now on; nothing removes it.
pub(super) struct Put {
    pub(super) key: Key,
    pub(super) value: Option<String>,
}

/// The value of a fact that is just so.
const SO: &str = "true";

/// The value of a bookmark or a note.
#[derive(Serialize, Deserialize)]
pub(super) struct Keeping {
    /// When it was first kept.
    pub(super) added: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) quote: Option<KeptQuote>,
    /// The words of a note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<Clean>,
}

/// Returns what the facts should say after a change, given what they say now.
pub(super) fn of(
    change: &Change,
    connection: &Connection,
    now: Timestamp,
) -> Result<Vec<Put>, StateError> {
    Ok(match change {
        Change::SetRead { articles, is_read } => read(articles, *is_read),
        Change::Bookmark(kept) => bookmarks(connection, kept, now)?,
        Change::RemoveBookmarks(targets) => removed(targets),
        Change::SetNote { kept, note } => notes(connection, kept, note, now)?,
        Change::AddTag { articles, tag } => tags(articles, tag)?,
        Change::RemoveTag { articles, tag } => untagged(articles, tag),
        Change::SetTags { article, tags } => retag(connection, article, tags)?,
        Change::SetPlace { article, place } => vec![reached(*article, place.as_ref())?],
        Change::Correct {
            article,
            quote,
            correction,
        } => corrected(article, quote, correction)?,
        Change::Uncorrect { article, quote } => {
            let key = Key::named(Kind::Correction, *article, quote.to_string());
            vec![set(key, None)]
        }
        Change::Follow { from, to } => follow(connection, *from, *to)?,
        Change::SaveSearch(SavedSearch { name, query }) => {
            let key = Key::global(Kind::Search, name.as_str());
            vec![set(key, Some(json(query)?))]
        }
        Change::ForgetSearch { name } => vec![set(Key::global(Kind::Search, name.as_str()), None)],
        Change::RememberSearch { query } => {
            let key = Key::global(Kind::History, query.as_str());
            vec![set(key, Some(json(&now)?))]
        }
    })
}

/// Writes what the facts should say, and returns what changed in a way that can be undone.
pub(super) fn write(
    connection: &Connection,
    puts: Vec<Put>,
    now: i64,
) -> Result<Vec<StepFact>, StateError> {
    let mut steps = Vec::new();
    for Put { key, value } in puts {
        let before = fact::read(connection, &key)?;
        let changed = before
            .as_ref()
            .map_or(now, |fact| now.max(fact.changed + 1));
        let before = before.and_then(|fact| fact.value);
        if before == value {
            continue;
        }
        let fact = Fact {
            key,
            changed,
            value,
        };
        fact::write(connection, &fact)?;
        if fact.key.kind.is_undoable() {
            steps.push(StepFact {
                key: fact.key,
                before,
                after: fact.value,
            });
        }
    }
    Ok(steps)
}

/// Marks articles read or unread.
fn read(articles: &[ArticleId], is_read: bool) -> Vec<Put> {
    let value = is_read.then(|| SO.to_owned());
    let put = |id: &ArticleId| set(Key::about(Kind::Read, *id), value.clone());
    articles.iter().map(put).collect()
}

/// Removes bookmarks with their notes.
fn removed(targets: &[Target]) -> Vec<Put> {
    targets
        .iter()
        .flat_map(|target| [Kind::Bookmark, Kind::Note].map(|kind| key(kind, *target)))
        .map(|key| set(key, None))
        .collect()
}

/// Adds a tag to each article.
fn tags(articles: &[ArticleReference], tag: &Clean) -> Result<Vec<Put>, StateError> {
    let mut puts: Vec<Put> = articles.iter().map(describe).collect::<Result<_, _>>()?;
    puts.extend(articles.iter().map(|article| tagged(article.id, tag)));
    Ok(puts)
}

/// Removes a tag from each article.
fn untagged(articles: &[ArticleId], tag: &Clean) -> Vec<Put> {
    let put = |id: &ArticleId| set(Key::named(Kind::Tag, *id, tag.as_str()), None);
    articles.iter().map(put).collect()
}

/// Says how far an article was read.
fn reached(article: ArticleId, place: Option<&Place>) -> Result<Put, StateError> {
    let value = place.map(json).transpose()?;
    Ok(set(Key::about(Kind::Place, article), value))
}

/// Says what is right about a quote.
fn corrected(
    article: &ArticleReference,
    quote: &KeptQuote,
    correction: &Correction,
) -> Result<Vec<Put>, StateError> {
    let corrected = Corrected {
        quote: quote.clone(),
        correction: correction.clone(),
    };
    let key = Key::named(Kind::Correction, article.id, quote.key().to_string());
    Ok(vec![describe(article)?, set(key, Some(json(&corrected)?))])
}

/// Puts every fact about one article under another, unless that has its own.
fn follow(connection: &Connection, from: ArticleId, to: ArticleId) -> Result<Vec<Put>, StateError> {
    let mut puts = Vec::new();
    if from == to {
        return Ok(puts);
    }
    for kind in Kind::ALL {
        for fact in fact::about(connection, kind, from)? {
            let key = Key::named(kind, to, fact.key.name.clone());
            let is_there = fact::read(connection, &key)?.is_some_and(|there| there.value.is_some());
            if !is_there {
                puts.push(set(key, fact.value));
            }
            puts.push(set(fact.key, None));
        }
    }
    Ok(puts)
}

/// Bookmarks each; those that are bookmarked keep the time they were added.
fn bookmarks(
    connection: &Connection,
    kept: &[Kept],
    now: Timestamp,
) -> Result<Vec<Put>, StateError> {
    let mut puts = Vec::with_capacity(kept.len() * 2);
    for kept in kept {
        let key = key(Kind::Bookmark, kept.target());
        let before: Option<Keeping> = current(connection, &key)?;
        let keeping = Keeping {
            added: before.map_or(now, |keeping| keeping.added),
            quote: kept.quote.clone(),
            text: None,
        };
        puts.push(describe(&kept.article)?);
        puts.push(set(key, Some(json(&keeping)?)));
    }
    Ok(puts)
}

/// Writes a note and bookmarks what it is on, or removes the note when it is empty.
fn notes(
    connection: &Connection,
    kept: &Kept,
    note: &Clean,
    now: Timestamp,
) -> Result<Vec<Put>, StateError> {
    let key = key(Kind::Note, kept.target());
    if note.is_empty() {
        return Ok(vec![set(key, None)]);
    }
    let before: Option<Keeping> = current(connection, &key)?;
    let keeping = Keeping {
        added: before.map_or(now, |keeping| keeping.added),
        quote: kept.quote.clone(),
        text: Some(note.clone()),
    };
    let mut puts = bookmarks(connection, std::slice::from_ref(kept), now)?;
    puts.push(set(key, Some(json(&keeping)?)));
    Ok(puts)
}

/// Adds the tags that are missing and removes those that are not wanted.
fn retag(
    connection: &Connection,
    article: &ArticleReference,
    tags: &[Clean],
) -> Result<Vec<Put>, StateError> {
    let mut puts = vec![describe(article)?];
    let wanted = |name: &str| tags.iter().any(|tag| tag.as_str() == name);
    for fact in fact::about(connection, Kind::Tag, article.id)? {
        if !wanted(&fact.key.name) {
            puts.push(set(fact.key, None));
        }
    }
    puts.extend(tags.iter().map(|tag| tagged(article.id, tag)));
    Ok(puts)
}

/// Keeps what the article is now.
fn describe(article: &ArticleReference) -> Result<Put, StateError> {
    let value = json(&article.description)?;
    Ok(set(Key::about(Kind::Article, article.id), Some(value)))
}

fn tagged(article: ArticleId, tag: &Clean) -> Put {
    let key = Key::named(Kind::Tag, article, tag.as_str());
    set(key, Some(SO.to_owned()))
}

const fn set(key: Key, value: Option<String>) -> Put {
    Put { key, value }
}

/// Returns the key of a fact about a story or quote.
pub(super) fn key(kind: Kind, target: Target) -> Key {
    let name = target.quote.map(|quote| quote.to_string());
    Key::named(kind, target.article, name.unwrap_or_default())
}

/// Reads what a fact says now.
pub(super) fn current<T: DeserializeOwned>(
    connection: &Connection,
    key: &Key,
) -> Result<Option<T>, StateError> {
    let value = fact::read(connection, key)?.and_then(|fact| fact.value);
    value.as_deref().map(parsed).transpose()
}

/// Reads the value of a fact.
pub(super) fn parsed<T: DeserializeOwned>(value: &str) -> Result<T, StateError> {
    serde_json::from_str(value).map_err(StateError::from)
}

fn json(value: &impl Serialize) -> Result<String, StateError> {
    serde_json::to_string(value).map_err(StateError::from)
}
