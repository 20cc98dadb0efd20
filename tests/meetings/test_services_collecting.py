"""Delegations are collected: validated, the silent reminded, numbered, and read in few queries."""

import pytest

from accounts.steps import NotNowError
from accounts.versions import StaleError
from journal.models import Entry
from mail.models import Letter
from meetings import services
from meetings.delegations import Terms, parties, terms_of
from meetings.models import MeetingPlaces
from meetings.rules.delegation import Person
from tests.factories.meetings import AT, secretariat, speaks_for
from tests.meetings.named import ANNA, BO_AS_HEAD, HOUR, letters, send

pytestmark = pytest.mark.django_db


def test_a_delegation_is_validated_as_it_was_read_by_the_secretariat_alone(event):
    by, own = secretariat(), speaks_for("LV")
    made = send(event, own, [ANNA])

    with pytest.raises(NotNowError):
        services.validate(made, version=made.version, by=own, at=AT)
    valid = services.validate(made, version=made.version, by=by, at=AT)
    assert (valid.state, valid.validated_by, valid.validated_at) == ("validated", by.user, AT)
    with pytest.raises(StaleError):
        services.validate(made, version=made.version, by=by, at=AT)
    again = send(event, own, [BO_AS_HEAD])
    assert (again.state, again.validated_at, again.validated_by) == ("sent", None, None)


def test_the_silent_are_reminded_by_mail_once_a_day_and_nobody_else(event):
    by, latvia = secretariat(), speaks_for("LV", copies="office@example.eu")
    france = speaks_for("FR")
    services.stay_away(event, "FR", by=france, at=AT)
    Letter.objects.all().delete()
    codes = ["FR", "LV"]

    assert services.remind_unnamed(event, codes, by=by, at=AT)[:2] == (1, 1)
    assert services.remind_unnamed(event, codes, by=by, at=AT + HOUR)[:2] == (0, 0)
    assert services.remind_unnamed(event, codes, by=by, at=AT + 21 * HOUR)[:2] == (1, 1)

    assert letters() == [(latvia.user.email, "Who comes for you? Board, May 2026")] * 2
    assert Letter.objects.first().copies == "office@example.eu"
    facts = Entry.objects.filter(deed="meetings.delegations_reminded").first().facts
    assert facts == {"event": event.slug, "places": 1, "letters": 1}
    late = event.registration_closes_at + HOUR
    services.remind_unnamed(event, codes, by=by, at=late)
    assert "Please answer by" not in dict(Letter.objects.latest("pk").body["facts"])
    with pytest.raises(NotNowError):
        services.remind_unnamed(event, codes, by=by, at=event.ends_at)


def test_a_meeting_has_numbers_of_its_own_or_the_bodys(event):
    by = secretariat()
    assert terms_of(event) == Terms(2, 1, 0)

    own = services.set_terms(event, version=0, places=4, reimbursed=2, by=by, at=AT)

    assert own == terms_of(event) == Terms(4, 2, 1)
    services.set_terms(event, version=1, places=3, reimbursed=0, by=by, at=AT)
    with pytest.raises(StaleError):
        services.set_terms(event, version=1, places=9, reimbursed=0, by=by, at=AT)
    assert MeetingPlaces.objects.get().places == 3


def test_all_places_are_read_in_few_queries(event, django_assert_max_num_queries):
    for code in ("FR", "LV", "PT"):
        head = Person(code, f"{code}@example.eu", capacity="head")
        send(event, speaks_for(code), [head, Person(f"{code} two")], code=code)

    with django_assert_max_num_queries(8):
        found = parties(event)
        names = [[str(who) for who in one.people] for one in found]
    assert names == [["FR", "FR two"], ["LV", "LV two"], ["PT", "PT two"], []]
    assert [one.confirmed for one in found] == [1, 1, 1, 0]
