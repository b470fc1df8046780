//! Hits of what the reader looks for in the open article.

use crate::article::{Article, TextRange};
use crate::text::find::FindPattern;
use crate::text::fold::{CaseFolding, Folded};

/// The hits in one article, and the one the reader is at.
#[derive(Debug, Default)]
pub struct FindHits {
    folded: Option<Folded>,
    cased: Option<Folded>,
    typed: String,
    hits: Vec<TextRange>,
    current: Option<usize>,
    fault: Option<String>,
    /// Whether a search of the archive has found them.
    is_of_search: bool,
}

impl FindHits {
    /// Returns what was looked for.
    #[must_use]
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Returns the hits in the order of the text; they do not overlap.
    #[must_use]
    pub fn hits(&self) -> &[TextRange] {
        &self.hits
    }

    /// Returns the hits that share something with `range`, each with its number.
    pub fn hits_in(&self, range: TextRange) -> impl Iterator<Item = (usize, TextRange)> {
        let first = self.hits.partition_point(|hit| hit.end <= range.start);
        let from = self.hits.iter().copied().enumerate().skip(first);
        from.take_while(move |(_, hit)| hit.start < range.end)
    }

    /// Returns the number of the hit the reader is at, from 0.
    #[must_use]
    pub const fn current(&self) -> Option<usize> {
        self.current
    }

    /// Returns what is wrong with what was typed, in a sentence.
    #[must_use]
    pub fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    /// Returns `true` if anything is looked for.
    #[must_use]
    pub fn is_on(&self) -> bool {
        !self.typed.is_empty()
    }

    /// Finds what was typed and returns the first hit from the byte `from` on, or the first of all.
    pub fn find(&mut self, article: &Article, typed: &str, from: usize) -> Option<TextRange> {
        typed.clone_into(&mut self.typed);
        self.hits.clear();
        self.current = None;
        self.fault = None;
        self.is_of_search = false;
        if typed.is_empty() {
            return None;
        }
        match FindPattern::parse(typed) {
            Ok(pattern) => {
                self.hits = pattern.find_hits(self.folded(&article.text, pattern.case()));
                // Page furniture behind the story is no part of it.
                let end = article.story_end();
                self.hits.retain(|hit| hit.start < end);
            }
            Err(fault) => self.fault = Some(fault.to_string()),
        }
        let next = self.hits.partition_point(|hit| hit.start < from);
        self.go_to(if next < self.hits.len() { next } else { 0 })
    }

    /// Shows the hits of a search of the archive, and returns the first one from the byte `from` on.
    pub fn show_search_hits(
        &mut self,
        typed: &str,
        hits: Vec<TextRange>,
        from: usize,
    ) -> Option<TextRange> {
        self.clear();
        if hits.is_empty() {
            return None;
        }
        typed.clone_into(&mut self.typed);
        self.hits = hits;
        self.is_of_search = true;
        let next = self.hits.partition_point(|hit| hit.start < from);
        self.go_to(if next < self.hits.len() { next } else { 0 })
    }

    /// Returns `true` if the hits are those of a search of the archive, and not of this article alone.
    #[must_use]
    pub const fn is_of_search(&self) -> bool {
        self.is_of_search
    }

    /// Goes `by` hits on, around the ends.
    pub fn step_hit(&mut self, by: isize) -> Option<TextRange> {
        let count = isize::try_from(self.hits.len())
            .ok()
            .filter(|count| *count > 0)?;
        let current = isize::try_from(self.current?).ok()?;
        let number = (current + by % count).rem_euclid(count);
        self.go_to(number.unsigned_abs())
    }

    /// Forgets the hits.
    pub fn clear(&mut self) {
        self.typed.clear();
        self.hits.clear();
        self.current = None;
        self.fault = None;
        self.is_of_search = false;
    }

    /// Returns the text folded; each way of folding is done once.
    fn folded(&mut self, text: &str, case: CaseFolding) -> &Folded {
        let place = match case {
            CaseFolding::Folded => &mut self.folded,
            CaseFolding::Kept => &mut self.cased,
        };
        place.get_or_insert_with(|| Folded::with_case(text, case))
    }

    fn go_to(&mut self, number: usize) -> Option<TextRange> {
        let hit = self.hits.get(number).copied();
        self.current = hit.map(|_| number);
        hit
    }
}
