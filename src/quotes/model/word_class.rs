//! What the lexicon knows about a word: its class, gender and clues.

use crate::quotes::model::symbol::Symbol;

/// What kind of word it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum WordClass {
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
pub(crate) enum Gender {
    /// "he".
    Male,
    /// "she".
    Female,
    /// "they", "it".
    Neither,
}

/// What a word tells beside its class, of the marks around it or of itself; a word may tell several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clue {
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
    pub(crate) fn from_name(class: &str) -> Option<Self> {
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
pub(crate) struct WordEntry {
    /// What kind of word it is.
    pub(crate) class: WordClass,
    /// The gender it shows.
    pub(crate) gender: Option<Gender>,
    /// The lemma, if it can report speech.
    pub(crate) cue: Option<Symbol>,
    /// Whether as a cue it takes whom it is about: "thanked Ortiz", never "thanked Ortiz" for what Ortiz said.
    pub(crate) takes_person: bool,
    /// Whether as the first or last word of a name it shows that a place or a publication is named.
    pub(crate) is_place: bool,
    /// Whether it names a country or a state, alone or as the first word of a name.
    pub(crate) is_land: bool,
    /// The gender of those who bear it as a given name, `Neither` for a name of women and men.
    pub(crate) given: Option<Gender>,
    /// The clues it gives, each a bit.
    pub(crate) clues: u16,
}

impl WordEntry {
    /// Says whether the word gives this clue.
    pub(crate) const fn has(&self, clue: Clue) -> bool {
        self.clues & clue as u16 != 0
    }
}
