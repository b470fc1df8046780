//! The screen of speakers: everyone who is quoted, filtered as the reader types.

use crate::people::NameKind;
use crate::search::index::SpeakerRow;

use super::ctx::Ctx;
use super::effect::{Effect, SearchRequest};
use super::event::{Mouse, MouseKind, SpeakersAnswer, Ticket};
use super::search::areas::{self, SearchAreas};
use super::search::said_clause;

/// Speakers that are asked for at first; each time their end is reached, twice as many.
const FIRST: usize = 500;

/// The screen of speakers.
#[derive(Debug)]
pub struct SpeakersScreen {
    filter: String,
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

    /// Takes those in who fit; the selection stays where it is.
    fn set_answer(&mut self, quoted: SpeakersAnswer) {
        self.quoted = Some(quoted);
        self.select(self.selected);
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
            MouseKind::Click => {}
        }
        false
    }

    /// Returns the query for the selected speaker's quotes; `None` for those without a name.
    pub(super) fn selected_query(&self) -> Option<String> {
        self.selected_row().and_then(quotes_of)
    }

    /// Returns `true` if the selection comes near the end of those that are there, and there are more.
    fn wants_more(&self) -> bool {
        let is_near_end = self.selected + self.height >= self.speaker_rows().len();
        let fitting = self.quoted.as_ref().map_or(0, |quoted| quoted.fitting);
        is_near_end && self.speaker_rows().len() == self.limit && fitting > self.limit
    }
}

/// Returns the query for somebody's quotes; `None` for all who have no name.
fn quotes_of(row: &SpeakerRow) -> Option<String> {
    // A whole name finds the person under all names.
    (row.kind != NameKind::Description).then(|| said_clause(&row.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Clean;

    fn row(name: &str, aliases: &[&str]) -> SpeakerRow {
        SpeakerRow {
            name: Clean::new(name),
            kind: NameKind::Person,
            aliases: aliases.iter().map(|name| Clean::new(name)).collect(),
            quotes: 1,
            articles: 1,
            first: None,
            last: None,
        }
    }

    #[test]
    fn a_speaker_is_searched_by_the_whole_name_and_those_without_one_are_not() {
        let named = row("Oda Lund", &["Lund"]);
        assert_eq!(quotes_of(&named).as_deref(), Some("said:=\"Oda Lund\""));
        let unnamed = SpeakerRow {
            kind: NameKind::Description,
            ..named
        };
        assert_eq!(quotes_of(&unnamed), None);
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
