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

    /// Returns `true` if the text describes those who said it and names none of them.
    #[must_use]
    pub fn is_unnamed(&self) -> bool {
        !self.speakers.is_empty() && self.speakers.iter().all(|speaker| !speaker.is_named())
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

/// Particles that a name may start with in lower case.
const PARTICLES: [&str; 16] = [
    "al", "bin", "d", "da", "de", "del", "den", "der", "di", "du", "el", "ibn", "la", "le", "van",
    "von",
];

/// Words that a description may start with, in capitals where a sentence starts.
const DETERMINERS: [&str; 16] = [
    "a", "all", "an", "another", "both", "her", "his", "its", "many", "my", "one", "our", "some",
    "the", "their", "two",
];

/// Pronouns that stay as they are where nobody is named.
const PRONOUNS: [&str; 6] = ["he", "i", "it", "she", "they", "we"];

impl Speaker {
    /// Returns `true` if `name` is a name, not a description ("the mayor of Harrow") or a pronoun.
    #[must_use]
    pub fn is_named(&self) -> bool {
        let is_letter = |c: char| c.is_alphanumeric();
        let mut words = self
            .name
            .split(|c| !is_letter(c))
            .filter(|word| !word.is_empty());
        let (Some(first), second) = (words.next(), words.next()) else {
            return false;
        };
        let is_lower = |word: &str| word.starts_with(char::is_lowercase);
        let (is_first_lower, lower) = (is_lower(first), first.to_lowercase());
        match second {
            None => !is_first_lower && !PRONOUNS.contains(&lower.as_str()),
            Some(second) if is_first_lower => {
                PARTICLES.contains(&lower.as_str())
                    && (!is_lower(second) || PARTICLES.contains(&second))
            }
            Some(second) => !(is_lower(second) && DETERMINERS.contains(&lower.as_str())),
        }
    }
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

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_name("Ines Halloran", true)]
    #[case::one_word("Reuters", true)]
    #[case::a_particle("de Vries", true)]
    #[case::two_particles("van der Berg", true)]
    #[case::a_body("The Harbour Board", true)]
    #[case::a_description("the mayor of Harrow", false)]
    #[case::a_description_at_the_start_of_a_sentence("The harbour master", false)]
    #[case::a_pronoun("He", false)]
    #[case::nothing("", false)]
    fn tells_names_from_descriptions(#[case] name: &str, #[case] is_named: bool) {
        let speaker = Speaker {
            mention: TextRange::default(),
            name: name.to_owned(),
            role: None,
        };
        assert_eq!(speaker.is_named(), is_named);
    }
}
