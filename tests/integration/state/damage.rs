//! Whatever happens to the bytes of the state, it is read or set aside, and never silently empty.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use rstest::rstest;
use rustix::fs::{CWD, Mode, mkfifoat};
use tempfile::TempDir;

use super::{DAY, at, changes, is_restored, lines, number_from, open, open_whole};

/// A closed state whose last changes came after its backup.
struct Closed {
    state: Vec<u8>,
    backup: Vec<u8>,
    /// What the state says.
    lines: Vec<String>,
    /// What it said when the backup was made.
    lines_of_backup: Vec<String>,
}

/// Made once; each test works on copies.
static CLOSED: LazyLock<Closed> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    // Opening makes a backup of what the state said before.
    let add = |first: u128, time: i64| {
        let mut store = open_whole(folder.path(), time);
        for (seconds, change) in (time..).zip(&changes(first)) {
            store.apply_change(change, at(seconds)).unwrap();
        }
        lines(&store)
    };
    let (lines_of_backup, lines) = (add(100, 0), add(200, DAY));
    Closed {
        state: fs::read(folder.path().join("state.db")).unwrap(),
        backup: fs::read(folder.path().join(BACKUP)).unwrap(),
        lines,
        lines_of_backup,
    }
});

const BACKUP: &str = "backups/state-2026-09-22.db";

/// What an opening gave.
struct Outcome {
    is_restored: bool,
    lines: Vec<String>,
}

/// Opens a folder with these bytes as the state's file, and perhaps a backup.
///
/// Whenever it is restored, the damaged bytes are still there, and the second opening finds nothing wrong.
fn opened_with(state: &[u8], backup: Option<&[u8]>) -> Outcome {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("state.db"), state).unwrap();
    if let Some(backup) = backup {
        fs::create_dir(path("backups")).unwrap();
        fs::write(path(BACKUP), backup).unwrap();
    }
    let opened = open(folder.path(), DAY);
    let outcome = Outcome {
        is_restored: is_restored(&opened.notices),
        lines: lines(&opened.store),
    };
    drop(opened);
    if outcome.is_restored {
        let kept = fs::read(path("state.damaged-2026-09-22-1.db")).unwrap();
        assert!(kept == state, "the damaged file was altered");
    }
    assert_eq!(lines(&open_whole(folder.path(), DAY)), outcome.lines);
    outcome
}

/// A folder with these bytes as the state's file, and a good backup.
fn folder_with(state: &[u8]) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("state.db"), state).unwrap();
    fs::create_dir(folder.path().join("backups")).unwrap();
    fs::write(folder.path().join(BACKUP), &CLOSED.backup).unwrap();
    folder
}

fn missing(expected: &[String], found: &[String]) -> Vec<String> {
    let found: BTreeSet<&String> = found.iter().collect();
    let missing = expected.iter().filter(|line| !found.contains(line));
    missing.cloned().collect()
}

#[test]
fn an_undamaged_state_is_read_as_it_is() {
    let outcome = opened_with(&CLOSED.state, None);
    assert!(!outcome.is_restored);
    assert_eq!(outcome.lines, CLOSED.lines);
}

#[rstest]
#[case::empty(b"")]
#[case::of_another_program(b"Notes of another program.")]
fn a_file_that_is_no_state_is_set_aside(#[case] bytes: &[u8]) {
    let outcome = opened_with(bytes, Some(&CLOSED.backup));
    assert!(outcome.is_restored);
    assert_eq!(outcome.lines, CLOSED.lines_of_backup);
}

#[rstest]
#[case::a_folder(|path: &Path| fs::create_dir(path).unwrap())]
#[case::a_pipe(|path: &Path| mkfifoat(CWD, path, Mode::RUSR | Mode::WUSR).unwrap())]
#[case::a_link_to_nothing(|path: &Path| symlink("nowhere.db", path).unwrap())]
#[case::a_link_to_itself(|path: &Path| symlink(path, path).unwrap())]
#[case::a_link_to_a_device(|path: &Path| symlink("/dev/zero", path).unwrap())]
fn what_is_no_file_is_set_aside_unopened(#[case] make: impl Fn(&Path)) {
    let folder = folder_with(&CLOSED.state);
    let state = folder.path().join("state.db");
    // Beside a whole state it costs nothing, in its place what came after the backup.
    for (taken, is_lost) in [("state.db-wal", false), ("state.db", true)] {
        let taken = folder.path().join(taken);
        _ = fs::remove_file(&taken);
        make(&taken);
        let opened = open(folder.path(), DAY);
        assert!(is_restored(&opened.notices), "{taken:?}");
        let lost = missing(&CLOSED.lines, &lines(&opened.store));
        assert_eq!(!lost.is_empty(), is_lost);
        assert!(missing(&CLOSED.lines_of_backup, &lines(&opened.store)).is_empty());
        assert!(state.symlink_metadata().unwrap().is_file());
    }
    let set_aside = folder.path().join("state.damaged-2026-09-22-2.db");
    assert!(!set_aside.symlink_metadata().unwrap().is_file());
}

#[test]
fn a_damaged_state_behind_a_link_stays_where_it_is() {
    let folder = folder_with(&CLOSED.state);
    let (state, elsewhere) = (folder.path().join("state.db"), folder.path().join("else"));
    let damaged = &CLOSED.state[..9000];
    fs::write(&elsewhere, damaged).unwrap();
    fs::remove_file(&state).unwrap();
    symlink(&elsewhere, &state).unwrap();
    let opened = open(folder.path(), DAY);
    assert!(is_restored(&opened.notices));
    assert!(missing(&CLOSED.lines_of_backup, &lines(&opened.store)).is_empty());
    assert!(fs::read(&elsewhere).unwrap() == damaged);
    assert!(!state.is_symlink());
}

#[rstest]
#[case::garbage(b"Notes of another program.")]
#[case::zeros(&[0; 4096])]
fn a_lock_of_other_bytes_is_a_lock_still(#[case] bytes: &[u8]) {
    let folder = folder_with(&CLOSED.state);
    fs::write(folder.path().join("state.lock"), bytes).unwrap();
    assert_eq!(lines(&open_whole(folder.path(), DAY)), CLOSED.lines);
}

#[test]
fn pages_that_changed_places_are_noticed() {
    const PAGE: usize = 4096;
    let pages: Vec<&[u8]> = CLOSED.state.chunks(PAGE).collect();
    for one in 0..pages.len() {
        for other in 0..one {
            let mut pages = pages.clone();
            pages.swap(one, other);
            let outcome = opened_with(&pages.concat(), Some(&CLOSED.backup));
            let is_whole = outcome.lines == CLOSED.lines;
            assert!(outcome.is_restored || is_whole, "{one} and {other}");
            assert!(missing(&CLOSED.lines_of_backup, &outcome.lines).is_empty());
        }
    }
}

#[test]
fn a_damaged_backup_is_better_than_none() {
    let mut backup = CLOSED.backup.clone();
    backup[..2000].fill(0);
    let outcome = opened_with(b"", Some(&backup));
    assert!(outcome.is_restored);
    assert_eq!(outcome.lines, CLOSED.lines_of_backup);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(number_from("PULLQUOTE_CASES", 24)))]

    #[test]
    fn one_flipped_bit_costs_at_most_one_fact(at in any::<Index>(), bit in 0..8_u32) {
        let mut state = CLOSED.state.clone();
        let at = at.index(state.len());
        state[at] ^= 1 << bit;
        let outcome = opened_with(&state, None);
        let lost = missing(&CLOSED.lines, &outcome.lines);
        prop_assert!(lost.len() <= usize::from(outcome.is_restored), "byte {at}, bit {bit}: {lost:?}");
    }

    #[test]
    fn a_truncated_state_loses_nothing_that_was_backed_up(length in any::<Index>()) {
        let length = length.index(CLOSED.state.len());
        let outcome = opened_with(&CLOSED.state[..length], Some(&CLOSED.backup));
        prop_assert!(outcome.is_restored);
        prop_assert!(missing(&CLOSED.lines_of_backup, &outcome.lines).is_empty());
    }

    #[test]
    fn a_state_of_any_bytes_is_set_aside(bytes in vec(any::<u8>(), 0..9000)) {
        prop_assert!(opened_with(&bytes, None).is_restored);
    }
}
