//! Spells text in ASCII, for terminals that show nothing else.

use unicode_normalization::UnicodeNormalization;

use super::fold::{CaseFolding, Folded};
use super::measure::split_graphemes;

/// Returns a text in ASCII that takes the same columns: what `mark` gives for a character, else a letter without its accents,
/// else a question mark.
///
/// ```
/// use pullquote::text::ascii::spell_ascii;
/// assert_eq!(spell_ascii("Café in Łódź, 新聞", |_| None), "Cafe in Lodz, ????");
/// ```
#[must_use]
pub fn spell_ascii(text: &str, mark: impl Fn(char) -> Option<char>) -> String {
    let mut spelled = String::with_capacity(text.len());
    for (grapheme, columns) in split_graphemes(text) {
        let first = grapheme.chars().next().unwrap_or(' ');
        let known = if first.is_ascii() {
            Some(first)
        } else {
            mark(first).or_else(|| ascii_letter(grapheme))
        };
        // A letter of two columns keeps its place, so that what follows stays below what it was above.
        let rest = if known.is_some() { ' ' } else { '?' };
        let letters = std::iter::once(known.unwrap_or('?')).chain(std::iter::repeat(rest));
        spelled.extend(letters.take(columns));
    }
    spelled
}

/// Returns the first ASCII letter of what a letter folds to; `None` if that is something else, or if it is a sign of several
/// letters ("™", "Ⅷ").
fn ascii_letter(grapheme: &str) -> Option<char> {
    let folded = Folded::with_case(grapheme, CaseFolding::Kept);
    let first = folded.text().chars().next()?;
    let is_whole = folded.text().len() == 1 && !first.is_control();
    let is_sign = grapheme.nfkc().ne(grapheme.nfc());
    (is_whole || first.is_ascii_alphabetic() && !is_sign).then_some(first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::text::measure::count_columns;

    #[rstest]
    #[case::letters_lose_their_accents("Ærø, Straße, naïve", "Aro, Strase, naive")]
    #[case::signs_of_several_letters_are_asked("Foo™, Ⅷ", "Foo?, ?")]
    #[case::blanks_stay("a\u{a0}b", "a b")]
    #[case::what_has_no_letter_is_asked("5 € 😀", "5 ? ??")]
    #[case::what_is_joined_is_one("e\u{301}t\u{ad}e", "ete")]
    #[case::wide_letters_keep_their_columns("Ａ1", "A 1")]
    fn spells(#[case] text: &str, #[case] ascii: &str) {
        assert_eq!(spell_ascii(text, |_| None), ascii);
    }

    proptest! {
        #[test]
        fn it_is_ascii_of_the_same_columns(text in "\\PC{0,40}") {
            let spelled = spell_ascii(&text, |_| None);
            prop_assert!(spelled.is_ascii(), "{spelled}");
            prop_assert_eq!(count_columns(&spelled), count_columns(&text));
        }
    }
}
