//! From a key to what it does. An action has one place: the front is asked first, then the screen, then the focused pane, then the program.

use super::App;
use super::ctx::Handled;
use super::effect::{Effect, FolderRequest, StateRequest, TerminalRequest};
use super::event::{InputEvent, Mouse};
use super::front::Front;
use super::notice::StatusNotice;
use super::panes::Focus;
use super::program_actions::PROGRAM_ACTIONS;
use super::prompt::Prompt;
use super::screen::Screen;
use crate::input::{Action, ChordStep, Context, Key, KeyCode};
use ratatui::layout::Rect;

impl App {
    pub(super) fn take_input(&mut self, event: InputEvent) {
        match event {
            InputEvent::Key(key) => self.press(key),
            InputEvent::Paste(text) => self.paste(&text),
            InputEvent::Mouse(mouse) => self.point(mouse),
            InputEvent::Resized { columns, rows } => self.resize(columns, rows),
            InputEvent::Waited => self.keys.are_continuations_shown = self.keys.chord.has_keys(),
            InputEvent::Resumed => self.ctx.send(Effect::Terminal(TerminalRequest::Redraw)),
        }
    }

    fn press(&mut self, key: Key) {
        // A notice has been read by the time the next key comes.
        self.ctx.notice = None;
        self.keys.are_continuations_shown = false;
        self.panes.list.pin_selection();
        if self.press_in_links(key) == Handled::Yes || self.press_on_start(key) {
            return;
        }
        match self
            .keys
            .chord
            .press_key(key, self.context(), &self.ctx.settings.keymap)
        {
            ChordStep::Action { action, count } => self.act(action, count),
            ChordStep::Unbound(keys) => {
                if self.prompt().is_none() {
                    self.tell_unbound(&keys);
                }
                for key in keys {
                    self.press_unbound(key);
                }
            }
            ChordStep::Pending | ChordStep::Cancelled => {}
        }
    }

    /// Types a key into the prompt. One with Alt that means nothing is Esc and the next key, pressed fast.
    fn press_unbound(&mut self, key: Key) {
        match key.after_esc() {
            // Terminals send Alt as an escape before the key, so nothing but the time between tells the two apart.
            Some(next) if self.prompt().is_none() || !Prompt::is_editing_key(key) => {
                self.press(KeyCode::Esc.into());
                self.press(next);
            }
            Some(_) | None => self.type_key(key),
        }
    }

    /// Says that keys do nothing here, and which key shows those that do.
    fn tell_unbound(&mut self, keys: &[Key]) {
        let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
        let help = self.keymap().shortest_key(self.context(), Action::Help);
        let help = help.map_or_else(String::new, |key| format!(" · {key} keys"));
        let text = format!("Nothing on '{}'{help}", keys.join(" "));
        self.ctx.notice = Some(StatusNotice::quiet(&text));
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        let is_first = self.ctx.area == Rect::default();
        self.ctx.area = Rect::new(0, 0, columns, rows);
        if is_first {
            // The list asks for as many rows as are seen, so it must know its height first.
            self.arrange();
            let reload = self.panes.list.reload();
            self.ctx.send(reload);
            self.ctx.send(Effect::State(StateRequest::Searches));
            self.ctx.send(Effect::Folders(FolderRequest::Rescan));
            let selected = self.ctx.settings.selected.take();
            if let Some(opening) = self.ctx.settings.opening.take() {
                self.open_kept(opening);
            } else if let Some(id) = selected {
                let effect = self.panes.list.reveal(id);
                self.ctx.send(effect);
            }
        }
    }

    fn point(&mut self, mouse: Mouse) {
        self.panes.list.pin_selection();
        match self.screens.shown_mut() {
            Screen::Panes => self.panes.point(mouse, &mut self.ctx),
            Screen::Search(_) => self.point_in_search(mouse),
            Screen::Speaker(page) => {
                let is_covered = self.front.is_some();
                if !is_covered && page.point(mouse) {
                    self.open_page_quote();
                }
            }
            Screen::Start(_) => self.point_on_start(mouse),
            Screen::Speakers(speakers) => {
                let is_covered = self
                    .front
                    .as_ref()
                    .is_some_and(|front| front.overlay().is_some());
                if !is_covered && speakers.point(mouse) {
                    self.open_speaker();
                }
            }
        }
    }

    /// Returns where a key is pressed now.
    #[must_use]
    pub fn context(&self) -> Context {
        if self.prompt().is_some() {
            return Context::Prompt;
        }
        if self.front.is_some() {
            return Context::Overlay;
        }
        match self.screens.shown() {
            Screen::Search(_) => return Context::Overlay,
            Screen::Speakers(_) | Screen::Speaker(_) => return Context::Speakers,
            Screen::Panes | Screen::Start(_) => {}
        }
        if self.is_highlighting() {
            return Context::Highlight;
        }
        match self.panes.focus {
            Focus::List => Context::List,
            Focus::Reading => Context::Reading,
            Focus::Quotes => Context::Quotes,
        }
    }

    /// Does an action, `count` times where it can be counted.
    pub(super) fn act(&mut self, action: Action, count: Option<usize>) {
        self.ctx.count = count;
        self.is_asked_to_mark &= action == Action::MarkAllRead;
        if matches!(action, Action::StepOut | Action::Cancel | Action::Quit) {
            // Whoever steps out no longer waits for what would open.
            self.awaited.overlay = None;
        }
        if self.prompt().is_some() {
            self.act_in_prompt(action);
            return;
        }
        if let Some(Front::Overlay(_)) = self.front
            && self.act_in_overlay(action) == Handled::Yes
        {
            return;
        }
        if self.is_highlighting() && self.act_on_highlight(action) == Handled::Yes {
            return;
        }
        let handled = match self.screens.shown_mut() {
            Screen::Search(_) => self.act_in_search(action),
            Screen::Panes => self.panes.act(action, &mut self.ctx),
            Screen::Speakers(_) => self.act_in_speakers(action),
            Screen::Speaker(_) => self.act_on_page(action),
            Screen::Start(_) => self.act_on_start(action),
        };
        if handled == Handled::No {
            self.act_in_program(action);
        }
    }

    /// Does an action that no part of the screen has for itself.
    fn act_in_program(&mut self, action: Action) {
        if let Some((_, act)) = PROGRAM_ACTIONS.iter().find(|(known, _)| *known == action) {
            act(self);
        }
    }

    /// Steps out of the innermost thing that is on: hits, zoom, the hits of a search, chosen rows, a pane, the filter.
    pub(super) fn step_out(&mut self) -> bool {
        let reading = self.panes.reading.as_ref();
        let shows_search = reading.is_some_and(|reading| reading.found().is_of_search());
        if !(shows_search && self.screens.search().is_some()) && self.panes.clear_found() {
            return true;
        }
        if self.panes.is_zoomed {
            self.panes.is_zoomed = false;
            return true;
        }
        self.return_to_origin() || self.panes.step_out(&mut self.ctx)
    }

    /// Goes back to the list, then ends the program.
    pub(super) fn back_or_quit(&mut self) {
        if self.return_to_origin() {
            return;
        }
        if self.panes.focus == Focus::List {
            self.ctx.send(Effect::Terminal(TerminalRequest::Quit));
        } else {
            self.panes.is_zoomed = false;
            self.panes.focus_left();
        }
    }

    /// Cancels what is on; with nothing on, ends the program.
    pub(super) fn cancel_or_quit(&mut self) {
        if !self.step_out() {
            self.ctx.send(Effect::Terminal(TerminalRequest::Quit));
        }
    }
}
