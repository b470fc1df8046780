//! A mention: a reference to somebody or something that can speak.

use crate::article::TextRange;
use crate::quotes::model::word_class::Gender;

/// How a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MentionForm {
    /// By name.
    Name,
    /// By a pronoun.
    Pronoun,
    /// By a noun.
    Description,
}

/// What a mention refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MentionSort {
    /// One person or several.
    Person,
    /// A body of people.
    Organisation,
    /// Something that can be read.
    Document,
    /// The words do not show it.
    Unknown,
}

/// A reference to somebody or something that can speak.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mention {
    /// The words a reader would point at.
    pub(crate) range: TextRange,
    /// Its tokens, the first and the last.
    pub(crate) tokens: (usize, usize),
    /// The first token with the titles and role before a name ("Rep.", "campaign manager").
    pub(crate) lead: usize,
    /// How it refers.
    pub(crate) form: MentionForm,
    /// What it refers to.
    pub(crate) sort: MentionSort,
    /// The gender its words show.
    pub(crate) gender: Option<Gender>,
    /// Whether it is possessive ("Ms. Ortiz's", "his").
    pub(crate) is_possessive: bool,
    /// Whether a noun follows that it modifies ("the Ortiz campaign").
    pub(crate) is_modifier: bool,
    /// Whether it is inside a quote.
    pub(crate) is_quoted: bool,
    /// The entity it names, once known.
    pub(crate) entity: Option<usize>,
}

impl Mention {
    /// Returns the gender of "he", "her" and their like.
    pub(crate) fn singular_gender(&self) -> Option<Gender> {
        self.gender
            .filter(|gender| matches!(gender, Gender::Male | Gender::Female))
    }

    /// Returns `true` for a description that is no part of another phrase, outside the quotes.
    pub(crate) fn is_free_description(&self) -> bool {
        self.form == MentionForm::Description
            && !self.is_quoted
            && !self.is_possessive
            && !self.is_modifier
    }

    /// Returns the letter a feature writes for its form.
    pub(crate) const fn form_letter(&self) -> u8 {
        match (self.form, self.is_possessive, self.is_modifier) {
            (_, _, true) => b'M',
            (MentionForm::Name, true, false) => b'N',
            (MentionForm::Name, false, false) => b'n',
            (MentionForm::Pronoun, true, false) => b'P',
            (MentionForm::Pronoun, false, false) => b'p',
            (MentionForm::Description, true, false) => b'D',
            (MentionForm::Description, false, false) => b'd',
        }
    }

    /// Returns the letter a feature writes for its sort.
    pub(crate) const fn sort_letter(&self) -> u8 {
        match self.sort {
            MentionSort::Person => b'p',
            MentionSort::Organisation => b'o',
            MentionSort::Document => b'd',
            MentionSort::Unknown => b'u',
        }
    }
}
