//! Reads facts from the bytes of a damaged state, even if its B-trees are broken.
//!
//! Every byte is tried as the start of a row of the table `fact`, and a row counts only if its checksum is right, so
//! that nothing is invented. As the table is WITHOUT ROWID, its rows are cells of an index B-tree (section 2.4).
//! Sections are those of the database file format, <https://sqlite.org/fileformat2.html>.

use std::collections::HashMap;

use super::fact::{self, Fact, FactKey, FactKind};

/// The size of a page in bytes.
const PAGE: usize = 4096;
/// The sizes of the WAL header and of each frame header (section 4.1).
const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
/// The most bytes of a record in its own page, and the fewest if it spills into overflow pages (section 1.6).
const LOCAL_MOST: usize = (PAGE - 12) * 64 / 255 - 23;
const LOCAL_LEAST: usize = (PAGE - 12) * 32 / 255 - 23;
/// The most bytes of a record, far more than a real one has: random bytes may claim any length.
const LONGEST: usize = 16 << 20;

/// Returns every fact that can be read from a database and its WAL, in several versions if there are any.
pub(super) fn salvage_facts(database: &[u8], log: &[u8]) -> Vec<Fact> {
    let pages = DatabasePages::from_files(database, log);
    let mut facts = Vec::new();
    for page in &pages.in_order {
        // The cell pointers of a page may be what is broken, and deleted rows between the cells are worth a look too.
        for start in 0..page.len() {
            facts.extend(page.get(start..).and_then(|cell| pages.fact_at(cell)));
        }
    }
    facts
}

/// The pages of a database and its WAL.
struct DatabasePages<'a> {
    in_order: Vec<&'a [u8]>,
    /// The latest version of each page, by its number from 1.
    newest: HashMap<usize, &'a [u8]>,
}

impl<'a> DatabasePages<'a> {
    fn from_files(database: &'a [u8], log: &'a [u8]) -> Self {
        let mut in_order: Vec<&[u8]> = database.chunks(PAGE).collect();
        let mut newest: HashMap<usize, &[u8]> = (1..).zip(in_order.iter().copied()).collect();
        let frames = log.get(LOG_HEADER..).unwrap_or_default();
        // All frames, without their checksums: SQLite stops at the first bad one, while good rows may follow it.
        for frame in frames.chunks(FRAME_HEADER + PAGE) {
            let page = frame.get(FRAME_HEADER..).unwrap_or_default();
            newest.extend(read_page_number(frame).map(|number| (number, page)));
            in_order.push(page);
        }
        Self { in_order, newest }
    }

    /// Reads the record of an index cell (section 1.6); `None` if it is not a fact, or a damaged one.
    fn fact_at(&self, cell: &[u8]) -> Option<Fact> {
        let (length, cell) = read_varint(cell)?;
        let header = RecordHeader::from_record(cell).filter(|header| header.row == length)?;
        let row = self.whole_row(length, cell)?;
        fact_in(row.get(header.length..)?, header.columns)
    }

    /// Gathers a record of `length` bytes from its own page and its overflow pages (section 1.7).
    fn whole_row(&self, length: usize, cell: &[u8]) -> Option<Vec<u8>> {
        let local = local_length(length);
        let mut row = cell.get(..local)?.to_vec();
        let mut next = cell.get(local..).and_then(read_page_number);
        // Each turn adds a page to the row, which `LONGEST` bounds: a circle of pages ends as well.
        while row.len() < length {
            let page = self.newest.get(&next?)?;
            next = read_page_number(page);
            let missing = length - row.len();
            let rest = page.get(4..)?;
            row.extend_from_slice(rest.get(..missing.min(PAGE - 4))?);
        }
        Some(row)
    }
}

/// A record header: the types of the columns (section 2.1).
struct RecordHeader {
    /// The length of the header.
    length: usize,
    /// The length of the header and the values.
    row: usize,
    columns: [SerialType; 6],
}

/// A serial type: how a column of a record is stored (section 2.1).
#[derive(Clone, Copy)]
enum SerialType {
    Null,
    Number(usize),
    Zero,
    One,
    Bytes(usize),
    Text(usize),
}

impl SerialType {
    fn from_code(kind: usize) -> Option<Self> {
        Some(match kind {
            0 => Self::Null,
            1..=4 => Self::Number(kind),
            5 => Self::Number(6),
            6 => Self::Number(8),
            8 => Self::Zero,
            9 => Self::One,
            12.. if kind.is_multiple_of(2) => Self::Bytes((kind - 12) / 2),
            13.. => Self::Text((kind - 13) / 2),
            _ => return None,
        })
    }

    const fn byte_length(self) -> usize {
        match self {
            Self::Null | Self::Zero | Self::One => 0,
            Self::Number(length) | Self::Bytes(length) | Self::Text(length) => length,
        }
    }
}

impl RecordHeader {
    /// Parses a record header (section 2.1); `None` unless its columns are those of a fact.
    fn from_record(row: &[u8]) -> Option<Self> {
        let (length, mut rest) = read_varint(row)?;
        let start = rest.len();
        let size = row.len() - rest.len();
        let mut columns = [SerialType::Null; 6];
        let mut values = 0_usize;
        for column in &mut columns {
            let (kind, after) = read_varint(rest)?;
            *column = SerialType::from_code(kind)?;
            values = values.checked_add(column.byte_length())?;
            rest = after;
        }
        // Cheap tests first: nearly every byte fails here, long before a checksum is computed.
        let is_fact = matches!(
            columns,
            [
                SerialType::Text(_),
                SerialType::Bytes(0 | 16),
                SerialType::Text(_),
                SerialType::Text(_) | SerialType::Null,
                ..
            ]
        );
        let is_whole = length == size + start - rest.len() && values <= LONGEST;
        (is_fact && is_whole).then_some(Self {
            length,
            row: length + values,
            columns,
        })
    }
}

/// Decodes a fact from the values of a record, if its checksum is right.
fn fact_in(mut values: &[u8], columns: [SerialType; 6]) -> Option<Fact> {
    let mut parts = [&[][..]; 6];
    for (part, column) in parts.iter_mut().zip(columns) {
        (*part, values) = values.split_at_checked(column.byte_length())?;
    }
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    let [kind, article, name, value, changed, digest] = parts;
    let [_, _, _, value_column, changed_column, digest_column] = columns;
    let fact = Fact {
        key: FactKey {
            kind: FactKind::from_name(std::str::from_utf8(kind).ok()?)?,
            article: fact::article_of(article),
            name: text(name)?,
        },
        value: match value_column {
            SerialType::Null => None,
            SerialType::Number(_)
            | SerialType::Zero
            | SerialType::One
            | SerialType::Bytes(_)
            | SerialType::Text(_) => Some(text(value)?),
        },
        changed: read_integer(changed_column, changed)?,
    };
    (fact.row_digest() == read_integer(digest_column, digest)?).then_some(fact)
}

/// Reads an integer of a record: two's complement, big-endian, with the sign in the first bit (section 2.1).
fn read_integer(column: SerialType, bytes: &[u8]) -> Option<i64> {
    match column {
        SerialType::Zero => Some(0),
        SerialType::One => Some(1),
        SerialType::Number(_) => {
            let is_negative = bytes.first()? & 0x80 != 0;
            let start = if is_negative { -1 } else { 0 };
            Some(
                bytes
                    .iter()
                    .fold(start, |number, byte| number << 8 | i64::from(*byte)),
            )
        }
        SerialType::Null | SerialType::Bytes(_) | SerialType::Text(_) => None,
    }
}

/// Returns how many bytes of a record are in its own page; the rest is in overflow pages (section 1.6).
const fn local_length(length: usize) -> usize {
    if length <= LOCAL_MOST {
        return length;
    }
    let local = LOCAL_LEAST + (length - LOCAL_LEAST) % (PAGE - 4);
    if local <= LOCAL_MOST {
        local
    } else {
        LOCAL_LEAST
    }
}

/// Reads a page number: four bytes in big-endian order.
fn read_page_number(bytes: &[u8]) -> Option<usize> {
    let bytes = bytes.first_chunk()?;
    usize::try_from(u32::from_be_bytes(*bytes)).ok()
}

/// Reads a variable-length integer (section 1.6), and returns it with the bytes after it.
fn read_varint(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut number = 0_usize;
    for (index, byte) in bytes.iter().enumerate().take(5) {
        number = number << 7 | usize::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((number, bytes.get(index + 1..)?));
        }
    }
    // Longer varints would mean records of more than 32 GB.
    None
}
