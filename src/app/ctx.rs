//! What every part of the state may know and use, whichever of them handles an event.

use ratatui::layout::Rect;

use super::Settings;
use super::correcting::CorrectionReaches;
use super::effect::{Effect, StateRequest};
use super::event::{ScanProgress, Ticket};
use super::front::Front;
use super::notice::StatusNotice;
use super::overlay::OverlayKind;
use super::pending::PendingChanges;
use super::stored::Stored;
use crate::library::state::StateChange;

/// What the parts of the state share.
#[derive(Debug)]
pub struct Ctx {
    pub(super) settings: Settings,
    /// The whole screen.
    pub(super) area: Rect,
    /// The number typed before the keys of the action that is being done.
    pub(super) count: Option<usize>,
    /// What is in front of the screen and gets the keys first.
    pub(super) front: Option<Front>,
    /// The overlay that opens when what it shows comes, if the same screen is still shown then.
    pub(super) awaited_overlay: Option<OverlayKind>,
    pub(super) notice: Option<StatusNotice>,
    pub(super) progress: ScanProgress,
    /// Whether the reader has requested the scan that goes on, and is told when it found nothing new.
    pub(super) is_scan_requested: bool,
    /// How many files that could not be loaded the reader has been told of.
    pub(super) announced_problems: usize,
    /// How many problems the sync folder has.
    pub(super) sync_problems: usize,
    /// Whether changes are saved, as far as is known.
    pub(super) is_saving: bool,
    pub(super) pending: PendingChanges,
    pub(super) stored: Stored,
    /// Which quotes the correction that is being made is for.
    pub(super) reaches: CorrectionReaches,
    ticket: Ticket,
    outbox: Vec<Effect>,
}

/// Whether an action meant something to the part that was asked to do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handled {
    /// It is done.
    Yes,
    /// The next part outward is to be asked.
    No,
    /// It means nothing here, and no other part is to be asked.
    Ignored,
}

/// Does an action that concerns one part.
pub(super) type PartHandler<T> = fn(&mut T, &mut Ctx);

impl Ctx {
    pub(super) fn new(settings: Settings) -> Self {
        Self {
            announced_problems: settings.announced_problems,
            settings,
            area: Rect::default(),
            count: None,
            front: None,
            awaited_overlay: None,
            notice: None,
            progress: ScanProgress::default(),
            is_scan_requested: false,
            sync_problems: 0,
            is_saving: true,
            pending: PendingChanges::default(),
            stored: Stored::default(),
            reaches: CorrectionReaches::default(),
            ticket: Ticket::default(),
            outbox: Vec::new(),
        }
    }

    /// Returns how often the action is to be done: as often as was typed, or once.
    pub(super) fn repeat_count(&self) -> isize {
        isize::try_from(self.count.unwrap_or(1)).unwrap_or(isize::MAX)
    }

    /// Returns a ticket that no request has had.
    pub(super) const fn next_ticket(&mut self) -> Ticket {
        self.ticket = self.ticket.next();
        self.ticket
    }

    pub(super) fn send(&mut self, effect: Effect) {
        self.outbox.push(effect);
    }

    pub(super) fn send_all(&mut self, effects: impl IntoIterator<Item = Effect>) {
        self.outbox.extend(effects);
    }

    /// Requests that a change be saved; until it is, it is pending.
    pub(super) fn save(&mut self, change: StateChange) {
        let ticket = self.next_ticket();
        self.pending.add_change(ticket, &change);
        let change = Box::new(change);
        self.send(Effect::State(StateRequest::Save { ticket, change }));
    }

    /// Takes the effects that have gathered, in order.
    pub(super) fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.outbox)
    }
}
