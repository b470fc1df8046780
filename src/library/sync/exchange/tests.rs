//! Tests that devices come out the same, whatever lies in their folder.

use std::os::unix::fs::symlink;

use rstest::rstest;
use tempfile::TempDir;

use super::*;
use crate::article::ArticleId;
use crate::library::state::{ArticleDescription, ArticleReference, BookmarkTarget, StateChange};
use crate::library::sync::is_up_to_date;
use crate::text::Clean;

/// A device with a folder of its own, whose files are carried by hand.
struct Device {
    home: TempDir,
    sync: SyncFolder,
    store: StateStore,
    minute: i64,
}

impl Device {
    fn new() -> Self {
        let home = TempDir::new().unwrap();
        let data = home.path().join("data");
        let store = StateStore::open(&data, at(0)).unwrap().store;
        Self {
            sync: SyncFolder::new(home.path().join("sync"), data),
            home,
            store,
            minute: 0,
        }
    }

    fn folder(&self) -> PathBuf {
        self.home.path().join("sync")
    }

    fn does(&mut self, change: &StateChange) {
        self.minute += 1;
        self.store.apply_change(change, at(self.minute)).unwrap();
    }

    fn exchange(&mut self) -> SyncOutcome {
        self.sync.exchange(&mut self.store, at(self.minute))
    }

    fn own_file(&self) -> PathBuf {
        let device = DeviceName::load(&self.home.path().join("data")).unwrap();
        self.folder().join(format!("{device}.jsonl"))
    }

    /// Carries the device's file to another device.
    fn carry_to(&self, other: &Self) {
        let file = self.own_file();
        fs::create_dir_all(other.folder()).unwrap();
        fs::copy(&file, other.folder().join(file.file_name().unwrap())).unwrap();
    }

    fn lines(&self) -> String {
        let mut bytes = Vec::new();
        self.store.export_lines(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// Returns the problems, without the folder.
    fn told(&self) -> Vec<String> {
        let folder = format!("{}/", self.folder().display());
        let problems = self.sync.problems().into_iter();
        problems
            .map(|problem| problem.to_string().replace(&folder, ""))
            .collect()
    }
}

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + minute * 60).unwrap()
}

fn story(number: u128) -> BookmarkTarget {
    let description = ArticleDescription {
        title: Clean::new(&format!("The tide table, part {number}")),
        ..ArticleDescription::default()
    };
    let id = ArticleId::from_number(number);
    BookmarkTarget {
        article: ArticleReference { id, description },
        quote: None,
    }
}

fn bookmark(number: u128) -> StateChange {
    StateChange::Bookmark(vec![story(number)])
}

fn note(number: u128, text: &str) -> StateChange {
    StateChange::SetNote {
        kept: story(number),
        note: Clean::new(text),
    }
}

/// Exchanges until nothing changes any more.
fn settle(devices: &mut [Device]) {
    for _ in 0..3 {
        for one in 0..devices.len() {
            devices[one].exchange();
            for other in (0..devices.len()).filter(|other| *other != one) {
                devices[one].carry_to(&devices[other.min(devices.len() - 1)]);
            }
        }
    }
}

#[test]
fn what_is_done_on_one_device_is_on_all() {
    let mut devices = [Device::new(), Device::new(), Device::new()];
    devices[0].does(&bookmark(1));
    devices[1].does(&note(1, "Ask the harbour office."));
    devices[1].minute = 9;
    devices[2].does(&note(1, "The sum is wrong."));
    settle(&mut devices);
    let lines = devices[0].lines();
    assert!(lines.contains("Ask the harbour office.") && lines.contains("The sum is wrong."));
    assert!(devices.iter().all(|device| device.lines() == lines));
    devices[0].minute = 20;
    devices[0].does(&StateChange::RemoveBookmarks(vec![story(1).target_key()]));
    settle(&mut devices);
    assert!(
        devices
            .iter()
            .all(|device| device.store.all_bookmarks().unwrap().is_empty())
    );
    let quiet = devices[0].exchange();
    assert_eq!((quiet.taken, quiet.written, quiet.others), (0, None, 2));
}

#[test]
fn a_file_that_came_in_part_is_told_and_read_when_it_is_whole() {
    let (mut desk, mut laptop) = (Device::new(), Device::new());
    for number in 0..20 {
        desk.does(&bookmark(number));
    }
    desk.exchange();
    laptop.exchange();
    let whole = fs::read(desk.own_file()).unwrap();
    let name = desk.own_file().file_name().unwrap().to_owned();
    for length in [0, 10, 200, whole.len() / 2, whole.len() - 1] {
        fs::write(laptop.folder().join(&name), &whole[..length]).unwrap();
        let outcome = laptop.exchange();
        assert_eq!(outcome.taken, 0, "of {length} bytes");
        let told = laptop.told();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with(name.to_str().unwrap()), "{told:?}");
    }
    desk.carry_to(&laptop);
    assert_eq!(laptop.exchange().taken, 40);
    assert_eq!(laptop.told(), [""; 0]);
    assert_eq!(laptop.lines(), desk.lines());
}

#[test]
fn a_byte_that_changed_on_the_way_is_noticed() {
    let (mut desk, mut laptop) = (Device::new(), Device::new());
    desk.does(&note(1, "Ask the harbour office."));
    desk.exchange();
    laptop.exchange();
    let text = fs::read_to_string(desk.own_file()).unwrap();
    let changed = text.replace("harbour", "harlour");
    fs::write(laptop.folder().join("desk.jsonl"), changed).unwrap();
    assert_eq!(laptop.exchange().taken, 0);
    let told = laptop.told();
    assert!(
        told[0].contains("is incomplete (its checksum is wrong)"),
        "{told:?}"
    );
}

#[rstest]
#[case::another_program("{\"name\":\"todo\"}\n", "a.jsonl:1: not a state export")]
#[case::no_text("\u{0}\u{1b}]0;x\u{7}\n", "a.jsonl:1: not a state export")]
#[case::a_newer_version(
    "{\"format\":\"pullquote-state\",\"version\":9}\n",
    "a.jsonl:1: version '9' was written by a newer pullquote"
)]
#[case::a_bad_line(
    "{\"format\":\"pullquote-state\",\"version\":1}\nGOOD\n{\"kind\":\"mood\\u001b[31m\"}\n",
    "a.jsonl:3: "
)]
#[case::a_time_of_no_clock(
    "{\"format\":\"pullquote-state\",\"version\":1}\nGOOD\n{\"kind\":\"read\",\"article\":\"9\",\"changed\":\"9999-12-30T00:00:00Z\",\"value\":true}\n",
    "a.jsonl:3: '9999-12-30T00:00:00Z' is not a plausible time"
)]
fn a_foreign_file_is_told_and_all_others_are_read(#[case] text: &str, #[case] says: &str) {
    let good =
        "{\"kind\":\"read\",\"article\":\"7\",\"changed\":\"2026-01-01T00:00:00Z\",\"value\":true}";
    let text = text.replace("GOOD", good);
    let (mut desk, mut laptop) = (Device::new(), Device::new());
    desk.does(&bookmark(1));
    desk.exchange();
    laptop.exchange();
    fs::write(laptop.folder().join("a.jsonl"), &text).unwrap();
    desk.carry_to(&laptop);
    laptop.exchange();
    let told = laptop.told();
    assert!(told.len() == 1 && told[0].starts_with(says), "{told:?}");
    assert!(told[0].chars().all(|c| !c.is_control()));
    assert_eq!(laptop.store.all_bookmarks().unwrap().len(), 1);
    assert_eq!(laptop.lines().contains("\"read\""), text.contains(good));
}

#[test]
fn what_is_no_file_is_told_and_all_others_are_read() {
    let (mut desk, mut laptop) = (Device::new(), Device::new());
    desk.does(&bookmark(1));
    desk.exchange();
    laptop.exchange();
    desk.carry_to(&laptop);
    symlink(desk.own_file(), laptop.folder().join("a.jsonl")).unwrap();
    fs::create_dir(laptop.folder().join("b.jsonl")).unwrap();
    let long = format!(
        "{{\"format\":\"pullquote-state\",\"version\":1}}\n\"{}\"\n",
        "x".repeat(5 << 20)
    );
    fs::write(laptop.folder().join("c.jsonl"), long).unwrap();
    laptop.exchange();
    let told = laptop.told();
    assert_eq!(
        told[0],
        "a.jsonl: is a link, not a file: only files are read"
    );
    assert!(told[1].starts_with("b.jsonl: is a folder"), "{told:?}");
    assert_eq!(told[2], "c.jsonl:2: the line is longer than 4 MB");
    assert_eq!(laptop.lines(), desk.lines());
    laptop.exchange();
    assert_eq!(laptop.told(), told);
}

#[test]
fn a_clock_that_is_ahead_wins_for_no_hour() {
    let (mut desk, mut laptop) = (Device::new(), Device::new());
    laptop.minute = 60;
    laptop.does(&bookmark(1));
    laptop.exchange();
    desk.exchange();
    laptop.carry_to(&desk);
    desk.exchange();
    desk.does(&StateChange::RemoveBookmarks(vec![story(1).target_key()]));
    desk.exchange();
    desk.carry_to(&laptop);
    laptop.exchange();
    assert!(laptop.store.all_bookmarks().unwrap().is_empty());
    assert_eq!(laptop.lines(), desk.lines());
}

#[test]
fn a_lost_state_comes_back_from_the_devices_own_file() {
    let mut desk = Device::new();
    desk.does(&bookmark(1));
    desk.exchange();
    let lines = desk.lines();
    let data = desk.home.path().join("data");
    desk.store = StateStore::open_to_ask(&desk.home.path().join("none"))
        .unwrap()
        .store;
    for entry in fs::read_dir(&data).unwrap().flatten() {
        if entry.file_name() != "device" && entry.path().is_file() {
            fs::remove_file(entry.path()).unwrap();
        }
    }
    desk.store = StateStore::open(&data, at(2)).unwrap().store;
    desk.sync = SyncFolder::new(desk.folder(), data);
    desk.exchange();
    assert_eq!(desk.lines(), lines);
}

#[test]
fn a_folder_on_an_absent_disk_is_told_and_not_created() {
    let mut desk = Device::new();
    desk.sync = SyncFolder::new(
        desk.home.path().join("disk/sync"),
        desk.home.path().join("data"),
    );
    let outcome = desk.exchange();
    assert_eq!(outcome, SyncOutcome::default());
    assert_eq!(desk.sync.problems().len(), 1);
    assert!(!desk.home.path().join("disk").exists());
}

#[test]
fn the_oldest_searches_are_forgotten_alike_on_all_devices() {
    let mut devices = [Device::new(), Device::new()];
    for number in 0..150 {
        for (name, device) in ["desk", "laptop"].iter().zip(&mut devices) {
            let query = Clean::new(&format!("{name} {number}"));
            device.does(&StateChange::RememberSearch { query });
        }
    }
    settle(&mut devices);
    assert_eq!(devices[0].lines(), devices[1].lines());
    let made = devices[0].store.search_history().unwrap().len();
    assert!((200..=201).contains(&made), "{made}");
    // The other device's file still has what is forgotten here now.
    let [desk, _] = &mut devices;
    let query = Clean::new("one more");
    desk.does(&StateChange::RememberSearch { query });
    desk.exchange();
    assert_eq!(desk.exchange().taken, 0);
    assert!(is_up_to_date(
        &desk.folder(),
        &desk.home.path().join("data")
    ));
}

#[test]
fn the_own_file_is_mended_when_something_else_changed_it() {
    let mut desk = Device::new();
    desk.does(&bookmark(1));
    desk.exchange();
    let older = fs::read(desk.own_file()).unwrap();
    desk.does(&bookmark(2));
    desk.exchange();
    let whole = fs::read(desk.own_file()).unwrap();
    for changed in [&older[..], &whole[..whole.len() / 2]] {
        fs::write(desk.own_file(), changed).unwrap();
        assert!(desk.exchange().written.is_some());
        assert_eq!(desk.told(), [""; 0]);
        let lines = device_lines::parse_device_lines(&fs::read(desk.own_file()).unwrap());
        assert_eq!(lines.unwrap().count(), 4);
    }
}

#[test]
fn what_has_taken_the_place_of_the_own_file_is_replaced() {
    let mut desk = Device::new();
    desk.does(&bookmark(1));
    desk.exchange();
    let elsewhere = desk.home.path().join("elsewhere");
    fs::rename(desk.own_file(), &elsewhere).unwrap();
    symlink(&elsewhere, desk.own_file()).unwrap();
    assert!(desk.exchange().written.is_some());
    assert!(desk.own_file().symlink_metadata().unwrap().is_file());
    desk.exchange();
    assert_eq!(desk.told(), [""; 0]);
}

#[test]
fn a_note_from_before_the_device_had_a_name_is_not_taken_for_replaced() {
    let (mut desk, mut laptop) = (Device::new(), Device::new());
    laptop.minute = 9;
    laptop.does(&note(1, "The sum is wrong."));
    laptop.exchange();
    desk.exchange();
    // The store was opened before the device had its name, so that it does not sign what it writes.
    desk.does(&note(1, "Ask the harbour office."));
    let lines = fs::read(laptop.own_file()).unwrap();
    let lines = device_lines::parse_device_lines(&lines).unwrap();
    let name = DeviceName::load(&desk.home.path().join("data")).unwrap();
    desk.store.merge_device(&lines, &name, at(2)).unwrap();
    let notes = desk.store.all_bookmarks().unwrap();
    let text = notes[0].note.as_ref().unwrap().as_str();
    assert_eq!(text, "Ask the harbour office.\n———\nThe sum is wrong.");
}

#[test]
fn what_was_exchanged_is_remembered_until_anything_changes() {
    let (mut desk, mut laptop) = (Device::new(), Device::new());
    let is_done =
        |device: &Device| is_up_to_date(&device.folder(), &device.home.path().join("data"));
    desk.does(&bookmark(1));
    assert!(!is_done(&desk));
    desk.exchange();
    assert!(is_done(&desk));
    desk.does(&bookmark(2));
    assert!(!is_done(&desk), "the state has changed");
    desk.exchange();
    laptop.does(&bookmark(3));
    laptop.exchange();
    laptop.carry_to(&desk);
    assert!(!is_done(&desk), "a file has come");
    desk.exchange();
    desk.exchange();
    assert!(is_done(&desk));
    fs::remove_file(desk.own_file()).unwrap();
    assert!(!is_done(&desk), "the own file is gone");
    desk.exchange();
    fs::write(desk.folder().join("a.jsonl"), "{}").unwrap();
    desk.exchange();
    assert!(!is_done(&desk), "there is a problem to tell");
}
