//! Who there is: people and organisations with all of their names.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::facts::{NameFacts, ParsedName};
use super::name::singular_title;
use super::registry::People;
use super::share::Gender;
use super::{Certainty, NameId, NameKind};

/// A person or an organisation: a set of names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name in most quotes.
    pub name: String,
    /// A person or an organisation.
    pub kind: NameKind,
    /// All names, that one first, then those in most quotes.
    pub names: Vec<PersonName>,
    /// The quotes under all names.
    pub quotes: u64,
    /// A woman or a man, if articles say so.
    pub gender: Option<Gender>,
}

/// A name of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// The name as most articles write it.
    pub name: String,
    /// The other ways it is written, as in capitals.
    pub spellings: Vec<String>,
    /// How many quotes are under it.
    pub quotes: u64,
    /// How many articles use it.
    pub articles: u64,
    /// How sure it is that it is this person's.
    pub certainty: Certainty,
}

impl People {
    /// Returns all people and organisations, those with most quotes first, equals by name.
    #[must_use]
    pub fn list_people(&self) -> Vec<Person> {
        let mut people: Vec<Person> = self
            .list_members()
            .into_values()
            .filter_map(|names| self.describe_person(&names))
            .collect();
        people.sort_by(|one, other| {
            other
                .quotes
                .cmp(&one.quotes)
                .then_with(|| one.name.cmp(&other.name))
        });
        people
    }

    /// Returns the person with a name; `None` for a description, or a name that no article has.
    #[must_use]
    pub fn find_person(&self, name: &str) -> Option<Person> {
        let wanted = self.person_of_id(self.number_of(name)?)?.0;
        self.describe_person(&self.members_of(wanted))
    }

    /// Returns `true` if two names are one person's.
    #[must_use]
    pub fn are_one(&self, one: &str, other: &str) -> bool {
        let person = |name| Some(self.person_of_id(self.number_of(name)?)?.0);
        person(one).is_some_and(|one| person(other) == Some(one))
    }

    /// Returns how many quotes are by speakers who are described and not named.
    #[must_use]
    pub fn unnamed_quotes(&self) -> u64 {
        let quotes: i64 = self.unnamed.values().sum();
        u64::try_from(quotes).unwrap_or(0)
    }

    /// Returns the names that articles have, by person.
    pub(super) fn list_members(&self) -> HashMap<NameId, Vec<(NameId, Certainty)>> {
        let mut members: HashMap<NameId, Vec<(NameId, Certainty)>> = HashMap::new();
        for (number, facts) in self.names.iter().enumerate() {
            if facts.quotes > 0
                && let Some((person, certainty)) = self.person_of_id(NameId(number))
            {
                members
                    .entry(person)
                    .or_default()
                    .push((NameId(number), certainty));
            }
        }
        members
    }

    /// Returns all names of a person.
    pub(super) fn members_of(&self, person: NameId) -> Vec<(NameId, Certainty)> {
        let linked = self.links.keys().copied().chain([person]);
        let groups = linked.filter(|group| {
            self.person_of_id(*group)
                .is_some_and(|(end, _)| end == person)
        });
        let buckets: BTreeSet<String> = groups
            .filter_map(|group| Some(self.names.get(group.0)?.parsed.bucket()))
            .collect();
        let names = buckets
            .iter()
            .filter_map(|bucket| self.buckets.get(bucket))
            .flatten();
        let members = names.filter_map(|name| {
            let (end, certainty) = self.person_of_id(*name)?;
            let is_used = self.names.get(name.0).is_some_and(|facts| facts.quotes > 0);
            (end == person && is_used).then_some((*name, certainty))
        });
        members.collect()
    }

    pub(super) fn describe_person(&self, names: &[(NameId, Certainty)]) -> Option<Person> {
        let mut facts: Vec<(&NameFacts, Certainty)> = names
            .iter()
            .filter_map(|(id, certainty)| Some((self.names.get(id.0)?, *certainty)))
            .collect();
        facts.sort_by_cached_key(|(facts, certainty)| {
            let is_probable = *certainty == Certainty::Probable;
            (
                is_probable,
                !is_full(&facts.parsed),
                Reverse(facts.quotes),
                facts.parsed.key(),
            )
        });
        let (first, _) = facts.first()?;
        Some(Person {
            name: singular_title(first.best_spelling()).into_owned(),
            kind: first.parsed.kind(),
            gender: Gender::of_counts(
                facts.iter().map(|(facts, _)| facts.male).sum(),
                facts.iter().map(|(facts, _)| facts.female).sum(),
            ),
            quotes: facts
                .iter()
                .map(|(facts, _)| u64::try_from(facts.quotes).unwrap_or(0))
                .sum(),
            names: facts
                .iter()
                .map(|(facts, certainty)| describe_name(facts, *certainty))
                .collect(),
        })
    }
}

/// Returns `true` if a name can be that of a row: more than a surname or an initial.
fn is_full(name: &ParsedName) -> bool {
    match name {
        ParsedName::Person(name) => name
            .given
            .first()
            .is_some_and(|first| first.chars().count() > 1),
        ParsedName::Organisation(_) => true,
    }
}

fn describe_name(facts: &NameFacts, certainty: Certainty) -> PersonName {
    let name = singular_title(facts.best_spelling());
    let mut spellings: Vec<String> = facts
        .spellings
        .keys()
        .filter(|spelling| **spelling != name)
        .cloned()
        .collect();
    spellings.sort_unstable();
    PersonName {
        name: name.into_owned(),
        spellings,
        quotes: u64::try_from(facts.quotes).unwrap_or(0),
        articles: u64::try_from(facts.articles).unwrap_or(0),
        certainty,
    }
}
