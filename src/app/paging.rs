//! The page of a speaker: opening it from a quote, what keys do there, and opening its quotes.

use super::ctx::Handled;
use super::effect::{CatalogueRequest, Effect};
use super::event::{PersonAnswer, Ticket};
use super::motion::Motion;
use super::notice::StatusNotice;
use super::reading::SearchTarget;
use super::screen::Screen;
use super::search::acting::{EVERYWHERE, ON_HIT};
use super::search::narrowing::said_clause;
use super::speaker_page::SpeakerPage;
use super::{App, Handler};
use crate::input::Action;
use crate::library::listing::ArticleRow;
use crate::people::{NameKind, kind_of};
use crate::search::hits::{Hit, SearchScope};
use crate::search::query::Query;
use crate::text::Clean;

/// Movements among the quotes that are not called so in other panes, each by so many quotes.
const STEPS: [(Action, isize); 4] = [
    (Action::NextQuote, 1),
    (Action::NextHit, 1),
    (Action::PreviousQuote, -1),
    (Action::PreviousHit, -1),
];

/// What an action does on the page that concerns more than a movement.
const ACTIONS: [(Action, Handler); 11] = [
    (Action::Open, App::open_page_quote),
    (Action::FocusRight, App::open_page_quote),
    (Action::Sort, |app| {
        if let Some(page) = app.screens.shown_page() {
            page.switch_order(&mut app.ctx);
        }
    }),
    (Action::SamePerson, App::decide_page_person),
    (Action::Find, App::search_speaker),
    (Action::Filter, App::search_speaker),
    (Action::SearchQuotes, App::search_speaker),
    (Action::StepOut, App::leave_page),
    (Action::Cancel, App::leave_page),
    (Action::Quit, App::leave_page),
    (Action::FocusLeft, App::leave_page),
];

impl App {
    /// Shows the page of whoever has a name.
    pub(super) fn show_page(&mut self, name: &Clean) {
        let mut page = SpeakerPage::new(name);
        page.request_person(&mut self.ctx);
        self.screens.show_page(page, &mut self.panes);
    }

    /// Shows the page of the speaker of the selected quote.
    pub(super) fn show_quote_speaker(&mut self) {
        let name = match self.screens.shown() {
            Screen::Search(search) => {
                let hit = search.results.selected_hit();
                hit.and_then(|hit| hit.speaker.clone())
            }
            Screen::Panes => self.panes.reading.as_ref().and_then(|reading| {
                let speaker = reading.selected_quote()?.speaker.as_ref()?;
                Some(Clean::line(&speaker.name))
            }),
            Screen::Speakers(_) | Screen::Speaker(_) | Screen::Start(_) => None,
        };
        match name {
            Some(name) if kind_of(&name) != NameKind::Description => self.show_page(&name),
            Some(name) => {
                let text = format!("No name is known of '{}'", name.as_str());
                self.ctx.notice = Some(StatusNotice::warning(&text));
            }
            None => {
                let text = "Select a quote with a speaker first";
                self.ctx.notice = Some(StatusNotice::warning(text));
            }
        }
    }

    /// Does an action on the page of a speaker, where all are either done or ignored unless they mean the same everywhere.
    pub(super) fn act_on_page(&mut self, action: Action) -> Handled {
        let times = self.ctx.repeat_count();
        let Some(page) = self.screens.shown_page() else {
            return Handled::No;
        };
        let action = if action == Action::PageDownOrNext {
            Action::PageDown
        } else {
            action
        };
        let step = STEPS.iter().find(|(known, _)| *known == action);
        let step = step.map(|(_, by)| Motion::Rows(times.saturating_mul(*by)));
        if let Some(motion) = step.or_else(|| Motion::from_action(action, times)) {
            page.move_by(motion);
            return Handled::Yes;
        }
        if let Some((_, act)) = ACTIONS.iter().find(|(known, _)| *known == action) {
            act(self);
            return Handled::Yes;
        }
        let passes = EVERYWHERE.contains(&action)
            || (ON_HIT.contains(&action) && self.is_page_quote_ready(action));
        if passes { Handled::No } else { Handled::Yes }
    }

    /// Returns `true` if the selected quote is that of the open article; if not, the action is done once it is.
    fn is_page_quote_ready(&mut self, action: Action) -> bool {
        let page = self.screens.shown_page();
        let Some(quote) = page.and_then(|page| page.selected_quote().cloned()) else {
            return false;
        };
        let open = self.panes.reading.as_ref();
        let open = open.and_then(|reading| Some((reading.row().id, reading.selected_quote()?.id)));
        if open.is_some() && open == quote.quote.map(|id| (quote.article, id)) {
            return true;
        }
        self.request_quote(quote, Some(action));
        false
    }

    /// Requests the row of a quote's article, to enter it or for what an action does to the quote.
    fn request_quote(&mut self, quote: Hit, action: Option<Action>) {
        let rows = CatalogueRequest::Rows(vec![quote.article]);
        self.awaited.quote = Some((quote, action));
        self.ctx.send(Effect::Catalogue(rows));
    }

    /// Opens the selected quote in its article once the row of that is there.
    pub(super) fn open_page_quote(&mut self) {
        let page = self.screens.shown_page();
        let Some(quote) = page.and_then(|page| page.selected_quote().cloned()) else {
            return;
        };
        self.request_quote(quote, None);
    }

    /// Opens the quote that waited for the row of its article.
    pub(super) fn open_awaited_quote(&mut self, rows: &[ArticleRow]) {
        let Some((quote, action)) = self.awaited.quote.take() else {
            return;
        };
        if self.screens.shown_page().is_none() {
            return;
        }
        let Some(row) = rows.iter().find(|row| row.id == quote.article) else {
            self.warn_article_gone();
            return;
        };
        self.panes.open_article(row.clone(), &mut self.ctx);
        if let Some(reading) = &mut self.panes.reading {
            reading.set_target(target_of(&quote));
            if let Some(action) = action {
                self.awaited.action = Some((reading.ticket(), action));
                if reading.are_quotes_found() {
                    self.run_awaited_action();
                }
                return;
            }
        }
        self.enter_article();
        let effect = self.panes.list.reveal(quote.article);
        self.ctx.send(effect);
    }

    /// Offers who may be the same person as the one whose page it is.
    fn decide_page_person(&mut self) {
        let names = self.screens.shown_page().map(|page| page.person_names());
        if let Some(names) = names.filter(|names| !names.is_empty()) {
            self.request_suggestions(names);
        }
    }

    /// Searches the quotes of the person whose page it is.
    fn search_speaker(&mut self) {
        let Some(page) = self.screens.shown_page() else {
            return;
        };
        let query = format!("{} ", said_clause(page.name()));
        self.search_for(SearchScope::Quotes, &query);
        self.edit_query();
    }

    fn leave_page(&mut self) {
        self.screens.leave_page(&mut self.panes, &mut self.ctx);
        // Something may have changed while it was behind.
        if let Some(page) = self.screens.shown_page() {
            page.request_person(&mut self.ctx);
        }
    }

    /// Takes in what is known of a person.
    pub(super) fn take_person(&mut self, ticket: Ticket, answer: &PersonAnswer) {
        for page in self.screens.pages_mut() {
            page.take_person(ticket, answer);
        }
    }

    /// Requests again who there is, wherever that is shown.
    pub(super) fn request_people(&mut self) {
        if let Some(speakers) = self.screens.speakers_mut() {
            speakers.request_speakers(true, &mut self.ctx);
        }
        for page in self.screens.pages_mut() {
            page.request_person(&mut self.ctx);
        }
    }
}

/// Returns where a quote is in its article.
fn target_of(quote: &Hit) -> SearchTarget {
    SearchTarget {
        words: quote.place.map(|place| (place, quote.text.clone())),
        fragments: quote.fragments.clone(),
        query: Query::default(),
        typed: String::new(),
    }
}
