//! The list of speakers: opening it, its filter, choosing rows, and saying who is the same person.

use super::ctx::{Ctx, Handled};
use super::effect::{Effect, SearchRequest};
use super::motion::Motion;
use super::notice::StatusNotice;
use super::overlay::OverlayKind;
use super::panes::Panes;
use super::prompt::Purpose;
use super::screen::{Screen, ScreenHandler, Screens};
use super::search::acting::EVERYWHERE;
use crate::input::{Action, Context};
use crate::library::state::{PersonDecision, StateChange};
use crate::search::hits::SearchScope;
use crate::text::Clean;

/// The query for the quotes of those without a name.
const UNNAMED: &str = "is:unnamed";

/// What an action does in the list of speakers that concerns more than a movement.
const ACTIONS: [(Action, ScreenHandler); 13] = [
    (Action::Open, Screens::open_speaker),
    (Action::FocusRight, Screens::open_speaker),
    (Action::SpeakerPage, Screens::open_speaker),
    (Action::SelectRows, |screens, _, ctx| {
        screens.choose_speaker(ctx);
    }),
    (Action::SamePerson, |screens, _, ctx| {
        screens.decide_person(ctx);
    }),
    (Action::Find, |screens, _, ctx| screens.filter_speakers(ctx)),
    (Action::Filter, |screens, _, ctx| {
        screens.filter_speakers(ctx);
    }),
    (Action::StepOut, Screens::step_out_of_speakers),
    (Action::Cancel, Screens::step_out_of_speakers),
    (Action::FocusLeft, Screens::step_out_of_speakers),
    (Action::Quit, Screens::drop_speakers),
    (Action::SearchQuotes, |screens, panes, ctx| {
        screens.start_search(SearchScope::Quotes, panes, ctx);
    }),
    (Action::SearchStories, |screens, panes, ctx| {
        screens.start_search(SearchScope::Stories, panes, ctx);
    }),
];

impl Screens {
    pub(super) fn show_speakers(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        self.show_speaker_list(panes, ctx);
        if let Some(speakers) = self.speakers_mut() {
            speakers.request_speakers(true, ctx);
        }
    }

    /// Does an action in the list of speakers, where those are ignored that mean nothing to it.
    pub(super) fn act_in_speakers(
        &mut self,
        action: Action,
        panes: &mut Panes,
        ctx: &mut Ctx,
    ) -> Handled {
        let Screen::Speakers(speakers) = self.shown_mut() else {
            return Handled::No;
        };
        let action = if action == Action::PageDownOrNext {
            Action::PageDown
        } else {
            action
        };
        if let Some(motion) = Motion::from_action(action, ctx.repeat_count()) {
            speakers.move_by(motion.to_rows(speakers.page_size()));
            return Handled::Yes;
        }
        if let Some((_, act)) = ACTIONS.iter().find(|(known, _)| *known == action) {
            act(self, panes, ctx);
            return Handled::Yes;
        }
        if EVERYWHERE.contains(&action) {
            Handled::No
        } else {
            Handled::Ignored
        }
    }

    /// Opens the line that filters the speakers, with what was typed before.
    fn filter_speakers(&mut self, ctx: &mut Ctx) {
        if let Some(speakers) = self.speakers() {
            let filter = speakers.filter().to_owned();
            ctx.open_prompt(Purpose::Speakers, &filter);
        }
    }

    /// Shows all speakers again.
    pub(super) fn clear_speaker_filter(&mut self, ctx: &mut Ctx) {
        if let Some(speakers) = self.speakers_mut() {
            speakers.set_filter("", ctx);
        }
    }

    fn choose_speaker(&mut self, ctx: &mut Ctx) {
        if let Some(speakers) = self.speakers_mut() {
            speakers.toggle_chosen();
            let chosen = speakers.chosen_names().len();
            ctx.notice = Some(StatusNotice::chosen(
                chosen,
                "speaker",
                &ctx.settings.keymap,
                Context::Speakers,
            ));
        }
    }

    /// Steps out of chosen rows, the filter, the list.
    fn step_out_of_speakers(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        let Some(speakers) = self.speakers_mut() else {
            return;
        };
        if speakers.clear_chosen() {
            return;
        }
        if speakers.filter().is_empty() {
            self.drop_speakers(panes, ctx);
        } else {
            self.clear_speaker_filter(ctx);
        }
    }

    /// Shows the page of the selected speaker, or the quotes of those without a name.
    pub(super) fn open_speaker(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        let Some(speakers) = self.speakers() else {
            return;
        };
        match speakers.selected_names().as_deref() {
            Some([name, ..]) => self.show_page(name, panes, ctx),
            Some([]) | None if speakers.selected_row().is_some() => {
                self.search_for(SearchScope::Quotes, UNNAMED, panes, ctx);
            }
            Some([]) | None => {}
        }
    }

    /// Joins the chosen speakers, or offers who may be the same as the selected one.
    fn decide_person(&mut self, ctx: &mut Ctx) {
        let Some(speakers) = self.speakers_mut() else {
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
            ctx.save(change);
            return;
        }
        if let Some(names) = speakers.selected_names() {
            request_suggestions(names, ctx);
        } else {
            let text = "Those without a name are different people in each article";
            ctx.notice = Some(StatusNotice::warning(text));
        }
    }
}

/// Requests who may be the same as a person; an overlay opens when that is known.
pub(super) fn request_suggestions(names: Vec<Clean>, ctx: &mut Ctx) {
    let request = SearchRequest::Suggestions { names };
    ctx.request_overlay(OverlayKind::SamePerson, Effect::Search(request));
}
