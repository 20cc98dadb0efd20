"""Minutes as a paper: tagged, for screen and archive, with what its reader may know."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from accounts.enums import Visibility
from accounts.prose import plain
from events import words as event_words
from interface import moments
from meetings import words
from meetings.enums import MinutesState
from meetings.shown import Reading, Shown
from paper import pdf
from paper.pdf import Box, Heading, Items, Paragraph, Part, Table, Tone


def paper(reading: Reading) -> bytes:
    """Return the minutes as PDF; the same reading gives the same bytes."""
    minutes, event = reading.minutes, reading.minutes.event
    sections = reading.sections()
    has_closed = any(one.is_closed for one in sections)
    return pdf.render(
        pdf.Sheet(
            title=_("Minutes: %(meeting)s") % {"meeting": words.dated(event)},
            author=settings.ORGANISATION_NAME,
            language=to_locale(settings.LANGUAGE_CODE).replace("_", "-"),
            made_at=minutes.adopted_at or minutes.sent_at or minutes.created_at,
            parts=list(_parts(reading, sections)),
            above=" · ".join(
                [
                    *([_("With restricted items")] if has_closed else ()),
                    _("Minutes of the %(body)s") % {"body": event.body},
                ]
            ),
            below=f"{event.title} · {moments.short_day(event.first_date)}",
            numbers=_("Page {number} of {total}"),
        )
    )


def _parts(reading: Reading, sections: Iterable[Shown]) -> Iterator[Part]:
    minutes, event = reading.minutes, reading.minutes.event
    yield Heading(_("Minutes: %(meeting)s") % {"meeting": words.dated(event)}, level=1)
    yield Paragraph(
        " · ".join(filter(None, (event_words.when(event), event_words.where(event)))), lead=True
    )
    yield _state(reading)
    for one in sections:
        yield Heading(f"{one.number} {one.title}".strip(), level=3 if one.is_part else 2)
        yield from _section(reading, one)
    whole = reading.addenda()
    if whole:
        yield Heading(_("Added after the adoption"))
        yield from (
            Paragraph(f"{moments.short_moment(one.made_at, event.zone)}: {one.text}")
            for one in whole
        )
    if minutes.is_adopted and reading.sha256:
        yield Heading(_("Check it yourself"))
        yield Paragraph(
            _("The SHA-256 of the adopted minutes, all items included:")
            if reading.checks_all
            else _("The SHA-256 of the part of the adopted minutes that all of the body may read:"),
            small=True,
        )
        yield Paragraph(reading.sha256, mono=True)


def _state(reading: Reading) -> Box:
    minutes = reading.minutes
    if reading.adopted_on:
        title = _("Adopted on %(day)s") % {"day": moments.day(reading.adopted_on)}
        return Box(title, [adopted_where(reading)], Tone.GOOD)
    label = str(MinutesState(minutes.state).label)
    return Box(label, [_("These minutes are not adopted yet.")], Tone.WARNING)


def adopted_where(reading: Reading) -> str:
    """Return where minutes were adopted: at which meeting, or in which procedure."""
    minutes = reading.minutes
    if minutes.adopted_key:
        return _("In writing: %(procedure)s") % {"procedure": minutes.adopted_key}
    if minutes.adopted_at_event:
        return _("At the meeting: %(meeting)s") % {"meeting": words.dated(minutes.adopted_at_event)}
    return str(minutes.get_adopted_how_display())


def _section(reading: Reading, one: Shown) -> Iterator[Part]:
    if one.is_closed:
        yield Paragraph(str(Visibility.RESTRICTED.label), small=True)
    yield from (Paragraph(text) for text in plain(one.text).split("\n") if text.strip())
    if one.is_empty:
        yield Paragraph(_("Nothing is written here."), small=True)
    if one.has_table:
        heads, rows = reading.presence()
        if heads:
            yield Table(
                heads=[_("Seat"), *heads],
                rows=[
                    [
                        f"{row.holder} ({row.note})" if row.note else row.holder,
                        *(str(pill.label) for _head, pill in row.pills),
                    ]
                    for row in rows
                ],
                shares=(1.6, *(1 for _head in heads)),
            )
    if one.has_actions:
        yield from _actions(reading)
    for row in one.addenda:
        said = _("Added on %(day)s: %(text)s")
        day = moments.short_moment(row.made_at, reading.minutes.event.zone)
        yield Paragraph(said % {"day": day, "text": row.text}, strong=True)


def _actions(reading: Reading) -> Iterator[Part]:
    rows = reading.actions()
    if not rows:
        yield Paragraph(_("None."))
        return
    yield Items(
        [
            " · ".join(filter(None, (number, owner, text, until)))
            for owner, text, until, number in rows
        ]
    )
