"""What a person has looked at."""

import datetime as dt

import pytest

from accounts.models import ReadMark
from accounts.services.reading import mark_read, renew
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def test_the_last_visit_is_remembered_and_an_hour_is_one_visit(django_assert_num_queries):
    user = UserFactory()

    with django_assert_num_queries(2):
        assert mark_read(user, label="events.list", at=AT) is None
    with django_assert_num_queries(1):
        assert mark_read(user, label="events.list", at=AT + HOUR / 2) is None
    with django_assert_num_queries(2):
        assert mark_read(user, label="events.list", at=AT + 3 * HOUR) == AT
    assert mark_read(user, label="events.list", at=AT + 3.5 * HOUR) == AT
    assert ReadMark.objects.get().read_at == AT + 3 * HOUR


def test_two_tabs_at_once_are_one_visit():
    user = UserFactory()
    mark_read(user, label="events.list", at=AT)
    seen_by_both = ReadMark.objects.get()

    renew(seen_by_both, at=AT + 3 * HOUR)
    renew(seen_by_both, at=AT + 4 * HOUR)

    mark = ReadMark.objects.get()
    assert (mark.before_at, mark.read_at) == (AT, AT + 3 * HOUR)
