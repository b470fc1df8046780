//! The quote sidebar: one card a quote, laid out from the first one seen.

use super::ctx::{Ctx, Handled};
use super::motion::Motion;
use super::reading::ReadingPane;
use crate::article::{Article, Quote, TextRange};
use crate::input::Action;
use crate::text::wrap::{self, WrappedLine};

/// Lines of words on a card, at the most, unless it is the selected one.
const SHORT: usize = 5;

/// The quote sidebar; which quote is selected is the reading pane's to say.
#[derive(Debug, Default)]
pub struct QuotesPane {
    top: usize,
    cards: Vec<QuoteCard>,
    width: usize,
    height: usize,
    has_context: bool,
}

/// A quote as it is in the sidebar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteCard {
    /// The number of the quote in the article.
    pub number: usize,
    /// The card's first line, counted from the top of the pane.
    pub line: usize,
    /// Its lines; an empty one parts it from the next card.
    pub lines: Vec<QuoteCardLine>,
}

/// A line of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuoteCardLine {
    /// A stretch of the text around the quote, to be cut at the pane's width.
    Context(TextRange),
    /// Some of the words.
    Words {
        /// The words, and whether a hyphen follows them.
        line: WrappedLine,
        /// Whether more words of the quote follow that are not shown.
        is_cut: bool,
    },
    /// The speaker, role and kind.
    Speaker,
    /// That the reader has set the speaker.
    Corrected,
    /// Nothing.
    Empty,
}

impl QuotesPane {
    /// Returns the cards on the screen; the last one may not fit whole.
    #[must_use]
    pub fn cards(&self) -> &[QuoteCard] {
        &self.cards
    }

    /// Returns the number of the quote on a line of the pane.
    #[must_use]
    pub fn number_at(&self, line: usize) -> Option<usize> {
        let card = self.cards.iter().rev().find(|card| card.line <= line)?;
        Some(card.number)
    }

    /// Sets the size in columns and lines, and whether each card has a line of context.
    pub fn resize(&mut self, width: usize, height: usize, has_context: bool) {
        (self.width, self.height, self.has_context) = (width, height, has_context);
    }

    /// Starts at the first card again.
    pub fn rewind(&mut self) {
        self.top = 0;
    }

    /// Lays the cards out so that the selected one is on the screen.
    pub fn lay_out(
        &mut self,
        article: Option<&Article>,
        quotes: &[Quote],
        selected: Option<usize>,
        next: usize,
    ) {
        self.cards.clear();
        let Some(article) = article else { return };
        let last = quotes.len().saturating_sub(1);
        self.top = self.top.min(last);
        self.top = match selected {
            Some(selected) => self.top_for(article, quotes, selected),
            None => next.min(last),
        };
        let mut line = 0;
        for (number, quote) in quotes.iter().enumerate().skip(self.top) {
            if line >= self.height {
                break;
            }
            let lines = self.lay_out_card(article, quote, selected == Some(number));
            let next = line + lines.len();
            self.cards.push(QuoteCard {
                number,
                line,
                lines,
            });
            line = next;
        }
    }

    /// Returns the first card to show so that the selected one fits.
    fn top_for(&self, article: &Article, quotes: &[Quote], selected: usize) -> usize {
        if selected <= self.top {
            return selected;
        }
        let mut top = selected;
        let mut used = 0;
        for number in (self.top..=selected).rev() {
            let Some(quote) = quotes.get(number) else {
                break;
            };
            used += self.lay_out_card(article, quote, number == selected).len();
            if used > self.height + 1 && number != selected {
                return top;
            }
            top = number;
        }
        top
    }

    fn lay_out_card(
        &self,
        article: &Article,
        quote: &Quote,
        is_selected: bool,
    ) -> Vec<QuoteCardLine> {
        let longest = if is_selected {
            self.height.saturating_sub(3).max(SHORT)
        } else {
            SHORT
        };
        let mut lines = Vec::new();
        if self.has_context {
            lines.extend(context_range(article, quote).map(QuoteCardLine::Context));
        }
        lines.extend(self.wrap_words(article, quote, longest));
        lines.push(QuoteCardLine::Speaker);
        if quote.is_corrected {
            lines.push(QuoteCardLine::Corrected);
        }
        lines.push(QuoteCardLine::Empty);
        lines
    }

    fn wrap_words(&self, article: &Article, quote: &Quote, longest: usize) -> Vec<QuoteCardLine> {
        let width = self.width.max(1);
        let wrapped: Vec<WrappedLine> = quote
            .fragments
            .iter()
            .flat_map(|fragment| {
                wrap::wrap(&article.text, *fragment, width, wrap::Options::default())
            })
            .take(longest + 1)
            .collect();
        let is_long = wrapped.len() > longest;
        let cut = |(index, line): (usize, WrappedLine)| QuoteCardLine::Words {
            line,
            is_cut: is_long && index + 1 == longest,
        };
        wrapped
            .into_iter()
            .take(longest)
            .enumerate()
            .map(cut)
            .collect()
    }
}

/// Does an action in the sidebar; the selected quote is the open article's, so that is moved in.
pub(super) fn act_in_sidebar(action: Action, reading: &mut ReadingPane, ctx: &Ctx) -> Handled {
    let number = ctx.count.map(|number| number.saturating_sub(1));
    match Motion::from_action(action, ctx.repeat_count()) {
        Some(Motion::Rows(by)) => reading.move_quote(by),
        Some(Motion::First) => reading.go_to_quote(number.unwrap_or(0)),
        Some(Motion::Last) => reading.go_to_quote(number.unwrap_or(usize::MAX)),
        Some(Motion::Pages(_) | Motion::HalfPages(_)) | None => return Handled::No,
    }
    Handled::Yes
}

/// Returns what the story says just before the quote in its block, else just after it.
fn context_range(article: &Article, quote: &Quote) -> Option<TextRange> {
    let block = article.block_at(quote.range.start)?;
    let before = TextRange::new(block.range.start, quote.range.start);
    let after = TextRange::new(quote.range.end, block.range.end);
    [last_words(article, before), after]
        .into_iter()
        .find(|range| range.of(&article.text).chars().any(char::is_alphanumeric))
}

/// Returns the end of a range, from a word on, so that it fits a line.
fn last_words(article: &Article, range: TextRange) -> TextRange {
    const LONGEST: usize = 120;
    if range.len() <= LONGEST {
        return range;
    }
    let start = article.text.ceil_char_boundary(range.end - LONGEST);
    let tail = TextRange::new(start, range.end);
    let space = tail.of(&article.text).find(' ').map_or(0, |at| at + 1);
    TextRange::new(start + space, range.end)
}
