//! Recognises titles of works, nicknames and terms by what surrounds them.

use crate::quotes::filter::surroundings::RegionSurroundings;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::TokenKind;
use crate::quotes::model::view::{Capitals, RegionView};

/// No more bytes than these come between two titles of a list: ", and ".
const WIDEST: usize = 8;

/// How many regions of a list are looked back on.
const REACH: usize = 6;

/// The most words of a nickname.
const MOST_NICKNAME_WORDS: usize = 3;

/// The most words of a term.
const MOST_TERM_WORDS: usize = 4;

/// The most words of a title that only its place tells.
const MOST_TITLE_WORDS: usize = 8;

/// A rule that tells a title, a nickname or a term by what surrounds it.
type TitleRule = fn(&RegionSurroundings<'_>) -> bool;

/// The rules in the order in which they are asked; one is enough.
const RULES: &[(&str, TitleRule)] = &[
    ("a term", |near| near.is_term()),
    ("the meaning of a word", |near| near.is_meaning()),
    ("the meaning in a language", |near| {
        let is_short = near.view.count <= MOST_TERM_WORDS || near.is_glossed();
        is_short && near.is_in_language()
    }),
    ("a work", |near| is_large(near.view) && near.is_work()),
    ("a nickname", |near| {
        is_large(near.view) && near.is_nickname()
    }),
    ("a nickname inside a name", |near| {
        near.view.count <= MOST_NICKNAME_WORDS
            && is_large(near.view)
            && near.is_in_text()
            && near.is_inside_name()
    }),
    ("the name of somebody or something", |near| {
        near.view.count <= MOST_TERM_WORDS && near.is_name()
    }),
    ("a term that is called so", |near| {
        near.view.count <= MOST_TERM_WORDS && near.is_called()
    }),
    ("a translation", |near| {
        near.view.count <= MOST_TERM_WORDS && near.is_translation()
    }),
    ("a work in brackets", |near| {
        is_large(near.view) && near.is_in_text() && near.is_in_brackets()
    }),
    ("a work that is performed", |near| {
        near.view.count <= MOST_TITLE_WORDS
            && is_large(near.view)
            && near.is_in_text()
            && near.is_performed()
    }),
    ("a work that is begun", |near| {
        near.view.count <= MOST_TITLE_WORDS
            && is_large(near.view)
            && near.is_in_text()
            && near.is_begun()
    }),
    ("a work that somebody made", |near| {
        near.is_title() && near.view.count <= MOST_TITLE_WORDS && near.is_made()
    }),
    ("a work that is written or read", |near| {
        near.is_title() && near.view.count <= MOST_TITLE_WORDS && near.is_written()
    }),
    ("a work before the clause of somebody", |near| {
        (is_large(near.view) || near.is_short_title()) && near.is_in_text() && near.is_led_in()
    }),
    ("an addressee on a letter", |near| {
        is_large(near.view) && near.is_addressed()
    }),
    ("the name of an event", |near| {
        near.is_title() && near.view.count <= MOST_TERM_WORDS && near.is_named_kind()
    }),
    ("a work that something is told of", |near| {
        near.is_title() && near.view.count <= MOST_TITLE_WORDS && near.is_told_of()
    }),
    ("a work far from what reports", |near| {
        near.is_title() && near.view.count <= MOST_TITLE_WORDS && near.is_far_from_cues()
    }),
    ("a work by its preposition", |near| {
        near.is_title() && near.view.count <= MOST_TITLE_WORDS && near.is_governed()
    }),
    ("a work of one word by its preposition", |near| {
        near.view.capitals == Capitals::Only && near.is_in_text() && near.is_set_in()
    }),
    ("a work that is a subject", |near| {
        near.is_title() && near.view.count <= MOST_TITLE_WORDS && near.is_subject()
    }),
    ("a work that is described", |near| {
        is_large(near.view) && near.is_in_text() && near.is_described()
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

/// Returns `true` if somebody is named whose words a region holds: "in the words of one adviser, “…”".
pub(crate) fn is_owned(scene: &Scene<'_>, view: &RegionView) -> bool {
    RegionSurroundings { scene, view }.is_owned()
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
