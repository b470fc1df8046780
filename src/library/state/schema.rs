//! The tables of `state.db`, and the migrations from older layouts to the newest.
//!
//! Other programs may attach the file read-only (`ATTACH 'file:…/state.db?mode=ro' AS state`) and use these views.
//! Each finds an article by the primary key of its table; `article` is the 16 bytes of its identity, in big-endian
//! order ([`super::fact::article_bytes`]):
//!
//! - `read_articles(article)`: the articles that were read
//! - `bookmarked_articles(article)`: the stories that are bookmarked
//! - `begun_articles(article, progress)`: how far an article was read, in hundredths
//! - `tagged_articles(tag, article)`: the articles of a tag

use rusqlite::{Connection, Result};

/// The application id in the file's header: `PQst` in ASCII. <https://sqlite.org/pragma.html#pragma_application_id>
pub(super) const APPLICATION: i64 = 0x5051_7374;

/// The migrations, each from one layout to the next; layout number n is the result of the first n of them.
const MIGRATIONS: [&str; 1] = ["
CREATE TABLE fact (
    kind    TEXT NOT NULL,     -- see `Kind`
    article BLOB NOT NULL,     -- 16 bytes; none for what belongs to no article
    name    TEXT NOT NULL,     -- which fact of that kind and article: a quote's key, a tag, a search
    value   TEXT,              -- JSON; NULL once the fact was removed
    changed INTEGER NOT NULL,  -- milliseconds since 1970
    digest  INTEGER NOT NULL,  -- of all columns, to find damage that SQLite cannot see
    PRIMARY KEY (kind, article, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE step (            -- one change that can be undone
    number      INTEGER PRIMARY KEY,
    description TEXT NOT NULL,
    is_undone   INTEGER NOT NULL,
    facts       INTEGER NOT NULL,  -- how many there are
    digest      INTEGER NOT NULL
) STRICT;

CREATE TABLE step_fact (       -- a fact before and after a step
    step    INTEGER NOT NULL REFERENCES step (number) ON DELETE CASCADE,
    kind    TEXT NOT NULL,
    article BLOB NOT NULL,
    name    TEXT NOT NULL,
    before  TEXT,
    after   TEXT,
    digest  INTEGER NOT NULL,
    PRIMARY KEY (step, kind, article, name)
) STRICT, WITHOUT ROWID;

CREATE VIEW read_articles AS
    SELECT article FROM fact WHERE kind = 'read' AND name = '' AND value IS NOT NULL;
CREATE VIEW bookmarked_articles AS
    SELECT article FROM fact WHERE kind = 'bookmark' AND name = '' AND value IS NOT NULL;
CREATE VIEW begun_articles AS
    SELECT article, value ->> 'hundredths' AS progress
    FROM fact WHERE kind = 'place' AND name = '' AND value IS NOT NULL;
CREATE VIEW tagged_articles AS
    SELECT name AS tag, article FROM fact WHERE kind = 'tag' AND value IS NOT NULL;
"];

/// The number of the newest layout.
pub(super) const NEWEST: i64 = 1;

/// Returns the number of the layout in the file, 0 for an empty one.
pub(super) fn layout_version(connection: &Connection) -> Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Returns the application id of the file.
pub(super) fn application_id(connection: &Connection) -> Result<i64> {
    connection.pragma_query_value(None, "application_id", |row| row.get(0))
}

/// Returns `true` if the file's tables and views were created by exactly the statements of the newest layout.
pub(super) fn is_as_made(connection: &Connection) -> Result<bool> {
    let mut made = Connection::open_in_memory()?;
    migrate_layout(&mut made)?;
    Ok(table_statements(connection)? == table_statements(&made)?)
}

/// Returns the statements that created the tables and views, sorted by name.
fn table_statements(connection: &Connection) -> Result<Vec<(String, String)>> {
    connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// Migrates an older or empty layout to the newest, each migration in a transaction of its own.
pub(super) fn migrate_layout(connection: &mut Connection) -> Result<()> {
    for (number, step) in (1..=NEWEST).zip(MIGRATIONS) {
        let transaction =
            connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // Asked inside the transaction, since another process may have migrated the file by now. The number is
        // part of the same commit as the tables.
        if layout_version(&transaction)? < number {
            transaction.execute_batch(step)?;
            transaction.pragma_update(None, "application_id", APPLICATION)?;
            transaction.pragma_update(None, "user_version", number)?;
            transaction.commit()?;
        }
    }
    Ok(())
}
