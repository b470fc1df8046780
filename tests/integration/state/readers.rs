//! Two readers at once both win.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use rusqlite::Connection;
use tempfile::TempDir;

use super::{at, id, mark_read, open, open_whole, story};
use pullquote::library::state::{StateChange, StateError, StateNotice, StateStore};

/// Applies a change, again when another reader was in the way for too long.
fn insist(store: &mut StateStore, change: &StateChange) {
    while let Err(error) = store.apply_change(change, at(1)) {
        assert!(matches!(error, StateError::Busy), "{error}");
    }
}

#[test]
fn two_readers_that_bookmark_other_stories_and_the_same_one_lose_nothing() {
    let folder = TempDir::new().unwrap();
    thread::scope(|scope| {
        for reader in 0..2 {
            let folder = folder.path();
            scope.spawn(move || {
                let mut store = open_whole(folder, 0);
                for number in 0..25 {
                    let own = story(1000 * (reader + 1) + number);
                    insist(&mut store, &StateChange::Bookmark(vec![own]));
                    insist(&mut store, &StateChange::Bookmark(vec![story(number)]));
                }
            });
        }
    });
    let store = open_whole(folder.path(), 2);
    assert_eq!(store.all_bookmarks().unwrap().len(), 75);
    drop(store);
    fs::write(folder.path().join("state.db"), "damaged").unwrap();
    let store = open(folder.path(), 3).store;
    assert_eq!(store.all_bookmarks().unwrap().len(), 75);
}

#[test]
fn a_state_that_is_changed_while_another_reader_checks_it_is_whole() {
    let folder = TempDir::new().unwrap();
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut store = open_whole(folder.path(), 0);
            for number in 0.. {
                insist(&mut store, &mark_read([number, number + 1]));
                if is_over.load(Ordering::Relaxed) {
                    return;
                }
            }
        });
        let notices = (0..1000).flat_map(|_| open(folder.path(), 1).notices);
        let notices: Vec<StateNotice> = notices.collect();
        is_over.store(true, Ordering::Relaxed);
        assert!(notices.is_empty(), "{notices:?}");
        writer.join().unwrap();
    });
}

#[test]
fn a_reader_notices_what_another_one_changed_and_not_its_own_changes() {
    let folder = TempDir::new().unwrap();
    let mut one = open_whole(folder.path(), 0);
    let mut other = open_whole(folder.path(), 0);
    let version = one.data_version().unwrap();
    one.apply_change(&mark_read([1]), at(1)).unwrap();
    assert_eq!(one.data_version().unwrap(), version);
    other.apply_change(&mark_read([2]), at(1)).unwrap();
    assert_ne!(one.data_version().unwrap(), version);
}

#[test]
fn a_reader_that_waits_in_vain_says_so_and_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let mut store = open_whole(folder.path(), 0);
    let other = Connection::open(folder.path().join("state.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let change = StateChange::Bookmark(vec![story(1)]);
    assert!(matches!(
        store.apply_change(&change, at(1)),
        Err(StateError::Busy)
    ));
    assert!(store.all_bookmarks().unwrap().is_empty());
    other.execute_batch("ROLLBACK").unwrap();
    store.apply_change(&change, at(2)).unwrap();
    assert_eq!(store.all_bookmarks().unwrap().len(), 1);
}

#[test]
fn a_change_goes_to_the_new_state_when_another_reader_set_the_old_one_aside() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut early = open_whole(folder.path(), 0);
    early
        .apply_change(&StateChange::Bookmark(vec![story(1)]), at(1))
        .unwrap();
    std::fs::rename(path("state.db"), path("state.damaged-2026-09-21-1.db")).unwrap();
    let late = super::open(folder.path(), 2).store;

    early
        .apply_change(&StateChange::Bookmark(vec![story(2)]), at(3))
        .unwrap();
    drop(early);
    assert_eq!(late.all_bookmarks().unwrap().len(), 2);
}

#[test]
fn what_was_saved_to_a_file_that_was_removed_is_saved_again() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let mut store = open_whole(&data, 0);
    let bookmark = |number| StateChange::Bookmark(vec![story(number)]);
    store.apply_change(&bookmark(1), at(1)).unwrap();
    let removal = StateChange::RemoveBookmarks(vec![story(1).target_key()]);
    store.apply_change(&bookmark(2), at(2)).unwrap();
    store.apply_change(&removal, at(3)).unwrap();
    fs::remove_dir_all(&data).unwrap();
    store.apply_change(&bookmark(3), at(4)).unwrap();
    drop(store);
    let kept = open_whole(&data, 5).all_bookmarks().unwrap();
    let articles = kept.iter().map(|bookmark| bookmark.kept.article.id);
    assert_eq!(articles.collect::<Vec<_>>(), [id(3), id(2)]);
}

#[test]
fn nothing_is_saved_to_a_file_whose_folder_became_another_thing() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let mut store = open_whole(&data, 0);
    fs::remove_dir_all(&data).unwrap();
    fs::write(&data, "no folder").unwrap();
    store.apply_change(&mark_read([1]), at(1)).unwrap_err();
    fs::remove_file(&data).unwrap();
    store.apply_change(&mark_read([1]), at(2)).unwrap();
}
