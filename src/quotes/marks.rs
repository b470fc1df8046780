//! Finds the stretches of an article that stand between quotation marks.

use super::glyphs::{self, Mark, Shape};
use super::scene::Paragraph;
use super::turns::Turn;
use super::{pairs, questions, signatures, singles, turns};
use crate::article::{BlockKind, TextRange};

/// How many paragraphs without marks may stand inside one quote.
const SILENT_PARAGRAPHS: usize = 6;

/// An outermost stretch between marks, inside one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    /// From mark to mark.
    pub(super) range: TextRange,
    /// The index of its paragraph.
    pub(super) paragraph: usize,
    /// Whether it carries on the region before it, from the paragraph before.
    pub(super) continues: bool,
    /// What makes it a quoted stretch.
    pub(super) bounds: Bounds,
}

/// What makes a stretch a quoted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bounds {
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
}

impl Bounds {
    /// Says whether no mark is needed.
    pub(super) const fn is_block(self) -> bool {
        matches!(self, Self::Block | Self::Turn(_))
    }
}

/// Returns the quoted stretches of `paragraphs` in order.
pub(super) fn find(text: &str, paragraphs: &[Paragraph]) -> Vec<Region> {
    let marks = paragraphs
        .iter()
        .map(|paragraph| match paragraph.kind {
            BlockKind::BlockQuote => Vec::new(),
            _ => glyphs::doubles(text, paragraph.range),
        })
        .collect();
    let mut reader = Reader {
        text,
        paragraphs,
        marks,
        turns: turns::find(text, paragraphs),
        regions: Vec::new(),
        carry: Carry::No,
    };
    for (index, paragraph) in paragraphs.iter().enumerate() {
        reader.paragraph(index, paragraph.range);
    }
    let mut regions = reader.regions;
    sign(text, paragraphs, &mut regions);
    regions
}

/// Reads the paragraphs one by one.
struct Reader<'a> {
    text: &'a str,
    paragraphs: &'a [Paragraph],
    /// The double marks of each paragraph.
    marks: Vec<Vec<Mark>>,
    turns: Vec<Option<Turn>>,
    /// What was found so far.
    regions: Vec<Region>,
    /// What the last paragraph handed on.
    carry: Carry,
}

impl Reader<'_> {
    fn paragraph(&mut self, index: usize, range: TextRange) {
        let marks = self.marks.get_mut(index).map(std::mem::take);
        let marks = marks.unwrap_or_default();
        if let Some(block) = self.block(index, range) {
            self.regions.push(block);
            self.carry = Carry::No;
        } else if let Carry::Silent(left) = self.carry
            && marks.is_empty()
        {
            self.regions.push(Region {
                range,
                paragraph: index,
                continues: true,
                bounds: Bounds::Open,
            });
            self.carry = if left > 1 {
                Carry::Silent(left - 1)
            } else {
                Carry::Closing
            };
        } else if self.carry == Carry::Closing
            && let Some(name) = self.signature(index, &marks)
            && let Some(last) = self.regions.last_mut()
        {
            last.bounds = Bounds::Signed(name);
            self.carry = Carry::No;
        } else {
            self.marked(index, range, &marks);
        }
    }

    /// Returns the block quote or the turn that a paragraph is, or the question in it.
    fn block(&self, index: usize, range: TextRange) -> Option<Region> {
        let is_block = |index: usize| {
            let paragraph = self.paragraphs.get(index);
            paragraph.is_some_and(|paragraph| paragraph.kind == BlockKind::BlockQuote)
        };
        let region = |range, bounds, continues| Region {
            range,
            paragraph: index,
            continues,
            bounds,
        };
        if is_block(index) {
            let continues = index > 0 && is_block(index - 1);
            return Some(region(range, Bounds::Block, continues));
        }
        if let Some(turn) = self.turns.get(index).copied().flatten() {
            return Some(region(turn.words, Bounds::Turn(turn.label), turn.continues));
        }
        let question = questions::behind_colon(self.text, range)?;
        Some(region(question, Bounds::Block, false))
    }

    /// Returns the name that a paragraph, which a quote left open runs into, signs that quote with.
    fn signature(&self, index: usize, marks: &[Mark]) -> Option<TextRange> {
        let before = self.paragraphs.get(index.checked_sub(1)?)?;
        signatures::name(self.text, before, self.paragraphs.get(index)?, marks)
    }

    /// Adds what the marks of a paragraph enclose.
    fn marked(&mut self, index: usize, range: TextRange, marks: &[Mark]) {
        let next = self.paragraphs.get(index + 1).map(|next| next.range);
        let following = self.marks.get(index + 1..).unwrap_or_default();
        let is_opened_again = following
            .first()
            .and_then(|marks| marks.first())
            .is_some_and(|mark| next.is_some_and(|next| next.start == mark.range.start));
        let place = (index, is_opened_again);
        let is_open = paragraph_regions(
            self.text,
            range,
            marks,
            place,
            self.carry,
            &mut self.regions,
        );
        self.carry = next_carry(is_open, following);
        let last = self.regions.last();
        if let Some(start) = left_open(self.text, range, next, last) {
            let is_carried = last.is_some_and(|last| is_open_before(last, index));
            self.regions.push(Region {
                range: TextRange::new(start, range.end),
                paragraph: index,
                continues: is_carried && start == range.start,
                bounds: Bounds::Open,
            });
            self.carry = Carry::Closing;
        }
    }
}

/// Notes which quotes that fill their paragraph are signed by the line below, behind a dash.
fn sign(text: &str, paragraphs: &[Paragraph], regions: &mut [Region]) {
    for region in regions {
        let fills = |own: &Paragraph| own.range == region.range && region.bounds == Bounds::Marks;
        let below = paragraphs
            .get(region.paragraph)
            .filter(|own| fills(own))
            .and_then(|_| paragraphs.get(region.paragraph + 1));
        if let Some(name) = below.and_then(|below| signatures::behind_dash(text, below)) {
            region.bounds = Bounds::Signed(name);
        }
    }
}

/// Returns where a single mark opens a quote that nothing closes before the next paragraph opens it again.
fn left_open(
    text: &str,
    range: TextRange,
    next: Option<TextRange>,
    last: Option<&Region>,
) -> Option<usize> {
    let from = last.map_or(range.start, |last| last.range.end);
    let is_opened_again = next.is_some_and(|next| singles::begins_with_mark(text, next));
    is_opened_again.then(|| singles::opening(text, range, from))?
}

/// Says whether a region was left open in the paragraph right before.
fn is_open_before(last: &Region, paragraph: usize) -> bool {
    last.bounds == Bounds::Open && last.paragraph + 1 == paragraph
}

/// What the paragraph before hands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Carry {
    /// Nothing is open.
    No,
    /// A quote is open; this paragraph opens it again or closes it.
    Closing,
    /// A quote is open over so many paragraphs without marks.
    Silent(usize),
}

fn next_carry(is_open: bool, following: &[Vec<Mark>]) -> Carry {
    if !is_open {
        return Carry::No;
    }
    let silent = following
        .iter()
        .take(SILENT_PARAGRAPHS)
        .take_while(|marks| marks.is_empty())
        .count();
    let closes = following
        .get(silent)
        .and_then(|marks| marks.first())
        .is_some_and(|mark| mark.shape == Shape::Closes);
    match (silent, closes) {
        (0, _) => Carry::Closing,
        (_, true) => Carry::Silent(silent),
        _ => Carry::No,
    }
}

/// Adds the regions of one paragraph and says whether the last is open at its end; the next paragraph may begin with a
/// mark that opens it again.
fn paragraph_regions(
    text: &str,
    paragraph: TextRange,
    marks: &[Mark],
    (index, is_opened_again): (usize, bool),
    carry: Carry,
    regions: &mut Vec<Region>,
) -> bool {
    let carried = carry != Carry::No;
    let mut pairs = pairs::pair(marks, paragraph, carried);
    if !is_opened_again {
        pairs::close_at_single(text, &mut pairs);
        pairs::close_at_attribution(text, &mut pairs);
    }
    let single = singles::regions(text, paragraph, &pairs.regions);
    let mut found: Vec<TextRange> = pairs
        .regions
        .iter()
        .copied()
        .filter(|double| !single_covers(&single, *double))
        .chain(single.iter().copied())
        .collect();
    found.sort_unstable();
    let last = pairs.regions.last().copied();
    for range in found {
        if !range.of(text).chars().any(char::is_alphanumeric) {
            continue;
        }
        regions.push(Region {
            range,
            paragraph: index,
            continues: carried && range.start == paragraph.start,
            bounds: if pairs.is_open && Some(range) == last {
                Bounds::Open
            } else {
                Bounds::Marks
            },
        });
    }
    pairs.is_open
}

/// Says whether one of the sorted `singles` covers `double`.
fn single_covers(singles: &[TextRange], double: TextRange) -> bool {
    let after = singles.partition_point(|single| single.start <= double.start);
    after
        .checked_sub(1)
        .and_then(|index| singles.get(index))
        .is_some_and(|single| single.contains_range(double))
}
