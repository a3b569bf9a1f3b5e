//! Calendars (iCalendar, RFC 5545) of whole days. Nothing in them is taken from the clock: an event says when what it tells
//! was made known, and calendars see by its number that it changed.

use icalendar::{Calendar, Component, Event, Property};

use crate::base::date::Date;

/// A day or several, in a row.
pub(crate) struct Days {
    /// Its name for good: a calendar that has it already changes it.
    pub(crate) id: String,
    /// What is on.
    pub(crate) title: String,
    /// The first day.
    pub(crate) first: Date,
    /// The last day.
    pub(crate) last: Date,
    /// When it was made known, in universal time.
    pub(crate) known: String,
}

impl Days {
    /// The event.
    pub(crate) fn event(&self) -> Event {
        let compact = |date: Date| date.to_string().replace('-', "");
        let day = |key: &str, date: Date| Property::new(key, compact(date)).add_parameter("VALUE", "DATE").done();
        let mut event = Event::new();
        event.uid(&self.id).summary(&self.title);
        event.append_property(Property::new("DTSTAMP", &self.known));
        // The end is the first day that is no more in it.
        event.append_property(day("DTSTART", self.first)).append_property(day("DTEND", self.last.plus(1)));
        event.done()
    }
}

/// A calendar made by `product` of some events.
pub(crate) fn calendar(product: &str, events: impl IntoIterator<Item = Event>) -> Calendar {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", format!("-//gongkai//{product}//ZH")));
    calendar.extend(events);
    calendar
}

/// The bytes of a calendar. One without events holds a time zone instead, because something has to stand in it.
pub(crate) fn text(calendar: &Calendar) -> String {
    const END: &str = "END:VCALENDAR\r\n";
    const NOTHING: &str = "BEGIN:VTIMEZONE\r\nTZID:Etc/UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n\
                           TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    let text = calendar.to_string();
    let is_empty = calendar.events().next().is_none();
    text.strip_suffix(END).filter(|_| is_empty).map(|head| format!("{head}{NOTHING}{END}")).unwrap_or(text)
}
