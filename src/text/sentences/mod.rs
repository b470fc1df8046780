//! Splits text into sentences, by the conventions of English news.

mod abbreviations;

use crate::article::TextRange;
use abbreviations::Abbreviation;

/// Returns the sentences of a part of a text, in order, without the white space around them.
///
/// A blank line always ends one. A full stop does not end one after a title (`Mr.`), an initial or inside a
/// number; after `U.S.` or `Inc.` it does if a word follows that sentences begin with. Takes time
/// in proportion to the part.
///
/// ```
/// use pullquote::article::TextRange;
/// use pullquote::text::sentences::split_sentences;
/// let text = "“It was Mrs. Reed.” She left at 6 p.m. Nobody knows why.";
/// let found = split_sentences(text, TextRange::new(0, text.len()));
/// let found: Vec<&str> = found.iter().map(|sentence| sentence.of(text)).collect();
/// assert_eq!(found, ["“It was Mrs. Reed.”", "She left at 6 p.m.", "Nobody knows why."]);
/// ```
#[must_use]
pub fn split_sentences(text: &str, range: TextRange) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut start = range.start;
    for paragraph in range.of(text).split("\n\n") {
        let end = start + paragraph.len();
        let mut rest = paragraph.trim_start();
        while !rest.is_empty() {
            let (sentence, after) = split_first_sentence(rest);
            let first = end - rest.len();
            found.push(TextRange::new(first, first + sentence.trim_end().len()));
            rest = after.trim_start();
        }
        start = end + "\n\n".len();
    }
    found
}

/// Splits off the first sentence of a text that begins with one.
fn split_first_sentence(text: &str) -> (&str, &str) {
    let mut read = 0;
    while let Some(found) = text.get(read..).and_then(|rest| rest.find(is_stop)) {
        let stop = Stop::at_offset(text, read + found);
        read = stop.end_offset();
        if stop.ends_sentence() {
            return text.split_at_checked(read).unwrap_or((text, ""));
        }
    }
    (text, "")
}

/// A run of stops with its context.
struct Stop<'t> {
    /// The sentence before.
    before: &'t str,
    marks: &'t str,
    /// Quotation marks and brackets that close after the stops.
    closers: &'t str,
    after: &'t str,
}

impl<'t> Stop<'t> {
    fn at_offset(text: &'t str, at: usize) -> Self {
        let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
        let (marks, rest) = split_leading(rest, is_stop);
        let (closers, after) = split_leading(rest, is_closer);
        Self {
            before,
            marks,
            closers,
            after,
        }
    }

    fn end_offset(&self) -> usize {
        self.before.len() + self.marks.len() + self.closers.len()
    }

    fn ends_sentence(&self) -> bool {
        if self.marks.contains(['。', '！', '？']) {
            return true;
        }
        let next = self.after.trim_start();
        // Without white space after it, a stop belongs to a number, a URL or an initialism.
        if next.len() == self.after.len() {
            return next.is_empty();
        }
        let next = next.trim_start_matches(is_opener);
        match next.chars().next() {
            None => true,
            Some(first) if first.is_lowercase() || is_stop(first) => false,
            Some(_) if self.marks == "." => !self.is_abbreviation(next),
            Some(_) => !(self.closers.contains(is_quotation_mark) && begins_attribution(next)),
        }
    }

    /// Returns `true` if the full stop belongs to the word before it alone.
    fn is_abbreviation(&self, next: &str) -> bool {
        let last_word = self
            .before
            .rsplit(|c: char| c.is_whitespace() || is_opener(c) || c == '-')
            .next();
        let word = last_word.unwrap_or_default();
        if word.len() == self.before.len() && is_number_of_list(word) {
            return true;
        }
        match Abbreviation::from_word(word) {
            None => false,
            Some(Abbreviation::BeforeName) => true,
            Some(Abbreviation::BeforeNumber) => next.starts_with(|c: char| c.is_ascii_digit()),
            Some(Abbreviation::Anywhere) => {
                let before_dash = self.after.trim_start().starts_with(is_dash);
                before_dash || !abbreviations::begins_sentence(next)
            }
        }
    }
}

/// Returns `true` if words after a closed question say who asked it (`“Why?” Ms. Reed asked`).
fn begins_attribution(words: &str) -> bool {
    /// Words of a name, with its titles.
    const LONGEST_NAME: usize = 4;
    for word in words.split_whitespace().take(LONGEST_NAME + 1) {
        let letters = word.trim_matches(|c: char| !c.is_alphabetic());
        if abbreviations::is_cue(letters) {
            return true;
        }
        if !letters.starts_with(char::is_uppercase) {
            return false;
        }
    }
    false
}

/// Returns `true` if a word numbers an entry of a list, as in `3. Check the valves.`
fn is_number_of_list(word: &str) -> bool {
    let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
    word.len() <= 3 && is_number && !word.is_empty()
}

fn split_leading(text: &str, condition: fn(char) -> bool) -> (&str, &str) {
    let rest = text.trim_start_matches(condition);
    text.split_at_checked(text.len() - rest.len())
        .unwrap_or((text, ""))
}

const fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

const fn is_quotation_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | '‹' | '›' | '„' | '‚'
    )
}

const fn is_closer(c: char) -> bool {
    is_quotation_mark(c) || matches!(c, ')' | ']' | '」' | '』')
}

const fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–')
}

/// Returns `true` if a character may precede the first word of a sentence.
const fn is_opener(c: char) -> bool {
    is_quotation_mark(c)
        || is_dash(c)
        || matches!(c, '(' | '[' | '「' | '『' | '¿' | '¡' | ' ' | '\n')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let found = split_sentences(text, TextRange::new(0, text.len()));
        found.iter().map(|sentence| sentence.of(text)).collect()
    }

    /// Each case is one text with a bar where a sentence ends.
    #[rstest]
    #[case::stops("The pier is shut.| Why?| Nobody knows!| It may open in May")]
    #[case::titles("Sen. Ada Quill met Dr. Orlo Fenn and Lt. Gov. Bea Marsh.| They left.")]
    #[case::initials(
        "J. K. Orrin and Mara T. Voss spoke.| George W. Tarn did not.| Plan B. is next"
    )]
    #[case::an_initial_that_ends("They chose plan B.| The mayor agreed.")]
    #[case::countries("The U.S. Navy left the U.S.| The U.K. Treasury stayed.")]
    #[case::letters_joined_by_a_sign("Brack A.&P. 300 fell.| It rose later.")]
    #[case::a_title_behind_a_hyphen("then-Sen. Ada Quill won -Mrs. Quill, that is.| She lost.")]
    #[case::a_state_before_a_dash("ORRIN, N.H. — He left.| She stayed.")]
    #[case::companies("Brackwater Inc. Chairman Lee quit Brackwater Inc.| He gave no reason.")]
    #[case::dates("On Jan. 5 and Sept. 11 it rained.| It dried in Dec.| Nobody minded.")]
    #[case::hours("It begins at 6 p.m. Tuesday and ends at 9 p.m.| The doors stay open.")]
    #[case::numbers("It rose 3.5 percent to $1.2 million.| No. 4 pump failed, at 0.5 bar.")]
    #[case::no_as_an_answer("She said No.| Then she left.")]
    #[case::addresses("See harbour.example or write to desk@harbour.example.| We read all.")]
    #[case::closing_marks(
        "“We won.”| “Did we?”| ‘Yes!’| (He nodded.)| [So did she.]| Then \"home.\"| The end."
    )]
    #[case::a_question_that_goes_on("“Why now?” she asked.| “Stop!” the guard cried.| It stopped.")]
    #[case::a_question_by_somebody_named(
        "“Why now?” Ms. Ada Quill asked.| “Stop!” Fenn said.| “Who?”| The Fenns did not say."
    )]
    #[case::ellipses("I thought … well.| It ended...| Then … nothing. . . .| We left.")]
    #[case::several_marks("Really?!| Yes!!!| So it is.")]
    #[case::numbers_of_a_list("1. Check the valves.| 2. Close them.| There are 2.| Both leak.")]
    #[case::latin("Bring tools, e.g. Allen keys, ropes etc. for the roof.| Leave the rest.")]
    #[case::a_dash_after_it("It sank.| — The crew swam.| “Gone?” — so it seemed.")]
    #[case::paragraphs("Harbour notes\n\n|The ferry sails.| It is late")]
    #[case::a_line_break("The ferry\nsails.| It is late.")]
    #[case::chinese("港已开放。|渡轮今早出发！|「真的？」|是。")]
    #[case::nothing("")]
    fn ends_sentences_at_the_bars(#[case] marked: &str) {
        let expected: Vec<&str> = marked
            .split('|')
            .map(str::trim)
            .filter(|it| !it.is_empty())
            .collect();
        assert_eq!(split(&marked.replace('|', "")), expected);
    }

    #[test]
    fn only_the_range_is_read() {
        let text = "One. Two. Three.";
        assert_eq!(
            split_sentences(text, TextRange::new(5, 9)),
            [TextRange::new(5, 9)]
        );
        assert_eq!(split_sentences(text, TextRange::new(5, 99)), []);
    }

    proptest! {
        #[test]
        fn every_seen_character_is_in_one_sentence(text in "([A-Za-z]{1,4}|[ \n.!?…。”“(—]|U\\.S\\.|Mr\\.|\n\n){0,40}") {
            let mut end = 0;
            for sentence in split_sentences(&text, TextRange::new(0, text.len())) {
                let words = sentence.of(&text);
                prop_assert!(!words.is_empty());
                prop_assert_eq!(words.trim(), words);
                prop_assert_eq!(text.get(end..sentence.start).unwrap().trim(), "");
                end = sentence.end;
            }
            prop_assert_eq!(text.get(end..).unwrap().trim(), "");
        }

        #[test]
        fn any_text_has_sentences(text: String, start in 0..20_usize, end in 0..80_usize) {
            for sentence in split_sentences(&text, TextRange::new(start, end)) {
                prop_assert!(!sentence.of(&text).is_empty());
            }
        }
    }
}
