//! Finds what single marks enclose, distinguished from apostrophes, elisions and plural possessives.

use crate::article::TextRange;
use crate::quotes::marks::double_marks::Sides;
use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::word_class::Clue;
use crate::quotes::words::lexicon;

/// The longest stretch between single marks, in bytes; beyond it an opening mark is taken for an apostrophe.
const LONGEST: usize = 3000;

/// One apostrophe-like character outside the double marks.
#[derive(Debug, Clone, Copy)]
struct SingleMark {
    range: TextRange,
    role: SingleMarkRole,
}

/// What a tick may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SingleMarkRole {
    /// It can open a quote.
    Opens,
    /// It closes a quote, by the punctuation beside it.
    Closes,
    /// It closes a quote or is a plural possessive ("the voters' rights").
    Perhaps,
    /// A double-quoted region begins here: what closes beyond it must be sure.
    Double,
}

/// Returns the stretches between single marks that lie outside `doubles` or enclose them, marks included.
pub(crate) fn find_single_regions(
    text: &str,
    paragraph: TextRange,
    doubles: &[TextRange],
) -> Vec<TextRange> {
    let ticks = list_single_marks(text, paragraph, doubles);
    let mut regions = Vec::new();
    let mut index = 0;
    while let Some(tick) = ticks.get(index) {
        index += 1;
        // A mark that closes without having opened is an apostrophe.
        if tick.role != SingleMarkRole::Opens {
            continue;
        }
        let Some(after) = ticks.get(index..) else {
            break;
        };
        if let Some((steps, close)) = find_closing(tick.range, after) {
            regions.push(tick.range.union(close));
            index += steps;
        }
    }
    regions
}

/// Returns `true` if a single mark opens a quoted region.
pub(crate) fn is_single(text: &str, region: TextRange) -> bool {
    let words = region.of(text);
    words.starts_with(['\'', '‘']) && !words.starts_with("''")
}

/// Returns `true` if a paragraph begins with a single mark that opens a quote.
pub(crate) fn begins_with_mark(text: &str, paragraph: TextRange) -> bool {
    find_opening(text, paragraph, paragraph.start) == Some(paragraph.start)
}

/// Returns where the first single mark behind `from` is that opens a quote.
pub(crate) fn find_opening(text: &str, paragraph: TextRange, from: usize) -> Option<usize> {
    let rest = TextRange::new(from.max(paragraph.start), paragraph.end);
    rest.of(text).char_indices().find_map(|(offset, glyph)| {
        let start = rest.start + offset;
        let range = TextRange::new(start, start + glyph.len_utf8());
        let is_mark = matches!(glyph, '\'' | '‘');
        let opens =
            is_mark && role_of(text, paragraph, range, glyph) == Some(SingleMarkRole::Opens);
        opens.then_some(start)
    })
}

/// Returns the mark that closes a quote opened at `open`, with the number of ticks up to and with it.
fn find_closing(open: TextRange, ticks: &[SingleMark]) -> Option<(usize, TextRange)> {
    let mut weak = None;
    let mut crossed = false;
    for (index, tick) in ticks.iter().enumerate() {
        if tick.range.start > open.end + LONGEST {
            break;
        }
        match tick.role {
            SingleMarkRole::Closes => return Some((index + 1, tick.range)),
            SingleMarkRole::Perhaps if weak.is_none() && !crossed => {
                weak = Some((index + 1, tick.range));
            }
            SingleMarkRole::Opens | SingleMarkRole::Double if weak.is_some() => break,
            // Beyond double marks only punctuation makes sure that this is no plural possessive.
            SingleMarkRole::Double => crossed = true,
            SingleMarkRole::Perhaps | SingleMarkRole::Opens => {}
        }
    }
    weak
}

fn list_single_marks(text: &str, paragraph: TextRange, doubles: &[TextRange]) -> Vec<SingleMark> {
    let mut ticks = Vec::new();
    let mut doubles = doubles.iter().peekable();
    for (offset, glyph) in paragraph.of(text).char_indices() {
        let start = paragraph.start + offset;
        while let Some(double) = doubles.next_if(|double| double.end <= start) {
            ticks.push(SingleMark {
                range: *double,
                role: SingleMarkRole::Double,
            });
        }
        if !matches!(glyph, '\'' | '‘' | '’' | '`' | '‚' | '‹' | '›') {
            continue;
        }
        if doubles.peek().is_some_and(|double| double.contains(start)) {
            continue;
        }
        let range = TextRange::new(start, start + glyph.len_utf8());
        if let Some(role) = role_of(text, paragraph, range, glyph) {
            ticks.push(SingleMark { range, role });
        }
    }
    ticks
}

/// Returns what the tick at `range` may be.
fn role_of(
    text: &str,
    paragraph: TextRange,
    range: TextRange,
    glyph: char,
) -> Option<SingleMarkRole> {
    let sides = Sides::of(text, paragraph, range);
    let rest = TextRange::new(range.end, paragraph.end).of(text);
    // A curly closing mark never opens; a straight one may.
    if glyph != '’' && can_open(sides) && !is_elision(rest) {
        return Some(SingleMarkRole::Opens);
    }
    if glyph == '‘' || glyph == '`' {
        return None;
    }
    let before = sides.before?;
    if before.is_whitespace() {
        let before_mark = TextRange::new(paragraph.start, range.start).of(text);
        return closes_after_space(before_mark, sides).then_some(SingleMarkRole::Closes);
    }
    let is_sure = ",.!?…".contains(before) || sides.after.is_none();
    let ends = sides.after.is_none_or(|c| {
        c.is_whitespace() || ".,;:!?)]—–-”\"".contains(c) || is_sure && c.is_uppercase()
    });
    if !ends {
        return None;
    }
    let spaced = sides.after.is_some_and(char::is_whitespace);
    // "The voters' rights" and "fishin' boats" have the shape of a closing mark.
    if !is_sure && spaced && matches!(before, 's' | 'S' | 'z' | 'x' | 'n') {
        return Some(SingleMarkRole::Perhaps);
    }
    Some(SingleMarkRole::Closes)
}

/// Returns `true` if a mark closes what ends one space before it: "'It is what they call “a gale,” ' she said."
fn closes_after_space(before_mark: &str, sides: Sides) -> bool {
    let is_free = sides.after.is_none_or(char::is_whitespace);
    let last = before_mark.trim_end().chars().next_back();
    is_free && last.is_some_and(|c| ",.!?…”\"".contains(c))
}

fn can_open(sides: Sides) -> bool {
    let free = sides
        .before
        .is_none_or(|c| c.is_whitespace() || "([—–-:".contains(c));
    let begins = sides
        .after
        .is_some_and(|c| c.is_alphanumeric() || "$£€#@([…“\"".contains(c));
    free && begins
}

/// Returns `true` if the letters after an apostrophe are a word that opens with one.
fn is_elision(rest: &str) -> bool {
    let word = rest
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    // "'90s" and "'08", but not "'90 per cent".
    let decade = word.strip_suffix('s').unwrap_or(word);
    let is_share = ["per cent", "percent", "%"].iter().any(|share| {
        rest.strip_prefix(word)
            .is_some_and(|rest| rest.trim_start().starts_with(share))
    });
    lexicon::look_up(WordKey::new(word)).has(Clue::Elision)
        || (decade.len() == 2 && decade.bytes().all(|byte| byte.is_ascii_digit()) && !is_share)
}
