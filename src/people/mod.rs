//! Who is who: which names are one person's or one organisation's, over all articles.
//!
//! Pure: what articles state goes in, sets of names come out. [`People`] takes in an article at a time, and renews only
//! the names that share a surname (or the letters of an organisation) with those of the article. What comes out does not depend on
//! the order. `docs/people.md` says how it decides.
//!
//! - [`kind_of`], `word`, `lists`: what a name is the name of
//! - `name`, `surname_first`, `given`: a person's name in its parts, and given names that can be one
//! - `organisation`: long forms, letters, possessives
//! - `role`: the words in which roles agree
//! - `texts`: numbers for what articles write; `facts`: what is known of a name; `pending`, `counting`: counts what articles state
//! - `fit`: whether two names can be one person's
//! - `grouping`: which names of a bucket belong together
//! - `share`: who has how many of the quoted words
//! - `registry`, `listing`: [`People`]; `changes`: who has changed; `suggest`: who else somebody may be

mod changes;
mod counting;
mod facts;
mod fit;
mod given;
mod grouping;
mod kind;
mod listing;
mod lists;
mod name;
mod organisation;
mod pending;
mod registry;
mod role;
mod share;
mod suggest;
mod surname_first;
#[cfg(test)]
mod tests;
mod texts;
mod title;
mod word;

pub use changes::PersonId;
pub use counting::NumberedUse;
pub use kind::{NameKind, kind_of};
pub use listing::{Person, PersonName};
pub use registry::People;
pub use share::{Gender, QuotedShares, SpeakerClass, SpeakerShare};
pub use suggest::Suggestion;
pub use texts::{MentionId, NameTextId, RoleId};
pub use title::place_role;

/// What an article states of the speaker of a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameUse<'a> {
    /// The fullest name that the article gives, or a description.
    pub name: &'a str,
    /// How the text refers to the speaker where it gives the words: "Lund", "Mr. Lund", "she".
    pub mention: &'a str,
    /// The role that the article states.
    pub role: Option<&'a str>,
}

/// How sure it is that a name is its person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// The names can be one person's, nobody else fits, and nothing speaks against it.
    Sure,
    /// It is likely: a bare surname or an initial.
    Probable,
    /// The reader said so.
    Reader,
}

/// What the reader said of two names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameDecision {
    /// They are the same person.
    Same(String, String),
    /// They are not.
    Apart(String, String),
}

/// The number of a name, in the order in which names came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::people) struct NameId(u32);

impl NameId {
    /// Returns the place of the name in a list of all.
    fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}
