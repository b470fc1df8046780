//! Tells titles of works, nicknames and terms by what stands before them.

use super::scene::Scene;
use super::symbol::Symbol;
use super::tokens::Kind;
use super::view::View;

/// Nouns and participles that a title follows.
const WORKS: &[&str] = &[
    "novel",
    "book",
    "memoir",
    "autobiography",
    "biography",
    "film",
    "movie",
    "documentary",
    "musical",
    "opera",
    "play",
    "song",
    "single",
    "album",
    "show",
    "series",
    "sitcom",
    "programme",
    "program",
    "podcast",
    "painting",
    "sculpture",
    "poem",
    "ballad",
    "hymn",
    "magazine",
    "exhibition",
    "game",
    "titled",
    "entitled",
    "headline",
    "headlined",
];

/// Verbs that a title follows.
const WATCHED: &[&str] = &[
    "watch",
    "watched",
    "watches",
    "watching",
    "directed",
    "directs",
    "directing",
    "hosts",
    "hosted",
    "hosting",
    "performed",
    "authored",
    "co-wrote",
];

/// Says whether a title, a nickname or a term stands in a region.
///
/// `written` says how its words are capitalised: `T` for all of them, `O` for one. A title follows the noun for a work, or a
/// verb such as "watched"; a nickname "known as", a term "so-called".
pub(super) fn is_title(scene: &Scene<'_>, view: &View, written: Symbol) -> bool {
    let is = |steps: usize, words: &[&str]| {
        let token = scene.tokens.before(view.first, steps);
        token.is_some_and(|token| token.is_any(words))
    };
    let is_whole = written == Symbol::new("T");
    let is_large = is_whole || written == Symbol::new("O");
    let is_told = scene.kind_letter(view.paragraph) == b'p';
    let is_work = is(1, WORKS) || is(1, WATCHED);
    let is_nickname = (1..=3).any(|steps| is(steps, &["known", "so-called"]));
    let is_term = is(1, &["so-called"]) || is(1, &["as"]) && is(2, &["known", "nicknamed"]);
    is_large && (is_work || is_nickname) || is_term || is_whole && is_told && has_colon(scene, view)
}

/// Says whether a colon stands among the words of a region, as between a book's title and what follows it.
fn has_colon(scene: &Scene<'_>, view: &View) -> bool {
    let inside = view.first + 1..view.end.saturating_sub(1);
    inside
        .filter_map(|at| scene.token(at))
        .any(|token| token.kind == Kind::Colon)
}
