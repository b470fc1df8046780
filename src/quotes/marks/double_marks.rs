//! Finds quotation marks in a paragraph and says from their neighbours whether they open or close.

use crate::article::TextRange;

/// What a mark does, judged by its glyph and its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MarkShape {
    /// It can only open.
    Opens,
    /// It can only close.
    Closes,
    /// The neighbours do not tell.
    Either,
}

/// One quotation mark; `''` and two backticks are one mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Its range in the text.
    pub(crate) range: TextRange,
    /// What it does.
    pub(crate) shape: MarkShape,
}

/// The characters on both sides of a mark; a paragraph's edge is `None`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sides {
    /// The character before.
    pub(crate) before: Option<char>,
    /// The character after.
    pub(crate) after: Option<char>,
}

impl Sides {
    /// Returns the neighbours of `range` inside `paragraph`.
    pub(crate) fn of(text: &str, paragraph: TextRange, range: TextRange) -> Self {
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

    fn judge_shape(self) -> MarkShape {
        match (self.free_before(), self.free_after()) {
            (true, false) => MarkShape::Opens,
            (false, true) => MarkShape::Closes,
            // At a paragraph's edge one neighbour decides alone.
            _ if self.before.is_none() && self.after.is_some() => MarkShape::Opens,
            _ if self.after.is_none() && self.before.is_some() => MarkShape::Closes,
            (true, true) if self.space_before() && !self.space_after() => MarkShape::Opens,
            (true, true) if self.space_after() && !self.space_before() => MarkShape::Closes,
            _ => MarkShape::Either,
        }
    }
}

/// Returns the double marks of a paragraph in order: `"`, curly, low, angle, `''` and two backticks.
pub(crate) fn find_double_marks(text: &str, paragraph: TextRange) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut pairing = NationalMarks::default();
    let mut attribute = TagAttribute::default();
    let mut skip_to = paragraph.start;
    for (offset, glyph) in paragraph.of(text).char_indices() {
        let start = paragraph.start + offset;
        // Most characters are ASCII letters, which are skipped without looking further.
        if start < skip_to || (glyph.is_ascii() && !matches!(glyph, '"' | '\'' | '`')) {
            continue;
        }
        let rest = TextRange::new(start, paragraph.end).of(text);
        let Some(width) = mark_width(glyph, rest) else {
            continue;
        };
        // A typist's slip: `""The ferry will sail," said Ruiz.`
        let is_doubled = glyph == '"' && rest.starts_with("\"\"") && {
            let sides = Sides::of(text, paragraph, TextRange::new(start, start + 2));
            sides.space_before() && is_joined(sides.after)
        };
        let width = if is_doubled { 2 } else { width };
        let range = TextRange::new(start, start + width);
        skip_to = range.end;
        if glyph == '"' && attribute.takes_mark(Sides::of(text, paragraph, range)) {
            continue;
        }
        let shape = pairing.judge_shape(glyph, Sides::of(text, paragraph, range));
        marks.push(Mark { range, shape });
    }
    marks
}

/// Returns the bytes of the double mark that `rest` begins with.
fn mark_width(glyph: char, rest: &str) -> Option<usize> {
    match glyph {
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' => Some(glyph.len_utf8()),
        '\'' if rest.starts_with("''") => Some(2),
        '`' if rest.starts_with("``") => Some(2),
        _ => None,
    }
}

/// Remembers whether the value of a tag's attribute is open: `<post date="5 May">`.
#[derive(Default)]
struct TagAttribute {
    is_open: bool,
}

impl TagAttribute {
    /// Returns `true` if a mark opens or closes the value of an attribute.
    fn takes_mark(&mut self, sides: Sides) -> bool {
        let closes = self.is_open || sides.before.is_none() && sides.after == Some('>');
        self.is_open =
            !closes && sides.before == Some('=') && sides.after.is_some_and(|c| !c.is_whitespace());
        self.is_open || closes
    }
}

/// Remembers which national pair is open, because `“` and `»` open in one country and close in another.
#[derive(Default)]
struct NationalMarks {
    low: bool,
    /// `“` is open, so that `”` closes it wherever its space is: `“Low Water, ”out on Friday`.
    high: bool,
    inward: bool,
}

impl NationalMarks {
    fn judge_shape(&mut self, glyph: char, sides: Sides) -> MarkShape {
        match glyph {
            '„' => {
                self.low = true;
                MarkShape::Opens
            }
            // German „…“: behind a low mark the same glyph closes that opens an English quote.
            '“' if self.low => {
                self.low = false;
                MarkShape::Closes
            }
            '“' if sides.space_after() && !sides.space_before() => MarkShape::Closes,
            '“' | '‟' | '`' => {
                self.high = glyph == '“';
                MarkShape::Opens
            }
            // Swedish and Finnish ”…”, and a typist's slip: the neighbours outweigh the glyph.
            '”' if sides.space_before()
                && sides.after.is_some_and(char::is_alphanumeric)
                && !self.high =>
            {
                MarkShape::Opens
            }
            '”' => {
                self.low = false;
                self.high = false;
                MarkShape::Closes
            }
            '«' | '»' => self.guillemet_shape(glyph, sides),
            // Inches and seconds: 5'10" closes nothing that a digit did not begin.
            '"' | '″'
                if sides.before.is_some_and(|c| c.is_ascii_digit()) && !is_joined(sides.after) =>
            {
                MarkShape::Closes
            }
            _ => sides.judge_shape(),
        }
    }

    /// French and Nordic texts write «…» or »…», Danish and German books »…«.
    fn guillemet_shape(&mut self, glyph: char, sides: Sides) -> MarkShape {
        let opens_here = sides.space_before() && sides.after.is_some_and(begins_words);
        if glyph == '»' && opens_here && !self.inward {
            self.inward = true;
            return MarkShape::Opens;
        }
        if self.inward {
            self.inward = false;
            return MarkShape::Closes;
        }
        if glyph == '«' {
            MarkShape::Opens
        } else {
            MarkShape::Closes
        }
    }
}

fn begins_words(c: char) -> bool {
    c.is_alphanumeric() || "([„“‘›‹".contains(c)
}

fn is_joined(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}
