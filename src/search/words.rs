//! Splits folded text into words, the same for the index, queries and marks.
//!
//! Names are split into plain words ([`split_words`]), texts into terms ([`split_terms`]), which also join what is written in
//! several ways: "F.B.I." and "FBI", "3,000" and "3000", "e-mail" and "email".

use std::borrow::Cow;

use crate::article::TextRange;

/// First parts of words that are written with and without a hyphen.
const PREFIXES: [&str; 9] = ["e", "t", "x", "co", "re", "non", "pre", "anti", "semi"];

/// Words that are no abbreviation: "U.S." is not "us". Initials that spell one keep their stops.
const NOT_INITIALS: [&str; 22] = [
    "am", "as", "at", "be", "by", "do", "go", "he", "if", "in", "is", "it", "me", "my", "no", "of",
    "on", "or", "so", "up", "us", "who",
];

/// The number of digits between two commas.
const DIGIT_GROUP: usize = 3;

/// The longest word that is searched, in bytes; nobody types a longer one.
pub const LONGEST_WORD: usize = 64;

/// Returns the words of a folded name, which all spellings of it share.
#[must_use]
pub fn words_key(folded: &str) -> String {
    let words: Vec<&str> = split_words(folded).map(|range| range.of(folded)).collect();
    words.join(" ")
}

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

/// A word of a text as it is searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextTerm<'a> {
    /// The word in the folded text.
    pub range: TextRange,
    /// The word without stops, commas or a hyphen inside.
    pub text: Cow<'a, str>,
    /// The two parts of a word with a hyphen that was left out, by which it is found as well.
    pub parts: Option<[TextRange; 2]>,
}

/// Returns the words of a folded text, in order, as they are searched.
///
/// ```
/// use pullquote::search::words::split_terms;
/// let found: Vec<String> = split_terms("the f.b.i.'s 3,000 e-mails").map(|term| term.text.into_owned()).collect();
/// assert_eq!(found, ["the", "fbi's", "3000", "emails"]);
/// ```
#[must_use]
pub fn split_terms(folded: &str) -> TextTerms<'_> {
    TextTerms {
        text: folded,
        words: split_words(folded),
    }
}

/// An iterator over the terms of a text.
#[derive(Debug, Clone)]
pub struct TextTerms<'a> {
    text: &'a str,
    words: WordRanges<'a>,
}

impl<'a> Iterator for TextTerms<'a> {
    type Item = TextTerm<'a>;

    fn next(&mut self) -> Option<TextTerm<'a>> {
        let range = self.words.next()?;
        let word = range.of(self.text);
        let joined = match self.text.as_bytes().get(range.end) {
            Some(b'.') if is_letter(word) => self.join_initials(range),
            Some(b',') if is_digits(word) && word.len() <= DIGIT_GROUP => self.join_digits(range),
            Some(b'-') if PREFIXES.contains(&word) => self.join_prefix(range),
            _ => None,
        };
        Some(joined.unwrap_or(TextTerm {
            range,
            text: Cow::Borrowed(word),
            parts: None,
        }))
    }
}

impl<'a> TextTerms<'a> {
    /// Joins letters with a stop after each: "F.B.I.", "J. K."; `None` for a single one.
    fn join_initials(&mut self, first: TextRange) -> Option<TextTerm<'a>> {
        let mut letters = vec![first.of(self.text)];
        let (mut end, mut separator) = (first.end, None);
        let mut words = self.words.clone();
        while let Some(next) = words.next() {
            let between = TextRange::new(end, next.start).of(self.text);
            let word = next.of(self.text);
            let letter = word.strip_suffix("'s").unwrap_or(word);
            let is_possessive = between == ".'" && word == "s" && letters.len() > 1;
            // "F.B.I. A. Lund" are two: the stops of one abbreviation are all followed by a space, or none is.
            let is_initial = is_letter(letter)
                && separator.is_none_or(|separator| separator == between)
                && (between == "."
                    || (between == ". " && self.text.as_bytes().get(next.end) == Some(&b'.')));
            if !is_possessive && !is_initial {
                break;
            }
            letters.push(if is_possessive { "'s" } else { word });
            (end, separator) = (next.end, Some(between));
            self.words = words.clone();
            if is_possessive || letter != word {
                break;
            }
        }
        let joined = letters.concat();
        let is_word = NOT_INITIALS.contains(&joined.trim_end_matches("'s"));
        let text = if is_word {
            letters.join(".").replace(".'", "'")
        } else {
            joined
        };
        (letters.len() > 1).then(|| joined_term(first.start, end, text))
    }

    /// Joins the groups of a number: "3,000"; `None` if no group of three digits follows.
    fn join_digits(&mut self, first: TextRange) -> Option<TextTerm<'a>> {
        let mut digits = first.of(self.text).to_owned();
        let mut end = first.end;
        let mut words = self.words.clone();
        while let Some(next) = words.next() {
            let group = next.of(self.text);
            // In a query that is being typed the last group may be unfinished.
            let is_whole = group.len() == DIGIT_GROUP
                || (group.len() < DIGIT_GROUP && next.end == self.text.len());
            if TextRange::new(end, next.start).of(self.text) != ","
                || !is_digits(group)
                || !is_whole
            {
                break;
            }
            digits.push_str(group);
            end = next.end;
            self.words = words.clone();
        }
        (end > first.end).then(|| joined_term(first.start, end, digits))
    }

    /// Joins a prefix with the word after its hyphen: "e-mail"; `None` if no letters follow.
    fn join_prefix(&mut self, first: TextRange) -> Option<TextTerm<'a>> {
        let mut words = self.words.clone();
        let next = words.next()?;
        let word = next.of(self.text);
        if next.start != first.end + 1 || !word.starts_with(char::is_alphabetic) {
            return None;
        }
        self.words = words;
        Some(TextTerm {
            parts: Some([first, next]),
            ..joined_term(
                first.start,
                next.end,
                format!("{}{word}", first.of(self.text)),
            )
        })
    }
}

fn joined_term(start: usize, end: usize, text: String) -> TextTerm<'static> {
    TextTerm {
        range: TextRange::new(start, end),
        text: Cow::Owned(text),
        parts: None,
    }
}

fn is_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

fn is_digits(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
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

    #[rstest]
    #[case::initials("the f.b.i. and n.a.t.o", &["the", "fbi", "and", "nato"])]
    #[case::initials_of_a_name("j. k. holm, j.k. holm", &["jk", "holm", "jk", "holm"])]
    #[case::one_initial("ada j. holm", &["ada", "j", "holm"])]
    #[case::the_end_of_a_sentence("plan b. i think", &["plan", "b", "i", "think"])]
    #[case::two_abbreviations("at 5 p.m. a. holm", &["at", "5", "pm", "a", "holm"])]
    #[case::possessive("the f.b.i.'s, the f.b.i's", &["the", "fbi's", "the", "fbi's"])]
    #[case::a_country_is_no_pronoun("us u.s. u.s.'s", &["us", "u.s", "u.s's"])]
    #[case::numbers("3,000 1,250,000 1,2 12,3456", &["3000", "1250000", "1", "2", "12", "3456"])]
    #[case::years_apart("in 2016, 2017", &["in", "2016", "2017"])]
    #[case::a_number_being_typed("3,00", &["300"])]
    #[case::prefixes("e-mail re-elected non-profit", &["email", "reelected", "nonprofit"])]
    #[case::no_prefix("follow-up e -mail e-", &["follow", "up", "e", "mail", "e"])]
    fn joins_what_is_written_in_several_ways(#[case] text: &str, #[case] expected: &[&str]) {
        let found: Vec<String> = split_terms(text)
            .map(|term| term.text.into_owned())
            .collect();
        assert_eq!(found, expected);
    }

    proptest! {
        #[test]
        fn terms_are_in_order_and_apart(text in "[ab1,.' -]{0,30}") {
            let mut end = 0;
            for term in split_terms(&text) {
                prop_assert!(term.range.start >= end && !term.text.is_empty());
                end = term.range.end;
            }
        }

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
