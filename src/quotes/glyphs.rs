//! Finds quotation marks in a paragraph and says from their neighbours whether they open or close.

use crate::article::TextRange;

/// What a mark does, judged by its glyph and its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// It can only open.
    Opens,
    /// It can only close.
    Closes,
    /// The neighbours do not tell.
    Either,
}

/// One quotation mark; `''` and two backticks are one mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where it stands.
    pub(super) range: TextRange,
    /// What it does.
    pub(super) shape: Shape,
}

/// The characters on both sides of a mark; a paragraph's edge is `None`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sides {
    /// The character before.
    pub(super) before: Option<char>,
    /// The character after.
    pub(super) after: Option<char>,
}

impl Sides {
    /// Returns the neighbours of `range` inside `paragraph`.
    pub(super) fn of(text: &str, paragraph: TextRange, range: TextRange) -> Self {
        let before = TextRange::new(paragraph.start, range.start).of(text);
        let after = TextRange::new(range.end, paragraph.end).of(text);
        Self {
            before: before.chars().next_back(),
            after: after.chars().next(),
        }
    }

    fn space_before(self) -> bool {
        self.before.is_none_or(char::is_whitespace)
    }

    fn space_after(self) -> bool {
        self.after.is_none_or(char::is_whitespace)
    }

    fn free_before(self) -> bool {
        self.space_before() || self.before.is_some_and(|c| "([{-–—…/‘'".contains(c))
    }

    fn free_after(self) -> bool {
        self.space_after() || self.after.is_some_and(|c| ".,;:!?)]}-–—…/’'".contains(c))
    }

    fn shape(self) -> Shape {
        match (self.free_before(), self.free_after()) {
            (true, false) => Shape::Opens,
            (false, true) => Shape::Closes,
            _ if self.before.is_none() && self.after.is_some() => Shape::Opens,
            _ if self.after.is_none() && self.before.is_some() => Shape::Closes,
            (true, true) if self.space_before() && !self.space_after() => Shape::Opens,
            (true, true) if self.space_after() && !self.space_before() => Shape::Closes,
            _ => Shape::Either,
        }
    }
}

/// Returns the double marks of a paragraph in order: `"`, curly, low, angle, `''` and two backticks.
pub(super) fn doubles(text: &str, paragraph: TextRange) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut pairing = Pairing::default();
    let mut skip_to = paragraph.start;
    for (offset, glyph) in paragraph.of(text).char_indices() {
        let start = paragraph.start + offset;
        if start < skip_to || (glyph.is_ascii() && !matches!(glyph, '"' | '\'' | '`')) {
            continue;
        }
        let rest = TextRange::new(start, paragraph.end).of(text);
        let Some(width) = width(glyph, rest) else {
            continue;
        };
        let range = TextRange::new(start, start + width);
        skip_to = range.end;
        let shape = pairing.shape(glyph, Sides::of(text, paragraph, range));
        marks.push(Mark { range, shape });
    }
    marks
}

/// Returns the bytes of the double mark that `rest` begins with.
fn width(glyph: char, rest: &str) -> Option<usize> {
    match glyph {
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' => Some(glyph.len_utf8()),
        '\'' if rest.starts_with("''") => Some(2),
        '`' if rest.starts_with("``") => Some(2),
        _ => None,
    }
}

/// Remembers which national pair is open, because `“` and `»` open in one country and close in another.
#[derive(Default)]
struct Pairing {
    low: bool,
    inward: bool,
}

impl Pairing {
    fn shape(&mut self, glyph: char, sides: Sides) -> Shape {
        match glyph {
            '„' => {
                self.low = true;
                Shape::Opens
            }
            '“' if self.low => {
                self.low = false;
                Shape::Closes
            }
            '“' if sides.space_after() && !sides.space_before() => Shape::Closes,
            '“' | '‟' | '`' => Shape::Opens,
            '”' if sides.space_before() && sides.after.is_some_and(char::is_alphanumeric) => {
                Shape::Opens
            }
            '”' => {
                self.low = false;
                Shape::Closes
            }
            '«' | '»' => self.angle(glyph, sides),
            '"' | '″'
                if sides.before.is_some_and(|c| c.is_ascii_digit()) && !joins(sides.after) =>
            {
                Shape::Closes
            }
            _ => sides.shape(),
        }
    }

    /// French and Nordic texts write «…» or »…», Danish and German books »…«.
    fn angle(&mut self, glyph: char, sides: Sides) -> Shape {
        let opens_here = sides.space_before() && sides.after.is_some_and(begins_words);
        if glyph == '»' && opens_here && !self.inward {
            self.inward = true;
            return Shape::Opens;
        }
        if self.inward {
            self.inward = false;
            return Shape::Closes;
        }
        if glyph == '«' {
            Shape::Opens
        } else {
            Shape::Closes
        }
    }
}

fn begins_words(c: char) -> bool {
    c.is_alphanumeric() || "([„“‘›‹".contains(c)
}

fn joins(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}
