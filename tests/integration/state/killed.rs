//! A reader killed at any moment has lost nothing that it said was done, and nothing came back from the dead.

use std::fs;

use tempfile::TempDir;

use super::child::{self, Says};
use super::{number_from, open};

/// What a state says that is restored from a journal alone.
fn journal_says(journal: &[u8], end: u128) -> Says {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("state.journal"), journal).unwrap();
    Says::of(&open(folder.path(), 0).store, end)
}

#[test]
fn nothing_is_lost_when_the_reader_is_killed_200_times() {
    let folder = TempDir::new().unwrap();
    let mut done = 0;
    for kill in 0..number_from("PULLQUOTE_KILLS", 200) {
        let mut writer = child::start(folder.path(), done);
        // Wait for some changes, and then for a moment that is another one each time.
        let last = (0..kill % 4).map_while(|_| writer.saved()).last();
        for _ in 0..kill * 7919 % 400 {
            std::thread::yield_now();
        }
        let acknowledged = writer.kill().or(last).map_or(done, |number| number + 1);

        let journal = fs::read(folder.path().join("state.journal")).unwrap_or_default();
        let opened = open(folder.path(), 0);
        assert!(opened.notices.is_empty(), "{:?}", opened.notices);
        let says = Says::of(&opened.store, acknowledged + 50);
        // The change that was being made when the kill came may be done or not.
        done = [acknowledged, acknowledged + 1]
            .into_iter()
            .find(|end| says == Says::after(*end))
            .unwrap_or_else(|| panic!("kill {kill}, {acknowledged} saved: {says:?}"));
        let says = journal_says(&journal, acknowledged + 50);
        let is_there = |end| says == Says::after(end);
        assert!(
            is_there(acknowledged) || is_there(acknowledged + 1),
            "kill {kill}, {acknowledged} saved: the journal says {says:?}"
        );
    }
    assert!(done > 0);
}
