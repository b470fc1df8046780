//! Tests the journal: it has what the state has, and is bounded.

use std::fs;

use super::*;

/// What a state says that is restored from the journal of another.
fn restored_lines(journal: &[u8]) -> String {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("state.journal"), journal).unwrap();
    let opened = StateStore::open(folder.path(), at(0)).unwrap();
    assert!(
        matches!(&opened.notices[..], [StateNotice::Restored(restored)] if restored.is_complete),
        "{:?}",
        opened.notices
    );
    state_lines(&opened.store)
}

fn state_lines(store: &StateStore) -> String {
    let mut lines = Vec::new();
    store.export_lines(None, &mut lines).unwrap();
    String::from_utf8(lines).unwrap()
}

impl Reader {
    fn journal(&self) -> Vec<u8> {
        fs::read(self.folder.path().join("state.journal")).unwrap()
    }
}

#[test]
fn a_journal_has_all_that_a_change_undo_and_import_write() {
    let mut reader = Reader::new();
    assert_eq!(
        restored_lines(&reader.journal()),
        state_lines(&reader.store)
    );
    let changes = [
        bookmark(story(1)),
        note(quote(2, "“So be it.”"), "Of the ferry."),
        read([1, 2, 3]),
        search("tide"),
        StateChange::Follow(vec![(id(2), story(4).article)]),
    ];
    for change in &changes {
        reader.does(change);
        assert_eq!(
            restored_lines(&reader.journal()),
            state_lines(&reader.store)
        );
    }
    reader.store.undo(at(20)).unwrap();
    assert_eq!(
        restored_lines(&reader.journal()),
        state_lines(&reader.store)
    );
    let other = Reader::who([bookmark(story(7)), search("ferry")]);
    let lines = state_lines(&other.store);
    reader.store.import_lines(lines.as_bytes(), at(21)).unwrap();
    assert_eq!(
        restored_lines(&reader.journal()),
        state_lines(&reader.store)
    );
    let reader = reader.restarted();
    assert_eq!(
        restored_lines(&reader.journal()),
        state_lines(&reader.store)
    );
}

#[test]
fn a_change_costs_a_journal_its_own_lines() {
    let mut reader = Reader::who([bookmark(story(1)), read(2..500)]);
    let before = reader.journal();
    reader.does(&read([900]));
    let after = reader.journal();
    let added = after.strip_prefix(&before[..]).unwrap();
    assert_eq!(String::from_utf8_lossy(added).lines().count(), 1);
    reader.does(&read([900]));
    assert_eq!(reader.journal(), after, "a change that changes nothing");
}

#[test]
fn a_journal_is_written_again_when_it_has_become_long() {
    let mut reader = Reader::new();
    // The same search again and again, in lines of 50 kB.
    let query = "low water ".repeat(5000);
    let mut lengths = Vec::new();
    for _ in 0..50 {
        reader.does(&search(&query));
        lengths.push(reader.journal().len());
    }
    assert!(
        lengths.iter().all(|length| *length <= 1 << 20),
        "{lengths:?}"
    );
    assert!(!lengths.is_sorted(), "{lengths:?}");
    assert_eq!(
        restored_lines(&reader.journal()),
        state_lines(&reader.store)
    );
}

#[test]
fn more_facts_than_are_held_are_written_as_a_whole() {
    let reader = Reader::who([bookmark(story(1)), read(2..12_000)]);
    assert_eq!(
        restored_lines(&reader.journal()),
        state_lines(&reader.store)
    );
}

#[test]
fn the_lines_of_a_journal_can_be_imported() {
    let reader = Reader::who([bookmark(story(1)), read([2])]);
    let mut other = Reader::new();
    let journal = reader.journal();
    other.store.import_lines(&journal[..], at(9)).unwrap();
    assert_eq!(state_lines(&other.store), state_lines(&reader.store));
    let changed = String::from_utf8(journal)
        .unwrap()
        .replace("Story 1", "Story 2");
    let error = other
        .store
        .import_lines(changed.as_bytes(), at(9))
        .unwrap_err();
    assert!(
        error.to_string().contains("does not match its checksum"),
        "{error}"
    );
}

#[test]
fn a_journal_that_is_removed_while_it_is_open_is_written_again() {
    let mut reader = Reader::who([bookmark(story(1))]);
    fs::remove_file(reader.folder.path().join("state.journal")).unwrap();
    reader.does(&read([2]));
    assert_eq!(
        restored_lines(&reader.journal()),
        state_lines(&reader.store)
    );
}

#[test]
fn a_line_that_was_cut_is_followed_by_a_whole_journal() {
    let mut reader = Reader::who([bookmark(story(1))]);
    let mut journal = reader.journal();
    journal.extend_from_slice(b"{\"kind\":\"read\",\"article");
    fs::write(reader.folder.path().join("state.journal"), journal).unwrap();
    reader.does(&read([2]));
    assert_eq!(
        restored_lines(&reader.journal()),
        state_lines(&reader.store)
    );
}

#[test]
fn of_a_first_change_that_was_cut_nothing_is_restored() {
    let mut reader = Reader::new();
    reader.does(&read(1..50));
    let journal = reader.journal();
    let folder = TempDir::new().unwrap();
    let cut = &journal[..journal.len() / 2];
    fs::write(folder.path().join("state.journal"), cut).unwrap();
    let opened = StateStore::open(folder.path(), at(0)).unwrap();
    assert!(!state_lines(&opened.store).contains("\"read\""));
}
