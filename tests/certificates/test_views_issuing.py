"""Issuing certificates: the list and the specimen before, and how far the work is."""

import io
import re
import uuid

import pytest
import time_machine
from pypdf import PdfReader

from accounts.access import standing
from accounts.enums import Role
from certificates import sealing, services
from certificates.models import Batch, Certificate
from certificates.services.batches import LABEL
from events.enums import State as EventState
from events.models import AttendanceTerms, Session
from jobs.enums import State
from jobs.models import Job
from mail.models import Letter
from tests.certificates.issued import LATER, begin, issue
from tests.certificates.training import AFTER, participant, training
from tests.events.organisers import presidency, queries, secretariat, states
from tests.factories.accounts import MandateFactory

pytestmark = pytest.mark.django_db
ABSENT = ("present", "absent", "absent")


@pytest.fixture(autouse=True)
def after_the_training():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def officer():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AFTER)


@pytest.fixture
def event():
    _france, ireland, _latvia = states()
    return training(host=ireland)


def room(event, rest=""):
    return f"/events/{event.slug}/certificates/{rest}"


def hidden(text):
    """What the form of the page sends along."""
    found = dict(re.findall(r'<input type="hidden" name="(once|seen)" value="([^"]*)"', text))
    return {**found, "key": re.findall(r'name="key" value="([^"]*)"', text), "mails": "on"}


def names(response):
    return [one.registration.name for one, _country, _why in response.context["rows"]]


def test_all_who_have_earned_one_are_issued_with_one_press(event):
    people = [participant(event, name=name, email=f"{name}@x.eu") for name in ("ana", "bo")]
    participant(event, name="Cy", presences=ABSENT)
    client = secretariat()
    page = client.get(room(event, "issue/"))

    begun = client.post(room(event, "issue/"), hidden(page.text))
    services.issue_due(at=LATER)

    batch = Batch.objects.get()
    assert names(page) == ["ana", "bo"]
    assert "2 people get a certificate" in page.text
    assert begun.url == room(event, f"batches/{batch.key}/")
    assert [one.registration for one in Certificate.objects.order_by("pk")] == people
    assert sorted(Letter.objects.values_list("to", flat=True)) == ["ana@x.eu", "bo@x.eu"]


def test_the_same_press_twice_begins_once(event):
    participant(event)
    client = secretariat()
    sent = hidden(client.get(room(event, "issue/")).text)

    first = client.post(room(event, "issue/"), sent)
    at_once = client.post(room(event, "issue/"), sent)
    services.issue_due(at=LATER)
    later = client.post(room(event, "issue/"), sent)

    assert first.url == at_once.url == later.url
    assert Batch.objects.count() == 1


def test_without_the_tick_nobody_is_written_to(event):
    participant(event)
    client = secretariat()
    sent = hidden(client.get(room(event, "issue/")).text)
    del sent["mails"]

    client.post(room(event, "issue/"), sent)
    services.issue_due(at=LATER)

    assert (Certificate.objects.made().count(), Letter.objects.count()) == (1, 0)


def test_of_those_ticked_who_cannot_have_one_is_left_out_with_the_reason(event, officer):
    ticked = participant(event, name="Ana")
    absent = participant(event, name="Bo", presences=ABSENT)
    has = participant(event, name="Cy")
    participant(event, name="Dee")
    issue(event, [has], by=officer)
    client = secretariat()
    query = "&".join(f"key={one.key}" for one in (ticked, absent, has))

    page = client.get(room(event, f"issue/?{query}&key=nonsense"))
    client.post(room(event, "issue/"), hidden(page.text))

    assert names(page) == ["Ana"]
    assert [(one.registration.name, str(pill.label)) for one, _why, pill in page.context["left_out"]] == [
        ("Bo", "Gets none"), ("Cy", "Issued"),
    ]  # fmt: skip
    assert [item.registration for item in Batch.objects.first().items.all()] == [ticked]


def test_who_had_one_revoked_is_issued_another_when_ticked(event, officer):
    person = participant(event, name="Ana")
    issue(event, [person], by=officer)
    services.revoke(Certificate.objects.get(), reason="Not so.", by=officer, at=AFTER)
    client = secretariat()

    everybody = client.get(room(event, "issue/"))
    ticked = client.get(room(event, f"issue/?key={person.key}"))

    assert "Nobody gets a certificate" in everybody.text
    assert names(ticked) == ["Ana"]


def test_letters_that_cannot_be_printed_are_told_before(event):
    participant(event, name="Ana")
    strange = participant(event, name="李 Bo")
    client = secretariat()

    page = client.get(room(event, "issue/"))

    assert names(page) == ["Ana"]
    assert [(one.registration, letters) for one, letters in page.context["unprintable"]] == [
        (strange, "李")
    ]
    assert "These names cannot be printed" in page.text


def test_letters_of_the_event_that_cannot_be_printed_are_told_before(event):
    participant(event)
    Session.objects.filter(event=event).update(modules="預防")

    text = secretariat().get(room(event, "issue/")).text

    assert "預 防" in text
    assert 'type="submit"' not in text.split("<main")[1]


def test_a_list_that_changed_meanwhile_is_shown_anew(event):
    participant(event, name="Ana")
    client = secretariat()
    sent = hidden(client.get(room(event, "issue/")).text)
    participant(event, name="Bo")

    answer = client.post(room(event, "issue/"), sent)

    assert (answer.status_code, names(answer), Batch.objects.count()) == (409, ["Ana", "Bo"], 0)
    assert "Other people are meant now" in answer.text


def test_what_the_form_lacks_is_asked_for_again(event):
    participant(event)

    answer = secretariat().post(room(event, "issue/"), {"mails": "on"})

    assert (answer.status_code, Batch.objects.count()) == (422, 0)
    assert "This form lacks its mark" in answer.text


def test_an_event_that_was_cancelled_issues_nothing(event):
    participant(event)
    client = secretariat()
    sent = hidden(client.get(room(event, "issue/")).text)
    type(event).objects.filter(pk=event.pk).update(
        state=EventState.CANCELLED, cancelled_at=AFTER, cancel_reason="Storm."
    )

    answer = client.post(room(event, "issue/"), sent)

    assert (answer.status_code, Batch.objects.count()) == (422, 0)
    assert "Certificates are issued once the event is over." in answer.text


def test_an_event_that_gives_none_issues_nothing(event):
    participant(event)
    client = secretariat()
    sent = hidden(client.get(room(event, "issue/")).text)
    AttendanceTerms.objects.create(event=event, gives_certificates=False)

    page, answer = client.get(room(event, "issue/")), client.post(room(event, "issue/"), sent)

    assert "No certificates are given here" in page.text
    assert (answer.status_code, Batch.objects.count()) == (422, 0)
    assert "This event gives no certificates." in answer.text


def test_the_specimen_is_the_real_page_marked_and_without_a_seal(event):
    person = participant(event, name="Zoë Nguyễn")

    answer = secretariat().get(room(event, f"people/{person.key}/specimen.pdf"))

    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert answer.headers["Content-Type"] == "application/pdf"
    assert not sealing.examine(answer.content).is_sealed
    for word in ("SPECIMEN", "Zoë Nguyễn", "EUCPN-2026-000000", "9.0 of 10.5 hours attended"):
        assert word in text
    assert Certificate.objects.count() == 0


def test_a_specimen_that_cannot_be_printed_says_which_letters(event):
    person = participant(event, name="李 Bo")

    answer = secretariat().get(room(event, f"people/{person.key}/specimen.pdf"), follow=True)

    assert "These letters cannot be printed: 李" in answer.text


def test_progress_says_what_came_of_each(event, officer):
    ana, bo = participant(event, name="Ana"), participant(event, name="Bo", email="bo@x.eu")
    batch = begin(event, [ana, bo], by=officer)
    client = secretariat()
    waiting = client.get(room(event, f"batches/{batch.key}/"))
    bo.attendances.update(presence="absent", minutes=None)
    services.issue_due(at=LATER)
    Letter.objects.update(state="sent", sent_at=LATER)

    done = client.get(room(event, f"batches/{batch.key}/"))
    failed = client.get(room(event, f"batches/{batch.key}/?state=failed&sort=nonsense"))
    part = client.get(room(event, f"batches/{batch.key}/"), headers={"HX-Request": "true"})

    assert "0 of 2" in waiting.text
    assert f'hx-get="{room(event, f"batches/{batch.key}/")}?"' in waiting.text
    assert "hx-get" not in done.text
    assert "1 failed" in done.text
    assert "Issuing certificates</h2>" in " ".join(waiting.text.split()).replace(" </h2>", "</h2>")
    assert "Certificates issued</h2>" in " ".join(done.text.split()).replace(" </h2>", "</h2>")
    assert (waiting.context["letters"], waiting.context["sent"]) == (0, 0)
    assert (done.context["letters"], done.context["sent"]) == (0, 1)
    assert "letters sent" in done.text
    assert "letters on their way" not in done.text
    files = [room(event, "").removesuffix("/") + end for end in (".zip", ".pdf")]
    assert [f'href="{file}"' in done.text for file in files] == [True, True]
    assert [f'href="{file}"' in waiting.text for file in files] == [False, False]
    assert [(item.registration.name, str(pill.label)) for item, pill in done.context["rows"]] == [
        ("Ana", "Issued"), ("Bo", "Failed"),
    ]  # fmt: skip
    assert [item.why for item, _pill in failed.context["rows"]] == [
        "0.0 of 10.5 h, 0 %, not eligible: 80 % is needed"
    ]
    assert "<html" not in part.text
    assert "1 failed" in part.text


def test_work_is_stopped_and_goes_on_where_it_was(event, officer):
    batch = begin(event, [participant(event)], by=officer)
    client = secretariat()

    stopped = client.post(room(event, f"batches/{batch.key}/stop/"), follow=True)
    services.issue_due(at=LATER)
    meanwhile = Certificate.objects.count()
    resumed = client.post(room(event, f"batches/{batch.key}/resume/"), follow=True)
    services.issue_due(at=LATER)

    assert "Stopped." in stopped.text
    assert 'id="restart"' in stopped.text
    assert (meanwhile, Certificate.objects.count()) == (0, 1)
    assert "It goes on." in resumed.text


def test_what_is_over_is_neither_stopped_nor_taken_up(event, officer):
    batch = issue(event, [participant(event)], by=officer, mails=False)
    client = secretariat()

    stop = client.post(room(event, f"batches/{batch.key}/stop/"), follow=True)
    resume = client.post(room(event, f"batches/{batch.key}/resume/"), follow=True)

    assert "There is nothing to stop." in stop.text
    assert "There is nothing that waits to go on." in resume.text


def stuck(batch, state, error):
    ended = {"started_at": AFTER, "ended_at": AFTER} if state == State.FAILED else {}
    Job.objects.filter(label=LABEL).update(state=state, last_error=error, **ended)
    return secretariat().get(room(batch.event, f"batches/{batch.key}/")).text


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            "SealError: The seal could not be made: timeout",
            "The electronic seal could not be made: its key or the time-stamp service does not",
        ),
        ("OSError: No space left", "A fault that is not about any of these people stands in"),
    ],
)
def test_why_the_work_does_not_go_on_is_said_in_words(event, officer, error, said):
    batch = begin(event, [participant(event)], by=officer)

    text = stuck(batch, State.FAILED, error)

    assert said in text
    assert "Ask who runs this system to look at it" in text
    assert f"<code>{error}</code>" in text
    assert 'id="restart"' in text


def test_what_is_tried_again_by_itself_says_so(event, officer):
    batch = begin(event, [participant(event)], by=officer)

    text = stuck(batch, State.WAITING, "SealError: The token of the seal cannot be opened")

    assert "It did not work just now" in text
    assert "It is tried again by itself." in text
    assert "Ask who runs this system" not in text


def test_an_erased_person_has_no_name_in_what_came_of_it(event, officer):
    person = participant(event, name="Ana Erased")
    batch = issue(event, [person], by=officer, mails=False)
    type(person).objects.filter(pk=person.pk).update(
        name="", email="", organisation="", user=None, erased_at=AFTER
    )

    assert "(erased)" in secretariat().get(room(event, f"batches/{batch.key}/")).text


def test_only_the_secretariat_issues(event, officer):
    person = participant(event)
    batch = begin(event, [person], by=officer)
    host = presidency("IE")

    assert [
        host.get(room(event, rest)).status_code
        for rest in ("issue/", f"batches/{batch.key}/", f"people/{person.key}/specimen.pdf")
    ] == [404, 404, 404]
    assert host.post(room(event, f"batches/{batch.key}/stop/")).status_code == 404
    assert secretariat().get(room(event, f"batches/{uuid.uuid4()}/")).status_code == 404


@pytest.mark.parametrize("rest", ["issue/", "batches/{}/"])
def test_many_take_as_many_queries_as_one(event, officer, rest):
    client = secretariat()
    people = [participant(event, email="p0@x.eu")]
    batch = begin(event, people, by=officer)
    address = room(event, rest.format(batch.key))
    one = queries(lambda: client.get(address))
    people += [participant(event, email=f"p{number}@x.eu") for number in range(1, 4)]
    for person in people[1:]:
        batch.items.create(registration=person)

    assert queries(lambda: client.get(address)) == one
