//! The quote sidebar: one card a quote, laid out from the first one seen.
//!
//! A card names the speaker first: who said it is what the sidebar is for.

use super::ctx::{Ctx, Handled};
use super::motion::Motion;
use super::reading::ReadingPane;
use crate::article::{Article, Quote, QuoteKind, TextRange};
use crate::input::Action;
use crate::text::Clean;
use crate::text::quoted::drop_clause_comma;
use crate::text::wrap::{self, WrappedLine};

/// Lines of words on a card, at the most, unless it is the selected one.
const SHORT: usize = 4;
/// Columns of a note's sign and the space after it.
const NOTE_LEAD: usize = 2;

/// The quote sidebar; which quote is selected is the reading pane's to say.
#[derive(Debug, Default)]
pub struct QuotesPane {
    top: usize,
    cards: Vec<QuoteCard>,
    width: usize,
    height: usize,
    has_context: bool,
    /// Whether the selected card is the first one: something is docked under it.
    is_pinned: bool,
}

/// A quote as it is in the sidebar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteCard {
    /// The number of the quote in the article.
    pub number: usize,
    /// The card's first line, counted from the top of the pane.
    pub line: usize,
    /// The words of the quote, all parts of it.
    pub words: Clean,
    /// The reader's tags, as they are shown.
    pub tags: Clean,
    /// The reader's note.
    pub note: Clean,
    /// Its lines; an empty one parts it from the next card.
    pub lines: Vec<QuoteCardLine>,
}

/// A line of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuoteCardLine {
    /// A stretch of the text around the quote, to be cut at the pane's width.
    Context(TextRange),
    /// The speaker, role and kind; missing where the quote before has the same speaker.
    Speaker,
    /// Some of the words; the last line may be too long, and is cut then.
    Words(WrappedLine),
    /// The tags.
    Tags,
    /// A line of the note.
    Note {
        /// The words of the note.
        line: WrappedLine,
        /// Whether the note begins with it.
        is_first: bool,
    },
    /// That the user has set the speaker.
    Corrected,
    /// In how many other stories the quote is.
    Elsewhere,
    /// That other stories name another speaker.
    SpeakersDiffer,
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

    /// Keeps the selected card at the top, or no longer.
    pub fn pin(&mut self, is_pinned: bool) {
        self.is_pinned = is_pinned;
    }

    /// Starts at the first card again.
    pub fn rewind(&mut self) {
        self.top = 0;
    }

    /// Lays the cards out so that the selected one is on the screen.
    pub fn lay_out(&mut self, reading: &ReadingPane) {
        self.cards.clear();
        let Some(article) = reading.article() else {
            return;
        };
        let quotes = reading.quotes();
        let last = quotes.len().saturating_sub(1);
        self.top = self.top.min(last);
        self.top = match reading.selected_quote_number() {
            Some(selected) if self.is_pinned => selected,
            Some(selected) => self.top_for(reading, article, selected),
            None => reading.next_quote().min(last),
        };
        let mut line = 0;
        for (number, quote) in quotes.iter().enumerate().skip(self.top) {
            if line >= self.height {
                break;
            }
            let mut card = self.lay_out_card(reading, article, (number, quote));
            card.line = line;
            line += card.lines.len();
            self.cards.push(card);
        }
    }

    /// Returns the first card to show so that the selected one fits.
    fn top_for(&self, reading: &ReadingPane, article: &Article, selected: usize) -> usize {
        if selected <= self.top {
            return selected;
        }
        let mut top = selected;
        let mut used = 0;
        for number in (self.top..=selected).rev() {
            let Some(quote) = reading.quotes().get(number) else {
                break;
            };
            let card = self.lay_out_card(reading, article, (number, quote));
            used += card.lines.len();
            if used > self.height + 1 && number != selected {
                return top;
            }
            top = number;
        }
        top
    }

    fn lay_out_card(
        &self,
        reading: &ReadingPane,
        article: &Article,
        (number, quote): (usize, &Quote),
    ) -> QuoteCard {
        let is_selected = reading.selected_quote_number() == Some(number);
        let bookmark = reading.bookmark_of(number);
        let words = join_fragments(article, quote);
        let note = bookmark.and_then(|bookmark| bookmark.note.clone());
        let note = note.unwrap_or_default();
        let mut lines = Vec::new();
        if self.has_context {
            lines.extend(context_range(article, quote).map(QuoteCardLine::Context));
        }
        let has_facts = bookmark.is_some() || quote.kind != QuoteKind::Direct;
        if has_facts || number == self.top || !repeats_speaker(reading, number) {
            lines.push(QuoteCardLine::Speaker);
        }
        lines.extend(self.wrap_words(&words, is_selected));
        let tags = bookmark.map_or(&[][..], |bookmark| &bookmark.tags);
        let tags: Vec<String> = tags.iter().map(|tag| format!("#{tag}")).collect();
        if is_selected && !tags.is_empty() {
            lines.push(QuoteCardLine::Tags);
        }
        if is_selected && !note.is_empty() {
            lines.extend(self.wrap_note(&note));
        }
        if quote.is_corrected {
            lines.push(QuoteCardLine::Corrected);
        }
        lines.extend(list_repeats(reading, quote));
        lines.push(QuoteCardLine::Empty);
        QuoteCard {
            number,
            line: 0,
            words,
            tags: Clean::line(&tags.join(" ")),
            note,
            lines,
        }
    }

    fn wrap_words(&self, words: &str, is_selected: bool) -> Vec<QuoteCardLine> {
        let most = if is_selected && self.is_pinned {
            (self.height / 3).max(SHORT)
        } else if is_selected {
            self.height.saturating_sub(3).max(SHORT)
        } else {
            SHORT
        };
        let options = wrap::Options {
            hangs_marks: true,
            ..wrap::Options::default()
        };
        let all = TextRange::new(0, words.len());
        let mut lines = wrap::wrap(words, all, self.width.max(1), options);
        if lines.len() > most {
            lines.truncate(most);
            // As much as fits is drawn of the rest.
            if let Some(last) = lines.last_mut() {
                last.range.end = all.end;
                last.hyphen = false;
            }
        }
        lines.into_iter().map(QuoteCardLine::Words).collect()
    }

    fn wrap_note(&self, note: &str) -> impl Iterator<Item = QuoteCardLine> {
        let all = TextRange::new(0, note.len());
        let width = self.width.saturating_sub(NOTE_LEAD).max(1);
        let lines = wrap::wrap(note, all, width, wrap::Options::default());
        let lines = lines.into_iter().enumerate();
        lines.map(|(number, line)| QuoteCardLine::Note {
            line,
            is_first: number == 0,
        })
    }
}

/// Returns the lines that say in which other stories a quote is.
fn list_repeats(reading: &ReadingPane, quote: &Quote) -> Vec<QuoteCardLine> {
    match reading.repeats_of(quote.id) {
        None => Vec::new(),
        Some(repeated) if repeated.has_different_speakers => {
            vec![QuoteCardLine::Elsewhere, QuoteCardLine::SpeakersDiffer]
        }
        Some(_) => vec![QuoteCardLine::Elsewhere],
    }
}

/// Returns the words of a quote as one text; where the story speaks between two parts, they lose the marks there.
fn join_fragments(article: &Article, quote: &Quote) -> Clean {
    let last = quote.fragments.len().saturating_sub(1);
    let parts = quote.fragments.iter().enumerate().map(|(number, range)| {
        let mut words = article.words_in(*range).trim();
        if number > 0 {
            words = words.trim_start_matches(['“', '"', '„', '«', '‘']);
        }
        if number < last {
            words = words.trim_end_matches(['”', '"', '“', '»', '’']);
            words = words.trim_end_matches(',');
        }
        words
    });
    let parts: Vec<&str> = parts.collect();
    let words = parts.join(" … ");
    Clean::line(&drop_clause_comma(&words))
}

/// Returns `true` if a quote has the same speaker as the one before it, as surely.
fn repeats_speaker(reading: &ReadingPane, number: usize) -> bool {
    let quotes = reading.quotes();
    let before = number.checked_sub(1).and_then(|before| quotes.get(before));
    let (Some(before), Some(quote)) = (before, quotes.get(number)) else {
        return false;
    };
    let name = |quote: &Quote| quote.speaker.as_ref().map(|speaker| speaker.name.clone());
    quote.speaker.is_some()
        && name(quote) == name(before)
        && quote.confidence.is_sure() == before.confidence.is_sure()
}

/// Does an action in the sidebar; the selected quote is the open article's, so that is moved in.
pub(super) fn act_in_sidebar(action: Action, reading: &mut ReadingPane, ctx: &mut Ctx) -> Handled {
    let number = ctx.count.map(|number| number.saturating_sub(1));
    match Motion::from_action(action, ctx.repeat_count()) {
        Some(Motion::Rows(by)) => {
            let before = reading.selected_quote_number();
            reading.move_quote(by);
            reading.say_last_quote(before, by > 0, ctx);
        }
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
