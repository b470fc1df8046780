//! Wraps text to a width, as byte ranges of it.
//!
//! 1. [`fragments`] cuts a block into the pieces that stay whole, at the places where Unicode allows a break
//! 2. [`fit`] puts the pieces onto lines, one after another or so that the whole looks even

mod fit;
mod fragments;

use crate::article::TextRange;
use fragments::Fragment;

/// Blocks longer than this are filled greedily, since both of their ends are never on screen at once.
const LONGEST_EVEN: usize = 20 * 1024;

/// Blocks longer than this are not balanced.
const LONGEST_BALANCED: usize = 2048;

/// One line of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrappedLine {
    /// Its part of the text, without the white space at its end.
    pub range: TextRange,
    /// Whether a word was divided at its end, so that a hyphen is to be drawn there; the width has room for it.
    pub hyphen: bool,
}

/// How words are put onto lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Fit {
    /// As many words on each line as fit.
    #[default]
    Greedy,
    /// Lines of even length, by the least sum of squared gaps (Knuth and Plass); greedy in blocks over 20 KB.
    Even,
}

/// How a block is wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Options {
    /// How words are put onto lines.
    pub fit: Fit,
    /// Whether long words are divided by the rules of English, not only at soft hyphens.
    pub hyphenate: bool,
    /// How many columns wider the first line is than the others, because it starts further left.
    pub first_columns: usize,
    /// Whether an opening quotation mark that begins a line hangs before it and takes no column of it.
    pub hangs_marks: bool,
}

/// Columns that are drawn after a place of the text and are no part of it, such as the number of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddedColumns {
    /// The byte after which they are drawn: the end of a word.
    pub after: usize,
    /// How many.
    pub columns: usize,
    /// The bytes of white space after that place that end no line, though they may be newlines.
    pub joins: usize,
}

impl AddedColumns {
    /// Returns the white space that ends no line.
    const fn joint(&self) -> TextRange {
        TextRange::new(self.after, self.after + self.joins)
    }
}

/// Returns the lines of one block of `text` at a width in columns.
///
/// A newline ends a line; white space at a line's end belongs to no line, at the start of a block or after a
/// newline it is part of the line. A word longer than the width is broken where it must; a single wide
/// character is alone on its line even if it does not fit. An empty block has one empty line. Takes time in
/// proportion to the block.
///
/// ```
/// use pullquote::article::TextRange;
/// use pullquote::text::wrap::{Options, wrap};
/// let text = "Storm passes the coast";
/// let lines = wrap(text, TextRange::new(0, text.len()), 12, Options::default());
/// let lines: Vec<&str> = lines.iter().map(|line| line.range.of(text)).collect();
/// assert_eq!(lines, ["Storm passes", "the coast"]);
/// ```
#[must_use]
pub fn wrap(text: &str, range: TextRange, width: usize, options: Options) -> Vec<WrappedLine> {
    wrap_with_added(text, range, width, options, &[])
}

/// Returns the lines of one block as [`wrap`] does, with room for what is drawn between its words, in their order.
#[must_use]
pub fn wrap_with_added(
    text: &str,
    range: TextRange,
    width: usize,
    options: Options,
    added: &[AddedColumns],
) -> Vec<WrappedLine> {
    let block = WrapBlock::new(text, width, options, added);
    let words = fragments::split_words(text, range, added).map(|word| block.with_added(word));
    block.fill_lines(range, options.fit, words)
}

/// What is wrapped, and how.
#[derive(Debug, Clone, Copy)]
struct WrapBlock<'t> {
    text: &'t str,
    added: &'t [AddedColumns],
    /// Columns, at least one.
    width: usize,
    /// How many columns wider the first line is.
    first_columns: usize,
    hyphenate: bool,
    hangs_marks: bool,
}

impl<'t> WrapBlock<'t> {
    fn new(text: &'t str, width: usize, options: Options, added: &'t [AddedColumns]) -> Self {
        Self {
            text,
            added,
            width: width.max(1),
            first_columns: options.first_columns,
            hyphenate: options.hyphenate,
            hangs_marks: options.hangs_marks,
        }
    }

    /// Puts the words of a range onto lines, at least one.
    fn fill_lines(
        self,
        range: TextRange,
        fit: Fit,
        words: impl Iterator<Item = Fragment>,
    ) -> Vec<WrappedLine> {
        let mut lines = match fit {
            Fit::Even if range.len() <= LONGEST_EVEN => fit::fill_evenly(self, words),
            Fit::Even | Fit::Greedy => fit::fill_greedily(self, words),
        };
        if lines.is_empty() {
            lines.push(WrappedLine {
                range: TextRange::new(range.start, range.start),
                hyphen: false,
            });
        }
        lines
    }
}

/// Returns the lines of one block at the narrowest width that needs no more lines, so that the last is not a lonely word.
///
/// ```
/// use pullquote::article::TextRange;
/// use pullquote::text::wrap::{Options, wrap_balanced};
/// let text = "Tram returns to the quay, slowly";
/// let lines = wrap_balanced(text, TextRange::new(0, text.len()), 28, Options::default());
/// let lines: Vec<&str> = lines.iter().map(|line| line.range.of(text)).collect();
/// assert_eq!(lines, ["Tram returns to", "the quay, slowly"]);
/// ```
#[must_use]
pub fn wrap_balanced(
    text: &str,
    range: TextRange,
    width: usize,
    options: Options,
) -> Vec<WrappedLine> {
    let block = WrapBlock::new(text, width, options, &[]);
    let words: Vec<Fragment> = fragments::split_words(text, range, &[]).collect();
    let wrap_at = |width| {
        let width = usize::max(width, 1);
        let block = WrapBlock { width, ..block };
        block.fill_lines(range, options.fit, words.iter().copied())
    };
    let mut best = wrap_at(block.width);
    // Only a short block is a title, and only a title is balanced.
    if best.len() == 1 || range.len() > LONGEST_BALANCED {
        return best;
    }
    let (mut too_narrow, mut narrow) = (width / 2, width);
    while narrow > too_narrow + 1 {
        let middle = usize::midpoint(too_narrow, narrow);
        let lines = wrap_at(middle);
        if lines.len() > best.len() {
            too_narrow = middle;
        } else {
            narrow = middle;
            best = lines;
        }
    }
    best
}

/// Returns `true` if a line begins with an opening quotation mark.
#[must_use]
pub fn begins_with_mark(line: &str) -> bool {
    line.starts_with(['“', '‘', '„', '‚', '«', '»', '‹', '"', '\''])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::text::measure::count_columns;

    const HYPHENATED: Options = Options {
        fit: Fit::Greedy,
        first_columns: 0,
        hyphenate: true,
        hangs_marks: false,
    };
    const HANGING: Options = Options {
        fit: Fit::Greedy,
        first_columns: 0,
        hyphenate: false,
        hangs_marks: true,
    };

    /// Wraps and shows the lines as the screen would.
    fn lines(text: &str, width: usize, options: Options) -> Vec<String> {
        let lines = wrap(text, TextRange::new(0, text.len()), width, options);
        let shown = |line: &WrappedLine| {
            let hyphen = if line.hyphen { "-" } else { "" };
            line.range.of(text).replace('\u{ad}', "") + hyphen
        };
        lines.iter().map(shown).collect()
    }

    #[rstest]
    #[case::greedily(Fit::Greedy)]
    #[case::evenly(Fit::Even)]
    fn the_first_line_may_have_more_columns(#[case] fit: Fit) {
        let options = Options {
            fit,
            first_columns: 3,
            ..Options::default()
        };
        let text = "1. one two six ten\nall end";
        let expected = ["1. one two", "six ten", "all end"];
        assert_eq!(lines(text, 7, options), expected);
    }

    #[rstest]
    #[case::as_it_does_not_fit("one two six", 7, &["one", "two", "six"])]
    #[case::as_it_fits("one two six", 8, &["one two", "six"])]
    fn a_line_has_room_for_what_is_drawn_after_a_word(
        #[case] text: &str,
        #[case] width: usize,
        #[case] lines: &[&str],
        #[values(Fit::Greedy, Fit::Even)] fit: Fit,
    ) {
        let after_two = [AddedColumns {
            after: 7,
            columns: 1,
            joins: 0,
        }];
        let options = Options {
            fit,
            ..Options::default()
        };
        let all = TextRange::new(0, text.len());
        let found = wrap_with_added(text, all, width, options, &after_two);
        let found: Vec<&str> = found.iter().map(|line| line.range.of(text)).collect();
        assert_eq!(found, lines);
    }

    #[rstest]
    #[case::with_what_is_drawn_there(12, &["PORT\n\nThe", "boat left"])]
    #[case::unless_it_does_not_fit(9, &["PORT", "The boat", "left"])]
    fn white_space_that_joins_ends_no_line(
        #[case] width: usize,
        #[case] lines: &[&str],
        #[values(Fit::Greedy, Fit::Even)] fit: Fit,
    ) {
        let text = "PORT\n\nThe boat left";
        let joined = [AddedColumns {
            after: 4,
            columns: 3,
            joins: 2,
        }];
        let options = Options {
            fit,
            ..Options::default()
        };
        let all = TextRange::new(0, text.len());
        let found = wrap_with_added(text, all, width, options, &joined);
        let found: Vec<&str> = found.iter().map(|line| line.range.of(text)).collect();
        assert_eq!(found, lines);
    }

    #[rstest]
    #[case::between_words("one two", 5, &["one", "two"])]
    #[case::not_before_it_must("one two", 7, &["one two"])]
    #[case::trailing_blanks("one   two ", 5, &["one", "two"])]
    #[case::a_word_longer_than_the_line("abcdef", 4, &["abcd", "ef"])]
    #[case::a_long_word_among_others("a bcdefg h", 4, &["a", "bcde", "fg h"])]
    #[case::nothing("", 10, &[""])]
    #[case::newlines("a\nb\n\nc", 10, &["a", "b", "", "c"])]
    #[case::a_newline_at_the_end("a\n", 10, &["a"])]
    #[case::blanks_that_begin_a_line("a\n  b c", 4, &["a", "  b", "c"])]
    #[case::after_a_hyphen("well-known", 6, &["well-", "known"])]
    #[case::not_inside_an_option("add --feed", 7, &["add", "--feed"])]
    #[case::after_a_dash_not_before("so—then", 4, &["so—", "then"])]
    #[case::no_break_spaces("10\u{a0}km on", 5, &["10\u{a0}km", "on"])]
    #[case::no_break_spaces_in_need("10\u{a0}km on", 4, &["10", "km", "on"])]
    #[case::marks_stay_with_their_words("“Go,” (he) said", 6, &["“Go,”", "(he)", "said"])]
    #[case::wide_characters("新聞を読む", 4, &["新聞", "を読", "む"])]
    #[case::a_wide_character_that_does_not_fit("a新b", 1, &["a", "新", "b"])]
    #[case::at_no_width("ab", 0, &["a", "b"])]
    #[case::characters_of_several_parts("👩‍👩‍👧‍👦e\u{301}e", 2, &["👩‍👩‍👧‍👦", "e\u{301}e"])]
    #[case::a_soft_hyphen_in_need("the news\u{ad}room", 9, &["the news-", "room"])]
    #[case::a_soft_hyphen_without_need("the news\u{ad}room", 12, &["the newsroom"])]
    #[case::no_room_for_the_hyphen("the news\u{ad}room", 8, &["the", "newsroom"])]
    #[case::never_room_for_the_hyphen("news\u{ad}room", 4, &["news", "room"])]
    fn wraps(#[case] text: &str, #[case] width: usize, #[case] expected: &[&str]) {
        assert_eq!(lines(text, width, Options::default()), expected);
    }

    #[rstest]
    #[case::where_the_line_is_full("an extensive report", 9, &["an exten-", "sive re-", "port"])]
    #[case::inside_marks("an “extensive” one", 9, &["an “ex-", "tensive”", "one"])]
    #[case::no_names("said Extensive", 9, &["said", "Extensive"])]
    #[case::names_that_fit_nowhere("Extensive", 6, &["Extens", "ive"])]
    #[case::a_long_word_by_its_syllables("extensive", 7, &["exten-", "sive"])]
    fn divides_words(#[case] text: &str, #[case] width: usize, #[case] expected: &[&str]) {
        assert_eq!(lines(text, width, HYPHENATED), expected);
    }

    #[rstest]
    #[case::a_mark_takes_no_column("“Go on, you” he said", 7, &["“Go on,", "you” he", "said"])]
    #[case::also_later("said “Go on,” he", 7, &["said", "“Go on,”", "he"])]
    #[case::not_inside_a_line("say “Go”", 7, &["say", "“Go”"])]
    fn marks_hang(#[case] text: &str, #[case] width: usize, #[case] expected: &[&str]) {
        assert_eq!(lines(text, width, HANGING), expected);
    }

    #[rstest]
    #[case::one_line("Fog horn", 20, &["Fog horn"])]
    #[case::no_lonely_word("Rain gauge on the hill was a birdbath", 36, &["Rain gauge on the", "hill was a birdbath"])]
    #[case::a_word_that_fits_nowhere("aaaaaaaaaa b", 6, &["aaaaaa", "aaaa b"])]
    fn titles_are_balanced(#[case] text: &str, #[case] width: usize, #[case] expected: &[&str]) {
        let all = TextRange::new(0, text.len());
        let lines = wrap_balanced(text, all, width, Options::default());
        let lines: Vec<&str> = lines.iter().map(|line| line.range.of(text)).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn an_even_fit_avoids_a_short_line_before_a_long_word() {
        let text = "To be, or not: that is the question";
        let options = Options {
            fit: Fit::Even,
            ..Options::default()
        };
        assert_eq!(
            lines("aaa bb cc ddddd", 6, options),
            ["aaa", "bb cc", "ddddd"]
        );
        assert_eq!(
            lines("aaa bb cc ddddd", 6, Options::default()),
            ["aaa bb", "cc", "ddddd"]
        );
        assert_eq!(lines(text, 80, options), [text]);
    }

    fn options() -> impl Strategy<Value = Options> {
        let fit = prop_oneof![Just(Fit::Greedy), Just(Fit::Even)];
        (fit, any::<bool>()).prop_map(|(fit, hyphenate)| Options {
            first_columns: 0,
            fit,
            hyphenate,
            hangs_marks: false,
        })
    }

    proptest! {
        #[test]
        fn every_seen_character_is_in_one_line(
            text in "([a-z]{1,12}|[ \u{a0}\n—-]|[é新👩🇫\u{ad}\u{301}\u{200d}“.”]){0,40}",
            width in 0..30_usize,
            options in options(),
        ) {
            let lines = wrap(&text, TextRange::new(0, text.len()), width, options);
            let mut end = 0;
            for WrappedLine { range, .. } in lines {
                prop_assert!(text.get(end..range.start).unwrap().trim().is_empty());
                prop_assert!(text.get(range.start..range.end).is_some());
                end = range.end;
            }
            prop_assert!(text.get(end..).unwrap().trim().is_empty());
        }

        #[test]
        fn no_line_is_wider_than_asked(
            text in "([a-z]{1,12}|[ \n—-]|[é新👩\u{ad}\u{301}“.”]){0,40}",
            width in 2..30_usize,
            options in options(),
        ) {
            for line in wrap(&text, TextRange::new(0, text.len()), width, options) {
                let taken = count_columns(line.range.of(&text)) + usize::from(line.hyphen);
                prop_assert!(taken <= width, "{} > {}: {:?}", taken, width, line.range.of(&text));
            }
        }

        #[test]
        fn anything_wraps(text in any::<String>(), start in 0..20_usize, end in 0..40_usize, width: u8, options in options()) {
            let lines = wrap(&text, TextRange::new(start, end), usize::from(width), options);
            prop_assert!(!lines.is_empty());
        }
    }
}
