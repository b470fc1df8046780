//! After a power loss, every prefix of what was written is a state with all changes that were saved by then.

use std::fs;

use rusqlite::Connection;
use tempfile::TempDir;

use super::{at, is_restored, mark_read, open, open_whole, story};
use pullquote::article::ArticleId;
use pullquote::library::state::{Change, Store};

/// How many bytes of the log are added from one power loss to the next; a page and its header have 4120.
const STEP: usize = 515;

/// What a state says about the changes of this test: how many of its first ones are there, and no others.
fn changes_in(store: &Store) -> usize {
    let ids: Vec<ArticleId> = (0..40).map(|number| story(number).article.id).collect();
    let flags = store.flags(&ids).unwrap();
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

#[test]
fn every_prefix_of_the_log_holds_the_changes_that_were_saved_in_it() {
    let folder = TempDir::new().unwrap();
    let mut store = open_whole(folder.path(), 0);
    // While somebody reads, the log is not moved into the file.
    let reader = Connection::open(folder.path().join("state.db")).unwrap();
    reader.execute_batch("BEGIN; SELECT * FROM fact").unwrap();
    let log = || fs::read(folder.path().join("state.db-wal")).unwrap();

    let mut lengths = vec![log().len()];
    for number in 0..12 {
        let change = match number % 2 {
            0 => Change::Bookmark(vec![story(number)]),
            _ => mark_read([number]),
        };
        store.apply(&change, at(1)).unwrap();
        lengths.push(log().len());
    }
    let state = fs::read(folder.path().join("state.db")).unwrap();
    let log = log();
    for length in (0..=log.len()).step_by(STEP).chain(lengths.iter().copied()) {
        let copy = TempDir::new().unwrap();
        fs::write(copy.path().join("state.db"), &state).unwrap();
        fs::write(copy.path().join("state.db-wal"), &log[..length]).unwrap();
        let opened = open(copy.path(), 2);
        assert!(!is_restored(&opened.notices), "cut at {length}");
        let saved = lengths
            .iter()
            .skip(1)
            .filter(|saved| **saved <= length)
            .count();
        assert_eq!(changes_in(&opened.store), saved, "cut at {length}");
    }
}

#[test]
fn a_power_loss_while_the_state_is_restored_loses_nothing() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut store = open_whole(folder.path(), 0);
    store
        .apply(&Change::Bookmark(vec![story(0)]), at(1))
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

#[test]
fn a_saved_change_does_not_stay_in_the_log() {
    let folder = TempDir::new().unwrap();
    let mut store = open_whole(folder.path(), 0);
    store.apply(&mark_read(0..9), at(1)).unwrap();
    let log = fs::metadata(folder.path().join("state.db-wal")).unwrap();
    assert_eq!(log.len(), 0, "a flipped bit in it would lose the change");
}
