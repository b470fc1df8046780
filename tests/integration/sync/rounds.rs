//! Random changes on three devices, carried badly: at the end all say the same, and nothing acknowledged is lost.
//!
//! `PULLQUOTE_SYNC_ROUNDS` is how many rounds there are, `PULLQUOTE_SYNC_SEED` what they begin with.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;

use serde_json::Value;

use super::carriers::Carrier;
use super::devices::{Device, bookmark, fact, note};

/// Stories that all devices write notes on.
const SHARED: usize = 3;
const FIRST_SHARED: u32 = 5_000_000;

/// A small random generator (xorshift, Marsaglia 2003), so that a seed repeats a run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }
}

/// What was acknowledged, and must be there at the end.
#[derive(Default)]
struct Expected {
    bookmarks: BTreeSet<u32>,
    removed: BTreeSet<u32>,
    tags: BTreeSet<(u32, String)>,
    notes: BTreeSet<(u32, String)>,
    speakers: BTreeSet<String>,
}

/// The devices, and what each has of the others.
struct Run {
    dice: Dice,
    devices: Vec<Device>,
    /// The bookmarks that each device is sure to have.
    known: Vec<BTreeSet<u32>>,
    expected: Expected,
    next: u32,
    quote: String,
}

impl Run {
    fn new(seed: u64) -> Self {
        let devices: Vec<Device> = (0..3).map(|_| Device::new()).collect();
        let quote = devices[0].quote();
        Self {
            dice: Dice(seed.max(1)),
            known: vec![BTreeSet::new(); devices.len()],
            devices,
            expected: Expected::default(),
            next: 0,
            quote,
        }
    }

    /// Makes one change on a device, by a process of its own.
    fn change(&mut self, number: usize) {
        self.next += 1;
        let next = self.next;
        let shared = FIRST_SHARED + u32::try_from(self.dice.roll(SHARED)).unwrap();
        let device = &self.devices[number];
        match self.dice.roll(7) {
            0 | 1 => {
                device.import(&[bookmark(next), fact("read", next, "", &true.into())]);
                self.expected.bookmarks.insert(next);
                self.known[number].insert(next);
            }
            2 | 3 => {
                let text = format!("Note {next} of device {number}.");
                device.import(&[note(shared, &text)]);
                self.expected.notes.insert((shared, text));
            }
            4 => {
                let tag = format!("tag-{next}");
                device.import(&[fact("tag", shared, &tag, &true.into())]);
                self.expected.tags.insert((shared, tag));
            }
            5 => {
                let known: Vec<u32> = self.known[number].iter().copied().collect();
                if let Some(removed) = known.get(self.dice.roll(known.len())) {
                    device.import(&[fact("bookmark", *removed, "", &Value::Null)]);
                    self.expected.bookmarks.remove(removed);
                    self.expected.removed.insert(*removed);
                }
            }
            _ => {
                let name = format!("Ada Number{next}");
                device.run(&["correct", &self.quote, "--speaker", &name]);
                self.expected.speakers.insert(name);
            }
        }
    }

    /// Carries everything until all have seen it, and checks that nothing is lost.
    fn settle(&mut self, carrier: &mut Carrier) {
        for _ in 0..2 {
            for device in &self.devices {
                device.sync();
            }
            carrier.deliver_all(&self.devices);
        }
        for device in &self.devices {
            assert_eq!(device.sync(), "", "a problem remains");
        }
        let export = self.devices[0].export();
        for device in &self.devices[1..] {
            assert_eq!(device.export(), export);
        }
        self.check();
        for known in &mut self.known {
            known.clone_from(&self.expected.bookmarks);
        }
    }

    fn check(&self) {
        let facts = self.devices[0].facts();
        let has = |kind: &str, article: u32, name: &str| {
            facts.get(&(kind.to_owned(), format!("{article:032x}"), name.to_owned()))
        };
        for bookmark in &self.expected.bookmarks {
            assert!(
                has("bookmark", *bookmark, "").is_some(),
                "bookmark {bookmark}"
            );
        }
        for removed in &self.expected.removed {
            assert!(has("bookmark", *removed, "").is_none(), "removed {removed}");
        }
        for (article, tag) in &self.expected.tags {
            assert!(has("tag", *article, tag).is_some(), "{tag}");
        }
        let mut texts: BTreeMap<u32, &str> = BTreeMap::new();
        for (article, text) in &self.expected.notes {
            let note = texts
                .entry(*article)
                .or_insert_with(|| has("note", *article, "").unwrap()["text"].as_str().unwrap());
            assert_eq!(note.matches(text).count(), 1, "{text} in {note}");
        }
        let corrections = facts.iter().filter(|((kind, ..), _)| kind == "correction");
        let speakers =
            corrections.map(|(_, value)| value["correction"]["speaker"].as_str().unwrap());
        let speakers: Vec<&str> = speakers.collect();
        assert_eq!(speakers.is_empty(), self.expected.speakers.is_empty());
        assert!(
            speakers
                .iter()
                .all(|name| self.expected.speakers.contains(*name))
        );
    }
}

fn number(variable: &str, usual: u64) -> u64 {
    env::var(variable).map_or(usual, |value| value.parse().unwrap())
}

#[test]
fn three_devices_come_out_the_same_and_lose_nothing() {
    let seed = number("PULLQUOTE_SYNC_SEED", 20_261_130);
    let rounds = number("PULLQUOTE_SYNC_ROUNDS", 20);
    let mut run = Run::new(seed);
    let mut carrier = Carrier::default();
    for device in &run.devices {
        device.sync();
    }
    for round in 1..=rounds {
        let number = run.dice.roll(run.devices.len());
        run.change(number);
        if run.dice.roll(3) == 0 {
            let other = run.dice.roll(run.devices.len());
            run.change(other);
        }
        carrier.collect(&run.devices);
        let Run { dice, devices, .. } = &mut run;
        carrier.deliver_some(devices, &mut |sides| dice.roll(sides));
        // Between others of its changes, a device may only be told that there is something.
        if run.dice.roll(3) == 0 {
            let number = run.dice.roll(run.devices.len());
            run.devices[number].sync();
        }
        if round % 10 == 0 || round == rounds {
            run.settle(&mut carrier);
        }
    }
    let left = fs::read_dir(run.devices[0].folder()).unwrap().count();
    assert_eq!(left, 3, "seed {seed}: something was left behind");
}
