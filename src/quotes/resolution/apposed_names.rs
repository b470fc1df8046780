//! Carries a description on, and finds the name between commas behind it.

use crate::article::TextRange;
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::{LetterCase, TextToken, TokenKind, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass};
use crate::quotes::resolution::predicates;

/// How many words a clause behind the noun of a description may have: "who saw it first".
const LONGEST_CLAUSE: usize = 12;

/// The most tokens from a comma to the title of a name behind it.
const LONGEST_STYLE: usize = 3;

/// Words before the titles of the clergy and of peers.
const STYLES: &[&str] = &[
    "the",
    "very",
    "right",
    "most",
    "rt",
    "venerable",
    "honourable",
];

/// How many words may follow the noun of a description.
const LONGEST_TAIL: usize = 8;

fn is_participle(token: &TextToken) -> bool {
    token.case == LetterCase::Lower && token.gives(Clue::Participle)
}

/// Carries a description on: "a spokesman for the harbour office", "one official familiar with the plan".
pub(crate) fn carry_description_on(scene: &Scene<'_>, mention: &Mention) -> TextRange {
    let head = mention.tokens.1;
    let limit = head + 1 + LONGEST_TAIL;
    let mut end = head;
    let mut at = description_tail(scene, head).unwrap_or(limit);
    while at < limit && goes_on(scene, head, at) && !begins_span(scene, at) {
        end = at;
        at += 1;
    }
    // "A mother of three" is whole.
    let is_counted = end > head + 1
        && scene
            .token(end)
            .is_some_and(|token| !token.gives(Clue::Article))
        && scene
            .token(end - 1)
            .is_some_and(|before| before.is_any(&["of"]));
    let is_whole = is_counted
        || scene.token(end).is_some_and(|token| {
            !matches!(
                token.class,
                WordClass::Preposition | WordClass::Determiner | WordClass::Conjunction
            )
        });
    match scene.token(end) {
        Some(last) if is_whole => mention.range.union(last.range()),
        _ => mention.range,
    }
}

/// Returns a description away from its sentence: only what says whose or of what is carried on.
pub(crate) fn carry_possessor_on(scene: &Scene<'_>, mention: &Mention) -> TextRange {
    let next = scene.tokens.after(mention.tokens.1, 1);
    if next.is_some_and(|next| next.is_any(&["of", "for", "from", "at", "with"])) {
        carry_description_on(scene, mention)
    } else {
        mention.range
    }
}

/// Returns the token at which what follows the noun begins, if it belongs to it.
fn description_tail(scene: &Scene<'_>, head: usize) -> Option<usize> {
    let next = scene.tokens.after(head, 1)?;
    let is_preposition = |steps| {
        scene
            .tokens
            .after(head, steps)
            .is_some_and(|token| token.has_class(WordClass::Preposition))
    };
    if next.has_class(WordClass::Preposition) {
        return Some(head + 1);
    }
    let is_adjective =
        next.kind == TokenKind::Word && next.has_class(WordClass::Unknown) && !next.is_capital();
    let is_verb = next.ending == WordEnding::S
        || next.ending == WordEnding::Ed && !is_participle(next)
        || next.entry.has(Clue::Past);
    if is_adjective && !is_verb && next.entry.cue.is_none() && is_preposition(2) {
        return Some(head + 1);
    }
    let is_second_noun = next.has_class(WordClass::Conjunction)
        && (2..=5)
            .map_while(|steps| scene.tokens.after(head, steps))
            .take_while(|token| is_content(token))
            .any(|token| token.has_class(WordClass::Person) && !token.is_capital());
    is_second_noun.then_some(head + 1)
}

fn is_content(token: &TextToken) -> bool {
    token.kind == TokenKind::Word
        && token.entry.cue.is_none()
        && matches!(token.class, WordClass::Unknown | WordClass::Person)
}

/// Returns `true` if the token at `at` still describes the noun at `head`.
fn goes_on(scene: &Scene<'_>, head: usize, at: usize) -> bool {
    let (Some(head_token), Some(token)) = (scene.token(head), scene.token(at)) else {
        return false;
    };
    let leads_on = scene
        .tokens
        .after(at, 1)
        .is_some_and(|next| next.has_class(WordClass::Preposition));
    let next = scene.tokens.after(at, 1);
    let is_before_capital = next.is_some_and(TextToken::is_capital);
    // "The suspect held in Harrow", but not "the suspect held a knife".
    let is_verb = (token.ending == WordEnding::Ed || token.gives(Clue::Past))
        && !token.is_capital()
        && !(leads_on && is_participle(token));
    let is_noun = scene
        .tokens
        .before(at, 1)
        .is_some_and(|before| before.gives(Clue::Article));
    // "A spokesman for Dunn & Hale".
    let is_ampersand = token.range().of(scene.text) == "&" && is_before_capital;
    (matches!(token.kind, TokenKind::Word | TokenKind::Number) || is_ampersand)
        && (is_noun || token.entry.cue.is_none() || token.is_capital())
        && !is_verb
        && token.paragraph() == head_token.paragraph()
        && token.region() == head_token.region()
        && token.sentence() == head_token.sentence()
        && !matches!(
            token.class,
            WordClass::Auxiliary
                | WordClass::Relative
                | WordClass::Subordinator
                | WordClass::That
                | WordClass::Subject
                | WordClass::Calendar
        )
        // "A spokesman for First Harbour".
        && (!token.has_class(WordClass::Adverb) || token.is_capital() && is_before_capital)
}

/// Returns `true` if a preposition leads to a time: how long, as in "the keeper of the light for years", is no part of
/// who somebody is.
fn begins_span(scene: &Scene<'_>, at: usize) -> bool {
    let next = scene.tokens.after(at, 1);
    let token = scene.token(at);
    token.is_some_and(|token| token.has_class(WordClass::Preposition))
        && next.is_some_and(|next| next.gives(Clue::Time))
}

/// Returns the bare name between commas behind a description, which is whom it names: "a spokesman for the yard, Ed
/// Bell,".
pub(crate) fn apposed_name(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let described = scene.mentions.get(index)?;
    let head = described.tokens.1;
    let is_body = described.sort == MentionSort::Organisation;
    // "Said one of them, Ed Bell": what speaks is somebody.
    let is_person = match described.sort {
        MentionSort::Person => true,
        MentionSort::Unknown => scene.is_subject(index),
        MentionSort::Organisation | MentionSort::Document => false,
    };
    if is_large_office(scene, described) {
        return titled_name_after(scene, index, described);
    }
    if described.form != MentionForm::Description || !is_body && !is_person {
        return None;
    }
    let at = find_apposition_comma(scene, head)?;
    let mut near = (index + 1..scene.mentions.len()).take(LONGEST_TAIL);
    let found = near.find(|next| {
        let next = scene.mentions.get(*next);
        next.is_some_and(|next| {
            let begins = begins_behind(scene, at, next)
                || next.lead == at + 2 && begins_title(scene, at + 1);
            next.form == MentionForm::Name && begins
        })
    })?;
    let name = scene.mentions.get(found)?;
    let ends = scene
        .tokens
        .after(last_of_name(scene, found, name), 1)
        .is_none_or(|next| {
            matches!(
                next.kind,
                TokenKind::Comma | TokenKind::Stop | TokenKind::Dash | TokenKind::Colon
            ) && next.region() == region_of_token(scene, head)
        });
    let may_be_named =
        is_body || is_whole_name(scene, name) || is_owned_name(scene, described, name);
    (ends && may_be_named && fits_description(scene, described, name)).then_some(found)
}

/// Returns the last token of a name with where somebody is from: "Ana Ruiz of Harrow".
fn last_of_name(scene: &Scene<'_>, index: usize, name: &Mention) -> usize {
    let of = scene.tokens.after(name.tokens.1, 1);
    let place = scene.mentions.get(index + 1).filter(|place| {
        place.form == MentionForm::Name && place.lead == name.tokens.1 + 2 && !place.is_possessive
    });
    let is_from = of.is_some_and(|of| of.is_any(&["of", "from"]));
    place
        .filter(|_| is_from)
        .map_or(name.tokens.1, |place| place.tokens.1)
}

/// Returns the comma behind a description and what belongs to it, also a clause: "the boy who saw it first,".
fn find_apposition_comma(scene: &Scene<'_>, head: usize) -> Option<usize> {
    let mut at = head + 1;
    while at <= head + LONGEST_TAIL && goes_on(scene, head, at) {
        at += 1;
    }
    let sentence = scene.token(head)?.sentence();
    let next = scene.token(at)?;
    // "The boy who saw it first," and "the boy I met,".
    let is_clause = next.is_any(&["who", "that"]) || next.has_class(WordClass::Subject);
    let is_inside = |at: &usize| {
        let token = scene.token(*at);
        token.is_some_and(|token| token.sentence() == sentence && token.is_unquoted())
    };
    let mut clause = (at..at + LONGEST_CLAUSE).take_while(is_inside);
    let comma = if is_clause {
        let comma = clause.find(|at| is_comma(scene, *at))?;
        // "The lawyer who speaks for the suspect, Ed Bell": the nearer one has the name.
        if ends_person(scene, comma.checked_sub(1)?) {
            return None;
        }
        comma
    } else {
        at
    };
    (is_comma(scene, comma) && scene.token(comma)?.is_unquoted()).then_some(comma)
}

/// Returns `true` if the description of a person, or of several, ends at a token.
fn ends_person(scene: &Scene<'_>, at: usize) -> bool {
    let end = scene
        .mentions
        .partition_point(|mention| mention.tokens.0 <= at);
    let before = scene.mentions.get(..end).unwrap_or_default();
    before.iter().rev().take(2).any(|mention| {
        let noun = scene.token(at);
        let may_be_person = mention.sort == MentionSort::Person
            || mention.sort == MentionSort::Unknown
                && noun.is_some_and(|noun| noun.ending == WordEnding::Doer);
        mention.tokens.1 == at && mention.form == MentionForm::Description && may_be_person
    })
}

/// Returns `true` if a name comes behind a comma, at most with the first words of a title between: ", the Very Rev Ed Bell".
fn begins_behind(scene: &Scene<'_>, comma: usize, name: &Mention) -> bool {
    name.lead > comma
        && name.lead <= comma + LONGEST_STYLE
        && (comma + 1..name.lead).all(|at| is_style(scene, at))
}

/// Returns `true` for what comes before the titles of the clergy and of peers: "the Very", "the Right".
fn is_style(scene: &Scene<'_>, at: usize) -> bool {
    let token = scene.token(at);
    token.is_some_and(|token| token.is_any(STYLES))
}

fn is_comma(scene: &Scene<'_>, at: usize) -> bool {
    let token = scene.token(at);
    token.is_some_and(|token| token.kind == TokenKind::Comma)
}

/// Returns `true` for a name of one word behind somebody whose relation is told: "her husband, Wulfric,".
fn is_owned_name(scene: &Scene<'_>, described: &Mention, name: &Mention) -> bool {
    let first = scene.token(described.lead);
    let is_owned = first
        .is_some_and(|first| first.has_class(WordClass::Possessive) || first.is_possessive)
        || scene
            .tokens
            .before(described.lead, 1)
            .is_some_and(|before| before.is_possessive);
    let word = scene.token(name.tokens.0);
    let is_plain = word.is_some_and(|word| {
        word.has_class(WordClass::Unknown)
            && word.case == LetterCase::Capital
            && !word.entry.is_place
            && !word.entry.is_land
    });
    let is_single = name.lead == name.tokens.1 && !predicates::is_plural(scene, described);
    described.sort == MentionSort::Person && is_owned && is_plain && is_single
}

/// Returns `true` for the small word of a title of two: "state" in "the opponent, state Sen. Ed Bell,".
fn begins_title(scene: &Scene<'_>, at: usize) -> bool {
    let word = scene.token(at);
    let title = scene.token(at + 1);
    word.is_some_and(|word| word.case == LetterCase::Lower && word.has_class(WordClass::Unknown))
        && title.is_some_and(|title| title.has_class(WordClass::Title) && title.is_capital())
}

/// Returns `true` for an office that is written as a name: "the Laird", "the former Dean", "the Hull Senator for Culture".
fn is_large_office(scene: &Scene<'_>, described: &Mention) -> bool {
    let (first, last) = described.tokens;
    let is_other = |at: usize| {
        scene
            .token(at)
            .is_some_and(|token| token.gives(Clue::OtherOffice))
    };
    let lead = first - usize::from(first > 0 && is_other(first - 1));
    let has_article = scene.tokens.before(lead, 1).is_some_and(|token| {
        token.has_class(WordClass::Determiner)
            || token.is_possessive
            || token.has_class(WordClass::Possessive)
    });
    let holds_office = |at: usize| {
        let next = scene.tokens.after(at, 1);
        let ends = at == last || next.is_some_and(TextToken::is_of_or_for);
        let token = scene.token(at);
        ends && token.is_some_and(|token| token.has_class(WordClass::Person))
    };
    let is_office = first == last || (first..=last).any(holds_office);
    described.form == MentionForm::Name && is_office && has_article && !described.is_possessive
}

/// Returns the name between commas behind an office: "The Laird, Mr Bell,"; one of several words needs no title.
fn titled_name_after(scene: &Scene<'_>, index: usize, described: &Mention) -> Option<usize> {
    let head = described.tokens.1;
    let name = scene.mentions.get(index + 1)?;
    let is_comma = |at: Option<&TextToken>| at.is_some_and(|token| token.kind == TokenKind::Comma);
    let is_titled = name.lead < name.tokens.0
        && (name.lead..name.tokens.0).all(|at| {
            let token = scene.token(at);
            token.is_some_and(|token| token.has_class(WordClass::Title)) || is_style(scene, at)
        });
    let first = scene.token(name.tokens.0);
    let is_whole = described.tokens.0 < head
        && name.lead == name.tokens.0
        && name.tokens.0 < name.tokens.1
        && first.is_some_and(|first| first.entry.given.is_some() && !first.entry.is_land);
    let is_apposed = name.form == MentionForm::Name
        && begins_behind(scene, head + 1, name)
        && is_comma(scene.tokens.after(head, 1))
        && scene
            .tokens
            .after(name.tokens.1, 1)
            .is_none_or(|end| matches!(end.kind, TokenKind::Comma | TokenKind::Stop));
    ((is_titled || is_whole) && is_apposed && !name.is_possessive).then_some(index + 1)
}

/// Returns `true` if a name can be that of what is described: a body or a person; "its maker" may be either.
fn fits_description(scene: &Scene<'_>, described: &Mention, name: &Mention) -> bool {
    let is_body = described.sort == MentionSort::Organisation;
    let noun = scene.token(described.tokens.1);
    let is_doer = noun.is_some_and(|noun| noun.ending == WordEnding::Doer);
    let is_of_sort = match name.sort {
        MentionSort::Person => !is_body || is_doer,
        MentionSort::Organisation => is_body,
        MentionSort::Document => false,
        MentionSort::Unknown => true,
    };
    is_of_sort && !name.is_possessive
}

/// Returns `true` if nothing but titles and offices come before a name that is more than a surname: "Sen. Ed Bell", "Mr Bell".
fn is_whole_name(scene: &Scene<'_>, name: &Mention) -> bool {
    let is_title = |at: usize| {
        let token = scene.token(at);
        token.is_some_and(|token| {
            token.has_class(WordClass::Title) || token.has_class(WordClass::Person)
        }) || is_style(scene, at)
    };
    let first = scene.token(name.tokens.0);
    let is_given = first.is_some_and(|token| token.entry.given.is_some());
    let is_titled = name.lead < name.tokens.0;
    (name.tokens.1 > name.tokens.0 || is_given || is_titled)
        && (name.lead..name.tokens.0).all(is_title)
}

fn region_of_token(scene: &Scene<'_>, head: usize) -> Option<usize> {
    scene.token(head).and_then(TextToken::region)
}
