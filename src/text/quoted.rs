//! The words of a quote as they are shown without the sentence around them.

use std::borrow::Cow;

/// The marks that close a quote.
const CLOSING: [char; 5] = ['”', '"', '»', '’', '\''];

/// Returns where the comma is that the sentence puts before the closing mark, as in `“It rained,” he said`; `None` if there is none.
#[must_use]
pub fn find_clause_comma(words: &str) -> Option<usize> {
    let words = words.trim_end();
    let bare = words.trim_end_matches(CLOSING);
    let is_closed = bare.len() < words.len();
    bare.strip_suffix(',').filter(|_| is_closed).map(str::len)
}

/// Returns the words without the comma that the sentence puts before the closing mark.
#[must_use]
pub fn drop_clause_comma(words: &str) -> Cow<'_, str> {
    let Some(comma) = find_clause_comma(words) else {
        return Cow::Borrowed(words);
    };
    let (before, after) = words.split_at(comma);
    Cow::Owned(format!("{before}{}", after.trim_start_matches(',')))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::before_a_curly_mark("“It rained,”", "“It rained”")]
    #[case::before_a_straight_mark("\"It rained,\"", "\"It rained\"")]
    #[case::before_a_single_mark("'It rained,'", "'It rained'")]
    #[case::before_two_single_marks("''It rained,''", "''It rained''")]
    #[case::within("“Rain, rain.”", "“Rain, rain.”")]
    #[case::without_a_mark("Rain,", "Rain,")]
    #[case::nothing("", "")]
    fn the_comma_of_the_sentence_is_dropped(#[case] words: &str, #[case] expected: &str) {
        assert_eq!(drop_clause_comma(words), expected);
    }
}
