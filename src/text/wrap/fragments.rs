//! Cuts a block into pieces that stay whole on a line.

use std::ops::RangeInclusive;

use hypher::{Lang, MAX_INLINE_SIZE, hyphenate};
use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::super::SOFT_HYPHEN;
use super::super::measure::{count_columns, split_graphemes};
use super::{AddedColumns, WrapBlock};
use crate::article::TextRange;

/// Letters of the words that are divided; `hypher` would panic on longer ones.
const DIVIDED: RangeInclusive<usize> = 6..=MAX_INLINE_SIZE;

/// A piece of a block that stays whole on a line, and the white space after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fragment {
    /// The piece without the white space.
    pub range: TextRange,
    pub columns: usize,
    /// Columns of the white space.
    pub space: usize,
    /// Whether a hyphen is drawn when a line ends here.
    pub hyphen: bool,
    /// Whether a line must end here.
    pub is_last: bool,
    /// Whether it begins with an opening quotation mark.
    pub has_mark: bool,
}

impl Fragment {
    /// Creates a fragment from a range that includes the white space after it.
    fn new(text: &str, range: TextRange) -> Self {
        let whole = range.of(text);
        let seen = whole.trim_end();
        Self {
            range: TextRange::new(range.start, range.start + seen.len()),
            columns: count_columns(seen),
            space: count_columns(whole.get(seen.len()..).unwrap_or_default()),
            hyphen: false,
            is_last: false,
            has_mark: super::begins_with_mark(seen),
        }
    }

    /// Returns the columns that the fragment takes at the end of a line.
    pub(super) fn columns_at_end(&self) -> usize {
        self.columns + usize::from(self.hyphen)
    }
}

impl textwrap::core::Fragment for Fragment {
    fn width(&self) -> f64 {
        columns_to_float(self.columns)
    }

    fn whitespace_width(&self) -> f64 {
        columns_to_float(self.space)
    }

    fn penalty_width(&self) -> f64 {
        columns_to_float(usize::from(self.hyphen))
    }
}

/// Returns columns as the number that `textwrap` counts in.
pub(super) fn columns_to_float(columns: usize) -> f64 {
    f64::from(u32::try_from(columns).unwrap_or(u32::MAX))
}

/// Returns the words of a block: the text between two break opportunities (UAX #14).
///
/// White space that joins what is before and after it ends no line.
pub(super) fn split_words<'t>(
    text: &'t str,
    range: TextRange,
    added: &'t [AddedColumns],
) -> impl Iterator<Item = Fragment> + 't {
    let block = range.of(text);
    let mut start = range.start;
    let joints: Vec<TextRange> = added
        .iter()
        .filter(|added| added.joins > 0)
        .map(AddedColumns::joint)
        .collect();
    let joint_at = move |at: usize| {
        let mut joints = joints.iter();
        joints
            .find(|joint| joint.start < at && at <= joint.end)
            .copied()
    };
    linebreaks(block)
        .filter(|(at, _)| !is_before_dash(block, *at) && !is_in_option(block, *at))
        .filter_map(move |(at, opportunity)| {
            let end = range.start + at;
            let joint = joint_at(end);
            if joint.is_some_and(|joint| end < joint.end) {
                return None;
            }
            let word = TextRange::new(start, end);
            start = end;
            let is_last = opportunity == BreakOpportunity::Mandatory && joint.is_none();
            Some(Fragment {
                hyphen: word.of(text).ends_with(SOFT_HYPHEN) && !is_last,
                is_last,
                ..Fragment::new(text, word)
            })
        })
}

/// Returns `true` if a break at `at` would come between the hyphens of an option, as in `--feed`, and its name.
fn is_in_option(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let bare = before.trim_end_matches('-');
    bare.len() < before.len() && at < text.len() && !bare.ends_with(char::is_alphanumeric)
}

/// Returns `true` if a break at `at` would begin a line with the dash that follows a word.
fn is_before_dash(block: &str, at: usize) -> bool {
    // UAX #14 allows a break before an em dash (class B2), which English typography does not.
    let follows_word = block
        .get(..at)
        .is_some_and(|before| !before.ends_with(char::is_whitespace));
    follows_word && block.get(at..).is_some_and(|after| after.starts_with('—'))
}

impl WrapBlock<'_> {
    /// Returns a fragment with the columns that are drawn inside or right after it.
    pub(super) fn with_added(self, fragment: Fragment) -> Fragment {
        let TextRange { start, end } = fragment.range;
        let first = self.added.partition_point(|added| added.after <= start);
        let inside = self.added.iter().skip(first);
        let inside = inside.take_while(|added| added.after <= end);
        let columns: usize = inside.map(|added| added.columns).sum();
        Fragment {
            columns: fragment.columns + columns,
            ..fragment
        }
    }

    /// Returns the parts of a word between which it may be divided; the word itself if it may not.
    ///
    /// Names and abbreviations are not divided.
    pub(super) fn split_syllables(self, word: Fragment) -> Vec<Fragment> {
        let seen = word.range.of(self.text);
        let letters = seen.trim_matches(|c: char| !c.is_alphabetic());
        // Capitals are mostly names and abbreviations, which the patterns of English divide wrongly.
        let is_divisible = self.hyphenate
            && DIVIDED.contains(&letters.len())
            && letters.bytes().all(|byte| byte.is_ascii_lowercase());
        let Some(before) = seen.find(letters).filter(|_| is_divisible) else {
            return vec![word];
        };
        let mut at = word.range.start + before;
        let ends = hyphenate(letters, Lang::English).map(|syllable| {
            at += syllable.len();
            at
        });
        self.cut_word(word, ends.collect(), true)
    }

    /// Returns the pieces of a word, none wider than a line unless it is a single visible character.
    pub(super) fn split_pieces(self, word: Fragment) -> Vec<Fragment> {
        if word.columns <= self.width {
            let hyphen = word.hyphen && word.columns < self.width;
            return vec![Fragment { hyphen, ..word }];
        }
        let mut at = word.range.start;
        let mut taken = 0;
        let mut after_space = false;
        let mut ends = Vec::new();
        for (grapheme, columns) in split_graphemes(word.range.of(self.text)) {
            let is_space = grapheme.trim_start().is_empty();
            let is_full = taken + columns > self.width && taken > 0;
            if !is_space && (is_full || after_space) {
                ends.push(at);
                taken = 0;
            }
            after_space = is_space;
            taken += columns;
            at += grapheme.len();
        }
        ends.push(at);
        self.cut_word(word, ends, false)
    }

    /// Cuts a word after each of the places but the last, which is the word's own end.
    fn cut_word(self, word: Fragment, mut ends: Vec<usize>, hyphen: bool) -> Vec<Fragment> {
        ends.pop();
        let mut start = word.range.start;
        let mut parts = Vec::with_capacity(ends.len() + 1);
        for end in ends {
            let part = self.with_added(Fragment::new(self.text, TextRange::new(start, end)));
            parts.push(Fragment { hyphen, ..part });
            start = end;
        }
        let range = TextRange::new(start, word.range.end);
        let rest = self.with_added(Fragment {
            range,
            columns: count_columns(range.of(self.text)),
            has_mark: start == word.range.start && word.has_mark,
            ..word
        });
        let hyphen = word.hyphen && rest.columns < self.width;
        parts.push(Fragment { hyphen, ..rest });
        parts
    }
}
