//! Movement between panes and within them by number, by mouse, and by what the article is about.

use super::{Focus, PaneArea, Panes, UnreadSearch};
use crate::app::arrange::text_area;
use crate::app::ctx::Ctx;
use crate::app::event::{Mouse, MouseKind};
use crate::app::notice::StatusNotice;
use crate::app::reading::highlight::CellByte;

/// The narrowest and the widest text, in columns.
const MEASURES: (usize, usize) = (24, 200);

impl Panes {
    /// Goes to the percentage that was typed before the key.
    pub(super) fn go_to_counted_percent(&mut self, ctx: &mut Ctx) {
        match ctx.count {
            Some(count) => self.go_to_percent(u8::try_from(count.min(100)).unwrap_or(100), ctx),
            None => ctx.notice = Some(StatusNotice::quiet("Type a number first: 50 and this key")),
        }
    }

    /// Goes to a percentage of the list if it has the focus, else of the article.
    pub(in crate::app) fn go_to_percent(&mut self, percent: u8, ctx: &mut Ctx) {
        self.remember_jump();
        match (self.focus, &mut self.reading) {
            (Focus::List, _) => {
                let row = (self.list.total() * usize::from(percent)).div_ceil(100);
                let missing = self.list.select(row.saturating_sub(1));
                ctx.send_all(missing);
            }
            (Focus::Reading | Focus::Quotes, Some(reading)) => {
                reading.go_to_percent(percent);
                reading.enter();
            }
            (Focus::Reading | Focus::Quotes, None) => {}
        }
    }

    pub(in crate::app) fn point(&mut self, mouse: Mouse, ctx: &mut Ctx) {
        let Some(pane) = self.areas.pane_at(mouse.column, mouse.row) else {
            return;
        };
        match mouse.kind {
            MouseKind::Click => self.click(pane, mouse, ctx),
            MouseKind::Drag => self.drag(mouse),
            MouseKind::ScrollUp => self.scroll_pane(pane, -1, ctx),
            MouseKind::ScrollDown => self.scroll_pane(pane, 1, ctx),
        }
    }

    fn scroll_pane(&mut self, pane: Focus, by: isize, ctx: &mut Ctx) {
        match (pane, &mut self.reading) {
            (Focus::List, _) => {
                let missing = self.list.move_by(by);
                ctx.send_all(missing);
            }
            (Focus::Reading, Some(reading)) => reading.enter_if(|reading| reading.scroll(by)),
            (Focus::Quotes, Some(reading)) => reading.move_quote(by),
            (Focus::Reading | Focus::Quotes, None) => {}
        }
    }

    /// Selects a passage from where the mouse was pressed.
    fn drag(&mut self, mouse: Mouse) {
        if self.focus != Focus::Reading {
            return;
        }
        let to = self.byte_under(mouse).map(|byte| byte.at);
        if let Some(reading) = &mut self.reading {
            reading.drag(to);
        }
    }

    /// Returns the byte of the open article that is under the mouse.
    fn byte_under(&self, mouse: Mouse) -> Option<CellByte> {
        let body = self.areas.reading?.body;
        let row = usize::from(mouse.row.checked_sub(body.y)?);
        let column = i32::from(mouse.column) - i32::from(self.text_area(body).text.x);
        self.reading.as_ref()?.byte_at_cell(row, column)
    }

    fn click(&mut self, pane: Focus, mouse: Mouse, ctx: &mut Ctx) {
        let row = mouse.row;
        let line = |area: Option<PaneArea>| {
            area.map_or(0, |area| usize::from(row.saturating_sub(area.body.y)))
        };
        match pane {
            Focus::List => {
                if let Some(number) = self.list.number_at(line(self.areas.list)) {
                    let missing = self.list.select(number);
                    ctx.send_all(missing);
                }
            }
            Focus::Quotes => {
                if let Some(number) = self.quotes.number_at(line(self.areas.quotes)) {
                    self.select_quote(number);
                }
            }
            Focus::Reading => {
                let row = line(self.areas.reading);
                let byte = self.byte_under(mouse);
                self.enter_article();
                if let Some(reading) = &mut self.reading {
                    reading.unfold_row(row);
                    reading.press(byte.map(|byte| byte.at));
                }
                let on_text = byte.filter(|byte| byte.is_on_text);
                if let Some(link) = on_text.and_then(|byte| self.link_at(byte.at)) {
                    self.open_story_link(link, ctx);
                }
            }
        }
        self.focus = pane;
    }

    pub(in crate::app) fn select_quote(&mut self, number: usize) {
        if let Some(reading) = &mut self.reading {
            reading.go_to_quote(number);
        }
    }

    /// Moves on by a page; from the article's end, to the next unread one.
    pub(super) fn page_down_or_next(&mut self, ctx: &mut Ctx) {
        if self.focus == Focus::List {
            self.open_selected(ctx);
            return;
        }
        match &mut self.reading {
            Some(reading) if reading.is_at_end() || reading.problem().is_some() => {
                self.step_unread(1, ctx);
                self.unread_search = UnreadSearch::Onward;
            }
            Some(reading) => reading.enter_if(|reading| reading.scroll_pages(1)),
            None => {}
        }
    }

    /// Gives the stories that are folded under the selected row rows of their own; does something else if none are.
    pub(super) fn unfold_or(&mut self, otherwise: fn(&mut Self, &mut Ctx), ctx: &mut Ctx) {
        let is_list = self.focus == Focus::List;
        match is_list.then(|| self.list.unfold_selected()).flatten() {
            Some(effect) => ctx.send(effect),
            None => otherwise(self, ctx),
        }
    }

    /// Folds the selected group of stories, or moves to the pane on the left.
    pub(super) fn fold_or_focus_left(&mut self, ctx: &mut Ctx) {
        let is_list = self.focus == Focus::List;
        match is_list.then(|| self.list.fold_selected()).flatten() {
            Some(effect) => ctx.send(effect),
            None => self.focus_left(),
        }
    }

    pub(in crate::app) fn focus_left(&mut self) {
        self.focus = match self.focus {
            Focus::Quotes => Focus::Reading,
            Focus::Reading | Focus::List => Focus::List,
        };
    }

    pub(super) fn focus_right(&mut self, ctx: &mut Ctx) {
        match self.focus {
            Focus::List => self.open_selected(ctx),
            Focus::Reading | Focus::Quotes => {
                self.focus = Focus::Quotes;
                if let Some(reading) = &mut self.reading {
                    reading.select_some_quote();
                }
            }
        }
    }

    pub(super) fn change_measure(&mut self, by: isize, ctx: &mut Ctx) {
        // What is seen is narrower than a measure beyond the pane, so a key must count from what is seen.
        let from = self.measure.min(self.measure_room());
        self.measure = from.saturating_add_signed(by).clamp(MEASURES.0, MEASURES.1);
        self.tell_measure(ctx);
    }

    /// Gives all of the screen to the focused pane, or takes it back.
    pub(super) fn toggle_zoom(&mut self, ctx: &mut Ctx) {
        let areas = [self.areas.list, self.areas.reading, self.areas.quotes];
        if !self.is_zoomed && areas.iter().flatten().count() < 2 {
            let text = "There is room for one pane only";
            ctx.notice = Some(StatusNotice::quiet(text));
        }
        self.is_zoomed = !self.is_zoomed;
    }

    /// Makes the text as wide as the config says.
    pub(super) fn reset_measure(&mut self, ctx: &mut Ctx) {
        self.measure = ctx.settings.measure;
        self.tell_measure(ctx);
    }

    fn tell_measure(&self, ctx: &mut Ctx) {
        let text = if self.measure > self.measure_room() {
            "The text is as wide as its pane".to_owned()
        } else {
            format!("The text is {} columns wide", self.measure)
        };
        ctx.notice = Some(StatusNotice::quiet(&text));
    }

    /// Returns the columns that the reading pane has for text.
    fn measure_room(&self) -> usize {
        self.areas.reading.map_or(MEASURES.1, |pane| {
            usize::from(text_area(pane.body, u16::MAX).text.width)
        })
    }
}
