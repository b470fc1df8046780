//! Which day it is here.

use std::env;
use std::path::Path;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use crate::files::regular;

/// Where systems keep the zone they are in.
const ZONE: &str = "/etc/localtime";

/// Returns the day it is where the reader is.
///
/// The zone is taken from the system's file itself: to ask for it by name looks through all zones there are, before
/// the first frame.
pub(super) fn today() -> Date {
    let is_named = env::var_os("TZ").is_some();
    match local_zone().filter(|_| !is_named) {
        Some(zone) => zone.to_datetime(Timestamp::now()).date(),
        None => ZonedDateTime::now().date(),
    }
}

fn local_zone() -> Option<TimeZone> {
    TimeZone::tzif("", &regular::read(Path::new(ZONE)).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_of_the_system_is_the_one_that_has_a_name() {
        let now = Timestamp::now();
        if let Some(zone) = local_zone().filter(|_| env::var_os("TZ").is_none()) {
            let named = TimeZone::system().to_datetime(now);
            assert_eq!(zone.to_datetime(now), named);
        }
    }
}
