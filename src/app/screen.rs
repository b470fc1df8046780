//! What fills the screen: the panes, or a screen in front of them; and what comes back when that is left.

use crate::search::hits::SearchScope;

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

/// The screen that is shown, and those behind it.
///
/// The panes are behind everything. They are in front as well while an article is open that a search has found: then
/// the screen of search is behind them.
#[derive(Debug, Default)]
pub(super) struct Screens {
    shown: Screen,
    behind: Vec<Screen>,
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
            behind: Vec::new(),
        }
    }

    pub(super) const fn shown(&self) -> &Screen {
        &self.shown
    }

    pub(super) const fn shown_mut(&mut self) -> &mut Screen {
        &mut self.shown
    }

    /// Returns `true` if no other screen is behind the one that is shown.
    pub(super) const fn has_nothing_behind(&self) -> bool {
        self.behind.is_empty()
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
    pub(super) fn show_panes(&mut self) {
        if !self.shows_panes() {
            self.behind.push(std::mem::take(&mut self.shown));
        }
    }

    /// Shows the screen of search as it was left, or a new one; returns `true` if it is new.
    pub(super) fn show_search(&mut self, scope: SearchScope) -> bool {
        if self.search().is_some() {
            // What is in front of it is an article that it has found, which the search replaces.
            while !matches!(self.shown, Screen::Search(_)) {
                self.shown = self.behind.pop().unwrap_or_default();
            }
            return false;
        }
        self.keep_behind();
        self.shown = Screen::Search(Box::new(SearchScreen::new(scope)));
        true
    }

    /// Shows a new screen of speakers, with only the panes behind it.
    pub(super) fn show_speakers(&mut self) {
        self.behind.clear();
        self.shown = Screen::Speakers(Box::default());
    }

    /// Returns from an article to the hits or the page it was opened from; returns `false` if there are none.
    pub(super) fn return_to_search(&mut self) -> bool {
        let is_behind = self.shows_panes()
            && self.behind.last().is_some_and(|screen| match screen {
                Screen::Search(_) | Screen::Speaker(_) => true,
                Screen::Panes | Screen::Speakers(_) | Screen::Start(_) => false,
            });
        if is_behind {
            self.shown = self.behind.pop().unwrap_or_default();
        }
        is_behind
    }

    /// Removes the screen of search and all in front of it.
    pub(super) fn leave_search(&mut self) {
        while self.search().is_some() {
            self.shown = self.behind.pop().unwrap_or_default();
        }
    }

    /// Removes the screen of speakers and all in front of it.
    pub(super) fn leave_speakers(&mut self) {
        self.behind.clear();
        self.shown = Screen::Panes;
    }

    /// Shows the page of a speaker in front of what is shown.
    pub(super) fn show_page(&mut self, page: SpeakerPage) {
        let before = std::mem::replace(&mut self.shown, Screen::Speaker(Box::new(page)));
        self.behind.push(before);
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

    /// Removes the page of a speaker that is shown.
    pub(super) fn leave_page(&mut self) {
        if matches!(self.shown, Screen::Speaker(_)) {
            self.shown = self.behind.pop().unwrap_or_default();
        }
    }

    /// Keeps speakers behind the next screen; the panes are behind in any case.
    fn keep_behind(&mut self) {
        match self.shown {
            Screen::Speakers(_) | Screen::Speaker(_) => {
                self.behind.push(std::mem::take(&mut self.shown));
            }
            Screen::Panes | Screen::Search(_) | Screen::Start(_) => {}
        }
    }

    fn all(&self) -> impl Iterator<Item = &Screen> {
        std::iter::once(&self.shown).chain(&self.behind)
    }

    fn all_mut(&mut self) -> impl Iterator<Item = &mut Screen> {
        std::iter::once(&mut self.shown).chain(&mut self.behind)
    }
}
