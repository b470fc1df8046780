//! Where the parts of an overlay are: docked under a card, on a sheet at the bottom, or in a box in the middle.

use ratatui::layout::Rect;

use super::overlay::{Overlay, OverlayKind};
use crate::article::TextRange;
use crate::text::wrap;

/// Lines below the entries that show the selected one whole.
const FOOTER: u16 = 6;
/// Lines of a box with few entries.
const LOWEST: u16 = 8;
/// Columns of a box with short entries, and of any box at the most.
const WIDTHS: (u16, u16) = (44, 96);
/// Columns and lines of the box in the corner in which themes are tried.
const CORNER: (u16, u16) = (60, 10);
/// Columns of a box around the entries: frame and margin.
const AROUND: u16 = 6;
/// Columns of the frame and the spaces inside it.
const FRAME: u16 = 4;
/// Columns before an entry, and between its two parts.
const ENTRY_LEAD: usize = 3;
const ENTRY_GAP: usize = 2;
/// The size of the screen from which on a box has a frame.
const FRAMED: (u16, u16) = (60, 14);
/// Lines of a sheet.
const SHEET: u16 = 12;
/// Lines of a sheet that show the quote, and one that is blank.
const SHEET_QUOTE: u16 = 3;
/// Columns before a reason, as before the name on a card.
const REASON_LEAD: u16 = 2;
/// Entries that are more worth than a line about all of them.
const LEAST_ENTRIES: u16 = 2;
/// Lines below a card that a dock needs.
const DOCK: u16 = 6;

/// Where the parts of an overlay are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverlayArea {
    /// All of it.
    pub outer: Rect,
    /// How it is placed.
    pub place: OverlayPlace,
    /// Where the quote's words are on a sheet; empty elsewhere.
    pub quote: Rect,
    /// The entries.
    pub entries: Rect,
    /// Where the selected entry is shown whole; empty when there is no room or need.
    pub footer: Rect,
}

impl OverlayArea {
    /// Gives the last rows of the entries to a text about all of them, where that leaves room for some.
    #[must_use]
    pub fn with_reach(self, reach: &str) -> Self {
        if !matches!(self.place, OverlayPlace::Docked | OverlayPlace::Sheet) {
            return self;
        }
        let lead = REASON_LEAD.min(self.entries.width);
        let columns = Rect {
            x: self.entries.x + lead,
            width: self.entries.width - lead,
            ..self.entries
        };
        let all = TextRange::new(0, reach.len());
        let width = usize::from(columns.width.max(1));
        let lines = wrap::wrap(reach, all, width, wrap::Options::default());
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let height = self.entries.height.saturating_sub(rows);
        if height < LEAST_ENTRIES {
            return self;
        }
        Self {
            entries: Rect {
                height,
                ..self.entries
            },
            footer: Rect {
                y: self.entries.y + height,
                height: rows,
                ..columns
            },
            ..self
        }
    }
}

/// How an overlay is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverlayPlace {
    /// Under the card it is about.
    Docked,
    /// At the bottom, over the page.
    Sheet,
    /// In the middle, with a frame.
    Framed,
    /// Over all of a small screen.
    Full,
}

/// Returns where an overlay is; `dock` is what is free under the card of the selected quote, if that is shown.
#[must_use]
pub fn overlay_area(screen: Rect, overlay: &Overlay, dock: Option<Rect>) -> OverlayArea {
    let (columns, rows) = FRAMED;
    let is_docked = overlay.kind.is_docked();
    if let Some(dock) = dock.filter(|dock| is_docked && dock.height >= DOCK) {
        return docked(dock);
    }
    if is_docked && screen.height > SHEET + 2 {
        return sheet(screen);
    }
    if screen.width >= columns && screen.height >= rows {
        framed(screen, overlay)
    } else {
        full(screen)
    }
}

/// Returns the columns of a note in a box that is as wide as it can be.
#[must_use]
pub fn widest_entry(screen: Rect) -> usize {
    let most = screen.width.saturating_sub(2).min(WIDTHS.1);
    usize::from(most).saturating_sub(usize::from(AROUND) + ENTRY_LEAD + 2)
}

/// Returns the columns that reasons are wrapped to: those of the names on a card, in the entries of their overlay.
#[must_use]
pub const fn reason_columns(entries: Rect) -> Rect {
    let lead = if entries.width < REASON_LEAD {
        entries.width
    } else {
        REASON_LEAD
    };
    Rect {
        x: entries.x + lead,
        width: entries.width.saturating_sub(REASON_LEAD + 1),
        ..entries
    }
}

fn docked(dock: Rect) -> OverlayArea {
    // A title and a rule are above the entries.
    let entries = Rect {
        y: dock.y + 2,
        height: dock.height - 2,
        ..dock
    };
    OverlayArea {
        outer: dock,
        place: OverlayPlace::Docked,
        quote: Rect::default(),
        entries,
        footer: Rect::default(),
    }
}

fn sheet(screen: Rect) -> OverlayArea {
    let outer = Rect {
        y: screen.bottom() - 1 - SHEET,
        height: SHEET,
        ..screen
    };
    let quote = Rect {
        y: outer.y + 1,
        height: SHEET_QUOTE - 1,
        ..outer
    };
    let entries = Rect {
        y: outer.y + 1 + SHEET_QUOTE,
        height: SHEET - 1 - SHEET_QUOTE,
        ..outer
    };
    OverlayArea {
        outer,
        place: OverlayPlace::Sheet,
        quote,
        entries,
        footer: Rect::default(),
    }
}

/// Returns a box as wide as its longest entry and as high as its entries, in the middle of the screen.
fn framed(screen: Rect, overlay: &Overlay) -> OverlayArea {
    let (least, most) = WIDTHS;
    let width = entry_columns(overlay)
        .saturating_add(AROUND)
        .clamp(least, most)
        .min(screen.width - 2);
    let footer = footer_lines(overlay, width - FRAME);
    let entries = u16::try_from(overlay.menu.entries()).unwrap_or(u16::MAX);
    let lines = entries.saturating_add(footer + 2);
    let height = lines.max(LOWEST).min(screen.height - 3);
    let outer = if overlay.previews_theme() {
        corner(screen)
    } else {
        Rect {
            x: screen.x + (screen.width - width) / 2,
            y: screen.y + (screen.height - 1 - height) / 2,
            width,
            height,
        }
    };
    let inner = Rect {
        x: outer.x + 2,
        y: outer.y + 1,
        width: outer.width - FRAME,
        height: outer.height - 2,
    };
    let footer = footer.min(inner.height / 3);
    let entries = Rect {
        height: inner.height - footer,
        ..inner
    };
    OverlayArea {
        outer,
        place: OverlayPlace::Framed,
        quote: Rect::default(),
        entries,
        footer: Rect {
            y: entries.bottom(),
            height: footer,
            ..inner
        },
    }
}

/// Returns a small box at the bottom right, which leaves most of the page to be seen.
fn corner(screen: Rect) -> Rect {
    let (columns, lines) = CORNER;
    let width = columns.min(screen.width - 2);
    let height = lines.min(screen.height - 3);
    Rect {
        x: screen.right() - width,
        y: screen.bottom() - 1 - height,
        width,
        height,
    }
}

/// Returns the lines that show the selected entry whole below the others; bookmarks need some only if one of them is cut.
fn footer_lines(overlay: &Overlay, columns: u16) -> u16 {
    let is_kept = overlay.kind == OverlayKind::Bookmarks;
    let room = usize::from(columns).saturating_sub(ENTRY_LEAD + ENTRY_GAP);
    if overlay.kind.has_footer() && !(is_kept && overlay.menu.widest().row <= room) {
        FOOTER
    } else {
        0
    }
}

/// Returns the columns of the widest entry; what is shown whole below the others may be cut.
fn entry_columns(overlay: &Overlay) -> u16 {
    let widest = overlay.menu.widest();
    if matches!(overlay.kind, OverlayKind::Problems | OverlayKind::Bookmarks) {
        return u16::MAX;
    }
    let detail = match widest.detail {
        0 => 0,
        detail => detail + ENTRY_GAP,
    };
    u16::try_from(ENTRY_LEAD + widest.text + detail).unwrap_or(u16::MAX)
}

/// Returns all of a small screen but the prompt's line, and that without the title.
fn full(screen: Rect) -> OverlayArea {
    let outer = Rect {
        height: screen.height - u16::from(screen.height > 1),
        ..screen
    };
    let title = u16::from(outer.height > 2);
    let entries = Rect {
        y: outer.y + title,
        height: outer.height - title,
        ..outer
    };
    OverlayArea {
        outer,
        place: OverlayPlace::Full,
        quote: Rect::default(),
        entries,
        footer: Rect {
            y: entries.bottom(),
            height: 0,
            ..entries
        },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::app::menu::MenuEntry;

    fn overlay(kind: OverlayKind) -> Overlay {
        Overlay::new(kind, vec![MenuEntry::row("Piet Halloran", "councillor"); 5])
    }

    #[rstest]
    #[case::a_short_list(OverlayKind::Sort, 140, 40, OverlayPlace::Framed)]
    #[case::on_a_small_screen(OverlayKind::Sort, 40, 12, OverlayPlace::Full)]
    #[case::about_a_quote_without_its_card(OverlayKind::Correct, 60, 20, OverlayPlace::Sheet)]
    #[case::about_a_quote_on_a_low_screen(OverlayKind::Why, 60, 13, OverlayPlace::Full)]
    fn an_overlay_has_a_place(
        #[case] kind: OverlayKind,
        #[case] width: u16,
        #[case] height: u16,
        #[case] place: OverlayPlace,
    ) {
        let screen = Rect::new(0, 0, width, height);
        assert_eq!(overlay_area(screen, &overlay(kind), None).place, place);
    }

    #[test]
    fn what_is_about_a_quote_is_docked_where_there_is_room() {
        let screen = Rect::new(0, 0, 140, 40);
        let dock = |height| Some(Rect::new(110, 39 - height, 30, height));
        let place = |dock| overlay_area(screen, &overlay(OverlayKind::Why), dock).place;
        assert_eq!(place(dock(20)), OverlayPlace::Docked);
        assert_eq!(place(dock(3)), OverlayPlace::Sheet);
    }

    proptest! {
        #[test]
        fn everything_lies_inside_the_screen(width in 0u16..300, height in 0u16..100, is_why: bool) {
            let kind = if is_why { OverlayKind::Why } else { OverlayKind::Help };
            let screen = Rect::new(0, 0, width, height);
            let area = overlay_area(screen, &overlay(kind), None);
            for part in [area.outer, area.entries] {
                prop_assert_eq!(part.intersection(screen), part);
            }
        }
    }
}
