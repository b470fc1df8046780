//! Lines of JSON that end with their checksum, as those of the journal do.
//!
//! ```text
//! {"kind":"read",…,"value":true,"state":"00f3a9…","checksum":"9c41d2…"}
//! ```
//!
//! - `state`: the sum of all facts, once the lines up to this one are taken; only in the last line of a change
//! - `checksum`: of all bytes before it

use std::borrow::Cow;

use xxhash_rust::xxh3::xxh3_64;

use super::digest::RowSum;

/// The names of the two members.
const STATE: &str = r#","state":""#;
const CHECKSUM: &str = r#","checksum":""#;

/// How many digits a sum has.
const DIGITS: usize = 16;

/// The most bytes of the end of a line, with its line break.
pub(super) const LINE_END: usize =
    STATE.len() + DIGITS + "\"".len() + CHECKSUM.len() + DIGITS + "\"}\n".len();

/// What a line says beside its JSON.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CheckedLine<'a> {
    /// The JSON without the two members.
    pub(super) json: Cow<'a, str>,
    /// The sum of all facts.
    pub(super) state: Option<RowSum>,
    /// Whether there is a checksum, which is right.
    pub(super) is_checked: bool,
}

/// Adds the two members to the last of some lines, which begins at `start`.
pub(super) fn end_line(lines: &mut Vec<u8>, start: usize, state: Option<RowSum>) {
    // They go before the bracket that closes the object, and the line break.
    lines.truncate(lines.len().saturating_sub(2));
    if let Some(state) = state {
        lines.extend_from_slice(format!("{STATE}{state}\"").as_bytes());
    }
    let checksum = xxh3_64(lines.get(start..).unwrap_or_default());
    lines.extend_from_slice(format!("{CHECKSUM}{checksum:016x}\"}}\n").as_bytes());
}

/// Checks a line and splits it; one without a checksum is taken as it is.
///
/// # Errors
/// Fails if the checksum is wrong.
pub(super) fn split_line(line: &str) -> Result<CheckedLine<'_>, String> {
    let line = line.trim_end();
    let Some((text, checksum)) = split_member(line, CHECKSUM, "\"}") else {
        return Ok(CheckedLine {
            json: line.into(),
            state: None,
            is_checked: false,
        });
    };
    if format!("{:016x}", xxh3_64(text.as_bytes())) != checksum {
        return Err("the line does not match its checksum".to_owned());
    }
    let (text, state) = match split_member(text, STATE, "\"") {
        Some((text, state)) => (text, RowSum::parse(state)),
        None => (text, None),
    };
    Ok(CheckedLine {
        json: format!("{text}}}").into(),
        state,
        is_checked: true,
    })
}

/// Returns the sum that the end of a line gives, without checking the line.
pub(super) fn state_at_end(end: &[u8]) -> Option<RowSum> {
    let end = std::str::from_utf8(end).ok()?.strip_suffix('\n')?;
    let (text, _) = split_member(end, CHECKSUM, "\"}")?;
    let (_, state) = split_member(text, STATE, "\"")?;
    RowSum::parse(state)
}

/// Splits off a member with so many digits, and what closes it.
fn split_member<'a>(text: &'a str, member: &str, close: &str) -> Option<(&'a str, &'a str)> {
    let (before, digits) = text.strip_suffix(close)?.rsplit_once(member)?;
    (digits.len() == DIGITS).then_some((before, digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(state: Option<RowSum>) -> String {
        let mut line = br#"{"value":"a,\"state\":\"0000000000000000"}
"#
        .to_vec();
        end_line(&mut line, 0, state);
        String::from_utf8(line).unwrap()
    }

    #[test]
    fn a_line_is_split_as_it_was_ended() {
        let state = RowSum::parse("00000000000000ff");
        for state in [None, state] {
            let line = line(state);
            let split = split_line(&line).unwrap();
            assert_eq!(split.json, r#"{"value":"a,\"state\":\"0000000000000000"}"#);
            assert_eq!((split.state, split.is_checked), (state, true));
            let end = &line.as_bytes()[line.len().saturating_sub(LINE_END)..];
            assert_eq!(state_at_end(end), state);
            serde_json::from_str::<serde_json::Value>(&line).unwrap();
        }
    }

    #[test]
    fn a_line_with_a_changed_byte_is_refused() {
        let line = line(RowSum::parse("00000000000000ff"));
        for at in 0..line.len() - "\",\"checksum\":\"0123456789abcdef\"}\n".len() {
            let mut changed = line.clone().into_bytes();
            changed[at] ^= 1;
            assert!(
                split_line(&String::from_utf8(changed).unwrap()).is_err(),
                "{at}"
            );
        }
    }

    #[test]
    fn a_line_without_a_checksum_is_taken_as_it_is() {
        let split = split_line("{\"a\":1}\n").unwrap();
        assert_eq!((&*split.json, split.is_checked), ("{\"a\":1}", false));
        assert_eq!(state_at_end(b"{\"a\":1}\n"), None);
    }
}
