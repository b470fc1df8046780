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

/// The screen height from which bookmarks are separated by an empty line.
const ROOMY: u16 = 30;

impl App {
    pub(super) fn take_bookmarks(&mut self, bookmarks: &[TaggedBookmark]) {
        let list = BookmarkList {
            width: overlay_area::widest_entry(self.ctx.area),
            today: self.ctx.settings.today,
            is_roomy: self.ctx.area.height >= ROOMY,
        };
        let entries = bookmarks::bookmark_entries(bookmarks, list);
        self.ctx.take_entries(OverlayKind::Bookmarks, entries);
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

    /// Removes the selected entry, if it is a bookmark or a saved search; says so if it is neither.
    pub(super) fn remove_selected(&mut self) {
        let entry = self.selected_entry();
        match entry.and_then(|entry| entry.choice.as_ref().map(|choice| (choice, &entry.text))) {
            Some((EntryChoice::Bookmark(bookmark), _)) => {
                let target = bookmark.kept.target_key();
                self.ctx.save(StateChange::RemoveBookmarks(vec![target]));
                self.ctx.send(Effect::State(StateRequest::Bookmarks));
            }
            Some((EntryChoice::Search(_), name)) => {
                let name = name.clone();
                self.ctx.save(StateChange::ForgetSearch { name });
            }
            Some(_) | None => self.tell_ignored(),
        }
    }

    /// Opens the line for a note on the selected bookmark, with the note it has.
    pub(super) fn prompt_bookmark_note(&mut self) {
        let choice = self.selected_entry().and_then(|entry| entry.choice.clone());
        let Some(EntryChoice::Bookmark(bookmark)) = choice else {
            self.tell_ignored();
            return;
        };
        if let Some(overlay) = self.ctx.overlay_mut() {
            let note = bookmark.note.unwrap_or_default();
            let purpose = Purpose::BookmarkNote(Box::new(bookmark.kept));
            overlay.prompt = Some(Prompt::new(purpose, &note));
        }
    }

    /// Saves the note on a bookmark that was typed.
    pub(super) fn save_bookmark_note(&mut self, kept: BookmarkTarget, typed: &str) {
        let note = Clean::line(typed);
        self.ctx.save(StateChange::SetNote { kept, note });
        self.ctx.send(Effect::State(StateRequest::Bookmarks));
    }
}
