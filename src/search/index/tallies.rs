//! Counts the quotes of each person: those of new articles are added, and only people whose names changed are counted again.

use std::collections::BTreeSet;

use foldhash::HashSet;
use jiff::civil::Date;

use crate::people::{NameTextId, PersonId};
use crate::search::names::name_key;

use super::Result;
use super::documents::day_of;
use super::people::IndexPeople;
use super::speaker_columns::SpeakerColumns;
use super::speakers::SpeakerRow;

/// What it costs to look up somebody's quotes, in quotes that are counted one after the other.
const LOOK_UP: u64 = 200;

/// The totals of a row; small, since there are many rows, and each quote is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct SpeakerTally {
    quotes: u32,
    articles: u32,
    /// The first known day, and the last one, as numbers; 0 if none is known.
    first: u32,
    last: u32,
}

impl SpeakerTally {
    /// Adds quotes of a day, and an article if they are the first ones of it.
    pub(super) fn count_quotes(&mut self, quotes: usize, is_new_article: bool, day: u64) {
        let day = u32::try_from(day).unwrap_or(u32::MAX);
        self.add(Self {
            quotes: u32::try_from(quotes).unwrap_or(u32::MAX),
            articles: u32::from(is_new_article),
            first: day,
            last: day,
        });
    }

    /// Adds the quotes of other articles.
    pub(super) fn add(&mut self, other: Self) {
        self.quotes += other.quotes;
        self.articles += other.articles;
        self.first = match (self.first, other.first) {
            (0, day) | (day, 0) => day,
            (one, other) => one.min(other),
        };
        self.last = self.last.max(other.last);
    }

    /// Sets the totals of a row.
    pub(super) fn write_totals(self, row: &mut SpeakerRow) {
        (row.quotes, row.articles, row.first, row.last) = self.totals();
    }

    /// Returns `true` if a row has these totals.
    pub(super) fn has_totals_of(self, row: &SpeakerRow) -> bool {
        self.totals() == (row.quotes, row.articles, row.first, row.last)
    }

    /// Returns the quotes, the articles, and the first and the last day.
    fn totals(self) -> (usize, usize, Option<Date>, Option<Date>) {
        let count = |count| usize::try_from(count).unwrap_or(usize::MAX);
        let [first, last] = [self.first, self.last].map(|day| day_of(day.into()));
        (count(self.quotes), count(self.articles), first, last)
    }

    /// Returns the row of all speakers without a name; `None` if there are none.
    pub(super) fn into_unnamed(self) -> Option<SpeakerRow> {
        let mut row = SpeakerRow::unnamed();
        self.write_totals(&mut row);
        (row.quotes > 0).then_some(row)
    }
}

/// Whose each name is, by the numbers of the texts.
#[derive(Debug, Default)]
pub(super) struct TextOwners(Vec<Option<PersonId>>);

impl TextOwners {
    /// Returns whose a name is.
    pub(super) fn owner_of(&self, text: NameTextId) -> Option<PersonId> {
        self.0.get(text.index()).copied().flatten()
    }

    /// Sets whose a name is; returns whose it was.
    pub(super) fn set_owner(
        &mut self,
        text: NameTextId,
        owner: Option<PersonId>,
    ) -> Option<PersonId> {
        if self.0.len() <= text.index() {
            self.0.resize(text.index() + 1, None);
        }
        let known = self.0.get_mut(text.index())?;
        std::mem::replace(known, owner)
    }
}

/// The quotes of an article that came or went, by the numbers of their speakers' names.
#[derive(Debug)]
pub(super) struct ArticleSpeakers {
    pub(super) day: u64,
    pub(super) speakers: Vec<NameTextId>,
}

/// The totals of everybody.
#[derive(Debug, Default)]
pub(super) struct PersonTallies {
    /// By the person's number.
    tallies: Vec<SpeakerTally>,
    /// How many quotes were counted when all were.
    all: u64,
}

/// What there is to count.
pub(super) struct Countable<'a> {
    pub(super) segments: &'a [SpeakerColumns],
    pub(super) owners: &'a TextOwners,
    pub(super) known: &'a IndexPeople,
}

impl PersonTallies {
    /// Returns the totals of a person.
    pub(super) fn tally_of(&self, id: PersonId) -> SpeakerTally {
        self.tallies.get(id.index()).copied().unwrap_or_default()
    }

    /// Returns `true` if it takes less time to count all quotes than those of some people.
    pub(super) fn is_faster_for_all(
        &self,
        people: &HashSet<PersonId>,
        known: &IndexPeople,
    ) -> bool {
        let quotes = people.iter().map(|id| LOOK_UP + known.quotes_of(*id) * 4);
        quotes.sum::<u64>() >= self.all
    }

    /// Counts the quotes of everybody.
    pub(super) fn count_all(&mut self, of: &Countable<'_>) {
        self.tallies.clear();
        self.all = 0;
        // The number of the article that was counted last for each person.
        let mut counted: Vec<u32> = Vec::new();
        let mut articles = ArticleNumbers::default();
        for segment in of.segments {
            let mut alive = segment.reader.doc_ids_alive();
            segment.visit_speakers(&mut alive, &mut |speaker| {
                self.all += u64::try_from(speaker.quotes).unwrap_or_default();
                let article = articles.number_next(speaker.article);
                let Some(id) = of.owners.owner_of(speaker.name) else {
                    return;
                };
                if counted.len() <= id.index() {
                    counted.resize(id.index() + 1, 0);
                }
                let last = counted.get_mut(id.index());
                let is_new = last.is_some_and(|last| std::mem::replace(last, article) != article);
                self.update_tally(id, |tally| {
                    tally.count_quotes(speaker.quotes, is_new, speaker.day);
                });
            });
        }
    }

    /// Adds an article, except for those people whose quotes are counted again.
    pub(super) fn add_article(
        &mut self,
        article: &ArticleSpeakers,
        owners: &TextOwners,
        is_left_out: &dyn Fn(PersonId) -> bool,
    ) -> Vec<PersonId> {
        let speakers = article.speakers.iter();
        let mut speakers: Vec<PersonId> = speakers
            .filter_map(|text| owners.owner_of(*text))
            .filter(|id| !is_left_out(*id))
            .collect();
        speakers.sort_unstable();
        for equal in speakers.chunk_by(PartialEq::eq) {
            if let Some(id) = equal.first() {
                self.update_tally(*id, |tally| {
                    tally.count_quotes(equal.len(), true, article.day);
                });
            }
        }
        speakers.dedup();
        speakers
    }

    /// Counts the quotes of one person again.
    pub(super) fn count_person(&mut self, id: PersonId, of: &Countable<'_>) -> Result<()> {
        let keys: Option<BTreeSet<String>> =
            of.known.names_of(id).map(|name| name_key(name)).collect();
        let mut tally = SpeakerTally::default();
        let (mut articles, mut last) = (ArticleNumbers::default(), 0);
        for segment in of.segments {
            let mut documents = match &keys {
                Some(keys) => segment.documents_with_names(keys)?,
                // A name that is a pronoun has no key.
                None => segment.reader.doc_ids_alive().collect(),
            }
            .into_iter();
            segment.visit_speakers(&mut documents, &mut |speaker| {
                let article = articles.number_next(speaker.article);
                if of.owners.owner_of(speaker.name) == Some(id) {
                    let is_new = std::mem::replace(&mut last, article) != article;
                    tally.count_quotes(speaker.quotes, is_new, speaker.day);
                }
            });
        }
        self.update_tally(id, |known| *known = tally);
        Ok(())
    }

    fn update_tally(&mut self, id: PersonId, change: impl FnOnce(&mut SpeakerTally)) {
        if self.tallies.len() <= id.index() {
            self.tallies.resize(id.index() + 1, SpeakerTally::default());
        }
        if let Some(tally) = self.tallies.get_mut(id.index()) {
            change(tally);
        }
    }
}

/// Numbers for articles, whose quotes follow each other in the index.
#[derive(Debug, Default)]
pub(super) struct ArticleNumbers {
    article: Option<u64>,
    number: u32,
}

impl ArticleNumbers {
    /// Returns the number of an article, 1 for the first one.
    pub(super) fn number_next(&mut self, article: u64) -> u32 {
        if self.article.replace(article) != Some(article) {
            self.number += 1;
        }
        self.number
    }
}
