//! Puts the pieces of a block onto lines.

use textwrap::wrap_algorithms::{Penalties, wrap_optimal_fit};

use super::fragments::{Fragment, number};
use super::{Block, Line};
use crate::article::TextRange;

/// Fills each line with as many words as fit, and if asked with the first syllables of the next.
pub(super) fn greedy(block: Block<'_>, words: impl Iterator<Item = Fragment>) -> Vec<Line> {
    let mut filler = Filler::new(block.width);
    for word in words {
        if filler.fits(&word) {
            filler.place(word);
            continue;
        }
        let parts = block.syllables(word).into_iter();
        for piece in parts.flat_map(|part| block.pieces(part)) {
            filler.place(piece);
        }
    }
    filler.lines
}

/// Makes the lines between two newlines as even as can be.
pub(super) fn even(block: Block<'_>, words: impl Iterator<Item = Fragment>) -> Vec<Line> {
    let fragments: Vec<Fragment> = words
        .flat_map(|word| block.syllables(word))
        .flat_map(|part| block.pieces(part))
        .collect();
    fragments
        .split_inclusive(|fragment| fragment.is_last)
        .flat_map(|paragraph| even_paragraph(paragraph, block.width))
        .collect()
}

fn even_paragraph(fragments: &[Fragment], width: usize) -> Vec<Line> {
    /// No gap is worth a line that is too wide.
    const PENALTIES: Penalties = Penalties {
        overflow_penalty: 1_000_000_000,
        ..Penalties::new()
    };
    match wrap_optimal_fit(fragments, &[number(width)], &PENALTIES) {
        Ok(lines) if lines.iter().all(|line| fits(line, width)) => {
            lines.into_iter().filter_map(line).collect()
        }
        _ => filled(fragments, width),
    }
}

fn filled(fragments: &[Fragment], width: usize) -> Vec<Line> {
    let mut filler = Filler::new(width);
    for fragment in fragments {
        filler.place(*fragment);
    }
    filler.lines
}

/// Says whether fragments fit onto one line; a single one always does.
fn fits(fragments: &[Fragment], width: usize) -> bool {
    let Some((last, [_, ..])) = fragments.split_last() else {
        return true;
    };
    let whole: usize = fragments.iter().map(|it| it.columns + it.space).sum();
    whole - last.space + usize::from(last.hyphen) <= width
}

/// Makes a line of fragments that follow one another.
fn line(fragments: &[Fragment]) -> Option<Line> {
    let (first, last) = (fragments.first()?, fragments.last()?);
    Some(Line {
        range: TextRange::new(first.range.start, last.range.end),
        hyphen: last.hyphen,
    })
}

/// Places fragments one after another.
struct Filler {
    width: usize,
    lines: Vec<Line>,
    /// The line that is being filled, with its columns and those of the white space after it.
    open: Option<(Line, usize, usize)>,
}

impl Filler {
    const fn new(width: usize) -> Self {
        Self {
            width,
            lines: Vec::new(),
            open: None,
        }
    }

    /// Says whether a fragment fits onto the line that is being filled, or onto a new one if there is none.
    fn fits(&self, fragment: &Fragment) -> bool {
        let taken = self.open.map_or(0, |(_, columns, space)| columns + space);
        taken + fragment.columns_at_end() <= self.width
    }

    fn place(&mut self, fragment: Fragment) {
        if !self.fits(&fragment) {
            self.close();
        }
        let (start, taken) = self
            .open
            .map_or((fragment.range.start, 0), |(line, columns, space)| {
                (line.range.start, columns + space)
            });
        let line = Line {
            range: TextRange::new(start, fragment.range.end),
            hyphen: fragment.hyphen,
        };
        self.open = Some((line, taken + fragment.columns, fragment.space));
        if fragment.is_last {
            self.close();
        }
    }

    fn close(&mut self) {
        self.lines.extend(self.open.take().map(|(line, ..)| line));
    }
}
