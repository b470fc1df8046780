//! Overlays: opening and closing them, and what choosing an entry does.

use super::ctx::Handled;
use super::effect::{
    CatalogueRequest, Effect, ExportRequest, Exported, SearchRequest, ShareQuery, StateRequest,
    TerminalRequest,
};
use super::entries::{self, filter, shares};
use super::front::Front;
use super::menu::MenuEntry;
use super::motion::Motion;
use super::notice::StatusNotice;
use super::overlay::{EntryChoice, FilterChoice, OverlayKind};
use super::panes::Focus;
use super::prompt::{Prompt, Purpose};
use super::reasons::Reasons;
use super::start::{WayIn, begin_library, prompt_way};
use super::{App, Handler};
use crate::config::ThemeChoice;
use crate::input::Action;
use crate::library::export::ExportFormat;
use crate::library::listing::{SourceCount, TagCount};
use crate::library::state::{Correction, StateChange};

/// Lines of the screen that an overlay does not fill with entries.
const FRAME_LINES: u16 = 6;

/// What an action does in an overlay, whichever is open.
const ACTIONS: [(Action, Handler); 11] = [
    (Action::Open, App::choose_selected),
    (Action::FocusRight, App::choose_selected),
    (Action::SwitchSearch, App::switch_in_overlay),
    (Action::Find, App::prompt_entries),
    (Action::Filter, App::prompt_entries),
    (Action::StepOut, App::step_out_of_overlay),
    (Action::Quit, App::step_out_of_overlay),
    (Action::Cancel, App::step_out_of_overlay),
    (Action::FocusLeft, App::step_out_of_overlay),
    (Action::Remove, App::remove_selected),
    (Action::Note, App::prompt_bookmark_note),
];

/// What an action does in the list of bookmarks alone.
const ON_BOOKMARKS: [(Action, Handler); 3] = [
    (Action::Bookmark, App::remove_selected),
    (Action::Undo, |app| app.revert_bookmarks(StateRequest::Undo)),
    (Action::Redo, |app| app.revert_bookmarks(StateRequest::Redo)),
];

/// What chooses an entry besides Enter, but among the keys, where it would do what nobody asked for.
const BESIDE_ENTER: [Action; 2] = [Action::FocusRight, Action::SwitchSearch];

impl App {
    /// Does an action in the open overlay.
    pub(super) fn act_in_overlay(&mut self, action: Action) -> Handled {
        let action = if action == Action::PageDownOrNext {
            Action::PageDown
        } else {
            action
        };
        let Some(kind) = self.ctx.overlay().map(|overlay| overlay.kind) else {
            return Handled::No;
        };
        let handled = self.act_in_kind(kind, action);
        if handled != Handled::No {
            return handled;
        }
        if self.move_in_overlay(action) {
            return Handled::Yes;
        }
        if action == Action::Correct && kind == OverlayKind::Why {
            self.ctx.close_front();
            return Handled::No;
        }
        if let Some((_, act)) = ACTIONS.iter().find(|(known, _)| *known == action) {
            act(self);
        } else if matches!(action, Action::Redraw | Action::Suspend) {
            return Handled::No;
        } else if kind.own_action() == action {
            self.close_overlay();
        } else if action == Action::Help {
            self.show_help_over();
        } else {
            return Handled::Ignored;
        }
        Handled::Yes
    }

    /// Does what an action means in this kind of overlay alone.
    fn act_in_kind(&mut self, kind: OverlayKind, action: Action) -> Handled {
        if let OverlayKind::Counts(key) = kind {
            let search = self.screens.shown_search();
            return search.map_or(Handled::No, |search| {
                search.act_on_counts(key, action, &mut self.ctx)
            });
        }
        if kind == OverlayKind::Links {
            return self.panes.act_on_link(action, &mut self.ctx);
        }
        if kind == OverlayKind::Why && matches!(action, Action::Find | Action::Filter) {
            return Handled::Ignored;
        }
        if kind == OverlayKind::Help && BESIDE_ENTER.contains(&action) {
            return Handled::Ignored;
        }
        if kind == OverlayKind::Bookmarks
            && let Some((_, act)) = ON_BOOKMARKS.iter().find(|(known, _)| *known == action)
        {
            act(self);
            return Handled::Yes;
        }
        Handled::No
    }

    /// Moves the selection; returns `false` if the action is no movement.
    fn move_in_overlay(&mut self, action: Action) -> bool {
        let page = usize::from(self.ctx.area.height.saturating_sub(FRAME_LINES).max(1));
        let motion = Motion::from_action(action, self.ctx.repeat_count());
        if let Some((motion, overlay)) = motion.zip(self.ctx.overlay_mut()) {
            match &mut overlay.reasons {
                Some(reasons) => reasons.scroll(motion),
                None => overlay.menu.move_by(motion.to_rows(page)),
            }
        }
        motion.is_some()
    }

    pub(super) fn show_sort(&mut self) {
        let entries = entries::sort_entries(&self.panes.list);
        self.ctx.open_overlay(OverlayKind::Sort, entries);
    }

    pub(super) fn show_why(&mut self) {
        let selected = self.panes.reading.as_ref();
        let selected =
            selected.and_then(|reading| Some((reading.article()?, reading.selected_quote()?)));
        match selected {
            Some((article, quote)) => {
                let reasons = Reasons::of_quote(article, quote);
                self.ctx.open_overlay(OverlayKind::Why, Vec::new());
                if let Some(overlay) = self.ctx.overlay_mut() {
                    overlay.reasons = Some(Box::new(reasons));
                }
            }
            None => {
                self.ctx.notice = Some(StatusNotice::no_quote(self.keymap()));
            }
        }
    }

    pub(super) fn show_filter(&mut self) {
        let sources = Effect::Catalogue(CatalogueRequest::Sources);
        self.ctx.request_overlay(OverlayKind::Filter, sources);
    }

    pub(super) fn show_problems(&mut self) {
        let problems = Effect::Catalogue(CatalogueRequest::Problems);
        self.ctx.request_overlay(OverlayKind::Problems, problems);
    }

    /// Shows who gets to speak: in what was found, in the list, in the open article.
    pub(super) fn show_speaker_shares(&mut self) {
        let today = self.ctx.settings.today;
        let query = if let Some(search) = self.screens.shown_search() {
            let found = search.all_found(today);
            found.map(|(found, _)| ShareQuery::Found(Box::new(found)))
        } else if self.panes.focus == Focus::List {
            Some(ShareQuery::Listing(self.panes.list.listing().clone()))
        } else {
            if let Some(reading) = &self.panes.reading {
                let entries = shares::article_entries(reading);
                self.ctx.open_overlay(OverlayKind::Speakers, entries);
            }
            return;
        };
        if let Some(query) = query {
            let effect = Effect::Search(SearchRequest::Shares(query));
            self.ctx.request_overlay(OverlayKind::Shares, effect);
        }
    }

    pub(super) fn take_sources(&mut self, sources: &[SourceCount], tags: Vec<TagCount>) {
        let filter = &self.panes.list.listing().filter;
        let (today, searches) = (self.ctx.settings.today, &self.ctx.stored.searches);
        let entries = filter::filter_entries(filter, today, searches, sources, &tags);
        self.ctx.stored.tags = tags;
        self.ctx.take_entries(OverlayKind::Filter, entries);
    }

    /// Does what the selected entry is for.
    pub(super) fn choose_selected(&mut self) {
        let Some(choice) = self.selected_entry().and_then(|entry| entry.choice.clone()) else {
            return;
        };
        // What a choice opens takes the place of the overlay.
        self.ctx.close_front();
        match choice {
            EntryChoice::Run(action) => {
                self.keys.pressed.clear();
                self.act(action, None);
            }
            EntryChoice::Quit => self.ctx.send(Effect::Terminal(TerminalRequest::Quit)),
            EntryChoice::Saved => self.tell_saved(),
            EntryChoice::Row(number) => self.act(Action::Top, Some(number)),
            EntryChoice::Percent(percent) => self.go_to_percent(percent),
            EntryChoice::Theme(choice) => self.show_theme(choice),
            EntryChoice::Sort(key) => {
                let effect = self.panes.list.set_sort(key);
                self.ctx.send(effect);
            }
            EntryChoice::Group(group) => {
                let effect = self.panes.list.set_group(group);
                self.ctx.send(effect);
            }
            EntryChoice::Link(number) => self.panes.open_story_link(number, &mut self.ctx),
            EntryChoice::Person(name) => {
                self.screens
                    .show_page(&name, &mut self.panes, &mut self.ctx);
            }
            EntryChoice::Quote(number) => self.panes.select_quote(number),
            EntryChoice::Copy(form) => {
                self.panes
                    .copy_as(form, self.screens.subject(&self.panes), &mut self.ctx);
            }
            EntryChoice::Export(what) => {
                self.ctx
                    .open_overlay(OverlayKind::ExportAs, entries::format_entries(&what));
            }
            EntryChoice::ExportAs(what, format) => self.prompt_export(what, format),
            EntryChoice::Decide(decision) => {
                self.ctx.save(StateChange::DecidePersons(vec![decision]));
            }
            EntryChoice::Search(query) => {
                let (screens, panes) = (&mut self.screens, &mut self.panes);
                screens.search_for(query.scope, &query.text, panes, &mut self.ctx);
            }
            EntryChoice::Narrow(clause) => {
                if let Some(search) = self.screens.shown_search() {
                    search.narrow_search(&clause, &mut self.ctx);
                }
            }
            EntryChoice::Bookmark(bookmark) => self.open_kept(bookmark.kept),
            EntryChoice::Speaker(name) => self.correct(&Correction::Speaker(name)),
            EntryChoice::UnknownSpeaker => self.correct(&Correction::Unknown),
            EntryChoice::NotAQuote => self.correct(&Correction::NotAQuote),
            EntryChoice::OtherSpeaker => self.ctx.open_prompt(Purpose::Speaker, ""),
            EntryChoice::AsFound => self.panes.remove_correction(&mut self.ctx),
            EntryChoice::Filter(choice) => self.choose_filter(choice),
            EntryChoice::Begin(WayIn::Welcome) => begin_library(WayIn::Welcome, "", &mut self.ctx),
            EntryChoice::Begin(way) => prompt_way(way, &mut self.ctx),
        }
    }

    fn correct(&mut self, correction: &Correction) {
        self.screens
            .correct_quotes(correction, &mut self.panes, &mut self.ctx);
    }

    /// Lets a correction be for more quotes, or changes filter and order while their overlay stays open; in other
    /// overlays, does what the selected entry is for.
    pub(super) fn switch_in_overlay(&mut self) {
        if self.ctx.is_overlay_open(OverlayKind::Correct) {
            self.ctx.reaches.switch();
            return;
        }
        let choice = self.selected_entry().and_then(|entry| entry.choice.clone());
        match choice {
            Some(EntryChoice::Filter(choice)) => self.choose_filter(choice),
            Some(EntryChoice::Sort(key)) => {
                let effect = self.panes.list.set_sort(key);
                self.update_sort(effect);
            }
            Some(EntryChoice::Group(group)) => {
                let effect = self.panes.list.set_group(group);
                self.update_sort(effect);
            }
            Some(_) | None => self.choose_selected(),
        }
    }

    /// Shows in the open overlay what the list is sorted and grouped by now.
    fn update_sort(&mut self, effect: Effect) {
        self.ctx.send(effect);
        let entries = entries::sort_entries(&self.panes.list);
        self.ctx.take_entries(OverlayKind::Sort, entries);
    }

    /// Changes the filter; where its overlay stays open, that is updated.
    fn choose_filter(&mut self, choice: FilterChoice) {
        let filter = self.panes.list.listing().filter.clone();
        let Some(filter) = filter::change_filter(filter, choice) else {
            self.ctx.open_prompt(Purpose::Days, "");
            return;
        };
        let effect = self.panes.list.set_filter(filter);
        self.ctx.send_all(effect);
        if self.ctx.is_overlay_open(OverlayKind::Filter) {
            self.ctx.send(Effect::Catalogue(CatalogueRequest::Sources));
        }
    }

    /// Shows the articles between the typed days.
    pub(super) fn filter_days(&mut self, typed: &str) {
        let filter = &self.panes.list.listing().filter;
        let Some(filter) = filter::filter_days(filter, typed) else {
            let text =
                format!("'{typed}' is not a date: type one or two, as 2026-01-31 2026-02-28");
            self.ctx.notice = Some(StatusNotice::error(&text));
            return;
        };
        let effect = self.panes.list.set_filter(filter);
        self.ctx.send_all(effect);
    }

    fn prompt_export(&mut self, what: Exported, format: ExportFormat) {
        let path = self.panes.default_export_path(
            &what,
            format,
            self.screens.subject(&self.panes),
            &self.ctx,
        );
        self.ctx.open_prompt(Purpose::Export(what, format), &path);
    }

    /// Exports to the path that was typed.
    pub(super) fn export_to(&mut self, what: Exported, format: ExportFormat, typed: &str) {
        let to = typed.trim().to_owned();
        if to.is_empty() {
            self.ctx.notice = Some(StatusNotice::warning(
                "Nothing was exported: type a file name",
            ));
            return;
        }
        self.ctx.notice = Some(StatusNotice::quiet("Exporting …"));
        self.ctx
            .send(Effect::Export(ExportRequest { what, format, to }));
    }

    /// Closes the overlay; what it was opened over is shown again.
    fn close_overlay(&mut self) {
        let under = self
            .ctx
            .overlay_mut()
            .and_then(|overlay| overlay.under.take());
        self.ctx.close_front();
        self.ctx.front = under.map(|overlay| Front::Overlay(*overlay));
    }

    /// Clears the filter of the entries, or closes the overlay.
    fn step_out_of_overlay(&mut self) {
        let Some(overlay) = self.ctx.overlay_mut() else {
            return;
        };
        if overlay.menu.filter().is_empty() || overlay.kind.starts_with_filter() {
            self.close_overlay();
        } else {
            overlay.menu.set_filter("");
        }
    }

    /// Opens the line that filters the entries.
    fn prompt_entries(&mut self) {
        if let Some(overlay) = self.ctx.overlay_mut() {
            overlay.prompt = Some(Prompt::new(Purpose::Entries, ""));
        }
    }

    pub(super) fn selected_entry(&self) -> Option<&MenuEntry> {
        let overlay = self.ctx.front.as_ref()?.overlay()?;
        overlay.menu.selected()
    }

    /// Shows another theme from now on.
    fn show_theme(&mut self, choice: ThemeChoice) {
        self.theme = Some(choice);
        let name = choice.name();
        let text = format!("Theme {name}; 'screen.theme' in the config keeps it");
        self.ctx.notice = Some(StatusNotice::quiet(&text));
    }

    /// Requests again what the open overlay shows of the catalogue, after that changed.
    pub(super) fn update_overlay(&mut self) {
        if self.ctx.is_overlay_open(OverlayKind::Problems) {
            self.ctx.send(Effect::Catalogue(CatalogueRequest::Problems));
        }
    }
}
