"""The letters about items that may be decided in writing: to the Presidency, and its answer."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import SPEAKS_FOR_THE_SEAT, Role
from accounts.models import Mandate, User
from accounts.prose import plain
from agendas.models import AgendaItem, Agreement
from agendas.models.item import LABEL
from interface import moments
from mail.letters import Button, Text
from mail.services import write


def presidency_asked(item: AgendaItem, *, at: datetime) -> int:
    """Ask who answers for the Presidency of a meeting; return how many are asked.

    Who speaks for its state is asked where the agenda was sent out: before, only its team has it.
    """
    event = item.agenda.event
    roles = [Role.PRESIDENCY, *(SPEAKS_FOR_THE_SEAT if item.agenda.is_sent_out else ())]
    mandates = Mandate.objects.valid_at(at).filter(member_state=event.host, role__in=roles)
    people = list(User.objects.holding(mandates).order_by("pk"))
    wishes = item.wishes.select_related("member_state")
    states = ", ".join(str(wish.member_state) for wish in wishes)
    asked_for = [_("Asked for by: %(states)s.") % {"states": states}] if states else []
    text = Text(
        subject=_("In writing instead? %(title)s") % {"title": item.title},
        paragraphs=(
            _("The Secretariat asks whether the Presidency agrees to have this item decided in a"
              " written procedure instead of in the meeting."),
            *asked_for,
        ),
        facts=_facts(item),
        button=Button(
            _("Answer"),
            settings.SITE_URL + reverse("agendas:presidency_answer", args=[event.slug, item.key]),
        ),
    )  # fmt: skip
    for person in people:
        _send(text, person, item, at=at)
    return len(people)


def presidency_answered(agreement: Agreement, *, at: datetime) -> None:
    """Tell who asked what the Presidency says."""
    item, asker = agreement.item, agreement.asked_by
    if asker is None:
        return
    remark = [part for part in plain(agreement.text).split("\n") if part.strip()]
    text = Text(
        subject=_("The Presidency: %(answer)s: %(title)s")
        % {"answer": agreement.get_answer_display(), "title": item.title},
        paragraphs=(
            _("The Presidency has answered: it agrees to decide the item in writing.")
            if agreement.is_given
            else _("The Presidency has answered: it would rather discuss the item in the meeting."),
            *remark,
        ),
        facts=_facts(item),
        button=Button(
            _("See it"),
            settings.SITE_URL + reverse("agendas:wishes", args=[item.agenda.event.slug]),
        ),
    )
    _send(text, asker, item, at=at)


def _facts(item: AgendaItem) -> tuple[tuple[str, str], ...]:
    event = item.agenda.event
    return (
        (_("Item"), item.title),
        (_("Meeting"), event.title),
        (_("When"), moments.days(event.first_date, event.last_date)),
    )


def _send(text: Text, person: User, item: AgendaItem, *, at: datetime) -> None:
    write(
        text,
        to=person.email,
        name=person.name,
        language=person.language,
        label=LABEL,
        key=str(item.key),
        person=str(person.key),
        at=at,
    )
