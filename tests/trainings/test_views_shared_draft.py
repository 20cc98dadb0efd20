"""A draft that two have open: both texts go on, and what both typed is asked about."""

import pytest
from django.http import QueryDict

from tests.factories.trainings import CourseFactory, draft, fresh, speaks_for
from tests.trainings.wishes import JSON, NEW, address, boxes, stamped
from trainings import services
from trainings.models import TrainingRequest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def shared(client, host):
    """A draft that both have open: the form as it was read, and the other one."""
    course = CourseFactory()
    client.post(NEW, boxes(course, save="1", **stamped()))
    made = TrainingRequest.objects.get()
    stamp = client.get(address(made)).context["stamp"]
    read = stamped(made.version, base=stamp["base"].value())
    return course, made, read, speaks_for()


def other_types(made, other, **said):
    """Let the other save something into the same draft."""
    services.save_draft(
        made, version=made.version, typed={**made.typed, **said}, by=other, at=other.at
    )


def test_what_two_type_into_different_fields_goes_on_as_one_text(client, host, shared):
    course, made, read, other = shared
    theirs = {"venue": "Old mill", "provides": ["room", "catering", "av"], "rows": "4"}
    police = ["6", "", "11", "", "8", "", ""]
    other_types(made, other, **theirs, groups=police, starts_4=["1", "3", "2027"])

    own = boxes(course, city="Braga", provides=["catering"], groups_other="2")
    told = client.post(address(made), {**own, **read}, **JSON)
    now = fresh(made)

    assert (now.typed["city"], now.typed["venue"]) == ("Braga", "Old mill")
    assert now.typed["groups"] == ["6", "", "11", "", "8", "", "2"]
    assert sorted(now.typed["provides"]) == ["av", "catering"]
    assert (now.typed["rows"], now.typed["starts_4"]) == ("4", ["1", "3", "2027"])
    assert told.status_code == 200
    assert told.json()["said"] == (
        f"Draft saved 10:00 (Brussels) {other.user.name} has changed meanwhile:"
        " Venue, Make-up of the group, What you provide, Window 4, from."
    )
    assert QueryDict(told.json()["base"])["venue"] == "Old mill"
    assert (told.json()["rows"], told.json()["taken"]) == ("4", True)


def test_only_what_both_typed_into_the_same_field_is_asked_about(client, host, shared):
    course, made, read, other = shared
    other_types(made, other, city="Porto", venue="Old mill", motivation="Their\nreasons")
    before = fresh(made).typed
    own = boxes(course, city="Bra\0ga", motivation="My reasons", least="13")

    told = client.post(address(made), {**own, **read}, **JSON)
    page = client.post(address(made), {**own, **read, "save": "1"})

    assert (told.status_code, page.status_code) == (409, 409)
    assert told.json()["said"] == (
        f"{other.user.name} has changed the same as you meanwhile. Yours is not saved yet."
    )
    assert fresh(made).typed == before
    shown = [(one.name, one.theirs, one.own) for one in page.context["clashes"]]
    assert shown == [
        ("city", "Porto", "Braga"),
        ("motivation", "Their\nreasons", "My reasons"),
    ]

    chosen = {**_sent_by(page), "of_city": "theirs", "of_motivation": "own", "mine": "1"}
    back = client.post(address(made), chosen)

    assert back["Location"] == f"{address(made)}?anew=1"
    now = fresh(made).typed
    assert (now["city"], now["motivation"]) == ("Porto", "My reasons")
    assert (now["venue"], now["least"]) == ("Old mill", "13")


def test_what_the_other_changes_while_one_chooses_is_asked_about_again(client, host, shared):
    course, made, read, other = shared
    other_types(made, other, city="Porto")
    page = client.post(address(made), {**boxes(course, city="Braga"), **read, "save": "1"})
    other_types(fresh(made), other, city="Faro")

    again = client.post(address(made), {**_sent_by(page), "of_city": "own", "mine": "1"})

    assert again.status_code == 409
    assert [(one.theirs, one.own) for one in again.context["clashes"]] == [("Faro", "Braga")]
    assert fresh(made).typed["city"] == "Faro"


def test_what_the_other_typed_is_read_before_it_is_sent(client, host, shared):
    course, made, read, other = shared
    other_types(made, other, venue="Old mill")

    answer = client.post(
        address(made), {**boxes(course, city="Braga"), **read, "send": "1"}, follow=True
    )

    assert (fresh(made).state, fresh(made).typed["venue"]) == ("draft", "Old mill")
    assert f"{other.user.name} has changed meanwhile: Venue." in answer.text
    assert "It is not sent yet" in answer.text


def test_what_is_wrong_with_the_text_of_both_is_said_beside_what_the_other_typed(
    client, host, shared
):
    course, made, read, other = shared
    other_types(made, other, venue="Old mill")

    answer = client.post(address(made), {**boxes(course, city=""), **read, "send": "1"})

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"city": ["This is needed."]}
    assert answer.context["form"]["venue"].value() == "Old mill"
    assert f"{other.user.name} has changed meanwhile: Venue." in answer.text
    assert QueryDict(answer.context["stamp"]["base"].value())["venue"] == "Old mill"


def _sent_by(page):
    """What the hidden boxes of the page on which two texts are shown send."""
    context, said = page.context, {}
    for name, value in context["typed"]:
        said.setdefault(name, []).append(value)
    stamp = stamped(context["draft"].version, context["once"], base=context["base"])
    return {**said, "rows": str(context["rows"]), **stamp}


def test_who_sends_what_the_other_has_changed_is_shown_both(client, host):
    made = draft(host)
    services.save_draft(
        made, version=made.version, typed={"city": "Porto"}, by=speaks_for(), at=host.at
    )

    answer = client.post(address(made), boxes(CourseFactory(), **stamped(made.version, send="1")))

    assert (answer.status_code, fresh(made).state) == (409, "draft")
