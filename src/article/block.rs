//! The blocks that an article's text consists of.

use serde::{Deserialize, Serialize};

use super::TextRange;

/// A stretch of the text with one purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The purpose.
    pub kind: BlockKind,
    /// Its range of the text.
    pub range: TextRange,
}

impl Block {
    /// Creates a block.
    #[must_use]
    pub const fn new(kind: BlockKind, range: TextRange) -> Self {
        Self { kind, range }
    }
}

/// The purpose of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// The title of the story; two lines of one headline are one block.
    Headline,
    /// The sentence under the headline that summarizes the story.
    Standfirst,
    /// Who wrote it: name, role, biography, reading time, date line.
    Byline,
    /// The place and agency that open a wire story, without the dash after them.
    Dateline,
    /// A paragraph of the story.
    Paragraph,
    /// A heading inside the story; level 2 is the first below the headline.
    Heading(u8),
    /// A paragraph that consists of a quotation.
    BlockQuote,
    /// One entry of a list, with its depth, 0 the outermost; its text begins with its own mark ("• ", "3. ").
    ListItem(u8),
    /// Preformatted lines.
    Code,
    /// The words under a picture.
    Caption,
    /// One row of a table, its cells in columns that two spaces part, or more.
    TableRow,
    /// Furniture of the page: share lines, galleries, newsletter calls, "See all photos".
    Boilerplate,
    /// Where the story first appeared.
    Provenance,
}

impl BlockKind {
    /// Returns `true` if the block is part of the story itself: what is read, counted and searched for quotes.
    #[must_use]
    pub const fn is_story(self) -> bool {
        matches!(
            self,
            Self::Paragraph
                | Self::Heading(_)
                | Self::BlockQuote
                | Self::ListItem(_)
                | Self::Code
                | Self::TableRow
        )
    }

    /// Returns the name used in JSON and in the catalogue.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Standfirst => "standfirst",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Paragraph => "paragraph",
            Self::Heading(_) => "heading",
            Self::BlockQuote => "quote",
            Self::ListItem(_) => "list-item",
            Self::Code => "code",
            Self::Caption => "caption",
            Self::TableRow => "table-row",
            Self::Boilerplate => "boilerplate",
            Self::Provenance => "provenance",
        }
    }
}
