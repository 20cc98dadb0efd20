"""The list that people sign at an event: who is expected, half-day by half-day, as evidence."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from accounts.models import MemberState
from documents import storage
from documents.models import Version
from events import attendance, attended, countries, words
from events.attendance import Row
from events.enums import Attending, Half
from events.models import Event, FundingSource, Session
from events.rules.attendance import HalfDay, half_days
from events.services.funding import EMBLEM
from interface import moments
from paper import pdf
from paper.pdf import Facts, Heading, Paragraph, Part, Picture, Table, Turn

HIGH = 30.0
NOT_EXPECTED = "–"

type HalfDays = Sequence[HalfDay[Session]]


def days(event: Event) -> list[date]:
    """Return the days on which people sign: those with sessions, else all of the event."""
    with_sessions = sorted({session.date for session in event.sessions.all()})
    length = (event.last_date - event.first_date).days + 1
    return with_sessions or [event.first_date + timedelta(n) for n in range(length)]


def drawn(event: Event, *, on: Sequence[date], blank: int, at: datetime) -> bytes:
    """Return the list of some days as PDF, with blank rows for whom nobody expected.

    Who takes part in person stands there: the Member States in protocol order, then others by
    name of the country. What a half-day holds is nobody's to sign who chose none of it.
    """
    order = {code: number for number, code in enumerate(_states())}
    people = attendance.people(event).filter(attending=Attending.IN_PERSON)
    rows = sorted(
        attendance.table(event, people).rows,
        key=lambda row: (
            order.get(row.registration.country, len(order)),
            countries.name(row.registration.country),
            row.registration.sort_name,
        ),
    )
    halves = half_days(event.sessions.all())
    funding = event.funding
    return pdf.render(
        pdf.Sheet(
            title=_("Signature list: %(title)s") % {"title": event.title},
            author=settings.ORGANISATION_NAME,
            language=to_locale(settings.LANGUAGE_CODE).replace("_", "-"),
            made_at=at,
            parts=[
                Heading(event.title, level=1),
                Paragraph(_("Signature list"), lead=True),
                Facts(_facts(event)),
                *(paid(funding) if funding else ()),
                *(part for day in on for part in _day(day, halves, rows, blank, first=on[0])),
            ],
            above=_("Signature list"),
            below=" · ".join(filter(None, [event.title, funding.name if funding else ""])),
            numbers=_("Page {number} of {total}"),
        )
    )


def _states() -> list[str]:
    return list(MemberState.objects.values_list("code", flat=True))


def _facts(event: Event) -> list[tuple[str, str]]:
    said = [
        (_("When"), words.when(event)),
        (_("Where"), ", ".join(filter(None, [words.where(event), event.address]))),
        (_("Organiser"), settings.ORGANISATION_NAME),
    ]
    return [(what, text) for what, text in said if text]


def paid(funding: FundingSource) -> Iterable[Part]:
    """Return who pays for what is printed: emblem and statement."""
    if content := _emblem(funding):
        yield Picture(content, _("Emblem of %(name)s") % {"name": funding.name}, high=34)
    yield Paragraph(funding.statement, small=True)


def _emblem(funding: FundingSource) -> bytes | None:
    """Return the emblem that goes with the statement, where there is one."""
    found = (
        Version.objects.newest()
        .filter(document__label=EMBLEM, document__owner_key=str(funding.key))
        .first()
    )
    if found is None or not storage.is_there(found.sha256):
        return None
    with storage.opened(found.sha256) as file:
        return bytes(file.read())


def _day(
    day: date, halves: HalfDays, rows: Sequence[Row], blank: int, *, first: date
) -> Iterable[Part]:
    """Return the table of one day, with a column a half-day; each day on pages of its own."""
    own = [half for half in halves if half.date == day]
    if day != first:
        yield Turn()
    yield Heading(moments.day(day))
    columns = [_signs(half) for half in own] or [_("Signature")]
    there = [row for row in rows if not own or any(_is_expected(row, half) for half in own)]
    filled = [
        [str(number), *_who(row), *_cells(row, own)] for number, row in enumerate(there, start=1)
    ]
    empty = [["" for _column in range(4 + len(columns))] for _row in range(blank)]
    yield Table(
        heads=[_("No."), _("Name"), _("Organisation"), _("Country or body"), *columns],
        rows=[*filled, *empty],
        shares=[0.5, 1.9, 1.6, 1.25, *[3.5 / len(columns)] * len(columns)],
        header=1,
        high=HIGH,
    )
    yield Paragraph(
        _("The organiser confirms that those who signed were there. Date, name and signature:"),
        strong=True,
    )
    yield Table(heads=[_("Date"), _("Name"), _("Signature")], rows=[["", "", ""]],
                shares=(1, 2, 2), high=HIGH)  # fmt: skip


def _signs(half: HalfDay[Session]) -> str:
    label = {Half.MORNING: _("Signature, morning"), Half.AFTERNOON: _("Signature, afternoon")}
    zone = half.sessions[0].event.zone
    begins, ends = attended.clock(half.starts_at, zone), attended.clock(half.ends_at, zone)
    return f"{label[half.part]}\n{begins}{moments.EN_DASH}{ends}"


def _is_expected(row: Row, half: HalfDay[Session]) -> bool:
    return any(cell.session in half.sessions for cell in row.expected)


def _cells(row: Row, halves: HalfDays) -> list[str]:
    if not halves:
        return [""]
    return ["" if _is_expected(row, half) else NOT_EXPECTED for half in halves]


def _who(row: Row) -> tuple[str, str, str]:
    person = row.registration
    return person.name, person.organisation, countries.name(person.country)
