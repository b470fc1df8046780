//! The screens of search and of speakers: opening them, asking, what is done with the hits, and leaving.

use super::ctx::{Ctx, Handled};
use super::effect::{CatalogueRequest, Effect, SearchRequest, StateRequest};
use super::event::Mouse;
use super::front::Front;
use super::notice::StatusNotice;
use super::overlay::OverlayKind;
use super::panes::Panes;
use super::prompt::{Prompt, Purpose};
use super::screen::{AwaitedAction, ScreenHandler, Screens};
use super::search::acting::{EVERYWHERE, ON_HIT, ON_HITS, SearchClick, UP};
use super::search::{Part, SearchScreen};
use crate::input::{Action, Context};
use crate::library::state::{SavedSearch, StateChange};
use crate::search::hits::SearchScope;
use crate::search::query::without_double_marks;
use crate::text::Clean;

/// What an action does on the screen of search that concerns more than that.
const ACTIONS: [(Action, ScreenHandler); 11] = [
    (Action::SpeakerPage, Screens::show_quote_speaker),
    (Action::SearchQuotes, |screens, panes, ctx| {
        screens.start_search(SearchScope::Quotes, panes, ctx);
    }),
    (Action::SearchStories, |screens, panes, ctx| {
        screens.start_search(SearchScope::Stories, panes, ctx);
    }),
    (Action::Find, |screens, _, ctx| screens.edit_query(ctx)),
    (Action::SaveSearch, |screens, _, ctx| {
        screens.prompt_search_name(ctx);
    }),
    (Action::CountHits, |screens, _, ctx| {
        if let Some(search) = screens.search_mut() {
            search.show_counts(ctx);
        }
    }),
    (Action::Filter, |_, _, ctx| {
        let sources = Effect::Catalogue(CatalogueRequest::Sources);
        ctx.request_overlay(OverlayKind::Filter, sources);
    }),
    (Action::StepOut, Screens::step_out_of_search),
    (Action::Quit, Screens::step_out_of_search),
    (Action::Cancel, Screens::step_out_of_search),
    (Action::Open, Screens::open_in_search),
];

/// How many words of a passage are searched for, at the most.
const SEARCHED_WORDS: usize = 8;

impl Screens {
    /// Shows the screen of search with the caret in the query; one that is open already keeps its words.
    pub(super) fn start_search(&mut self, scope: SearchScope, panes: &mut Panes, ctx: &mut Ctx) {
        let is_new = self.show_search(scope, panes, ctx);
        if is_new {
            let is_folded = panes.list.listing().is_folded;
            if let Some(search) = self.search_mut() {
                search.results.set_folding(is_folded);
                search
                    .results
                    .set_saved(ctx.stored.searches.list().to_vec());
            }
            ctx.send(Effect::State(StateRequest::Searches));
            ctx.send(Effect::Search(SearchRequest::PreparePeople));
        }
        if let Some(search) = self.search_mut()
            && search.scope() != scope
        {
            search.set_scope(scope);
            search.request_hits(ctx);
        }
        if let Some(search) = self.search_mut() {
            search.retype_query(ctx);
        }
    }

    /// Searches with this query; the keys then move in what it finds.
    pub(super) fn search_for(
        &mut self,
        scope: SearchScope,
        text: &str,
        panes: &mut Panes,
        ctx: &mut Ctx,
    ) {
        self.start_search(scope, panes, ctx);
        ctx.front = None;
        self.set_query(text, ctx);
    }

    /// Searches all stories for the passage that is being selected, or for the words of the selected quote.
    pub(super) fn search_selection(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        let reading = panes.reading.as_ref();
        let words = reading.and_then(|reading| {
            let quote = reading.subject_quote()?;
            let words = reading.article()?.words_in(*quote.fragments.first()?);
            let words = words.split_whitespace().take(SEARCHED_WORDS);
            Some(words.collect::<Vec<_>>().join(" "))
        });
        let Some(words) = words else {
            let key = |action| ctx.settings.keymap.shortest_key(Context::Reading, action);
            let passage = key(Action::Highlight).map(|key| format!(" with '{key}'"));
            let quote = key(Action::NextQuote).map(|key| format!(" with '{key}'"));
            let text = format!(
                "Select a passage{} or a quote{} first",
                passage.unwrap_or_default(),
                quote.unwrap_or_default()
            );
            ctx.notice = Some(StatusNotice::warning(&text));
            return;
        };
        let words = without_double_marks(&words);
        let words = words.trim_end_matches(|c: char| !c.is_alphanumeric());
        self.search_for(SearchScope::Stories, &format!("\"{words}\""), panes, ctx);
    }

    /// Does an action on the screen of search, where those are ignored that mean nothing to it.
    pub(super) fn act_in_search(
        &mut self,
        action: Action,
        panes: &mut Panes,
        ctx: &mut Ctx,
    ) -> Handled {
        let Some(search) = self.shown_search() else {
            return Handled::No;
        };
        if search.is_at_first_hit() && UP.contains(&action) {
            self.edit_query(ctx);
            return Handled::Yes;
        }
        if search.act(action, ctx) == Handled::Yes {
            return Handled::Yes;
        }
        if let Some((_, act)) = ACTIONS.iter().find(|(known, _)| *known == action) {
            act(self, panes, ctx);
            return Handled::Yes;
        }
        let has_hit = search.results.selected_hit().is_some();
        if EVERYWHERE.contains(&action) || ON_HITS.contains(&action) {
            Handled::No
        } else if !(has_hit && ON_HIT.contains(&action)) {
            Handled::Ignored
        } else if self.is_hit_ready(action, panes, ctx) {
            Handled::No
        } else {
            Handled::Yes
        }
    }

    /// Takes what is typed into the query.
    pub(super) fn set_query(&mut self, text: &str, ctx: &mut Ctx) {
        if let Some(search) = self.search_mut() {
            search.set_query(text, ctx);
        }
    }

    pub(super) fn edit_query(&mut self, ctx: &mut Ctx) {
        if let Some(search) = self.search_mut() {
            search.edit_query(ctx);
        }
    }

    /// Moves on to the hits, if there are some, or among them by more than one.
    pub(super) fn move_behind_query(&mut self, by: isize, ctx: &mut Ctx) {
        let Some(search) = self.search_mut() else {
            return;
        };
        if by == 1 && !search.results.is_empty() {
            search.focus(Part::Results);
            ctx.front = None;
        } else if by.unsigned_abs() > 1 {
            search.results.move_by(by);
        }
    }

    pub(super) fn leave_search(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        self.drop_search(panes, ctx);
        // Its hit is gone from the screen, so nobody would see what the action is done to.
        self.awaited.action = None;
    }

    fn step_out_of_search(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        match self.shown_search() {
            Some(search) if search.part() != Part::Results => search.focus(Part::Results),
            Some(search) => {
                if !search.results.clear_chosen() && !search.widen_search(ctx) {
                    self.leave_search(panes, ctx);
                }
            }
            None => self.leave_search(panes, ctx),
        }
    }

    /// Opens the selected hit in the reading pane, narrows the query to the selected speaker, or searches near words.
    pub(super) fn open_in_search(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        let Some(search) = self.shown_search() else {
            return;
        };
        if search.part() != Part::Results {
            if let Some(clause) = search.selected_clause() {
                search.narrow_search(&clause, ctx);
            }
            return;
        }
        if let Some(saved) = search.results.saved_at(search.results.selected()) {
            let query = saved.query.clone();
            self.search_for(query.scope, &query.text, panes, ctx);
            return;
        }
        if let Some(near) = search.results.near_at(search.results.selected()) {
            let text = near.query_text(search.text());
            self.set_query(&text, ctx);
            return;
        }
        if search.results.selected_hit().is_none() {
            self.edit_query(ctx);
            return;
        }
        if self.unfold_hits() || !self.show_hit(panes, ctx) {
            return;
        }
        self.enter_article(panes, ctx);
        if let Some(id) = panes.reading.as_ref().map(|reading| reading.row().id) {
            let effect = panes.list.reveal(id);
            ctx.send(effect);
        }
    }

    pub(super) fn point_in_search(&mut self, mouse: Mouse, panes: &mut Panes, ctx: &mut Ctx) {
        if ctx.front.is_some() && !ctx.is_typing_query() {
            return;
        }
        let Some(search) = self.shown_search() else {
            return;
        };
        match search.point(mouse) {
            Some(SearchClick::Query) => self.edit_query(ctx),
            Some(SearchClick::Open) => {
                ctx.front = None;
                self.open_in_search(panes, ctx);
            }
            Some(SearchClick::Hits) => ctx.front = None,
            None => {}
        }
    }

    /// Opens the line for the name of the search; a search that has a name keeps it unless another is typed.
    pub(super) fn prompt_search_name(&self, ctx: &mut Ctx) {
        if ctx.prompt().is_some() && !ctx.is_typing_query() {
            return;
        }
        let Some(query) = self.search().and_then(SearchScreen::saved_query) else {
            ctx.notice = Some(StatusNotice::warning("Type what to search for first"));
            return;
        };
        let mut searches = ctx.stored.searches.list().iter();
        let saved = searches.find(|saved| saved.query == query);
        let name = saved.map_or(&query.text, |saved| &saved.name).clone();
        let prompt = Prompt::with_suggestion(Purpose::SearchName, &name);
        ctx.front = Some(Front::Prompt(prompt));
    }

    pub(super) fn save_search(&self, name: &str, ctx: &mut Ctx) {
        let name = Clean::line(name.trim());
        let query = self.search().and_then(SearchScreen::saved_query);
        if let Some(query) = query.filter(|_| !name.is_empty()) {
            ctx.save(StateChange::SaveSearch(SavedSearch { name, query }));
        }
    }

    /// Updates the geometry of the screen of search, and shows the selected hit in its article where there is room.
    pub(super) fn arrange_search(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        let Some(search) = self.shown_search() else {
            return;
        };
        search.arrange(ctx);
        panes.areas.status = search.areas().status;
        panes.areas.reading = search.areas().preview.filter(|_| search.shows_page());
        if search.is_settled() && search.areas().preview.is_some() {
            self.load_hit(panes, ctx);
        }
        panes.arrange_reading();
    }

    /// Returns `true` if the selected hit's article is there with its quotes; if not, the action is done once it is.
    fn is_hit_ready(&mut self, action: Action, panes: &mut Panes, ctx: &mut Ctx) -> bool {
        if !self.show_hit(panes, ctx) {
            return false;
        }
        let Some(reading) = &panes.reading else {
            return false;
        };
        if reading.are_quotes_found() {
            return true;
        }
        self.awaited.action = Some(AwaitedAction {
            ticket: reading.ticket(),
            action,
            quote: None,
        });
        false
    }

    /// Unfolds the selected row of results; returns `false` if nothing is folded under it.
    fn unfold_hits(&mut self) -> bool {
        let search = self.search_mut();
        search.is_some_and(|search| search.results.unfold_selected())
    }

    /// Loads the selected hit's article, or warns that it is gone.
    pub(super) fn show_hit(&mut self, panes: &mut Panes, ctx: &mut Ctx) -> bool {
        let is_there = self.load_hit(panes, ctx);
        let search = self.search();
        let has_hit = search.is_some_and(|search| search.results.selected_hit().is_some());
        if !is_there && has_hit {
            warn_article_gone(Context::Overlay, ctx);
        }
        is_there
    }

    /// Opens the selected hit's article at its words; returns `false` if the catalogue does not have it.
    pub(super) fn load_hit(&mut self, panes: &mut Panes, ctx: &mut Ctx) -> bool {
        let Some((row, sought)) = self.search().and_then(SearchScreen::selected_article) else {
            return false;
        };
        panes.open_article(row, ctx);
        if let Some(reading) = &mut panes.reading {
            reading.set_target(sought);
        }
        true
    }
}

/// Warns that the article of a hit has no file any more.
pub(super) fn warn_article_gone(context: Context, ctx: &mut Ctx) {
    let rescan = ctx.settings.keymap.shortest_key(context, Action::Rescan);
    let rescan = rescan.map(|key| format!("; '{key}' rescans them"));
    let rescan = rescan.unwrap_or_default();
    let text = format!("This article is no longer in the folders{rescan}");
    ctx.notice = Some(StatusNotice::warning(&text));
}
