//! Actions that move within rows: the same in the list, the article, the sidebar, the hits and the overlays.

use crate::input::Action;

/// A movement within rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Motion {
    /// By rows, down when positive.
    Rows(isize),
    /// By half pages.
    HalfPages(isize),
    /// By pages.
    Pages(isize),
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

/// The action of each movement, once.
const MOTIONS: [(Action, Motion); 8] = [
    (Action::MoveDown, Motion::Rows(1)),
    (Action::MoveUp, Motion::Rows(-1)),
    (Action::HalfPageDown, Motion::HalfPages(1)),
    (Action::HalfPageUp, Motion::HalfPages(-1)),
    (Action::PageDown, Motion::Pages(1)),
    (Action::PageUp, Motion::Pages(-1)),
    (Action::Top, Motion::First),
    (Action::Bottom, Motion::Last),
];

impl Motion {
    /// Returns the movement of an action done `times` times; `None` if it moves in another way.
    pub(super) fn from_action(action: Action, times: isize) -> Option<Self> {
        let (_, motion) = MOTIONS.iter().find(|(known, _)| *known == action)?;
        Some(match *motion {
            Self::Rows(by) => Self::Rows(times.saturating_mul(by)),
            Self::HalfPages(by) => Self::HalfPages(times.saturating_mul(by)),
            Self::Pages(by) => Self::Pages(times.saturating_mul(by)),
            Self::First => Self::First,
            Self::Last => Self::Last,
        })
    }

    /// Returns by how many rows this moves where a page has `page` rows.
    pub(super) fn to_rows(self, page: usize) -> isize {
        let page = isize::try_from(page).unwrap_or(isize::MAX);
        match self {
            Self::Rows(by) => by,
            Self::HalfPages(by) => by.saturating_mul(page / 2),
            Self::Pages(by) => by.saturating_mul(page),
            Self::First => isize::MIN,
            Self::Last => isize::MAX,
        }
    }
}

/// A place on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ScreenPlace {
    /// The first row.
    Top,
    /// The middle.
    Middle,
    /// The last row.
    Bottom,
}

/// The action of each place: one selects what is there, one scrolls the selection there.
const PLACES: [(Action, Action, ScreenPlace); 3] = [
    (Action::ScreenTop, Action::ScrollToTop, ScreenPlace::Top),
    (
        Action::ScreenMiddle,
        Action::ScrollToMiddle,
        ScreenPlace::Middle,
    ),
    (
        Action::ScreenBottom,
        Action::ScrollToBottom,
        ScreenPlace::Bottom,
    ),
];

impl ScreenPlace {
    /// Returns the place of an action, and whether the selection is scrolled there; `None` if it names no place.
    pub(super) fn from_action(action: Action) -> Option<(Self, bool)> {
        PLACES.iter().find_map(|(selects, scrolls, place)| {
            (action == *selects || action == *scrolls).then_some((*place, action == *scrolls))
        })
    }

    /// Returns which of `count` things from top to bottom is there; `None` if there are none.
    pub(super) fn index_of(self, count: usize) -> Option<usize> {
        let last = count.checked_sub(1)?;
        Some(match self {
            Self::Top => 0,
            Self::Middle => last / 2,
            Self::Bottom => last,
        })
    }
}
