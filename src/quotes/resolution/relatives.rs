//! Finds whom "who" refers to across a place or a firm between them: "Bell, a dealer from Basel, who".

use crate::quotes::model::entity::Entity;
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::model::word_class::{Clue, WordClass};

/// The most tokens that say what somebody is, between the name and "who".
const LONGEST_APPOSITION: usize = 14;

/// How many mentions may be in them.
const MOST_INSIDE: usize = 5;

/// Returns whoever "who" refers to, if what comes right before it only says where they are from or where they work.
pub(super) fn find_antecedent(
    scene: &Scene<'_>,
    index: usize,
    resolved: &[Option<Referent>],
) -> Option<Referent> {
    let who = scene.mentions.get(index)?.tokens.0;
    let referent = |at: usize| resolved.get(at).copied().flatten();
    let near = (index.saturating_sub(MOST_INSIDE)..index).rev();
    let last = near.clone().find(|at| {
        let mention = scene.mentions.get(*at);
        mention.is_some_and(|mention| !mention.is_quoted && !mention.is_possessive)
    })?;
    let mention = scene.mentions.get(last)?;
    let is_place = mention.form == MentionForm::Name
        && scene.is_governed(last)
        && (referent(last)?.sort(scene) != MentionSort::Person || is_where(scene, mention));
    let is_noun = mention.form == MentionForm::Description;
    if !is_place && !is_noun || mention.tokens.1 + 2 < who {
        return None;
    }
    let named = near.clone().find(|at| {
        let name = scene.mentions.get(*at);
        let is_apposed = name.is_some_and(|name| is_apposed(scene, name, who));
        let is_person = referent(*at)
            .and_then(Referent::entity)
            .and_then(|entity| scene.entities.get(entity))
            .is_some_and(Entity::is_person_like);
        is_apposed && is_person
    });
    // "The mayor of Basel, who".
    let governor = || {
        let before = mention.lead.checked_sub(2).filter(|_| is_place)?;
        near.clone().find(|at| {
            scene.mentions.get(*at).is_some_and(|noun| {
                noun.tokens.1 == before
                    && noun.sort == MentionSort::Person
                    && noun.is_free_description()
            })
        })
    };
    referent(named.or_else(governor)?)
}

/// Returns `true` for a name that says where somebody is, though it may be a given name as well: "from Basel", "in Jordan".
fn is_where(scene: &Scene<'_>, mention: &Mention) -> bool {
    let preposition = scene.tokens.before(mention.lead, 1);
    preposition.is_some_and(|token| token.is_any(&["from", "in", "at", "near"]))
}

/// Returns `true` for a name between which and "who" a phrase between commas says what its bearer is.
fn is_apposed(scene: &Scene<'_>, name: &Mention, who: usize) -> bool {
    let token = |at: usize| scene.token(at);
    let is_comma = |at: usize| token(at).is_some_and(|token| token.kind == TokenKind::Comma);
    let start = start_of_apposition(scene, name.tokens.1 + 1);
    let end = who.saturating_sub(1);
    let is_free = name.form == MentionForm::Name && !name.is_possessive && !name.is_modifier;
    let is_bounded = is_comma(name.tokens.1 + 1) && is_comma(end) && start < end;
    is_free
        && is_bounded
        && end - start <= LONGEST_APPOSITION
        && token(start).is_some_and(opens_apposition)
        && (start..end).all(|at| token(at).is_some_and(|token| is_inside(scene, token, who)))
}

/// Returns the first token of what follows a name and the comma at `comma`, behind an age or an honour: "Bell, QC, a".
fn start_of_apposition(scene: &Scene<'_>, comma: usize) -> usize {
    let is_short = scene.token(comma + 1).is_some_and(|token| {
        token.kind == TokenKind::Number
            || token.has_class(WordClass::Suffix)
            || token.gives(Clue::Honour)
    });
    let closes = scene.token(comma + 2);
    if is_short && closes.is_some_and(|token| token.kind == TokenKind::Comma) {
        comma + 3
    } else {
        comma + 1
    }
}

/// Returns `true` for a word that begins what somebody is: "a dealer", "then ambassador", "his rival".
fn opens_apposition(token: &TextToken) -> bool {
    matches!(
        token.class,
        WordClass::Determiner | WordClass::Possessive | WordClass::Adverb | WordClass::Person
    ) && !token.is_capital()
}

/// Returns `true` for a token that no clause begins or ends with.
fn is_inside(scene: &Scene<'_>, token: &TextToken, who: usize) -> bool {
    let is_clause = matches!(
        token.class,
        WordClass::Auxiliary
            | WordClass::Relative
            | WordClass::Subject
            | WordClass::Object
            | WordClass::That
            | WordClass::Subordinator
            | WordClass::Conjunction
    );
    let is_same = scene
        .token(who)
        .is_some_and(|who| who.sentence() == token.sentence());
    is_same
        && matches!(token.kind, TokenKind::Word | TokenKind::Number)
        && token.is_unquoted()
        && !token.gives(Clue::Past)
        && !is_clause
}
