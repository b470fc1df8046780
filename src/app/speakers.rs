//! The screen of speakers: everyone who is quoted, filtered as the reader types.

use crate::search::hits::Scope;
use crate::search::index::SpeakerRow;

use super::App;
use super::effect::{Effect, SearchRequest};
use super::event::{Mouse, MouseKind, Quoted, Ticket};
use super::prompt::{Prompt, Purpose};
use super::search::areas;
use super::search::said;
use super::shown::Shown;

/// Speakers that are asked for at first; each time their end is reached, twice as many.
const FIRST: usize = 500;

/// The screen of speakers.
#[derive(Debug)]
pub struct SpeakersScreen {
    filter: String,
    quoted: Option<Quoted>,
    ticket: Ticket,
    limit: usize,
    selected: usize,
    top: usize,
    height: usize,
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
        }
    }
}

impl SpeakersScreen {
    /// Returns who fits, once that is known.
    #[must_use]
    pub const fn quoted(&self) -> Option<&Quoted> {
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
        self.rows().get(self.selected)
    }

    /// Returns the speakers on the screen, and whether each is the selected one.
    pub fn visible(&self) -> impl Iterator<Item = (&SpeakerRow, bool)> {
        let seen = self.rows().iter().enumerate();
        let seen = seen.skip(self.top).take(self.height);
        seen.map(|(number, row)| (row, number == self.selected))
    }

    /// Moves the selection, within those that are there.
    pub fn move_by(&mut self, by: isize) {
        self.select(self.selected.saturating_add_signed(by));
    }

    fn select(&mut self, number: usize) {
        self.selected = number.min(self.rows().len().saturating_sub(1));
        self.settle();
    }

    fn rows(&self) -> &[SpeakerRow] {
        self.quoted
            .as_ref()
            .map_or(&[], |quoted| quoted.speakers.as_slice())
    }

    /// Takes those in who fit; the selection stays where it is.
    fn take(&mut self, quoted: Quoted) {
        self.quoted = Some(quoted);
        self.select(self.selected);
    }

    fn settle(&mut self) {
        let first = (self.selected + 1).saturating_sub(self.height.max(1));
        self.top = self.top.clamp(first, self.selected.max(first));
    }

    /// Says whether the selection comes near the end of those that are there, and there are more.
    fn wants_more(&self) -> bool {
        let is_near_end = self.selected + self.height >= self.rows().len();
        let fitting = self.quoted.as_ref().map_or(0, |quoted| quoted.fitting);
        is_near_end && self.rows().len() == self.limit && fitting > self.limit
    }
}

impl App {
    /// Shows everyone who is quoted.
    pub(super) fn show_speakers(&mut self) {
        self.leave_panes(Shown::Speakers);
        self.search = None;
        self.speakers = Some(Box::default());
        self.ask_speakers(true);
        self.come_back_to_speakers();
    }

    /// Shows the screen of speakers again as it was.
    pub(super) fn come_back_to_speakers(&mut self) {
        if let Some(speakers) = &self.speakers {
            self.shown = Shown::Speakers;
            self.prompt = Some(Prompt::new(Purpose::Speakers, &speakers.filter));
        }
    }

    pub(super) fn filter_speakers(&mut self, filter: &str) {
        if let Some(speakers) = &mut self.speakers {
            filter.clone_into(&mut speakers.filter);
            (speakers.selected, speakers.top, speakers.limit) = (0, 0, FIRST);
            self.ask_speakers(false);
        }
    }

    /// Shows the quotes of the selected speaker, the newest first.
    pub(super) fn open_speaker(&mut self) {
        let query = self
            .speakers
            .as_ref()
            .and_then(|speakers| speakers.selected_row().map(quotes_of));
        match query {
            Some(query) => self.search_for(Scope::Quotes, &query),
            None => self.come_back_to_speakers(),
        }
    }

    pub(super) fn leave_speakers(&mut self) {
        self.speakers = None;
        self.come_back_to_panes();
    }

    pub(super) fn take_speakers(&mut self, ticket: Ticket, quoted: Quoted) {
        let awaiting = |speakers: &&mut Box<SpeakersScreen>| speakers.ticket == ticket;
        if let Some(speakers) = self.speakers.as_mut().filter(awaiting) {
            speakers.take(quoted);
        }
    }

    /// Asks for the speakers again, since there may be others by now.
    pub(super) fn ask_speakers_again(&mut self) {
        if self.shown == Shown::Speakers {
            self.ask_speakers(true);
        }
    }

    pub(super) fn arrange_speakers(&mut self) {
        let areas = areas::split_list(self.screen);
        self.search_areas = areas;
        self.areas = super::panes::PaneAreas {
            status: areas.status,
            ..super::panes::PaneAreas::default()
        };
        let Some(speakers) = &mut self.speakers else {
            return;
        };
        let height = areas.results.map_or(0, |pane| pane.body.height);
        speakers.height = usize::from(height);
        speakers.settle();
        if speakers.wants_more() {
            speakers.limit = speakers.limit.saturating_mul(2);
            self.ask_speakers(false);
        }
    }

    pub(super) fn point_at_speakers(&mut self, mouse: Mouse) {
        if self.overlay.is_some() {
            return;
        }
        let Some(pane) = self.search_areas.results else {
            return;
        };
        let Some(speakers) = &mut self.speakers else {
            return;
        };
        match mouse.kind {
            MouseKind::ScrollUp => speakers.move_by(-1),
            MouseKind::ScrollDown => speakers.move_by(1),
            MouseKind::Click if pane.body.contains((mouse.column, mouse.row).into()) => {
                let number = speakers.top + usize::from(mouse.row - pane.body.y);
                if number == speakers.selected {
                    self.open_speaker();
                } else {
                    speakers.select(number);
                }
            }
            MouseKind::Click => {}
        }
    }

    fn ask_speakers(&mut self, is_new: bool) {
        let ticket = self.next_ticket();
        let Some(speakers) = &mut self.speakers else {
            return;
        };
        speakers.ticket = ticket;
        let (filter, limit) = (speakers.filter.clone(), speakers.limit);
        self.send(Effect::Search(SearchRequest::Speakers {
            ticket,
            filter,
            limit,
            is_new,
        }));
    }
}

/// Returns the query for somebody's quotes, under each of their names.
fn quotes_of(row: &SpeakerRow) -> String {
    let names = std::iter::once(&row.name).chain(&row.aliases);
    let names: Vec<String> = names.map(|name| said(name)).collect();
    match names.as_slice() {
        [name] => name.clone(),
        names => format!("({})", names.join(" OR ")),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::text::Clean;

    fn row(name: &str, aliases: &[&str]) -> SpeakerRow {
        SpeakerRow {
            name: Clean::new(name),
            aliases: aliases.iter().map(|name| Clean::new(name)).collect(),
            quotes: 1,
            articles: 1,
            first: None,
            last: None,
        }
    }

    #[rstest]
    #[case::one_name(&[], "said:=\"Oda Lund\"")]
    #[case::a_short_name(&["Lund"], "(said:=\"Oda Lund\" OR said:=\"Lund\")")]
    #[case::full_names(&["Mayor Lund"], "(said:=\"Oda Lund\" OR said:=\"Mayor Lund\")")]
    fn a_speaker_is_searched_under_all_names(#[case] aliases: &[&str], #[case] query: &str) {
        assert_eq!(quotes_of(&row("Oda Lund", aliases)), query);
    }

    #[test]
    fn more_are_wanted_near_the_end_of_those_that_are_there() {
        let mut screen = SpeakersScreen {
            height: 10,
            ..SpeakersScreen::default()
        };
        let speakers = vec![row("Oda Lund", &[]); FIRST];
        screen.take(Quoted {
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
