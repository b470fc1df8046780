//! Recognises titles of works, nicknames and terms by what surrounds them.

use crate::quotes::model::paragraph::BlockClass;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::{LetterCase, TextToken, TokenKind};
use crate::quotes::model::view::{Capitals, RegionEnding, RegionView};
use crate::quotes::model::word_class::{Clue, WordClass};

/// No more bytes than these come between two titles of a list: ", and ".
const WIDEST: usize = 8;

/// How many regions of a list are looked back on.
const REACH: usize = 6;

/// A rule that tells a title, a nickname or a term by what surrounds it.
type TitleRule = fn(&RegionSurroundings<'_>) -> bool;

/// The rules in the order in which they are asked; one is enough.
const RULES: &[(&str, TitleRule)] = &[
    ("a term", |near| near.is_term()),
    ("the meaning of a word", |near| near.is_meaning()),
    ("a work", |near| is_large(near.view) && near.is_work()),
    ("a nickname", |near| {
        is_large(near.view) && near.is_nickname()
    }),
    ("a programme", |near| {
        is_large(near.view) && near.is_in_text() && near.is_broadcast()
    }),
    ("a role in a work", |near| {
        near.is_title() && near.is_shown()
    }),
    ("a slogan on a thing", |near| {
        near.is_title() && near.is_borne()
    }),
    ("a title with a colon", |near| {
        near.is_title() && near.has_colon()
    }),
];

/// Returns the name of the rule that tells a title, a nickname or a term in a region; `None` if none does.
///
/// A title follows the noun for a work ("his memoir"), a verb such as "watched", its broadcaster ("CNN's") or another
/// title of a list; a nickname "known as", a term "so-called".
pub(crate) fn find_title_rule(scene: &Scene<'_>, view: &RegionView) -> Option<&'static str> {
    list_of(scene, view)
        .take_while(is_large)
        .find_map(|listed| first_rule(scene, &listed))
        .or_else(|| first_rule(scene, view))
}

/// Returns `true` if a crowd's cries are in a region: "cries of", also behind others of them.
pub(crate) fn is_cry(scene: &Scene<'_>, view: &RegionView) -> bool {
    list_of(scene, view).any(|view| RegionSurroundings { scene, view: &view }.is_cry())
}

/// Returns a region and those of a list before it, the nearest first.
fn list_of<'a>(scene: &'a Scene<'_>, view: &RegionView) -> impl Iterator<Item = RegionView> + 'a {
    std::iter::successors(Some(*view), |view| listed_before(scene, view)).take(REACH)
}

/// Returns the first rule that tells a title by what surrounds a region alone.
fn first_rule(scene: &Scene<'_>, view: &RegionView) -> Option<&'static str> {
    let near = RegionSurroundings { scene, view };
    let rule = RULES.iter().find(|(_, rule)| rule(&near));
    rule.map(|(name, _)| *name)
}

/// Returns `true` if all words have capitals.
fn is_large(view: &RegionView) -> bool {
    view.capitals == Capitals::All || view.capitals == Capitals::Only
}

/// Returns the region before this one if only "and", "or" and commas come between them.
fn listed_before(scene: &Scene<'_>, view: &RegionView) -> Option<RegionView> {
    let index = view.region.checked_sub(1)?;
    let (before, own) = (scene.regions.get(index)?, scene.regions.get(view.region)?);
    // Most regions are no list's, and a view is dear.
    let gap = own.range.start.saturating_sub(before.range.end);
    if before.paragraph != own.paragraph || gap > WIDEST {
        return None;
    }
    let before = RegionView::of_region(scene, index)?;
    let joins = |at: usize| {
        let token = scene.token(at);
        token.is_some_and(|token| token.kind == TokenKind::Comma || token.is_any(&["and", "or"]))
    };
    let mut between = before.end..view.first;
    (between.len() <= 2 && between.all(joins)).then_some(before)
}

/// The words around a region, counted from its edges.
struct RegionSurroundings<'a> {
    scene: &'a Scene<'a>,
    view: &'a RegionView,
}

impl RegionSurroundings<'_> {
    fn token_before(&self, steps: usize) -> Option<&TextToken> {
        self.scene.tokens.before(self.view.first, steps)
    }

    fn token_after(&self, steps: usize) -> Option<&TextToken> {
        let last = self.view.end.saturating_sub(1);
        self.scene.tokens.after(last, steps)
    }

    fn is_word_before(&self, steps: usize, words: &[&str]) -> bool {
        self.token_before(steps)
            .is_some_and(|token| token.is_any(words))
    }

    fn has_clue_before(&self, steps: usize, clue: Clue) -> bool {
        self.token_before(steps)
            .is_some_and(|token| token.entry.has(clue))
    }

    /// "the protesters chanted", "cries of".
    fn is_cry(&self) -> bool {
        self.has_clue_before(1, Clue::Cry)
            || self.is_word_before(1, &["of"]) && self.has_clue_before(2, Clue::CryOf)
    }

    /// "a so-called", "nicknamed".
    fn is_term(&self) -> bool {
        let is_called =
            self.is_word_before(1, &["as"]) && self.is_word_before(2, &["known", "nicknamed"]);
        self.is_word_before(1, &["so-called"]) || is_called
    }

    /// "a word that means", "a Welsh phrase meaning".
    fn is_meaning(&self) -> bool {
        let words = ["word", "term", "phrase", "expression"];
        self.is_word_before(1, &["means", "meant", "meaning"])
            && (2..=3).any(|steps| self.is_word_before(steps, &words))
    }

    fn is_nickname(&self) -> bool {
        (1..=3).any(|steps| self.is_word_before(steps, &["known", "so-called"]))
    }

    /// "the novel", "in her memoir,".
    fn is_work(&self) -> bool {
        let is_comma = self
            .token_before(1)
            .is_some_and(|token| token.kind == TokenKind::Comma);
        self.has_clue_before(1, Clue::Work)
            || self.has_clue_before(1, Clue::Watched)
            || is_comma && self.has_clue_before(2, Clue::Work)
    }

    /// "on CNN's".
    fn is_broadcast(&self) -> bool {
        self.token_before(1).is_some_and(|token| {
            token.is_possessive
                && (token.case == LetterCase::Upper || token.gives(Clue::Broadcaster))
        })
    }

    /// "the author of", "starred in", "an interview Friday on".
    fn is_shown(&self) -> bool {
        // "In an interview Friday on 'Morning Ferry'".
        let is_dated = self.has_clue_before(3, Clue::Shown)
            && self.token_before(2).is_some_and(|token| {
                token.has_class(WordClass::Calendar) || token.entry.has(Clue::Time)
            });
        self.is_word_before(1, &["of"]) && self.has_clue_before(2, Clue::Maker)
            || self.is_word_before(1, &["in", "on", "with"])
                && (self.has_clue_before(2, Clue::Shown) || is_dated)
    }

    /// "the … hat", "the … podcast", "the … campaign pins".
    fn is_borne(&self) -> bool {
        let is_small = |token: &&TextToken| !token.is_capital();
        let bears = |token: &TextToken| token.entry.has(Clue::Bearer);
        let next = self.token_after(1).filter(is_small);
        let second = self.token_after(2).filter(is_small);
        self.view.ending == RegionEnding::Word
            && next.is_some_and(|token| {
                bears(token)
                    || token.entry.has(Clue::Work)
                    || token.is_plain_word() && second.is_some_and(bears)
            })
    }

    /// Returns `true` if all of several words have a capital, in running text.
    fn is_title(&self) -> bool {
        self.view.capitals == Capitals::All && self.is_in_text()
    }

    fn is_in_text(&self) -> bool {
        self.scene.block_class(self.view.paragraph) == BlockClass::Text
    }

    /// Returns `true` if a colon is among the words, as between a book's title and what follows it.
    fn has_colon(&self) -> bool {
        let inside = self.view.first + 1..self.view.end.saturating_sub(1);
        inside
            .filter_map(|at| self.scene.token(at))
            .any(|token| token.kind == TokenKind::Colon)
    }
}
