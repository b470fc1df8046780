//! A cue: a reporting word with its subject.

use crate::quotes::model::symbol::Symbol;

/// How a cue is linked to its subject.
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
    /// "Ortiz was told": the one spoken to or of.
    Passive,
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
    /// Returns the letter a feature writes for it.
    pub(crate) const fn letter(self) -> u8 {
        match self {
            Self::Direct => b'd',
            Self::Inverted => b'i',
            Self::Headed => b'h',
            Self::Apposed => b'a',
            Self::Passive => b'v',
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
    /// How they are linked.
    pub(crate) link: CueLink,
}

/// Where a cue is, as seen from a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CuePosition {
    /// Before the region, in its sentence.
    Before,
    /// After the region, in its sentence.
    After,
    /// In a sentence before, in the same paragraph.
    EarlierSentence,
    /// In a sentence after, in the same paragraph.
    LaterSentence,
    /// In a paragraph before.
    EarlierParagraph,
    /// In a paragraph after.
    LaterParagraph,
}

impl CuePosition {
    /// Returns the letter a feature writes for it.
    pub(crate) const fn letter(self) -> u8 {
        match self {
            Self::Before => b'b',
            Self::After => b'a',
            Self::EarlierSentence => b'B',
            Self::LaterSentence => b'A',
            Self::EarlierParagraph => b'1',
            Self::LaterParagraph => b'n',
        }
    }

    /// Returns `true` if the cue is in the region's own sentence.
    pub(crate) const fn is_in_sentence(self) -> bool {
        matches!(self, Self::Before | Self::After)
    }
}
