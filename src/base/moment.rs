//! Moments, for programs that ask for more than a day: a day begins at midnight in the time zone of the portal.

use jiff::Zoned;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::base::date::Date;

/// A moment on a day of a time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment(Option<Zoned>);

impl Moment {
    /// So many seconds after midnight; in a zone that nobody knows the day is that of Greenwich.
    pub fn of(day: Date, zone: &str, second: u8) -> Self {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        let begin = day.civil().to_datetime(Time::midnight()).to_zoned(zone).ok();
        Self(begin.map(|begin| begin.saturating_add(jiff::Span::new().seconds(second))))
    }

    /// As RFC 3339 writes it, with the offset of the zone: `2026-07-10T00:00:00+08:00`.
    pub fn rfc3339(&self) -> String {
        self.0.as_ref().map_or(String::new(), |own| own.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    }

    /// As iCalendar writes it in universal time: `20260709T160000Z`.
    pub fn utc(&self) -> String {
        let own = self.0.as_ref().map(|own| own.with_time_zone(TimeZone::UTC));
        own.map_or(String::new(), |own| own.strftime("%Y%m%dT%H%M%SZ").to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;
    use crate::base::date::Date;

    #[test]
    fn a_day_begins_where_the_portal_is() {
        let day = Date::new(2026, 7, 10).unwrap();
        let moment = |zone: &str| (Moment::of(day, zone, 1).rfc3339(), Moment::of(day, zone, 1).utc());
        let told = |local: &str, utc: &str| (local.to_owned(), utc.to_owned());
        assert_eq!(moment("Asia/Shanghai"), told("2026-07-10T00:00:01+08:00", "20260709T160001Z"));
        assert_eq!(moment("Europe/London"), told("2026-07-10T00:00:01+01:00", "20260709T230001Z"));
        assert_eq!(moment("nowhere"), told("2026-07-10T00:00:01+00:00", "20260710T000001Z"));
    }
}
