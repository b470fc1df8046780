//! What actions, the mouse and the size do on the screen of search.

use super::areas::{self, Parts};
use super::{Part, SearchScreen};
use crate::app::ctx::{Ctx, Handled, PartHandler};
use crate::app::effect::{CatalogueRequest, Effect, SearchRequest};
use crate::app::event::{Mouse, MouseKind};
use crate::app::motion::Motion;
use crate::app::notice::StatusNotice;
use crate::app::panes::PaneArea;
use crate::app::prompt::Purpose;
use crate::app::reading::SearchTarget;
use crate::input::{Action, Context};
use crate::library::listing::ArticleRow;
use crate::search::hits::SearchScope;

/// Columns before the words of a hit, and after them.
const AROUND_WORDS: usize = 4;

/// Movements among the hits that are not called so in other panes, each by so many hits.
const STEPS: [(Action, isize); 6] = [
    (Action::NextHit, 1),
    (Action::NextQuote, 1),
    (Action::NextArticle, 1),
    (Action::PreviousHit, -1),
    (Action::PreviousQuote, -1),
    (Action::PreviousArticle, -1),
];

/// What an action does on the screen itself.
const ACTIONS: [(Action, PartHandler<SearchScreen>); 5] = [
    (Action::SwitchSearch, SearchScreen::switch_scope),
    (Action::Sort, SearchScreen::reverse_order),
    (Action::SelectRows, |search, ctx| {
        search.results.toggle_chosen();
        let chosen = search.results.chosen().len();
        ctx.notice = Some(StatusNotice::chosen(
            chosen,
            "quote",
            &ctx.settings.keymap,
            Context::Overlay,
        ));
    }),
    (Action::FocusLeft, |search, _| search.focus(Part::Results)),
    (Action::FocusRight, |search, _| {
        // A narrow screen shows the names only once they have the keys.
        let is_there = search.part == Part::Speakers;
        search.focus(if is_there {
            Part::Sources
        } else {
            Part::Speakers
        });
    }),
];

/// Actions that lead up, from the first hit back into the query.
pub(in crate::app) const UP: [Action; 3] =
    [Action::MoveUp, Action::PreviousHit, Action::PreviousQuote];

/// Actions about the selected hit, which need its article with its quotes.
pub(in crate::app) const ON_HIT: [Action; 13] = [
    Action::Bookmark,
    Action::Note,
    Action::Tags,
    Action::ToggleRead,
    Action::Why,
    Action::Correct,
    Action::Copy,
    Action::CopyAs,
    Action::OpenLink,
    Action::OpenLinkHere,
    Action::ShowLinks,
    Action::Edit,
    Action::Pipe,
];

/// Actions of the program that are about what was found.
pub(in crate::app) const ON_HITS: [Action; 3] =
    [Action::Voices, Action::FoldStories, Action::NextUnsureQuote];

/// Actions that mean on every screen what they mean in the panes.
pub(in crate::app) const EVERYWHERE: [Action; 15] = [
    Action::Undo,
    Action::Redo,
    Action::ShowBookmarks,
    Action::Help,
    Action::Palette,
    Action::Problems,
    Action::Speakers,
    Action::Export,
    Action::Rescan,
    Action::FetchFeeds,
    Action::AddFolder,
    Action::AddPage,
    Action::Import,
    Action::Redraw,
    Action::Suspend,
];

/// What a click on the screen asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum SearchClick {
    /// To type the query.
    Query,
    /// To open what is selected.
    Open,
    /// To leave the query and move among what it found.
    Hits,
}

impl SearchScreen {
    /// Does an action that concerns the screen alone.
    pub(in crate::app) fn act(&mut self, action: Action, ctx: &mut Ctx) -> Handled {
        let action = if action == Action::PageDownOrNext {
            Action::PageDown
        } else {
            action
        };
        if let Some(motion) = Motion::from_action(action, ctx.repeat_count()) {
            self.move_selection(motion, ctx.count);
            return Handled::Yes;
        }
        if let Some((_, by)) = STEPS.iter().find(|(known, _)| *known == action) {
            self.move_by(ctx.repeat_count().saturating_mul(*by));
            return Handled::Yes;
        }
        let Some((_, act)) = ACTIONS.iter().find(|(known, _)| *known == action) else {
            return Handled::No;
        };
        act(self, ctx);
        Handled::Yes
    }

    /// Returns `true` if moving up leads out of the hits, into the query.
    pub(in crate::app) fn is_at_first_hit(&self) -> bool {
        self.part == Part::Results && self.results.selected() == 0
    }

    pub(in crate::app) fn move_by(&mut self, by: isize) {
        match self.part {
            Part::Results => self.results.move_by(by),
            Part::Speakers => self.speakers.move_by(by),
            Part::Sources => self.sources.move_by(by),
        }
    }

    /// Goes from the end of the speakers to the sources, or back; returns `false` if a step does not lead there.
    fn cross_names(&mut self, by: isize) -> bool {
        match self.part {
            Part::Speakers if by > 0 && self.speakers.is_at_last() => {
                self.focus(Part::Sources);
                if self.part == Part::Sources {
                    self.sources.move_by(isize::MIN);
                }
                true
            }
            Part::Sources if by < 0 && self.sources.is_at_first() => {
                self.focus(Part::Speakers);
                true
            }
            Part::Results | Part::Speakers | Part::Sources => false,
        }
    }

    /// Searches stories instead of quotes, or quotes instead of stories, with the same words.
    pub(in crate::app) fn switch_scope(&mut self, ctx: &mut Ctx) {
        self.set_scope(match self.scope {
            SearchScope::Quotes => SearchScope::Stories,
            SearchScope::Stories => SearchScope::Quotes,
        });
        self.request_hits(ctx);
    }

    /// Takes what is typed into the query.
    pub(in crate::app) fn set_query(&mut self, text: &str, ctx: &mut Ctx) {
        self.set_text(text, ctx.settings.today);
        self.request_hits(ctx);
    }

    /// Opens the line in which the query is typed.
    pub(in crate::app) fn edit_query(&mut self, ctx: &mut Ctx) {
        self.focus(Part::Results);
        ctx.open_prompt(Purpose::Search(self.scope), &self.text);
    }

    /// Lets the query be typed again: the first letter replaces it, another key keeps it to be edited.
    pub(in crate::app) fn retype_query(&mut self, ctx: &mut Ctx) {
        self.focus(Part::Results);
        if self.text.is_empty() {
            ctx.open_prompt(Purpose::Search(self.scope), "");
        } else {
            ctx.open_suggestion(Purpose::Search(self.scope), &self.text);
        }
    }

    /// Requests the hits of the query as it is now.
    pub(in crate::app) fn request_hits(&mut self, ctx: &mut Ctx) {
        let (ticket, today) = (ctx.next_ticket(), ctx.settings.today);
        let request = self.begin_query(ticket, today);
        ctx.send_all(request.map(hits_effect));
    }

    /// Requests the hits of the same query again, since there may be others by now.
    pub(in crate::app) fn request_hits_again(&self, ctx: &mut Ctx) {
        let request = self.ask_again(ctx.settings.today);
        ctx.send_all(request.map(hits_effect));
    }

    /// Updates the geometry, and requests what is seen and not there yet.
    pub(in crate::app) fn arrange(&mut self, ctx: &mut Ctx) {
        let parts = Parts {
            part: self.part,
            speakers: if self.has_speakers() {
                self.speakers.all_names().len()
            } else {
                0
            },
            sources: self.sources.all_names().len(),
            has_months: !self.months().is_empty(),
        };
        self.areas = areas::split_search(ctx.area, parts);
        if let Some(pane) = self.areas.results {
            let width = usize::from(pane.body.width).saturating_sub(AROUND_WORDS);
            self.results.lay_out(width, usize::from(pane.body.height));
        }
        if let Some(pane) = self.areas.speakers {
            self.speakers.resize(usize::from(pane.body.height));
        }
        match self.areas.sources {
            Some(pane) => self.sources.resize(usize::from(pane.body.height)),
            // Where there is no room for sources, the speakers have the keys.
            None => self.focus(self.part),
        }
        let more = self.ask_more(ctx.settings.today);
        ctx.send_all(more.map(hits_effect));
        let unknown = self.results.request_rows();
        if !unknown.is_empty() {
            ctx.send(Effect::Catalogue(CatalogueRequest::Rows(unknown)));
        }
        // Passages come from the files themselves: titles are shown until they are there.
        if let Some(request) = self.ask_passages() {
            let request = SearchRequest::Passages(Box::new(request));
            ctx.send(Effect::Search(request));
        }
    }

    /// Takes in a use of the mouse; `None` if it asks for nothing beyond this screen.
    pub(in crate::app) fn point(&mut self, mouse: Mouse) -> Option<SearchClick> {
        let part = self.areas.part_at(mouse.column, mouse.row);
        let Some(part) = part else {
            let is_query = self.areas.query.contains((mouse.column, mouse.row).into());
            let is_click = mouse.kind == MouseKind::Click;
            return (is_query && is_click).then_some(SearchClick::Query);
        };
        self.focus(part);
        match mouse.kind {
            MouseKind::ScrollUp => self.move_by(-1),
            MouseKind::ScrollDown => self.move_by(1),
            MouseKind::Click => return Some(self.click(part, mouse.row)),
            MouseKind::Drag => {}
        }
        Some(SearchClick::Hits)
    }

    /// Returns the identity of the selected quote.
    pub(in crate::app) fn selected_quote(&self) -> Option<crate::article::QuoteId> {
        self.results.selected_hit()?.quote
    }

    /// Returns the selected hit's article, and what to look for in it; `None` if the catalogue does not have it.
    pub(in crate::app) fn selected_article(&self) -> Option<(ArticleRow, SearchTarget)> {
        let hit = self.results.selected_hit()?;
        let row = self.results.row(hit)?.clone();
        let sought = SearchTarget {
            words: hit.place.map(|place| (place, hit.text.clone())),
            fragments: hit.fragments.clone(),
            query: self.query.clone(),
            typed: self.text.trim().to_owned(),
        };
        Some((row, sought))
    }

    fn click(&mut self, part: Part, row: u16) -> SearchClick {
        let line = |pane: Option<PaneArea>| {
            pane.map_or(0, |pane| usize::from(row.saturating_sub(pane.body.y)))
        };
        match part {
            Part::Results => {
                let number = self.results.number_at(line(self.areas.results));
                if number == Some(self.results.selected()) {
                    return SearchClick::Open;
                }
                if let Some(number) = number {
                    self.results.select(number);
                }
            }
            Part::Speakers => self.speakers.select_line(line(self.areas.speakers)),
            Part::Sources => self.sources.select_line(line(self.areas.sources)),
        }
        SearchClick::Hits
    }

    fn move_selection(&mut self, motion: Motion, count: Option<usize>) {
        if let Motion::Rows(by) = motion
            && self.cross_names(by)
        {
            return;
        }
        let page = match self.part {
            Part::Results => self.results.page_size(),
            Part::Speakers => self.speakers.page_size(),
            Part::Sources => self.sources.page_size(),
        };
        let by = match (motion, count) {
            (Motion::First | Motion::Last, Some(number)) => {
                self.move_by(isize::MIN);
                isize::try_from(number.saturating_sub(1)).unwrap_or(isize::MAX)
            }
            // Half a page of hits is at least one, however few fit on the screen.
            (Motion::HalfPages(by), _) => Motion::HalfPages(by).to_rows(page + 2),
            (motion, _) => motion.to_rows(page),
        };
        self.move_by(by);
    }

    fn reverse_order(&mut self, ctx: &mut Ctx) {
        self.turn_order();
        self.request_hits(ctx);
    }
}

fn hits_effect(request: crate::app::effect::QueryRequest) -> Effect {
    Effect::Search(SearchRequest::Hits(Box::new(request)))
}
