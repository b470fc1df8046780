//! What the catalogue had on the last two days of reading, so that what came since then can be shown first.

use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::files::{private, regular};

/// The last two days on which the program was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReadingDays {
    last: Option<ReadingDay>,
    before: Option<ReadingDay>,
}

/// A day of reading, and what the catalogue had at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReadingDay {
    /// The day.
    pub day: Date,
    /// What had been added to the catalogue.
    pub added: AddedArticles,
}

/// What had been added to a catalogue at some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AddedArticles {
    /// Which catalogue: one that is rebuilt counts anew.
    pub catalogue: i64,
    /// The number of the article that was added last.
    pub newest: i64,
}

impl ReadingDays {
    /// Reads what was remembered; nothing if there is nothing that can be read.
    #[must_use]
    pub fn load(data: &Path) -> Self {
        let read = regular::read(&days_path(data)).ok();
        let days = read.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        days.unwrap_or_default()
    }

    /// Writes what is remembered.
    ///
    /// # Errors
    /// Fails if it cannot be written; what was written before stays.
    pub fn save(&self, data: &Path) -> io::Result<()> {
        private::replace_file(&days_path(data), &serde_json::to_vec(self)?)
    }

    /// Returns the days with what the catalogue has today.
    #[must_use]
    pub fn with_day(self, day: Date, added: AddedArticles) -> Self {
        Self {
            last: Some(ReadingDay { day, added }),
            before: self.before_day(day),
        }
    }

    /// Returns the last day of reading before a day.
    #[must_use]
    pub fn before_day(self, day: Date) -> Option<ReadingDay> {
        let is_before = |known: &ReadingDay| known.day < day;
        self.last
            .filter(is_before)
            .or(self.before.filter(is_before))
    }
}

fn days_path(data: &Path) -> PathBuf {
    data.join("days.json")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const fn added(newest: i64) -> AddedArticles {
        AddedArticles {
            catalogue: 7,
            newest,
        }
    }

    #[test]
    fn the_day_before_stays_however_often_one_starts_on_a_day() {
        let data = tempfile::tempdir().unwrap();
        let (monday, tuesday) = (date(2026, 11, 23), date(2026, 11, 24));
        let days = ReadingDays::load(data.path()).with_day(monday, added(10));
        assert_eq!(days.before_day(monday), None);
        days.save(data.path()).unwrap();
        let mut days = ReadingDays::load(data.path());
        for newest in [10, 14, 15] {
            assert_eq!(days.before_day(tuesday).unwrap().added, added(10));
            days = days.with_day(tuesday, added(newest));
        }
        let wednesday = days.before_day(date(2026, 11, 25)).unwrap();
        assert_eq!((wednesday.day, wednesday.added), (tuesday, added(15)));
    }
}
