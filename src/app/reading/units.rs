//! The parts of a text that a selection goes through or takes: characters, words, sentences, paragraphs.

use unicode_segmentation::UnicodeSegmentation;

use crate::article::{Article, Block, BlockKind, TextRange};
use crate::text::sentences::split_sentences;

/// The parts of a text that a selection goes through or takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextUnit {
    /// What is seen as one character.
    Character,
    /// A word.
    Word,
    /// A sentence.
    Sentence,
    /// A paragraph, or another block.
    Paragraph,
    /// A quote, or a highlight that is kept.
    Quote,
}

/// Returns the block at a place, else the one before it.
pub(super) fn block_at(article: &Article, at: usize) -> Option<&Block> {
    article.blocks.iter().rfind(|block| block.range.start <= at)
}

/// Returns `true` unless the block is page furniture, which is not selected.
fn has_units(block: &Block) -> bool {
    block.kind != BlockKind::Boilerplate
}

/// Returns the units of a block.
pub(super) fn units_in(article: &Article, block: &Block, unit: TextUnit) -> Vec<TextRange> {
    if !has_units(block) {
        return Vec::new();
    }
    let (start, words) = (block.range.start, article.words_in(block.range));
    let range_of =
        |(offset, part): (usize, &str)| TextRange::new(start + offset, start + offset + part.len());
    match unit {
        TextUnit::Character => words.grapheme_indices(true).map(range_of).collect(),
        TextUnit::Word => words
            .split_word_bound_indices()
            .filter(|(_, part)| part.contains(char::is_alphanumeric))
            .map(range_of)
            .collect(),
        TextUnit::Sentence => split_sentences(&article.text, block.range),
        TextUnit::Paragraph => vec![trim_range(&article.text, block.range)],
        TextUnit::Quote => Vec::new(),
    }
}

/// Returns a range without white space at its ends.
pub(super) fn trim_range(text: &str, range: TextRange) -> TextRange {
    let words = range.of(text);
    let start = range.start + words.len() - words.trim_start().len();
    TextRange::new(start, (start + words.trim().len()).max(start))
}
