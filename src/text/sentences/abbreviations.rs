//! Abbreviations that end with a full stop, and words that begin a sentence.

/// What a full stop after a word may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// It never ends a sentence: a name or an example follows.
    BeforeName,
    /// It ends no sentence when a number follows.
    BeforeNumber,
    /// It may be at the end of a sentence or inside one.
    Anywhere,
}

impl Abbreviation {
    /// Returns what kind of abbreviation a word is, given without its last full stop.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        if BEFORE_NAME.contains(&word) {
            Some(Self::BeforeName)
        } else if BEFORE_NUMBER.contains(&word) {
            Some(Self::BeforeNumber)
        } else if ANYWHERE.contains(&word) || STATES.contains(&word) || is_initials(word) {
            Some(Self::Anywhere)
        } else {
            None
        }
    }
}

/// Returns `true` if a word is an initial, or letters with a full stop after each (`U.S`, `p.m`, `Ph.D`, `A.&P`).
fn is_initials(word: &str) -> bool {
    let is_initial = |part: &str| {
        let letters = part.trim_start_matches('&');
        letters.chars().all(char::is_alphabetic) && (1..=2).contains(&letters.chars().count())
    };
    let parts = word.split('.').count();
    match parts {
        1 => word.chars().count() == 1 && word.starts_with(char::is_uppercase),
        _ => word.split('.').all(is_initial),
    }
}

/// Returns `true` if the first of some words is one that sentences begin with, rather than names.
pub(super) fn begins_sentence(words: &str) -> bool {
    let rest = words.trim_start_matches(char::is_alphabetic);
    let is_initial = rest.starts_with('.');
    let first = words.strip_suffix(rest).unwrap_or(words);
    !is_initial && BEGINNINGS.contains(&first)
}

/// Returns `true` if a word reports what somebody said.
pub(super) fn is_cue(word: &str) -> bool {
    CUES.contains(&word)
}

const BEFORE_NAME: &[&str] = &[
    "Adm", "Atty", "Brig", "Capt", "Cmdr", "Col", "Cpl", "Det", "Dr", "Drs", "Fr", "Ft", "Gen",
    "Gov", "Govs", "Hon", "Insp", "Lt", "Maj", "Messrs", "Mlle", "Mme", "Mr", "Mrs", "Ms", "Msgr",
    "Mt", "Mx", "Pfc", "Pres", "Prof", "Profs", "Pvt", "Rep", "Reps", "Rev", "Sec", "Sen", "Sens",
    "Sgt", "Supt", "approx", "ca", "cf", "e.g", "i.e", "v", "viz", "vs",
];

const BEFORE_NUMBER: &[&str] = &[
    "Apr", "Art", "Aug", "Ch", "Dec", "Feb", "Fig", "Figs", "Jan", "Jul", "Jun", "Mar", "No",
    "Nos", "Nov", "Oct", "Sep", "Sept", "Vol", "art", "ch", "fig", "no", "nos", "p", "pp", "sec",
    "vol",
];

const ANYWHERE: &[&str] = &[
    "Assn", "Ave", "Blvd", "Bros", "Co", "Corp", "Cos", "Dept", "Esq", "Inc", "Jr", "Ltd", "Rd",
    "ST", "Sr", "St", "Univ", "al", "etc",
];

/// The states of the United States as agencies write them after a town.
const STATES: &[&str] = &[
    "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky",
    "La", "Mass", "Md", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa",
    "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wisc", "Wyo",
];

const BEGINNINGS: &[&str] = &[
    "A",
    "After",
    "All",
    "Also",
    "Although",
    "An",
    "And",
    "Another",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Despite",
    "During",
    "Even",
    "For",
    "From",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Instead",
    "It",
    "Its",
    "Later",
    "Many",
    "Meanwhile",
    "Most",
    "My",
    "No",
    "Nobody",
    "Not",
    "Now",
    "On",
    "Once",
    "One",
    "Or",
    "Our",
    "She",
    "Since",
    "So",
    "Some",
    "Still",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Through",
    "Under",
    "Until",
    "We",
    "What",
    "When",
    "Where",
    "While",
    "Who",
    "Why",
    "With",
    "Without",
    "Yet",
    "You",
    "Your",
];

const CUES: &[&str] = &[
    "added",
    "asked",
    "asks",
    "called",
    "cried",
    "demanded",
    "exclaimed",
    "joked",
    "quipped",
    "replied",
    "said",
    "says",
    "shouted",
    "told",
    "tweeted",
    "wondered",
    "wrote",
    "yelled",
];
