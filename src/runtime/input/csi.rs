//! What the control sequences of keys and mice mean.

use crossterm::event::{Event, KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::decode::{key_event, parse_character};

/// Returns the event of the sequence `ESC [ parameters last`; `None` for one that no key sends.
pub(super) fn parse_csi(parameters: &[u8], last: u8) -> Option<Event> {
    let text = std::str::from_utf8(parameters).ok()?;
    // Mouse reports in the SGR encoding begin with '<' (XTerm ctlseqs, "Extended coordinates").
    if let Some(report) = text.strip_prefix('<') {
        return parse_mouse(report, last);
    }
    let mut fields = text.split(';');
    let first = fields.next().unwrap_or_default();
    let second = fields.next().unwrap_or_default();
    let modifiers = parse_modifiers(second)?;
    match last {
        // Focus reports (XTerm ctlseqs, "FocusIn/FocusOut"); another program may have left them on.
        b'I' if text.is_empty() => Some(Event::FocusGained),
        b'O' if text.is_empty() => Some(Event::FocusLost),
        b'Z' => key_event(KeyCode::BackTab, modifiers | KeyModifiers::SHIFT),
        // A code point and modifiers (kitty keyboard protocol; libtickit's "fixterms").
        b'u' => code_point(first, modifiers),
        // XTerm's modifyOtherKeys: `27 ; modifiers ; code point ~`.
        b'~' if first == "27" => code_point(fields.next()?, modifiers),
        b'~' => key_event(numbered_key(first.parse().ok()?)?, modifiers),
        _ if matches!(first, "" | "1") => key_event(letter_key(last)?, modifiers),
        _ => None,
    }
}

/// Returns the key of the sequence `ESC O last`, which keypads and function keys send.
pub(super) fn keypad_key(last: u8) -> Option<Event> {
    match last {
        b'M' => key_event(KeyCode::Enter, KeyModifiers::NONE),
        // The keypad's marks and digits, `*` to `9`, lie 64 above themselves.
        b'j'..=b'y' => parse_character(char::from(last - 64)),
        _ => key_event(letter_key(last)?, KeyModifiers::NONE),
    }
}

/// Returns the function key of the Linux console's sequence `ESC [ [ letter`.
pub(super) fn console_function_key(letter: u8) -> Option<Event> {
    match letter {
        b'A'..=b'E' => key_event(KeyCode::F(letter - b'A' + 1), KeyModifiers::NONE),
        _ => None,
    }
}

/// Reads the modifiers of a sequence: one more than their bits, perhaps with what the key did after a colon.
///
/// `None` when the key was let go, which is no event of ours.
fn parse_modifiers(field: &str) -> Option<KeyModifiers> {
    let (bits, kind) = field.split_once(':').unwrap_or((field, "1"));
    if kind == "3" {
        return None;
    }
    let bits = bits.parse::<u8>().unwrap_or(1).saturating_sub(1);
    let held = [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8, KeyModifiers::SUPER),
    ];
    Some(
        held.into_iter()
            .filter(|(bit, _)| bits & bit != 0)
            .fold(KeyModifiers::NONE, |all, (_, one)| all | one),
    )
}

/// Returns the key whose sequence ends in this letter.
fn letter_key(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    })
}

/// Returns the key whose sequence is this number and a tilde.
fn numbered_key(number: u8) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number - 10),
        17..=21 => KeyCode::F(number - 11),
        23..=26 => KeyCode::F(number - 12),
        28 | 29 => KeyCode::F(number - 13),
        31..=34 => KeyCode::F(number - 14),
        _ => return None,
    })
}

/// Returns the key that a terminal names by its code point, as kitty and xterm do.
fn code_point(field: &str, modifiers: KeyModifiers) -> Option<Event> {
    let number = field.split(':').next()?.parse().ok()?;
    let code = match number {
        9 if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        9 => KeyCode::Tab,
        13 | 57414 => KeyCode::Enter,
        27 => KeyCode::Esc,
        127 => KeyCode::Backspace,
        // Keys without a character have code points in a private area; none of them is bound.
        57344..=63743 => return None,
        _ => KeyCode::Char(char::from_u32(number).filter(|letter| !letter.is_control())?),
    };
    key_event(code, modifiers)
}

/// Reads a mouse report: buttons and modifiers, column and row from 1; `m` when a button was let go.
fn parse_mouse(report: &str, last: u8) -> Option<Event> {
    let mut fields = report.split(';').map(str::parse::<u16>);
    let (bits, column, row) = (
        fields.next()?.ok()?,
        fields.next()?.ok()?,
        fields.next()?.ok()?,
    );
    let button = match bits & 3 {
        0 => MouseButton::Left,
        1 => MouseButton::Middle,
        _ => MouseButton::Right,
    };
    let kind = match (bits & 0b1110_0000, last) {
        (0, b'M') if bits & 3 != 3 => MouseEventKind::Down(button),
        (0, b'm') => MouseEventKind::Up(button),
        (32, b'M') if bits & 3 != 3 => MouseEventKind::Drag(button),
        (64, b'M') => match bits & 3 {
            0 => MouseEventKind::ScrollUp,
            1 => MouseEventKind::ScrollDown,
            2 => MouseEventKind::ScrollLeft,
            _ => MouseEventKind::ScrollRight,
        },
        _ => return None,
    };
    let held = [
        (4, KeyModifiers::SHIFT),
        (8, KeyModifiers::ALT),
        (16, KeyModifiers::CONTROL),
    ];
    let modifiers = held
        .into_iter()
        .filter(|(bit, _)| bits & bit != 0)
        .fold(KeyModifiers::NONE, |all, (_, one)| all | one);
    Some(Event::Mouse(MouseEvent {
        kind,
        column: column.saturating_sub(1),
        row: row.saturating_sub(1),
        modifiers,
    }))
}
