//! Words: the lexicon, and the tokenizer that cuts an article into them.

pub(crate) mod lexicon;
pub(crate) mod pieces;
pub(crate) mod tokenizer;
