//! Numbers the speakers of all segments, so that hits can be counted by them.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use tantivy::Searcher;

use crate::people::{NameTextId, People};
use crate::search::names::name_key;

use super::people::IndexPeople;
use super::shared_parts::PartedVec;
use super::speaker_columns::SpeakerColumns;

/// The speakers of all segments, numbered across them.
#[derive(Debug, Clone, Default)]
pub(super) struct SpeakerNumbers {
    /// The name of each speaker, by its number: a person's first name of all, or one spelling of a description.
    names: PartedVec<Arc<str>>,
    speakers: usize,
    /// One more than the number of each name as it is written; 0 for a name without a key.
    numbers: Arc<Vec<u32>>,
    /// For each segment the names in its dictionary, by ordinal.
    segments: Vec<Arc<[NameTextId]>>,
}

/// What the numbers are made with from one commit to the next.
#[derive(Debug, Default)]
pub(super) struct SpeakerNumbering {
    latest: SpeakerNumbers,
    by_key: HashMap<String, usize>,
    /// The names that are another person's than before, or of a person with another name.
    renamed: HashSet<NameTextId>,
}

impl SpeakerNumbers {
    /// Returns the number of speakers.
    pub(super) const fn len(&self) -> usize {
        self.speakers
    }

    /// Returns the name of a speaker.
    pub(super) fn name_of(&self, number: usize) -> Option<&str> {
        self.names.get(number).map(|name| &**name)
    }

    /// Returns the number across all segments of a speaker's ordinal in one segment.
    pub(super) fn number_of(&self, segment: usize, speaker: usize) -> Option<usize> {
        let name = self.segments.get(segment)?.get(speaker)?;
        let number = self.numbers.get(name.index())?.checked_sub(1)?;
        usize::try_from(number).ok()
    }
}

impl SpeakerNumbering {
    /// Notes that a name may have to get another number; nothing has one before the first question.
    pub(super) fn note_renamed(&mut self, name: NameTextId) {
        if name.index() < self.latest.numbers.len() {
            self.renamed.insert(name);
        }
    }

    /// Returns the numbers of a commit, after those were changed that are not right any more.
    pub(super) fn numbers_of(
        &mut self,
        searcher: &Searcher,
        segments: &[SpeakerColumns],
        (people, known): (&People, &IndexPeople),
    ) -> SpeakerNumbers {
        let mut names: Vec<NameTextId> = self.renamed.drain().collect();
        names.sort_unstable();
        let numbered = self.latest.numbers.len();
        names.extend((numbered..people.count_names()).map(NameTextId::from_index));
        if !names.is_empty() {
            Arc::make_mut(&mut self.latest.numbers).resize(people.count_names(), 0);
        }
        for name in names {
            self.number_text(name, people, known);
        }
        let readers = searcher.segment_readers().iter();
        self.latest.segments = readers
            .map(|reader| {
                let mut segments = segments.iter();
                let found = segments.find(|segment| segment.is_of(reader));
                found.map_or_else(|| Arc::from([]), |found| Arc::clone(found.name_numbers()))
            })
            .collect();
        self.latest.clone()
    }

    /// Numbers a name as articles write it.
    fn number_text(&mut self, text: NameTextId, people: &People, known: &IndexPeople) {
        let Some(written) = people.written_name(text) else {
            return;
        };
        let shown = known.name_of(written).unwrap_or(written);
        let number = self.number_name(shown, known);
        let number = number.and_then(|number| u32::try_from(number + 1).ok());
        let numbers = Arc::make_mut(&mut self.latest.numbers);
        let Some(slot) = numbers.get_mut(text.index()) else {
            return;
        };
        let before = std::mem::replace(slot, number.unwrap_or(0)).checked_sub(1);
        let before = before.and_then(|before| usize::try_from(before).ok());
        // Whoever else has a name with that key may be shown now.
        let left = before.and_then(|before| self.latest.names.get(before).cloned());
        if let Some(left) = left.filter(|left| **left != *shown) {
            self.number_name(&left, known);
        }
    }

    /// Returns the number of a name, which all its spellings share; a new one if it is new.
    fn number_name(&mut self, name: &str, known: &IndexPeople) -> Option<usize> {
        let key = name_key(name)?;
        let person = known.name_with_key(&key);
        let number = *self.by_key.entry(key).or_insert(self.latest.speakers);
        if number == self.latest.speakers {
            self.latest.speakers += 1;
        }
        let before = self.latest.name_of(number);
        let is_better = before.is_none_or(is_capitals);
        let shown = person.or_else(|| Some(name).filter(|_| is_better));
        if let Some(shown) = shown.filter(|shown| before != Some(*shown)) {
            self.latest.names.set(number, Some(Arc::from(shown)));
        }
        Some(number)
    }
}

/// Returns `true` if a name is all capitals, as in transcripts.
pub(super) fn is_capitals(name: &str) -> bool {
    !name.contains(char::is_lowercase)
}
