//! A person's name in its parts, from whichever way it is written.

use std::borrow::Cow;

use super::lists::WordList;
use super::{given, surname_first};
use crate::quotes::{WordClass, WordKey, look_up};
use crate::text::fold;

/// Letters behind a name that say which of a family somebody is.
const SUFFIXES: &[(&str, Suffix)] = &[
    ("jr", Suffix::Junior),
    ("junior", Suffix::Junior),
    ("sr", Suffix::Senior),
    ("senior", Suffix::Senior),
    ("ii", Suffix::Second),
    ("2nd", Suffix::Second),
    ("iii", Suffix::Third),
    ("3rd", Suffix::Third),
    ("iv", Suffix::Fourth),
];

/// Which of a family somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Suffix {
    Junior,
    Senior,
    Second,
    Third,
    Fourth,
}

/// A person's name in its parts, folded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct PersonalName {
    /// Given names and initials, then all of the surname but its last word.
    pub(super) given: Vec<String>,
    /// "de", "van der".
    pub(super) particles: Vec<String>,
    /// The last word of the surname; of a name of one word, that word.
    pub(super) surname: String,
    pub(super) suffix: Option<Suffix>,
    /// What somebody is called, if it is written in marks or brackets beside the given name.
    pub(super) called: Option<String>,
}

impl PersonalName {
    /// Parses a name; `None` if it has no letters.
    pub(super) fn parse(written: &str) -> Option<Self> {
        let (written, called) = take_called(&singular_title(written));
        let mut name = Self {
            called,
            ..Self::default()
        };
        let ordered = name.order_parts(&written);
        let mut words: Vec<&str> = ordered.split_whitespace().collect();
        name.take_suffixes(&mut words);
        drop_position(&mut words);
        let regal = take_titles(&mut words);
        let is_shouted = !ordered.chars().any(char::is_lowercase);
        let pieces = split_words(&words, is_shouted);
        let (surname, mut before) = surname_first::split_surname(&words, pieces)?;
        while let Some(particle) = before.pop_if(|word| is_particle(word)) {
            name.particles.insert(0, particle);
        }
        // "Van Morrison", "Al Gore": a particle in front of everything is a given name.
        if before.is_empty() && name.particles.len() == 1 && is_given_too(&name.particles) {
            before.append(&mut name.particles);
        }
        before.retain(|word| {
            !is_particle(word) || word.len() == 1 || is_given_too(std::slice::from_ref(word))
        });
        name.surname = surname;
        name.given = before;
        if let Some(regal) = regal {
            name.given.insert(0, regal);
        }
        Some(name)
    }

    /// Returns `true` if it is a surname alone, or another single word.
    pub(super) const fn is_bare(&self) -> bool {
        self.given.is_empty()
    }

    /// Returns a key that all ways of writing these parts share.
    pub(super) fn key(&self) -> String {
        let mut key = self.surname.clone();
        for part in self.particles.iter().chain(&self.given) {
            key.push(' ');
            key.push_str(part);
        }
        if let Some(suffix) = self.suffix {
            key.push_str(match suffix {
                Suffix::Junior => " |jr",
                Suffix::Senior => " |sr",
                Suffix::Second => " |2",
                Suffix::Third => " |3",
                Suffix::Fourth => " |4",
            });
        }
        key
    }

    /// Returns the name with what is behind a comma in front: "Lund, Oda" becomes "Oda Lund".
    fn order_parts(&mut self, written: &str) -> String {
        let mut parts = written
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let first = parts.next().unwrap_or_default();
        let mut given = String::new();
        for part in parts {
            let mut words: Vec<&str> = part.split_whitespace().collect();
            self.take_suffixes(&mut words);
            if given.is_empty() {
                given = words.join(" ");
            }
        }
        format!("{given} {first}")
    }

    /// Takes suffixes and honours from the end.
    fn take_suffixes(&mut self, words: &mut Vec<&str>) {
        while let Some(last) = words.last() {
            let folded = bare_word(last);
            let suffix = SUFFIXES.iter().find(|(word, _)| *word == folded);
            if suffix.is_none() && !WordList::Honour.contains(&folded) {
                break;
            }
            self.suffix = suffix.map(|(_, suffix)| *suffix).or(self.suffix);
            words.pop();
        }
    }
}

/// Returns a name with the title of several written as that of one: "Princes William" becomes "Prince William".
///
/// So the first of those is called whom an article names together: "Princes William and Harry".
pub(super) fn singular_title(written: &str) -> Cow<'_, str> {
    let singular = |plural: &str| -> Option<String> {
        let (title, full_stop) = plural
            .strip_suffix('.')
            .map_or((plural, ""), |title| (title, "."));
        let endings = ["es", "s"]
            .iter()
            .filter_map(|ending| title.strip_suffix(ending));
        let is_title = |title: &&str| {
            let key = bare_word(title);
            key.len() > 2 && (WordList::Title.contains(&key) || WordList::Regal.contains(&key))
        };
        let title = endings
            .filter(|_| !given::is_known(&bare_word(plural)))
            .find(is_title)?;
        Some(format!("{title}{full_stop}"))
    };
    let Some((first, rest)) = written.split_once(' ') else {
        return Cow::Borrowed(written);
    };
    match singular(first) {
        Some(title) => Cow::Owned(format!("{title} {rest}")),
        None => Cow::Borrowed(written),
    }
}

/// Drops a position in letters with what is before it: "Gulls QB Finn Berg", "Harbor Co. CEO Oda Lund".
fn drop_position(words: &mut Vec<&str>) {
    let has_small = |word: &&str| word.chars().any(char::is_lowercase);
    let is_position = |word: &&str| {
        (2..=3).contains(&word.len()) && word.chars().all(|letter| letter.is_ascii_uppercase())
    };
    let Some(at) = words.iter().position(is_position).filter(|at| *at > 0) else {
        return;
    };
    let (before, after) = words.split_at(at);
    let name = after.get(1..).unwrap_or_default();
    if name.len() >= 2 && before.iter().all(has_small) && name.iter().all(has_small) {
        words.drain(..=at);
    }
}

/// Takes a nickname in marks or brackets out of a name: William “Bill” Clinton.
fn take_called(written: &str) -> (String, Option<String>) {
    const MARKS: &[(char, char)] = &[('“', '”'), ('"', '"'), ('(', ')'), ('‘', '’'), ('\'', '\'')];
    for (open, close) in MARKS {
        let Some((before, rest)) = written.split_once(*open) else {
            continue;
        };
        // An apostrophe inside a word opens nothing.
        if !before.is_empty() && !before.ends_with(' ') {
            continue;
        }
        if let Some((inner, after)) = rest.split_once(*close)
            && !before.trim().is_empty()
        {
            let called = bare_word(inner);
            let called = (!called.is_empty() && !called.contains(' ')).then_some(called);
            return (format!("{before} {after}"), called);
        }
    }
    (written.to_owned(), None)
}

/// Takes titles from the front; returns a regal one, which belongs to the name.
fn take_titles(words: &mut Vec<&str>) -> Option<String> {
    if let Some(name) = words
        .iter()
        .skip(1)
        .position(|word| given::is_known(&bare_word(word)))
        && words.get(name).is_some_and(|before| is_office(before))
    {
        // "San Francisco Supervisor Jane Kim": whatever comes before the office belongs to it.
        words.drain(..=name);
    }
    let mut regal = None;
    while words.len() > 1 {
        let Some(folded) = words.first().map(|word| bare_word(word)) else {
            break;
        };
        let is_regal = WordList::Regal.contains(&folded) && words.len() == 2;
        if !is_regal && !WordList::Title.contains(&folded) {
            break;
        }
        words.remove(0);
        if is_regal {
            regal = Some(folded);
        }
    }
    regal
}

/// Returns `true` if a word before a given name says what somebody is: "Supervisor", "Co-anchor", "Texas-based".
fn is_office(word: &str) -> bool {
    let folded = bare_word(word);
    let last = word.rsplit('-').next().unwrap_or(word);
    let is_person = look_up(WordKey::new(last)).class == WordClass::Person
        && !given::is_known(&bare_word(last));
    (is_person || last == "based" || folded.ends_with("based"))
        && !WordList::Regal.contains(&folded)
}

/// Splits words into folded pieces: initials written together, and what hyphens join.
fn split_words(words: &[&str], is_shouted: bool) -> Vec<String> {
    let mut pieces = Vec::new();
    for (number, word) in words.iter().enumerate() {
        let is_last = number + 1 == words.len();
        let is_pair =
            !is_shouted && !is_last && word.len() == 2 && word.chars().all(char::is_uppercase);
        let initials = word.contains('.') || is_pair;
        let mut letters = word.split('.').filter(|part| !part.is_empty());
        if initials && !is_last && (is_pair || letters.all(|part| part.chars().count() == 1)) {
            let letters = word.chars().filter(|c| c.is_alphabetic());
            pieces.extend(letters.map(|c| fold::fold_key(&c.to_string())));
            continue;
        }
        for part in word.split(['-', '‐', '‑', '–']) {
            let part = bare_word(part);
            if !part.is_empty() {
                pieces.push(part);
            }
        }
    }
    pieces
}

/// Folds a word and removes what is no letter or digit: "O’Malley" becomes "omalley".
pub(super) fn bare_word(word: &str) -> String {
    let word = word
        .strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word);
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return word.to_ascii_lowercase();
    }
    let folded = fold::fold_key(word);
    folded
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == ' ')
        .collect()
}

fn is_particle(word: &str) -> bool {
    WordList::Particle.contains(word)
}

/// Returns `true` if a particle is a given name as well: "Van", "Al", "Ben", "Del".
fn is_given_too(words: &[String]) -> bool {
    words
        .iter()
        .all(|word| matches!(word.as_str(), "al" | "ben" | "van" | "del" | "von" | "la"))
}
