//! Folds the hits that are the same statement or story into one row.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use crate::search::hits::Hit;
use crate::search::words::split_words;
use crate::text::fold;

/// The hits of one row: the first is shown, the others are folded under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoldedRow {
    pub(super) hit: Hit,
    pub(super) others: Vec<Hit>,
}

/// What the hits of one row have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum FoldKey {
    /// The statement or story that the catalogue says they are.
    Group(u128),
    /// The same words and the last word of the speaker's name: "Lund" in one story is "Oda Lund" in another.
    Words(String, String),
}

/// Returns what a hit shares with others of its row; `None` for a story that is in no other.
pub(super) fn fold_key_of(hit: &Hit) -> Option<FoldKey> {
    if let Some(same) = &hit.same {
        return Some(FoldKey::Group(same.id));
    }
    hit.place?;
    Some(FoldKey::Words(words_of(&hit.text), last_name(hit)))
}

/// Which hits share rows.
#[derive(Debug, Default)]
pub(super) struct HitFolding {
    /// The rows whose hits the reader has unfolded.
    pub(super) unfolded: BTreeSet<FoldKey>,
    /// Whether hits that are the same have rows of their own.
    pub(super) has_all_rows: bool,
}

impl HitFolding {
    /// Puts hits into rows.
    pub(super) fn make_rows(&self, hits: Vec<Hit>) -> Vec<FoldedRow> {
        if !self.has_all_rows {
            return fold_hits(hits, &self.unfolded);
        }
        let rows = hits.into_iter().map(|hit| FoldedRow {
            hit,
            others: Vec::new(),
        });
        rows.collect()
    }
}

/// Folds hits into rows, in the order of the first of each, unless the reader has unfolded them.
///
/// Of stories the newest is on top, of quotes the best hit.
fn fold_hits(hits: Vec<Hit>, unfolded: &BTreeSet<FoldKey>) -> Vec<FoldedRow> {
    let mut rows: Vec<Vec<Hit>> = Vec::with_capacity(hits.len());
    let mut known: HashMap<FoldKey, usize> = HashMap::new();
    for hit in hits {
        let row = fold_key_of(&hit).map(|key| *known.entry(key).or_insert(rows.len()));
        match row.and_then(|row| rows.get_mut(row)) {
            Some(row) => row.push(hit),
            None => rows.push(vec![hit]),
        }
    }
    rows.into_iter()
        .flat_map(|hits| fold_row(hits, unfolded))
        .collect()
}

fn fold_row(mut hits: Vec<Hit>, unfolded: &BTreeSet<FoldKey>) -> Vec<FoldedRow> {
    if hits.iter().all(|hit| hit.place.is_none()) {
        hits.sort_by_key(|hit| Reverse(hit.published));
    }
    let key = hits.first().and_then(fold_key_of);
    let is_unfolded = hits.len() > 1 && key.is_some_and(|key| unfolded.contains(&key));
    let mut hits = hits.into_iter();
    let Some(hit) = hits.next() else {
        return Vec::new();
    };
    let row = |hit, others| FoldedRow { hit, others };
    if !is_unfolded {
        return vec![row(hit, hits.collect())];
    }
    let first = row(hit, Vec::new());
    let others = hits.map(|hit| row(hit, Vec::new()));
    std::iter::once(first).chain(others).collect()
}

fn words_of(text: &str) -> String {
    let folded = fold::fold_key(text);
    let words: Vec<&str> = split_words(&folded)
        .map(|range| range.of(&folded))
        .collect();
    words.join(" ")
}

fn last_name(hit: &Hit) -> String {
    let name = hit.speaker.as_deref().unwrap_or_default();
    let folded = fold::fold_key(name);
    let last = split_words(&folded).last();
    last.map_or_else(String::new, |range| range.of(&folded).to_owned())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::article::{ArticleId, Confidence, TextRange};
    use crate::search::hits::HitGroup;
    use crate::text::Clean;

    fn said(article: u128, text: &str, speaker: &str) -> Hit {
        Hit {
            article: ArticleId::from_number(article),
            text: Clean::new(text),
            place: Some(TextRange::new(0, text.len())),
            speaker: (!speaker.is_empty()).then(|| Clean::new(speaker)),
            quote: None,
            is_corrected: false,
            corrected_by: None,
            confidence: Confidence::default(),
            fragments: Vec::new(),
            marks: Vec::new(),
            role: None,
            source: None,
            published: None,
            same: None,
        }
    }

    fn in_group(id: u128, hit: Hit) -> Hit {
        let group = HitGroup {
            id,
            ..HitGroup::default()
        };
        Hit {
            same: Some(Box::new(group)),
            ..hit
        }
    }

    /// Returns the article of each row, and how many hits are folded under it.
    fn rows(hits: Vec<Hit>, unfolded: &[FoldKey]) -> Vec<(u128, usize)> {
        let rows = fold_hits(hits, &unfolded.iter().cloned().collect());
        let rows = rows.iter();
        rows.map(|row| (row.hit.article.as_number(), row.others.len()))
            .collect()
    }

    #[test]
    fn the_same_words_of_one_speaker_are_one_row() {
        let hits = vec![
            said(1, "“We will mend it.”", "Oda Lund"),
            said(2, "“Low water.”", "Finn Berg"),
            said(3, "\"We will mend it\"", "Lund"),
            said(4, "“We will mend it.”", "Finn Berg"),
        ];
        assert_eq!(rows(hits, &[]), [(1, 1), (2, 0), (4, 0)]);
    }

    #[test]
    fn a_statement_is_one_row_whoever_said_it_until_it_is_unfolded() {
        let hits = vec![
            in_group(7, said(1, "“We will mend it.”", "Oda Lund")),
            said(2, "“Low water.”", "Finn Berg"),
            in_group(7, said(3, "“We will mend”", "Finn Berg")),
        ];
        assert_eq!(rows(hits.clone(), &[]), [(1, 1), (2, 0)]);
        let unfolded = [FoldKey::Group(7)];
        assert_eq!(rows(hits, &unfolded), [(1, 0), (3, 0), (2, 0)]);
    }

    #[test]
    fn of_stories_only_copies_are_folded_the_newest_on_top() {
        let story = |article, day| Hit {
            place: None,
            published: Some(date(2026, 3, day)),
            ..said(article, "The tide", "")
        };
        let copies = [in_group(7, story(1, 4)), in_group(7, story(2, 9))];
        let hits = [copies.as_slice(), &[story(3, 1), story(4, 1)]].concat();
        assert_eq!(rows(hits, &[]), [(2, 1), (3, 0), (4, 0)]);
    }
}
