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

/// A hint that a word gives beside its class, about itself or the marks near it; a word may give several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clue {
    /// A title follows: "the novel", "entitled".
    Work,
    /// A title follows at once: "watched".
    Watched,
    /// A title follows at once, of a song or a play: "after playing".
    Performed,
    /// A title follows behind "of": "the author of".
    Maker,
    /// A title follows behind "in", "on" or "with": "starred in".
    Shown,
    /// A slogan or a title comes before: "the … hat".
    Bearer,
    /// A crowd's words follow: "chanted".
    Cry,
    /// A crowd's words follow behind "of": "cries of".
    CryOf,
    /// It says how much of what follows "of": "a lot".
    Amount,
    /// It says when, never who: "this month".
    Time,
    /// It tells what somebody did, where nothing in the word shows a verb: "Ortiz met Ed Bell".
    Past,
    /// It can report, and is a noun behind an article: "a different view".
    Report,
    /// It is a verb, though it ends as the noun for a doer does: "consider".
    Verb,
    /// It opens with an apostrophe: "'til".
    Elision,
    /// It only reports: "said".
    PlainCue,
    /// It is another verb of speaking: "yelled".
    SpeakingCue,
    /// It names: "called".
    NamingCue,
    /// Whom it takes is quoted "as saying".
    Citing,
    /// It says something of what a clause follows: "insisted", "warned him that".
    ClauseCue,
    /// Only somebody does it, with words of their own: "messaged", "accused him of".
    InnerCue,
    /// It is a verb for hearing, seeing or remembering somebody speak: "heard Ortiz tell".
    Perceives,
    /// It makes a passive of the participle behind it: "was", "been".
    Passive,
    /// A question follows, also without marks: "asked:".
    Asking,
    /// It is part of a broadcaster's name: "network".
    Broadcaster,
    /// It joins a clause with a subject of its own: "but".
    Joins,
    /// It separates such a clause, also without a comma: "while".
    Separates,
    /// It is a title that names no office: "Mrs".
    Courtesy,
    /// It makes another office of the one behind it: "vice".
    OtherOffice,
    /// A trade or rank that is a common name as well: "baker", "king".
    TradeName,
    /// It ends a role whose comma is missing: "said".
    EndsRole,
    /// It says of nobody what they are: "woman".
    Anybody,
    /// Whom it tells of has most often no name in the news: "spokesman".
    Unnamed,
    /// It describes whoever comes before it: "accused".
    Participle,
    /// It is a plural without -s: "children".
    Plural,
    /// A place follows: "near".
    Locative,
    /// A noun follows, never a verb at once: "the".
    Article,
    /// It is part of a name where a capital follows: "von".
    Particle,
    /// It is part of a name where a capital follows and a name comes before: "van".
    NameParticle,
    /// It is part of a name that a hyphen joins it to: "as-Sadr".
    JoinedParticle,
    /// It begins sentences and headlines with a capital and is no name: "Last", "Exclusive".
    Common,
    /// It ends the name of what nobody speaks for: "the Grand Slam".
    Event,
    /// It addresses an office behind "Mr" or "Madam": "President".
    Addressed,
    /// It is written behind a name and is no part of it: "QC".
    Honour,
    /// A date follows: "since".
    Dated,
    /// It begins the name of a saint, and of what is called so: "St".
    Saint,
    /// It is part of a rank behind a title: "Con" in "Det Con".
    Rank,
    /// It is a common noun and a common surname: "Brand".
    Surname,
    /// It is a title that belongs to a name of one word: "Lord Bell".
    Noble,
    /// A noun for somebody by where they are from: "the Scot".
    Demonym,
    /// It names a language: "Spanish".
    Language,
    /// A verb follows without an ending: "must".
    Modal,
    /// It opens a sentence before somebody's full name: "Meet".
    Opening,
    /// A noun for somebody who does business, and for a firm: "insurer".
    Firm,
    /// An office that is named with a party or a place: "the Labour MP".
    Seat,
    /// Refers again to somebody the story has already named: "the businessman".
    Epithet,
    /// It is a given name or a surname as often as a job: "Walker".
    Forename,
    /// It means nobody in particular: "everybody".
    Indefinite,
    /// It leads from a document to its words: "reading".
    Reads,
    /// Its subject is a document, and the words follow: "begins".
    Begins,
    /// It is a month.
    Month,
    /// It says what somebody takes something for, right behind its object: "considered the plan '…'".
    Takes,
    /// It says what somebody takes something for behind "as": "regarded it as '…'".
    TakesAs,
    /// It is a noun where it is written small, and tells nothing with a capital: "porter".
    Small,
}

/// The clues by the name of their lines in the lexicon.
const CLUES: &[(&str, Clue)] = &[
    ("work", Clue::Work),
    ("watched", Clue::Watched),
    ("performed", Clue::Performed),
    ("maker", Clue::Maker),
    ("shown", Clue::Shown),
    ("bearer", Clue::Bearer),
    ("cry", Clue::Cry),
    ("cries-of", Clue::CryOf),
    ("amount", Clue::Amount),
    ("time", Clue::Time),
    ("past", Clue::Past),
    ("report", Clue::Report),
    ("verb", Clue::Verb),
    ("elision", Clue::Elision),
    ("plain-cue", Clue::PlainCue),
    ("speaking-cue", Clue::SpeakingCue),
    ("naming-cue", Clue::NamingCue),
    ("citing", Clue::Citing),
    ("clause-cue", Clue::ClauseCue),
    ("inner-cue", Clue::InnerCue),
    ("perceives", Clue::Perceives),
    ("passive", Clue::Passive),
    ("asking", Clue::Asking),
    ("broadcaster", Clue::Broadcaster),
    ("joins", Clue::Joins),
    ("separates", Clue::Separates),
    ("courtesy", Clue::Courtesy),
    ("other-office", Clue::OtherOffice),
    ("trade-name", Clue::TradeName),
    ("ends-role", Clue::EndsRole),
    ("anybody", Clue::Anybody),
    ("unnamed", Clue::Unnamed),
    ("participle", Clue::Participle),
    ("plural", Clue::Plural),
    ("locative", Clue::Locative),
    ("article", Clue::Article),
    ("particle", Clue::Particle),
    ("name-particle", Clue::NameParticle),
    ("joined-particle", Clue::JoinedParticle),
    ("common", Clue::Common),
    ("event", Clue::Event),
    ("addressed", Clue::Addressed),
    ("honour", Clue::Honour),
    ("dated", Clue::Dated),
    ("saint", Clue::Saint),
    ("rank", Clue::Rank),
    ("surname", Clue::Surname),
    ("noble", Clue::Noble),
    ("demonym", Clue::Demonym),
    ("language", Clue::Language),
    ("modal", Clue::Modal),
    ("opening", Clue::Opening),
    ("firm", Clue::Firm),
    ("seat", Clue::Seat),
    ("epithet", Clue::Epithet),
    ("forename", Clue::Forename),
    ("indefinite", Clue::Indefinite),
    ("reads", Clue::Reads),
    ("begins", Clue::Begins),
    ("month", Clue::Month),
    ("takes", Clue::Takes),
    ("takes-as", Clue::TakesAs),
];

impl Clue {
    /// Returns the clue that lines of this name give.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        let known = CLUES.iter().find(|(known, _)| *known == name)?;
        Some(known.1)
    }

    const fn bit(self) -> u64 {
        1 << self as u64
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
    /// Whether the cue takes the person it is about as its object: after “thanked Ortiz” it is not Ortiz who spoke.
    pub(crate) takes_person: bool,
    /// Whether the first or last word of a name that is a place or a publication.
    pub(crate) is_place: bool,
    /// Whether it names a country or a state, alone or as the first word of a name.
    pub(crate) is_land: bool,
    /// The gender of those who bear it as a given name, `Neither` for a name of women and men.
    pub(crate) given: Option<Gender>,
    /// The clues it gives, each a bit.
    clues: u64,
}

/// What is known of a word that is in no list.
static UNKNOWN: WordEntry = WordEntry::with_clues(0);

/// What is known of an office that is also a given name: "the Dean".
static OFFICE: WordEntry = WordEntry {
    class: WordClass::Person,
    ..WordEntry::with_clues(Clue::Unnamed.bit())
};

/// What is known of a noun for a person that is written with a capital.
static LARGE_NOUN: WordEntry = WordEntry::with_clues(Clue::Small.bit());

/// What is known of a particle that is part of a name.
static PARTICLE: WordEntry = WordEntry::with_clues(Clue::Particle.bit());

impl WordEntry {
    const fn with_clues(clues: u64) -> Self {
        Self {
            class: WordClass::Unknown,
            gender: None,
            cue: None,
            takes_person: false,
            is_place: false,
            is_land: false,
            given: None,
            clues,
        }
    }

    /// Returns the entry of words that nothing is known of.
    pub(crate) const fn unknown() -> &'static Self {
        &UNKNOWN
    }

    /// Returns the entry of an office that is also a given name.
    pub(crate) const fn office() -> &'static Self {
        &OFFICE
    }

    /// Returns the entry of a noun for a person that is written with a capital, and may be part of a name: "Porter".
    pub(crate) const fn large_noun() -> &'static Self {
        &LARGE_NOUN
    }

    /// Returns the entry of a particle that is part of a name.
    pub(crate) const fn particle() -> &'static Self {
        &PARTICLE
    }

    /// Returns `true` if the word gives this clue.
    pub(crate) const fn has(&self, clue: Clue) -> bool {
        self.clues & clue.bit() != 0
    }

    /// Notes that the word gives a clue.
    pub(crate) const fn add_clue(&mut self, clue: Clue) {
        self.clues |= clue.bit();
    }
}
