//! What is known of a name over all articles.

use std::collections::HashMap;
use std::sync::Arc;

use super::kind::{NameKind, kind_of};
use super::name::PersonalName;
use super::organisation::OrganisationName;
use super::share::Gender;
use super::{NameUse, role};

/// The most letters of a word that is written in capitals for being letters: "UNESCO".
const LONGEST_LETTERS: usize = 6;

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

/// Counts that go up when an article comes and down when it goes.
type Counts = HashMap<String, i64>;

/// What is known of a name.
#[derive(Debug)]
pub(super) struct NameFacts {
    pub(super) parsed: Arc<ParsedName>,
    /// The ways it is written, with the number of quotes.
    pub(super) spellings: Counts,
    pub(super) quotes: i64,
    pub(super) articles: i64,
    /// The words of the roles, with the number of quotes.
    pub(super) roles: Counts,
    /// What articles call its bearer for short, by the keys of those names, with the number of quotes.
    pub(super) called: Counts,
    pub(super) male: i64,
    pub(super) female: i64,
}

impl NameFacts {
    pub(super) fn new(parsed: Arc<ParsedName>) -> Self {
        Self {
            parsed,
            spellings: Counts::new(),
            quotes: 0,
            articles: 0,
            roles: Counts::new(),
            called: Counts::new(),
            male: 0,
            female: 0,
        }
    }

    /// Adds what an article states, or takes it back with a `sign` of -1; returns the key of a short name that it uses, of
    /// which `mention` is the key of what it writes.
    pub(super) fn count_use(
        &mut self,
        used: &NameUse<'_>,
        mention: Option<String>,
        sign: i64,
    ) -> Option<String> {
        let quotes = sign * i64::from(used.quotes);
        self.quotes += quotes;
        count(&mut self.spellings, used.name.to_owned(), quotes);
        for word in used.role.into_iter().flat_map(role::role_words) {
            count(&mut self.roles, word, quotes);
        }
        match Gender::of_mention(used.mention) {
            Some(Gender::Man) => self.male += quotes,
            Some(Gender::Woman) => self.female += quotes,
            None => {}
        }
        let key = mention.filter(|key| *key != self.parsed.key())?;
        count(&mut self.called, key.clone(), quotes);
        Some(key)
    }

    /// Notes that an article calls its bearer by another name.
    pub(super) fn count_called(&mut self, key: String, articles: i64) {
        count(&mut self.called, key, articles);
    }

    /// Returns the spelling with most quotes, those in mixed letters before those in capitals.
    pub(super) fn best_spelling(&self) -> &str {
        let best = self.spellings.iter().max_by_key(|(spelling, quotes)| {
            let is_mixed = spelling.chars().any(char::is_lowercase)
                || spelling.chars().count() <= LONGEST_LETTERS;
            (is_mixed, **quotes, std::cmp::Reverse(spelling.as_str()))
        });
        best.map_or("", |(spelling, _)| spelling.as_str())
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
    pub(super) fn is_kin(&self) -> bool {
        self.roles.keys().any(|word| role::is_kin(word))
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

fn count(counts: &mut Counts, key: String, by: i64) {
    let counted = counts.get(&key).copied().unwrap_or(0) + by;
    // What comes and goes leaves nothing behind.
    if counted == 0 {
        counts.remove(&key);
    } else {
        counts.insert(key, counted);
    }
}
