//! The prompt: what typing does while it goes on, and when it is done; the palette, where actions are typed by name.

use super::effect::{CatalogueRequest, Effect, TerminalRequest};
use super::entries;
use super::front::Front;
use super::history;
use super::notice::StatusNotice;
use super::overlay::OverlayKind;
use super::panes::Focus;
use super::prompt::{Edited, Prompt, Purpose};
use super::screen::Screen;
use super::start::begin_library;
use super::tags::{list_tags, split_tags};
use super::{App, Handler};
use crate::input::{Action, Key, KeyCode};
use crate::library::state::{BookmarkTarget, StateChange};
use crate::text::Clean;
use crate::text::number::format_number;

/// What an action does in a prompt; others are ignored there.
const ACTIONS: [(Action, Handler); 10] = [
    (Action::Open, |app| app.take_edit(Edited::Submitted)),
    (Action::StepOut, |app| app.take_edit(Edited::Cancelled)),
    (Action::Cancel, |app| app.take_edit(Edited::Cancelled)),
    (Action::Quit, |app| app.take_edit(Edited::Cancelled)),
    (Action::MoveUp, |app| app.type_key(KeyCode::Up.into())),
    (Action::MoveDown, |app| app.type_key(KeyCode::Down.into())),
    (Action::SaveSearch, |app| {
        app.screens.prompt_search_name(&mut app.ctx);
    }),
    (Action::SwitchSearch, App::switch_search),
    (Action::Redraw, |app| {
        app.ctx.send(Effect::Terminal(TerminalRequest::Redraw));
    }),
    (Action::Suspend, |app| {
        app.ctx.send(Effect::Terminal(TerminalRequest::Suspend));
    }),
];

impl App {
    pub(super) fn show_palette(&mut self) {
        let entries = entries::palette_entries(self.keymap());
        self.ctx.open_overlay(OverlayKind::Palette, entries);
    }

    /// Does what the selected entry is for, after a filter was typed; the palette runs nothing that only resembles it, and
    /// says where nothing does.
    pub(super) fn submit_entries(&mut self, typed: &str) {
        let palette = self.ctx.overlay();
        let palette = palette.filter(|overlay| overlay.kind == OverlayKind::Palette);
        let is_unknown =
            palette.is_some_and(|overlay| overlay.menu.is_guess() || overlay.menu.is_empty());
        if is_unknown {
            self.ctx.close_front();
            let text = format!("'{}' is no command", typed.trim());
            self.ctx.notice = Some(StatusNotice::warning(&text));
        } else {
            self.choose_selected();
        }
    }

    /// Says that everything is saved, unless it is not.
    pub(super) fn tell_saved(&mut self) {
        self.ctx.notice = Some(if self.ctx.is_saving {
            StatusNotice::quiet("Everything is saved already")
        } else {
            StatusNotice::warning("Changes are not saved now")
        });
    }

    /// Opens the prompt that finds in the focused pane.
    pub(super) fn prompt_find(&mut self) {
        let purpose = if self.panes.focus == Focus::List {
            self.panes.list.begin_titles();
            Purpose::Titles
        } else {
            Purpose::Find
        };
        self.ctx.open_prompt(purpose, "");
    }

    pub(super) fn type_key(&mut self, key: Key) {
        let Some(prompt) = self.ctx.front.as_mut().and_then(Front::prompt_mut) else {
            return;
        };
        let history: &[String] = match prompt.purpose() {
            Purpose::Find => &self.ctx.stored.histories.find,
            Purpose::Search(_) => &self.ctx.stored.histories.search,
            Purpose::Pipe => &self.ctx.stored.histories.pipe,
            Purpose::Titles
            | Purpose::Entries
            | Purpose::Days
            | Purpose::Note
            | Purpose::BookmarkNote(_)
            | Purpose::Tags
            | Purpose::Speaker
            | Purpose::Export(..)
            | Purpose::SearchName
            | Purpose::Speakers
            | Purpose::Begin(_) => &[],
        };
        let edited = prompt.press(key, history);
        self.take_edit(edited);
    }

    pub(super) fn paste(&mut self, text: &Clean) {
        if let Some(prompt) = self.ctx.front.as_mut().and_then(Front::prompt_mut) {
            let edited = prompt.paste(text);
            self.take_edit(edited);
        }
    }

    pub(super) fn act_in_prompt(&mut self, action: Action) {
        if let Some((_, act)) = ACTIONS.iter().find(|(known, _)| *known == action) {
            act(self);
        }
    }

    fn take_edit(&mut self, edited: Edited) {
        if !matches!(edited, Edited::Same | Edited::Submitted) {
            self.screens.awaited.entered = None;
        }
        match edited {
            Edited::Submitted if self.ctx.is_typing_query() => {
                let (screens, panes) = (&mut self.screens, &mut self.panes);
                screens.submit_query(panes, &mut self.ctx);
            }
            Edited::Changed => self.show_typed(),
            Edited::Same => {}
            Edited::Submitted => self.submit(),
            Edited::Cancelled => self.cancel_prompt(),
            Edited::Moved(by) => self.move_behind_prompt(by),
        }
    }

    /// Opens the line for the tags of the selected quote or passage, else for those that all chosen stories have.
    pub(super) fn prompt_tags(&mut self) {
        let tags = if self.tagged_quote().is_some() {
            self.panes.quote_tags()
        } else {
            let rows = self.screens.target_rows(&self.panes);
            if rows.is_empty() {
                return;
            }
            self.panes.shared_tags(&rows)
        };
        self.ctx.open_prompt(Purpose::Tags, &list_tags(&tags));
        // Whatever was tagged since the last time is to be completed as well.
        self.ctx.send(Effect::Catalogue(CatalogueRequest::Sources));
    }

    /// Gives the typed tags to what they were typed for.
    pub(super) fn save_tags(&mut self, typed: &str) {
        if let Some(kept) = self.tagged_quote() {
            let tags = split_tags(typed);
            self.ctx.save(StateChange::SetQuoteTags { kept, tags });
            self.panes.end_highlight();
        } else {
            let rows = self.screens.target_rows(&self.panes);
            self.panes.save_tags(typed, &rows, &mut self.ctx);
        }
    }

    /// Returns the quote or passage that tags are for; `None` if they are for stories.
    fn tagged_quote(&self) -> Option<BookmarkTarget> {
        let is_quote = self.screens.subject(&self.panes) == Focus::Quotes;
        is_quote.then(|| self.panes.kept_quote()).flatten()
    }

    /// Returns what to know while tags are typed.
    #[must_use]
    pub fn describe_tags(&self) -> String {
        let stories = self.screens.count_targets(&self.panes);
        let about = if self.tagged_quote().is_some() {
            self.describe_noted().to_owned()
        } else if stories > 1 {
            format!("{} stories", format_number(stories))
        } else {
            "on the story".to_owned()
        };
        self.ctx.describe_tagging(about)
    }

    /// Switches between quotes and stories while the query is typed, and between the reaches of a correction.
    pub(super) fn switch_search(&mut self) {
        if let Some(overlay) = self.ctx.overlay() {
            if overlay.kind == OverlayKind::Correct {
                self.ctx.reaches.switch();
            }
            return;
        }
        if self.ctx.complete_tag() || self.ctx.complete_path() || !self.ctx.is_typing_query() {
            return;
        }
        let Some(search) = self.screens.search_mut() else {
            return;
        };
        search.switch_scope(&mut self.ctx);
        if let Some(prompt) = self.ctx.front.as_mut().and_then(Front::prompt_mut) {
            prompt.set_purpose(Purpose::Search(search.scope()));
        }
    }

    /// Shows at once what the typed text finds.
    fn show_typed(&mut self) {
        let Some(prompt) = self.prompt() else { return };
        let typed = prompt.text().to_owned();
        match prompt.purpose() {
            Purpose::Find => {
                if let Some(reading) = &mut self.panes.reading {
                    reading.find(&typed);
                }
            }
            Purpose::Titles => {
                let missing = self.panes.list.find_titles(typed);
                self.ctx.send_all(missing);
            }
            Purpose::Entries => {
                if let Some(overlay) = self.ctx.overlay_mut() {
                    overlay.menu.set_filter(&typed);
                }
            }
            Purpose::Search(_) => self.screens.set_query(&typed, &mut self.ctx),
            Purpose::Speakers => {
                if let Some(speakers) = self.screens.speakers_mut() {
                    speakers.set_filter(&typed, &mut self.ctx);
                }
            }
            Purpose::SearchName
            | Purpose::Days
            | Purpose::Note
            | Purpose::BookmarkNote(_)
            | Purpose::Tags
            | Purpose::Speaker
            | Purpose::Export(..)
            | Purpose::Pipe
            | Purpose::Begin(_) => {}
        }
    }

    /// Closes the prompt and returns it; the overlay whose entries it filters stays open.
    fn take_prompt(&mut self) -> Option<Prompt> {
        if let Some(overlay) = self.ctx.overlay_mut() {
            return overlay.prompt.take();
        }
        match self.ctx.front.take()? {
            Front::Prompt(prompt) => Some(prompt),
            Front::Overlay(overlay) => overlay.prompt,
        }
    }

    fn submit(&mut self) {
        let Some(prompt) = self.take_prompt() else {
            return;
        };
        let typed = prompt.text().to_owned();
        match prompt.purpose() {
            Purpose::Find => self.submit_find(&typed),
            // What was typed stays as the filter; a query is submitted before this, and stays open.
            Purpose::Titles | Purpose::Speakers | Purpose::Search(_) => {}
            Purpose::Entries => self.submit_entries(&typed),
            Purpose::Days => self.filter_days(&typed),
            Purpose::Export(what, format) => self.export_to(what.clone(), *format, &typed),
            Purpose::Pipe => self.submit_command(typed.trim()),
            Purpose::SearchName => self.screens.save_search(&typed, &mut self.ctx),
            Purpose::Note => self.save_note(&typed),
            Purpose::BookmarkNote(kept) => self.save_bookmark_note((**kept).clone(), &typed),
            Purpose::Tags => self.save_tags(&typed),
            Purpose::Speaker => {
                let (screens, panes) = (&mut self.screens, &mut self.panes);
                screens.submit_speaker(&typed, panes, &mut self.ctx);
            }
            Purpose::Begin(way) => {
                if let Screen::Start(start) = self.screens.shown_mut() {
                    start.begin_typed(*way, &typed, &mut self.ctx);
                } else if !typed.trim().is_empty() {
                    begin_library(*way, typed.trim(), &mut self.ctx);
                }
            }
        }
    }

    /// Closes the prompt and reverts what typing showed.
    fn cancel_prompt(&mut self) {
        let Some(prompt) = self.take_prompt() else {
            return;
        };
        match prompt.purpose() {
            Purpose::Find => {
                self.panes.clear_found();
            }
            Purpose::Titles => {
                let reload = self.panes.list.cancel_titles();
                self.ctx.send(reload);
            }
            Purpose::Entries => self.cancel_entries(),
            Purpose::Search(_) => {
                let search = self.screens.shown_search();
                if !search.is_some_and(|search| search.widen_search(&mut self.ctx)) {
                    self.screens.leave_search(&mut self.panes, &mut self.ctx);
                }
            }
            Purpose::Speakers => self.screens.clear_speaker_filter(&mut self.ctx),
            Purpose::SearchName
            | Purpose::Days
            | Purpose::Note
            | Purpose::BookmarkNote(_)
            | Purpose::Tags
            | Purpose::Speaker
            | Purpose::Export(..)
            | Purpose::Pipe
            | Purpose::Begin(_) => {}
        }
    }

    /// Shows all entries of the overlay again; one that is made to be typed in closes.
    fn cancel_entries(&mut self) {
        let Some(overlay) = self.ctx.overlay_mut() else {
            return;
        };
        if overlay.kind.starts_with_filter() {
            self.ctx.front = None;
        } else {
            overlay.menu.set_filter("");
        }
    }

    fn move_behind_prompt(&mut self, by: isize) {
        if self.ctx.is_typing_query() {
            self.screens.move_behind_query(by, &mut self.ctx);
            return;
        }
        match (self.screens.shown_mut(), &mut self.ctx.front) {
            (Screen::Speakers(speakers), _) => speakers.move_by(by),
            (_, Some(Front::Overlay(overlay))) => {
                // What is typed is for the selected entry, unless it filters them.
                if overlay.filters_entries() {
                    overlay.menu.move_by(by);
                }
            }
            (Screen::Panes | Screen::Search(_) | Screen::Speaker(_), _)
                if self.panes.focus == Focus::List =>
            {
                let missing = self.panes.list.move_by(by);
                self.ctx.send_all(missing);
            }
            (Screen::Panes | Screen::Search(_) | Screen::Speaker(_) | Screen::Start(_), _) => {}
        }
    }

    fn submit_find(&mut self, typed: &str) {
        let Some(reading) = &mut self.panes.reading else {
            return;
        };
        if reading.found().hits().is_empty() && !typed.is_empty() {
            let text = reading.found().fault().map_or_else(
                || format!("'{typed}' is not in this article"),
                ToOwned::to_owned,
            );
            self.ctx.notice = Some(StatusNotice::warning(&text));
        }
        reading.enter();
        history::remember(&mut self.ctx.stored.histories.find, typed);
    }

    /// Opens the line for the command that the story or the quote is piped to.
    pub(super) fn prompt_command(&mut self) {
        let piped = self
            .panes
            .piped_text(self.screens.subject(&self.panes), &self.ctx);
        if piped.is_some() {
            self.ctx.open_prompt(Purpose::Pipe, "");
        } else {
            self.ctx.notice = Some(StatusNotice::warning("Open an article first"));
        }
    }

    fn submit_command(&mut self, command: &str) {
        if command.is_empty() {
            let text = "No command was typed, so nothing was piped";
            self.ctx.notice = Some(StatusNotice::quiet(text));
            return;
        }
        let subject = self.screens.subject(&self.panes);
        if self.panes.pipe_to(command, subject, &mut self.ctx) {
            history::remember(&mut self.ctx.stored.histories.pipe, command);
        }
    }
}
