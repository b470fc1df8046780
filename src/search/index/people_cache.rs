//! Who is who from one commit to the next: only the articles that came or went are read, and only those people changed.

use std::sync::Arc;

use foldhash::HashSet;
use tantivy::Searcher;

use crate::people::{NameDecision, People, Person, PersonId, Suggestion};

use super::Result;
use super::article_changes::{ArticleChanges, take_segments};
use super::people::IndexPeople;
use super::speaker_columns::SpeakerColumns;
use super::speaker_numbers::{SpeakerNumbering, SpeakerNumbers};
use super::tallies::{Countable, PersonTallies, SpeakerTally, TextOwners};

/// Returns what the reader decided about names, the oldest decision first; another list if that has changed.
pub type ReadDecisions = Box<dyn Fn() -> Arc<Vec<NameDecision>> + Send + Sync>;

/// The people of the commit that was looked at last.
#[derive(Default)]
pub(super) struct PeopleCache {
    people: People,
    segments: Vec<SpeakerColumns>,
    known: IndexPeople,
    owners: TextOwners,
    tallies: PersonTallies,
    numbering: SpeakerNumbering,
}

impl PeopleCache {
    /// Returns the people of a commit.
    pub(super) fn people_of(
        &mut self,
        searcher: &Searcher,
        decisions: &[NameDecision],
    ) -> Result<IndexPeople> {
        self.catch_up(searcher, decisions)?;
        Ok(self.known.clone())
    }

    /// Takes in what has changed up to a commit.
    fn catch_up(&mut self, searcher: &Searcher, decisions: &[NameDecision]) -> Result<()> {
        let _span =
            tracing::debug_span!("people", segments = searcher.segment_readers().len()).entered();
        let changes = take_segments(searcher, &mut self.segments, &mut self.people)?;
        let (added, gone) = (changes.added.len(), changes.gone.len());
        tracing::debug!(added, gone, are_many = changes.are_many, "articles");
        self.people.set_decisions(decisions);
        self.people.renew();
        let people = self.people.take_changed();
        let moved = self.update_people(&people);
        self.known.sort_in(&people);
        self.update_totals(&changes, moved)
    }

    /// Returns the speakers of a commit, numbered across its segments.
    pub(super) fn numbers_of(
        &mut self,
        searcher: &Searcher,
        decisions: &[NameDecision],
    ) -> Result<SpeakerNumbers> {
        self.catch_up(searcher, decisions)?;
        let names = (&self.people, &self.known);
        Ok(self.numbering.numbers_of(searcher, &self.segments, names))
    }

    /// Returns who may be the same as the person with a name, the likeliest first.
    pub(super) fn suggest_same(&self, name: &str, limit: usize) -> Vec<Suggestion> {
        self.people.suggest_same(name, limit)
    }

    /// Returns everybody with all of their names.
    pub(super) fn list_people(&self) -> Vec<Person> {
        self.people.list_people()
    }

    /// Takes in who has changed; returns those who have other names as articles write them than before.
    fn update_people(&mut self, changed: &[PersonId]) -> HashSet<PersonId> {
        let mut renamed = Vec::new();
        let (people, known) = (&self.people, &mut self.known);
        people.visit_people(changed, &mut |id, person| {
            known.set_person(id, person, people, &mut renamed);
        });
        let mut moved = HashSet::default();
        for name in renamed {
            let Some(text) = self.people.find_name(&name) else {
                continue;
            };
            let owner = self.known.owner_of(&name);
            let before = self.owners.set_owner(text, owner);
            if before != owner {
                moved.extend(before.into_iter().chain(owner));
            }
            self.numbering.note_renamed(text);
        }
        moved
    }

    /// Counts the quotes of new articles, and those of people who have other names than before.
    fn update_totals(
        &mut self,
        changes: &ArticleChanges,
        mut moved: HashSet<PersonId>,
    ) -> Result<()> {
        // What went may have been the first or the last quote.
        let gone = changes.gone.iter().flat_map(|article| &article.speakers);
        moved.extend(gone.filter_map(|text| self.owners.owner_of(*text)));
        let of = Countable {
            segments: &self.segments,
            owners: &self.owners,
            known: &self.known,
        };
        let mut counted: Vec<PersonId> = Vec::new();
        if changes.are_many || self.tallies.is_faster_for_all(&moved, &self.known) {
            self.tallies.count_all(&of);
            counted.extend(self.known.order().iter());
        } else {
            for article in &changes.added {
                let is_left_out = |id| moved.contains(&id);
                let added = self
                    .tallies
                    .add_article(article, &self.owners, &is_left_out);
                counted.extend(added);
            }
            for id in moved {
                self.tallies.count_person(id, &of)?;
                counted.push(id);
            }
        }
        for id in counted {
            let tally = self.tallies.tally_of(id);
            self.known.set_totals(id, tally);
        }
        let mut unnamed = SpeakerTally::default();
        for segment in &self.segments {
            unnamed.add(segment.unnamed);
        }
        self.known.set_unnamed(unnamed.into_unnamed());
        Ok(())
    }
}
