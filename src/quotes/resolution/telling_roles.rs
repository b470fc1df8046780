//! Tells roles that say what somebody is from pieces of a clause that only look like one.

use crate::article::TextRange;
use crate::quotes::model::mention::Mention;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::{TextToken, TokenKind, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass};
use crate::quotes::resolution::predicates;

/// The endings of words that lead to a noun, so that a role which ends with one was cut.
const LEADING: [&str; 4] = ["-styled", "-based", "-born", "-called"];

/// Returns `true` if a role says what somebody is: not cut inside a compound ("a D.C." of "a D.C.-based strategist"), and
/// more than "the person".
pub(crate) fn is_telling(scene: &Scene<'_>, role: TextRange) -> bool {
    let words = role.of(scene.text);
    let is_compound = scene.text.get(role.end..).is_some_and(|rest| {
        let mut rest = rest.chars();
        rest.next() == Some('-') && rest.next().is_some_and(char::is_alphanumeric)
    });
    let is_cut = LEADING.iter().any(|ending| words.ends_with(ending));
    !is_compound && !is_cut && !names_anybody(scene, role)
}

/// Returns `true` for "the person" and "a man", which anybody is.
fn names_anybody(scene: &Scene<'_>, role: TextRange) -> bool {
    let first = scene.tokens.index_at(role.start);
    let inside = |token: &&TextToken| token.range().end <= role.end;
    let mut words = (first..).map_while(|at| scene.token(at).filter(inside));
    words.all(|token| token.has_class(WordClass::Determiner) || token.gives(Clue::Anybody))
}

/// Returns `true` for the year of "In 2015 President Bell spoke": it is no part of the title behind it.
pub(crate) fn is_year_before_title(scene: &Scene<'_>, token: &TextToken) -> bool {
    let is_year = token.kind == TokenKind::Number && token.range().len() == 4;
    let next = scene.tokens.index_at(token.range().end);
    is_year && scene.token(next).is_some_and(is_title)
}

/// Returns how many words before a name are several people's: 1 for "candidates Sen. Ana Ruiz and Sen. Ed Bell", of whom
/// only the title is the one's.
pub(crate) fn after_several(scene: &Scene<'_>, mention: &Mention) -> usize {
    let words = || (mention.lead..mention.tokens.0).filter_map(|at| scene.token(at));
    // "Police Chief", "chief of staff" and "drivers union boss" are one person.
    let is_several = |token: &TextToken| {
        token.has_class(WordClass::Person)
            && token.ending == WordEnding::S
            && !token.is_capital()
            && predicates::is_plural_noun(scene, token)
    };
    let several = words().enumerate().filter(|(_, token)| is_several(token));
    let after = several.last().map_or(0, |(at, _)| at + 1);
    let are_titles = words()
        .skip(after)
        .all(|token| token.has_class(WordClass::Title) && token.is_capital());
    if are_titles { after } else { 0 }
}

/// Returns the noun that a description's place leads to: the native of "a Neptune, N.J., native"; `None` if it ends where
/// it seems to.
pub(crate) fn noun_behind_place(scene: &Scene<'_>, end: usize) -> Option<usize> {
    let after = |steps| scene.tokens.after(end, steps);
    let is_comma = |steps| after(steps).is_some_and(|token| token.kind == TokenKind::Comma);
    let is_town = scene.token(end)?.is_capital() && is_comma(1);
    let is_state = after(2)?.is_capital() && is_comma(3);
    let noun = after(4)?;
    let is_noun = noun.has_class(WordClass::Person) && !noun.is_capital();
    (is_town && is_state && is_noun).then_some(end + 4)
}

/// Returns `true` for a form of "have" and the participle behind it: "has brought Sen. Bell closer".
pub(crate) fn is_participle((auxiliary, verb): (&TextToken, &TextToken)) -> bool {
    auxiliary.is_any(&["has", "have", "had"])
        && verb.has_class(WordClass::Unknown)
        && !verb.is_capital()
}

fn is_title(token: &TextToken) -> bool {
    matches!(token.class, WordClass::Title | WordClass::Person) && token.is_capital()
}

/// Returns where the role of one of several begins: at "One" of "One of the protesters, Ana Ruiz,".
pub(crate) fn start_of_one(scene: &Scene<'_>, described: &Mention) -> Option<usize> {
    let of = scene.tokens.before(described.lead, 1)?;
    let one = scene.tokens.before(described.lead, 2)?;
    (of.is_any(&["of"]) && one.is_any(&["one"])).then(|| one.range().start)
}
