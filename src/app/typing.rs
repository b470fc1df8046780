//! The prompt: what typing does while it goes on, and when it is done.

use crate::input::{Action, Key, KeyCode};
use crate::text::Clean;

use super::App;
use super::effect::{Effect, TerminalRequest};
use super::notice::Notice;
use super::panes::Focus;
use super::prompt::{Edited, Prompt, Purpose};
use super::shown::Shown;

/// How many earlier texts the prompt brings back.
const HISTORY: usize = 100;

impl App {
    /// Opens the prompt that finds in the focused pane.
    pub(super) fn prompt_find(&mut self) {
        let purpose = if self.overlay.is_some() {
            Purpose::Entries
        } else if self.focus == Focus::List {
            Purpose::Titles
        } else {
            Purpose::Find
        };
        self.prompt = Some(Prompt::new(purpose, ""));
    }

    pub(super) fn type_key(&mut self, key: Key) {
        let history: &[String] = match self.prompt.as_ref().map(Prompt::purpose) {
            Some(Purpose::Find) => &self.find_history,
            Some(Purpose::Search(_)) => &self.search_history,
            Some(Purpose::Pipe) => &self.pipe_history,
            _ => &[],
        };
        let Some(prompt) = &mut self.prompt else {
            return;
        };
        let edited = prompt.press(key, history);
        self.take_edit(edited);
    }

    pub(super) fn paste(&mut self, text: &Clean) {
        if let Some(prompt) = &mut self.prompt {
            let edited = prompt.paste(text);
            self.take_edit(edited);
        }
    }

    pub(super) fn act_in_prompt(&mut self, action: Action) {
        match action {
            Action::Open => self.take_edit(Edited::Submitted),
            Action::StepOut | Action::Cancel | Action::Quit => self.take_edit(Edited::Cancelled),
            Action::MoveUp => self.type_key(KeyCode::Up.into()),
            Action::MoveDown => self.type_key(KeyCode::Down.into()),
            Action::SaveSearch if self.is_typing_query() => self.name_search(),
            Action::SwitchSearch if self.is_typing_query() => self.switch_search(),
            Action::Redraw => self.send(Effect::Terminal(TerminalRequest::Redraw)),
            Action::Suspend => self.send(Effect::Terminal(TerminalRequest::Suspend)),
            _ => {}
        }
    }

    /// Says whether a query is typed.
    pub(super) fn is_typing_query(&self) -> bool {
        let purpose = self.prompt.as_ref().map(Prompt::purpose);
        matches!(purpose, Some(Purpose::Search(_)))
    }

    fn take_edit(&mut self, edited: Edited) {
        match edited {
            Edited::Changed => self.show_typed(),
            Edited::Same => {}
            Edited::Submitted => self.submit(),
            Edited::Cancelled => self.leave_prompt(),
            Edited::Moved(by) => self.move_under_prompt(by),
        }
    }

    /// Shows at once what the typed text finds.
    fn show_typed(&mut self) {
        let Some(prompt) = &self.prompt else { return };
        let typed = prompt.text().to_owned();
        match prompt.purpose() {
            Purpose::Find => {
                if let Some(reading) = &mut self.reading {
                    reading.find(&typed);
                }
            }
            Purpose::Titles => self.filter_titles(typed),
            Purpose::Entries => {
                if let Some(overlay) = &mut self.overlay {
                    overlay.menu.set_filter(&typed);
                }
            }
            Purpose::Search(_) => self.set_query(&typed),
            Purpose::Speakers => self.filter_speakers(&typed),
            Purpose::SearchName
            | Purpose::Days
            | Purpose::Note
            | Purpose::Tags
            | Purpose::Speaker
            | Purpose::Export(..)
            | Purpose::Pipe => {}
        }
    }

    fn submit(&mut self) {
        let Some(prompt) = self.prompt.take() else {
            return;
        };
        let typed = prompt.text().to_owned();
        match prompt.purpose() {
            Purpose::Find => self.remember_find(typed),
            Purpose::Titles => {}
            Purpose::Entries => self.choose_selected(),
            Purpose::Days => self.set_days(&typed),
            Purpose::Search(_) => self.submit_query(),
            Purpose::Export(what, format) => self.export_to(what.clone(), *format, &typed),
            Purpose::Pipe => self.pipe_to(&typed),
            Purpose::SearchName => self.save_search(&typed),
            Purpose::Speakers => self.open_speaker(),
            Purpose::Note | Purpose::Tags | Purpose::Speaker => {
                self.keep_typed(prompt.purpose(), &typed);
            }
        }
    }

    /// Closes the prompt and takes back what typing showed.
    fn leave_prompt(&mut self) {
        let Some(prompt) = self.prompt.take() else {
            return;
        };
        match prompt.purpose() {
            Purpose::Find => {
                self.clear_found();
            }
            Purpose::Titles => self.filter_titles(String::new()),
            Purpose::Entries => {
                let closes = self
                    .overlay
                    .as_ref()
                    .is_some_and(|overlay| overlay.kind.starts_with_filter());
                if closes {
                    self.overlay = None;
                } else if let Some(overlay) = &mut self.overlay {
                    overlay.menu.set_filter("");
                }
            }
            Purpose::Search(_) => self.leave_search(),
            Purpose::Speakers => self.leave_speakers(),
            Purpose::SearchName
            | Purpose::Days
            | Purpose::Note
            | Purpose::Tags
            | Purpose::Speaker
            | Purpose::Export(..)
            | Purpose::Pipe => {}
        }
    }

    fn move_under_prompt(&mut self, by: isize) {
        if self.is_typing_query() {
            self.move_under_query(by);
            return;
        }
        if let Some(speakers) = self
            .speakers
            .as_mut()
            .filter(|_| self.shown == Shown::Speakers)
        {
            speakers.move_by(by);
            return;
        }
        match &mut self.overlay {
            Some(overlay) => overlay.menu.move_by(by),
            None if self.focus == Focus::List => self.move_by(by),
            None => {}
        }
    }

    fn remember_find(&mut self, typed: String) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        if reading.found().hits().is_empty() && !typed.is_empty() {
            let text = reading.found().fault().map_or_else(
                || format!("'{typed}' is not in this article"),
                ToOwned::to_owned,
            );
            self.notice = Some(Notice::warning(&text));
        }
        reading.enter();
        if !typed.is_empty() && self.find_history.last() != Some(&typed) {
            self.find_history.push(typed);
            let surplus = self.find_history.len().saturating_sub(HISTORY);
            self.find_history.drain(..surplus);
        }
    }

    fn filter_titles(&mut self, title: String) {
        let filter = crate::library::listing::Filter {
            title,
            ..self.list.listing().filter.clone()
        };
        let missing = self.list.set_filter(filter);
        self.send_all(missing);
    }

    /// Forgets the hits in the open article; says whether there were any.
    pub(super) fn clear_found(&mut self) -> bool {
        let Some(reading) = &mut self.reading else {
            return false;
        };
        let was_on = reading.found().is_on();
        reading.clear_found();
        was_on
    }
}
