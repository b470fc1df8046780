//! Maps offsets of a file to the article's text as loaded, where white space and set-apart lines differ.

use crate::article::TextRange;

/// How many characters must agree again after a difference.
const AGREEMENT: usize = 12;

/// How many characters together two differences may be long that are so close that little agrees between them.
const NEAR: usize = 16;

/// How many characters a difference may be long.
const LONGEST: usize = 4000;

/// For each character of a file, where it is in the loaded text.
#[derive(Debug, Default)]
pub(crate) struct Alignment(Vec<Option<TextRange>>);

impl Alignment {
    /// Aligns a file's text with the text loaded from it.
    pub(crate) fn new(file: &str, loaded: &str) -> Self {
        let left: Vec<(usize, char)> = file
            .chars()
            .enumerate()
            .filter(|(_, c)| !c.is_whitespace())
            .collect();
        let right: Vec<(usize, char)> = loaded
            .char_indices()
            .filter(|(_, c)| !c.is_whitespace())
            .collect();
        let mut places = vec![None; file.chars().count()];
        let (mut i, mut j) = (0, 0);
        while let (Some((at, c)), Some((to, d))) = (left.get(i), right.get(j)) {
            if c == d {
                if let Some(place) = places.get_mut(*at) {
                    *place = Some(TextRange::new(*to, *to + d.len_utf8()));
                }
                (i, j) = (i + 1, j + 1);
                continue;
            }
            let Some((skip_left, skip_right)) = resume_alignment(&left, i, &right, j) else {
                break;
            };
            (i, j) = (i + skip_left, j + skip_right);
        }
        Self(places)
    }

    /// Returns the range of the loaded text that holds the file's characters from `start` to `end`.
    pub(crate) fn range(&self, start: usize, end: usize) -> Option<TextRange> {
        let mut places = self.0.get(start..end)?.iter().flatten();
        let first = places.next()?;
        Some(places.last().map_or(*first, |last| first.union(*last)))
    }
}

/// Returns how much to leave out on either side until the texts agree again.
fn resume_alignment(
    left: &[(usize, char)],
    i: usize,
    right: &[(usize, char)],
    j: usize,
) -> Option<(usize, usize)> {
    let agrees = |i: usize, j: usize| {
        (0..AGREEMENT)
            .all(|step| left.get(i + step).map(|(_, c)| c) == right.get(j + step).map(|(_, c)| c))
    };
    // Short differences first, in order of their length on both sides together.
    let near = (1..=NEAR).flat_map(|all| (0..=all).map(move |left| (left, all - left)));
    let mut near = near.filter(|(skip_left, skip_right)| agrees(i + skip_left, j + skip_right));
    if let Some(skips) = near.next() {
        return Some(skips);
    }
    (1..LONGEST).find_map(|skip| {
        if agrees(i + skip, j) {
            Some((skip, 0))
        } else if agrees(i, j + skip) {
            Some((0, skip))
        } else {
            agrees(i + skip, j + skip).then_some((skip, skip))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carried(file: &str, loaded: &'static str) -> &'static str {
        let end = file.chars().count();
        let last = Alignment::new(file, loaded).range(end - 3, end);
        last.map(|range| range.of(loaded)).unwrap_or_default()
    }

    #[test]
    fn what_stands_behind_a_dropped_character_is_carried_over() {
        let file = "PIER — The ferry sails at nine.";
        assert_eq!(carried(file, "PIER\n\nThe ferry sails at nine."), "ne.");
    }

    #[test]
    fn two_differences_may_stand_side_by_side() {
        let file = "The caf\u{83}e\u{301} on the pier sells nothing but tea.";
        let loaded = "The café on the pier sells nothing but tea.";
        assert_eq!(carried(file, loaded), "ea.");
    }
}
