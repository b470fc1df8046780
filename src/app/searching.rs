//! Searching: opening the screen, asking, taking answers in, and leaving it.

use crate::article::ArticleId;
use crate::input::Action;
use crate::library::listing::Row;
use crate::library::state::Change;
use crate::search::hits::{Found, Scope};
use crate::search::passages::Passage;
use crate::text::Clean;

use super::App;
use super::effect::{CatalogueRequest, Effect, SearchRequest, StateRequest};
use super::event::{ScanProgress, Ticket};
use super::overlay::OverlayKind;
use super::prompt::{Prompt, Purpose};
use super::search::areas::{self, Parts};
use super::search::{Part, SearchScreen};
use super::shown::{Behind, Shown};

impl App {
    /// Shows the screen of search with the caret in the query; one that is open already keeps its words.
    pub(super) fn start_search(&mut self, scope: Scope) {
        self.leave_panes(Shown::Search);
        let is_new = self.search.is_none();
        let search = self
            .search
            .get_or_insert_with(|| Box::new(SearchScreen::new(scope)));
        let is_other = search.scope() != scope;
        search.set_scope(scope);
        if is_new {
            self.send(Effect::State(StateRequest::Searches));
        } else if is_other {
            self.ask();
        }
        self.edit_query();
    }

    /// Searches with this query; the keys then move in what it finds.
    pub(super) fn search_for(&mut self, scope: Scope, text: &str) {
        self.start_search(scope);
        self.prompt = None;
        self.set_query(text);
    }

    /// Does an action on the screen of search; says whether it meant something there.
    pub(super) fn act_in_search(&mut self, action: Action, count: Option<usize>) -> bool {
        match action {
            Action::SearchQuotes => self.start_search(Scope::Quotes),
            Action::SearchStories => self.start_search(Scope::Stories),
            Action::SwitchSearch => self.switch_search(),
            Action::Find => self.edit_query(),
            Action::Sort => self.turn_order(),
            Action::SaveSearch => self.name_search(),
            Action::Filter => self.ask_for(
                OverlayKind::Filter,
                Effect::Catalogue(CatalogueRequest::Sources),
            ),
            Action::StepOut | Action::Quit | Action::Cancel => self.step_out_of_search(),
            Action::FocusLeft => self.focus_part(Part::Results),
            Action::FocusRight => self.focus_part(Part::Voices),
            Action::Open => self.open_in_search(),
            _ => return self.act_on_hits(action, count),
        }
        true
    }

    /// Searches stories instead of quotes, or quotes instead of stories, with the same words.
    pub(super) fn switch_search(&mut self) {
        let Some(search) = &mut self.search else {
            return;
        };
        let scope = match search.scope() {
            Scope::Quotes => Scope::Stories,
            Scope::Stories => Scope::Quotes,
        };
        search.set_scope(scope);
        if let Some(prompt) = &mut self.prompt {
            prompt.set_purpose(Purpose::Search(scope));
        }
        self.ask();
    }

    /// Takes what is typed into the query.
    pub(super) fn set_query(&mut self, text: &str) {
        let today = self.settings.today;
        if let Some(search) = &mut self.search {
            search.set_text(text, today);
        }
        self.ask();
    }

    /// Keeps the query in the history and moves on to what it found.
    pub(super) fn submit_query(&mut self) {
        let Some(search) = &mut self.search else {
            return;
        };
        let text = search.text().trim().to_owned();
        if text.is_empty() {
            self.edit_query();
            return;
        }
        search.focus(Part::Results);
        if self.search_history.last() != Some(&text) {
            self.search_history.retain(|made| *made != text);
            let query = Clean::line(&text);
            self.search_history.push(text);
            self.save(Change::RememberSearch { query });
        }
    }

    /// Moves on to the hits, when there are some, or among them by more than one.
    pub(super) fn move_under_query(&mut self, by: isize) {
        let Some(search) = &mut self.search else {
            return;
        };
        match by {
            1 if !search.results.hits().is_empty() => {
                self.prompt = None;
                search.focus(Part::Results);
            }
            -1..=1 => {}
            _ => search.results.move_by(by),
        }
    }

    /// Leaves the screen of search.
    pub(super) fn leave_search(&mut self) {
        self.search = None;
        self.awaiting_quotes = None;
        if self.speakers.is_some() {
            self.come_back_to_speakers();
        } else {
            self.come_back_to_panes();
        }
    }

    /// Comes back from an article to the hits it was opened from; says whether there are some.
    pub(super) fn return_to_results(&mut self) -> bool {
        if self.search.is_none() || self.shown == Shown::Search {
            return false;
        }
        self.shown = Shown::Search;
        if let Some(reading) = &mut self.reading {
            reading.leave();
        }
        true
    }

    pub(super) fn take_found(&mut self, ticket: Ticket, found: Found) {
        if let Some(search) = &mut self.search {
            search.take(ticket, found);
        }
    }

    pub(super) fn take_not_found(&mut self, ticket: Ticket, fault: Clean) {
        if let Some(search) = &mut self.search {
            search.fail(ticket, fault);
        }
    }

    pub(super) fn take_passages(
        &mut self,
        ticket: Ticket,
        passages: Vec<(ArticleId, Option<Passage>)>,
    ) {
        if let Some(search) = &mut self.search {
            search.take_passages(ticket, passages);
        }
    }

    pub(super) fn take_rows(&mut self, rows: Vec<Row>) {
        if let Some(search) = &mut self.search {
            search.results.take_rows(rows);
        }
    }

    /// Says whether the screen of search is shown.
    pub(super) fn is_searching(&self) -> bool {
        self.shown == Shown::Search
    }

    /// Takes in how far the reading of the folders is; an index that could not be searched may be there again.
    pub(super) fn take_progress(&mut self, progress: ScanProgress) {
        self.progress = progress;
        let today = self.settings.today;
        let failed = self.search.as_ref().filter(|search| search.has_failed());
        let again = failed.and_then(|search| search.ask_again(today));
        self.send_all(again.map(|request| Effect::Search(SearchRequest::Hits(Box::new(request)))));
    }

    /// Takes in that the catalogue changed: the list and the hits may be old.
    pub(super) fn take_catalogue_change(&mut self) {
        let reload = self.list.reload();
        self.send(reload);
        self.renew_overlay();
        self.retry_article();
        self.ask_speakers_again();
        let today = self.settings.today;
        let Some(search) = &mut self.search else {
            return;
        };
        search.results.forget_rows();
        let again = search.ask_again(today);
        self.send_all(again.map(|request| Effect::Search(SearchRequest::Hits(Box::new(request)))));
    }

    /// Renews the geometry of the screen of search, and asks for what is seen and not there yet.
    pub(super) fn arrange_search(&mut self) {
        let (screen, today) = (self.screen, self.settings.today);
        let Some(search) = &mut self.search else {
            return;
        };
        let parts = Parts {
            part: search.part(),
            has_voices: search.has_voices(),
        };
        let areas = areas::split(screen, parts);
        self.search_areas = areas;
        self.areas.status = areas.status;
        self.areas.reading = areas.preview;
        if let Some(pane) = areas.results {
            let width = usize::from(pane.body.width).saturating_sub(2);
            search.results.lay_out(width, usize::from(pane.body.height));
        }
        if let Some(pane) = areas.voices {
            search.voices.resize(usize::from(pane.body.height));
        }
        let more = search.ask_more(today);
        let unknown = search.results.request_rows();
        self.send_all(more.map(|request| Effect::Search(SearchRequest::Hits(Box::new(request)))));
        if !unknown.is_empty() {
            self.send(Effect::Catalogue(CatalogueRequest::Rows(unknown)));
        }
        if let Some(request) = self
            .search
            .as_mut()
            .and_then(|search| search.ask_passages())
        {
            self.send(Effect::Search(SearchRequest::Passages(Box::new(request))));
        }
        self.preview_hit();
        self.arrange_reading();
    }

    /// Asks for the hits of the query.
    fn ask(&mut self) {
        let (ticket, today) = (self.next_ticket(), self.settings.today);
        let Some(search) = &mut self.search else {
            return;
        };
        let request = search.ask(ticket, today);
        self.send_all(
            request.map(|request| Effect::Search(SearchRequest::Hits(Box::new(request)))),
        );
    }

    fn turn_order(&mut self) {
        if let Some(search) = &mut self.search {
            search.turn_order();
            self.ask();
        }
    }

    pub(super) fn edit_query(&mut self) {
        if let Some(search) = &mut self.search {
            search.focus(Part::Results);
            let purpose = Purpose::Search(search.scope());
            self.prompt = Some(Prompt::new(purpose, search.text()));
        }
    }

    fn step_out_of_search(&mut self) {
        match &mut self.search {
            Some(search) if search.part() == Part::Voices => search.focus(Part::Results),
            _ => self.leave_search(),
        }
    }

    fn focus_part(&mut self, part: Part) {
        if let Some(search) = &mut self.search {
            search.focus(part);
        }
    }

    /// Puts a screen in the place of the panes, and remembers them.
    pub(super) fn leave_panes(&mut self, shown: Shown) {
        self.shown = shown;
        if self.behind.is_none() {
            self.behind = Some(Box::new(Behind {
                reading: self.reading.take(),
                focus: self.focus,
                is_zoomed: self.is_zoomed,
                selected: self.list.selected_row().map(|row| row.id),
            }));
        }
    }

    /// Shows the panes as they were.
    pub(super) fn come_back_to_panes(&mut self) {
        self.shown = Shown::Panes;
        let Some(behind) = self.behind.take() else {
            return;
        };
        (self.focus, self.is_zoomed) = (behind.focus, behind.is_zoomed);
        self.reading = None;
        if let Some(reading) = behind.reading {
            self.bring_back(reading);
        }
        if let Some(id) = behind.selected {
            let effect = self.list.reveal(id);
            self.send(effect);
        }
    }
}
