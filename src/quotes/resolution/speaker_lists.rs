//! Lists of speakers: the members before and behind a mention, with the asides that describe them between.

use crate::quotes::model::cue::CueLink;
use crate::quotes::model::mention::{Mention, MentionForm};
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::model::word_class::WordClass;
use crate::quotes::resolution::joint_speakers::{MOST, can_speak_together, is_determined};

/// How many mentions back or on the next of those who speak together may be.
const REACH: usize = 4;

/// How many tokens may be between a passive cue and its agent behind the quote.
const LONGEST_QUOTE: usize = 46;

/// How many tokens of a place or a parenthesis may be behind a name.
const LONGEST_ASIDE: usize = 10;

/// Returns the mentions that conjunctions and commas join before the one at `index`, the nearest first.
pub(super) fn list_before(scene: &Scene<'_>, index: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut here = index;
    while found.len() < MOST {
        let Some(before) = member_before(scene, here, found.is_empty()) else {
            break;
        };
        found.push(before);
        here = before;
    }
    found
}

/// What joins a member of a list to the one before it.
struct ListJoint<'a> {
    /// The member, or the description that its name is between commas behind.
    member: &'a Mention,
    /// The "and" or the comma.
    joiner: &'a TextToken,
    /// The last token before the joiner.
    end: usize,
}

impl<'a> ListJoint<'a> {
    /// Returns the joint before the member at `index`.
    fn before(scene: &'a Scene<'_>, index: usize, is_last: bool) -> Option<Self> {
        let member = scene.mentions.get(index)?;
        let mut joiner = scene.tokens.before(member.lead, 1)?;
        let mut end = member.lead.checked_sub(2)?;
        // "Ruiz and her brother Ed said".
        if joiner.has_class(WordClass::Possessive) {
            joiner = scene.tokens.before(member.lead, 2)?;
            end = end.checked_sub(1)?;
        }
        // "Ruiz and her husband, Ed Bell, said".
        let closes = scene.tokens.after(member.tokens.1, 1);
        if is_last
            && joiner.kind == TokenKind::Comma
            && closes.is_some_and(|token| token.kind == TokenKind::Comma)
            && let Some(described) = mention_ending_at(scene, index, end)
                .and_then(|at| scene.mentions.get(at))
                .filter(|described| {
                    described.form == MentionForm::Description && is_determined(scene, described)
                })
        {
            return Some(Self {
                member: described,
                joiner: scene.tokens.before(described.lead, 1)?,
                end: described.lead.checked_sub(2)?,
            });
        }
        Some(Self {
            member,
            joiner,
            end,
        })
    }
}

/// Returns the mention joined before the one at `index`: by "and" if it is the `last` of the list, else by a comma.
fn member_before(scene: &Scene<'_>, index: usize, is_last: bool) -> Option<usize> {
    let ListJoint {
        member,
        joiner,
        mut end,
    } = ListJoint::before(scene, index, is_last)?;
    let is_joined = if is_last {
        is_and(joiner)
    } else {
        joiner.kind == TokenKind::Comma && joiner.is_unquoted()
    };
    let is_same = scene.token(end)?.sentence() == joiner.sentence();
    if !is_joined || !is_same || !joiner.is_unquoted() {
        return None;
    }
    // "A, B, and C".
    let is_serial = is_last && scene.token(end)?.kind == TokenKind::Comma;
    if is_serial {
        end = end.checked_sub(1)?;
    }
    let found = mention_ending_at(scene, index, end)?;
    let found = head_of_aside(scene, found, is_serial).unwrap_or(found);
    let mention = scene.mentions.get(found)?;
    // Names are joined with names; "Ruiz, a baker, and Bell" has an aside between.
    let fits = is_last && !is_serial || mention.form == member.form;
    (fits && can_speak_together(scene, mention) && !is_governed_inside(scene, found))
        .then_some(found)
}

/// Returns `true` for "and" outside the quotes.
fn is_and(token: &TextToken) -> bool {
    token.is_any(&["and", "&"]) && token.is_unquoted()
}

/// Returns the mention before `index` that ends at the token `end`, an age or brackets behind it left out: "Ruiz (D)",
/// "Ruiz, 41,".
fn mention_ending_at(scene: &Scene<'_>, index: usize, end: usize) -> Option<usize> {
    let mut end = end;
    let last = scene.token(end)?;
    if last.kind == TokenKind::Closing {
        let opening = (end.saturating_sub(LONGEST_ASIDE)..end).rev().find(|at| {
            let token = scene.token(*at);
            token.is_some_and(|token| token.kind == TokenKind::Opening)
        })?;
        end = opening.checked_sub(1)?;
    } else if last.kind == TokenKind::Number
        && scene.tokens.before(end, 1)?.kind == TokenKind::Comma
    {
        end = end.checked_sub(2)?;
    }
    let near = index.saturating_sub(REACH)..index;
    near.rev().find(|at| {
        let mention = scene.mentions.get(*at);
        mention.is_some_and(|mention| mention.tokens.1 == end)
    })
}

/// Returns whom an aside that ends with the mention at `index` belongs to: Ruiz in "Ruiz of Harrow" and, where a comma
/// follows, in "Ruiz, a baker,".
fn head_of_aside(scene: &Scene<'_>, index: usize, is_serial: bool) -> Option<usize> {
    let mention = scene.mentions.get(index)?;
    let before = scene.tokens.before(mention.lead, 1)?;
    let ends = |at: usize| mention_ending_at(scene, index, at);
    if before.has_class(WordClass::Preposition) {
        let head = ends(mention.lead.checked_sub(2)?)?;
        return Some(head_of_aside(scene, head, is_serial).unwrap_or(head));
    }
    if is_serial && before.kind == TokenKind::Comma && mention.form == MentionForm::Description {
        let head = ends(mention.lead.checked_sub(2)?)?;
        let is_name = scene.mentions.get(head)?.form == MentionForm::Name;
        return is_name.then_some(head);
    }
    None
}

/// Returns `true` if a preposition or a possessor governs a mention, as in "a friend of Ruiz and Bell said", but not in
/// "a letter signed by Ruiz and Bell said".
fn is_governed_inside(scene: &Scene<'_>, index: usize) -> bool {
    let Some(mention) = scene.mentions.get(index) else {
        return true;
    };
    let before = scene.tokens.before(mention.lead, 1);
    before.is_some_and(|before| {
        let is_agent = before.is_any(&["by"]);
        before.has_class(WordClass::Preposition) && !is_agent
            || before.has_class(WordClass::Possessive)
    })
}

/// Returns `true` if what comes before a mention shows that it is the subject of a clause, not the object of a verb, as
/// in "met Ruiz and Bell said".
pub(super) fn begins_clause(scene: &Scene<'_>, first: usize) -> bool {
    let Some(mention) = scene.mentions.get(first) else {
        return false;
    };
    let sentence = scene.token(mention.lead).map(TextToken::sentence);
    let before = scene.tokens.before(mention.lead, 1);
    before.is_none_or(|before| {
        let begins = Some(before.sentence()) != sentence
            || !before.is_unquoted()
            || before.kind != TokenKind::Word;
        let is_cue = before.entry.cue.is_some() && !before.entry.takes_person;
        let joins = matches!(
            before.class,
            WordClass::That
                | WordClass::Conjunction
                | WordClass::Subordinator
                | WordClass::Adverb
                | WordClass::Determiner
                | WordClass::Object
        ) || before.is_any(&["by"]);
        begins || is_cue || joins
    })
}

/// Returns `true` if a list of those who speak may follow a mention: it comes after its cue, or names who an agent is.
pub(super) fn is_followed_by_list(scene: &Scene<'_>, index: usize) -> bool {
    let Some(mention) = scene.mentions.get(index) else {
        return false;
    };
    let first = scene
        .cues
        .partition_point(|cue| cue.token < mention.lead.saturating_sub(LONGEST_QUOTE));
    scene
        .cues
        .iter()
        .skip(first)
        .take_while(|cue| cue.token < mention.lead)
        .any(|cue| cue.subject == index && matches!(cue.link, CueLink::Inverted | CueLink::Agent))
}

/// Returns the mentions that commas and a last "and" join behind the one at `index`; none if no "and" ends the list.
pub(super) fn list_after(scene: &Scene<'_>, index: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut here = index;
    while found.len() < MOST {
        let Some((next, is_last)) = member_after(scene, here) else {
            return Vec::new();
        };
        found.push(next);
        if is_last {
            let ends = scene
                .mentions
                .get(next)
                .is_some_and(|last| has_no_verb(scene, last));
            return if ends { found } else { Vec::new() };
        }
        here = next;
    }
    Vec::new()
}

/// Returns the mention joined behind the one at `index`, and whether "and" joins it.
pub(super) fn member_after(scene: &Scene<'_>, index: usize) -> Option<(usize, bool)> {
    let member = scene.mentions.get(index)?;
    let mut at = end_of_aside(scene, index);
    let has_description = is_described_aside(scene, member, at);
    let is_apart = scene.tokens.after(at, 1)?.kind == TokenKind::Comma;
    // "Ruiz, a baker and mother": what a comma does not set apart is part of the aside.
    if has_description && !is_apart {
        return None;
    }
    at += usize::from(is_apart);
    let is_last = is_and(scene.tokens.after(at, 1)?);
    if is_last {
        at += 1;
    } else if !is_apart {
        return None;
    }
    let near = index + 1..(index + 1 + REACH + REACH).min(scene.mentions.len());
    let found = near.into_iter().find(|next| {
        let next = scene.mentions.get(*next);
        next.is_some_and(|next| {
            // "Ruiz and her brother Ed".
            let owner = scene.token(at + 1);
            let is_owned = owner.is_some_and(|owner| owner.has_class(WordClass::Possessive))
                && next.lead == at + 2
                && next.lead < next.tokens.0;
            (next.lead == at + 1 || is_owned && is_last) && can_speak_together(scene, next)
        })
    })?;
    let other = scene.mentions.get(found)?;
    // "Ruiz, the Harrow and Kent chair": an article begins an aside, no list.
    let is_alike =
        other.form == member.form && is_determined(scene, other) == is_determined(scene, member);
    let is_whole = other.form != MentionForm::Description || is_determined(scene, other);
    (is_alike || is_last && is_whole).then_some((found, is_last))
}

/// Returns `true` if the aside of a mention that ends at the token `end` is a description.
fn is_described_aside(scene: &Scene<'_>, mention: &Mention, end: usize) -> bool {
    let comma = scene.tokens.after(mention.tokens.1, 1);
    let last = scene.token(end);
    end > mention.tokens.1
        && comma.is_some_and(|token| token.kind == TokenKind::Comma)
        && last.is_some_and(|token| token.kind == TokenKind::Word)
}

/// Returns the last token of what is said of a mention right behind it: "Ruiz, a baker", "Ruiz, 41", "Ruiz of Harrow".
fn end_of_aside(scene: &Scene<'_>, index: usize) -> usize {
    let Some(mention) = scene.mentions.get(index) else {
        return 0;
    };
    let end = mention.tokens.1;
    let kind = |steps: usize| scene.tokens.after(end, steps).map(|token| token.kind);
    if kind(1) == Some(TokenKind::Comma)
        && kind(2) == Some(TokenKind::Number)
        && kind(3) == Some(TokenKind::Comma)
    {
        return end + 2;
    }
    let next = scene.tokens.after(end, 1);
    let is_of = next.is_some_and(|next| next.has_class(WordClass::Preposition));
    // "Ruiz, of Harrow, and Bell, of Ebbing".
    let is_apart = kind(1) == Some(TokenKind::Comma)
        && scene
            .tokens
            .after(end, 2)
            .is_some_and(|token| token.is_any(&["of", "from"]))
        && mention.form == MentionForm::Name;
    let is_aside = |other: &Mention| {
        let is_described = kind(1) == Some(TokenKind::Comma)
            && mention.form == MentionForm::Name
            && other.form == MentionForm::Description;
        let closes = scene.tokens.after(other.tokens.1, 1);
        let is_place = is_apart
            && other.lead == end + 3
            && closes.is_some_and(|token| token.kind == TokenKind::Comma);
        other.lead == end + 2 && (is_of || is_described) || is_place
    };
    let near = index + 1..(index + 1 + REACH).min(scene.mentions.len());
    near.filter_map(|at| scene.mentions.get(at))
        .find(|other| is_aside(other))
        .map_or(end, |other| other.tokens.1)
}

/// Returns `true` if no verb follows the last of a list: "said Ruiz and Bell on Monday", but not "said Ruiz and Bell
/// nodded".
fn has_no_verb(scene: &Scene<'_>, last: &Mention) -> bool {
    let end = last.tokens.1;
    let sentence = scene.token(end).map(TextToken::sentence);
    scene.tokens.after(end, 1).is_none_or(|next| {
        let is_verb = matches!(
            next.class,
            WordClass::Unknown | WordClass::Auxiliary | WordClass::Adverb
        ) && next.kind == TokenKind::Word
            && next.is_unquoted();
        Some(next.sentence()) != sentence || !is_verb
    })
}
