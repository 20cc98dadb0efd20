"""What minutes and action points hold about one person: taken out, and erased."""

import uuid

import pytest

from accounts.enums import Role, Visibility
from agendas.models import AgendaItem
from mail.privacy import NAMELESS
from meetings import privacy, replies, services
from meetings.models import ActionPoint, Comment, Minutes, NoComment
from tests.factories.held import AFTER, DURING, adopted_agenda, meeting, quorate, somebody
from tests.meetings.minuted import UNTIL, sent

pytestmark = pytest.mark.django_db


def test_what_a_person_said_and_did_is_taken_out_and_loses_its_name():
    event = meeting()
    quorate(event)
    adopted_agenda(event, "Toolbox")
    own, officer = somebody(Role.NR, code="BE"), somebody()
    item = AgendaItem.objects.get(title="Toolbox")
    AgendaItem.objects.filter(pk=item.pk).update(visibility=Visibility.RESTRICTED)
    found = sent(event)
    belgium = next(one for one in replies.seats(found) if one.code == "BE")
    for section in (found.sections.get(part="opening"), found.sections.get(item=item)):
        services.comment(
            section, once=uuid.uuid4(), place=belgium, text="It rained.", by=own, at=AFTER
        )
    made = ActionPoint.objects.create(
        event=event,
        item=item,
        text="Print it",
        member_state_id="BE",
        due_date=UNTIL,
        created_at=DURING,
    )
    services.finish_action(made, version=1, note="Sent by me.", by=own, at=AFTER)
    open_one = ActionPoint.objects.create(
        event=event, text="Call them", due_date=UNTIL, created_at=DURING, created_by=own.user
    )
    email = own.user.email

    mine, theirs = privacy.export(email, own=own), privacy.export(email, reader=officer)
    held = privacy.held(email)
    privacy.erase(email, by=officer, at=AFTER)

    assert [one.get("section", one.get("action")) for one in mine] == [
        "Opening",
        "Toolbox",
        "Print it",
    ]
    assert [one.get("section", one.get("action")) for one in theirs] == ["Opening"]
    assert (held.comments, held.actions) == (2, 1)
    assert set(Comment.objects.values_list("text", "made_by")) == {(NAMELESS, None)}
    made.refresh_from_db()
    open_one.refresh_from_db()
    assert (made.done_by, made.done_note, made.done_at) == (None, "", AFTER)
    assert open_one.created_by is None


def test_nothing_to_say_stays_without_who_said_so():
    event = meeting()
    found = sent(event)
    own = somebody(Role.NR, code="LV")
    latvia = next(one for one in replies.seats(found) if one.code == "LV")
    services.say_no_comment(found, place=latvia, by=own, at=AFTER)

    privacy.erase(own.user.email, by=somebody(), at=AFTER)

    assert NoComment.objects.get().said_by is None
    assert Minutes.objects.count() == 1


def test_who_takes_out_ones_own_words_reads_no_title_that_became_restricted():
    event = meeting()
    adopted_agenda(event, "Toolbox")
    own = somebody(Role.NR, code="LV")
    item = AgendaItem.objects.get(title="Toolbox")
    found = sent(event)
    latvia = next(one for one in replies.seats(found) if one.code == "LV")
    section = found.sections.get(item=item)
    services.comment(section, once=uuid.uuid4(), place=latvia, text="Mine.", by=own, at=AFTER)
    action = services.add_action(
        event,
        once=uuid.uuid4(),
        text="Sack Mr X",
        due_date=UNTIL,
        item=item,
        member_state=latvia.member_state,
        by=somebody(),
        at=DURING,
    )
    services.finish_action(action, version=1, note="Done.", by=own, at=AFTER)
    AgendaItem.objects.filter(pk=item.pk).update(
        visibility=Visibility.RESTRICTED, title="Against Mr X"
    )

    comment, done = privacy.export(own.user.email, own=own)

    assert (comment["section"], comment["comment"]) == ("", "Mine.")
    assert (done["action"], done["note"]) == ("", "Done.")
