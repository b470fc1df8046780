//! What surrounds a quoted region: its neighbours in the paragraph and the shape of its words.

use super::cues::Cue;
use super::lexicon::Class;
use super::scene::Scene;
use super::symbol::Symbol;
use super::tokens::{Ending, Kind, Token, Tokens};

/// A region as the features see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    /// The index of the region.
    pub(super) region: usize,
    /// The index of its paragraph.
    pub(super) paragraph: usize,
    /// Its first token.
    pub(super) first: usize,
    /// The token after its last.
    pub(super) end: usize,
    /// The first mention at or behind its first token.
    pub(super) next_mention: usize,
    /// Where it stands in its paragraph.
    pub(super) place: Place,
    /// How many words and numbers it has.
    pub(super) count: usize,
    /// How they are capitalised, as a letter: `T` all of them as in a title, `l` none, `S` only the first of several,
    /// `O` the only one, `C` the first and others, `m` others.
    pub(super) written: Symbol,
    /// Whether its first word has a capital.
    pub(super) is_capital: bool,
    /// How its words end, as a letter: a comma, a stop, or a word.
    pub(super) ending: u8,
    /// The letters of the two tokens before.
    pub(super) opening: Symbol,
    /// The letters of the two tokens after.
    pub(super) closing: Symbol,
    /// How near the nearest cues of its sentence are, before and after.
    pub(super) near: Symbol,
}

/// Where a region stands in its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It is the whole paragraph.
    Whole,
    /// It opens the paragraph.
    Start,
    /// Words stand on both sides.
    Middle,
    /// It ends the paragraph.
    End,
}

impl Place {
    /// Returns the letter that stands for it in a feature.
    pub(super) const fn letter(self) -> u8 {
        match self {
            Self::Whole => b'w',
            Self::Start => b's',
            Self::Middle => b'm',
            Self::End => b'e',
        }
    }
}

impl View {
    /// Looks at the region of this index.
    pub(super) fn of(scene: &Scene<'_>, index: usize) -> Option<Self> {
        let region = scene.regions.get(index)?;
        let first = scene.tokens.at(region.range.start);
        let end = scene.tokens.at(region.range.end.saturating_sub(1));
        let end = end
            + usize::from(
                scene
                    .token(end)
                    .is_some_and(|token| token.region == Some(index)),
            );
        let here = scene.tokens.of_paragraph(region.paragraph);
        let starts = first <= here.start;
        let ends = !(end..here.end).any(|at| {
            scene
                .token(at)
                .is_some_and(|token| token.kind == Kind::Word)
        });
        let last = end.checked_sub(1)?;
        let mut view = Self {
            region: index,
            paragraph: region.paragraph,
            first,
            end,
            next_mention: scene
                .mentions
                .partition_point(|mention| mention.tokens.0 < first),
            place: match (starts, ends) {
                (true, true) => Place::Whole,
                (true, false) => Place::Start,
                (false, false) => Place::Middle,
                (false, true) => Place::End,
            },
            count: 0,
            written: Symbol::default(),
            is_capital: scene.token(first).is_some_and(Token::is_capital),
            ending: ending(scene, end),
            opening: letters_before(&scene.tokens, first, 2),
            closing: letters_after(&scene.tokens, last, 2),
            near: Symbol::default(),
        };
        view.near = view.nearest_cues(scene);
        view.count = view.words(scene).count();
        view.written = capitals(view.words(scene), view.count);
        Some(view)
    }

    /// Returns the words and numbers of the region.
    pub(super) fn words<'a>(
        &self,
        scene: &'a Scene<'_>,
    ) -> impl DoubleEndedIterator<Item = &'a Token> + Clone {
        (self.first..self.end)
            .filter_map(|at| scene.token(at))
            .filter(|token| matches!(token.kind, Kind::Word | Kind::Number))
    }

    /// Returns how many tokens stand between the region and the one at `token`.
    pub(super) fn distance(&self, token: usize) -> usize {
        if token >= self.end {
            token - self.end
        } else {
            self.first.saturating_sub(token + 1)
        }
    }

    /// Returns where a cue stands as seen from the region, as a letter.
    ///
    /// `b` before and `a` after it in its sentence, capitals in other sentences of the paragraph, `1` and `n` in
    /// other paragraphs.
    pub(super) fn position(&self, scene: &Scene<'_>, cue: &Cue) -> u8 {
        let Some(token) = scene.token(cue.token) else {
            return b'?';
        };
        let sentence = |index: usize| scene.token(index).map(|token| token.sentence);
        let is_after = cue.token >= self.end;
        if token.paragraph != self.paragraph {
            return if is_after { b'n' } else { b'1' };
        }
        let edge = if is_after { self.end - 1 } else { self.first };
        match (sentence(edge) == Some(token.sentence), is_after) {
            (true, true) => b'a',
            (true, false) => b'b',
            (false, true) => b'A',
            (false, false) => b'B',
        }
    }

    fn nearest_cues(&self, scene: &Scene<'_>) -> Symbol {
        let from = scene.cues.partition_point(|cue| cue.token < self.first);
        let to = scene.cues.partition_point(|cue| cue.token < self.end);
        let near = |cue: Option<&Cue>| match cue {
            Some(cue) if matches!(self.position(scene, cue), b'a' | b'b') => {
                match self.distance(cue.token) {
                    0..=1 => b'0',
                    2..=4 => b'1',
                    _ => b'2',
                }
            }
            _ => b'x',
        };
        Symbol::default()
            .with(near(from.checked_sub(1).and_then(|at| scene.cues.get(at))))
            .with(near(scene.cues.get(to)))
    }
}

fn capitals<'a>(words: impl Iterator<Item = &'a Token>, count: usize) -> Symbol {
    let mut longer = 0;
    let mut capital = 0;
    let mut first = false;
    for (at, token) in words.enumerate() {
        let counts = token.range.len() > 3 || at == 0;
        longer += usize::from(counts);
        capital += usize::from(counts && token.is_capital());
        first |= at == 0 && token.is_capital();
    }
    Symbol::default().with(match (capital, first) {
        (0, _) => b'l',
        (all, _) if all == longer && count > 1 => b'T',
        (1, true) if count > 1 => b'S',
        (_, true) if count == 1 => b'O',
        (_, true) => b'C',
        _ => b'm',
    })
}

fn ending(scene: &Scene<'_>, end: usize) -> u8 {
    let last = end.checked_sub(1).and_then(|last| scene.token(last));
    let after = scene.token(end);
    let outside_comma = after.is_some_and(|token| token.kind == Kind::Comma)
        && last.is_some_and(|last| after.is_some_and(|after| after.paragraph == last.paragraph));
    match last.map(|token| token.kind) {
        Some(Kind::Comma) => b'k',
        Some(Kind::Stop) => last.map_or(b'.', |token| stop(scene, token)),
        Some(Kind::Dash) => b'~',
        _ if outside_comma => b'K',
        _ => b'w',
    }
}

fn stop(scene: &Scene<'_>, token: &Token) -> u8 {
    match token.range.of(scene.text).chars().next() {
        Some('?' | '!') => b'?',
        _ => b'.',
    }
}

/// Returns the letters of the tokens before `at` in its paragraph, `^` for the paragraph's start.
pub(super) fn letters_before(tokens: &Tokens, at: usize, count: usize) -> Symbol {
    (1..=count).rev().fold(Symbol::default(), |letters, steps| {
        letters.with(tokens.before(at, steps).map_or(b'^', letter))
    })
}

/// Returns the letters of the tokens after `at` in its paragraph, `$` for the paragraph's end.
pub(super) fn letters_after(tokens: &Tokens, at: usize, count: usize) -> Symbol {
    (1..=count).fold(Symbol::default(), |letters, steps| {
        letters.with(tokens.after(at, steps).map_or(b'$', letter))
    })
}

/// Returns the letter that stands for a token in a path.
pub(super) fn letter(token: &Token) -> u8 {
    if !token.is_told() {
        return b'Q';
    }
    match token.kind {
        Kind::Comma => b'-',
        Kind::Stop => b'.',
        Kind::Colon => b':',
        Kind::Semicolon => b';',
        Kind::Dash => b'~',
        Kind::Opening => b'(',
        Kind::Closing => b')',
        Kind::Other => b'*',
        Kind::Number => b'0',
        Kind::Word => word_letter(token),
    }
}

fn word_letter(token: &Token) -> u8 {
    match token.entry.class {
        Class::Determiner => b'D',
        Class::Possessive => b'H',
        Class::Subject | Class::Object => b'P',
        Class::Reflexive => b'F',
        Class::Relative => b'R',
        Class::That => b'T',
        Class::Preposition => b'p',
        Class::Conjunction => b'c',
        Class::Subordinator => b's',
        Class::Auxiliary => b'v',
        Class::Adverb => b'a',
        Class::Calendar => b't',
        Class::Title | Class::Suffix => b'N',
        _ if token.is_capital() => b'N',
        Class::Person => b'n',
        Class::Organisation => b'o',
        Class::Document => b'd',
        Class::Unknown if token.entry.cue.is_some() => b'C',
        Class::Unknown => match token.ending {
            Ending::Ly => b'a',
            Ending::Ing => b'g',
            Ending::Ed => b'e',
            Ending::S => b'z',
            Ending::Doer | Ending::Other => b'w',
        },
    }
}

/// Returns the letters of the tokens between, runs of one letter as one; `None` when they are too many.
pub(super) fn path(scene: &Scene<'_>, from: usize, to: usize) -> Option<Symbol> {
    let mut path = Symbol::default();
    let mut length = 0;
    let mut last = 0;
    for at in from..to {
        let letter = letter(scene.token(at)?);
        if letter == last {
            continue;
        }
        last = letter;
        length += 1;
        if length > 8 {
            return None;
        }
        path = path.with(letter);
    }
    Some(if length == 0 { path.with(b'|') } else { path })
}

/// Packs the letters of a word.
pub(super) fn symbol(written: &str) -> Symbol {
    written
        .bytes()
        .filter(u8::is_ascii_alphanumeric)
        .take(8)
        .fold(Symbol::default(), |symbol, byte| {
            symbol.with(byte.to_ascii_lowercase())
        })
}

/// Returns a small number that stands for a count.
pub(super) fn bucket(count: usize) -> Symbol {
    Symbol::number(match count {
        0..=3 => count,
        4..=5 => 4,
        6..=9 => 5,
        10..=15 => 6,
        16..=25 => 7,
        26..=50 => 8,
        _ => 9,
    })
}
