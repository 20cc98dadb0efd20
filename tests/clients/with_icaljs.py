"""ical.js, the reader of Thunderbird, in a real browser."""

import datetime as dt
from pathlib import Path

from playwright.sync_api import Page

from tests.clients.readings import Reading, moment

_SOURCE = Path(__file__).parents[1] / "vendor" / "ical.js" / "ical.min.js"

_LOAD = """async (source) => {
    const address = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
    window.ICAL = (await import(address)).default;
    URL.revokeObjectURL(address);
}"""

_READ = """(text) => {
    const calendar = new ICAL.Component(ICAL.parse(text));
    const tell = (time) => {
        if (time.isDate) return time.toString();
        if (time.zone === ICAL.Timezone.localTimezone) throw new Error("a floating time");
        const utc = time.convertToZone(ICAL.Timezone.utcTimezone);
        return Date.UTC(
            utc.year, utc.month - 1, utc.day, utc.hour, utc.minute, utc.second) / 1000;
    };
    return calendar.getAllSubcomponents("vevent").map((component) => {
        const event = new ICAL.Event(component);
        return {
            uid: event.uid,
            start: tell(event.startDate),
            end: tell(event.endDate),
            title: event.summary,
            status: component.getFirstPropertyValue("status") || "",
            allDay: event.startDate.isDate,
        };
    });
}"""


def read_with_icaljs(page: Page, data: bytes) -> list[Reading]:
    """The entries of a calendar, ordered by uid; leaves the page blank."""
    return read_all_with_icaljs(page, [data])[0]


def read_all_with_icaljs(page: Page, several: list[bytes]) -> list[list[Reading]]:
    """The entries of each calendar, with the library loaded once."""
    page.goto("about:blank")
    page.evaluate(_LOAD, _SOURCE.read_text(encoding="utf-8"))
    return [sorted(map(_reading, page.evaluate(_READ, data.decode()))) for data in several]


def _reading(told: dict) -> Reading:
    return Reading(
        told["uid"],
        _moment_or_date(told["start"]),
        _moment_or_date(told["end"]),
        told["title"],
        told["status"],
        told["allDay"],
    )


def _moment_or_date(told: float | str) -> dt.datetime | dt.date:
    return dt.date.fromisoformat(told) if isinstance(told, str) else moment(told)
