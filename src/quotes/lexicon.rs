//! The words the engine knows: function words, titles, nouns for people and papers, reporting words, given names.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::symbol::{Symbol, Word};

/// The table, parsed once when first needed.
static LEXICON: LazyLock<Table> = LazyLock::new(|| parse(include_str!("lexicon.txt")));

type Table = HashMap<u64, Entry, BuildHasherDefault<Identity>>;

/// What kind of word it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Class {
    /// Not in the table.
    #[default]
    Unknown,
    /// "the", "some", "three".
    Determiner,
    /// "his", "their".
    Possessive,
    /// "he", "they".
    Subject,
    /// "him", "them".
    Object,
    /// "himself".
    Reflexive,
    /// "who", "which".
    Relative,
    /// "that", which may be four things.
    That,
    /// "of", "during".
    Preposition,
    /// "and", "but".
    Conjunction,
    /// "if", "while".
    Subordinator,
    /// "has", "would".
    Auxiliary,
    /// "also", "later".
    Adverb,
    /// "Mr.", "Sen.".
    Title,
    /// "Jr.".
    Suffix,
    /// A day or a month.
    Calendar,
    /// A noun for a person: "spokesman", "critics".
    Person,
    /// A noun for a body of people: "committee".
    Organisation,
    /// A noun for something that can be read: "report".
    Document,
}

/// A person's grammatical gender, as far as a word shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    /// "he".
    Male,
    /// "she".
    Female,
    /// "they", "it".
    Neither,
}

/// What a word tells beside its class, of the marks around it or of itself; a word may tell several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clue {
    /// A title follows: "the novel", "entitled".
    Work = 1,
    /// A title follows at once: "watched".
    Watched = 2,
    /// A title follows behind "of": "the author of".
    Maker = 4,
    /// A title follows behind "in", "on" or "with": "starred in".
    Shown = 8,
    /// A slogan or a title stands before: "the … hat".
    Bearer = 16,
    /// A crowd's words follow: "chanted".
    Cry = 32,
    /// A crowd's words follow behind "of": "cries of".
    CryOf = 64,
    /// It says how much of what follows "of": "a lot".
    Amount = 128,
    /// It says when, never who: "this month".
    Time = 256,
    /// It tells what somebody did, where nothing in the word shows a verb: "Ortiz met Ed Bell".
    Past = 512,
    /// It can report, and is a noun behind an article: "a different view".
    Report = 1024,
}

impl Clue {
    fn named(class: &str) -> Option<Self> {
        Some(match class {
            "work" => Self::Work,
            "watched" => Self::Watched,
            "maker" => Self::Maker,
            "shown" => Self::Shown,
            "bearer" => Self::Bearer,
            "cry" => Self::Cry,
            "cries-of" => Self::CryOf,
            "amount" => Self::Amount,
            "time" => Self::Time,
            "past" => Self::Past,
            "report" => Self::Report,
            _ => return None,
        })
    }
}

/// What is known about a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Entry {
    /// What kind of word it is.
    pub(super) class: Class,
    /// The gender it shows.
    pub(super) gender: Option<Gender>,
    /// The lemma, if it can report speech.
    pub(super) cue: Option<Symbol>,
    /// Whether as a cue it takes whom it is about: "thanked Ortiz", never "thanked Ortiz" for what Ortiz said.
    pub(super) takes_person: bool,
    /// Whether as the first or last word of a name it shows that a place or a publication is named.
    pub(super) is_place: bool,
    /// Whether it names a country or a state, alone or as the first word of a name.
    pub(super) is_land: bool,
    /// The gender of those who bear it as a given name, `Neither` for a name of women and men.
    pub(super) given: Option<Gender>,
    /// The clues it gives, each a bit.
    clues: u16,
}

impl Entry {
    /// Says whether the word gives this clue.
    pub(super) const fn has(&self, clue: Clue) -> bool {
        self.clues & clue as u16 != 0
    }
}

/// Returns what is known about a word; nothing known is the default.
pub(super) fn look_up(word: Word) -> Entry {
    LEXICON.get(&word.key()).copied().unwrap_or_default()
}

fn parse(lines: &str) -> Table {
    let mut table = Table::default();
    for line in lines.lines().filter(|line| !line.starts_with('#')) {
        let Some((head, words)) = line.split_once(": ") else {
            continue;
        };
        let (class, gender) = head.split_once('/').unwrap_or((head, ""));
        let gender = match gender {
            "m" => Some(Gender::Male),
            "f" => Some(Gender::Female),
            "n" => Some(Gender::Neither),
            _ => None,
        };
        let takes_person = head == "cue/of";
        let lemma = Symbol::new(words.split(' ').next().unwrap_or_default());
        for word in words.split(' ') {
            let entry = table.entry(Word::new(word).key()).or_default();
            match class {
                "cue" => (entry.cue, entry.takes_person) = (Some(lemma), takes_person),
                "given" => entry.given = gender,
                "place" => entry.is_place = true,
                "land" => entry.is_land = true,
                _ => {
                    if let Some(clue) = Clue::named(class) {
                        entry.clues |= clue as u16;
                    } else {
                        (entry.class, entry.gender) = (class_named(class), gender);
                    }
                }
            }
        }
    }
    table
}

fn class_named(name: &str) -> Class {
    match name {
        "determiner" => Class::Determiner,
        "possessive" => Class::Possessive,
        "subject" => Class::Subject,
        "object" => Class::Object,
        "reflexive" => Class::Reflexive,
        "relative" => Class::Relative,
        "that" => Class::That,
        "preposition" => Class::Preposition,
        "conjunction" => Class::Conjunction,
        "subordinator" => Class::Subordinator,
        "auxiliary" => Class::Auxiliary,
        "adverb" => Class::Adverb,
        "title" => Class::Title,
        "suffix" => Class::Suffix,
        "calendar" => Class::Calendar,
        "person" => Class::Person,
        "organisation" => Class::Organisation,
        "document" => Class::Document,
        _ => Class::Unknown,
    }
}

/// Passes keys through, since they are hashes already.
#[derive(Default)]
pub(super) struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_be_a_noun_and_a_cue() {
        let report = look_up(Word::new("report"));
        assert_eq!(report.class, Class::Document);
        assert_eq!(report.cue, Some(Symbol::new("report")));
    }

    #[test]
    fn a_form_of_a_cue_gives_its_lemma() {
        assert_eq!(look_up(Word::new("told")).cue, Some(Symbol::new("tell")));
    }

    #[test]
    fn every_line_of_the_table_names_a_class() {
        let heads = include_str!("lexicon.txt")
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty());
        for line in heads {
            let head = line.split(": ").next().unwrap();
            let class = head.split('/').next().unwrap();
            let is_known = matches!(class, "cue" | "given" | "place" | "land")
                || Clue::named(class).is_some()
                || class_named(class) != Class::Unknown;
            assert!(is_known, "unknown class in {line}");
        }
    }
}
