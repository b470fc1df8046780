//! What fills the screen: the panes, or a screen in their place.

use super::panes::Focus;
use super::reading::ReadingPane;
use crate::article::ArticleId;

/// What fills the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// The list, the open article, its quotes.
    #[default]
    Panes,
    /// The screen of search.
    Search,
    /// The screen of speakers.
    Speakers,
}

/// What the panes were when a screen took their place; stepping out of that screen brings it back.
#[derive(Debug)]
pub struct Behind {
    /// The open article.
    pub reading: Option<ReadingPane>,
    /// The pane with the focus.
    pub focus: Focus,
    /// Whether it stood alone.
    pub is_zoomed: bool,
    /// The article that was selected in the list.
    pub selected: Option<ArticleId>,
}
