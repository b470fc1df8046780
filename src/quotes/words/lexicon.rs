//! The words the engine knows, parsed from `lexicon.txt`.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use crate::quotes::model::symbol::{KeyHasher, Symbol, WordKey};
use crate::quotes::model::word_class::{Clue, Gender, WordClass, WordEntry};

/// The table, parsed once when first needed.
static LEXICON: LazyLock<LexiconTable> =
    LazyLock::new(|| parse_lexicon(include_str!("lexicon.txt")));

type LexiconTable = HashMap<u64, WordEntry, BuildHasherDefault<KeyHasher>>;

/// Returns what is known about a word; nothing known is the default.
pub(crate) fn look_up(word: WordKey) -> WordEntry {
    LEXICON.get(&word.key()).copied().unwrap_or_default()
}

fn parse_lexicon(lines: &str) -> LexiconTable {
    let mut table = LexiconTable::default();
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
            let entry = table.entry(WordKey::new(word).key()).or_default();
            match class {
                "cue" => (entry.cue, entry.takes_person) = (Some(lemma), takes_person),
                "given" => entry.given = gender,
                "place" => entry.is_place = true,
                "land" => entry.is_land = true,
                _ => {
                    if let Some(clue) = Clue::from_name(class) {
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

fn class_named(name: &str) -> WordClass {
    match name {
        "determiner" => WordClass::Determiner,
        "possessive" => WordClass::Possessive,
        "subject" => WordClass::Subject,
        "object" => WordClass::Object,
        "reflexive" => WordClass::Reflexive,
        "relative" => WordClass::Relative,
        "that" => WordClass::That,
        "preposition" => WordClass::Preposition,
        "conjunction" => WordClass::Conjunction,
        "subordinator" => WordClass::Subordinator,
        "auxiliary" => WordClass::Auxiliary,
        "adverb" => WordClass::Adverb,
        "title" => WordClass::Title,
        "suffix" => WordClass::Suffix,
        "calendar" => WordClass::Calendar,
        "person" => WordClass::Person,
        "organisation" => WordClass::Organisation,
        "document" => WordClass::Document,
        _ => WordClass::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_be_a_noun_and_a_cue() {
        let report = look_up(WordKey::new("report"));
        assert_eq!(report.class, WordClass::Document);
        assert_eq!(report.cue, Some(Symbol::new("report")));
    }

    #[test]
    fn a_form_of_a_cue_gives_its_lemma() {
        assert_eq!(look_up(WordKey::new("told")).cue, Some(Symbol::new("tell")));
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
                || Clue::from_name(class).is_some()
                || class_named(class) != WordClass::Unknown;
            assert!(is_known, "unknown class in {line}");
        }
    }
}
