"""Minutes laid before the body, with what a meeting decides and the item that adopts them."""

import datetime as dt

from agendas.models import AgendaItem
from meetings import services
from meetings.day import table_of
from meetings.enums import ItemOutcome, MinutesPart
from meetings.models.minutes import LABEL
from tests.factories.held import AFTER, DURING, adopted_agenda, meeting, quorate, somebody
from tests.meetings.minuted import UNTIL
from tests.meetings.reading import LATER

WRITTEN = ("procedures.procedure", "PROC-2024-077", "/procedures/PROC-2024-077/")
WRITING = dict(zip(("written_label", "written_key", "written_url"), WRITTEN, strict=True))
OVER = dt.datetime(2024, 6, 25, 9, tzinfo=dt.UTC)


def held(*titles, **fields):
    event = meeting(**fields)
    quorate(event)
    return event, list(adopted_agenda(event, *(titles or ("Toolbox",))).items.all())


def sent(event, by):
    found = services.draft_minutes(event, by=by, at=AFTER)
    return services.send_for_comments(found, until=UNTIL, version=found.version, by=by, at=AFTER)


def finished(found, by):
    found.refresh_from_db()
    return services.finish_minutes(found, version=found.version, by=by, at=LATER)


def final(event, by=None):
    by = by or somebody(at=LATER)
    return finished(sent(event, by), by)


def changed(found, by, text="Other words."):
    section = found.sections.get(part=MinutesPart.OPENING)
    section.minutes = found
    return services.change_section(section, text=text, version=section.version, by=by, at=AFTER)


def decided(item, by, at=DURING, outcome=ItemOutcome.ADOPTED, **said):
    half = table_of(item.agenda.event).half_days[0]
    return services.decide(item, outcome=outcome, half_day=half, version=0, by=by, at=at, **said)


def adopting(found):
    """An item of the next meeting with which the body adopts minutes."""
    event = meeting(body=found.event.body, slug="next", first_date=dt.date(2024, 6, 24))
    quorate(event)
    (item,) = adopted_agenda(event, "Minutes").items.all()
    item.source_label, item.source_key, item.source_url = LABEL, str(found.key), "/m/"
    item.save()
    return item


def changed_to(**fields):
    """A deed that leaves the item so."""
    return lambda item, _by: AgendaItem.objects.filter(pk=item.pk).update(**fields)
