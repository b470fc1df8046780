//! Bytes to text: the byte order mark, UTF-8, UTF-16 with and without mark, then detection.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes the detection looks at; more changes nothing.
const LOOKED_AT: usize = 256 * 1024;

/// Text, and how it was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded<'a> {
    /// The text, not yet sanitized.
    pub(super) text: Cow<'a, str>,
    /// The charset's name, as the web calls it.
    pub(super) charset: &'static str,
    /// Whether some bytes meant nothing and became U+FFFD.
    pub(super) is_damaged: bool,
}

/// Decodes `bytes`; `declared` is the charset that the format itself names, if it does.
///
/// A byte order mark is believed before a declaration, and valid UTF-8 before a guess; a NUL may mean UTF-16 and an
/// escape ISO-2022-JP, so without them valid UTF-8 is just that.
pub(super) fn decode_bytes<'a>(
    bytes: &'a [u8],
    declared: Option<&'static Encoding>,
) -> Decoded<'a> {
    // The order of the encoding standard: https://encoding.spec.whatwg.org/#decode
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    if marked.or(declared).is_none()
        && !bytes.iter().any(|byte| matches!(byte, 0 | 0x1b))
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Decoded {
            text: restore_marks(Cow::Borrowed(text)),
            charset: UTF_8.name(),
            is_damaged: false,
        };
    }
    let known = marked.or_else(|| unmarked_utf16(bytes)).or(declared);
    let encoding = known.unwrap_or_else(|| detect_encoding(bytes));
    let (text, used, is_damaged) = encoding.decode(bytes);
    Decoded {
        text: restore_marks(text),
        charset: used.name(),
        is_damaged,
    }
}

/// Writes the quotation marks and dashes that a program took over from windows-1252 without decoding them.
///
/// As characters of Unicode they are controls, which no text has.
pub(super) fn restore_marks(text: Cow<'_, str>) -> Cow<'_, str> {
    const MARKS: [char; 7] = ['‘', '’', '“', '”', '•', '–', '—'];
    const FIRST: u32 = 0x91;
    let bytes = text.as_bytes();
    let is_mark = |at: usize| {
        bytes
            .get(at + 1)
            .is_some_and(|next| (0x91..=0x97).contains(next))
    };
    // In UTF-8 these begin with 0xc2, as few other characters do.
    if !memchr::memchr_iter(0xc2, bytes).any(is_mark) {
        return text;
    }
    let restored = text.chars().map(|c| {
        let mark = u32::from(c)
            .checked_sub(FIRST)
            .and_then(|at| MARKS.get(usize::try_from(at).ok()?));
        mark.copied().unwrap_or(c)
    });
    Cow::Owned(restored.collect())
}

/// Returns `true` if `bytes` are UTF-16, marked or not: such text holds as many NULs as a picture.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    marked
        .or_else(|| unmarked_utf16(bytes))
        .is_some_and(|encoding| encoding != UTF_8)
}

/// Finds the charset of bytes that carry no sign of one.
fn detect_encoding(bytes: &[u8]) -> &'static Encoding {
    if is_mostly_utf8(bytes) {
        return UTF_8;
    }
    // ASCII says nothing about the charset; the sample begins near the first other byte.
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let start = first.saturating_sub(LOOKED_AT / 4);
    let sample = bytes.get(start..).unwrap_or_default();
    let sample = sample.get(..LOOKED_AT).unwrap_or(sample);
    // The detector of Firefox; see https://github.com/hsivonen/chardetng
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Returns `true` if the text is UTF-8, or was until something damaged a few of its characters.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // Escape sequences are how ISO-2022-JP writes: all its bytes are ASCII.
    let is_plain = broken == 0 && (whole > 0 || !bytes.contains(&0x1b));
    is_plain || (whole > 0 && whole >= 2 * broken)
}

/// Finds UTF-16 without a mark by its NULs: text in it holds many, nearly all in one half of the units.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let (units, _) = sample.as_chunks::<2>();
    let nuls = |half: fn(&[u8; 2]) -> u8| units.iter().filter(|unit| half(unit) == 0).count();
    let (first, second) = (nuls(|unit| unit[0]), nuls(|unit| unit[1]));
    let (encoding, most, least) = if first > second {
        (UTF_16BE, first, second)
    } else {
        (UTF_16LE, second, first)
    };
    // Latin text has a zero in nearly every unit, Chinese and Japanese text only in spaces and line ends.
    let is_western = most * 100 >= units.len() * 30 && least * 20 <= most;
    let is_eastern = || {
        most > 0
            && least == 0
            && std::str::from_utf8(bytes).is_err()
            && holds_only_words(sample, encoding)
    };
    (is_western && most > 0 || is_eastern()).then_some(encoding)
}

/// Returns `true` if `sample`, read as UTF-16, is text: no controls, nothing private, line breaks or spaces.
fn holds_only_words(sample: &[u8], encoding: &'static Encoding) -> bool {
    let (text, is_damaged) = encoding.decode_without_bom_handling(sample);
    let is_odd = |c: char| {
        (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}')
    };
    !is_damaged && text.contains(['\n', ' ', '\r']) && !text.contains(is_odd)
}

#[cfg(test)]
mod tests {
    use encoding_rs::{GBK, SHIFT_JIS, WINDOWS_1252};
    use rstest::rstest;

    use super::*;

    const FRENCH: &str =
        "Le préfet a déjà fermé la crèche. « C’est fâcheux », a regretté la mairesse.\n";
    const JAPANESE: &str = "渡し船が止まった。\n港の人々はその理由を知らないと話している。\n";
    const CHINESE: &str = "渡轮昨天停航。\n港口的居民说，他们还不知道是什么原因。\n";

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[rstest]
    #[case::french(FRENCH)]
    #[case::japanese(JAPANESE)]
    #[case::chinese(CHINESE)]
    fn utf16_needs_no_mark(#[case] text: &str) {
        assert_eq!(
            decode_bytes(&utf16(text, u16::to_le_bytes), None).text,
            text
        );
        assert_eq!(
            decode_bytes(&utf16(text, u16::to_be_bytes), None).text,
            text
        );
        assert_eq!(decode_bytes(text.as_bytes(), None).text, text);
    }

    #[rstest]
    #[case::utf8(b"\xef\xbb\xbfcaf\xc3\xa9")]
    #[case::utf16_little_endian(b"\xff\xfec\0a\0f\0\xe9\0")]
    #[case::utf16_big_endian(b"\xfe\xff\0c\0a\0f\0\xe9")]
    fn a_byte_order_mark_is_believed_and_gone(#[case] bytes: &[u8]) {
        assert_eq!(decode_bytes(bytes, None).text, "café");
    }

    #[rstest]
    #[case::windows_1252(WINDOWS_1252, FRENCH)]
    #[case::shift_jis(SHIFT_JIS, JAPANESE)]
    #[case::gbk(GBK, CHINESE)]
    fn older_charsets_are_detected(#[case] encoding: &'static Encoding, #[case] text: &str) {
        let (bytes, _, _) = encoding.encode(text);
        let decoded = decode_bytes(&bytes, None);
        assert_eq!(decoded.text, text);
        assert!(!decoded.is_damaged);
    }

    #[test]
    fn marks_that_were_never_decoded_are_restored() {
        let text = "\u{93}Don\u{92}t,\u{94} she said \u{96} \u{e9}t\u{e9}.";
        assert_eq!(
            decode_bytes(text.as_bytes(), None).text,
            "“Don’t,” she said – été."
        );
    }

    #[test]
    fn a_declared_charset_is_believed() {
        assert_eq!(decode_bytes(b"\x82\xa0", Some(SHIFT_JIS)).text, "あ");
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let bytes = [FRENCH.as_bytes(), b"\xe2\x28 fin"].concat();
        let decoded = decode_bytes(&bytes, None);
        assert!(decoded.is_damaged);
        assert_eq!(decoded.text, format!("{FRENCH}\u{fffd}( fin"));
    }

    #[test]
    fn stray_nuls_do_not_make_utf16() {
        let text = "The ferry\0 stopped.\nNobody knows \0why.";
        assert_eq!(decode_bytes(text.as_bytes(), None).text, text);
        assert!(!is_utf16(b"caf\xe9 \0 au lait, na\xefve\n"));
    }
}
