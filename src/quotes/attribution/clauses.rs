//! How clauses hang together: what joins one to the clause before.

use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::TokenKind;

/// Words that join a clause with a subject of its own to the one before.
const JOINS: &[&str] = &["and", "but", "though", "although", "yet"];

/// Words that part such a clause from it, also without a comma.
const PARTS: &[&str] = &[
    "while", "whereas", "after", "before", "as", "when", "because",
];

/// Says whether such a word, or a semicolon, begins a clause with a subject, and whether the clause is surely no part of
/// the one before.
pub(crate) fn clause_joint(scene: &Scene<'_>, subject: usize) -> Option<bool> {
    let lead = scene.mentions.get(subject)?.lead;
    let before = scene.tokens.before(lead, 1)?;
    if before.kind == TokenKind::Semicolon {
        return Some(true);
    }
    let comma = scene.tokens.before(lead, 2)?;
    let is_parted = before.is_any(PARTS);
    let is_apart = is_parted || comma.kind == TokenKind::Comma || !comma.is_told();
    (is_parted || before.is_any(JOINS)).then_some(is_apart)
}
