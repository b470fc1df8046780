//! Holds the state of the screen and changes it.
//!
//! Events come in through [`App::handle`], effects go out; nothing here touches the disk, the terminal, a thread or
//! the clock. Geometry and laid-out text are updated when something changed, so that drawing only borrows.
//!
//! - [`event`]: what happened outside; [`effect`]: what must be done for it; [`ctx`]: what all parts share
//! - [`panes`]: the three panes, [`list`], [`reading`] and [`quotes`]
//! - [`screen`]: what fills the screen: the panes, or [`search`], [`speakers`] or a [`speaker_page`] in front of them, or [`start`]
//! - [`front`]: what is in front of that: an [`overlay`] of [`menu`] entries (`entries`) or [`reasons`], or a [`prompt`]
//! - [`remembering`]: where the program is left
//! - [`notice`]: a message in the status line; [`arrange`], [`overlay_area`]: geometry
//! - `stored`: what the reader typed, named and kept, with [`saved`] searches and the `history` of prompts
//! - `pending`: changes that were requested and are not shown yet
//!
//! `App` itself says who is asked: `actions` from a key to the part that acts, `program_actions` for what no part has for
//! itself, `overlays` and `typing` for the front, `incoming` and `changes` for answers. What an action does is with the part:
//!
//! - the panes: `links`, `tags`, `elsewhere` (jumps), `highlighting`; `motion`: the actions that move
//! - the screens, with the panes behind them: `searching` (`entering`: Enter in the query), `speaking`, `paging`, [`correcting`]; `subjects`: what an action is about

mod actions;
mod changes;
mod elsewhere;
mod entering;
mod entries;
mod highlighting;
mod history;
mod incoming;
mod links;
mod motion;
mod overlays;
mod paging;
mod pending;
mod program_actions;
mod searching;
mod settings;
mod speaking;
mod stored;
mod subjects;
mod tags;
mod typing;
mod way_in;

pub mod arrange;
pub mod correcting;
pub mod ctx;
pub mod effect;
pub mod event;
pub mod front;
pub mod list;
pub mod menu;
pub mod notice;
pub mod overlay;
pub mod overlay_area;
pub mod panes;
pub mod path_typing;
pub mod prompt;
pub mod quotes;
pub mod reading;
pub mod reasons;
pub mod remembering;
pub mod saved;
pub mod screen;
pub mod search;
pub mod speaker_page;
pub mod speakers;
pub mod start;

use jiff::civil::Date;
use ratatui::layout::Rect;

use crate::config::ThemeChoice;
use crate::input::{Action, Chord, Key, Keymap};

use self::arrange::TextArea;
use self::ctx::Ctx;
use self::effect::Effect;
use self::event::{Event, ScanProgress};
use self::list::ListPane;
use self::notice::StatusNotice;
use self::overlay::{EntryChoice, Overlay, OverlayKind};
use self::overlay_area::{OverlayArea, reason_columns};
use self::panes::{Focus, PaneAreas, Panes};
use self::prompt::Prompt;
use self::quotes::QuotesPane;
use self::reading::ReadingPane;
use self::remembering::LeftSession;
use self::saved::SavedSearches;
use self::screen::{Screen, Screens};
use self::search::SearchScreen;
pub use self::settings::{LibraryScope, ReaderExperience, Settings};
use self::speakers::SpeakersScreen;

/// The state of the screen.
#[derive(Debug)]
pub struct App {
    ctx: Ctx,
    keys: PendingKeys,
    panes: Panes,
    screens: Screens,
    /// Whether the last key asked to mark many articles read, which it does when it is pressed again.
    is_asked_to_mark: bool,
    /// Where the program is, as it was remembered last.
    session: LeftSession,
    /// The theme that was chosen while reading.
    theme: Option<ThemeChoice>,
}

/// The keys that wait for others.
#[derive(Debug, Default)]
struct PendingKeys {
    chord: Chord,
    /// The keys of the last action, or of the one that is not complete yet; without its count.
    pressed: Vec<Key>,
    are_continuations_shown: bool,
}

/// Does an action that concerns several parts.
type Handler = fn(&mut App);

impl App {
    /// Makes the state before the first event; the screen has no size yet.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let mut ctx = Ctx::new(settings);
        let session = ctx.settings.session.take();
        let screens = if ctx.settings.is_empty && ctx.settings.opening.is_none() {
            Screens::begin()
        } else {
            Screens::default()
        };
        let mut panes = Panes::new(&ctx);
        if let Some(page) = ctx.settings.shown.take() {
            panes.list.keep_page(page, ctx.settings.selected);
        }
        Self {
            panes,
            keys: PendingKeys::default(),
            screens,
            is_asked_to_mark: false,
            session: LeftSession::new(session),
            theme: None,
            ctx,
        }
    }

    /// Returns the new settings for when more is read, with what was chosen and announced so far.
    #[must_use]
    pub fn keep_choices(&self, new: Settings) -> Settings {
        let announced_problems = self.ctx.announced_problems;
        if self.ctx.settings.is_empty {
            return Settings {
                announced_problems,
                ..new
            };
        }
        let list = &self.panes.list;
        Settings {
            announced_problems,
            listing: list.listing().without_unfolded(),
            group: list.chosen_group(),
            selected: list.selected_row().map(|row| row.id),
            shown: Some(list.shown_page().clone()),
            ..new
        }
    }

    /// Takes an event in and returns what must be done for it, in order.
    pub fn handle(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Input(event) => self.take_input(event),
            Event::Catalogue(event) => self.take_catalogue_event(event),
            Event::Articles(event) => self.take_article_event(event),
            Event::Search(event) => self.take_search_event(event),
            Event::State(event) => self.take_state_event(event),
            Event::Scanned(progress) => self.take_progress(progress),
            Event::Configured(settings) => self.take_settings(*settings),
            Event::PathCompleted { typed, completion } => {
                self.ctx.take_completion(&typed, &completion);
            }
            Event::Notice(notice) => StatusNotice::show_unless_hidden(&mut self.ctx.notice, notice),
        }
        self.arrange();
        self.explain_first_card();
        self.panes.mark_finished(&mut self.ctx);
        self.panes.save_position(&mut self.ctx);
        if self.screens.shows_panes() {
            self.session.remember_session(&self.panes, &mut self.ctx);
        }
        self.ctx.take_effects()
    }

    /// Returns the theme that was chosen while reading, or is looked at in the palette.
    #[must_use]
    pub fn theme(&self) -> Option<ThemeChoice> {
        let selected = self.overlay().and_then(|overlay| overlay.menu.selected());
        match selected.and_then(|entry| entry.choice.as_ref()) {
            Some(EntryChoice::Theme(choice)) => Some(*choice),
            Some(_) | None => self.theme,
        }
    }

    /// Updates the geometry and lays out what is seen.
    fn arrange(&mut self) {
        let overlay = self.ctx.overlay();
        let is_docked = overlay.is_some_and(|overlay| overlay.kind.is_docked());
        let is_highlighting = self.screens.shows_panes() && self.panes.is_highlighting();
        self.panes.quotes.pin(is_docked && !is_highlighting);
        self.screens.arrange(&mut self.panes, &mut self.ctx);
        let Some(area) = self.overlay_area() else {
            return;
        };
        if let Some(overlay) = self.ctx.overlay_mut() {
            let lines = usize::from(area.entries.height);
            overlay.menu.resize(lines);
            if let Some(reasons) = &mut overlay.reasons {
                let columns = reason_columns(area.entries);
                reasons.resize(usize::from(columns.width), lines);
            }
        }
    }

    /// Returns the line that says which quotes the open correction is for.
    #[must_use]
    pub fn correction_reach(&self) -> Option<String> {
        let keymap = self.keymap();
        let switch = keymap.shortest_key(self.context(), Action::SwitchSearch);
        self.ctx.reaches.describe(switch)
    }

    /// Returns `true` if the articles are those of a shared archive, whose server may take its time.
    #[must_use]
    pub const fn is_shared(&self) -> bool {
        matches!(self.ctx.settings.scope, LibraryScope::Shared)
    }

    /// Returns `true` if folders, pages and imports can be added to what is read.
    #[must_use]
    pub const fn can_add(&self) -> bool {
        self.ctx.settings.scope.refusal().is_none()
    }

    /// Returns what a note that is typed is about.
    #[must_use]
    pub fn describe_noted(&self) -> &'static str {
        match self.screens.subject(&self.panes) {
            Focus::Quotes if self.panes.is_highlighting() => "on the passage",
            Focus::Quotes => "on the quote",
            Focus::List | Focus::Reading => "on the story",
        }
    }

    /// Returns what the keys do.
    #[must_use]
    pub const fn keymap(&self) -> &Keymap {
        &self.ctx.settings.keymap
    }

    /// Returns `true` if changes are saved, as far as is known.
    #[must_use]
    pub const fn is_saving(&self) -> bool {
        self.ctx.is_saving
    }

    /// Returns the keys that wait for others.
    #[must_use]
    pub const fn chord(&self) -> &Chord {
        &self.keys.chord
    }

    /// Returns `true` if keys are pending and what can follow them is not shown yet.
    #[must_use]
    pub fn awaits_key(&self) -> bool {
        self.keys.chord.has_keys() && !self.keys.are_continuations_shown
    }

    /// Returns the keys that can follow the pending ones, and what they do; none before some time went by.
    #[must_use]
    pub fn continuations(&self) -> Vec<(crate::text::Clean, &'static str)> {
        if !self.keys.are_continuations_shown {
            return Vec::new();
        }
        self.keys.chord.pending_continuations(self.keymap())
    }

    /// Returns the area of the whole screen.
    #[must_use]
    pub const fn area(&self) -> Rect {
        self.ctx.area
    }

    /// Returns where the panes and the status line are.
    #[must_use]
    pub const fn areas(&self) -> &PaneAreas {
        &self.panes.areas
    }

    /// Returns where the text is in the reading pane's body.
    #[must_use]
    pub fn text_area(&self, body: Rect) -> TextArea {
        self.panes.text_area(body)
    }

    /// Returns the pane that gets the keys.
    #[must_use]
    pub const fn focus(&self) -> Focus {
        self.panes.focus
    }

    /// Returns the list pane.
    #[must_use]
    pub const fn list(&self) -> &ListPane {
        &self.panes.list
    }

    /// Returns the reading pane, if an article was chosen.
    #[must_use]
    pub const fn reading(&self) -> Option<&ReadingPane> {
        self.panes.reading.as_ref()
    }

    /// Returns the quote sidebar.
    #[must_use]
    pub const fn quotes(&self) -> &QuotesPane {
        &self.panes.quotes
    }

    /// Returns the open overlay.
    #[must_use]
    pub fn overlay(&self) -> Option<&Overlay> {
        self.ctx.overlay()
    }

    /// Returns where the open overlay is.
    #[must_use]
    pub fn overlay_area(&self) -> Option<OverlayArea> {
        let overlay = self.overlay()?;
        let dock = self.panes.dock_area();
        let area = overlay_area::overlay_area(self.ctx.area, overlay, dock);
        let is_correction = overlay.kind == OverlayKind::Correct;
        let reach = is_correction.then(|| self.correction_reach()).flatten();
        Some(match reach {
            Some(reach) => area.with_reach(&reach),
            None => area,
        })
    }

    /// Returns the open prompt.
    #[must_use]
    pub fn prompt(&self) -> Option<&Prompt> {
        self.ctx.prompt()
    }

    /// Returns what fills the screen.
    #[must_use]
    pub const fn screen(&self) -> &Screen {
        self.screens.shown()
    }

    /// Returns the screen of search, shown or behind an article.
    #[must_use]
    pub fn search(&self) -> Option<&SearchScreen> {
        self.screens.search()
    }

    /// Returns the screen of speakers, shown or behind another.
    #[must_use]
    pub fn speakers(&self) -> Option<&SpeakersScreen> {
        self.screens.speakers()
    }

    /// Returns the searches that were given a name, by name.
    #[must_use]
    pub const fn saved_searches(&self) -> &SavedSearches {
        &self.ctx.stored.searches
    }

    /// Returns the message in the status line.
    #[must_use]
    pub const fn notice(&self) -> Option<&StatusNotice> {
        self.ctx.notice.as_ref()
    }

    /// Returns the day the program was started.
    #[must_use]
    pub const fn today(&self) -> Date {
        self.ctx.settings.today
    }

    /// Returns how far the scan of the folders is.
    #[must_use]
    pub const fn progress(&self) -> &ScanProgress {
        &self.ctx.progress
    }

    /// Returns `true` if there are problems to show.
    #[must_use]
    pub const fn has_problems(&self) -> bool {
        self.ctx.progress.problems + self.ctx.sync_problems > 0
    }
}
