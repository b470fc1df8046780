//! What the reader keeps: notes, tags, read flags, places; asked for here, shown once saved.

use crate::article::ArticleId;
use crate::input::Action;
use crate::library::anchor::Anchor;
use crate::library::listing::Row;
use crate::library::state::{ArticleReference, Change, Correction, Kept, KeptQuote};
use crate::text::Clean;

use super::App;
use super::effect::{Effect, StateRequest};
use super::event::{Remembered, Ticket};
use super::notice::Notice;
use super::overlay::{Choice, OverlayKind};
use super::panes::Focus;
use super::prompt::{Prompt, Purpose};

impl App {
    /// Does one of the actions that change what is kept.
    pub(super) fn keep(&mut self, action: Action) {
        match action {
            Action::Bookmark => self.toggle_bookmark(),
            Action::ShowBookmarks => self.ask_for(
                OverlayKind::Bookmarks,
                Effect::State(StateRequest::Bookmarks),
            ),
            Action::Note => self.prompt_note(),
            Action::Tags => self.prompt_tags(),
            Action::ToggleRead => self.toggle_read(),
            Action::MarkAllRead => self.mark_shown(),
            Action::Undo => self.turn(Effect::State(StateRequest::Undo)),
            Action::Redo => self.turn(Effect::State(StateRequest::Redo)),
            Action::Correct => self.show_people(),
            _ => {}
        }
    }

    /// Takes in that a change is on disk, and shows it.
    pub(super) fn take_saved(&mut self, ticket: Ticket, change: &Change) {
        self.pending.mark_saved(ticket, self.reading.is_some());
        match change {
            Change::SetRead { articles, is_read } => {
                self.update_rows(articles, |row| row.is_read = *is_read);
            }
            Change::Bookmark(kept) => {
                let stories = stories(kept.iter().map(Kept::target));
                self.update_rows(&stories, |row| row.is_bookmarked = true);
            }
            Change::RemoveBookmarks(targets) => {
                let stories = stories(targets.iter().copied());
                self.update_rows(&stories, |row| row.is_bookmarked = false);
            }
            Change::SetNote { kept, note } if kept.quote.is_none() && !note.is_empty() => {
                self.update_rows(&[kept.article.id], |row| row.is_bookmarked = true);
            }
            Change::SetPlace { article, place } => {
                let hundredths = place.as_ref().map(|place| place.hundredths);
                self.update_rows(&[*article], |row| row.read_position = hundredths);
                return;
            }
            Change::Follow { .. } => {
                self.take_state_change();
                return;
            }
            Change::RememberSearch { .. } => return,
            Change::SaveSearch(_) | Change::ForgetSearch { .. } => {
                self.send(Effect::State(StateRequest::Searches));
            }
            _ => {}
        }
        self.list.clear_chosen();
        let done = Notice::quiet(&capitalised(&change.description()));
        Notice::add_done(&mut self.notice, done);
        self.recall();
    }

    /// Takes in that more changed in the state than the screen knows: an undo, another reader.
    pub(super) fn take_state_change(&mut self) {
        let reload = self.list.reload();
        self.send(reload);
        if let Some(search) = &mut self.search {
            search.results.forget_rows();
        }
        self.send(Effect::State(StateRequest::Searches));
        self.recall();
    }

    /// Takes in what is kept of the open article.
    pub(super) fn take_remembered(&mut self, ticket: Ticket, remembered: Remembered) {
        if let Some(reading) = self.awaiting(ticket) {
            reading.remember(remembered);
            self.pending.drop_saved();
        }
    }

    /// Does what choosing an entry of the bookmarks or of a correction means.
    pub(super) fn keep_choice(&mut self, choice: Choice) {
        match choice {
            Choice::Bookmark(number) => self.open_bookmark(number),
            Choice::Speaker(name) => self.correct(Correction::Speaker(name)),
            Choice::NotAQuote => self.correct(Correction::NotAQuote),
            Choice::OtherSpeaker => self.prompt = Some(Prompt::new(Purpose::Speaker, "")),
            Choice::AsFound => self.uncorrect(),
            _ => {}
        }
    }

    /// Keeps what was typed into a prompt.
    pub(super) fn keep_typed(&mut self, purpose: &Purpose, typed: &str) {
        let text = Clean::line(typed);
        match purpose {
            Purpose::Note => {
                if let Some(kept) = self.target() {
                    self.save(Change::SetNote { kept, note: text });
                }
            }
            Purpose::Tags => {
                let tags = typed
                    .split(',')
                    .map(Clean::line)
                    .filter(|tag| !tag.is_empty())
                    .collect();
                if let Some(row) = self.rows().first() {
                    let article = ArticleReference::from(row);
                    self.save(Change::SetTags { article, tags });
                }
            }
            Purpose::Speaker if !text.is_empty() => self.correct(Correction::Speaker(text)),
            _ => {}
        }
    }

    /// Marks the open article read once its end was seen.
    pub(super) fn mark_finished(&mut self) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        if reading.finishes() && !reading.row().is_read {
            let articles = vec![reading.row().id];
            self.send(Effect::State(StateRequest::Finish(articles)));
        }
    }

    /// Keeps the read position when it has moved since it was kept last.
    pub(super) fn keep_place(&mut self) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        let article = reading.row().id;
        if let Some(place) = reading.place_to_keep() {
            self.save(Change::SetPlace { article, place });
        }
    }

    pub(super) fn select_row(&mut self) {
        self.list.toggle_chosen();
        let missing = self.list.move_by(1);
        self.send_all(missing);
    }

    pub(super) fn save(&mut self, change: Change) {
        let ticket = self.next_ticket();
        self.pending.add_change(ticket, &change);
        let change = Box::new(change);
        self.send(Effect::State(StateRequest::Save { ticket, change }));
    }

    fn turn(&mut self, effect: Effect) {
        self.pending.clear();
        self.send(effect);
    }

    /// Asks again what is kept of the open article.
    pub(super) fn recall(&mut self) {
        if let Some(reading) = &self.reading {
            self.send(Effect::State(StateRequest::Recall {
                ticket: reading.ticket(),
                id: reading.row().id,
            }));
        }
    }

    fn mark_shown(&mut self) {
        let listing = self.list.listing().clone();
        let ticket = self.next_ticket();
        self.pending.add_mark_list_read(ticket, listing.clone());
        self.send(Effect::State(StateRequest::MarkListRead {
            ticket,
            listing,
        }));
    }

    fn toggle_read(&mut self) {
        let rows = self.rows();
        let is_read = |row: &Row| {
            let listing = self.list.holds(row.id).then(|| self.list.listing());
            self.pending
                .marks_read(row.id, listing)
                .unwrap_or(row.is_read)
        };
        let is_read = !rows.iter().all(is_read);
        let articles: Vec<ArticleId> = rows.iter().map(|row| row.id).collect();
        if !articles.is_empty() {
            self.save(Change::SetRead { articles, is_read });
        }
    }

    fn prompt_note(&mut self) {
        let Some(reading) = &self.reading else { return };
        let number = reading
            .selected_quote_number()
            .filter(|_| self.subject() == Focus::Quotes);
        let bookmark = number.map_or_else(
            || reading.story_bookmark(),
            |number| reading.bookmark_of(number),
        );
        let note = bookmark
            .and_then(|bookmark| bookmark.note.clone())
            .unwrap_or_default();
        self.prompt = Some(Prompt::new(Purpose::Note, &note));
    }

    fn prompt_tags(&mut self) {
        let tags = self
            .reading
            .as_ref()
            .map(|reading| reading.tags().join(", "));
        self.prompt = Some(Prompt::new(Purpose::Tags, &tags.unwrap_or_default()));
    }

    /// Returns the rows an action is for: the chosen ones, the selected one, or the open article's.
    pub(super) fn rows(&self) -> Vec<Row> {
        let chosen = self.list.chosen_rows();
        if !chosen.is_empty() && !self.is_searching() {
            return chosen;
        }
        let row = match self.subject() {
            Focus::List => self.list.selected_row(),
            Focus::Reading | Focus::Quotes => {
                self.reading.as_ref().map(super::reading::ReadingPane::row)
            }
        };
        row.cloned().into_iter().collect()
    }

    /// Returns what a bookmark or note is for: the selected quote in the sidebar, else the story.
    pub(super) fn target(&self) -> Option<Kept> {
        if self.subject() == Focus::Quotes {
            return self.quote_target();
        }
        self.rows().first().map(|row| self.story(row))
    }

    pub(super) fn quote_target(&self) -> Option<Kept> {
        let reading = self.reading.as_ref()?;
        let (article, quote) = (reading.article()?, reading.selected_quote()?);
        let quote = KeptQuote {
            anchor: Anchor::of(&article.text, quote.range),
            words: Clean::line(article.words(quote.range)),
            speaker: quote
                .speaker
                .as_ref()
                .map(|speaker| Clean::line(&speaker.name)),
            kind: quote.kind,
        };
        Some(Kept {
            quote: Some(quote),
            ..self.story(reading.row())
        })
    }

    pub(super) fn story(&self, row: &Row) -> Kept {
        let mut article = ArticleReference::from(row);
        let open = self
            .reading
            .as_ref()
            .filter(|reading| reading.row().id == row.id);
        article.description.url = open.and_then(|reading| reading.article()?.metadata.url.clone());
        Kept {
            article,
            quote: None,
        }
    }

    pub(super) fn update_rows(&mut self, ids: &[ArticleId], change: impl Fn(&mut Row)) {
        self.list.update(ids, &change);
        if let Some(search) = &mut self.search {
            search.results.update(ids, &change);
        }
        if let Some(reading) = &mut self.reading
            && ids.contains(&reading.row().id)
        {
            change(reading.row_mut());
        }
    }
}

/// Returns the articles of those targets that are stories as a whole.
fn stories(targets: impl Iterator<Item = crate::library::state::Target>) -> Vec<ArticleId> {
    targets
        .filter(|target| target.quote.is_none())
        .map(|target| target.article)
        .collect()
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}
