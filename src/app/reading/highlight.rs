//! A passage that the reader is selecting, and those that were kept.

use unicode_segmentation::UnicodeSegmentation;

use super::datelines::DASH_COLUMNS;
use super::indent::block_indent;
use super::layout::PageRow;
use super::units::{TextUnit, block_at, trim_range, units_in};
use super::{Content, ReadingPane};
use crate::app::arrange::hangs_marks;
use crate::article::{Article, BlockKind, Quote, TextRange};
use crate::library::corrections::highlights::{self, KeptPassage};
use crate::library::state::{Bookmark, KeptQuote};
use crate::text::measure::count_columns;
use crate::text::wrap::begins_with_mark;

/// The highlights of the open article.
#[derive(Debug, Default)]
pub struct Highlights {
    /// Those that are kept, in the order of the text.
    kept: Vec<KeptPassage>,
    selection: Option<Highlight>,
    /// Where the mouse was pressed.
    pressed: Option<usize>,
}

/// What of the text is in a cell of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellByte {
    /// The byte, or the nearest one of the same line.
    pub at: usize,
    /// Whether the text is in the cell itself.
    pub is_on_text: bool,
}

/// A passage that is being selected: what it began with, and all to a place that moves, in either direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Highlight {
    origin: TextRange,
    moving: usize,
    /// The column to which it goes back after lines that are shorter.
    column: Option<usize>,
}

impl Highlight {
    const fn over(range: TextRange) -> Self {
        Self {
            origin: range,
            moving: range.end,
            column: None,
        }
    }

    /// Returns the passage, without white space around it.
    fn range(self, text: &str) -> TextRange {
        let all = if self.is_forward() {
            TextRange::new(self.origin.start, self.moving)
        } else {
            TextRange::new(self.moving, self.origin.end)
        };
        trim_range(text, all)
    }

    const fn is_forward(self) -> bool {
        self.moving > self.origin.start
    }

    /// Returns the byte that the moving end is at: the last one that is selected, or the first.
    fn place(self, text: &str) -> usize {
        if self.is_forward() {
            text.floor_char_boundary(self.moving - 1)
        } else {
            self.moving
        }
    }

    const fn move_to(&mut self, at: usize) {
        self.moving = at;
        self.column = None;
    }

    /// Returns where the moving end can stop in a unit, on or back: at the units' starts before the beginning, at their
    /// ends after it.
    fn stops_in(self, unit: TextRange, is_on: bool) -> impl Iterator<Item = usize> {
        let (origin, moving) = (self.origin.start, self.moving);
        let start = Some(unit.start).filter(|start| *start < origin);
        let end = Some(unit.end).filter(|end| *end > origin);
        let stops = if is_on { [start, end] } else { [end, start] };
        let is_onward = move |stop: &usize| {
            if is_on {
                *stop > moving
            } else {
                *stop < moving
            }
        };
        stops.into_iter().flatten().filter(is_onward)
    }
}

impl ReadingPane {
    /// Returns `true` if a passage is being selected.
    #[must_use]
    pub const fn is_highlighting(&self) -> bool {
        self.highlights.selection.is_some()
    }

    /// Returns the passage that is being selected.
    #[must_use]
    pub fn highlighted(&self) -> Option<TextRange> {
        let range = self.highlights.selection?.range(&self.article()?.text);
        (!range.is_empty()).then_some(range)
    }

    /// Returns the highlights that are kept, in the order of the text.
    #[must_use]
    pub fn kept_highlights(&self) -> &[KeptPassage] {
        &self.highlights.kept
    }

    /// Returns the bookmark of the passage that is being selected, if it is kept.
    #[must_use]
    pub fn highlight_bookmark(&self) -> Option<&Bookmark> {
        let range = self.highlighted()?;
        let mut kept = self.highlights.kept.iter();
        let kept = kept.find(|kept| kept.range == range)?;
        self.remembered.bookmarks.get(kept.bookmark)
    }

    /// Returns the number of the quote that has the same words as the passage that is being selected.
    #[must_use]
    pub fn highlighted_quote(&self) -> Option<usize> {
        let (article, range) = (self.article()?, self.highlighted()?);
        let mut quotes = self.quotes.iter();
        quotes.position(|quote| highlights::has_words_of(article, range, quote))
    }

    /// Returns the passage that is being selected as the state keeps it.
    #[must_use]
    pub fn kept_highlight(&self) -> Option<KeptQuote> {
        let (article, range) = (self.article()?, self.highlighted()?);
        let quote = self.highlighted_quote();
        Some(
            quote
                .and_then(|number| self.quotes.get(number))
                .map_or_else(
                    || KeptQuote::from_highlight(article, range),
                    |quote| KeptQuote::from_quote(article, quote),
                ),
        )
    }

    /// Returns the quote that an action is about: the passage that is being selected, else the selected quote.
    #[must_use]
    pub fn subject_quote(&self) -> Option<Quote> {
        if !self.is_highlighting() {
            return self.selected_quote().cloned();
        }
        let range = self.highlighted()?;
        let known = self.highlighted_quote();
        let known = known.and_then(|number| self.quotes.get(number)).cloned();
        known.or_else(|| Some(highlights::quote_of(self.article()?, range, &self.quotes)))
    }

    /// Begins a passage with the first word at the place read: that of the selected quote if it is seen, else the top.
    pub fn begin_highlight(&mut self) {
        let visible = self.visible_range();
        let quote = self.selected_quote().map(|quote| quote.range.start);
        let at = quote.filter(|at| visible.contains(*at));
        let at = at
            .or_else(|| self.first_story_byte())
            .unwrap_or(visible.start);
        self.begin_highlight_at(at);
    }

    /// Begins a passage anew with the word at its moving end.
    pub fn begin_highlight_again(&mut self) {
        let place = self.highlights.selection.zip(self.article());
        if let Some(at) = place.map(|(highlight, article)| highlight.place(&article.text)) {
            self.begin_highlight_at(at);
        }
    }

    fn begin_highlight_at(&mut self, at: usize) {
        let words = self.units_at(TextUnit::Word, at);
        let word = words.iter().find(|word| word.end > at).or(words.last());
        let word = word.copied().unwrap_or(TextRange::new(at, at));
        self.highlights.selection = Some(Highlight::over(word));
        self.enter();
    }

    /// Ends the selection of a passage; returns `true` if there was one.
    pub fn end_highlight(&mut self) -> bool {
        self.highlights.pressed = None;
        self.highlights.selection.take().is_some()
    }

    /// Moves the end of the passage over so many units, back when negative, or as far as there are some.
    pub fn extend_highlight(&mut self, unit: TextUnit, by: isize) {
        let stop = self
            .highlights
            .selection
            .zip(self.article())
            .and_then(|(highlight, article)| nth_stop(article, highlight, unit, by));
        if let (Some(highlight), Some(stop)) = (&mut self.highlights.selection, stop) {
            highlight.move_to(stop);
        }
        self.show_moving_end();
    }

    /// Moves the end of the passage to a line further down, or up when negative, or as far as there are lines.
    pub fn extend_by_lines(&mut self, by: isize) {
        let Some((line, column)) = self.moving_line() else {
            return;
        };
        let Content::Loaded(article) = &self.content else {
            return;
        };
        let next = self.layout.line_from(&article.text, line.start, by);
        if let (Some(highlight), Some(next)) = (&mut self.highlights.selection, next) {
            let words = article.words_in(next);
            let column = *highlight.column.get_or_insert(column);
            let offset = words.grapheme_indices(true).nth(column);
            highlight.moving = next.start + offset.map_or(words.len(), |(offset, _)| offset);
        }
        self.show_moving_end();
    }

    /// Moves the end of the passage to an end of its line on the screen.
    pub fn extend_to_line_end(&mut self, is_start: bool) {
        let line = self.moving_line();
        if let (Some(highlight), Some((line, _))) = (&mut self.highlights.selection, line) {
            highlight.move_to(if is_start { line.start } else { line.end });
        }
    }

    /// Takes the whole unit at the passage's moving end; returns `false` if there is none.
    pub fn take_unit(&mut self, unit: TextUnit) -> bool {
        let place = self.highlights.selection.zip(self.article());
        let Some(at) = place.map(|(highlight, article)| highlight.place(&article.text)) else {
            return false;
        };
        let units = self.units_at(unit, at);
        let Some(unit) = units.iter().find(|unit| unit.contains(at)) else {
            return false;
        };
        self.highlights.selection = Some(Highlight::over(*unit));
        self.show_moving_end();
        true
    }

    /// Takes in that the mouse was pressed: a kept highlight there is selected, and another passage no longer.
    pub fn press(&mut self, at: Option<usize>) {
        self.end_highlight();
        self.highlights.pressed = at;
        let kept = self.highlights.kept.iter();
        let mut kept = kept.filter(|kept| at.is_some_and(|at| kept.range.contains(at)));
        if let Some(kept) = kept.next() {
            self.highlights.selection = Some(Highlight::over(kept.range));
        }
    }

    /// Selects from where the mouse was pressed to where it is now.
    pub fn drag(&mut self, to: Option<usize>) {
        let (Some(from), Some(to)) = (self.highlights.pressed, to) else {
            return;
        };
        let Some(article) = self.article() else {
            return;
        };
        let after = |at: usize| article.text.ceil_char_boundary(at + 1);
        let highlight = Highlight {
            origin: TextRange::new(from, after(from)),
            moving: if to >= from { after(to) } else { to },
            column: None,
        };
        self.highlights.selection = Some(highlight);
        self.enter();
    }

    /// Returns the columns before a line of a block.
    #[must_use]
    pub fn line_indent(&self, kind: BlockKind, line: TextRange, is_first: bool) -> usize {
        let article = self.article();
        let words = article.and_then(|article| {
            let block = article.block_at(line.start)?;
            Some(article.words_in(block.range))
        });
        let indent = block_indent(kind, words.unwrap_or_default());
        if is_first { indent.first } else { indent.left }
    }

    /// Returns the byte in a cell of the page, its column counted from the start of the text.
    #[must_use]
    pub fn byte_at_cell(&self, row: usize, column: i32) -> Option<CellByte> {
        let PageRow::Line {
            line,
            kind,
            is_first,
        } = self.page.get(row)?
        else {
            return None;
        };
        let words = self.article()?.words_in(line.range);
        let indent = self.line_indent(*kind, line.range, *is_first);
        let indent = i32::try_from(indent).unwrap_or_default();
        let hangs = *kind != BlockKind::Code && hangs_marks(self.width) && begins_with_mark(words);
        let mut left = indent - i32::from(hangs);
        let is_before = column < left;
        let mut last = line.range.start;
        for (offset, character) in words.grapheme_indices(true) {
            last = line.range.start + offset;
            let number = self.links().number_at(last + character.len());
            let is_dateline = self.datelines().gap_at(last + character.len()).is_some();
            let dash = if is_dateline { DASH_COLUMNS } else { 0 };
            let columns = count_columns(character) + number.map_or(0, count_columns) + dash;
            left += i32::try_from(columns).unwrap_or_default();
            if column < left {
                return Some(CellByte {
                    at: last,
                    is_on_text: !is_before,
                });
            }
        }
        Some(CellByte {
            at: last,
            is_on_text: false,
        })
    }

    /// Finds the highlights that are kept, after quotes or bookmarks changed.
    pub(super) fn match_highlights(&mut self) {
        let Content::Loaded(article) = &self.content else {
            return;
        };
        let bookmarks = &self.remembered.bookmarks;
        self.highlights.kept = highlights::find_passages(article, &self.quotes, bookmarks);
    }

    /// Scrolls so that the moving end is seen.
    fn show_moving_end(&mut self) {
        let place = self.highlights.selection.zip(self.article());
        let at = place.map(|(highlight, article)| highlight.place(&article.text));
        if let Some(at) = at {
            self.scroll_to(TextRange::new(at, at + 1));
        }
    }

    /// Returns the first byte on the screen that is of the story's paragraphs.
    fn first_story_byte(&self) -> Option<usize> {
        self.page.iter().find_map(|row| match row {
            PageRow::Line { line, kind, .. } if kind.is_story() => Some(line.range.start),
            PageRow::Line { .. }
            | PageRow::Empty
            | PageRow::Title(_)
            | PageRow::Fact(_)
            | PageRow::Fold { .. }
            | PageRow::LinksHeading
            | PageRow::Link(_) => None,
        })
    }

    /// Returns the line that has the moving end, and how many characters are before that.
    fn moving_line(&mut self) -> Option<(TextRange, usize)> {
        let highlight = self.highlights.selection?;
        let Content::Loaded(article) = &self.content else {
            return None;
        };
        let (layout, text) = (&mut self.layout, article.text.as_str());
        let line = layout.line_from(text, highlight.place(text), 0)?;
        // The end may be where a line begins, which the last selected character is not in: an empty line has none.
        let next = layout.line_from(text, highlight.moving, 0);
        let next =
            next.filter(|next| line.end < highlight.moving && next.start == highlight.moving);
        let line = next.unwrap_or(line);
        let end = highlight.moving.clamp(line.start, line.end);
        let before = article.words_in(TextRange::new(line.start, end));
        Some((line, before.graphemes(true).count()))
    }

    fn units_at(&self, unit: TextUnit, at: usize) -> Vec<TextRange> {
        let Some(article) = self.article() else {
            return Vec::new();
        };
        if unit == TextUnit::Quote {
            let kept = self.highlights.kept.iter().map(|kept| kept.range);
            return self
                .quotes
                .iter()
                .map(|quote| quote.range)
                .chain(kept)
                .collect();
        }
        let block = block_at(article, at);
        block
            .map(|block| units_in(article, block, unit))
            .unwrap_or_default()
    }
}

/// Returns where the moving end of a passage stops after so many units, back when negative, or the last of its stops.
fn nth_stop(article: &Article, highlight: Highlight, unit: TextUnit, by: isize) -> Option<usize> {
    let (place, times) = (highlight.place(&article.text), by.unsigned_abs());
    let blocks = &article.blocks;
    if by < 0 {
        let before = blocks
            .iter()
            .rev()
            .filter(|block| block.range.start <= place);
        let units = before.flat_map(|block| units_in(article, block, unit).into_iter().rev());
        return units
            .flat_map(|unit| highlight.stops_in(unit, false))
            .take(times)
            .last();
    }
    let here = block_at(article, place).map_or(0, |block| block.range.start);
    let after = blocks.iter().filter(|block| block.range.start >= here);
    let units = after.flat_map(|block| units_in(article, block, unit));
    units
        .flat_map(|unit| highlight.stops_in(unit, true))
        .take(times)
        .last()
}
