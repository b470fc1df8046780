//! How a clause is joined to the one before.

use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::TokenKind;
use crate::quotes::model::word_class::Clue;

/// How a clause with a subject of its own is joined to the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClauseJoint {
    /// It is surely no part of the one before.
    Certain,
    /// It may be part of the one before.
    Possible,
}

/// Returns how the clause that begins with the mention `subject` is joined to the one before; `None` if nothing joins
/// it.
pub(crate) fn clause_joint(scene: &Scene<'_>, subject: usize) -> Option<ClauseJoint> {
    let lead = scene.mentions.get(subject)?.lead;
    let before = scene.tokens.before(lead, 1)?;
    if before.kind == TokenKind::Semicolon {
        return Some(ClauseJoint::Certain);
    }
    let comma = scene.tokens.before(lead, 2)?;
    let is_parted = before.gives(Clue::Separates);
    // "…, and Bell said" is a clause of its own; "friends and Bell said" may be one subject.
    let is_apart = is_parted || comma.kind == TokenKind::Comma || !comma.is_unquoted();
    let joint = if is_apart {
        ClauseJoint::Certain
    } else {
        ClauseJoint::Possible
    };
    (is_parted || before.gives(Clue::Joins)).then_some(joint)
}
