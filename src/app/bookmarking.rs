//! Bookmarks of stories and quotes: kept, shown, opened, removed.

use crate::library::listing::Row;
use crate::library::state::{Bookmark, Change, Kept};

use super::App;
use super::effect::{Effect, StateRequest};
use super::menu::Entry;
use super::notice::Notice;
use super::overlay::{Choice, OverlayKind};
use super::panes::Focus;

impl App {
    pub(super) fn toggle_bookmark(&mut self) {
        if self.subject() == Focus::Quotes {
            self.toggle_quote_bookmark();
            return;
        }
        let rows = self.rows();
        let kept: Vec<Kept> = rows.iter().map(|row| self.story(row)).collect();
        let all_kept = rows.iter().zip(&kept).all(|(row, kept)| {
            let pending = self.pending.adds_bookmark(kept.target());
            pending.unwrap_or(row.is_bookmarked)
        });
        if kept.is_empty() {
            return;
        }
        self.save(if all_kept {
            Change::RemoveBookmarks(kept.iter().map(Kept::target).collect())
        } else {
            Change::Bookmark(kept)
        });
    }

    fn toggle_quote_bookmark(&mut self) {
        let Some(reading) = &self.reading else { return };
        let Some(number) = reading.selected_quote_number() else {
            return;
        };
        let shown = reading.bookmark_of(number);
        let shown = shown.map(|bookmark| bookmark.kept.target());
        let kept = self.target();
        let Some(target) = shown.or(kept.as_ref().map(Kept::target)) else {
            return;
        };
        let is_kept = self
            .pending
            .adds_bookmark(target)
            .unwrap_or(shown.is_some());
        let change = match kept {
            _ if is_kept => Change::RemoveBookmarks(vec![target]),
            Some(kept) => Change::Bookmark(vec![kept]),
            None => return,
        };
        self.save(change);
    }

    pub(super) fn take_bookmarks(&mut self, bookmarks: Vec<Bookmark>) {
        let entries = bookmarks
            .iter()
            .enumerate()
            .map(|(number, bookmark)| bookmark_entry(number, bookmark))
            .collect();
        self.bookmarks = bookmarks;
        self.show_answer(OverlayKind::Bookmarks, entries);
    }

    pub(super) fn open_bookmark(&mut self, number: usize) {
        let Some(bookmark) = self.bookmarks.get(number).cloned() else {
            return;
        };
        let Kept { article, quote } = bookmark.kept;
        let Some(location) = article.description.location else {
            self.notice = Some(Notice::warning(
                "The file of this bookmark is not known any more",
            ));
            return;
        };
        let row = Row {
            id: article.id,
            location,
            title: article.description.title,
            source: article.description.source,
            published: article.description.published,
            minutes: 0,
            quotes: 0,
            is_read: false,
            is_bookmarked: quote.is_none(),
            read_position: None,
        };
        self.open(row);
        if let Some(reading) = &mut self.reading {
            reading.go_to_anchor(quote.map(|quote| quote.anchor));
        }
        self.enter_article();
        let effect = self.list.reveal(article.id);
        self.send(effect);
    }

    /// Removes the bookmark that is selected in the overlay.
    pub(super) fn remove_selected_bookmark(&mut self) {
        let selected = self
            .overlay
            .as_ref()
            .and_then(|overlay| overlay.menu.selected());
        if let Some(Choice::Bookmark(number)) = selected.and_then(|entry| entry.choice.clone())
            && let Some(bookmark) = self.bookmarks.get(number)
        {
            let target = bookmark.kept.target();
            self.save(Change::RemoveBookmarks(vec![target]));
            self.send(Effect::State(StateRequest::Bookmarks));
        }
    }
}

fn bookmark_entry(number: usize, bookmark: &Bookmark) -> Entry {
    let description = &bookmark.kept.article.description;
    let source = description.source.as_deref().unwrap_or_default();
    let day = description
        .published
        .map(|day| day.to_string())
        .unwrap_or_default();
    let note = bookmark
        .note
        .as_deref()
        .map(|note| format!("note: {note}"))
        .unwrap_or_default();
    let (text, about) = match &bookmark.kept.quote {
        Some(quote) => {
            let speaker = quote.speaker.as_deref().unwrap_or("nobody named");
            (
                quote.words.clone(),
                format!("{speaker}, in '{}'", description.title.as_str()),
            )
        }
        None => (description.title.clone(), String::new()),
    };
    let parts = [about.as_str(), source, &day, &note];
    let detail = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    Entry::row(&text, &detail).choosing(Choice::Bookmark(number))
}
