//! What single words of a name show.

use super::lists::WordList;
use super::name::bare_word;
use crate::quotes::{Clue, WordClass, WordEntry, WordKey, look_up};

/// Returns what the lexicon knows of a word, marks around it apart.
pub(super) fn entry(word: &str) -> &'static WordEntry {
    look_up(WordKey::new(
        word.trim_matches(|c: char| !c.is_alphanumeric()),
    ))
}

/// Returns `true` if a word begins with a capital, or with a particle that a hyphen joins to one: "al-Awlaki".
pub(super) fn is_capital(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    // Letters of a script without capitals count as such.
    word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()) || is_joined_particle(word)
}

/// Returns `true` if a word is in a list of words.
pub(super) fn is_in(list: WordList, word: &str) -> bool {
    list.contains(&bare_word(word))
}

/// Returns `true` for a word with a possessive ending: "Lund's", "Sanders'".
pub(super) fn is_possessive(word: &str) -> bool {
    let ends = ["'s", "’s", "s'", "s’"];
    ends.iter().any(|end| word.ends_with(end))
}

/// Returns `true` for a word with a capital behind a small letter: "iRobot", "eBay".
pub(super) fn is_brand(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_lowercase) && letters.next().is_some_and(char::is_uppercase)
}

/// Returns `true` for a given name.
pub(super) fn is_given(word: &str) -> bool {
    entry(word).given.is_some()
}

/// Returns `true` for a noun that says what somebody is, unless it is a given name too: "senator".
pub(super) fn is_for_person(word: &str) -> bool {
    entry(word).class == WordClass::Person && !is_given(word)
}

/// Returns `true` for a noun for a body: "Committee".
pub(super) fn is_for_body(word: &str) -> bool {
    is_capital(word) && entry(word).class == WordClass::Organisation && !is_given(word)
}

/// Returns `true` for a word that points to somebody without a name: "a", "one", "his", "another".
pub(super) fn is_pointing(word: &str) -> bool {
    let found = entry(word);
    let is_determiner = matches!(
        found.class,
        WordClass::Determiner | WordClass::Possessive | WordClass::Preposition
    );
    let is_name = is_capital(word) && found.given.is_some();
    let is_number = word.starts_with(|c: char| c.is_ascii_digit());
    is_number || !is_name && (is_determiner || is_in(WordList::Pointing, word))
}

/// Returns `true` for a verb as headlines have it: "Wins", "Tells".
pub(super) fn is_headline_verb(word: &str) -> bool {
    let ends_so = word.ends_with('s') || is_participle(word) || word.ends_with("sked");
    let is_verb = entry(word).cue.is_some() && ends_so && !is_given(word);
    is_capital(word) && is_verb && !is_in(WordList::Surname, word)
        || is_in(WordList::HeadlineVerb, word)
}

/// Returns `true` for a word that is part of no name: "Latest", "Monday", "Report".
pub(super) fn is_common(word: &str) -> bool {
    let found = entry(word);
    let is_of_sentence = matches!(
        found.class,
        WordClass::Auxiliary | WordClass::Calendar | WordClass::Document
    );
    (is_of_sentence || found.has(Clue::Common)) && found.given.is_none()
}

/// Returns `true` for the end of the name of an event, which nobody speaks for.
pub(super) fn is_event(word: &str) -> bool {
    entry(word).has(Clue::Event) || word == "Convention"
}

/// Returns `true` for a plural that names a group: "Republicans", "Hundreds".
pub(super) fn is_group(word: &str) -> bool {
    /// Ends of plurals that no surname has.
    const ENDS: &[&str] = &[
        "icans",
        "crats",
        "ists",
        "ians",
        "hundreds",
        "thousands",
        "millions",
    ];
    let key = bare_word(word);
    key.len() > 5 && ENDS.iter().any(|end| key.ends_with(end))
}

/// Returns `true` for a word whose ending is that of an abstract noun or an adjective, and of no surname: "Frustrations".
pub(super) fn is_abstract(word: &str) -> bool {
    // Not "-ness", "-less" and "-able": "Harkness", "Lawless", "Venable".
    const ENDS: &[&str] = &[
        "tion", "tions", "sion", "sions", "ism", "isms", "ology", "ical", "ential", "istic",
        "matic",
    ];
    let key = bare_word(word);
    key.len() > 6 && ENDS.iter().any(|end| key.ends_with(end))
}

/// Returns `true` for a verb with an ending that no name has: "Dismissed", "Celebrating".
pub(super) fn is_participle(word: &str) -> bool {
    const ENDS: &[&str] = &[
        "ted", "ded", "ned", "sed", "ced", "ked", "ged", "ating", "izing", "ising",
    ];
    let key = bare_word(word);
    let is_surname = key.ends_with("sted") || key == "keating";
    key.len() > 6 && !is_surname && ENDS.iter().any(|end| key.ends_with(end))
}

/// Returns `true` for a particle that a hyphen or an apostrophe joins to a name: "al-Awlaki", "d'Arc".
pub(super) fn is_joined_particle(word: &str) -> bool {
    let joined = word.split_once(['-', '\'', '’']);
    joined
        .is_some_and(|(particle, rest)| particle.len() <= 3 && rest.starts_with(char::is_uppercase))
}
