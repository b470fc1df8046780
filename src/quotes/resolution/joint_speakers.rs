//! Finds those who speak together: "Anna Holt and Ben Pryor said", "said A, B and C", "according to A and B".

use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::model::word_class::{Clue, WordClass};
use crate::quotes::resolution::predicates;
use crate::quotes::resolution::speaker_lists::{
    begins_clause, is_followed_by_list, list_after, list_before, member_after,
};

/// The most speakers of one quote.
pub(super) const MOST: usize = 8;

/// How many paragraphs before "they" those it refers to may have spoken.
const NEAR: usize = 2;

/// Returns the mentions of those who speak together with the mention at `index`, itself included, in order; one alone
/// if it is the subject of no cue or nobody is joined to it.
pub(crate) fn find_joint_mentions(scene: &Scene<'_>, index: usize) -> Vec<usize> {
    let alone = vec![index];
    let can_join = |mention: &Mention| can_speak_together(scene, mention);
    let is_subject = scene.is_subject(index) || is_followed_by_list(scene, index);
    if !is_subject && let Some(joint) = find_list_of_first(scene, index) {
        return joint;
    }
    if !is_subject || !scene.mentions.get(index).is_some_and(can_join) {
        return alone;
    }
    let mut joint = list_before(scene, index);
    if let Some(first) = joint.first() {
        if is_one_phrase(scene, *first, index) {
            return vec![*first];
        }
        if is_role_of(scene, *first, index) {
            return alone;
        }
    }
    joint.reverse();
    joint.push(index);
    if joint.len() > 1 {
        let is_clause = joint
            .first()
            .is_some_and(|first| begins_clause(scene, *first));
        return if is_clause { joint } else { alone };
    }
    if let Some(named) = list_in_apposition(scene, index) {
        return named;
    }
    if is_followed_by_list(scene, index) {
        joint.extend(list_after(scene, index));
    }
    match joint.as_slice() {
        [first, second] if is_role_of(scene, *first, *second) => vec![*second],
        _ => joint,
    }
}

/// Returns those who speak together where the mention at `index` is not the last of them, before the verb: Ruiz in "Ruiz
/// and Bell wrote".
fn find_list_of_first(scene: &Scene<'_>, index: usize) -> Option<Vec<usize>> {
    let mut here = index;
    for _ in 0..MOST {
        let (next, is_last) = member_after(scene, here)?;
        if is_last {
            // Only the last of them has the verb behind it.
            let joint = scene
                .is_subject(next)
                .then(|| find_joint_mentions(scene, next))?;
            return joint.contains(&index).then_some(joint);
        }
        here = next;
    }
    None
}

/// Returns `true` if two descriptions share their determiner or have none, and so are one: "the delegate and activist",
/// "parents and teachers".
fn is_one_phrase(scene: &Scene<'_>, first: usize, second: usize) -> bool {
    let (Some(first), Some(second)) = (scene.mentions.get(first), scene.mentions.get(second))
    else {
        return false;
    };
    let are_described = first.form == MentionForm::Description && second.form == first.form;
    are_described && !is_determined(scene, second) && first.tokens.1 + 2 == second.lead
}

/// Returns `true` if the first of two mentions only says what the second is: "President and Chair Ana Ruiz", "her friend
/// and fellow baker Ana Ruiz", "Fools and Horses star Ana Ruiz".
fn is_role_of(scene: &Scene<'_>, first: usize, second: usize) -> bool {
    let (Some(first), Some(second)) = (scene.mentions.get(first), scene.mentions.get(second))
    else {
        return false;
    };
    let last = scene.token(first.tokens.1);
    let is_office = last.is_some_and(|token| {
        let is_noun = token.has_class(WordClass::Person) || token.has_class(WordClass::Title);
        is_noun && !predicates::is_plural_noun(scene, token)
    });
    let has_role = (second.lead..second.tokens.0)
        .filter_map(|at| scene.token(at))
        .any(|token| !token.has_class(WordClass::Title));
    let adjoins = first.tokens.1 + 2 == second.lead;
    let is_bare = match first.form {
        // "Former Hull City and England striker Ana Ruiz".
        MentionForm::Name => {
            let opens = scene.token(first.tokens.0);
            first.tokens.0 == first.tokens.1
                || opens.is_some_and(|token| token.gives(Clue::OtherOffice))
        }
        MentionForm::Description => true,
        MentionForm::Pronoun => false,
    };
    let is_name = second.form == MentionForm::Name;
    let is_bare_office = is_office && !is_determined(scene, first);
    is_name && adjoins && (is_bare_office || is_bare && has_role && !is_determined(scene, second))
}

/// Returns `true` if an article, a pronoun or a possessor begins a mention.
pub(super) fn is_determined(scene: &Scene<'_>, mention: &Mention) -> bool {
    let begins = |at: usize| {
        scene.token(at).is_some_and(|token| {
            token.is_possessive
                || matches!(token.class, WordClass::Determiner | WordClass::Possessive)
        })
    };
    begins(mention.lead) || begins(mention.tokens.0)
}

/// Returns the names between commas behind a description of several: "his parents, Ana Ruiz and Ed Bell, said".
fn list_in_apposition(scene: &Scene<'_>, index: usize) -> Option<Vec<usize>> {
    let described = scene.mentions.get(index)?;
    let comma = scene.tokens.after(described.tokens.1, 1)?;
    let first = index + 1;
    let name = scene.mentions.get(first)?;
    let is_named = described.form == MentionForm::Description
        && comma.kind == TokenKind::Comma
        && name.form == MentionForm::Name
        && name.lead == described.tokens.1 + 2;
    let mut named = vec![first];
    named.extend(list_after(scene, first));
    let last = scene.mentions.get(*named.last()?)?;
    let closes = scene.tokens.after(last.tokens.1, 1)?.kind;
    let is_closed = matches!(closes, TokenKind::Comma | TokenKind::Stop);
    (is_named && named.len() > 1 && is_closed).then_some(named)
}

/// Returns the mentions that are the subject of the sentence before "they" at `index`, if they are several: "Ana Ruiz
/// and Ed Bell ran the yard. “We sold it,” they said."
pub(crate) fn find_joint_subject(scene: &Scene<'_>, index: usize) -> Option<Vec<usize>> {
    let here = scene.token_of(index).filter(|_| is_they(scene, index))?;
    let first = scene.mentions.partition_point(|mention| {
        mention.tokens.0 < scene.tokens.of_paragraph(here.paragraph()).start
    });
    let told = |at: &usize| {
        let mention = scene.mentions.get(*at)?;
        let token = scene.token(mention.tokens.0)?;
        (!mention.is_quoted && token.sentence() < here.sentence()).then_some(token.sentence())
    };
    let sentence = (first..index).rev().find_map(|at| told(&at))?;
    let of_sentence = (first..index).filter(|at| told(at) == Some(sentence));
    of_sentence.take(MOST).find_map(|last| {
        let mut joint = list_before(scene, last);
        joint.reverse();
        let first = *joint.first()?;
        let is_clause = opens_sentence(scene, first) && begins_clause(scene, first);
        // "Owners and lawyers" is one description.
        if !is_one_phrase(scene, first, last) {
            joint.push(last);
        }
        let has_verb = || {
            let end = scene.mentions.get(last)?.tokens.1;
            let next = scene.tokens.after(end, 1)?;
            Some(next.kind == TokenKind::Word && !next.has_class(WordClass::Preposition))
        };
        (is_clause && has_verb()?).then_some(joint)
    })
}

/// Returns `true` if a sentence begins with a mention, or with words that tell when it was or who is named: "On Monday
/// Ana Ruiz", "Twin sisters Petra".
fn opens_sentence(scene: &Scene<'_>, index: usize) -> bool {
    let Some(mention) = scene.mentions.get(index) else {
        return false;
    };
    let sentence = scene.token(mention.lead).map(TextToken::sentence);
    (1..)
        .map_while(|steps| scene.tokens.before(mention.lead, steps))
        .take_while(|before| Some(before.sentence()) == sentence)
        .all(|before| {
            before.kind == TokenKind::Comma
                || matches!(
                    before.class,
                    WordClass::Person
                        | WordClass::Title
                        | WordClass::Determiner
                        | WordClass::Possessive
                        | WordClass::Conjunction
                        | WordClass::Adverb
                        | WordClass::Preposition
                        | WordClass::Calendar
                )
        })
}

fn is_they(scene: &Scene<'_>, index: usize) -> bool {
    let token = scene.token_of(index);
    token.is_some_and(|token| token.is_any(&["they"]))
}

/// Returns the mentions that "they" at `index` refers to: those who spoke together last, not far before.
pub(crate) fn find_joint_antecedent(scene: &Scene<'_>, index: usize) -> Option<Vec<usize>> {
    let here = scene.token_of(index).filter(|_| is_they(scene, index))?;
    let end = scene.cues.partition_point(|cue| {
        scene
            .token(cue.token)
            .is_some_and(|token| token.range().end <= here.range().start)
    });
    let before = scene.cues.get(..end)?.iter().rev().take(MOST);
    let last = before
        .take_while(|cue| {
            let token = scene.token(cue.token);
            token.is_some_and(|token| token.paragraph() + NEAR >= here.paragraph())
        })
        .find(|cue| !is_they(scene, cue.subject) && cue.subject != index)?;
    let joint = find_joint_mentions(scene, last.subject);
    (joint.len() > 1).then_some(joint)
}

/// Returns `true` if a mention is somebody, or several, who can be one of those that speak.
pub(super) fn can_speak_together(scene: &Scene<'_>, mention: &Mention) -> bool {
    let is_whole = !mention.is_quoted && !mention.is_possessive && !mention.is_modifier;
    is_whole
        && match mention.form {
            MentionForm::Name => mention.sort != MentionSort::Document,
            MentionForm::Description => matches!(
                mention.sort,
                MentionSort::Person | MentionSort::Organisation
            ),
            MentionForm::Pronoun => {
                let head = scene.token(mention.tokens.0);
                head.is_some_and(|head| head.has_class(WordClass::Subject) && !head.is_any(&["it"]))
            }
        }
}
