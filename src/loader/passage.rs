//! What will be one block, or one line of it.

use std::borrow::Cow;

use crate::article::{BlockKind, Link, TextRange};

/// A stretch of the file that will be a block of its own; newlines in it are hard breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DraftPassage<'a> {
    /// The words, wrapped lines joined.
    pub(super) text: Cow<'a, str>,
    /// What it is, as soon as a step has found out; in the end, whatever is left is a paragraph.
    pub(super) kind: Option<BlockKind>,
    /// The group of lines that it was in: passages of one group have no blank line between them.
    pub(super) group: usize,
    /// Words that lead elsewhere, as ranges of this text.
    pub(super) links: Vec<Link>,
}

impl<'a> DraftPassage<'a> {
    /// Creates a passage without links.
    pub(super) fn new(
        kind: Option<BlockKind>,
        text: impl Into<Cow<'a, str>>,
        group: usize,
    ) -> Self {
        Self {
            text: text.into(),
            kind,
            group,
            links: Vec::new(),
        }
    }
}

/// Returns a link whose passage lost `before` bytes at its start and got `mark` bytes instead.
pub(super) fn shift_link(link: Link, before: usize, mark: usize) -> Option<Link> {
    let start = link.range.start.checked_sub(before)? + mark;
    let range = TextRange::new(start, start + link.range.len());
    Some(Link { range, ..link })
}
