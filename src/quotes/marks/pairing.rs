//! Pairs the double marks of a paragraph: a stack first, plain alternation where the marks contradict it.

use crate::article::TextRange;
use crate::quotes::marks::double_marks::{Mark, MarkShape};
use crate::quotes::marks::mended_marks;

/// What a paragraph's marks enclose.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct PairedMarks {
    /// The outermost quoted regions, marks included.
    pub(crate) regions: Vec<TextRange>,
    /// Whether the last of them was still open at the paragraph's end.
    pub(crate) is_open: bool,
}

/// Pairs `marks`; `carried` says that a quote of the paragraph before may run on into this one.
pub(crate) fn pair_marks(marks: &[Mark], paragraph: TextRange, carried: bool) -> PairedMarks {
    pair_by_stack(marks, paragraph, carried)
        .unwrap_or_else(|| pair_by_alternation(marks, paragraph, carried))
}

/// Ends the stretch that is left open at a paragraph's end before the marks of another speaker, which then pair alone.
pub(crate) fn release_swallowed(
    text: &str,
    paragraph: TextRange,
    marks: &[Mark],
    pairs: &mut PairedMarks,
) {
    let Some(open) = pairs.regions.last().copied().filter(|_| pairs.is_open) else {
        return;
    };
    let Some((end, first)) = mended_marks::find_swallowed(text, open, marks) else {
        return;
    };
    let rest = pair_marks(marks.get(first..).unwrap_or_default(), paragraph, false);
    pairs.regions.pop();
    let own = TextRange::new(open.start, end);
    let len = attribution_end(own.of(text)).unwrap_or(own.len());
    pairs
        .regions
        .push(TextRange::new(own.start, own.start + len));
    pairs.regions.extend(rest.regions);
    pairs.is_open = rest.is_open;
}

/// Closes the stretch that is left open at a paragraph's end at a single mark behind punctuation, if one is there that
/// no single mark opened: `“It is late,’ Ruiz said.`
pub(crate) fn close_at_single(text: &str, pairs: &mut PairedMarks) {
    let Some(last) = pairs.regions.last_mut().filter(|_| pairs.is_open) else {
        return;
    };
    if let Some(len) = single_close(last.of(text)) {
        *last = TextRange::new(last.start, last.start + len);
        pairs.is_open = false;
    }
}

/// Ends the stretch that is left open at a paragraph's end before whoever said it: `“It is late, said Ruiz.`
pub(crate) fn close_at_attribution(text: &str, pairs: &mut PairedMarks) {
    let Some(last) = pairs.regions.last_mut().filter(|_| pairs.is_open) else {
        return;
    };
    if let Some(len) = attribution_end(last.of(text)) {
        *last = TextRange::new(last.start, last.start + len);
        pairs.is_open = false;
    }
}

/// Returns the bytes up to the comma before whoever said it.
fn attribution_end(words: &str) -> Option<usize> {
    let is_attribution = |comma: &usize| {
        let clause = words.get(comma + 1..).unwrap_or_default().trim_start();
        let named = ["said ", "says "]
            .iter()
            .find_map(|verb| clause.strip_prefix(verb));
        let pronoun = ["he said", "she said", "they said", "he says", "she says"]
            .iter()
            .find_map(|clause_of| clause.strip_prefix(clause_of));
        named.is_some_and(|name| name.starts_with(char::is_uppercase))
            || pronoun.is_some_and(|rest| rest.starts_with(['.', ',']))
    };
    let mut commas = words.match_indices(',').map(|(at, _)| at);
    commas.find(is_attribution).map(|comma| comma + 1)
}

/// Returns the bytes up to the first single mark that closes without having opened.
fn single_close(words: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut before = ' ';
    for (at, c) in words.char_indices().skip(1) {
        let after = words.get(at + c.len_utf8()..)?.chars().next();
        // An apostrophe inside the words ("don't") has a letter before it and neither opens nor closes.
        let opens = before.is_whitespace() || matches!(before, '(' | '—' | '–');
        match c {
            '‘' => depth += 1,
            '\'' if opens => depth += 1,
            '’' | '\''
                if matches!(before, ',' | '.' | '?' | '!')
                    && after.is_some_and(char::is_whitespace) =>
            {
                match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None => return Some(at + c.len_utf8()),
                }
            }
            _ => {}
        }
        before = c;
    }
    None
}

/// Returns `true` if the first mark closes a quote that began before the paragraph.
fn runs_on(marks: &[Mark], paragraph: TextRange, carried: bool) -> bool {
    carried
        && marks.first().is_some_and(|mark| {
            mark.shape == MarkShape::Closes && mark.range.start > paragraph.start
        })
}

/// Follows the nesting; `None` if a mark closes what never opened, or too much is left open.
fn pair_by_stack(marks: &[Mark], paragraph: TextRange, carried: bool) -> Option<PairedMarks> {
    let mut regions = Vec::new();
    let mut start = paragraph.start;
    let mut depth = usize::from(runs_on(marks, paragraph, carried));
    for mark in marks {
        let opens = match mark.shape {
            MarkShape::Opens => true,
            MarkShape::Closes => false,
            MarkShape::Either => depth == 0,
        };
        if opens {
            if depth == 0 {
                start = mark.range.start;
            }
            depth += 1;
            continue;
        }
        // A mark that closes what never opened: the shapes are wrong somewhere, so alternation takes over.
        depth = depth.checked_sub(1)?;
        if depth == 0 {
            regions.push(TextRange::new(start, mark.range.end));
        }
    }
    if depth > 1 {
        return None;
    }
    if depth == 1 {
        regions.push(TextRange::new(start, paragraph.end));
    }
    Some(PairedMarks {
        regions,
        is_open: depth == 1,
    })
}

/// Takes the marks in turns; a mark that can only close where nothing is open is a stray one.
fn pair_by_alternation(marks: &[Mark], paragraph: TextRange, carried: bool) -> PairedMarks {
    let mut regions = Vec::new();
    let mut start = runs_on(marks, paragraph, carried).then_some(paragraph.start);
    for mark in marks {
        match (start, mark.shape) {
            // A stray mark; taking it would turn every quote after it inside out.
            (None, MarkShape::Closes) | (Some(_), MarkShape::Opens) => {}
            (None, _) => start = Some(mark.range.start),
            (Some(from), _) => {
                regions.push(TextRange::new(from, mark.range.end));
                start = None;
            }
        }
    }
    if let Some(from) = start {
        regions.push(TextRange::new(from, paragraph.end));
    }
    PairedMarks {
        is_open: start.is_some(),
        regions,
    }
}
