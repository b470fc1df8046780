//! Whether two names can be one person's, by their parts and their roles.

use super::facts::{NameFacts, ParsedName, RoleAgreement};
use super::given;
use super::name::PersonalName;

/// Returns the given names of a person, and the full forms they may be short for.
pub(super) fn given_keys(name: &PersonalName) -> Vec<String> {
    let mut keys = Vec::new();
    for first in first_names(name) {
        keys.push(first.to_owned());
        keys.extend(
            given::full_names(first)
                .iter()
                .map(|full| (*full).to_owned()),
        );
    }
    keys
}

/// Returns the first letters of the given names, by which an initial finds them.
pub(super) fn letter_keys(name: &PersonalName) -> impl Iterator<Item = String> {
    first_names(name)
        .filter_map(|first| first.chars().next())
        .map(String::from)
}

/// Returns what somebody may be called by: the first given name, the one behind an initial, the one in marks.
fn first_names(name: &PersonalName) -> impl Iterator<Item = &str> {
    let (first, second) = (name.given.first(), name.given.get(1));
    let has_initial = first.is_some_and(|first| given::is_initial(first));
    let second = second.filter(|second| has_initial && !given::is_initial(second));
    first
        .into_iter()
        .chain(second)
        .chain(&name.called)
        .map(String::as_str)
}

/// Returns `true` if two full names can be one person's.
pub(super) fn fit_names(one: &PersonalName, other: &PersonalName) -> bool {
    if !fit_particles(one, other) {
        return false;
    }
    let (Some(first), Some(second)) = (one.given.first(), other.given.first()) else {
        return false;
    };
    if given::can_be_one(first, second) {
        let middles = (one.given.get(1..), other.given.get(1..));
        return fit_middles(middles.0.unwrap_or_default(), middles.1.unwrap_or_default());
    }
    // "J. Edgar Lund" is Edgar Lund; William “Chip” Lund is Chip Lund.
    let are_called = |one: &PersonalName, other: &PersonalName| {
        let first = other.given.first();
        let called = first_names(one)
            .skip(1)
            .any(|name| first.is_some_and(|first| given::can_be_one(name, first)));
        called && other.given.len() == 1
    };
    are_called(one, other) || are_called(other, one)
}

/// Returns `true` if the middle names and further surnames of two names do not contradict each other.
fn fit_middles(one: &[String], other: &[String]) -> bool {
    // What both have is left out, so that one may have a name more in front: "Oda Ruiz Lund", "Oda J. Ruiz Lund".
    let own = |words: &'_ [String], others: &[String]| -> Vec<String> {
        let is_shared = |word: &&String| !given::is_initial(word) && others.contains(word);
        words
            .iter()
            .filter(|word| !is_shared(word))
            .cloned()
            .collect()
    };
    let (one, other) = (own(one, other), own(other, one));
    one.iter()
        .zip(&other)
        .all(|(one, other)| given::can_be_one(one, other))
}

/// Returns `true` if a person's name ends with all of another name.
pub(super) fn ends_with(facts: &NameFacts, name: &PersonalName) -> bool {
    match &facts.parsed {
        ParsedName::Person(longer) => {
            longer.given.len() > name.given.len() && longer.given.ends_with(&name.given)
        }
        ParsedName::Organisation(_) => false,
    }
}

pub(super) fn fit_particles(one: &PersonalName, other: &PersonalName) -> bool {
    one.particles.is_empty() || other.particles.is_empty() || one.particles == other.particles
}

/// Returns `true` if one of two names may leave out the "Jr." that the other has.
pub(super) fn fit_suffixes(
    one: &PersonalName,
    one_facts: &NameFacts,
    other: &PersonalName,
    other_facts: &NameFacts,
) -> bool {
    match (one.suffix, other.suffix) {
        (Some(one), Some(other)) => one == other,
        (None, None) => true,
        // Father and son: only roles tell them apart from one man with two ways to write his name.
        (Some(_), None) | (None, Some(_)) => {
            let is_kin = one_facts.is_kin() || other_facts.is_kin();
            !is_kin && one_facts.compare_roles(other_facts) != RoleAgreement::Differ
        }
    }
}
