//! Where the panes are: a function of the screen's size and what is open.

use ratatui::layout::Rect;

/// From this width on, all three panes are side by side.
pub(in crate::app) const WIDE: u16 = 120;
/// From this width on, two panes are side by side.
pub(in crate::app) const MEDIUM: u16 = 80;
/// From this height on, each pane has a header line.
const HEADER_FROM: u16 = 6;
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
}

/// A pane's place: its header line, if there is room, and the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PaneArea {
    /// The line with the pane's name.
    pub header: Option<Rect>,
    /// Where its content is.
    pub body: Rect,
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
    /// The columns between panes, one cell wide.
    pub separators: [Option<Rect>; 2],
    /// The status line, where the prompt also is.
    pub status: Option<Rect>,
}

/// Returns where everything is in `area`, whatever its size.
#[must_use]
pub fn split_panes(area: Rect, arrangement: Arrangement) -> PaneAreas {
    let (panes, status) = split_status(area);
    let mut areas = PaneAreas {
        status,
        ..PaneAreas::default()
    };
    if arrangement.is_zoomed || area.width < MEDIUM {
        areas.set_area(arrangement.focus, panes);
    } else if area.width < WIDE {
        split_medium(panes, arrangement.focus, &mut areas);
    } else {
        split_wide(panes, &mut areas);
    }
    areas
}

impl PaneAreas {
    fn set_area(&mut self, pane: Focus, area: Rect) {
        let area = Some(PaneArea::new(area));
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
    /// Gives an area a header line, if there is room.
    pub(in crate::app) fn new(area: Rect) -> Self {
        if area.height < HEADER_FROM {
            return Self {
                header: None,
                body: area,
            };
        }
        let header = Rect { height: 1, ..area };
        let body = Rect {
            y: area.y + 1,
            height: area.height - 1,
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

fn split_medium(area: Rect, focus: Focus, areas: &mut PaneAreas) {
    if focus == Focus::List {
        let (list, separator, reading) = split_left(area, side_width(area.width));
        areas.set_area(Focus::List, list);
        areas.set_area(Focus::Reading, reading);
        areas.separators = [Some(separator), None];
    } else {
        let rest = area.width.saturating_sub(side_width(area.width) + 1);
        let (reading, separator, quotes) = split_left(area, rest);
        areas.set_area(Focus::Reading, reading);
        areas.set_area(Focus::Quotes, quotes);
        areas.separators = [None, Some(separator)];
    }
}

fn split_wide(area: Rect, areas: &mut PaneAreas) {
    let side = side_width(area.width);
    let (list, first, rest) = split_left(area, side);
    let middle = rest.width.saturating_sub(side + 1);
    let (reading, second, quotes) = split_left(rest, middle);
    areas.set_area(Focus::List, list);
    areas.set_area(Focus::Reading, reading);
    areas.set_area(Focus::Quotes, quotes);
    areas.separators = [Some(first), Some(second)];
}

/// Returns the width of a side pane: somewhat over a quarter, within what reads well.
fn side_width(width: u16) -> u16 {
    (width.saturating_mul(28) / 100).clamp(28, 48)
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
        }
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
    #[case::medium_shows_the_quotes_when_reading(90, Focus::Reading, (false, true, true))]
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
            focus: Focus::Reading,
            is_zoomed: true,
        };
        let areas = split_panes(Rect::new(0, 0, 200, 50), zoomed);
        assert_eq!(shown(&areas), (false, true, false));
    }

    proptest! {
        #[test]
        fn everything_lies_inside_the_screen(width in 0u16..600, height in 0u16..300, which in 0usize..3) {
            let focus = [Focus::List, Focus::Reading, Focus::Quotes][which];
            let screen = Rect::new(0, 0, width, height);
            let areas = split_panes(screen, arrangement(focus));
            let bodies = [areas.list, areas.reading, areas.quotes].into_iter().flatten().flat_map(|pane| [Some(pane.body), pane.header]);
            for area in bodies.chain(areas.separators).chain([areas.status]).flatten() {
                prop_assert_eq!(area.intersection(screen), area);
            }
        }
    }
}
