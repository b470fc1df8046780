//! Collections whose copies share all parts that are not changed, so that each commit has its own at the cost of what is new.
//!
//! A persistent map of a crate would do as well; these are filled and read as fast as plain ones.

use std::borrow::Borrow;
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

use foldhash::HashMap;
use foldhash::fast::FixedState;

/// The values of a part of a [`PartedVec`].
const PART: usize = 256;

/// The parts of a [`PartedMap`].
const PARTS: usize = 1024;

/// A list of values, some of which are missing.
#[derive(Debug, Clone)]
pub(super) struct PartedVec<T> {
    parts: Vec<Arc<Vec<Option<T>>>>,
}

impl<T> Default for PartedVec<T> {
    fn default() -> Self {
        Self { parts: Vec::new() }
    }
}

impl<T: Clone> PartedVec<T> {
    /// Returns the value at a place.
    pub(super) fn get(&self, place: usize) -> Option<&T> {
        self.parts.get(place / PART)?.get(place % PART)?.as_ref()
    }

    /// Returns the value at a place, to be changed.
    pub(super) fn get_mut(&mut self, place: usize) -> Option<&mut T> {
        let part = Arc::make_mut(self.parts.get_mut(place / PART)?);
        part.get_mut(place % PART)?.as_mut()
    }

    /// Sets the value at a place; returns the one before.
    pub(super) fn set(&mut self, place: usize, value: Option<T>) -> Option<T> {
        let part = place / PART;
        if part >= self.parts.len() {
            // Nothing is there, and nothing is to be.
            value.as_ref()?;
            self.parts.resize_with(part + 1, Arc::default);
        }
        let values = Arc::make_mut(self.parts.get_mut(part)?);
        if values.is_empty() {
            values.resize(PART, None);
        }
        let known = values.get_mut(place % PART)?;
        std::mem::replace(known, value)
    }
}

/// A map from keys to values.
#[derive(Debug, Clone)]
pub(super) struct PartedMap<K, V> {
    parts: Vec<Arc<HashMap<K, V>>>,
}

impl<K, V> Default for PartedMap<K, V> {
    fn default() -> Self {
        Self { parts: Vec::new() }
    }
}

impl<K: Clone + Eq + Hash, V: Clone> PartedMap<K, V> {
    /// Returns the value of a key.
    pub(super) fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.parts.get(part_of(key))?.get(key)
    }

    /// Changes the value of a key, which is the default if it has none yet; returns what the change does.
    pub(super) fn update<R>(&mut self, key: K, change: impl FnOnce(&mut V) -> R) -> Option<R>
    where
        V: Default,
    {
        if self.parts.is_empty() {
            self.parts.resize_with(PARTS, Arc::default);
        }
        let part = self.parts.get_mut(part_of(&key))?;
        Some(change(Arc::make_mut(part).entry(key).or_default()))
    }

    /// Removes a key.
    pub(super) fn remove<Q: Eq + Hash + ?Sized>(&mut self, key: &Q)
    where
        K: Borrow<Q>,
    {
        if let Some(part) = self.parts.get_mut(part_of(key))
            && part.contains_key(key)
        {
            Arc::make_mut(part).remove(key);
        }
    }

    /// Returns all values, in any order.
    pub(super) fn values(&self) -> impl Iterator<Item = &V> {
        self.parts.iter().flat_map(|part| part.values())
    }
}

/// Returns the number of the part that a key is in.
fn part_of<Q: Hash + ?Sized>(key: &Q) -> usize {
    // Another seed than that of the maps, or the keys of a part would collide in it.
    let hash = FixedState::with_seed(7).hash_one(key);
    usize::try_from(hash % PARTS as u64).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_keeps_what_is_changed_later() {
        let mut list: PartedVec<u32> = PartedVec::default();
        assert_eq!(list.set(700, Some(1)), None);
        let before = list.clone();
        assert_eq!(list.set(700, Some(2)), Some(1));
        list.set(0, Some(3));
        assert_eq!((before.get(700), before.get(0)), (Some(&1), None));
        assert_eq!((list.get(700), list.get(0)), (Some(&2), Some(&3)));
        assert!(Arc::ptr_eq(&before.parts[1], &list.parts[1]));
    }

    #[test]
    fn a_map_finds_what_was_put_into_it() {
        let mut map: PartedMap<String, u32> = PartedMap::default();
        for number in 0..5_000 {
            map.update(number.to_string(), |value| *value = number);
        }
        let before = map.clone();
        map.update("7".to_owned(), |value| *value += 1);
        map.remove("8");
        assert_eq!((map.get("7"), map.get("8")), (Some(&8), None));
        assert_eq!((before.get("7"), before.get("8")), (Some(&7), Some(&8)));
        assert_eq!(
            (before.values().count(), map.values().count()),
            (5_000, 4_999)
        );
    }
}
