//! The words that somebody uses more than others do.

use std::collections::{HashMap, HashSet};

use crate::text::{Clean, Folded, fold};

use super::hits::Hit;
use super::index::SpeakerRow;
use super::marks::marked_terms;
use super::words::split_words;

/// The fewest quotes with a word that is somebody's own.
const FEWEST: u32 = 3;
/// The fewest letters of such a word.
const SHORTEST: usize = 4;
/// How many times as often as others they must use it.
const TIMES: f64 = 3.0;
/// The most words that are returned.
const MOST: usize = 10;
/// The least that must speak for a word: the log-likelihood ratio at which chance is one in a thousand.
/// Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence" (1993).
const LEAST: f64 = 10.83;

/// How often a word is used in the quotes of somebody.
#[derive(Default)]
struct WordUse {
    quotes: u32,
    /// How it is written, with how often.
    forms: HashMap<String, u32>,
}

/// Returns the words that are in more of these quotes than chance would have it, the most telling first.
///
/// `all` is the number of all quotes; `count_quotes` returns in how many of them a word is, or any greater number than the
/// one it is given if it is in more.
///
/// # Errors
/// Fails if `count_quotes` does.
pub(crate) fn find_own_words<E>(
    quotes: &[Hit],
    row: &SpeakerRow,
    all: u64,
    count_quotes: &mut dyn FnMut(&str, u64) -> Result<u64, E>,
) -> Result<Vec<Clean>, E> {
    let names: HashSet<String> = std::iter::once(&row.name)
        .chain(&row.aliases)
        .flat_map(|name| words_of(name))
        .map(|(key, _)| key)
        .collect();
    let all = to_float(all);
    let own = to_float(u64::try_from(quotes.len()).unwrap_or(u64::MAX));
    let mut found: Vec<(f64, String)> = Vec::new();
    for (key, used) in count_words(quotes) {
        if used.quotes < FEWEST || names.contains(&key) {
            continue;
        }
        let used_here = f64::from(used.quotes);
        let most = used_here / own * all / TIMES;
        let everywhere = count_quotes(&key, to_count(most))?;
        let expected = to_float(everywhere) / all.max(1.0);
        if everywhere == 0 || used_here / own < TIMES * expected {
            continue;
        }
        let weight = log_likelihood(used_here, own, to_float(everywhere), all);
        let form = used
            .forms
            .into_iter()
            .max_by(|one, other| (one.1, &other.0).cmp(&(other.1, &one.0)));
        if weight >= LEAST {
            found.extend(form.map(|(form, _)| (weight, form)));
        }
    }
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    found.truncate(MOST);
    Ok(found
        .into_iter()
        .map(|(_, form)| Clean::new(&form))
        .collect())
}

/// Counts the quotes that each word is in.
fn count_words(quotes: &[Hit]) -> HashMap<String, WordUse> {
    let mut words: HashMap<String, WordUse> = HashMap::new();
    for quote in quotes {
        let mut seen = HashSet::new();
        // Only the words that are quoted, split and folded as the index does.
        let folded = Folded::new(&quote.text);
        for term in marked_terms(&folded, &quote.fragments) {
            let form = folded.original_range(term.range).of(&quote.text);
            let key = term.text.into_owned();
            if key.chars().count() < SHORTEST || !seen.insert(key.clone()) {
                continue;
            }
            let used = words.entry(key).or_default();
            used.quotes += 1;
            *used.forms.entry(form.to_owned()).or_default() += 1;
        }
    }
    words
}

/// Returns the words of a text, folded and as they are written.
fn words_of(text: &str) -> impl Iterator<Item = (String, &str)> {
    split_words(text).map(|range| (fold::fold_key(range.of(text)), range.of(text)))
}

/// Returns how unlikely it is that a word is in `here` of `own` quotes by chance if it is in `everywhere` of `all`.
fn log_likelihood(here: f64, own: f64, everywhere: f64, all: f64) -> f64 {
    let elsewhere = (everywhere - here).max(0.0);
    let others = (all - own).max(1.0);
    let rate = everywhere / all.max(1.0);
    let part = |seen: f64, expected: f64| {
        if seen > 0.0 && expected > 0.0 {
            seen * (seen / expected).ln()
        } else {
            0.0
        }
    };
    2.0 * (part(here, own * rate) + part(elsewhere, others * rate))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of quotes are far below 2^52"
)]
fn to_float(count: u64) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a count is a count"
)]
fn to_count(share: f64) -> u64 {
    share.ceil() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_ones_own_is_unlikelier_than_one_of_everybody() {
        let own = log_likelihood(5.0, 20.0, 6.0, 1000.0);
        let common = log_likelihood(10.0, 20.0, 500.0, 1000.0);
        assert!(own > LEAST, "{own}");
        assert!(common < LEAST, "{common}");
    }
}
