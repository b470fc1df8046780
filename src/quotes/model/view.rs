//! What surrounds a quoted region: its neighbours in the paragraph and the shape of its words.

use crate::quotes::model::cue::{Cue, CuePosition};
use crate::quotes::model::letters;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::model::word_class::WordClass;

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
    /// Where it is in its paragraph.
    pub(crate) place: RegionPlace,
    /// How many words and numbers it has.
    pub(crate) count: usize,
    /// How they are capitalised.
    pub(crate) capitals: Capitals,
    /// Whether its first word has a capital.
    pub(crate) is_capital: bool,
    /// How it ends.
    pub(crate) ending: RegionEnding,
    /// The letters of the two tokens before.
    pub(crate) opening: Symbol,
    /// The letters of the two tokens after.
    pub(crate) closing: Symbol,
    /// How near the nearest cues of its sentence are, before and after.
    pub(crate) near: Symbol,
    /// How much speaks for somebody's words, in twentieths of log odds; 0 until it is scored.
    pub(crate) score: i32,
}

/// Where a region is in its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RegionPlace {
    /// It is the whole paragraph.
    Whole,
    /// It opens the paragraph.
    Start,
    /// There are words on both sides.
    Middle,
    /// It ends the paragraph.
    End,
}

impl RegionPlace {
    /// Returns where the tokens from `first` up to `end` are in their paragraph.
    fn of_tokens(scene: &Scene<'_>, paragraph: usize, first: usize, end: usize) -> Self {
        let here = scene.tokens.of_paragraph(paragraph);
        let starts = first <= here.start;
        let is_word = |token: &TextToken| token.kind == TokenKind::Word;
        let ends = !(end..here.end).any(|at| scene.token(at).is_some_and(is_word));
        match (starts, ends) {
            (true, true) => Self::Whole,
            (true, false) => Self::Start,
            (false, false) => Self::Middle,
            (false, true) => Self::End,
        }
    }

    /// Returns the letter a feature writes for it.
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
    /// Describes the region at `index`; `None` if there is none.
    pub(crate) fn of_region(scene: &Scene<'_>, index: usize) -> Option<Self> {
        let region = scene.regions.get(index)?;
        let first = scene.tokens.index_at(region.range.start);
        let end = scene.tokens.index_at(region.range.end.saturating_sub(1));
        let end = end
            + usize::from(
                scene
                    .token(end)
                    .is_some_and(|token| token.region() == Some(index)),
            );
        let last = end.checked_sub(1)?;
        let mut view = Self {
            region: index,
            paragraph: region.paragraph,
            first,
            end,
            next_mention: scene
                .mentions
                .partition_point(|mention| mention.tokens.0 < first),
            place: RegionPlace::of_tokens(scene, region.paragraph, first, end),
            count: 0,
            capitals: Capitals::None,
            is_capital: scene.token(first).is_some_and(TextToken::is_capital),
            ending: judge_ending(scene, end),
            opening: letters::letters_before(&scene.tokens, first, 2),
            closing: letters::letters_after(&scene.tokens, last, 2),
            near: Symbol::default(),
            score: 0,
        };
        view.near = view.nearest_cues(scene);
        view.count = view.region_words(scene).count();
        view.capitals = judge_capitals(view.region_words(scene), view.count);
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

    /// Returns how many tokens come between the region and the one at `token`.
    pub(crate) fn token_distance(&self, token: usize) -> usize {
        if token >= self.end {
            token - self.end
        } else {
            self.first.saturating_sub(token + 1)
        }
    }

    /// Returns where a cue is, as seen from the region; `None` if there is no such token.
    pub(crate) fn cue_position(&self, scene: &Scene<'_>, cue: &Cue) -> Option<CuePosition> {
        let token = scene.token(cue.token)?;
        let sentence = |index: usize| scene.token(index).map(TextToken::sentence);
        let is_after = cue.token >= self.end;
        let is_same_paragraph = token.paragraph() == self.paragraph;
        let edge = if is_after { self.end - 1 } else { self.first };
        let is_same_sentence = is_same_paragraph && sentence(edge) == Some(token.sentence());
        Some(match (is_same_paragraph, is_same_sentence, is_after) {
            (false, _, true) => CuePosition::LaterParagraph,
            (false, _, false) => CuePosition::EarlierParagraph,
            (true, true, true) => CuePosition::After,
            (true, true, false) => CuePosition::Before,
            (true, false, true) => CuePosition::LaterSentence,
            (true, false, false) => CuePosition::EarlierSentence,
        })
    }

    fn nearest_cues(&self, scene: &Scene<'_>) -> Symbol {
        let from = scene.cues.partition_point(|cue| cue.token < self.first);
        let to = scene.cues.partition_point(|cue| cue.token < self.end);
        let near = |cue: Option<&Cue>| {
            let position = cue.and_then(|cue| self.cue_position(scene, cue));
            match cue.filter(|_| position.is_some_and(CuePosition::is_in_sentence)) {
                Some(cue) => match self.token_distance(cue.token) {
                    0..=1 => b'0',
                    2..=4 => b'1',
                    _ => b'2',
                },
                None => b'x',
            }
        };
        Symbol::default()
            .with(near(from.checked_sub(1).and_then(|at| scene.cues.get(at))))
            .with(near(scene.cues.get(to)))
    }
}

/// How the words of a region are capitalised; words of up to three letters count only at the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Capitals {
    /// None has a capital.
    None,
    /// All of several have one, as in a title.
    All,
    /// Only the first of several has one, as in a sentence.
    First,
    /// The only word has one.
    Only,
    /// The first and others have one.
    FirstAndOthers,
    /// Others have one, not the first.
    Others,
}

impl Capitals {
    /// Returns the symbol a feature writes for it.
    pub(crate) const fn symbol(self) -> Symbol {
        Symbol::letter(match self {
            Self::None => b'l',
            Self::All => b'T',
            Self::First => b'S',
            Self::Only => b'O',
            Self::FirstAndOthers => b'C',
            Self::Others => b'm',
        })
    }
}

/// How a region ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RegionEnding {
    /// With a comma inside the marks.
    Comma,
    /// With a comma right behind the marks, as British papers write it.
    OuterComma,
    /// With a full stop.
    Stop,
    /// With a question mark or an exclamation mark.
    Question,
    /// With a dash.
    Dash,
    /// With a word.
    Word,
}

impl RegionEnding {
    /// Returns the letter a feature writes for it.
    pub(crate) const fn letter(self) -> u8 {
        match self {
            Self::Comma => b'k',
            Self::OuterComma => b'K',
            Self::Stop => b'.',
            Self::Question => b'?',
            Self::Dash => b'~',
            Self::Word => b'w',
        }
    }

    /// Returns `true` if the sentence may go on behind a reporting clause.
    pub(crate) const fn is_unfinished(self) -> bool {
        matches!(self, Self::Comma | Self::OuterComma | Self::Dash)
    }

    /// Returns `true` if a whole clause or sentence ends here.
    pub(crate) const fn ends_clause(self) -> bool {
        matches!(
            self,
            Self::Comma | Self::OuterComma | Self::Stop | Self::Question
        )
    }
}

fn judge_capitals<'a>(words: impl Iterator<Item = &'a TextToken>, count: usize) -> Capitals {
    let mut longer = 0;
    let mut capital = 0;
    let mut first = false;
    for (at, token) in words.enumerate() {
        // "The Wind in the Reeds" and "Late with Ana Ruiz" are in title case although "in", "the" and "with" are small.
        let is_small = token.range().len() <= 3 || token.has_class(WordClass::Preposition);
        let counts = at == 0 || token.is_capital() && token.range().len() > 3 || !is_small;
        longer += usize::from(counts);
        capital += usize::from(counts && token.is_capital());
        first |= at == 0 && token.is_capital();
    }
    match (capital, first) {
        (0, _) => Capitals::None,
        (all, _) if all == longer && count > 1 => Capitals::All,
        (1, true) if count > 1 => Capitals::First,
        (_, true) if count == 1 => Capitals::Only,
        (_, true) => Capitals::FirstAndOthers,
        (_, false) => Capitals::Others,
    }
}

fn judge_ending(scene: &Scene<'_>, end: usize) -> RegionEnding {
    let last = last_of_words(scene, end);
    let after = scene.token(end);
    let outside_comma = after.is_some_and(|token| token.kind == TokenKind::Comma)
        && last
            .is_some_and(|last| after.is_some_and(|after| after.paragraph() == last.paragraph()));
    match last.map(|token| token.kind) {
        Some(TokenKind::Comma) => RegionEnding::Comma,
        Some(TokenKind::Stop) => last.map_or(RegionEnding::Stop, |token| judge_stop(scene, token)),
        Some(TokenKind::Dash) => RegionEnding::Dash,
        _ if outside_comma => RegionEnding::OuterComma,
        _ => RegionEnding::Word,
    }
}

/// Returns the last token of the words that end before `end`, or the one before the number of a footnote behind them.
fn last_of_words<'a>(scene: &'a Scene<'_>, end: usize) -> Option<&'a TextToken> {
    let last = scene.token(end.checked_sub(1)?)?;
    let before = end.checked_sub(2).and_then(|at| scene.token(at));
    let is_footnote = |before: &&TextToken| {
        matches!(before.kind, TokenKind::Comma | TokenKind::Stop)
            && last.kind == TokenKind::Number
            && before.range().end == last.range().start
    };
    before.filter(is_footnote).or(Some(last))
}

fn judge_stop(scene: &Scene<'_>, token: &TextToken) -> RegionEnding {
    if token.range().of(scene.text).starts_with(['?', '!']) {
        RegionEnding::Question
    } else {
        RegionEnding::Stop
    }
}
