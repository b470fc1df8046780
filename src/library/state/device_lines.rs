//! The file of one device: the lines of an export, with a header that says who wrote them, when, and how many there are.
//!
//! Files may come half carried, from a newer version, or from somebody else, so they are read without trust: what is
//! incomplete is left alone until it is whole, and a line that cannot be read costs no other.

use std::io;

use jiff::Timestamp;
use xxhash_rust::xxh3::xxh3_128;

use super::fact::{self, Fact, FactKind};
use super::json_lines::{self, ExportHeader, LinesError};
use super::merge::{self, FactMerge};
use super::{Imported, StateError, StateStore, note};
use crate::library::device::DeviceName;

/// How many facts are merged in one transaction, so that no change of the user waits long for it.
const BATCH: usize = 500;

/// How many faults of a file are told.
const FAULTS: usize = 3;

/// What a device says of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceHeader {
    /// The device; `None` for the export of another origin.
    pub device: Option<DeviceName>,
    /// When it was written.
    pub written: Option<Timestamp>,
    /// The checksum of the lines.
    pub digest: Option<String>,
}

/// The facts of one device.
#[derive(Debug)]
pub struct DeviceLines {
    /// What the device says of its file.
    pub header: DeviceHeader,
    /// Lines that were left out; a few of them.
    pub faults: Vec<LineFault>,
    facts: Vec<Fact>,
}

impl DeviceLines {
    /// Returns the number of facts.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.facts.len()
    }
}

/// Why a line, or a whole file, is left out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct LineFault {
    /// The line, from 1; `None` if it is not known, or the fault is that of the whole.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

impl LineFault {
    fn at(line: usize, message: impl Into<String>) -> Self {
        Self {
            line: Some(line),
            message: message.into(),
        }
    }
}

/// The content of a device's file.
#[derive(Debug)]
pub struct DeviceFile {
    /// The header and the lines.
    pub bytes: Vec<u8>,
    /// The checksum of the lines.
    pub digest: String,
}

/// Reads the header of a device's file.
///
/// # Errors
/// Fails if the first line is not that of an export, or of a newer version.
pub fn parse_header(bytes: &[u8]) -> Result<DeviceHeader, LineFault> {
    let header = read_header(first_line(bytes).0)?;
    Ok(DeviceHeader {
        device: header.device,
        written: header.written,
        digest: header.digest,
    })
}

/// Reads a device's file.
///
/// # Errors
/// Fails if it is no export, of a newer version, or not the whole of what was written.
pub fn parse_device_lines(bytes: &[u8]) -> Result<DeviceLines, LineFault> {
    let (first, body) = first_line(bytes);
    let header = read_header(first)?;
    // The export of somebody who has no sync folder has no checksum.
    let is_whole = header
        .digest
        .as_ref()
        .is_none_or(|digest| *digest == digest_of(body));
    let (facts, faults) = parse_body(body);
    if !is_whole {
        return Err(incomplete_fault(header.facts, facts.len(), faults));
    }
    Ok(DeviceLines {
        header: DeviceHeader {
            device: header.device,
            written: header.written,
            digest: header.digest,
        },
        faults: shorten_faults(faults),
        facts,
    })
}

/// Parses the lines after the header: the facts, and what is wrong with the other lines.
fn parse_body(body: &[u8]) -> (Vec<Fact>, Vec<LineFault>) {
    let (mut facts, mut faults) = (Vec::new(), Vec::new());
    for (number, line) in (2..).zip(body.split_inclusive(|byte| *byte == b'\n')) {
        match json_lines::parse_line(line) {
            Ok(fact) => facts.extend(fact),
            Err(message) => faults.push(LineFault::at(number, message)),
        }
    }
    (facts, faults)
}

/// Says where a file ends or was changed on its way.
fn incomplete_fault(expected: Option<usize>, found: usize, faults: Vec<LineFault>) -> LineFault {
    if let Some(LineFault { line, message }) = faults.into_iter().next() {
        let message = incomplete_message(&message);
        return LineFault { line, message };
    }
    let why = expected.filter(|expected| *expected != found).map_or_else(
        || "its checksum is wrong".to_owned(),
        |expected| format!("it has {found} of {expected} lines"),
    );
    LineFault {
        line: None,
        message: incomplete_message(&why),
    }
}

/// Keeps a few faults, and counts the others.
fn shorten_faults(mut faults: Vec<LineFault>) -> Vec<LineFault> {
    if let Some(more) = faults.len().checked_sub(FAULTS).filter(|more| *more > 0) {
        faults.truncate(FAULTS);
        faults.push(LineFault {
            line: None,
            message: format!("{more} more lines were left out"),
        });
    }
    faults
}

fn incomplete_message(why: &str) -> String {
    format!("is incomplete ({why}); it is read again when it changes")
}

/// Returns the first line, and what follows it.
fn first_line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n');
    bytes.split_at(end.map_or(bytes.len(), |end| end + 1))
}

fn read_header(line: &[u8]) -> Result<ExportHeader, LineFault> {
    json_lines::parse_header(line).map_err(|message| LineFault::at(1, message))
}

fn digest_of(body: &[u8]) -> String {
    format!("{:032x}", xxh3_128(body))
}

impl StateStore {
    /// Returns the whole state as the file of a device.
    ///
    /// # Errors
    /// Fails if the state cannot be read.
    pub fn export_device(
        &self,
        device: &DeviceName,
        now: Timestamp,
    ) -> Result<DeviceFile, LinesError> {
        let mut body = Vec::new();
        let mut facts = 0;
        fact::for_each_fact(self.connection(), |fact, _| {
            facts += 1;
            json_lines::write_fact(&mut body, fact)
        })?;
        let digest = digest_of(&body);
        let header = ExportHeader {
            device: Some(device.clone()),
            written: Some(now),
            facts: Some(facts),
            digest: Some(digest.clone()),
            ..ExportHeader::default()
        };
        let mut bytes = serde_json::to_vec(&header).map_err(io::Error::from)?;
        bytes.push(b'\n');
        bytes.append(&mut body);
        Ok(DeviceFile { bytes, digest })
    }

    /// Merges the facts of another device into those of this one, in several transactions; these are no steps of undo.
    ///
    /// # Errors
    /// Fails if they cannot be saved; some of them may have been, and it does no harm to merge them again.
    pub fn merge_device(
        &mut self,
        lines: &DeviceLines,
        device: &DeviceName,
        now: Timestamp,
    ) -> Result<Imported, StateError> {
        let mut imported = Imported::default();
        for batch in lines.facts.chunks(BATCH) {
            // A batch that is known takes no lock.
            if !batch.iter().any(|fact| self.is_news(fact).unwrap_or(true)) {
                imported.known += batch.len();
                continue;
            }
            let merged = self.save_work(now, |transaction, _| {
                let mut merge = FactMerge::new(Some(device));
                for fact in batch {
                    merge.merge_fact(transaction, fact)?;
                }
                merge.finish(transaction)
            })?;
            self.forget_stamp();
            imported.taken += merged.taken;
            imported.known += merged.known;
        }
        Ok(imported)
    }

    /// Returns `true` if merging a fact may change the state.
    fn is_news(&self, fact: &Fact) -> Result<bool, StateError> {
        let connection = self.connection();
        let Some(known) = fact::read_fact(connection, &fact.key)? else {
            return Ok(!merge::is_forgotten(connection, fact)?);
        };
        Ok(known != *fact && (fact.key.kind == FactKind::Note || known < *fact))
    }

    /// Returns `true` if there are notes that were written before this device had a name.
    ///
    /// # Errors
    /// Fails if they cannot be read.
    pub fn has_unsigned_notes(&self) -> Result<bool, StateError> {
        for fact in fact::facts_of_kind(self.connection(), FactKind::Note)? {
            if note::is_unsigned(&fact)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Makes this device the author of the notes that were written before it had a name.
    ///
    /// # Errors
    /// Fails if they cannot be saved.
    pub fn sign_notes(&mut self, device: &DeviceName, now: Timestamp) -> Result<bool, StateError> {
        if !self.has_unsigned_notes()? {
            return Ok(false);
        }
        self.save_work(now, |transaction, _| {
            for fact in fact::facts_of_kind(transaction, FactKind::Note)? {
                if let Some(signed) = note::sign_note(&fact, device)? {
                    fact::write_fact(transaction, &signed)?;
                }
            }
            Ok(true)
        })
    }
}
