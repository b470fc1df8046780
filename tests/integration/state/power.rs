//! After a power loss, every prefix of what was written is a state with all changes that were saved by then.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use rusqlite::Connection;
use tempfile::TempDir;

use super::{at, is_restored, mark_read, number_from, open, open_whole, story};
use pullquote::article::ArticleId;
use pullquote::library::state::{StateChange, StateStore};

/// How many bytes of the log are added from one power loss to the next; a page and its header have 4120.
const STEP: usize = 515;

/// What a disk writes as a whole or not at all.
const SECTOR: usize = 512;
/// The bytes of a page, of a log's header, and of the header of each page in it.
const PAGE: usize = 4096;
const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// How many changes are in the log.
const CHANGES: u128 = 12;

/// What a state says about the changes of this test: how many of its first ones are there, and no others.
fn changes_in(store: &StateStore) -> usize {
    let ids: Vec<ArticleId> = (0..40).map(|number| story(number).article.id).collect();
    let flags = store.flags_of_all(&ids).unwrap();
    let is_there = ids
        .iter()
        .map(|id| flags[id].is_bookmarked || flags[id].is_read);
    let count = is_there.clone().take_while(|is_there| *is_there).count();
    assert_eq!(
        is_there.filter(|is_there| *is_there).count(),
        count,
        "a gap"
    );
    count
}

/// A state whose last changes are in its log only, and how long the log was after each of them, the first one the
/// length before them.
struct Logged {
    state: Vec<u8>,
    log: Vec<u8>,
    lengths: Vec<usize>,
}

/// Made once; each test works on copies.
static LOGGED: LazyLock<Logged> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    let mut store = open_whole(folder.path(), 0);
    // While somebody reads, the log is not moved into the file.
    let reader = Connection::open(folder.path().join("state.db")).unwrap();
    reader.execute_batch("BEGIN; SELECT * FROM fact").unwrap();
    let log = || fs::read(folder.path().join("state.db-wal")).unwrap();

    let mut lengths = vec![log().len()];
    for number in 0..CHANGES {
        let change = match number % 2 {
            0 => StateChange::Bookmark(vec![story(number)]),
            _ => mark_read([number]),
        };
        store.apply_change(&change, at(1)).unwrap();
        lengths.push(log().len());
    }
    let state = fs::read(folder.path().join("state.db")).unwrap();
    let log = log();
    Logged {
        state,
        log,
        lengths,
    }
});

/// How many changes a state with these bytes and this log holds; it must be whole.
fn changes_after(state: &[u8], log: &[u8]) -> usize {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("state.db"), state).unwrap();
    fs::write(folder.path().join("state.db-wal"), log).unwrap();
    changes_in(&open_whole(folder.path(), 2))
}

#[test]
fn every_prefix_of_the_log_holds_the_changes_that_were_saved_in_it() {
    let Logged {
        state,
        log,
        lengths,
    } = &*LOGGED;
    for length in (0..=log.len()).step_by(STEP).chain(lengths.iter().copied()) {
        let saved = lengths.iter().skip(1);
        let saved = saved.filter(|saved| **saved <= length).count();
        let changes = changes_after(state, &log[..length]);
        assert_eq!(changes, saved, "cut at {length}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(number_from("PULLQUOTE_CASES", 24)))]

    /// Until it is said to be on disk, every sector of a change may be there or not, in whatever order they came.
    #[test]
    fn a_change_that_came_to_the_log_in_part_is_not_there_and_those_before_it_are(
        change in 1..=usize::try_from(CHANGES).unwrap(),
        missing in vec(any::<Index>(), 1..6),
    ) {
        let (before, end) = (LOGGED.lengths[change - 1], LOGGED.lengths[change]);
        let mut log = LOGGED.log[..end].to_vec();
        for sector in missing {
            let start = before + sector.index(end - before) / SECTOR * SECTOR;
            log[start..end.min(start + SECTOR)].fill(0);
        }
        prop_assume!(log != LOGGED.log[..end]);
        prop_assert_eq!(changes_after(&LOGGED.state, &log), change - 1);
    }

    /// While the log is moved into the file, each of its pages may be there, be there in part, or not.
    #[test]
    fn pages_that_came_to_the_file_in_part_are_still_in_the_log(
        sectors in vec(0..=PAGE / SECTOR, 64),
    ) {
        let mut state = LOGGED.state.clone();
        let frames = LOGGED.log[LOG_HEADER..].chunks_exact(FRAME_HEADER + PAGE);
        let pages: BTreeMap<usize, &[u8]> = frames
            .map(|frame| {
                let number = u32::from_be_bytes(*frame.first_chunk().unwrap());
                (usize::try_from(number).unwrap(), &frame[FRAME_HEADER..])
            })
            .collect();
        for ((number, page), sectors) in pages.into_iter().zip(sectors) {
            let (start, length) = ((number - 1) * PAGE, sectors * SECTOR);
            state.resize(state.len().max(start + length), 0);
            state[start..start + length].copy_from_slice(&page[..length]);
        }
        let changes = changes_after(&state, &LOGGED.log);
        prop_assert_eq!(changes, usize::try_from(CHANGES).unwrap());
    }
}

#[test]
fn a_power_loss_while_the_state_is_restored_loses_nothing() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut store = open_whole(folder.path(), 0);
    store
        .apply_change(&StateChange::Bookmark(vec![story(0)]), at(1))
        .unwrap();
    drop(store);
    // As far as an earlier opening came: the damaged state has its new name, and there is no other yet.
    let mut bytes = fs::read(path("state.db")).unwrap();
    bytes[20] ^= 1;
    fs::write(path("state.damaged-2026-09-21-1.db"), &bytes).unwrap();
    fs::remove_file(path("state.db")).unwrap();
    fs::write(path(".state-unfinished.tmp"), b"half a page").unwrap();

    let opened = open(folder.path(), 2);
    assert!(is_restored(&opened.notices));
    assert_eq!(changes_in(&opened.store), 1);
    assert!(!path(".state-unfinished.tmp").exists());
}

/// What the journal was after each change, the first one before them.
fn journals(folder: &Path) -> Vec<Vec<u8>> {
    let mut store = open_whole(folder, 0);
    let journal = || fs::read(folder.join("state.journal")).unwrap();
    let mut journals = vec![journal()];
    for number in 0..CHANGES {
        let change = match number % 2 {
            0 => StateChange::Bookmark(vec![story(number)]),
            _ => mark_read([number]),
        };
        store.apply_change(&change, at(1)).unwrap();
        journals.push(journal());
    }
    journals
}

#[test]
fn every_prefix_of_the_journal_holds_the_changes_that_were_saved_in_it() {
    let folder = TempDir::new().unwrap();
    let journals = journals(folder.path());
    let whole = journals.last().unwrap();
    let ends: Vec<usize> = journals.iter().map(Vec::len).collect();
    for length in (ends[0]..=whole.len())
        .step_by(STEP)
        .chain(ends.iter().copied())
    {
        let saved = ends.iter().skip(1).filter(|end| **end <= length).count();
        let copy = TempDir::new().unwrap();
        fs::write(copy.path().join("state.journal"), &whole[..length]).unwrap();
        assert_eq!(
            changes_in(&open(copy.path(), 2).store),
            saved,
            "cut at {length}"
        );
    }
}

#[test]
fn a_change_that_is_in_the_journal_alone_was_not_made_and_does_not_come_back() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut store = open_whole(folder.path(), 0);
    store
        .apply_change(&StateChange::Bookmark(vec![story(0)]), at(1))
        .unwrap();
    drop(store);
    let before = fs::read(path("state.db")).unwrap();
    let mut store = open_whole(folder.path(), 1);
    store.apply_change(&mark_read([1]), at(2)).unwrap();
    drop(store);
    let journal = fs::read(path("state.journal")).unwrap();
    // Cut anywhere in the last change, or whole, as when the power is lost right before the commit.
    for length in (0..400).step_by(37).map(|cut| journal.len() - cut) {
        fs::write(path("state.db"), &before).unwrap();
        fs::write(path("state.journal"), &journal[..length]).unwrap();
        assert_eq!(
            changes_in(&open_whole(folder.path(), 3)),
            1,
            "cut at {length}"
        );
        fs::write(path("state.db"), "damaged").unwrap();
        assert_eq!(
            changes_in(&open(folder.path(), 4).store),
            1,
            "cut at {length}"
        );
    }
}

#[test]
fn a_saved_change_does_not_stay_in_the_log() {
    let folder = TempDir::new().unwrap();
    let mut store = open_whole(folder.path(), 0);
    store.apply_change(&mark_read(0..9), at(1)).unwrap();
    store.settle();
    let log = fs::metadata(folder.path().join("state.db-wal")).unwrap();
    assert_eq!(log.len(), 0, "a flipped bit in it would lose the change");
}
