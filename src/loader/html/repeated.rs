//! Detects repetitions of the story's text: pull quotes, captions under two pictures, paragraphs printed twice.

use std::collections::HashSet;

use memchr::memmem;

use super::writer::WrittenPassage;
use crate::article::BlockKind;
use crate::loader::left_out::letters_and_digits;
use crate::loader::passage::DraftPassage;

/// The passages that repeat others.
#[derive(Debug)]
pub(super) struct RepeatedPassages {
    /// The letters of the passages that were seen.
    seen: HashSet<String>,
    /// The letters of pull quotes, whose text occurs in longer passages.
    pulled: HashSet<String>,
    /// The letters of passages that are in a second copy of the story, cut in other places.
    copied: HashSet<String>,
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
        let copied = second_copy(&passages);
        let first: Vec<&str> = passages
            .iter()
            .map(|letters| {
                if copied.contains(letters) {
                    ""
                } else {
                    letters.as_str()
                }
            })
            .collect();
        let story = first.join("\n");
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
            copied,
        }
    }

    /// Returns `true` if a passage repeats one before it, or a part of any other.
    pub(super) fn is_repeat(&mut self, passage: &DraftPassage<'_>) -> bool {
        if passage.text.len() < Self::SHORTEST {
            return false;
        }
        let letters = letters_and_digits(&passage.text);
        self.pulled.contains(&letters)
            || self.copied.contains(&letters)
            || !self.seen.insert(letters)
    }
}

/// Returns the letters of the passages that tell the story once more, as what is read aloud does, with other breaks.
fn second_copy(passages: &[String]) -> HashSet<String> {
    const BEGINNING: usize = 40;
    const SHORTEST: usize = 20;
    let story = passages.concat();
    // A copy begins as the story does.
    let begins = |letters: &&String| letters.len() >= BEGINNING * 2;
    let Some(beginning) = passages.iter().find(begins).and_then(|letters| {
        letters
            .char_indices()
            .nth(BEGINNING)
            .and_then(|(at, _)| letters.get(..at))
    }) else {
        return HashSet::new();
    };
    let finder = memmem::Finder::new(beginning);
    let Some(second) = finder.find_iter(story.as_bytes()).nth(1) else {
        return HashSet::new();
    };
    let mut start = 0;
    let mut copied = HashSet::new();
    for letters in passages {
        let is_below = start >= second;
        let above = story.as_bytes().get(..second).unwrap_or_default();
        // A passage that is whole in both is told from its first print by nothing, and found as a repetition.
        if is_below
            && letters.len() >= SHORTEST
            && copied.len() < RepeatedPassages::MOST_PULLED
            && memmem::find(above, letters.as_bytes()).is_some()
            && !passages
                .iter()
                .take_while(|other| !std::ptr::eq(*other, letters))
                .any(|other| other == letters)
        {
            copied.insert(letters.clone());
        }
        start += letters.len();
    }
    copied
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
