//! Classifies characters for sanitizing.

use unicode_normalization::char::is_combining_mark;

/// How sanitizing treats a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CharacterClass {
    /// Always stays.
    Plain,
    /// Combines with the character before it, and is visible only there.
    Mark,
    /// Combines with the character before it, or is visible alone where there is none.
    Extender,
    /// Joins or parts two letters, itself unseen.
    Joiner,
    /// Ends a line.
    NewLine,
    /// Becomes two spaces.
    Tab,
    /// Becomes one space.
    Blank,
    /// Acts on a terminal.
    Control,
    /// Is unseen and needed by no script, or is no character at all.
    Needless,
}

/// Returns the class of a character.
pub(super) fn character_class(c: char) -> CharacterClass {
    match c {
        // The mandatory breaks of UAX #14 (classes BK, CR, LF and NL), all written as a newline.
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
            CharacterClass::NewLine
        }
        '\t' => CharacterClass::Tab,
        // BRAILLE PATTERN BLANK is drawn like a space.
        '\u{2800}' => CharacterClass::Blank,
        _ if c.is_control() => CharacterClass::Control,
        _ if is_common(c) => CharacterClass::Plain,
        // ZWSP, ZWNJ and ZWJ are needed by Arabic, Indic scripts and emoji (Unicode standard, section 23.2).
        '\u{200b}'..='\u{200d}' => CharacterClass::Joiner,
        _ if is_needless(c) => CharacterClass::Needless,
        _ if is_combining_mark(c) => CharacterClass::Mark,
        _ if is_extender(c) => CharacterClass::Extender,
        _ => CharacterClass::Plain,
    }
}

/// Returns `true` if a character is of the alphabets and punctuation that most texts are made of.
const fn is_common(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{2ff}' | '\u{2010}'..='\u{2027}' | '\u{3041}'..='\u{3096}' | '\u{30a0}'..='\u{30ff}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
    )
}

/// Returns `true` if a character is a vowel or final of Korean, a half-width Japanese voice mark or a skin tone.
const fn is_extender(c: char) -> bool {
    matches!(
        c,
        '\u{1161}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7ff}' | '\u{ff9e}' | '\u{ff9f}' | '\u{1f3fb}'..='\u{1f3ff}'
    )
}

/// Returns `true` if a character is ignorable and needed by no script, or a noncharacter.
///
/// These are Unicode's `Default_Ignorable_Code_Point` without soft hyphens, joiners and variation selectors.
const fn is_needless(c: char) -> bool {
    // U+FDD0..U+FDEF and the last two code points of each plane (Unicode standard, section 23.7).
    let is_noncharacter = c as u32 & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}');
    is_noncharacter
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' // direction
            | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{ffa0}' // fillers
            | '\u{180e}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' // shorthand and music
            | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}' // tags
        )
}

/// Returns `true` if every character always stays.
pub(super) fn are_plain(text: &str) -> bool {
    let mut rest = text.chars();
    loop {
        let (_, after) = split_plain_ascii(rest.as_str());
        rest = after.chars();
        match rest.next() {
            None => return true,
            Some(c) if character_class(c) != CharacterClass::Plain => return false,
            Some(_) => {}
        }
    }
}

/// Splits off the printable ASCII characters and newlines that a text begins with.
pub(super) fn split_plain_ascii(text: &str) -> (&str, &str) {
    /// Long enough to be compared at once, short enough to be no loss between two curly marks.
    const STRIDE: usize = 32;
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n');
    // `all &` instead of a short-circuiting test lets the compiler compare a whole stride at once.
    let strides = text
        .as_bytes()
        .chunks(STRIDE)
        .take_while(|stride| stride.iter().fold(true, |all, byte| all & is_plain(byte)))
        .count();
    let (sure, rest) = text
        .split_at_checked(strides * STRIDE)
        .unwrap_or((text, ""));
    let more = rest
        .bytes()
        .position(|byte| !is_plain(&byte))
        .unwrap_or(rest.len());
    text.split_at_checked(sure.len() + more)
        .unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nothing("", "")]
    #[case::all_of_it("Storm passes.\n", "")]
    #[case::up_to_a_letter_of_two_bytes(
        "a long enough line of text, then é and more",
        "é and more"
    )]
    #[case::up_to_a_control("ab\tc", "\tc")]
    fn splits_off_plain_text(#[case] text: &str, #[case] rest: &str) {
        assert_eq!(split_plain_ascii(text).1, rest);
    }
}
