//! Holds the state of the screen and changes it.
//!
//! Events come in through [`App::handle`], effects go out; nothing here touches the disk, the terminal, a thread or
//! the clock. Geometry and laid-out text are renewed when something changed, so that drawing only borrows.
//!
//! - [`event`]: what happened outside; [`effect`]: what must be done for it
//! - [`panes`]: where everything stands
//! - [`list`], [`reading`], [`quotes`]: the three panes
//! - [`overlay`], [`menu`]: what stands over them
//! - [`search`], [`speakers`]: the screens that take the place of the panes; [`shown`]: what fills the screen
//! - [`prompt`], [`notice`]: the status line
//! - [`arrange`]: geometry and layout after each event
//! - `pending`: changes that were requested and are not shown yet
//! - [`route`]: the one place that says what an action does, with [`moving`], [`opening`], [`overlays`], [`typing`],
//!   [`keeping`], [`bookmarking`], [`correcting`], [`filtering`], [`searching`], [`saved`], [`results`], [`passing`] and
//!   [`exporting`] for the parts

mod bookmarking;
mod correcting;
mod exporting;
mod filtering;
mod keeping;
mod moving;
mod opening;
mod overlays;
mod passing;
mod pending;
mod results;
mod route;
mod saved;
mod searching;
mod typing;

pub mod arrange;
pub mod effect;
pub mod event;
pub mod list;
pub mod menu;
pub mod notice;
pub mod overlay;
pub mod panes;
pub mod prompt;
pub mod quotes;
pub mod reading;
pub mod search;
pub mod shown;
pub mod speakers;

use jiff::civil::Date;
use ratatui::layout::Rect;

use crate::input::{Action, Chord, Context, KeyCode, Keymap, Step};
use crate::library::listing::Listing;
use crate::library::state::{Bookmark, SavedSearch};
use crate::text::wrap;

use self::effect::{Effect, FolderRequest, StateRequest, TerminalRequest};
use self::event::{
    ArticleEvent, CatalogueEvent, Event, InputEvent, Mouse, MouseKind, ScanProgress, SearchEvent,
    StateEvent, Ticket,
};
use self::list::ListPane;
use self::notice::Notice;
use self::overlay::{Overlay, OverlayKind};
use self::panes::{Focus, PaneAreas};
use self::pending::PendingChanges;
use self::prompt::Prompt;
use self::quotes::QuotesPane;
use self::reading::ReadingPane;
use self::search::SearchScreen;
use self::search::areas::SearchAreas;
use self::shown::{Behind, Shown};
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
    /// What the list shows first.
    pub listing: Listing,
    /// The day the program was started, for filters such as "the last seven days".
    pub today: Date,
}

/// The state of the screen.
#[derive(Debug)]
pub struct App {
    settings: Settings,
    measure: usize,
    chord: Chord,
    screen: Rect,
    areas: PaneAreas,
    focus: Focus,
    is_zoomed: bool,
    list: ListPane,
    reading: Option<ReadingPane>,
    quotes: QuotesPane,
    overlay: Option<Overlay>,
    awaiting_overlay: Option<(OverlayKind, Shown)>,
    prompt: Option<Prompt>,
    find_history: Vec<String>,
    shown: Shown,
    behind: Option<Box<Behind>>,
    search: Option<Box<SearchScreen>>,
    search_areas: SearchAreas,
    speakers: Option<Box<SpeakersScreen>>,
    search_history: Vec<String>,
    saved_searches: Vec<SavedSearch>,
    awaiting_quotes: Option<(Ticket, Action)>,
    pipe_history: Vec<String>,
    bookmarks: Vec<Bookmark>,
    pending: PendingChanges,
    is_opening: bool,
    notice: Option<Notice>,
    is_saving: bool,
    progress: ScanProgress,
    ticket: Ticket,
    outbox: Vec<Effect>,
}

impl App {
    /// Makes the state before the first event; the screen has no size yet.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            measure: settings.measure,
            chord: Chord::default(),
            screen: Rect::default(),
            areas: PaneAreas::default(),
            focus: Focus::default(),
            is_zoomed: false,
            list: ListPane::new(settings.listing.clone()),
            reading: None,
            quotes: QuotesPane::default(),
            overlay: None,
            awaiting_overlay: None,
            prompt: None,
            find_history: Vec::new(),
            shown: Shown::default(),
            behind: None,
            search: None,
            search_areas: SearchAreas::default(),
            speakers: None,
            search_history: Vec::new(),
            saved_searches: Vec::new(),
            awaiting_quotes: None,
            pipe_history: Vec::new(),
            bookmarks: Vec::new(),
            pending: PendingChanges::default(),
            is_opening: false,
            notice: None,
            is_saving: true,
            progress: ScanProgress::default(),
            ticket: Ticket::default(),
            outbox: Vec::new(),
            settings,
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
            Event::Notice(notice) => Notice::add(&mut self.notice, notice),
        }
        self.arrange();
        self.mark_finished();
        self.keep_place();
        std::mem::take(&mut self.outbox)
    }

    fn take_input(&mut self, event: InputEvent) {
        match event {
            InputEvent::Key(key) => self.press(key),
            InputEvent::Paste(text) => self.paste(&text),
            InputEvent::Mouse(mouse) => self.point(mouse),
            InputEvent::Resized { columns, rows } => self.resize(columns, rows),
            InputEvent::Resumed => self.send(Effect::Terminal(TerminalRequest::Redraw)),
        }
    }

    fn take_catalogue_event(&mut self, event: CatalogueEvent) {
        match event {
            CatalogueEvent::Page { listing, page } => self.take_page(&listing, page),
            CatalogueEvent::Sources(sources) => self.show_filter(&sources),
            CatalogueEvent::Problems(problems) => self.show_problems(&problems),
            CatalogueEvent::Unread(number) => self.take_unread(number),
            CatalogueEvent::Rows(rows) => self.take_rows(rows),
            CatalogueEvent::Changed => self.take_catalogue_change(),
        }
    }

    fn take_article_event(&mut self, event: ArticleEvent) {
        match event {
            ArticleEvent::Opened { ticket, article } => self.take_article(ticket, *article),
            ArticleEvent::Quoted { ticket, quotes } => self.take_quotes(ticket, quotes),
            ArticleEvent::NotOpened { ticket, problem } => self.take_problem(ticket, problem),
        }
    }

    fn take_search_event(&mut self, event: SearchEvent) {
        match event {
            SearchEvent::Found { ticket, found } => self.take_found(ticket, *found),
            SearchEvent::NotFound { ticket, fault } => self.take_not_found(ticket, fault),
            SearchEvent::Passages { ticket, passages } => self.take_passages(ticket, passages),
            SearchEvent::Speakers { ticket, quoted } => self.take_speakers(ticket, *quoted),
        }
    }

    fn take_state_event(&mut self, event: StateEvent) {
        match event {
            StateEvent::Remembered { ticket, remembered } => {
                self.take_remembered(ticket, *remembered);
            }
            StateEvent::Searches { made, saved } => self.take_searches(made, saved),
            StateEvent::Saved { ticket, change } => self.take_saved(ticket, &change),
            StateEvent::NotSaved { ticket } => self.pending.drop_failed(ticket),
            StateEvent::Finished(articles) => self.update_rows(&articles, |row| row.is_read = true),
            StateEvent::Bookmarks(bookmarks) => self.take_bookmarks(bookmarks),
            StateEvent::Saving(is_saving) => self.is_saving = is_saving,
            StateEvent::Changed => self.take_state_change(),
        }
    }

    /// Returns what the keys do.
    #[must_use]
    pub const fn keymap(&self) -> &Keymap {
        &self.settings.keymap
    }

    /// Says whether what the reader does is saved, as far as is known.
    #[must_use]
    pub const fn is_saving(&self) -> bool {
        self.is_saving
    }

    /// Returns the keys that wait for others.
    #[must_use]
    pub const fn chord(&self) -> &Chord {
        &self.chord
    }

    /// Returns the screen.
    #[must_use]
    pub const fn screen(&self) -> Rect {
        self.screen
    }

    /// Returns where everything stands.
    #[must_use]
    pub const fn areas(&self) -> &PaneAreas {
        &self.areas
    }

    /// Returns the pane that gets the keys.
    #[must_use]
    pub const fn focus(&self) -> Focus {
        self.focus
    }

    /// Returns the list pane.
    #[must_use]
    pub const fn list(&self) -> &ListPane {
        &self.list
    }

    /// Returns the reading pane, if an article was chosen.
    #[must_use]
    pub const fn reading(&self) -> Option<&ReadingPane> {
        self.reading.as_ref()
    }

    /// Returns the quote sidebar.
    #[must_use]
    pub const fn quotes(&self) -> &QuotesPane {
        &self.quotes
    }

    /// Returns the open overlay.
    #[must_use]
    pub const fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }

    /// Returns the open prompt.
    #[must_use]
    pub const fn prompt(&self) -> Option<&Prompt> {
        self.prompt.as_ref()
    }

    /// Returns what fills the screen.
    #[must_use]
    pub const fn shown(&self) -> Shown {
        self.shown
    }

    /// Returns the screen of search, even while an article stands before it.
    #[must_use]
    pub fn search(&self) -> Option<&SearchScreen> {
        self.search.as_deref()
    }

    /// Returns the screen of speakers, even while another stands before it.
    #[must_use]
    pub fn speakers(&self) -> Option<&SpeakersScreen> {
        self.speakers.as_deref()
    }

    /// Returns where the parts of the screen of search, or of speakers, stand.
    #[must_use]
    pub const fn search_areas(&self) -> &SearchAreas {
        &self.search_areas
    }

    /// Returns the searches that were given a name, by name.
    #[must_use]
    pub fn saved_searches(&self) -> &[SavedSearch] {
        &self.saved_searches
    }

    /// Returns the message in the status line.
    #[must_use]
    pub const fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Returns how far the reading of the folders is.
    #[must_use]
    pub const fn progress(&self) -> &ScanProgress {
        &self.progress
    }

    /// Returns where a key is pressed now.
    #[must_use]
    pub const fn context(&self) -> Context {
        match (&self.prompt, &self.overlay, self.shown, self.focus) {
            (Some(_), ..) => Context::Prompt,
            (None, Some(_), ..) | (None, None, Shown::Search | Shown::Speakers, _) => {
                Context::Overlay
            }
            (None, None, Shown::Panes, Focus::List) => Context::List,
            (None, None, Shown::Panes, Focus::Reading) => Context::Reading,
            (None, None, Shown::Panes, Focus::Quotes) => Context::Quotes,
        }
    }

    fn press(&mut self, key: crate::input::Key) {
        self.notice = None;
        self.list.hold();
        match self.chord.press(key, self.context(), &self.settings.keymap) {
            Step::Action { action, count } => self.act(action, count),
            Step::Unbound(keys) => {
                for key in keys {
                    self.press_unbound(key);
                }
            }
            Step::Pending | Step::Cancelled => {}
        }
    }

    /// Types a key into the prompt. One with Alt that means nothing is Esc and the next key, pressed fast.
    fn press_unbound(&mut self, key: crate::input::Key) {
        match key.after_esc() {
            Some(next) if self.prompt.is_none() || !Prompt::knows(key) => {
                self.press(KeyCode::Esc.into());
                self.press(next);
            }
            _ => self.type_key(key),
        }
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        let is_first = self.screen == Rect::default();
        self.screen = Rect::new(0, 0, columns, rows);
        if is_first {
            self.arrange();
            let reload = self.list.reload();
            self.send(reload);
            self.send(Effect::State(StateRequest::Searches));
            self.send(Effect::Folders(FolderRequest::Rescan));
        }
    }

    fn point(&mut self, mouse: Mouse) {
        self.list.hold();
        match self.shown {
            Shown::Panes => {}
            Shown::Search => return self.point_in_search(mouse),
            Shown::Speakers => return self.point_at_speakers(mouse),
        }
        let Some(pane) = self.areas.pane_at(mouse.column, mouse.row) else {
            return;
        };
        match mouse.kind {
            MouseKind::Click => self.click(pane, mouse.row),
            MouseKind::ScrollUp => self.scroll_pane(pane, -1),
            MouseKind::ScrollDown => self.scroll_pane(pane, 1),
        }
    }

    fn next_ticket(&mut self) -> Ticket {
        self.ticket = self.ticket.next();
        self.ticket
    }

    fn send(&mut self, effect: Effect) {
        self.outbox.push(effect);
    }

    fn send_all(&mut self, effects: impl IntoIterator<Item = Effect>) {
        self.outbox.extend(effects);
    }
}
