//! Facts, the rows of the state: the newer version of a fact wins, and a removed fact leaves a tombstone.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::digest::RowSum;
use super::transaction::FactTransaction;
use super::{StateError, digest};
use crate::article::ArticleId;

type Result<T, E = rusqlite::Error> = std::result::Result<T, E>;

/// The kind of a fact, and what its existence means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum FactKind {
    /// The description of an article that something is kept about.
    Article,
    /// The story, or one of its quotes, is bookmarked.
    Bookmark,
    /// A quote has another speaker than the one found, or is none.
    Correction,
    /// A search that was made.
    History,
    /// A note on the story or on one of its quotes.
    Note,
    /// Two names are one person's, or are not.
    Person,
    /// How far the article was read.
    Place,
    /// The article was read.
    Read,
    /// A search that was saved under a name.
    Search,
    /// Which hits of a saved search were seen.
    Seen,
    /// The article has a tag.
    Tag,
    /// The article has become another one, which the name says.
    Version,
}

impl FactKind {
    /// All kinds, in the order of their names.
    pub(super) const ALL: [Self; 12] = [
        Self::Article,
        Self::Bookmark,
        Self::Correction,
        Self::History,
        Self::Note,
        Self::Person,
        Self::Place,
        Self::Read,
        Self::Search,
        Self::Seen,
        Self::Tag,
        Self::Version,
    ];

    /// Returns the name in the database and in exports.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Bookmark => "bookmark",
            Self::Correction => "correction",
            Self::History => "history",
            Self::Note => "note",
            Self::Person => "person",
            Self::Place => "place",
            Self::Read => "read",
            Self::Search => "search",
            Self::Seen => "seen",
            Self::Tag => "tag",
            Self::Version => "version",
        }
    }

    /// Returns the kind with that name.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Returns `true` if facts of the kind are about an article.
    pub(super) const fn is_about_article(self) -> bool {
        !matches!(
            self,
            Self::History | Self::Person | Self::Search | Self::Seen
        )
    }

    /// Returns `true` if undo covers the kind; `false` for what is recorded automatically.
    pub(super) const fn is_undoable(self) -> bool {
        !matches!(
            self,
            Self::Article | Self::History | Self::Place | Self::Seen | Self::Version
        )
    }
}

/// The key of a fact; no two facts have the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct FactKey {
    pub(super) kind: FactKind,
    /// The article it is about; `None` for searches and persons.
    pub(super) article: Option<ArticleId>,
    /// Which of the kind: a quote's key, a tag, a search, two names, an article; empty if there can be only one.
    pub(super) name: String,
}

impl FactKey {
    /// Returns the key of the only fact of its kind about an article.
    pub(super) const fn of_article(kind: FactKind, article: ArticleId) -> Self {
        Self {
            kind,
            article: Some(article),
            name: String::new(),
        }
    }

    /// Returns the key of one of several facts of a kind about an article.
    pub(super) fn with_name(kind: FactKind, article: ArticleId, name: impl Into<String>) -> Self {
        Self {
            kind,
            article: Some(article),
            name: name.into(),
        }
    }

    /// Returns the key of a fact that is not about an article.
    pub(super) fn without_article(kind: FactKind, name: impl Into<String>) -> Self {
        Self {
            kind,
            article: None,
            name: name.into(),
        }
    }
}

/// One fact with the time it last changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fact {
    pub(super) key: FactKey,
    /// When it last changed, in milliseconds since 1970; never decreases.
    pub(super) changed: i64,
    /// JSON; `None` for a tombstone.
    pub(super) value: Option<String>,
}

impl Fact {
    /// Returns the checksum of all its parts.
    pub(super) fn row_digest(&self) -> i64 {
        digest::digest_of(&[
            self.key.kind.name().as_bytes(),
            &article_bytes(self.key.article),
            self.key.name.as_bytes(),
            digest::optional_part(self.value.as_deref()),
            &self.changed.to_be_bytes(),
        ])
    }
}

/// Returns an article's identity as stored: 16 bytes in big-endian order; empty for no article.
pub(crate) fn article_bytes(article: Option<ArticleId>) -> Vec<u8> {
    article.map_or_else(Vec::new, |id| id.as_number().to_be_bytes().to_vec())
}

/// Returns the stored identity; `None` if there are no bytes.
pub(super) fn article_of(bytes: &[u8]) -> Option<ArticleId> {
    let number = u128::from_be_bytes(bytes.try_into().ok()?);
    Some(ArticleId::from_number(number))
}

/// Returns a time as facts store it: milliseconds since 1970.
pub(super) fn to_milliseconds(time: Timestamp) -> i64 {
    time.as_millisecond()
}

/// Reads one fact, which may be a tombstone.
pub(super) fn read_fact(connection: &Connection, key: &FactKey) -> Result<Option<Fact>> {
    connection
        .prepare_cached(
            "SELECT value, changed FROM fact WHERE kind = ?1 AND article = ?2 AND name = ?3",
        )?
        .query_row(
            params![key.kind.name(), article_bytes(key.article), key.name],
            |row| {
                Ok(Fact {
                    key: key.clone(),
                    value: row.get(0)?,
                    changed: row.get(1)?,
                })
            },
        )
        .optional()
}

/// Reads the facts of a kind about one article that are not removed, in the order of their names.
pub(super) fn facts_about(
    connection: &Connection,
    kind: FactKind,
    article: ArticleId,
) -> Result<Vec<Fact>> {
    connection
        .prepare_cached(
            "SELECT kind, article, name, value, changed FROM fact
             WHERE kind = ?1 AND article = ?2 AND value IS NOT NULL ORDER BY name",
        )?
        .query_map(params![kind.name(), article_bytes(Some(article))], from_row)?
        .collect()
}

/// Reads the facts of a kind about one article, also those that are removed, in the order of their names.
pub(super) fn versions_about(
    connection: &Connection,
    kind: FactKind,
    article: ArticleId,
) -> Result<Vec<Fact>> {
    connection
        .prepare_cached(
            "SELECT kind, article, name, value, changed FROM fact
             WHERE kind = ?1 AND article = ?2 ORDER BY name",
        )?
        .query_map(params![kind.name(), article_bytes(Some(article))], from_row)?
        .collect()
}

/// Reads all facts of a kind that are not removed, by article and name.
pub(super) fn facts_of_kind(connection: &Connection, kind: FactKind) -> Result<Vec<Fact>> {
    connection
        .prepare_cached(
            "SELECT kind, article, name, value, changed FROM fact
             WHERE kind = ?1 AND value IS NOT NULL ORDER BY article, name",
        )?
        .query_map([kind.name()], from_row)?
        .collect()
}

/// Reads all facts of a kind, also those that are removed, by article and name.
pub(super) fn versions_of_kind(connection: &Connection, kind: FactKind) -> Result<Vec<Fact>> {
    connection
        .prepare_cached(
            "SELECT kind, article, name, value, changed FROM fact WHERE kind = ?1 ORDER BY article, name",
        )?
        .query_map([kind.name()], from_row)?
        .collect()
}

/// Reads a fact from a row of kind, article, name, value and time.
pub(super) fn from_row(row: &Row<'_>) -> Result<Fact> {
    let kind: String = row.get(0)?;
    let article: Vec<u8> = row.get(1)?;
    // The conversion to `StateError` takes this for damage: an unknown kind in a known layout is a changed byte.
    let unknown = || rusqlite::Error::InvalidColumnName(kind.clone());
    Ok(Fact {
        key: FactKey {
            kind: FactKind::from_name(&kind).ok_or_else(unknown)?,
            article: article_of(&article),
            name: row.get(2)?,
        },
        value: row.get(3)?,
        changed: row.get(4)?,
    })
}

/// Writes a fact, replacing the stored version.
pub(super) fn write_fact(transaction: &FactTransaction<'_>, fact: &Fact) -> Result<()> {
    let (kind, article) = (fact.key.kind.name(), article_bytes(fact.key.article));
    let replaced = transaction
        .prepare_cached("SELECT digest FROM fact WHERE kind = ?1 AND article = ?2 AND name = ?3")?
        .query_row(params![kind, article, fact.key.name], |row| row.get(0))
        .optional()?;
    let digest = fact.row_digest();
    transaction
        .prepare_cached(
            "INSERT INTO fact (kind, article, name, value, changed, digest)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT DO UPDATE SET
                 value = excluded.value, changed = excluded.changed, digest = excluded.digest",
        )?
        .execute(params![
            kind,
            article,
            fact.key.name,
            fact.value,
            fact.changed,
            digest
        ])?;
    transaction.note_removed(replaced);
    transaction.note_written(fact, digest);
    Ok(())
}

/// Deletes all but the newest facts of a kind, without leaving tombstones.
pub(super) fn keep_newest(
    transaction: &FactTransaction<'_>,
    kind: FactKind,
    kept: usize,
) -> Result<()> {
    // Facts as old as the oldest one kept stay too, so there may be a few more.
    let Some(oldest) = oldest_kept(transaction, kind, kept)? else {
        return Ok(());
    };
    let mut delete = transaction
        .prepare_cached("DELETE FROM fact WHERE kind = ?1 AND changed < ?2 RETURNING digest")?;
    let removed = delete.query_map(params![kind.name(), oldest], |row| row.get(0))?;
    for digest in removed {
        transaction.note_removed(Some(digest?));
    }
    Ok(())
}

/// Returns the time of the oldest of the `kept` newest facts of a kind; `None` if there are fewer.
fn oldest_kept(connection: &Connection, kind: FactKind, kept: usize) -> Result<Option<i64>> {
    let before = i64::try_from(kept.saturating_sub(1)).unwrap_or(i64::MAX);
    let oldest = connection
        .prepare_cached(
            "SELECT changed FROM fact WHERE kind = ?1 ORDER BY changed DESC LIMIT 1 OFFSET ?2",
        )?
        .query_row(params![kind.name(), before], |row| row.get(0))
        .optional()?;
    Ok(oldest)
}

/// Returns `true` if a fact is older than the `kept` newest of its kind.
pub(super) fn is_older_than_kept(
    connection: &Connection,
    fact: &Fact,
    kept: usize,
) -> Result<bool> {
    let oldest = oldest_kept(connection, fact.key.kind, kept)?;
    Ok(oldest.is_some_and(|oldest| fact.changed < oldest))
}

/// Calls `each` with every fact, tombstones included, and its stored checksum, in the order of kind, article and
/// name.
pub(super) fn for_each_fact<E: From<StateError>>(
    connection: &Connection,
    mut each: impl FnMut(Fact, i64) -> Result<(), E>,
) -> Result<(), E> {
    let mut statement = connection
        .prepare(
            "SELECT kind, article, name, value, changed, digest FROM fact
             ORDER BY kind, article, name",
        )
        .map_err(StateError::from)?;
    let rows = statement
        .query_map([], |row| Ok((from_row(row)?, row.get(5)?)))
        .map_err(StateError::from)?;
    for row in rows {
        let (fact, digest) = row.map_err(StateError::from)?;
        each(fact, digest)?;
    }
    Ok(())
}

/// Returns the number of facts, tombstones included.
pub(super) fn count_facts(connection: &Connection) -> Result<i64> {
    connection.query_row("SELECT count(*) FROM fact", [], |row| row.get(0))
}

/// Returns the sum of all facts.
pub(super) fn sum_facts(connection: &Connection) -> Result<RowSum> {
    let mut sum = RowSum::default();
    let mut statement = connection.prepare("SELECT digest FROM fact")?;
    for digest in statement.query_map([], |row| row.get(0))? {
        sum.toggle(digest?);
    }
    Ok(sum)
}

/// Returns `true` if the checksum of every fact is right.
pub(super) fn are_whole(connection: &Connection) -> Result<bool, StateError> {
    let mut is_whole = true;
    for_each_fact(connection, |fact, digest| {
        is_whole &= fact.row_digest() == digest;
        Ok::<_, StateError>(())
    })?;
    Ok(is_whole)
}
