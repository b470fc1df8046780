//! Forms of English words: the key that all forms of a word share.
//!
//! The Snowball stemmer knows the regular forms only, and joins words of different meanings. So two lists come first:
//!
//! - `irregular.txt`: forms that no rule makes ("stole", "mice")
//! - `distinct.txt`: words that the stemmer would join with others ("several", "severe")

use std::collections::HashMap;
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};

const IRREGULAR: &str = include_str!("irregular.txt");
const DISTINCT: &str = include_str!("distinct.txt");

/// The shortest word that is a plural in "-men", such as "firemen"; "omen" is none.
const SHORTEST_MEN: usize = 6;

/// The keys of the words in both lists.
static LISTED: LazyLock<HashMap<&'static str, String>> = LazyLock::new(|| {
    let mut keys = HashMap::new();
    for words in list_words(DISTINCT) {
        for word in &words {
            // No word ends in an apostrophe, so that no stem is the same.
            keys.insert(*word, format!("{}'", words.first().unwrap_or(word)));
        }
    }
    for words in list_words(IRREGULAR) {
        let Some((base, forms)) = words.split_first() else {
            continue;
        };
        let key = keys.get(base).cloned().unwrap_or_else(|| stem_word(base));
        keys.extend(forms.iter().map(|form| (*form, key.clone())));
    }
    keys
});

/// Returns the key that all forms of a folded word share.
///
/// ```
/// use pullquote::search::forms::form_key;
/// assert_eq!(form_key("stolen"), form_key("steals"));
/// assert_ne!(form_key("several"), form_key("severe"));
/// ```
#[must_use]
pub fn form_key(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word);
    if let Some(key) = LISTED.get(word) {
        return key.clone();
    }
    match word.strip_suffix("men") {
        Some(first) if word.len() >= SHORTEST_MEN => stem_word(&format!("{first}man")),
        _ => stem_word(word),
    }
}

/// Returns `true` if a word may share no letter with other forms of it, so that only its key tells.
#[must_use]
pub fn is_irregular(word: &str) -> bool {
    LISTED.contains_key(word.strip_suffix("'s").unwrap_or(word))
}

/// Returns the stem of a word by the Snowball algorithm for English.
fn stem_word(word: &str) -> String {
    Stemmer::new(Algorithm::English).stem(word).into_owned()
}

/// Returns the words of each line of a list, without comments.
fn list_words(list: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plurals("women", "woman's")]
    #[case::plurals_in_men("firemen", "fireman")]
    #[case::verbs("stole", "stealing")]
    #[case::three_forms("stolen", "stole")]
    #[case::no_common_letter("went", "going")]
    #[case::speech("said", "says")]
    #[case::regular("denied", "deny")]
    #[case::with_a_doubled_letter("buses", "bus")]
    #[case::of_a_distinct_word("generals", "general's")]
    fn forms_of_a_word_share_a_key(#[case] one: &str, #[case] other: &str) {
        assert_eq!(form_key(one), form_key(other));
    }

    #[rstest]
    #[case("severe", "several")]
    #[case("meaning", "mean")]
    #[case("general", "generate")]
    #[case("generation", "generate")]
    #[case("organ", "organize")]
    #[case("organ", "organism")]
    #[case("person", "personal")]
    #[case("university", "universe")]
    #[case("important", "import")]
    #[case("customer", "custom")]
    #[case("candid", "candidate")]
    #[case("willing", "will")]
    #[case("policy", "police")]
    #[case("news", "new")]
    #[case("founded", "found")]
    #[case("july", "julie")]
    #[case("omen", "oman")]
    fn different_words_do_not(#[case] one: &str, #[case] other: &str) {
        assert_ne!(form_key(one), form_key(other));
    }

    #[test]
    fn no_word_is_listed_twice() {
        let forms = list_words(IRREGULAR).flat_map(|words| words.into_iter().skip(1));
        let mut met = HashSet::new();
        for word in forms.chain(list_words(DISTINCT).flatten()) {
            assert!(met.insert(word), "'{word}' is listed twice");
        }
    }

    #[test]
    fn every_listed_word_is_one_word_of_folded_letters() {
        for word in list_words(IRREGULAR).chain(list_words(DISTINCT)).flatten() {
            assert!(
                word.bytes().all(|byte| byte.is_ascii_lowercase()),
                "'{word}'"
            );
        }
    }
}
