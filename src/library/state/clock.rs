//! The clock that stamps changes, so that a change made after seeing another is later than it, whatever the wall clocks say.
//!
//! A hybrid logical clock, after Kulkarni, Demirbas, Madappa, Avva and Leone: "Logical Physical Clocks" (OPODIS 2014). A
//! stamp is the wall time or, if something later was seen, one more than the latest stamp seen. The counter of the paper
//! is in the milliseconds of the stamp (compare its section 6), so that stamps from before there was this clock are stamps
//! as well; no reader makes a thousand changes a second for long.

use rusqlite::{Connection, OptionalExtension, Result};

use super::fact::Fact;

/// How far the stamps may run ahead of the wall clock, in milliseconds: a day, more than any wrong time zone.
///
/// Without a bound, one machine whose clock is years ahead would set the clocks of all others (section 5 of the paper).
const AHEAD: i64 = 24 * 60 * 60 * 1000;

/// The latest stamp that is accepted from outside: the year 9000, before which every stamp has a later one.
pub(super) const LATEST: i64 = 221_845_392_000_000;

/// The clock of one connection.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct StateClock {
    seen: Option<SeenStamp>,
}

/// The latest stamp of a state, as long as nobody else changes it.
#[derive(Debug, Clone, Copy)]
struct SeenStamp {
    /// The version of the database when the stamp was read.
    version: i64,
    stamp: i64,
}

impl StateClock {
    /// Returns the stamp of the changes that are made at the wall time `now`; called within their transaction.
    pub(super) fn tick(&mut self, connection: &Connection, now: i64) -> Result<i64> {
        // The version changes with every commit of another connection: https://sqlite.org/pragma.html#pragma_data_version
        let version = connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        let latest = match self.seen {
            Some(seen) if seen.version == version && seen.stamp <= now.saturating_add(AHEAD) => {
                Some(seen.stamp)
            }
            Some(_) | None => latest_stamp(connection, now)?,
        };
        let stamp = latest.map_or(now, |latest| now.max(latest + 1));
        self.seen = Some(SeenStamp { version, stamp });
        Ok(stamp)
    }

    /// Makes the next tick read the latest stamp again, after facts with stamps of their own were written.
    pub(super) const fn forget(&mut self) {
        self.seen = None;
    }
}

/// Reads the latest stamp of all facts that is not too far ahead of the wall time.
fn latest_stamp(connection: &Connection, now: i64) -> Result<Option<i64>> {
    connection
        .prepare_cached("SELECT max(changed) FROM fact WHERE changed <= ?")?
        .query_row([now.saturating_add(AHEAD)], |row| row.get(0))
        .optional()
        .map(Option::flatten)
}

/// Returns the stamp of a new version of a fact, which is later than the version before it.
pub(super) fn next_stamp(before: Option<&Fact>, stamp: i64) -> i64 {
    // Later than the clock only if what is replaced is too far ahead for it: else it would lose against its own
    // older version in a merge.
    before.map_or(stamp, |fact| stamp.max(fact.changed + 1))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use rusqlite::params;

    use super::*;
    use crate::library::state::schema;

    const NOON: i64 = 1_790_000_000_000;
    const HOUR: i64 = 60 * 60 * 1000;

    /// Returns a state with facts of these stamps.
    fn state(stamps: &[i64]) -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        schema::migrate_layout(&mut connection).unwrap();
        for stamp in stamps {
            connection
                .execute(
                    "INSERT INTO fact VALUES ('tag', x'', ?1, 'true', ?2, 0)",
                    params![stamp.to_string(), stamp],
                )
                .unwrap();
        }
        connection
    }

    #[rstest]
    #[case::an_empty_state(&[], NOON)]
    #[case::what_is_older(&[NOON - HOUR], NOON)]
    #[case::the_same_moment(&[NOON], NOON + 1)]
    #[case::a_clock_an_hour_ahead(&[NOON - 1, NOON + HOUR], NOON + HOUR + 1)]
    #[case::a_clock_years_ahead(&[NOON - 1, NOON + 9_000 * HOUR], NOON)]
    fn a_stamp_is_later_than_all_that_was_seen(#[case] stamps: &[i64], #[case] stamp: i64) {
        let connection = state(stamps);
        let mut clock = StateClock::default();
        assert_eq!(clock.tick(&connection, NOON).unwrap(), stamp);
        assert_eq!(clock.tick(&connection, NOON - HOUR).unwrap(), stamp + 1);
        assert_eq!(
            clock.tick(&connection, NOON + 2 * HOUR).unwrap(),
            NOON + 2 * HOUR
        );
    }

    #[test]
    fn what_another_process_wrote_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Connection::open(folder.path().join("state.db")).unwrap();
        let (mut here, there) = (open(), open());
        schema::migrate_layout(&mut here).unwrap();
        let mut clock = StateClock::default();
        assert_eq!(clock.tick(&here, NOON).unwrap(), NOON);
        there
            .execute(
                "INSERT INTO fact VALUES ('tag', x'', 'tide', 'true', ?1, 0)",
                [NOON + HOUR],
            )
            .unwrap();
        assert_eq!(clock.tick(&here, NOON).unwrap(), NOON + HOUR + 1);
    }
}
