//! A cue: a reporting word with its subject.

use crate::quotes::model::symbol::Symbol;

/// How a cue hangs together with its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CueLink {
    /// "Ortiz said", also "Ortiz later said".
    Direct,
    /// "said Ortiz".
    Inverted,
    /// "a spokesman for Ortiz said".
    Headed,
    /// "Ortiz, the mayor, said".
    Apposed,
    /// "Ortiz, who said".
    Relative,
    /// "Ortiz smiled and said".
    Coordinated,
    /// "Ortiz left, saying".
    Participle,
    /// "Ortiz went on to say".
    Infinitive,
    /// "according to Ortiz", "described by Ortiz".
    Agent,
    /// Some mention earlier in the sentence.
    Near,
}

impl CueLink {
    /// Returns the letter that stands for it in a feature.
    pub(crate) const fn letter(self) -> u8 {
        match self {
            Self::Direct => b'd',
            Self::Inverted => b'i',
            Self::Headed => b'h',
            Self::Apposed => b'a',
            Self::Relative => b'r',
            Self::Coordinated => b'c',
            Self::Participle => b'p',
            Self::Infinitive => b't',
            Self::Agent => b'b',
            Self::Near => b'n',
        }
    }
}

/// A reporting word with its subject.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cue {
    /// The token it is.
    pub(crate) token: usize,
    /// Its lemma.
    pub(crate) lemma: Symbol,
    /// The mention that reports.
    pub(crate) subject: usize,
    /// How they hang together.
    pub(crate) link: CueLink,
}
