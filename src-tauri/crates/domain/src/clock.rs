//! Civil time: UTC+8, in every village and whatever the machine is set to. Instants themselves are UTC, as text RFC 3339.

use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone, Utc};

/// What the clock on the village's wall shows at an instant.
#[must_use]
pub fn civil<Zone: TimeZone>(instant: &DateTime<Zone>) -> NaiveDateTime {
    instant.with_timezone(&Utc).naive_utc() + TimeDelta::hours(8)
}

/// The same of an instant as it is kept; none of a text that is none.
#[must_use]
pub fn read_civil(instant: &str) -> Option<NaiveDateTime> {
    Some(civil(&DateTime::parse_from_rfc3339(instant).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_village_is_eight_hours_ahead_across_the_end_of_a_year() {
        for (instant, shown) in [
            ("2026-12-31T15:59:59Z", "2026-12-31 23:59:59"),
            ("2026-12-31T16:00:00.000Z", "2027-01-01 00:00:00"),
            ("2027-01-01T01:00:00+09:00", "2027-01-01 00:00:00"),
        ] {
            assert_eq!(read_civil(instant).unwrap().to_string(), shown);
        }
        assert_eq!(read_civil("2026-12-31"), None);
    }
}
