//! Matches titles fuzzily, with all of them in memory.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use rusqlite::Connection;

use crate::search::fuzzy::{Closeness, is_worth_showing};
use crate::text::fold;

/// The folded titles of the shown articles.
#[derive(Debug, Default)]
pub(super) struct TitleCache {
    /// The version of the catalogue they were read from.
    version: Option<i64>,
    text: String,
    /// The articles in ascending order, each with the offset in `text` at which its title ends.
    ends: Vec<(i64, usize)>,
}

impl TitleCache {
    /// Re-reads the titles if the catalogue has changed.
    pub(super) fn refresh_if_stale(
        &mut self,
        connection: &Connection,
        version: i64,
    ) -> rusqlite::Result<()> {
        if self.version == Some(version) {
            return Ok(());
        }
        *self = Self::default();
        let mut statement = connection
            .prepare_cached("SELECT article, title FROM article WHERE is_shown ORDER BY article")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.text
                .push_str(&fold::fold_key(row.get_ref(1)?.as_str()?));
            self.ends.push((row.get(0)?, self.text.len()));
        }
        self.version = Some(version);
        Ok(())
    }

    /// Returns those of `articles` whose titles match the words: the best match first, equals in the given order.
    pub(super) fn rank_matches(&self, words: &str, articles: &[i64]) -> Vec<i64> {
        // Both sides are folded already, so the matcher need not normalise each title for each key.
        let words = fold::fold_key(words);
        let pattern = Pattern::parse(&words, CaseMatching::Ignore, Normalization::Never);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut characters = Vec::new();
        let mut found: Vec<((Closeness, Reverse<u32>), i64)> = Vec::new();
        for article in articles {
            let title = self.folded_title(*article);
            let score = pattern.score(Utf32Str::new(title, &mut characters), &mut matcher);
            if let Some(score) = score {
                let closeness = Closeness::of_name(&words, title);
                if is_worth_showing(&pattern, closeness, score) {
                    found.push(((closeness, Reverse(score)), *article));
                }
            }
        }
        // A stable sort, which keeps equals in the order of the listing.
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, article)| article).collect()
    }

    fn folded_title(&self, article: i64) -> &str {
        let Ok(number) = self
            .ends
            .binary_search_by_key(&article, |(known, _)| *known)
        else {
            return "";
        };
        let before = number
            .checked_sub(1)
            .and_then(|before| self.ends.get(before));
        let start = before.map_or(0, |(_, end)| *end);
        let end = self.ends.get(number).map_or(start, |(_, end)| *end);
        self.text.get(start..end).unwrap_or_default()
    }
}
