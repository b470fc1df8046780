//! Finds the parts of a text that match a query.

use std::borrow::Cow;

use crate::article::TextRange;
use crate::text::Folded;

use super::forms::{form_key, is_irregular};
use super::query::{Clause, Query, QueryWords};
use super::words;

/// The fewest first letters that a word has in common with its other regular forms.
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
    find_marks_within(query, text, &[])
}

/// Returns [`find_marks`] of the parts of a text that are quoted; without parts of the whole text.
///
/// What lies between the parts is left out, so that a phrase may start in one part and end in the next: it has a mark in
/// each.
#[must_use]
pub fn find_marks_within(query: &Query, text: &str, fragments: &[TextRange]) -> Vec<TextRange> {
    let wanted = QueryPatterns::from_query(query);
    if wanted.0.is_empty() {
        return Vec::new();
    }
    // Matched in the folded text, as the index does, or a hit could have nothing to mark; the ranges are mapped
    // back to the original text.
    let folded = Folded::new(text);
    let terms = marked_terms(&folded, fragments);
    let mut marks: Vec<TextRange> = Vec::new();
    for number in 0..terms.len() {
        let rest = terms.get(number..).unwrap_or_default();
        let Some(length) = wanted.length_at(rest) else {
            continue;
        };
        let matched = rest.get(..length).unwrap_or_default();
        for part in matched.chunk_by(|one, next| one.fragment == next.fragment) {
            let (Some(first), Some(last)) = (part.first(), part.last()) else {
                continue;
            };
            add_mark(
                &mut marks,
                folded.original_range(first.range.union(last.range)),
            );
        }
    }
    marks
}

fn add_mark(marks: &mut Vec<TextRange>, mark: TextRange) {
    match marks.last_mut() {
        // A phrase over a break has two marks; a word of its first part is inside the first of them.
        Some(before) if mark.start < before.start => {}
        Some(before) if before.overlaps(mark) => *before = before.union(mark),
        _ => marks.push(mark),
    }
}

/// Adds the parts of a text that have all words of a phrase but one.
pub(super) fn add_partial_marks(
    phrase: &[String],
    text: &str,
    fragments: &[TextRange],
    marks: &mut Vec<TextRange>,
) {
    let folded = Folded::new(text);
    let terms = marked_terms(&folded, fragments);
    let ways = partial_ways(phrase);
    let mut at = 0;
    while at < terms.len() {
        let rest = terms.get(at..).unwrap_or_default();
        let Some(way) = ways.iter().find(|way| has_words(rest, way)) else {
            at += 1;
            continue;
        };
        let found = rest.iter().zip(way).filter(|(_, wanted)| wanted.is_some());
        for (term, _) in found {
            let mark = folded.original_range(term.range);
            if !marks.iter().any(|known| known.overlaps(mark)) {
                marks.push(mark);
            }
        }
        at += way.len();
    }
    marks.sort_unstable();
}

/// Returns the phrase with each of its words replaced by any, and without it.
fn partial_ways(phrase: &[String]) -> Vec<Vec<Option<&str>>> {
    let mut ways = Vec::new();
    for wrong in 0..phrase.len() {
        let mut words: Vec<Option<&str>> = phrase.iter().map(|word| Some(word.as_str())).collect();
        if let Some(word) = words.get_mut(wrong) {
            *word = None;
        }
        let adjacent = words
            .iter()
            .filter(|word| word.is_some())
            .copied()
            .collect();
        ways.extend([words, adjacent]);
    }
    // At the ends any word is no word at all.
    ways.retain(|way| {
        way.first().is_some_and(Option::is_some) && way.last().is_some_and(Option::is_some)
    });
    ways
}

/// Returns `true` if a text goes on with these words; `None` is any word.
fn has_words(rest: &[MarkedTerm<'_>], words: &[Option<&str>]) -> bool {
    let is_word = |(term, wanted): (&MarkedTerm<'_>, Option<&str>)| {
        wanted.is_none_or(|wanted| term.text == wanted || term.parts.contains(&wanted))
    };
    rest.len() >= words.len() && rest.iter().zip(words.iter().copied()).all(is_word)
}

/// A word of the text that may be marked.
pub(super) struct MarkedTerm<'a> {
    pub(super) range: TextRange,
    pub(super) text: Cow<'a, str>,
    /// The parts of a word with a hyphen.
    parts: [&'a str; 2],
    /// The number of its fragment.
    fragment: usize,
}

/// Returns the words of the fragments, or of the whole text if there are none.
pub(super) fn marked_terms<'a>(folded: &'a Folded, fragments: &[TextRange]) -> Vec<MarkedTerm<'a>> {
    let text = folded.text();
    let whole = [TextRange::new(0, text.len())];
    let parts: Vec<TextRange> = fragments
        .iter()
        .map(|part| {
            let start = folded.folded_position(part.start);
            TextRange::new(start, folded.folded_position(part.end))
        })
        .collect();
    let parts = if parts.is_empty() { &whole[..] } else { &parts };
    let mut terms = Vec::new();
    for (fragment, part) in parts.iter().enumerate() {
        // Split by itself, as the index does: letters on either side of a break are no abbreviation.
        for term in words::split_terms(part.of(text)) {
            let place =
                |range: TextRange| TextRange::new(part.start + range.start, part.start + range.end);
            terms.push(MarkedTerm {
                range: place(term.range),
                text: term.text,
                parts: term
                    .parts
                    .map(|parts| parts.map(|range| place(range).of(text)))
                    .unwrap_or_default(),
                fragment,
            });
        }
    }
    terms
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
                stem: words.words.first().map(|word| form_key(word)),
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
    fn length_at(&self, rest: &[MarkedTerm<'_>]) -> Option<usize> {
        let found = self.0.iter().filter(|pattern| pattern.starts_at(rest));
        found.map(|pattern| pattern.words.words.len()).max()
    }
}

impl WordPattern<'_> {
    fn starts_at(&self, rest: &[MarkedTerm<'_>]) -> bool {
        let wanted = &self.words.words;
        if rest.len() < wanted.len() {
            return false;
        }
        let pairs = wanted.iter().zip(rest).enumerate();
        let mut fits = pairs.map(|(number, (wanted, term))| {
            let may_go_on = self.words.is_prefix && number + 1 == self.words.words.len();
            self.matches_word(&term.text, wanted, may_go_on)
                || term
                    .parts
                    .iter()
                    .any(|part| !part.is_empty() && self.matches_word(part, wanted, may_go_on))
        });
        fits.all(|fits| fits)
    }

    fn matches_word(&self, word: &str, wanted: &str, may_go_on: bool) -> bool {
        if word == wanted || (may_go_on && word.starts_with(wanted)) {
            return true;
        }
        let Some(stem) = &self.stem else {
            return false;
        };
        // Comparing letters is much cheaper than stemming every word of the text, and regular forms share the first ones.
        let letters = wanted.chars().zip(word.chars());
        let common = letters.take_while(|(one, other)| one == other);
        (common.take(COMMON).count() == COMMON || is_irregular(word) || is_irregular(wanted))
            && *stem == form_key(word)
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

    #[rstest]
    #[case::no_words_of_the_reporter("said ", "“We said so,” she said, “twice.”", &["said"])]
    #[case::a_phrase_over_the_break("\"so twice\"", "“We said so,” she said, “twice.”", &["so", "twice"])]
    #[case::a_word_in_it_too("so \"so twice\" twice ", "“We said so,” she said, “twice.”", &["so", "twice"])]
    fn only_the_quoted_parts_are_marked(
        #[case] asked: &str,
        #[case] text: &str,
        #[case] expected: &[&str],
    ) {
        let opened = text.match_indices('“');
        let closed = text.match_indices('”');
        let fragments: Vec<TextRange> = opened
            .zip(closed)
            .map(|((start, _), (end, mark))| TextRange::new(start, end + mark.len()))
            .collect();
        let marks = find_marks_within(&query(asked), text, &fragments);
        let marked: Vec<&str> = marks.into_iter().map(|mark| mark.of(text)).collect();
        assert_eq!(marked, expected);
    }

    #[rstest]
    #[case::another_word("we mend the boat", "Now we sell the boat.", &["we", "the", "boat"])]
    #[case::a_word_too_many("we mend the boat", "We mend boats. We mend the ship", &["We", "mend", "the"])]
    #[case::none_in_the_text("we mend the boat", "We mend boat", &["We", "mend", "boat"])]
    #[case::too_few("we mend the boat", "the boat we mend", &[])]
    fn partial_phrases_are_marked(
        #[case] phrase: &str,
        #[case] text: &str,
        #[case] expected: &[&str],
    ) {
        let words: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
        let mut marks = Vec::new();
        add_partial_marks(&words, text, &[], &mut marks);
        let marked: Vec<&str> = marks.into_iter().map(|mark| mark.of(text)).collect();
        assert_eq!(marked, expected);
    }

    #[rstest]
    #[case::irregular("buy ", "They bought it.", &["bought"])]
    #[case::irregular_in_the_query("mice ", "A mouse ran.", &["mouse"])]
    #[case::different("several ", "severe, several", &["several"])]
    #[case::initials("fbi ", "the F.B.I. and the FBI", &["F.B.I", "FBI"])]
    #[case::numbers("3000 ", "3,000 of 3000", &["3,000", "3000"])]
    #[case::a_hyphen("email ", "e-mail", &["e-mail"])]
    #[case::a_part("mail ", "e-mail", &["e-mail"])]
    fn forms_are_found(#[case] asked: &str, #[case] text: &str, #[case] expected: &[&str]) {
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
