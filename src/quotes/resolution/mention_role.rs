//! What a mention does in its sentence: subject, object, owner.

use crate::quotes::model::mention::Mention;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::word_class::WordClass;

/// What a mention does in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MentionRole {
    /// It is inside a quote.
    Quoted,
    /// It belongs to another noun: "Ortiz's", "the Ortiz campaign".
    Modifier,
    /// It is the subject of a cue.
    CueSubject,
    /// It is spoken to or of: "told Ortiz".
    Addressee,
    /// A preposition governs it, or "whose".
    Object,
    /// None of these, so most often a subject.
    Subject,
}

impl MentionRole {
    /// Returns the role of the mention at `index`.
    pub(crate) fn of_mention(scene: &Scene<'_>, index: usize, mention: &Mention) -> Self {
        let before = scene.tokens.before(mention.lead, 1);
        let is_governed = before.is_some_and(|token| token.has_class(WordClass::Preposition));
        // "A mansion whose owner insisted": the sentence speaks of somebody else.
        let is_aside = before.is_some_and(|token| token.is_any(&["whose"]));
        let is_told = before.is_some_and(|token| token.entry.takes_person);
        if mention.is_quoted {
            Self::Quoted
        } else if mention.is_possessive || mention.is_modifier {
            Self::Modifier
        } else if is_told {
            Self::Addressee
        } else if is_aside {
            Self::Object
        } else if scene.is_subject(index) {
            Self::CueSubject
        } else if is_governed {
            Self::Object
        } else {
            Self::Subject
        }
    }

    /// Returns how much a mention in this role is what its sentence speaks of, from 0.
    pub(crate) const fn prominence(self) -> u8 {
        match self {
            Self::Quoted | Self::Modifier => 0,
            Self::Addressee | Self::Object => 1,
            Self::Subject => 2,
            Self::CueSubject => 3,
        }
    }

    /// Returns the letter a feature writes for it.
    pub(crate) const fn letter(self) -> u8 {
        match self {
            Self::Quoted => b'q',
            Self::Modifier => b'm',
            Self::CueSubject => b'c',
            Self::Addressee => b't',
            Self::Object => b'o',
            Self::Subject => b's',
        }
    }
}
