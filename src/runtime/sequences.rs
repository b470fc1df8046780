//! The control sequences that borrow a terminal and give it back.

/// What the reader asks of the terminal besides the alternate screen and bracketed paste.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Modes {
    /// Whether clicks and the wheel are reported.
    pub(super) has_mouse: bool,
    /// Whether the terminal is asked for its background, and to tell when that changes.
    pub(super) asks_background: bool,
}

/// Enters the alternate screen, empties it, hides the caret and asks for marked pastes.
const TAKE: &str = "\x1b[?1049h\x1b[2J\x1b[?25l\x1b[?2004h";
/// Asks for clicks, the wheel and moves with a button held down, with coordinates of any size; not for other moves.
const MOUSE: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";

/// Asks for reports of a changed colour scheme, then for the background (OSC 11) and the kind of terminal (DA1).
///
/// Every terminal answers the last, and answers in order: once it has, no other answer will come.
const BACKGROUND: &str = "\x1b[?2031h\x1b]11;?\x1b\\\x1b[c";

/// Gives everything back: synchronized update, keyboard flags, mouse, focus, paste, colours, caret, screen.
///
/// It undoes more than [`take`] does, since none of it harms, and is correct however often it is sent. The keyboard
/// flags are those of the alternate screen, so they are popped before it is left.
pub(super) const GIVE_BACK: &str = concat!(
    "\x1b[?2026l",
    "\x1b[<u",
    "\x1b[?1000l\x1b[?1001l\x1b[?1002l\x1b[?1003l\x1b[?1005l\x1b[?1006l\x1b[?1015l",
    "\x1b[?1004l",
    "\x1b[?2004l",
    "\x1b[?2031l",
    "\x1b[0m",
    "\x1b[?25h",
    "\x1b[?1049l",
);

/// Ends a control string or sequence that a frame cut off in the middle has left open, and then a link.
pub(super) const CUT_OFF: &str = "\x1b\\\x1b]8;;\x1b\\";

/// Holds the terminal's own drawing back until [`END_FRAME`], so that no half frame is seen.
pub(super) const BEGIN_FRAME: &str = "\x1b[?2026h";
/// Shows the frame.
pub(super) const END_FRAME: &str = "\x1b[?2026l";

/// Makes the screen empty and plain before everything is drawn again.
pub(super) const CLEAR: &str = "\x1b[0m\x1b[2J";

/// Returns what borrows the terminal.
pub(super) fn take(modes: Modes) -> String {
    let mut sequence = TAKE.to_owned();
    if modes.has_mouse {
        sequence.push_str(MOUSE);
    }
    if modes.asks_background {
        sequence.push_str(BACKGROUND);
    }
    sequence
}
