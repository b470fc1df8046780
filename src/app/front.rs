//! What is in front of the screen and gets the keys first: an overlay or a prompt.

use super::overlay::{Overlay, OverlayKind};
use super::prompt::Prompt;

/// An overlay or a prompt in front of the screen.
#[derive(Debug)]
pub enum Front {
    /// An overlay, which may have a prompt of its own.
    Overlay(Overlay),
    /// A line in which the reader types.
    Prompt(Prompt),
}

impl Front {
    /// Returns the line in which the reader types: the front itself, or the filter of an overlay.
    #[must_use]
    pub const fn prompt(&self) -> Option<&Prompt> {
        match self {
            Self::Overlay(overlay) => overlay.filter_prompt.as_ref(),
            Self::Prompt(prompt) => Some(prompt),
        }
    }

    pub(super) const fn prompt_mut(&mut self) -> Option<&mut Prompt> {
        match self {
            Self::Overlay(overlay) => overlay.filter_prompt.as_mut(),
            Self::Prompt(prompt) => Some(prompt),
        }
    }

    /// Returns the overlay, if it is one.
    #[must_use]
    pub const fn overlay(&self) -> Option<&Overlay> {
        match self {
            Self::Overlay(overlay) => Some(overlay),
            Self::Prompt(_) => None,
        }
    }

    pub(super) const fn overlay_mut(&mut self) -> Option<&mut Overlay> {
        match self {
            Self::Overlay(overlay) => Some(overlay),
            Self::Prompt(_) => None,
        }
    }

    /// Returns `true` if it is an overlay of this kind.
    #[must_use]
    pub fn is_overlay(&self, kind: OverlayKind) -> bool {
        self.overlay().is_some_and(|overlay| overlay.kind == kind)
    }
}
