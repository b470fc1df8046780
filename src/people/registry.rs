//! The people of an archive, renewed as articles come and go.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashSet};

use super::changes::PersonChanges;
use super::facts::{BucketId, NameFacts, ParsedName};
use super::grouping::{self, BucketName};
use super::pending::PendingUses;
use super::texts::SpeakerTexts;
use super::{Certainty, NameDecision, NameId, NameKind};

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
///     people.add_article(&[NameUse { name, mention: name, role: None }]);
/// }
/// people.renew();
/// assert_eq!(people.list_people().len(), 1);
/// ```
#[derive(Debug, Default)]
pub struct People {
    pub(super) texts: SpeakerTexts,
    pub(super) pending: PendingUses,
    pub(super) names: Vec<NameFacts>,
    /// The names by their keys.
    pub(super) numbers: HashMap<String, NameId>,
    pub(super) buckets: Vec<Bucket>,
    /// The buckets by their keys.
    pub(super) bucket_numbers: HashMap<String, BucketId>,
    /// How many articles have two names of one bucket for two speakers.
    pub(super) told_apart: HashMap<(NameId, NameId), i32>,
    /// The names of those who are called by a name for short.
    pub(super) called_by: HashMap<NameId, BTreeSet<NameId>>,
    /// The first name of each name's group in its bucket, and how sure that is.
    pub(super) groups: Vec<(NameId, Certainty)>,
    /// The groups that are one person's over buckets, a group to another.
    pub(super) links: HashMap<NameId, (NameId, Certainty)>,
    decisions: Vec<NameDecision>,
    pub(super) stale_buckets: HashSet<BucketId>,
    pub(super) stale_calls: HashSet<NameId>,
    given_calls: BTreeMap<NameId, NameId>,
    /// Who has changed since somebody asked.
    pub(super) changes: PersonChanges,
}

/// Names that can be one person's or one organisation's.
#[derive(Debug, Default)]
pub(super) struct Bucket {
    pub(super) names: Vec<NameId>,
    /// The surname by itself.
    pub(super) bare: Option<NameId>,
}

impl People {
    /// Sets what the reader decided, the oldest first; of two that contradict each other the later holds.
    pub fn set_decisions(&mut self, decisions: &[NameDecision]) {
        if self.decisions == decisions {
            return;
        }
        let before = std::mem::replace(&mut self.decisions, decisions.to_vec());
        let changed: Vec<BucketId> = before
            .iter()
            .chain(&self.decisions)
            .flat_map(|decision| match decision {
                NameDecision::Same(one, other) | NameDecision::Apart(one, other) => [one, other],
            })
            .filter_map(|name| {
                let bucket = ParsedName::parse(name)?.bucket();
                self.bucket_numbers.get(&bucket).copied()
            })
            .collect();
        self.stale_buckets.extend(changed);
    }

    /// Groups the names again that share a bucket with whatever changed.
    pub fn renew(&mut self) {
        self.count_pending();
        let apart: HashSet<_> = self.decided_pairs(false).into_iter().collect();
        let grouped = std::mem::take(&mut self.stale_buckets);
        for bucket in &grouped {
            self.group_bucket(*bucket, &apart);
        }
        for name in std::mem::take(&mut self.stale_calls) {
            match self.find_caller(name) {
                Some(person) => drop(self.given_calls.insert(name, person)),
                None => drop(self.given_calls.remove(&name)),
            }
        }
        self.link_groups(&apart);
        self.note_changes(grouped);
        // An archive is read at once, later articles come one by one: they need less memory.
        self.pending = PendingUses::default();
    }

    /// Returns the number of a name that articles have.
    pub(super) fn number_of(&self, name: &str) -> Option<NameId> {
        let used = |parsed: Option<ParsedName>| {
            let number = *self.numbers.get(&parsed?.key())?;
            self.is_used(number).then_some(number)
        };
        // "RAMOS" may be letters, and "Israel" a land: they are a surname where an article has it.
        used(ParsedName::parse(name)).or_else(|| used(ParsedName::as_surname(name)))
    }

    /// Returns what is known of a name.
    pub(super) fn facts_of(&self, name: NameId) -> Option<&NameFacts> {
        self.names.get(name.index())
    }

    /// Returns `true` if a quote is by somebody of that name.
    pub(super) fn is_used(&self, name: NameId) -> bool {
        self.facts_of(name).is_some_and(|facts| facts.quotes > 0)
    }

    pub(super) fn bucket_of(&self, name: NameId) -> Option<BucketId> {
        self.facts_of(name).map(|facts| facts.bucket)
    }

    /// Returns the names of a bucket.
    pub(super) fn names_in(&self, bucket: BucketId) -> &[NameId] {
        let bucket = self.buckets.get(bucket.index());
        bucket.map_or(&[], |bucket| &bucket.names)
    }

    pub(super) fn bucket_mut(&mut self, bucket: BucketId) -> Option<&mut Bucket> {
        self.buckets.get_mut(bucket.index())
    }

    /// Returns how many articles have two names of one bucket for two speakers.
    pub(super) fn told_apart_in(&self, pair: (NameId, NameId)) -> i32 {
        self.told_apart.get(&pair).copied().unwrap_or(0)
    }

    /// Takes the parts of a name from the fullest way in which it is still written.
    pub(super) fn renew_parsed(&mut self, name: NameId) {
        let Some(facts) = self.facts_of(name).filter(|facts| facts.has_variants) else {
            return;
        };
        let key = facts.parsed.key();
        let texts = &self.texts.names;
        let written = facts.spellings.iter().filter(|text| {
            let written = texts.get(**text);
            written.is_some_and(|written| written.quotes_under(name) > 0)
        });
        let parsed = written.flat_map(|text| {
            let text = texts.text_of(*text);
            ParsedName::parse(text)
                .into_iter()
                .chain(ParsedName::as_surname(text))
        });
        let fullest = parsed.filter(|parsed| parsed.key() == key).max();
        if let (Some(parsed), Some(facts)) = (fullest, self.names.get_mut(name.index())) {
            facts.parsed = parsed;
        }
    }

    /// Groups the names of a bucket.
    fn group_bucket(&mut self, bucket: BucketId, apart: &HashSet<(NameId, NameId)>) {
        let all = self.names_in(bucket).iter();
        let names = all.clone().filter_map(|id| {
            let facts = self.facts_of(*id)?;
            Some(BucketName { id: *id, facts })
        });
        let names: Vec<BucketName<'_>> = names.filter(|name| name.facts.quotes > 0).collect();
        let are_apart = |one: NameId, other: NameId| {
            let pair = (one.min(other), one.max(other));
            apart.contains(&pair)
                || self
                    .told_apart
                    .get(&pair)
                    .is_some_and(|articles| *articles > 0)
        };
        // A name that no article has any more belongs to nobody else.
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
            if let Some(slot) = self.groups.get_mut(name.index()) {
                *slot = group;
            }
        }
    }

    /// Returns the person whom nearly all articles mean by a name that is nobody's surname, such as a given name.
    fn find_caller(&self, name: NameId) -> Option<NameId> {
        let facts = self.facts_of(name)?;
        let bucket = self.names_in(facts.bucket).iter();
        let is_surname = || {
            bucket
                .clone()
                .any(|other| *other != name && self.is_used(*other))
        };
        if !facts.parsed.is_bare() || is_surname() {
            return None;
        }
        let callers = self.called_by.get(&name)?.iter().filter_map(|id| {
            let facts = self.facts_of(*id)?;
            let is_person = facts.parsed.kind() == NameKind::Person;
            let quotes = facts.called.get(&name).filter(|_| is_person)?;
            Some((*id, i64::from(*quotes), facts))
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
        let (mut person, mut certainty) = *self.groups.get(name.index())?;
        // A link leads from one group to another, and never back: each was the end of its chain when it was made.
        while let Some((next, how)) = self.links.get(&person) {
            person = *next;
            certainty = certainty.max(*how);
        }
        Some((person, certainty))
    }
}
