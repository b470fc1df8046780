//! Sanitizes text from outside, once; the result can be shown on any terminal.
//!
//! 1. [`characters`] says what each character is: text, a mark, a joiner, a new line, or nothing that may stay
//! 2. [`sequences`] removes whole escape sequences, so that no half of one is left to read
//! 3. [`clusters`] drops what else may not stay and limits the marks and joiners of one visible character

mod characters;
mod clusters;
mod sequences;

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

/// Sanitized text: printable, with newlines as the only control characters.
///
/// Sanitizing it again changes nothing. Soft hyphens and no-break spaces are kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(from = "String")]
pub struct Clean(String);

impl Clean {
    /// Sanitizes text.
    ///
    /// Every kind of line end becomes a newline, a tab two spaces; escape sequences, controls, directional
    /// formatting and invisible characters that no script needs are gone.
    ///
    /// ```
    /// use pullquote::text::Clean;
    /// assert_eq!(Clean::new("\u{1b}[31mStorm\u{202e} passes\r\n"), "Storm passes\n");
    /// ```
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(sanitize_text(text).into_owned())
    }

    /// Sanitizes text onto one line: outer white space is removed, inner white space collapses to single spaces.
    #[must_use]
    pub fn line(text: &str) -> Self {
        let text = sanitize_text(text);
        let words: Vec<&str> = text.split_whitespace().collect();
        Self(words.join(" "))
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Returns the sanitized text; borrowed if it needs no change.
fn sanitize_text(text: &str) -> Cow<'_, str> {
    if characters::are_plain(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(clusters::limit_clusters(&sequences::remove_sequences(text)))
}

impl Deref for Clean {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Clean {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Clean {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl PartialEq<str> for Clean {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Clean {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl From<&str> for Clean {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Clean {
    /// Sanitizes text; clean text is not copied.
    fn from(text: String) -> Self {
        match sanitize_text(&text) {
            Cow::Owned(cleaned) => Self(cleaned),
            Cow::Borrowed(_) => Self(text),
        }
    }
}

impl From<Clean> for String {
    fn from(text: Clean) -> Self {
        text.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain_text("The mayor “won’t” say.\n\nWhy?", "The mayor “won’t” say.\n\nWhy?")]
    #[case::line_ends(
        "a\rb\r\nc\u{85}d\u{b}e\u{c}f\u{2028}g\u{2029}h",
        "a\nb\nc\nd\ne\nf\ng\nh"
    )]
    #[case::a_line_end_cut_in_two("a\r\u{1b}[0m\nb", "a\nb")]
    #[case::tabs("a\tb", "a  b")]
    #[case::soft_hyphens_and_no_break_spaces(
        "news\u{ad}room 5\u{a0}km",
        "news\u{ad}room 5\u{a0}km"
    )]
    #[case::c0_and_delete("a\u{0}b\u{8}c\u{7f}d\u{7}e", "abcde")]
    #[case::directional_formatting("a\u{202e}b\u{2066}c\u{2069}d\u{200f}e\u{206a}f", "abcdef")]
    #[case::fillers("a\u{115f}b\u{1160}c\u{3164}d\u{ffa0}e\u{34f}f", "abcdef")]
    #[case::a_blank_braille_cell_is_a_blank("a\u{2800}b", "a b")]
    #[case::tag_characters("\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}!", "\u{1f3f4}!")]
    #[case::selectors_that_select_nothing(
        "x\u{e0100}y\u{fe0f}\u{fe01}葛\u{e0100}\u{e0101}",
        "xy\u{fe0f}葛\u{e0100}"
    )]
    #[case::noncharacters("a\u{fdd0}b\u{ffff}c\u{1fffe}d\u{feff}e\u{fffa}f", "abcdef")]
    fn lets_through(#[case] text: &str, #[case] clean: &str) {
        assert_eq!(Clean::new(text), clean);
    }

    #[rstest]
    #[case::emoji_families("👩‍👩‍👧‍👦 and 🏳️‍🌈 and 👍🏽")]
    #[case::right_to_left_letters("שָׁלוֹם עולם, می‌خواهم")]
    #[case::chinese_japanese_korean("新聞を読む。한국어 뉴스, 葛\u{e0100}飾区")]
    #[case::indic_joiners("क्‍ष श्रीलङ्का র‍্যাব ന്‍ ")]
    #[case::khmer_word_breaks("ភាសា\u{200b}ខ្មែរ")]
    #[case::accents_written_apart("Cafe\u{301} Vie\u{323}\u{302}t")]
    fn keeps_what_scripts_need(#[case] text: &str) {
        assert_eq!(Clean::new(text), text);
    }

    #[rstest]
    #[case::newlines_and_blanks("  Storm\r\n\t passes \n", "Storm passes")]
    #[case::no_break_spaces("5\u{a0}km", "5 km")]
    #[case::blanks_only(" \n ", "")]
    fn makes_one_line(#[case] text: &str, #[case] line: &str) {
        assert_eq!(Clean::line(text), line);
    }

    #[test]
    fn reading_it_back_passes_the_gate() {
        let read: Clean = serde_json::from_str("\"a\\u009db\\u202e\"").unwrap();
        assert_eq!(read, "ab");
        assert_eq!(serde_json::to_string(&read).unwrap(), "\"ab\"");
    }

    /// What the gate treats in some way, so that random texts are dense with it.
    const NOTABLE: &str = "\u{1b}\u{1b}\u{1b}[]P_\\^X0;1m\u{7}\u{18}\u{90}\u{98}\u{9b}\u{9c}\u{9d}\u{85}\r\n\t \u{a0}\
        ab\u{300}\u{301}\u{20dd}\u{fe0f}葛\u{e0100}\u{94d}\u{915}\u{200b}\u{200c}\u{200d}\u{200d}👩🏽🇫\u{1161}\u{1100}\u{ff9e}\
        \u{ad}\u{61c}\u{202e}\u{2066}\u{206a}\u{feff}\u{fff9}\u{2800}\u{3164}\u{e0041}\u{ffff}";

    fn hostile() -> impl Strategy<Value = String> {
        let notable: Vec<char> = NOTABLE.chars().collect();
        let character = prop_oneof![9 => prop::sample::select(notable), 1 => any::<char>()];
        prop::collection::vec(character, 0..60).prop_map(String::from_iter)
    }

    fn is_forbidden(c: char) -> bool {
        let number = u32::from(c);
        (c.is_control() && c != '\n')
            || number & 0xfffe == 0xfffe
            || matches!(number, 0x34f | 0x61c | 0x115f | 0x1160 | 0x200e | 0x200f | 0x2028..=0x202e | 0x2060..=0x206f)
            || matches!(number, 0x2800 | 0x3164 | 0xfdd0..=0xfdef | 0xfeff | 0xffa0 | 0xfff9..=0xfffb)
            || matches!(number, 0xe0000..=0xe007f)
    }

    proptest! {
        #[test]
        fn passing_again_changes_nothing(text in hostile()) {
            let clean = Clean::new(&text);
            prop_assert_eq!(&Clean::new(&clean), &clean);
            prop_assert_eq!(&Clean::from(text), &clean);
            let line = Clean::line(&clean);
            prop_assert_eq!(&Clean::new(&line), &line);
        }

        #[test]
        fn nothing_forbidden_leaves(text in hostile()) {
            prop_assert!(!Clean::new(&text).contains(is_forbidden));
        }

        #[test]
        fn no_line_begins_with_a_mark(text in hostile()) {
            for line in Clean::new(&text).lines() {
                let first = line.trim_start().chars().next();
                prop_assert!(!first.is_some_and(unicode_normalization::char::is_combining_mark));
            }
        }

        #[test]
        fn text_of_letters_and_newlines_stays(text in "[a-zé“—。\n ]{0,200}") {
            prop_assert_eq!(Clean::new(&text), text.as_str());
        }
    }
}
