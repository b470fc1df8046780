//! Finds the line that names the speaker of a pull quote, where the closing mark comes only behind it.

use super::glyphs::{Mark, Shape};
use super::scene::Paragraph;
use crate::article::TextRange;

/// The most words of a name.
const LONGEST_NAME: usize = 5;

/// The most words of a signature, with what follows the name.
const LONGEST: usize = 12;

/// Returns the name that a line signs the quote of the line before with, which its only mark closes.
///
/// The mark stands at the line's very end, the quote before it ended a sentence, and up to the first comma every word
/// has a capital: `Ana Ruiz, the town's engineer."`.
pub(super) fn name(
    text: &str,
    before: &Paragraph,
    line: &Paragraph,
    marks: &[Mark],
) -> Option<TextRange> {
    let [mark] = marks else {
        return None;
    };
    let is_sentence = before
        .range
        .of(text)
        .trim_end()
        .ends_with(['.', '!', '?', '”', '"', '…']);
    let closes = mark.shape != Shape::Opens && mark.range.end == line.range.end;
    if !is_sentence || !closes {
        return None;
    }
    let signed = TextRange::new(line.range.start, mark.range.start).of(text);
    let signed = signed.trim_end().trim_end_matches(['.', ',']);
    let (name, _) = signed.split_once(',').unwrap_or((signed, ""));
    let words = || name.split_whitespace();
    let is_name = (2..=LONGEST_NAME).contains(&words().count())
        && words().all(|word| word.starts_with(char::is_uppercase))
        && words().any(|word| word.contains(char::is_lowercase));
    (is_name && signed.split_whitespace().count() <= LONGEST)
        .then(|| TextRange::new(line.range.start, line.range.start + name.len()))
}
