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
    journal: Vec<u8>,
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
        journal: fs::read(folder.path().join(JOURNAL)).unwrap(),
        backup: fs::read(folder.path().join(BACKUP)).unwrap(),
        lines,
        lines_of_backup,
    }
});

const JOURNAL: &str = "state.journal";
const BACKUP: &str = "backups/state-2026-09-22.db";

/// What an opening gave.
struct Outcome {
    is_restored: bool,
    lines: Vec<String>,
}

/// Opens a folder with these bytes as the state's file, and others beside it.
///
/// Whenever it is restored, the damaged bytes are still there, and the second opening finds nothing wrong.
fn opened_with(state: &[u8], beside: &[(&str, &[u8])]) -> Outcome {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("state.db"), state).unwrap();
    fs::create_dir(path("backups")).unwrap();
    for (name, bytes) in beside {
        fs::write(path(name), bytes).unwrap();
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

/// Opens a folder with these bytes as the state's file, and its journal.
fn opened_with_journal(state: &[u8]) -> Outcome {
    opened_with(state, &[(JOURNAL, &CLOSED.journal)])
}

/// Opens a folder with nothing but these bytes as the journal.
fn opened_from(journal: &[u8]) -> Outcome {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(JOURNAL), journal).unwrap();
    let opened = open(folder.path(), DAY);
    Outcome {
        is_restored: is_restored(&opened.notices),
        lines: lines(&opened.store),
    }
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
    let outcome = opened_with(&CLOSED.state, &[]);
    assert!(!outcome.is_restored);
    assert_eq!(outcome.lines, CLOSED.lines);
}

#[rstest]
#[case::empty(b"")]
#[case::of_another_program(b"Notes of another program.")]
fn a_file_that_is_no_state_is_set_aside(#[case] bytes: &[u8]) {
    let outcome = opened_with(bytes, &[(BACKUP, &CLOSED.backup)]);
    assert!(outcome.is_restored);
    assert_eq!(outcome.lines, CLOSED.lines_of_backup);
    let outcome = opened_with_journal(bytes);
    assert!(outcome.is_restored);
    assert_eq!(outcome.lines, CLOSED.lines);
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
    for taken in ["state.db-wal", "state.db"] {
        let taken = folder.path().join(taken);
        _ = fs::remove_file(&taken);
        make(&taken);
        let opened = open(folder.path(), DAY);
        assert!(is_restored(&opened.notices), "{taken:?}");
        assert_eq!(lines(&opened.store), CLOSED.lines);
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
            let pages = pages.concat();
            assert_eq!(opened_with_journal(&pages).lines, CLOSED.lines);
            // As the file of a version without a journal.
            let outcome = opened_with(&pages, &[(BACKUP, &CLOSED.backup)]);
            let is_whole = outcome.lines == CLOSED.lines;
            assert!(outcome.is_restored || is_whole, "{one} and {other}");
            assert!(missing(&CLOSED.lines_of_backup, &outcome.lines).is_empty());
        }
    }
}

#[test]
fn a_damaged_backup_is_better_than_none() {
    let mut backup = CLOSED.backup.clone();
    // One byte of a note, of which there are many.
    let note = b"runs over a page. A note that";
    let at = backup.windows(note.len()).position(|bytes| bytes == note);
    backup[at.unwrap()] ^= 1;
    let outcome = opened_with(b"", &[(BACKUP, &backup)]);
    assert!(outcome.is_restored);
    assert_eq!(missing(&CLOSED.lines_of_backup, &outcome.lines).len(), 1);
}

#[rstest]
#[case::nothing(&[])]
#[case::an_empty_file(&[(JOURNAL, b"" as &[u8])])]
#[case::other_bytes(&[(JOURNAL, b"Notes of another program." as &[u8])])]
#[case::zeros(&[(JOURNAL, &[0_u8; 9000] as &[u8])])]
fn a_whole_state_gets_the_journal_that_it_lacks(#[case] beside: &[(&str, &[u8])]) {
    let folder = folder_with(&CLOSED.state);
    for (name, bytes) in beside {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    assert_eq!(lines(&open_whole(folder.path(), DAY)), CLOSED.lines);
    let journal = fs::read(folder.path().join(JOURNAL)).unwrap();
    assert_eq!(opened_from(&journal).lines, CLOSED.lines);
}

#[rstest]
#[case::a_folder(|path: &Path| fs::create_dir_all(path.join("inner")).unwrap())]
#[case::a_pipe(|path: &Path| mkfifoat(CWD, path, Mode::RUSR | Mode::WUSR).unwrap())]
#[case::a_link_to_nothing(|path: &Path| symlink("nowhere", path).unwrap())]
#[case::a_link_to_a_device(|path: &Path| symlink("/dev/full", path).unwrap())]
fn what_is_no_journal_is_replaced_by_one(#[case] make: impl Fn(&Path)) {
    let folder = folder_with(&CLOSED.state);
    let journal = folder.path().join(JOURNAL);
    make(&journal);
    assert_eq!(lines(&open_whole(folder.path(), DAY)), CLOSED.lines);
    assert!(journal.symlink_metadata().unwrap().is_file());
    assert_eq!(
        opened_from(&fs::read(&journal).unwrap()).lines,
        CLOSED.lines
    );
}

#[test]
fn a_whole_state_is_right_whatever_its_journal_says() {
    // As after a backup was put in its place, or after a version without a journal has changed it.
    for (state, says) in [
        (&CLOSED.backup, &CLOSED.lines_of_backup),
        (&CLOSED.state, &CLOSED.lines),
    ] {
        for journal in [&CLOSED.journal, &journal_of_backup()] {
            let folder = folder_with(state);
            fs::write(folder.path().join(JOURNAL), journal).unwrap();
            assert_eq!(lines(&open_whole(folder.path(), DAY)), *says);
            let journal = fs::read(folder.path().join(JOURNAL)).unwrap();
            assert_eq!(opened_from(&journal).lines, *says);
        }
    }
}

/// The journal that is made for the backup.
fn journal_of_backup() -> Vec<u8> {
    let folder = folder_with(&CLOSED.backup);
    drop(open_whole(folder.path(), DAY));
    fs::read(folder.path().join(JOURNAL)).unwrap()
}

#[test]
fn a_damaged_journal_is_kept_when_a_state_was_restored_from_it() {
    let folder = folder_with(b"");
    let mut journal = CLOSED.journal.clone();
    let middle = journal.len() / 2;
    journal[middle] ^= 1;
    fs::write(folder.path().join(JOURNAL), &journal).unwrap();
    assert!(is_restored(&open(folder.path(), DAY).notices));
    let kept = folder.path().join("state.damaged-2026-09-22-1.journal");
    assert!(fs::read(kept).unwrap() == journal);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(number_from("PULLQUOTE_CASES", 24)))]

    #[test]
    fn one_flipped_bit_costs_nothing(at in any::<Index>(), bit in 0..8_u32) {
        let mut state = CLOSED.state.clone();
        let at = at.index(state.len());
        state[at] ^= 1 << bit;
        prop_assert_eq!(opened_with_journal(&state).lines, &CLOSED.lines[..], "byte {}, bit {}", at, bit);
    }

    #[test]
    fn a_truncated_state_loses_nothing(length in any::<Index>()) {
        let length = length.index(CLOSED.state.len());
        let outcome = opened_with_journal(&CLOSED.state[..length]);
        prop_assert!(outcome.is_restored);
        prop_assert_eq!(outcome.lines, &CLOSED.lines[..]);
        // As the file of a version without a journal.
        let outcome = opened_with(&CLOSED.state[..length], &[(BACKUP, &CLOSED.backup)]);
        prop_assert!(outcome.is_restored);
        prop_assert!(missing(&CLOSED.lines_of_backup, &outcome.lines).is_empty());
    }

    #[test]
    fn a_state_of_any_bytes_is_set_aside(bytes in vec(any::<u8>(), 0..9000)) {
        let outcome = opened_with_journal(&bytes);
        prop_assert!(outcome.is_restored);
        prop_assert_eq!(outcome.lines, &CLOSED.lines[..]);
    }

    #[test]
    fn one_flipped_bit_of_a_journal_costs_at_most_two_lines(at in any::<Index>(), bit in 0..8_u32) {
        let mut journal = CLOSED.journal.clone();
        // Without the last line break, which a change lacks that was being written.
        let at = at.index(journal.len() - 1);
        journal[at] ^= 1 << bit;
        let outcome = opened_from(&journal);
        prop_assert!(outcome.is_restored);
        let lost = missing(&CLOSED.lines, &outcome.lines);
        prop_assert!(lost.len() <= 2, "byte {}, bit {}: {:?}", at, bit, lost);
    }

    #[test]
    fn a_journal_of_any_bytes_invents_nothing(bytes in vec(any::<u8>(), 0..9000)) {
        prop_assert!(opened_from(&bytes).lines.is_empty());
    }
}
