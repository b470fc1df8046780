//! The page of a speaker: opening it from a quote, what keys do there, and opening its quotes.

use super::ctx::{Ctx, Handled};
use super::effect::{CatalogueRequest, Effect};
use super::event::{PersonAnswer, Ticket};
use super::motion::Motion;
use super::notice::StatusNotice;
use super::panes::Panes;
use super::reading::SearchTarget;
use super::screen::{AwaitedAction, Screen, ScreenHandler, Screens};
use super::search::acting::{EVERYWHERE, ON_HIT};
use super::search::narrowing::said_clause;
use super::searching::warn_article_gone;
use super::speaker_page::SpeakerPage;
use super::speaking::request_suggestions;
use crate::input::{Action, Context};
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
const ACTIONS: [(Action, ScreenHandler); 11] = [
    (Action::Open, |screens, _, ctx| screens.open_page_quote(ctx)),
    (Action::FocusRight, |screens, _, ctx| {
        screens.open_page_quote(ctx);
    }),
    (Action::Sort, |screens, _, ctx| {
        if let Some(page) = screens.shown_page() {
            page.switch_order(ctx);
        }
    }),
    (Action::SamePerson, |screens, _, ctx| {
        screens.decide_page_person(ctx);
    }),
    (Action::Find, Screens::search_speaker),
    (Action::Filter, Screens::search_speaker),
    (Action::SearchQuotes, Screens::search_speaker),
    (Action::StepOut, Screens::leave_page),
    (Action::Cancel, Screens::leave_page),
    (Action::Quit, Screens::leave_page),
    (Action::FocusLeft, Screens::leave_page),
];

impl Screens {
    /// Shows the page of whoever has a name.
    pub(super) fn show_page(&mut self, name: &Clean, panes: &mut Panes, ctx: &mut Ctx) {
        let mut page = SpeakerPage::new(name);
        page.request_person(ctx);
        self.push_page(page, panes, ctx);
    }

    /// Shows the page of the speaker of the selected quote.
    pub(super) fn show_quote_speaker(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        let name = match self.shown() {
            Screen::Search(search) => {
                let hit = search.results.selected_hit();
                hit.and_then(|hit| hit.speaker.clone())
            }
            Screen::Panes => panes.reading.as_ref().and_then(|reading| {
                let speaker = reading.selected_quote()?.speaker.as_ref()?;
                Some(Clean::line(&speaker.name))
            }),
            Screen::Speakers(_) | Screen::Speaker(_) | Screen::Start(_) => None,
        };
        match name {
            Some(name) if kind_of(&name) != NameKind::Description => {
                self.show_page(&name, panes, ctx);
            }
            Some(name) => {
                let text = format!("No name is known of '{}'", name.as_str());
                ctx.notice = Some(StatusNotice::warning(&text));
            }
            None => {
                let text = "Select a quote with a speaker first";
                ctx.notice = Some(StatusNotice::warning(text));
            }
        }
    }

    /// Does an action on the page of a speaker, where those are ignored that mean nothing to it.
    pub(super) fn act_on_page(
        &mut self,
        action: Action,
        panes: &mut Panes,
        ctx: &mut Ctx,
    ) -> Handled {
        let times = ctx.repeat_count();
        let Some(page) = self.shown_page() else {
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
            act(self, panes, ctx);
            return Handled::Yes;
        }
        let has_quote = page.selected_quote().is_some();
        if EVERYWHERE.contains(&action) {
            Handled::No
        } else if !(has_quote && ON_HIT.contains(&action)) {
            Handled::Ignored
        } else if self.is_page_quote_ready(action, panes, ctx) {
            Handled::No
        } else {
            Handled::Yes
        }
    }

    /// Returns `true` if the selected quote is that of the open article; if not, the action is done once it is.
    fn is_page_quote_ready(&mut self, action: Action, panes: &mut Panes, ctx: &mut Ctx) -> bool {
        let page = self.shown_page();
        let Some(quote) = page.and_then(|page| page.selected_quote().cloned()) else {
            return false;
        };
        let open = panes.reading.as_ref();
        let open = open.and_then(|reading| Some((reading.row().id, reading.selected_quote()?.id)));
        if open.is_some() && open == quote.quote.map(|id| (quote.article, id)) {
            return true;
        }
        self.request_quote(quote, Some(action), ctx);
        false
    }

    /// Requests the row of a quote's article, to enter it or for what an action does to the quote.
    fn request_quote(&mut self, quote: Hit, action: Option<Action>, ctx: &mut Ctx) {
        let rows = CatalogueRequest::Rows(vec![quote.article]);
        self.awaited.quote = Some((quote, action));
        ctx.send(Effect::Catalogue(rows));
    }

    /// Opens the selected quote in its article once the row of that is there.
    pub(super) fn open_page_quote(&mut self, ctx: &mut Ctx) {
        let page = self.shown_page();
        let Some(quote) = page.and_then(|page| page.selected_quote().cloned()) else {
            return;
        };
        self.request_quote(quote, None, ctx);
    }

    /// Opens the quote that waited for the row of its article.
    pub(super) fn open_awaited_quote(
        &mut self,
        rows: &[ArticleRow],
        panes: &mut Panes,
        ctx: &mut Ctx,
    ) {
        let Some((quote, action)) = self.awaited.quote.take() else {
            return;
        };
        if self.shown_page().is_none() {
            return;
        }
        let Some(row) = rows.iter().find(|row| row.id == quote.article) else {
            warn_article_gone(Context::Speakers, ctx);
            return;
        };
        panes.open_article(row.clone(), ctx);
        if let Some(reading) = &mut panes.reading {
            reading.set_target(target_of(&quote));
            if let Some(action) = action {
                self.awaited.action = Some(AwaitedAction {
                    ticket: reading.ticket(),
                    action,
                    quote: quote.quote,
                });
                return;
            }
        }
        self.enter_article(panes, ctx);
        let effect = panes.list.reveal(quote.article);
        ctx.send(effect);
    }

    /// Offers who may be the same person as the one whose page it is.
    fn decide_page_person(&mut self, ctx: &mut Ctx) {
        let names = self.shown_page().map(|page| page.person_names());
        if let Some(names) = names.filter(|names| !names.is_empty()) {
            request_suggestions(names, ctx);
        }
    }

    /// Searches the quotes of the person whose page it is.
    fn search_speaker(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        let Some(page) = self.shown_page() else {
            return;
        };
        let query = format!("{} ", said_clause(page.name()));
        self.search_for(SearchScope::Quotes, &query, panes, ctx);
        self.edit_query(ctx);
    }

    fn leave_page(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        self.drop_page(panes, ctx);
        // Something may have changed while it was behind.
        if let Some(page) = self.shown_page() {
            page.request_person(ctx);
        }
    }

    /// Takes in what is known of a person.
    pub(super) fn take_person(&mut self, ticket: Ticket, answer: &PersonAnswer) {
        for page in self.pages_mut() {
            page.take_person(ticket, answer);
        }
    }

    /// Requests again who there is, wherever that is shown.
    pub(super) fn request_people(&mut self, ctx: &mut Ctx) {
        if let Some(speakers) = self.speakers_mut() {
            speakers.request_speakers(true, ctx);
        }
        for page in self.pages_mut() {
            page.request_person(ctx);
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
