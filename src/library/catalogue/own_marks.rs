//! What the reader did with stories that are not in the catalogue, such as those of a shared archive.

use super::Catalogue;
use crate::article::ArticleId;
use crate::library::listing::{ArticleRow, Filter};

/// The stories that a filter lets through, or leaves out, because of what the reader did with them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnMarks {
    /// Those that were read, if only unread ones are listed.
    pub read: Option<Vec<ArticleId>>,
    /// Those of which it must be one, for each mark that is asked for.
    pub among: Vec<Vec<ArticleId>>,
    /// Those with the tag that is asked for, or with a quote that has it; others may have it in their files.
    pub tagged: Option<Vec<ArticleId>>,
}

impl Catalogue {
    /// Returns what a filter asks of the reader's own state.
    #[must_use]
    pub fn own_marks(&self, filter: &Filter) -> OwnMarks {
        self.flags.borrow_mut().refresh();
        let state = self.flags.borrow();
        let mut marks = OwnMarks {
            read: filter.is_unread.then(|| state.read_articles()),
            ..OwnMarks::default()
        };
        if filter.is_bookmarked {
            marks.among.push(state.bookmarked_articles());
        }
        if filter.is_begun {
            marks.among.push(state.begun_articles());
        }
        let tag = filter.tag.as_ref();
        marks.tagged = tag.map(|tag| state.articles_with_tag(tag));
        marks
    }

    /// Sets what the reader did with the articles of some rows.
    pub fn flag_rows(&self, rows: &mut [ArticleRow]) {
        self.flags.borrow_mut().refresh();
        self.flags.borrow().set_all_flags(rows);
    }
}
