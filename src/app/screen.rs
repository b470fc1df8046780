//! What fills the screen: the panes, or a screen in front of them; and what comes back when that is left.

use crate::article::QuoteId;
use crate::input::Action;
use crate::search::hits::{Hit, SearchScope};
use crate::text::Clean;

use super::ctx::{Ctx, Handled};
use super::event::{Mouse, Ticket};
use super::panes::{CoveredPanes, PaneAreas, Panes};
use super::search::SearchScreen;
use super::speaker_page::SpeakerPage;
use super::speakers::SpeakersScreen;
use super::start::StartScreen;

/// What fills the screen.
#[derive(Debug, Default)]
pub enum Screen {
    /// The list, the open article, its quotes.
    #[default]
    Panes,
    /// The screen of search.
    Search(Box<SearchScreen>),
    /// The page of a speaker.
    Speaker(Box<SpeakerPage>),
    /// The list of speakers.
    Speakers(Box<SpeakersScreen>),
    /// The start screen, while there is nothing to read.
    Start(Box<StartScreen>),
}

/// The most screens that are kept behind the one that is shown.
const MOST_BEHIND: usize = 50;

/// The screen that is shown, and those behind it, the nearest last.
///
/// The panes are behind everything, and in front as well while an article is open that a screen has found.
#[derive(Debug, Default)]
pub(super) struct Screens {
    shown: Screen,
    behind: Vec<ScreenBehind>,
    pub(super) awaited: AwaitedArticle,
}

/// What is done when an article is there that a screen has requested.
#[derive(Debug, Default)]
pub(super) struct AwaitedArticle {
    /// The action that is done when the quotes of this request have been found.
    pub(super) action: Option<AwaitedAction>,
    /// Whether the selected hit is opened when the row of its article comes.
    pub(super) hit: bool,
    /// The search whose first hit is opened once it is there: Enter was pressed while the query was typed.
    pub(super) entered: Option<Ticket>,
    /// The quote of a speaker's page that waits for the row of its article, and the action on it if it is not to be opened.
    pub(super) quote: Option<(Hit, Option<Action>)>,
}

/// An action that waits for the quotes of an article.
#[derive(Debug, Clone, Copy)]
pub(super) struct AwaitedAction {
    /// The request for the article.
    pub(super) ticket: Ticket,
    /// What to do.
    pub(super) action: Action,
    /// The quote that it is done to, where it must still be in the article.
    pub(super) quote: Option<QuoteId>,
}

/// Does an action that concerns a screen and the panes.
pub(super) type ScreenHandler = fn(&mut Screens, &mut Panes, &mut Ctx);

/// What is behind a screen, as it was left.
#[derive(Debug)]
enum ScreenBehind {
    /// The panes, which have other contents by now.
    Panes(Box<CoveredPanes>),
    /// Another screen.
    Screen(Screen),
}

impl Screen {
    fn search(&self) -> Option<&SearchScreen> {
        match self {
            Self::Search(search) => Some(search),
            Self::Panes | Self::Speaker(_) | Self::Speakers(_) | Self::Start(_) => None,
        }
    }

    fn speakers(&self) -> Option<&SpeakersScreen> {
        match self {
            Self::Speakers(speakers) => Some(speakers),
            Self::Panes | Self::Speaker(_) | Self::Search(_) | Self::Start(_) => None,
        }
    }
}

impl Screens {
    /// Returns the start screen, with the panes behind it.
    pub(super) fn begin() -> Self {
        Self {
            shown: Screen::Start(Box::default()),
            ..Self::default()
        }
    }

    /// Shows the start screen in place of a list without articles, or the list again once there are some.
    pub(super) fn follow_emptiness(&mut self, emptiness: Option<&Clean>, ctx: &Ctx) {
        match (&self.shown, emptiness) {
            (Screen::Panes, Some(emptiness)) if ctx.front.is_none() => {
                self.shown =
                    Screen::Start(Box::new(StartScreen::of_empty_folders(emptiness.clone())));
            }
            (Screen::Start(start), None) if start.is_of_folders() => self.shown = Screen::Panes,
            (
                Screen::Panes
                | Screen::Search(_)
                | Screen::Speaker(_)
                | Screen::Speakers(_)
                | Screen::Start(_),
                _,
            ) => {}
        }
    }

    pub(super) const fn shown(&self) -> &Screen {
        &self.shown
    }

    pub(super) const fn shown_mut(&mut self) -> &mut Screen {
        &mut self.shown
    }

    /// Returns `true` if the panes are shown.
    pub(super) const fn shows_panes(&self) -> bool {
        matches!(self.shown, Screen::Panes)
    }

    /// Returns the screen of search while it is shown.
    pub(super) fn shown_search(&mut self) -> Option<&mut SearchScreen> {
        match &mut self.shown {
            Screen::Search(search) => Some(search),
            Screen::Panes | Screen::Speaker(_) | Screen::Speakers(_) | Screen::Start(_) => None,
        }
    }

    /// Returns the screen of search, shown or behind an article.
    pub(super) fn search(&self) -> Option<&SearchScreen> {
        self.all().find_map(Screen::search)
    }

    /// Returns the screen of search, shown or behind an article, to change it.
    pub(super) fn search_mut(&mut self) -> Option<&mut SearchScreen> {
        self.all_mut().find_map(|screen| match screen {
            Screen::Search(search) => Some(&mut **search),
            Screen::Panes | Screen::Speaker(_) | Screen::Speakers(_) | Screen::Start(_) => None,
        })
    }

    /// Returns the screen of speakers, shown or behind another.
    pub(super) fn speakers(&self) -> Option<&SpeakersScreen> {
        self.all().find_map(Screen::speakers)
    }

    /// Returns the screen of speakers, shown or behind another, to change it.
    pub(super) fn speakers_mut(&mut self) -> Option<&mut SpeakersScreen> {
        self.all_mut().find_map(|screen| match screen {
            Screen::Speakers(speakers) => Some(&mut **speakers),
            Screen::Panes | Screen::Speaker(_) | Screen::Search(_) | Screen::Start(_) => None,
        })
    }

    /// Shows the panes in front of what is shown.
    pub(super) fn show_panes(&mut self, ctx: &mut Ctx) {
        if !self.shows_panes() {
            ctx.awaited_overlay = None;
            let left = std::mem::take(&mut self.shown);
            self.push_behind(ScreenBehind::Screen(left));
        }
    }

    /// Does an action on the screen that is shown.
    pub(super) fn act(&mut self, action: Action, panes: &mut Panes, ctx: &mut Ctx) -> Handled {
        match &mut self.shown {
            Screen::Search(_) => self.act_in_search(action, panes, ctx),
            Screen::Panes => panes.act(action, ctx),
            Screen::Speakers(_) => self.act_in_speakers(action, panes, ctx),
            Screen::Speaker(_) => self.act_on_page(action, panes, ctx),
            Screen::Start(start) => start.act(action, ctx),
        }
    }

    /// Takes in a use of the mouse on the screen that is shown.
    pub(super) fn point(&mut self, mouse: Mouse, panes: &mut Panes, ctx: &mut Ctx) {
        match &mut self.shown {
            Screen::Panes => panes.point(mouse, ctx),
            Screen::Search(_) => self.point_in_search(mouse, panes, ctx),
            Screen::Speaker(page) => {
                if ctx.front.is_none() && page.point(mouse) {
                    self.open_page_quote(ctx);
                }
            }
            Screen::Start(start) => {
                if ctx.front.is_none() {
                    start.point(mouse, ctx);
                }
            }
            Screen::Speakers(speakers) => {
                if ctx.overlay().is_none() && speakers.point(mouse) {
                    self.open_speaker(panes, ctx);
                }
            }
        }
    }

    /// Updates the geometry of what is shown and lays it out.
    pub(super) fn arrange(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        let status = match &mut self.shown {
            Screen::Panes => return panes.arrange(ctx),
            Screen::Search(_) => {
                panes.areas = PaneAreas::default();
                return self.arrange_search(panes, ctx);
            }
            Screen::Speaker(page) => {
                page.arrange(ctx);
                page.areas().status
            }
            Screen::Speakers(speakers) => {
                speakers.arrange(ctx);
                speakers.areas().status
            }
            Screen::Start(start) => {
                start.arrange(ctx.area, &ctx.settings.keymap);
                start.status()
            }
        };
        panes.areas = PaneAreas {
            status,
            ..PaneAreas::default()
        };
    }

    /// Goes into the open article, in front of whatever is shown.
    pub(super) fn enter_article(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        if panes.enter_article() {
            self.show_panes(ctx);
        }
    }

    /// Returns the action that waited for the quotes of the open article.
    pub(super) fn take_awaited_action(&mut self, panes: &Panes) -> Option<AwaitedAction> {
        let reading = panes.reading.as_ref();
        let reading = reading.filter(|reading| reading.are_quotes_found())?;
        let awaited = &mut self.awaited.action;
        awaited.take_if(|awaited| awaited.ticket == reading.ticket())
    }

    /// Shows the screen of search as it was left, or a new one; returns `true` if it is new.
    pub(super) fn show_search(
        &mut self,
        scope: SearchScope,
        panes: &mut Panes,
        ctx: &mut Ctx,
    ) -> bool {
        if self.search().is_some() {
            // What is in front of it is an article that it has found, which the search replaces.
            while self.shown.search().is_none() {
                self.go_back(panes, ctx);
            }
            return false;
        }
        let search = SearchScreen::new(scope).with_order(ctx.settings.hit_order);
        let search = Screen::Search(Box::new(search));
        self.cover(search, panes, ctx);
        true
    }

    /// Shows the screen of speakers as it was left, or a new one.
    pub(super) fn show_speaker_list(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        if self.speakers().is_none() {
            self.cover(Screen::Speakers(Box::default()), panes, ctx);
        }
        while self.shown.speakers().is_none() {
            self.go_back(panes, ctx);
        }
    }

    /// Shows the page of a speaker in front of what is shown.
    pub(super) fn push_page(&mut self, page: SpeakerPage, panes: &mut Panes, ctx: &mut Ctx) {
        self.cover(Screen::Speaker(Box::new(page)), panes, ctx);
    }

    /// Returns from an article to the screen it was opened from; returns `false` if there is none.
    pub(super) fn return_to_origin(&mut self, panes: &mut Panes, ctx: &mut Ctx) -> bool {
        let is_behind = self.shows_panes()
            && self.behind.last().is_some_and(|behind| match behind {
                ScreenBehind::Screen(
                    Screen::Search(_) | Screen::Speaker(_) | Screen::Speakers(_),
                ) => true,
                ScreenBehind::Screen(Screen::Panes | Screen::Start(_)) | ScreenBehind::Panes(_) => {
                    false
                }
            });
        if is_behind {
            self.go_back(panes, ctx);
        }
        is_behind
    }

    /// Removes the screen of search and all in front of it.
    pub(super) fn drop_search(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        while self.search().is_some() {
            self.go_back(panes, ctx);
        }
    }

    /// Removes the screen of speakers and all in front of it.
    pub(super) fn drop_speakers(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        while self.speakers().is_some() {
            self.go_back(panes, ctx);
        }
    }

    /// Removes the page of a speaker that is shown.
    pub(super) fn drop_page(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        if matches!(self.shown, Screen::Speaker(_)) {
            self.go_back(panes, ctx);
        }
    }

    /// Shows a screen in front of what is shown, which comes back as it is now.
    fn cover(&mut self, screen: Screen, panes: &mut Panes, ctx: &mut Ctx) {
        // What was requested for the other screen opens over none.
        ctx.awaited_overlay = None;
        let left = std::mem::replace(&mut self.shown, screen);
        self.push_behind(match left {
            Screen::Panes => ScreenBehind::Panes(Box::new(panes.cover_panes())),
            Screen::Search(_) | Screen::Speaker(_) | Screen::Speakers(_) | Screen::Start(_) => {
                ScreenBehind::Screen(left)
            }
        });
    }

    fn push_behind(&mut self, left: ScreenBehind) {
        self.behind.push(left);
        // Going through pages without ever going back must not fill the memory; the first one is where the way ends.
        if self.behind.len() > MOST_BEHIND {
            self.behind.remove(1);
        }
    }

    /// Shows what is behind the screen that is shown, as it was left.
    fn go_back(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        ctx.awaited_overlay = None;
        if self.shows_panes()
            && let Some(reading) = &mut panes.reading
        {
            // The article stays open behind the screen; what was chosen in it does not stay chosen.
            reading.leave();
            reading.end_highlight();
        }
        self.shown = match self.behind.pop() {
            Some(ScreenBehind::Screen(screen)) => screen,
            Some(ScreenBehind::Panes(covered)) => {
                panes.restore_panes(*covered, ctx);
                Screen::Panes
            }
            None => Screen::Panes,
        };
    }

    /// Returns the page of a speaker while it is shown.
    pub(super) fn shown_page(&mut self) -> Option<&mut SpeakerPage> {
        match &mut self.shown {
            Screen::Speaker(page) => Some(page),
            Screen::Panes | Screen::Search(_) | Screen::Speakers(_) | Screen::Start(_) => None,
        }
    }

    /// Returns the pages of speakers, shown or behind others, to change them.
    pub(super) fn pages_mut(&mut self) -> impl Iterator<Item = &mut SpeakerPage> {
        self.all_mut().filter_map(|screen| match screen {
            Screen::Speaker(page) => Some(&mut **page),
            Screen::Panes | Screen::Search(_) | Screen::Speakers(_) | Screen::Start(_) => None,
        })
    }

    fn all(&self) -> impl Iterator<Item = &Screen> {
        let behind = self.behind.iter().filter_map(|behind| match behind {
            ScreenBehind::Screen(screen) => Some(screen),
            ScreenBehind::Panes(_) => None,
        });
        std::iter::once(&self.shown).chain(behind)
    }

    fn all_mut(&mut self) -> impl Iterator<Item = &mut Screen> {
        let behind = self.behind.iter_mut().filter_map(|behind| match behind {
            ScreenBehind::Screen(screen) => Some(screen),
            ScreenBehind::Panes(_) => None,
        });
        std::iter::once(&mut self.shown).chain(behind)
    }
}
