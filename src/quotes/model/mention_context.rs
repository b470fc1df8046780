//! What surrounds a mention, as the features see it.

use crate::quotes::model::symbol::Symbol;

/// What surrounds a mention.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MentionContext {
    /// The letters of the two tokens before it.
    pub(crate) before: Symbol,
    /// The letters of the three tokens after it.
    pub(crate) after: Symbol,
    /// Its own last word, if it is no name.
    pub(crate) word: Option<Symbol>,
    /// The word before, if the lexicon knows it.
    pub(crate) word_before: Option<Symbol>,
    /// The word after, or its lemma, if the lexicon knows it.
    pub(crate) word_after: Option<Symbol>,
    /// Whether no other mention comes before it in its sentence.
    pub(crate) is_first: bool,
    /// Whether a clause that "when" and its like begin comes first in the sentence, and holds it.
    pub(crate) is_in_opening_clause: bool,
    /// Whether a preposition comes before it.
    pub(crate) is_governed: bool,
    /// How many mentions that can speak come before it in the article.
    pub(crate) rank: usize,
}
