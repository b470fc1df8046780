//! What carries the files between the devices: as Syncthing does, as a careless copy does, and as git does.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::devices::{Device, bookmark, file_name, note};

/// A version of a device's file that is on its way to another device.
struct Parcel {
    to: usize,
    name: String,
    bytes: Vec<u8>,
}

/// Carries files late, twice, in pieces and out of order.
#[derive(Default)]
pub(super) struct Carrier {
    under_way: Vec<Parcel>,
}

impl Carrier {
    /// Takes the present files of all devices with it.
    pub(super) fn collect(&mut self, devices: &[Device]) {
        for (from, device) in devices.iter().enumerate() {
            let path = device.own_file();
            let Ok(bytes) = fs::read(&path) else { continue };
            for to in (0..devices.len()).filter(|to| *to != from) {
                self.under_way.push(Parcel {
                    to,
                    name: file_name(&path).to_owned(),
                    bytes: bytes.clone(),
                });
            }
        }
    }

    /// Delivers some of what is under way; `roll` gives a number below its argument.
    pub(super) fn deliver_some(
        &mut self,
        devices: &[Device],
        roll: &mut impl FnMut(usize) -> usize,
    ) {
        for _ in 0..roll(4) {
            if self.under_way.is_empty() {
                return;
            }
            let index = roll(self.under_way.len());
            let parcel = &self.under_way[index];
            let folder = devices[parcel.to].folder();
            match roll(6) {
                // In pieces, under its own name, as a careless copy does.
                0 => {
                    let length = roll(parcel.bytes.len());
                    fs::create_dir_all(&folder).unwrap();
                    fs::write(folder.join(&parcel.name), &parcel.bytes[..length]).unwrap();
                }
                // It is delivered, and comes once more later.
                1 => replace_file(&folder, &parcel.name, &parcel.bytes),
                _ => {
                    let parcel = self.under_way.remove(index);
                    replace_file(&folder, &parcel.name, &parcel.bytes);
                }
            }
        }
    }

    /// Delivers the present files of all devices to all others, and nothing that is older.
    pub(super) fn deliver_all(&mut self, devices: &[Device]) {
        self.under_way.clear();
        self.collect(devices);
        for parcel in self.under_way.drain(..) {
            replace_file(&devices[parcel.to].folder(), &parcel.name, &parcel.bytes);
        }
    }
}

/// Writes under a temporary name and renames, as Syncthing does.
fn replace_file(folder: &Path, name: &str, bytes: &[u8]) {
    fs::create_dir_all(folder).unwrap();
    let unfinished = folder.join(format!(".syncthing.{name}.tmp"));
    fs::write(&unfinished, bytes).unwrap();
    fs::rename(&unfinished, folder.join(name)).unwrap();
}

/// Returns `true` if git is there.
pub(crate) fn has_git() -> bool {
    git(Path::new("."), &["--version"])
}

fn git(folder: &Path, arguments: &[&str]) -> bool {
    let output = Command::new("git")
        .args(["-c", "user.name=Ada", "-c", "user.email=ada@home.example"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output();
    output.is_ok_and(|output| output.status.success())
}

/// Commits what is there, and exchanges it with the others, who may be faster.
fn push_and_pull(folder: &Path) {
    assert!(git(folder, &["add", "-A"]));
    let _nothing_new = git(folder, &["commit", "-qm", "sync"]);
    for _ in 0..5 {
        let _nothing_there_yet = git(folder, &["pull", "-q", "--rebase", "origin", "main"]);
        if git(folder, &["push", "-q", "origin", "HEAD:main"]) {
            return;
        }
    }
}

#[test]
fn git_carries_the_folder_without_a_conflict() {
    let root = tempfile::tempdir().unwrap();
    if !has_git() {
        return;
    }
    assert!(git(
        root.path(),
        &["init", "-q", "--bare", "-b", "main", "all.git"]
    ));
    let devices = [Device::new(), Device::new(), Device::new()];
    let origin = root.path().join("all.git");
    for device in &devices {
        assert!(git(&device.path(""), &["init", "-q", "-b", "main", "sync"]));
        let folder = device.folder();
        assert!(git(
            &folder,
            &["remote", "add", "origin", origin.to_str().unwrap()]
        ));
    }
    for round in 0..3_u32 {
        for (number, device) in (0..).zip(&devices) {
            let text = format!("Note {round} of {number}.");
            device.import(&[bookmark(round * 10 + number), note(1000, &text)]);
        }
        for _ in 0..2 {
            for device in &devices {
                push_and_pull(&device.folder());
                assert_eq!(device.sync(), "");
            }
        }
    }
    for _ in 0..2 {
        for device in &devices {
            push_and_pull(&device.folder());
            assert_eq!(device.sync(), "");
        }
    }
    let facts = devices[0].facts();
    let bookmarks = facts.keys().filter(|(kind, ..)| kind == "bookmark");
    assert_eq!(bookmarks.count(), 9);
    let notes = &facts[&("note".to_owned(), format!("{:032x}", 1000), String::new())];
    let text = notes["text"].as_str().unwrap();
    assert_eq!(text.matches("Note ").count(), 9, "{text}");
    assert!(
        devices
            .iter()
            .all(|device| device.export() == devices[0].export())
    );
}
