//! Reads what an article is filed under: its tags, and whether there is a note.

use std::collections::BTreeSet;

use crate::article::ArticleId;
use crate::text::Clean;

use super::row::id_bytes;
use super::{Catalogue, Result};

/// The tags and notes of an article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArticleFiling {
    /// The tags of its front matter and those that the user gave it and its quotes, sorted, each once.
    pub tags: Vec<Clean>,
    /// Whether the story or a quote of it has a note.
    pub is_noted: bool,
}

impl Catalogue {
    /// Returns the tags and notes of an article.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn find_filing(&self, id: ArticleId) -> Result<ArticleFiling> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT name FROM tag JOIN article USING (article) WHERE id = ?")?;
        let names = statement.query_map([id_bytes(id)], |row| row.get(0))?;
        let mut names: BTreeSet<String> = names.collect::<rusqlite::Result<_>>()?;
        self.flags.borrow_mut().refresh();
        let state = self.flags.borrow();
        names.extend(state.tags_of(id));
        Ok(ArticleFiling {
            tags: names.iter().map(|name| Clean::line(name)).collect(),
            is_noted: state.has_note(id),
        })
    }
}
