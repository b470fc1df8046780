//! The bytes that a terminal sends for a key.

use pullquote::input::{Key, KeyCode, Modifiers};

/// Returns the bytes for keys written as in the config, parted by blanks: `g g ctrl-d enter`.
pub(super) fn bytes(keys: &str) -> Vec<u8> {
    keys.split_whitespace()
        .flat_map(|key| {
            let parsed: Key = key
                .parse()
                .unwrap_or_else(|error| panic!("'{key}': {error}"));
            encode(parsed)
        })
        .collect()
}

fn encode(key: Key) -> Vec<u8> {
    let Modifiers { ctrl, alt, shift } = key.modifiers();
    let parameter = 1 + u8::from(shift) + 2 * u8::from(alt) + 4 * u8::from(ctrl);
    let letter = |last: char| {
        if parameter == 1 {
            format!("\x1b[{last}")
        } else {
            format!("\x1b[1;{parameter}{last}")
        }
    };
    let numbered = |number: u8| {
        if parameter == 1 {
            format!("\x1b[{number}~")
        } else {
            format!("\x1b[{number};{parameter}~")
        }
    };
    let plain = match key.code() {
        KeyCode::Char(' ') if ctrl => "\0".to_owned(),
        KeyCode::Char(character) if ctrl => char::from(character as u8 & 0x1f).to_string(),
        KeyCode::Char(character) => character.to_string(),
        KeyCode::Enter => "\r".to_owned(),
        // As terminals of the kitty protocol send it: an escape by itself would be Alt with the next key.
        KeyCode::Esc => "\x1b[27u".to_owned(),
        KeyCode::Tab if shift => "\x1b[Z".to_owned(),
        KeyCode::Tab => "\t".to_owned(),
        KeyCode::Backspace => "\x7f".to_owned(),
        KeyCode::Up => letter('A'),
        KeyCode::Down => letter('B'),
        KeyCode::Right => letter('C'),
        KeyCode::Left => letter('D'),
        KeyCode::End => letter('F'),
        KeyCode::Home => letter('H'),
        KeyCode::Insert => numbered(2),
        KeyCode::Delete => numbered(3),
        KeyCode::PageUp => numbered(5),
        KeyCode::PageDown => numbered(6),
        KeyCode::Function(number) => panic!("no test presses f{number}"),
    };
    let escape = alt && !plain.starts_with("\x1b[");
    let prefix = if escape { "\x1b" } else { "" };
    format!("{prefix}{plain}").into_bytes()
}
