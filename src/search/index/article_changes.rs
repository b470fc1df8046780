//! Which articles came and which went from one commit to the next; a merge of segments changes none.

use std::hash::{BuildHasher, Hash};

use foldhash::HashMap;
use foldhash::fast::FixedState;
use tantivy::{DocId, Searcher, SegmentReader};

use crate::people::People;

use super::Result;
use super::speaker_columns::{SpeakerColumns, StatedArticle};
use super::tallies::ArticleSpeakers;

/// The most articles that are listed one by one.
const MOST_LISTED: usize = 1 << 12;

/// The articles that came and went.
#[derive(Debug, Default)]
pub(super) struct ArticleChanges {
    pub(super) added: Vec<ArticleSpeakers>,
    /// Those that went.
    pub(super) gone: Vec<ArticleSpeakers>,
    /// Whether there are more than are listed.
    pub(super) are_many: bool,
}

impl ArticleChanges {
    /// Takes what articles state into the people, or out of them.
    fn take_article(&mut self, article: &StatedArticle, is_gone: bool, people: &mut People) {
        if is_gone {
            people.remove_numbered(&article.uses);
        } else {
            people.add_numbered(&article.uses);
        }
        if self.added.len() + self.gone.len() >= MOST_LISTED {
            self.are_many = true;
            return;
        }
        let listed = ArticleSpeakers {
            day: article.day,
            speakers: article.uses.iter().map(|used| used.written).collect(),
        };
        let list = if is_gone {
            &mut self.gone
        } else {
            &mut self.added
        };
        list.push(listed);
    }
}

/// Takes the articles of a commit into the people, and those out that are gone; `segments` are those of the last commit.
pub(super) fn take_segments(
    searcher: &Searcher,
    segments: &mut Vec<SpeakerColumns>,
    people: &mut People,
) -> Result<ArticleChanges> {
    // Opened before anything is counted, so that a fault leaves the counts as they were.
    let mut added = Vec::new();
    for reader in searcher.segment_readers() {
        if !segments.iter().any(|known| known.is_of(reader)) {
            added.extend(SpeakerColumns::open_segment(reader, people)?);
        }
    }
    let mut changes = ArticleChanges::default();
    let (mut kept, mut gone) = (Vec::new(), Vec::new());
    for known in std::mem::take(segments) {
        let mut readers = searcher.segment_readers().iter();
        match readers.find(|reader| known.is_of(reader)) {
            Some(reader) => kept.push(update_segment(known, reader, people, &mut changes)?),
            None => gone.push(known),
        }
    }
    replace_segments(&gone, &added, people, &mut changes);
    kept.extend(added);
    *segments = kept;
    Ok(changes)
}

/// Takes in which documents of a segment were deleted; an older commit has some that a newer one has not.
fn update_segment(
    known: SpeakerColumns,
    reader: &SegmentReader,
    people: &mut People,
    changes: &mut ArticleChanges,
) -> Result<SpeakerColumns> {
    if known.reader.num_deleted_docs() == reader.num_deleted_docs() {
        return Ok(known);
    }
    for (one, other, is_gone) in [
        (&known.reader, reader, true),
        (reader, &known.reader, false),
    ] {
        known.visit_articles(&mut alive_only_in(one, other), &mut |article| {
            changes.take_article(article, is_gone, people);
        });
    }
    known.with_reader(reader)
}

/// Takes out what only the segments have that are gone, and takes in what only the new ones have.
fn replace_segments(
    gone: &[SpeakerColumns],
    added: &[SpeakerColumns],
    people: &mut People,
    changes: &mut ArticleChanges,
) {
    // How many more times the new segments have an article than those that are gone.
    let mut balances: HashMap<u64, i32> = HashMap::default();
    let is_merge = !gone.is_empty() && !added.is_empty();
    if is_merge {
        for (segments, by) in [(gone, -1), (added, 1)] {
            visit_all(segments, &mut |article| {
                *balances.entry(hash_of(article)).or_default() += by;
            });
        }
        balances.retain(|_, balance| *balance != 0);
        if balances.is_empty() {
            return;
        }
    }
    for (segments, is_gone) in [(gone, true), (added, false)] {
        visit_all(segments, &mut |article| {
            if is_merge {
                let balance = balances.get_mut(&hash_of(article));
                match balance {
                    Some(balance) if is_gone && *balance < 0 => *balance += 1,
                    Some(balance) if !is_gone && *balance > 0 => *balance -= 1,
                    Some(_) | None => return,
                }
            }
            changes.take_article(article, is_gone, people);
        });
    }
}

fn visit_all(segments: &[SpeakerColumns], visit: &mut dyn FnMut(&StatedArticle)) {
    for segment in segments {
        segment.visit_articles(&mut segment.reader.doc_ids_alive(), visit);
    }
}

fn hash_of(article: &impl Hash) -> u64 {
    FixedState::default().hash_one(article)
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
