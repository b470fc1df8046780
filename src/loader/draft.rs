//! An article while it is being put together: text and blocks grow side by side.

use crate::article::{Article, Block, BlockKind, Metadata, TextRange};
use crate::text::Clean;

/// The text and blocks of an article to be.
#[derive(Debug, Default)]
pub(super) struct Draft {
    text: String,
    blocks: Vec<Block>,
}

impl Draft {
    /// Appends a block made of `lines`, with hard breaks between them; lines without words are left out.
    pub(super) fn push<'a>(&mut self, kind: BlockKind, lines: impl IntoIterator<Item = &'a str>) {
        let separator = if self.text.is_empty() { "" } else { "\n\n" };
        let start = self.text.len() + separator.len();
        for line in lines
            .into_iter()
            .map(str::trim)
            .filter(|line| !line.is_empty())
        {
            let is_first = self.text.len() < start;
            self.text.push_str(if is_first { separator } else { "\n" });
            self.text.push_str(line);
        }
        if self.text.len() > start {
            let range = TextRange::new(start, self.text.len());
            self.blocks.push(Block::new(kind, range));
        }
    }

    /// Finishes the article.
    pub(super) fn finish(self, metadata: Metadata) -> Article {
        Article {
            text: Clean::new(&self.text),
            blocks: self.blocks,
            metadata,
        }
    }
}
