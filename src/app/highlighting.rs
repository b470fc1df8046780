//! What keys do while a passage of the open article is being selected.

use super::ctx::{Ctx, Handled, PartHandler};
use super::notice::StatusNotice;
use super::panes::{Focus, Panes};
use super::reading::ReadingPane;
use super::reading::units::TextUnit;
use crate::input::Action;

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
const ENDING: [(Action, PartHandler<Panes>); 4] = [
    (Action::Bookmark, |panes, ctx| {
        let change = panes.toggled_quote_bookmark(ctx);
        if let Some(change) = change {
            ctx.save(change);
        }
    }),
    (Action::Copy, |panes, ctx| panes.copy(Focus::Quotes, ctx)),
    (Action::StepOut, |_, _| {}),
    (Action::Quit, |_, _| {}),
];

/// What can be done while a passage stays selected.
const BESIDE: [Action; 17] = [
    Action::Correct,
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

impl Panes {
    /// Returns `true` if a passage is being selected in the reading pane.
    pub(super) fn is_highlighting(&self) -> bool {
        let reading = self.reading.as_ref();
        self.focus == Focus::Reading && reading.is_some_and(ReadingPane::is_highlighting)
    }

    /// Begins to select a passage at the place read.
    pub(super) fn begin_highlight(&mut self, ctx: &mut Ctx) {
        match &mut self.reading {
            Some(reading) if reading.is_loaded() => {
                reading.begin_highlight();
                self.enter_article();
            }
            Some(_) | None => {
                ctx.notice = Some(StatusNotice::warning("Open an article first"));
            }
        }
    }

    /// Does an action with the passage that is being selected; what has nothing to do with it ends the selection.
    pub(super) fn act_on_highlight(&mut self, action: Action, ctx: &mut Ctx) -> Handled {
        if BESIDE.contains(&action) {
            return Handled::No;
        }
        let times = ctx.repeat_count();
        let Some(reading) = &mut self.reading else {
            return Handled::No;
        };
        if let Some((_, extend)) = EXTENDING.iter().find(|(known, _)| *known == action) {
            extend(reading, times);
            return Handled::Yes;
        }
        if let Some((_, unit, name)) = TAKING.iter().find(|(known, ..)| *known == action) {
            if !reading.take_unit(*unit) {
                ctx.notice = Some(StatusNotice::quiet(&format!("No {name} here")));
            }
            return Handled::Yes;
        }
        // Whatever else means what it means without a passage.
        let ending = ENDING.iter().find(|(known, _)| *known == action);
        if let Some((_, act)) = ending {
            act(self, ctx);
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
        if let Some(reading) = &mut self.reading {
            reading.end_highlight();
        }
    }
}
