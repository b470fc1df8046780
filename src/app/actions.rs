//! From a key to what it does. An action has one place: the front is asked first, then the screen, then the focused pane, then the program.

use super::App;
use super::ctx::Handled;
use super::effect::{Effect, FolderRequest, StateRequest, TerminalRequest};
use super::entries::{self, help};
use super::event::{InputEvent, Mouse};
use super::front::Front;
use super::menu::MenuEntry;
use super::notice::StatusNotice;
use super::overlay::OverlayKind;
use super::panes::Focus;
use super::program_actions::PROGRAM_ACTIONS;
use super::prompt::Prompt;
use super::reading::ReadingPane;
use super::screen::{Screen, Screens};
use super::settings::ReaderExperience;
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

    pub(super) fn show_copy_forms(&mut self) {
        let has_quote = self
            .panes
            .cite_quote(self.screens.subject(&self.panes), &self.ctx)
            .is_some();
        self.ctx
            .open_overlay(OverlayKind::CopyAs, entries::copy_entries(has_quote));
    }

    pub(super) fn show_exports(&mut self) {
        let (subject, today) = (self.screens.subject(&self.panes), self.ctx.settings.today);
        let search = self.screens.shown_search().map(|search| &*search);
        let entries = entries::export_entries(&self.panes, search, subject, today);
        self.ctx.open_overlay(OverlayKind::Export, entries);
    }

    /// Returns all keys, those of the place where the reader is first.
    fn help_entries(&self) -> Vec<MenuEntry> {
        if matches!(self.screens.shown(), Screen::Start(_)) && self.ctx.front.is_none() {
            return help::start_entries(self.keymap());
        }
        help::help_entries(self.keymap(), self.context())
    }

    pub(super) fn show_help(&mut self) {
        let entries = self.help_entries();
        self.ctx.open_overlay(OverlayKind::Help, entries);
    }

    /// Shows the keys over the open overlay.
    pub(super) fn show_help_over(&mut self) {
        let entries = self.help_entries();
        let under = match self.ctx.front.take() {
            Some(Front::Overlay(overlay)) => Some(Box::new(overlay)),
            Some(Front::Prompt(_)) | None => None,
        };
        self.ctx.open_overlay(OverlayKind::Help, entries);
        if let Some(overlay) = self.ctx.overlay_mut() {
            overlay.under = under;
        }
    }

    fn press(&mut self, key: Key) {
        // A notice has been read by the time the next key comes.
        self.ctx.notice = None;
        self.keys.are_continuations_shown = false;
        self.panes.list.pin_selection();
        if !self.keys.chord.has_keys() {
            self.keys.pressed.clear();
        }
        self.keys.pressed.push(key);
        if !self.keys.chord.has_keys() && self.press_number_or_letter(key) {
            return;
        }
        match self
            .keys
            .chord
            .press_key(key, self.context(), &self.ctx.settings.keymap)
        {
            ChordStep::Action { action, count } => {
                // Whoever asks for the story before it is there still waits for it.
                self.ctx.settings.opens_only_story &= action == Action::Open;
                self.act(action, count);
            }
            ChordStep::Unbound(keys) => {
                if self.prompt().is_none() {
                    self.tell_unbound(&keys, "");
                }
                for key in keys {
                    self.press_unbound(key);
                }
            }
            ChordStep::Pending | ChordStep::Cancelled => {}
        }
    }

    /// Chooses a link by its number, or on the start screen a way to begin by its letter; returns `false` if the key is
    /// neither.
    fn press_number_or_letter(&mut self, key: Key) -> bool {
        if self.panes.press_in_links(key, &mut self.ctx) == Handled::Yes {
            return true;
        }
        match self.screens.shown_mut() {
            Screen::Start(start) if self.ctx.front.is_none() => start.press(key, &mut self.ctx),
            Screen::Start(_)
            | Screen::Panes
            | Screen::Search(_)
            | Screen::Speaker(_)
            | Screen::Speakers(_) => false,
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

    /// Says that what was pressed does nothing here.
    pub(super) fn tell_ignored(&mut self) {
        self.tell_unbound(&self.keys.pressed.clone(), " here");
    }

    /// Says that keys do nothing, or nothing here, and which key shows those that do.
    fn tell_unbound(&mut self, keys: &[Key], here: &str) {
        let help = self.keymap().shortest_key(self.context(), Action::Help);
        self.ctx.notice = Some(if keys.is_empty() {
            StatusNotice::quiet("Not available here")
        } else {
            let is_unbound = here.is_empty();
            let onward = is_unbound.then(|| self.describe_onward(keys));
            let onward = onward.unwrap_or_default();
            let text = format!("Nothing on {}{here}{onward}", quote_keys(keys));
            StatusNotice::quiet(&text).with_help(help)
        });
    }

    /// Returns what could have followed the start of a sequence, if that was one thing.
    fn describe_onward(&self, keys: &[Key]) -> String {
        let begun = keys.split_last().map_or(&[][..], |(_, begun)| begun);
        if begun.is_empty() {
            return String::new();
        }
        let onward = self.keymap().continuations_of(self.context(), begun);
        let [(rest, action)] = onward.as_slice() else {
            return String::new();
        };
        let begun: Vec<String> = begun.iter().map(ToString::to_string).collect();
        format!("; {} {rest}: {}", begun.join(" "), action.help())
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
        self.screens.point(mouse, &mut self.panes, &mut self.ctx);
    }

    /// Returns where a key is pressed now.
    #[must_use]
    pub fn context(&self) -> Context {
        if self.prompt().is_some() {
            return Context::Prompt;
        }
        if self.ctx.front.is_some() {
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

    /// Returns `true` if a passage is being selected in the reading pane.
    fn is_highlighting(&self) -> bool {
        self.screens.shows_panes() && self.panes.is_highlighting()
    }

    /// Does an action, `count` times where it can be counted.
    pub(super) fn act(&mut self, action: Action, count: Option<usize>) {
        self.ctx.count = count;
        self.is_asked_to_mark &= action == Action::MarkAllRead;
        if matches!(action, Action::StepOut | Action::Cancel | Action::Quit) {
            // Whoever steps out no longer waits for what would open.
            self.ctx.awaited_overlay = None;
        }
        if self.prompt().is_some() {
            self.act_in_prompt(action);
            return;
        }
        match self.ask_parts(action) {
            Handled::Yes => {}
            Handled::No => self.act_in_program(action),
            Handled::Ignored => self.tell_ignored(),
        }
    }

    /// Explains the first card that is selected, once.
    pub(super) fn explain_first_card(&mut self) {
        let is_seen = self.panes.areas.quotes.is_some() && self.screens.shows_panes();
        let is_free = self.ctx.front.is_none() && self.ctx.notice.is_none();
        let reading = self.panes.reading.as_ref();
        let quote = reading.and_then(ReadingPane::selected_quote);
        let is_new = self.ctx.settings.experience == ReaderExperience::New;
        if is_new && is_seen && is_free && quote.is_some() {
            self.ctx.settings.experience = ReaderExperience::Returning;
            self.ctx.notice = Some(StatusNotice::first_card(self.keymap()));
        }
    }

    /// Goes to a percentage of the list or the article.
    pub(super) fn go_to_percent(&mut self, percent: u8) {
        if self.screens.shows_panes() {
            self.panes.go_to_percent(percent, &mut self.ctx);
        } else {
            self.keys.pressed.clear();
            self.tell_ignored();
        }
    }

    /// Lets the parts of the screen do an action, from the front to the back.
    fn ask_parts(&mut self, action: Action) -> Handled {
        if let Some(Front::Overlay(_)) = self.ctx.front {
            let handled = self.act_in_overlay(action);
            if handled != Handled::No {
                return handled;
            }
        }
        if self.is_highlighting() {
            let handled = self.panes.act_on_highlight(action, &mut self.ctx);
            if handled != Handled::No {
                return handled;
            }
        }
        self.screens.act(action, &mut self.panes, &mut self.ctx)
    }

    /// Does an action that no part of the screen has for itself.
    pub(super) fn act_in_program(&mut self, action: Action) {
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
        let (screens, panes) = (&mut self.screens, &mut self.panes);
        screens.return_to_origin(panes, &mut self.ctx) || self.panes.step_out(&mut self.ctx)
    }

    /// Goes back to the list, then ends the program.
    pub(super) fn back_or_quit(&mut self) {
        if self
            .screens
            .return_to_origin(&mut self.panes, &mut self.ctx)
        {
            return;
        }
        if self.panes.focus == Focus::List && self.ctx.settings.is_empty {
            self.screens = Screens::begin();
        } else if self.panes.focus == Focus::List {
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

/// Returns keys between quotation marks that none of them is.
fn quote_keys(keys: &[Key]) -> String {
    let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
    let keys = keys.join(" ");
    let mark = if keys.contains('\'') { '"' } else { '\'' };
    format!("{mark}{keys}{mark}")
}
