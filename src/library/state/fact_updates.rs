//! Turns a change into updates of facts, and writes them.

use jiff::Timestamp;
use rusqlite::Connection;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::clock;
use super::fact::{self, Fact, FactKey, FactKind};
use super::model::{
    ArticleReference, BookmarkTarget, CorrectedQuote, KeptQuote, PersonDecision, QuoteCorrection,
    ReadPosition, SavedSearch, TaggedArticle, TargetKey,
};
use super::note::{self, ChangeOrigin, NoteContent};
use super::transaction::FactTransaction;
use super::undo_steps::StepFact;
use super::{StateChange, StateError};
use crate::article::ArticleId;
use crate::text::Clean;

/// The new value of a fact; `None` removes it.
pub(super) struct FactUpdate {
    pub(super) key: FactKey,
    pub(super) value: Option<String>,
}

/// The value of a fact that says no more than that it exists.
const TRUE_VALUE: &str = "true";

/// The value of a bookmark.
#[derive(Serialize, Deserialize)]
pub(super) struct BookmarkValue {
    /// When it was added.
    pub(super) added: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) quote: Option<KeptQuote>,
    /// The tags of a quote; those of a story are facts of their own, also of one that is not bookmarked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<Clean>,
}

/// Returns the updates that a change makes to the current facts.
pub(super) fn updates_of(
    change: &StateChange,
    connection: &Connection,
    origin: &ChangeOrigin,
) -> Result<Vec<FactUpdate>, StateError> {
    Ok(match change {
        StateChange::SetRead { articles, is_read } => mark_read(articles, *is_read),
        StateChange::Bookmark(kept) => add_bookmarks(connection, kept, origin.time)?,
        StateChange::RemoveBookmarks(targets) => remove_bookmarks(connection, targets, origin)?,
        StateChange::SetNote { kept, note } => set_note(connection, kept, note, origin)?,
        StateChange::AddTag { articles, tag } => add_tag(articles, tag)?,
        StateChange::RemoveTag { articles, tag } => remove_tag(articles, tag),
        StateChange::SetTags(tagged) => {
            let mut updates = Vec::new();
            for TaggedArticle { article, tags } in tagged {
                updates.extend(set_tags(connection, article, tags)?);
            }
            updates
        }
        StateChange::SetQuoteTags { kept, tags } => {
            set_quote_tags(connection, kept, tags, origin.time)?
        }
        StateChange::SetPlace { article, place } => vec![set_position(*article, place.as_ref())?],
        StateChange::Correct(quotes) => {
            let updates: Vec<_> = quotes
                .iter()
                .map(set_correction)
                .collect::<Result<_, _>>()?;
            updates.into_iter().flatten().collect()
        }
        StateChange::Uncorrect(quotes) => quotes
            .iter()
            .map(|quote| new_update(target_fact_key(FactKind::Correction, *quote), None))
            .collect(),
        StateChange::DecidePersons(decisions) => decisions
            .iter()
            .map(|decision| Ok(new_update(person_key(decision), Some(to_json(decision)?))))
            .collect::<Result<_, StateError>>()?,
        StateChange::ForgetDecisions(decisions) => decisions
            .iter()
            .map(|decision| new_update(person_key(decision), None))
            .collect(),
        StateChange::Follow(edited) => {
            let mut updates = Vec::new();
            for (was, now) in edited {
                updates.extend(link_version(connection, *was, now)?);
            }
            updates
        }
        StateChange::SaveSearch(SavedSearch { name, query }) => {
            let key = FactKey::without_article(FactKind::Search, name.as_str());
            vec![new_update(key, Some(to_json(query)?))]
        }
        StateChange::ForgetSearch { name } => {
            vec![new_update(
                FactKey::without_article(FactKind::Search, name.as_str()),
                None,
            )]
        }
        StateChange::SeeSearch { name, seen } => {
            let key = FactKey::without_article(FactKind::Seen, name.as_str());
            vec![new_update(key, Some(to_json(seen)?))]
        }
        StateChange::RememberSearch { query } => {
            let key = FactKey::without_article(FactKind::History, query.as_str());
            vec![new_update(key, Some(to_json(&origin.time)?))]
        }
    })
}

/// Writes the updates that change something, and returns those that can be undone.
pub(super) fn write_updates(
    transaction: &FactTransaction<'_>,
    updates: Vec<FactUpdate>,
    stamp: i64,
) -> Result<Vec<StepFact>, StateError> {
    let mut steps = Vec::new();
    for FactUpdate { key, value } in updates {
        let before = fact::read_fact(transaction, &key)?;
        let changed = clock::next_stamp(before.as_ref(), stamp);
        let before = before.and_then(|fact| fact.value);
        if has_same_content(key.kind, before.as_deref(), value.as_deref())? {
            continue;
        }
        let fact = Fact {
            key,
            changed,
            value,
        };
        fact::write_fact(transaction, &fact)?;
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
fn mark_read(articles: &[ArticleId], is_read: bool) -> Vec<FactUpdate> {
    let value = is_read.then(|| TRUE_VALUE.to_owned());
    let put = |id: &ArticleId| new_update(FactKey::of_article(FactKind::Read, *id), value.clone());
    articles.iter().map(put).collect()
}

fn person_key(decision: &PersonDecision) -> FactKey {
    FactKey::without_article(FactKind::Person, decision.fact_name())
}

/// Removes bookmarks with their notes.
fn remove_bookmarks(
    connection: &Connection,
    targets: &[TargetKey],
    origin: &ChangeOrigin,
) -> Result<Vec<FactUpdate>, StateError> {
    let mut updates = Vec::with_capacity(targets.len() * 2);
    for target in targets {
        let bookmark = target_fact_key(FactKind::Bookmark, *target);
        updates.push(new_update(bookmark, None));
        let note = target_fact_key(FactKind::Note, *target);
        updates.push(remove_note(connection, note, origin)?);
    }
    Ok(updates)
}

/// Removes a note; removes nothing of it that was written elsewhere and not seen here.
fn remove_note(
    connection: &Connection,
    key: FactKey,
    origin: &ChangeOrigin,
) -> Result<FactUpdate, StateError> {
    let before = fact::read_fact(connection, &key)?;
    let value = note::removed_value(before.as_ref(), origin)?;
    Ok(new_update(key, value))
}

/// Returns `true` if two values of a fact say the same; those of a note may differ in where it was written.
pub(super) fn has_same_content(
    kind: FactKind,
    one: Option<&str>,
    other: Option<&str>,
) -> Result<bool, StateError> {
    Ok(one == other || kind == FactKind::Note && note::text_of(one)? == note::text_of(other)?)
}

/// Adds a tag to each article.
fn add_tag(articles: &[ArticleReference], tag: &Clean) -> Result<Vec<FactUpdate>, StateError> {
    let mut updates: Vec<FactUpdate> = articles
        .iter()
        .map(describe_article)
        .collect::<Result<_, _>>()?;
    updates.extend(articles.iter().map(|article| tag_update(article.id, tag)));
    Ok(updates)
}

/// Removes a tag from each article.
fn remove_tag(articles: &[ArticleId], tag: &Clean) -> Vec<FactUpdate> {
    let put =
        |id: &ArticleId| new_update(FactKey::with_name(FactKind::Tag, *id, tag.as_str()), None);
    articles.iter().map(put).collect()
}

/// Sets how far an article was read.
fn set_position(
    article: ArticleId,
    place: Option<&ReadPosition>,
) -> Result<FactUpdate, StateError> {
    let value = place.map(to_json).transpose()?;
    Ok(new_update(
        FactKey::of_article(FactKind::Place, article),
        value,
    ))
}

/// Sets the correction of a quote.
fn set_correction(
    QuoteCorrection {
        article,
        quote,
        correction,
    }: &QuoteCorrection,
) -> Result<[FactUpdate; 2], StateError> {
    let corrected = CorrectedQuote {
        quote: quote.clone(),
        correction: correction.clone(),
    };
    let key = FactKey::with_name(
        FactKind::Correction,
        article.id,
        quote.quote_key().to_string(),
    );
    Ok([
        describe_article(article)?,
        new_update(key, Some(to_json(&corrected)?)),
    ])
}

/// Links an article with what it has become, whose description is stored if there is none.
fn link_version(
    connection: &Connection,
    was: ArticleId,
    now: &ArticleReference,
) -> Result<Vec<FactUpdate>, StateError> {
    if was == now.id {
        return Ok(Vec::new());
    }
    let key = FactKey::with_name(FactKind::Version, was, now.id.to_string());
    let mut updates = vec![new_update(key, Some(TRUE_VALUE.to_owned()))];
    let described = FactKey::of_article(FactKind::Article, now.id);
    if fact::read_fact(connection, &described)?.is_none_or(|fact| fact.value.is_none()) {
        updates.push(describe_article(now)?);
    }
    Ok(updates)
}

/// Adds bookmarks; existing ones keep the time they were added.
fn add_bookmarks(
    connection: &Connection,
    kept: &[BookmarkTarget],
    now: Timestamp,
) -> Result<Vec<FactUpdate>, StateError> {
    let mut updates = Vec::with_capacity(kept.len() * 2);
    for kept in kept {
        let key = target_fact_key(FactKind::Bookmark, kept.target_key());
        let before: Option<BookmarkValue> = current_value(connection, &key)?;
        let (added, tags) = before.map_or_else(
            || (now, Vec::new()),
            |keeping| (keeping.added, keeping.tags),
        );
        let quote = kept.quote.clone();
        let keeping = BookmarkValue { added, quote, tags };
        // With each bookmark, so that it can still be shown when the file is gone.
        updates.push(describe_article(&kept.article)?);
        updates.push(new_update(key, Some(to_json(&keeping)?)));
    }
    Ok(updates)
}

/// Sets the tags of a quote and adds the bookmark.
fn set_quote_tags(
    connection: &Connection,
    kept: &BookmarkTarget,
    tags: &[Clean],
    now: Timestamp,
) -> Result<Vec<FactUpdate>, StateError> {
    let key = target_fact_key(FactKind::Bookmark, kept.target_key());
    let before: Option<BookmarkValue> = current_value(connection, &key)?;
    let keeping = BookmarkValue {
        added: before.map_or(now, |keeping| keeping.added),
        quote: kept.quote.clone(),
        tags: tags.to_vec(),
    };
    Ok(vec![
        describe_article(&kept.article)?,
        new_update(key, Some(to_json(&keeping)?)),
    ])
}

/// Writes a note and adds the bookmark; removes only the note if it is empty.
fn set_note(
    connection: &Connection,
    kept: &BookmarkTarget,
    note: &Clean,
    origin: &ChangeOrigin,
) -> Result<Vec<FactUpdate>, StateError> {
    let key = target_fact_key(FactKind::Note, kept.target_key());
    if note.is_empty() {
        return Ok(vec![remove_note(connection, key, origin)?]);
    }
    let before = fact::read_fact(connection, &key)?;
    let content = NoteContent {
        added: origin.time,
        quote: kept.quote.clone(),
        text: note.clone(),
    };
    let value = note::written_value(before.as_ref(), content, origin)?;
    let mut updates = add_bookmarks(connection, std::slice::from_ref(kept), origin.time)?;
    updates.push(new_update(key, value));
    Ok(updates)
}

/// Adds the missing tags and removes the surplus ones.
fn set_tags(
    connection: &Connection,
    article: &ArticleReference,
    tags: &[Clean],
) -> Result<Vec<FactUpdate>, StateError> {
    let mut updates = vec![describe_article(article)?];
    let wanted = |name: &str| tags.iter().any(|tag| tag.as_str() == name);
    for fact in fact::facts_about(connection, FactKind::Tag, article.id)? {
        if !wanted(&fact.key.name) {
            updates.push(new_update(fact.key, None));
        }
    }
    updates.extend(tags.iter().map(|tag| tag_update(article.id, tag)));
    Ok(updates)
}

/// Stores the article's current description.
fn describe_article(article: &ArticleReference) -> Result<FactUpdate, StateError> {
    let value = to_json(&article.description)?;
    Ok(new_update(
        FactKey::of_article(FactKind::Article, article.id),
        Some(value),
    ))
}

fn tag_update(article: ArticleId, tag: &Clean) -> FactUpdate {
    let key = FactKey::with_name(FactKind::Tag, article, tag.as_str());
    new_update(key, Some(TRUE_VALUE.to_owned()))
}

const fn new_update(key: FactKey, value: Option<String>) -> FactUpdate {
    FactUpdate { key, value }
}

/// Returns the key of a fact about a story or quote.
pub(super) fn target_fact_key(kind: FactKind, target: TargetKey) -> FactKey {
    let name = target.quote.map(|quote| quote.to_string());
    FactKey::with_name(kind, target.article, name.unwrap_or_default())
}

/// Reads the current value of a fact; `None` if there is none or it was removed.
pub(super) fn current_value<T: DeserializeOwned>(
    connection: &Connection,
    key: &FactKey,
) -> Result<Option<T>, StateError> {
    let value = fact::read_fact(connection, key)?.and_then(|fact| fact.value);
    value.as_deref().map(parse_value).transpose()
}

/// Parses the value of a fact.
pub(super) fn parse_value<T: DeserializeOwned>(value: &str) -> Result<T, StateError> {
    serde_json::from_str(value).map_err(StateError::from)
}

pub(super) fn to_json(value: &impl Serialize) -> Result<String, StateError> {
    serde_json::to_string(value).map_err(StateError::from)
}
