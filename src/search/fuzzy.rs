//! Filters speakers by fuzzily matching their names.

use std::cmp::Reverse;
use std::sync::{Arc, OnceLock};

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::text::fold;

use super::index::SpeakerRow;

/// How closely a name fits what is typed; the closest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closeness {
    /// It is what is typed.
    Exact,
    /// It begins with what is typed.
    Prefix,
    /// Each word that is typed begins one of its words.
    Words,
    /// It holds what is typed, within a word.
    Within,
    /// It holds the letters, scattered.
    Letters,
}

impl Closeness {
    /// Compares a name that holds the typed letters with what is typed; both are folded.
    #[must_use]
    pub fn of_name(typed: &str, name: &str) -> Self {
        let typed = typed.trim();
        let begins_word = |typed: &str| {
            let mut words = name.split(|c: char| !c.is_alphanumeric());
            words.any(|word| word.starts_with(typed))
        };
        if name == typed {
            Self::Exact
        } else if name.starts_with(typed) {
            Self::Prefix
        } else if typed.split_whitespace().all(begins_word) {
            Self::Words
        } else if name.contains(typed) {
            Self::Within
        } else {
            Self::Letters
        }
    }
}

/// The least score of a letter: near the others, or at the beginning of a word.
const NEAR: u32 = 21;

/// Returns `true` if what fits a pattern is worth showing: letters far apart are in nearly every sentence.
#[must_use]
pub fn is_worth_showing(pattern: &Pattern, closeness: Closeness, score: u32) -> bool {
    let fuzzy = pattern.atoms.iter();
    let fuzzy = fuzzy.filter(|atom| atom.kind == AtomKind::Fuzzy && !atom.negative);
    let letters: usize = fuzzy.map(|atom| atom.needle_text().len()).sum();
    let least = u32::try_from(letters)
        .unwrap_or(u32::MAX)
        .saturating_mul(NEAR);
    closeness < Closeness::Letters || score >= least
}

/// All speakers, to be filtered at every key press.
#[derive(Debug, Default)]
pub struct SpeakerFilter {
    rows: Vec<Arc<SpeakerRow>>,
    /// The folded names of each speaker, one on each line; folded when the first letter is typed.
    keys: OnceLock<Vec<String>>,
}

impl SpeakerFilter {
    /// Creates the filter.
    #[must_use]
    pub const fn new(rows: Vec<Arc<SpeakerRow>>) -> Self {
        Self {
            rows,
            keys: OnceLock::new(),
        }
    }

    /// Returns the folded names of each speaker, one on each line.
    fn keys(&self) -> &[String] {
        let key = |row: &SpeakerRow| {
            let mut keys = fold::fold_key(&row.name);
            for alias in &row.aliases {
                keys.push('\n');
                keys.push_str(&fold::fold_key(alias));
            }
            keys
        };
        self.keys
            .get_or_init(|| self.rows.iter().map(|row| key(row)).collect())
    }

    /// Returns the number of speakers.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns `true` if there are no speakers.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the speakers with a name that matches: the best match first, equals in their given order.
    ///
    /// An empty filter matches all of them.
    #[must_use]
    pub fn filter_speakers(&self, filter: &str) -> Vec<&SpeakerRow> {
        let filter = fold::fold_key(filter);
        if filter.trim().is_empty() {
            return self.rows.iter().map(|row| &**row).collect();
        }
        // Both sides are folded, so that "nunez" finds "Núñez"; the matcher need not normalise the names again.
        let pattern = Pattern::parse(&filter, CaseMatching::Ignore, Normalization::Never);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut characters = Vec::new();
        let mut score = |name| pattern.score(Utf32Str::new(name, &mut characters), &mut matcher);
        let rows = self.rows.iter().zip(self.keys());
        let mut fitting: Vec<((Closeness, Reverse<u32>), &SpeakerRow)> = rows
            .filter_map(|(row, key)| {
                // Each name on its own, or letters of two names together would count as a match.
                let best = key.split('\n').filter_map(|name| {
                    let score = score(name)?;
                    let closeness = Closeness::of_name(&filter, name);
                    is_worth_showing(&pattern, closeness, score)
                        .then_some((closeness, Reverse(score)))
                });
                Some((best.min()?, &**row))
            })
            .collect();
        fitting.sort_by_key(|(rank, _)| *rank);
        fitting.into_iter().map(|(_, row)| row).collect()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::people::NameKind;
    use crate::text::Clean;

    fn row(name: &str, aliases: &[&str]) -> SpeakerRow {
        SpeakerRow {
            name: Clean::new(name),
            kind: NameKind::Person,
            gender: None,
            aliases: aliases.iter().map(|name| Clean::new(name)).collect(),
            quotes: 1,
            articles: 1,
            first: None,
            last: None,
        }
    }

    #[rstest]
    #[case::the_name("sort", "sort", Closeness::Exact)]
    #[case::its_beginning("so", "sort", Closeness::Prefix)]
    #[case::words_in_any_order("left fo", "focus-left", Closeness::Words)]
    #[case::within_a_word("ort", "sort", Closeness::Within)]
    #[case::letters("srt", "sort", Closeness::Letters)]
    fn are_compared(#[case] typed: &str, #[case] name: &str, #[case] expected: Closeness) {
        assert_eq!(Closeness::of_name(typed, name), expected);
    }

    #[rstest]
    #[case::nothing_fits_all("", &["Lucas Underhill", "Oda Lund", "Zoë Núñez"])]
    #[case::the_best_fit_first("lund", &["Oda Lund", "Lucas Underhill"])]
    #[case::an_alias("mayor", &["Oda Lund"])]
    #[case::without_accents("zoe nunez", &["Zoë Núñez"])]
    #[case::nobody("zeppelin", &[])]
    #[case::letters_far_apart_are_none("ashl", &[])]
    fn are_filtered(#[case] filter: &str, #[case] expected: &[&str]) {
        let rows = vec![
            row("Lucas Underhill", &[]),
            row("Oda Lund", &["Mayor Lund"]),
            row("Zoë Núñez", &[]),
        ];
        let roll = SpeakerFilter::new(rows.into_iter().map(Arc::new).collect());
        let names = roll
            .filter_speakers(filter)
            .into_iter()
            .map(|row| row.name.as_str());
        assert_eq!(names.collect::<Vec<_>>(), expected);
    }
}
