//! Tells captions and boxes that interrupt a quote of several paragraphs from the story.

use crate::article::BlockKind;
use crate::quotes::model::paragraph::Paragraph;

/// The most words of a caption.
const MOST_WORDS: usize = 45;

/// The most captions between two paragraphs of a quote.
const MOST_CAPTIONS: usize = 6;

/// What ends a sentence, or leads to a quote.
const ENDS: [char; 12] = ['.', '!', '?', ':', ',', ';', '"', '”', '’', '\'', '…', '—'];

/// The words of captions and of the lines that name a picture's source.
const CAPTION_WORDS: [&str; 11] = [
    "pictured",
    "Pictured",
    "(left)",
    "(right)",
    "Picture:",
    "Pictures:",
    "Photo:",
    "Photograph:",
    "Image:",
    "Getty",
    "Credit:",
];

/// Returns how many captions begin `paragraphs`; 0 if more than a few follow each other.
pub(crate) fn count_captions(text: &str, paragraphs: &[Paragraph]) -> usize {
    let captions = paragraphs
        .iter()
        .take(MOST_CAPTIONS + 1)
        .take_while(|paragraph| is_caption(text, paragraph));
    match captions.count() {
        count if count > MOST_CAPTIONS => 0,
        count => count,
    }
}

/// Returns `true` if a paragraph looks like a caption, a crosshead or a line of a box: it is short and ends as no
/// sentence does, or says what is pictured.
fn is_caption(text: &str, paragraph: &Paragraph) -> bool {
    let written = paragraph.range.of(text).trim_end();
    let is_heading = matches!(paragraph.kind, BlockKind::Heading(_));
    let is_open = !written.ends_with(ENDS);
    // What holds a quote of its own is part of the story.
    let is_plain = !written.contains(['"', '“', '‘', '«'])
        && !written.starts_with('\'')
        && !written.contains(" '");
    let is_short = || written.split_whitespace().nth(MOST_WORDS).is_none();
    let names_picture = || CAPTION_WORDS.iter().any(|word| written.contains(word));
    is_plain && (is_heading || is_short() && (is_open || names_picture()))
}
