//! The list of bookmarks: opening one, writing a note on it, removing it.

use super::App;
use super::effect::{Effect, StateRequest};
use super::entries::bookmarks::{self, BookmarkList};
use super::event::TaggedBookmark;
use super::notice::StatusNotice;
use super::overlay::{EntryChoice, OverlayKind};
use super::overlay_area;
use super::prompt::{Prompt, Purpose};
use crate::library::state::{BookmarkTarget, StateChange};
use crate::text::Clean;

/// Lines of the screen from which on an empty line parts bookmarks.
const ROOMY: u16 = 30;

impl App {
    pub(super) fn take_bookmarks(&mut self, bookmarks: Vec<TaggedBookmark>) {
        let list = BookmarkList {
            width: overlay_area::widest_entry(self.ctx.area),
            today: self.ctx.settings.today,
            is_roomy: self.ctx.area.height >= ROOMY,
        };
        let entries = bookmarks::bookmark_entries(&bookmarks, list);
        self.ctx.stored.bookmarks = bookmarks;
        self.ctx.take_entries(OverlayKind::Bookmarks, entries);
    }

    pub(super) fn open_bookmark(&mut self, number: usize) {
        let Some(kept) = self.ctx.stored.bookmarks.get(number).cloned() else {
            return;
        };
        self.open_kept(kept.bookmark.kept);
    }

    /// Opens a story that is kept, at the quote if it is one.
    pub(super) fn open_kept(&mut self, BookmarkTarget { article, quote }: BookmarkTarget) {
        let id = article.id;
        let Some(row) = bookmarks::bookmarked_row(article, quote.is_none()) else {
            self.ctx.notice = Some(StatusNotice::warning(
                "The file of this bookmark is unknown",
            ));
            return;
        };
        self.panes.open_article(row, &mut self.ctx);
        if let Some(reading) = &mut self.panes.reading {
            reading.go_to_anchor(quote.map(|quote| quote.anchor));
        }
        self.screens.enter_article(&mut self.panes, &mut self.ctx);
        let effect = self.panes.list.reveal(id);
        self.ctx.send(effect);
    }

    /// Removes the selected entry, if it is a bookmark or a saved search.
    pub(super) fn remove_selected(&mut self) {
        let Some(entry) = self.selected_entry() else {
            return;
        };
        if let Some(EntryChoice::Bookmark(number)) = entry.choice
            && let Some(kept) = self.ctx.stored.bookmarks.get(number)
        {
            let target = kept.bookmark.kept.target_key();
            self.ctx.save(StateChange::RemoveBookmarks(vec![target]));
            // The entries name bookmarks by number, so they must be read again.
            self.ctx.send(Effect::State(StateRequest::Bookmarks));
        } else if let Some(EntryChoice::Search(_)) = entry.choice {
            let name = entry.text.clone();
            self.ctx.save(StateChange::ForgetSearch { name });
        } else {
            self.tell_ignored();
        }
    }

    /// Opens the line for a note on the selected bookmark, with the note it has.
    pub(super) fn prompt_bookmark_note(&mut self) {
        let choice = self.selected_entry().and_then(|entry| entry.choice.clone());
        let Some(EntryChoice::Bookmark(number)) = choice else {
            self.tell_ignored();
            return;
        };
        let kept = self.ctx.stored.bookmarks.get(number);
        let note = kept.and_then(|kept| kept.bookmark.note.clone());
        if let Some(overlay) = self.ctx.overlay_mut() {
            let note = note.unwrap_or_default();
            overlay.prompt = Some(Prompt::new(Purpose::BookmarkNote(number), &note));
        }
    }

    /// Saves the note on a bookmark that was typed.
    pub(super) fn save_bookmark_note(&mut self, number: usize, typed: &str) {
        if let Some(kept) = self.ctx.stored.bookmarks.get(number) {
            let (kept, note) = (kept.bookmark.kept.clone(), Clean::line(typed));
            self.ctx.save(StateChange::SetNote { kept, note });
            self.ctx.send(Effect::State(StateRequest::Bookmarks));
        }
    }
}
