"""Reads every feed and calendar of a built site with what others read them with, and says what is wrong.

    python follow.py SITE

Feeds: the grammar of RFC 4287 (atom.rng), feedparser, and what RFC 4287, 5005 and 6721 say of several documents.
Calendars: icalendar, and what RFC 5545 says of events of whole days.
"""

import gzip
import sys
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import unquote

import feedparser
from icalendar import Calendar
from lxml import etree

HERE = Path(__file__).parent
ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"
GRAMMAR = etree.RelaxNG(etree.parse(HERE / "atom.rng"))
MOST_BYTES = 30_000


class Site:
    """A built site, and what was found wrong in it."""

    def __init__(self, root):
        self.root = root
        self.wrong = []

    def expect(self, holds, path, what):
        if not holds:
            self.wrong.append(f"{path.relative_to(self.root)}: {what}")

    def file(self, address):
        """The file at a whole address: behind the host."""
        path = unquote(address.split("/", 3)[3])
        return self.root / (path + "index.html" if path == "" or path.endswith("/") else path)


def links(element):
    return {one.get("rel"): one.get("href") for one in element.findall(f"{ATOM}link")}


def check_feed(site, path):
    data = path.read_bytes()
    packed = len(gzip.compress(data))
    site.expect(packed < MOST_BYTES, path, f"{packed} bytes where it is packed")
    tree = etree.fromstring(data)
    if not GRAMMAR.validate(tree):
        site.expect(False, path, str(GRAMMAR.error_log.last_error))
        return
    read = feedparser.parse(data)
    site.expect(not read.bozo, path, f"feedparser: {read.get('bozo_exception')}")
    site.expect(read.version == "atom10", path, f"feedparser takes it for {read.version}")
    own = links(tree)
    site.expect(site.file(own["self"]) == path, path, f"`self` is {own['self']}")
    site.expect((tree.find(ARCHIVE) is not None) == ("current" in own), path, "an archive names the newest document")
    for rel, address in own.items():
        site.expect(site.file(address).is_file(), path, f"`{rel}` leads nowhere: {address}")
    if older := own.get("prev-archive"):
        before = links(etree.parse(site.file(older)).getroot())
        expected = own["self"] if "current" in own else None
        site.expect(before.get("next-archive") == expected, path, "archives lead to each other")
    check_entries(site, path, tree, read)


def check_entries(site, path, tree, read):
    entries = tree.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    site.expect(len(set(ids)) == len(ids), path, "two entries of one name")
    site.expect(len(read.entries) == len(entries), path, "feedparser finds another number of entries")
    days = [entry.updated_parsed for entry in read.entries]
    site.expect(days == sorted(days, reverse=True), path, "the newest entry stands first")
    site.expect(not days or read.feed.updated_parsed == days[0], path, "`updated` is that of the newest entry")
    for entry, told in zip(entries, read.entries):
        address = links(entry)["alternate"]
        site.expect(site.file(address).is_file(), path, f"an entry leads nowhere: {address}")
        site.expect(told.title and told.summary and told.author, path, f"an entry without words: {address}")
        site.expect(told.published_parsed <= told.updated_parsed, path, f"changed before it was published: {address}")
    for gone in tree.findall(TOMBSTONE):
        site.expect(gone.get("ref") in ids and gone.get("when"), path, "a tombstone without an entry")


def check_calendar(site, path):
    data = path.read_bytes()
    site.expect(all(len(line) <= 75 for line in data.split(b"\r\n")), path, "a line of more than 75 bytes")
    calendar = Calendar.from_ical(data)
    site.expect(calendar.get("VERSION") == "2.0" and calendar.get("PRODID"), path, "no version or maker")
    site.expect(calendar.subcomponents, path, "nothing in it")
    events = calendar.walk("VEVENT")
    ids = [str(event["UID"]) for event in events]
    site.expect(len(set(ids)) == len(ids), path, "two events of one name")
    for component in calendar.walk():
        site.expect(not component.errors, path, f"icalendar: {component.errors}")
    for event in events:
        first, behind = event.decoded("DTSTART"), event.decoded("DTEND")
        site.expect(type(first) is date and type(behind) is date, path, f"no whole days: {event['UID']}")
        site.expect(behind - first >= timedelta(days=1), path, f"it ends before it begins: {event['UID']}")
        site.expect(event.decoded("DTSTAMP").tzinfo and event.get("SUMMARY"), path, f"no stamp or title: {event['UID']}")
        if "URL" in event:
            site.expect(site.file(str(event["URL"])).is_file(), path, f"it leads nowhere: {event['URL']}")
    again = Calendar.from_ical(calendar.to_ical())
    site.expect(again == calendar, path, "it is another one where it is written again")


def main():
    site = Site(Path(sys.argv[1]).resolve())
    feeds = sorted([*site.root.rglob("feed.xml"), *site.root.rglob("feed-*.xml")])
    calendars = sorted(site.root.rglob("calendar.ics"))
    for path in feeds:
        check_feed(site, path)
    for path in calendars:
        check_calendar(site, path)
    if not feeds or not calendars:
        site.wrong.append("no feeds or no calendars")
    for wrong in site.wrong:
        print(wrong, file=sys.stderr)
    print(f"{len(feeds)} feeds, {len(calendars)} calendars, {len(site.wrong)} faults")
    sys.exit(bool(site.wrong))


main()
