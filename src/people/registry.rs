//! The people of an archive, renewed as articles come and go.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::facts::{NameFacts, ParsedName};
use super::grouping::{self, BucketName};
use super::{Certainty, NameDecision, NameId, NameKind, NameUse, kind_of};

/// The most names of a bucket in one article that are compared as told apart by it.
const MOST_TOLD_APART: usize = 12;

/// The articles in which somebody must be called by a given name for it to be theirs.
const FEWEST_CALLED: i64 = 3;

/// The percentage of those quotes that must be one person's.
const NEARLY_ALL: i64 = 90;

/// The people of an archive: sets of names.
///
/// ```
/// use pullquote::people::{NameUse, People};
/// let mut people = People::default();
/// for name in ["Joseph R. Lund Jr.", "Joe Lund", "Lund, Joe"] {
///     people.add_article(&[NameUse { name, mention: name, role: None, quotes: 1 }]);
/// }
/// people.renew();
/// assert_eq!(people.list_people().len(), 1);
/// ```
#[derive(Debug, Default)]
pub struct People {
    pub(super) names: Vec<NameFacts>,
    numbers: HashMap<String, NameId>,
    pub(super) buckets: HashMap<String, Vec<NameId>>,
    /// How many articles have two names of one bucket for two speakers.
    told_apart: HashMap<(NameId, NameId), i64>,
    /// Who is called by a name for short: the names by its key.
    called_by: HashMap<String, BTreeSet<NameId>>,
    /// The first name of each name's group in its bucket, and how sure that is.
    groups: Vec<(NameId, Certainty)>,
    /// The groups that are one person's over buckets, a group to another.
    pub(super) links: HashMap<NameId, (NameId, Certainty)>,
    decisions: Vec<NameDecision>,
    stale_buckets: HashSet<String>,
    stale_calls: BTreeSet<NameId>,
    given_calls: BTreeMap<NameId, NameId>,
    pub(super) unnamed: HashMap<String, i64>,
}

impl People {
    /// Adds what an article states of its speakers.
    pub fn add_article(&mut self, uses: &[NameUse<'_>]) {
        self.count_article(uses, 1);
    }

    /// Takes back what an article stated, which must be what was added.
    pub fn remove_article(&mut self, uses: &[NameUse<'_>]) {
        self.count_article(uses, -1);
    }

    /// Sets what the reader decided, the oldest first; of two that contradict each other the later holds.
    pub fn set_decisions(&mut self, decisions: Vec<NameDecision>) {
        let before = std::mem::replace(&mut self.decisions, decisions);
        let changed: Vec<String> = before
            .iter()
            .chain(&self.decisions)
            .flat_map(|decision| match decision {
                NameDecision::Same(one, other) | NameDecision::Apart(one, other) => [one, other],
            })
            .filter_map(|name| Some(ParsedName::parse(name)?.bucket()))
            .collect();
        self.stale_buckets.extend(changed);
    }

    /// Groups the names again that share a bucket with whatever changed.
    pub fn renew(&mut self) {
        let apart: HashSet<_> = self.decided_pairs(false).into_iter().collect();
        for bucket in std::mem::take(&mut self.stale_buckets) {
            self.group_bucket(&bucket, &apart);
        }
        for name in std::mem::take(&mut self.stale_calls) {
            match self.find_caller(name) {
                Some(person) => drop(self.given_calls.insert(name, person)),
                None => drop(self.given_calls.remove(&name)),
            }
        }
        self.link_groups(&apart);
    }

    pub(super) fn number_of(&self, name: &str) -> Option<NameId> {
        let key = ParsedName::parse(name).map(|parsed| parsed.key());
        let number = key.and_then(|key| self.numbers.get(&key));
        // "RAMOS" may be letters, and "Israel" a land: they are a surname where an article has it.
        number
            .or_else(|| self.numbers.get(&ParsedName::as_surname(name)?.key()))
            .copied()
    }

    fn count_article(&mut self, uses: &[NameUse<'_>], sign: i64) {
        let parsed = parse_names(uses);
        let mut by_bucket: BTreeMap<String, BTreeSet<NameId>> = BTreeMap::new();
        for (name_use, parsed) in uses.iter().zip(parsed) {
            let Some(parsed) = parsed else {
                if kind_of(name_use.name) == NameKind::Description {
                    let counted = self.unnamed.entry(name_use.name.to_owned()).or_default();
                    *counted += sign * i64::from(name_use.quotes);
                }
                continue;
            };
            let bucket = parsed.bucket();
            let number = self.add_name(parsed);
            by_bucket.entry(bucket).or_default().insert(number);
            if let Some(facts) = self.names.get_mut(number.0)
                && let Some(key) = facts.count_use(name_use, sign)
            {
                self.stale_calls.extend(self.numbers.get(&key));
                self.called_by.entry(key).or_default().insert(number);
            }
        }
        for (bucket, names) in by_bucket {
            self.count_bucket(&names.into_iter().collect::<Vec<_>>(), sign);
            // Whether a single word is a surname may have changed.
            self.stale_calls.extend(self.numbers.get(&bucket));
            self.stale_buckets.insert(bucket);
        }
    }

    /// Counts an article for each of its names of one bucket, and who they are to each other.
    fn count_bucket(&mut self, names: &[NameId], sign: i64) {
        for number in names {
            if let Some(facts) = self.names.get_mut(number.0) {
                facts.articles += sign;
                let called = facts.called.keys().filter_map(|key| self.numbers.get(key));
                self.stale_calls.extend(called);
            }
        }
        let is_bare = |id: &NameId| {
            self.names
                .get(id.0)
                .is_some_and(|facts| facts.parsed.is_bare())
        };
        let (bare, full): (Vec<NameId>, Vec<NameId>) = names.iter().copied().partition(is_bare);
        self.count_told_apart(&full, sign);
        // A bare surname beside one full name is no other person: in a headline it is the same one.
        let keys: Vec<String> = bare
            .iter()
            .filter_map(|id| Some(self.names.get(id.0)?.parsed.key()))
            .collect();
        if let [only] = full.as_slice()
            && let Some(facts) = self.names.get_mut(only.0)
        {
            for key in keys {
                facts.count_called(key, sign);
            }
        }
    }

    fn add_name(&mut self, parsed: ParsedName) -> NameId {
        let next = NameId(self.names.len());
        let number = *self.numbers.entry(parsed.key()).or_insert(next);
        if number == next {
            self.buckets
                .entry(parsed.bucket())
                .or_default()
                .push(number);
            self.names.push(NameFacts::new(parsed));
            self.groups.push((number, Certainty::Sure));
        }
        number
    }

    /// Notes that an article has several speakers of one bucket.
    fn count_told_apart(&mut self, names: &[NameId], sign: i64) {
        let names = names
            .get(..names.len().min(MOST_TOLD_APART))
            .unwrap_or_default();
        for (number, one) in names.iter().enumerate() {
            for other in names.iter().skip(number + 1) {
                *self.told_apart.entry((*one, *other)).or_default() += sign;
            }
        }
    }

    /// Returns how many articles have two names of one bucket for two speakers.
    pub(super) fn told_apart_in(&self, pair: (NameId, NameId)) -> i64 {
        self.told_apart.get(&pair).copied().unwrap_or(0)
    }

    /// Groups the names of a bucket.
    fn group_bucket(&mut self, bucket: &str, apart: &HashSet<(NameId, NameId)>) {
        let numbers = self.buckets.get(bucket).into_iter().flatten();
        let names: Vec<BucketName<'_>> = numbers
            .filter_map(|id| {
                Some(BucketName {
                    id: *id,
                    facts: self.names.get(id.0)?,
                })
            })
            .filter(|name| name.facts.quotes > 0)
            .collect();
        let are_apart = |one: NameId, other: NameId| {
            let pair = (one.min(other), one.max(other));
            apart.contains(&pair)
                || self
                    .told_apart
                    .get(&pair)
                    .is_some_and(|articles| *articles > 0)
        };
        // A name that no article has any more belongs to nobody else.
        let all = self.buckets.get(bucket).into_iter().flatten();
        let mut grouped: Vec<_> = all.map(|name| (*name, (*name, Certainty::Sure))).collect();
        for group in grouping::group_names(&names, &are_apart) {
            let Some((first, _)) = group.names.first() else {
                continue;
            };
            grouped.extend(
                group
                    .names
                    .iter()
                    .map(|(name, certainty)| (name.id, (first.id, *certainty))),
            );
        }
        for (name, group) in grouped {
            if let Some(slot) = self.groups.get_mut(name.0) {
                *slot = group;
            }
        }
    }

    /// Returns the person whom nearly all articles mean by a name that is nobody's surname, such as a given name.
    fn find_caller(&self, name: NameId) -> Option<NameId> {
        let facts = self.names.get(name.0)?;
        let ParsedName::Person(parsed) = &facts.parsed else {
            return None;
        };
        let bucket = self.buckets.get(&facts.parsed.bucket())?;
        let is_surname = bucket.iter().any(|other| {
            *other != name
                && self
                    .names
                    .get(other.0)
                    .is_some_and(|other| other.quotes > 0)
        });
        if !parsed.is_bare() || is_surname {
            return None;
        }
        let key = facts.parsed.key();
        let callers = self.called_by.get(&key)?.iter().filter_map(|id| {
            let facts = self
                .names
                .get(id.0)
                .filter(|facts| facts.parsed.kind() == NameKind::Person)?;
            Some((*id, *facts.called.get(&key)?, facts))
        });
        let callers: Vec<(NameId, i64, &NameFacts)> = callers.collect();
        let all: i64 = callers.iter().map(|(_, quotes, _)| quotes).sum();
        let (caller, quotes, other) = callers
            .into_iter()
            .max_by_key(|(id, quotes, _)| (*quotes, *id))?;
        let is_plain = quotes * 100 >= all * NEARLY_ALL && other.articles >= FEWEST_CALLED;
        (is_plain && !other.has_other_gender(facts)).then_some(caller)
    }

    /// Links groups of different buckets that are one person's.
    fn link_groups(&mut self, apart: &HashSet<(NameId, NameId)>) {
        self.links.clear();
        // The latest first, so that it holds if several together would join what is kept apart.
        for (one, other) in self.decided_pairs(true).into_iter().rev() {
            self.link_names((one, other), apart, Certainty::Reader);
        }
        for pair in self.given_calls.clone() {
            self.link_names(pair, apart, Certainty::Probable);
        }
    }

    /// Links the persons of two names, unless that joins two names that the reader keeps apart.
    fn link_names(
        &mut self,
        (one, other): (NameId, NameId),
        apart: &HashSet<(NameId, NameId)>,
        certainty: Certainty,
    ) {
        let person = |name| self.person_of_id(name).map(|(person, _)| person);
        let (Some(one), Some(other)) = (person(one), person(other)) else {
            return;
        };
        let is_kept_apart = apart.iter().any(|(first, second)| {
            let pair = (person(*first), person(*second));
            pair == (Some(one), Some(other)) || pair == (Some(other), Some(one))
        });
        if one != other && !is_kept_apart {
            self.links.insert(one, (other, certainty));
        }
    }

    /// Returns the pairs of names that the reader joined, or kept apart, the oldest first; of those said twice the last
    /// counts.
    fn decided_pairs(&self, are_same: bool) -> Vec<(NameId, NameId)> {
        let mut pairs = Vec::new();
        for decision in &self.decisions {
            let (NameDecision::Same(one, other) | NameDecision::Apart(one, other)) = decision;
            let (Some(one), Some(other)) = (self.number_of(one), self.number_of(other)) else {
                continue;
            };
            let pair = (one.min(other), one.max(other));
            pairs.retain(|known| *known != pair);
            if matches!(decision, NameDecision::Same(..)) == are_same {
                pairs.push(pair);
            }
        }
        pairs
    }

    /// Returns the name that a name's person is known by here, and how sure that is.
    pub(super) fn person_of_id(&self, name: NameId) -> Option<(NameId, Certainty)> {
        let (mut person, mut certainty) = *self.groups.get(name.0)?;
        // A link leads from one group to another, and never back: each was the end of its chain when it was made.
        while let Some((next, how)) = self.links.get(&person) {
            person = *next;
            certainty = certainty.max(*how);
        }
        Some((person, certainty))
    }
}

/// Parses the names of an article; one word is a surname if the article names somebody in full who has it.
fn parse_names(uses: &[NameUse<'_>]) -> Vec<Option<ParsedName>> {
    let mut parsed: Vec<Option<ParsedName>> = uses
        .iter()
        .map(|used| ParsedName::parse(used.name))
        .collect();
    let full = parsed
        .iter()
        .flatten()
        .filter(|parsed| parsed.kind() == NameKind::Person && !parsed.is_bare());
    let surnames: HashSet<String> = full.map(ParsedName::bucket).collect();
    for (used, parsed) in uses.iter().zip(&mut parsed) {
        if let Some(surname) = ParsedName::as_surname(used.name)
            && surnames.contains(&surname.bucket())
            && kind_of(used.name) != NameKind::Description
        {
            *parsed = Some(surname);
        }
    }
    parsed
}
