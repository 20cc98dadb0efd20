"""A holder's own pages: what the link opens, what waits for feedback, and the wish for a name."""

import datetime as dt
import uuid
from html import unescape

import pytest
import time_machine
from django.test import Client

from accounts import access
from accounts.enums import Role
from certificates import files, links, services
from certificates.enums import CorrectionState, State
from certificates.models import Certificate, Correction
from events import respondents
from events.models import AttendanceTerms, FeedbackAsked, FeedbackForm
from events.views.registration import own_page
from mail.links import digest
from tests.certificates.issued import issue, issued
from tests.certificates.public import SECRET, words
from tests.certificates.training import AFTER, participant, training
from tests.events.organisers import signed_in
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.certificates import certificate
from tests.queries import counted

pytestmark = pytest.mark.django_db
LATER = AFTER + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _later():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def holder():
    return participant(name="Zoe Vandenbroucke", email="zoe@example.eu")


def officer():
    return access.standing(MandateFactory(role=Role.SECRETARIAT).user, LATER)


def page_of(registration):
    return f"{own_page(registration)}certificate/"


def file_of(registration):
    return f"{own_page(registration)}certificate.pdf"


def wish(client, registration, **fields):
    sent = {"once": str(uuid.uuid4()), "name": "Zoë Vandenbroucke", "note": "", **fields}
    return client.post(f"{page_of(registration)}name/", sent)


def asked_first(registration, *, answered=False, closes=LATER + dt.timedelta(days=3)):
    event = registration.event
    AttendanceTerms.objects.create(event=event, feedback_first=True)
    form = FeedbackForm.objects.create(event=event, opened_at=AFTER, closes_at=closes)
    return FeedbackAsked.objects.create(
        form=form, registration=registration, asked_at=AFTER, has_answered=answered,
        link_hash=digest(respondents.token_of(registration)),
    )  # fmt: skip


def test_the_page_of_a_registration_leads_to_the_certificate(client, holder):
    page = client.get(own_page(holder))

    assert f'href="{page_of(holder)}"' in page.text


@pytest.mark.parametrize(
    "why",
    ["not over", "no certificates", "no place"],
)
def test_where_nothing_is_to_come_no_page_promises_it(client, holder, why):
    if why == "no certificates":
        AttendanceTerms.objects.create(event=holder.event, gives_certificates=False)
    if why == "no place":
        holder.state = "declined"
        holder.save()
    before = dt.timedelta(days=4 if why == "not over" else 0)

    with time_machine.travel(LATER - before, tick=False):
        page = client.get(own_page(holder))

    assert page_of(holder) not in page.text


def test_the_holder_sees_what_it_says_and_takes_the_file(client, holder):
    made = certificate(holder)

    page, file = client.get(page_of(holder)), client.get(file_of(holder))

    said = words(page)
    assert "This certificate is valid" in said
    assert "Attendance 9.0 of 10.5 h" in said
    assert links.address(made) in page.text
    assert b"".join(file) == files.kept(made)
    assert file.headers["Content-Disposition"] == (
        'attachment; filename="EUCPN-2026-000001 Zoe Vandenbroucke.pdf"'
    )
    assert file.headers["Content-Type"] == "application/pdf"
    assert {name: file.headers[name] for name in SECRET} == SECRET
    assert {name: page.headers[name] for name in SECRET} == SECRET


@pytest.mark.parametrize("page", ["certificate/", "certificate.pdf", "certificate/name/"])
def test_an_unknown_link_opens_nothing(client, holder, page):
    certificate(holder)

    assert client.get(f"/registrations/{'A' * 32}/{page}").status_code == 404


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("none", "Once the organisers have issued it you get a letter"),
        ("claimed", "Once the organisers have issued it you get a letter"),
        ("no certificates", "This event gives no certificates."),
        ("not over", "Certificates are issued after the event"),
    ],
)
def test_without_a_certificate_the_page_says_why(client, holder, why, said):
    if why == "claimed":
        certificate(holder, made=False)
    if why == "no certificates":
        AttendanceTerms.objects.create(event=holder.event, gives_certificates=False)
    before = dt.timedelta(days=4 if why == "not over" else 0)

    with time_machine.travel(LATER - before, tick=False):
        page = client.get(page_of(holder))

    assert said in words(page)
    assert client.get(file_of(holder)).status_code == 404
    assert client.get(f"{page_of(holder)}name/").status_code == 404


def test_a_revoked_one_says_why_and_gives_no_file(client, holder):
    certificate(holder, state=State.REVOKED, reason="Registered twice.")

    said = words(client.get(page_of(holder)))

    assert "This certificate was revoked on Friday 20 November 2026" in said
    assert "Why: Registered twice." in said
    assert "Correct the name" not in said
    assert "To show it to somebody" not in said
    assert client.get(file_of(holder)).status_code == 404


def test_earlier_versions_are_listed_and_only_the_newest_is_given_out(client, holder):
    old = certificate(holder)
    new = certificate(holder)

    page = client.get(page_of(holder))

    assert [one for one, _pill in page.context["earlier"]] == [old]
    assert b"".join(client.get(file_of(holder))) == files.kept(new)


def test_one_that_was_issued_anew_after_a_revoked_version_is_the_one_to_take(client):
    """Its version is 1 again, below the one that was revoked."""
    by = officer()
    first = issued(by=by, name="Zoe Vandenbroucke", email="zoe@example.eu")
    holder = first.registration
    second = services.replace(first, name="Zoë Vandenbroucke", by=by, at=LATER)
    services.revoke(second, reason="Registered twice.", by=by, at=LATER)
    issue(holder.event, [holder], by=by, mails=False, at=LATER)
    anew = Certificate.objects.live().get()

    page, card = client.get(page_of(holder)), client.get(own_page(holder))
    listed = signed_in(UserFactory(email="zoe@example.eu")).get("/certificates/")

    assert (anew.number, anew.version, page.context["certificate"]) == (
        "EUCPN-2026-000002", 1, anew
    )  # fmt: skip
    assert [one for one, _pill in page.context["earlier"]] == [second, first]
    assert b"".join(client.get(file_of(holder))) == files.kept(anew)
    assert "Issued: EUCPN-2026-000002" in words(card)
    assert [(line["certificate"], line["file"]) for line in listed.context["lines"]] == [
        (anew, file_of(holder))
    ]


def test_a_file_that_is_gone_is_not_there(client, holder):
    files.forget(certificate(holder))

    assert client.get(file_of(holder)).status_code == 404


def test_feedback_comes_first_where_the_event_asks_for_it(client, holder):
    certificate(holder)
    asked_first(holder)

    page, file = client.get(page_of(holder)), client.get(file_of(holder))

    assert "First a word from you" in words(page)
    assert file_of(holder) not in page.text
    assert client.get(page.context["feedback_url"]).status_code == 200
    assert (file.status_code, file["Location"]) == (302, page_of(holder))


@pytest.mark.parametrize("why", ["answered", "closed", "not asked", "not first"])
def test_feedback_that_cannot_be_given_or_is_given_holds_nothing_up(client, holder, why):
    certificate(holder)
    if why != "not asked":
        closes = LATER - dt.timedelta(hours=1) if why == "closed" else LATER + dt.timedelta(days=3)
        asked_first(holder, answered=why == "answered", closes=closes)
        if why == "not first":
            AttendanceTerms.objects.update(feedback_first=False)
    else:
        AttendanceTerms.objects.create(event=holder.event, feedback_first=True)

    assert client.get(file_of(holder)).status_code == 200
    assert "First a word from you" not in words(client.get(page_of(holder)))


def test_a_holder_asks_for_another_spelling_and_sees_the_wish(client, holder):
    made = certificate(holder)

    answer = wish(client, holder, note="As in my passport")

    page = client.get(page_of(holder))
    [asked] = Correction.objects.all()
    assert (answer.status_code, answer["Location"]) == (302, page_of(holder))
    assert (asked.certificate, asked.name, asked.note) == (
        made, "Zoë Vandenbroucke", "As in my passport"
    )  # fmt: skip
    assert "Your wish for another name awaits a decision" in words(page)
    assert "As in my passport" in words(page)
    assert not page.context["may_ask"]


def test_another_wish_is_said_to_take_the_place_of_the_first(client, holder):
    certificate(holder)
    wish(client, holder)

    form = client.get(f"{page_of(holder)}name/")
    same = wish(client, holder)
    said_of_the_same = words(client.get(same["Location"]))
    other = wish(client, holder, name="Zoé Vandenbroucke")

    assert "You have asked for “Zoë Vandenbroucke” already" in words(form)
    assert "takes the place" not in said_of_the_same
    assert "Your new wish takes the place of the earlier one." in words(
        client.get(other["Location"])
    )


def test_a_replayed_wish_is_one(client, holder):
    certificate(holder)
    once = str(uuid.uuid4())

    for _ in range(3):
        assert wish(client, holder, once=once).status_code == 302

    assert Correction.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"name": ""}, "Fill this in."),
        ({"name": "Zoe  Vandenbroucke"}, "This is the name as it is printed."),
        ({"name": "Zoe \u4e2d"}, "These letters cannot be printed: \u4e2d"),
        ({"name": "Z" * 81}, "Use 80 characters at most"),
        ({"name": "<b>Zoë</b> & Co"}, "A name holds no < and no >."),
        ({"once": "x"}, "This form lacks its mark."),
    ],
    ids=["nothing", "as it is", "cannot be printed", "too long", "markup", "no mark"],
)
def test_what_is_no_correction_is_refused_in_words_and_kept(client, holder, fields, problem):
    certificate(holder)

    answer = wish(client, holder, **fields)

    assert answer.status_code == 422
    assert problem in unescape(words(answer))
    assert answer.context["form"]["name"].value() == fields.get("name", "Zoë Vandenbroucke")
    assert not Correction.objects.exists()


def test_the_form_begins_with_the_name_as_it_is_printed(client, holder):
    certificate(holder)

    page = client.get(f"{page_of(holder)}name/")

    assert page.context["form"]["name"].value() == "Zoe Vandenbroucke"


@pytest.mark.parametrize("method", ["get", "post"])
def test_of_what_no_longer_stands_the_name_is_not_changed(client, holder, method):
    certificate(holder, state=State.REVOKED)

    answer = wish(client, holder) if method == "post" else client.get(f"{page_of(holder)}name/")

    assert answer.status_code == 409
    assert "no longer stands, so its name is not changed" in words(answer)


def test_a_wish_is_taken_back_once_however_often_it_is_pressed(client, holder):
    certificate(holder)
    wish(client, holder)

    answers = [client.post(f"{page_of(holder)}name/take-back/") for _ in range(2)]

    assert [one["Location"] for one in answers] == [page_of(holder)] * 2
    assert [one.state for one in Correction.objects.all()] == [CorrectionState.TAKEN_BACK]
    assert client.get(page_of(holder)).context["wish"] is None


def test_a_wish_that_was_settled_meanwhile_says_so(client, holder):
    made = certificate(holder)
    wish(client, holder)
    Certificate.objects.filter(pk=made.pk).update(
        state=State.REVOKED, ended_at=LATER, reason="Revoked meanwhile."
    )

    answer = client.post(f"{page_of(holder)}name/take-back/")

    assert answer.status_code == 409
    assert "It was decided meanwhile" in words(answer)


def test_a_refusal_is_shown_with_its_reason_and_one_may_ask_again(client, holder):
    certificate(holder)
    wish(client, holder)
    services.decide_correction(
        Correction.objects.get(), grant=False, reason="Not your name.", by=officer(), at=LATER
    )

    page = client.get(page_of(holder))

    assert "Your wish for another name could not be granted" in words(page)
    assert "Not your name." in words(page)
    assert page.context["may_ask"]


def test_a_granted_wish_makes_the_new_version_the_one_to_take(client, holder):
    old = certificate(holder)
    wish(client, holder)
    services.decide_correction(Correction.objects.get(), grant=True, by=officer(), at=LATER)

    page = client.get(page_of(holder))

    assert page.context["certificate"].facts["name"] == "Zoë Vandenbroucke"
    assert [one for one, _pill in page.context["earlier"]] == [old]
    assert "Your name was corrected" in words(page)


def test_all_own_certificates_are_in_one_list_and_nobody_elses(holder):
    user = UserFactory(email="zoe@example.eu")
    certificate(holder)
    certificate(holder)
    revoked = participant(training(title="Another training"), email="zoe@example.eu")
    certificate(revoked, state=State.REVOKED)
    certificate(participant(email="zoe@example.eu"), made=False)
    certificate(participant(training(title="Not mine")))
    client = signed_in(user)

    page = client.get("/certificates/")

    assert {
        (line["event"].title, str(line["certificate"]), bool(line["file"]))
        for line in page.context["lines"]
    } == {
        ("Evaluating crime prevention initiatives", "EUCPN-2026-000001 v2", True),
        ("Another training", "EUCPN-2026-000003", False),
    }
    assert "Wednesday 18 November 2026 · EUCPN-2026-000001 v2" in words(page)
    assert "1–2 of 2" in page.text.partition("</section>")[0]
    for line in page.context["lines"]:
        assert client.get(line["url"]).status_code == 200


def test_the_list_takes_as_many_statements_for_three_as_for_one():
    def numbers(number):
        user = UserFactory()
        for _ in range(number):
            certificate(participant(email=user.email))
        client = signed_in(user)
        return counted(lambda: client.get("/certificates/"))

    assert numbers(1) == numbers(3)


def test_who_has_none_is_told_when_there_will_be_one():
    page = signed_in(UserFactory()).get("/certificates/")

    assert "Certificates are issued after an event" in words(page)


def test_a_visitor_signs_in_to_see_the_list():
    assert Client().get("/certificates/")["Location"] == "/accounts/login/?next=/certificates/"
