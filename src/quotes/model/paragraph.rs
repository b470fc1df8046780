//! One line of the article and the kind of block it lies in.

use crate::article::{BlockKind, TextRange};

/// One line of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Where it stands.
    pub(crate) range: TextRange,
    /// What its block is.
    pub(crate) kind: BlockKind,
}
