"""An item of an agenda that is decided in writing: converted, launched, closed."""

import datetime as dt
import uuid

from accounts.models import Body, MemberState
from agendas.enums import AgendaState
from procedures import services
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory
from tests.factories.procedures import LAUNCHED, ballot, holder, rule, secretariat
from tests.procedures.conftest import CLOSING, LATER

BEFORE = LAUNCHED - dt.timedelta(days=10)


def item(body="BOARD", day=dt.date(2024, 5, 29), state=AgendaState.CIRCULATED, **said):
    event = MeetingFactory(
        body=Body.objects.get(pk=body), first_date=day, last_date=day, published_at=BEFORE
    )
    agenda = AgendaFactory(event=event, state=state, created_at=BEFORE)
    return AgendaItemFactory(
        agenda=agenda, **{"title": "Rules of Procedure", "text": "Adopt them?", **said}
    )


def convert(one, at=LAUNCHED, by=None, **said):
    return services.convert(
        one,
        **{
            "once": uuid.uuid4(),
            "title": one.title,
            "question": "Does the Board adopt them?",
            "rule": rule(),
            "agreed_by": "Anna Peeters",
            "agreed_on": dt.date(2024, 4, 19),
            "agreed_how": "mail",
            "by": by or secretariat(at),
            "at": at,
            **said,
        },
    )


def launch(made, at=LAUNCHED):
    made.refresh_from_db()
    return services.launch(made, version=made.version, by=secretariat(at), at=at)


def close(made, votes=20, choice="for"):
    codes = MemberState.objects.values_list("pk", flat=True)[:votes]
    for code in codes:
        services.cast(ballot(made, code), choice=choice, by=holder(code, LATER), at=LATER)
    services.close_due(at=CLOSING)
    made.refresh_from_db()
    return made
