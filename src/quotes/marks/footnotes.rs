//! Drops the number of a footnote that a page printed inside the marks: "we will stay,1".

use crate::article::TextRange;

/// Returns a quoted region without the number of a footnote, and the mark behind it.
pub(crate) fn trim_footnote(text: &str, region: TextRange) -> TextRange {
    let words = region.of(text);
    let bare = words.trim_end_matches(['"', '”', '’', '\'', '»']);
    let unbracketed = bare.strip_suffix(']').unwrap_or(bare);
    let before = unbracketed.trim_end_matches(|c: char| {
        c.is_ascii_digit() || ('⁰'..='⁹').contains(&c) || "¹²³".contains(c)
    });
    let digits = unbracketed.len() - before.len();
    let before = if unbracketed.len() < bare.len() {
        before.strip_suffix('[').unwrap_or(before)
    } else {
        before
    };
    let mut last = before.chars().rev();
    let is_end = last
        .next()
        .is_some_and(|c| matches!(c, ',' | '.' | '!' | '?'));
    // "It cost 5.50" has a digit on either side.
    let is_word = last.next().is_some_and(char::is_alphabetic);
    if (1..=3).contains(&digits) && is_end && is_word {
        TextRange::new(region.start, region.start + before.len())
    } else {
        region
    }
}
