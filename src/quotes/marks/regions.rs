//! Finds the quoted regions of an article, paragraph by paragraph.

use crate::article::{BlockKind, TextRange};
use crate::quotes::marks::answers::UnlabelledAnswer;
use crate::quotes::marks::double_marks::{Mark, MarkShape};
use crate::quotes::marks::interview_turns::InterviewTurn;
use crate::quotes::marks::{
    answers, captions, double_marks, interview_turns, led_blocks, mended_marks, nicknames, pairing,
    posts, questions, signed_quotes, single_marks,
};
use crate::quotes::model::paragraph::Paragraph;
use crate::quotes::model::region::{Bounds, Region};

/// How many paragraphs without marks may be inside one quote.
const SILENT_PARAGRAPHS: usize = 6;

/// Returns the quoted regions of `paragraphs` in order.
pub(crate) fn find_regions(text: &str, paragraphs: &[Paragraph]) -> Vec<Region> {
    let marks: Vec<Vec<Mark>> = paragraphs
        .iter()
        .map(|paragraph| match paragraph.kind {
            BlockKind::BlockQuote => Vec::new(),
            _ => double_marks::find_double_marks(text, paragraph.range),
        })
        .collect();
    let turns = interview_turns::find_turns(text, paragraphs);
    let answers = answers::find_answers(text, paragraphs, &turns);
    let is_none = |at: usize| {
        turns.get(at).is_none_or(Option::is_none) && answers.get(at).is_none_or(Option::is_none)
    };
    let mut reader = RegionFinder {
        text,
        paragraphs,
        led: led_blocks::find_led_blocks(text, paragraphs, &marks, is_none),
        marks,
        answers,
        turns,
        regions: Vec::new(),
        carry: Carry::No,
    };
    for (index, paragraph) in paragraphs.iter().enumerate() {
        reader.read_paragraph(index, paragraph.range);
    }
    let mut regions = reader.regions;
    note_signatures(text, paragraphs, &mut regions);
    answers::note_quoted_answers(text, paragraphs, &mut regions);
    regions
}

/// Reads the paragraphs one by one.
struct RegionFinder<'a> {
    text: &'a str,
    paragraphs: &'a [Paragraph],
    /// The double marks of each paragraph.
    marks: Vec<Vec<Mark>>,
    turns: Vec<Option<InterviewTurn>>,
    answers: Vec<Option<UnlabelledAnswer>>,
    /// Which paragraphs without marks another leads to, and whether they carry one on.
    led: Vec<Option<bool>>,
    /// What was found so far.
    regions: Vec<Region>,
    /// What the last paragraph handed on.
    carry: Carry,
}

impl RegionFinder<'_> {
    fn read_paragraph(&mut self, index: usize, range: TextRange) {
        let marks = self.marks.get_mut(index).map(std::mem::take);
        let marks = marks.unwrap_or_default();
        if let Some(block) = self.block_region(index, range) {
            self.regions.push(block);
            self.carry = Carry::No;
        } else if let Carry::Over(left) = self.carry {
            self.carry = if left > 1 {
                Carry::Over(left - 1)
            } else {
                Carry::Closing
            };
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
            && let Some(name) = self.signing_name(index, &marks)
            && let Some(last) = self.regions.last_mut()
        {
            last.bounds = Bounds::Signed(name);
            self.carry = Carry::No;
        } else {
            self.read_marks(index, range, &marks);
        }
    }

    /// Returns the block quote or the turn that a paragraph is, or the question in it.
    fn block_region(&self, index: usize, range: TextRange) -> Option<Region> {
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
        let below = self.paragraphs.get(index + 1);
        let own = self.paragraphs.get(index)?;
        if let Some(post) = posts::read_post(self.text, own, below) {
            return Some(region(post.words, Bounds::Post(post.name), false));
        }
        if is_block(index) && !posts::is_signature(self.text, own) {
            // Block quotes that follow each other without a line between are one quotation.
            let continues = index > 0 && is_block(index - 1);
            return Some(region(range, Bounds::Block, continues));
        }
        if let Some(turn) = self.turns.get(index).copied().flatten() {
            return Some(region(turn.words, Bounds::Turn(turn.label), turn.continues));
        }
        if let Some(answer) = self.answers.get(index).copied().flatten() {
            let bounds = answer.label.map_or(Bounds::Answer, Bounds::Turn);
            return Some(region(range, bounds, answer.continues));
        }
        if self.carry == Carry::No
            && let Some(continues) = self.led.get(index).copied().flatten()
        {
            return Some(region(range, Bounds::Block, continues));
        }
        let question = questions::question_after_colon(self.text, range)?;
        Some(region(question, Bounds::Block, false))
    }

    /// Returns the name in a paragraph that signs the quote left open before it.
    fn signing_name(&self, index: usize, marks: &[Mark]) -> Option<TextRange> {
        let before = self.paragraphs.get(index.checked_sub(1)?)?;
        signed_quotes::signing_name(self.text, before, self.paragraphs.get(index)?, marks)
    }

    /// Adds what the marks of a paragraph enclose.
    fn read_marks(&mut self, index: usize, range: TextRange, marks: &[Mark]) {
        // Captions may come between a paragraph of a quote and the next.
        let below = self.paragraphs.get(index + 1..).unwrap_or_default();
        let skipped = captions::count_captions(self.text, below);
        let next = below.get(skipped).map(|next| next.range);
        let following = self.marks.get(index + 1 + skipped..).unwrap_or_default();
        let is_opened_again = following
            .first()
            .and_then(|marks| marks.first())
            .is_some_and(|mark| next.is_some_and(|next| next.start == mark.range.start));
        let place = (index, is_opened_again);
        // British papers open each paragraph of a long quote and close only the last: when the next paragraph begins
        // with a mark, the missing one is no slip of this paragraph.
        let is_open = paragraph_regions(
            self.text,
            range,
            marks,
            place,
            self.carry,
            &mut self.regions,
        );
        let is_carried = self.carry == Carry::Closing;
        self.carry = if is_opened_again || skipped == 0 {
            next_carry(is_open, following)
        } else {
            next_carry(is_open, self.marks.get(index + 1..).unwrap_or_default())
        };
        let is_opened_again = is_opened_again
            || next.is_some_and(|next| single_marks::begins_with_mark(self.text, next));
        self.add_left_open(index, range, is_opened_again, is_carried);
        if is_opened_again && self.carry == Carry::Closing && skipped > 0 {
            self.carry = Carry::Over(skipped);
        }
    }

    /// Adds the region that a single mark opens and the paragraph does not close.
    fn add_left_open(
        &mut self,
        paragraph: usize,
        range: TextRange,
        is_opened_again: bool,
        is_carried: bool,
    ) {
        let last = self.regions.last();
        let Some(start) = left_open(self.text, range, is_opened_again, last) else {
            return;
        };
        self.regions.push(Region {
            range: TextRange::new(start, range.end),
            paragraph,
            continues: is_carried && start == range.start,
            bounds: Bounds::Open,
        });
        self.carry = if is_opened_again {
            Carry::Closing
        } else {
            Carry::No
        };
    }
}

/// Notes which quotes that fill their paragraph are signed by the line below, behind a dash.
fn note_signatures(text: &str, paragraphs: &[Paragraph], regions: &mut [Region]) {
    for region in regions {
        let fills = |own: &Paragraph| own.range == region.range && region.bounds == Bounds::Marks;
        let below = paragraphs
            .get(region.paragraph)
            .filter(|own| fills(own))
            .and_then(|_| paragraphs.get(region.paragraph + 1));
        if let Some(name) =
            below.and_then(|below| signed_quotes::signing_name_after_dash(text, below))
        {
            region.bounds = Bounds::Signed(name);
        }
    }
}

/// Returns where a single mark opens a quote that nothing closes: before the next paragraph opens it again, or at the
/// start of the paragraph or behind a colon, where no apostrophe is.
fn left_open(
    text: &str,
    range: TextRange,
    is_opened_again: bool,
    last: Option<&Region>,
) -> Option<usize> {
    let from = last.map_or(range.start, |last| last.range.end);
    let start = single_marks::find_opening(text, range, from)?;
    let before = TextRange::new(range.start, start.max(range.start)).of(text);
    let is_sure = before.is_empty() || before.trim_end().ends_with(':');
    (is_opened_again || is_sure).then_some(start)
}

/// What the paragraph before hands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Carry {
    /// Nothing is open.
    No,
    /// A quote is open; this paragraph opens it again or closes it.
    Closing,
    /// A quote is open over this many paragraphs without marks.
    Silent(usize),
    /// A quote is open, and this many captions come before the paragraph that opens it again.
    Over(usize),
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
        .is_some_and(|mark| mark.shape == MarkShape::Closes);
    match (silent, closes) {
        // The next paragraph has marks of its own, which decide.
        (0, _) => Carry::Closing,
        // A later paragraph begins with a closing mark, so those between are inside the quote.
        (_, true) => Carry::Silent(silent),
        (_, false) => Carry::No,
    }
}

/// Adds the regions of one paragraph and returns `true` if the last is open at its end; the next paragraph may begin
/// with a mark that opens it again.
fn paragraph_regions(
    text: &str,
    paragraph: TextRange,
    marks: &[Mark],
    (index, is_opened_again): (usize, bool),
    carry: Carry,
    regions: &mut Vec<Region>,
) -> bool {
    let carried = carry != Carry::No;
    let mut pairs = pairing::pair_marks(marks, paragraph, carried);
    pairing::release_swallowed(text, paragraph, marks, &mut pairs);
    mended_marks::close_single_at_double(text, paragraph, marks, &mut pairs);
    if !is_opened_again {
        pairing::close_at_single(text, &mut pairs);
        pairing::close_at_attribution(text, &mut pairs);
    }
    let single = single_marks::find_single_regions(text, paragraph, &pairs.regions);
    let mut found: Vec<TextRange> = pairs
        .regions
        .iter()
        .copied()
        .filter(|double| !single_covers(&single, *double))
        .chain(single.iter().copied())
        .collect();
    found.sort_unstable();
    let last = pairs.regions.last().copied();
    // Marks around dots or nothing (“…”) hold no words of anybody.
    found.retain(|range| {
        range.of(text).chars().any(char::is_alphanumeric)
            && !nicknames::is_nickname(text, paragraph, *range)
    });
    for range in found {
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

/// Returns `true` if one of the sorted `singles` covers `double`.
fn single_covers(singles: &[TextRange], double: TextRange) -> bool {
    let after = singles.partition_point(|single| single.start <= double.start);
    after
        .checked_sub(1)
        .and_then(|index| singles.get(index))
        .is_some_and(|single| single.contains_range(double))
}

/// Returns `true` if most quoted regions below the headline come between single marks.
pub(crate) fn has_single_marks(text: &str, paragraphs: &[Paragraph], regions: &[Region]) -> bool {
    let is_in_story = |region: &&Region| {
        let paragraph = paragraphs.get(region.paragraph);
        !region.bounds.is_block() && paragraph.is_some_and(|paragraph| paragraph.kind.is_story())
    };
    let in_story = regions.iter().filter(is_in_story);
    let singles = in_story
        .clone()
        .filter(|region| single_marks::is_single(text, region.range));
    singles.count() * 2 > in_story.count()
}
