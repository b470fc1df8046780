//! Finds whom a description refers to by where it is: beside the name of whoever it tells of, or behind "is".

use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::TokenKind;
use crate::quotes::model::word_class::{Clue, WordClass};
use crate::quotes::resolution::definite::{self, EntityRoles};
use crate::quotes::resolution::{apposed_names, opening_people, predicates};

/// The most tokens of whoever owns a description: "Bell's Harbour and Quay".
const LONGEST_OWNER: usize = 5;

/// How many mentions before a description are looked at for the name it describes.
const NEAR_NAMES: usize = 5;

/// The most tokens before "as" of a clause that says what somebody is called: "who gave her name only as".
const LONGEST_NAMING: usize = 10;

/// Words of such a clause.
const NAMING: &[&str] = &["name", "names", "identified", "known", "introduced"];

/// A way to find whose description a mention is.
type DescriptionRule = fn(&Scene<'_>, usize, &Mention) -> Option<usize>;

/// The ways in which a name beside a description says whose it is, in order.
const RULES: &[(&str, DescriptionRule)] = &[
    ("behind its name", name_before_comma),
    ("behind 'is'", name_before_verb),
    ("before 'is'", name_behind_verb),
    ("before its name", name_after_comma),
    ("before its name and 'called'", name_it_is_called),
    ("before its name between commas", |scene, index, _| {
        apposed_names::apposed_name(scene, index)
    }),
    ("before another with a name", name_of_apposed),
    (
        "in the opening, before its name",
        |scene, index, described| {
            let found = opening_people::name_behind_opening(scene, index, described)?;
            can_bear(scene, scene.mentions.get(found)?, described).then_some(found)
        },
    ),
];

/// Returns whom each name and description of an article refers to; `None` for pronouns.
pub(crate) fn refer_names(scene: &Scene<'_>, names: &EntityRoles) -> Vec<Option<Referent>> {
    let mut resolved = Vec::with_capacity(scene.mentions.len());
    for (index, mention) in scene.mentions.iter().enumerate() {
        let referent = match mention.form {
            // "The Dean, the Very Rev Ed Bell".
            MentionForm::Name => apposed_names::apposed_name(scene, index)
                .and_then(|name| scene.mentions.get(name)?.entity)
                .or(mention.entity)
                .map(Referent::Named),
            MentionForm::Description => refer_description(scene, index, &resolved, names),
            MentionForm::Pronoun => None,
        };
        resolved.push(referent);
    }
    resolved
}

/// Returns whom the description at `index` refers to; `resolved` holds that of each mention before.
fn refer_description(
    scene: &Scene<'_>,
    index: usize,
    resolved: &[Option<Referent>],
    names: &EntityRoles,
) -> Option<Referent> {
    let mention = scene.mentions.get(index)?;
    if mention.is_quoted || mention.is_modifier {
        return None;
    }
    let beside = RULES
        .iter()
        .find_map(|(_, rule)| rule(scene, index, mention));
    if let Some(entity) = beside.and_then(|name| scene.mentions.get(name)?.entity) {
        return Some(Referent::Named(entity));
    }
    if let Some(same) = find_coordinated(scene, index, mention) {
        return resolved.get(same).copied().flatten();
    }
    if let Some(entity) = definite::find_named_referent(scene, index, resolved, names) {
        return Some(Referent::Named(entity));
    }
    let first = definite::find_first_description(scene, index);
    let known = first.and_then(|first| resolved.get(first).copied().flatten());
    known.or(Some(Referent::Described(index)))
}

/// "Ana Ruiz, the engineer,": the name, a comma, and nothing but the description up to the next mark.
fn name_before_comma(scene: &Scene<'_>, index: usize, described: &Mention) -> Option<usize> {
    let mut before = (index.saturating_sub(NEAR_NAMES)..index).rev();
    before.find(|at| {
        let name = scene.mentions.get(*at);
        name.is_some_and(|name| is_before_comma(scene, name, described))
    })
}

/// Returns `true` if a name, a comma and a description come one after the other, and the description ends there.
fn is_before_comma(scene: &Scene<'_>, name: &Mention, described: &Mention) -> bool {
    // "Ana Ruiz, 61, an engineer," has a comma on each side of the age.
    let start = behind_age(scene, name).max(name.tokens.1 + 2);
    // "Ana Ruiz (an engineer)" is no other case.
    let is_comma = scene
        .tokens
        .after(name.tokens.1, 1)
        .is_some_and(|token| matches!(token.kind, TokenKind::Comma | TokenKind::Opening));
    // "Ana Ruiz, now the engineer,".
    let has_adverb = || {
        described.lead == start + 1
            && scene
                .token(start)
                .is_some_and(|token| token.has_class(WordClass::Adverb))
    };
    let is_beside =
        || described.lead == start || has_adverb() || is_behind_owner(scene, start, described);
    let before = scene.tokens.before(name.lead, 1);
    let is_place = before.is_some_and(|before| before.gives(Clue::Locative));
    name.tokens.1 < described.lead
        && is_comma
        && is_beside()
        && !is_place
        && can_bear(scene, name, described)
        && (is_closed(scene, described) || is_closed_by_cue(scene, name, described))
}

/// Returns `true` if only an owner and names come between the token at `start` and a description: "Ana Ruiz, Bell's
/// Harbour and Quay team-mate,".
fn is_behind_owner(scene: &Scene<'_>, start: usize, described: &Mention) -> bool {
    let is_name = |at: usize| {
        scene.token(at).is_some_and(|token| {
            token.kind == TokenKind::Word
                && token.is_unquoted()
                && (token.is_capital() || token.has_class(WordClass::Conjunction))
        })
    };
    let between = start..described.lead.max(start);
    let is_owned = scene.token(start).is_some_and(|owner| owner.is_possessive);
    is_owned && between.len() <= LONGEST_OWNER && between.into_iter().all(is_name)
}

/// "Ana Ruiz, the harbour's engineer told the court": the second comma is missing, and the name begins the clause.
fn is_closed_by_cue(scene: &Scene<'_>, name: &Mention, described: &Mention) -> bool {
    let end = end_of_description(scene, described);
    let is_cue = scene.tokens.after(end, 1).is_some_and(|next| {
        next.gives(Clue::PlainCue) || next.gives(Clue::ClauseCue) || next.gives(Clue::SpeakingCue)
    });
    let opens = match scene.tokens.before(name.lead, 1) {
        Some(before) => !matches!(before.kind, TokenKind::Word | TokenKind::Number),
        None => true,
    };
    is_cue && opens && name.tokens.1 > name.tokens.0
}

/// What says what somebody is: between a name and a description.
const BEING: &[&[&str]] = &[
    &["is"],
    &["was"],
    &["became"],
    &["has", "been"],
    &["had", "been"],
    &["works", "as"],
    &["worked", "as"],
];

/// Returns the token behind a name and an age between commas: "Ana Ruiz, 61, is".
fn behind_age(scene: &Scene<'_>, name: &Mention) -> usize {
    let is_kind = |steps: usize, kind: TokenKind| {
        let token = scene.tokens.after(name.tokens.1, steps);
        token.is_some_and(|token| token.kind == kind)
    };
    let has_age = is_kind(1, TokenKind::Comma)
        && is_kind(2, TokenKind::Number)
        && is_kind(3, TokenKind::Comma);
    name.tokens.1 + if has_age { 4 } else { 1 }
}

/// "Ana Ruiz is the engineer", "Ana Ruiz has been an engineer".
fn name_before_verb(scene: &Scene<'_>, index: usize, described: &Mention) -> Option<usize> {
    let found = mention_before(scene, index, described)?;
    let name = scene.mentions.get(found)?;
    let verb = behind_age(scene, name);
    let is_word =
        |at: usize, word: &str| scene.token(at).is_some_and(|token| token.is_any(&[word]));
    let being = BEING.iter().find(|words| {
        let mut words = words.iter().enumerate();
        words.all(|(at, word)| is_word(verb + at, word))
    })?;
    let start = verb + being.len();
    let is_beside = described.lead == start
        || described.lead == start + 1
            && scene
                .token(start)
                .is_some_and(|token| token.has_class(WordClass::Adverb));
    (can_bear(scene, name, described) && is_beside).then_some(found)
}

/// Returns the mention that ends before a description, past those inside it: "Ana Ruiz" for "Ana Ruiz, a Larkin voter".
fn mention_before(scene: &Scene<'_>, index: usize, described: &Mention) -> Option<usize> {
    let mut before = (index.saturating_sub(3)..index).rev();
    before.find(|at| {
        let mention = scene.mentions.get(*at);
        mention.is_some_and(|mention| mention.tokens.1 < described.lead)
    })
}

/// "The first witness at the trial was Ana Ruiz."
fn name_behind_verb(scene: &Scene<'_>, index: usize, described: &Mention) -> Option<usize> {
    let end = end_of_description(scene, described);
    let verb = scene.tokens.after(end, 1)?;
    let mut near = (index + 1..scene.mentions.len()).take(4);
    let found = near.find(|at| {
        let next = scene.mentions.get(*at);
        next.is_some_and(|next| next.lead == end + 2 && next.form == MentionForm::Name)
    })?;
    let name = scene.mentions.get(found)?;
    let is_full = name.tokens.1 > name.tokens.0;
    (verb.is_any(&["is", "was"]) && is_full && can_bear(scene, name, described)).then_some(found)
}

/// "A funny woman of 80, Ana Ruiz lives by the lake."
fn name_after_comma(scene: &Scene<'_>, index: usize, described: &Mention) -> Option<usize> {
    let first = scene.token(described.lead)?;
    let before = scene.tokens.before(described.lead, 1);
    let opens = before.is_none_or(|before| before.sentence() != first.sentence());
    let end = end_of_description(scene, described);
    let is_comma = scene
        .tokens
        .after(end, 1)
        .is_some_and(|token| token.kind == TokenKind::Comma);
    let mut near = (index + 1..scene.mentions.len()).take(3);
    let found = near.find(|at| {
        scene
            .mentions
            .get(*at)
            .is_some_and(|next| next.lead == end + 2)
    })?;
    let name = scene.mentions.get(found)?;
    let is_full = name.tokens.1 > name.tokens.0;
    (opens && is_comma && is_full && can_bear(scene, name, described)).then_some(found)
}

/// "A young man called Ed Bell", "a man calling himself Ed Bell", "a trader who gave his name only as Bell".
fn name_it_is_called(scene: &Scene<'_>, index: usize, described: &Mention) -> Option<usize> {
    let end = end_of_description(scene, described);
    let next = scene.tokens.after(end, 1)?;
    let second = scene.tokens.after(end, 2);
    let is_second = |words: &[&str]| second.is_some_and(|second| second.is_any(words));
    let third = scene.tokens.after(end, 3);
    let is_named_as = next.kind == TokenKind::Comma
        && is_second(&["named", "identified"])
        && third.is_some_and(|third| third.is_any(&["as"]));
    let start = if is_named_as {
        end + 4
    } else if next.is_any(&["called", "named"]) {
        end + 2
    } else if next.is_any(&["known"]) && is_second(&["as"]) && end == described.tokens.1
        || next.is_any(&["calling"])
            && second.is_some_and(|second| second.has_class(WordClass::Reflexive))
    {
        end + 3
    } else if next.has_class(WordClass::Relative) {
        let sentence = next.sentence();
        let as_word = (end + 2..end + 2 + LONGEST_NAMING).find(|at| {
            let token = scene.token(*at);
            token.is_some_and(|token| token.sentence() == sentence && token.is_any(&["as"]))
        })?;
        let names = |at: usize| {
            let token = scene.token(at);
            token.is_some_and(|token| token.is_any(NAMING))
        };
        (end + 2..as_word).any(names).then_some(as_word + 1)?
    } else {
        return None;
    };
    let mut near = (index + 1..scene.mentions.len()).take(NEAR_NAMES);
    let found = near.find(|at| {
        let name = scene.mentions.get(*at);
        name.is_some_and(|name| {
            // "Named" may be taken for a word before the name.
            let begins = name.lead == start || name.lead + 1 == start;
            begins && name.form == MentionForm::Name
        })
    })?;
    // "Opponents called Ed Bell “a disgrace”".
    let behind = scene.mentions.get(found)?.tokens.1 + 1;
    let is_called_so = scene
        .token(behind)
        .is_some_and(|token| !token.is_unquoted());
    let is_bearer = described.sort == MentionSort::Person
        && !is_called_so
        && !predicates::is_plural(scene, described)
        && can_bear(scene, scene.mentions.get(found)?, described);
    is_bearer.then_some(found)
}

/// "His companion, a retired postman named Ed Bell".
fn name_of_apposed(scene: &Scene<'_>, index: usize, described: &Mention) -> Option<usize> {
    let end = end_of_description(scene, described);
    let comma = scene.tokens.after(end, 1)?;
    let next = scene.mentions.get(index + 1)?;
    let is_apposed = comma.kind == TokenKind::Comma
        && next.lead == end + 2
        && next.form == MentionForm::Description
        // "A fan of a band called Kites": the band has the name.
        && end_of_description(scene, next) == next.tokens.1
        && (described.sort == MentionSort::Person || scene.is_subject(index));
    is_apposed.then(|| name_it_is_called(scene, index + 1, next))?
}

/// Returns the description that another goes on from: "Ana Ruiz, professor of law and director of the clinic".
fn find_coordinated(scene: &Scene<'_>, index: usize, described: &Mention) -> Option<usize> {
    let and = scene.tokens.before(described.lead, 1)?;
    let first = scene.token(described.tokens.0)?;
    let is_bare = described.lead == described.tokens.0 && !first.has_class(WordClass::Determiner);
    let found = mention_before(scene, index, described)?;
    let before = scene.mentions.get(found)?;
    let is_one = before.form == MentionForm::Description
        && before.sort == MentionSort::Person
        && described.sort == MentionSort::Person
        && !before.is_quoted
        && !predicates::is_plural(scene, described);
    let comma = scene.tokens.before(before.lead, 1);
    let is_apposed = comma.is_some_and(|token| token.kind == TokenKind::Comma);
    (and.is_any(&["and"]) && is_bare && is_one && is_apposed).then_some(found)
}

/// Returns `true` if somebody of this name can be described so.
fn can_bear(scene: &Scene<'_>, name: &Mention, described: &Mention) -> bool {
    let entity = name.entity.and_then(|at| scene.entities.get(at));
    let is_of_sort = entity.is_some_and(|entity| match described.sort {
        MentionSort::Person => entity.sort != MentionSort::Organisation,
        MentionSort::Organisation => entity.sort != MentionSort::Person && entity.gender.is_none(),
        MentionSort::Document => false,
        MentionSort::Unknown => true,
    });
    let is_of_gender = match (entity.and_then(|entity| entity.gender), described.gender) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let is_whole = name.form == MentionForm::Name
        && !name.is_possessive
        && !name.is_modifier
        && !name.is_quoted
        && !described.is_possessive;
    is_whole && is_of_sort && is_of_gender
}

/// Returns `true` if a mark, or "who", comes behind a description and what belongs to it.
fn is_closed(scene: &Scene<'_>, described: &Mention) -> bool {
    let end = end_of_description(scene, described);
    scene.tokens.after(end, 1).is_none_or(|next| {
        !matches!(next.kind, TokenKind::Word | TokenKind::Number)
            || next.has_class(WordClass::Relative)
    })
}

/// Returns the last token of a description and of what belongs to it.
fn end_of_description(scene: &Scene<'_>, described: &Mention) -> usize {
    let whole = apposed_names::carry_description_on(scene, described);
    scene.tokens.index_at(whole.end.saturating_sub(1))
}
