//! Queries of the state.
#![allow(
    clippy::missing_errors_doc,
    reason = "all fail alike, and StateError says how"
)]

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use rusqlite::Connection;

use super::fact::{self, Fact, FactKey, FactKind};
use super::fact_updates::{self, BookmarkValue};
use super::model::{
    ArticleDescription, ArticleFlags, ArticleReference, AttachedCounts, Bookmark, BookmarkTarget,
    CorrectedArticle, CorrectedQuote, Correction, DecisionTimes, KeptQuote, PersonDecision,
    QuoteKey, ReadPosition, SavedSearch, SeenHits, TargetKey,
};
use super::note::{self, NoteContent, NoteValue};
use super::undo_steps;
use super::versions::{self, StoryVersions};
use super::{StateError, StateStore};
use crate::article::{Article, ArticleId};
use crate::text::Clean;

type StateResult<T> = Result<T, StateError>;

/// A revision of the state, which can be compared only with those of the same opened state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateRevision {
    version: i64,
    saves: u64,
}

impl StateStore {
    /// Reads several things in one transaction; each by itself would lock the file and check for changes.
    pub fn read_in_snapshot<T>(
        &self,
        read: impl FnOnce(&Self) -> StateResult<T>,
    ) -> StateResult<T> {
        let reading = self.connection().unchecked_transaction()?;
        let found = read(self);
        reading.finish()?;
        found
    }

    /// Returns the flags of these articles; unknown ones have none set.
    pub fn flags_of_all(
        &self,
        articles: &[ArticleId],
    ) -> StateResult<HashMap<ArticleId, ArticleFlags>> {
        articles
            .iter()
            .map(|article| Ok((*article, self.flags_of(*article)?)))
            .collect()
    }

    fn flags_of(&self, article: ArticleId) -> StateResult<ArticleFlags> {
        let says = |kind| -> StateResult<bool> {
            let fact =
                fact::read_fact(self.connection(), &fact::FactKey::of_article(kind, article))?;
            Ok(fact.is_some_and(|fact| fact.value.is_some()))
        };
        Ok(ArticleFlags {
            is_read: says(FactKind::Read)?,
            is_bookmarked: says(FactKind::Bookmark)?,
            read_position: self.read_position(article)?.map(|place| place.hundredths),
        })
    }

    /// Gives a loaded article the identity under which the state refers to it, if that is not its usual one.
    pub fn identify_article(&self, article: &mut Article) -> StateResult<()> {
        let query = "SELECT EXISTS (SELECT 1 FROM fact WHERE article = ?
            AND kind IN ('article', 'bookmark', 'correction', 'note', 'place', 'read', 'tag'))";
        let mut statement = self.connection().prepare_cached(query)?;
        for id in ArticleId::list_candidates(article).into_iter().skip(1) {
            if statement.query_row([fact::article_bytes(Some(id))], |row| row.get(0))? {
                article.identity = Some(id);
                break;
            }
        }
        Ok(())
    }

    /// Counts the notes on these stories and quotes, and the tags of their bookmarks.
    pub fn count_attached(&self, targets: &[TargetKey]) -> StateResult<AttachedCounts> {
        let mut counts = AttachedCounts::default();
        for target in targets {
            let value_of = |kind| -> StateResult<Option<String>> {
                let key = fact_updates::target_fact_key(kind, *target);
                Ok(fact::read_fact(self.connection(), &key)?.and_then(|fact| fact.value))
            };
            let note = value_of(FactKind::Note)?;
            counts.notes += usize::from(note::text_of(note.as_deref())?.is_some());
            if let Some(bookmark) = value_of(FactKind::Bookmark)? {
                let bookmark: BookmarkValue = fact_updates::parse_value(&bookmark)?;
                counts.tags += bookmark.tags.len();
            }
        }
        Ok(counts)
    }

    /// Returns all bookmarks and notes on stories and quotes, the latest first.
    pub fn all_bookmarks(&self) -> StateResult<Vec<Bookmark>> {
        let facts = [FactKind::Bookmark, FactKind::Note]
            .map(|kind| fact::facts_of_kind(self.connection(), kind));
        self.as_bookmarks(facts)
    }

    /// Returns which stories are versions of one another.
    pub fn versions(&self) -> StateResult<StoryVersions> {
        versions::read_versions(self.connection())
    }

    /// Returns the bookmarks and notes on one article and its quotes, the latest first.
    pub fn bookmarks_of(&self, article: ArticleId) -> StateResult<Vec<Bookmark>> {
        let facts = [FactKind::Bookmark, FactKind::Note]
            .map(|kind| fact::facts_about(self.connection(), kind, article));
        self.as_bookmarks(facts)
    }

    /// Joins bookmarks with the notes on them; a note without a bookmark counts as one.
    fn as_bookmarks(
        &self,
        [bookmarks, notes]: [rusqlite::Result<Vec<Fact>>; 2],
    ) -> StateResult<Vec<Bookmark>> {
        type KeptValue = (BookmarkValue, Option<Clean>);
        let mut found: BTreeMap<(Option<ArticleId>, String), KeptValue> = BTreeMap::new();
        for fact in bookmarks? {
            let value = fact.value.as_deref().unwrap_or_default();
            let keeping = fact_updates::parse_value(value)?;
            found.insert((fact.key.article, fact.key.name), (keeping, None));
        }
        for fact in notes? {
            let value = fact.value.as_deref().unwrap_or_default();
            let note: NoteValue = fact_updates::parse_value(value)?;
            if let Some(NoteContent { added, quote, text }) = note.into_content() {
                let key = (fact.key.article, fact.key.name);
                let tags = Vec::new();
                let alone = || (BookmarkValue { added, quote, tags }, None);
                found.entry(key).or_insert_with(alone).1 = Some(text);
            }
        }
        let mut bookmarks = Vec::with_capacity(found.len());
        for ((article, name), (keeping, note)) in found {
            let article = article.unwrap_or(ArticleId::from_number(0));
            bookmarks.push(Bookmark {
                kept: BookmarkTarget {
                    article: self.article_reference(article)?,
                    quote: match keeping.quote {
                        Some(quote) => Some(self.correct_quote(article, name, quote)?),
                        None => None,
                    },
                },
                note,
                tags: keeping.tags,
                added: keeping.added,
            });
        }
        bookmarks.sort_by_key(|bookmark| std::cmp::Reverse(bookmark.added));
        Ok(bookmarks)
    }

    /// Returns a bookmarked quote with the speaker that the user has set.
    fn correct_quote(
        &self,
        article: ArticleId,
        name: String,
        quote: KeptQuote,
    ) -> StateResult<KeptQuote> {
        let key = fact::FactKey::with_name(FactKind::Correction, article, name);
        let corrected: Option<CorrectedQuote> =
            fact_updates::current_value(self.connection(), &key)?;
        let speaker = match corrected.map(|corrected| corrected.correction) {
            Some(Correction::Speaker(name)) => Some(name),
            Some(Correction::Unknown) => None,
            // A bookmark of what is no quote keeps its words and what was found.
            Some(Correction::NotAQuote) | None => quote.speaker.clone(),
        };
        Ok(KeptQuote { speaker, ..quote })
    }

    /// Returns an article with its stored description, which is empty if there is none.
    pub fn article_reference(&self, id: ArticleId) -> StateResult<ArticleReference> {
        read_reference(self.connection(), id)
    }

    /// Returns how far an article was read; `None` if it was not begun.
    pub fn read_position(&self, article: ArticleId) -> StateResult<Option<ReadPosition>> {
        fact_updates::current_value(
            self.connection(),
            &fact::FactKey::of_article(FactKind::Place, article),
        )
    }

    /// Returns the corrections of an article's quotes.
    pub fn corrections_of(&self, article: ArticleId) -> StateResult<Vec<CorrectedQuote>> {
        fact::facts_about(self.connection(), FactKind::Correction, article)?
            .iter()
            .map(|fact| fact_updates::parse_value(fact.value.as_deref().unwrap_or_default()))
            .collect()
    }

    /// Returns the corrections of all articles, in the order of their identities.
    pub fn all_corrections(&self) -> StateResult<Vec<CorrectedArticle>> {
        read_corrections(self.connection())
    }

    /// Returns when each correction was made, by its article and its quote.
    pub fn correction_times(&self) -> StateResult<HashMap<(ArticleId, QuoteKey), Timestamp>> {
        let mut times = HashMap::new();
        for fact in fact::facts_of_kind(self.connection(), FactKind::Correction)? {
            let (Some(article), Some(value)) = (fact.key.article, &fact.value) else {
                continue;
            };
            let corrected: CorrectedQuote = fact_updates::parse_value(value)?;
            let changed = Timestamp::from_millisecond(fact.changed).unwrap_or_default();
            times.insert((article, corrected.quote.quote_key()), changed);
        }
        Ok(times)
    }

    /// Returns what was decided about names, the oldest decision first.
    pub fn person_decisions(&self) -> StateResult<Vec<PersonDecision>> {
        read_decisions(self.connection())
    }

    /// Returns when it was last decided on names, and when that was taken back.
    pub fn decision_times(&self) -> StateResult<DecisionTimes> {
        let mut times = DecisionTimes::default();
        for fact in fact::versions_of_kind(self.connection(), FactKind::Person)? {
            let changed = Timestamp::from_millisecond(fact.changed).unwrap_or_default();
            let into = match fact.value {
                Some(_) => &mut times.decided,
                None => &mut times.taken_back,
            };
            for name in PersonDecision::names_of_fact(&fact.key.name) {
                let last = into.entry(name).or_default();
                *last = changed.max(*last);
            }
        }
        Ok(times)
    }

    /// Returns the tags of an article, sorted.
    pub fn tags_of(&self, article: ArticleId) -> StateResult<Vec<Clean>> {
        let facts = fact::facts_about(self.connection(), FactKind::Tag, article)?;
        Ok(facts
            .iter()
            .map(|fact| Clean::new(&fact.key.name))
            .collect())
    }

    /// Returns the tags of each article that has some, sorted.
    pub fn tags_by_article(&self) -> StateResult<HashMap<ArticleId, Vec<Clean>>> {
        let mut tags: HashMap<ArticleId, Vec<Clean>> = HashMap::new();
        for fact in fact::facts_of_kind(self.connection(), FactKind::Tag)? {
            if let Some(article) = fact.key.article {
                let name = Clean::new(&fact.key.name);
                tags.entry(article).or_default().push(name);
            }
        }
        for tags in tags.values_mut() {
            tags.sort();
        }
        Ok(tags)
    }

    /// Returns all tags, sorted, each once.
    pub fn all_tags(&self) -> StateResult<Vec<Clean>> {
        let facts = fact::facts_of_kind(self.connection(), FactKind::Tag)?;
        let names: BTreeSet<Clean> = facts
            .iter()
            .map(|fact| Clean::new(&fact.key.name))
            .collect();
        Ok(names.into_iter().collect())
    }

    /// Returns the saved searches, sorted by name.
    pub fn saved_searches(&self) -> StateResult<Vec<SavedSearch>> {
        fact::facts_of_kind(self.connection(), FactKind::Search)?
            .iter()
            .map(|fact| {
                Ok(SavedSearch {
                    name: Clean::new(&fact.key.name),
                    query: fact_updates::parse_value(fact.value.as_deref().unwrap_or_default())?,
                })
            })
            .collect()
    }

    /// Returns which hits of a saved search were seen; none if it looked for something else then.
    pub fn seen_hits(&self, search: &SavedSearch) -> StateResult<SeenHits> {
        let key = FactKey::without_article(FactKind::Seen, search.name.as_str());
        let fact = fact::read_fact(self.connection(), &key)?;
        let value = fact.and_then(|fact| fact.value);
        let seen: Option<SeenHits> = value
            .as_deref()
            .map(fact_updates::parse_value)
            .transpose()?;
        Ok(seen
            .filter(|seen| seen.query == search.query)
            .unwrap_or_else(|| SeenHits::new(search.query.clone())))
    }

    /// Returns the searches that were made, each once, the latest first; about 200 are kept.
    pub fn search_history(&self) -> StateResult<Vec<Clean>> {
        let mut made: Vec<(Timestamp, Clean)> = Vec::new();
        for fact in fact::facts_of_kind(self.connection(), FactKind::History)? {
            let time = fact_updates::parse_value(fact.value.as_deref().unwrap_or_default())?;
            made.push((time, Clean::new(&fact.key.name)));
        }
        made.sort_by_key(|(time, _)| std::cmp::Reverse(*time));
        Ok(made.into_iter().map(|(_, query)| query).collect())
    }

    /// Returns the description of the change that undo would revert: "marked 12 articles read".
    pub fn next_undo(&self) -> StateResult<Option<String>> {
        Ok(undo_steps::next_description(self.connection(), true)?)
    }

    /// Returns the description of the change that redo would make again.
    pub fn next_redo(&self) -> StateResult<Option<String>> {
        Ok(undo_steps::next_description(self.connection(), false)?)
    }

    /// Returns what changes whenever anybody has changed the state.
    pub fn revision(&self) -> StateResult<StateRevision> {
        Ok(StateRevision {
            version: self.data_version()?,
            saves: self.save_count(),
        })
    }

    /// Returns a number that changes whenever another process has changed the state.
    pub fn data_version(&self) -> StateResult<i64> {
        let connection = self.connection();
        let version: i64 = connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        // `data_version` can be compared only within one connection, so the opening is part of the number:
        // https://sqlite.org/pragma.html#pragma_data_version
        Ok(self.opening_count() << 32 | version)
    }
}

/// Reads an article with its stored description.
fn read_reference(connection: &Connection, id: ArticleId) -> StateResult<ArticleReference> {
    let key = fact::FactKey::of_article(FactKind::Article, id);
    let description: Option<ArticleDescription> = fact_updates::current_value(connection, &key)?;
    Ok(ArticleReference {
        id,
        description: description.unwrap_or_default(),
    })
}

/// Reads the corrections of all articles, in the order of their identities.
pub(in crate::library) fn read_corrections(
    connection: &Connection,
) -> StateResult<Vec<CorrectedArticle>> {
    let mut articles: Vec<CorrectedArticle> = Vec::new();
    for fact in fact::facts_of_kind(connection, FactKind::Correction)? {
        let (Some(id), Some(value)) = (fact.key.article, &fact.value) else {
            continue;
        };
        let corrected: CorrectedQuote = fact_updates::parse_value(value)?;
        match articles.last_mut() {
            Some(last) if last.article.id == id => last.quotes.push(corrected),
            _ => articles.push(CorrectedArticle {
                article: read_reference(connection, id)?,
                quotes: vec![corrected],
            }),
        }
    }
    Ok(articles)
}

/// Reads what was decided about names, the oldest decision first.
pub(in crate::library) fn read_decisions(
    connection: &Connection,
) -> StateResult<Vec<PersonDecision>> {
    let mut facts = fact::facts_of_kind(connection, FactKind::Person)?;
    facts.sort_by_key(|fact| fact.changed);
    facts
        .iter()
        .map(|fact| fact_updates::parse_value(fact.value.as_deref().unwrap_or_default()))
        .collect()
}
