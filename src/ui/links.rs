//! Where the links of the story are on the screen, for terminals that open links themselves.

use ratatui::layout::Rect;

use crate::app::App;
use crate::app::notice::NoticeWeight;
use crate::text::Clean;

/// Words on the screen that lead somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenLink {
    /// The cells, in one row.
    pub area: Rect,
    /// Where they lead.
    pub url: Clean,
}

/// Returns `true` if nothing is in front of the story that could cover its links.
pub(super) fn are_links_clear(app: &App) -> bool {
    let is_covered_by_notice = app
        .notice()
        .is_some_and(|notice| notice.weight != NoticeWeight::Quiet);
    app.overlay().is_none()
        && app.prompt().is_none()
        && app.continuations().is_empty()
        && !is_covered_by_notice
}
