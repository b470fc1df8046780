//! Every change of the state, what it does to the facts, and how it is called on the screen.

use jiff::Timestamp;
use rusqlite::Connection;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::StateError;
use super::fact::{self, Key, Kind};
use super::kept::{
    ArticleReference, Corrected, Correction, Kept, KeptQuote, Place, QuoteKey, SavedSearch, Target,
};
use crate::article::ArticleId;
use crate::text::Clean;

/// One change of the state; a bulk change is one change, undone as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Marks articles read or unread.
    SetRead {
        /// Which.
        articles: Vec<ArticleId>,
        /// Whether they were read.
        is_read: bool,
    },
    /// Bookmarks stories and quotes; one that is bookmarked already stays as old as it is.
    Bookmark(Vec<Kept>),
    /// Removes bookmarks, with the notes on them.
    RemoveBookmarks(Vec<Target>),
    /// Writes a note on a story or quote and bookmarks it; an empty note removes the note only.
    SetNote {
        /// What the note is on.
        kept: Kept,
        /// The note.
        note: Clean,
    },
    /// Adds one tag to articles.
    AddTag {
        /// Which articles.
        articles: Vec<ArticleReference>,
        /// The tag.
        tag: Clean,
    },
    /// Removes one tag from articles.
    RemoveTag {
        /// Which articles.
        articles: Vec<ArticleId>,
        /// The tag.
        tag: Clean,
    },
    /// Gives an article these tags and no others.
    SetTags {
        /// The article.
        article: ArticleReference,
        /// Its tags.
        tags: Vec<Clean>,
    },
    /// Remembers how far an article was read, or forgets it; not undone.
    SetPlace {
        /// The article.
        article: ArticleId,
        /// How far; nothing when it is begun anew.
        place: Option<Place>,
    },
    /// Says who said a quote, or that it is none.
    Correct {
        /// The article.
        article: ArticleReference,
        /// The quote as it was found.
        quote: KeptQuote,
        /// What is right.
        correction: Correction,
    },
    /// Takes a correction back.
    Uncorrect {
        /// The article.
        article: ArticleId,
        /// The corrected quote.
        quote: QuoteKey,
    },
    /// Moves all that is kept of an article to what it became when its text was edited; not undone.
    ///
    /// Where both have a fact, that of the article it became stands.
    Follow {
        /// The article as it was known.
        from: ArticleId,
        /// The article as it is known now.
        to: ArticleId,
    },
    /// Keeps a search under a name, in place of the one with that name.
    SaveSearch(SavedSearch),
    /// Removes a saved search.
    ForgetSearch {
        /// Its name.
        name: Clean,
    },
    /// Remembers that a search was made; not undone.
    RememberSearch {
        /// The query as typed.
        query: Clean,
    },
}

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

impl Change {
    /// Returns what the facts should say after the change, given what they say now.
    pub(super) fn puts(
        &self,
        connection: &Connection,
        now: Timestamp,
    ) -> Result<Vec<Put>, StateError> {
        Ok(match self {
            Self::SetRead { articles, is_read } => {
                let value = is_read.then(|| SO.to_owned());
                let put = |id: &ArticleId| set(Key::about(Kind::Read, *id), value.clone());
                articles.iter().map(put).collect()
            }
            Self::Bookmark(kept) => bookmarks(connection, kept, now)?,
            Self::RemoveBookmarks(targets) => targets
                .iter()
                .flat_map(|target| [Kind::Bookmark, Kind::Note].map(|kind| key(kind, *target)))
                .map(|key| set(key, None))
                .collect(),
            Self::SetNote { kept, note } => notes(connection, kept, note, now)?,
            Self::AddTag { articles, tag } => {
                let mut puts: Vec<Put> = articles.iter().map(describe).collect::<Result<_, _>>()?;
                puts.extend(articles.iter().map(|article| tagged(article.id, tag)));
                puts
            }
            Self::RemoveTag { articles, tag } => articles
                .iter()
                .map(|article| set(Key::named(Kind::Tag, *article, tag.as_str()), None))
                .collect(),
            Self::SetTags { article, tags } => retag(connection, article, tags)?,
            Self::SetPlace { article, place } => {
                let value = place.as_ref().map(json).transpose()?;
                vec![set(Key::about(Kind::Place, *article), value)]
            }
            Self::Correct {
                article,
                quote,
                correction,
            } => {
                let corrected = Corrected {
                    quote: quote.clone(),
                    correction: correction.clone(),
                };
                let key = Key::named(Kind::Correction, article.id, quote.key().to_string());
                vec![describe(article)?, set(key, Some(json(&corrected)?))]
            }
            Self::Uncorrect { article, quote } => {
                let key = Key::named(Kind::Correction, *article, quote.to_string());
                vec![set(key, None)]
            }
            Self::Follow { from, to } => follow(connection, *from, *to)?,
            Self::SaveSearch(SavedSearch { name, query }) => {
                let key = Key::global(Kind::Search, name.as_str());
                vec![set(key, Some(json(query)?))]
            }
            Self::ForgetSearch { name } => {
                vec![set(Key::global(Kind::Search, name.as_str()), None)]
            }
            Self::RememberSearch { query } => {
                let key = Key::global(Kind::History, query.as_str());
                vec![set(key, Some(json(&now)?))]
            }
        })
    }

    /// Returns what was done, as the notice of an undo says it: "marked 12 articles read".
    #[must_use]
    pub fn description(&self) -> String {
        match self {
            Self::SetRead { articles, is_read } => {
                let to = if *is_read { "read" } else { "unread" };
                format!("marked {} {to}", count(articles.len(), "article"))
            }
            Self::Bookmark(kept) => match kept.as_slice() {
                [kept] => format!("bookmarked {}", called(kept)),
                kept => format!("added {}", count(kept.len(), "bookmark")),
            },
            Self::RemoveBookmarks(targets) => {
                format!("removed {}", count(targets.len(), "bookmark"))
            }
            Self::SetNote { kept, note } if note.is_empty() => {
                format!("removed the note on {}", called(kept))
            }
            Self::SetNote { kept, .. } => format!("wrote a note on {}", called(kept)),
            Self::AddTag { articles, tag } => {
                let tag = tag.as_str();
                format!("tagged {} '{tag}'", count(articles.len(), "article"))
            }
            Self::RemoveTag { articles, tag } => {
                let tag = tag.as_str();
                let articles = count(articles.len(), "article");
                format!("removed the tag '{tag}' from {articles}")
            }
            Self::SetTags { article, .. } => {
                format!(
                    "set the tags of '{}'",
                    shortened(&article.description.title)
                )
            }
            Self::SetPlace { .. } => "remembered a read position".to_owned(),
            Self::Correct { quote, .. } => format!("corrected '{}'", shortened(&quote.words)),
            Self::Uncorrect { .. } => "took a correction back".to_owned(),
            Self::Follow { .. } => "followed an edited article".to_owned(),
            Self::SaveSearch(search) => format!("saved the search '{}'", search.name.as_str()),
            Self::ForgetSearch { name } => format!("removed the search '{}'", name.as_str()),
            Self::RememberSearch { query } => format!("searched '{}'", shortened(query)),
        }
    }
}

/// Puts every fact about one article under another, unless that has its own.
fn follow(connection: &Connection, from: ArticleId, to: ArticleId) -> Result<Vec<Put>, StateError> {
    let mut puts = Vec::new();
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

/// Names a story or quote in a notice.
fn called(kept: &Kept) -> String {
    match &kept.quote {
        Some(quote) => format!("the quote '{}'", shortened(&quote.words)),
        None => format!("'{}'", shortened(&kept.article.description.title)),
    }
}

/// Returns at most 40 characters on one line.
fn shortened(text: &str) -> String {
    let mut line = text.replace('\n', " ");
    if let Some((end, _)) = line.char_indices().nth(40) {
        line.truncate(end);
        line.push('…');
    }
    line
}

/// Returns "1 article", "2 articles".
fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}
