//! Splits the labelled articles into a training part and a held-back part.

use crate::text::hash::hash_bytes;

/// Returns `true` if an article is held back, by its file name `outlet_date_words`.
///
/// The articles of one outlet and day stay together. Their common name is hashed (FNV-1a, 64 bits); of the upper half's
/// last decimal digits, 7, 8 and 9 are held back: three tenths.
#[must_use]
pub fn is_held_back(file_name: &str) -> bool {
    hash_outlet_and_day(file_name) % 10 >= 7
}

/// Returns the fold of an article, of so many: those of one outlet and day are in the same one.
#[must_use]
pub fn fold_of(file_name: &str, folds: usize) -> usize {
    let fold = hash_outlet_and_day(file_name) % folds.max(1) as u64;
    usize::try_from(fold).unwrap_or_default()
}

fn hash_outlet_and_day(file_name: &str) -> u64 {
    let end = file_name
        .match_indices('_')
        .nth(1)
        .map_or(file_name.len(), |(at, _)| at);
    let outlet_and_day = file_name.get(..end).unwrap_or(file_name);
    hash_bytes(outlet_and_day.as_bytes()) >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_articles_of_an_outlet_and_day_stay_together() {
        let is_held = is_held_back("gazette_2021-03-04_the-bridge.txt");
        assert_eq!(is_held, is_held_back("gazette_2021-03-04_the-ferry.txt"));
    }

    #[test]
    fn about_three_tenths_are_held_back() {
        let held = (0..1000)
            .filter(|number| {
                let (year, month, day) =
                    (2010 + number / 300, 1 + number / 28 % 12, 1 + number % 28);
                is_held_back(&format!("gazette_{year}-{month:02}-{day:02}_story.txt"))
            })
            .count();
        assert!((240..360).contains(&held), "{held} of 1000");
    }
}
