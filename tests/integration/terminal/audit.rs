//! A strict reader of what the program writes to a terminal: what it does not know is a fault.

use std::fmt::Write;

/// The private modes that the program may switch.
const MODES: [&str; 12] = [
    "25", "1000", "1001", "1002", "1003", "1004", "1005", "1006", "1015", "1049", "2004", "2031",
];
/// The one question to the terminal: its background, and with DA1 whether it has answered.
const QUESTION: &str = "]11;?\x1b\\\x1b[c";
/// The mode that holds the terminal's drawing back during a frame.
const FRAME: &str = "2026";

/// Checks everything the program wrote; the error tells what was wrong, where, and what stood around it.
///
/// Allowed are printable characters that show themselves, and the sequences that move the caret, clear, colour and
/// switch the modes of a full-screen program. Line ends are allowed only on the shell's own screen.
pub(super) fn check(written: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(written)
        .map_err(|error| fault(written, error.valid_up_to(), "bytes that are no UTF-8"))?;
    let mut rest = text;
    let mut is_full_screen = false;
    let mut marks = 0;
    while let Some(character) = rest.chars().next() {
        let at = text.len() - rest.len();
        if let Some(sequence) = rest.strip_prefix('\x1b') {
            let length = sequence_length(sequence).map_err(|what| fault(written, at, &what))?;
            let (sequence, after) = rest.split_at(1 + length);
            match sequence {
                "\x1b[?1049h" => is_full_screen = true,
                "\x1b[?1049l" => is_full_screen = false,
                _ => {}
            }
            rest = after;
            marks = 0;
            continue;
        }
        marks = if unicode_normalization::char::is_combining_mark(character) {
            marks + 1
        } else {
            0
        };
        let is_line_end = matches!(character, '\r' | '\n') && !is_full_screen;
        if let Some(what) = objection(character, marks)
            && !is_line_end
        {
            return Err(fault(written, at, &what));
        }
        rest = rest.split_at(character.len_utf8()).1;
    }
    Ok(())
}

/// Returns the length of the sequence after its escape, or what is wrong with it.
fn sequence_length(sequence: &str) -> Result<usize, String> {
    if sequence.starts_with(QUESTION) {
        return Ok(QUESTION.len());
    }
    if let Some(link) = sequence.strip_prefix("]8;") {
        let end = link.find("\x1b\\").ok_or("a link without an end")?;
        let (link, _) = link.split_at(end);
        return if is_link(link) {
            Ok("]8;".len() + end + "\x1b\\".len())
        } else {
            Err(format!("the link {link:?}"))
        };
    }
    if sequence.starts_with('\\') {
        // Ends what a frame that was cut off may have left open.
        return Ok(1);
    }
    let Some(body) = sequence.strip_prefix('[') else {
        return Err("an escape that begins no known sequence".to_owned());
    };
    let length = body
        .find(|character: char| !matches!(character, '0'..='?'))
        .ok_or("a sequence without an end")?;
    let (parameters, last) = body.split_at(length);
    let last = last.chars().next().unwrap_or_default();
    let is_known = match last {
        'H' => parameters.split(';').all(is_number),
        // To a column; erases some cells.
        'G' | 'X' => is_number(parameters),
        'J' | 'K' => matches!(parameters, "" | "0" | "1" | "2"),
        'm' => is_style(parameters),
        'h' | 'l' => parameters
            .strip_prefix('?')
            .is_some_and(|mode| mode == FRAME || MODES.contains(&mode)),
        'u' => parameters == "<",
        _ => false,
    };
    if is_known {
        Ok(1 + length + last.len_utf8())
    } else {
        Err(format!("the unknown sequence ESC [ {parameters} {last}"))
    }
}

/// Says whether a link is closed, or leads to a page by an address that is encoded, under a number of the program's own.
fn is_link(link: &str) -> bool {
    let Some((id, address)) = link.split_once(';') else {
        return false;
    };
    let scheme = ["http://", "https://"];
    let is_page = scheme.iter().any(|scheme| address.starts_with(scheme));
    let is_plain = address
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b';');
    let is_own = id.strip_prefix("id=pq").is_some_and(is_number);
    link == ";" || (is_page && is_plain && is_own)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Says whether the parameters are those of colours and attributes.
fn is_style(parameters: &str) -> bool {
    let mut fields = parameters.split(';');
    while let Some(field) = fields.next() {
        let is_known = match field {
            "38" | "48" | "58" => match fields.next() {
                Some("5") => fields.next().is_some_and(is_colour_part),
                Some("2") => (0..3).all(|_| fields.next().is_some_and(is_colour_part)),
                _ => false,
            },
            "" => true,
            _ => field.parse::<u8>().is_ok_and(
                |number| matches!(number, 0..=9 | 21..=29 | 30..=49 | 59 | 90..=97 | 100..=107),
            ),
        };
        if !is_known {
            return false;
        }
    }
    true
}

fn is_colour_part(field: &str) -> bool {
    field.parse::<u8>().is_ok()
}

/// Says what is wrong with a character on the screen, if something is.
fn objection(character: char, marks: usize) -> Option<String> {
    let number = u32::from(character);
    let what = match character {
        '\0'..='\x1f' | '\x7f'..='\u{9f}' => "a control character",
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => {
            "a character that turns the direction"
        }
        '\u{2028}' | '\u{2029}' => "a line end of Unicode's own",
        '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{2800}' => "a filler",
        '\u{feff}' | '\u{2060}'..='\u{2065}' | '\u{fff9}'..='\u{fffb}' => "an invisible character",
        '\u{e0000}'..='\u{e0fff}' => "a tag character",
        _ if number & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&number) => "a noncharacter",
        _ if marks > 8 => "too many marks on one character",
        _ => return None,
    };
    Some(format!("{what}, U+{number:04X}"))
}

/// Describes a fault with what stands around it.
fn fault(written: &[u8], at: usize, what: &str) -> String {
    let around = &written[at.saturating_sub(60)..(at + 40).min(written.len())];
    let mut message = format!("byte {at}: {what}; around it: ");
    let _ = write!(message, "{:?}", String::from_utf8_lossy(around));
    message
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::text("“Said” — naïve 中文 👩‍👩‍👧 é")]
    #[case::a_frame(
        "\x1b[?2026h\x1b[0m\x1b[2J\x1b[12;40Htext\x1b[38;5;12m\x1b[48;2;1;2;3mx\x1b[59m\x1b[?2026l"
    )]
    #[case::the_question("\x1b[?2031h\x1b]11;?\x1b\\\x1b[c")]
    #[case::a_link("\x1b]8;id=pq3;https://a.example/b%3B\x1b\\words\x1b]8;;\x1b\\")]
    #[case::giving_back("\x1b[?1049h\x1b[<u\x1b[?1049lpullquote stopped\r\n")]
    fn what_the_program_writes_passes(#[case] written: &str) {
        assert_eq!(check(written.as_bytes()), Ok(()));
    }

    #[rstest]
    #[case::a_bell(b"\x07")]
    #[case::a_carriage_return_in_the_full_screen(b"\x1b[?1049hgood\rbad")]
    #[case::delete(b"\x7f")]
    #[case::c1_as_utf8("\u{9d}0;title\u{9c}".as_bytes())]
    #[case::c1_raw(b"\x9b31m")]
    #[case::a_title(b"\x1b]0;title\x07")]
    #[case::the_clipboard(b"\x1b]52;c;eA==\x1b\\")]
    #[case::a_link(b"\x1b]8;;http://a.example\x1b\\")]
    #[case::a_file(b"\x1b]8;id=pq3;file:///a\x1b\\")]
    #[case::a_link_that_never_ends(b"\x1b]8;id=pq3;http://a.example\x07")]
    #[case::a_device_string(b"\x1bPq#0\x1b\\")]
    #[case::a_query(b"\x1b[c")]
    #[case::half_a_question(b"\x1b]11;?\x1b\\")]
    #[case::a_report_of_the_caret(b"\x1b[6n")]
    #[case::a_reset(b"\x1bc")]
    #[case::a_scroll_region(b"\x1b[2;3r")]
    #[case::another_mode(b"\x1b[?1048h")]
    #[case::an_unknown_style(b"\x1b[38;9;1m")]
    #[case::an_override("\u{202e}".as_bytes())]
    #[case::a_tag("\u{e0041}".as_bytes())]
    #[case::a_filler("\u{3164}".as_bytes())]
    #[case::nine_marks("a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}".as_bytes())]
    fn what_an_article_might_smuggle_in_is_a_fault(#[case] written: &[u8]) {
        assert!(check(written).is_err());
    }
}
