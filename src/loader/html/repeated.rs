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
    /// The most bytes of a page that are searched, counted once for each search: a story of a usual length is searched
    /// for all of its passages, a book for hundreds.
    const MOST_SEARCHED: usize = 256 * 1024 * 1024;

    /// Looks for what repeats words in the passages of a page.
    pub(super) fn from_passages(written: &[WrittenPassage]) -> Self {
        Self::find_repeated(written, &mut SearchBudget::new(Self::MOST_SEARCHED))
    }

    /// Looks for what repeats words in the passages of a page, within a budget.
    fn find_repeated(written: &[WrittenPassage], budget: &mut SearchBudget) -> Self {
        let passages: Vec<String> = written
            .iter()
            .map(|written| letters_and_digits(&written.passage.text))
            .collect();
        let copied = second_copy(&passages, budget);
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
        let mut is_pulled = |(written, letters): &(&WrittenPassage, &String)| {
            let is_candidate = matches!(
                written.passage.kind,
                None | Some(BlockKind::BlockQuote | BlockKind::Caption | BlockKind::Heading(_))
            );
            is_candidate
                && (Self::SHORTEST..=Self::LONGEST_PULLED).contains(&letters.len())
                && budget.allows_search(&story)
                && is_within_another(letters, &story)
        };
        let candidates = written.iter().zip(&passages);
        let pulled = candidates
            .filter(|candidate| is_pulled(candidate))
            .map(|(_, letters)| letters.clone())
            .collect();
        Self {
            seen: HashSet::new(),
            pulled,
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

/// How much may still be searched: every passage may be searched for in all the others, which takes a hostile page hours.
#[derive(Debug)]
struct SearchBudget {
    bytes: usize,
}

impl SearchBudget {
    const fn new(bytes: usize) -> Self {
        Self { bytes }
    }

    /// Takes a search through `text` out of the budget; returns `true` if that much was left.
    fn allows_search(&mut self, text: &str) -> bool {
        let left = self.bytes.checked_sub(text.len());
        self.bytes = left.unwrap_or_default();
        left.is_some()
    }
}

/// Returns the letters of the passages that tell the story once more, as what is read aloud does, with other breaks.
fn second_copy(passages: &[String], budget: &mut SearchBudget) -> HashSet<String> {
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
    let Some((above, _)) = story.split_at_checked(second) else {
        return HashSet::new();
    };
    let mut start = 0;
    let mut printed = HashSet::new();
    let mut copied = HashSet::new();
    for letters in passages {
        // A passage that is whole in both is told from its first print by nothing, and found as a repetition.
        let is_new = printed.insert(letters);
        if start >= second
            && letters.len() >= SHORTEST
            && is_new
            && budget.allows_search(above)
            && memmem::find(above.as_bytes(), letters.as_bytes()).is_some()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn written(texts: impl Iterator<Item = String>) -> Vec<WrittenPassage> {
        let html: String = texts.map(|text| format!("<p>{text}</p>")).collect();
        let page = super::super::tree::HtmlPage::parse(&html);
        super::super::writer::write_passages(&page, &vec![false; page.nodes.len()])
    }

    #[test]
    fn a_pull_quote_repeats_the_story_however_far_down_it_is() {
        let pulled = "the ferry has never once been late in all the years";
        let story = (0..300).map(|number| {
            format!(
                "Crossing {number} was no different from those before, and {pulled} that it ran."
            )
        });
        let passages = written(story.chain([pulled.to_owned()]));
        let mut repeated = RepeatedPassages::from_passages(&passages);
        let last = passages.last().unwrap();
        assert!(repeated.is_repeat(&last.passage));
        assert!(!repeated.is_repeat(&passages[0].passage));
    }

    #[test]
    fn searches_end_with_their_budget() {
        let beginning =
            "The ferry stopped for good on Monday and nobody on the island was told, ".repeat(2);
        let texts = (0..400).map(|number| match number % 2 {
            0 => format!("{beginning} {number}"),
            _ => format!("Something else altogether is said in number {number}"),
        });
        let passages = written(texts);
        let story: usize = passages
            .iter()
            .map(|written| written.passage.text.len())
            .sum();
        let mut budget = SearchBudget::new(story * 5);
        RepeatedPassages::find_repeated(&passages, &mut budget);
        assert_eq!(budget.bytes, 0);
    }
}
