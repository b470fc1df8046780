//! Reads rows of the catalogue, and single articles by their identities.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, Time, date};
use rusqlite::OptionalExtension;

use crate::article::ArticleId;
use crate::library::listing::{ArticleRow, Location, RowFold};
use crate::text::Clean;

use super::schema::{AGE_UNKNOWN, CLOCK_UNKNOWN};
use super::write::FileNumber;
use super::{Catalogue, Result};

/// The columns of a row; the path comes from a subquery, so that only rows on the page look it up.
pub(super) const COLUMNS: &str = "article, id, (SELECT path FROM file WHERE file.file = article.file), entry, \
     title, source, age, minutes, quotes, clock";

/// The number of columns in [`COLUMNS`].
pub(super) const COLUMN_COUNT: usize = 10;

/// Reads a row of [`COLUMNS`]; the flags are set later.
pub(super) fn read_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<ArticleRow> {
    let path: Option<Vec<u8>> = row.get(2)?;
    let source: String = row.get(5)?;
    Ok(ArticleRow {
        id: id_at(row, 1)?,
        location: Location {
            path: path_from(&path.unwrap_or_default()),
            entry: row.get(3)?,
        },
        title: Clean::new(&row.get::<_, String>(4)?),
        source: (!source.is_empty()).then(|| Clean::new(&source)),
        published: day_of(row.get(6)?),
        time: time_of(row.get(9)?),
        minutes: row.get(7)?,
        quotes: row.get(8)?,
        is_read: false,
        is_bookmarked: false,
        read_position: None,
        tags: Vec::new(),
        fold: RowFold::Alone,
    })
}

/// Reads the identity in a column.
pub(super) fn id_at(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<ArticleId> {
    let bytes: [u8; 16] = row.get(column)?;
    Ok(ArticleId::from_number(u128::from_be_bytes(bytes)))
}

/// Returns the bytes an identity is stored as.
pub(super) fn id_bytes(id: ArticleId) -> [u8; 16] {
    id.as_number().to_be_bytes()
}

/// Returns a date as it is stored: minus the days since 1970.
pub(super) fn age_of(day: Date) -> i64 {
    let since = day.duration_since(date(1970, 1, 1));
    -(since.as_hours() / 24)
}

/// Returns the date of a stored age; `None` if it is unknown.
pub(super) fn day_of(age: i64) -> Option<Date> {
    if age == AGE_UNKNOWN {
        return None;
    }
    let days = jiff::Span::new().try_days(age.checked_neg()?).ok()?;
    date(1970, 1, 1).checked_add(days).ok()
}

/// Returns a time of day as it is stored: minus the seconds since midnight.
pub(super) fn clock_of(time: Time) -> i64 {
    -(time.duration_since(Time::midnight()).as_secs())
}

/// Returns the time of a stored clock; `None` if it is unknown.
pub(super) fn time_of(clock: i64) -> Option<Time> {
    if clock == CLOCK_UNKNOWN {
        return None;
    }
    let seconds = jiff::SignedDuration::from_secs(clock.checked_neg()?);
    Time::midnight().checked_add(seconds).ok()
}

/// Returns the bytes a path is stored as.
#[cfg(unix)]
pub(super) fn path_bytes(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_vec()
}

/// Returns the bytes a path is stored as.
#[cfg(not(unix))]
pub(super) fn path_bytes(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

#[cfg(unix)]
pub(super) fn path_from(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
pub(super) fn path_from(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

impl Catalogue {
    /// Returns the row of an article, without the user's flags; `None` if it is not in the catalogue.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn find_row(&self, id: ArticleId) -> Result<Option<ArticleRow>> {
        let query = format!("SELECT {COLUMNS} FROM article WHERE id = ? AND is_shown");
        let mut statement = self.connection.prepare_cached(&query)?;
        Ok(statement.query_row([id_bytes(id)], read_row).optional()?)
    }

    /// Returns which article is at a location; `None` if it is not in the catalogue.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn find_id_at(&self, location: &Location) -> Result<Option<ArticleId>> {
        let query = "SELECT id FROM article WHERE file = ? AND entry = ?";
        let mut statement = self.connection.prepare_cached(query)?;
        let at = (FileNumber::of_path(&location.path).0, location.entry);
        Ok(statement.query_row(at, |row| id_at(row, 0)).optional()?)
    }

    /// Returns the rows of articles with the user's flags; articles that are not in the catalogue are left out.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn find_rows(&mut self, ids: &[ArticleId]) -> Result<Vec<ArticleRow>> {
        self.reopen_if_replaced()?;
        self.flags.borrow_mut().refresh();
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            rows.extend(self.find_row(*id)?);
        }
        self.flags.borrow().set_all_flags(&mut rows);
        Ok(rows)
    }

    /// Returns every place where an article is stored, the one that is shown first.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn find_locations(&self, id: ArticleId) -> Result<Vec<Location>> {
        let query =
            format!("SELECT {COLUMNS} FROM article WHERE id = ? ORDER BY is_shown DESC, article");
        let mut statement = self.connection.prepare_cached(&query)?;
        let rows = statement.query_map([id_bytes(id)], read_row)?;
        Ok(rows
            .map(|row| row.map(|row| row.location))
            .collect::<rusqlite::Result<_>>()?)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::midnight(Time::midnight())]
    #[case::in_the_morning(time(9, 50, 7, 0))]
    #[case::at_the_end(time(23, 59, 59, 0))]
    fn a_clock_is_the_time_it_was_made_of(#[case] time: Time) {
        assert_eq!(time_of(clock_of(time)), Some(time));
        assert!(clock_of(time) < CLOCK_UNKNOWN);
    }

    #[test]
    fn a_later_time_has_a_lesser_clock() {
        assert!(clock_of(time(18, 40, 0, 0)) < clock_of(time(9, 50, 0, 0)));
        assert_eq!(time_of(CLOCK_UNKNOWN), None);
    }
}
