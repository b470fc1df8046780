//! Finds the turns of an interview or a transcript: "Q: …", "RUIZ: …", "Ana Ruiz: …".

use super::scene::Paragraph;
use crate::article::{BlockKind, TextRange};

/// The longest label before a turn, in bytes.
const LONGEST_LABEL: usize = 40;

/// Fewer words than these are no turn worth a quote.
const FEWEST_WORDS: usize = 8;

/// A label is a turn's only when at least so many paragraphs of the article have one.
const FEWEST_TURNS: usize = 2;

/// Returns for each paragraph the words of its turn, if it is one.
pub(super) fn find(text: &str, paragraphs: &[Paragraph]) -> Vec<Option<TextRange>> {
    let turns: Vec<Option<TextRange>> = paragraphs
        .iter()
        .map(|paragraph| match paragraph.kind {
            BlockKind::Paragraph | BlockKind::ListItem(_) => after_label(text, paragraph.range),
            _ => None,
        })
        .collect();
    if turns.iter().flatten().count() < FEWEST_TURNS {
        return vec![None; paragraphs.len()];
    }
    turns
        .into_iter()
        .map(|turn| turn.filter(|turn| turn.of(text).split_whitespace().count() >= FEWEST_WORDS))
        .collect()
}

/// Returns what follows a label at the paragraph's start.
fn after_label(text: &str, paragraph: TextRange) -> Option<TextRange> {
    let words = paragraph.of(text);
    let (label, rest) = words.split_once(':')?;
    let is_short = label.len() <= LONGEST_LABEL && rest.starts_with(char::is_whitespace);
    if !is_short || !is_label(label.trim()) {
        return None;
    }
    let said = rest.trim_start();
    let start = paragraph.end - said.len();
    (!said.is_empty() && !said.starts_with(['"', '“', '‘', '\'', '«', '„']))
        .then(|| TextRange::new(start, paragraph.end))
}

/// Says whether words are who speaks in a transcript: a letter of "Q and A", or capitals throughout.
fn is_label(label: &str) -> bool {
    let has_letter = label.chars().any(char::is_alphabetic);
    let is_shouted = !label.chars().any(char::is_lowercase);
    has_letter && is_shouted && label.split_whitespace().count() <= 4
}
