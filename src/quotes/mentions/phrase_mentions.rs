//! Makes mentions of noun phrases: the names inside them, and what the whole of them refers to.

use std::ops::Range;

use crate::quotes::mentions::noun_phrases::NounPhrase;
use crate::quotes::mentions::written_forms::WrittenForms;
use crate::quotes::mentions::{name_parts, name_runs, names, offices};
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::token::{TextToken, TokenKind, TokenList, WordEnding};
use crate::quotes::model::word_class::{Clue, Gender, WordClass};

/// The most words between a noun and the comma before "who": "a guide in the park, who".
const LONGEST_PLACE: usize = 4;

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
            names::name_mention(text, tokens, &written.surnames, run, run.start).map(|name| {
                Mention {
                    is_modifier: true,
                    ..name
                }
            }),
        );
    }
    if let Some(named) = last.and_then(|run| last_name(text, tokens, written, chunk, run)) {
        mentions.push(named);
    } else {
        add_description(text, tokens, chunk, mentions);
    }
}

/// Makes the mention of the name that ends a chunk and begins with the capitals of `run`; `None` if it names nobody.
fn last_name(
    text: &str,
    tokens: &TokenList,
    written: &WrittenForms,
    chunk: &NounPhrase,
    run: &Range<usize>,
) -> Option<Mention> {
    // "A Ford" is a car and "a Trump supporter" no Trump: behind "a" a name alone names nobody.
    let is_kind = tokens.get(chunk.start).is_some_and(|token| {
        token.has_class(WordClass::Determiner)
            && matches!(token.range().of(text), "a" | "an" | "A" | "An")
    });
    let run = name_runs::extend_run(tokens, written, run);
    let lead = offices::office_within(tokens, &run).map_or(chunk.start, |office| office.lead);
    if is_seat(tokens, chunk, &run) {
        return None;
    }
    (!is_kind && !is_demonym(tokens, chunk) || chunk.start + 1 < run.start)
        .then(|| names::name_mention(text, tokens, &written.surnames, &run, lead))?
}

/// Returns `true` for an office with a party or a place before it: "the Labour MP", "one Ohio Senator", "Hull's Green MP".
fn is_seat(tokens: &TokenList, chunk: &NounPhrase, run: &Range<usize>) -> bool {
    let has_article = tokens
        .get(chunk.start)
        .is_some_and(|article| article.has_class(WordClass::Determiner));
    let is_owned = tokens
        .before(chunk.start, 1)
        .is_some_and(|owner| owner.is_possessive);
    let office = tokens.get(run.end.saturating_sub(1));
    run.len() > 1
        && (has_article || is_owned)
        && office.is_some_and(|office| office.gives(Clue::Seat))
}

/// Returns `true` for "the" and a noun for somebody by where they are from or what party they are of: "the Scot", "the South
/// African", "the Christian Democrat", but not "the German navy".
fn is_demonym(tokens: &TokenList, chunk: &NounPhrase) -> bool {
    let (article, head) = (tokens.get(chunk.start), chunk.end.saturating_sub(1));
    let has_capitals =
        (chunk.start + 1..head).all(|at| tokens.get(at).is_some_and(TextToken::is_capital));
    (chunk.start + 2..=chunk.start + 3).contains(&chunk.end)
        && article.is_some_and(|article| article.is_any(&["the"]))
        && has_capitals
        && tokens.get(head).is_some_and(|noun| {
            let is_known = noun.gives(Clue::Demonym) && noun.is_capital();
            !noun.is_possessive && (is_known || is_speaking_demonym(tokens, chunk, noun))
        })
}

/// Returns `true` for a noun that says where somebody is from, as its ending and the reporting word beside it show: "the
/// Paraguayan said", but not "the Vatican said".
fn is_speaking_demonym(tokens: &TokenList, chunk: &NounPhrase, noun: &TextToken) -> bool {
    let is_cue = |token: Option<&TextToken>| token.is_some_and(|token| token.entry.cue.is_some());
    let speaks = is_cue(tokens.get(chunk.end)) || is_cue(tokens.before(chunk.start, 1));
    let is_place = noun.entry.is_place || noun.has_class(WordClass::Organisation);
    let is_of_land = noun.entry.is_land && noun.ending != WordEnding::S;
    speaks && !is_place && noun.is_capital() && (is_of_land || noun.gives(Clue::Demonym))
}

/// Adds the description of a chunk, with what belongs to it before: "One Fund for Boats" in "One Fund for Boats ad", "the
/// tall" in "the tall, 40-year-old diplomat".
fn add_description(
    text: &str,
    tokens: &TokenList,
    chunk: &NounPhrase,
    mentions: &mut Vec<Mention>,
) {
    let before = mentions.last().copied();
    let is_name = before.is_some_and(|before| is_name_before(tokens, &before, chunk));
    let is_adjective = before.is_some_and(|before| is_adjective_before(tokens, &before, chunk));
    let whole = NounPhrase {
        determined: chunk.determined || is_name || is_adjective,
        ..chunk.clone()
    };
    let Some(described) = description_mention(text, tokens, &whole, mentions.last()) else {
        return;
    };
    let first = before.and_then(|before| Some((before.lead, tokens.get(before.lead)?)));
    let Some((lead, first)) = first.filter(|_| is_name || is_adjective) else {
        mentions.push(described);
        return;
    };
    if is_adjective {
        mentions.pop();
    } else if let Some(name) = mentions.last_mut() {
        name.is_modifier = true;
    }
    mentions.push(Mention {
        lead,
        range: first.range().union(described.range),
        ..described
    });
}

/// Returns `true` if a mention with an article comes before a chunk without one, on the same side of the marks.
fn is_open_before(tokens: &TokenList, before: &Mention, chunk: &NounPhrase) -> bool {
    let has_article = tokens
        .get(before.lead)
        .is_some_and(|first| first.has_class(WordClass::Determiner));
    let region = |at: usize| {
        tokens
            .get(at)
            .map(|token| (token.region(), token.sentence()))
    };
    has_article
        && !chunk.determined
        && !before.is_possessive
        && region(before.lead) == region(chunk.start)
}

/// "One Fund for Boats" before "ad".
fn is_name_before(tokens: &TokenList, before: &Mention, chunk: &NounPhrase) -> bool {
    before.form == MentionForm::Name
        && before.tokens.1 + 1 == chunk.start
        && is_open_before(tokens, before, chunk)
}

/// "The tall" before ", 40-year-old diplomat".
fn is_adjective_before(tokens: &TokenList, before: &Mention, chunk: &NounPhrase) -> bool {
    let comma = tokens.after(before.tokens.1, 1);
    // "Asked about the leaks, Lord Baker said" is no adjective and its noun.
    let is_titled = tokens
        .get(chunk.start)
        .is_some_and(|first| first.has_class(WordClass::Title));
    before.form == MentionForm::Description
        && !is_titled
        && before.sort == MentionSort::Unknown
        && before.tokens.1 == before.lead + 1
        && before.tokens.1 + 2 == chunk.start
        && chunk.end > chunk.start + 1
        && comma.is_some_and(|comma| comma.kind == TokenKind::Comma)
        && is_open_before(tokens, before, chunk)
}

/// Returns the mention of a house that its number alone names: "Number 10", "No 11".
fn numbered_house(text: &str, tokens: &TokenList, chunk: &NounPhrase) -> Option<Mention> {
    let (name, number) = (tokens.get(chunk.start)?, tokens.get(chunk.start + 1)?);
    let is_house = chunk.end == chunk.start + 2
        && name.is_capital()
        && number.kind == TokenKind::Number
        && name_parts::is_house(name.range().of(text), number.range().of(text));
    is_house.then(|| Mention {
        range: name.range().union(number.range()),
        tokens: (chunk.start, chunk.start + 1),
        lead: chunk.start,
        form: MentionForm::Name,
        sort: MentionSort::Organisation,
        gender: None,
        is_possessive: number.is_possessive,
        is_modifier: false,
        is_quoted: !name.is_unquoted(),
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
        let is_number = token.kind == TokenKind::Number && is_number_of_name(tokens, chunk, index);
        if !is_number && (!token.is_capital() || token.has_class(WordClass::Determiner)) {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.end == index => run.end += 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

/// Returns `true` for a number that is part of a name: "50 Cent", "Maroon 5", but not "50 Democrats" or "3 Ebbing 1".
fn is_number_of_name(tokens: &TokenList, chunk: &NounPhrase, index: usize) -> bool {
    let is_short = tokens
        .get(index)
        .is_some_and(|token| token.range().len() <= 3);
    let is_plain = |token: &TextToken| {
        token.is_capital()
            && token.has_class(WordClass::Unknown)
            && token.ending != WordEnding::S
            && token.entry.given.is_none()
            && !token.entry.is_land
    };
    let is_before = index == chunk.start
        && chunk.end == index + 2
        && tokens.get(index + 1).is_some_and(is_plain);
    let is_behind = index + 1 == chunk.end
        && index > chunk.start
        && !chunk.determined
        && (chunk.start..index).all(|at| tokens.get(at).is_some_and(is_plain));
    let follows_date = tokens
        .before(index, 1)
        .is_some_and(|before| before.has_class(WordClass::Calendar));
    is_short && !follows_date && (is_before || is_behind)
}

/// Makes the mention of a description; `None` where nothing shows that it can speak.
fn description_mention(
    text: &str,
    tokens: &TokenList,
    chunk: &NounPhrase,
    before: Option<&Mention>,
) -> Option<Mention> {
    let head = chunk.end.checked_sub(1)?;
    let noun = tokens.get(head).filter(|_| chunk.start < chunk.end)?;
    let is_lone_determiner = noun.has_class(WordClass::Determiner) && chunk.start < head;
    if is_lone_determiner || is_amount_or_time(tokens, head, noun) {
        return None;
    }
    // "Ortiz's lawyer": the possessor is part of what a reader points at.
    let possessor =
        before.filter(|mention| mention.is_possessive && mention.tokens.1 + 1 == chunk.start);
    let is_owned = chunk.determined || possessor.is_some();
    let sort = match noun.kind {
        TokenKind::Word => sort_of_noun(tokens, head, noun, is_owned)?,
        // "The 43-year-old".
        TokenKind::Number if noun.range().of(text).ends_with("-year-old") && is_owned => {
            if chunk.determined {
                MentionSort::Person
            } else {
                MentionSort::Unknown
            }
        }
        _ => return None,
    };
    let lead = possessor.map_or(chunk.start, |mention| mention.lead);
    let first = tokens.get(lead)?;
    let gender = noun.entry.gender;
    Some(Mention {
        range: first.range().union(noun.range()),
        tokens: (chunk.start, head),
        lead,
        form: MentionForm::Description,
        sort,
        gender: gender.filter(|gender| *gender != Gender::Neither),
        is_possessive: noun.is_possessive,
        is_modifier: false,
        is_quoted: !noun.is_unquoted(),
        entity: None,
    })
}

/// Returns `true` for "a lot of voters" and "this month", which head their phrase but speak for nobody.
fn is_amount_or_time(tokens: &TokenList, head: usize, noun: &TextToken) -> bool {
    let next = tokens.after(head, 1);
    let is_amount = noun.gives(Clue::Amount) && next.is_some_and(TextToken::is_of_or_for);
    is_amount || noun.gives(Clue::Time)
}

/// Returns what a noun refers to; `None` if it cannot speak. `is_owned` tells of a determiner or a possessor before it.
fn sort_of_noun(
    tokens: &TokenList,
    head: usize,
    noun: &TextToken,
    is_owned: bool,
) -> Option<MentionSort> {
    let next = tokens.after(head, 1);
    // "Shook his head".
    let is_of_body = noun.is_any(&["head"])
        && tokens
            .before(head, 1)
            .is_some_and(|before| before.has_class(WordClass::Possessive))
        && !next.is_some_and(TextToken::is_of_or_for);
    if is_of_body {
        return None;
    }
    let is_label = next.is_some_and(|token| token.kind == TokenKind::Colon);
    // "A chair" is to sit on; "the chair" and "the chair of the board" speak.
    let article = tokens.before(head, 1);
    let is_office = next.is_none_or(|next| {
        next.is_of_or_for() || next.entry.cue.is_some() || next.kind == TokenKind::Comma
    });
    let is_any = article.is_some_and(|article| article.is_any(&["a"]));
    if noun.is_any(&["chair"]) && is_any && !is_office {
        return None;
    }
    match noun.class {
        _ if noun.gives(Clue::Demonym) && noun.is_capital() && is_owned => {
            Some(MentionSort::Person)
        }
        // "The South African said".
        _ if noun.entry.is_land && is_owned && noun.is_capital() => Some(MentionSort::Person),
        WordClass::Person => Some(MentionSort::Person),
        WordClass::Document | WordClass::Unknown if is_owned && leads_to_who(tokens, head) => {
            Some(MentionSort::Person)
        }
        WordClass::Title if noun.gives(Clue::Noble) && is_owned => Some(MentionSort::Person),
        WordClass::Organisation => Some(MentionSort::Organisation),
        WordClass::Document => Some(MentionSort::Document),
        WordClass::Determiner if noun.gives(Clue::Article) && !is_label => None,
        WordClass::Determiner | WordClass::Unknown if is_owned => Some(MentionSort::Unknown),
        _ => None,
    }
}

/// Returns `true` if "who" follows a noun and asks for what is not said of a thing: "a local, who asked not to be named".
fn leads_to_who(tokens: &TokenList, head: usize) -> bool {
    let is_comma = |at: usize| {
        let token = tokens.get(at);
        token.is_some_and(|token| token.kind == TokenKind::Comma && token.is_unquoted())
    };
    let is_part = |at: &usize| {
        let token = tokens.get(*at);
        token.is_some_and(|token| {
            token.kind == TokenKind::Word && token.is_unquoted() && !token.is_capital()
        })
    };
    let words = (head + 1..=head + LONGEST_PLACE)
        .take_while(is_part)
        .count();
    let comma = head + 1 + words;
    let is_place = words == 0
        || tokens
            .get(head + 1)
            .is_some_and(|token| token.gives(Clue::Locative));
    let asks = |at: usize| {
        let who = tokens.get(at).is_some_and(|token| token.is_any(&["who"]));
        let verb = tokens.get(at + 1);
        who && verb.is_some_and(|verb| {
            verb.is_any(&[
                "asked", "did", "declined", "wished", "wanted", "refused", "gave",
            ])
        })
    };
    is_place && (is_comma(comma) && asks(comma + 1) || words == 0 && asks(head + 1))
}
