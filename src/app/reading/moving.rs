//! Actions in the open article; whatever moves in it goes into it.

use super::ReadingPane;
use crate::app::ctx::{Ctx, Handled};
use crate::app::motion::{Motion, ScreenPlace};
use crate::app::notice::StatusNotice;
use crate::article::Article;
use crate::input::Action;

/// Goes so many places on, or back when negative.
type Jump = fn(&mut ReadingPane, isize);

/// What an action does in the article.
const ACTIONS: [(Action, Jump); 4] = [
    (Action::NextParagraph, |reading, times| {
        reading.go_to_paragraph(times);
    }),
    (Action::PreviousParagraph, |reading, times| {
        reading.go_to_paragraph(-times);
    }),
    (Action::NextQuote, |reading, times| {
        reading.step_quote(times);
    }),
    (Action::PreviousQuote, |reading, times| {
        reading.step_quote(-times);
    }),
];

impl ReadingPane {
    /// Does an action; hits are stepped through only while there are some.
    pub(in crate::app) fn act(&mut self, action: Action, ctx: &mut Ctx) -> Handled {
        let times = ctx.repeat_count();
        if let Some(motion) = Motion::from_action(action, times) {
            self.move_or_say(motion, ctx);
            return Handled::Yes;
        }
        let seeks_quote = matches!(action, Action::NextQuote | Action::PreviousQuote);
        if seeks_quote && self.are_quotes_found() && self.quotes().is_empty() {
            ctx.notice = Some(StatusNotice::quiet("No quotes in this story"));
            return Handled::Yes;
        }
        if let Some((_, act)) = ACTIONS.iter().find(|(known, _)| *known == action) {
            let before = self.selected_quote_number();
            act(self, times);
            self.enter();
            if seeks_quote {
                self.say_last_quote(before, action == Action::NextQuote, ctx);
            }
            return Handled::Yes;
        }
        if let Some((place, scrolls)) = ScreenPlace::from_action(action) {
            if scrolls {
                self.scroll_selection_to(place, ctx);
            } else {
                self.select_on_screen(place, ctx);
            }
            return Handled::Yes;
        }
        let by = match (action == Action::NextHit, action == Action::PreviousHit) {
            (true, _) => times,
            (_, true) => -times,
            (false, false) => return Handled::No,
        };
        if !self.found.is_on() {
            return Handled::No;
        }
        if self.found.hits().is_empty() {
            ctx.notice = Some(StatusNotice::quiet("No hits in this article"));
        }
        self.step_hit(by);
        self.enter();
        Handled::Yes
    }

    /// Moves the page; a row that is not there is the end of the story, or its beginning.
    fn move_or_say(&mut self, motion: Motion, ctx: &mut Ctx) {
        let is_row = matches!(motion, Motion::Rows(_));
        let row = ctx
            .count
            .filter(|_| matches!(motion, Motion::First | Motion::Last));
        let is_moved = match row {
            Some(row) => {
                self.go_to_row(row);
                true
            }
            None => self.move_page(motion),
        };
        if is_moved {
            self.enter();
        } else if is_row && self.article().is_some() {
            let is_down = matches!(motion, Motion::Rows(by) if by > 0);
            ctx.notice = Some(StatusNotice::end_of("story", is_down));
        }
    }

    /// Says that no quote follows the selected one, which was selected `before`.
    pub(in crate::app) fn say_last_quote(
        &self,
        before: Option<usize>,
        is_forward: bool,
        ctx: &mut Ctx,
    ) {
        if before.is_some() && self.selected_quote_number() == before {
            let text = if is_forward {
                "This is the last quote"
            } else {
                "This is the first quote"
            };
            ctx.notice = Some(StatusNotice::quiet(text));
        }
    }

    /// Moves in the article with `scroll`, and counts it as begun if that returns `true`.
    pub(in crate::app) fn enter_if(&mut self, scroll: impl FnOnce(&mut Self) -> bool) {
        if scroll(self) {
            self.enter();
        }
    }

    /// Selects the quote `by` further down in the sidebar, or the first one, and goes to it.
    pub(in crate::app) fn move_quote(&mut self, by: isize) {
        let number = self.selected_quote_number();
        self.go_to_quote(number.map_or(0, |number| number.saturating_add_signed(by)));
    }

    /// Selects a quote, or the last one, and goes to it.
    pub(in crate::app) fn go_to_quote(&mut self, number: usize) {
        let last = self.quotes().len().saturating_sub(1);
        self.select_quote(number.min(last));
        self.enter();
    }

    /// Selects the quote at a place of the screen.
    fn select_on_screen(&mut self, place: ScreenPlace, ctx: &mut Ctx) {
        let visible = self.visible_range();
        let quotes = self.quotes().iter().enumerate();
        let seen = quotes.filter(|(_, quote)| visible.contains(quote.range.start));
        let seen: Vec<usize> = seen.map(|(number, _)| number).collect();
        match place.index_of(seen.len()).and_then(|index| seen.get(index)) {
            Some(number) => self.go_to_quote(*number),
            None => ctx.notice = Some(StatusNotice::quiet("No quote begins on the screen")),
        }
    }

    /// Scrolls so that the current hit, or else the selected quote, is at a place of the screen.
    fn scroll_selection_to(&mut self, place: ScreenPlace, ctx: &mut Ctx) {
        let hit = self.found.current();
        let hit = hit
            .and_then(|number| self.found.hits().get(number))
            .copied();
        let Some(range) = hit.or_else(|| self.selected_quote().map(|quote| quote.range)) else {
            ctx.notice = Some(StatusNotice::no_quote(&ctx.settings.keymap));
            return;
        };
        self.with_layout(|layout, text, height, _| {
            let rows = isize::try_from(height.saturating_sub(1)).unwrap_or_default();
            let above = match place {
                ScreenPlace::Top => 0,
                ScreenPlace::Middle => rows / 2,
                ScreenPlace::Bottom => rows,
            };
            let at = layout.place_of(text, range.start);
            let top = layout.move_position(text, at, -above);
            top.min(layout.last_top(text, height))
        });
        self.enter();
    }

    /// Goes to where this percentage of the story is above the end of the screen, as [`ReadingPane::percent_read`] counts.
    pub(in crate::app) fn go_to_percent(&mut self, percent: u8) {
        let length = self.article().map_or(0, Article::story_end);
        let at = length.saturating_mul(usize::from(percent)) / 100;
        self.with_layout(|layout, text, height, _| {
            let rows = isize::try_from(height.saturating_sub(1)).unwrap_or_default();
            let last = layout.place_of(text, at);
            let top = layout.move_position(text, last, -rows);
            top.min(layout.last_top(text, height))
        });
    }

    /// Brings the row of this number to the top, counted from 1.
    fn go_to_row(&mut self, number: usize) {
        self.go_to_top();
        let below = isize::try_from(number).unwrap_or(isize::MAX);
        self.scroll(below.saturating_sub(1));
    }

    fn move_page(&mut self, motion: Motion) -> bool {
        match motion {
            Motion::Rows(by) => self.scroll(by),
            Motion::HalfPages(by) => self.scroll_half_pages(by),
            Motion::Pages(by) => self.scroll_pages(by),
            Motion::First => {
                self.go_to_top();
                true
            }
            Motion::Last => {
                self.go_to_bottom();
                true
            }
        }
    }
}
