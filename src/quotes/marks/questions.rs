//! Finds a question that has no marks behind "asked:" in its own paragraph.

use crate::article::TextRange;
use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::word_class::Clue;
use crate::quotes::words::lexicon;

/// The most words before the colon.
const LONGEST: usize = 12;

/// The marks that make anything else of it.
const MARKS: [char; 8] = ['"', '“', '”', '‘', '«', '»', '„', '`'];

/// Returns the question of a paragraph such as `A reporter asked: Will it hold?`.
pub(crate) fn question_after_colon(text: &str, paragraph: TextRange) -> Option<TextRange> {
    let written = paragraph.of(text);
    let (before, after) = written.split_once(": ")?;
    let words = || before.split_whitespace();
    let introduces = words().count() <= LONGEST
        && words()
            .next_back()
            .is_some_and(|word| lexicon::look_up(WordKey::new(word)).has(Clue::Asking));
    let question = after.trim();
    // Without marks only a whole question is safe to take for somebody's words.
    let asks = question.starts_with(char::is_uppercase) && question.ends_with('?');
    let start = paragraph.end - after.trim_start().len();
    let end = start + question.len();
    (introduces && asks && !written.contains(MARKS)).then(|| TextRange::new(start, end))
}
