//! Who is who among the speakers of a commit: persons with all of their names and totals.

use std::collections::HashMap;

use crate::people::{Certainty, People, Person};
use crate::search::names::name_key;
use crate::search::query::QueryWords;
use crate::text::Clean;

use super::Result;
use super::documents::day_of;
use super::speaker_columns::SpeakerColumns;
use super::speakers::{SpeakerRow, SpeakerTally};

/// The people of a commit.
#[derive(Debug, Default)]
pub(super) struct IndexPeople {
    /// Those who are quoted, the most quoted first; those without a name are last, as one row.
    pub(super) rows: Vec<SpeakerRow>,
    /// The row of each name as articles write it.
    by_name: HashMap<String, usize>,
    /// How sure a spelling is theirs, where it is not sure.
    certainties: HashMap<String, Certainty>,
    /// The row of each key of a name.
    by_key: HashMap<String, usize>,
    /// The keys of the names of each row, with a blank at both ends, so that each word has one on both sides.
    keys: Vec<Vec<String>>,
}

impl IndexPeople {
    /// Makes the rows of all people, and counts their quotes.
    pub(super) fn from_people(people: &People, segments: &[SpeakerColumns]) -> Result<Self> {
        let mut known = Self::default();
        for person in people.list_people() {
            known.add_person(&person);
        }
        let unnamed = known.rows.len();
        let mut counter = RowCounter {
            tallies: vec![SpeakerTally::default(); unnamed + 1],
            last_articles: vec![None; unnamed + 1],
        };
        for segment in segments {
            // The same quotes as those that `is:unnamed` finds.
            segment
                .visit_unnamed(&mut |article, day| counter.count_quote(unnamed, article, day))?;
            let rows = segment.names.iter().map(|name| known.row_of(name));
            let rows: Vec<Option<usize>> = rows.collect();
            segment.visit_speakers(&mut |speaker| {
                if let Some(row) = rows.get(speaker.name).copied().flatten() {
                    counter.count_quote(row, speaker.article, speaker.day);
                }
            });
        }
        known.set_tallies(&counter.tallies);
        Ok(known)
    }

    /// Returns the name by which the person is known who has a name that an article writes so.
    pub(super) fn name_of(&self, name: &str) -> Option<&str> {
        self.row_named(name).map(|row| row.name.as_str())
    }

    /// Returns the row of the person who has a name that an article writes so.
    pub(super) fn row_named(&self, name: &str) -> Option<&SpeakerRow> {
        self.rows.get(self.row_of(name)?)
    }

    /// Returns how sure it is that a name as an article writes it is its person's.
    pub(super) fn certainty_of(&self, name: &str) -> Certainty {
        let known = self.certainties.get(name).copied();
        known.unwrap_or(Certainty::Sure)
    }

    /// Returns the number of the row of a name as an article writes it.
    fn row_of(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// Returns the row of the person who has a name with this key.
    pub(super) fn row_with_key(&self, key: &str) -> Option<&SpeakerRow> {
        self.rows.get(*self.by_key.get(key)?)
    }

    /// Returns the keys of all names of the person who has a name with this key; that key alone if nobody has it.
    pub(super) fn keys_of_person(&self, key: &str) -> Vec<String> {
        let keys = self.by_key.get(key).and_then(|row| self.keys.get(*row));
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
        let several = self.keys.iter().filter(|keys| keys.len() > 1);
        let fitting = several.filter(|keys| keys.iter().any(has_all));
        let others = fitting.flat_map(|keys| keys.iter().filter(|name| !has_all(name)));
        others.map(|key| key.trim().to_owned()).collect()
    }

    fn add_person(&mut self, person: &Person) {
        let row = self.rows.len();
        let (mut keys, mut aliases) = (Vec::new(), Vec::new());
        for name in &person.names {
            for spelling in std::iter::once(&name.name).chain(&name.spellings) {
                self.by_name.insert(spelling.clone(), row);
                if name.certainty != Certainty::Sure {
                    self.certainties.insert(spelling.clone(), name.certainty);
                }
                if let Some(key) = name_key(spelling) {
                    keys.push(format!(" {key} "));
                    self.by_key.entry(key).or_insert(row);
                }
            }
            if name.name != person.name {
                aliases.push(Clean::new(&name.name));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        aliases.sort_unstable();
        self.keys.push(keys);
        self.rows.push(SpeakerRow {
            name: Clean::new(&person.name),
            kind: person.kind,
            gender: person.gender,
            aliases,
            quotes: 0,
            articles: 0,
            first: None,
            last: None,
        });
    }

    /// Gives the rows their totals; the last ones are those of speakers without a name.
    fn set_tallies(&mut self, tallies: &[SpeakerTally]) {
        if tallies.last().is_some_and(|unnamed| unnamed.quotes > 0) {
            self.rows.push(SpeakerRow::unnamed());
        }
        for (row, tally) in self.rows.iter_mut().zip(tallies) {
            (row.quotes, row.articles) = (tally.quotes, tally.articles);
            (row.first, row.last) = (day_of(tally.first), day_of(tally.last));
        }
    }
}

fn trim_keys(keys: &[String]) -> impl Iterator<Item = String> {
    keys.iter().map(|key| key.trim().to_owned())
}

/// Counts quotes, and articles once for each row.
struct RowCounter {
    tallies: Vec<SpeakerTally>,
    last_articles: Vec<Option<u64>>,
}

impl RowCounter {
    fn count_quote(&mut self, row: usize, article: u64, day: u64) {
        let (Some(tally), Some(last)) =
            (self.tallies.get_mut(row), self.last_articles.get_mut(row))
        else {
            return;
        };
        // The quotes of an article follow each other in the index.
        let is_first = last.replace(article) != Some(article);
        tally.count_quote(usize::from(is_first), day);
    }
}
