"""Minutes with the seats: commented, answered, and the silent reminded."""

import datetime as dt
import uuid

import pytest

from accounts.enums import Role
from accounts.steps import NotNowError
from accounts.versions import StaleError
from agendas.enums import ItemKind
from agendas.models import Offer
from agendas.services.agendas import NotYoursError
from mail.models import Letter
from meetings import services
from meetings.enums import CommentAnswer, MinutesPart, MinutesState
from meetings.models import Comment
from meetings.models.minutes import LABEL
from tests.factories.held import AFTER, somebody
from tests.meetings.minuted import A_WEEK_ON, UNTIL, comment, drafted, held, place, sent

pytestmark = pytest.mark.django_db


def test_sending_asks_all_seats_and_a_day_that_is_over_is_refused():
    event, by = held(), somebody()
    reader, observer = somebody(Role.NR, code="LV"), somebody(Role.CONTACT_POINT, code="LV")
    found = drafted(event, by)

    with pytest.raises(NotNowError):
        services.send_for_comments(
            found, until=dt.date(2024, 6, 2), version=found.version, by=by, at=AFTER
        )
    found = services.send_for_comments(found, until=UNTIL, version=found.version, by=by, at=AFTER)

    assert (found.state, found.comments_until, found.sent_at) == ("commented", UNTIL, AFTER)
    assert [letter.to for letter in Letter.objects.all()] == [reader.user.email]
    assert observer.user.email not in str(Letter.objects.values())
    with pytest.raises(StaleError):
        services.send_for_comments(found, until=UNTIL, version=1, by=by, at=AFTER)
    with pytest.raises(NotYoursError):
        services.send_for_comments(found, until=UNTIL, version=found.version, by=reader, at=AFTER)


def test_seats_comment_in_the_window_and_take_back_what_is_not_answered():
    event, by = held(), somebody()
    found = sent(event, by)
    own, once = somebody(Role.SUBSTITUTE, code="LV"), uuid.uuid4()

    made = comment(found, own, once=once, proposal="It was dry.")

    assert comment(found, own, once=once) == made
    assert (made.holder, made.proposal) == ("Latvia", "It was dry.")
    with pytest.raises(NotYoursError):
        comment(found, own, code="SE")
    with pytest.raises(NotYoursError):
        services.withdraw_comment(made, by=somebody(Role.NR, code="SE"), at=AFTER)
    with pytest.raises(services.WindowClosedError):
        comment(found, own, at=A_WEEK_ON)
    services.withdraw_comment(made, by=own, at=AFTER)
    services.withdraw_comment(made, by=own, at=AFTER)
    assert not Comment.objects.exists()


def test_nobody_takes_back_for_another_seat_that_it_has_no_comment():
    found, own = sent(held()), somebody(Role.NR, code="LV")
    latvia = place(found, "LV")
    services.say_no_comment(found, place=latvia, by=own, at=AFTER)
    sweden = somebody(Role.NR, code="SE")
    services.say_no_comment(found, place=place(found, "SE"), by=sweden, at=AFTER)

    with pytest.raises(NotYoursError):
        services.take_no_comment_back(found, place=latvia, by=sweden, at=AFTER)
    services.take_no_comment_back(found, place=latvia, by=own, at=AFTER)

    assert [one.member_state_id for one in found.no_comments.all()] == ["SE"]


def test_with_a_mark_that_was_used_another_section_or_seat_is_commented_all_the_same():
    found, once = sent(held()), uuid.uuid4()
    latvia, sweden = (somebody(Role.NR, code=code) for code in ("LV", "SE"))
    other = found.sections.get(part=MinutesPart.CLOSING)
    other.minutes = found

    made = [
        comment(found, latvia, once=once),
        comment(found, latvia, once=once, section=other),
        comment(found, sweden, code="SE", once=once),
    ]

    assert list(Comment.objects.order_by("pk")) == made
    assert [one.holder for one in made] == ["Latvia", "Latvia", "Sweden"]


def test_each_comment_is_answered_before_the_minutes_go_before_the_body():
    event, by = held(), somebody()
    found = sent(event, by)
    own = somebody(Role.NR, code="LV")
    made = comment(found, own)
    found.refresh_from_db()

    with pytest.raises(services.UnansweredError):
        services.finish_minutes(found, version=found.version, by=by, at=A_WEEK_ON)
    with pytest.raises(services.ReasonMissingError):
        services.answer_comment(made, answer=CommentAnswer.PARTLY, version=1, by=by, at=AFTER)
    with pytest.raises(NotYoursError):
        services.answer_comment(made, answer=CommentAnswer.TAKEN, version=1, by=own, at=AFTER)
    answered = services.answer_comment(
        made, answer=CommentAnswer.NOT_TAKEN, reason="It was dry.", version=1, by=by, at=AFTER
    )
    with pytest.raises(NotNowError):
        services.withdraw_comment(made, by=own, at=AFTER)
    found.refresh_from_db()
    found = services.finish_minutes(found, version=found.version, by=by, at=A_WEEK_ON)

    assert (answered.answer, answered.answered_by) == ("not_taken", by.user)
    assert found.state == MinutesState.FINAL
    offer = Offer.objects.get()
    assert (offer.kind, offer.source_label, offer.source_key) == (
        ItemKind.ADOPTION,
        LABEL,
        str(found.key),
    )
    with pytest.raises(NotNowError):
        services.answer_comment(made, answer=CommentAnswer.TAKEN, version=2, by=by, at=AFTER)


def test_the_silent_are_reminded_two_working_days_before_the_end():
    event = held()
    own, silent, nothing = (somebody(Role.NR, code=code) for code in ("LV", "SE", "FI"))
    found = sent(event)
    comment(found, own)
    services.say_no_comment(found, place=place(found, "FI"), by=nothing, at=AFTER)
    services.say_no_comment(found, place=place(found, "FI"), by=nothing, at=AFTER)
    Letter.objects.all().delete()
    day = dt.datetime(2024, 6, 19, 7, tzinfo=dt.UTC)

    assert services.remind_comments_due(at=day - dt.timedelta(days=1)) == 0
    assert services.remind_comments_due(at=day - dt.timedelta(hours=1)) == 0
    assert services.remind_comments_due(at=day) == 1
    assert services.remind_comments_due(at=day + dt.timedelta(days=1)) == 0

    assert [letter.to for letter in Letter.objects.all()] == [silent.user.email]
    comment(found, nothing, code="FI")
    assert not found.no_comments.exists()
    with pytest.raises(services.WindowClosedError):
        services.say_no_comment(found, place=place(found, "SE"), by=silent, at=A_WEEK_ON)
