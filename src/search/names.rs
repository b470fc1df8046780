//! Keys of speakers' names, which all spellings of a name share.

use super::words::split_words;
use crate::text::fold;

/// Pronouns, which are not names.
const PRONOUNS: [&str; 15] = [
    "he", "her", "him", "i", "it", "one", "she", "that", "these", "they", "this", "those", "we",
    "who", "you",
];

/// Returns the key that all spellings of a name share, its folded words; `None` for a pronoun or an empty name.
///
/// ```
/// use pullquote::search::names::name_key;
/// assert_eq!(name_key("Señor J.-P. NÚÑEZ").as_deref(), Some("senor j p nunez"));
/// assert_eq!(name_key("She"), None);
/// ```
#[must_use]
pub fn name_key(name: &str) -> Option<String> {
    let folded = fold::fold_key(name);
    let words: Vec<&str> = split_words(&folded)
        .map(|range| range.of(&folded))
        .collect();
    let key = words.join(" ");
    (!key.is_empty() && !PRONOUNS.contains(&key.as_str())).then_some(key)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_name("Oda Lund", Some("oda lund"))]
    #[case::in_capitals("ODA LUND", Some("oda lund"))]
    #[case::a_description("The harbour master", Some("the harbour master"))]
    #[case::a_pronoun("It", None)]
    #[case::a_name_with_a_pronoun("It Girls", Some("it girls"))]
    #[case::no_letters("“…”", None)]
    fn tells_names_apart(#[case] name: &str, #[case] key: Option<&str>) {
        assert_eq!(name_key(name).as_deref(), key);
    }
}
