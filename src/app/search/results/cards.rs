//! The hits as they are on the screen: which lines each has, and which of them are seen.

use super::Results;
pub use crate::app::search::excerpt::ExcerptLine;
use crate::app::search::excerpt::excerpt_lines;
use crate::search::hits::Hit;

/// From this height on, hits have several lines of words and an empty line between them.
const ROOMY: usize = 14;
/// From this height on, hits have a line that says who, where and when.
const TALL: usize = 4;
/// Lines of words of a hit where there is room.
const LINES: usize = 3;

/// A hit as it is on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HitCard {
    /// The number of the row, from 0; offers of near words follow the hits.
    pub number: usize,
    /// The first line, counted from the top of the results.
    pub line: usize,
    /// Its lines; an empty one parts it from the next.
    pub lines: Vec<HitCardLine>,
}

/// A line of a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HitCardLine {
    /// Some of the words.
    Words(ExcerptLine),
    /// Some words of the part of a story that holds what was searched.
    Passage(ExcerptLine),
    /// Who said it, where and when.
    Facts,
    /// Says above the first hit that nothing has the whole phrase.
    PartialRule,
    /// Parts the hits from similar spellings.
    NearRule,
    /// Words with a similar spelling, and how much they find.
    Near,
    /// A saved search.
    Saved,
    /// Nothing.
    Empty,
}

impl Results {
    /// Returns the hits on the screen; the last one may not fit whole.
    #[must_use]
    pub fn cards(&self) -> &[HitCard] {
        &self.cards
    }

    /// Returns about how many hits a page holds.
    #[must_use]
    pub fn page_size(&self) -> usize {
        self.cards.len().saturating_sub(1).max(1)
    }

    /// Returns the number of the hit on a line of the results.
    #[must_use]
    pub fn number_at(&self, line: usize) -> Option<usize> {
        let card = self.cards.iter().rev().find(|card| card.line <= line)?;
        (line < card.line + card.lines.len()).then_some(card.number)
    }

    /// Lays the hits out in columns and lines, so that the selected one is on the screen.
    pub fn lay_out(&mut self, width: usize, height: usize) {
        (self.width, self.height) = (width, height);
        self.top = self.top_for(self.selected);
        let mut cards = Vec::new();
        let mut line = 0;
        for number in self.top..self.row_count() {
            if line >= height {
                break;
            }
            let lines = self.row_lines(number);
            let next = line + lines.len();
            cards.push(HitCard {
                number,
                line,
                lines,
            });
            line = next;
        }
        self.cards = cards;
    }

    /// Returns the first hit to show so that the selected one fits.
    fn top_for(&self, selected: usize) -> usize {
        if selected <= self.top {
            return selected;
        }
        let mut top = selected;
        let mut used = 0;
        while top < self.row_count() {
            used += self.row_lines(top).len();
            if used > self.height + usize::from(self.height >= ROOMY) && top != selected {
                return top + 1;
            }
            if top == self.top {
                return top;
            }
            top -= 1;
        }
        selected
    }

    fn row_lines(&self, number: usize) -> Vec<HitCardLine> {
        match self.hits.get(number) {
            Some(hit) => {
                let is_below = number == 0 && self.partial.is_some();
                let rule = is_below.then_some(HitCardLine::PartialRule);
                rule.into_iter().chain(self.card_lines(hit)).collect()
            }
            None if self.is_idle => vec![HitCardLine::Saved],
            None if number == self.hits.len() => vec![HitCardLine::NearRule, HitCardLine::Near],
            None => vec![HitCardLine::Near],
        }
    }

    fn card_lines(&self, hit: &Hit) -> Vec<HitCardLine> {
        let is_roomy = self.height >= ROOMY;
        let most = if is_roomy { LINES } else { 1 };
        let words = |most| excerpt_lines(&hit.text, &hit.marks, self.width, most);
        let is_story = hit.place.is_none();
        let words = words(if is_story { 1 } else { most }).into_iter();
        let mut lines: Vec<HitCardLine> = words.map(HitCardLine::Words).collect();
        if self.height >= TALL {
            // Who said it comes first, as on the cards of a story; of a story, what it is called.
            let place = if is_story { lines.len() } else { 0 };
            lines.insert(place, HitCardLine::Facts);
        }
        if is_story {
            lines.extend(self.passage_lines(hit, most - 1));
        }
        if is_roomy {
            lines.push(HitCardLine::Empty);
        }
        lines
    }

    /// Returns so many lines of a story's part, empty ones while it is looked for, so that nothing jumps.
    fn passage_lines(&self, hit: &Hit, count: usize) -> Vec<HitCardLine> {
        let found = match self.passages.get(&hit.article) {
            Some(None) => return Vec::new(),
            Some(Some(passage)) => excerpt_lines(&passage.text, &passage.marks, self.width, count),
            None => Vec::new(),
        };
        let empty = std::iter::repeat(HitCardLine::Empty);
        let found = found.into_iter().map(HitCardLine::Passage);
        found.chain(empty).take(count).collect()
    }
}
