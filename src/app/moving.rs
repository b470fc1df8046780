//! Movement: in the focused pane, through the article, between panes.

use super::App;
use super::arrange::text_area;
use super::notice::Notice;
use super::panes::Focus;

/// The narrowest and the widest text, in columns.
const MEASURES: (usize, usize) = (24, 200);

impl App {
    pub(super) fn move_by(&mut self, by: isize) {
        self.scroll_pane(self.focus, by);
    }

    pub(super) fn scroll_pane(&mut self, pane: Focus, by: isize) {
        match pane {
            Focus::List => {
                let missing = self.list.move_by(by);
                self.send_all(missing);
            }
            Focus::Reading => self.scroll_reading(|reading| reading.scroll(by)),
            Focus::Quotes => self.move_quote(by),
        }
    }

    pub(super) fn go_to_row_or_top(&mut self, count: Option<usize>) {
        match (self.focus, count) {
            (Focus::List, _) => self.select_row_number(count.unwrap_or(1)),
            (Focus::Quotes, _) => self.select_quote(count.unwrap_or(1).saturating_sub(1)),
            (Focus::Reading, _) => self.scroll_reading(|reading| {
                reading.go_to_top();
                true
            }),
        }
    }

    pub(super) fn go_to_row_or_bottom(&mut self, count: Option<usize>) {
        match self.focus {
            Focus::List => self.select_row_number(count.unwrap_or(usize::MAX)),
            Focus::Quotes => {
                self.select_quote(count.map_or(usize::MAX, |count| count.saturating_sub(1)));
            }
            Focus::Reading => self.scroll_reading(|reading| {
                reading.go_to_bottom();
                true
            }),
        }
    }

    pub(super) fn scroll_pages(&mut self, pages: isize) {
        if self.focus == Focus::List && self.areas.reading.is_none() {
            self.move_by(pages.saturating_mul(self.list_page()));
        } else {
            self.scroll_reading(|reading| reading.scroll_pages(pages));
        }
    }

    pub(super) fn scroll_half_pages(&mut self, halves: isize) {
        if self.focus == Focus::List && self.areas.reading.is_none() {
            self.move_by(halves.saturating_mul(self.list_page() / 2));
        } else {
            self.scroll_reading(|reading| reading.scroll_half_pages(halves));
        }
    }

    pub(super) fn page_down_or_next(&mut self) {
        if self.focus == Focus::List {
            self.open_selected();
            return;
        }
        let is_at_end = self
            .reading
            .as_ref()
            .is_some_and(|reading| reading.is_at_end() || reading.problem().is_some());
        if is_at_end {
            self.step_unread(1);
        } else {
            self.scroll_reading(|reading| reading.scroll_pages(1));
        }
    }

    pub(super) fn go_to_paragraph(&mut self, by: isize) {
        self.scroll_reading(|reading| {
            reading.go_to_paragraph(by);
            true
        });
    }

    pub(super) fn step_quote(&mut self, by: isize) {
        self.scroll_reading(|reading| {
            reading.step_quote(by);
            true
        });
    }

    pub(super) fn select_quote(&mut self, number: usize) {
        self.scroll_reading(|reading| {
            reading.select_quote(number.min(reading.quotes().len().saturating_sub(1)));
            true
        });
    }

    pub(super) fn step_hit(&mut self, by: isize) {
        let is_finding = self
            .reading
            .as_ref()
            .is_some_and(|reading| reading.found().is_on());
        if is_finding {
            self.scroll_reading(|reading| {
                reading.step_hit(by);
                true
            });
        } else {
            self.step_unread(by.signum());
        }
    }

    pub(super) fn focus_left(&mut self) {
        self.focus = match self.focus {
            Focus::Quotes => Focus::Reading,
            Focus::Reading | Focus::List => Focus::List,
        };
    }

    pub(super) fn focus_right(&mut self) {
        match self.focus {
            Focus::List => self.open_selected(),
            Focus::Reading | Focus::Quotes => {
                self.focus = Focus::Quotes;
                self.scroll_reading(|reading| {
                    reading.select_some_quote();
                    false
                });
            }
        }
    }

    pub(super) fn change_measure(&mut self, by: isize) {
        let room = self.areas.reading.map_or(MEASURES.1, |pane| {
            usize::from(text_area(pane.body, u16::MAX).text.width)
        });
        let from = self.measure.min(room);
        self.measure = from.saturating_add_signed(by).clamp(MEASURES.0, MEASURES.1);
        self.notice = Some(Notice::quiet(&if self.measure > room {
            "The text is as wide as its pane".to_owned()
        } else {
            format!("The text is {} columns wide", self.measure)
        }));
    }

    pub(super) fn click(&mut self, pane: Focus, row: u16) {
        let line = |area: Option<super::panes::PaneArea>| {
            area.map_or(0, |area| usize::from(row.saturating_sub(area.body.y)))
        };
        match pane {
            Focus::List => {
                if let Some(number) = self.list.number_at(line(self.areas.list)) {
                    self.select_row_number(number + 1);
                }
            }
            Focus::Quotes => {
                if let Some(number) = self.quotes.number_at(line(self.areas.quotes)) {
                    self.select_quote(number);
                }
            }
            Focus::Reading => self.enter_article(),
        }
        self.focus = pane;
    }

    fn select_row_number(&mut self, number: usize) {
        let missing = self.list.select(number.saturating_sub(1));
        self.send_all(missing);
    }

    fn move_quote(&mut self, by: isize) {
        let selected = self
            .reading
            .as_ref()
            .and_then(super::reading::ReadingPane::selected_quote_number);
        match selected {
            Some(number) => self.select_quote(number.saturating_add_signed(by)),
            None => self.select_quote(0),
        }
    }

    fn list_page(&self) -> isize {
        isize::try_from(self.list.page_rows()).unwrap_or(1)
    }

    /// Moves in the open article; the reader is then in it, wherever the focus is.
    fn scroll_reading(&mut self, scroll: impl FnOnce(&mut super::reading::ReadingPane) -> bool) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        if scroll(reading) {
            reading.enter();
        }
    }
}
