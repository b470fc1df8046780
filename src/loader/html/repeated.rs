//! Detects repetitions of the story's text: pull quotes, captions under two pictures, paragraphs printed twice.

use std::collections::HashSet;

use memchr::memmem;

use super::strip::letters_and_digits;
use super::writer::WrittenPassage;
use crate::article::BlockKind;
use crate::loader::passage::DraftPassage;

/// The passages that repeat others.
#[derive(Debug)]
pub(super) struct RepeatedPassages {
    /// The letters of the passages that were seen.
    seen: HashSet<String>,
    /// The letters of pull quotes, whose text occurs in longer passages.
    pulled: HashSet<String>,
}

impl RepeatedPassages {
    /// What is shorter may well be said twice.
    const SHORTEST: usize = 40;
    /// What is longer is no pull quote, in letters.
    const LONGEST_PULLED: usize = 240;
    /// The most passages that are searched for in others.
    const MOST_PULLED: usize = 200;

    /// Looks for what repeats words in the passages of a page.
    pub(super) fn from_passages(written: &[WrittenPassage]) -> Self {
        let passages: Vec<String> = written
            .iter()
            .map(|written| letters_and_digits(&written.passage.text))
            .collect();
        let story = passages.join("\n");
        let is_pulled = |(written, letters): &(&WrittenPassage, &String)| {
            let is_candidate = matches!(
                written.passage.kind,
                None | Some(BlockKind::BlockQuote | BlockKind::Caption | BlockKind::Heading(_))
            );
            is_candidate
                && (Self::SHORTEST..=Self::LONGEST_PULLED).contains(&letters.len())
                && is_within_another(letters, &story)
        };
        // Each candidate is a search through the whole story.
        let candidates = written.iter().zip(&passages).take(Self::MOST_PULLED);
        let pulled = candidates
            .filter(is_pulled)
            .map(|(_, letters)| letters.clone());
        Self {
            seen: HashSet::new(),
            pulled: pulled.collect(),
        }
    }

    /// Returns `true` if a passage repeats one before it, or a part of any other.
    pub(super) fn is_repeat(&mut self, passage: &DraftPassage<'_>) -> bool {
        if passage.text.len() < Self::SHORTEST {
            return false;
        }
        let letters = letters_and_digits(&passage.text);
        self.pulled.contains(&letters) || !self.seen.insert(letters)
    }
}

/// Returns `true` if `story`, which has one passage per line, contains `letters` as a part of a longer line.
fn is_within_another(letters: &str, story: &str) -> bool {
    let story = story.as_bytes();
    let is_part = |start: usize| {
        let before = start.checked_sub(1).and_then(|before| story.get(before));
        let after = story.get(start + letters.len());
        [before, after]
            .into_iter()
            .flatten()
            .any(|byte| *byte != b'\n')
    };
    memmem::find_iter(story, letters.as_bytes()).any(is_part)
}
