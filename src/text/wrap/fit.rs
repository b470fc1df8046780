//! Puts the pieces of a block onto lines.

use textwrap::wrap_algorithms::{Penalties, wrap_optimal_fit};

use super::fragments::{Fragment, columns_to_float};
use super::{WrapBlock, WrappedLine};
use crate::article::TextRange;

/// Fills each line with as many words as fit, and if asked with the first syllables of the next.
pub(super) fn fill_greedily(
    block: WrapBlock<'_>,
    words: impl Iterator<Item = Fragment>,
) -> Vec<WrappedLine> {
    let mut filler = LineFiller::new(block, block.first_columns);
    for word in words {
        if filler.has_room_for(&word) {
            filler.place_fragment(word);
            continue;
        }
        let parts = block.split_syllables(word).into_iter();
        for piece in parts.flat_map(|part| block.split_pieces(part)) {
            filler.place_fragment(piece);
        }
    }
    filler.lines
}

/// Makes the lines between two newlines as even as possible.
pub(super) fn fill_evenly(
    block: WrapBlock<'_>,
    words: impl Iterator<Item = Fragment>,
) -> Vec<WrappedLine> {
    let fragments: Vec<Fragment> = words
        .flat_map(|word| block.split_syllables(word))
        .flat_map(|part| block.split_pieces(part))
        .collect();
    fragments
        .split_inclusive(|fragment| fragment.is_last)
        .enumerate()
        .flat_map(|(number, paragraph)| {
            let first = if number == 0 { block.first_columns } else { 0 };
            fit_paragraph(paragraph, block, first)
        })
        .collect()
}

/// Makes the lines of fragments as even as possible, the first with some columns more.
fn fit_paragraph(fragments: &[Fragment], block: WrapBlock<'_>, first: usize) -> Vec<WrappedLine> {
    /// No gap is worth a line that is too wide.
    const PENALTIES: Penalties = Penalties {
        overflow_penalty: 1_000_000_000,
        ..Penalties::new()
    };
    let widths = [block.width + first, block.width];
    let fits = |lines: &[&[Fragment]]| {
        let widths = widths.iter().chain(std::iter::repeat(&block.width));
        let mut lines = lines.iter().zip(widths);
        lines.all(|(line, width)| fit_on_line(line, *width))
    };
    // The optimum of Knuth and Plass may overflow where greedy filling does not.
    match wrap_optimal_fit(fragments, &widths.map(columns_to_float), &PENALTIES) {
        Ok(lines) if fits(&lines) => lines.into_iter().filter_map(join_fragments).collect(),
        _ => fill_lines(fragments, block, first),
    }
}

fn fill_lines(fragments: &[Fragment], block: WrapBlock<'_>, first: usize) -> Vec<WrappedLine> {
    let mut filler = LineFiller::new(block, first);
    for fragment in fragments {
        filler.place_fragment(*fragment);
    }
    filler.lines
}

/// Returns `true` if fragments fit onto one line; a single one always does.
fn fit_on_line(fragments: &[Fragment], width: usize) -> bool {
    let Some((last, [_, ..])) = fragments.split_last() else {
        return true;
    };
    let whole: usize = fragments.iter().map(|it| it.columns + it.space).sum();
    whole - last.space + usize::from(last.hyphen) <= width
}

/// Returns the line that consecutive fragments form.
fn join_fragments(fragments: &[Fragment]) -> Option<WrappedLine> {
    let (first, last) = (fragments.first()?, fragments.last()?);
    Some(WrappedLine {
        range: TextRange::new(first.range.start, last.range.end),
        hyphen: last.hyphen,
    })
}

/// Places fragments one after another.
struct LineFiller {
    width: usize,
    hangs_marks: bool,
    lines: Vec<WrappedLine>,
    /// The line that is being filled, with its columns and those of the white space after it.
    open: Option<(WrappedLine, usize, usize)>,
    /// The columns of the mark that hangs before the open line, or those that the first line has more.
    hanging: usize,
    /// The columns that the first line has more.
    first: usize,
}

impl LineFiller {
    const fn new(block: WrapBlock<'_>, first: usize) -> Self {
        Self {
            width: block.width,
            hangs_marks: block.hangs_marks,
            first,
            lines: Vec::new(),
            open: None,
            hanging: 0,
        }
    }

    /// Returns `true` if a fragment fits onto the line that is being filled, or onto a new one if there is none.
    fn has_room_for(&self, fragment: &Fragment) -> bool {
        let (taken, hanging) = self.open.map_or_else(
            || (0, self.hanging_columns(fragment)),
            |(_, columns, space)| (columns + space, self.hanging),
        );
        taken + fragment.columns_at_end() <= self.width + hanging
    }

    /// Returns the columns of a fragment that are before a line it begins.
    fn hanging_columns(&self, fragment: &Fragment) -> usize {
        let first = if self.lines.is_empty() { self.first } else { 0 };
        first.max(usize::from(self.hangs_marks && fragment.has_mark))
    }

    fn place_fragment(&mut self, fragment: Fragment) {
        if !self.has_room_for(&fragment) {
            self.close_line();
        }
        if self.open.is_none() {
            self.hanging = self.hanging_columns(&fragment);
        }
        let (start, taken) = self
            .open
            .map_or((fragment.range.start, 0), |(line, columns, space)| {
                (line.range.start, columns + space)
            });
        let line = WrappedLine {
            range: TextRange::new(start, fragment.range.end),
            hyphen: fragment.hyphen,
        };
        self.open = Some((line, taken + fragment.columns, fragment.space));
        if fragment.is_last {
            self.close_line();
        }
    }

    fn close_line(&mut self) {
        self.lines.extend(self.open.take().map(|(line, ..)| line));
    }
}
