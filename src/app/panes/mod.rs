//! The three panes: the list, the open article and its quotes; what has the focus, and where each is.
//!
//! - [`areas`]: where the panes are, as a function of the screen's size
//! - `moving`: movement in the focused pane, through the article, between panes
//! - `opening`: opening articles and taking in what was loaded
//! - `targets`: what an action is about; `sharing`: what of it leaves the program

pub mod areas;
mod moving;
mod opening;
mod sharing;
pub(in crate::app) mod targets;

use crate::article::ArticleId;
use crate::input::{Action, Context};
use crate::library::listing::ArticleRow;

pub use self::areas::{Arrangement, Focus, PaneArea, PaneAreas};
use super::arrange::{self, TextArea};
use super::ctx::{Ctx, Handled, PartHandler};
use super::elsewhere::JumpOrigin;
use super::list::ListPane;
use super::notice::StatusNotice;
use super::quotes::{self, QuotesPane};
use super::reading::ReadingPane;

/// The panes.
#[derive(Debug)]
pub struct Panes {
    pub(super) list: ListPane,
    pub(super) reading: Option<ReadingPane>,
    pub(super) quotes: QuotesPane,
    pub(super) focus: Focus,
    pub(super) is_zoomed: bool,
    /// Where the parts are of what is shown, be it the panes or another screen.
    pub(super) areas: PaneAreas,
    pub(super) measure: usize,
    /// Whether the selected row is to be opened as soon as it has been read.
    is_opening: bool,
    unread_search: UnreadSearch,
    /// Where the reader was before each jump.
    pub(super) jumps: Vec<JumpOrigin>,
}

/// What the panes were when a screen covered them; leaving that screen restores it.
#[derive(Debug)]
pub(super) struct CoveredPanes {
    reading: Option<ReadingPane>,
    focus: Focus,
    is_zoomed: bool,
    selected: Option<ArticleId>,
}

/// Where the unread article that is looked for may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum UnreadSearch {
    /// In one direction only.
    #[default]
    OneWay,
    /// Below, else above.
    Onward,
    /// Above, since there is none below.
    Wrapped,
}

/// What an action does to the panes, whichever of them has the focus.
const ACTIONS: [(Action, PartHandler<Panes>); 16] = [
    (Action::PageDownOrNext, Panes::page_down_or_next),
    (Action::NextHit, |panes, ctx| {
        panes.step_hit(ctx.repeat_count(), ctx);
    }),
    (Action::PreviousHit, |panes, ctx| {
        panes.step_hit(-ctx.repeat_count(), ctx);
    }),
    (Action::NextArticle, |panes, ctx| {
        panes.step_article(ctx.repeat_count(), ctx);
    }),
    (Action::PreviousArticle, |panes, ctx| {
        panes.step_article(-ctx.repeat_count(), ctx);
    }),
    (Action::NextUnread, |panes, ctx| panes.step_unread(1, ctx)),
    (Action::PreviousUnread, |panes, ctx| {
        panes.step_unread(-1, ctx);
    }),
    (Action::FocusLeft, Panes::fold_or_focus_left),
    (Action::FocusRight, |panes, ctx| {
        panes.unfold_or(Panes::focus_right, ctx);
    }),
    (Action::Open, |panes, ctx| {
        panes.unfold_or(Panes::open_selected, ctx);
    }),
    (Action::Zoom, Panes::toggle_zoom),
    (Action::Wider, |panes, ctx| {
        panes.change_measure(4 * ctx.repeat_count(), ctx);
    }),
    (Action::Narrower, |panes, ctx| {
        panes.change_measure(-4 * ctx.repeat_count(), ctx);
    }),
    (Action::DefaultMeasure, Panes::reset_measure),
    (Action::SelectRows, Panes::toggle_row),
    (Action::GoToPercent, Panes::go_to_counted_percent),
];

impl Panes {
    pub(super) fn new(ctx: &Ctx) -> Self {
        Self {
            list: ListPane::new(
                ctx.settings.listing.clone(),
                ctx.settings.group,
                ctx.settings.lead.clone(),
            ),
            reading: None,
            quotes: QuotesPane::default(),
            focus: Focus::default(),
            is_zoomed: false,
            areas: PaneAreas::default(),
            measure: ctx.settings.measure,
            is_opening: false,
            unread_search: UnreadSearch::default(),
            jumps: Vec::new(),
        }
    }

    /// Does an action: the focused pane is asked first, then the article, then the panes together.
    pub(super) fn act(&mut self, action: Action, ctx: &mut Ctx) -> Handled {
        if matches!(action, Action::Top | Action::Bottom) {
            self.remember_jump();
        }
        let by_pane = match (self.focus, &mut self.reading) {
            (Focus::List, _) => {
                let is_alone = self.areas.reading.is_none();
                self.list.act(action, is_alone, ctx)
            }
            (Focus::Quotes, Some(reading)) => quotes::act_in_sidebar(action, reading, ctx),
            (Focus::Reading | Focus::Quotes, _) => Handled::No,
        };
        if by_pane == Handled::Yes {
            return Handled::Yes;
        }
        // Pages, quotes and hits are the article's, wherever the focus is.
        if let Some(reading) = &mut self.reading
            && reading.act(action, ctx) == Handled::Yes
        {
            return Handled::Yes;
        }
        let Some((_, act)) = ACTIONS.iter().find(|(known, _)| *known == action) else {
            return Handled::No;
        };
        act(self, ctx);
        Handled::Yes
    }

    /// Updates the geometry and lays out what is seen.
    pub(super) fn arrange(&mut self, ctx: &mut Ctx) {
        let arrangement = Arrangement {
            focus: self.focus,
            is_zoomed: self.is_zoomed,
            measure: u16::try_from(self.measure).unwrap_or(u16::MAX),
        };
        self.areas = areas::split_panes(ctx.area, arrangement);
        self.arrange_list(ctx);
        self.arrange_reading();
        self.arrange_quotes();
    }

    fn arrange_list(&mut self, ctx: &mut Ctx) {
        if let Some(pane) = self.areas.list {
            let shape = arrange::list_shape(pane.body, ctx.area, ctx.settings.title_lines);
            let missing = self.list.resize(shape);
            ctx.send_all(missing);
        }
        // Also where the list is not seen: how many are unread is asked before all are marked read.
        let unread = self.list.request_unread();
        ctx.send_all(unread);
        self.preview_selected(ctx);
    }

    pub(super) fn arrange_reading(&mut self) {
        let Some(PaneArea { body, .. }) = self.areas.reading else {
            return;
        };
        let text = self.text_area(body).text;
        if let Some(reading) = &mut self.reading {
            reading.resize(usize::from(text.width), usize::from(text.height));
            if self.focus != Focus::Quotes {
                reading.follow_page();
            }
        }
    }

    fn arrange_quotes(&mut self) {
        let (Some(pane), Some(reading)) = (self.areas.quotes, &self.reading) else {
            return;
        };
        let has_context = self.is_zoomed && self.focus == Focus::Quotes;
        self.quotes.resize(
            usize::from(arrange::card_width(pane.body)),
            usize::from(pane.body.height),
            has_context,
        );
        self.quotes.lay_out(reading);
    }

    /// Returns where the text is in the reading pane's body.
    pub(super) fn text_area(&self, body: ratatui::layout::Rect) -> TextArea {
        arrange::text_area(body, u16::try_from(self.measure).unwrap_or(u16::MAX))
    }

    /// Returns what is free in the sidebar under the card of the selected quote, if that is the first one.
    pub(super) fn dock_area(&self) -> Option<ratatui::layout::Rect> {
        let body = self.areas.quotes?.body;
        let card = self.quotes.cards().first()?;
        let reading = self.reading.as_ref();
        let selected = reading
            .filter(|reading| !reading.is_highlighting())?
            .selected_quote_number()?;
        let used = u16::try_from(card.lines.len()).ok()?;
        (card.number == selected && used < body.height).then(|| ratatui::layout::Rect {
            y: body.y + used,
            height: body.height - used,
            ..body
        })
    }

    /// Returns the panes as they are, before a screen covers them; what that opens takes the article's place.
    pub(super) fn cover_panes(&mut self) -> CoveredPanes {
        CoveredPanes {
            reading: self.reading.take(),
            focus: self.focus,
            is_zoomed: self.is_zoomed,
            selected: self.list.selected_row().map(|row| row.id),
        }
    }

    /// Restores the panes as they were before a screen covered them.
    pub(super) fn restore_panes(&mut self, covered: CoveredPanes, ctx: &mut Ctx) {
        (self.focus, self.is_zoomed) = (covered.focus, covered.is_zoomed);
        // The article of the other screen goes first, or it would be taken for the one to restore.
        self.reading = None;
        if let Some(reading) = covered.reading {
            self.restore_article(reading, ctx);
        }
        if let Some(id) = covered.selected {
            let effect = self.list.reveal(id);
            ctx.send(effect);
        }
    }

    /// Steps out of the innermost thing that is on in the panes; returns `false` if none is.
    pub(super) fn step_out(&mut self, ctx: &mut Ctx) -> bool {
        if self.list.has_chosen() {
            self.list.clear_chosen();
            return true;
        }
        if self.focus != Focus::List {
            self.focus_left();
            return true;
        }
        let filter = crate::library::listing::Filter::default();
        let had_filter = self.list.listing().filter != filter;
        let missing = self.list.set_filter(filter);
        ctx.send_all(missing);
        had_filter
    }

    /// Clears the hits in the open article; returns `true` if there were any.
    pub(super) fn clear_found(&mut self) -> bool {
        let Some(reading) = &mut self.reading else {
            return false;
        };
        let was_on = reading.found().is_on();
        reading.clear_found();
        was_on
    }

    /// Changes the rows of these articles wherever the panes show them.
    pub(super) fn update_rows(&mut self, ids: &[ArticleId], change: impl Fn(&mut ArticleRow)) {
        self.list.update_rows(ids, &change);
        if let Some(reading) = &mut self.reading
            && ids.contains(&reading.row().id)
        {
            change(reading.row_mut());
        }
    }

    /// Chooses the selected row for the next action, or no longer, and moves on.
    fn toggle_row(&mut self, ctx: &mut Ctx) {
        if self.focus != Focus::List {
            ctx.notice = Some(StatusNotice::quiet("Rows are chosen in the list"));
            return;
        }
        self.list.toggle_chosen();
        let missing = self.list.move_by(1);
        ctx.send_all(missing);
        let chosen = self.list.count_chosen();
        ctx.notice = Some(StatusNotice::chosen(
            chosen,
            "article",
            &ctx.settings.keymap,
            Context::List,
        ));
    }
}
