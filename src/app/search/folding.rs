//! Folds the hits that say the same words into one row.

use std::collections::HashMap;

use crate::search::hits::Hit;
use crate::search::words::split_words;
use crate::text::fold;

/// Returns the first hit of each group with the same words and speaker, and how many it has.
///
/// The speaker is compared by the last word of the name: "Lund" in one story is "Oda Lund" in another.
pub(super) fn fold_repeats(hits: Vec<Hit>) -> (Vec<Hit>, Vec<usize>) {
    let mut rows: Vec<Hit> = Vec::with_capacity(hits.len());
    let mut counts: Vec<usize> = Vec::with_capacity(hits.len());
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    for hit in hits {
        let row = (hit.place.is_some()).then(|| {
            let key = (words_of(&hit.text), last_name(&hit));
            *known.entry(key).or_insert(rows.len())
        });
        if let Some(count) = row.and_then(|row| counts.get_mut(row)) {
            *count += 1;
        } else {
            rows.push(hit);
            counts.push(1);
        }
    }
    (rows, counts)
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
    use super::*;
    use crate::article::{ArticleId, Confidence, TextRange};
    use crate::text::Clean;

    fn said(article: u128, text: &str, speaker: &str) -> Hit {
        Hit {
            article: ArticleId::from_number(article),
            text: Clean::new(text),
            place: Some(TextRange::new(0, text.len())),
            speaker: (!speaker.is_empty()).then(|| Clean::new(speaker)),
            quote: None,
            is_corrected: false,
            confidence: Confidence::default(),
            marks: Vec::new(),
            role: None,
            source: None,
            published: None,
        }
    }

    #[test]
    fn the_same_words_of_one_speaker_are_one_row() {
        let hits = vec![
            said(1, "“We will mend it.”", "Oda Lund"),
            said(2, "“Low water.”", "Finn Berg"),
            said(3, "\"We will mend it\"", "Lund"),
            said(4, "“We will mend it.”", "Finn Berg"),
        ];
        let (rows, counts) = fold_repeats(hits);
        let articles: Vec<u128> = rows.iter().map(|hit| hit.article.as_number()).collect();
        assert_eq!((articles, counts), (vec![1, 2, 4], vec![2, 1, 1]));
    }

    #[test]
    fn stories_are_never_folded() {
        let story = |article| Hit {
            place: None,
            ..said(article, "The tide", "")
        };
        let (rows, _) = fold_repeats(vec![story(1), story(2)]);
        assert_eq!(rows.len(), 2);
    }
}
