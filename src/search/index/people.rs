//! Who is who among the speakers of a commit: persons with all of their names and totals.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use crate::people::{Certainty, People, Person, PersonId};
use crate::search::names::name_key;
use crate::search::query::QueryWords;
use crate::text::Clean;

use super::name_owners::NameOwners;
use super::shared_parts::{PartedMap, PartedVec};
use super::speaker_numbers::is_capitals;
use super::speakers::SpeakerRow;
use super::tallies::SpeakerTally;

/// The people of a commit; a copy shares all that is not changed.
#[derive(Debug, Clone, Default)]
pub(super) struct IndexPeople {
    people: PartedVec<Arc<IndexedPerson>>,
    /// Those who are quoted, the most quoted first.
    order: Arc<Vec<PersonId>>,
    /// All speakers without a name.
    unnamed: Option<Arc<SpeakerRow>>,
    /// Who has a name as articles write it.
    by_name: PartedMap<Arc<str>, NameOwners>,
    /// Who has a name with a key.
    by_key: PartedMap<String, NameOwners>,
    /// The keys of the names of those with several, with a blank at both ends, so that each word has one on both sides.
    keys: PartedMap<PersonId, Arc<Vec<String>>>,
}

/// A person or an organisation of the index.
#[derive(Debug, Clone)]
struct IndexedPerson {
    row: Arc<SpeakerRow>,
    /// The quotes under all names, by which people are sorted.
    quotes: u64,
    /// The names as articles write them.
    names: Box<[(Arc<str>, Certainty)]>,
}

impl IndexedPerson {
    /// Compares two by their places in the list.
    fn compare(&self, other: &Self) -> Ordering {
        let by_quotes = Reverse(self.quotes).cmp(&Reverse(other.quotes));
        by_quotes.then_with(|| self.row.name.cmp(&other.row.name))
    }
}

impl IndexPeople {
    /// Returns everybody who is quoted, the most quoted first; those without a name are last, as one row.
    pub(super) fn list_rows(&self) -> Vec<Arc<SpeakerRow>> {
        let people = self.order.iter();
        let rows = people.filter_map(|id| Some(Arc::clone(&self.person(*id)?.row)));
        rows.chain(self.unnamed.iter().cloned()).collect()
    }

    /// Returns the name by which the person is known who has a name that an article writes so.
    pub(super) fn name_of(&self, name: &str) -> Option<&str> {
        self.row_named(name).map(|row| row.name.as_str())
    }

    /// Returns the row of the person who has a name that an article writes so.
    pub(super) fn row_named(&self, name: &str) -> Option<&SpeakerRow> {
        Some(&*self.person(self.owner_of(name)?)?.row)
    }

    /// Returns who has a name that an article writes so; of several the one who is quoted least.
    pub(super) fn owner_of(&self, name: &str) -> Option<PersonId> {
        match self.by_name.get(name)?.list() {
            [(only, _)] => Some(*only),
            several => self.sort_owners(several).last().copied(),
        }
    }

    /// Returns how sure it is that a name as an article writes it is its person's.
    pub(super) fn certainty_of(&self, name: &str) -> Certainty {
        let owners = self.by_name.get(name).map_or(&[][..], NameOwners::list);
        let unsure = owners.iter().filter(|(_, how)| *how != Certainty::Sure);
        let last = unsure.max_by(|(one, _), (other, _)| self.compare(*one, *other));
        last.map_or(Certainty::Sure, |(_, certainty)| *certainty)
    }

    /// Returns the row of the person who has a name with this key.
    pub(super) fn row_with_key(&self, key: &str) -> Option<&SpeakerRow> {
        Some(&*self.person(self.owner_of_key(key)?)?.row)
    }

    /// Returns the keys of all names of the person who has a name with this key; that key alone if nobody has it.
    pub(super) fn keys_of_person(&self, key: &str) -> Vec<String> {
        let keys = self.owner_of_key(key).and_then(|id| self.keys.get(&id));
        keys.map_or_else(|| vec![key.to_owned()], |keys| trim_keys(keys).collect())
    }

    /// Returns the keys of the other names of those of whose names one has all of some words.
    pub(super) fn keys_with_words(&self, words: &QueryWords) -> Vec<String> {
        let Some((last, finished)) = words.words.split_last() else {
            return Vec::new();
        };
        let end = if words.is_prefix { "" } else { " " };
        let last = format!(" {last}{end}");
        let finished: Vec<String> = finished.iter().map(|word| format!(" {word} ")).collect();
        let has_all =
            |name: &String| name.contains(&last) && finished.iter().all(|word| name.contains(word));
        // Whoever has one name is found by the words of that name.
        let fitting = self.keys.values().filter(|keys| keys.iter().any(has_all));
        let others = fitting.flat_map(|keys| keys.iter().filter(|name| !has_all(name)));
        others.map(|key| key.trim().to_owned()).collect()
    }

    /// Returns the name of those who are known by one with this key: of several those in small letters first, then the most quoted.
    pub(super) fn name_with_key(&self, key: &str) -> Option<&str> {
        let owners = self.sort_owners(self.by_key.get(key)?.list());
        let people = owners.into_iter().filter_map(|id| self.person(id));
        let names = people.map(|person| person.row.name.as_str());
        let names = names.filter(|name| name_key(name).as_deref() == Some(key));
        // Of equal ones the first.
        names.min_by_key(|name| is_capitals(name))
    }

    /// Returns the names of a person as articles write them.
    pub(super) fn names_of(&self, id: PersonId) -> impl Iterator<Item = &Arc<str>> {
        let person = self.person(id).into_iter();
        person.flat_map(|person| person.names.iter().map(|(name, _)| name))
    }

    /// Returns the number of the quotes under all names of a person.
    pub(super) fn quotes_of(&self, id: PersonId) -> u64 {
        self.person(id).map_or(0, |person| person.quotes)
    }

    /// Sets who somebody is, still with the totals from before; `None` for nobody. `renamed` gets the names before and now.
    pub(super) fn set_person(
        &mut self,
        id: PersonId,
        person: Option<Person>,
        people: &People,
        renamed: &mut Vec<Arc<str>>,
    ) {
        let new = person.map(|person| {
            let before = self.person(id).map(|known| &*known.row);
            Arc::new(IndexedPerson {
                row: Arc::new(describe_row(&person, before)),
                quotes: person.quotes,
                names: list_names(&person, people),
            })
        });
        let before = self.people.set(id.index(), new.clone());
        let before = before.as_ref().map_or(&[][..], |before| &before.names);
        let now = new.as_ref().map_or(&[][..], |now| &now.names);
        if before != now {
            self.remove_names(id, before);
            self.add_names(id, now);
            renamed.extend(before.iter().map(|(name, _)| Arc::clone(name)));
        }
        renamed.extend(now.iter().map(|(name, _)| Arc::clone(name)));
    }

    fn remove_names(&mut self, id: PersonId, names: &[(Arc<str>, Certainty)]) {
        for (name, _) in names {
            let is_free = self
                .by_name
                .update(Arc::clone(name), |owners| owners.remove_owner(id));
            if is_free == Some(true) {
                self.by_name.remove(&**name);
            }
            let Some(key) = name_key(name) else {
                continue;
            };
            let is_free = self
                .by_key
                .update(key.clone(), |owners| owners.remove_owner(id));
            if is_free == Some(true) {
                self.by_key.remove(&key);
            }
        }
        self.keys.remove(&id);
    }

    fn add_names(&mut self, id: PersonId, names: &[(Arc<str>, Certainty)]) {
        let mut keys = Vec::with_capacity(names.len());
        for (name, certainty) in names {
            self.by_name.update(Arc::clone(name), |owners| {
                owners.add_owner((id, *certainty));
            });
            if let Some(key) = name_key(name) {
                self.by_key.update(key.clone(), |owners| {
                    owners.add_owner((id, Certainty::Sure));
                });
                keys.push(key);
            }
        }
        keys.sort_unstable();
        keys.dedup();
        if keys.len() > 1 {
            let keys = keys.iter().map(|key| format!(" {key} ")).collect();
            self.keys.update(id, |known| *known = Arc::new(keys));
        }
    }

    /// Sets the totals of a person.
    pub(super) fn set_totals(&mut self, id: PersonId, tally: SpeakerTally) {
        let known = self.person(id);
        if known.is_none_or(|known| tally.has_totals_of(&known.row)) {
            return;
        }
        // Copied only if another commit has them.
        if let Some(known) = self.people.get_mut(id.index()) {
            let person = Arc::make_mut(known);
            tally.write_totals(Arc::make_mut(&mut person.row));
        }
    }

    /// Sets the row of all speakers without a name.
    pub(super) fn set_unnamed(&mut self, row: Option<SpeakerRow>) {
        self.unnamed = row.map(Arc::new);
    }

    /// Sorts those in who have changed, who are at another place then, or nowhere any more.
    pub(super) fn sort_in(&mut self, changed: &[PersonId]) {
        let last = changed.iter().map(|id| id.index()).max();
        let mut is_changed = vec![false; last.map_or(0, |last| last + 1)];
        for id in changed {
            if let Some(is_changed) = is_changed.get_mut(id.index()) {
                *is_changed = true;
            }
        }
        let is_kept = |id: &PersonId| !is_changed.get(id.index()).copied().unwrap_or(false);
        let kept: Vec<PersonId> = self.order.iter().copied().filter(is_kept).collect();
        let moved = changed.iter();
        let mut moved: Vec<(PersonId, &IndexedPerson)> = moved
            .filter_map(|id| Some((*id, self.person(*id)?)))
            .collect();
        moved.sort_unstable_by(|(_, one), (_, other)| one.compare(other));
        let mut order = Vec::with_capacity(kept.len() + moved.len());
        let mut rest = kept.as_slice();
        for (id, person) in moved {
            let is_before = |other: &PersonId| {
                let other = self.person(*other);
                other.is_some_and(|other| other.compare(person).is_lt())
            };
            let (before, after) = rest.split_at(rest.partition_point(is_before));
            order.extend_from_slice(before);
            order.push(id);
            rest = after;
        }
        order.extend_from_slice(rest);
        self.order = Arc::new(order);
    }

    /// Returns everybody's number, the most quoted first.
    pub(super) fn order(&self) -> &Arc<Vec<PersonId>> {
        &self.order
    }

    fn person(&self, id: PersonId) -> Option<&IndexedPerson> {
        self.people.get(id.index()).map(|person| &**person)
    }

    /// Returns who has a name with a key; of several the one who is quoted most.
    fn owner_of_key(&self, key: &str) -> Option<PersonId> {
        match self.by_key.get(key)?.list() {
            [(only, _)] => Some(*only),
            several => self.sort_owners(several).first().copied(),
        }
    }

    /// Returns the owners of a name, the most quoted first.
    fn sort_owners(&self, owners: &[(PersonId, Certainty)]) -> Vec<PersonId> {
        let mut owners: Vec<PersonId> = owners.iter().map(|(id, _)| *id).collect();
        owners.sort_unstable_by(|one, other| self.compare(*one, *other));
        owners
    }

    fn compare(&self, one: PersonId, other: PersonId) -> Ordering {
        match (self.person(one), self.person(other)) {
            (Some(one), Some(other)) => one.compare(other),
            (one, other) => other.is_some().cmp(&one.is_some()),
        }
    }
}

/// Returns the row of a person, with the totals of another one.
fn describe_row(person: &Person, before: Option<&SpeakerRow>) -> SpeakerRow {
    let others = person.names.iter().filter(|name| name.name != person.name);
    let mut aliases: Vec<Clean> = others.map(|name| Clean::new(&name.name)).collect();
    aliases.sort_unstable();
    SpeakerRow {
        name: Clean::new(&person.name),
        kind: person.kind,
        gender: person.gender,
        aliases,
        quotes: before.map_or(0, |row| row.quotes),
        articles: before.map_or(0, |row| row.articles),
        first: before.and_then(|row| row.first),
        last: before.and_then(|row| row.last),
    }
}

/// Returns the names of a person as articles write them.
fn list_names(person: &Person, people: &People) -> Box<[(Arc<str>, Certainty)]> {
    let names = person.names.iter().flat_map(|name| {
        let spellings = std::iter::once(&name.name).chain(&name.spellings);
        spellings.map(|spelling| {
            let known = people.find_name(spelling);
            let known = known.and_then(|text| people.written_name(text));
            let text = known.map_or_else(|| Arc::from(spelling.as_str()), Arc::clone);
            (text, name.certainty)
        })
    });
    names.collect()
}

fn trim_keys(keys: &[String]) -> impl Iterator<Item = String> {
    keys.iter().map(|key| key.trim().to_owned())
}
