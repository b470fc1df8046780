//! Where the program was left: what the list showed, and the story that was read last.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::listing::Filter;
use super::state::{ArticleDescription, ArticleReference};
use crate::article::ArticleId;
use crate::config::{ListGroup, ListSort};
use crate::files::{private, regular};

/// Where the program was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// What the list was sorted by.
    pub sort: ListSort,
    /// Whether the greatest came first.
    pub is_descending: bool,
    /// What it was grouped by.
    pub group: ListGroup,
    /// What it showed.
    pub filter: Filter,
    /// The story that was read last.
    pub story: Option<SessionStory>,
    /// Whether the keys were the story's, rather than the list's.
    pub is_reading: bool,
}

/// A story that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionStory {
    /// Its identity, in hexadecimal digits.
    id: String,
    description: ArticleDescription,
}

impl SessionStory {
    /// Describes a story.
    #[must_use]
    pub fn from_reference(article: ArticleReference) -> Self {
        Self {
            id: format!("{:032x}", article.id.as_number()),
            description: article.description,
        }
    }

    /// Returns the story; `None` if its identity is damaged.
    #[must_use]
    pub fn to_reference(&self) -> Option<ArticleReference> {
        let number = u128::from_str_radix(&self.id, 16).ok()?;
        Some(ArticleReference {
            id: ArticleId::from_number(number),
            description: self.description.clone(),
        })
    }
}

impl Session {
    /// Reads where the program was left, from its folder of data; `None` if that is not known.
    #[must_use]
    pub fn load(data: &Path) -> Option<Self> {
        // A file that is missing or damaged costs no more than the place in the list.
        serde_json::from_slice(&regular::read(&session_path(data)).ok()?).ok()
    }

    /// Writes where the program is left.
    ///
    /// # Errors
    /// Fails if it cannot be written; what was written before stays.
    pub fn save(&self, data: &Path) -> io::Result<()> {
        private::replace_file(&session_path(data), &serde_json::to_vec(self)?)
    }
}

fn session_path(data: &Path) -> PathBuf {
    data.join("session.json")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_was_saved_is_loaded_and_a_damaged_file_is_no_session() {
        let data = tempfile::tempdir().unwrap();
        let article = ArticleReference {
            id: ArticleId::from_number(7),
            description: ArticleDescription::default(),
        };
        let session = Session {
            sort: ListSort::Title,
            is_descending: false,
            group: ListGroup::None,
            filter: Filter {
                after: Some(jiff::civil::date(2026, 3, 2)),
                is_begun: true,
                ..Filter::default()
            },
            story: Some(SessionStory::from_reference(article.clone())),
            is_reading: true,
        };
        assert_eq!(Session::load(data.path()), None);
        session.save(data.path()).unwrap();
        let loaded = Session::load(data.path()).unwrap();
        assert_eq!(loaded, session);
        assert_eq!(loaded.story.unwrap().to_reference(), Some(article));
        fs::write(session_path(data.path()), "{").unwrap();
        assert_eq!(Session::load(data.path()), None);
    }
}
