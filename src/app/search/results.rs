//! Hits as they are on the screen, laid out from the first one seen.

use std::collections::{BTreeSet, HashMap};

use crate::article::{ArticleId, QuoteId, TextRange};
use crate::library::listing::{ArticleRow, Location};
use crate::library::state::SavedSearch;
use crate::search::hits::{Hit, NearOffer, PartialPhrase};
use crate::search::passages::HitPassage;

use super::differing::find_differing_words;
pub use super::excerpt::ExcerptLine;
use super::excerpt::excerpt_lines;
use super::folding::{FoldKey, fold_hits, fold_key_of};

/// From this height on, hits have several lines of words and an empty line between them.
const ROOMY: usize = 14;
/// From this height on, hits have a line that says who, where and when.
const TALL: usize = 4;
/// Lines of words of a hit where there is room.
const LINES: usize = 3;

/// The hits, the selected one, and those on the screen.
#[derive(Debug, Default)]
pub struct Results {
    /// The hits that have a row; what is the same has one.
    hits: Vec<Hit>,
    /// The hits that are folded under each row.
    folded: Vec<Vec<Hit>>,
    /// The rows whose hits the reader has unfolded.
    unfolded: BTreeSet<FoldKey>,
    /// The words of unfolded hits that differ from those of the first one.
    differing: HashMap<(ArticleId, Option<TextRange>), Vec<TextRange>>,
    /// What is written nearly so, in rows below the hits.
    near: Vec<NearOffer>,
    /// What the hits have of the phrase that was searched, and how many they are, if nothing has all of it.
    partial: Option<(String, usize)>,
    rows: HashMap<ArticleId, ArticleRow>,
    /// The articles whose rows were requested since they were forgotten last.
    requested_rows: BTreeSet<ArticleId>,
    /// The parts of stories that hold what was searched; nothing for those that have none.
    passages: HashMap<ArticleId, Option<HitPassage>>,
    /// The stories whose parts were asked for last.
    asked: Vec<ArticleId>,
    /// The hits that were chosen for the next correction.
    chosen: BTreeSet<(ArticleId, QuoteId)>,
    selected: usize,
    top: usize,
    /// The saved searches, in rows of their own while nothing is searched.
    saved: Vec<SavedSearch>,
    /// Whether nothing is searched.
    is_idle: bool,
    /// Whether the reader has chosen the selection; else it stays at the first hit.
    has_moved: bool,
    /// Whether the next hits are those of another query.
    is_outdated: bool,
    /// Whether hits that are the same have rows of their own.
    has_all_rows: bool,
    width: usize,
    height: usize,
    cards: Vec<HitCard>,
}

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
    /// Parts the hits from what is written nearly so.
    NearRule,
    /// Words that are written nearly so, and how much they find.
    Near,
    /// A saved search.
    Saved,
    /// Nothing.
    Empty,
}

impl Results {
    /// Creates results of no query.
    #[must_use]
    pub fn without_query() -> Self {
        Self {
            is_idle: true,
            ..Self::default()
        }
    }

    /// Returns the hits that are there, the best first.
    #[must_use]
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// Returns the number of hits that are there, also of those that share a row.
    #[must_use]
    pub fn loaded(&self) -> usize {
        self.hits.len() + self.folded.iter().map(Vec::len).sum::<usize>()
    }

    /// Returns how many hits a row has.
    #[must_use]
    pub fn repeats(&self, number: usize) -> usize {
        1 + self.folded.get(number).map_or(0, Vec::len)
    }

    /// Returns the words of an unfolded hit that differ from those of the first one.
    #[must_use]
    pub fn differing_words(&self, hit: &Hit) -> &[TextRange] {
        let words = self.differing.get(&hit_identity(hit));
        words.map_or(&[], Vec::as_slice)
    }

    /// Unfolds the hits of the selected row; returns `false` if it has only one.
    pub fn unfold_selected(&mut self) -> bool {
        let number = self.selected;
        let folded = self.folded.get_mut(number).map(std::mem::take);
        let Some(others) = folded.filter(|others| !others.is_empty()) else {
            return false;
        };
        if let Some(hit) = self.hits.get(number) {
            self.unfolded.extend(fold_key_of(hit));
            for other in &others {
                let words = find_differing_words(&other.text, &hit.text);
                self.differing.insert(hit_identity(other), words);
            }
        }
        let next = number + 1;
        self.folded
            .splice(next..next, others.iter().map(|_| Vec::new()));
        self.hits.splice(next..next, others);
        self.has_moved = true;
        true
    }

    /// Says whether the next hits that are the same share a row.
    pub const fn set_folding(&mut self, is_folded: bool) {
        self.has_all_rows = !is_folded;
    }

    /// Returns the place of the selected row among all hits, from 1.
    #[must_use]
    pub fn position(&self) -> usize {
        let before = self.folded.iter().take(self.selected);
        let before: usize = before.map(|folded| 1 + folded.len()).sum();
        (before + 1).min(self.loaded())
    }

    /// Returns what is written nearly so, in the order of its rows.
    #[must_use]
    pub fn near(&self) -> &[NearOffer] {
        &self.near
    }

    /// Returns the offer of a row below the hits.
    #[must_use]
    pub fn near_at(&self, number: usize) -> Option<&NearOffer> {
        self.near.get(number.checked_sub(self.hits.len())?)
    }

    /// Takes in the saved searches, which have rows while nothing is searched.
    pub fn set_saved(&mut self, saved: Vec<SavedSearch>) {
        self.saved = saved;
    }

    /// Returns the saved searches that have rows.
    #[must_use]
    pub fn shown_saved(&self) -> &[SavedSearch] {
        if self.is_idle { &self.saved } else { &[] }
    }

    /// Returns the saved search of a row.
    #[must_use]
    pub fn saved_at(&self, number: usize) -> Option<&SavedSearch> {
        self.shown_saved().get(number)
    }

    /// Returns `true` if there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.row_count() == 0
    }

    fn row_count(&self) -> usize {
        self.hits.len() + self.near.len() + self.shown_saved().len()
    }

    /// Returns the number of the selected row, from 0.
    #[must_use]
    pub const fn selected(&self) -> usize {
        self.selected
    }

    /// Returns the selected hit.
    #[must_use]
    pub fn selected_hit(&self) -> Option<&Hit> {
        self.hits.get(self.selected)
    }

    /// Returns the hits on the screen; the last one may not fit whole.
    #[must_use]
    pub fn cards(&self) -> &[HitCard] {
        &self.cards
    }

    /// Returns the article of a hit as the list knows it.
    #[must_use]
    pub fn row(&self, hit: &Hit) -> Option<&ArticleRow> {
        self.rows.get(&hit.article)
    }

    /// Takes in what the list knows of articles.
    pub fn take_rows(&mut self, rows: Vec<ArticleRow>) {
        self.rows.extend(rows.into_iter().map(|row| (row.id, row)));
    }

    /// Changes articles in place, after a change of state was saved.
    pub fn update_rows(&mut self, ids: &[ArticleId], change: impl Fn(&mut ArticleRow)) {
        for id in ids {
            if let Some(row) = self.rows.get_mut(id) {
                change(row);
            }
        }
    }

    /// Forgets what the list knows of articles, and what it was asked for: it may know better now.
    pub fn forget_rows(&mut self) {
        self.rows.clear();
        self.requested_rows.clear();
    }

    /// Returns the articles on the screen, and the selected one, whose rows must be requested.
    ///
    /// Each is returned once until [`Self::forget_rows`]: an article that the list does not know, because its file is
    /// gone, would otherwise be requested again after every answer without it.
    #[must_use]
    pub fn request_rows(&mut self) -> Vec<ArticleId> {
        let seen = self.cards.iter().map(|card| card.number);
        let seen = seen.chain([self.selected]);
        let articles = seen.filter_map(|number| Some(self.hits.get(number)?.article));
        let (rows, requested) = (&self.rows, &mut self.requested_rows);
        articles
            .filter(|id| !rows.contains_key(id) && requested.insert(*id))
            .collect()
    }

    /// Returns the part of a story that holds what was searched.
    #[must_use]
    pub fn passage(&self, hit: &Hit) -> Option<&HitPassage> {
        self.passages.get(&hit.article)?.as_ref()
    }

    /// Returns the stories on the screen whose parts are not there and were not just asked for.
    pub fn ask_passages(&mut self) -> Option<Vec<(ArticleId, Location)>> {
        let hits = self.cards.iter().map(|card| self.hits.get(card.number));
        let wanted: Vec<(ArticleId, Location)> = hits
            .flatten()
            .filter(|hit| !self.passages.contains_key(&hit.article))
            .filter_map(|hit| Some((hit.article, self.row(hit)?.location.clone())))
            .collect();
        let ids: Vec<ArticleId> = wanted.iter().map(|(id, _)| *id).collect();
        if ids.is_empty() || ids == self.asked {
            return None;
        }
        self.asked = ids;
        Some(wanted)
    }

    /// Takes parts of stories in.
    pub fn take_passages(&mut self, passages: Vec<(ArticleId, Option<HitPassage>)>) {
        self.passages.extend(passages);
    }

    /// Shows other hits, and offers below them; the selection stays with its hit, if the reader chose it.
    pub fn set_hits(&mut self, hits: Vec<Hit>, near: Vec<NearOffer>) {
        let selected = self
            .selected_hit()
            .filter(|_| self.has_moved && !self.is_outdated)
            .map(hit_identity);
        if self.is_outdated {
            self.rewind();
        }
        (self.hits, self.folded) = if self.has_all_rows {
            hits.into_iter().map(|hit| (hit, Vec::new())).unzip()
        } else {
            let rows = fold_hits(hits, &self.unfolded).into_iter();
            rows.map(|row| (row.hit, row.others)).unzip()
        };
        self.near = near;
        self.partial = None;
        self.is_idle = false;
        let followed = selected
            .and_then(|wanted| self.hits.iter().position(|hit| hit_identity(hit) == wanted));
        self.selected = followed.unwrap_or(if self.has_moved { self.selected } else { 0 });
        self.selected = self.selected.min(self.row_count().saturating_sub(1));
    }

    /// Shows what has not all words of a phrase, since nothing has.
    pub fn set_partial_hits(&mut self, partial: PartialPhrase) {
        let (label, total) = (partial.label(), partial.hits.total.unwrap_or_default());
        self.set_hits(partial.hits.hits, Vec::new());
        self.partial = Some((label, total));
    }

    /// Returns what the hits have of the phrase that was searched, and how many they are; `None` if they have all of it.
    #[must_use]
    pub fn partial(&self) -> Option<(&str, usize)> {
        let (label, total) = self.partial.as_ref()?;
        Some((label, *total))
    }

    /// Goes to the first hit as soon as the next ones come: they are those of another query.
    pub const fn rewind_with_next(&mut self) {
        self.is_outdated = true;
    }

    /// Shows nothing.
    pub fn clear(&mut self) {
        self.hits.clear();
        self.folded.clear();
        self.near.clear();
        self.partial = None;
        self.is_idle = true;
        self.cards.clear();
        self.rewind();
    }

    fn rewind(&mut self) {
        self.passages.clear();
        self.asked.clear();
        self.chosen.clear();
        self.unfolded.clear();
        self.differing.clear();
        (self.selected, self.top) = (0, 0);
        (self.has_moved, self.is_outdated) = (false, false);
    }

    /// Moves the selection, within the hits that are there.
    pub fn move_by(&mut self, by: isize) {
        self.select(self.selected.saturating_add_signed(by));
    }

    /// Selects a hit, or the last one.
    pub fn select(&mut self, number: usize) {
        self.selected = number.min(self.row_count().saturating_sub(1));
        self.has_moved = true;
    }

    /// Chooses the selected quote for the next correction, or no longer, and moves on.
    pub fn toggle_chosen(&mut self) {
        let hit = self.selected_hit().and_then(quote_identity);
        if let Some(hit) = hit
            && !self.chosen.remove(&hit)
        {
            self.chosen.insert(hit);
        }
        self.move_by(1);
    }

    /// Returns the chosen quotes.
    #[must_use]
    pub const fn chosen(&self) -> &BTreeSet<(ArticleId, QuoteId)> {
        &self.chosen
    }

    /// Returns the chosen quotes as a list.
    #[must_use]
    pub fn chosen_hits(&self) -> Vec<(ArticleId, QuoteId)> {
        self.chosen.iter().copied().collect()
    }

    /// Returns `true` if a hit is chosen.
    #[must_use]
    pub fn is_chosen(&self, hit: &Hit) -> bool {
        quote_identity(hit).is_some_and(|hit| self.chosen.contains(&hit))
    }

    /// Chooses no quote any more; returns `true` if some were chosen.
    pub fn clear_chosen(&mut self) -> bool {
        let was_chosen = !self.chosen.is_empty();
        self.chosen.clear();
        was_chosen
    }

    /// Selects the next quote whose speaker is unsure, which may be the selected one with `may_stay`; returns `false` if
    /// there is none.
    pub fn select_next_unsure(&mut self, may_stay: bool) -> bool {
        let from = self.selected + usize::from(!may_stay);
        let mut hits = self.hits.iter().enumerate().skip(from);
        let Some((number, _)) = hits.find(|(_, hit)| hit.is_unsure()) else {
            return false;
        };
        self.select(number);
        true
    }

    /// Returns about how many hits a page holds.
    #[must_use]
    pub fn page_size(&self) -> usize {
        self.cards.len().saturating_sub(1).max(1)
    }

    /// Returns `true` if the selection comes near the last of the hits that are there.
    #[must_use]
    pub const fn is_near_end(&self) -> bool {
        self.selected + 50 >= self.hits.len()
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
            lines.push(HitCardLine::Facts);
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

/// Returns what tells a hit from others.
const fn hit_identity(hit: &Hit) -> (ArticleId, Option<TextRange>) {
    (hit.article, hit.place)
}

/// Returns what a quote is known by; `None` for a story.
fn quote_identity(hit: &Hit) -> Option<(ArticleId, QuoteId)> {
    Some((hit.article, hit.quote?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Confidence;
    use crate::search::hits::SearchHits;
    use crate::text::Clean;

    fn hits(numbers: impl IntoIterator<Item = u128>) -> Vec<Hit> {
        let hit = |number| Hit {
            article: ArticleId::from_number(number),
            quote: None,
            is_corrected: false,
            confidence: Confidence::default(),
            place: Some(TextRange::new(0, 16)),
            text: Clean::new(&format!("The tide turned {number}.")),
            fragments: Vec::new(),
            marks: Vec::new(),
            speaker: None,
            role: None,
            source: None,
            published: None,
            same: None,
        };
        numbers.into_iter().map(hit).collect()
    }

    fn selected(results: &Results) -> Option<u128> {
        results.selected_hit().map(|hit| hit.article.as_number())
    }

    fn seen(results: &Results) -> Vec<usize> {
        results.cards().iter().map(|card| card.number).collect()
    }

    #[test]
    fn a_chosen_hit_stays_selected_when_others_come_before_it() {
        let mut results = Results::default();
        results.set_hits(hits([1, 2, 3]), Vec::new());
        results.move_by(1);
        results.set_hits(hits([3, 7, 2]), Vec::new());
        assert_eq!((results.selected(), selected(&results)), (2, Some(2)));
    }

    #[test]
    fn without_a_choice_the_first_hit_is_selected() {
        let mut results = Results::default();
        results.set_hits(hits([1, 2, 3]), Vec::new());
        results.set_hits(hits([3, 1, 2]), Vec::new());
        assert_eq!(selected(&results), Some(3));
    }

    #[test]
    fn the_hits_of_another_query_begin_at_the_first() {
        let mut results = Results::default();
        results.set_hits(hits([1, 2, 3]), Vec::new());
        results.move_by(2);
        results.rewind_with_next();
        assert_eq!(selected(&results), Some(3), "until the hits come");
        results.set_hits(hits([2, 3]), Vec::new());
        assert_eq!(selected(&results), Some(2));
    }

    #[test]
    fn the_selection_stays_on_the_screen() {
        let mut results = Results::default();
        results.set_hits(hits(0..100), Vec::new());
        for (number, height) in [(0, 20), (99, 20), (50, 8), (51, 3), (98, 1), (3, 30)] {
            results.select(number);
            results.lay_out(30, height);
            let card = results.cards().iter().find(|card| card.number == number);
            let card = card.unwrap_or_else(|| panic!("{number} at {height}: {:?}", seen(&results)));
            assert!(card.line < height);
            assert_eq!(results.number_at(card.line), Some(number));
        }
    }

    #[test]
    fn equal_words_are_one_row_and_count_as_often_as_they_are_there() {
        let mut results = Results::default();
        let mut repeated = hits([1, 2, 3]);
        repeated[2].text = repeated[0].text.clone();
        results.set_hits(repeated, Vec::new());
        assert_eq!((results.hits().len(), results.loaded()), (2, 3));
        assert_eq!((results.repeats(0), results.repeats(1)), (2, 1));
        results.select(1);
        assert_eq!(results.position(), 3);
    }

    #[test]
    fn a_folded_row_unfolds_once_and_stays_so_with_the_next_answer() {
        let mut results = Results::default();
        let mut repeated = hits([1, 2, 3]);
        repeated[2].text = Clean::new("the tide turned 1");
        results.set_hits(repeated.clone(), Vec::new());
        assert!(results.unfold_selected());
        let articles = |results: &Results| -> Vec<u128> {
            let hits = results.hits().iter();
            hits.map(|hit| hit.article.as_number()).collect()
        };
        assert_eq!(articles(&results), [1, 3, 2]);
        assert!(!results.unfold_selected(), "Enter opens it now");
        results.set_hits(repeated, Vec::new());
        assert_eq!(articles(&results), [1, 3, 2]);
        results.rewind_with_next();
        results.set_hits(hits([1, 2]), Vec::new());
        assert_eq!(results.loaded(), 2);
    }

    #[test]
    fn offers_are_rows_below_the_hits() {
        let offer = |label| NearOffer {
            replacements: Vec::new(),
            label: Clean::new(label),
            total: 1,
        };
        let mut results = Results::default();
        results.set_hits(hits([1, 2]), vec![offer("tidy"), offer("ride")]);
        results.select(9);
        results.lay_out(30, 20);
        assert_eq!((results.selected(), seen(&results)), (3, vec![0, 1, 2, 3]));
        let near = results.near_at(3).map(|near| near.label.as_str());
        assert_eq!((near, results.selected_hit()), (Some("ride"), None));
        let lines = &results.cards()[2].lines;
        assert_eq!(*lines, [HitCardLine::NearRule, HitCardLine::Near]);
    }

    #[test]
    fn what_has_most_words_of_a_phrase_is_below_a_rule() {
        let partial = PartialPhrase {
            found: 3,
            wanted: 4,
            hits: SearchHits {
                hits: hits([1, 2]),
                total: Some(5),
                ..SearchHits::default()
            },
        };
        let mut results = Results::default();
        results.set_partial_hits(partial);
        results.lay_out(30, 20);
        assert_eq!(results.partial(), Some(("3 of 4 words", 5)));
        let rules = |number: usize| results.cards()[number].lines[0] == HitCardLine::PartialRule;
        assert!(rules(0) && !rules(1));
        results.set_hits(hits([3]), Vec::new());
        assert_eq!(results.partial(), None);
    }

    #[test]
    fn moving_one_hit_scrolls_no_further_than_needed() {
        let mut results = Results::default();
        results.set_hits(hits(0..100), Vec::new());
        results.select(10);
        results.lay_out(30, 20);
        let before = seen(&results);
        results.select(before[0]);
        results.lay_out(30, 20);
        assert_eq!(seen(&results), before);
    }

    #[test]
    fn articles_on_the_screen_are_asked_for_once() {
        let mut results = Results::default();
        results.set_hits(hits([5, 5, 6]), Vec::new());
        results.lay_out(30, 20);
        assert_eq!(results.request_rows(), [5, 6].map(ArticleId::from_number));
        results.take_rows(Vec::new());
        assert_eq!(results.request_rows(), [], "the list does not know them");
        results.forget_rows();
        assert_eq!(results.request_rows().len(), 2, "it may know them now");
    }
}
