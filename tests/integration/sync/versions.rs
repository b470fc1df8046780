//! A story that one machine has as it was, and another edited and renamed, keeps on both what either has kept of it.

use std::fs;

use serde_json::{Value, json};

use super::devices::{Device, bookmark, fact, file_name};

/// The story as it is on another machine: edited from its first words on.
const EDITED: &str = "The quay is closed\n\nAfter a long night the pilots met again on Monday, all of them.\n\n“The quay holds for \
    another winter,” said Anders Holm.\n";

/// Returns a device that has the story edited and renamed.
fn device_with_edit() -> Device {
    let device = Device::new();
    fs::remove_file(device.path("news/quay.txt")).unwrap();
    fs::write(device.path("news/the-quay-again.txt"), EDITED).unwrap();
    device
}

fn carry(from: &Device, to: &Device) {
    let file = from.own_file();
    fs::create_dir_all(to.folder()).unwrap();
    fs::copy(&file, to.folder().join(file_name(&file))).unwrap();
}

/// Returns the only story, as the list has it.
fn listed(device: &Device) -> Value {
    let (out, _) = device.run(&["list", "--json"]);
    let mut lines = out.lines();
    let story = serde_json::from_str(lines.next().unwrap()).unwrap();
    assert_eq!(lines.next(), None);
    story
}

/// Returns the files of the stories that have a bookmark.
fn bookmarked(device: &Device) -> Vec<String> {
    let (out, _) = device.run(&["bookmarks", "--json"]);
    let bookmarks = out.lines().map(|line| serde_json::from_str(line).unwrap());
    let path = |bookmark: Value| bookmark["path"].as_str().unwrap_or("?").to_owned();
    let names = bookmarks.map(|bookmark| {
        let path = path(bookmark);
        path.rsplit('/').next().unwrap_or_default().to_owned()
    });
    names.collect()
}

/// Bookmarks and tags the story of a device, and corrects its quote.
fn keep_story(device: &Device) {
    device.run(&["correct", &device.quote(), "--speaker", "Mirela Dunn"]);
    let facts = device.facts().into_keys();
    let id = facts.map(|(_, article, _)| article).next().unwrap();
    let of_story = |mut line: Value| {
        line["article"] = json!(id);
        line
    };
    device.import(&[
        of_story(bookmark(0)),
        of_story(fact("tag", 0, "harbor", &json!(true))),
    ]);
}

fn assert_kept(device: &Device, name: &str) {
    let story = listed(device);
    assert_eq!(story["bookmarked"], true, "{name}");
    assert!(
        story["tags"].to_string().contains("harbor"),
        "{name}: {story}"
    );
    assert_eq!(bookmarked(device), [name]);
}

#[test]
fn the_machine_that_has_the_story_as_it_was_keeps_what_the_other_one_takes_over() {
    let (desk, laptop) = (Device::new(), device_with_edit());
    keep_story(&desk);
    desk.sync();
    laptop.run(&["index"]);
    laptop.sync();
    carry(&desk, &laptop);
    laptop.sync();
    assert_kept(&laptop, "the-quay-again.txt");
    let (found, _) = laptop.run(&["search", "--json", "winter"]);
    assert!(found.contains("\"Mirela Dunn\""), "{found}");
    carry(&laptop, &desk);
    desk.sync();
    assert_kept(&desk, "quay.txt");
    assert_eq!(desk.export(), laptop.export());
    // Both may go on with it.
    let mut links = laptop
        .facts()
        .into_keys()
        .filter(|(kind, ..)| kind == "version");
    let (_, _, edited) = links.next().unwrap();
    let mut line = fact("bookmark", 0, "", &Value::Null);
    line["article"] = json!(edited);
    laptop.import(&[line]);
    laptop.sync();
    carry(&laptop, &desk);
    desk.sync();
    assert_eq!(listed(&desk)["bookmarked"], false);
    desk.command(&["bookmarks"]).assert().code(1);
    assert_eq!(desk.export(), laptop.export());
}

#[test]
fn a_file_that_comes_after_what_is_kept_of_it_is_found_by_any_command() {
    let (desk, laptop) = (Device::new(), Device::new());
    fs::remove_file(laptop.path("news/quay.txt")).unwrap();
    keep_story(&desk);
    desk.sync();
    laptop.sync();
    carry(&desk, &laptop);
    laptop.sync();
    fs::write(laptop.path("news/the-quay-again.txt"), EDITED).unwrap();
    laptop.run(&["index"]);
    assert_kept(&laptop, "the-quay-again.txt");
}

#[test]
fn three_machines_with_three_versions_keep_it_all() {
    let (desk, laptop, phone) = (Device::new(), device_with_edit(), device_with_edit());
    let third = EDITED.replace("all of them", "but for two");
    let third = third.replace("a long night", "some sleep");
    fs::write(phone.path("news/the-quay-again.txt"), third).unwrap();
    keep_story(&desk);
    for device in [&desk, &laptop, &phone] {
        device.run(&["index"]);
        device.sync();
    }
    let devices = [&desk, &laptop, &phone];
    for _ in 0..2 {
        for (from, to) in [(0, 1), (1, 2), (0, 2), (2, 0), (2, 1), (1, 0)] {
            carry(devices[from], devices[to]);
            devices[to].sync();
        }
    }
    assert_kept(&desk, "quay.txt");
    assert_kept(&laptop, "the-quay-again.txt");
    assert_kept(&phone, "the-quay-again.txt");
    assert_eq!(desk.export(), laptop.export());
    assert_eq!(desk.export(), phone.export());
}
