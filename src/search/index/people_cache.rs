//! Who is who from one commit to the next: only the articles that came or went are read.

use std::sync::Arc;

use tantivy::{DocId, Searcher, SegmentReader};

use crate::people::{NameDecision, People, Person, Suggestion};

use super::Result;
use super::people::IndexPeople;
use super::speaker_columns::SpeakerColumns;

/// Returns what the reader decided about names, the oldest decision first; another list if that has changed.
pub type ReadDecisions = Box<dyn Fn() -> Arc<Vec<NameDecision>> + Send + Sync>;

/// The people of the commit that was looked at last.
#[derive(Default)]
pub(super) struct PeopleCache {
    people: People,
    segments: Vec<SpeakerColumns>,
}

impl PeopleCache {
    /// Returns the people of a commit.
    pub(super) fn people_of(
        &mut self,
        searcher: &Searcher,
        decisions: &[NameDecision],
    ) -> Result<IndexPeople> {
        let _span =
            tracing::debug_span!("people", segments = searcher.segment_readers().len()).entered();
        self.take_segments(searcher)?;
        self.people.set_decisions(decisions.to_vec());
        self.people.renew();
        IndexPeople::from_people(&self.people, &self.segments)
    }

    /// Returns who may be the same as the person with a name, the likeliest first.
    pub(super) fn suggest_same(&self, name: &str, limit: usize) -> Vec<Suggestion> {
        self.people.suggest_same(name, limit)
    }

    /// Returns everybody with all of their names.
    pub(super) fn list_people(&self) -> Vec<Person> {
        self.people.list_people()
    }

    /// Adds the articles that are new in a commit, and removes those that are gone.
    fn take_segments(&mut self, searcher: &Searcher) -> Result<()> {
        // Opened before anything is counted, so that a fault leaves the counts as they were.
        let mut added = Vec::new();
        for reader in searcher.segment_readers() {
            if !self.segments.iter().any(|known| is_same(known, reader)) {
                added.extend(SpeakerColumns::open_segment(reader, &mut self.people)?);
            }
        }
        let mut kept = Vec::new();
        for known in std::mem::take(&mut self.segments) {
            let readers = searcher.segment_readers();
            match readers.iter().find(|reader| is_same(&known, reader)) {
                Some(reader) => kept.push(self.update_segment(known, reader)),
                None => known.visit_articles(&mut known.reader.doc_ids_alive(), &mut |uses| {
                    self.people.remove_numbered(uses);
                }),
            }
        }
        for segment in added {
            segment.visit_articles(&mut segment.reader.doc_ids_alive(), &mut |uses| {
                self.people.add_numbered(uses);
            });
            kept.push(segment);
        }
        self.segments = kept;
        Ok(())
    }

    /// Takes in which documents of a segment were deleted; an older commit has some that a newer one has not.
    fn update_segment(&mut self, known: SpeakerColumns, reader: &SegmentReader) -> SpeakerColumns {
        if known.reader.num_deleted_docs() != reader.num_deleted_docs() {
            let mut gone = alive_only_in(&known.reader, reader);
            known.visit_articles(&mut gone, &mut |uses| self.people.remove_numbered(uses));
            let mut back = alive_only_in(reader, &known.reader);
            known.visit_articles(&mut back, &mut |uses| self.people.add_numbered(uses));
        }
        known.with_reader(reader)
    }
}

fn is_same(known: &SpeakerColumns, reader: &SegmentReader) -> bool {
    known.reader.segment_id() == reader.segment_id()
}

/// Returns the documents that one state of a segment has and the other has not.
fn alive_only_in<'a>(
    one: &'a SegmentReader,
    other: &'a SegmentReader,
) -> impl Iterator<Item = DocId> + 'a {
    let is_gone = |document: &DocId| {
        let alive = other.alive_bitset();
        alive.is_some_and(|alive| alive.is_deleted(*document))
    };
    one.doc_ids_alive().filter(is_gone)
}
