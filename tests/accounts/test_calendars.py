"""Who hears of a date by mail: by the own choice, or since it came by mail before."""

import uuid

import pytest

from accounts.calendars import by_mail
from mail.letters import CalendarPart, Text
from mail.services import write
from tests.factories.accounts import UserFactory
from tests.mail.test_calendars import AT
from tests.queries import counted

pytestmark = pytest.mark.django_db
UID = uuid.UUID(int=7)


def test_who_has_chosen_the_feed_hears_by_mail_of_what_came_by_mail_alone():
    both, mail, feed, before = (
        UserFactory(calendar_by=by) for by in ("both", "mail", "feed", "feed")
    )
    part = CalendarPart("REQUEST", f"UID:{UID}\r\n")
    write(Text(subject="x", paragraphs=()), to=before.email, calendar=part, at=AT)
    people = [(user.email, user) for user in (both, mail, feed, before)]

    found = by_mail([*people, ("guest@example.eu", None)], UID)

    assert found == {both.email, mail.email, before.email, "guest@example.eu"}
    assert by_mail(people, uuid.UUID(int=8)) == {both.email, mail.email}


def test_nothing_is_asked_where_nobody_has_the_feed_alone():
    user = UserFactory(calendar_by="both")

    assert counted(lambda: by_mail([(user.email, user)], UID)) == 0
