//! The tables of the catalogue, and what is done with an old or damaged file.

use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, io, thread};

use rusqlite::{Connection, TransactionBehavior};

use super::{CatalogueError, Result};
use crate::files::private;
use crate::library::sqlite::keep_query_plans;

/// The version of the tables; a catalogue of another version is deleted and rebuilt.
const VERSION: i32 = 9;

/// How long a change waits for another process's change.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long to wait before a file in use is tried again.
const RETRY_AFTER: Duration = Duration::from_millis(5);

/// The age of an article without a date: older than all others.
pub(super) const AGE_UNKNOWN: i64 = i32::MAX as i64;

/// The clock of an article without a time of day: it comes after those of its day that have one.
pub(super) const CLOCK_UNKNOWN: i64 = 1;

/// The tables.
///
/// `age` is minus the days since 1970, so that ascending ages are newest first. A second copy of an article has a row
/// too, which is not shown until the first copy is gone. The triggers keep the counts right whichever statement writes.
/// Indexes end with the rowid, which is `article`: <https://sqlite.org/fileformat2.html>, section 2.5.
const TABLES: &str = "
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
-- 'printed_…' is the last sketch whose prints are stored.
INSERT INTO meta VALUES ('nonce', random()), ('batch', 0), ('printed_story', 0), ('printed_statement', 0);
CREATE TABLE file (
    file INTEGER PRIMARY KEY, -- hash of the path
    path BLOB NOT NULL,
    stamp INTEGER NOT NULL,   -- hash of size, time and inode
    batch INTEGER NOT NULL    -- when it was stored
);
CREATE TABLE article (
    article INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    file INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    is_shown INTEGER NOT NULL,
    age INTEGER NOT NULL,
    clock INTEGER NOT NULL,       -- minus the seconds since midnight, so that the latest comes first; 1 if unknown
    minutes INTEGER NOT NULL,
    quotes INTEGER NOT NULL,
    source TEXT NOT NULL,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    corrections INTEGER NOT NULL, -- hash of the corrections in it; 0 for none
    text INTEGER NOT NULL,        -- hash of its text
    -- Its place among the stories that are the same: -1 the newest, 1 another one that is the newest of its source, 2 one that
    -- is not; 0 if no other is the same.
    fold INTEGER NOT NULL
);
-- What is the same. A group is the least article, or the least statement, of those in it; NULL for one alone. A print leads to
-- the first that had it.
CREATE TABLE story (article INTEGER PRIMARY KEY, sketch BLOB NOT NULL, same INTEGER);
CREATE INDEX story_by_group ON story (same) WHERE same IS NOT NULL;
CREATE TABLE story_print (print INTEGER PRIMARY KEY, story INTEGER NOT NULL);
CREATE TABLE statement (
    statement INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL,
    quote INTEGER NOT NULL, -- the identity of the quote
    speaker INTEGER,        -- hash of the last word of the name
    words BLOB NOT NULL,
    same INTEGER
);
CREATE INDEX statement_by_article ON statement (article);
CREATE INDEX statement_by_group ON statement (same) WHERE same IS NOT NULL;
CREATE INDEX statement_by_quote ON statement (quote) WHERE same IS NOT NULL;
CREATE TABLE statement_print (print INTEGER PRIMARY KEY, statement INTEGER NOT NULL);
-- The groups that lost members, and may have fallen apart.
CREATE TABLE torn_story (same INTEGER PRIMARY KEY);
CREATE TABLE torn_statement (same INTEGER PRIMARY KEY);
CREATE INDEX by_id ON article (id);
CREATE INDEX by_file ON article (file);
CREATE INDEX by_age ON article (age, clock) WHERE is_shown;
CREATE INDEX by_source ON article (source, age, clock) WHERE is_shown;
CREATE INDEX by_title ON article (title_key) WHERE is_shown;
CREATE INDEX by_minutes ON article (minutes) WHERE is_shown;
CREATE INDEX by_quotes ON article (quotes) WHERE is_shown;
-- The same without what is folded, so that rows can be counted and skipped without the table.
CREATE INDEX folded_by_age ON article (age, clock) WHERE is_shown AND fold < 1;
CREATE INDEX folded_by_source ON article (source, age, clock) WHERE is_shown AND fold < 1;
CREATE INDEX folded_in_source ON article (source, age, clock) WHERE is_shown AND fold < 2;
CREATE INDEX folded_by_title ON article (title_key) WHERE is_shown AND fold < 1;
CREATE INDEX folded_by_minutes ON article (minutes) WHERE is_shown AND fold < 1;
CREATE INDEX folded_by_quotes ON article (quotes) WHERE is_shown AND fold < 1;
CREATE INDEX by_corrections ON article (corrections) WHERE corrections <> 0;
CREATE TABLE problem (file INTEGER NOT NULL, line INTEGER, message TEXT NOT NULL);
CREATE INDEX problem_by_file ON problem (file);
CREATE TABLE tag (name TEXT NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (name, article)) WITHOUT ROWID;
CREATE INDEX tag_by_article ON tag (article);
CREATE TABLE gone (id BLOB PRIMARY KEY, batch INTEGER NOT NULL) WITHOUT ROWID;
-- What an article became when an edit of its file gave it another identity.
CREATE TABLE became (was BLOB PRIMARY KEY, now BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE source (name TEXT PRIMARY KEY, articles INTEGER NOT NULL, quotes INTEGER NOT NULL) WITHOUT ROWID;
-- `folded` is how many of the articles are folded under a newer one.
CREATE TABLE day (age INTEGER PRIMARY KEY, articles INTEGER NOT NULL, folded INTEGER NOT NULL DEFAULT 0);
CREATE TRIGGER untagged AFTER DELETE ON article BEGIN
    DELETE FROM tag WHERE article = old.article;
END;
CREATE TRIGGER shown AFTER INSERT ON article WHEN new.is_shown BEGIN
    INSERT INTO day (age, articles) VALUES (new.age, 1) ON CONFLICT DO UPDATE SET articles = articles + 1;
    INSERT INTO source VALUES (new.source, 1, new.quotes)
        ON CONFLICT DO UPDATE SET articles = articles + 1, quotes = quotes + new.quotes;
END;
CREATE TRIGGER promoted AFTER UPDATE OF is_shown ON article WHEN new.is_shown AND NOT old.is_shown BEGIN
    INSERT INTO day (age, articles) VALUES (new.age, 1) ON CONFLICT DO UPDATE SET articles = articles + 1;
    INSERT INTO source VALUES (new.source, 1, new.quotes)
        ON CONFLICT DO UPDATE SET articles = articles + 1, quotes = quotes + new.quotes;
END;
CREATE TRIGGER folded AFTER UPDATE OF fold ON article WHEN new.is_shown AND (new.fold > 0) <> (old.fold > 0) BEGIN
    UPDATE day SET folded = folded + (new.fold > 0) - (old.fold > 0) WHERE age = new.age;
END;
CREATE TRIGGER removed AFTER DELETE ON article WHEN old.is_shown BEGIN
    UPDATE day SET articles = articles - 1, folded = folded - (old.fold > 0) WHERE age = old.age;
    DELETE FROM day WHERE age = old.age AND articles = 0;
    UPDATE source SET articles = articles - 1, quotes = quotes - old.quotes WHERE name = old.source;
    DELETE FROM source WHERE name = old.source AND articles = 0;
END;
";

/// Opens the catalogue; replaces a file that is damaged, of another version, or not a regular file.
pub(super) fn open_or_rebuild(path: &Path) -> Result<Connection> {
    if let Some(folder) = path.parent() {
        private::create_folder(folder).map_err(|source| io_error(folder, source))?;
        private::tighten_entries(folder);
    }
    private::create_file(path).map_err(|source| io_error(path, source))?;
    if path.metadata().is_ok_and(|found| !found.is_file()) {
        // Opening a named pipe would block forever (fifo(7)).
        return rebuild_file(path);
    }
    match open_current(path) {
        Ok(Some(connection)) => Ok(connection),
        Ok(None) => rebuild_file(path),
        Err(error) if is_damage(&error) => rebuild_file(path),
        Err(error) => Err(error.into()),
    }
}

/// Returns `true` if the file itself is damaged, so that a rebuild helps.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase)
    )
}

fn rebuild_file(path: &Path) -> Result<Connection> {
    remove_files(path)?;
    private::create_file(path).map_err(|source| io_error(path, source))?;
    open_current(path)?.ok_or_else(|| io_error(path, io::ErrorKind::InvalidData.into()))
}

/// Removes the files of the catalogue; open connections keep reading them.
pub(super) fn remove_files(path: &Path) -> Result<()> {
    // The log goes with its file: SQLite would replay an old log into a new database of the same name:
    // https://sqlite.org/howtocorrupt.html
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match fs::remove_file(Path::new(&name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(io_error(path, error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn io_error(path: &Path, source: io::Error) -> CatalogueError {
    CatalogueError::Io {
        path: path.display().to_string(),
        source,
    }
}

/// Opens the file, with tables if it is new; `None` if it has another version.
pub(super) fn open_current(path: &Path) -> rusqlite::Result<Option<Connection>> {
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    keep_query_plans(&connection)?;
    switch_to_wal(&connection)?;
    // A cache needs no durability: what a power loss damages is rebuilt.
    // https://sqlite.org/pragma.html#pragma_synchronous
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.set_prepared_statement_cache_capacity(64);
    if schema_version(&connection)? == 0 {
        // Checked again under the write lock, as two processes may open a new file at the same time.
        let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if schema_version(&change)? == 0 {
            change.execute_batch(TABLES)?;
            change.pragma_update(None, "user_version", VERSION)?;
        }
        change.commit()?;
    }
    let is_ours = schema_version(&connection)? == VERSION;
    Ok(is_ours.then_some(connection))
}

/// Has the list be readable while an ingest writes: <https://sqlite.org/wal.html#concurrency>.
fn switch_to_wal(connection: &Connection) -> rusqlite::Result<()> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match connection.pragma_update(None, "journal_mode", "WAL") {
            // Of two connections that switch a new file at once, one fails at once: SQLite does not wait where it could
            // be for ever. https://sqlite.org/c3ref/busy_handler.html
            Err(error) if is_busy(&error) && Instant::now() < deadline => {
                thread::sleep(RETRY_AFTER);
            }
            switched => return switched,
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy)
}

fn schema_version(connection: &Connection) -> rusqlite::Result<i32> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_that_another_connection_is_writing_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.db");
        let other = Connection::open(&path).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        thread::scope(|threads| {
            let opening = threads.spawn(|| open_or_rebuild(&path).map(drop));
            thread::sleep(20 * RETRY_AFTER);
            other.execute_batch("COMMIT").unwrap();
            opening.join().unwrap().unwrap();
        });
    }
}
