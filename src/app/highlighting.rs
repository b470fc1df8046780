//! What keys do while a passage of the open article is being selected.

use super::ctx::Handled;
use super::entries::quotes;
use super::notice::StatusNotice;
use super::overlay::OverlayKind;
use super::panes::Focus;
use super::reading::ReadingPane;
use super::reading::units::TextUnit;
use super::{App, Handler};
use crate::input::Action;
use crate::library::state::{Correction, QuoteCorrection, StateChange};

/// Changes the passage, so many times.
type Extend = fn(&mut ReadingPane, isize);

/// How an action changes the passage.
const EXTENDING: [(Action, Extend); 11] = [
    (Action::NextCharacter, |reading, times| {
        reading.extend_highlight(TextUnit::Character, times);
    }),
    (Action::PreviousCharacter, |reading, times| {
        reading.extend_highlight(TextUnit::Character, -times);
    }),
    (Action::NextWord, |reading, times| {
        reading.extend_highlight(TextUnit::Word, times);
    }),
    (Action::PreviousWord, |reading, times| {
        reading.extend_highlight(TextUnit::Word, -times);
    }),
    (Action::NextParagraph, |reading, times| {
        reading.extend_highlight(TextUnit::Paragraph, times);
    }),
    (Action::PreviousParagraph, |reading, times| {
        reading.extend_highlight(TextUnit::Paragraph, -times);
    }),
    (Action::MoveDown, ReadingPane::extend_by_lines),
    (Action::MoveUp, |reading, times| {
        reading.extend_by_lines(-times);
    }),
    (Action::LineStart, |reading, _| {
        reading.extend_to_line_end(true);
    }),
    (Action::LineEnd, |reading, _| {
        reading.extend_to_line_end(false);
    }),
    (Action::Highlight, |reading, _| {
        reading.begin_highlight_again();
    }),
];

/// What an action takes whole, and what there may be none of.
const TAKING: [(Action, TextUnit, &str); 3] = [
    (Action::TakeSentence, TextUnit::Sentence, "sentence"),
    (Action::TakeParagraph, TextUnit::Paragraph, "paragraph"),
    (Action::TakeQuote, TextUnit::Quote, "quote or highlight"),
];

/// What is done with the passage, which is no longer selected then.
const ENDING: [(Action, Handler); 4] = [
    (Action::Bookmark, App::toggle_bookmark),
    (Action::Copy, |app| {
        app.panes.copy(Focus::Quotes, &mut app.ctx);
    }),
    (Action::StepOut, |_| {}),
    (Action::Quit, |_| {}),
];

/// What can be done while a passage stays selected.
const BESIDE: [Action; 16] = [
    Action::SearchSelection,
    Action::SearchQuotes,
    Action::SearchStories,
    Action::HalfPageDown,
    Action::HalfPageUp,
    Action::PageDown,
    Action::PageUp,
    Action::Note,
    Action::Tags,
    Action::CopyAs,
    Action::Pipe,
    Action::Help,
    Action::Palette,
    Action::Redraw,
    Action::Suspend,
    Action::Zoom,
];

impl App {
    /// Returns `true` if a passage is being selected in the reading pane.
    pub(super) fn is_highlighting(&self) -> bool {
        let reading = self.panes.reading.as_ref();
        self.screens.shows_panes()
            && self.panes.focus == Focus::Reading
            && reading.is_some_and(ReadingPane::is_highlighting)
    }

    /// Begins to select a passage at the place read.
    pub(super) fn begin_highlight(&mut self) {
        if !self.screens.shows_panes() {
            return;
        }
        match &mut self.panes.reading {
            Some(reading) if reading.is_loaded() => {
                reading.begin_highlight();
                self.panes.enter_article();
            }
            Some(_) | None => {
                self.ctx.notice = Some(StatusNotice::warning("Open an article first"));
            }
        }
    }

    /// Does an action with the passage that is being selected; what has nothing to do with it ends the selection.
    pub(super) fn act_on_highlight(&mut self, action: Action) -> Handled {
        if BESIDE.contains(&action) {
            return Handled::No;
        }
        let times = self.ctx.repeat_count();
        let Some(reading) = &mut self.panes.reading else {
            return Handled::No;
        };
        if let Some((_, extend)) = EXTENDING.iter().find(|(known, _)| *known == action) {
            extend(reading, times);
            return Handled::Yes;
        }
        if let Some((_, unit, name)) = TAKING.iter().find(|(known, ..)| *known == action) {
            if !reading.take_unit(*unit) {
                self.ctx.notice = Some(StatusNotice::quiet(&format!("No {name} here")));
            }
            return Handled::Yes;
        }
        if action == Action::Correct {
            self.ask_speaker();
            return Handled::Yes;
        }
        // Whatever else means what it means without a passage.
        let ending = ENDING.iter().find(|(known, _)| *known == action);
        if let Some((_, act)) = ending {
            act(self);
        }
        self.end_highlight();
        if ending.is_some() {
            Handled::Yes
        } else {
            Handled::No
        }
    }

    /// Ends the selection of a passage.
    pub(super) fn end_highlight(&mut self) {
        if let Some(reading) = &mut self.panes.reading {
            reading.end_highlight();
        }
    }

    /// Asks who said the passage; of one that is a quote, as always.
    fn ask_speaker(&mut self) {
        let Some(reading) = &mut self.panes.reading else {
            return;
        };
        if let Some(number) = reading.highlighted_quote() {
            reading.end_highlight();
            reading.select_quote(number);
            self.show_corrections();
            return;
        }
        let entries = quotes::passage_entries(reading);
        self.reaches = super::CorrectionReaches::default();
        self.open_overlay(OverlayKind::Correct, entries);
    }

    /// Makes a quote of the passage that is being selected; returns `false` if none is.
    pub(super) fn say_passage(&mut self, correction: &Correction) -> bool {
        if !self.is_highlighting() {
            return false;
        }
        let reading = self.panes.reading.as_ref();
        let passage = reading.and_then(|reading| {
            Some(QuoteCorrection {
                article: self.panes.kept_story(reading.row()).article,
                quote: reading.kept_highlight()?,
                correction: correction.clone(),
            })
        });
        if let Some(passage) = passage {
            self.ctx.save(StateChange::Correct(vec![passage]));
        }
        self.end_highlight();
        true
    }
}
