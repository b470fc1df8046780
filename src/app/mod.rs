//! Holds the state of the screen and changes it.
//!
//! Events come in through [`App::handle`], effects go out; nothing here touches the disk, the terminal, a thread or
//! the clock. Geometry and laid-out text are updated when something changed, so that drawing only borrows.
//!
//! - [`event`]: what happened outside; [`effect`]: what must be done for it; [`ctx`]: what all parts share
//! - [`panes`]: the three panes, [`list`], [`reading`] and [`quotes`]
//! - [`screen`]: what fills the screen: the panes, or [`search`], [`speakers`] or a [`speaker_page`] in front of them, or [`start`]
//! - [`front`]: what is in front of that: an [`overlay`] of [`menu`] entries (`entries`), or a [`prompt`]
//! - [`remembering`]: where the program is left
//! - [`notice`]: a message in the status line; [`arrange`], [`overlay_area`]: geometry
//! - [`saved`]: the saved searches, and what is new in them
//! - `pending`: changes that were requested and are not shown yet
//! - `actions`: the one place that says what an action does, with `program_actions`, `overlays`, `links`, `tags`, `typing`, `changes`, `searching`, `speaking` and `paging` for
//!   what concerns several parts, [`correcting`] for corrections and `highlighting` for highlights; `motion`: the actions that move; `history`: what was typed before

mod actions;
mod changes;
pub mod correcting;
pub mod counting;
mod entries;
mod highlighting;
mod history;
mod links;
mod motion;
mod overlays;
mod paging;
mod pending;
mod program_actions;
mod searching;
mod speaking;
mod tags;
mod typing;

pub mod arrange;
pub mod ctx;
pub mod effect;
mod elsewhere;
pub mod event;
pub mod front;
pub mod list;
pub mod menu;
pub mod notice;
pub mod overlay;
pub mod overlay_area;
pub mod panes;
pub mod prompt;
pub mod quotes;
pub mod reading;
pub mod remembering;
pub mod saved;
pub mod screen;
pub mod search;
pub mod speaker_page;
pub mod speakers;
pub mod start;

use std::mem::Discriminant;

use jiff::civil::Date;
use ratatui::layout::Rect;

use crate::article::ArticleId;
use crate::config::ThemeChoice;
use crate::input::{Action, Chord, Keymap};
use crate::library::listing::{Listing, ListingLead, TagCount};
use crate::library::session::Session;
use crate::library::state::{Bookmark, BookmarkTarget};
use crate::search::hits::Hit;
use crate::text::wrap;

use self::arrange::TextArea;
use self::correcting::CorrectionReaches;
use self::ctx::Ctx;
use self::effect::Effect;
use self::elsewhere::JumpOrigin;
use self::event::{ArticleEvent, CatalogueEvent, Event, ScanProgress, SearchEvent, Ticket};
use self::front::Front;
use self::history::Histories;
use self::list::{ListPane, RowGroup};
use self::notice::StatusNotice;
use self::overlay::{EntryChoice, Overlay, OverlayKind};
use self::overlay_area::{OverlayArea, OverlayPlace};
use self::panes::{Focus, PaneAreas, Panes};
use self::prompt::Prompt;
use self::quotes::QuotesPane;
use self::reading::ReadingPane;
use self::reading::links::LinkNumbers;
use self::saved::SavedSearches;
use self::screen::{Screen, Screens};
use self::search::SearchScreen;
use self::speakers::SpeakersScreen;

/// What the state is made of from the start.
#[derive(Debug, Default)]
pub struct Settings {
    /// What the keys do.
    pub keymap: Keymap,
    /// The width of the text in columns.
    pub measure: usize,
    /// How lines are broken.
    pub wrapping: wrap::Options,
    /// How the numbers of links are written.
    pub link_numbers: LinkNumbers,
    /// What the list shows first.
    pub listing: Listing,
    /// What the list begins with while it is grouped by day and has no filter.
    pub lead: ListingLead,
    /// What the list is grouped by first.
    pub group: Option<RowGroup>,
    /// How many lines a title has at most in a narrow list.
    pub title_lines: usize,
    /// The day the program was started, for filters such as "the last seven days".
    pub today: Date,
    /// The story or quote that is opened first.
    pub opening: Option<BookmarkTarget>,
    /// The article that is selected first, unless one is opened.
    pub selected: Option<ArticleId>,
    /// Whether there is nothing to read yet.
    pub is_empty: bool,
    /// Whether it is remembered where the program is left.
    pub remembers_session: bool,
    /// Where it was left the last time.
    pub session: Option<Session>,
}

/// The state of the screen.
#[derive(Debug)]
pub struct App {
    ctx: Ctx,
    keys: PendingKeys,
    panes: Panes,
    screens: Screens,
    front: Option<Front>,
    awaited: Awaited,
    /// Whether the last key asked to mark many articles read, which it does when it is pressed again.
    is_asked_to_mark: bool,
    /// Which quotes the correction that is being made is for.
    reaches: CorrectionReaches,
    stored: Stored,
    /// Where the reader was before each jump.
    jumps: Vec<JumpOrigin>,
    /// Where the program is, as it was remembered last.
    session: Option<Session>,
    /// The theme that was chosen while reading.
    theme: Option<ThemeChoice>,
}

/// The keys that wait for others.
#[derive(Debug, Default)]
struct PendingKeys {
    chord: Chord,
    are_continuations_shown: bool,
}

/// What is done when an answer comes.
#[derive(Debug, Default)]
struct Awaited {
    /// The overlay that opens, if this screen is still shown then.
    overlay: Option<(OverlayKind, Discriminant<Screen>)>,
    /// The action that is done when the quotes of this request have been found.
    action: Option<(Ticket, Action)>,
    /// Whether the selected hit is opened when the row of its article comes.
    hit: bool,
    /// The quote of a speaker's page that waits for the row of its article, and the action on it if it is not to be opened.
    quote: Option<(Hit, Option<Action>)>,
}

/// What the reader typed, named and kept before, as prompts and menus offer it.
#[derive(Debug, Default)]
struct Stored {
    histories: Histories,
    searches: SavedSearches,
    bookmarks: Vec<Bookmark>,
    /// The known tags, the most used first.
    tags: Vec<TagCount>,
}

/// Does an action that concerns several parts.
type Handler = fn(&mut App);

impl App {
    /// Makes the state before the first event; the screen has no size yet.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let mut ctx = Ctx::new(settings);
        let session = ctx.settings.session.take();
        let screens = if ctx.settings.is_empty {
            Screens::begin()
        } else {
            Screens::default()
        };
        Self {
            panes: Panes::new(&ctx),
            keys: PendingKeys::default(),
            screens,
            front: None,
            awaited: Awaited::default(),
            is_asked_to_mark: false,
            reaches: CorrectionReaches::default(),
            stored: Stored::default(),
            jumps: Vec::new(),
            session,
            theme: None,
            ctx,
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
            Event::Notice(notice) => StatusNotice::show_unless_hidden(&mut self.ctx.notice, notice),
        }
        self.arrange();
        self.panes.mark_finished(&mut self.ctx);
        self.panes.save_position(&mut self.ctx);
        self.remember_session();
        self.ctx.take_effects()
    }

    fn take_catalogue_event(&mut self, event: CatalogueEvent) {
        match event {
            CatalogueEvent::Page { listing, page } => {
                if self.panes.take_page(&listing, page, &mut self.ctx) {
                    self.screens.show_panes();
                }
            }
            CatalogueEvent::Sources { sources, tags } => self.take_sources(&sources, tags),
            CatalogueEvent::Problems(problems) => {
                self.take_entries(OverlayKind::Problems, entries::problem_entries(&problems));
            }
            CatalogueEvent::Unread(number) => {
                if self.panes.take_unread(number, &mut self.ctx) {
                    self.screens.show_panes();
                }
            }
            CatalogueEvent::UnreadCounts { listing, counts } => match counts {
                Some(counts) => self.panes.list.take_unread(&listing, counts),
                None => self.panes.list.miss_unread(),
            },
            CatalogueEvent::Rows(rows) => {
                self.open_awaited_quote(&rows);
                if let Some(search) = self.screens.search_mut() {
                    search.results.take_rows(rows);
                }
                self.open_awaited_hit();
            }
            CatalogueEvent::Changed => self.take_catalogue_change(),
        }
    }

    fn take_article_event(&mut self, event: ArticleEvent) {
        match event {
            ArticleEvent::Opened { ticket, article } => self.panes.take_article(ticket, *article),
            ArticleEvent::Quoted { ticket, quotes } => {
                if self.panes.take_quotes(ticket, quotes) {
                    self.run_awaited_action();
                }
            }
            ArticleEvent::Repeated { ticket, repeats } => self.panes.take_repeats(ticket, repeats),
            ArticleEvent::NotOpened { ticket, problem } => self.panes.take_problem(ticket, problem),
        }
    }

    fn take_search_event(&mut self, event: SearchEvent) {
        if let SearchEvent::Person { ticket, answer } = event {
            self.take_person(ticket, &answer);
            return;
        }
        if let SearchEvent::Shares(shares) = &event {
            let entries = entries::shares::list_entries(shares);
            self.take_entries(OverlayKind::Shares, entries);
            return;
        }
        if let SearchEvent::Suggestions { names, suggestions } = &event {
            self.take_suggestions(names, suggestions);
            return;
        }
        if let SearchEvent::Counts {
            ticket,
            key,
            counts,
        } = &event
        {
            self.take_counts(*ticket, *key, counts);
            return;
        }
        if let SearchEvent::NewHits(counts) = event {
            self.take_new_hits(counts);
            return;
        }
        if let SearchEvent::Speakers { ticket, quoted } = event {
            if let Some(speakers) = self.screens.speakers_mut() {
                speakers.take_speakers(ticket, *quoted);
            }
            return;
        }
        let Some(search) = self.screens.search_mut() else {
            return;
        };
        match event {
            SearchEvent::Found { ticket, found } => {
                search.take_found(ticket, *found);
                self.see_saved_search();
            }
            SearchEvent::NotFound { ticket, fault } => search.take_fault(ticket, fault),
            SearchEvent::Passages { ticket, passages } => search.take_passages(ticket, passages),
            SearchEvent::Speakers { .. }
            | SearchEvent::Shares(_)
            | SearchEvent::Suggestions { .. }
            | SearchEvent::NewHits(_)
            | SearchEvent::Counts { .. }
            | SearchEvent::Person { .. } => {}
        }
    }

    /// Takes in changed settings; what is shown and what was changed while reading stay.
    fn take_settings(&mut self, new: Settings) {
        if self.panes.measure == self.ctx.settings.measure {
            self.panes.measure = new.measure;
        }
        let old = std::mem::take(&mut self.ctx.settings);
        self.ctx.settings = Settings {
            listing: old.listing,
            group: old.group,
            remembers_session: old.remembers_session,
            today: old.today,
            ..new
        };
        self.keys = PendingKeys::default();
        self.theme = None;
        self.ctx.notice = Some(StatusNotice::quiet("The changed config is in use"));
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

    /// Takes in that the catalogue changed: the list and the hits may be old.
    fn take_catalogue_change(&mut self) {
        let reload = self.panes.list.reload();
        self.ctx.send(reload);
        self.update_overlay();
        self.panes.retry_article(&mut self.ctx);
        self.request_people();
        if let Some(search) = self.screens.search_mut() {
            search.results.forget_rows();
            search.request_hits_again(&mut self.ctx);
        }
    }

    /// Updates the geometry and lays out what is seen.
    fn arrange(&mut self) {
        let overlay = self.front.as_ref().and_then(Front::overlay);
        let is_highlighting = self.is_highlighting();
        self.panes
            .quotes
            .pin(!is_highlighting && overlay.is_some_and(|overlay| overlay.kind.is_docked()));
        match self.screens.shown_mut() {
            Screen::Panes => self.panes.arrange(&mut self.ctx),
            Screen::Search(_) => {
                self.panes.areas = PaneAreas::default();
                self.arrange_search();
            }
            Screen::Speaker(page) => {
                page.arrange(&mut self.ctx);
                self.panes.areas = PaneAreas {
                    status: page.areas().status,
                    ..PaneAreas::default()
                };
            }
            Screen::Speakers(speakers) => {
                speakers.arrange(&mut self.ctx);
                self.panes.areas = PaneAreas {
                    status: speakers.areas().status,
                    ..PaneAreas::default()
                };
            }
            Screen::Start(start) => {
                start.arrange(self.ctx.area);
                self.panes.areas = PaneAreas {
                    status: start.status(),
                    ..PaneAreas::default()
                };
            }
        }
        let Some(area) = self.overlay_area() else {
            return;
        };
        if let Some(overlay) = self.front.as_mut().and_then(Front::overlay_mut) {
            let lines = usize::from(area.entries.height);
            // Reasons are wrapped where they are docked, so fewer fit.
            let is_wrapped = overlay.kind == OverlayKind::Why && area.place == OverlayPlace::Docked;
            overlay
                .menu
                .resize(if is_wrapped { lines.div_ceil(2) } else { lines });
        }
    }

    /// Goes into the open article, in front of whatever is shown.
    fn enter_article(&mut self) {
        if self.panes.enter_article() {
            self.screens.show_panes();
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
        self.front.as_ref().and_then(Front::overlay)
    }

    /// Returns where the open overlay is.
    #[must_use]
    pub fn overlay_area(&self) -> Option<OverlayArea> {
        let overlay = self.overlay()?;
        let dock = self.panes.dock_area();
        Some(overlay_area::overlay_area(self.ctx.area, overlay, dock))
    }

    /// Returns the open prompt.
    #[must_use]
    pub fn prompt(&self) -> Option<&Prompt> {
        self.front.as_ref().and_then(Front::prompt)
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
        &self.stored.searches
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
