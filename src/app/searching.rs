//! The screens of search and of speakers: opening them, asking, what is done with the hits, and leaving.

use super::ctx::Handled;
use super::effect::{CatalogueRequest, Effect, SearchRequest, StateRequest};
use super::event::{Mouse, ScanProgress};
use super::front::Front;
use super::history;
use super::notice::StatusNotice;
use super::overlay::OverlayKind;
use super::panes::Focus;
use super::prompt::Purpose;
use super::reading::ReadingPane;
use super::screen::Screen;
use super::search::acting::{EVERYWHERE, ON_HIT, ON_HITS, SearchClick, UP};
use super::search::narrowing::said_clause;
use super::search::{Part, SearchScreen};
use super::{App, Handler};
use crate::input::Action;
use crate::library::state::StateChange;
use crate::search::hits::SearchScope;
use crate::text::Clean;

/// What an action does on the screen of search that concerns more than that.
const ACTIONS: [(Action, Handler); 11] = [
    (Action::SpeakerPage, App::show_quote_speaker),
    (Action::SearchQuotes, |app| {
        app.start_search(SearchScope::Quotes);
    }),
    (Action::SearchStories, |app| {
        app.start_search(SearchScope::Stories);
    }),
    (Action::Find, App::edit_query),
    (Action::SaveSearch, App::prompt_search_name),
    (Action::CountHits, App::show_counts),
    (Action::Filter, |app| {
        let sources = Effect::Catalogue(CatalogueRequest::Sources);
        app.request_overlay(OverlayKind::Filter, sources);
    }),
    (Action::StepOut, App::step_out_of_search),
    (Action::Quit, App::step_out_of_search),
    (Action::Cancel, App::step_out_of_search),
    (Action::Open, App::open_in_search),
];

/// How many words of a passage are searched for, at the most.
const SEARCHED_WORDS: usize = 8;

impl App {
    /// Shows the screen of search with the caret in the query; one that is open already keeps its words.
    pub(super) fn start_search(&mut self, scope: SearchScope) {
        let is_new = self
            .screens
            .show_search(scope, &mut self.panes, &mut self.ctx);
        if is_new {
            let is_folded = self.panes.list.listing().is_folded;
            if let Some(search) = self.screens.search_mut() {
                search.results.set_folding(is_folded);
                search
                    .results
                    .set_saved(self.stored.searches.list().to_vec());
            }
            self.ctx.send(Effect::State(StateRequest::Searches));
            self.ctx.send(Effect::Search(SearchRequest::PreparePeople));
        }
        if let Some(search) = self.screens.search_mut()
            && search.scope() != scope
        {
            search.set_scope(scope);
            search.request_hits(&mut self.ctx);
        }
        self.edit_query();
    }

    /// Searches with this query; the keys then move in what it finds.
    pub(super) fn search_for(&mut self, scope: SearchScope, text: &str) {
        self.start_search(scope);
        self.front = None;
        self.set_query(text);
    }

    /// Searches all stories for the passage that is being selected, or for the words of the selected quote.
    pub(super) fn search_selection(&mut self) {
        let reading = self.panes.reading.as_ref();
        let words = reading.and_then(|reading| {
            let quote = reading.subject_quote()?;
            let words = reading.article()?.words_in(*quote.fragments.first()?);
            let words = words.split_whitespace().take(SEARCHED_WORDS);
            Some(words.collect::<Vec<_>>().join(" "))
        });
        let Some(words) = words else {
            let text = "Select a passage or a quote first";
            self.ctx.notice = Some(StatusNotice::warning(text));
            return;
        };
        let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»');
        let words = words.replace(is_mark, "");
        let words = words.trim_end_matches(|c: char| !c.is_alphanumeric());
        self.search_for(SearchScope::Stories, &format!("\"{words}\""));
    }

    /// Does an action on the screen of search, where all are either done or ignored unless they mean the same everywhere.
    pub(super) fn act_in_search(&mut self, action: Action) -> Handled {
        let Some(search) = self.screens.shown_search() else {
            return Handled::No;
        };
        if search.is_at_first_hit() && UP.contains(&action) {
            self.edit_query();
            return Handled::Yes;
        }
        if search.act(action, &mut self.ctx) == Handled::Yes {
            return Handled::Yes;
        }
        if let Some((_, act)) = ACTIONS.iter().find(|(known, _)| *known == action) {
            act(self);
            return Handled::Yes;
        }
        let passes = EVERYWHERE.contains(&action)
            || ON_HITS.contains(&action)
            || (ON_HIT.contains(&action) && self.is_hit_ready(action));
        if passes { Handled::No } else { Handled::Yes }
    }

    /// Switches between quotes and stories while the query is typed, and between the reaches of a correction.
    pub(super) fn switch_search(&mut self) {
        if let Some(Front::Overlay(overlay)) = &self.front {
            if overlay.kind == OverlayKind::Correct {
                self.switch_reach();
            }
            return;
        }
        if self.complete_tag() {
            return;
        }
        let Some(search) = self.screens.search_mut() else {
            return;
        };
        let Some(Front::Prompt(prompt)) = &mut self.front else {
            return;
        };
        if let Purpose::Search(_) = prompt.purpose() {
            search.switch_scope(&mut self.ctx);
            prompt.set_purpose(Purpose::Search(search.scope()));
        }
    }

    /// Takes what is typed into the query.
    pub(super) fn set_query(&mut self, text: &str) {
        if let Some(search) = self.screens.search_mut() {
            search.set_text(text, self.ctx.settings.today);
            search.request_hits(&mut self.ctx);
        }
    }

    pub(super) fn edit_query(&mut self) {
        if let Some(search) = self.screens.search_mut() {
            search.focus(Part::Results);
            let (purpose, text) = (Purpose::Search(search.scope()), search.text().to_owned());
            self.open_prompt(purpose, &text);
        }
    }

    /// Remembers the query in the history and moves on to what it found.
    pub(super) fn submit_query(&mut self) {
        let Some(search) = self.screens.search_mut() else {
            return;
        };
        let text = search.text().trim().to_owned();
        if text.is_empty() {
            self.edit_query();
            return;
        }
        search.focus(Part::Results);
        if self.stored.histories.search.last() != Some(&text) {
            self.stored.histories.search.retain(|made| *made != text);
            history::remember(&mut self.stored.histories.search, &text);
            let query = Clean::line(&text);
            self.ctx.save(StateChange::RememberSearch { query });
        }
    }

    /// Moves on to the hits, if there are some, or among them by more than one.
    pub(super) fn move_behind_query(&mut self, by: isize) {
        let Some(search) = self.screens.search_mut() else {
            return;
        };
        if by == 1 && !search.results.is_empty() {
            search.focus(Part::Results);
            self.front = None;
        } else if by.unsigned_abs() > 1 {
            search.results.move_by(by);
        }
    }

    pub(super) fn leave_search(&mut self) {
        self.screens.leave_search(&mut self.panes, &mut self.ctx);
        // Its hit is gone from the screen, so nobody would see what the action is done to.
        self.awaited.action = None;
    }

    fn step_out_of_search(&mut self) {
        match self.screens.shown_search() {
            Some(search) if search.part() == Part::Speakers => search.focus(Part::Results),
            Some(search) => {
                if !search.results.clear_chosen() && !self.widen_search() {
                    self.leave_search();
                }
            }
            None => self.leave_search(),
        }
    }

    /// Returns from an article to the screen it was opened from; returns `false` if there is none.
    pub(super) fn return_to_origin(&mut self) -> bool {
        let is_back = self
            .screens
            .return_to_origin(&mut self.panes, &mut self.ctx);
        if is_back && let Some(reading) = &mut self.panes.reading {
            reading.leave();
        }
        is_back
    }

    /// Opens the selected hit in the reading pane, narrows the query to the selected speaker, or searches near words.
    fn open_in_search(&mut self) {
        let Some(search) = self.screens.shown_search() else {
            return;
        };
        if search.part() == Part::Speakers {
            let clause = search
                .speakers
                .selected()
                .map(|(name, _)| said_clause(name));
            if let Some(clause) = clause {
                self.narrow_search(&clause);
            }
            return;
        }
        if let Some(saved) = search.results.saved_at(search.results.selected()) {
            let query = saved.query.clone();
            self.search_for(query.scope, &query.text);
            return;
        }
        if let Some(near) = search.results.near_at(search.results.selected()) {
            let text = near.query_text(search.text());
            self.set_query(&text);
            return;
        }
        if search.results.selected_hit().is_none() {
            self.edit_query();
            return;
        }
        if self.unfold_hits() || !self.show_hit() {
            return;
        }
        self.enter_article();
        if let Some(id) = self.panes.reading.as_ref().map(|reading| reading.row().id) {
            let effect = self.panes.list.reveal(id);
            self.ctx.send(effect);
        }
    }

    pub(super) fn point_in_search(&mut self, mouse: Mouse) {
        if self.front.is_some() && !self.is_typing_query() {
            return;
        }
        let Some(search) = self.screens.shown_search() else {
            return;
        };
        match search.point(mouse) {
            Some(SearchClick::Query) => self.edit_query(),
            Some(SearchClick::Open) => {
                self.front = None;
                self.open_in_search();
            }
            Some(SearchClick::Hits) => self.front = None,
            None => {}
        }
    }

    /// Updates the geometry of the screen of search, and shows the selected hit in its article where there is room.
    pub(super) fn arrange_search(&mut self) {
        let Some(search) = self.screens.shown_search() else {
            return;
        };
        search.arrange(&mut self.ctx);
        self.panes.areas.status = search.areas().status;
        self.panes.areas.reading = search.areas().preview;
        if search.is_settled() && search.areas().preview.is_some() {
            self.load_hit();
        }
        self.panes.arrange_reading();
    }

    /// Returns `true` if the selected hit's article is there with its quotes; if not, the action is done once it is.
    fn is_hit_ready(&mut self, action: Action) -> bool {
        if !self.show_hit() {
            return false;
        }
        let Some(reading) = &self.panes.reading else {
            return false;
        };
        if reading.are_quotes_found() {
            return true;
        }
        self.awaited.action = Some((reading.ticket(), action));
        false
    }

    /// Does what waited for the quotes of a hit's article.
    pub(super) fn run_awaited_action(&mut self) {
        let ticket = self.panes.reading.as_ref().map(ReadingPane::ticket);
        if let Some((awaited, action)) = self.awaited.action.take()
            && Some(awaited) == ticket
        {
            self.act(action, None);
        }
    }

    /// Unfolds the selected row of results; returns `false` if nothing is folded under it.
    fn unfold_hits(&mut self) -> bool {
        let search = self.screens.search_mut();
        search.is_some_and(|search| search.results.unfold_selected())
    }

    /// Warns that the article of a hit has no file any more.
    pub(super) fn warn_article_gone(&mut self) {
        let rescan = self.keymap().shortest_key(self.context(), Action::Rescan);
        let rescan = rescan.map(|key| format!("; '{key}' rescans them"));
        let rescan = rescan.unwrap_or_default();
        let text = format!("This article is no longer in the folders{rescan}");
        self.ctx.notice = Some(StatusNotice::warning(&text));
    }

    /// Loads the selected hit's article, or warns that it is gone.
    fn show_hit(&mut self) -> bool {
        let is_there = self.load_hit();
        let search = self.screens.search();
        let has_hit = search.is_some_and(|search| search.results.selected_hit().is_some());
        if !is_there && has_hit {
            self.warn_article_gone();
        }
        is_there
    }

    /// Opens the selected hit's article at its words; returns `false` if the catalogue does not have it.
    pub(super) fn load_hit(&mut self) -> bool {
        let Some((row, sought)) = self
            .screens
            .search()
            .and_then(SearchScreen::selected_article)
        else {
            return false;
        };
        self.panes.open_article(row, &mut self.ctx);
        if let Some(reading) = &mut self.panes.reading {
            reading.set_target(sought);
        }
        true
    }

    /// Returns the pane that actions are about: the focused one, or on the screen of search the kind of its hits.
    pub(super) fn subject(&self) -> Focus {
        if self.is_highlighting() {
            return Focus::Quotes;
        }
        if self.screens.shows_panes() {
            return self.panes.focus;
        }
        if let Screen::Speaker(_) = self.screens.shown() {
            return Focus::Quotes;
        }
        match self.screens.search().map(SearchScreen::scope) {
            Some(SearchScope::Quotes) => Focus::Quotes,
            Some(SearchScope::Stories) => Focus::Reading,
            None => self.panes.focus,
        }
    }

    /// Takes in how far the scan is; an index that could not be searched may be there again.
    pub(super) fn take_progress(&mut self, progress: ScanProgress) {
        if progress.is_finished {
            self.note_articles();
        }
        self.ctx.progress = progress;
        if let Some(search) = self.screens.search().filter(|search| search.has_failed()) {
            search.request_hits_again(&mut self.ctx);
        }
    }
}
