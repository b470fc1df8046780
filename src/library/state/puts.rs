//! The updates of facts that a change makes.

use jiff::Timestamp;
use rusqlite::Connection;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::fact::{self, Fact, FactKey, FactKind};
use super::journal::StepFact;
use super::kept::{
    ArticleReference, BookmarkTarget, CorrectedQuote, Correction, KeptQuote, ReadPosition,
    SavedSearch, TargetKey,
};
use super::{StateChange, StateError};
use crate::article::ArticleId;
use crate::text::Clean;

/// The new value of a fact; `None` removes it.
pub(super) struct FactUpdate {
    pub(super) key: FactKey,
    pub(super) value: Option<String>,
}

/// The value of a fact that has no other content.
const TRUE_VALUE: &str = "true";

/// The value of a bookmark or a note.
#[derive(Serialize, Deserialize)]
pub(super) struct BookmarkValue {
    /// When it was first kept.
    pub(super) added: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) quote: Option<KeptQuote>,
    /// The words of a note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<Clean>,
}

/// Returns the updates of a change, given the current facts.
pub(super) fn of(
    change: &StateChange,
    connection: &Connection,
    now: Timestamp,
) -> Result<Vec<FactUpdate>, StateError> {
    Ok(match change {
        StateChange::SetRead { articles, is_read } => read(articles, *is_read),
        StateChange::Bookmark(kept) => bookmarks(connection, kept, now)?,
        StateChange::RemoveBookmarks(targets) => removed(targets),
        StateChange::SetNote { kept, note } => notes(connection, kept, note, now)?,
        StateChange::AddTag { articles, tag } => tags(articles, tag)?,
        StateChange::RemoveTag { articles, tag } => untagged(articles, tag),
        StateChange::SetTags { article, tags } => retag(connection, article, tags)?,
        StateChange::SetPlace { article, place } => vec![reached(*article, place.as_ref())?],
        StateChange::Correct {
            article,
            quote,
            correction,
        } => corrected(article, quote, correction)?,
        StateChange::Uncorrect { article, quote } => {
            let key = FactKey::named(FactKind::Correction, *article, quote.to_string());
            vec![set(key, None)]
        }
        StateChange::Follow { from, to } => follow(connection, *from, *to)?,
        StateChange::SaveSearch(SavedSearch { name, query }) => {
            let key = FactKey::global(FactKind::Search, name.as_str());
            vec![set(key, Some(json(query)?))]
        }
        StateChange::ForgetSearch { name } => {
            vec![set(FactKey::global(FactKind::Search, name.as_str()), None)]
        }
        StateChange::RememberSearch { query } => {
            let key = FactKey::global(FactKind::History, query.as_str());
            vec![set(key, Some(json(&now)?))]
        }
    })
}

/// Writes updates, and returns those that can be undone.
pub(super) fn write(
    connection: &Connection,
    puts: Vec<FactUpdate>,
    now: i64,
) -> Result<Vec<StepFact>, StateError> {
    let mut steps = Vec::new();
    for FactUpdate { key, value } in puts {
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
fn read(articles: &[ArticleId], is_read: bool) -> Vec<FactUpdate> {
    let value = is_read.then(|| TRUE_VALUE.to_owned());
    let put = |id: &ArticleId| set(FactKey::about(FactKind::Read, *id), value.clone());
    articles.iter().map(put).collect()
}

/// Removes bookmarks with their notes.
fn removed(targets: &[TargetKey]) -> Vec<FactUpdate> {
    targets
        .iter()
        .flat_map(|target| [FactKind::Bookmark, FactKind::Note].map(|kind| key(kind, *target)))
        .map(|key| set(key, None))
        .collect()
}

/// Adds a tag to each article.
fn tags(articles: &[ArticleReference], tag: &Clean) -> Result<Vec<FactUpdate>, StateError> {
    let mut puts: Vec<FactUpdate> = articles.iter().map(describe).collect::<Result<_, _>>()?;
    puts.extend(articles.iter().map(|article| tagged(article.id, tag)));
    Ok(puts)
}

/// Removes a tag from each article.
fn untagged(articles: &[ArticleId], tag: &Clean) -> Vec<FactUpdate> {
    let put = |id: &ArticleId| set(FactKey::named(FactKind::Tag, *id, tag.as_str()), None);
    articles.iter().map(put).collect()
}

/// Sets how far an article was read.
fn reached(article: ArticleId, place: Option<&ReadPosition>) -> Result<FactUpdate, StateError> {
    let value = place.map(json).transpose()?;
    Ok(set(FactKey::about(FactKind::Place, article), value))
}

/// Sets the correction of a quote.
fn corrected(
    article: &ArticleReference,
    quote: &KeptQuote,
    correction: &Correction,
) -> Result<Vec<FactUpdate>, StateError> {
    let corrected = CorrectedQuote {
        quote: quote.clone(),
        correction: correction.clone(),
    };
    let key = FactKey::named(FactKind::Correction, article.id, quote.key().to_string());
    Ok(vec![describe(article)?, set(key, Some(json(&corrected)?))])
}

/// Moves every fact about one article to another, unless that has its own.
fn follow(
    connection: &Connection,
    from: ArticleId,
    to: ArticleId,
) -> Result<Vec<FactUpdate>, StateError> {
    let mut puts = Vec::new();
    if from == to {
        return Ok(puts);
    }
    for kind in FactKind::ALL {
        for fact in fact::about(connection, kind, from)? {
            let key = FactKey::named(kind, to, fact.key.name.clone());
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
    kept: &[BookmarkTarget],
    now: Timestamp,
) -> Result<Vec<FactUpdate>, StateError> {
    let mut puts = Vec::with_capacity(kept.len() * 2);
    for kept in kept {
        let key = key(FactKind::Bookmark, kept.target());
        let before: Option<BookmarkValue> = current(connection, &key)?;
        let keeping = BookmarkValue {
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
    kept: &BookmarkTarget,
    note: &Clean,
    now: Timestamp,
) -> Result<Vec<FactUpdate>, StateError> {
    let key = key(FactKind::Note, kept.target());
    if note.is_empty() {
        return Ok(vec![set(key, None)]);
    }
    let before: Option<BookmarkValue> = current(connection, &key)?;
    let keeping = BookmarkValue {
        added: before.map_or(now, |keeping| keeping.added),
        quote: kept.quote.clone(),
        text: Some(note.clone()),
    };
    let mut puts = bookmarks(connection, std::slice::from_ref(kept), now)?;
    puts.push(set(key, Some(json(&keeping)?)));
    Ok(puts)
}

/// Adds the missing tags and removes the surplus ones.
fn retag(
    connection: &Connection,
    article: &ArticleReference,
    tags: &[Clean],
) -> Result<Vec<FactUpdate>, StateError> {
    let mut puts = vec![describe(article)?];
    let wanted = |name: &str| tags.iter().any(|tag| tag.as_str() == name);
    for fact in fact::about(connection, FactKind::Tag, article.id)? {
        if !wanted(&fact.key.name) {
            puts.push(set(fact.key, None));
        }
    }
    puts.extend(tags.iter().map(|tag| tagged(article.id, tag)));
    Ok(puts)
}

/// Keeps what the article is now.
fn describe(article: &ArticleReference) -> Result<FactUpdate, StateError> {
    let value = json(&article.description)?;
    Ok(set(
        FactKey::about(FactKind::Article, article.id),
        Some(value),
    ))
}

fn tagged(article: ArticleId, tag: &Clean) -> FactUpdate {
    let key = FactKey::named(FactKind::Tag, article, tag.as_str());
    set(key, Some(TRUE_VALUE.to_owned()))
}

const fn set(key: FactKey, value: Option<String>) -> FactUpdate {
    FactUpdate { key, value }
}

/// Returns the key of a fact about a story or quote.
pub(super) fn key(kind: FactKind, target: TargetKey) -> FactKey {
    let name = target.quote.map(|quote| quote.to_string());
    FactKey::named(kind, target.article, name.unwrap_or_default())
}

/// Reads the current value of a fact.
pub(super) fn current<T: DeserializeOwned>(
    connection: &Connection,
    key: &FactKey,
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
