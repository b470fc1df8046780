//! How many columns of the screen a text takes.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns the columns that a text takes on one line; newlines and soft hyphens take none.
///
/// ```
/// use pullquote::text::measure::count_columns;
/// assert_eq!(count_columns("naïve"), 5);
/// assert_eq!(count_columns("新聞"), 4);
/// ```
#[must_use]
pub fn count_columns(text: &str) -> usize {
    let simple: Option<usize> = text.chars().map(simple_columns).sum();
    simple.unwrap_or_else(|| split_graphemes(text).map(|(_, columns)| columns).sum())
}

/// Returns `true` if each character of a text takes one column, and is never joined with another.
#[must_use]
pub(crate) fn has_single_columns(text: &str) -> bool {
    text.chars().all(|c| simple_columns(c) == Some(1))
}

/// Returns as much of a text as fits, and whether something was cut off.
///
/// If something was, one column is left for an ellipsis, and no space precedes it.
///
/// ```
/// use pullquote::text::measure::truncate;
/// assert_eq!(truncate("Storm passes", 12), ("Storm passes", false));
/// assert_eq!(truncate("Storm passes", 7), ("Storm", true));
/// ```
#[must_use]
pub fn truncate(text: &str, columns: usize) -> (&str, bool) {
    let mut taken = 0;
    let mut end = 0;
    let mut kept = 0;
    for (grapheme, width) in split_graphemes(text) {
        taken += width;
        end += grapheme.len();
        if taken > columns {
            return (text.get(..kept).unwrap_or_default().trim_end(), true);
        }
        if taken < columns {
            kept = end;
        }
    }
    (text, false)
}

/// Returns the columns of a character of a common script; such characters never combine with each other.
const fn simple_columns(c: char) -> Option<usize> {
    match c {
        ' '..='~'
        | '\u{a0}'..='\u{ac}'
        | '\u{ae}'..='\u{2ff}'
        | '\u{370}'..='\u{482}'
        | '\u{2010}'..='\u{2027}' => Some(1),
        '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fe}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' => Some(2),
        _ => None,
    }
}

/// Returns the visible characters of a text, as the screen draws them one by one, with their columns.
pub(super) fn split_graphemes(text: &str) -> impl Iterator<Item = (&str, usize)> {
    // Extended grapheme clusters (UAX #29) are what a terminal draws as one character.
    text.graphemes(true).map(|grapheme| {
        let is_unseen = grapheme.starts_with(|c: char| c == '\u{ad}' || c.is_control());
        let columns = if is_unseen { 0 } else { grapheme.width() };
        (grapheme, columns)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nothing("", 0)]
    #[case::letters("storm", 5)]
    #[case::accents_of_their_own("cafe\u{301}", 4)]
    #[case::wide_characters("新聞 x", 6)]
    #[case::an_emoji_family("👩‍👩‍👧‍👦", 2)]
    #[case::a_flag("🇫🇷", 2)]
    #[case::soft_hyphens_and_newlines("news\u{ad}room\n", 8)]
    fn measures(#[case] text: &str, #[case] expected: usize) {
        assert_eq!(count_columns(text), expected);
    }

    #[rstest]
    #[case::what_fits("abc", 3, "abc", false)]
    #[case::a_letter_too_many("abcd", 3, "ab", true)]
    #[case::a_wide_character_that_half_fits("新聞社", 4, "新", true)]
    #[case::into_nothing("abc", 0, "", true)]
    #[case::nothing("", 0, "", false)]
    #[case::one_column("abc", 1, "", true)]
    fn truncates(
        #[case] text: &str,
        #[case] width: usize,
        #[case] kept: &str,
        #[case] is_cut: bool,
    ) {
        assert_eq!(truncate(text, width), (kept, is_cut));
    }

    #[test]
    fn a_simple_character_has_its_own_width() {
        for c in '\0'..=char::MAX {
            if let Some(columns) = simple_columns(c) {
                assert_eq!(
                    UnicodeWidthStr::width(c.encode_utf8(&mut [0; 4])),
                    columns,
                    "{c:?}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn a_text_is_as_wide_as_its_characters(text in "[a-z é—“新あア한я\u{301}\u{200d}👩]{0,20}") {
            let sum: usize = split_graphemes(&text).map(|(_, columns)| columns).sum();
            prop_assert_eq!(count_columns(&text), sum);
        }

        #[test]
        fn what_is_kept_fits_with_its_ellipsis(text in "[a é新\u{301}👩]{0,20}", width in 0..12_usize) {
            let (kept, is_cut) = truncate(&text, width);
            prop_assert!(text.starts_with(kept));
            prop_assert!(kept.is_empty() || count_columns(kept) + usize::from(is_cut) <= width);
            prop_assert_eq!(is_cut, count_columns(&text) > width);
        }
    }
}
