//! Makes mentions of names: which words are the name, and what it names.

use std::ops::Range;

use crate::article::TextRange;
use crate::quotes::mentions::offices;
use crate::quotes::mentions::written_forms::WordKeySet;
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::token::{LetterCase, TextToken, TokenKind, TokenList};
use crate::quotes::model::word_class::{Clue, Gender, WordClass};

/// At least this many words in capitals are a heading.
const FEWEST_SHOUTED: usize = 3;

/// Makes the mention of a name; `None` if the run holds only common nouns ("the President").
pub(crate) fn name_mention(
    text: &str,
    tokens: &TokenList,
    surnames: &WordKeySet,
    run: &Range<usize>,
    lead: usize,
) -> Option<Mention> {
    let core = lone_surname(tokens, surnames, run).or_else(|| core_name(tokens, run))?;
    if is_shouted(tokens, &core) || is_party(text, tokens, &core) {
        return None;
    }
    let first = tokens.get(core.start)?;
    let last = tokens.get(core.end.checked_sub(1)?)?;
    let before = (lead..core.start)
        .filter_map(|index| tokens.get(index))
        .filter_map(|token| token.entry.gender.filter(|_| is_title_or_role(token)))
        .next_back();
    let is_called = core.start > lead
        && tokens
            .get(core.start - 1)
            .is_some_and(|token| token.has_class(WordClass::Person));
    // "Chairman Ana Ruiz": an office may be called by the word for a man.
    let is_office = core.start > lead
        && tokens.get(core.start - 1).is_some_and(|token| {
            let written = token.range().of(text);
            let is_man = written.ends_with("man") && !written.ends_with("woman");
            token.has_class(WordClass::Person) && is_man
        });
    // A name of women and men ("Kim", "Robin") shows no gender.
    let given = first.entry.given.filter(|given| *given != Gender::Neither);
    // "Harjit Kaur", "Nguyen Thi Lan".
    let mut parts = core.clone().rev().filter_map(|at| tokens.get(at));
    let part = parts.find_map(|token| {
        let is_part = token.has_class(WordClass::Unknown) && core.len() > 1;
        token.entry.gender.filter(|_| is_part)
    });
    // "Priyanka Singh": a given name says more than that.
    let given = match (part, given) {
        (Some(Gender::Male), Some(given)) => Some(given),
        (part, given) => part.or(given),
    };
    let range = TextRange::new(first.range().start, last.range().end);
    let title = tokens
        .get(core.start.wrapping_sub(1))
        .filter(|token| token.has_class(WordClass::Title) && core.start > lead);
    Some(Mention {
        range: title.map_or(range, |title| title.range().union(range)),
        tokens: (core.start, core.end - 1),
        lead,
        form: MentionForm::Name,
        sort: match sort_of_name(text, tokens, &core, before.is_some() || title.is_some()) {
            MentionSort::Unknown if is_called => MentionSort::Person,
            sort => sort,
        },
        gender: match (before, given) {
            // Neither of them is sure: "Chairman Ashley Cole".
            (Some(before), Some(given)) if is_office && before != given => None,
            _ => before.or(given),
        },
        is_possessive: last.is_possessive,
        is_modifier: false,
        is_quoted: !first.is_unquoted(),
        entity: None,
    })
}

/// Returns `true` if a run of words is written in capitals throughout that they are a heading, no name.
fn is_shouted(tokens: &TokenList, run: &Range<usize>) -> bool {
    let mut words = run.clone().filter_map(|at| tokens.get(at));
    run.len() >= FEWEST_SHOUTED
        && words.all(|token| token.case == LetterCase::Upper && token.entry.given.is_none())
}

/// Returns `true` if a run is a party and a state, as behind a name: "(D-Ohio)", "(I-Vt.)".
fn is_party(text: &str, tokens: &TokenList, run: &Range<usize>) -> bool {
    let written = tokens.get(run.start).map(|token| token.range().of(text));
    // "Rep. Ed Bell, R-Ohio, said" has commas for brackets.
    let is_bracketed = tokens
        .before(run.start, 1)
        .is_some_and(|token| matches!(token.kind, TokenKind::Opening | TokenKind::Comma));
    let parties = ["D-", "R-", "I-", "L-", "G-"];
    is_bracketed && written.is_some_and(|word| parties.iter().any(|party| word.starts_with(party)))
}

fn is_title_or_role(token: &TextToken) -> bool {
    matches!(token.class, WordClass::Title | WordClass::Person)
}

/// Returns a run of one word that is also an office, where it is somebody's surname: "King said" without an article,
/// and "Baker said" in a story about Lee Baker.
fn lone_surname(
    tokens: &TokenList,
    surnames: &WordKeySet,
    run: &Range<usize>,
) -> Option<Range<usize>> {
    let word = tokens.get(run.start)?;
    let is_lone = run.len() == 1
        && tokens
            .before(run.start, 1)
            .is_none_or(|before| !before.has_class(WordClass::Determiner));
    let is_title = word.has_class(WordClass::Title) && word.range().len() > 3;
    let is_surname = word.has_class(WordClass::Person) && surnames.contains(&word.word.key());
    (is_lone && (is_title || is_surname)).then(|| run.clone())
}

/// Returns the run without the titles and roles before the name proper.
fn core_name(tokens: &TokenList, run: &Range<usize>) -> Option<Range<usize>> {
    if let Some(name) = surname_like_title(tokens, run) {
        return Some(name);
    }
    let office = offices::office_within(tokens, run);
    let mut start = office.map_or(run.start, |office| office.name);
    let words = || run.clone().filter_map(|index| tokens.get(index));
    // "Jan Baker" is a name, "the Mayor" and "President Monday" are none.
    let is_named = run.len() > 1
        && words()
            .next()
            .is_some_and(|first| first.entry.given.is_some());
    let says_nothing =
        |token: &TextToken| is_title_or_role(token) || token.has_class(WordClass::Calendar);
    if words().all(says_nothing) && !is_named {
        return None;
    }
    let is_body = tokens
        .get(run.end.checked_sub(1)?)
        .is_some_and(|token| token.has_class(WordClass::Organisation));
    if is_body || is_police_of_land(tokens, run) {
        return Some(start..run.end);
    }
    let of_inside = words().any(|token| token.case == LetterCase::Lower);
    for index in run.start..run.end.saturating_sub(1) {
        let token = tokens.get(index)?;
        if is_title_or_role(token)
            && token.entry.given.is_none()
            && !(of_inside && token.has_class(WordClass::Person))
            && !(index > run.start && index + 2 == run.end && is_middle_name(tokens, index))
        {
            start = index + 1;
        }
    }
    (start < run.end).then_some(start..run.end)
}

/// Returns `true` for a trade or rank that is a name between two others: "Ana Baron Marsh" and "Ana Baker Ruiz", but not
/// "Virginia Senator Ruiz".
fn is_middle_name(tokens: &TokenList, index: usize) -> bool {
    let follows_given = tokens.before(index, 1).is_some_and(|before| {
        let is_place = before.entry.is_land || before.entry.is_place;
        before.is_capital() && before.entry.given.is_some() && !is_place
    });
    let is_name =
        |token: &TextToken| token.case == LetterCase::Capital && token.gives(Clue::TradeName);
    follows_given && tokens.get(index).is_some_and(is_name)
}

/// Returns `true` for the police of a land that is part of their name: "Police Scotland".
fn is_police_of_land(tokens: &TokenList, run: &Range<usize>) -> bool {
    let police = tokens.get(run.start);
    let land = tokens.get(run.start + 1);
    run.len() == 2
        && police.is_some_and(|police| police.is_any(&["police"]))
        && land.is_some_and(|land| land.entry.is_land)
}

/// Returns the surname that is also a title, behind a courtesy title: "Mr King", but not "Lord Prince".
fn surname_like_title(tokens: &TokenList, run: &Range<usize>) -> Option<Range<usize>> {
    let (title, surname) = (tokens.get(run.start)?, tokens.get(run.start + 1)?);
    // "Mr King" and "Mr Baker", but not "Mr President".
    let is_surname = surname.has_class(WordClass::Title) && surname.entry.gender.is_some()
        || surname.has_class(WordClass::Person) && !surname.gives(Clue::Addressed);
    let is_name = title.gives(Clue::Courtesy) && is_surname && run.len() == 2;
    is_name.then(|| run.start + 1..run.end)
}

fn sort_of_name(text: &str, tokens: &TokenList, core: &Range<usize>, titled: bool) -> MentionSort {
    let words = || core.clone().filter_map(|index| tokens.get(index));
    if titled {
        return MentionSort::Person;
    }
    let is_company = |token: &TextToken| {
        token.has_class(WordClass::Organisation) || token.word == WordKey::new("&")
    };
    if words().any(is_company) || is_police_of_land(tokens, core) {
        return MentionSort::Organisation;
    }
    let first = words().next();
    let last = words().next_back();
    if last.is_some_and(|last| last.kind == TokenKind::Number) {
        return MentionSort::Organisation;
    }
    if is_event(tokens, core) || is_designation(text, tokens, core) {
        return MentionSort::Document;
    }
    // "The corner of Hang Bo street".
    let is_street = tokens.get(core.end).is_some_and(|next| {
        let is_same = last.is_some_and(|last| last.sentence() == next.sentence());
        next.entry.is_place && is_same && !next.is_capital() && next.entry.cue.is_none()
    });
    if is_street && !last.is_some_and(|last| last.is_possessive) {
        return MentionSort::Organisation;
    }
    let is_given = first.is_some_and(|token| token.entry.given.is_some());
    let is_land = first.is_some_and(|token| token.entry.is_land);
    if is_land && is_given && core.len() > 1 {
        return sort_of_land_name(tokens, core);
    }
    if is_given && !is_land {
        return MentionSort::Person;
    }
    if is_land {
        return MentionSort::Organisation;
    }
    let shows_place = |token: Option<&TextToken>| token.is_some_and(|token| token.entry.is_place);
    let is_place = shows_place(words().next()) || shows_place(words().next_back());
    if is_place && core.len() > 1 {
        return MentionSort::Organisation;
    }
    // "NATO", "FBI": short words in capitals name bodies.
    let is_acronym = core.len() == 1
        && words().all(|token| {
            // "On X": no person has a name of one letter.
            token.case == LetterCase::Upper && token.range().len() <= 6 || token.range().len() == 1
        });
    if is_acronym {
        return MentionSort::Organisation;
    }
    MentionSort::Unknown
}

/// Returns what a name names that begins with a land and a given name in one: the man "Israel Bell", the body "Israel
/// Railways".
fn sort_of_land_name(tokens: &TokenList, core: &Range<usize>) -> MentionSort {
    let last = core.end.checked_sub(1).and_then(|at| tokens.get(at));
    let is_surname = last.is_some_and(|last| {
        last.has_class(WordClass::Unknown)
            && !last.entry.is_place
            && !last.entry.is_land
            && last.case != LetterCase::Upper
    });
    if is_surname {
        MentionSort::Person
    } else {
        MentionSort::Organisation
    }
}

/// Returns `true` for the name of an event or of a thing: "the Grand Slam", "Godzilla Day", but not "Pat Day".
fn is_event(tokens: &TokenList, core: &Range<usize>) -> bool {
    let words = || core.clone().filter_map(|index| tokens.get(index));
    let is_given = words()
        .next()
        .is_some_and(|token| token.entry.given.is_some() && !token.entry.is_land);
    let last = words().next_back();
    !is_given && last.is_some_and(|last| last.gives(Clue::Event))
}

/// Returns `true` for letters and digits that name a thing: "F4", "COVID-19", but not "Hark-182".
fn is_designation(text: &str, tokens: &TokenList, core: &Range<usize>) -> bool {
    let word = tokens.get(core.start).map(|token| token.range().of(text));
    core.len() == 1
        && word.is_some_and(|word| {
            word.contains(|c: char| c.is_ascii_digit()) && !word.contains(char::is_lowercase)
        })
}
