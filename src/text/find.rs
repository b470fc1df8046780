//! Finds what the user types in one text, whatever its typography and layout.

use memchr::memmem;
use regex::{Regex, RegexBuilder};

use super::fold::{CaseFolding, Folded};
use crate::article::TextRange;

/// What begins a regular expression.
const REGEX: &str = "regex:";
/// The most memory a regular expression may take, in bytes.
const LARGEST: usize = 8 << 20;

/// Something to find: words, or a regular expression.
#[derive(Debug, Clone)]
pub struct FindPattern {
    kind: PatternKind,
    case: CaseFolding,
}

#[derive(Debug, Clone)]
enum PatternKind {
    Words(String),
    Regex(Regex),
}

/// Why a text is no pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FindError {
    /// The regular expression is wrong.
    #[error("'{expression}' is no regular expression: {reason}")]
    Regex {
        /// What was typed.
        expression: String,
        /// What is wrong with it, on one line.
        reason: String,
    },
}

impl FindPattern {
    /// Parses what the user typed; after `regex:` it is a regular expression over the folded text.
    ///
    /// A capital letter makes case matter; in an expression, one that is not behind a backslash.
    ///
    /// # Errors
    /// When the regular expression is wrong or too large.
    ///
    /// ```
    /// use pullquote::text::find::FindPattern;
    /// use pullquote::text::fold::Folded;
    /// let text = "She said she didn’t\nknow.";
    /// let pattern = FindPattern::parse("didn't know")?;
    /// let hits = pattern.find_hits(&Folded::with_case(text, pattern.case()));
    /// assert_eq!(hits.first().map(|hit| hit.of(text)), Some("didn’t\nknow"));
    /// # Ok::<(), pullquote::text::find::FindError>(())
    /// ```
    pub fn parse(typed: &str) -> Result<Self, FindError> {
        let Some(expression) = typed.strip_prefix(REGEX) else {
            let case = case_of(typed.chars());
            let words = Folded::with_case(typed, case).text().to_owned();
            return Ok(Self {
                kind: PatternKind::Words(words),
                case,
            });
        };
        let case = case_of(unescaped_characters(expression));
        let built = RegexBuilder::new(&folded_expression(expression))
            .case_insensitive(case == CaseFolding::Folded)
            .size_limit(LARGEST)
            .dfa_size_limit(LARGEST)
            .build();
        match built {
            Ok(regex) => Ok(Self {
                kind: PatternKind::Regex(regex),
                case,
            }),
            Err(error) => Err(FindError::Regex {
                expression: expression.to_owned(),
                reason: error_reason(&error),
            }),
        }
    }

    /// Returns how a text must be folded for this pattern.
    #[must_use]
    pub const fn case(&self) -> CaseFolding {
        self.case
    }

    /// Returns the hits in the original text, in its order; they are not empty and do not overlap.
    #[must_use]
    pub fn find_hits(&self, folded: &Folded) -> Vec<TextRange> {
        match &self.kind {
            PatternKind::Words(words) if words.is_empty() => Vec::new(),
            PatternKind::Words(words) => {
                let starts = memmem::find_iter(folded.text().as_bytes(), words.as_bytes());
                map_to_original(
                    folded,
                    starts.map(|start| TextRange::new(start, start + words.len())),
                )
            }
            PatternKind::Regex(regex) => {
                let found = regex
                    .find_iter(folded.text())
                    .filter(|found| !found.is_empty());
                map_to_original(
                    folded,
                    found.map(|found| TextRange::new(found.start(), found.end())),
                )
            }
        }
    }
}

/// Maps ranges to the original text; of two that meet in one original character the first stays.
fn map_to_original(folded: &Folded, found: impl Iterator<Item = TextRange>) -> Vec<TextRange> {
    let mut end = 0;
    folded
        .original_ranges(found)
        .filter(|range| {
            let is_new = range.start >= end && !range.is_empty();
            end = if is_new { range.end } else { end };
            is_new
        })
        .collect()
}

fn case_of(mut characters: impl Iterator<Item = char>) -> CaseFolding {
    if characters.any(char::is_uppercase) {
        CaseFolding::Kept
    } else {
        CaseFolding::Folded
    }
}

/// Returns the characters of an expression that are not escaped by a backslash.
fn unescaped_characters(expression: &str) -> impl Iterator<Item = char> {
    let mut is_escaped = false;
    expression.chars().filter(move |character| {
        let stands = !is_escaped;
        is_escaped = !is_escaped && *character == '\\';
        stands
    })
}

/// Folds the non-ASCII characters of an expression in the same way as the text that it is matched with.
fn folded_expression(expression: &str) -> String {
    let mut folded = String::with_capacity(expression.len());
    for character in expression.chars() {
        if character.is_ascii() {
            folded.push(character);
        } else {
            let literal = Folded::with_case(character.encode_utf8(&mut [0; 4]), CaseFolding::Kept);
            folded.push_str(&regex::escape(literal.text()));
        }
    }
    folded
}

/// Returns the last line of an error, which says what is wrong; the lines above it show the position.
fn error_reason(error: &regex::Error) -> String {
    if let regex::Error::CompiledTooBig(_) = error {
        return "it is too large, mostly through counted repeats".to_owned();
    }
    // `regex` prints the pattern, a caret below the fault, and the reason on the last line.
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default().trim();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn found(text: &str, typed: &str) -> Vec<String> {
        let pattern = FindPattern::parse(typed).unwrap();
        let hits = pattern.find_hits(&Folded::with_case(text, pattern.case()));
        hits.into_iter()
            .map(|hit| hit.of(text).to_owned())
            .collect()
    }

    #[rstest]
    #[case::words("the ferry sails", "ferry", &["ferry"])]
    #[case::a_straight_mark_for_a_curly_one("he didn’t", "didn't", &["didn’t"])]
    #[case::a_curly_mark_for_a_straight_one("he didn't", "didn’t", &["didn't"])]
    #[case::accents("Café Müller", "cafe muller", &["Café Müller"])]
    #[case::dashes("so — then", "so - then", &["so — then"])]
    #[case::a_soft_hyphen("har\u{ad}bour", "harbour", &["har\u{ad}bour"])]
    #[case::a_space_that_does_not_break("10\u{a0}km", "10 km", &["10\u{a0}km"])]
    #[case::across_a_line_break("night\nferry", "night ferry", &["night\nferry"])]
    #[case::across_paragraphs("the end.\n\nThen", "end. then", &["end.\n\nThen"])]
    #[case::small_letters_find_both("Tide and tide", "tide", &["Tide", "tide"])]
    #[case::a_capital_finds_capitals("Tide and tide", "Tide", &["Tide"])]
    #[case::an_expression("1 boat, 22 boats", "regex:[0-9]+ boats?", &["1 boat", "22 boats"])]
    #[case::an_expression_with_a_class_in_capitals("A b", r"regex:\S", &["A", "b"])]
    #[case::typography_in_an_expression("it’s “so”", "regex:(it’s|was) [“x]so", &["it’s “so"])]
    #[case::dashes_in_an_expression("a – b", "regex:a [—,] b", &["a – b"])]
    #[case::counted_letters("harbour", r"regex:\w{3,60}", &["harbour"])]
    #[case::an_expression_that_matches_nothing_much("ab", "regex:x*", &[])]
    #[case::nothing("ab", "", &[])]
    fn finds(#[case] text: &str, #[case] typed: &str, #[case] expected: &[&str]) {
        assert_eq!(found(text, typed), expected);
    }

    #[test]
    fn a_wrong_expression_is_explained_on_one_line() {
        let error = FindPattern::parse("regex:(ab").unwrap_err();
        assert_eq!(
            error.to_string(),
            "'(ab' is no regular expression: unclosed group"
        );
    }

    #[test]
    fn an_expression_that_would_be_huge_is_refused() {
        let error = FindPattern::parse(r"regex:\w{5000}{500}").unwrap_err();
        assert!(error.to_string().ends_with("counted repeats"));
    }

    proptest! {
        #[test]
        fn any_text_and_pattern_give_ordered_hits(text in "\\PC{0,60}", typed in "\\PC{0,6}") {
            if let Ok(pattern) = FindPattern::parse(&typed) {
                let hits = pattern.find_hits(&Folded::with_case(&text, pattern.case()));
                prop_assert!(hits.windows(2).all(|pair| pair[0].end <= pair[1].start));
                prop_assert!(hits.iter().all(|hit| !hit.of(&text).is_empty()));
            }
        }

        #[test]
        fn a_text_finds_itself(text in "[a-zA-Zéü’ —-]{1,20}") {
            let needle = text.trim();
            prop_assume!(!needle.is_empty());
            prop_assert!(!found(&text, needle).is_empty());
        }
    }
}
