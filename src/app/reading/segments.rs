//! Cuts an article into the segments that are laid out: blocks, pieces of long ones, facts, what is folded.

use std::collections::HashSet;

use super::datelines::opens;
use super::facts;
use super::layout::{LayoutSegment, SegmentContent};
use crate::article::{Article, Block, BlockKind, TextRange};
use crate::text::Clean;

/// A block longer than this many bytes is laid out in pieces of about this length.
const LONGEST_SEGMENT: usize = 16 * 1024;

/// What decides how an article is cut, apart from its text.
#[derive(Debug, Clone, Default)]
pub(super) struct CutOptions {
    /// The rows of facts under the headline.
    pub(super) fact_rows: usize,
    /// The links that are listed after the story.
    pub(super) links: usize,
    /// Where the runs of page furniture begin that the reader wants to see.
    pub(super) unfolded: HashSet<usize>,
}

/// Returns the segments of an article in the order of the text.
pub(super) fn cut_article(article: &Article, options: &CutOptions) -> Vec<LayoutSegment> {
    let mut segments = SegmentList::default();
    if let Some(title) = untold_title(article) {
        let range = TextRange::new(0, title.len());
        segments.push(BlockKind::Headline, range, SegmentContent::Title);
    }
    let head = facts::head_length(article);
    let mut number = 0;
    while let Some(block) = article.blocks.get(number) {
        if number == head {
            segments.push_facts(block.range.start, options);
        }
        let (count, run) = furniture_at(article, number);
        if count > 0 && !options.unfolded.contains(&run.start) {
            segments.push(block.kind, run, SegmentContent::Fold(count));
            number += count;
            continue;
        }
        if let Some(next) = article
            .blocks
            .get(number + 1)
            .filter(|next| opens(block, next))
        {
            let joined = Block::new(next.kind, block.range.union(next.range));
            segments.push_block(article, &joined);
            number += 2;
            continue;
        }
        let shown = article.blocks.iter().skip(number).take(count.max(1));
        for block in shown.filter(|block| !facts::is_told_elsewhere(article, block)) {
            segments.push_block(article, block);
        }
        number += count.max(1);
    }
    if head >= article.blocks.len() {
        segments.push_facts(article.text.len(), options);
    }
    if options.links > 0 {
        let end = TextRange::new(article.text.len(), article.text.len());
        segments.push(
            BlockKind::Paragraph,
            end,
            SegmentContent::Links(options.links),
        );
    }
    segments.done
}

/// Returns the headline of an article whose text does not hold it.
pub(super) fn untold_title(article: &Article) -> Option<&Clean> {
    let is_headline = |block: &Block| block.kind == BlockKind::Headline;
    let title = &article.metadata.title;
    let first = article
        .blocks
        .first()
        .map(|block| article.words_in(block.range));
    // A story without a headline has its beginning as title.
    let is_told = || first.is_some_and(|first| first.starts_with(title.trim_end_matches('…')));
    (!title.is_empty() && !article.blocks.iter().any(is_headline) && !is_told()).then_some(title)
}

/// Returns how many blocks of page furniture follow one another from a block on, and their range.
fn furniture_at(article: &Article, number: usize) -> (usize, TextRange) {
    let from = article.blocks.iter().skip(number);
    let run = from.take_while(|block| block.kind == BlockKind::Boilerplate);
    run.fold((0, TextRange::default()), |(count, range), block| {
        let range = if count == 0 {
            block.range
        } else {
            range.union(block.range)
        };
        (count + 1, range)
    })
}

/// The segments so far, and what the last one is.
#[derive(Default)]
struct SegmentList {
    done: Vec<LayoutSegment>,
    before: Option<BlockKind>,
}

impl SegmentList {
    fn push(&mut self, kind: BlockKind, range: TextRange, content: SegmentContent) {
        let gap = self.before.map_or(0, |before| gap_between(before, kind));
        self.done.push(LayoutSegment {
            kind,
            range,
            gap,
            is_block_start: true,
            content,
        });
        self.before = Some(kind);
    }

    /// Adds the facts, right under a byline or after a space.
    fn push_facts(&mut self, at: usize, options: &CutOptions) {
        if options.fact_rows > 0 {
            let content = SegmentContent::Facts(options.fact_rows);
            self.push(BlockKind::Byline, TextRange::new(at, at), content);
        }
    }

    fn push_block(&mut self, article: &Article, block: &Block) {
        for (index, range) in split_block(&article.text, block.range).enumerate() {
            if index == 0 {
                self.push(block.kind, range, SegmentContent::Text);
                continue;
            }
            self.done.push(LayoutSegment {
                kind: block.kind,
                range,
                gap: 0,
                is_block_start: false,
                content: SegmentContent::Text,
            });
        }
    }
}

/// Returns the empty rows between two blocks.
fn gap_between(before: BlockKind, after: BlockKind) -> usize {
    let is_close = matches!(
        (before, after),
        (BlockKind::ListItem(_), BlockKind::ListItem(_))
            | (BlockKind::TableRow, BlockKind::TableRow)
            | (BlockKind::Byline, BlockKind::Byline)
            | (BlockKind::Boilerplate, BlockKind::Boilerplate)
    );
    usize::from(!is_close)
}

/// Cuts a range into pieces of about [`LONGEST_SEGMENT`] bytes, each but the last ending with a space.
fn split_block(text: &str, range: TextRange) -> impl Iterator<Item = TextRange> {
    let mut start = range.start;
    std::iter::from_fn(move || {
        if start >= range.end {
            return None;
        }
        let end = piece_end(text, start, range.end);
        let piece = TextRange::new(start, end);
        start = end;
        Some(piece)
    })
}

fn piece_end(text: &str, start: usize, end: usize) -> usize {
    if end - start <= LONGEST_SEGMENT + LONGEST_SEGMENT / 2 {
        return end;
    }
    let near = text.ceil_char_boundary(start + LONGEST_SEGMENT);
    let rest = TextRange::new(
        near,
        text.ceil_char_boundary((near + LONGEST_SEGMENT / 4).min(end)),
    )
    .of(text);
    let sentence = rest.find(". ").map(|at| at + 2);
    let space = || rest.find([' ', '\n']).map(|at| at + 1);
    near + sentence.or_else(space).unwrap_or(0)
}
