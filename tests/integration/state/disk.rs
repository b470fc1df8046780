//! While nothing can be written the reader still reads, is told, and is saved as soon as it can be again.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tempfile::TempDir;

use super::{DAY, at, changes, lines, open, open_whole, story};
use pullquote::library::state::{StateChange, StateNotice, StateStore};

/// How many sizes of a disk are tried.
const LIMITS: usize = 40;

const FOLDER: &str = "PULLQUOTE_TEST_STATE";

fn is_told_that_nothing_is_saved(notices: &[StateNotice]) -> bool {
    notices
        .iter()
        .any(|notice| matches!(notice, StateNotice::NotSaving(_)))
}

/// Checks that a change fails and is not shown, and that it is saved once `cure` has been done.
fn fails_until(store: &mut StateStore, cure: impl FnOnce()) {
    let before = lines(store);
    let change = StateChange::Bookmark(vec![story(7)]);
    store.apply_change(&change, at(DAY)).unwrap_err();
    assert!(!store.is_saving());
    assert_eq!(lines(store), before);
    cure();
    store.apply_change(&change, at(DAY)).unwrap();
    assert!(store.is_saving());
    assert!(matches!(
        store.take_notices()[..],
        [.., StateNotice::Saving]
    ));
}

#[test]
fn with_an_unwritable_home_nothing_is_saved_until_it_can_be() {
    let home = TempDir::new().unwrap();
    let folder = home.path().join("data/pullquote");
    fs::write(
        home.path().join("data"),
        b"a file where the folder should be",
    )
    .unwrap();
    let mut opened = open(&folder, 0);
    assert!(is_told_that_nothing_is_saved(&opened.notices));
    fails_until(&mut opened.store, || {
        fs::remove_file(home.path().join("data")).unwrap();
    });
    drop(opened);
    assert_eq!(open_whole(&folder, 1).all_bookmarks().unwrap().len(), 1);
}

#[test]
fn a_state_that_cannot_be_locked_is_still_read() {
    let folder = TempDir::new().unwrap();
    let mut store = open_whole(folder.path(), 0);
    for change in changes(100) {
        store.apply_change(&change, at(1)).unwrap();
    }
    let says = lines(&store);
    drop(store);
    // A folder in its place makes the lock fail for root too, as a read-only folder does for others.
    let lock = folder.path().join("state.lock");
    fs::remove_file(&lock).unwrap();
    fs::create_dir(&lock).unwrap();

    let mut opened = open(folder.path(), 2);
    assert!(is_told_that_nothing_is_saved(&opened.notices));
    assert_eq!(lines(&opened.store), says);
    fails_until(&mut opened.store, || fs::remove_dir(&lock).unwrap());
}

#[test]
fn a_state_is_not_restored_without_what_cannot_be_read_for_now() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut store = open_whole(folder.path(), 0);
    store
        .apply_change(&StateChange::Bookmark(vec![story(1)]), at(1))
        .unwrap();
    drop(store);
    fs::rename(path("state.db"), path("elsewhere")).unwrap();
    // What is left is a file that fails to be read, as on a broken disk.
    let damaged = path("state.damaged-2026-09-21-1.db");
    symlink("/proc/self/mem", &damaged).unwrap();
    fs::remove_file(path("state.journal")).unwrap();

    let mut opened = open(folder.path(), 2);
    assert!(is_told_that_nothing_is_saved(&opened.notices));
    fails_until(&mut opened.store, || {
        fs::remove_file(&damaged).unwrap();
        fs::rename(path("elsewhere"), &damaged).unwrap();
    });
    assert_eq!(opened.store.all_bookmarks().unwrap().len(), 2);
}

#[test]
fn a_state_is_not_restored_without_its_journal_if_that_cannot_be_read_for_now() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut store = open_whole(folder.path(), 0);
    store
        .apply_change(&StateChange::Bookmark(vec![story(1)]), at(1))
        .unwrap();
    drop(store);
    fs::write(path("state.db"), "damaged").unwrap();
    fs::rename(path("state.journal"), path("elsewhere")).unwrap();
    symlink("/proc/self/mem", path("state.journal")).unwrap();

    let mut opened = open(folder.path(), 2);
    assert!(is_told_that_nothing_is_saved(&opened.notices));
    fails_until(&mut opened.store, || {
        fs::rename(path("elsewhere"), path("state.journal")).unwrap();
    });
    assert_eq!(opened.store.all_bookmarks().unwrap().len(), 2);
}

/// Runs one of the tests below in a process of its own, whose limits it may change.
fn alone(test: &str, folder: &Path) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            &format!("state::disk::{test}"),
            "--exact",
            "--ignored",
            "--nocapture",
        ])
        .env(FOLDER, folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"));
}

#[test]
fn a_full_disk_fails_a_change_wherever_it_is_noticed() {
    let folder = TempDir::new().unwrap();
    alone("every_write_meets_a_full_disk", folder.path());
    let saved = open_whole(folder.path(), DAY)
        .all_bookmarks()
        .unwrap()
        .len();
    assert!(
        (1..LIMITS).contains(&saved),
        "{saved} of {LIMITS} were saved"
    );
}

/// Lets no file grow beyond so many bytes, which is how a full disk is met.
fn limit_files(bytes: Option<u64>) {
    let maximum = getrlimit(Resource::Fsize).maximum;
    let current = bytes.or(maximum);
    setrlimit(Resource::Fsize, Rlimit { current, maximum }).unwrap();
}

#[test]
#[ignore = "limits its process, which is started by another test"]
fn every_write_meets_a_full_disk() {
    let folder = std::env::var(FOLDER).unwrap();
    // A write beyond the limit shall fail, not end the process.
    let noticed = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, noticed).unwrap();

    let mut saved = 0;
    for (number, limit) in (0..).zip((0..).step_by(1000)).take(LIMITS) {
        let mut store = open(Path::new(&folder), 0).store;
        limit_files(Some(limit));
        let change = StateChange::Bookmark(vec![story(number)]);
        let is_saved = store.apply_change(&change, at(1)).is_ok();
        saved += usize::from(is_saved);
        assert_eq!(store.is_saving(), is_saved);
        assert_eq!(store.all_bookmarks().unwrap().len(), saved, "limit {limit}");

        // Opened while the disk is full, it is read all the same.
        drop(store);
        let store = open(Path::new(&folder), 0).store;
        assert_eq!(store.all_bookmarks().unwrap().len(), saved, "limit {limit}");
        drop(store);

        limit_files(None);
        let store = open(Path::new(&folder), 0).store;
        assert_eq!(store.all_bookmarks().unwrap().len(), saved, "limit {limit}");
    }
}
