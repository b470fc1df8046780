//! Where the panes are: a function of the screen's size, the measure and the focus.
//!
//! The text gets its measure before the panes beside it get more than they need: see [`split_panes`].

use ratatui::layout::Rect;

/// From this width on, all three panes are side by side.
pub(in crate::app) const WIDE: u16 = 120;
/// From this width on, two panes are side by side.
pub(in crate::app) const MEDIUM: u16 = 80;
/// From this height on, each pane has a header line.
const HEADER_FROM: u16 = 6;
/// From this height of the screen on, a blank row is under the header.
pub(in crate::app) const AIRY_FROM: u16 = 30;
/// Columns of the reading pane beside the text: the selected quote's mark, a hanging mark, a space, the scrollbar.
pub(in crate::app) const AROUND_TEXT: u16 = 4;
/// The text that has the quotes beside it has at least so many columns.
const LEAST_TEXT: u16 = 60;
/// The widths of the list and of the quotes: with all three panes, with two, and at the most.
const LIST: (u16, u16, u16) = (29, 30, 46);
const QUOTES: (u16, u16, u16) = (26, 28, 40);
/// From this height on, there is a status line.
const STATUS_FROM: u16 = 3;

/// The pane that gets the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Focus {
    /// The list of articles.
    #[default]
    List,
    /// The open article.
    Reading,
    /// The quote sidebar.
    Quotes,
}

/// What decides the geometry, apart from the size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Arrangement {
    /// The pane with the focus: always shown.
    pub focus: Focus,
    /// Whether it is alone.
    pub is_zoomed: bool,
    /// The width of the text in columns.
    pub measure: u16,
}

/// A pane's place: its header line, if there is room, and the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PaneArea {
    /// The line with the pane's name.
    pub header: Option<Rect>,
    /// Where its content is.
    pub body: Rect,
}

impl PaneArea {
    /// Returns all of the pane: the header, what is blank under it, and the rest.
    #[must_use]
    pub fn whole(&self) -> Rect {
        self.header
            .map_or(self.body, |header| header.union(self.body))
    }
}

/// Where everything is; a pane that is not shown has no area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PaneAreas {
    /// The list.
    pub list: Option<PaneArea>,
    /// The reading pane.
    pub reading: Option<PaneArea>,
    /// The quote sidebar.
    pub quotes: Option<PaneArea>,
    /// The column after the list, one cell wide; the scrollbar parts the text from the quotes.
    pub separator: Option<Rect>,
    /// The status line, where the prompt also is.
    pub status: Option<Rect>,
}

/// Returns where everything is in `area`, whatever its size.
///
/// From 120 columns on all three panes are shown; what the measure leaves over goes to list and quotes, six tenths to
/// the list. From 80 on there are two: the focused one beside the text, or the text alone where the quotes would leave
/// it too little. The reading pane gets the rest, and centres its text.
#[must_use]
pub fn split_panes(area: Rect, arrangement: Arrangement) -> PaneAreas {
    let (panes, status) = split_status(area);
    let mut areas = PaneAreas {
        status,
        ..PaneAreas::default()
    };
    let gap = u16::from(area.height >= AIRY_FROM);
    let need = arrangement.measure.saturating_add(AROUND_TEXT);
    let sides = if arrangement.is_zoomed || area.width < MEDIUM {
        None
    } else if area.width < WIDE {
        medium_sides(area.width, need, arrangement.focus)
    } else {
        Some(wide_sides(area.width, need))
    };
    match sides {
        Some(sides) => areas.set_sides(panes, sides, gap),
        None => areas.set_area(arrangement.focus, PaneArea::new(panes, gap)),
    }
    areas
}

/// The widths of the panes beside the text; 0 where one is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct SideWidths {
    list: u16,
    quotes: u16,
}

/// Returns the sides of a screen with room for all panes.
fn wide_sides(width: u16, need: u16) -> SideWidths {
    let (least_list, _, most_list) = LIST;
    let (least_quotes, _, most_quotes) = QUOTES;
    let taken = need.saturating_add(least_list + 1 + least_quotes);
    let grow = width.saturating_sub(taken);
    // The product of large screens does not fit 16 bits.
    let to_list = u16::try_from(u32::from(grow) * 6 / 10).unwrap_or(grow);
    SideWidths {
        list: most_list.min(least_list + to_list),
        quotes: most_quotes.min(least_quotes + grow - to_list),
    }
}

/// Returns the side of a screen with room for two panes; `None` if the text is alone.
fn medium_sides(width: u16, need: u16, focus: Focus) -> Option<SideWidths> {
    let (_, least_list, most_list) = LIST;
    let (_, least_quotes, most_quotes) = QUOTES;
    let list = width.saturating_sub(1).saturating_sub(need);
    let quotes = width.saturating_sub(need).clamp(least_quotes, most_quotes);
    match focus {
        Focus::List => Some(SideWidths {
            list: list.clamp(least_list, most_list),
            quotes: 0,
        }),
        Focus::Reading if width - quotes < need.min(LEAST_TEXT + AROUND_TEXT) => None,
        Focus::Reading | Focus::Quotes => Some(SideWidths { list: 0, quotes }),
    }
}

impl PaneAreas {
    /// Places the text between the sides that are shown.
    fn set_sides(&mut self, panes: Rect, sides: SideWidths, gap: u16) {
        let mut rest = panes;
        if sides.list > 0 {
            let (list, separator, right) = split_left(rest, sides.list);
            self.list = Some(PaneArea::new(list, gap));
            self.separator = Some(separator);
            rest = right;
        }
        let reading = Rect {
            width: rest.width.saturating_sub(sides.quotes),
            ..rest
        };
        self.reading = Some(PaneArea::new(reading, gap));
        if sides.quotes > 0 {
            let quotes = Rect {
                x: reading.right(),
                width: rest.width - reading.width,
                ..rest
            };
            self.quotes = Some(PaneArea::new(quotes, gap));
        }
    }

    fn set_area(&mut self, pane: Focus, area: PaneArea) {
        let area = Some(area);
        match pane {
            Focus::List => self.list = area,
            Focus::Reading => self.reading = area,
            Focus::Quotes => self.quotes = area,
        }
    }

    /// Returns the pane that holds the cell, if one does.
    #[must_use]
    pub fn pane_at(&self, column: u16, row: u16) -> Option<Focus> {
        let holds = |area: Option<PaneArea>| {
            area.is_some_and(|area| area.body.contains((column, row).into()))
        };
        [
            (Focus::List, self.list),
            (Focus::Reading, self.reading),
            (Focus::Quotes, self.quotes),
        ]
        .into_iter()
        .find_map(|(pane, area)| holds(area).then_some(pane))
    }
}

impl PaneArea {
    /// Gives an area a header line and some blank rows under it, if there is room.
    pub(in crate::app) fn new(area: Rect, gap: u16) -> Self {
        if area.height < HEADER_FROM {
            return Self {
                header: None,
                body: area,
            };
        }
        let header = Rect { height: 1, ..area };
        let body = Rect {
            y: area.y + 1 + gap,
            height: area.height.saturating_sub(1 + gap),
            ..area
        };
        Self {
            header: Some(header),
            body,
        }
    }
}

/// Takes the status line off an area, if there is room for one.
pub(in crate::app) fn split_status(area: Rect) -> (Rect, Option<Rect>) {
    if area.height < STATUS_FROM {
        return (area, None);
    }
    let panes = Rect {
        height: area.height - 1,
        ..area
    };
    let status = Rect {
        y: area.y + panes.height,
        height: 1,
        ..area
    };
    (panes, Some(status))
}

/// Parts an area into a left part of a width, a column between, and the rest.
pub(in crate::app) fn split_left(area: Rect, width: u16) -> (Rect, Rect, Rect) {
    let width = width.min(area.width.saturating_sub(1));
    let left = Rect { width, ..area };
    let separator = Rect {
        x: area.x + width,
        width: 1,
        ..area
    };
    let right = Rect {
        x: area.x + width + 1,
        width: area.width.saturating_sub(width + 1),
        ..area
    };
    (left, separator, right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn arrangement(focus: Focus) -> Arrangement {
        Arrangement {
            focus,
            is_zoomed: false,
            measure: 72,
        }
    }

    /// Returns the widths of the list, of the text and of the quotes.
    fn widths(width: u16, focus: Focus) -> (u16, u16, u16) {
        let areas = split_panes(Rect::new(0, 0, width, 30), arrangement(focus));
        let side = |area: Option<PaneArea>| area.map_or(0, |area| area.body.width);
        let reading = areas.reading.unwrap_or_default().body;
        let text = crate::app::arrange::text_area(reading, 72).text.width;
        (side(areas.list), text, side(areas.quotes))
    }

    #[rstest]
    #[case(120, (29, 60, 26))]
    #[case(130, (29, 70, 26))]
    #[case(132, (29, 72, 26))]
    #[case(140, (33, 72, 30))]
    #[case(150, (39, 72, 34))]
    #[case(160, (45, 72, 38))]
    #[case(180, (46, 72, 40))]
    #[case(200, (46, 72, 40))]
    #[case(220, (46, 72, 40))]
    fn three_panes_share_the_width(#[case] width: u16, #[case] expected: (u16, u16, u16)) {
        for focus in [Focus::List, Focus::Reading, Focus::Quotes] {
            assert_eq!(widths(width, focus), expected);
        }
    }

    #[rstest]
    #[case(80, (30, 45, 0), (0, 72, 0), (0, 48, 28))]
    #[case(90, (30, 55, 0), (0, 72, 0), (0, 58, 28))]
    #[case(91, (30, 56, 0), (0, 72, 0), (0, 59, 28))]
    #[case(92, (30, 57, 0), (0, 60, 28), (0, 60, 28))]
    #[case(100, (30, 65, 0), (0, 68, 28), (0, 68, 28))]
    #[case(110, (33, 72, 0), (0, 72, 34), (0, 72, 34))]
    fn two_panes_share_the_width(
        #[case] width: u16,
        #[case] in_list: (u16, u16, u16),
        #[case] in_text: (u16, u16, u16),
        #[case] in_quotes: (u16, u16, u16),
    ) {
        assert_eq!(widths(width, Focus::List), in_list);
        assert_eq!(widths(width, Focus::Reading), in_text);
        assert_eq!(widths(width, Focus::Quotes), in_quotes);
    }

    #[rstest]
    #[case(79, 72)]
    #[case(60, 56)]
    #[case(40, 36)]
    fn one_pane_has_it_all(#[case] width: u16, #[case] text: u16) {
        assert_eq!(widths(width, Focus::Reading), (0, text, 0));
    }

    fn shown(areas: &PaneAreas) -> (bool, bool, bool) {
        (
            areas.list.is_some(),
            areas.reading.is_some(),
            areas.quotes.is_some(),
        )
    }

    #[rstest]
    #[case::wide_shows_all(140, Focus::List, (true, true, true))]
    #[case::medium_shows_the_list_beside_the_text(90, Focus::List, (true, true, false))]
    #[case::medium_shows_the_quotes_when_reading(92, Focus::Reading, (false, true, true))]
    #[case::narrow_shows_one(60, Focus::Quotes, (false, false, true))]
    fn shows_what_fits(
        #[case] width: u16,
        #[case] focus: Focus,
        #[case] expected: (bool, bool, bool),
    ) {
        let areas = split_panes(Rect::new(0, 0, width, 30), arrangement(focus));
        assert_eq!(shown(&areas), expected);
    }

    #[test]
    fn a_zoomed_pane_stands_alone_at_any_width() {
        let zoomed = Arrangement {
            is_zoomed: true,
            ..arrangement(Focus::Reading)
        };
        let areas = split_panes(Rect::new(0, 0, 200, 50), zoomed);
        assert_eq!(shown(&areas), (false, true, false));
    }

    proptest! {
        #[test]
        fn everything_lies_inside_the_screen(width in 0u16..600, height in 0u16..300, measure in 0u16..300, which in 0usize..3) {
            let focus = [Focus::List, Focus::Reading, Focus::Quotes][which];
            let screen = Rect::new(0, 0, width, height);
            let areas = split_panes(screen, Arrangement { measure, ..arrangement(focus) });
            let bodies = [areas.list, areas.reading, areas.quotes].into_iter().flatten().flat_map(|pane| [Some(pane.body), pane.header]);
            for area in bodies.chain([areas.separator, areas.status]).flatten() {
                prop_assert_eq!(area.intersection(screen), area);
            }
        }
    }
}
