"""The form of a request: saved while it is typed, sent as a whole, never written over."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.http import QueryDict
from django.urls import reverse

from accounts.enums import Role
from accounts.models import MemberState
from courses.models import Course
from tests.factories.accounts import MandateFactory
from tests.factories.trainings import (
    LONG_AGO,
    NOW,
    CourseFactory,
    draft,
    fresh,
    secretariat,
    speaks_for,
    submitted,
)
from tests.trainings.wishes import JSON, NEW, address, boxes, stamped, window
from trainings import services
from trainings.forms.wish import LONGEST_DRAFT
from trainings.models import TrainingRequest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def test_a_request_is_sent_in_one_go(client, host):
    course = CourseFactory()

    answer = client.post(NEW, boxes(course, **stamped(send="1")))

    made = TrainingRequest.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert (made.state, made.course, made.city, made.expected) == (
        "submitted",
        course,
        "Lisbon",
        24,
    )
    assert {one.category: one.people for one in made.groups.all()} == {
        "police": 10,
        "local_authority": 8,
        "policymaker": 6,
    }
    assert [one.starts for one in made.windows.all()] == [
        dt.date(2027, 1, 18),
        dt.date(2027, 2, 8),
    ]
    assert made.provides == ["catering", "room"]


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"expected": "25"}, "groups", "24 in the groups, 25 expected: they must be the same."),
        ({"groups_police": "ten"}, "groups", "Write each number in digits, such as 8."),
        ({"least": "31"}, "least", "The minimum, 31, is above the maximum, 30."),
        ({"city": ""}, "city", "This is needed."),
        ({"course": ""}, "course", "Choose one."),
        ({"motivation": " "}, "motivation", "Fill this in."),
        ({"expected": ""}, "expected", "Fill this in."),
        (
            window(2, (20, 1, 2027), (25, 1, 2027)),
            "starts_2",
            "Window 2 overlaps window 1.",
        ),
        (window(2, (1, 9, 2026), (5, 9, 2026)), "starts_2", "Window 2 begins in the past."),
        (window(1, (22, 1, 2027), (18, 1, 2027)), "starts_1", "Window 1 ends before it begins."),
        (window(2, ("", "", ""), ("", "", "")), "starts_2", "Give at least two windows."),
        ({"ends_2_day": "", "ends_2_month": "", "ends_2_year": ""}, "ends_2",
         "Write both days of the window."),
        ({"starts_2_day": "31"}, "starts_2",
         "There is no such day; that month has fewer days, the year twelve months."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    client, host, changes, field, said
):
    sent = boxes(CourseFactory(), **changes)

    answer = client.post(NEW, {**sent, **stamped(send="1")})

    form = answer.context["form"]
    made = TrainingRequest.objects.get()
    assert answer.status_code == 422
    assert list(form.errors) == [field]
    assert form.errors[field] == [said]
    assert (made.state, made.typed["motivation"]) == ("draft", sent["motivation"])
    assert answer.context["stamp"]["version"].value() == made.version


def test_a_third_window_is_judged_by_its_own_row(client, host):
    sent = boxes(CourseFactory(), **window(3, (10, 2, 2027), (15, 2, 2027)))
    sent |= window(1, ("", "", ""), ("", "", ""))

    answer = client.post(NEW, {**sent, **stamped(send="1")})

    assert answer.context["form"].errors == {"starts_3": ["Window 2 overlaps window 1."]}


def test_a_draft_is_begun_by_the_first_word_that_is_typed_and_saved_from_then_on(client, host):
    once = uuid.uuid4()

    first = client.post(NEW, {"city": "Lis", **stamped(once=once)}, **JSON).json()
    made = TrainingRequest.objects.get()
    then = client.post(
        address(made), {"city": "Lisbon", **stamped(first["version"], once)}, **JSON
    ).json()

    assert (made.typed["city"], fresh(made).typed["city"]) == ("Lis", "Lisbon")
    assert QueryDict(first.pop("base"))["city"] == "Lis"
    assert first == {
        "said": "Draft saved 10:00 (Brussels)",
        "version": fresh(made).version - 1,
        "rows": "3",
        "address": address(made),
        "short": False,
        "taken": False,
    }
    assert then["version"] == fresh(made).version


def test_a_first_word_that_is_sent_twice_begins_one_draft(client, host):
    sent = {"city": "Lisbon", **stamped()}

    client.post(NEW, sent, **JSON)
    client.post(NEW, sent, **JSON)

    assert [one.typed["city"] for one in TrainingRequest.objects.all()] == ["Lisbon"]


def test_a_first_word_that_comes_late_does_not_write_over_the_other_s(client, host):
    sent = stamped()
    client.post(NEW, {"city": "Lisbon", **sent}, **JSON)
    made = TrainingRequest.objects.get()
    services.save_draft(
        made, version=made.version, typed={"city": "Porto"}, by=speaks_for(), at=host.at
    )

    answer = client.post(NEW, {"city": "Lisboa", **sent}, **JSON)

    assert (answer.status_code, fresh(made).typed["city"]) == (409, "Porto")


def test_short_notice_is_told_while_it_is_typed_and_on_the_page(client, host):
    made = draft(host)
    soon = window(1, (1, 10, 2026), (5, 10, 2026)) | {"starts_2_day": "40"}

    told = client.post(address(made), {**soon, **stamped(made.version)}, **JSON).json()

    assert told["short"]
    assert client.get(address(made)).context["is_short"]


def test_what_was_typed_stands_in_the_form_again_and_its_substitute_is_named(client, host):
    MandateFactory(
        role=Role.SUBSTITUTE,
        member_state=MemberState.objects.get(pk="PT"),
        starts=LONG_AGO,
        user__name="Rui Magalhães",
    )
    course = CourseFactory()
    client.post(NEW, boxes(course, save="1", starts_2_day="x", **stamped()))
    made = TrainingRequest.objects.get()

    page = client.get(address(made))

    form = page.context["form"]
    assert form["groups"].value() == ["6", "", "10", "", "8", "", ""]
    assert form["starts_2"].value() == ["x", "2", "2027"]
    assert form["provides"].value() == ["room", "catering"]
    assert "Rui Magalhães" in page.text
    assert f'value="{course.pk}" id="id_course_0" checked' in page.text.replace("\n", "")


def test_finishing_later_leads_to_the_list_where_the_draft_stands(client, host):
    course = CourseFactory()

    answer = client.post(NEW, boxes(course, save="1", **stamped()), follow=True)

    assert answer.redirect_chain == [(reverse("trainings:mine"), 302)]
    made = TrainingRequest.objects.get()
    assert f"{course.title}, Lisbon" in answer.text
    assert address(made) in answer.text


def test_another_window_is_one_row_more_up_to_ten(client, host):
    made = draft(host)

    for number in range(4, 12):
        answer = client.post(
            address(made), {"more": "1", "rows": str(number - 1), **stamped(made.version)}
        )
        made = fresh(made)
        assert answer["Location"] == f"{address(made)}#windows"
        assert len(client.get(address(made)).context["form"].windows) == min(number, 10)

    assert 'name="more"' not in client.get(address(made)).text


def test_pressing_enter_in_a_box_saves_and_stays(client, host):
    made = draft(host)

    answer = client.post(address(made), {"city": "Lisbon", "stay": "1", **stamped(made.version)})

    assert answer["Location"] == address(made)
    assert fresh(made).typed["city"] == "Lisbon"
    buttons = [line for line in client.get(address(made)).text.split("<button") if "name=" in line]
    assert 'name="stay"' in next(one for one in buttons if 'value="1"' in one)


def test_a_course_that_is_archived_meanwhile_is_said_at_its_field(client, host):
    made, course = draft(host), CourseFactory()

    def archive(execute, sql, *rest):
        if sql.startswith("SAVEPOINT"):
            Course.objects.filter(pk=course.pk, archived_at=None).update(archived_at=NOW)
        return execute(sql, *rest)

    with connection.execute_wrapper(archive):
        answer = client.post(address(made), boxes(course, send="1", **stamped(made.version)))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["course"])
    assert (fresh(made).state, fresh(made).typed["city"]) == ("draft", "Lisbon")


def test_what_was_sent_meanwhile_is_no_draft_any_more(client, host):
    made = submitted(host)

    told = client.post(address(made), {"city": "x", **stamped()}, **JSON)
    answer = client.post(address(made), {"city": "x", "save": "1", **stamped()}, follow=True)

    assert (told.status_code, told.json()) == (
        410,
        {"said": "This is no draft any more, so what you typed was not saved."},
    )
    assert answer.redirect_chain == [(made.get_absolute_url(), 302)]
    assert "what you typed was not saved" in answer.text
    assert client.get(address(made))["Location"] == made.get_absolute_url()


def test_a_book_is_no_draft_nor_is_a_form_without_its_marks(client, host):
    made = draft(host)
    book = {"motivation": "x" * (LONGEST_DRAFT + 1), **stamped(made.version)}

    told = client.post(address(made), book, **JSON)
    page = client.post(address(made), {**book, "save": "1"})
    unmarked = client.post(address(made), {"city": "Lisbon"})

    assert [told.status_code, page.status_code, unmarked.status_code] == [422, 422, 422]
    assert told.json() == {
        "said": "Not saved. This is more text than a draft holds. Make it shorter."
    }
    unstamped = client.post(address(made), {"city": "Lisbon"}, **JSON)
    assert unstamped.json() == {
        "said": "Not saved. This form lacks its mark. Reload the page and send it again."
    }
    assert "This is more text than a draft holds" in page.text
    assert "This form lacks its version" in unmarked.text
    assert fresh(made).typed == {}


def test_an_older_request_is_begun_anew_without_its_days(client, host):
    older = submitted(host)

    page = client.get(NEW)
    form = client.get(f"{NEW}?state=PT&like={older.reference}").context["form"]

    assert f"like={older.reference}" in page.text
    assert (form["city"].value(), form["expected"].value()) == ("Lisbon", "24")
    assert form["starts_1"].value() is None


def test_another_state_s_request_is_copied_by_nobody(client, host):
    theirs = submitted(speaks_for("EL"))

    assert client.get(f"{NEW}?like={theirs.reference}").status_code == 404
    assert client.get(address(draft(speaks_for("EL")))).status_code == 404


def test_who_speaks_for_two_states_chooses_for_which(client, host):
    MandateFactory(user=host.user, member_state__code="LV", member_state__name="Latvia",
                   role=Role.SUBSTITUTE, starts=LONG_AGO)  # fmt: skip

    first, other = client.get(NEW), client.get(f"{NEW}?state=PT")
    client.post(f"{NEW}?state=PT", {"city": "Lisbon", "save": "1", **stamped()})

    assert [page.context["state"].pk for page in (first, other)] == ["LV", "PT"]
    assert "?state=PT" in first.text
    assert TrainingRequest.objects.get().member_state_id == "PT"


def test_only_who_speaks_for_a_state_asks_for_a_training(client):
    client.force_login(secretariat().user)

    assert client.get(NEW).status_code == 404
    assert client.get(reverse("trainings:mine")).status_code == 404


def test_a_draft_that_was_begun_already_is_pointed_to(client, host):
    made = draft(speaks_for())

    page = client.get(NEW)

    assert list(page.context["others"]) == [made]
    assert list(client.get(address(made)).context["others"]) == []
