//! Carries the capitals of a name on over the small words in it: "Department of Fish and Boats", "Dunn & Hale".

use std::ops::Range;

use crate::quotes::mentions::written_forms::WrittenForms;
use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::token::{LetterCase, TextToken, TokenList, WordEnding};
use crate::quotes::model::word_class::WordClass;

/// Carries a run of capitals on over "of", "for", "and" and "&" where they are part of the name.
pub(super) fn extend_run(
    tokens: &TokenList,
    written: &WrittenForms,
    run: &Range<usize>,
) -> Range<usize> {
    let run = extend_over_and(tokens, written, extend_over_of(tokens, run));
    extend_over_ampersand(tokens, run)
}

/// Carries the run of an organisation's name on over "of" and "for" ("Department of Justice").
fn extend_over_of(tokens: &TokenList, run: &Range<usize>) -> Range<usize> {
    let words = || run.clone().filter_map(|index| tokens.get(index));
    // "President of France" is no organisation's name.
    let is_role = words().all(|token| token.has_class(WordClass::Person));
    let shows_person = |token: &TextToken| {
        let is_given = token.entry.given.is_some() && !token.entry.is_land;
        is_given || token.has_class(WordClass::Title) || token.case == LetterCase::Particle
    };
    let is_person = is_like_person(tokens, run) || words().any(shows_person);
    if is_role || is_person {
        return run.clone();
    }
    let mut end = run.end;
    while let Some(further) = next_part(tokens, end) {
        end = further;
    }
    run.start..end
}

/// Returns where the part of a name ends that "of" or "for" joins to one that ends before the token `end`.
fn next_part(tokens: &TokenList, end: usize) -> Option<usize> {
    let is_possessive = |index: usize| tokens.get(index).is_none_or(|token| token.is_possessive);
    let joiner = tokens.after(end - 1, 1)?;
    let is_part = |index: usize| {
        tokens.get(index).is_some_and(|token| {
            token.is_capital()
                && token.region() == joiner.region()
                && token.sentence() == joiner.sentence()
                && !token.has_class(WordClass::Calendar)
                && !token.has_class(WordClass::Title)
                && (token.entry.given.is_none() || token.entry.is_land)
        })
    };
    // "Department of the Interior".
    let has_article = tokens.get(end + 1).is_some_and(|token| {
        token.has_class(WordClass::Determiner) && token.case == LetterCase::Lower
    });
    let start = end + 1 + usize::from(has_article);
    let joins = joiner.has_class(WordClass::Preposition) && joiner.is_of_or_for();
    if is_possessive(end - 1) || !joins || !is_part(start) {
        return None;
    }
    let mut end = start + 1;
    while is_part(end) && !is_possessive(end - 1) {
        end += 1;
    }
    Some(end)
}

/// Carries a company's name on over "&": "Dunn & Hale", but not "Mr & Mrs Dunn" and "Ana & Ed".
fn extend_over_ampersand(tokens: &TokenList, run: Range<usize>) -> Range<usize> {
    let sign = tokens
        .get(run.end)
        .filter(|token| token.word == WordKey::new("&"));
    let Some((sign, last)) = sign.zip(tokens.get(run.end.saturating_sub(1))) else {
        return run;
    };
    let is_part = |at: &usize| {
        tokens.get(*at).is_some_and(|token| {
            token.is_capital()
                && !token.has_class(WordClass::Title)
                && token.sentence() == sign.sentence()
                && token.region() == sign.region()
        })
    };
    let start = run.end + 1;
    // "Pell & Co's Ana Ruiz", "Health & Safety Secretary Ana Ruiz".
    let goes_on = |at: &usize| {
        let before = tokens.get(at - 1);
        let token = tokens.get(*at);
        let is_free = before.is_some_and(|before| !before.is_possessive);
        let is_company = token.is_some_and(|token| {
            token.entry.given.is_none() && !token.has_class(WordClass::Person)
        });
        *at == start || is_free && is_company
    };
    let parts = (start..tokens.all.len()).take_while(|at| is_part(at) && goes_on(at));
    let len = parts.count();
    let is_given = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| token.entry.given.is_some())
    };
    let are_people = is_given(run.start) && is_given(start);
    let follows = last.sentence() == sign.sentence()
        && last.region() == sign.region()
        && !last.is_possessive
        && !last.has_class(WordClass::Title);
    if len > 0 && follows && !are_people {
        run.start..start + len
    } else {
        run
    }
}

/// Carries an office's name on over "and": "Department of Fish and Boats", but not "Department of Justice and Ortiz".
fn extend_over_and(tokens: &TokenList, written: &WrittenForms, run: Range<usize>) -> Range<usize> {
    let inside = || run.clone().filter_map(|at| tokens.get(at));
    let is_body = inside()
        .take_while(|token| !token.is_of_or_for())
        .any(|token| token.has_class(WordClass::Organisation));
    let is_joined = inside().any(TextToken::is_of_or_for)
        && inside().all(|token| !token.is_possessive)
        && tokens
            .get(run.end)
            .is_some_and(|token| token.word.is_of("and"));
    let last = tokens.get(run.end.saturating_sub(1));
    let is_second = |at: &usize| {
        tokens.get(*at).zip(last).is_some_and(|(token, last)| {
            let is_thing = token.has_class(WordClass::Unknown) && token.entry.given.is_none();
            is_thing
                && token.is_capital()
                && token.sentence() == last.sentence()
                && token.region() == last.region()
                && !written.surnames.contains(&token.word.key())
        })
    };
    let start = run.end + 1;
    let len = (start..tokens.all.len()).take_while(is_second).count();
    if is_body && is_joined && len > 0 {
        run.start..start + len
    } else {
        run
    }
}

/// Returns `true` if a run is of two unknown words, as a foreign name is, what they are apart: "Analyst Mujtaba Rahman of …".
fn is_like_person(tokens: &TokenList, run: &Range<usize>) -> bool {
    let words = run.clone().filter_map(|at| tokens.get(at));
    let is_role = |token: &&TextToken| {
        token.has_class(WordClass::Person) || token.has_class(WordClass::Title)
    };
    let roles = words.clone().take_while(is_role).count();
    run.len() == roles + 2
        && words.skip(roles).all(|token| {
            token.has_class(WordClass::Unknown)
                && token.case == LetterCase::Capital
                && token.ending != WordEnding::S
                && token.range().len() > 2
                && !token.entry.is_place
                && !token.entry.is_land
        })
}
