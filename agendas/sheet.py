"""An agenda on paper: numbered items with their presenters, as tagged PDF."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.enums import Visibility
from agendas import words
from agendas.beside import Side
from agendas.enums import ItemState
from agendas.models import Agenda
from agendas.reading import Line, Shown
from events.models import Event
from events.signature_list import paid
from events.words import when, where
from paper import pdf
from paper.pdf import Facts, Heading, Paragraph, Part, Table


def drawn(agenda: Agenda, shown: Shown, *, state: str, at: datetime) -> bytes:
    """Return an agenda as PDF with the lines that its reader may know of; ``state`` says which."""
    event = agenda.event
    return pdf.render(
        pdf.Sheet(
            title=_("Agenda: %(title)s") % {"title": event.title},
            author=settings.ORGANISATION_NAME,
            language=get_language() or settings.LANGUAGE_CODE,
            made_at=at,
            parts=[
                Heading(event.title, level=1),
                Paragraph(_("Agenda"), lead=True),
                Facts([*_facts(event), (_("State"), state)]),
                *_table(_("Items"), shown.discussed),
                *_table(_("Decided in writing"), shown.in_writing),
                *(paid(event.funding) if event.funding else ()),
            ],
            above=" · ".join([*_holds_restricted(shown), _("Agenda")]),
            below=f"{event.title} · {state}",
            numbers=_("Page {number} of {total}"),
        )
    )


def _holds_restricted(shown: Shown) -> Iterable[str]:
    """Say that only some may read all of it, where an item or a paper on it is restricted."""
    papers = (paper for line in shown.every if line.side for paper in line.side.papers)
    closed = any(line.item.is_closed for line in shown.every)
    if closed or any(paper.is_restricted for paper in papers):
        yield _("With restricted items")


def _facts(event: Event) -> list[tuple[str, str]]:
    said = [
        (_("When"), when(event)),
        (_("Where"), ", ".join(filter(None, [where(event), event.address]))),
        (_("Presidency"), str(event.host or "")),
    ]
    return [(what, text) for what, text in said if text]


def _table(title: str, lines: Iterable[Line]) -> Iterable[Part]:
    rows = [_row(one) for line in lines for one in (line, *line.below)]
    if not rows:
        return
    yield Heading(title)
    yield Table(
        heads=[_("No."), _("Item"), _("What is done"), _("Presented by"), _("Time")],
        rows=rows,
        shares=[0.65, 3.05, 1.2, 1.2, 0.8],
        header=1,
        whole=True,
    )


def _row(line: Line) -> list[str]:
    item = line.item
    closed = str(Visibility.RESTRICTED.label) if item.is_closed else ""
    off = _("Taken off: %(reason)s") % {"reason": item.struck_reason} if line.is_struck else ""
    mark = str(line.mark.label) if line.mark else ""
    written = str(ItemState.IN_WRITING.label) if line.is_in_writing_but_for_parts else ""
    said = [item.title, closed, item.text, written, mark, off, *_beside(line.side)]
    return [
        line.number,
        "\n".join(filter(None, said)),
        words.kind(item),
        line.presenter,
        "\n".join(filter(None, [line.hour, words.planned(item.minutes)])),
    ]


def _beside(side: Side | None) -> Iterable[str]:
    """Name what lies beside an item: its papers, and what another body recommends."""
    if side is None:
        return
    for paper in side.papers:
        said = _("Doc. %(number)s · %(title)s") % {"number": paper.number, "title": paper.title}
        yield f"{said} ({Visibility.RESTRICTED.label})" if paper.is_restricted else said
    if side.recommended and side.recommended.recommendation:
        said = side.recommended.get_recommendation_display()
        yield _("Recommendation of the %(body)s: %(said)s") % {
            "body": side.recommended.item.agenda.event.body,
            "said": ". ".join(filter(None, [said, side.recommended.text])),
        }
