"""The letters about suggestions: to who is asked, to who decides, to who suggested something."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.days import end_of_day
from accounts.enums import Role
from accounts.models import Mandate, User
from accounts.prose import plain
from interface.moments import day
from mail.letters import Button, Text
from mail.services import write
from suggestions.enums import Category
from suggestions.models import Call, StateAnswer, Suggestion
from suggestions.models.call import LABEL
from suggestions.models.suggestion import LABEL as OF_SUGGESTION


@dataclass(frozen=True)
class Recipient:
    """A person who speaks for a Member State, with the addresses that get the same letters."""

    user: User
    state: str
    copies: tuple[str, ...] = ()


def recipients(states: Collection[str], *, at: datetime) -> list[Recipient]:
    """Return who speaks for the Member States at that moment, in protocol order; one query."""
    mandates = Mandate.objects.valid_at(at).for_seats().filter(member_state__in=states)
    rows = mandates.select_related("user", "member_state")
    return [
        Recipient(one.user, one.speaks_for, tuple(one.copy_addresses))
        for one in rows.order_by("member_state__order", "role", "pk")
    ]


def asked(call: Call, *, at: datetime, leave_at: datetime | None = None) -> None:
    """Ask who speaks for the Member States of the body; held back until ``leave_at``, if named."""
    _to_states(
        call,
        call.answers.all(),
        subject=_("Your suggestions are asked for: %(title)s"),
        paragraphs=[
            _("The Presidency (%(presidency)s) asks the members of the %(body)s.") % _named(call),
            *_lines(call.text),
            _("It is about: %(categories)s.") % _named(call),
            _("If you have nothing to suggest, say so: that is an answer too."),
        ],
        button=_("Answer"),
        of_use_until=end_of_day(call.closes_on),
        leave_at=leave_at,
        at=at,
    )


def reminder(
    call: Call,
    silent: Collection[StateAnswer],
    *,
    subject: str,
    text: str,
    at: datetime,
    batch: UUID | None = None,
    leave_at: datetime | None = None,
) -> None:
    """Remind who speaks for the Member States that have not answered; held back likewise."""
    said = text.strip() or _("Your Member State has not answered yet.")
    _to_states(
        call,
        silent,
        subject=subject or _("Still open: %(title)s"),
        paragraphs=[part.strip() for part in said.split("\n\n") if part.strip()],
        button=_("Answer"),
        of_use_until=end_of_day(call.closes_on),
        batch=batch,
        leave_at=leave_at,
        at=at,
    )


def extended(call: Call, *, at: datetime) -> None:
    """Tell everybody who was asked that there is more time."""
    _to_states(
        call,
        call.answers.all(),
        subject=_("More time for your suggestions: %(title)s"),
        paragraphs=[_("There is more time to answer.")],
        button=_("Open the call"),
        at=at,
    )


def closed(call: Call, *, at: datetime) -> None:
    """Tell the Presidency's team and the Secretariat that there is something to decide."""
    number = Suggestion.objects.given().filter(answer__call=call).count()
    silent = call.answers.silent().count()
    said = ngettext(
        "The time to answer is over: %(count)d suggestion waits for a decision.",
        "The time to answer is over: %(count)d suggestions wait for a decision.",
        number,
    )
    quiet = ngettext(
        "%(count)d Member State has not answered.",
        "%(count)d Member States have not answered.",
        silent,
    )
    for person in _deciders(call, at=at):
        _send(
            person,
            Text(
                subject=_("Decide on suggestions: %(title)s") % _named(call),
                paragraphs=(said % {"count": number}, quiet % {"count": silent}),
                button=Button(_("See them"), _address(call)),
            ),
            label=LABEL,
            key=str(call.key),
            at=at,
        )


def decided(suggestion: Suggestion, *, at: datetime) -> None:
    """Tell who speaks for the Member State what becomes of its suggestion, and why."""
    call, state = suggestion.answer.call, suggestion.answer.member_state
    for person in recipients([state.pk], at=at):
        _send(
            person,
            Text(
                subject=_("%(outcome)s: %(title)s")
                % {
                    "outcome": suggestion.get_state_display(),
                    "title": suggestion.title,
                },
                paragraphs=(
                    _("The Presidency (%(presidency)s) has decided on your suggestion.")
                    % _named(call),
                    *_lines(suggestion.reason),
                ),
                facts=((_("Call"), call.title), (_("For"), person.state)),
                button=Button(_("Open the suggestion"), _address(suggestion)),
            ),
            label=OF_SUGGESTION,
            key=str(suggestion.key),
            at=at,
        )


def published(call: Call, *, at: datetime) -> None:
    """Tell everybody who was asked that the results can be read."""
    _to_states(
        call,
        call.answers.all(),
        subject=_("What became of the suggestions: %(title)s"),
        paragraphs=[_("Each suggestion is decided. The table says what and why.")],
        button=_("See the results"),
        at=at,
    )


def _deciders(call: Call, *, at: datetime) -> list[Recipient]:
    valid = Mandate.objects.valid_at(at)
    team = valid.filter(role=Role.PRESIDENCY, member_state=call.presidency_id)
    office = valid.filter(role=Role.SECRETARIAT)
    return [Recipient(person, "") for person in User.objects.holding(team | office).order_by("pk")]


def _named(call: Call) -> dict[str, str]:
    return {
        "title": call.title,
        "presidency": call.presidency.name,
        "body": call.body.name,
        "categories": ", ".join(str(Category(one).label) for one in call.categories),
    }


def _lines(text: str) -> list[str]:
    return [part for part in plain(text).split("\n") if part.strip()]


def _address(thing: Call | Suggestion) -> str:
    return settings.SITE_URL + thing.get_absolute_url()


def _to_states(
    call: Call,
    answers: Iterable[StateAnswer],
    *,
    subject: str,
    paragraphs: list[str],
    button: str,
    at: datetime,
    of_use_until: datetime | None = None,
    batch: UUID | None = None,
    leave_at: datetime | None = None,
) -> None:
    batch = batch or (uuid4() if leave_at else None)
    for person in recipients([one.member_state_id for one in answers], at=at):
        facts = [(_("For"), person.state)]
        if call.published_at is None:
            facts.append((_("Answer until"), day(call.closes_on)))
        _send(
            person,
            Text(
                subject=subject.replace("%(title)s", call.title),
                paragraphs=tuple(paragraphs),
                facts=tuple(facts),
                button=Button(button, _address(call)),
            ),
            label=LABEL,
            key=str(call.key),
            of_use_until=of_use_until,
            batch=batch,
            leave_at=leave_at,
            at=at,
        )


def _send(
    person: Recipient,
    text: Text,
    *,
    label: str,
    key: str,
    at: datetime,
    of_use_until: datetime | None = None,
    batch: UUID | None = None,
    leave_at: datetime | None = None,
) -> None:
    write(
        text,
        to=person.user.email,
        name=person.user.name,
        language=person.user.language,
        label=label,
        key=key,
        person=str(person.user.key),
        copies=person.copies,
        of_use_until=of_use_until,
        batch=batch,
        not_before=leave_at,
        at=at,
    )
