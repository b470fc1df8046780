//! A reader killed at any moment has lost nothing that it said was done, and nothing came back from the dead.

use tempfile::TempDir;

use super::child::{self, Says};
use super::{number_from, open};

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

        let opened = open(folder.path(), 0);
        assert!(opened.notices.is_empty(), "{:?}", opened.notices);
        let says = Says::of(&opened.store, acknowledged + 50);
        // The change that was being made when the kill came may be done or not.
        done = [acknowledged, acknowledged + 1]
            .into_iter()
            .find(|end| says == Says::after(*end))
            .unwrap_or_else(|| panic!("kill {kill}, {acknowledged} saved: {says:?}"));
    }
    assert!(done > 0);
}
