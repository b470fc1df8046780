//! Who is who among the speakers of a commit: persons with all of their names and totals.

use foldhash::HashMap;

use crate::people::{Certainty, People, Person, TextId};
use crate::search::names::name_key;
use crate::search::query::QueryWords;
use crate::text::Clean;

use super::Result;
use super::documents::day_of;
use super::speaker_columns::SpeakerColumns;
use super::speakers::SpeakerRow;

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
    /// The keys of the names of each row with several, with a blank at both ends, so that each word has one on both sides.
    keys: HashMap<usize, Vec<String>>,
}

impl IndexPeople {
    /// Makes the rows of all people, and counts their quotes.
    pub(super) fn from_people(people: &People, segments: &[SpeakerColumns]) -> Result<Self> {
        let list = people.list_people();
        let mut known = Self::default();
        known.by_name.reserve(list.len());
        known.by_key.reserve(list.len());
        known.rows.reserve(list.len() + 1);
        let mut rows = TextRows::default();
        for person in list {
            known.add_person(person, &mut |spelling, row| {
                if let Some(text) = people.find_name(spelling) {
                    rows.set_row(text, row);
                }
            });
        }
        let unnamed = known.rows.len();
        let mut tallies = vec![SpeakerTally::default(); unnamed + 1];
        let mut articles = ArticleNumbers::default();
        for segment in segments {
            // The same quotes as those that `is:unnamed` finds.
            segment.visit_unnamed(&mut |article, day| {
                if let Some(tally) = tallies.get_mut(unnamed) {
                    tally.count_quotes(1, articles.number_next(article), day);
                }
            })?;
            segment.visit_speakers(&mut |speaker| {
                let article = articles.number_next(speaker.article);
                let row = rows.row_of(speaker.name);
                if let Some(tally) = row.and_then(|row| tallies.get_mut(row)) {
                    tally.count_quotes(speaker.quotes, article, speaker.day);
                }
            });
        }
        known.set_tallies(&tallies);
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
        let keys = self.by_key.get(key).and_then(|row| self.keys.get(row));
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

    /// Adds the row of a person, and calls a function with each spelling and that row.
    fn add_person(&mut self, person: Person, visit: &mut dyn FnMut(&str, usize)) {
        let row = self.rows.len();
        let (mut keys, mut aliases) = (Vec::new(), Vec::new());
        for name in person.names {
            if name.name != person.name {
                aliases.push(Clean::new(&name.name));
            }
            for spelling in std::iter::once(name.name).chain(name.spellings) {
                visit(&spelling, row);
                if let Some(key) = name_key(&spelling) {
                    self.by_key.entry(key.clone()).or_insert(row);
                    keys.push(key);
                }
                if name.certainty != Certainty::Sure {
                    self.certainties.insert(spelling.clone(), name.certainty);
                }
                self.by_name.insert(spelling, row);
            }
        }
        keys.sort_unstable();
        keys.dedup();
        if keys.len() > 1 {
            let keys = keys.iter().map(|key| format!(" {key} ")).collect();
            self.keys.insert(row, keys);
        }
        aliases.sort_unstable();
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
        let count = |count| usize::try_from(count).unwrap_or(usize::MAX);
        if tallies.last().is_some_and(|unnamed| unnamed.quotes > 0) {
            self.rows.push(SpeakerRow::unnamed());
        }
        for (row, tally) in self.rows.iter_mut().zip(tallies) {
            (row.quotes, row.articles) = (count(tally.quotes), count(tally.articles));
            (row.first, row.last) = (day_of(tally.first.into()), day_of(tally.last.into()));
        }
    }
}

fn trim_keys(keys: &[String]) -> impl Iterator<Item = String> {
    keys.iter().map(|key| key.trim().to_owned())
}

/// The rows of names as articles write them, by the numbers of the texts.
#[derive(Debug, Default)]
struct TextRows {
    /// One more than the row, 0 for none.
    rows: Vec<u32>,
}

impl TextRows {
    fn set_row(&mut self, text: TextId, row: usize) {
        if self.rows.len() <= text.index() {
            self.rows.resize(text.index() + 1, 0);
        }
        if let Some(known) = self.rows.get_mut(text.index()) {
            *known = u32::try_from(row + 1).unwrap_or(0);
        }
    }

    fn row_of(&self, text: TextId) -> Option<usize> {
        let row = self.rows.get(text.index())?.checked_sub(1)?;
        usize::try_from(row).ok()
    }
}

/// The totals of a row; small, since there are many rows, and each quote is counted.
#[derive(Debug, Clone, Copy, Default)]
struct SpeakerTally {
    quotes: u32,
    articles: u32,
    /// The first known day, and the last one, as numbers; 0 if none is known.
    first: u32,
    last: u32,
    /// The number of the article that was counted last.
    article: u32,
}

impl SpeakerTally {
    /// Adds quotes of a day in an article; the quotes of an article must follow each other.
    fn count_quotes(&mut self, quotes: usize, article: u32, day: u64) {
        let day = u32::try_from(day).unwrap_or(u32::MAX);
        self.quotes += u32::try_from(quotes).unwrap_or(u32::MAX);
        self.articles += u32::from(self.article != article);
        self.article = article;
        self.first = match (self.first, day) {
            (0, day) | (day, 0) => day,
            (one, other) => one.min(other),
        };
        self.last = self.last.max(day);
    }
}

/// Numbers for articles, whose quotes follow each other in the index.
#[derive(Debug, Default)]
struct ArticleNumbers {
    article: Option<u64>,
    number: u32,
}

impl ArticleNumbers {
    /// Returns the number of an article, 1 for the first one.
    fn number_next(&mut self, article: u64) -> u32 {
        if self.article.replace(article) != Some(article) {
            self.number += 1;
        }
        self.number
    }
}
