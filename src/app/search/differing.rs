//! Which words of a quote are others than in the same statement elsewhere.

use crate::article::TextRange;
use crate::search::words::split_words;
use crate::text::Folded;

/// The most words of a quote that are compared: a speech is longer, and is marked nowhere.
const MOST_WORDS: usize = 400;

/// Returns the words of `text` that `other` does not have in the same order.
pub(super) fn find_differing_words(text: &str, other: &str) -> Vec<TextRange> {
    let (folded, folded_other) = (Folded::new(text), Folded::new(other));
    let ranges: Vec<TextRange> = split_words(folded.text()).collect();
    let words: Vec<&str> = ranges.iter().map(|range| range.of(folded.text())).collect();
    let others: Vec<&str> = split_words(folded_other.text())
        .map(|range| range.of(folded_other.text()))
        .collect();
    if words.len().max(others.len()) > MOST_WORDS {
        return Vec::new();
    }
    let is_common = mark_common(&words, &others);
    let differing = ranges.iter().zip(is_common).filter(|(_, common)| !common);
    differing
        .map(|(range, _)| folded.original_range(*range))
        .collect()
}

/// Returns for each word whether it is part of the longest sequence that both texts have.
fn mark_common(words: &[&str], others: &[&str]) -> Vec<bool> {
    let columns = others.len() + 1;
    // `lengths[row * columns + column]` is that of the longest common sequence from these words on.
    let mut lengths = vec![0_u16; (words.len() + 1) * columns];
    let at = |lengths: &[u16], row: usize, column: usize| {
        lengths.get(row * columns + column).copied().unwrap_or(0)
    };
    for (row, word) in words.iter().enumerate().rev() {
        for (column, other) in others.iter().enumerate().rev() {
            let longest = if word == other {
                at(&lengths, row + 1, column + 1) + 1
            } else {
                at(&lengths, row + 1, column).max(at(&lengths, row, column + 1))
            };
            if let Some(length) = lengths.get_mut(row * columns + column) {
                *length = longest;
            }
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut is_common = vec![false; words.len()];
    while let (Some(word), Some(other)) = (words.get(row), others.get(column)) {
        if word == other {
            if let Some(common) = is_common.get_mut(row) {
                *common = true;
            }
            (row, column) = (row + 1, column + 1);
        } else if at(&lengths, row + 1, column) >= at(&lengths, row, column + 1) {
            row += 1;
        } else {
            column += 1;
        }
    }
    is_common
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::none("“We will mend it,”", "\"We WILL mend it.\"", &[])]
    #[case::another_word("We will mend it now", "We shall mend it now", &["will"])]
    #[case::words_put_in("We will surely not mend it", "We will mend it", &["surely", "not"])]
    #[case::words_left_out("We mend it", "We will mend it", &[])]
    #[case::all("Low tide", "Fog", &["Low", "tide"])]
    fn finds_words_that_differ(#[case] text: &str, #[case] other: &str, #[case] words: &[&str]) {
        let found = find_differing_words(text, other);
        let found: Vec<&str> = found.iter().map(|range| range.of(text)).collect();
        assert_eq!(found, words);
    }
}
