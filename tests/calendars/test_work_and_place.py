"""Who hosts or teaches a training and has a place there: one entry, told with one number."""

import datetime as dt

import pytest
import time_machine

from accounts.models import Mandate, User
from accounts.steps import By
from events import services as events
from events.emails import asked_to_what_changed
from events.models import Event, Registration
from mail.models import Letter
from tests.calendars.test_mail_and_feed import entries, feed_of, last_letter
from tests.clients.lines import named
from tests.events.registrants import come, nobody
from tests.factories.accounts import MandateFactory
from tests.factories.events import RegistrationFactory
from tests.factories.invitations import InvitationFactory
from tests.factories.trainings import NOW, at_the, fresh, scheduled, speaks_for
from trainings import services as trainings

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


class Company:
    """A scheduled training, and somebody who hosts or teaches it."""

    def __init__(self, who):
        self.made, self.by, host, _option = scheduled()
        self.assignment = self.made.assignments.first()
        self.standing = host if who == "host" else at_the(self.assignment.trainer)
        self.user = self.standing.user
        self.event = Event.objects.get(pk=self.made.delivery.event_id)

    def register(self):
        """Register the person, and let the Secretariat approve."""
        come(
            self.event, self.user.name, email=self.user.email, country="PT", by=nobody(NOW), at=NOW
        )
        events.approve(self.place(), by=self.by, at=NOW)

    def place(self):
        """The place as it is now."""
        return Registration.objects.get(email=self.user.email)

    def both(self, at=NOW):
        """What the last letter and the feed say of the training's days."""
        method, mailed = last_letter(self.user.email)
        days = [one[0] for one in entries(mailed)]
        fed = [one for one in entries(feed_of(self.user, at)) if one[0] in days]
        return method, entries(mailed), fed

    def told(self, at=NOW):
        """The method and the number of both, which are the same."""
        method, mailed, fed = self.both(at)
        assert mailed == fed != []
        [number] = {line.partition(":")[2] for one in fed for line in one[1]}
        return method, int(number)


@pytest.fixture(params=["host", "trainer"])
def company(request):
    return Company(request.param)


def move(event, **fields):
    now = Event.objects.get(pk=event.pk)
    events.change_event(now, version=now.version, by=nobody(NOW), at=NOW, **fields)


def test_letters_of_the_event_and_of_the_training_tell_the_number_of_the_feed(company):
    told = [company.told()]
    company.register()
    told.append(company.told())
    move(company.event, venue="Old mill")
    told.append(company.told())
    trainings.tell_changes(at=NOW + HOUR)
    told.append(company.told())

    numbers = [number for _method, number in told]
    assert {method for method, _number in told} == {"PUBLISH"}
    assert numbers == sorted(numbers)
    assert numbers[0] < numbers[1] < numbers[2]


def test_who_gives_the_place_back_keeps_the_entry_for_the_work(company):
    company.register()
    _method, before = company.told()

    events.withdraw(company.place(), by=nobody(NOW), as_=By.PERSON, at=NOW + HOUR)

    letter = Letter.objects.filter(to=company.user.email).latest("pk")
    assert letter.subject.startswith("You have withdrawn")
    assert company.told(NOW + HOUR) == ("PUBLISH", before + 1)
    assert "STATUS:CANCELLED" not in letter.calendar_text


def test_who_has_the_feed_alone_is_not_sent_the_entry_for_giving_a_place_back(company):
    User.objects.filter(pk=company.user.pk).update(calendar_by="feed")
    Letter.objects.all().delete()
    registration = RegistrationFactory(event=company.event, user=company.user)
    Registration.objects.filter(pk=registration.pk).update(email=company.user.email)

    events.withdraw(company.place(), by=nobody(NOW), as_=By.PERSON, at=NOW)

    assert Letter.objects.get().calendar_method == ""


def test_cancelled_it_leaves_whatever_one_had_to_do_with_it(company):
    company.register()

    trainings.cancel(fresh(company.made), reason="Elections.", by=company.by, at=NOW)

    method, mailed = last_letter(company.user.email)
    assert set(named(mailed, "STATUS")) == {"STATUS:CANCELLED"}
    assert company.told()[0] == method == "PUBLISH"


def test_a_trainer_who_is_released_keeps_the_entry_of_the_place():
    company = Company("trainer")
    company.register()
    _method, before = company.told()

    trainings.drop_trainer(company.assignment, reason="Ill.", by=company.by, at=NOW)

    letter = Letter.objects.filter(to=company.user.email).latest("pk")
    assert letter.subject.startswith("Released")
    method, after = company.told()
    assert (method, after > before) == ("PUBLISH", True)
    assert "STATUS:CANCELLED" not in letter.calendar_text


def test_a_trainer_who_is_released_and_hosts_it_keeps_the_entry():
    company = Company("trainer")
    MandateFactory(user=company.user, member_state=company.made.member_state)

    trainings.drop_trainer(company.assignment, reason="Ill.", by=company.by, at=NOW)

    assert company.told()[0] == "PUBLISH"
    assert b"STATUS:CANCELLED" not in last_letter(company.user.email)[1]


def test_a_trainer_who_has_nothing_else_there_loses_the_entry():
    company = Company("trainer")

    trainings.drop_trainer(company.assignment, reason="Ill.", by=company.by, at=NOW)

    _method, mailed, fed = company.both()
    assert [b"STATUS:CANCELLED" in last_letter(company.user.email)[1], fed] == [True, []]
    assert len(mailed) == 2


def test_with_a_place_the_number_does_not_fall_when_the_mandate_ends():
    company = Company("host")
    company.register()
    _method, before = company.told()

    Mandate.objects.filter(user=company.user).update(ended_at=NOW + HOUR)

    assert company.told(NOW + 2 * HOUR) == ("PUBLISH", before)
    move(company.event, venue="Old mill")
    assert company.told(NOW + 2 * HOUR) == ("PUBLISH", before + 1)


def test_whose_mandate_has_ended_loses_the_entry_with_the_place():
    company = Company("host")
    company.register()
    Mandate.objects.filter(user=company.user).update(ended_at=NOW + HOUR)

    events.withdraw(company.place(), by=nobody(NOW), as_=By.PERSON, at=NOW + 2 * HOUR)

    _method, _mailed, fed = company.both(NOW + 2 * HOUR)
    mailed = last_letter(company.user.email)[1]
    assert (set(named(mailed, "STATUS")), fed) == ({"STATUS:CANCELLED"}, [])


def test_without_a_place_the_entry_goes_with_the_mandate():
    company = Company("host")

    Mandate.objects.filter(user=company.user).update(ended_at=NOW + HOUR)

    assert company.both(NOW + 2 * HOUR)[2] == []


def test_who_hosts_and_is_invited_is_told_the_number_of_the_feed():
    company = Company("host")
    invitation = InvitationFactory(
        event=company.event, email=company.user.email, user=company.user, sequence=3
    )

    asked_to_what_changed(invitation, what=["Other."], in_calendar=True, news=None, at=NOW)

    _method, mailed, fed = company.both()
    numbers = [one[1] for one in mailed], [one[1] for one in fed]
    number = company.event.sequence + fresh(company.made).version + 3
    assert numbers == ([[f"SEQUENCE:{number}"]] * 2, [[f"SEQUENCE:{number}"]] * 2)


def test_a_participant_counts_no_deed_of_others():
    company = Company("host")
    user = speaks_for("EL").user
    registration = RegistrationFactory(event=company.event, user=user, sequence=2)
    Registration.objects.filter(pk=registration.pk).update(email=user.email)

    numbers = set(named(feed_of(user, NOW), "SEQUENCE"))

    assert numbers == {f"SEQUENCE:{company.event.sequence + 2}"}
