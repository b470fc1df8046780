//! Notes that are written on several devices: what was written without seeing the other is kept beside it.
//!
//! A note knows which device wrote it when, and which versions it replaced. When two values meet, each version stays that
//! the other value has not seen; so the result is the same in whatever order, and however often, they meet. This is the
//! multi-value register of Shapiro, Preguiça, Baquero and Zawirski, "A comprehensive study of Convergent and Commutative
//! Replicated Data Types" (INRIA 2011), section 3.2.2, with a version vector for each note.
//!
//! Several versions are shown as one text, with a rule between them; writing the note again replaces them all. A removed
//! note keeps what it has seen, so that it removes no version that was unknown where it was removed. The notes of a state
//! that never took part in a sync folder have no device: of two such versions the newer one wins, as for every other fact.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::fact::{self, Fact, FactKey};
use super::fact_updates::{parse_value, to_json};
use super::model::KeptQuote;
use super::{StateError, clock};
use crate::library::device::DeviceName;
use crate::text::Clean;

/// What is shown between two versions.
const RULE: &str = "\n———\n";

/// Where and when a change is made.
pub(super) struct ChangeOrigin {
    /// The wall time.
    pub(super) time: Timestamp,
    /// The stamp of the facts it changes.
    pub(super) stamp: i64,
    author: NoteAuthor,
}

/// Who writes a note.
enum NoteAuthor {
    /// This device, or one without a name, which has seen the versions that are stored.
    Here(Option<DeviceName>),
    /// Another program, which has seen none of them.
    Elsewhere,
}

impl ChangeOrigin {
    /// Returns the origin of a change that is made here.
    pub(super) const fn here(time: Timestamp, stamp: i64, device: Option<DeviceName>) -> Self {
        let author = NoteAuthor::Here(device);
        Self {
            time,
            stamp,
            author,
        }
    }

    /// Returns this device, if it has a name and makes the change.
    pub(super) const fn device(&self) -> Option<&DeviceName> {
        match &self.author {
            NoteAuthor::Here(device) => device.as_ref(),
            NoteAuthor::Elsewhere => None,
        }
    }

    /// Returns the origin of a change that was made at `time` in another program.
    pub(super) fn elsewhere(time: Timestamp) -> Self {
        Self {
            time,
            stamp: fact::to_milliseconds(time),
            author: NoteAuthor::Elsewhere,
        }
    }
}

/// What a note says.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct NoteContent {
    /// When it was added.
    pub(super) added: Timestamp,
    /// The quote it is about; `None` for the story.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) quote: Option<KeptQuote>,
    pub(super) text: Clean,
}

/// The value of a note as it is stored.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct NoteValue {
    /// When it was added; `None` if it was removed, as for the quote and the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) added: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) quote: Option<KeptQuote>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<Clean>,
    /// The versions that nothing has replaced, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    versions: Vec<NoteVersion>,
    /// The latest version of each device that is in this value, or was replaced by it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    seen: BTreeMap<DeviceName, i64>,
}

/// A version of a note.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct NoteVersion {
    /// The stamp of the change.
    at: i64,
    /// The device; empty if it had no name.
    by: DeviceName,
    /// What it says; `None` if it is the only version, and says what the note does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<NoteContent>,
}

impl NoteValue {
    /// Returns what the note says; `None` if it was removed.
    pub(super) fn into_content(self) -> Option<NoteContent> {
        Some(NoteContent {
            added: self.added?,
            quote: self.quote,
            text: self.text?,
        })
    }
}

/// A note taken apart: the versions and all that was seen.
#[derive(Default)]
struct NoteParts {
    versions: BTreeMap<(i64, DeviceName), NoteContent>,
    seen: BTreeMap<DeviceName, i64>,
}

impl NoteParts {
    /// Takes a stored note apart.
    fn from_fact(fact: &Fact) -> Result<Self, StateError> {
        let nameless = || BTreeMap::from([(DeviceName::nameless(), fact.changed)]);
        let Some(value) = fact.value.as_deref() else {
            return Ok(Self {
                seen: nameless(),
                ..Self::default()
            });
        };
        let note: NoteValue = parse_value(value)?;
        let (versions, seen) = (note.versions.clone(), note.seen.clone());
        let content = note.into_content();
        if seen.is_empty() {
            let key = (fact.changed, DeviceName::nameless());
            return Ok(Self {
                versions: content.map(|content| (key, content)).into_iter().collect(),
                seen: nameless(),
            });
        }
        let versions = versions.into_iter().filter_map(|version| {
            let content = version.note.or_else(|| content.clone())?;
            Some(((version.at, version.by), content))
        });
        Ok(Self {
            versions: versions.collect(),
            seen,
        })
    }

    /// Returns `true` if no device with a name has written or seen it.
    fn is_nameless(&self) -> bool {
        self.seen.keys().all(DeviceName::is_nameless)
    }

    /// Returns `true` if this value has replaced a version that it does not hold.
    fn has_replaced(&self, (at, by): &(i64, DeviceName)) -> bool {
        let seen = self.seen.get(by).copied().unwrap_or(i64::MIN);
        // Without a device the stamp alone does not tell versions of one moment apart: none of them replaces another.
        if by.is_nameless() {
            seen > *at
        } else {
            seen >= *at
        }
    }

    /// Keeps what `other` has not replaced.
    fn retain_unseen(&mut self, other: &Self) {
        let is_kept =
            |key: &(i64, DeviceName)| other.versions.contains_key(key) || !other.has_replaced(key);
        self.versions.retain(|key, _| is_kept(key));
    }

    /// Joins two values of a note.
    fn merge(mut self, mut other: Self) -> Self {
        self.retain_unseen(&other);
        other.retain_unseen(&self);
        for (key, content) in other.versions {
            let kept = self.versions.entry(key).or_insert_with(|| content.clone());
            // Two of one device and moment come from a device that was copied; any of them will do, if it is the same for all.
            let json = |content: &NoteContent| serde_json::to_string(content).unwrap_or_default();
            if json(kept) < json(&content) {
                *kept = content;
            }
        }
        for (device, at) in other.seen {
            self.note_seen(device, at);
        }
        self
    }

    /// Replaces everything with one version, or with none.
    fn replace(&mut self, content: Option<NoteContent>, at: i64, device: Option<&DeviceName>) {
        for (at, by) in std::mem::take(&mut self.versions).into_keys() {
            if by.is_nameless() {
                // One more, since a version of the same moment would not count as replaced.
                self.note_seen(by, at + 1);
            }
        }
        let by = device.cloned().unwrap_or_else(DeviceName::nameless);
        self.note_seen(by.clone(), at);
        self.versions
            .extend(content.map(|content| ((at, by), content)));
    }

    /// Makes a device the author of the versions that have none; returns `true` if there are some.
    fn sign(&mut self, device: &DeviceName) -> bool {
        let (unsigned, signed) = std::mem::take(&mut self.versions)
            .into_iter()
            .partition(|((_, by), _)| by.is_nameless());
        self.versions = signed;
        let unsigned: BTreeMap<(i64, DeviceName), NoteContent> = unsigned;
        let is_changed = !unsigned.is_empty();
        for ((at, nameless), content) in unsigned {
            self.note_seen(nameless, at + 1);
            // Others may have seen a later version of this device, which did not replace this one.
            let latest = self.seen.get(device).copied();
            let at = latest.map_or(at, |latest| at.max(latest + 1));
            self.note_seen(device.clone(), at);
            self.versions.insert((at, device.clone()), content);
        }
        is_changed
    }

    fn note_seen(&mut self, device: DeviceName, at: i64) {
        let seen = self.seen.entry(device).or_insert(at);
        *seen = at.max(*seen);
    }

    /// Returns what shows all versions; `None` if there is none.
    fn content(&self) -> Option<NoteContent> {
        let first = self.versions.values().next()?;
        let mut texts: Vec<&str> = Vec::new();
        for content in self.versions.values() {
            if !texts.contains(&content.text.as_str()) {
                texts.push(&content.text);
            }
        }
        let added = self.versions.values().map(|content| content.added).min();
        Some(NoteContent {
            added: added.unwrap_or(first.added),
            quote: first.quote.clone(),
            text: Clean::new(&texts.join(RULE)),
        })
    }

    /// Returns the value to store; `None` for a tombstone that has seen no device.
    fn to_value(&self) -> Result<Option<String>, StateError> {
        let content = self.content();
        let is_nameless = self.is_nameless();
        if content.is_none() && is_nameless {
            return Ok(None);
        }
        let is_alone = self.versions.len() == 1;
        let versions = self.versions.iter().map(|((at, by), content)| NoteVersion {
            at: *at,
            by: by.clone(),
            note: (!is_alone).then(|| content.clone()),
        });
        let trace = |_: &NoteVersion| !is_nameless;
        to_json(&NoteValue {
            added: content.as_ref().map(|content| content.added),
            quote: content.as_ref().and_then(|content| content.quote.clone()),
            text: content.map(|content| content.text),
            versions: versions.filter(trace).collect(),
            seen: if is_nameless {
                BTreeMap::new()
            } else {
                self.seen.clone()
            },
        })
        .map(Some)
    }
}

/// Returns the value of a note that is written over what is stored; that keeps the time it was added.
pub(super) fn written_value(
    before: Option<&Fact>,
    content: NoteContent,
    origin: &ChangeOrigin,
) -> Result<Option<String>, StateError> {
    let mut parts = seen_here(before, origin)?;
    let added = parts.content().map_or(content.added, |before| before.added);
    let content = NoteContent { added, ..content };
    replace_parts(&mut parts, before, Some(content), origin);
    parts.to_value()
}

/// Returns the value of a note that is removed.
pub(super) fn removed_value(
    before: Option<&Fact>,
    origin: &ChangeOrigin,
) -> Result<Option<String>, StateError> {
    let mut parts = seen_here(before, origin)?;
    if !parts.versions.is_empty() {
        replace_parts(&mut parts, before, None, origin);
    }
    parts.to_value()
}

/// Returns the value of a note that an undo sets to an earlier or later one.
pub(super) fn rewritten_value(
    before: Option<&Fact>,
    value: Option<&str>,
    origin: &ChangeOrigin,
) -> Result<Option<String>, StateError> {
    let note: Option<NoteValue> = value.map(parse_value).transpose()?;
    let Some(content) = note.and_then(NoteValue::into_content) else {
        return removed_value(before, origin);
    };
    let mut parts = seen_here(before, origin)?;
    replace_parts(&mut parts, before, Some(content), origin);
    parts.to_value()
}

/// Returns the parts of what is stored, if whoever makes the change has seen it.
fn seen_here(before: Option<&Fact>, origin: &ChangeOrigin) -> Result<NoteParts, StateError> {
    match (&origin.author, before) {
        (NoteAuthor::Here(_), Some(before)) => NoteParts::from_fact(before),
        (NoteAuthor::Here(_), None) | (NoteAuthor::Elsewhere, _) => Ok(NoteParts::default()),
    }
}

fn replace_parts(
    parts: &mut NoteParts,
    before: Option<&Fact>,
    content: Option<NoteContent>,
    origin: &ChangeOrigin,
) {
    match &origin.author {
        NoteAuthor::Here(device) => {
            let at = clock::next_stamp(before, origin.stamp);
            parts.replace(content, at, device.as_ref());
        }
        NoteAuthor::Elsewhere => parts.replace(content, origin.stamp, None),
    }
}

/// Merges a note into the one that is stored under its key.
pub(super) fn merge_into(known: Option<&Fact>, note: &Fact) -> Result<Fact, StateError> {
    let Some(known) = known else {
        return Ok(note.clone());
    };
    let (one, other) = (NoteParts::from_fact(known)?, NoteParts::from_fact(note)?);
    if one.is_nameless() && other.is_nameless() {
        return Ok(known.max(note).clone());
    }
    Ok(Fact {
        key: known.key.clone(),
        changed: known.changed.max(note.changed),
        value: one.merge(other).to_value()?,
    })
}

/// Returns a note with this device as the author of what was written before it had a name; `None` if it has none of that.
pub(super) fn sign_note(note: &Fact, device: &DeviceName) -> Result<Option<Fact>, StateError> {
    let mut parts = NoteParts::from_fact(note)?;
    if !parts.sign(device) {
        return Ok(None);
    }
    let latest = parts.versions.keys().map(|(at, _)| *at).max();
    Ok(Some(Fact {
        key: note.key.clone(),
        changed: note.changed.max(latest.unwrap_or(note.changed)),
        value: parts.to_value()?,
    }))
}

/// Returns `true` if a note has a version that no device with a name has written.
pub(super) fn is_unsigned(note: &Fact) -> Result<bool, StateError> {
    let parts = NoteParts::from_fact(note)?;
    Ok(parts.versions.keys().any(|(_, by)| by.is_nameless()))
}

/// Returns the text of a note's value; `None` if it was removed.
pub(super) fn text_of(value: Option<&str>) -> Result<Option<Clean>, StateError> {
    let note: Option<NoteValue> = value.map(parse_value).transpose()?;
    Ok(note.and_then(|note| note.text))
}

/// Returns a value from outside as it is stored; `None` if it cannot be one.
pub(super) fn check_note(note: &NoteValue, key: &FactKey, changed: i64) -> Option<String> {
    let is_past = note.seen.values().all(|at| *at <= clock::LATEST);
    let has_seen = |version: &NoteVersion| {
        note.seen
            .get(&version.by)
            .is_some_and(|at| version.at <= *at)
    };
    let is_sound = note.versions.iter().all(has_seen)
        && note.text.is_some() == note.added.is_some()
        // Without a device it has a text; with one, the text is that of its versions.
        && if note.seen.is_empty() { note.text.is_some() } else { note.text.is_some() != note.versions.is_empty() };
    if !(is_past && is_sound) {
        return None;
    }
    let fact = Fact {
        key: key.clone(),
        changed,
        value: Some(serde_json::to_string(note).ok()?),
    };
    NoteParts::from_fact(&fact)
        .and_then(|parts| parts.to_value())
        .ok()?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::ArticleId;
    use crate::library::state::fact::FactKind;

    /// A note as one device has it.
    #[derive(Clone)]
    struct Copy {
        device: Option<DeviceName>,
        fact: Option<Fact>,
        now: i64,
    }

    impl Copy {
        fn new(device: &str) -> Self {
            let device = DeviceName::try_from(device.to_owned()).unwrap();
            Self {
                device: (!device.is_nameless()).then_some(device),
                fact: None,
                now: 0,
            }
        }

        fn change(&mut self, text: Option<&str>) {
            self.now += 10;
            let stamp = self
                .fact
                .as_ref()
                .map_or(self.now, |fact| self.now.max(fact.changed + 1));
            let time = Timestamp::from_millisecond(self.now).unwrap();
            let origin = ChangeOrigin::here(time, stamp, self.device.clone());
            let before = self.fact.as_ref();
            let value = match text {
                Some(text) => {
                    let content = NoteContent {
                        added: time,
                        quote: None,
                        text: Clean::new(text),
                    };
                    written_value(before, content, &origin).unwrap()
                }
                None => removed_value(before, &origin).unwrap(),
            };
            let key = FactKey::of_article(FactKind::Note, ArticleId::from_number(1));
            let changed = stamp;
            self.fact = Some(Fact {
                key,
                changed,
                value,
            });
        }

        fn write(&mut self, text: &str) {
            self.change(Some(text));
        }

        fn merge(&mut self, other: &Self) {
            if let Some(fact) = &other.fact {
                self.fact = Some(merge_into(self.fact.as_ref(), fact).unwrap());
            }
        }

        fn text(&self) -> Option<String> {
            let value = self.fact.as_ref().and_then(|fact| fact.value.as_deref());
            text_of(value).unwrap().map(|text| text.to_string())
        }
    }

    /// Merges both ways, which must give the same.
    fn meet(one: &mut Copy, other: &mut Copy) {
        let before = one.clone();
        one.merge(other);
        other.merge(&before);
        assert_eq!(one.fact, other.fact);
    }

    #[test]
    fn notes_that_did_not_see_each_other_are_both_kept() {
        let (mut desk, mut laptop) = (Copy::new("desk"), Copy::new("laptop"));
        laptop.now = 3;
        desk.write("Call her.");
        laptop.write("Check the sum.");
        meet(&mut desk, &mut laptop);
        assert_eq!(desk.text().unwrap(), "Call her.\n———\nCheck the sum.");
        desk.write("Call her about the sum.");
        meet(&mut desk, &mut laptop);
        assert_eq!(laptop.text().unwrap(), "Call her about the sum.");
    }

    #[test]
    fn the_same_note_is_shown_once() {
        let (mut desk, mut laptop) = (Copy::new("desk"), Copy::new("laptop"));
        desk.write("Call her.");
        laptop.write("Call her.");
        meet(&mut desk, &mut laptop);
        assert_eq!(desk.text().unwrap(), "Call her.");
    }

    #[test]
    fn a_removal_removes_what_it_has_seen_and_no_more() {
        let (mut desk, mut laptop) = (Copy::new("desk"), Copy::new("laptop"));
        desk.write("Call her.");
        meet(&mut desk, &mut laptop);
        laptop.write("Call him.");
        desk.now = 500;
        desk.change(None);
        assert_eq!(desk.text(), None);
        meet(&mut desk, &mut laptop);
        assert_eq!(desk.text().unwrap(), "Call him.");
        desk.change(None);
        meet(&mut desk, &mut laptop);
        assert_eq!(laptop.text(), None);
    }

    #[test]
    fn an_old_copy_brings_nothing_back() {
        let (mut desk, mut laptop) = (Copy::new("desk"), Copy::new("laptop"));
        desk.write("One.");
        let old = desk.clone();
        desk.write("Two.");
        meet(&mut desk, &mut laptop);
        laptop.write("Three.");
        meet(&mut desk, &mut laptop);
        desk.merge(&old);
        assert_eq!(desk.text().unwrap(), "Three.");
    }

    #[test]
    fn of_two_notes_without_a_device_the_newer_wins() {
        let (mut one, mut other) = (Copy::new(""), Copy::new(""));
        one.write("One.");
        other.now = 5;
        other.write("Two.");
        meet(&mut one, &mut other);
        assert_eq!(one.text().unwrap(), "Two.");
        assert!(!one.fact.unwrap().value.unwrap().contains("seen"));
    }

    #[test]
    fn a_note_from_before_the_device_had_a_name_is_signed_and_kept() {
        let (mut desk, mut laptop) = (Copy::new(""), Copy::new(""));
        desk.write("One.");
        laptop.now = 5;
        laptop.write("Two.");
        let old = desk.clone();
        for (copy, name) in [(&mut desk, "desk"), (&mut laptop, "laptop")] {
            let name = DeviceName::try_from(name.to_owned()).unwrap();
            copy.fact = sign_note(copy.fact.as_ref().unwrap(), &name).unwrap();
            assert_eq!(sign_note(copy.fact.as_ref().unwrap(), &name).unwrap(), None);
        }
        meet(&mut desk, &mut laptop);
        assert_eq!(desk.text().unwrap(), "One.\n———\nTwo.");
        desk.merge(&old);
        assert_eq!(desk.text().unwrap(), "One.\n———\nTwo.");
        desk.write("Both.");
        desk.merge(&old);
        assert_eq!(desk.text().unwrap(), "Both.");
    }

    #[derive(Debug, Clone)]
    enum Step {
        Write(usize),
        Remove(usize),
        Merge(usize, usize),
        Wait(usize),
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let device = 0..4_usize;
        prop::collection::vec(
            prop_oneof![
                device.clone().prop_map(Step::Write),
                device.clone().prop_map(Step::Remove),
                (device.clone(), device.clone()).prop_map(|(one, other)| Step::Merge(one, other)),
                device.prop_map(Step::Wait),
            ],
            1..30,
        )
    }

    proptest! {
        #[test]
        fn all_copies_come_out_the_same_whatever_met_when(steps in steps(), order in Just([3, 1, 0, 2]).prop_shuffle()) {
            let mut copies = ["desk", "laptop", "phone", ""].map(Copy::new);
            for (number, step) in steps.into_iter().enumerate() {
                match step {
                    Step::Write(device) => copies[device].write(&format!("Note {number}.")),
                    Step::Remove(device) => copies[device].change(None),
                    Step::Merge(one, other) => {
                        let other = copies[other].clone();
                        copies[one].merge(&other);
                    }
                    Step::Wait(device) => copies[device].now += 100,
                }
            }
            let mut forwards = copies[3].clone();
            let mut shuffled = copies[order[0]].clone();
            for number in (0..4).rev() {
                forwards.merge(&copies[number]);
            }
            for number in order.into_iter().chain(order) {
                shuffled.merge(&copies[number]);
            }
            prop_assert_eq!(forwards.fact, shuffled.fact);
        }
    }
}
