//! Who there is: people and organisations with all of their names.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::facts::{BucketId, NameFacts, ParsedName};
use super::name::singular_title;
use super::registry::People;
use super::share::Gender;
use super::{Certainty, NameId, NameKind};

/// The most letters of a word that is written in capitals for being letters: "UNESCO".
const LONGEST_LETTERS: usize = 6;

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

/// A name of a person among all names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Member {
    /// The name that the person is known by here.
    pub(super) person: NameId,
    pub(super) name: NameId,
    pub(super) certainty: Certainty,
}

impl Member {
    /// Returns `true` if two names are one person's.
    pub(super) fn is_same_person(&self, other: &Self) -> bool {
        self.person == other.person
    }
}

impl People {
    /// Returns all people and organisations, those with most quotes first, equals by name.
    #[must_use]
    pub fn list_people(&self) -> Vec<Person> {
        let members = self.list_members();
        let people = members.chunk_by(Member::is_same_person);
        let mut people: Vec<Person> = people
            .filter_map(|names| self.describe_person(names))
            .collect();
        people.sort_by(|one, other| {
            let by_quotes = other.quotes.cmp(&one.quotes);
            by_quotes.then_with(|| one.name.cmp(&other.name))
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

    /// Returns the names that articles have, those of a person one after the other.
    pub(super) fn list_members(&self) -> Vec<Member> {
        let names = (0..u32::try_from(self.names.len()).unwrap_or(u32::MAX)).map(NameId);
        let used = names.filter(|name| self.is_used(*name));
        let mut members: Vec<Member> = used
            .filter_map(|name| {
                let (person, certainty) = self.person_of_id(name)?;
                Some(Member {
                    person,
                    name,
                    certainty,
                })
            })
            .collect();
        members.sort_unstable_by_key(|member| (member.person, member.name));
        members
    }

    /// Returns all names of a person.
    pub(super) fn members_of(&self, person: NameId) -> Vec<Member> {
        let linked = self.links.keys().copied().chain([person]);
        let groups = linked.filter(|group| {
            self.person_of_id(*group)
                .is_some_and(|(end, _)| end == person)
        });
        let buckets: BTreeSet<BucketId> =
            groups.filter_map(|group| self.bucket_of(group)).collect();
        let names = buckets.iter().flat_map(|bucket| self.names_in(*bucket));
        let members = names.filter_map(|name| {
            let (end, certainty) = self.person_of_id(*name)?;
            let name = *name;
            (end == person && self.is_used(name)).then_some(Member {
                person,
                name,
                certainty,
            })
        });
        members.collect()
    }

    pub(super) fn describe_person(&self, names: &[Member]) -> Option<Person> {
        let mut facts: Vec<(NameId, &NameFacts, Certainty)> = names
            .iter()
            .filter_map(|of| Some((of.name, self.facts_of(of.name)?, of.certainty)))
            .collect();
        facts.sort_by_cached_key(|(_, facts, certainty)| {
            let is_probable = *certainty == Certainty::Probable;
            (
                is_probable,
                !is_full(&facts.parsed),
                Reverse(facts.quotes),
                facts.parsed.key(),
            )
        });
        let (_, first, _) = facts.first()?;
        let names: Vec<PersonName> = facts
            .iter()
            .map(|(id, facts, certainty)| self.describe_name(*id, facts, *certainty))
            .collect();
        Some(Person {
            name: names.first()?.name.clone(),
            kind: first.parsed.kind(),
            gender: Gender::of_counts(
                facts.iter().map(|(_, facts, _)| facts.male).sum(),
                facts.iter().map(|(_, facts, _)| facts.female).sum(),
            ),
            quotes: names.iter().map(|name| name.quotes).sum(),
            names,
        })
    }

    fn describe_name(&self, id: NameId, facts: &NameFacts, certainty: Certainty) -> PersonName {
        let spellings = facts.spellings.iter().filter_map(|text| {
            let quotes = self.texts.names.get(*text)?.quotes_under(id);
            (quotes > 0).then(|| (self.texts.names.text_of(*text), quotes))
        });
        let spellings: Vec<(&str, i32)> = spellings.collect();
        let name = singular_title(best_spelling(&spellings));
        let others = spellings.iter().map(|(spelling, _)| *spelling);
        let mut others: Vec<String> = others
            .filter(|spelling| *spelling != name)
            .map(str::to_owned)
            .collect();
        others.sort_unstable();
        PersonName {
            name: name.into_owned(),
            spellings: others,
            quotes: u64::try_from(facts.quotes).unwrap_or(0),
            articles: u64::try_from(facts.articles).unwrap_or(0),
            certainty,
        }
    }
}

/// Returns the spelling with most quotes, those in mixed letters before those in capitals.
fn best_spelling<'a>(spellings: &[(&'a str, i32)]) -> &'a str {
    if let [(only, _)] = spellings {
        return only;
    }
    let best = spellings.iter().max_by_key(|(spelling, quotes)| {
        let is_mixed =
            spelling.chars().any(char::is_lowercase) || spelling.chars().count() <= LONGEST_LETTERS;
        (is_mixed, *quotes, Reverse(*spelling))
    });
    best.map_or("", |(spelling, _)| spelling)
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
