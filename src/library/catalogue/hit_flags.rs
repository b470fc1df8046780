//! Answers for a search what the reader did: bookmarks, read marks, notes, tags.

use std::collections::BTreeSet;

use crate::article::{ArticleId, QuoteId};
use crate::search::hits::{FlaggedHits, HitFlags};
use crate::search::query::{Clause, Property, Query, QueryWords, WordField};

use super::flags::{FlaggedEntry, StateFlags};
use super::row::id_at;
use super::{Catalogue, Result};

/// How many quotes of a story may have the same words; the state does not say which of them is meant.
const SAME_WORDS: usize = 4;

impl Catalogue {
    /// Returns what a query asks of the state and of the tags of stories; the rest is empty.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn flags_for(&self, query: &Query) -> Result<HitFlags> {
        let mut flags = HitFlags::default();
        if !query.asks_for_flags() {
            return Ok(flags);
        }
        self.flags.borrow_mut().refresh();
        let state = self.flags.borrow();
        let mut clauses = Vec::new();
        query.visit_clauses(&mut |clause| clauses.push(clause));
        for clause in clauses {
            match clause {
                Clause::Is(property) => self.add_property(*property, &state, &mut flags)?,
                Clause::Field(WordField::Tag, words) => {
                    let tagged = self.find_tagged(&state, |name| words.match_text(name))?;
                    flags.tags.push((words.clone(), tagged));
                }
                Clause::Field(WordField::Note, words) => {
                    flags
                        .notes
                        .push((words.clone(), noted(&state, Some(words))));
                }
                Clause::Field(..)
                | Clause::All(_)
                | Clause::Any(_)
                | Clause::Not(_)
                | Clause::Anything
                | Clause::Word(_)
                | Clause::Phrase(_)
                | Clause::Days { .. } => {}
            }
        }
        Ok(flags)
    }

    fn add_property(
        &self,
        property: Property,
        state: &StateFlags,
        flags: &mut HitFlags,
    ) -> Result<()> {
        match property {
            Property::Bookmarked => flags.bookmarked = flagged(state.bookmarks()),
            Property::Noted => flags.noted = noted(state, None),
            Property::Tagged => flags.tagged = self.find_tagged(state, |_| true)?,
            Property::Unread | Property::Read => flags.read = state.read_articles(),
            Property::Block
            | Property::Direct
            | Property::Mixed
            | Property::Corrected
            | Property::Unsure
            | Property::Unnamed
            | Property::Unknown => {}
        }
        Ok(())
    }

    /// Returns the stories and quotes with a tag of such a name, by the reader or in the front matter of the story.
    fn find_tagged(
        &self,
        state: &StateFlags,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Result<FlaggedHits> {
        let mut tagged: BTreeSet<ArticleId> = BTreeSet::new();
        for name in state.tag_names().iter().filter(|name| is_wanted(name)) {
            tagged.extend(state.tagged_articles(name));
        }
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM tag JOIN article USING (article) WHERE name = ?")?;
        for name in self.tag_names()?.iter().filter(|name| is_wanted(name)) {
            let articles = statement.query_map([name], |row| id_at(row, 0))?;
            for article in articles {
                tagged.insert(article?);
            }
        }
        let mut quotes = state.quote_tags();
        quotes.retain(|(name, _)| is_wanted(name));
        let mut hits = flagged(quotes.into_iter().map(|(_, quote)| quote).collect());
        hits.stories.extend(tagged);
        Ok(hits)
    }

    /// Returns the names of the tags in front matter.
    fn tag_names(&self) -> Result<Vec<String>> {
        // `DISTINCT` would walk all rows; this takes one step for each name:
        // https://sqlite.org/lang_with.html
        let query = "WITH RECURSIVE names (name) AS (
                SELECT min(name) FROM tag
                UNION ALL
                SELECT (SELECT min(name) FROM tag WHERE tag.name > names.name) FROM names
                WHERE name IS NOT NULL
            )
            SELECT name FROM names WHERE name IS NOT NULL";
        let mut statement = self.connection.prepare_cached(query)?;
        let names = statement.query_map([], |row| row.get(0))?;
        Ok(names.collect::<rusqlite::Result<_>>()?)
    }
}

/// Returns what has a note, or one with these words.
fn noted(state: &StateFlags, words: Option<&QueryWords>) -> FlaggedHits {
    let mut notes = state.notes();
    notes.retain(|note| words.is_none_or(|words| words.match_text(&note.text)));
    flagged(notes)
}

fn flagged(entries: Vec<FlaggedEntry>) -> FlaggedHits {
    let mut hits = FlaggedHits::default();
    for FlaggedEntry {
        article,
        quote,
        is_highlight,
        ..
    } in entries
    {
        if is_highlight {
            hits.passages.push(article);
        }
        match quote {
            None => hits.stories.push(article),
            Some(words) => hits.quotes.extend((0..SAME_WORDS).map(|occurrence| {
                let quote = QuoteId::from_words(article, &words, occurrence);
                (article, quote)
            })),
        }
    }
    hits
}
