//! Reads what SQLite still can of a damaged state: for what is not in its journal, such as that of an older version.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use rusqlite::{Connection, Row};

use super::fact::{self, Fact};
use super::{StateError, file};

/// The bytes of a page, and where the header has their number: <https://sqlite.org/fileformat2.html>, section 1.3.
const PAGE: u64 = 4096;
const PAGES_AT: usize = 28;

/// Returns the facts of a database and its WAL that can be read and match their checksums.
///
/// They are read in a copy, since SQLite writes beside what it opens.
///
/// # Errors
/// Fails if the copy cannot be made.
pub(super) fn salvage_facts(database: &[u8], log: &[u8]) -> io::Result<Vec<Fact>> {
    let folder = tempfile::tempdir()?;
    let copy = file::state_path(folder.path());
    fs::write(&copy, database)?;
    // SQLite opens no file that ends before one of its tables begins.
    let _best_effort = pad_file(&copy, database);
    fs::write(file::wal_path(&copy), log)?;
    let Ok(connection) = file::open_database(&copy) else {
        return Ok(Vec::new());
    };
    let mut facts = Vec::new();
    if read_rows(&connection, "ASC", &mut facts).is_err() {
        // What comes after the page that is damaged.
        let _as_far_as_it_goes = read_rows(&connection, "DESC", &mut facts);
    }
    Ok(facts)
}

/// Makes a file that was truncated as long as its header says it is, with pages of zeros.
fn pad_file(path: &Path, database: &[u8]) -> io::Result<()> {
    let header = database.get(PAGES_AT..).and_then(<[u8]>::first_chunk);
    let pages = header.map(|pages| u64::from(u32::from_be_bytes(*pages)));
    let length = pages.unwrap_or_default() * PAGE;
    if length > database.len() as u64 {
        File::options().write(true).open(path)?.set_len(length)?;
    }
    Ok(())
}

/// Reads the rows in an order of their keys until one cannot be read.
fn read_rows(
    connection: &Connection,
    order: &str,
    facts: &mut Vec<Fact>,
) -> Result<(), StateError> {
    let mut statement = connection.prepare(&format!(
        "SELECT kind, article, name, value, changed, digest FROM fact
         ORDER BY kind {order}, article {order}, name {order}"
    ))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        facts.extend(whole_fact(row));
    }
    Ok(())
}

/// Reads a fact; `None` if it does not match its checksum.
fn whole_fact(row: &Row<'_>) -> Option<Fact> {
    let fact = fact::from_row(row).ok()?;
    (row.get(5) == Ok(fact.row_digest())).then_some(fact)
}
