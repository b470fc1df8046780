//! What is done with the hits of a search: moving among them, opening one, narrowing to a speaker.

use crate::input::Action;
use crate::search::hits::SearchScope;

use super::App;
use super::event::{Mouse, MouseKind};
use super::notice::Notice;
use super::panes::Focus;
use super::reading::{ReadingPane, Sought};
use super::search::{Part, SearchScreen};

impl App {
    /// Does an action that is about hits; says whether it meant something there.
    pub(super) fn act_on_hits(&mut self, action: Action, count: Option<usize>) -> bool {
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let page = self.hits_page();
        match action {
            Action::MoveDown | Action::NextHit | Action::NextQuote | Action::NextArticle => {
                self.move_in_search(times);
            }
            Action::MoveUp | Action::PreviousHit | Action::PreviousQuote => {
                self.move_up_in_search(times);
            }
            Action::PreviousArticle => self.move_in_search(-times),
            Action::HalfPageDown => self.move_in_search(times.saturating_mul(page / 2 + 1)),
            Action::HalfPageUp => self.move_in_search(-times.saturating_mul(page / 2 + 1)),
            Action::PageDown | Action::PageDownOrNext => {
                self.move_in_search(times.saturating_mul(page));
            }
            Action::PageUp => self.move_in_search(-times.saturating_mul(page)),
            Action::Top | Action::Bottom => self.go_in_search(action, count),
            Action::Bookmark
            | Action::Note
            | Action::Tags
            | Action::ToggleRead
            | Action::Why
            | Action::Correct
            | Action::Voices
            | Action::Copy
            | Action::CopyAs
            | Action::OpenLink
            | Action::Edit
            | Action::Pipe => return !self.is_hit_ready(action),
            Action::Undo
            | Action::Redo
            | Action::ShowBookmarks
            | Action::Help
            | Action::Palette
            | Action::Problems
            | Action::Speakers
            | Action::Export
            | Action::Rescan
            | Action::FetchFeeds
            | Action::Redraw
            | Action::Suspend => return false,
            _ => {}
        }
        true
    }

    /// Opens the selected hit in the reading pane, or narrows the query to the selected speaker.
    pub(super) fn open_in_search(&mut self) {
        let Some(search) = &self.search else { return };
        if search.part() == Part::Voices {
            let Some((name, _)) = search.voices.selected() else {
                return;
            };
            let text = search.narrowed(name);
            self.set_query(&text);
            if let Some(search) = &mut self.search {
                search.focus(Part::Results);
            }
            return;
        }
        if search.results.selected_hit().is_none() {
            self.edit_query();
            return;
        }
        if !self.show_hit() {
            return;
        }
        self.enter_article();
        if let Some(id) = self.reading.as_ref().map(|reading| reading.row().id) {
            let effect = self.list.reveal(id);
            self.send(effect);
        }
    }

    /// Shows the place of the selected hit beside the hits, where there is room.
    pub(super) fn preview_hit(&mut self) {
        let is_settled = self
            .search
            .as_ref()
            .is_some_and(|search| search.is_settled());
        if is_settled && self.areas.reading.is_some() {
            self.load_hit();
        }
    }

    pub(super) fn point_in_search(&mut self, mouse: Mouse) {
        if self.overlay.is_some() || (self.prompt.is_some() && !self.is_typing_query()) {
            return;
        }
        let by = match mouse.kind {
            MouseKind::ScrollUp => -1,
            MouseKind::ScrollDown => 1,
            MouseKind::Click => 0,
        };
        let areas = self.search_areas;
        let part = areas.part_at(mouse.column, mouse.row);
        let is_query = areas.query.contains((mouse.column, mouse.row).into());
        let (Some(search), Some(part)) = (&mut self.search, part) else {
            if is_query && by == 0 {
                self.edit_query();
            }
            return;
        };
        self.prompt = None;
        search.focus(part);
        if by != 0 {
            self.move_in_search(by);
            return;
        }
        let line = |pane: Option<super::panes::PaneArea>| {
            pane.map_or(0, |pane| usize::from(mouse.row.saturating_sub(pane.body.y)))
        };
        match part {
            Part::Results => {
                let number = search.results.number_at(line(areas.results));
                if number == Some(search.results.selected()) {
                    self.open_in_search();
                } else if let Some(number) = number {
                    search.results.select(number);
                }
            }
            Part::Voices => search.voices.select_line(line(areas.voices)),
        }
    }

    /// Moves the selection up; from the first hit, back into the query.
    fn move_up_in_search(&mut self, times: isize) {
        let is_first = self
            .search
            .as_ref()
            .is_some_and(|search| search.part() == Part::Results && search.results.selected() == 0);
        if is_first {
            self.edit_query();
        } else {
            self.move_in_search(-times);
        }
    }

    fn move_in_search(&mut self, by: isize) {
        let Some(search) = &mut self.search else {
            return;
        };
        match search.part() {
            Part::Results => search.results.move_by(by),
            Part::Voices => search.voices.move_by(by),
        }
    }

    fn go_in_search(&mut self, action: Action, count: Option<usize>) {
        let by = match (action, count) {
            (_, Some(number)) => {
                self.move_in_search(isize::MIN);
                isize::try_from(number - 1).unwrap_or(isize::MAX)
            }
            (Action::Top, None) => isize::MIN,
            (_, None) => isize::MAX,
        };
        self.move_in_search(by);
    }

    fn hits_page(&self) -> isize {
        let page = self
            .search
            .as_ref()
            .map_or(1, |search| match search.part() {
                Part::Results => search.results.page(),
                Part::Voices => search.voices.page(),
            });
        isize::try_from(page).unwrap_or(1)
    }

    /// Says whether the selected hit's article is there with its quotes; when it is not, the action is done once it is.
    fn is_hit_ready(&mut self, action: Action) -> bool {
        if !self.show_hit() {
            return false;
        }
        let Some(reading) = &self.reading else {
            return false;
        };
        if reading.are_quotes_found() {
            return true;
        }
        self.awaiting_quotes = Some((reading.ticket(), action));
        false
    }

    /// Does what waited for the quotes of a hit's article.
    pub(super) fn act_once_quoted(&mut self) {
        let ticket = self.reading.as_ref().map(ReadingPane::ticket);
        if let Some((awaited, action)) = self.awaiting_quotes.take()
            && Some(awaited) == ticket
        {
            self.act(action, None);
        }
    }

    /// Loads the selected hit's article, and says so when the list does not know it.
    fn show_hit(&mut self) -> bool {
        let is_there = self.load_hit();
        let has_hit = self
            .search
            .as_ref()
            .is_some_and(|search| search.results.selected_hit().is_some());
        if !is_there && has_hit {
            let text = "This article is not in the folders any more; 'r' looks for it";
            self.notice = Some(Notice::warning(text));
        }
        is_there
    }

    /// Opens the selected hit's article at its words; says whether the list knows it.
    fn load_hit(&mut self) -> bool {
        let Some((row, sought)) = self.search.as_deref().and_then(sought) else {
            return false;
        };
        self.open(row);
        if let Some(reading) = &mut self.reading {
            reading.seek(sought);
        }
        true
    }

    /// Returns the pane that actions are about: the one with the focus, on the screen of search the kind of the hits.
    pub(super) fn subject(&self) -> Focus {
        match &self.search {
            Some(search) if self.is_searching() => match search.scope() {
                SearchScope::Quotes => Focus::Quotes,
                SearchScope::Stories => Focus::Reading,
            },
            _ => self.focus,
        }
    }
}

/// Returns the selected hit's article, and what to look for in it.
fn sought(search: &SearchScreen) -> Option<(crate::library::listing::ArticleRow, Sought)> {
    let hit = search.results.selected_hit()?;
    let row = search.results.row(hit)?.clone();
    let sought = Sought {
        words: hit.place.map(|place| (place, hit.text.clone())),
        query: search.query().clone(),
        typed: search.text().trim().to_owned(),
        has_typos: search.has_typos(),
    };
    Some((row, sought))
}
