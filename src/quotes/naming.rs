//! Makes mentions of names: which words are the name, and what it names.

use std::ops::Range;

use super::lexicon::{Class, Gender};
use super::mentions::{Form, Mention, Sort};
use super::offices;
use super::tokens::{Case, Kind, Token, Tokens};
use crate::article::TextRange;

/// So many words in capitals are a heading.
const FEWEST_SHOUTED: usize = 3;

/// Makes the mention of a name; `None` when the run holds only common nouns ("the President").
pub(super) fn name(
    text: &str,
    tokens: &Tokens,
    run: &Range<usize>,
    lead: usize,
) -> Option<Mention> {
    let core = core(tokens, run)?;
    if is_shouted(tokens, &core) || is_party(text, tokens, &core) {
        return None;
    }
    let first = tokens.get(core.start)?;
    let last = tokens.get(core.end.checked_sub(1)?)?;
    let before = (lead..core.start)
        .filter_map(|index| tokens.get(index))
        .filter_map(|token| {
            token
                .entry
                .gender
                .filter(|_| token.is(Class::Title) || token.is(Class::Person))
        })
        .next_back();
    let is_called = core.start > lead
        && tokens
            .get(core.start - 1)
            .is_some_and(|token| token.is(Class::Person));
    let given = first.entry.given.filter(|given| *given != Gender::Neither);
    let range = TextRange::new(first.range.start, last.range.end);
    let title = tokens
        .get(core.start.wrapping_sub(1))
        .filter(|token| token.is(Class::Title) && core.start > lead);
    Some(Mention {
        range: title.map_or(range, |title| title.range.union(range)),
        tokens: (core.start, core.end - 1),
        lead,
        form: Form::Name,
        sort: match sort_of_name(tokens, &core, before.is_some() || title.is_some()) {
            Sort::Unknown if is_called => Sort::Person,
            sort => sort,
        },
        gender: before.or(given),
        is_possessive: last.is_possessive,
        is_modifier: false,
        is_quoted: !first.is_told(),
        entity: None,
    })
}

/// Says whether so many words are written in capitals throughout that they are a heading, no name.
fn is_shouted(tokens: &Tokens, run: &Range<usize>) -> bool {
    let mut words = run.clone().filter_map(|at| tokens.get(at));
    run.len() >= FEWEST_SHOUTED
        && words.all(|token| token.case == Case::Upper && token.entry.given.is_none())
}

/// Says whether a run is a party and a state, as behind a name: "(D-Ohio)", "(I-Vt.)".
fn is_party(text: &str, tokens: &Tokens, run: &Range<usize>) -> bool {
    let written = tokens.get(run.start).map(|token| token.range.of(text));
    let is_bracketed = tokens
        .before(run.start, 1)
        .is_some_and(|token| token.kind == Kind::Opening);
    let parties = ["D-", "R-", "I-", "L-", "G-"];
    is_bracketed && written.is_some_and(|word| parties.iter().any(|party| word.starts_with(party)))
}

/// Returns the run without the titles and roles before the name proper.
fn core(tokens: &Tokens, run: &Range<usize>) -> Option<Range<usize>> {
    let mut start = run.start;
    let is_lone = run.len() == 1
        && tokens
            .before(run.start, 1)
            .is_none_or(|before| !before.is(Class::Determiner));
    if is_lone && tokens.get(run.start)?.is(Class::Title) && tokens.get(run.start)?.range.len() > 3
    {
        return Some(run.clone());
    }
    if let Some(office) = offices::within(tokens, run) {
        start = office.name;
    }
    let is_role = |token: &Token| matches!(token.entry.class, Class::Title | Class::Person);
    if !run
        .clone()
        .filter_map(|index| tokens.get(index))
        .any(|token| !is_role(token) && !token.is(Class::Calendar))
    {
        return None;
    }
    let is_body = tokens
        .get(run.end.checked_sub(1)?)
        .is_some_and(|token| token.is(Class::Organisation));
    if is_body {
        return Some(start..run.end);
    }
    let of_inside = run
        .clone()
        .filter_map(|index| tokens.get(index))
        .any(|token| token.case == Case::Lower);
    for index in run.start..run.end.saturating_sub(1) {
        let token = tokens.get(index)?;
        if is_role(token) && token.entry.given.is_none() && !(of_inside && token.is(Class::Person))
        {
            start = index + 1;
        }
    }
    (start < run.end).then_some(start..run.end)
}

fn sort_of_name(tokens: &Tokens, core: &Range<usize>, titled: bool) -> Sort {
    let words = || core.clone().filter_map(|index| tokens.get(index));
    if titled {
        return Sort::Person;
    }
    if words().any(|token| token.is(Class::Organisation)) {
        return Sort::Organisation;
    }
    if words()
        .next()
        .is_some_and(|token| token.entry.given.is_some())
    {
        return Sort::Person;
    }
    let is_land = words().next().is_some_and(|token| token.entry.is_land);
    if is_land {
        return Sort::Organisation;
    }
    let shows_place = |token: Option<&Token>| token.is_some_and(|token| token.entry.is_place);
    let is_place = shows_place(words().next()) || shows_place(words().next_back());
    if is_place && core.len() > 1 {
        return Sort::Organisation;
    }
    let is_acronym =
        core.len() == 1 && words().all(|token| token.case == Case::Upper && token.range.len() <= 6);
    if is_acronym {
        return Sort::Organisation;
    }
    Sort::Unknown
}
