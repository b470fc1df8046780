//! What the reader keeps: bookmarks, notes, tags, read flags, corrections; requested here, shown once saved.
//! The list of bookmarks: opening one, writing a note on it, removing it.

use super::effect::{Effect, FolderRequest, StateRequest};
use super::entries::bookmarks::{self, BookmarkList};
use super::event::{StateEvent, TaggedBookmark, Ticket};
use super::notice::StatusNotice;
use super::overlay::{EntryChoice, OverlayKind};
use super::overlay_area;
use super::panes::Focus;
use super::prompt::{Prompt, Purpose};
use super::reading::ReadingPane;
use super::{App, LibraryScope};
use crate::article::ArticleId;
use crate::input::Action;
use crate::library::listing::ArticleRow;
use crate::library::state::{
    AttachedCounts, BookmarkTarget, SavedSearch, StateChange, TaggedArticle, TargetKey,
};
use crate::text::number::format_count;
use crate::text::{Clean, capitalize};

/// The most unread articles that are marked read without asking.
const MARKED_UNASKED: usize = 20;

/// The screen height from which bookmarks are separated by an empty line.
const ROOMY: u16 = 30;

impl App {
    pub(super) fn toggle_bookmark(&mut self) {
        let change = if self.screens.subject(&self.panes) == Focus::Quotes {
            self.panes.toggled_quote_bookmark(&self.ctx)
        } else {
            let rows = self.screens.target_rows(&self.panes);
            self.panes.toggled_story_bookmarks(&rows, &self.ctx)
        };
        if let Some(change) = change {
            self.ctx.save(change);
        }
    }

    pub(super) fn toggle_read(&mut self) {
        let rows = self.screens.target_rows(&self.panes);
        if let Some(change) = self.panes.toggled_read_flags(&rows, &self.ctx) {
            self.ctx.save(change);
        }
    }

    /// Opens the link of the open article in the browser and marks it read.
    pub(super) fn open_link_and_mark_read(&mut self) {
        if !self.panes.open_link(&mut self.ctx) {
            return;
        }
        let row = self.panes.reading.as_ref().map(ReadingPane::row);
        if let Some(row) = row.filter(|row| !row.is_read) {
            let (articles, is_read) = (vec![row.id], true);
            self.ctx.save(StateChange::SetRead { articles, is_read });
        }
    }

    /// Says that articles are never deleted, and what there is instead.
    pub(super) fn explain_deleting(&mut self) {
        let text = "Articles are never deleted; mark them as read instead";
        self.ctx.notice = Some(StatusNotice::quiet(text));
    }

    /// Marks every article of the list read, also those that are not on the screen; many only when the key is pressed twice.
    pub(super) fn mark_list_read(&mut self) {
        let unread = self
            .panes
            .list
            .unread_total()
            .unwrap_or(self.panes.list.total());
        if unread > MARKED_UNASKED && !std::mem::replace(&mut self.is_asked_to_mark, true) {
            let count = format_count(unread, "article");
            let undo = self.undo_hint("undoes it");
            let text = format!("Mark {count} as read? Press the key again{undo}");
            self.ctx.notice = Some(StatusNotice::warning(&text));
            return;
        }
        let listing = self.panes.list.listing().clone();
        let ticket = self.ctx.next_ticket();
        // What is folded is marked with its row.
        let marked = listing.without_folds();
        self.ctx.pending.add_mark_list_read(ticket, listing);
        let request = StateRequest::MarkListRead {
            ticket,
            listing: marked,
        };
        self.ctx.send(Effect::State(request));
    }

    /// Returns which key undoes a change, and what that does; `""` if no key does.
    fn undo_hint(&self, does: &str) -> String {
        let undo = self.keymap().shortest_key(self.context(), Action::Undo);
        undo.map_or_else(String::new, |key| format!("; '{key}' {does}"))
    }

    /// Undoes or redoes a change.
    pub(super) fn revert_change(&mut self, request: StateRequest) {
        // Which change that is, only the state knows: what is pending says nothing reliable any more.
        self.ctx.pending.clear();
        self.ctx.send(Effect::State(request));
    }

    /// Undoes or redoes a change where the bookmarks are shown.
    pub(super) fn revert_bookmarks(&mut self, request: StateRequest) {
        self.revert_change(request);
        self.ctx.send(Effect::State(StateRequest::Bookmarks));
    }

    pub(super) fn prompt_note(&mut self) {
        if let Some(note) = self.panes.current_note(self.screens.subject(&self.panes)) {
            self.ctx.open_prompt(Purpose::Note, &note);
        }
    }

    pub(super) fn save_note(&mut self, typed: &str) {
        let kept = if self.screens.subject(&self.panes) == Focus::Quotes {
            self.panes.kept_quote()
        } else {
            self.screens
                .target_rows(&self.panes)
                .first()
                .map(|row| self.panes.kept_story(row))
        };
        if let Some(kept) = kept {
            let note = Clean::line(typed);
            self.ctx.save(StateChange::SetNote { kept, note });
        }
        self.panes.end_highlight();
    }

    pub(super) fn take_state_event(&mut self, event: StateEvent) {
        match event {
            StateEvent::Remembered { ticket, remembered } => {
                self.panes
                    .take_remembered(ticket, *remembered, &mut self.ctx);
            }
            StateEvent::Searches { made, saved } => self.take_searches(made, saved),
            StateEvent::Saved {
                ticket,
                change,
                removed,
            } => self.take_saved(ticket, &change, removed),
            StateEvent::NotSaved { ticket } => self.ctx.pending.drop_failed(ticket),
            StateEvent::Finished(articles) => self.update_rows(&articles, |row| row.is_read = true),
            StateEvent::Bookmarks(bookmarks) => self.take_bookmarks(&bookmarks),
            StateEvent::Saving(is_saving) => self.ctx.is_saving = is_saving,
            StateEvent::Changed => self.take_state_change(),
            StateEvent::Exchanged { problems } => self.ctx.sync_problems = problems,
        }
    }

    /// Takes in that a change is on disk, and shows it.
    fn take_saved(&mut self, ticket: Ticket, change: &StateChange, removed: AttachedCounts) {
        let has_open_article = self.panes.reading.is_some();
        self.ctx.pending.mark_saved(ticket, has_open_article);
        self.show_tags(change);
        match change {
            StateChange::SetRead { articles, is_read } => {
                self.update_rows(articles, |row| row.is_read = *is_read);
            }
            StateChange::Bookmark(kept) => {
                let stories = story_ids(kept.iter().map(BookmarkTarget::target_key));
                self.update_rows(&stories, |row| row.is_bookmarked = true);
            }
            StateChange::RemoveBookmarks(targets) => {
                let stories = story_ids(targets.iter().copied());
                self.update_rows(&stories, |row| row.is_bookmarked = false);
            }
            StateChange::SetNote { kept, note } if kept.quote.is_none() && !note.is_empty() => {
                self.update_rows(&[kept.article.id], |row| row.is_bookmarked = true);
            }
            StateChange::SetPlace { article, place } => {
                let hundredths = place.as_ref().map(|place| place.hundredths);
                self.update_rows(&[*article], |row| row.read_position = hundredths);
                // It is saved while one reads on, which is not worth a notice.
                return;
            }
            StateChange::Follow(_) => {
                self.take_state_change();
                return;
            }
            StateChange::RememberSearch { .. } => return,
            StateChange::SeeSearch { .. } => {
                self.ctx.send(Effect::State(StateRequest::Searches));
                return;
            }
            StateChange::SaveSearch(_) | StateChange::ForgetSearch { .. } => {
                self.ctx.send(Effect::State(StateRequest::Searches));
            }
            StateChange::Correct(_) | StateChange::Uncorrect(_) => self.apply_corrections(),
            StateChange::DecidePersons(_) | StateChange::ForgetDecisions(_) => {
                self.request_people_again();
            }
            StateChange::SetNote { .. }
            | StateChange::AddTag { .. }
            | StateChange::RemoveTag { .. }
            | StateChange::SetTags(_)
            | StateChange::SetQuoteTags { .. } => {}
        }
        // What was chosen was chosen for this change.
        self.panes.list.clear_chosen();
        let done = capitalize(&change.description()) + reach_of(change, self.ctx.settings.scope);
        // That a note or a tag went is told whole, in as many rows as it takes.
        let done = match describe_attached(change, removed) {
            None => StatusNotice::quiet(&done),
            Some(attached) => {
                let is_pair = removed.notes + removed.tags == 1;
                let back = if is_pair {
                    "brings both back"
                } else {
                    "brings them back"
                };
                StatusNotice::done(&format!("{done} with {attached}{}", self.undo_hint(back)))
            }
        };
        StatusNotice::add_done(&mut self.ctx.notice, done);
        self.panes.recall_article(&mut self.ctx);
    }

    /// Has corrections applied to what lists and searches show.
    fn apply_corrections(&mut self) {
        self.ctx.send(Effect::Folders(FolderRequest::Corrections));
    }

    /// Requests again what depends on who is who.
    fn request_people_again(&mut self) {
        self.screens.request_people(&mut self.ctx);
        if let Some(search) = self.screens.search_mut() {
            search.request_hits_again(&mut self.ctx);
        }
    }

    /// Takes in that more changed in the state than the screen knows: an undo, another running program.
    fn take_state_change(&mut self) {
        let reload = self.panes.list.reload();
        self.ctx.send(reload);
        if let Some(search) = self.screens.search_mut() {
            search.results.forget_rows();
        }
        self.ctx.send(Effect::State(StateRequest::Searches));
        self.apply_corrections();
        self.request_people_again();
        self.panes.recall_article(&mut self.ctx);
    }

    /// Takes in the searches that were made and saved.
    fn take_searches(&mut self, made: Vec<Clean>, saved: Vec<SavedSearch>) {
        let made = made.into_iter().rev();
        self.ctx.stored.histories.search = made.map(|query| query.as_str().to_owned()).collect();
        self.screens.take_saved_searches(saved, &mut self.ctx);
    }

    /// Shows changed tags in the rows of their articles.
    fn show_tags(&mut self, change: &StateChange) {
        if let StateChange::SetTags(tagged) = change {
            for TaggedArticle { article, tags } in tagged {
                self.update_rows(&[article.id], |row| row.tags.clone_from(tags));
            }
        }
        if let StateChange::AddTag { .. } | StateChange::RemoveTag { .. } = change {
            let reload = self.panes.list.reload();
            self.ctx.send(reload);
        }
    }

    /// Changes the rows of these articles wherever they are shown.
    pub(super) fn update_rows(&mut self, ids: &[ArticleId], change: impl Fn(&mut ArticleRow)) {
        self.panes.update_rows(ids, &change);
        if let Some(search) = self.screens.search_mut() {
            search.results.update_rows(ids, &change);
        }
    }

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
        let Some(row) = bookmarks::bookmarked_row(article) else {
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

/// Returns the articles of those targets that are stories as a whole.
fn story_ids(targets: impl Iterator<Item = TargetKey>) -> Vec<ArticleId> {
    targets
        .filter(|target| target.quote.is_none())
        .map(|target| target.article)
        .collect()
}

/// Returns what goes with removed bookmarks, in words: "its note and 2 tags"; `None` if nothing does.
fn describe_attached(change: &StateChange, removed: AttachedCounts) -> Option<String> {
    let is_one = matches!(change, StateChange::RemoveBookmarks(targets) if targets.len() == 1);
    let count = |count: usize, noun: &str| match count {
        0 => None,
        1 if is_one => Some(format!("its {noun}")),
        count => Some(format_count(count, noun)),
    };
    let parts = [count(removed.notes, "note"), count(removed.tags, "tag")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" and "))
}

/// Returns where a change is shown, if that is not everywhere.
const fn reach_of(change: &StateChange, scope: LibraryScope) -> &'static str {
    // What is searched and counted there is what was published.
    if matches!(
        (change, scope),
        (StateChange::Correct(_), LibraryScope::Shared)
    ) {
        "; a shared archive shows it on the story's page only"
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_in_a_shared_archive_says_where_it_holds() {
        let change = StateChange::Correct(Vec::new());
        assert_eq!(reach_of(&change, LibraryScope::Own), "");
        assert!(reach_of(&change, LibraryScope::Shared).contains("the story's page only"));
        let other = StateChange::Bookmark(Vec::new());
        assert_eq!(reach_of(&other, LibraryScope::Shared), "");
    }
}
