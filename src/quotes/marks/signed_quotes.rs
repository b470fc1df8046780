//! Finds the line below a pull quote that names its speaker, behind a dash or before the mark that closes the quote.

use crate::article::TextRange;
use crate::quotes::marks::double_marks::Mark;
use crate::quotes::marks::double_marks::MarkShape;
use crate::quotes::model::paragraph::Paragraph;

/// The most words of a name.
const LONGEST_NAME: usize = 5;

/// The most words of a signature, with what follows the name.
const LONGEST: usize = 12;

/// Returns the name in a line that signs the quote above it, if its only mark closes that quote.
///
/// The mark is at the line's very end, the quote before it ended a sentence, and up to the first comma every word
/// has a capital: `Ana Ruiz, the town's engineer."`.
pub(crate) fn signing_name(
    text: &str,
    before: &Paragraph,
    line: &Paragraph,
    marks: &[Mark],
) -> Option<TextRange> {
    // A second mark would mean that the line holds a quote of its own.
    let [mark] = marks else {
        return None;
    };
    let is_sentence = before
        .range
        .of(text)
        .trim_end()
        .ends_with(['.', '!', '?', '”', '"', '…']);
    let closes = mark.shape != MarkShape::Opens && mark.range.end == line.range.end;
    if !is_sentence || !closes {
        return None;
    }
    leading_name(text, TextRange::new(line.range.start, mark.range.start))
}

/// Returns the name in a line that signs the quote above it behind a dash: `— Ana Ruiz, the town's engineer`.
pub(crate) fn signing_name_after_dash(text: &str, line: &Paragraph) -> Option<TextRange> {
    let written = line.range.of(text);
    let words = written.trim_start_matches(['-', '–', '—', '―']);
    let start = line.range.end - words.trim_start().len();
    (words.len() < written.len())
        .then(|| leading_name(text, TextRange::new(start, line.range.end)))?
}

/// Returns the name that a signature begins with.
fn leading_name(text: &str, range: TextRange) -> Option<TextRange> {
    let signed = range.of(text).trim_end().trim_end_matches(['.', ',']);
    let (name, _) = signed.split_once(',').unwrap_or((signed, ""));
    let words = || name.split_whitespace();
    let is_name = (2..=LONGEST_NAME).contains(&words().count())
        && words().all(|word| word.starts_with(char::is_uppercase))
        && words().any(|word| word.contains(char::is_lowercase));
    (is_name && signed.split_whitespace().count() <= LONGEST)
        .then(|| TextRange::new(range.start, range.start + name.len()))
}
