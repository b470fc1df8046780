//! The words the engine knows, parsed from `lexicon.txt`.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use crate::quotes::model::symbol::{KeyHasher, Symbol, WordKey};
use crate::quotes::model::word_class::{Clue, Gender, WordClass, WordEntry};

/// The lexicon, parsed once when first needed.
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| parse_lexicon(include_str!("lexicon.txt")));

type KeyMap<T> = HashMap<u64, T, BuildHasherDefault<KeyHasher>>;

/// What is known of words.
#[derive(Debug, Default)]
struct Lexicon {
    /// The entry of each word.
    entries: KeyMap<WordEntry>,
    /// The nouns for whoever bears a short title.
    title_nouns: KeyMap<Vec<WordKey>>,
}

/// Returns what is known about a word; the entry of an unknown one if nothing is.
pub(crate) fn look_up(word: WordKey) -> &'static WordEntry {
    let entry = LEXICON.entries.get(&word.key());
    entry.unwrap_or(WordEntry::unknown())
}

/// Returns what is known about two words that belong together: "Number 10".
pub(crate) fn look_up_pair(first: &str, second: &str) -> &'static WordEntry {
    look_up(WordKey::new(&format!("{first} {second}")))
}

/// Returns the nouns for whoever bears a short title: "senator" for "Sen."; empty for other words.
pub(crate) fn title_nouns(title: WordKey) -> &'static [WordKey] {
    let nouns = LEXICON.title_nouns.get(&title.key());
    nouns.map_or(&[], Vec::as_slice)
}

fn parse_lexicon(lines: &str) -> Lexicon {
    let mut lexicon = Lexicon::default();
    let mut lemma_clues = Vec::new();
    for line in lines.lines().filter(|line| !line.starts_with('#')) {
        let Some((head, words)) = line.split_once(": ") else {
            continue;
        };
        match Clue::from_name(head) {
            // Lemmas may be listed before the cues that have them.
            Some(clue) if head.ends_with("-cue") => {
                lemma_clues.extend(words.split(' ').map(|lemma| (Symbol::new(lemma), clue)));
            }
            _ => parse_line(head, words, &mut lexicon),
        }
    }
    for (lemma, clue) in lemma_clues {
        let forms = lexicon.entries.values_mut();
        for form in forms.filter(|entry| entry.cue == Some(lemma)) {
            form.add_clue(clue);
        }
    }
    lexicon
}

/// Adds the words of a line to the lexicon; `head` is their class, clue or other kind.
fn parse_line(head: &str, words: &str, lexicon: &mut Lexicon) {
    let (class, gender) = head.split_once('/').unwrap_or((head, ""));
    let gender = match gender {
        "m" => Some(Gender::Male),
        "f" => Some(Gender::Female),
        "n" => Some(Gender::Neither),
        _ => None,
    };
    let mut keys = words
        .split(' ')
        .map(|word| WordKey::new(&word.replace('_', " ")));
    if class == "short-title" {
        if let Some(title) = keys.next() {
            lexicon.title_nouns.insert(title.key(), keys.collect());
        }
        return;
    }
    let takes_person = head == "cue/of";
    let lemma = Symbol::new(words.split(' ').next().unwrap_or_default());
    for word in keys {
        // A word may be a noun, a cue and a given name at once; each line sets its own field.
        let entry = lexicon.entries.entry(word.key()).or_default();
        match (class, Clue::from_name(class)) {
            (_, Some(clue)) => entry.add_clue(clue),
            ("cue", None) => (entry.cue, entry.takes_person) = (Some(lemma), takes_person),
            ("given", None) => entry.given = gender,
            ("place", None) => entry.is_place = true,
            ("land", None) => entry.is_land = true,
            ("small-person", None) => {
                (entry.class, entry.gender) = (WordClass::Person, gender);
                entry.add_clue(Clue::Small);
            }
            (class, None) => (entry.class, entry.gender) = (class_named(class), gender),
        }
    }
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
            let is_known = matches!(
                class,
                "cue" | "given" | "place" | "land" | "name-part" | "small-person" | "short-title"
            ) || Clue::from_name(class).is_some()
                || class_named(class) != WordClass::Unknown;
            assert!(is_known, "unknown class in {line}");
        }
    }

    #[test]
    fn a_clue_of_a_lemma_holds_for_its_forms() {
        assert!(look_up(WordKey::new("wrote")).has(Clue::PlainCue));
        assert!(!look_up(WordKey::new("writer")).has(Clue::PlainCue));
    }

    #[test]
    fn a_house_is_named_by_its_number() {
        assert_eq!(look_up_pair("Number", "10").class, WordClass::Organisation);
        assert_eq!(look_up_pair("Number", "12").class, WordClass::Unknown);
    }

    #[test]
    fn a_short_title_gives_the_nouns_for_its_bearer() {
        let nouns = [WordKey::new("representative"), WordKey::new("congressman")];
        assert_eq!(title_nouns(WordKey::new("Rep")).get(..2), Some(&nouns[..]));
        assert!(title_nouns(WordKey::new("mayor")).is_empty());
    }
}
