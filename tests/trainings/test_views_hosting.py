"""What a host does on the pages of its requests: answers, dates, messages, reasons."""

import datetime as dt
import uuid
from contextlib import contextmanager

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.urls import reverse

from courses.models import Course
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    accepted,
    confirmed_trainer,
    draft,
    fresh,
    ready,
    secretariat,
    speaks_for,
    submitted,
)
from trainings import services
from trainings.enums import Fault
from trainings.forms.wish import typed_of
from trainings.models import TimelineEntry
from trainings.rules.wish import faults

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def to(name, made, *more):
    return reverse(f"trainings:{name}", args=[made.reference, *more])


def asked_back(host):
    by = secretariat()
    made = submitted(host)
    return services.ask(made, question="Which police?", by=by, at=NOW), by


def sent_again(made, **changes):
    """The boxes of the request as they are filled when nobody changes them."""
    said = {**typed_of(services.wish_of(made)), **changes}
    groups = ("policymaker", "programme_manager", "police", "practitioner")
    groups += ("local_authority", "researcher", "other")
    found = {}
    for name, value in said.items():
        if name == "groups":
            found |= {f"groups_{one}": box for one, box in zip(groups, value, strict=True)}
        elif name.startswith(("starts_", "ends_")):
            boxes = zip(("day", "month", "year"), value, strict=True)
            found |= {f"{name}_{part}": box for part, box in boxes}
        else:
            found[name] = value
    return found


def test_the_page_of_a_request_shows_what_is_asked_for_and_the_way_to_answer(client, host):
    made, _by = asked_back(host)

    page = client.get(made.get_absolute_url())

    assert "Which police?" in page.text
    assert to("answer", made) in page.text
    assert to("withdraw", made) in page.text
    assert "Policymaker: 6" in page.text
    assert client.get(draft(host).get_absolute_url()).status_code == 302


def test_a_question_is_answered_without_touching_the_request(client, host):
    made, _by = asked_back(host)
    before = services.wish_of(made)
    assert client.get(to("answer", made)).context["asked"].text == "Which police?"

    with time_machine.travel(dt.datetime(2027, 1, 20, tzinfo=dt.UTC), tick=False):
        client.force_login(host.user)
        sent = {**sent_again(made), "text": "The municipal one.", "version": made.version}
        answer = client.post(to("answer", made), sent)

    assert answer["Location"] == made.get_absolute_url()
    assert (fresh(made).state, services.wish_of(fresh(made))) == ("submitted", before)
    assert faults(before, today=dt.date(2027, 1, 20))[-1].fault == Fault.PAST


@pytest.mark.parametrize("who", ["the Secretariat", "the host"])
def test_the_answer_stands_beside_its_question_for_who_decides_and_who_wrote_it(client, host, who):
    made, by = asked_back(host)
    services.answer(made, text="The municipal one.", by=host, at=NOW)
    client.force_login(by.user if who == "the Secretariat" else host.user)

    text = client.get(made.get_absolute_url()).text

    title = "Decide" if who == "the Secretariat" else "Answered; the Secretariat goes on with it"
    card = text[text.index(title) :]
    card = card[: card.index("</section>")]
    assert "Which police?" in card
    assert "The municipal one." in card
    assert "Waiting for the host" not in text


def test_a_question_that_is_asked_again_waits_for_another_answer(client, host):
    made, by = asked_back(host)
    services.answer(made, text="The municipal one.", by=host, at=NOW)
    services.ask(made, question="Since when?", by=by, at=NOW)

    page = client.get(made.get_absolute_url())

    assert (page.context["asked"].text, page.context["answered"]) == ("Since when?", None)
    assert "The Secretariat has a question" in page.text


def test_an_answer_may_change_the_request_and_is_judged_with_it(client, host):
    made, _by = asked_back(host)
    sent = {"text": "Two fewer.", "version": made.version}

    bad = client.post(to("answer", made), {**sent_again(made, expected="22"), **sent})
    groups = ["4", "", "10", "", "8", "", ""]
    good = client.post(
        to("answer", made), {**sent_again(made, expected="22", groups=groups), **sent}
    )

    assert (bad.status_code, list(bad.context["form"].errors)) == (422, ["groups"])
    assert good["Location"] == made.get_absolute_url()
    assert (fresh(made).state, fresh(made).expected) == ("submitted", 22)


@pytest.mark.parametrize(("button", "rows"), [("more", 4), ("stay", 3)])
def test_another_window_sends_no_answer_and_loses_no_word(client, host, button, rows):
    made, _by = asked_back(host)
    said = {"text": "Two fewer.", "version": made.version, button: "1"}

    page = client.post(to("answer", made), {**sent_again(made, city="Porto"), **said})

    assert (page.status_code, fresh(made).state) == (200, "needs_info")
    assert len(page.context["form"].windows) == rows
    assert page.context["form"]["city"].value() == "Porto"
    assert page.context["answer"]["text"].value() == "Two fewer."
    assert page.context["answer"]["version"].value() == str(made.version)
    assert "<details open>" in page.text
    first = page.text[page.text.index('<form class="stack stack-l"') :]
    assert 'name="stay"' in first[: first.index("</button>")]


@contextmanager
def archived_before_it_is_stored(course):
    """Let somebody archive a course after the form was judged and before the service begins."""

    def archive(execute, sql, *rest):
        if sql.startswith("SAVEPOINT"):
            Course.objects.filter(pk=course.pk, archived_at=None).update(archived_at=NOW)
        return execute(sql, *rest)

    with connection.execute_wrapper(archive):
        yield


def test_a_course_that_is_archived_meanwhile_is_said_at_its_field(client, host):
    made, _by = asked_back(host)
    sent = {**sent_again(made, city="Porto"), "text": "Porto", "version": made.version}

    with archived_before_it_is_stored(made.sought):
        answer = client.post(to("answer", made), sent)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["course"])
    assert (fresh(made).state, fresh(made).city) == ("needs_info", "Lisbon")


def test_an_answer_needs_words(client, host):
    made, _by = asked_back(host)

    answer = client.post(
        to("answer", made), {**sent_again(made), "text": "", "version": made.version}
    )

    assert (answer.status_code, fresh(made).state) == (422, "needs_info")


def test_who_answers_after_the_other_has_is_shown_both_answers(client, host):
    made, _by = asked_back(host)
    services.answer(made, text="The national one.", by=speaks_for(), at=NOW)

    answer = client.post(
        to("answer", made),
        {**sent_again(made), "text": "The municipal one.", "version": made.version},
    )

    assert answer.status_code == 409
    assert answer.context["differences"] == [
        ("Your answer", "The national one.", "The municipal one.")
    ]


def test_who_answers_what_was_changed_meanwhile_keeps_the_words(client, host):
    made, by = asked_back(host)
    services.answer(made, text="The national one.", by=speaks_for(), at=NOW)
    services.ask(made, question="Since when?", by=by, at=NOW)
    sent = {**sent_again(made, city="Porto"), "text": "Porto", "version": made.version}

    answer = client.post(to("answer", made), sent)

    assert (answer.status_code, fresh(made).state) == (409, "needs_info")
    assert answer.context["differences"] == [
        ("Your answer", "The national one.", "Porto"),
        ("City", "Lisbon", "Porto"),
    ]


def test_a_message_of_the_other_side_costs_nobody_an_answer(client, host):
    made, by = asked_back(host)
    services.write_message(made, text="No hurry.", once=uuid.uuid4(), by=by, at=NOW)

    sent = {**sent_again(made, city="Porto"), "text": "Porto.", "version": made.version}
    answer = client.post(to("answer", made), sent)

    assert answer["Location"] == made.get_absolute_url()
    assert (fresh(made).state, fresh(made).city) == ("submitted", "Porto")


def test_a_host_reads_who_teaches_and_where_people_register(client, host):
    made, by, _host, option = ready(host=host)
    names = sorted(one.trainer.name for one in made.assignments.all())

    before = client.get(made.get_absolute_url())
    services.schedule(made, option=option, by=by, at=NOW)
    after = client.get(made.get_absolute_url())

    assert sorted(one.name for one in after.context["taught_by"]) == names
    for page in (before, after):
        assert f'mailto:{made.assignments.first().trainer.email}"' in page.text
    address = fresh(made).held.event.get_absolute_url()
    assert "People register here" not in before.text
    assert f"<code>{settings.SITE_URL}{address}</code>" in after.text


def test_only_a_request_with_a_question_is_answered(client, host):
    made = submitted(host)

    assert client.get(to("answer", made))["Location"] == made.get_absolute_url()


def test_a_draft_is_discarded_and_a_request_withdrawn_by_the_host_alone(client, host):
    drafted, sent, theirs = draft(host), submitted(host), submitted(speaks_for("EL"))
    assert "Discard the draft" in client.get(to("withdraw", drafted)).text
    assert "Withdraw the request" in client.get(to("withdraw", sent)).text

    gone = client.post(to("withdraw", drafted))
    assert "Discarded." in client.get(gone["Location"]).text
    taken_back = client.post(to("withdraw", sent))
    assert "Withdrawn." in client.get(taken_back["Location"]).text

    assert gone["Location"] == reverse("trainings:mine")
    assert taken_back["Location"] == sent.get_absolute_url()
    assert [fresh(one).state for one in (drafted, sent)] == ["withdrawn", "withdrawn"]
    assert client.post(to("withdraw", theirs)).status_code == 404
    assert drafted.reference not in client.get(reverse("trainings:mine")).text
    client.force_login(secretariat().user)
    assert client.post(to("withdraw", sent)).status_code == 404


def test_what_can_no_longer_be_done_is_said(client, host):
    made = accepted(host=host)

    answer = client.post(to("withdraw", made), follow=True)

    assert "This can no longer be done" in answer.text
    assert fresh(made).state == "accepted"


def test_a_host_asks_to_cancel_with_a_reason(client, host):
    made = accepted(host=host)
    assert "it only the date" in client.get(to("ask_to_cancel", made)).text

    empty = client.post(to("ask_to_cancel", made), {"reason": " "})
    answer = client.post(to("ask_to_cancel", made), {"reason": "No room."}, follow=True)

    assert empty.status_code == 422
    assert fresh(made).cancel_asked_reason == "No room."
    assert "The host asks to cancel" in answer.text


def test_both_sides_write_to_each_other(client, host):
    made = submitted(host)
    once = str(uuid.uuid4())
    assert client.get(to("write", made)).status_code == 200

    for _twice in range(2):
        client.post(to("write", made), {"once": once, "text": "Hello"})
    client.force_login(secretariat().user)
    client.post(to("write", made), {"once": str(uuid.uuid4()), "text": "Good day"})

    said = TimelineEntry.objects.filter(request=made, happening="message")
    assert [(one.side, one.text) for one in said] == [
        ("host", "Hello"),
        ("secretariat", "Good day"),
    ]


def with_dates(host, close_on=None):
    by = secretariat()
    made = accepted(by, host)
    options = services.propose_dates(
        made, first_dates=[FIRST_DAY, OTHER_DAY], close_on=close_on, by=by, at=NOW
    )
    return made, by, options


def test_a_host_answers_each_date_and_the_best_is_shown(client, host):
    made, by, (first, other) = with_dates(host, close_on=dt.date(2026, 10, 1))
    confirmed_trainer(made, by=by)
    before = client.get(made.get_absolute_url())
    assert "Which dates suit you?" in before.text

    client.post(to("answer_dates", made), {str(first.key): "no", str(other.key): "if_need_be"})

    after = client.get(made.get_absolute_url())
    assert [
        (line.host.label, line.free, line.is_best) for line in after.context["dates"].lines
    ] == [
        ("No", 1, False),
        ("If need be", 1, True),
    ]
    assert "Change what you said to the dates" in after.text
    client.force_login(by.user)
    shown = client.get(made.get_absolute_url()).context["dates_form"]
    assert [field.initial for field in shown] == ["yes", "yes"]


def test_an_answer_that_is_none_is_refused_and_none_is_taken_after_the_closing_day(client, host):
    made, _by, (first, _other) = with_dates(host, close_on=dt.date(2026, 9, 2))

    bad = client.post(to("answer_dates", made), {str(first.key): "maybe"}, follow=True)
    with time_machine.travel(NOW + dt.timedelta(days=2), tick=False):
        late = client.post(to("answer_dates", made), {str(first.key): "yes"}, follow=True)

    assert "choose one of the three answers" in bad.text
    assert "This can no longer be done" in late.text
    assert "Answers were wanted until" in late.text
    assert not first.answers.filter(party="host").exists()
