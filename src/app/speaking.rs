//! The list of speakers: opening it, its filter, choosing rows, and saying who is the same person.

use super::ctx::Handled;
use super::effect::{Effect, SearchRequest};
use super::entries::people;
use super::motion::Motion;
use super::notice::StatusNotice;
use super::overlay::OverlayKind;
use super::prompt::Purpose;
use super::screen::Screen;
use super::search::acting::EVERYWHERE;
use super::{App, Handler};
use crate::input::Action;
use crate::library::state::{PersonDecision, StateChange};
use crate::people::Suggestion;
use crate::search::hits::SearchScope;
use crate::text::Clean;

/// The query for the quotes of those without a name.
const UNNAMED: &str = "is:unnamed";

/// What an action does in the list of speakers that concerns more than a movement.
const ACTIONS: [(Action, Handler); 13] = [
    (Action::Open, App::open_speaker),
    (Action::FocusRight, App::open_speaker),
    (Action::SpeakerPage, App::open_speaker),
    (Action::SelectRows, App::choose_speaker),
    (Action::SamePerson, App::decide_person),
    (Action::Find, App::filter_speakers),
    (Action::Filter, App::filter_speakers),
    (Action::StepOut, App::step_out_of_speakers),
    (Action::Cancel, App::step_out_of_speakers),
    (Action::FocusLeft, App::step_out_of_speakers),
    (Action::Quit, App::leave_speakers),
    (Action::SearchQuotes, |app| {
        app.start_search(SearchScope::Quotes);
    }),
    (Action::SearchStories, |app| {
        app.start_search(SearchScope::Stories);
    }),
];

impl App {
    pub(super) fn show_speakers(&mut self) {
        self.screens.show_speakers(&mut self.panes, &mut self.ctx);
        if let Some(speakers) = self.screens.speakers_mut() {
            speakers.request_speakers(true, &mut self.ctx);
        }
    }

    /// Does an action in the list of speakers, where all are either done or ignored unless they mean the same everywhere.
    pub(super) fn act_in_speakers(&mut self, action: Action) -> Handled {
        let Screen::Speakers(speakers) = self.screens.shown_mut() else {
            return Handled::No;
        };
        let action = if action == Action::PageDownOrNext {
            Action::PageDown
        } else {
            action
        };
        if let Some(motion) = Motion::from_action(action, self.ctx.repeat_count()) {
            speakers.move_by(motion.to_rows(speakers.page_size()));
            return Handled::Yes;
        }
        if let Some((_, act)) = ACTIONS.iter().find(|(known, _)| *known == action) {
            act(self);
            return Handled::Yes;
        }
        if EVERYWHERE.contains(&action) {
            Handled::No
        } else {
            Handled::Yes
        }
    }

    /// Opens the line that filters the speakers, with what was typed before.
    fn filter_speakers(&mut self) {
        if let Some(speakers) = self.screens.speakers() {
            let filter = speakers.filter().to_owned();
            self.open_prompt(Purpose::Speakers, &filter);
        }
    }

    /// Shows all speakers again.
    pub(super) fn clear_speaker_filter(&mut self) {
        if let Some(speakers) = self.screens.speakers_mut() {
            speakers.set_filter("", &mut self.ctx);
        }
    }

    fn choose_speaker(&mut self) {
        if let Some(speakers) = self.screens.speakers_mut() {
            speakers.toggle_chosen();
        }
    }

    /// Steps out of chosen rows, the filter, the list.
    fn step_out_of_speakers(&mut self) {
        let Some(speakers) = self.screens.speakers_mut() else {
            return;
        };
        if speakers.clear_chosen() {
            return;
        }
        if speakers.filter().is_empty() {
            self.leave_speakers();
        } else {
            self.clear_speaker_filter();
        }
    }

    /// Shows the page of the selected speaker, or the quotes of those without a name.
    pub(super) fn open_speaker(&mut self) {
        let Some(speakers) = self.screens.speakers() else {
            return;
        };
        match speakers.selected_names().as_deref() {
            Some([name, ..]) => self.show_page(name),
            Some([]) | None if speakers.selected_row().is_some() => {
                self.search_for(SearchScope::Quotes, UNNAMED);
            }
            Some([]) | None => {}
        }
    }

    pub(super) fn leave_speakers(&mut self) {
        self.screens.leave_speakers(&mut self.panes, &mut self.ctx);
    }

    /// Joins the chosen speakers, or offers who may be the same as the selected one.
    fn decide_person(&mut self) {
        let Some(speakers) = self.screens.speakers_mut() else {
            return;
        };
        let chosen = speakers.chosen_names();
        if let [first, rest @ ..] = chosen.as_slice()
            && !rest.is_empty()
        {
            let joined = rest.iter();
            let joined = joined.map(|name| PersonDecision::new(first, name, true));
            let change = StateChange::DecidePersons(joined.collect());
            speakers.clear_chosen();
            self.ctx.save(change);
            return;
        }
        if let Some(names) = speakers.selected_names() {
            self.request_suggestions(names);
        } else {
            let text = "Those without a name are different people in each article";
            self.ctx.notice = Some(StatusNotice::warning(text));
        }
    }

    /// Requests who may be the same as a person; an overlay opens when that is known.
    pub(super) fn request_suggestions(&mut self, names: Vec<Clean>) {
        let request = SearchRequest::Suggestions { names };
        self.request_overlay(OverlayKind::SamePerson, Effect::Search(request));
    }

    /// Takes in who may be the same as a person.
    pub(super) fn take_suggestions(&mut self, names: &[Clean], suggestions: &[Suggestion]) {
        let entries = people::same_person_entries(names, suggestions);
        self.take_entries(OverlayKind::SamePerson, entries);
    }
}
