//! Lays the rows of the list out, from the top row on: rows differ in height.

use std::cell::OnceCell;

use super::{ListPane, RowGroup};
use crate::app::effect::Effect;
use crate::app::motion::ScreenPlace;
use crate::article::TextRange;
use crate::library::listing::ArticleRow;
use crate::text::wrap::{self, WrappedLine};

/// Columns before a title: the selection, the state, a space or the bookmark.
pub const LEAD: u16 = 3;

/// Lines of the pane from which on groups have headings.
const HEADED: usize = 4;

/// How the rows are laid out in the pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListShape {
    /// The columns of the pane.
    pub width: usize,
    /// The lines of the pane.
    pub height: usize,
    /// What a row takes.
    pub form: RowForm,
    /// Whether a blank line is before each heading but the first.
    pub has_gaps: bool,
}

/// What a row of the list takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowForm {
    /// One line with the title.
    Title,
    /// Lines with the title, so many at the most, and one with the facts below.
    Card(usize),
    /// One line with the title and columns of facts.
    Table,
}

/// A row of the list as it is on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LaidRow {
    number: usize,
    line: usize,
    heading: Option<usize>,
    height: usize,
}

/// The wrapped titles of the rows in the window, each from when it is first needed.
#[derive(Debug, Default)]
pub(super) struct WrappedTitles(Vec<OnceCell<RowTitle>>);

impl WrappedTitles {
    /// Forgets all titles, of which there are `rows` now.
    pub(super) fn reset(&mut self, rows: usize) {
        self.0.clear();
        self.0.resize_with(rows, OnceCell::new);
    }
}

/// The lines of a title, as ranges of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowTitle {
    /// The lines.
    pub lines: Vec<WrappedLine>,
    /// Whether the last line goes on and is cut.
    pub is_cut: bool,
}

/// A row of the list as it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisibleRow<'a> {
    /// The first line of the row, counted from the top of the pane.
    pub line: usize,
    /// How many lines it takes.
    pub height: usize,
    /// The number of the row in the listing, from 0.
    pub number: usize,
    /// The article.
    pub row: &'a ArticleRow,
    /// The lines of its title.
    pub title: &'a RowTitle,
    /// The line of the group's heading, where one begins with this row.
    pub heading: Option<usize>,
}

impl Default for ListShape {
    fn default() -> Self {
        Self {
            width: 0,
            height: 0,
            form: RowForm::Title,
            has_gaps: false,
        }
    }
}

impl ListShape {
    /// Returns the lines of a title that are shown.
    fn wrap_title(&self, title: &str) -> RowTitle {
        let RowForm::Card(most) = self.form else {
            return RowTitle::default();
        };
        let width = self.width.saturating_sub(usize::from(LEAD) + 1).max(1);
        let all = TextRange::new(0, title.len());
        let mut lines = wrap::wrap_balanced(title, all, width, wrap::Options::default());
        let is_cut = lines.len() > most.max(1);
        if is_cut {
            lines = wrap::wrap(title, all, width, wrap::Options::default());
            lines.truncate(most.max(1));
            if let Some(last) = lines.last_mut() {
                last.range.end = all.end;
            }
        }
        RowTitle { lines, is_cut }
    }

    /// Returns how many lines a row with this title takes.
    fn row_height(&self, title: &RowTitle) -> usize {
        match self.form {
            RowForm::Title | RowForm::Table => 1,
            RowForm::Card(_) => title.lines.len().max(1) + 1,
        }
    }

    /// Returns how many lines a row takes that has yet to be read.
    fn unread_row_height(&self) -> usize {
        match self.form {
            RowForm::Title | RowForm::Table => 1,
            RowForm::Card(most) => most.max(1) + 1,
        }
    }
}

impl ListPane {
    /// Returns the rows on the screen, in their order; the last one may not fit whole.
    pub fn visible_rows(&self) -> impl Iterator<Item = VisibleRow<'_>> {
        self.laid.iter().filter_map(|laid| {
            Some(VisibleRow {
                line: laid.line,
                height: laid.height,
                number: laid.number,
                row: self.row(laid.number)?,
                title: self.title_at(laid.number)?,
                heading: laid.heading,
            })
        })
    }

    /// Returns the number of the row that is on a line of the pane.
    #[must_use]
    pub fn number_at(&self, line: usize) -> Option<usize> {
        self.laid
            .iter()
            .find(|laid| (laid.line..laid.line + laid.height).contains(&line))
            .map(|laid| laid.number)
    }

    /// Returns how many rows a page holds: those that are on the screen as a whole.
    #[must_use]
    pub fn page_rows(&self) -> usize {
        let height = self.shape.height;
        let whole = self
            .laid
            .iter()
            .filter(|laid| laid.line + laid.height <= height);
        whole.count().max(1)
    }

    /// Selects the row at a place of the screen.
    pub(super) fn select_on_screen(&mut self, place: ScreenPlace) -> Option<Effect> {
        let whole = self.page_rows().min(self.laid.len());
        let number = place.index_of(whole)?;
        let number = self.laid.get(number)?.number;
        self.select(number)
    }

    /// Scrolls so that the selected row is at a place of the screen, as far as there are rows.
    pub(super) fn scroll_selection_to(&mut self, place: ScreenPlace) -> Option<Effect> {
        let lowest = self.first_top_for(self.selected);
        self.top = match place {
            ScreenPlace::Top => self.selected,
            ScreenPlace::Middle => usize::midpoint(lowest, self.selected),
            ScreenPlace::Bottom => lowest,
        };
        self.scroll_to_selection()
    }

    /// Lays the rows out from the top row on; returns `false` if a row that should be seen has yet to be read.
    pub(super) fn lay_out(&mut self) -> bool {
        let mut laid = Vec::new();
        let mut line = 0;
        let mut is_read = true;
        for number in self.top..self.total() {
            if line >= self.shape.height {
                break;
            }
            let Some(title) = self.title_at(number) else {
                is_read = false;
                break;
            };
            let height = self.shape.row_height(title);
            let heading = self.has_heading(number, number == self.top);
            let gap = usize::from(heading && self.shape.has_gaps && line > 0);
            let heading = heading.then_some(line + gap);
            let first = line + gap + usize::from(heading.is_some());
            line = first + height;
            // A heading without its row says nothing.
            if first < self.shape.height {
                laid.push(LaidRow {
                    number,
                    line: first,
                    heading,
                    height,
                });
            }
        }
        self.laid = laid;
        is_read
    }

    /// Returns the first top row from which the row is on the screen as a whole.
    pub(super) fn first_top_for(&self, number: usize) -> usize {
        let mut top = number;
        let mut lines = self.height_of(number);
        let first_heading = usize::from(self.headed_group().is_some());
        while let Some(above) = top.checked_sub(1) {
            if self.has_heading(top, false) {
                lines += 1 + usize::from(self.shape.has_gaps);
            }
            lines += self.height_of(above);
            if lines + first_heading > self.shape.height {
                break;
            }
            top = above;
        }
        top
    }

    fn height_of(&self, number: usize) -> usize {
        self.title_at(number).map_or_else(
            || self.shape.unread_row_height(),
            |title| self.shape.row_height(title),
        )
    }

    /// Returns the wrapped title of a row; `None` if the row has yet to be read.
    fn title_at(&self, number: usize) -> Option<&RowTitle> {
        let row = self.row(number)?;
        let index = number.checked_sub(self.window.first)?;
        let title = self.titles.0.get(index)?;
        Some(title.get_or_init(|| self.shape.wrap_title(&row.title)))
    }

    /// Returns what the rows have headings of; a pane of few lines has room for rows only.
    fn headed_group(&self) -> Option<RowGroup> {
        self.group().filter(|_| self.shape.height >= HEADED)
    }

    fn has_heading(&self, number: usize, is_first: bool) -> bool {
        if self.headed_group().is_none() || self.row(number).is_none() {
            return false;
        }
        let before = number
            .checked_sub(1)
            .and_then(|before| self.group_at(before));
        is_first || before.is_none() || before != self.group_at(number)
    }
}
