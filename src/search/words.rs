//! Splits folded text into words, the same for the index, queries and marks.

use crate::article::TextRange;

/// Returns the ranges of the words in a folded text, in order.
///
/// A word is a run of letters and digits; an apostrophe between two of them belongs to it. In scripts without spaces
/// between words each character is a word.
///
/// ```
/// use pullquote::search::words::split_words;
/// let text = "o'hara's 'follow-up', 3.5 %";
/// let found: Vec<&str> = split_words(text).map(|range| range.of(text)).collect();
/// assert_eq!(found, ["o'hara's", "follow", "up", "3", "5"]);
/// ```
#[must_use]
pub fn split_words(folded: &str) -> WordRanges<'_> {
    WordRanges {
        text: folded,
        at: 0,
    }
}

/// An iterator over the words of a text.
#[derive(Debug, Clone)]
pub struct WordRanges<'a> {
    text: &'a str,
    at: usize,
}

impl WordRanges<'_> {
    /// Returns the character at a byte offset, and the offset after it.
    fn character_at(&self, at: usize) -> Option<(char, usize)> {
        let byte = *self.text.as_bytes().get(at)?;
        // Most text is ASCII, and this runs over all of it: no decoding for that.
        if byte.is_ascii() {
            return Some((char::from(byte), at + 1));
        }
        let c = self.text.get(at..)?.chars().next()?;
        Some((c, at + c.len_utf8()))
    }
}

impl Iterator for WordRanges<'_> {
    type Item = TextRange;

    fn next(&mut self) -> Option<TextRange> {
        // Not the word boundaries of UAX #29, which keep "3.5" and "ledger.example" whole: a search for a part would
        // miss them.
        let (mut start, mut end) = (self.at, self.at);
        loop {
            let (c, after) = self.character_at(end)?;
            end = after;
            if c.is_alphanumeric() {
                if stands_alone(c) {
                    self.at = end;
                    return Some(TextRange::new(start, end));
                }
                break;
            }
            start = end;
        }
        while let Some((c, after)) = self.character_at(end) {
            let continues = |at| {
                let next = self.character_at(at);
                next.filter(|(c, _)| c.is_alphanumeric() && !stands_alone(*c))
            };
            end = match c {
                '\'' => match continues(after) {
                    Some((_, after)) => after,
                    None => break,
                },
                _ if c.is_alphanumeric() && !stands_alone(c) => after,
                _ => break,
            };
        }
        self.at = end;
        Some(TextRange::new(start, end))
    }
}

/// Returns `true` if a character is of a script without spaces between words.
fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}' // Thai, Lao
        | '\u{1000}'..='\u{109f}' // Burmese
        | '\u{1780}'..='\u{17ff}' // Khmer
        | '\u{3040}'..='\u{30ff}' // Japanese syllables
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nothing("", &[])]
    #[case::no_words(" - '' ...", &[])]
    #[case::words("the tide, turned", &["the", "tide", "turned"])]
    #[case::apostrophes("'don't' ' 'tis dogs' x", &["don't", "tis", "dogs", "x"])]
    #[case::two_apostrophes("a''b", &["a", "b"])]
    #[case::other_letters("über żółw-7", &["über", "żółw", "7"])]
    #[case::no_blanks("東京tower", &["東", "京", "tower"])]
    #[case::korean_has_blanks("한글 tower", &["한글", "tower"])]
    fn splits(#[case] text: &str, #[case] expected: &[&str]) {
        let found: Vec<&str> = split_words(text).map(|range| range.of(text)).collect();
        assert_eq!(found, expected);
    }

    proptest! {
        #[test]
        fn words_are_in_order_and_hold_all_letters(text in any::<String>()) {
            let mut end = 0;
            let mut letters = 0;
            for word in split_words(&text) {
                prop_assert!(word.start >= end && !word.is_empty());
                end = word.end;
                letters += word.of(&text).chars().filter(|c| c.is_alphanumeric()).count();
            }
            prop_assert_eq!(letters, text.chars().filter(|c| c.is_alphanumeric()).count());
        }
    }
}
