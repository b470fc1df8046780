//! Makes speakers out of mentions: the full name, and the role the text states.

use super::descriptions;
use super::entities::Entity;
use super::lexicon::{Class, Clue};
use super::mentions::{Form, Mention, Sort};
use super::resolve;
use super::roles;
use super::scene::Scene;
use super::tokens::{Ending, Kind, Token};
use crate::article::{Speaker, TextRange};
use crate::text::SOFT_HYPHEN;

/// Makes a speaker of the mention at `index`, which stands for `entity` if that is known.
pub(super) fn speaker(scene: &Scene<'_>, index: usize, entity: Option<usize>) -> Option<Speaker> {
    let mention = scene.mentions.get(index)?;
    if let Some(entity) = entity.and_then(|at| scene.entities.get(at)) {
        let speaker = named(scene, index, entity)?;
        let Some(name) = apposed(scene, index).and_then(|found| scene.mentions.get(found)) else {
            return Some(speaker);
        };
        let role = described(scene, mention).of(scene.text);
        return Some(Speaker {
            mention: speaker.mention.union(name.range),
            role: speaker.role.or_else(|| Some(plain(role))),
            ..speaker
        });
    }
    let range = match mention.form {
        Form::Description => described(scene, mention),
        Form::Name | Form::Pronoun => mention.range,
    };
    let name = match (mention.form, scene.author) {
        (Form::Pronoun, Some(author)) if resolve::is_author(scene, mention) => author,
        _ => match descriptions::antecedent(scene, index) {
            Some(found) => told_of(scene, scene.mentions.get(found)?).of(scene.text),
            // "Who" alone names nobody.
            None if scene.token_of(index)?.is(Class::Relative) => return None,
            None => range.of(scene.text),
        },
    };
    Some(Speaker {
        mention: range,
        name: plain(name),
        role: None,
    })
}

/// Makes a speaker of a mention of an entity.
pub(super) fn named(scene: &Scene<'_>, index: usize, entity: &Entity) -> Option<Speaker> {
    let role = roles::of(scene, entity).map(|role| plain(role.of(scene.text)));
    Some(Speaker {
        mention: scene.mentions.get(index)?.range,
        name: plain(entity.name.of(scene.text)),
        role,
    })
}

/// Returns words as they are shown away from the text: on one line, without soft hyphens.
pub(super) fn plain(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ").replace(SOFT_HYPHEN, "")
}

/// How many words may follow the noun of a description.
const LONGEST_TAIL: usize = 8;

/// Participles that describe whoever stands before them, where other words in -ed say what they did.
const PARTICIPLES: &[&str] = &[
    "accused",
    "affiliated",
    "allied",
    "aligned",
    "assigned",
    "associated",
    "backed",
    "based",
    "briefed",
    "charged",
    "commissioned",
    "concerned",
    "conducted",
    "connected",
    "controlled",
    "dedicated",
    "devoted",
    "employed",
    "entitled",
    "founded",
    "funded",
    "hired",
    "housed",
    "injured",
    "interviewed",
    "involved",
    "licensed",
    "linked",
    "located",
    "named",
    "opposed",
    "organised",
    "organized",
    "owned",
    "posted",
    "prepared",
    "published",
    "quoted",
    "related",
    "released",
    "sponsored",
    "stationed",
    "tasked",
    "tied",
    "titled",
    "trained",
    "used",
];

fn is_participle(scene: &Scene<'_>, token: &Token) -> bool {
    PARTICIPLES.contains(&token.range.of(scene.text))
}

/// Carries a description on: "a spokesman for the harbour office", "one official familiar with the plan".
fn described(scene: &Scene<'_>, mention: &Mention) -> TextRange {
    let head = mention.tokens.1;
    let limit = head + 1 + LONGEST_TAIL;
    let mut end = head;
    let mut at = tail(scene, head).unwrap_or(limit);
    while at < limit && goes_on(scene, head, at) {
        end = at;
        at += 1;
    }
    let is_whole = scene.token(end).is_some_and(|token| {
        !matches!(
            token.entry.class,
            Class::Preposition | Class::Determiner | Class::Conjunction
        )
    });
    match scene.token(end) {
        Some(last) if is_whole => mention.range.union(last.range),
        _ => mention.range,
    }
}

/// Returns a description away from its sentence: only what says whose or of what is carried on.
fn told_of(scene: &Scene<'_>, mention: &Mention) -> TextRange {
    let next = scene.tokens.after(mention.tokens.1, 1);
    if next.is_some_and(|next| next.is_any(&["of", "for", "from", "at", "with"])) {
        described(scene, mention)
    } else {
        mention.range
    }
}

/// Returns the token at which what follows the noun begins, if it belongs to it.
fn tail(scene: &Scene<'_>, head: usize) -> Option<usize> {
    let next = scene.tokens.after(head, 1)?;
    let is_preposition = |steps| {
        scene
            .tokens
            .after(head, steps)
            .is_some_and(|token| token.is(Class::Preposition))
    };
    if next.is(Class::Preposition) {
        return Some(head + 1);
    }
    let is_adjective = next.kind == Kind::Word && next.is(Class::Unknown) && !next.is_capital();
    let is_verb = next.ending == Ending::S
        || next.ending == Ending::Ed && !is_participle(scene, next)
        || next.entry.has(Clue::Past);
    if is_adjective && !is_verb && next.entry.cue.is_none() && is_preposition(2) {
        return Some(head + 1);
    }
    let is_second_noun = next.is(Class::Conjunction)
        && (2..=5)
            .map_while(|steps| scene.tokens.after(head, steps))
            .take_while(|token| is_content(token))
            .any(|token| token.is(Class::Person) && !token.is_capital());
    is_second_noun.then_some(head + 1)
}

fn is_content(token: &Token) -> bool {
    token.kind == Kind::Word
        && token.entry.cue.is_none()
        && matches!(token.entry.class, Class::Unknown | Class::Person)
}

/// Says whether the token at `at` still describes the noun at `head`.
fn goes_on(scene: &Scene<'_>, head: usize, at: usize) -> bool {
    let (Some(head_token), Some(token)) = (scene.token(head), scene.token(at)) else {
        return false;
    };
    let leads_on = scene
        .tokens
        .after(at, 1)
        .is_some_and(|next| next.is(Class::Preposition));
    let is_verb = token.ending == Ending::Ed
        && !token.is_capital()
        && !(leads_on && is_participle(scene, token));
    let is_noun = scene
        .tokens
        .before(at, 1)
        .is_some_and(|before| before.is(Class::Determiner));
    matches!(token.kind, Kind::Word | Kind::Number)
        && (is_noun || token.entry.cue.is_none())
        && !is_verb
        && token.paragraph == head_token.paragraph
        && token.region == head_token.region
        && token.sentence == head_token.sentence
        && !matches!(
            token.entry.class,
            Class::Auxiliary
                | Class::Relative
                | Class::Subordinator
                | Class::That
                | Class::Subject
                | Class::Calendar
                | Class::Adverb
        )
}

/// Returns the bare name between commas behind a description, which is whom it names: "a spokesman for the yard, Ed Bell,".
pub(super) fn apposed(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let described = scene.mentions.get(index)?;
    let head = described.tokens.1;
    let is_body = described.sort == Sort::Organisation;
    if described.form != Form::Description || !is_body && described.sort != Sort::Person {
        return None;
    }
    let mut at = head + 1;
    while at <= head + LONGEST_TAIL && goes_on(scene, head, at) {
        at += 1;
    }
    let is_comma = |at: usize| {
        let token = scene.tokens.after(head, at - head);
        token.is_some_and(|token| token.kind == Kind::Comma && token.is_told())
    };
    let mut near = (index + 1..scene.mentions.len()).take(LONGEST_TAIL);
    let found = near.find(|next| {
        let next = scene.mentions.get(*next);
        next.is_some_and(|next| next.form == Form::Name && next.lead == at + 1)
    })?;
    let name = scene.mentions.get(found)?;
    let ends = scene.tokens.after(name.tokens.1, 1).is_none_or(|next| {
        matches!(next.kind, Kind::Comma | Kind::Stop)
            && next.region == described_region(scene, head)
    });
    let other = if is_body {
        Sort::Person
    } else {
        Sort::Organisation
    };
    let is_fit = !name.is_possessive && !matches!(name.sort, Sort::Document) && name.sort != other;
    let is_given = scene
        .token(name.tokens.0)
        .is_some_and(|token| token.entry.given.is_some());
    let is_titled = (name.lead..name.tokens.0)
        .all(|at| scene.token(at).is_some_and(|token| token.is(Class::Title)));
    let is_whole = (name.tokens.1 > name.tokens.0 || is_given) && is_titled;
    (is_comma(at) && ends && is_fit && (is_whole || is_body)).then_some(found)
}

fn described_region(scene: &Scene<'_>, head: usize) -> Option<usize> {
    scene.token(head).and_then(|token| token.region)
}
