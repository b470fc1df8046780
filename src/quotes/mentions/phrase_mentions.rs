//! Makes mentions of noun phrases: the names inside them, and what the whole of them refers to.

use crate::quotes::mentions::names;
use crate::quotes::words::lexicon;
use std::ops::Range;

use crate::quotes::mentions::noun_phrases::NounPhrase;
use crate::quotes::mentions::offices;
use crate::quotes::mentions::written_forms::WrittenForms;
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::token::{LetterCase, TextToken, TokenKind, TokenList, WordEnding};
use crate::quotes::model::word_class::{Clue, Gender, WordClass};

/// Adds the mentions of a chunk: the names inside it, then what the whole of it refers to.
pub(crate) fn add_phrase_mentions(
    text: &str,
    tokens: &TokenList,
    written: &WrittenForms,
    chunk: &NounPhrase,
    mentions: &mut Vec<Mention>,
) {
    if offices::is_before_name(tokens, chunk) {
        return;
    }
    if let Some(street) = numbered_house(text, tokens, chunk) {
        mentions.push(street);
        return;
    }
    let runs = capital_runs(tokens, chunk);
    let (modifiers, last) = match runs.split_last() {
        Some((last, rest)) if last.end == chunk.end => (rest, Some(last)),
        _ => (runs.as_slice(), None),
    };
    for run in modifiers {
        mentions.extend(
            names::name_mention(text, tokens, run, run.start).map(|name| Mention {
                is_modifier: true,
                ..name
            }),
        );
    }
    let named = last.and_then(|run| {
        let is_kind = tokens.get(chunk.start).is_some_and(|token| {
            token.has_class(WordClass::Determiner)
                && matches!(token.range.of(text), "a" | "an" | "A" | "An")
        });
        let run = extend_over_and(tokens, written, extend_over_of(tokens, run));
        let lead = offices::office_within(tokens, &run).map_or(chunk.start, |office| office.lead);
        (!is_kind || chunk.start + 1 < run.start)
            .then(|| names::name_mention(text, tokens, &run, lead))?
    });
    if let Some(named) = named {
        mentions.push(named);
    } else {
        mentions.extend(description_mention(text, tokens, chunk, mentions.last()));
    }
}

/// Returns the mention of a house that its number alone names: "Number 10", "No 11".
fn numbered_house(text: &str, tokens: &TokenList, chunk: &NounPhrase) -> Option<Mention> {
    let (name, number) = (tokens.get(chunk.start)?, tokens.get(chunk.start + 1)?);
    let is_house = chunk.end == chunk.start + 2
        && name.is_capital()
        && number.kind == TokenKind::Number
        && lexicon::look_up_pair(
            name.range.of(text).trim_end_matches('.'),
            number.range.of(text),
        )
        .class
            == WordClass::Organisation;
    is_house.then(|| Mention {
        range: name.range.union(number.range),
        tokens: (chunk.start, chunk.start + 1),
        lead: chunk.start,
        form: MentionForm::Name,
        sort: MentionSort::Organisation,
        gender: None,
        is_possessive: number.is_possessive,
        is_modifier: false,
        is_quoted: !name.is_told(),
        entity: None,
    })
}

/// Returns the runs of capitalised words in a chunk, determiners left out.
fn capital_runs(tokens: &TokenList, chunk: &NounPhrase) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for index in chunk.start..chunk.end {
        let Some(token) = tokens.get(index) else {
            break;
        };
        if !token.is_capital() || token.has_class(WordClass::Determiner) {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.end == index => run.end += 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

/// Carries the run of an organisation's name on over "of" and "for" ("Department of Justice").
fn extend_over_of(tokens: &TokenList, run: &Range<usize>) -> Range<usize> {
    let mut end = run.end;
    let is_possessive = |index: usize| tokens.get(index).is_none_or(|token| token.is_possessive);
    let is_person = run
        .clone()
        .filter_map(|index| tokens.get(index))
        .any(|token| token.has_class(WordClass::Title) || token.entry.given.is_some())
        || is_like_person(tokens, run);
    let is_role = run
        .clone()
        .filter_map(|index| tokens.get(index))
        .all(|token| token.has_class(WordClass::Person));
    if is_role {
        return run.clone();
    }
    while !is_person && !is_possessive(end - 1) {
        let Some(joiner) = tokens.after(end - 1, 1) else {
            break;
        };
        let joins = joiner.has_class(WordClass::Preposition) || joiner.word == WordKey::new("&");
        let mut next = end + 1;
        if tokens.get(next).is_some_and(|token| {
            token.has_class(WordClass::Determiner) && token.case == LetterCase::Lower
        }) {
            next += 1;
        }
        let is_capital = |index: usize| {
            tokens.get(index).is_some_and(|token| {
                token.is_capital()
                    && token.region == joiner.region
                    && token.sentence == joiner.sentence
                    && !token.has_class(WordClass::Calendar)
                    && !token.has_class(WordClass::Title)
                    && token.entry.given.is_none()
            })
        };
        if !joins
            || joiner.entry.class != WordClass::Preposition
            || !joiner.is_of_or_for()
            || !is_capital(next)
        {
            break;
        }
        end = next + 1;
        while is_capital(end) && !is_possessive(end - 1) {
            end += 1;
        }
    }
    run.start..end
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
            .is_some_and(|token| token.word == WordKey::new("and"));
    let last = tokens.get(run.end.saturating_sub(1));
    let is_second = |at: &usize| {
        tokens.get(*at).zip(last).is_some_and(|(token, last)| {
            let is_thing = token.has_class(WordClass::Unknown) && token.entry.given.is_none();
            is_thing
                && token.is_capital()
                && token.sentence == last.sentence
                && token.region == last.region
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

/// Says whether two words that nothing is known of make a run, as a name from afar does: "Mujtaba Rahman of …".
fn is_like_person(tokens: &TokenList, run: &Range<usize>) -> bool {
    run.len() == 2
        && run.clone().filter_map(|at| tokens.get(at)).all(|token| {
            token.has_class(WordClass::Unknown)
                && token.case == LetterCase::Capital
                && token.ending != WordEnding::S
                && token.range.len() > 2
                && !token.entry.is_place
                && !token.entry.is_land
        })
}

/// Makes the mention of a description; `None` where nothing shows that it can speak.
fn description_mention(
    text: &str,
    tokens: &TokenList,
    chunk: &NounPhrase,
    before: Option<&Mention>,
) -> Option<Mention> {
    let head = chunk.end.checked_sub(1)?;
    let noun = tokens.get(head)?;
    let is_aged = noun.kind == TokenKind::Number && noun.range.of(text).ends_with("-year-old");
    if chunk.start == chunk.end
        || noun.kind != TokenKind::Word && !is_aged
        || noun.has_class(WordClass::Determiner) && chunk.end - chunk.start > 1
    {
        return None;
    }
    let is_amount = noun.entry.has(Clue::Amount);
    if is_amount && tokens.after(head, 1).is_some_and(TextToken::is_of_or_for)
        || noun.entry.has(Clue::Time)
    {
        return None;
    }
    let possessor =
        before.filter(|mention| mention.is_possessive && mention.tokens.1 + 1 == chunk.start);
    let is_label = tokens
        .after(head, 1)
        .is_some_and(|token| token.kind == TokenKind::Colon);
    let sort = match noun.entry.class {
        _ if is_aged && chunk.determined => MentionSort::Person,
        WordClass::Person => MentionSort::Person,
        WordClass::Organisation => MentionSort::Organisation,
        WordClass::Document => MentionSort::Document,
        WordClass::Determiner if noun.gives(Clue::Article) && !is_label => return None,
        WordClass::Determiner | WordClass::Unknown if chunk.determined || possessor.is_some() => {
            MentionSort::Unknown
        }
        _ => return None,
    };
    let lead = possessor.map_or(chunk.start, |mention| mention.lead);
    let first = tokens.get(lead)?;
    Some(Mention {
        range: first.range.union(noun.range),
        tokens: (chunk.start, head),
        lead,
        form: MentionForm::Description,
        sort,
        gender: noun
            .entry
            .gender
            .filter(|gender| *gender != Gender::Neither),
        is_possessive: noun.is_possessive,
        is_modifier: false,
        is_quoted: !noun.is_told(),
        entity: None,
    })
}
