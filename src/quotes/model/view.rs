//! What surrounds a quoted region: its neighbours in the paragraph and the shape of its words.

use crate::quotes::model::cue::Cue;
use crate::quotes::model::letters;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::token::{TextToken, TokenKind};

/// A region as the features see it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RegionView {
    /// The index of the region.
    pub(crate) region: usize,
    /// The index of its paragraph.
    pub(crate) paragraph: usize,
    /// Its first token.
    pub(crate) first: usize,
    /// The token after its last.
    pub(crate) end: usize,
    /// The first mention at or behind its first token.
    pub(crate) next_mention: usize,
    /// Where it stands in its paragraph.
    pub(crate) place: RegionPlace,
    /// How many words and numbers it has.
    pub(crate) count: usize,
    /// How they are capitalised, as a letter: `T` all of them as in a title, `l` none, `S` only the first of several,
    /// `O` the only one, `C` the first and others, `m` others.
    pub(crate) written: Symbol,
    /// Whether its first word has a capital.
    pub(crate) is_capital: bool,
    /// How its words end, as a letter: a comma, a stop, or a word.
    pub(crate) ending: u8,
    /// The letters of the two tokens before.
    pub(crate) opening: Symbol,
    /// The letters of the two tokens after.
    pub(crate) closing: Symbol,
    /// How near the nearest cues of its sentence are, before and after.
    pub(crate) near: Symbol,
}

/// Where a region stands in its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RegionPlace {
    /// It is the whole paragraph.
    Whole,
    /// It opens the paragraph.
    Start,
    /// Words stand on both sides.
    Middle,
    /// It ends the paragraph.
    End,
}

impl RegionPlace {
    /// Returns the letter that stands for it in a feature.
    pub(crate) const fn letter(self) -> u8 {
        match self {
            Self::Whole => b'w',
            Self::Start => b's',
            Self::Middle => b'm',
            Self::End => b'e',
        }
    }
}

impl RegionView {
    /// Looks at the region of this index.
    pub(crate) fn of_region(scene: &Scene<'_>, index: usize) -> Option<Self> {
        let region = scene.regions.get(index)?;
        let first = scene.tokens.index_at(region.range.start);
        let end = scene.tokens.index_at(region.range.end.saturating_sub(1));
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
                .is_some_and(|token| token.kind == TokenKind::Word)
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
                (true, true) => RegionPlace::Whole,
                (true, false) => RegionPlace::Start,
                (false, false) => RegionPlace::Middle,
                (false, true) => RegionPlace::End,
            },
            count: 0,
            written: Symbol::default(),
            is_capital: scene.token(first).is_some_and(TextToken::is_capital),
            ending: judge_ending(scene, end),
            opening: letters::letters_before(&scene.tokens, first, 2),
            closing: letters::letters_after(&scene.tokens, last, 2),
            near: Symbol::default(),
        };
        view.near = view.nearest_cues(scene);
        view.count = view.region_words(scene).count();
        view.written = judge_capitals(view.region_words(scene), view.count);
        Some(view)
    }

    /// Returns the words and numbers of the region.
    pub(crate) fn region_words<'a>(
        &self,
        scene: &'a Scene<'_>,
    ) -> impl DoubleEndedIterator<Item = &'a TextToken> + Clone {
        (self.first..self.end)
            .filter_map(|at| scene.token(at))
            .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
    }

    /// Returns how many tokens stand between the region and the one at `token`.
    pub(crate) fn token_distance(&self, token: usize) -> usize {
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
    pub(crate) fn cue_position(&self, scene: &Scene<'_>, cue: &Cue) -> u8 {
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
            Some(cue) if matches!(self.cue_position(scene, cue), b'a' | b'b') => {
                match self.token_distance(cue.token) {
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

fn judge_capitals<'a>(words: impl Iterator<Item = &'a TextToken>, count: usize) -> Symbol {
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

fn judge_ending(scene: &Scene<'_>, end: usize) -> u8 {
    let last = end.checked_sub(1).and_then(|last| scene.token(last));
    let after = scene.token(end);
    let outside_comma = after.is_some_and(|token| token.kind == TokenKind::Comma)
        && last.is_some_and(|last| after.is_some_and(|after| after.paragraph == last.paragraph));
    match last.map(|token| token.kind) {
        Some(TokenKind::Comma) => b'k',
        Some(TokenKind::Stop) => last.map_or(b'.', |token| judge_stop(scene, token)),
        Some(TokenKind::Dash) => b'~',
        _ if outside_comma => b'K',
        _ => b'w',
    }
}

fn judge_stop(scene: &Scene<'_>, token: &TextToken) -> u8 {
    match token.range.of(scene.text).chars().next() {
        Some('?' | '!') => b'?',
        _ => b'.',
    }
}
