//! Exports the whole state as lines of JSON, and merges such lines on another machine.
//!
//! The first line names the format: `{"format":"pullquote-state","version":1}`. Each other line is one fact, sorted by
//! kind, article and name:
//!
//! ```text
//! {"kind":"read","article":"00…2a","changed":"2026-11-23T09:30:00.125Z","value":true}
//! ```
//!
//! - `kind`: `article` (a description), `bookmark`, `correction`, `history` (a search that was made), `note`,
//!   `person` (whether two names are one person's), `place` (a read position), `read`, `search` (a saved one), `seen` (its
//!   hits), `tag`
//! - `article`: the identity as 32 hexadecimal digits; missing for searches and persons
//! - `name`: which of the kind: a quote's key, a tag, a search, two names; missing if there can be only one
//! - `changed`: when the fact last changed; of two versions the newer one wins
//! - `value`: its content; `null` if the fact was removed, so that merging does not bring it back
//!
//! The value of a note that was written by a device of a sync folder has `versions` and `seen` beside its text, and no
//! text if it was removed: see `note`. The first line of a device's file says more: see [`super::device_lines`].
//!
//! Lines of the journal can be merged as well: they have a checksum, see [`super::checked_line`].
//!
//! The undo history is not exported.

use std::io::{self, BufRead, Read, Write};

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use super::StateChange;
use super::checked_line;
use super::fact::{self, Fact, FactKey, FactKind};
use super::fact_updates::{self, BookmarkValue, FactUpdate};
use super::merge::FactMerge;
use super::note::{self, ChangeOrigin, NoteValue};
use super::{
    ArticleDescription, CorrectedQuote, KeptQuote, PersonDecision, ReadPosition, SavedQuery,
    SeenHits, StateError, StateStore, clock,
};
use crate::article::ArticleId;
use crate::library::device::DeviceName;
use crate::text::Clean;

/// The name of the format in the first line.
const FORMAT: &str = "pullquote-state";
/// The version that is written, and the newest that is read.
const VERSION: u32 = 1;
/// The most bytes of a line.
const LINE: u64 = 4 << 20;
/// What is wrong with a value that cannot be that of its key.
const WRONG_TYPE: &str = "the value has the wrong type for the name";

/// The first line.
#[derive(Serialize, Deserialize)]
pub(super) struct ExportHeader {
    pub(super) format: String,
    pub(super) version: u32,
    /// The device whose file it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) device: Option<DeviceName>,
    /// When the device wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) written: Option<Timestamp>,
    /// How many lines follow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) facts: Option<usize>,
    /// The checksum of these lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) digest: Option<String>,
}

impl Default for ExportHeader {
    fn default() -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            device: None,
            written: None,
            facts: None,
            digest: None,
        }
    }
}

/// Every other line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FactLine {
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    article: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    name: String,
    changed: Timestamp,
    value: Value,
}

/// The facts of an import, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// Facts that were new, or newer than the stored version.
    pub taken: usize,
    /// Facts that were known already, or older than the stored version.
    pub known: usize,
}

/// Why an import or export failed; a failed import changes nothing.
#[derive(Debug, Error)]
pub enum LinesError {
    /// The lines could not be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The state could not be read or written.
    #[error(transparent)]
    State(#[from] StateError),
    /// A line is invalid.
    #[error("line {line}: {fault}; nothing was imported")]
    Line {
        /// The line's number, from 1.
        line: usize,
        /// What is wrong with it.
        fault: String,
    },
}

impl StateStore {
    /// Writes the whole state as lines of JSON; `author` is that of notes without one, which stay as they are here.
    ///
    /// # Errors
    /// Fails if the state cannot be read or `to` cannot be written.
    pub fn export_lines(
        &self,
        author: Option<&DeviceName>,
        to: &mut dyn Write,
    ) -> Result<(), LinesError> {
        write_header(to)?;
        fact::for_each_fact(self.connection(), |fact, _| {
            let author = author.filter(|_| fact.key.kind == FactKind::Note);
            let signed = author.map(|author| note::sign_note(&fact, author));
            write_fact(to, signed.transpose()?.flatten().unwrap_or(fact))
        })
    }

    /// Merges exported lines atomically, as one undo step.
    ///
    /// # Errors
    /// Fails at the first invalid line, or if the change cannot be saved; nothing is changed then.
    pub fn import_lines(
        &mut self,
        from: impl BufRead,
        now: Timestamp,
    ) -> Result<Imported, LinesError> {
        // Parsed before the transaction begins, so that a slow stream does not keep the state locked.
        let facts = parse_lines(from)?;
        let imported = self.save_work(now, |transaction, origin| {
            let mut merge = FactMerge::new(origin.device());
            merge.import_facts(transaction, &facts)?;
            merge.record_step(transaction)
        })?;
        self.forget_stamp();
        Ok(imported)
    }

    /// Merges changes made elsewhere, each with its own time, atomically and in this order, as one undo step.
    ///
    /// A later change or removal made here wins, and so does an existing description of an article.
    ///
    /// # Errors
    /// Fails if the change could not be saved; nothing is changed then.
    pub fn merge_changes(
        &mut self,
        made: &[(Timestamp, StateChange)],
        now: Timestamp,
    ) -> Result<Imported, StateError> {
        let imported = self.save_work(now, |transaction, origin| {
            let mut merge = FactMerge::new(origin.device());
            for (time, change) in made {
                let origin = ChangeOrigin::elsewhere(*time);
                for FactUpdate { key, value } in
                    fact_updates::updates_of(change, transaction, &origin)?
                {
                    let is_described = key.kind == FactKind::Article
                        && fact::read_fact(transaction, &key)?
                            .is_some_and(|known| known.value.is_some());
                    if is_described {
                        continue;
                    }
                    let fact = Fact {
                        key,
                        changed: origin.stamp,
                        value,
                    };
                    merge.merge_fact(transaction, &fact)?;
                }
            }
            merge.record_step(transaction)
        })?;
        self.forget_stamp();
        Ok(imported)
    }
}

/// Writes the first line.
pub(super) fn write_header(to: &mut dyn Write) -> Result<(), LinesError> {
    write_line(to, &ExportHeader::default())
}

/// Writes a fact as a line.
pub(super) fn write_fact(to: &mut dyn Write, fact: Fact) -> Result<(), LinesError> {
    write_line(to, &line_of(fact)?)
}

fn write_line(to: &mut dyn Write, line: &impl Serialize) -> Result<(), LinesError> {
    serde_json::to_writer(&mut *to, line).map_err(io::Error::from)?;
    to.write_all(b"\n")?;
    Ok(())
}

/// Converts a fact into a line.
fn line_of(fact: Fact) -> Result<FactLine, StateError> {
    let changed = Timestamp::from_millisecond(fact.changed);
    let value = fact
        .value
        .as_deref()
        .map(serde_json::from_str)
        .transpose()?;
    Ok(FactLine {
        kind: fact.key.kind.name().to_owned(),
        article: fact.key.article.map(|article| article.to_string()),
        name: fact.key.name,
        changed: changed.map_err(|error| StateError::Damaged(error.to_string()))?,
        value: value.unwrap_or_default(),
    })
}

/// Parses all lines; stops at the first fault and returns its line.
pub(super) fn parse_lines(mut from: impl BufRead) -> Result<Vec<Fact>, LinesError> {
    let mut facts = Vec::new();
    let mut number = 0;
    let mut line = Vec::new();
    loop {
        line.clear();
        number += 1;
        // The limit keeps a file without line breaks from filling the memory; a longer line fails as invalid JSON.
        let length = from.by_ref().take(LINE).read_until(b'\n', &mut line)?;
        if length == 0 && number > 1 {
            return Ok(facts);
        }
        let parsed = match number {
            1 => parse_header(&line).map(|_| ()),
            _ => parse_line(&line).map(|fact| facts.extend(fact)),
        };
        parsed.map_err(|fault| LinesError::Line {
            line: number,
            fault,
        })?;
    }
}

/// Parses the first line, which names the format in a version that this program reads.
pub(super) fn parse_header(line: &[u8]) -> Result<ExportHeader, String> {
    let header: ExportHeader = serde_json::from_slice(line)
        .ok()
        .filter(|header: &ExportHeader| header.format == FORMAT)
        .ok_or_else(|| format!("not a state export: its first line must be '{FORMAT}'"))?;
    if header.version > VERSION {
        let found = header.version;
        return Err(format!(
            "version '{found}' was written by a newer pullquote; this version supports {VERSION}"
        ));
    }
    Ok(header)
}

/// Parses any other line, checking its checksum if it has one; `None` if it is empty.
pub(super) fn parse_line(line: &[u8]) -> Result<Option<Fact>, String> {
    if line.len() as u64 > LINE {
        return Err(format!("the line is longer than {} MB", LINE >> 20));
    }
    let text = String::from_utf8_lossy(line);
    if text.trim().is_empty() {
        return Ok(None);
    }
    parse_fact(&checked_line::split_line(&text)?.json).map(Some)
}

/// Parses a line into a fact.
fn parse_fact(text: &str) -> Result<Fact, String> {
    let line: FactLine = serde_json::from_str(text).map_err(|error| json_fault(&error))?;
    let kinds = || FactKind::ALL.map(FactKind::name).join(", ");
    let kind = FactKind::from_name(&line.kind)
        .ok_or_else(|| format!("unknown kind '{}'; accepted: {}", line.kind, kinds()))?;
    let article = line.article.as_deref().map(parse_article).transpose()?;
    let changed = fact::to_milliseconds(line.changed);
    if changed > clock::LATEST {
        return Err(format!(
            "'{}' is not a plausible time of a change",
            line.changed
        ));
    }
    if article.is_some() != kind.is_about_article() {
        let needs = if article.is_none() {
            "needs an"
        } else {
            "is about no"
        };
        return Err(format!("'{}' {needs} article", line.kind));
    }
    let key = FactKey {
        kind,
        article,
        name: Clean::new(&line.name).to_string(),
    };
    let value = match line.value {
        Value::Null => None,
        value => Some(check_value(&key, value, changed)?),
    };
    Ok(Fact {
        key,
        changed,
        value,
    })
}

/// Says what is wrong with a line, whose number in the file is known elsewhere.
fn json_fault(error: &serde_json::Error) -> String {
    error
        .to_string()
        .replace(" at line 1 column ", " at column ")
}

fn parse_article(digits: &str) -> Result<ArticleId, String> {
    u128::from_str_radix(digits, 16)
        .map(ArticleId::from_number)
        .map_err(|_| format!("'{digits}' is not an article's identity (32 hexadecimal digits)"))
}

/// Parses a value by its kind and writes it as the state would: known fields only, with all text sanitized.
fn check_value(key: &FactKey, value: Value, changed: i64) -> Result<String, String> {
    match key.kind {
        FactKind::Article => rewrite_value::<ArticleDescription>(value, |_| true),
        FactKind::Bookmark => rewrite_value(value, |keeping: &BookmarkValue| {
            key.name == target_name(keeping.quote.as_ref())
        }),
        FactKind::Note => {
            let note: NoteValue =
                serde_json::from_value(value).map_err(|error| error.to_string())?;
            // What was removed is about nothing any more.
            let is_of_key = note.text.is_none() || key.name == target_name(note.quote.as_ref());
            let checked = is_of_key
                .then(|| note::check_note(&note, key, changed))
                .flatten();
            checked.ok_or_else(|| WRONG_TYPE.to_owned())
        }
        FactKind::Correction => rewrite_value(value, |corrected: &CorrectedQuote| {
            key.name == quote_name(&corrected.quote)
        }),
        FactKind::History => rewrite_value::<Timestamp>(value, |_| true),
        FactKind::Person => rewrite_value(value, |decision: &PersonDecision| {
            key.name == decision.fact_name()
        }),
        FactKind::Place => rewrite_value::<ReadPosition>(value, |_| true),
        FactKind::Read | FactKind::Tag => rewrite_value(value, |is_so: &bool| *is_so),
        FactKind::Search => rewrite_value::<SavedQuery>(value, |_| true),
        FactKind::Seen => rewrite_value::<SeenHits>(value, |_| true),
        FactKind::Version => rewrite_value(value, |is_so: &bool| {
            *is_so && key.name.parse::<ArticleId>().is_ok()
        }),
    }
}

fn quote_name(quote: &KeptQuote) -> String {
    quote.quote_key().to_string()
}

fn target_name(quote: Option<&KeptQuote>) -> String {
    quote.map(quote_name).unwrap_or_default()
}

fn rewrite_value<T: DeserializeOwned + Serialize>(
    value: Value,
    fits: impl Fn(&T) -> bool,
) -> Result<String, String> {
    let value: T = serde_json::from_value(value).map_err(|error| error.to_string())?;
    if !fits(&value) {
        return Err(WRONG_TYPE.to_owned());
    }
    serde_json::to_string(&value).map_err(|error| error.to_string())
}
