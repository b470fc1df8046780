//! Names that hold some letters in order, the best fit first.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::text::fold;

use super::index::SpeakerRow;

/// Returns the speakers one of whose names holds the letters, the best fit first, equals in their order.
///
/// All of them fit an empty filter.
#[must_use]
pub fn speakers(rows: Vec<SpeakerRow>, filter: &str) -> Vec<SpeakerRow> {
    let pattern = Pattern::parse(
        &fold::key(filter),
        CaseMatching::Ignore,
        Normalization::Never,
    );
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut characters = Vec::new();
    let mut score = |name: &str| {
        let name = fold::key(name);
        pattern.score(Utf32Str::new(&name, &mut characters), &mut matcher)
    };
    let mut fitting: Vec<(Reverse<u32>, SpeakerRow)> = rows
        .into_iter()
        .filter_map(|row| {
            let names = std::iter::once(&row.name).chain(&row.aliases);
            let best = names.filter_map(|name| score(name)).max()?;
            Some((Reverse(best), row))
        })
        .collect();
    fitting.sort_by_key(|(score, _)| *score);
    fitting.into_iter().map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::text::Clean;

    fn row(name: &str, aliases: &[&str]) -> SpeakerRow {
        SpeakerRow {
            name: Clean::new(name),
            aliases: aliases.iter().map(|name| Clean::new(name)).collect(),
            quotes: 1,
            articles: 1,
            first: None,
            last: None,
        }
    }

    #[rstest]
    #[case::nothing_fits_all("", &["Lucas Underhill", "Oda Lund", "Zoë Núñez"])]
    #[case::the_best_fit_first("lund", &["Oda Lund", "Lucas Underhill"])]
    #[case::an_alias("mayor", &["Oda Lund"])]
    #[case::without_accents("zoe nunez", &["Zoë Núñez"])]
    #[case::nobody("zeppelin", &[])]
    fn are_filtered(#[case] filter: &str, #[case] expected: &[&str]) {
        let rows = vec![
            row("Lucas Underhill", &[]),
            row("Oda Lund", &["Mayor Lund"]),
            row("Zoë Núñez", &[]),
        ];
        let names = speakers(rows, filter).into_iter().map(|row| row.name);
        assert_eq!(names.collect::<Vec<_>>(), expected);
    }
}
