//! Finds the parts of a text that match a query.

use crate::article::TextRange;
use crate::text::Folded;

use super::index::stem_of;
use super::query::{Clause, Query, QueryWords};
use super::words;

/// The fewest first letters that a word has in common with its other forms.
const COMMON: usize = 2;

/// Returns the parts of `text` that match a query, in order and without overlaps.
///
/// ```
/// use jiff::civil::date;
/// use pullquote::search::{marks::find_marks, query::Query};
/// let text = "He denied it: “No comment.”";
/// let query = Query::parse_text("deny \"no comment\" -it", date(2026, 5, 1));
/// let marked: Vec<&str> = find_marks(&query, text).into_iter().map(|mark| mark.of(text)).collect();
/// assert_eq!(marked, ["denied", "No comment"]);
/// ```
#[must_use]
pub fn find_marks(query: &Query, text: &str) -> Vec<TextRange> {
    let wanted = QueryPatterns::from_query(query);
    if wanted.0.is_empty() {
        return Vec::new();
    }
    // Matched in the folded text, as the index does, or a hit could have nothing to mark; the ranges are mapped
    // back to the original text.
    let folded = Folded::new(text);
    let ranges: Vec<TextRange> = words::split_words(folded.text()).collect();
    let mut marks: Vec<TextRange> = Vec::new();
    for number in 0..ranges.len() {
        let rest = ranges.get(number..).unwrap_or_default();
        let Some(length) = wanted.length_at(folded.text(), rest) else {
            continue;
        };
        let (Some(first), Some(last)) = (rest.first(), rest.get(length - 1)) else {
            continue;
        };
        let mark = folded.original_range(first.union(*last));
        match marks.last_mut() {
            Some(before) if before.overlaps(mark) => *before = before.union(mark),
            _ => marks.push(mark),
        }
    }
    marks
}

/// The patterns of a query's words and phrases.
struct QueryPatterns<'a>(Vec<WordPattern<'a>>);

/// A phrase, or one word in any form.
struct WordPattern<'a> {
    words: &'a QueryWords,
    /// The stem of a single word; `None` for a phrase, whose words match as they are.
    stem: Option<String>,
}

impl<'a> QueryPatterns<'a> {
    fn from_query(query: &'a Query) -> Self {
        let mut patterns = Vec::new();
        let mut visit = |clause: &'a Clause| match clause {
            Clause::Word(words) => patterns.push(WordPattern {
                stem: words.words.first().map(|word| stem_of(word)),
                words,
            }),
            Clause::Phrase(words) => patterns.push(WordPattern { words, stem: None }),
            // The others are about the speaker, the source or the date, which are not in the text.
            Clause::All(_)
            | Clause::Any(_)
            | Clause::Not(_)
            | Clause::Anything
            | Clause::Field(..)
            | Clause::Days { .. }
            | Clause::Is(_) => {}
        };
        if let Some(clause) = &query.clause {
            clause.visit_positive(&mut visit);
        }
        Self(patterns)
    }

    /// Returns how many words at the start of `rest` the longest matching pattern covers.
    fn length_at(&self, text: &str, rest: &[TextRange]) -> Option<usize> {
        let found = self
            .0
            .iter()
            .filter(|pattern| pattern.starts_at(text, rest));
        found.map(|pattern| pattern.words.words.len()).max()
    }
}

impl WordPattern<'_> {
    fn starts_at(&self, text: &str, rest: &[TextRange]) -> bool {
        let wanted = &self.words.words;
        if rest.len() < wanted.len() {
            return false;
        }
        let pairs = wanted.iter().zip(rest).enumerate();
        let mut fits = pairs.map(|(number, (wanted, range))| {
            let may_go_on = self.words.is_prefix && number + 1 == self.words.words.len();
            self.matches_word(range.of(text), wanted, may_go_on)
        });
        fits.all(|fits| fits)
    }

    fn matches_word(&self, word: &str, wanted: &str, may_go_on: bool) -> bool {
        if word == wanted || (may_go_on && word.starts_with(wanted)) {
            return true;
        }
        // Comparing letters is much cheaper than stemming every word of the text, and stems keep the first ones.
        let common = wanted
            .chars()
            .zip(word.chars())
            .take_while(|(one, other)| one == other);
        self.stem.is_some()
            && common.take(COMMON).count() == COMMON
            && self.stem.as_deref() == Some(&stem_of(word))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn query(text: &str) -> Query {
        Query::parse_text(text, date(2026, 5, 6))
    }

    #[rstest]
    #[case::a_word_in_any_form("tide ", "Tides rise; a tide’s end.", &["Tides", "tide’s"])]
    #[case::a_beginning("ti", "Tides rise in time.", &["Tides", "time"])]
    #[case::not_in_the_middle("ides", "Tides", &[])]
    #[case::a_phrase_over_lines("\"high water\"", "The high\n\nwater.", &["high\n\nwater"])]
    #[case::a_phrase_being_typed("\"high wa", "high water, low water", &["high water"])]
    #[case::not_in_another_order("\"water high\"", "high water", &[])]
    #[case::typography("don't", "I don’t, and do\u{ad}n't.", &["don’t", "do\u{ad}n't"])]
    #[case::accents("cafe nunez ", "Núñez’s café", &["Núñez’s", "café"])]
    #[case::either("ebb OR flood ", "The flood and the ebb", &["flood", "ebb"])]
    #[case::nothing_excluded("-ebb tide ", "ebb tide", &["tide"])]
    #[case::no_speaker("said:lund ", "Lund said", &[])]
    #[case::not_what_is_written_nearly_so("harbor ", "harbour", &[])]
    #[case::touching("ab \"ab cd\"", "ab cd", &["ab cd"])]
    fn are_found(#[case] asked: &str, #[case] text: &str, #[case] expected: &[&str]) {
        let marks = find_marks(&query(asked), text);
        let marked: Vec<&str> = marks.into_iter().map(|mark| mark.of(text)).collect();
        assert_eq!(marked, expected);
    }

    proptest! {
        #[test]
        fn are_in_order_and_apart(text in "[ab“”’é \n\u{ad}]{0,40}", asked in "[ab\"-é’ ]{0,12}") {
            let mut end = 0;
            for mark in find_marks(&query(&asked), &text) {
                prop_assert!(mark.start >= end && !mark.of(&text).is_empty());
                end = mark.end;
            }
        }
    }
}
