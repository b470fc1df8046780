//! Reads newsboat's cache, a SQLite database: articles, read marks and flags.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, Row};

use super::entry::{ImportBody, ImportEntry, ParsedExport, day_of, non_empty};

/// Reads the cache without changing it.
///
/// # Errors
/// Fails if it is not a cache of newsboat, or is damaged.
pub(super) fn read_cache(path: &Path) -> Result<ParsedExport, rusqlite::Error> {
    // Read-only, since newsboat may be running and owns the file; only this thread uses the connection.
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    let mut statement = connection.prepare(
        "SELECT item.url, item.title, item.author, feed.title, item.pubDate, item.content, item.unread, item.flags
         FROM rss_item AS item LEFT JOIN rss_feed AS feed ON feed.rssurl = item.feedurl
         WHERE item.deleted = 0 ORDER BY item.id",
    )?;
    let mut taken = ParsedExport::default();
    for entry in statement.query_map([], entry_from_row)? {
        taken.entries.push(entry?);
    }
    Ok(taken)
}

fn entry_from_row(row: &Row<'_>) -> Result<ImportEntry, rusqlite::Error> {
    let text = |number| {
        row.get::<_, Option<String>>(number)
            .map(Option::unwrap_or_default)
    };
    let published: Option<i64> = row.get(4)?;
    let published = published.and_then(|seconds| Timestamp::from_second(seconds).ok());
    let flags = text(7)?;
    Ok(ImportEntry {
        url: non_empty(&text(0)?),
        title: text(1)?,
        authors: non_empty(&text(2)?).into_iter().collect(),
        source: non_empty(&text(3)?),
        published: published.map(day_of),
        saved: published,
        tags: flags
            .chars()
            .filter(char::is_ascii_alphabetic)
            .map(|flag| format!("flag-{flag}"))
            .collect(),
        is_read: !row.get::<_, bool>(6)?,
        is_starred: !flags.is_empty(),
        body: non_empty(&text(5)?).map(ImportBody::FromFeed),
        ..ImportEntry::default()
    })
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    #[test]
    fn a_cache_is_read_with_read_marks_and_flags() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("cache.db");
        let connection = Connection::open(&path).unwrap();
        connection
            .execute_batch(
                "CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL,
                    title VARCHAR(1024) NOT NULL, lastmodified INTEGER(11) NOT NULL DEFAULT 0, is_rtl INTEGER(1) NOT NULL DEFAULT 0,
                    etag VARCHAR(128) NOT NULL DEFAULT '');
                 CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,
                    title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL,
                    feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL,
                    unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024),
                    enqueued INTEGER(1) NOT NULL DEFAULT 0, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0,
                    base VARCHAR(128) NOT NULL DEFAULT '');
                 INSERT INTO rss_feed (rssurl, url, title) VALUES ('https://a.example/feed', 'https://a.example', 'The Post');
                 INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags, deleted) VALUES
                    ('1', 'Ferry', 'Ines Halloran', 'https://a.example/1', 'https://a.example/feed', 1700000000, '<p>Low.</p>', 0, 'as', 0),
                    ('2', 'Two', '', 'https://a.example/2', 'https://a.example/feed', 1700000001, '', 1, NULL, 0),
                    ('3', 'Gone', '', 'https://a.example/3', 'https://a.example/feed', 1700000002, '', 1, NULL, 1);",
            )
            .unwrap();
        drop(connection);
        let taken = read_cache(&path).unwrap();
        assert_eq!(taken.entries.len(), 2);
        let first = &taken.entries[0];
        assert_eq!(first.source.as_deref(), Some("The Post"));
        assert_eq!(first.tags, ["flag-a", "flag-s"]);
        assert!(first.is_read && first.is_starred);
        assert!(!taken.entries[1].is_read && !taken.entries[1].is_starred);
    }
}
