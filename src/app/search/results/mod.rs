//! The hits of a search, the selected one, and those on the screen.
//!
//! - [`cards`]: the lines of those on the screen
//! - `unfolding`: rows of several hits; `choosing`: hits that are chosen for a correction

pub mod cards;
mod choosing;
mod unfolding;

use std::collections::{BTreeSet, HashMap};

use crate::article::{ArticleId, QuoteId, TextRange};
use crate::library::listing::{ArticleRow, Location};
use crate::library::state::SavedSearch;
use crate::search::hits::{FirstHit, Hit, NearOffer, PartialPhrase};
use crate::search::passages::HitPassage;

use self::cards::HitCard;
use super::folding::HitFolding;

/// The hits, the selected one, and those on the screen.
#[derive(Debug, Default)]
pub struct Results {
    /// The hits that have a row; what is the same has one.
    hits: Vec<Hit>,
    /// The hits that are folded under each row.
    folded: Vec<Vec<Hit>>,
    folding: HitFolding,
    /// The words of unfolded hits that differ from those of the first one.
    differing: HashMap<(ArticleId, Option<TextRange>), Vec<TextRange>>,
    /// Similar spellings, in rows below the hits.
    near: Vec<NearOffer>,
    /// What the hits have of the phrase that was searched, and how many they are, if nothing has all of it.
    partial: Option<(String, usize)>,
    /// The earliest of the hits, if there are several.
    first: Option<FirstHit>,
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
    width: usize,
    height: usize,
    cards: Vec<HitCard>,
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

    /// Returns the hits that are there, also those that share a row, in no order.
    pub fn loaded_hits(&self) -> impl Iterator<Item = &Hit> {
        self.hits.iter().chain(self.folded.iter().flatten())
    }

    /// Returns the number of hits that are there, also of those that share a row.
    #[must_use]
    pub fn loaded(&self) -> usize {
        self.loaded_hits().count()
    }

    /// Returns the place of the selected row among all hits, from 1.
    #[must_use]
    pub fn position(&self) -> usize {
        let before = self.folded.iter().take(self.selected);
        let before: usize = before.map(|folded| 1 + folded.len()).sum();
        (before + 1).min(self.loaded())
    }

    /// Returns similar spellings, in the order of its rows.
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
        let rows = self.folding.make_rows(hits).into_iter();
        (self.hits, self.folded) = rows.map(|row| (row.hit, row.others)).unzip();
        self.near = near;
        (self.partial, self.first) = (None, None);
        self.is_idle = false;
        // A hit that shares a row by now is followed to that.
        let has_hit = |number: &usize, wanted| {
            self.row_hits(*number)
                .any(|hit| hit_identity(hit) == wanted)
        };
        let followed =
            selected.and_then(|wanted| (0..self.hits.len()).find(|number| has_hit(number, wanted)));
        self.selected = followed.unwrap_or(if self.has_moved { self.selected } else { 0 });
        self.selected = self.selected.min(self.row_count().saturating_sub(1));
    }

    /// Returns the earliest of several hits.
    #[must_use]
    pub const fn first(&self) -> Option<FirstHit> {
        self.first
    }

    /// Takes in which of the hits is the earliest.
    pub const fn set_first(&mut self, first: Option<FirstHit>) {
        self.first = first;
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
        (self.partial, self.first) = (None, None);
        self.is_idle = true;
        self.cards.clear();
        self.rewind();
    }

    fn rewind(&mut self) {
        self.passages.clear();
        self.asked.clear();
        self.chosen.clear();
        self.folding.unfolded.clear();
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

    /// Returns `true` if the selection comes near the last of the hits that are there.
    #[must_use]
    pub const fn is_near_end(&self) -> bool {
        self.selected + 50 >= self.hits.len()
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
mod tests;
