//! What is in front of the screen and gets the keys first: an overlay or a prompt.

use super::ctx::Ctx;
use super::effect::Effect;
use super::entries::{self, quotes};
use super::menu::{MenuEntry, TypedOffer};
use super::overlay::{Overlay, OverlayKind};
use super::prompt::{Prompt, Purpose};

/// An overlay or a prompt in front of the screen.
#[derive(Debug)]
pub enum Front {
    /// An overlay, which may have a prompt of its own.
    Overlay(Overlay),
    /// A line in which the reader types.
    Prompt(Prompt),
}

impl Front {
    /// Returns the line in which the reader types: the front itself, or that of an overlay.
    #[must_use]
    pub const fn prompt(&self) -> Option<&Prompt> {
        match self {
            Self::Overlay(overlay) => overlay.prompt.as_ref(),
            Self::Prompt(prompt) => Some(prompt),
        }
    }

    pub(super) const fn prompt_mut(&mut self) -> Option<&mut Prompt> {
        match self {
            Self::Overlay(overlay) => overlay.prompt.as_mut(),
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

/// Opening and closing what is in front.
impl Ctx {
    /// Returns the open overlay.
    pub(super) fn overlay(&self) -> Option<&Overlay> {
        self.front.as_ref().and_then(Front::overlay)
    }

    /// Returns the open overlay, to change it.
    pub(super) fn overlay_mut(&mut self) -> Option<&mut Overlay> {
        self.front.as_mut().and_then(Front::overlay_mut)
    }

    /// Returns the open prompt.
    pub(super) fn prompt(&self) -> Option<&Prompt> {
        self.front.as_ref().and_then(Front::prompt)
    }

    /// Returns `true` if a query is typed.
    pub(super) fn is_typing_query(&self) -> bool {
        let purpose = self.prompt().map(Prompt::purpose);
        matches!(purpose, Some(Purpose::Search(_)))
    }

    /// Returns `true` if an overlay of this kind is open, or below one that is.
    pub(super) fn is_overlay_open(&self, kind: OverlayKind) -> bool {
        self.overlay().is_some_and(|overlay| overlay.has_kind(kind))
    }

    pub(super) fn open_overlay(&mut self, kind: OverlayKind, entries: Vec<MenuEntry>) {
        self.awaited_overlay = None;
        let mut overlay = Overlay::new(kind, entries);
        if kind == OverlayKind::Correct {
            let offer = TypedOffer::Last(quotes::typed_speaker);
            overlay.menu.offer_typed(offer);
        } else if kind == OverlayKind::Palette {
            let offer = TypedOffer::First(entries::typed_command);
            overlay.menu.offer_typed(offer);
        }
        self.front = Some(Front::Overlay(overlay));
    }

    pub(super) fn open_prompt(&mut self, purpose: Purpose, text: &str) {
        self.front = Some(Front::Prompt(Prompt::new(purpose, text)));
    }

    /// Opens a line with a text that the first typed letter replaces.
    pub(super) fn open_suggestion(&mut self, purpose: Purpose, text: &str) {
        self.front = Some(Front::Prompt(Prompt::with_suggestion(purpose, text)));
    }

    /// Closes what is in front; an overlay that is waited for does not open in its place.
    pub(super) fn close_front(&mut self) {
        self.front = None;
        self.awaited_overlay = None;
    }

    /// Requests what an overlay shows, which opens when the answer comes.
    pub(super) fn request_overlay(&mut self, kind: OverlayKind, effect: Effect) {
        self.awaited_overlay = Some(kind);
        self.send(effect);
    }

    /// Takes in what an overlay shows: updates it where it is open, and opens it where it is waited for.
    ///
    /// A late answer covers nothing that was opened since.
    pub(super) fn take_entries(&mut self, kind: OverlayKind, entries: Vec<MenuEntry>) {
        let awaited = self.awaited_overlay.take_if(|awaited| *awaited == kind);
        if let Some(overlay) = self.overlay_mut().and_then(|front| front.find_mut(kind)) {
            overlay.menu.set_entries(entries);
        } else if self.front.is_none() && awaited.is_some() {
            self.open_overlay(kind, entries);
        }
    }
}
