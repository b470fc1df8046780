//! What a pronoun, or a description with "the", can refer to.

use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::TextToken;
use crate::quotes::model::word_class::{Clue, Gender, WordClass};
use crate::quotes::resolution::predicates;

/// What a pronoun can refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PronounSense {
    /// One person, of this gender if it is known: "he", "her", "the 27-year-old".
    Person(Option<Gender>),
    /// A body, or something that can be read: "it".
    Body,
    /// Several people, or a body of them: "they".
    People,
}

impl PronounSense {
    /// Returns what "the" with a noun can refer to, if it may be somebody who was named before.
    ///
    /// `None` for nouns of people who mostly have no name in the news: "the spokesman".
    pub(crate) fn of_definite(scene: &Scene<'_>, mention: &Mention) -> Option<Self> {
        let (first, last) = mention.tokens;
        let noun = scene.token(last)?;
        let is_definite = mention.lead == first && scene.token(first)?.is_any(&["the"]);
        if !is_definite || !mention.is_free_description() || predicates::is_plural(scene, mention) {
            return None;
        }
        // "The Harrow police department" is as good as a name.
        let has_name =
            (first + 1..last).any(|at| scene.token(at).is_some_and(TextToken::is_capital));
        match mention.sort {
            _ if noun.gives(Clue::Unnamed) => None,
            MentionSort::Organisation if has_name => None,
            MentionSort::Person => Some(Self::Person(mention.gender)),
            MentionSort::Organisation => Some(Self::Body),
            // "The hooker said".
            MentionSort::Unknown if noun.gives(Clue::Epithet) => Some(Self::Person(None)),
            MentionSort::Document | MentionSort::Unknown => None,
        }
    }

    /// Returns what a pronoun outside the quotes can refer to; `None` for "who", "I" and what is no pronoun.
    pub(crate) fn of_mention(scene: &Scene<'_>, mention: &Mention) -> Option<Self> {
        let token = scene.token(mention.tokens.0)?;
        if mention.form != MentionForm::Pronoun
            || mention.is_quoted
            || token.has_class(WordClass::Relative)
        {
            return None;
        }
        match mention.singular_gender() {
            Some(gender) => Some(Self::Person(Some(gender))),
            None if token.is_any(&["it"]) => Some(Self::Body),
            None if token.is_any(&["they"]) => Some(Self::People),
            None => None,
        }
    }
}
