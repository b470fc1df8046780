//! Which names of one surname are one person's, and which of one acronym one organisation's.
//!
//! What a bucket of names is grouped into depends on its names alone, not on the order in which they came.

use std::cmp::Reverse;

use foldhash::HashMap;

use super::facts::{NameFacts, ParsedName, RoleAgreement};
use super::fit::{ends_with, fit_names, fit_particles, fit_suffixes, given_keys, letter_keys};
use super::name::PersonalName;
use super::organisation::OrganisationName;
use super::{Certainty, NameId, given};

/// The percentage of quotes under a surname that one person must have to be given a bare surname.
const NEARLY_ALL: i64 = 90;

/// The most groups that a name is compared with; a name that fits more is ambiguous.
const MOST_GROUPS: usize = 64;

/// The articles from which on a person is known well enough to be given a bare surname whose role does not say so.
const WELL_KNOWN: i64 = 2;

/// A name of a bucket.
#[derive(Debug, Clone, Copy)]
pub(super) struct BucketName<'a> {
    pub(super) id: NameId,
    pub(super) facts: &'a NameFacts,
}

/// Names that are one person's or one organisation's.
#[derive(Debug, Default)]
pub(super) struct NameGroup<'a> {
    pub(super) names: Vec<(BucketName<'a>, Certainty)>,
}

impl<'a> NameGroup<'a> {
    fn new(name: BucketName<'a>) -> Self {
        Self {
            names: vec![(name, Certainty::Sure)],
        }
    }

    fn articles(&self) -> i64 {
        self.names.iter().map(|(name, _)| name.facts.articles).sum()
    }

    fn quotes(&self) -> i64 {
        self.names.iter().map(|(name, _)| name.facts.quotes).sum()
    }

    /// Returns how many quotes refer to the group by another name for short.
    fn called(&self, other: NameId) -> i64 {
        let called = self
            .names
            .iter()
            .filter_map(|(name, _)| name.facts.called.get(&other));
        called.map(|quotes| i64::from(*quotes)).sum()
    }

    /// Returns how roles compare: they agree if those of any name do.
    fn compare_roles(&self, facts: &NameFacts) -> RoleAgreement {
        let mut compared = RoleAgreement::Unknown;
        for (name, _) in &self.names {
            match name.facts.compare_roles(facts) {
                RoleAgreement::Agree => return RoleAgreement::Agree,
                RoleAgreement::Differ => compared = RoleAgreement::Differ,
                RoleAgreement::Unknown => {}
            }
        }
        compared
    }
}

/// Groups the names of a bucket; `are_apart` says whether two may not be joined.
pub(super) fn group_names<'a>(
    names: &[BucketName<'a>],
    are_apart: &dyn Fn(NameId, NameId) -> bool,
) -> Vec<NameGroup<'a>> {
    let mut grouper = Grouper {
        are_apart,
        groups: Vec::new(),
        by_given: HashMap::default(),
    };
    let (mut people, mut bodies) = part_names(names);
    // Those that say most come first: "John A. Lund" and "John B. Lund" before "John Lund", who may be either.
    people.sort_by_cached_key(|(name, parsed)| {
        (
            detail_rank(parsed),
            Reverse(name.facts.articles),
            parsed.key(),
        )
    });
    for (name, parsed) in people {
        if parsed.is_bare() {
            grouper.add_surname(name, parsed);
        } else {
            grouper.add_full_name(name, parsed);
        }
    }
    bodies.sort_by_cached_key(|(_, parsed)| {
        (
            parsed.is_acronym,
            parsed.stated_letters.is_some(),
            parsed.owner == 1,
            parsed.key(),
        )
    });
    for (name, parsed) in bodies {
        grouper.add_body(name, parsed);
    }
    grouper.groups
}

/// The names of persons, and those of organisations, each with its parts.
type PartedNames<'a> = (
    Vec<(BucketName<'a>, &'a PersonalName)>,
    Vec<(BucketName<'a>, &'a OrganisationName)>,
);

/// Parts the names of persons from those of organisations.
fn part_names<'a>(names: &[BucketName<'a>]) -> PartedNames<'a> {
    let (mut people, mut bodies) = (Vec::new(), Vec::new());
    for name in names {
        match &name.facts.parsed {
            ParsedName::Person(parsed) => people.push((*name, parsed)),
            ParsedName::Organisation(parsed) => bodies.push((*name, parsed)),
        }
    }
    (people, bodies)
}

/// Returns the rank of a name by how much it says, the most first.
fn detail_rank(name: &PersonalName) -> (bool, bool, Reverse<usize>, bool) {
    let first = name.given.first().map_or("", String::as_str);
    let details = name.given.len() + usize::from(name.suffix.is_some());
    (
        name.is_bare(),
        given::is_initial(first),
        Reverse(details),
        !given::is_full(first),
    )
}

struct Grouper<'a, 'b> {
    are_apart: &'b dyn Fn(NameId, NameId) -> bool,
    groups: Vec<NameGroup<'a>>,
    /// The groups by given names and what these may be short for.
    by_given: HashMap<String, Vec<usize>>,
}

impl<'a> Grouper<'a, '_> {
    fn add_full_name(&mut self, name: BucketName<'a>, parsed: &PersonalName) {
        let mut numbers: Vec<usize> = Vec::new();
        for key in given_keys(parsed) {
            let found = self.by_given.get(&key).into_iter().flatten();
            numbers.extend(found.take(MOST_GROUPS + 1).copied());
        }
        numbers.sort_unstable();
        numbers.dedup();
        if numbers.len() > MOST_GROUPS {
            numbers.clear();
        }
        numbers.retain(|number| {
            self.groups
                .get(*number)
                .is_some_and(|group| self.fits(group, name, parsed))
        });
        let is_initial = parsed
            .given
            .first()
            .is_some_and(|first| given::is_initial(first));
        let chosen = match numbers.as_slice() {
            [] => self
                .find_by_short_name(name, parsed)
                .map(|number| (number, Certainty::Probable)),
            [number] if is_initial => Some((*number, Certainty::Probable)),
            [number] => Some((*number, Certainty::Sure)),
            several => self
                .choose_group(name, several)
                .map(|number| (number, Certainty::Probable)),
        };
        self.place(name, chosen);
        let number = chosen.map_or(self.groups.len().saturating_sub(1), |(number, _)| number);
        for key in given_keys(parsed).into_iter().chain(letter_keys(parsed)) {
            let known = self.by_given.entry(key).or_default();
            if !known.contains(&number) {
                known.push(number);
            }
        }
    }

    /// Gives a bare surname to the one person who has it in nearly all articles.
    fn add_surname(&mut self, name: BucketName<'a>, parsed: &PersonalName) {
        let fitting = self.groups.iter().enumerate().filter(|(_, group)| {
            let is_of_people = group
                .names
                .iter()
                .all(|(other, _)| match &other.facts.parsed {
                    ParsedName::Person(other) => {
                        fit_particles(parsed, other)
                            && parsed
                                .suffix
                                .is_none_or(|suffix| other.suffix == Some(suffix))
                    }
                    ParsedName::Organisation(_) => false,
                });
            is_of_people
                && group
                    .names
                    .iter()
                    .all(|(other, _)| !other.facts.has_other_gender(name.facts))
        });
        let fitting: Vec<(usize, &NameGroup<'_>)> = fitting.collect();
        let weigh = |group: &NameGroup<'_>| group.called(name.id) + group.quotes();
        let all: i64 = fitting.iter().map(|(_, group)| weigh(group)).sum();
        let best = fitting
            .iter()
            .max_by_key(|(number, group)| (weigh(group), Reverse(*number)));
        let chosen = best.filter(|(_, group)| {
            let is_nearly_all = weigh(group) * 100 >= all * NEARLY_ALL;
            let agrees = group.articles() >= WELL_KNOWN
                || group.compare_roles(name.facts) == RoleAgreement::Agree
                || group.called(name.id) > 0
                    && group.compare_roles(name.facts) != RoleAgreement::Differ;
            is_nearly_all && agrees && !self.is_apart(group, name)
        });
        let chosen = chosen.map(|(number, _)| (*number, Certainty::Probable));
        self.place(name, chosen);
    }

    fn add_body(&mut self, name: BucketName<'a>, parsed: &OrganisationName) {
        let fits = |group: &NameGroup<'_>| {
            group
                .names
                .iter()
                .all(|(other, _)| match &other.facts.parsed {
                    ParsedName::Organisation(other) => {
                        other.can_be_one(parsed) || other.is_acronym && parsed.is_acronym
                    }
                    ParsedName::Person(_) => false,
                })
                && !self.is_apart(group, name)
        };
        let may_join = parsed.is_acronym || parsed.owner == 1 || parsed.stated_letters.is_some();
        let fitting: Vec<usize> = if may_join {
            let fitting = self
                .groups
                .iter()
                .enumerate()
                .filter(|(_, group)| fits(group));
            fitting.map(|(number, _)| number).collect()
        } else {
            Vec::new()
        };
        let chosen = match fitting.as_slice() {
            [number] => Some((*number, Certainty::Sure)),
            _ => None,
        };
        self.place(name, chosen);
    }

    fn place(&mut self, name: BucketName<'a>, chosen: Option<(usize, Certainty)>) {
        match chosen.and_then(|(number, certainty)| Some((self.groups.get_mut(number)?, certainty)))
        {
            Some((group, certainty)) => group.names.push((name, certainty)),
            None => self.groups.push(NameGroup::new(name)),
        }
    }

    /// Returns the group whose articles use this name for short: "Peña Nieto".
    fn find_by_short_name(&self, name: BucketName<'_>, parsed: &PersonalName) -> Option<usize> {
        if name.facts.articles == 0 || self.groups.len() > MOST_GROUPS {
            return None;
        }
        // "Peña Nieto" may end the name of one who is called so; a given name would be somebody else's.
        let is_surname = parsed
            .given
            .iter()
            .all(|word| !given::is_known(word) && !given::is_initial(word));
        let mut calling = self.groups.iter().enumerate().filter(|(_, group)| {
            let ends = || {
                is_surname
                    && group
                        .names
                        .iter()
                        .any(|(other, _)| ends_with(other.facts, parsed))
            };
            (group.called(name.id) > 0 || ends()) && !self.is_apart(group, name)
        });
        let (number, _) = calling.next()?;
        calling.next().is_none().then_some(number)
    }

    /// Returns which of several persons a name is: the one whose roles agree, or who has nearly all quotes.
    fn choose_group(&self, name: BucketName<'_>, numbers: &[usize]) -> Option<usize> {
        let groups: Vec<(usize, &NameGroup<'_>)> = numbers
            .iter()
            .filter_map(|number| Some((*number, self.groups.get(*number)?)))
            .collect();
        let only = |is_it: &dyn Fn(&NameGroup<'_>) -> bool| {
            let mut those = groups.iter().filter(|(_, group)| is_it(group));
            let (number, _) = those.next()?;
            those.next().is_none().then_some(*number)
        };
        let all: i64 = groups.iter().map(|(_, group)| group.quotes()).sum();
        only(&|group| group.called(name.id) > 0)
            .or_else(|| only(&|group| group.compare_roles(name.facts) == RoleAgreement::Agree))
            .or_else(|| only(&|group| group.quotes() * 100 >= all * NEARLY_ALL))
    }

    fn is_apart(&self, group: &NameGroup<'_>, name: BucketName<'_>) -> bool {
        group
            .names
            .iter()
            .any(|(other, _)| (self.are_apart)(other.id, name.id))
    }

    /// Returns `true` if a name can be that of a group, and nothing speaks against it.
    fn fits(&self, group: &NameGroup<'_>, name: BucketName<'_>, parsed: &PersonalName) -> bool {
        let can_be = group
            .names
            .iter()
            .all(|(other, _)| match &other.facts.parsed {
                ParsedName::Person(other_name) => {
                    fit_names(parsed, other_name)
                        && !other.facts.has_other_gender(name.facts)
                        && fit_suffixes(parsed, name.facts, other_name, other.facts)
                }
                ParsedName::Organisation(_) => false,
            });
        can_be && !self.is_apart(group, name)
    }
}
