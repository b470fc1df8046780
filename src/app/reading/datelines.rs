//! Datelines and the paragraphs that they open, which are shown as one, with a dash between them.

use crate::article::{Article, Block, BlockKind, TextRange};
use crate::text::wrap::AddedColumns;

/// What is drawn between a dateline and its paragraph.
pub const DASH: &str = " — ";
/// Its columns.
pub(super) const DASH_COLUMNS: usize = 3;

/// What is between the datelines of an article and their paragraphs, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DatelineGaps(Vec<TextRange>);

impl DatelineGaps {
    /// Gathers the gaps of an article.
    #[must_use]
    pub fn gather(article: &Article) -> Self {
        let next = article.blocks.iter().skip(1);
        let pairs = article.blocks.iter().zip(next);
        let gaps = pairs.filter(|(one, two)| opens(one, two));
        Self(
            gaps.map(|(one, two)| TextRange::new(one.range.end, two.range.start))
                .collect(),
        )
    }

    /// Returns the gap that begins at a byte.
    #[must_use]
    pub fn gap_at(&self, start: usize) -> Option<TextRange> {
        let found = self.0.binary_search_by_key(&start, |gap| gap.start).ok()?;
        self.0.get(found).copied()
    }

    /// Returns the gaps that lie in a range.
    pub fn gaps_in(&self, range: TextRange) -> impl Iterator<Item = TextRange> + '_ {
        let first = self.0.partition_point(|gap| gap.start < range.start);
        let after = self.0.iter().skip(first).copied();
        after.take_while(move |gap| gap.end <= range.end)
    }

    /// Returns the columns that the dashes take in a range, in which no gap ends a line.
    pub(super) fn added_columns(&self, range: TextRange) -> Vec<AddedColumns> {
        let added = self.gaps_in(range).map(|gap| AddedColumns {
            after: gap.start,
            columns: DASH_COLUMNS,
            joins: gap.len(),
        });
        added.collect()
    }
}

/// Returns `true` if a block is a dateline that opens the next one.
pub(super) fn opens(block: &Block, next: &Block) -> bool {
    (block.kind, next.kind) == (BlockKind::Dateline, BlockKind::Paragraph)
}
