//! Who else a person may be: names that the rules keep apart, with what connects them.

use std::collections::BTreeSet;

use super::facts::{NameFacts, ParsedName};
use super::listing::Person;
use super::registry::People;
use super::texts::TextId;
use super::{Certainty, NameId, NameKind};

/// A person who may be the same as another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The name.
    pub name: String,
    /// The quotes under all of their names.
    pub quotes: u64,
    /// What connects the two, or speaks against it: "same surname", "both senator", "two speakers in 2 articles".
    pub evidence: Vec<String>,
}

/// What is compared of a person.
struct Profile<'a> {
    names: Vec<NameId>,
    facts: Vec<&'a NameFacts>,
}

impl People {
    /// Returns who may be the same as the person with a name, the likeliest first.
    #[must_use]
    pub fn suggest_same(&self, name: &str, limit: usize) -> Vec<Suggestion> {
        let own = self
            .number_of(name)
            .and_then(|number| self.person_of_id(number));
        let Some((own, _)) = own else {
            return Vec::new();
        };
        let wanted = self.profile_of(&self.members_of(own));
        let mut found = Vec::new();
        for (person, members) in self.list_members() {
            let (weight, evidence) = self.compare(&wanted, &self.profile_of(&members));
            if weight > 0
                && person != own
                && let Some(Person { name, quotes, .. }) = self.describe_person(&members)
            {
                let suggestion = Suggestion {
                    name,
                    quotes,
                    evidence,
                };
                found.push((weight, suggestion));
            }
        }
        found.sort_by(|(weight, one), (other_weight, other)| {
            let by_weight = other_weight.cmp(weight).then(other.quotes.cmp(&one.quotes));
            by_weight.then_with(|| one.name.cmp(&other.name))
        });
        found.truncate(limit);
        let suggestions = found.into_iter().map(|(_, suggestion)| suggestion);
        suggestions.collect()
    }

    fn profile_of(&self, members: &[(NameId, Certainty)]) -> Profile<'_> {
        let names: Vec<NameId> = members.iter().map(|(id, _)| *id).collect();
        let facts = names.iter().filter_map(|id| self.facts_of(*id)).collect();
        Profile { names, facts }
    }

    /// Returns how much connects two persons, 0 for nothing, and what that is.
    fn compare(&self, one: &Profile<'_>, other: &Profile<'_>) -> (u32, Vec<String>) {
        let (mut weight, mut divisor) = (0, 1);
        let mut evidence = Vec::new();
        let has_same_surname = shares(one, other, |facts| Some(facts.bucket));
        if has_same_surname {
            weight += 8;
            evidence.push(match one.facts.first().map(|facts| facts.parsed.kind()) {
                Some(NameKind::Organisation) => "same letters".to_owned(),
                Some(NameKind::Person | NameKind::Description | NameKind::NoName) | None => {
                    "same surname".to_owned()
                }
            });
        }
        if shares(one, other, given_name) {
            weight += 3;
            evidence.push("same given name".to_owned());
        }
        // A shared role alone connects too many.
        let roles = self.shared_roles(one, other);
        if weight > 0 && !roles.is_empty() {
            weight += 4;
            evidence.push(format!("both {}", roles.join(" ")));
        }
        let is_other_gender = one.facts.iter().any(|facts| {
            other
                .facts
                .iter()
                .any(|other| facts.has_other_gender(other))
        });
        if is_other_gender {
            divisor *= 4;
            evidence.push("one he, one she".to_owned());
        }
        let articles = self.articles_with_both(one, other);
        if articles > 0 {
            divisor *= 2;
            let noun = if articles == 1 { "article" } else { "articles" };
            evidence.push(format!("two speakers in {articles} {noun}"));
        }
        // A given name alone connects too many.
        let is_enough = has_same_surname || !roles.is_empty();
        let weight = if weight > 0 && is_enough {
            (weight / divisor).max(1)
        } else {
            0
        };
        (weight, evidence)
    }

    /// Returns at most three words that roles of both have.
    fn shared_roles(&self, one: &Profile<'_>, other: &Profile<'_>) -> Vec<&str> {
        let words = |profile: &Profile<'_>| -> BTreeSet<TextId> {
            let roles = profile.facts.iter().flat_map(|facts| facts.roles.keys());
            roles.copied().collect()
        };
        let (own, theirs) = (words(one), words(other));
        let shared = own.intersection(&theirs);
        let shared = shared.map(|word| self.texts.role_words.text_of(*word));
        let mut shared: Vec<&str> = shared.collect();
        shared.sort_unstable();
        shared.truncate(3);
        shared
    }

    /// Returns in how many articles both are speakers.
    fn articles_with_both(&self, one: &Profile<'_>, other: &Profile<'_>) -> i32 {
        let pairs = one.names.iter().flat_map(|one| {
            let others = other.names.iter();
            others.map(move |other| (*one.min(other), *one.max(other)))
        });
        pairs.map(|pair| self.told_apart_in(pair)).sum()
    }
}

/// Returns `true` if two persons have a key in common.
fn shares<'a, K: Ord>(
    one: &Profile<'a>,
    other: &Profile<'a>,
    key: impl Fn(&'a NameFacts) -> Option<K>,
) -> bool {
    let own: BTreeSet<K> = one.facts.iter().filter_map(|facts| key(facts)).collect();
    let mut theirs = other.facts.iter().filter_map(|facts| key(facts));
    theirs.any(|key| own.contains(&key))
}

/// Returns the first given name if it is more than an initial.
fn given_name(facts: &NameFacts) -> Option<&str> {
    let ParsedName::Person(name) = &facts.parsed else {
        return None;
    };
    let first = name.given.first()?;
    (first.chars().count() > 1).then_some(first.as_str())
}
