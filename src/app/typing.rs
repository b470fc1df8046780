//! The prompt: what typing does while it goes on, and when it is done.

use super::effect::{Effect, TerminalRequest};
use super::front::Front;
use super::history;
use super::notice::StatusNotice;
use super::overlay::OverlayKind;
use super::panes::Focus;
use super::prompt::{Edited, Prompt, Purpose};
use super::screen::Screen;
use super::{App, Handler};
use crate::input::{Action, Key, KeyCode};
use crate::text::Clean;

/// What ends the program when typed in the palette; everything is saved at once, so all of them are the same.
const QUITTING: [&str; 5] = ["q", "q!", "qa", "wq", "x"];

/// What an action does in a prompt; others are ignored there.
const ACTIONS: [(Action, Handler); 10] = [
    (Action::Open, |app| app.take_edit(Edited::Submitted)),
    (Action::StepOut, |app| app.take_edit(Edited::Cancelled)),
    (Action::Cancel, |app| app.take_edit(Edited::Cancelled)),
    (Action::Quit, |app| app.take_edit(Edited::Cancelled)),
    (Action::MoveUp, |app| app.type_key(KeyCode::Up.into())),
    (Action::MoveDown, |app| app.type_key(KeyCode::Down.into())),
    (Action::SaveSearch, App::prompt_search_name),
    (Action::SwitchSearch, App::switch_search),
    (Action::Redraw, |app| {
        app.ctx.send(Effect::Terminal(TerminalRequest::Redraw));
    }),
    (Action::Suspend, |app| {
        app.ctx.send(Effect::Terminal(TerminalRequest::Suspend));
    }),
];

impl App {
    /// Opens the prompt that finds in the focused pane.
    pub(super) fn prompt_find(&mut self) {
        let purpose = if self.panes.focus == Focus::List {
            self.panes.list.begin_titles();
            Purpose::Titles
        } else {
            Purpose::Find
        };
        self.open_prompt(purpose, "");
    }

    pub(super) fn type_key(&mut self, key: Key) {
        let Some(prompt) = self.front.as_mut().and_then(Front::prompt_mut) else {
            return;
        };
        let history: &[String] = match prompt.purpose() {
            Purpose::Find => &self.stored.histories.find,
            Purpose::Search(_) => &self.stored.histories.search,
            Purpose::Pipe => &self.stored.histories.pipe,
            Purpose::Titles
            | Purpose::Entries
            | Purpose::Days
            | Purpose::Note
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
        if let Some(prompt) = self.front.as_mut().and_then(Front::prompt_mut) {
            let edited = prompt.paste(text);
            self.take_edit(edited);
        }
    }

    pub(super) fn act_in_prompt(&mut self, action: Action) {
        if let Some((_, act)) = ACTIONS.iter().find(|(known, _)| *known == action) {
            act(self);
        }
    }

    /// Returns `true` if a query is typed.
    pub(super) fn is_typing_query(&self) -> bool {
        let purpose = self.prompt().map(Prompt::purpose);
        matches!(purpose, Some(Purpose::Search(_)))
    }

    fn take_edit(&mut self, edited: Edited) {
        match edited {
            Edited::Changed => self.show_typed(),
            Edited::Same => {}
            Edited::Submitted => self.submit(),
            Edited::Cancelled => self.cancel_prompt(),
            Edited::Moved(by) => self.move_behind_prompt(by),
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
                if let Some(overlay) = self.front.as_mut().and_then(Front::overlay_mut) {
                    overlay.menu.set_filter(&typed);
                }
            }
            Purpose::Search(_) => self.set_query(&typed),
            Purpose::Speakers => {
                if let Some(speakers) = self.screens.speakers_mut() {
                    speakers.set_filter(&typed, &mut self.ctx);
                }
            }
            Purpose::SearchName
            | Purpose::Days
            | Purpose::Note
            | Purpose::Tags
            | Purpose::Speaker
            | Purpose::Export(..)
            | Purpose::Pipe
            | Purpose::Begin(_) => {}
        }
    }

    /// Closes the prompt and returns it; the overlay whose entries it filters stays open.
    fn take_prompt(&mut self) -> Option<Prompt> {
        if let Some(overlay) = self.front.as_mut().and_then(Front::overlay_mut) {
            return overlay.filter_prompt.take();
        }
        match self.front.take()? {
            Front::Prompt(prompt) => Some(prompt),
            Front::Overlay(overlay) => overlay.filter_prompt,
        }
    }

    fn submit(&mut self) {
        let Some(prompt) = self.take_prompt() else {
            return;
        };
        let typed = prompt.text().to_owned();
        match prompt.purpose() {
            Purpose::Find => self.submit_find(&typed),
            // What was typed stays as the filter.
            Purpose::Titles | Purpose::Speakers => {}
            Purpose::Entries => {
                if !self.run_typed(&typed) {
                    self.choose_selected();
                }
            }
            Purpose::Days => self.filter_days(&typed),
            Purpose::Search(_) => self.submit_query(),
            Purpose::Export(what, format) => self.export_to(what.clone(), *format, &typed),
            Purpose::Pipe => self.submit_command(typed.trim()),
            Purpose::SearchName => self.save_search(&typed),
            Purpose::Note => self.save_note(&typed),
            Purpose::Tags => self.save_tags(&typed),
            Purpose::Speaker => self.submit_speaker(&typed),
            Purpose::Begin(way) => self.begin(*way, &typed),
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
                if !self.widen_search() {
                    self.leave_search();
                }
            }
            Purpose::Speakers => self.clear_speaker_filter(),
            Purpose::SearchName
            | Purpose::Days
            | Purpose::Note
            | Purpose::Tags
            | Purpose::Speaker
            | Purpose::Export(..)
            | Purpose::Pipe
            | Purpose::Begin(_) => {}
        }
    }

    /// Shows all entries of the overlay again; one that is made to be typed in closes.
    fn cancel_entries(&mut self) {
        let Some(overlay) = self.front.as_mut().and_then(Front::overlay_mut) else {
            return;
        };
        if overlay.kind.starts_with_filter() {
            self.front = None;
        } else {
            overlay.menu.set_filter("");
        }
    }

    fn move_behind_prompt(&mut self, by: isize) {
        if self.is_typing_query() {
            self.move_behind_query(by);
            return;
        }
        match (self.screens.shown_mut(), &mut self.front) {
            (Screen::Speakers(speakers), _) => speakers.move_by(by),
            (_, Some(Front::Overlay(overlay))) => overlay.menu.move_by(by),
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
        history::remember(&mut self.stored.histories.find, typed);
    }

    /// Does what is typed in the palette as in vim: a way to quit, or the number of a row or line.
    ///
    /// Returns `false` if it is neither.
    fn run_typed(&mut self, typed: &str) -> bool {
        let front = self.front.as_ref();
        if !front.is_some_and(|front| front.is_overlay(OverlayKind::Palette)) {
            return false;
        }
        let typed = typed.trim();
        if QUITTING.contains(&typed) {
            self.front = None;
            self.ctx.send(Effect::Terminal(TerminalRequest::Quit));
            return true;
        }
        let Some(number) = typed.parse::<usize>().ok().filter(|number| *number > 0) else {
            return false;
        };
        self.front = None;
        self.act(Action::Top, Some(number));
        let is_reading = self.screens.shows_panes() && self.panes.focus == Focus::Reading;
        if is_reading && number > 1 {
            self.act(Action::MoveDown, Some(number - 1));
        }
        true
    }

    /// Opens the line for the command that the story or the quote is piped to.
    pub(super) fn prompt_command(&mut self) {
        let piped = self.panes.piped_text(self.subject(), &self.ctx);
        if piped.is_some() {
            self.open_prompt(Purpose::Pipe, "");
        } else {
            self.ctx.notice = Some(StatusNotice::warning("Open an article first"));
        }
    }

    fn submit_command(&mut self, command: &str) {
        let subject = self.subject();
        if !command.is_empty() && self.panes.pipe_to(command, subject, &mut self.ctx) {
            history::remember(&mut self.stored.histories.pipe, command);
        }
    }
}
