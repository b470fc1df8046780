//! What the state answers.
#![allow(
    clippy::missing_errors_doc,
    reason = "all fail alike, and StateError says how"
)]

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;

use super::fact::{self, Fact, Kind};
use super::journal;
use super::kept::{
    ArticleReference, Bookmark, Corrected, Description, Flags, Kept, Place, SavedSearch,
};
use super::puts::{self, Keeping};
use super::{StateError, Store};
use crate::article::ArticleId;
use crate::text::Clean;

type Answer<T> = Result<T, StateError>;

impl Store {
    /// Returns the flags of these articles; one the state knows nothing of has none set.
    pub fn flags(&self, articles: &[ArticleId]) -> Answer<HashMap<ArticleId, Flags>> {
        articles
            .iter()
            .map(|article| Ok((*article, self.flags_of(*article)?)))
            .collect()
    }

    fn flags_of(&self, article: ArticleId) -> Answer<Flags> {
        let says = |kind| -> Answer<bool> {
            let fact = fact::read(self.connection(), &fact::Key::about(kind, article))?;
            Ok(fact.is_some_and(|fact| fact.value.is_some()))
        };
        Ok(Flags {
            is_read: says(Kind::Read)?,
            is_bookmarked: says(Kind::Bookmark)?,
            read_position: self.place(article)?.map(|place| place.hundredths),
        })
    }

    /// Returns all bookmarks and notes, of stories and quotes, the one added last first.
    pub fn bookmarks(&self) -> Answer<Vec<Bookmark>> {
        let facts = [Kind::Bookmark, Kind::Note].map(|kind| fact::of_kind(self.connection(), kind));
        self.as_bookmarks(facts)
    }

    /// Returns the bookmarks and notes of one article, the one added last first.
    pub fn bookmarks_of(&self, article: ArticleId) -> Answer<Vec<Bookmark>> {
        let facts =
            [Kind::Bookmark, Kind::Note].map(|kind| fact::about(self.connection(), kind, article));
        self.as_bookmarks(facts)
    }

    /// Joins bookmarks with the notes on them; a note without a bookmark is shown as well.
    fn as_bookmarks(&self, facts: [rusqlite::Result<Vec<Fact>>; 2]) -> Answer<Vec<Bookmark>> {
        let mut found: BTreeMap<(Option<ArticleId>, String), Keeping> = BTreeMap::new();
        for fact in facts.into_iter().collect::<Result<Vec<_>, _>>()?.concat() {
            let keeping: Keeping = puts::parsed(fact.value.as_deref().unwrap_or_default())?;
            let key = (fact.key.article, fact.key.name);
            let text = keeping.text.clone();
            found.entry(key).or_insert(keeping).text = text;
        }
        let mut bookmarks = Vec::with_capacity(found.len());
        for ((article, _), keeping) in found {
            let article = article.unwrap_or(ArticleId::from_number(0));
            bookmarks.push(Bookmark {
                kept: Kept {
                    article: self.article(article)?,
                    quote: keeping.quote,
                },
                note: keeping.text,
                added: keeping.added,
            });
        }
        bookmarks.sort_by_key(|bookmark| std::cmp::Reverse(bookmark.added));
        Ok(bookmarks)
    }

    /// Returns what an article was when something of it was last kept; an empty description when nothing was.
    pub fn article(&self, id: ArticleId) -> Answer<ArticleReference> {
        let key = fact::Key::about(Kind::Article, id);
        let description: Option<Description> = puts::current(self.connection(), &key)?;
        Ok(ArticleReference {
            id,
            description: description.unwrap_or_default(),
        })
    }

    /// Returns how far an article was read, when it was begun.
    pub fn place(&self, article: ArticleId) -> Answer<Option<Place>> {
        puts::current(self.connection(), &fact::Key::about(Kind::Place, article))
    }

    /// Returns the corrections of an article's quotes.
    pub fn corrections(&self, article: ArticleId) -> Answer<Vec<Corrected>> {
        fact::about(self.connection(), Kind::Correction, article)?
            .iter()
            .map(|fact| puts::parsed(fact.value.as_deref().unwrap_or_default()))
            .collect()
    }

    /// Returns the tags of an article in the order of the alphabet.
    pub fn tags(&self, article: ArticleId) -> Answer<Vec<Clean>> {
        let facts = fact::about(self.connection(), Kind::Tag, article)?;
        Ok(facts
            .iter()
            .map(|fact| Clean::new(&fact.key.name))
            .collect())
    }

    /// Returns all tags in the order of the alphabet.
    pub fn all_tags(&self) -> Answer<Vec<Clean>> {
        let facts = fact::of_kind(self.connection(), Kind::Tag)?;
        let names: BTreeSet<Clean> = facts
            .iter()
            .map(|fact| Clean::new(&fact.key.name))
            .collect();
        Ok(names.into_iter().collect())
    }

    /// Returns the saved searches by name.
    pub fn saved_searches(&self) -> Answer<Vec<SavedSearch>> {
        fact::of_kind(self.connection(), Kind::Search)?
            .iter()
            .map(|fact| {
                Ok(SavedSearch {
                    name: Clean::new(&fact.key.name),
                    query: puts::parsed(fact.value.as_deref().unwrap_or_default())?,
                })
            })
            .collect()
    }

    /// Returns the searches that were made, each once, the last one first; about the last 200 are kept.
    pub fn search_history(&self) -> Answer<Vec<Clean>> {
        let mut made: Vec<(Timestamp, Clean)> = Vec::new();
        for fact in fact::of_kind(self.connection(), Kind::History)? {
            let time = puts::parsed(fact.value.as_deref().unwrap_or_default())?;
            made.push((time, Clean::new(&fact.key.name)));
        }
        made.sort_by_key(|(time, _)| std::cmp::Reverse(*time));
        Ok(made.into_iter().map(|(_, query)| query).collect())
    }

    /// Returns what undo would turn back, as "marked 12 articles read".
    pub fn next_undo(&self) -> Answer<Option<String>> {
        Ok(journal::next_description(self.connection(), true)?)
    }

    /// Returns what redo would do again.
    pub fn next_redo(&self) -> Answer<Option<String>> {
        Ok(journal::next_description(self.connection(), false)?)
    }

    /// Returns a number that differs from the last answer when another reader has changed the state since.
    pub fn data_version(&self) -> Answer<i64> {
        let connection = self.connection();
        let version: i64 = connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        // SQLite counts anew each time the file is opened.
        Ok(self.openings() << 32 | version)
    }
}
