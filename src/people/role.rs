//! Roles, by the words in which two of them agree.

use super::name::bare_word;

/// Words that say nothing about which role it is.
const EMPTY: &[&str] = &[
    "former",
    "current",
    "longtime",
    "then",
    "late",
    "senior",
    "top",
    "chief",
    "with",
    "from",
    "that",
    "this",
    "their",
    "his",
    "her",
    "also",
    "once",
    "acting",
    "deputy",
    "vice",
    "executive",
    "professor",
    "author",
    "lawyer",
    "analyst",
    "founder",
];

/// Short titles, and the word that each abbreviates.
const SHORT: &[(&str, &str)] = &[
    ("sen", "senator"),
    ("gov", "governor"),
    ("rep", "representative"),
    ("congressman", "representative"),
    ("congresswoman", "representative"),
    ("gen", "general"),
    ("sec", "secretary"),
    ("chairman", "chair"),
    ("chairwoman", "chair"),
    ("spokesman", "spokesperson"),
    ("spokeswoman", "spokesperson"),
    ("pres", "president"),
    ("adm", "admiral"),
    ("dr", "doctor"),
    ("ceo", "ceo"),
];

/// The fewest letters of a word that says something.
const SHORTEST: usize = 4;

/// Relations that tell one member of a family from another.
const KIN: &[&str] = &[
    "son", "father", "daughter", "mother", "brother", "sister", "wife", "husband", "widow",
    "nephew", "grandson",
];

/// Returns the words of a role that another role of the same person is likely to share.
pub(super) fn role_words(role: &str) -> impl Iterator<Item = String> {
    role.split([' ', '-', '/', ','])
        .map(bare_word)
        .filter_map(|word| {
            if let Some((_, long)) = SHORT.iter().find(|(short, _)| *short == word) {
                return Some((*long).to_owned());
            }
            let says = word.len() >= SHORTEST && !EMPTY.contains(&word.as_str()) || is_kin(&word);
            says.then_some(word)
        })
}

/// Returns `true` if a word of a role says whose relation somebody is.
pub(super) fn is_kin(word: &str) -> bool {
    KIN.contains(&word)
}
