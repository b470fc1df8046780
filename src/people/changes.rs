//! Who has changed since the last time: an article changes a few people of an archive, and the others need not be looked at.

use foldhash::{HashMap, HashSet};

use super::facts::BucketId;
use super::listing::{Member, Person};
use super::registry::People;
use super::{Certainty, NameId};

/// From which part of all names on everybody is gone through for those who have changed.
const MANY: usize = 8;

/// The number of a person or an organisation, as long as nobody else turns out to be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(NameId);

impl PersonId {
    /// Returns the place of the person in a list that has room for everybody.
    #[must_use]
    pub fn index(self) -> usize {
        self.0.index()
    }
}

/// Who has changed.
#[derive(Debug, Default)]
pub(super) struct PersonChanges {
    /// The names of which articles came or went.
    pub(super) counted: Vec<NameId>,
    persons: HashSet<NameId>,
    /// Whose each name was, and how sure that was.
    owners: Vec<(NameId, Certainty)>,
    /// Where the links of groups led to.
    ends: HashMap<NameId, (NameId, Certainty)>,
}

impl People {
    /// Returns the numbers of all who have changed since the last call; some may be nobody's any more.
    pub fn take_changed(&mut self) -> Vec<PersonId> {
        let mut changed: Vec<PersonId> = self.changes.persons.drain().map(PersonId).collect();
        changed.sort_unstable();
        changed
    }

    /// Calls a function with everybody of these numbers, sorted; `None` for a number that is nobody's.
    pub fn visit_people(
        &self,
        numbers: &[PersonId],
        visit: &mut dyn FnMut(PersonId, Option<Person>),
    ) {
        if numbers.len() < self.names.len() / MANY {
            for number in numbers {
                let names = self.members_of(number.0);
                visit(*number, self.describe_person(&names));
            }
            return;
        }
        let members = self.list_members();
        let mut people = members.chunk_by(Member::is_same_person).peekable();
        for number in numbers {
            let person = |names: &[Member]| names.first().map(|first| PersonId(first.person));
            while people
                .next_if(|names| person(names) < Some(*number))
                .is_some()
            {}
            let names = people.next_if(|names| person(names) == Some(*number));
            visit(*number, names.and_then(|names| self.describe_person(names)));
        }
    }

    /// Notes who has other names than before, or other counts, after some buckets were grouped.
    pub(super) fn note_changes(&mut self, grouped: HashSet<BucketId>) {
        let mut buckets = grouped;
        let ends = self.links.keys();
        let ends: HashMap<_, _> = ends
            .filter_map(|group| Some((*group, self.person_of_id(*group)?)))
            .collect();
        let before = std::mem::take(&mut self.changes.ends);
        let relinked = before
            .keys()
            .chain(ends.keys())
            .filter(|group| before.get(*group) != ends.get(*group));
        buckets.extend(relinked.filter_map(|group| self.bucket_of(*group)));
        let mut changes = std::mem::take(&mut self.changes);
        changes.ends = ends;
        // A name is its own person's until it is grouped with others.
        let known = changes.owners.len()..self.names.len();
        let added = self.groups.get(known).unwrap_or_default();
        changes.owners.extend(added.iter().copied());
        for name in buckets.iter().flat_map(|bucket| self.names_in(*bucket)) {
            let owner = self.person_of_id(*name);
            if let (Some(owner), Some(before)) = (owner, changes.owners.get_mut(name.index()))
                && *before != owner
            {
                changes.persons.extend([before.0, owner.0]);
                *before = owner;
            }
        }
        let counted = changes.counted.drain(..);
        let counted = counted.filter_map(|name| self.person_of_id(name));
        changes.persons.extend(counted.map(|(person, _)| person));
        self.changes = changes;
    }
}
