//! Quotes: who said what, where, and how certain that is.

use serde::{Deserialize, Serialize};

use super::{QuoteId, TextRange};

/// Somebody's words in an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// What it is known by.
    pub id: QuoteId,
    /// How the words are set in the text.
    pub kind: QuoteKind,
    /// From the first to the last of the quoted words, quotation marks included where there are any.
    pub range: TextRange,
    /// The quoted parts, in order; more than one when the story speaks between them ("…," he said, "…").
    ///
    /// Never empty; each lies inside `range`, with its marks.
    pub fragments: Vec<TextRange>,
    /// The speaker; `None` if the text names nobody.
    ///
    /// For several who speak together it has the names of all ("Ana Ruiz and Ed Bell").
    pub speaker: Option<Speaker>,
    /// Each of those whose words they are, in the order of the text: one for most quotes, none when nobody is named.
    pub speakers: Vec<Speaker>,
    /// The reporting words ("said", "according to").
    pub cue: Option<TextRange>,
    /// How sure the attribution is.
    pub confidence: Confidence,
    /// Why this speaker, the strongest reason first.
    pub reasons: Vec<Reason>,
    /// The candidate that came second, if there was one.
    pub runner_up: Option<Speaker>,
    /// Whether the reader has set the speaker.
    pub is_corrected: bool,
}

impl Quote {
    /// Returns `true` if it has a speaker who is shown with a question mark.
    #[must_use]
    pub fn is_unsure(&self) -> bool {
        self.speaker.is_some() && !self.confidence.is_sure()
    }

    /// Returns who has corrected it, as the reasons say: "corrected by you", or the name of a publisher.
    ///
    /// Says nothing of whether it was corrected.
    #[must_use]
    pub fn correction_credit(&self) -> &str {
        let reasons = self.reasons.iter().map(|reason| reason.0.as_str());
        let mut credits = reasons.filter(|reason| reason.starts_with("corrected by "));
        credits.next().unwrap_or("corrected by you")
    }
}

/// How quoted words are set in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuoteKind {
    /// A sentence or more between quotation marks.
    Direct,
    /// Quoted words inside a reported clause.
    Mixed,
    /// A paragraph of its own, with or without marks.
    Block,
}

impl QuoteKind {
    /// Returns the name used on screen, in JSON and in queries.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Block => "block",
        }
    }
}

/// Whoever said a quote: a person, an organisation, a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// Where the text refers to the speaker: a name, a pronoun, a description.
    pub mention: TextRange,
    /// The full name as this article gives it, or the description when nobody is named.
    pub name: String,
    /// The speaker's role, as the text gives it ("the committee's chairman").
    pub role: Option<String>,
}

/// What a speaker is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpeakerSort {
    /// One person.
    Person,
    /// A body of people.
    Organisation,
}

/// How sure an attribution is, in hundredths from 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Confidence(u8);

impl Confidence {
    /// Below this an attribution is shown as unsure.
    pub const SURE: Self = Self(60);

    /// Creates a confidence; more than 100 counts as 100.
    #[must_use]
    pub fn new(hundredths: u8) -> Self {
        Self(hundredths.min(100))
    }

    /// Returns the hundredths.
    #[must_use]
    pub const fn as_hundredths(self) -> u8 {
        self.0
    }

    /// Returns `true` if the attribution is shown without a question mark.
    #[must_use]
    pub fn is_sure(self) -> bool {
        self >= Self::SURE
    }
}

/// One reason for an attribution, in plain words ("the cue 'said' follows the quote").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason(pub String);
