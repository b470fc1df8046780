//! Where the parts of a pane are, as functions of its area.

use ratatui::layout::Rect;

use super::list::{ListShape, RowForm};
use super::panes::areas::{AIRY_FROM, AROUND_TEXT};

/// Columns before the text: the mark of the selected quote, and a quotation mark that hangs.
const GUTTER: u16 = 2;
/// From this width on there are gutter and scrollbar.
const ROOMY: u16 = 24;
/// From this width of the text on, quotation marks hang before it.
const HANGING: u16 = 6;
/// From this height on a row of a narrow list has its facts on a line below the title.
const TALL: u16 = 10;
/// From this width on a row of the list has title and details on one line.
const TABLE: u16 = 60;

/// Where the parts of the reading pane's body are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextArea {
    /// The text.
    pub text: Rect,
    /// The column of the scrollbar, if there is room.
    pub bar: Option<Rect>,
}

/// Returns `true` if a quotation mark that begins a line hangs before a text of so many columns.
#[must_use]
pub const fn hangs_marks(width: usize) -> bool {
    width >= HANGING as usize
}

/// Returns where the text is in the body of the reading pane: no wider than the measure, in the middle.
#[must_use]
pub fn text_area(body: Rect, measure: u16) -> TextArea {
    if body.width < ROOMY {
        return narrow_text_area(body);
    }
    let room = body.width - AROUND_TEXT;
    let width = room.min(measure.max(1));
    let text = Rect {
        x: body.x + GUTTER + (room - width) / 2,
        width,
        ..body
    };
    let bar = Rect {
        x: body.right() - 1,
        width: 1,
        ..body
    };
    TextArea {
        text,
        bar: Some(bar),
    }
}

/// Returns where the text is without a scrollbar: in all of the pane but the column of a hanging mark.
fn narrow_text_area(body: Rect) -> TextArea {
    let hang = u16::from(body.width > HANGING);
    let text = Rect {
        x: body.x + hang,
        width: (body.width - hang).min(if hang > 0 { u16::MAX } else { HANGING - 1 }),
        ..body
    };
    TextArea { text, bar: None }
}

/// Returns how the rows of the list are laid out in the body of its pane.
pub(super) fn list_shape(body: Rect, screen: Rect, title_lines: usize) -> ListShape {
    let form = if body.width >= TABLE {
        RowForm::Table
    } else if body.height < TALL {
        RowForm::Title
    } else {
        RowForm::Card(title_lines.max(1))
    };
    ListShape {
        width: usize::from(body.width),
        height: usize::from(body.height),
        form,
        has_gaps: screen.height >= AIRY_FROM,
    }
}

/// Returns the width of a quote's words in the body of the sidebar.
pub(super) const fn card_width(body: Rect) -> u16 {
    // A space follows the words.
    body.width.saturating_sub(GUTTER + 1)
}
