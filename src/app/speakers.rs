//! The list of speakers: everyone who is quoted, filtered by letters of their names.

use std::collections::BTreeSet;

use crate::people::NameKind;
use crate::search::index::SpeakerRow;
use crate::text::Clean;

use super::ctx::Ctx;
use super::effect::{Effect, SearchRequest};
use super::event::{Mouse, MouseKind, SpeakersAnswer, Ticket};
use super::search::areas::{self, SearchAreas};

/// Speakers that are asked for at first; each time their end is reached, twice as many.
const FIRST: usize = 500;

/// The screen of speakers.
#[derive(Debug)]
pub struct SpeakersScreen {
    filter: String,
    /// The names of the rows that are chosen for the next action.
    chosen: BTreeSet<Clean>,
    quoted: Option<SpeakersAnswer>,
    ticket: Ticket,
    limit: usize,
    selected: usize,
    top: usize,
    height: usize,
    areas: SearchAreas,
}

impl Default for SpeakersScreen {
    fn default() -> Self {
        Self {
            filter: String::new(),
            chosen: BTreeSet::new(),
            quoted: None,
            ticket: Ticket::default(),
            limit: FIRST,
            selected: 0,
            top: 0,
            height: 0,
            areas: SearchAreas::default(),
        }
    }
}

impl SpeakersScreen {
    /// Returns who fits, once that is known.
    #[must_use]
    pub const fn quoted(&self) -> Option<&SpeakersAnswer> {
        self.quoted.as_ref()
    }

    /// Returns the number of the selected speaker, from 0.
    #[must_use]
    pub const fn selected(&self) -> usize {
        self.selected
    }

    /// Returns the selected speaker.
    #[must_use]
    pub fn selected_row(&self) -> Option<&SpeakerRow> {
        self.speaker_rows().get(self.selected)
    }

    /// Returns the speakers on the screen, and whether each is the selected one.
    pub fn visible_rows(&self) -> impl Iterator<Item = (&SpeakerRow, bool)> {
        let seen = self.speaker_rows().iter().enumerate();
        let seen = seen.skip(self.top).take(self.height);
        seen.map(|(number, row)| (row, number == self.selected))
    }

    /// Moves the selection, within those that are there.
    pub fn move_by(&mut self, by: isize) {
        self.select(self.selected.saturating_add_signed(by));
    }

    fn select(&mut self, number: usize) {
        self.selected = number.min(self.speaker_rows().len().saturating_sub(1));
        self.scroll_to_selection();
    }

    fn speaker_rows(&self) -> &[SpeakerRow] {
        self.quoted
            .as_ref()
            .map_or(&[], |quoted| quoted.speakers.as_slice())
    }

    /// Returns about how many speakers a page holds.
    #[must_use]
    pub fn page_size(&self) -> usize {
        self.height.max(1)
    }

    /// Chooses the selected speaker for the next action, or no longer, and moves on; those without a name are nobody.
    pub fn toggle_chosen(&mut self) {
        let selected = self
            .selected_row()
            .filter(|row| row.kind != NameKind::Description);
        let name = selected.map(|row| row.name.clone());
        if let Some(name) = name
            && !self.chosen.remove(&name)
        {
            self.chosen.insert(name);
        }
        self.move_by(1);
    }

    /// Returns `true` if a speaker is chosen.
    #[must_use]
    pub fn is_chosen(&self, row: &SpeakerRow) -> bool {
        self.chosen.contains(&row.name)
    }

    /// Returns the names of the chosen speakers, the most quoted first.
    #[must_use]
    pub fn chosen_names(&self) -> Vec<Clean> {
        let listed = self.speaker_rows().iter().map(|row| &row.name);
        let mut names: Vec<Clean> = listed
            .filter(|name| self.chosen.contains(*name))
            .cloned()
            .collect();
        // Another filter may hide some of them.
        let hidden: Vec<Clean> = self
            .chosen
            .iter()
            .filter(|name| !names.contains(name))
            .cloned()
            .collect();
        names.extend(hidden);
        names
    }

    /// Chooses nobody any more; returns `true` if some were chosen.
    pub fn clear_chosen(&mut self) -> bool {
        let was_chosen = !self.chosen.is_empty();
        self.chosen.clear();
        was_chosen
    }

    /// Returns the names of the selected speaker, the first one first; `None` for those without a name.
    #[must_use]
    pub fn selected_names(&self) -> Option<Vec<Clean>> {
        let row = self
            .selected_row()
            .filter(|row| row.kind != NameKind::Description)?;
        let names = std::iter::once(&row.name).chain(&row.aliases);
        Some(names.cloned().collect())
    }

    /// Takes those in who fit; the selection stays with its speaker, else where it is.
    fn set_answer(&mut self, quoted: SpeakersAnswer) {
        let name = self.selected_row().map(|row| row.name.clone());
        self.quoted = Some(quoted);
        let rows = self.speaker_rows();
        let same = name.and_then(|name| rows.iter().position(|row| row.name == name));
        self.select(same.unwrap_or(self.selected));
    }

    fn scroll_to_selection(&mut self) {
        let first = (self.selected + 1).saturating_sub(self.height.max(1));
        self.top = self.top.clamp(first, self.selected.max(first));
    }

    /// Returns the filter as typed.
    #[must_use]
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// Returns where the parts are.
    #[must_use]
    pub const fn areas(&self) -> &SearchAreas {
        &self.areas
    }

    /// Filters the speakers by letters of their names.
    pub(super) fn set_filter(&mut self, filter: &str, ctx: &mut Ctx) {
        filter.clone_into(&mut self.filter);
        (self.selected, self.top, self.limit) = (0, 0, FIRST);
        self.request_speakers(false, ctx);
    }

    /// Requests the speakers; `is_new` reads the index again, since there may be others by now.
    pub(super) fn request_speakers(&mut self, is_new: bool, ctx: &mut Ctx) {
        self.ticket = ctx.next_ticket();
        ctx.send(Effect::Search(SearchRequest::Speakers {
            ticket: self.ticket,
            filter: self.filter.clone(),
            limit: self.limit,
            is_new,
        }));
    }

    /// Takes in the speakers that match; those of another request are dropped.
    pub(super) fn take_speakers(&mut self, ticket: Ticket, quoted: SpeakersAnswer) {
        if self.ticket == ticket {
            self.set_answer(quoted);
        }
    }

    /// Updates the geometry, and requests more speakers where the end of those that are there comes near.
    pub(super) fn arrange(&mut self, ctx: &mut Ctx) {
        self.areas = areas::split_list(ctx.area);
        let height = self.areas.results.map_or(0, |pane| pane.body.height);
        self.height = usize::from(height);
        self.scroll_to_selection();
        if self.wants_more() {
            self.limit = self.limit.saturating_mul(2);
            self.request_speakers(false, ctx);
        }
    }

    /// Takes in a use of the mouse; returns `true` if the selected speaker is to be opened.
    pub(super) fn point(&mut self, mouse: Mouse) -> bool {
        let Some(pane) = self.areas.results else {
            return false;
        };
        match mouse.kind {
            MouseKind::ScrollUp => self.move_by(-1),
            MouseKind::ScrollDown => self.move_by(1),
            MouseKind::Click if pane.body.contains((mouse.column, mouse.row).into()) => {
                let number = self.top + usize::from(mouse.row - pane.body.y);
                if number == self.selected {
                    return true;
                }
                self.select(number);
            }
            MouseKind::Click | MouseKind::Drag => {}
        }
        false
    }

    /// Returns `true` if the selection comes near the end of those that are there, and there are more.
    fn wants_more(&self) -> bool {
        let is_near_end = self.selected + self.height >= self.speaker_rows().len();
        let fitting = self.quoted.as_ref().map_or(0, |quoted| quoted.fitting);
        is_near_end && self.speaker_rows().len() == self.limit && fitting > self.limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, aliases: &[&str]) -> SpeakerRow {
        SpeakerRow {
            name: Clean::new(name),
            kind: NameKind::Person,
            gender: None,
            aliases: aliases.iter().map(|name| Clean::new(name)).collect(),
            quotes: 1,
            articles: 1,
            first: None,
            last: None,
        }
    }

    #[test]
    fn more_are_wanted_near_the_end_of_those_that_are_there() {
        let mut screen = SpeakersScreen {
            height: 10,
            ..SpeakersScreen::default()
        };
        let speakers = vec![row("Oda Lund", &[]); FIRST];
        screen.set_answer(SpeakersAnswer {
            speakers,
            fitting: FIRST + 1,
            total: FIRST + 1,
            fault: None,
        });
        assert!(!screen.wants_more());
        screen.move_by(isize::MAX);
        assert!(screen.wants_more());
    }
}
