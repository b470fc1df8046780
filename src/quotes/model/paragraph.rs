//! One line of the article and the kind of block it lies in.

use crate::article::{BlockKind, TextRange};

/// One line of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Its range in the text.
    pub(crate) range: TextRange,
    /// What its block is.
    pub(crate) kind: BlockKind,
}

/// What a block is to the features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockClass {
    /// A headline, standfirst or heading.
    Heading,
    /// An item of a list.
    ListItem,
    /// Running text.
    Text,
}

impl BlockClass {
    /// Returns the class of a kind of block.
    pub(crate) const fn of_kind(kind: BlockKind) -> Self {
        match kind {
            BlockKind::Headline | BlockKind::Standfirst | BlockKind::Heading(_) => Self::Heading,
            BlockKind::ListItem(_) => Self::ListItem,
            _ => Self::Text,
        }
    }

    /// Returns the letter a feature writes for it.
    pub(crate) const fn letter(self) -> u8 {
        match self {
            Self::Heading => b'h',
            Self::ListItem => b'l',
            Self::Text => b'p',
        }
    }
}
