//! A quoted region and what bounds it.

use crate::article::TextRange;

/// An outermost stretch between marks, inside one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Region {
    /// From mark to mark.
    pub(crate) range: TextRange,
    /// The index of its paragraph.
    pub(crate) paragraph: usize,
    /// Whether it carries on the region before it, from the paragraph before.
    pub(crate) continues: bool,
    /// What makes it a quoted region.
    pub(crate) bounds: Bounds,
}

/// What makes a stretch a quoted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bounds {
    /// A mark on either side.
    Marks,
    /// A mark that its paragraph does not close.
    Open,
    /// Marks, and the line below names the speaker: here.
    Signed(TextRange),
    /// It is a block quote.
    Block,
    /// It is a turn of an interview, behind this label.
    Turn(TextRange),
    /// It is an answer in an interview whose turns have no labels.
    Answer,
    /// Marks around an answer that has its paragraph to itself, in an interview whose turns have no labels.
    QuotedAnswer,
    /// It is a post that this name signs.
    Post(TextRange),
}

impl Bounds {
    /// Returns `true` if no mark is needed.
    pub(crate) const fn is_block(self) -> bool {
        match self {
            Self::Block | Self::Turn(_) | Self::Answer | Self::Post(_) => true,
            Self::Marks | Self::Open | Self::Signed(_) | Self::QuotedAnswer => false,
        }
    }

    /// Returns the label of an interview's turn.
    pub(crate) const fn turn_label(self) -> Option<TextRange> {
        match self {
            Self::Turn(label) => Some(label),
            Self::Marks
            | Self::Open
            | Self::Signed(_)
            | Self::Block
            | Self::Answer
            | Self::QuotedAnswer
            | Self::Post(_) => None,
        }
    }
}
