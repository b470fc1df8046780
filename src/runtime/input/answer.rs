//! What a terminal reports about itself: its background, and that it has answered.

use crate::config::Background;

/// Something a terminal reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TerminalReport {
    /// Its background, as it is or as it has become.
    Background(Background),
    /// Which kind of terminal it is. It answers questions in order, so none is open any more.
    Attributes,
}

/// Parses a whole control sequence or string; `None` if it reports nothing of interest.
pub(super) fn parse_report(bytes: &[u8]) -> Option<TerminalReport> {
    let text = std::str::from_utf8(bytes).ok()?;
    if let Some(answer) = text.strip_prefix("\x1b]11;") {
        let colour = answer
            .strip_suffix('\x07')
            .or(answer.strip_suffix("\x1b\\"))?;
        return parse_colour(colour)
            .map(|values| TerminalReport::Background(Background::of_colour(values)));
    }
    match text.strip_prefix("\x1b[?")? {
        // https://contour-terminal.org/vt-extensions/color-palette-update-notifications/
        "997;1n" => Some(TerminalReport::Background(Background::Dark)),
        "997;2n" => Some(TerminalReport::Background(Background::Light)),
        // The answer to DA1, "primary device attributes" (XTerm ctlseqs).
        attributes if attributes.ends_with('c') => Some(TerminalReport::Attributes),
        _ => None,
    }
}

/// Parses a colour as X11 writes it: `rgb:1d1d/1f1f/2121`, `rgba:…`, `#1d1f21`.
fn parse_colour(text: &str) -> Option<[u8; 3]> {
    if let Some(digits) = text.strip_prefix('#') {
        let width = digits.len() / 3;
        let part = |number: usize| digits.get(number * width..(number + 1) * width);
        return Some([
            scale_part(part(0)?)?,
            scale_part(part(1)?)?,
            scale_part(part(2)?)?,
        ]);
    }
    let parts = text.strip_prefix("rgb:").or(text.strip_prefix("rgba:"))?;
    let mut parts = parts.split('/').map(scale_part);
    Some([parts.next()??, parts.next()??, parts.next()??])
}

/// Scales one to four hexadecimal digits to a byte.
fn scale_part(digits: &str) -> Option<u8> {
    if !matches!(digits.len(), 1..=4) || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let value = u32::from_str_radix(digits, 16).ok()?;
    let most = (1_u32 << (4 * digits.len())) - 1;
    u8::try_from(value * 255 / most).ok()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const DARK: Option<TerminalReport> = Some(TerminalReport::Background(Background::Dark));
    const LIGHT: Option<TerminalReport> = Some(TerminalReport::Background(Background::Light));

    #[rstest]
    #[case::of_xterm(b"\x1b]11;rgb:1d1d/1f1f/2121\x1b\\", DARK)]
    #[case::ended_by_a_bell(b"\x1b]11;rgb:ffff/ffff/f0f0\x07", LIGHT)]
    #[case::of_two_digits(b"\x1b]11;rgb:fd/f6/e3\x1b\\", LIGHT)]
    #[case::with_transparency(b"\x1b]11;rgba:0000/2b2b/3636/ffff\x1b\\", DARK)]
    #[case::of_rgb_digits(b"\x1b]11;#fdf6e3\x07", LIGHT)]
    #[case::turned_dark(b"\x1b[?997;1n", DARK)]
    #[case::turned_light(b"\x1b[?997;2n", LIGHT)]
    #[case::attributes(b"\x1b[?62;4c", Some(TerminalReport::Attributes))]
    #[case::another_colour(b"\x1b]10;rgb:ffff/ffff/ffff\x07", None)]
    #[case::no_colour(b"\x1b]11;rgb:zz/0/0\x07", None)]
    #[case::too_few_parts(b"\x1b]11;rgb:00/00\x07", None)]
    #[case::a_key(b"\x1b[A", None)]
    fn a_report_is_understood(#[case] bytes: &[u8], #[case] expected: Option<TerminalReport>) {
        assert_eq!(parse_report(bytes), expected);
    }
}
