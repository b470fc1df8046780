//! What is known of a name over all articles.

use std::collections::BTreeMap;

use super::NameId;
use super::kind::{NameKind, kind_of};
use super::name::PersonalName;
use super::organisation::OrganisationName;
use super::share::Gender;
use super::texts::TextId;

/// The number of a bucket of names, in the order in which they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct BucketId(pub(super) u32);

/// A name in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ParsedName {
    Person(PersonalName),
    Organisation(OrganisationName),
}

impl ParsedName {
    /// Parses a name; `None` if it is no person's and no organisation's.
    pub(super) fn parse(written: &str) -> Option<Self> {
        match kind_of(written) {
            NameKind::Person => PersonalName::parse(written).map(Self::Person),
            NameKind::Organisation => OrganisationName::parse(written).map(Self::Organisation),
            NameKind::Description | NameKind::NoName => None,
        }
    }

    /// Returns one word as a surname, whatever else it may be; `None` for several words, and for small letters.
    pub(super) fn as_surname(written: &str) -> Option<Self> {
        let is_word = !written.trim().contains(' ') && written.starts_with(char::is_uppercase);
        let parsed = is_word.then(|| PersonalName::parse(written))?;
        parsed.filter(PersonalName::is_bare).map(Self::Person)
    }

    /// Returns `true` for a surname alone, or another single word that names a person.
    pub(super) const fn is_bare(&self) -> bool {
        match self {
            Self::Person(name) => name.is_bare(),
            Self::Organisation(_) => false,
        }
    }

    pub(super) const fn kind(&self) -> NameKind {
        match self {
            Self::Person(_) => NameKind::Person,
            Self::Organisation(_) => NameKind::Organisation,
        }
    }

    /// Returns `true` if this way of writing a name says more than another way of writing the same one.
    pub(super) fn says_more_than(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Person(one), Self::Person(other)) => one.called > other.called,
            (Self::Organisation(one), Self::Organisation(other)) => {
                one.is_acronym && !other.is_acronym
            }
            (Self::Person(_), Self::Organisation(_)) | (Self::Organisation(_), Self::Person(_)) => {
                false
            }
        }
    }

    /// Returns a key that all ways of writing the name share.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Person(name) => name.key(),
            Self::Organisation(name) => format!("+{}", name.key()),
        }
    }

    /// Returns the key of the names that can be one with this one: those of one surname, those of one acronym.
    pub(super) fn bucket(&self) -> String {
        match self {
            Self::Person(name) => name.surname.clone(),
            Self::Organisation(name) => format!("+{}", name.bucket()),
        }
    }
}

/// Counts that go up when an article comes and down when it goes. Most names have a few, some have thousands.
pub(super) type Counts<K> = BTreeMap<K, i32>;

/// Changes a count; returns `true` if there was none before.
pub(super) fn add_count<K: Copy + Ord>(counts: &mut Counts<K>, key: K, by: i32) -> bool {
    let Some(counted) = counts.get_mut(&key) else {
        counts.insert(key, by);
        return true;
    };
    *counted += by;
    // What comes and goes leaves nothing behind.
    if *counted == 0 {
        counts.remove(&key);
    }
    false
}

/// What is known of a name.
#[derive(Debug)]
pub(super) struct NameFacts {
    pub(super) parsed: ParsedName,
    pub(super) bucket: BucketId,
    /// The ways in which it may be written; some are in no article any more.
    pub(super) spellings: Vec<TextId>,
    pub(super) quotes: i64,
    pub(super) articles: i64,
    /// The words of the roles, with the number of quotes.
    pub(super) roles: Counts<TextId>,
    /// How many of these words say that it is somebody's son, wife or brother.
    pub(super) kin: i64,
    /// What articles call its bearer for short, with the number of quotes.
    pub(super) called: Counts<NameId>,
    pub(super) male: i64,
    pub(super) female: i64,
}

impl NameFacts {
    pub(super) fn new(parsed: ParsedName, bucket: BucketId) -> Self {
        Self {
            parsed,
            bucket,
            spellings: Vec::new(),
            quotes: 0,
            articles: 0,
            roles: Counts::default(),
            kin: 0,
            called: Counts::default(),
            male: 0,
            female: 0,
        }
    }

    /// Returns `true` if pronouns and titles say that two names are a man's and a woman's.
    pub(super) const fn has_other_gender(&self, other: &Self) -> bool {
        let one = Gender::of_counts(self.male, self.female);
        let other = Gender::of_counts(other.male, other.female);
        matches!(
            (one, other),
            (Some(Gender::Man), Some(Gender::Woman)) | (Some(Gender::Woman), Some(Gender::Man))
        )
    }

    /// Returns how the roles of two names compare.
    pub(super) fn compare_roles(&self, other: &Self) -> RoleAgreement {
        if self.roles.is_empty() || other.roles.is_empty() {
            return RoleAgreement::Unknown;
        }
        if self.roles.keys().any(|word| other.roles.contains_key(word)) {
            RoleAgreement::Agree
        } else {
            RoleAgreement::Differ
        }
    }

    /// Returns `true` if a role says that it is somebody's son, wife or brother.
    pub(super) const fn is_kin(&self) -> bool {
        self.kin > 0
    }
}

/// How the roles of two names compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RoleAgreement {
    /// One has none.
    Unknown,
    /// They share a word.
    Agree,
    /// They share none.
    Differ,
}
