//! What surrounds a quoted region: its neighbours in the paragraph and the shape of its words.

use super::lexicon::Class;
use super::scene::Scene;
use super::symbol::Symbol;
use super::tokens::{Ending, Kind, Token};

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
    /// Where it stands in its paragraph.
    pub(super) place: Place,
    /// Whether its first word has a capital.
    pub(super) is_capital: bool,
    /// How its words end, as a letter: a comma, a stop, or a word.
    pub(super) ending: u8,
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
        Some(Self {
            region: index,
            paragraph: region.paragraph,
            first,
            end,
            place: match (starts, ends) {
                (true, true) => Place::Whole,
                (true, false) => Place::Start,
                (false, false) => Place::Middle,
                (false, true) => Place::End,
            },
            is_capital: scene.token(first).is_some_and(Token::is_capital),
            ending: ending(scene, end),
        })
    }

    /// Returns the letters of the `count` tokens before the region, the nearest last.
    pub(super) fn before(&self, scene: &Scene<'_>, count: usize) -> Symbol {
        letters_before(scene, self.first, count)
    }

    /// Returns the letters of the `count` tokens after the region, the nearest first.
    pub(super) fn after(&self, scene: &Scene<'_>, count: usize) -> Symbol {
        match self.end.checked_sub(1) {
            Some(last) => letters_after(scene, last, count),
            None => Symbol::default(),
        }
    }
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
pub(super) fn letters_before(scene: &Scene<'_>, at: usize, count: usize) -> Symbol {
    (1..=count).rev().fold(Symbol::default(), |letters, steps| {
        letters.with(scene.tokens.before(at, steps).map_or(b'^', letter))
    })
}

/// Returns the letters of the tokens after `at` in its paragraph, `$` for the paragraph's end.
pub(super) fn letters_after(scene: &Scene<'_>, at: usize, count: usize) -> Symbol {
    (1..=count).fold(Symbol::default(), |letters, steps| {
        letters.with(scene.tokens.after(at, steps).map_or(b'$', letter))
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
            Ending::Other => b'w',
        },
    }
}
