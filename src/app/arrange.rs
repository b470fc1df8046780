//! Where the parts of a pane or an overlay are, as functions of its area.

use ratatui::layout::Rect;

use super::overlay::Overlay;

/// Columns before the text, where the selected quote is marked.
const GUTTER: u16 = 2;
/// Columns after the text: a space, the places, the scrollbar.
const BAR: u16 = 3;
/// From this width on there are gutter and scrollbar.
const ROOMY: u16 = 24;
/// From this height on a row of a narrow list has its details on a second line.
const TALL: u16 = 10;
/// Lines below the entries that show the selected one whole.
const FOOTER: u16 = 6;
/// Lines of an overlay with few entries.
const LOWEST: u16 = 10;
/// From this width on a row of the list has title and details on one line.
const TABLE: u16 = 90;

/// Where the parts of the reading pane's body are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextArea {
    /// The text.
    pub text: Rect,
    /// The columns of the scrollbar and the places on it, if there is room.
    pub bar: Option<Rect>,
}

/// Returns where the text is in the body of the reading pane: no wider than the measure, in the middle.
#[must_use]
pub fn text_area(body: Rect, measure: u16) -> TextArea {
    if body.width < ROOMY {
        return TextArea {
            text: body,
            bar: None,
        };
    }
    let room = body.width - GUTTER - BAR;
    let width = room.min(measure.max(1));
    let text = Rect {
        x: body.x + GUTTER + (room - width) / 2,
        width,
        ..body
    };
    let bar = Rect {
        x: body.right() - 2,
        width: 2,
        ..body
    };
    TextArea {
        text,
        bar: Some(bar),
    }
}

/// Where the parts of an overlay are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverlayArea {
    /// All of it.
    pub outer: Rect,
    /// Whether there is room for a frame around it.
    pub has_frame: bool,
    /// The entries.
    pub entries: Rect,
    /// Where the selected entry is shown whole; empty when there is no room or need.
    pub footer: Rect,
}

/// Returns where an overlay is: as high as its entries ask for, all of a small screen but the prompt's line.
#[must_use]
pub fn overlay_area(screen: Rect, overlay: &Overlay) -> OverlayArea {
    let has_frame = screen.width >= 60 && screen.height >= 14;
    let footer = if overlay.kind.has_footer() && has_frame {
        FOOTER
    } else {
        0
    };
    let (outer, inner) = if has_frame {
        let entries = u16::try_from(overlay.menu.entries()).unwrap_or(u16::MAX);
        framed(screen, entries.saturating_add(footer + 2))
    } else {
        unframed(screen)
    };
    let footer = footer.min(inner.height / 3);
    let entries = Rect {
        height: inner.height - footer,
        ..inner
    };
    OverlayArea {
        outer,
        has_frame,
        entries,
        footer: Rect {
            y: entries.bottom(),
            height: footer,
            ..inner
        },
    }
}

/// Returns the frame of an overlay that asks for so many lines, and what is inside it.
fn framed(screen: Rect, lines: u16) -> (Rect, Rect) {
    let width = (screen.width - 8).min(100);
    let outer = Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + 1,
        width,
        height: lines.max(LOWEST).min(screen.height - 3),
    };
    let inner = Rect {
        x: outer.x + 2,
        y: outer.y + 1,
        width: outer.width - 4,
        height: outer.height - 2,
    };
    (outer, inner)
}

/// Returns all of a small screen but the prompt's line, and that without the title.
fn unframed(screen: Rect) -> (Rect, Rect) {
    let outer = Rect {
        height: screen.height - u16::from(screen.height > 1),
        ..screen
    };
    let title = u16::from(outer.height > 2);
    let inner = Rect {
        y: outer.y + title,
        height: outer.height - title,
        ..outer
    };
    (outer, inner)
}

/// Returns how many lines a row of the list takes in the body of its pane.
pub(super) const fn row_height(body: Rect) -> usize {
    if body.height < TALL || body.width >= TABLE {
        1
    } else {
        2
    }
}

/// Returns the width of a quote's words in the body of the sidebar.
pub(super) const fn card_width(body: Rect) -> u16 {
    body.width.saturating_sub(GUTTER + 1)
}
