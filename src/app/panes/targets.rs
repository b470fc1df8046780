//! What an action is about: rows, the story, the selected quote; and what is kept of them.

use super::{Focus, Panes};
use crate::app::ctx::Ctx;
use crate::app::effect::{Effect, StateRequest};
use crate::app::reading::ReadingPane;
use crate::library::listing::ArticleRow;
use crate::library::state::{ArticleReference, Bookmark, BookmarkTarget, KeptQuote, StateChange};
use crate::text::Clean;

impl Panes {
    /// Returns the row of the story that is read, or selected in the list, whichever `subject` says.
    pub(in crate::app) fn subject_row(&self, subject: Focus) -> Option<&ArticleRow> {
        match subject {
            Focus::List => self.list.selected_row(),
            Focus::Reading | Focus::Quotes => self.reading.as_ref().map(ReadingPane::row),
        }
    }

    /// Returns the rows an action in the panes is for: the chosen ones, else the one of `subject`.
    pub(in crate::app) fn chosen_or_subject(&self, subject: Focus) -> Vec<ArticleRow> {
        let chosen = self.list.chosen_rows();
        if chosen.is_empty() {
            self.subject_row(subject).cloned().into_iter().collect()
        } else {
            chosen
        }
    }

    /// Returns how many rows an action in the panes is for.
    pub(in crate::app) fn count_targets(&self, subject: Focus) -> usize {
        match self.list.count_chosen() {
            0 => usize::from(self.subject_row(subject).is_some()),
            chosen => chosen,
        }
    }

    /// Returns `true` if the last row names the selected quote: the article has the keys, and no card tells who said it.
    #[must_use]
    pub fn names_quote(&self) -> bool {
        let has_quote = |reading: &ReadingPane| reading.selected_quote().is_some();
        self.focus == Focus::Reading
            && self.areas.quotes.is_none()
            && !self.is_highlighting()
            && self.reading.as_ref().is_some_and(has_quote)
    }

    /// Returns the selected quote, or the passage that is being selected, as the state keeps it.
    pub(in crate::app) fn kept_quote(&self) -> Option<BookmarkTarget> {
        let reading = self.reading.as_ref()?;
        let quote = if reading.is_highlighting() {
            reading.kept_highlight()?
        } else {
            KeptQuote::from_quote(reading.article()?, reading.selected_quote()?)
        };
        Some(BookmarkTarget {
            quote: Some(quote),
            ..self.kept_story(reading.row())
        })
    }

    /// Returns a story as the state keeps it, with its link if it is open.
    pub(in crate::app) fn kept_story(&self, row: &ArticleRow) -> BookmarkTarget {
        let mut article = ArticleReference::from(row);
        let open = self
            .reading
            .as_ref()
            .filter(|reading| reading.row().id == row.id);
        article.description.url = open.and_then(|reading| reading.article()?.metadata.url.clone());
        BookmarkTarget {
            article,
            quote: None,
        }
    }

    /// Returns the change that the key of a bookmark makes of the selected quote.
    pub(in crate::app) fn toggled_quote_bookmark(&self, ctx: &Ctx) -> Option<StateChange> {
        let reading = self.reading.as_ref()?;
        let shown = bookmark_of_subject(reading);
        let shown = shown.map(|bookmark| bookmark.kept.target_key());
        let kept = self.kept_quote();
        let target = shown.or(kept.as_ref().map(BookmarkTarget::target_key))?;
        let pending = ctx.pending.adds_bookmark(target);
        if pending.unwrap_or(shown.is_some()) {
            return Some(StateChange::RemoveBookmarks(vec![target]));
        }
        Some(StateChange::Bookmark(vec![kept?]))
    }

    /// Returns the change that the key of a bookmark makes of these stories; `None` if there are none.
    pub(in crate::app) fn toggled_story_bookmarks(
        &self,
        rows: &[ArticleRow],
        ctx: &Ctx,
    ) -> Option<StateChange> {
        let kept: Vec<BookmarkTarget> = rows.iter().map(|row| self.kept_story(row)).collect();
        let are_all_kept = rows.iter().zip(&kept).all(|(row, kept)| {
            let pending = ctx.pending.adds_bookmark(kept.target_key());
            pending.unwrap_or(row.is_bookmarked)
        });
        if kept.is_empty() {
            return None;
        }
        Some(if are_all_kept {
            StateChange::RemoveBookmarks(kept.iter().map(BookmarkTarget::target_key).collect())
        } else {
            StateChange::Bookmark(kept)
        })
    }

    /// Returns the change that the key of the read flag makes of these stories; `None` if there are none.
    pub(in crate::app) fn toggled_read_flags(
        &self,
        rows: &[ArticleRow],
        ctx: &Ctx,
    ) -> Option<StateChange> {
        let is_read = |row: &ArticleRow| {
            let listing = self.list.has_row(row.id).then(|| self.list.listing());
            let pending = ctx.pending.marks_read(row.id, listing);
            pending.unwrap_or(row.is_read)
        };
        let is_read = !rows.iter().all(is_read);
        let articles: Vec<_> = rows.iter().map(|row| row.id).collect();
        (!articles.is_empty()).then_some(StateChange::SetRead { articles, is_read })
    }

    /// Returns the note on the selected quote, or on the open story; `None` if no article is open.
    pub(in crate::app) fn current_note(&self, subject: Focus) -> Option<Clean> {
        let reading = self.reading.as_ref()?;
        let has_quote = reading.is_highlighting() || reading.selected_quote_number().is_some();
        let bookmark = if subject == Focus::Quotes && has_quote {
            bookmark_of_subject(reading)
        } else {
            reading.story_bookmark()
        };
        let note = bookmark.and_then(|bookmark: &Bookmark| bookmark.note.clone());
        Some(note.unwrap_or_default())
    }

    /// Marks the open article read once its end was seen.
    pub(in crate::app) fn mark_finished(&mut self, ctx: &mut Ctx) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        if reading.take_finished() && !reading.row().is_read {
            let articles = vec![reading.row().id];
            ctx.send(Effect::State(StateRequest::Finish(articles)));
        }
    }

    /// Saves the read position if it has moved since it was saved last.
    pub(in crate::app) fn save_position(&mut self, ctx: &mut Ctx) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        let article = reading.row().id;
        if let Some(place) = reading.take_moved_place() {
            ctx.save(StateChange::SetPlace { article, place });
        }
    }
}

/// Returns the bookmark of the selected quote, or of the passage that is being selected.
pub(in crate::app) fn bookmark_of_subject(reading: &ReadingPane) -> Option<&Bookmark> {
    if !reading.is_highlighting() {
        return reading.bookmark_of(reading.selected_quote_number()?);
    }
    let quote = reading.highlighted_quote();
    let quote = quote.and_then(|number| reading.bookmark_of(number));
    quote.or_else(|| reading.highlight_bookmark())
}
